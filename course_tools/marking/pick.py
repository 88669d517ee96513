"""`pick`: k of m options are right (m > k), and the trainee is told k.

Score max(0, hits / k - false / (m - k)), so that picking everything earns nothing. Chance score: the mean of that over
all k of m; without the cut at 0 it would be 0.
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.result import RIGHT, WRONG, Scored, UnreadableError


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is a list of option ids, each once."""
    ids = {option.id for option in question.prompt.options}
    if not isinstance(answer, list) or not all(isinstance(option, str) for option in answer):
        raise UnreadableError("The answer is no list of options.")
    if len(set(answer)) != len(answer) or not set(answer) <= ids:
        raise UnreadableError("The answer names an option twice, or one that this question does not have.")
    right = set(question.key["right"])
    hits = len(right & set(answer))
    return Scored(
        max(0.0, hits / len(right) - (len(answer) - hits) / (len(ids) - len(right))),
        given=frozenset(answer),
        verdicts={option: RIGHT if option in right else WRONG for option in ids},
        message=f"{hits} of {len(right)} found."
        + (f" {len(answer) - hits} does not belong." if len(answer) > hits else ""),
        blank=not answer,
    )
