"""The marks of a class: one plain line a trainee, and a table as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from course_tools.grading.desk import Desk
from course_tools.grading.page import number
from course_tools.grading.place import Place, put
from course_tools.grading.records import read_record
from course_tools.grading.words import printable
from course_tools.marking import QuizResult

COLUMNS = ("trainee", "points", "of", "passed", "unsafe", "late_penalty", "remarks")


@dataclass(frozen=True)
class Outcome:
    """A trainee's result by the points of the gradebook (a mark changed by hand counts), and what was odd."""

    result: QuizResult
    late_penalty: float
    remarks: tuple[str, ...]

    @property
    def line(self) -> str:
        """The outcome in one line."""
        result = self.result
        unsafe = f", not safe: {', '.join(result.unsafe)}" if result.unsafe else ""
        odd = f" Remarks: {' '.join(self.remarks)}" if self.remarks else ""
        share = f"{number(result.points)} of {number(result.max_points)}"
        return f"{share}, {'passed' if result.passed else 'not passed'}{unsafe}.{odd}"

    @property
    def cells(self) -> list[str]:
        """The outcome as a row of the table, after the roster id."""
        result = self.result
        passed = "yes" if result.passed else "no"
        unsafe, late = " ".join(result.unsafe), number(self.late_penalty)
        return [number(result.points), number(result.max_points), passed, unsafe, late, _cell(" ".join(self.remarks))]


def outcomes(desk: Desk, trainees: Iterable[str]) -> dict[str, Outcome]:
    """The outcome of each trainee who is marked, by roster id."""
    found = {}
    known = desk.scores()
    for trainee in trainees:
        scores, record = known.get(trainee), read_record(desk.place.autograded(trainee))
        if scores is not None and record is not None:
            found[trainee] = Outcome(record.result(scores.points), scores.late_penalty, record.remarks)
    return found


def write(place: Place, trainees: Iterable[str], found: Mapping[str, Outcome], aside: Mapping[str, str]) -> Path:
    """Write `outgoing/<quiz>.csv`, whole or not at all, and return its path. Raises OSError.

    Who was set aside, with the reason, keeps the marks that the gradebook has, if any.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for trainee in trainees:
        cells = found[trainee].cells if trainee in found else ["", "", "", "", "", "not marked"]
        if trainee in aside:
            cells[-1] = _cell(f"set aside: {aside[trainee]}")
        table.writerow([_cell(printable(trainee)), *cells])
    return put(place.outgoing / f"{place.quiz}.csv", text.getvalue().encode())


def _cell(text: str) -> str:
    """A text that a spreadsheet will not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
