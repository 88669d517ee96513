"""`pick`: k of m options are right (m > k), and the trainee is told k.

Score max(0, hits / k - false / (m - k)), so that picking everything earns nothing. Chance score: the mean of that over
all k of m; without the cut at 0 it would be 0.
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.result import RIGHT, WRONG, Scored, chosen_ids


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is a list of option ids, each once."""
    chosen, count = chosen_ids(question, answer), len(question.prompt.options)
    right = set(question.key["right"])
    hits = len(right & chosen)
    return Scored(
        max(0.0, hits / len(right) - (len(chosen) - hits) / (count - len(right))),
        given=chosen,
        verdicts={option.id: RIGHT if option.id in right else WRONG for option in question.prompt.options},
        message=f"{hits} of {len(right)} found."
        + (f" {len(chosen) - hits} does not belong." if len(chosen) > hits else ""),
        blank=not chosen,
    )
