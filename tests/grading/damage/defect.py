"""What a defect is, and the hand-in that it spoils."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.course import PERFECT, QUIZ

from course_tools import journal

#: A file that code in a hand-in would write, beside the course: it must never be there.
CANARY = "canary"


@dataclass
class HandIn:
    """A hand-in in `submitted/`, as it was given before its defect."""

    folder: Path
    line: Callable[..., bytes]  # a journal line: slot, answer, and fields that are replaced

    @property
    def notebook(self) -> Path:
        return self.folder / f"{QUIZ}.ipynb"

    @property
    def journal(self) -> Path:
        return self.folder / journal.FILE

    @property
    def quizzes(self) -> Path:
        return self.folder.parents[2]

    @property
    def canary(self) -> Path:
        return self.quizzes.parent.parent / CANARY

    def edit(self, change: Callable[[dict[str, Any]], object]) -> None:
        """Change the notebook's JSON."""
        data = json.loads(self.notebook.read_text(encoding="utf-8"))
        change(data)
        self.notebook.write_text(json.dumps(data), encoding="utf-8")

    def rename(self, roster_id: str) -> None:
        """Another name for the trainee's folder."""
        self.folder = self.folder.parent.rename(self.folder.parent.with_name(roster_id)) / QUIZ


@dataclass(frozen=True)
class Defect:
    """What spoils a hand-in, and what comes of it: points and a remark, or set aside and why."""

    spoil: Callable[[HandIn], None]
    points: float | None
    remark: str
    aside: str
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.spoil.__name__


DEFECTS: dict[str, Defect] = {}
Spoil = Callable[[HandIn], None]


def graded(points: float = 5, remark: str = "", answers: Mapping[str, Any] = PERFECT) -> Callable[[Spoil], Spoil]:
    """The hand-in is graded all the same, with this remark or without any."""
    return _register(points, remark, "", answers)


def aside(reason: str) -> Callable[[Spoil], Spoil]:
    """The hand-in is set aside with this reason."""
    return _register(None, "", reason, PERFECT)


def _register(points: float | None, remark: str, reason: str, answers: Mapping[str, Any]) -> Callable[[Spoil], Spoil]:
    def note(spoil: Spoil) -> Spoil:
        DEFECTS[spoil.__name__] = Defect(spoil, points, remark, reason, answers)
        return spoil

    return note
