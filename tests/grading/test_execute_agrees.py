"""On benign submissions, marking by data and nbgrader's own Execute with hidden tests give the same marks."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from classes import WRONG
from helpers.course import HONEST, PERFECT, QUIZ, Course

from course_tools.grading import flow
from course_tools.grading.execute import mark
from course_tools.grading.source import stock_quiz_files
from course_tools.problem import CourseProblem

STOCK_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'stock'\n"
CLASS = {
    "honest": {slot: answer for slot, (answer, _) in HONEST.items()},
    "perfect": PERFECT,
    "unsafe": {"q1": "menu", "q2": {"first": True}, "q3": ["touch", "ask", "consent", "note"], "q4": "go-on"},
    "blank": {},
}
SIZE = 20


def class_of_twenty() -> dict[str, dict[str, Any]]:
    """The four above, and others whose answers are right, partly right, wrong or blank by chance."""
    chance = random.Random(20)
    kinds = [*CLASS.values(), WRONG]
    mixed = {
        f"mixed-{i}": {slot: answers[slot] for slot in PERFECT if slot in (answers := chance.choice(kinds))}
        for i in range(SIZE - len(CLASS))
    }
    return CLASS | mixed


def stock_course(root: Path) -> Course:
    """The quiz with hidden tests, and nbgrader as it comes: for benign submissions only."""
    return Course(root, files=stock_quiz_files, config=STOCK_CONFIG)


def kernel_environment(folder: Path, quizzes: Path) -> dict[str, str]:
    """A kernelspec `course`, and the instructor's side for the marker."""
    spec = folder / "kernels/course/kernel.json"
    spec.parent.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "Course", "language": "python"}), encoding="utf-8")
    return {"JUPYTER_PATH": str(folder), "COURSE_QUIZZES": str(quizzes)}


@pytest.mark.grading
def test_execute_and_mark_answers_agree(released: Course, tmp_path: Path) -> None:
    stock = stock_course(tmp_path / "stock")
    stock.nbgrader("generate_assignment", QUIZ)
    trainees = class_of_twenty()
    for name, answers in trainees.items():
        released.trainee(name, answers).submit()
        theirs = stock.trainee(name, answers)
        (theirs.folder / f"{QUIZ}.ipynb").write_bytes((stock.place.release / f"{QUIZ}.ipynb").read_bytes())
        theirs.submit()
    flow.grade(released.root, QUIZ, released.reports.append)
    stock.nbgrader("autograde", QUIZ, **kernel_environment(tmp_path / "jupyter", stock.place.quizzes))
    for name in trainees:
        assert stock.marks(name) == released.marks(name), name
    assert len({sum(released.marks(name).values()) for name in trainees}) > SIZE / 2
    assert sum(stock.marks("perfect").values()) == 5


def test_the_marker_without_a_key_raises_and_gives_nothing(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.trainee("max", PERFECT).folder)
    monkeypatch.delenv("COURSE_QUIZZES", raising=False)
    with pytest.raises(CourseProblem, match="There is no key for q1: set COURSE_QUIZZES"):
        mark("q1")


def test_the_marker_reads_the_key_from_the_instructors_side(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = course.place.submitted("max")
    course.trainee("max", PERFECT).submit()
    monkeypatch.chdir(folder)
    monkeypatch.setitem(os.environ, "COURSE_QUIZZES", str(course.place.quizzes))
    assert [mark(slot) for slot in ("q1", "q2", "q3", "q4")] == [1, 2, 1, 1]
    with pytest.raises(CourseProblem, match="There is no question q9"):
        mark("q9")
