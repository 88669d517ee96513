"""A question and an answer -> a mark with its reasons. Pure functions, one module a question type.

Marking never raises on an answer, whatever its shape: an answer that cannot be read earns nothing, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_tools.content import Question
from course_tools.marking import (
    best,
    case,
    claim,
    contrast,
    dose,
    key_features,
    match,
    note,
    number,
    order,
    pick,
    probability,
    ranked,
    region,
    shift,
    short,
    triage,
    true_false_set,
)
from course_tools.marking.quiz import QuizResult, SlotResult, mark_quiz
from course_tools.marking.result import (
    BLANK,
    DROPPED,
    OPEN,
    PARTLY,
    RIGHT,
    WRONG,
    Reason,
    Result,
    Scored,
    UnreadableError,
    finish,
    withdrawn,
)

__all__ = [
    "BLANK",
    "DROPPED",
    "OPEN",
    "PARTLY",
    "RIGHT",
    "TYPES",
    "WRONG",
    "QuizResult",
    "Reason",
    "Result",
    "SlotResult",
    "mark",
    "mark_quiz",
]

TYPES: dict[str, Callable[[Question, Any], Scored]] = {
    "best": best.score,
    "true_false_set": true_false_set.score,
    "order": order.score,
    "triage": triage.score,
    "pick": pick.score,
    "match": match.score,
    "number": number.score,
    "ranked": ranked.score,
    "key_features": key_features.score,
    "claim": claim.score,
    "contrast": contrast.score,
    "shift": shift.score,
    "probability": probability.score,
    "short": short.score,
    "region": region.score,
    "dose": dose.score,
    "note": note.score,
    "case": case.score,
}


def mark(question: Question, answer: object) -> Result:
    """Mark one answer. `None` is blank. Raises KeyError only for a question type that does not exist."""
    if question.dropped:
        return withdrawn(question)
    score = TYPES[question.prompt.type]
    if answer is None:
        return finish(question, Scored(0.0, given=frozenset()), blank=True)
    try:
        scored = score(question, answer)
    except UnreadableError as unreadable:
        nothing = Scored(0.0, given=frozenset(), message=unreadable.told)
        return finish(question, nothing, blank=True, remark=str(unreadable))
    return finish(question, scored, blank=scored.blank)
