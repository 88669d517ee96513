"""What a graded notebook records of its marking, in its metadata under `course`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from course_tools import journal
from course_tools.content import Question
from course_tools.grading.answers import Marked
from course_tools.grading.place import TIMESTAMP, Place
from course_tools.marking import OPEN, PARTLY, RIGHT, WRONG, QuizResult, Result, mark_quiz

FORMAT = "graded/1"


@dataclass(frozen=True)
class Mark:
    """The mark of one slot as it was computed, and how sure the trainee was: `low`, `middle`, `high` or not said."""

    item: str
    score: float
    points: float
    max_points: float
    verdict: str
    safe: bool
    version: str
    key: str
    sure: str = ""


@dataclass(frozen=True)
class Record:
    """A marked quiz. `made_from` is the hash of the answers, the keys and the trainee that it was computed from."""

    title: str
    pass_at: float
    marks: Mapping[str, Mark]
    remarks: tuple[str, ...]
    made_from: str

    @property
    def computed(self) -> dict[str, float | None]:
        """The points by slot for the gradebook; None where only a person can mark."""
        return {slot: None if mark.verdict == OPEN else mark.points for slot, mark in self.marks.items()}

    def result(self, points: Mapping[str, float], waiting: Collection[str]) -> QuizResult:
        """The quiz's result by the gradebook: its points (a mark set by a person counts), and who waits for one."""
        results = {
            slot: Result(
                item=mark.item,
                score=mark.score,
                points=points.get(slot, mark.points),
                max_points=mark.max_points,
                verdict=_verdict(mark, points.get(slot, mark.points), waits=slot in waiting),
                safe=mark.safe,
                detail="",
                reasons=(),
            )
            for slot, mark in self.marks.items()
        }
        return mark_quiz(results, self.pass_at)

    def to_json(self) -> dict[str, Any]:
        """The record as the notebook's metadata holds it."""
        return {"format": FORMAT, **asdict(self), "remarks": list(self.remarks)}

    @classmethod
    def of(cls, notebook: Mapping[str, Any]) -> Record | None:
        """The record in a notebook's metadata; None if there is none that this version reads."""
        data = notebook.get("metadata", {}).get("course")
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            return None
        try:
            return cls(
                title=data["title"],
                pass_at=data["pass_at"],
                marks={slot: Mark(**data["marks"][slot]) for slot in sorted(data["marks"], key=place_of)},
                remarks=tuple(data["remarks"]),
                made_from=data["made_from"],
            )
        except (KeyError, TypeError, AttributeError):
            return None


def place_of(slot: str) -> tuple[int, str]:
    """What slots are sorted by, so that q10 comes after q2."""
    return len(slot), slot


def _verdict(mark: Mark, points: float, *, waits: bool) -> str:
    """The verdict; for what a person has marked, the one that the points give."""
    if mark.verdict != OPEN or waits:
        return mark.verdict
    return RIGHT if points >= mark.max_points - 1e-9 else PARTLY if points > 0 else WRONG


def record_of(title: str, marked: Marked, made_from: str) -> Record:
    """The record of a marked quiz."""
    marks = {
        slot.slot: Mark(
            item=slot.result.item,
            score=slot.result.score,
            points=slot.result.points,
            max_points=slot.result.max_points,
            verdict=slot.result.verdict,
            safe=slot.result.safe,
            version=marked.questions[slot.slot].prompt.version,
            key=_key_of(marked.questions[slot.slot]),
            sure=marked.sure.get(slot.slot, ""),
        )
        for slot in marked.result.slots
    }
    return Record(title, marked.result.pass_at, marks, marked.remarks, made_from)


def _key_of(question: Question) -> str:
    """A short hash of all that marks an answer, by which a changed key is seen."""
    rule = [question.key, question.safety, question.safety_min]
    return hashlib.sha256(json.dumps(rule, sort_keys=True).encode()).hexdigest()[:12]


def read_record(path: Path) -> Record | None:
    """What a graded notebook on disk records; None if it is missing, damaged or not marked."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return Record.of(data) if isinstance(data, dict) else None


def made_from(place: Place, submitted: Path, trainee: str) -> str:
    """The SHA-256 of all that a mark depends on: the bank, the released notebook, what was handed in, the roster id."""
    notebook = f"{place.quiz}.ipynb"
    digest = hashlib.sha256(trainee.encode(errors="replace"))
    for path in (
        place.bank,
        place.source / notebook,
        submitted / journal.FILE,
        submitted / notebook,
        submitted / TIMESTAMP,
    ):
        digest.update(b"\0")
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
