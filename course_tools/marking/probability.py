"""`probability`: how likely something is once a finding is known, in percent.

The right p* follows by Bayes from the pretest probability and the likelihood ratio. Score
max(0, 1 - |logit p - logit p*| / ln 9), with p and p* clipped to 0.01 to 0.99: full marks fall to none where the odds
are 9 times too high or too low. An answer within half a percentage point is p* itself, rounded as anyone would, and is
right. Chance score of a percentage drawn evenly from 0 to 100: see FORMATS.md.
"""

from __future__ import annotations

import math
from typing import Any

from course_tools.content import Question
from course_tools.marking.result import FULL, PARTLY, RIGHT, WRONG, Scored, UnreadableError, read_number

ANSWER = "answer"  # the one option of such a question
LEAST, MOST = 0.01, 0.99
ROUNDING = 0.005 + 1e-9


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is a number from 0 to 100, in percent."""
    percent = read_number(answer)
    if not 0 <= percent <= 100:
        raise UnreadableError("The answer is no number from 0 to 100.")
    pretest, ratio = question.key["pretest"], question.key["lr"]
    given, right = percent / 100, after(pretest, ratio)
    off = abs(_logit(given) - _logit(right))
    points = 1.0 if abs(given - right) <= ROUNDING else max(0.0, 1 - off / math.log(9))
    full = points >= FULL
    return Scored(
        points,
        given=frozenset([ANSWER]),
        verdicts={ANSWER: RIGHT if full else PARTLY if points else WRONG},
        said={ANSWER: f"{percent:g}%"},
        better={} if full else {ANSWER: _percent(right)},
        explained=in_people(pretest, ratio),
    )


def after(pretest: float, ratio: float) -> float:
    """The probability once a finding with this likelihood ratio is known (Bayes, in odds)."""
    odds = pretest / (1 - pretest) * ratio
    return odds / (1 + odds)


def in_people(pretest: float, ratio: float) -> str:
    """The same in natural frequencies, in words."""
    right = after(pretest, ratio)
    base = 100 if min(pretest, 1 - pretest, right, 1 - right) >= LEAST else 1000
    return (
        f"Of {base:,} such people, about {pretest * base:.0f} have it before the finding is known. The finding is "
        f"{ratio:g} times as common in those who have it as in the others. So of {base:,} such people with the "
        f"finding, about {right * base:.0f} have it."
    )


def _percent(probability: float) -> str:
    digits = 0 if LEAST <= probability <= MOST else 1
    return f"{probability * 100:.{digits}f}%"


def _logit(probability: float) -> float:
    clipped = min(MOST, max(LEAST, probability))
    return math.log(clipped / (1 - clipped))
