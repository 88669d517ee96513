"""The marks of a class: one plain line a trainee, and a table as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from course_tools.grading.desk import Desk
from course_tools.grading.page import number
from course_tools.grading.records import place_of, read_record
from course_tools.grading.roster import Person, roster_of
from course_tools.grading.tables import to_csv
from course_tools.grading.words import printable
from course_tools.marking import DROPPED, OPEN, QuizResult
from course_tools.whole import put

#: Of every table; after them the points of each question, then `remarks`.
COLUMNS = ("trainee", "last_name", "first_name", "email", "points", "of", "passed", "unsafe", "late_penalty")


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
        waits = f", to be marked by you: {', '.join(result.by_hand)}" if result.by_hand else ""
        odd = f" Remarks: {' '.join(self.remarks)}" if self.remarks else ""
        share = f"{number(result.points)} of {number(result.max_points)}"
        return f"{share}, {'passed' if result.passed else 'not passed'}{unsafe}{waits}.{odd}"

    @property
    def cells(self) -> list[str]:
        """The outcome in the table's columns from `points` to `late_penalty`."""
        result = self.result
        passed = "yes" if result.passed else "no"
        unsafe, late = " ".join(result.unsafe), number(self.late_penalty)
        return [number(result.points), number(result.max_points), passed, unsafe, late]

    @property
    def by_hand_and_odd(self) -> list[str]:
        """Marks that a person set, and that the question no longer fits: they stay until a person changes them."""
        look = "That was set by hand and stays; look at it in the formgrader."
        told = []
        for slot, result in ((one.slot, one.result) for one in self.result.slots):
            if result.points > result.max_points + 1e-9:
                told.append(
                    f"{slot} has {number(result.points)} points and is worth {number(result.max_points)}. {look}"
                )
            elif result.verdict == DROPPED and result.points < result.max_points - 1e-9:
                told.append(f"{slot} was dropped and has {number(result.points)} points. {look}")
        return told

    @property
    def scores(self) -> dict[str, float]:
        """The points by slot; a question that still waits for a person has none."""
        return {one.slot: one.result.points for one in self.result.slots if one.result.verdict != OPEN}


def outcomes(desk: Desk, trainees: Iterable[str]) -> dict[str, Outcome]:
    """The outcome of each trainee who is marked, by roster id."""
    found = {}
    known = desk.scores()
    for trainee in trainees:
        scores, record = known.get(trainee), read_record(desk.place.autograded(trainee))
        if scores is not None and record is not None:
            found[trainee] = Outcome(record.result(scores.points, scores.waiting), scores.late_penalty, record.remarks)
    return found


def write(
    desk: Desk, trainees: Iterable[str], found: Mapping[str, Outcome], aside: Mapping[str, str] | None = None
) -> Path:
    """Write `outgoing/<quiz>.csv`, whole or not at all, and return its path. Raises OSError.

    A line for each trainee: whoever handed in, and everyone else on the roster. Who was set aside, with the reason,
    keeps the marks that the gradebook has, if any.
    """
    reasons, people, handed_in = aside or {}, roster_of(desk).people, set(trainees)
    slots = sorted(desk.released_slots(), key=place_of)
    rows = []
    for trainee in sorted(handed_in | set(people)):
        person = people.get(trainee, Person(trainee))
        cells = found[trainee].cells if trainee in found else [""] * 5
        told = " ".join(found[trainee].remarks) if trainee in found else "not marked"
        if trainee in reasons:
            told = f"set aside: {reasons[trainee]}"
        elif trainee not in handed_in:
            told = "nothing handed in"
        scores = found[trainee].scores if trainee in found else {}
        marks = [number(scores[slot]) if slot in scores else "" for slot in slots]
        rows.append([printable(trainee), person.last, person.first, person.email, *cells, *marks, told])
    return put(desk.place.outgoing / f"{desk.place.quiz}.csv", to_csv([*COLUMNS, *slots, "remarks"], rows))
