"""Marks a class in one process, as nbgrader's `autograde` with `MarkAnswers` marks it one by one.

What is the same for everybody, nbgrader's preparation of the notebook first of all, is done once. A trainee's folder is
made in a temporary place, then the gradebook is written in one transaction, then the folder is put in its place.
The hash in the notebook and the marks in the gradebook together say what is done: a run that was broken off at any
point is completed by the next.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from nbgrader.utils import rmtree
from sqlalchemy.exc import OperationalError

from course_tools.authoring.bank import Bank
from course_tools.grading import submission
from course_tools.grading.answers import mark_folder
from course_tools.grading.desk import LOG, Desk, Settings
from course_tools.grading.gradebook import QuizRows, Scores
from course_tools.grading.graded import Blank
from course_tools.grading.moved import Move, moves
from course_tools.grading.records import Record, made_from, read_record, record_of
from course_tools.problem import CourseProblem

PARTS = ".grading"


@dataclass(frozen=True)
class Clerk:
    """Marks submissions of one quiz. Open it with `at_marking`."""

    desk: Desk
    bank: Bank
    rows: QuizRows
    blank: Blank
    known: Mapping[str, Scores]
    settings: Settings
    parts: Path

    def grade(self, trainee: str, *, again: bool = False) -> tuple[Move, ...] | None:
        """Mark a trainee, unless nothing has changed since the last time; `again` marks all the same.

        Returns None for a trainee who is left as they were, else what moved since the time before. Whatever was handed
        in, no other trainee's folder or rows change. Raises CourseProblem where this trainee has to be set aside,
        SQLAlchemyError where the gradebook fails for everybody.
        """
        try:
            return self._grade(trainee, again=again)
        except (CourseProblem, OperationalError):
            raise
        except OSError as error:
            what = f" {error.filename}" if error.filename else ""
            raise CourseProblem(f"The file or folder{what} cannot be read or written ({error.strerror}).") from None
        except Exception as defect:
            self.desk.log.exception("%s was set aside", trainee)
            raise CourseProblem(
                f"This program did not expect what was handed in ({type(defect).__name__}). Send "
                f"{self.desk.place.quizzes / LOG} to whoever looks after this course."
            ) from None
        finally:
            _remove(self.parts / trainee)

    def _grade(self, trainee: str, *, again: bool) -> tuple[Move, ...] | None:
        place = self.desk.place
        submission.check(place, trainee)
        made = made_from(place, place.submitted(trainee), trainee)
        record = read_record(place.autograded(trainee))
        if not again and record is not None and record.made_from == made and self._has(trainee, record):
            return None
        now = self._mark(trainee, made)
        if record is None:
            return ()
        scores = self.known.get(trainee)
        return moves(trainee, record, now, {} if scores is None else scores.by_hand)

    def _has(self, trainee: str, record: Record) -> bool:
        """Whether the gradebook has the marks of a graded notebook."""
        scores = self.known.get(trainee)
        return scores is not None and scores.marked == record.computed

    def _mark(self, trainee: str, made: str) -> Record:
        place, log = self.desk.place, self.desk.log
        submitted, graded = place.submitted(trainee), place.autograded(trainee)
        log.info("Autograding %s", submitted)
        handed_in = submission.handed_in(place, trainee)
        marked = mark_folder(self.bank, trainee, submitted, self.blank.worth)
        for remark in marked.remarks:
            log.warning("%s, %s: %s", trainee, place.quiz, remark)
        cells = self.blank.filled(marked)
        part = self.parts / trainee
        self._copy(submitted, part)
        record = record_of(self.bank.title, marked, made)
        (part / graded.name).write_bytes(self.blank.to_bytes(cells, record))
        self._protect(part)
        self.rows.write(trainee, handed_in, record.computed, self.settings.late_penalty)
        _put_folder(part, graded.parent, self.parts / f"{trainee}.old")
        return record

    def _copy(self, submitted: Path, part: Path) -> None:
        """Copy what lies beside the notebooks, and over it what belongs to the quiz, as nbgrader does."""
        part.mkdir()
        source = self.desk.place.source
        for path in _files(submitted, [*self.settings.ignore, "*.ipynb"]):
            copy = part / path.relative_to(submitted)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        shutil.copy(source / "quiz.json", part)

    def _protect(self, part: Path) -> None:
        for folder, _, names in os.walk(part):
            for name in names:
                (Path(folder) / name).chmod(self.settings.permissions)


@contextmanager
def at_marking(desk: Desk, bank: Bank) -> Iterator[Clerk]:
    """A clerk for one quiz. Raises CourseProblem if the gradebook does not know the quiz."""
    blank = Blank(desk.blank())
    parts = desk.place.quizzes / "autograded" / PARTS
    _remove(parts)
    parts.mkdir(parents=True)
    try:
        with desk.gradebook() as book:
            rows = QuizRows(book, desk.place.quiz)
            yield Clerk(desk, bank, rows, blank, rows.scores(), desk.settings(), parts)
    finally:
        _remove(parts)


def _files(folder: Path, ignore: list[str]) -> Iterator[Path]:
    """The files below a folder that none of these patterns names; a pattern's star names no hidden file."""

    def ignored(name: str) -> bool:
        return any(fnmatch(name, one) for one in ignore if name[0] != "." or one[0] == ".")

    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not ignored(name)]
        yield from (Path(where) / name for name in names if not ignored(name))


def _put_folder(part: Path, folder: Path, old: Path) -> None:
    """Put a folder in its place, where there may be an older one."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.replace(old)
    part.replace(folder)
    _remove(old)


def _remove(folder: Path) -> None:
    if folder.exists():
        rmtree(str(folder))
