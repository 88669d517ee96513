"""`number`: a value with its unit.

1 inside the tolerance, 0.5 inside the wide one, both after conversion to the key's unit; 0.5 for the right number with
a wrong unit, with a message of its own. Chance score: near 0.
"""

from __future__ import annotations

import math
from typing import Any

from course_tools.content import Question
from course_tools.marking.result import PARTLY, RIGHT, WRONG, Scored, UnreadableError, read_number

ANSWER = "answer"  # the one option of such a question: the number that was given


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is `{"value": number, "unit": text}`."""
    if not isinstance(answer, dict) or set(answer) != {"value", "unit"}:
        raise UnreadableError("The answer is no number with a unit.")
    value, unit, key = read_number(answer["value"]), answer["unit"], question.key
    if not isinstance(unit, str) or unit not in key["units"]:
        raise UnreadableError("The answer has a unit that this question does not offer.")
    factor = key["units"][unit]
    off = math.inf if factor is None else abs(value * factor - key["value"])
    slip = unit != key["unit"] and _within(abs(value - key["value"]), key["tolerance"])
    points = 1.0 if _within(off, key["tolerance"]) else 0.5 if _within(off, key["wide"]) or slip else 0.0
    message = ""
    if points < 1 and slip:
        message = "The number is right, its unit is not."
    elif points == 0.5:
        message = "Near, but not near enough."
    return Scored(
        points,
        given=frozenset([ANSWER]),
        verdicts={ANSWER: RIGHT if points == 1 else PARTLY if points else WRONG},
        said={ANSWER: f"{value:g} {unit}".strip()},
        better={} if points == 1 else {ANSWER: f"{key['value']:g} {key['unit']}".strip()},
        message=message,
    )


def _within(distance: float, tolerance: float) -> bool:
    return distance <= tolerance + 1e-9
