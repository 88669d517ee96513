"""`best`: one of three or four options is right. Chance score: 1 / number of options."""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.result import RIGHT, WRONG, Scored, chosen_id


def score(question: Question, answer: Any) -> Scored:
    """1 for the right option, else 0. `answer` is an option's id."""
    chosen = chosen_id(question, answer)
    right = question.key["right"]
    verdicts = {option.id: RIGHT if option.id == right else WRONG for option in question.prompt.options}
    return Scored(float(chosen == right), given=frozenset([chosen]), verdicts=verdicts)
