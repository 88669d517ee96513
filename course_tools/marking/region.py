"""`region`: areas of the body chart; sides are the client's.

Score: the Jaccard index, areas in common / areas in either. A forbidden area: 0. The right areas, all on the other
side: 0.25, a message of its own and, in a safety question, unsafe. Chance score of as many areas as the key has, drawn
from the view: see FORMATS.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from course_tools.content import Question, load_body
from course_tools.marking.result import FULL, PARTLY, RIGHT, WRONG, Scored, UnreadableError

ANSWER = "answer"  # the one option of such a question
OTHER_SIDE = 0.25


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is a list of area ids (whole numbers), each once."""
    body = load_body()
    offered = set(areas_of(question.prompt.limits["view"]))
    if not isinstance(answer, list) or not all(type(area) is int and area in offered for area in answer):
        raise UnreadableError("The answer is no list of areas of this body chart.")
    if len(set(answer)) != len(answer):
        raise UnreadableError("The answer names an area twice.")
    chosen, right = set(answer), set(question.key["areas"])
    harmful = sorted(chosen & set(question.key["forbidden"]))
    mirrored = chosen != right and {body[area].mirror for area in chosen} == right
    found = len(chosen & right) / len(chosen | right)
    message = f"{len(chosen & right)} of {len(right)} areas found."
    if len(chosen - right):
        message += f" {len(chosen - right)} too many."
    if mirrored:
        found, message = max(found, OTHER_SIDE), "The right place, but on the wrong side: sides are the client's own."
    if harmful:
        found, message = 0.0, f"“{body[harmful[0]].label}” must not be chosen here, so nothing else counts."
    full = found >= FULL
    return Scored(
        found,
        given=frozenset([ANSWER]),
        verdicts={ANSWER: RIGHT if full else PARTLY if found else WRONG},
        said={ANSWER: _names(chosen)},
        better={} if full else {ANSWER: _names(right)},
        message=message,
        blank=not chosen,
        unsafe=mirrored,
    )


def areas_of(view: str) -> list[int]:
    """The areas of a view: `front`, `back` or `both`."""
    return [area.id for area in load_body().values() if view in (area.view, "both")]


def _names(areas: Iterable[int]) -> str:
    return "; ".join(load_body()[area].label for area in sorted(areas))
