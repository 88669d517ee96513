"""`triage`: options with an action, from least to most cautious: treat, adapt, refer, urgent. Exactly one is right.

A more cautious action than the right one earns half; a less cautious one nothing and, in a safety question, the
trainee does not pass. Chance score: the mean of the options' values.
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.caution import steps_of_caution
from course_tools.marking.result import PARTLY, RIGHT, WRONG, Scored, chosen_id


def score(question: Question, answer: Any) -> Scored:
    """1, 0.5 or 0 by the rule above. `answer` is an option's id."""
    chosen = chosen_id(question, answer)
    values = {option.id: _value(question, option.id) for option in question.prompt.options}
    names = {1.0: RIGHT, 0.5: PARTLY, 0.0: WRONG}
    caution = steps_of_caution(question.key["actions"], chosen, question.key["right"])
    message = "Safe, but more cautious than it needs to be." if caution > 0 else ""
    if caution < 0:
        message = "Less cautious than the client needs."
    return Scored(
        values[chosen],
        given=frozenset([chosen]),
        verdicts={option: names[value] for option, value in values.items()},
        message=message,
        unsafe=caution < 0,
    )


def _value(question: Question, option: str) -> float:
    right = question.key["right"]
    if option == right:
        return 1.0
    return 0.5 if steps_of_caution(question.key["actions"], option, right) > 0 else 0.0
