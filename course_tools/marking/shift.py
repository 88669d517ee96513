"""`shift`: how much a finding moves the probability, on a scale of five steps from much less to much more likely.

The key is the bin of the finding's likelihood ratio: below 0.2 much less, below 0.67 less, to 1.5 no more, to 5 more,
above 5 much more. A ratio exactly on a cut belongs to the weaker step (0.2 is less, 0.67 and 1.5 are no more, 5 is
more). Score: 1 for that step; 0.5 for the other step in the same direction (much less for less, and so on); else 0. A
direction where there is none, or none where there is one, is off by what the question asks for, and earns nothing.
Chance score: 0.3 where the finding has a direction, 0.2 where it has none.
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.result import PARTLY, RIGHT, WRONG, Scored, chosen_id

SCALE = {
    "much-less": "Much less likely",
    "less": "Less likely",
    "no-more": "No more and no less likely",
    "more": "More likely",
    "much-more": "Much more likely",
}
SAME_DIRECTION = ({"much-less", "less"}, {"more", "much-more"})


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is the id of a step."""
    chosen, right = chosen_id(question, answer), step_of(question.key["lr"])
    values = {step: _value(step, right) for step in SCALE}
    names = {1.0: RIGHT, 0.5: PARTLY, 0.0: WRONG}
    return Scored(
        values[chosen],
        given=frozenset([chosen]),
        verdicts={step: names[value] for step, value in values.items()},
        message="The direction is right, the size is not." if values[chosen] == 0.5 else "",
    )


def step_of(ratio: float) -> str:
    """The step of the scale that a likelihood ratio stands for."""
    if ratio < 0.67:
        return "much-less" if ratio < 0.2 else "less"
    if ratio <= 1.5:
        return "no-more"
    return "more" if ratio <= 5 else "much-more"


def _value(step: str, right: str) -> float:
    if step == right:
        return 1.0
    return 0.5 if {step, right} in SAME_DIRECTION else 0.0
