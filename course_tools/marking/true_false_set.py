"""`true_false_set`: n statements, each true or false. A statement left blank counts nothing.

Score max(0, (right - wrong) / n). Chance score by coin toss: E max(0, 2k - n) / n with k ~ Binomial(n, 1/2).
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.result import RIGHT, WRONG, Scored, UnreadableError


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` maps statement ids to true or false; a missing or null one is blank."""
    ids = {option.id for option in question.prompt.options}
    if not isinstance(answer, dict):
        raise UnreadableError("The answer is no set of statements with true or false.")
    given = {key: value for key, value in answer.items() if value is not None}
    if not set(given) <= ids or not all(isinstance(value, bool) for value in given.values()):
        raise UnreadableError("The answer names other statements, or says something else than true or false.")
    true = set(question.key["true"])
    verdicts = {key: RIGHT if value == (key in true) else WRONG for key, value in given.items()}
    right = sum(verdict == RIGHT for verdict in verdicts.values())
    missing = len(ids) - len(given)
    return Scored(
        max(0.0, (2 * right - len(given)) / len(ids)),
        given=frozenset(given),
        verdicts=verdicts,
        said={key: "true" if value else "false" for key, value in given.items()},
        message=f"{right} of {len(ids)} judged right." + (f" {missing} left blank." if missing else ""),
        blank=not given,
    )
