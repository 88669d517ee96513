"""The rows of one quiz in nbgrader's gradebook: read for everybody at once, written trainee by trainee.

They are the rows that nbgrader's `Autograde`, our `SaveMarks` and `AssignLatePenalties` write, through nbgrader's own
tables, in one transaction a trainee instead of some twenty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader import api
from sqlalchemy import insert, make_url, select, update

from course_tools.problem import CourseProblem
from course_tools.whole import part_of

#: (roster id, points, seconds late) -> what is taken off, or None
LatePenalty = Callable[[str, float, float], float | None]


@dataclass(frozen=True)
class Scores:
    """A trainee's points by slot, as marked and as they count now, and what is taken off for being late.

    `waiting` are the slots that a person has yet to mark, `by_hand` the points that a person set.
    """

    marked: dict[str, float | None]
    points: dict[str, float]
    late_penalty: float
    waiting: set[str]
    by_hand: dict[str, float]


@dataclass(frozen=True)
class _Known:
    """What the gradebook has of a trainee's submission of this quiz."""

    submission: str
    handed_in: datetime | None
    extension: timedelta | None
    notebook: str | None
    grades: Mapping[str, tuple[str, bool]]  # by slot: the grade's id, and whether a person has set a mark


def make_gradebook(url: str) -> None:
    """Make a gradebook that is a file and is not there yet, whole: nbgrader completes none that was left half made."""
    place = make_url(url)
    if place.get_backend_name() != "sqlite" or not place.database or Path(place.database).exists():
        return
    part = part_of(Path(place.database))
    part.unlink(missing_ok=True)
    api.Gradebook(f"sqlite:///{part}").close()
    part.replace(place.database)


