"""The marker that a hidden test calls where nbgrader's own Execute runs a quiz (comparisons and benchmarks only)."""

from __future__ import annotations

import os
from pathlib import Path

from course_tools.grading.answers import mark_folder
from course_tools.grading.place import Place, read_bank
from course_tools.problem import CourseProblem

QUIZZES = "COURSE_QUIZZES"


def mark(slot: str) -> float:
    """The points of one slot, for the journal in the current folder `…/<roster id>/<quiz>`.

    The keys come from the folder that the environment variable COURSE_QUIZZES names. Raises CourseProblem without
    them: nbgrader then gives 0, where a cell that says nothing would earn full marks.
    """
    here = Path.cwd()
    named = os.environ.get(QUIZZES)
    place = Place(Path(named or "."), here.name)
    if not named or not place.bank.is_file():
        raise CourseProblem(
            f"There is no key for {slot}: set {QUIZZES} to the folder that holds bank/{here.name}.yaml."
        )
    slots = {
        marked.slot: marked.result for marked in mark_folder(read_bank(place), here.parent.name, here).result.slots
    }
    if slot not in slots:
        raise CourseProblem(f"There is no question {slot} in the quiz {here.name}.")
    return slots[slot].points
