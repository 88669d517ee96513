"""What a second marking moved: for whom, which question, from what to what, and why."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from course_tools.grading.page import number
from course_tools.grading.place import Place
from course_tools.grading.records import Mark, Record
from course_tools.grading.tables import csv_rows, to_csv
from course_tools.marking import DROPPED

COLUMNS = ("when", "trainee", "question", "item", "from", "to", "why")
WHOLE = "quiz"


@dataclass(frozen=True)
class Move:
    """A mark that is another now, or an outcome of the whole quiz (`question` is then `quiz`)."""

    trainee: str
    question: str
    item: str
    was: str
    now: str
    why: str

    @property
    def line(self) -> str:
        """The move in one line."""
        return f"{self.trainee}: {self.question} {self.was} → {self.now} ({self.why})"


def moves(trainee: str, before: Record, after: Record, by_hand: Mapping[str, float]) -> tuple[Move, ...]:
    """What moved as the questions were mended; what a trainee's own new answers moved is none of it.

    `by_hand` are the points that a person set, by slot: they stay.
    """
    reasons = {slot: _reasons(before.marks[slot], mark) for slot, mark in after.marks.items() if slot in before.marks}
    found = [
        Move(trainee, slot, after.marks[slot].item, _points(before.marks[slot]), _points(after.marks[slot]), why)
        for slot, why in reasons.items()
        if why and slot not in by_hand and _points(before.marks[slot]) != _points(after.marks[slot])
    ]
    every = {why: None for why in (*reasons.values(), "" if before.pass_at == after.pass_at else "pass mark") if why}
    was, now = (_outcome(record, by_hand) for record in (before, after))
    if every and was != now:
        found.append(Move(trainee, WHOLE, "", was, now, ", ".join(every)))
    return tuple(found)


def write(place: Place, found: Iterable[Move]) -> Path:
    """Add moves to `outgoing/<quiz>-moved.csv`, under those that are there, and return its path. Raises OSError."""
    path = place.outgoing / f"{place.quiz}-moved.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    when = time.strftime("%Y-%m-%d %H:%M:%S")
    rows = [(when, move.trainee, move.question, move.item, move.was, move.now, move.why) for move in found]
    new = not path.exists() or path.stat().st_size == 0
    with path.open("ab") as file:
        file.write(to_csv(COLUMNS, rows) if new else csv_rows(rows))
    return path


def _reasons(before: Mark, after: Mark) -> str:
    """Why a mark may differ: what was changed of its question, joined; empty if nothing was."""
    told = {
        "dropped": after.verdict == DROPPED and before.verdict != DROPPED,
        "no longer dropped": after.verdict != DROPPED and before.verdict == DROPPED,
        "points": before.max_points != after.max_points,
        "key": before.key != after.key,
        "wording": before.version != after.version,
    }
    return " and ".join(name for name, holds in told.items() if holds)


def _points(mark: Mark) -> str:
    return f"{number(mark.points)} of {number(mark.max_points)}"


def _outcome(record: Record, points: Mapping[str, float]) -> str:
    return "passed" if record.result(points, ()).passed else "not passed"
