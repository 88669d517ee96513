"""`ranked`: options of graded value; the best has 1. Chance score: the mean of the values."""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.result import PARTLY, RIGHT, WRONG, Scored, chosen_id


def score(question: Question, answer: Any) -> Scored:
    """The chosen option's value. `answer` is an option's id."""
    chosen = chosen_id(question, answer)
    values: dict[str, float] = question.key["values"]
    verdicts = {option: RIGHT if value == 1 else PARTLY if value > 0 else WRONG for option, value in values.items()}
    return Scored(float(values[chosen]), given=frozenset([chosen]), verdicts=verdicts)
