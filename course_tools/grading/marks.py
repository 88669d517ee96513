"""The marks of a class: one plain line a trainee, and a table as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from course_tools.grading.desk import Desk
from course_tools.grading.page import number
from course_tools.grading.records import Record, read_record
from course_tools.marking import QuizResult

COLUMNS = ("trainee", "points", "of", "passed", "unsafe", "late_penalty", "remarks")


def line(desk: Desk, trainee: str) -> str:
    """A trainee's outcome in one line."""
    found = _result(desk, trainee)
    if found is None:
        return f"{trainee}: not marked."
    result, record, _ = found
    unsafe = f", not safe: {', '.join(result.unsafe)}" if result.unsafe else ""
    odd = f" Remarks: {' '.join(record.remarks)}" if record.remarks else ""
    share = f"{number(result.points)} of {number(result.max_points)}"
    return f"{trainee}: {share}, {'passed' if result.passed else 'not passed'}{unsafe}.{odd}"


def write(desk: Desk, trainees: Iterable[str]) -> Path:
    """Write `outgoing/<quiz>.csv`, whole or not at all, and return its path. Raises OSError."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for trainee in trainees:
        found = _result(desk, trainee)
        if found is None:
            table.writerow([_cell(trainee), "", "", "", "", "", "not marked"])
            continue
        result, record, late = found
        passed = "yes" if result.passed else "no"
        row = [number(result.points), number(result.max_points), passed, " ".join(result.unsafe), number(late)]
        table.writerow([_cell(trainee), *row, _cell(" ".join(record.remarks))])
    path = desk.place.outgoing / f"{desk.place.quiz}.csv"
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_suffix(".part")
    temporary.write_text(text.getvalue(), encoding="utf-8", newline="")
    temporary.replace(path)
    return path


def _result(desk: Desk, trainee: str) -> tuple[QuizResult, Record, float] | None:
    """The result by the gradebook's points (a mark changed by hand counts), what was recorded, the late penalty."""
    record, scores = read_record(desk.place.autograded(trainee)), desk.scores(trainee)
    if record is None or scores is None:
        return None
    return record.result(scores[0]), record, scores[1]


def _cell(text: str) -> str:
    """A text that a spreadsheet will not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