class QuizRows:
    """One quiz in an open gradebook. Raises CourseProblem if the gradebook does not know the quiz."""

    def __init__(self, book: api.Gradebook, quiz: str) -> None:
        self._db = book.db
        self._quiz = quiz
        found = self._db.execute(
            select(api.Assignment.id, api.Assignment.duedate, api.Notebook.id)
            .join(api.Notebook, api.Notebook.assignment_id == api.Assignment.id)
            .where(api.Assignment.name == quiz, api.Notebook.name == quiz)
        ).one_or_none()
        if found is None:
            raise CourseProblem(f"{quiz} was never released here. Run `course release {quiz}` first.")
        self._assignment, self._due, self._notebook = found
        cells = self._db.execute(
            select(api.GradeCell.name, api.GradeCell.id).where(api.GradeCell.notebook_id == self._notebook)
        )
        self._cells = dict(cells.tuples().all())
        commented = select(api.SolutionCell.id).where(api.SolutionCell.notebook_id == self._notebook)
        self._commented = list(self._db.scalars(commented))
        self._students = set(self._db.scalars(select(api.Student.id)))
        self._known = self._read_known()
        self._db.commit()

    def scores(self) -> dict[str, Scores]:
        """The points of everybody whom the gradebook knows, by roster id."""
        notebook = api.SubmittedNotebook
        trainees = {known.notebook: trainee for trainee, known in self._read_known().items()}
        penalties = self._db.execute(
            select(notebook.id, notebook.late_submission_penalty).where(notebook.notebook_id == self._notebook)
        )
        found = {trainees[row]: Scores({}, {}, penalty or 0.0, set(), {}) for row, penalty in penalties}
        grade = api.Grade
        columns = (grade.notebook_id, grade.auto_score, grade.score, grade.needs_manual_grade, grade.manual_score)
        for slot, row, marked, points, needs, by_hand in self._grades(*columns):
            found[trainees[row]].marked[slot] = marked
            found[trainees[row]].points[slot] = float(points)
            if by_hand is not None:
                found[trainees[row]].by_hand[slot] = float(by_hand)
            elif needs:
                found[trainees[row]].waiting.add(slot)
        self._db.commit()
        return found

    def write(
        self, trainee: str, handed_in: datetime | None, marks: Mapping[str, float | None], penalty: LatePenalty
    ) -> None:
        """Write the marks of one trainee, by slot, whole or not at all. A mark set by a person stays.

        `handed_in` is in UTC; without it, the time that the gradebook has stays.
        """
        known = self._known.get(trainee)
        try:
            notebook = self._rows_of(trainee, known, handed_in)
            self._write_marks(notebook, known.grades if known else {}, marks)
            late = self._seconds_late(known, handed_in)
            taken_off = self._taken_off(trainee, notebook, late, penalty) if late > 0 else None
            self._update(api.SubmittedNotebook, notebook, late_submission_penalty=taken_off)
            self._db.commit()
        except BaseException:
            self._db.rollback()
            raise

    def _read_known(self) -> dict[str, _Known]:
        # a table at a time: nbgrader's has no index by which a database could join them
        submitted, notebook, grade = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade
        notebooks = dict(
            self._db.execute(select(notebook.assignment_id, notebook.id).where(notebook.notebook_id == self._notebook))
            .tuples()
            .all()
        )
        grades: dict[str, dict[str, tuple[str, bool]]] = {}
        for slot, of_notebook, grade_id, manual in self._grades(grade.notebook_id, grade.id, grade.manual_score):
            grades.setdefault(of_notebook, {})[slot] = (grade_id, manual is not None)
        rows = self._db.execute(
            select(submitted.student_id, submitted.id, submitted.timestamp, submitted.extension).where(
                submitted.assignment_id == self._assignment
            )
        )
        return {
            trainee: _Known(row, handed_in, extension, notebooks.get(row), grades.get(notebooks.get(row, ""), {}))
            for trainee, row, handed_in, extension in rows
        }

    def _grades(self, *columns: Any) -> Iterator[tuple[Any, ...]]:
        """For each grade of this quiz its slot and these columns."""
        slots = {cell: slot for slot, cell in self._cells.items()}
        rows = self._db.execute(select(api.Grade.cell_id, *columns).where(api.Grade.cell_id.in_(slots)))
        return ((slots[cell], *others) for cell, *others in rows)

    def _rows_of(self, trainee: str, known: _Known | None, handed_in: datetime | None) -> str:
        """See that a trainee has rows, and return the id of the submitted notebook's."""
        if trainee not in self._students:
            self._insert(api.Student, id=trainee)
        if known is None:
            submission = self._insert(
                api.SubmittedAssignment, assignment_id=self._assignment, student_id=trainee, timestamp=handed_in
            )
        else:
            submission = known.submission
            if handed_in is not None:
                self._update(api.SubmittedAssignment, submission, timestamp=handed_in)
        if known is not None and known.notebook is not None:
            return known.notebook
        notebook = self._insert(api.SubmittedNotebook, assignment_id=submission, notebook_id=self._notebook)
        for cell in self._commented:
            self._insert(api.Comment, cell_id=cell, notebook_id=notebook)
        return notebook

    def _write_marks(
        self, notebook: str, grades: Mapping[str, tuple[str, bool]], marks: Mapping[str, float | None]
    ) -> None:
        new = []
        for slot, points in marks.items():
            grade, by_hand = grades.get(slot, (None, False))
            mark = {"auto_score": points, "needs_manual_grade": by_hand or points is None}
            if grade is None:
                new.append({"id": api.new_uuid(), "cell_id": self._cells[slot], "notebook_id": notebook, **mark})
            else:
                self._update(api.Grade, grade, **mark)
        if new:
            self._db.execute(insert(api.Grade.__table__), new)

    def _seconds_late(self, known: _Known | None, handed_in: datetime | None) -> float:
        when = handed_in or (known.handed_in if known else None)
        if when is None or self._due is None:
            return 0.0
        extension = known.extension if known and known.extension else timedelta()
        return float((when - self._due - extension).total_seconds())

    def _taken_off(self, trainee: str, notebook: str, late: float, penalty: LatePenalty) -> float | None:
        """The penalty, between nothing and the points there are, these as the database sums them."""
        points = self._db.scalar(select(api.SubmittedNotebook.score).where(api.SubmittedNotebook.id == notebook))
        asked = penalty(trainee, points, late)
        return None if asked is None else min(max(asked, 0.0), points)

    def _insert(self, table: Any, **columns: Any) -> str:
        row = {"id": api.new_uuid(), **columns}
        self._db.execute(insert(table.__table__), row)
        return str(row["id"])

    def _update(self, table: Any, row: str, **columns: Any) -> None:
        self._db.execute(update(table.__table__).where(table.__table__.c.id == row).values(columns))
