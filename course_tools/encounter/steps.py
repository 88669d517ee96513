"""What was done in an encounter: a step, and the decisions in it with their judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from course_tools.content.session import Judged
from course_tools.encounter.actions import Action, Answer


@dataclass(frozen=True)
class Decision:
    """What was decided where, how it is judged, and what would have been judged better, if anything."""

    name: str
    text: str
    judged: Judged
    better: str = ""
    better_judged: Judged | None = None
    plan: str = ""


@dataclass(frozen=True)
class Step:
    """An action that was taken: what the therapist said or did, who answers (`client` or `room`), and the words.

    `given` is what was answered with the action, `items` what it counts as for gates and key features.
    """

    action: Action
    given: Answer
    said: str
    by: Literal["client", "room"]
    answer: str
    items: tuple[str, ...]
    disclosed: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
