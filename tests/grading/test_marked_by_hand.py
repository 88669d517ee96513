"""A question that only a person can mark waits for that person, whichever command graded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import stock
from helpers.course import Course

from course_tools.grading import flow
from course_tools.grading.source import quiz_of

pytestmark = pytest.mark.grading


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """The quiz `ten-types` is released, and Max has written a note and nothing else."""
    course = Course(tmp_path / "course", "ten-types")
    flow.release(course.root, course.quiz, course.reports.append)
    slot = note(course)
    sections = quiz_of(course.bank).item_in(slot, "max").options
    course.trainee("max", {slot: {section.id: "The neck feels freer." for section in sections}}).submit()
    return course


def note(course: Course) -> str:
    """The slot of the note."""
    return next(f"q{i}" for i, question in enumerate(course.bank.questions, 1) if question.prompt.type == "note")


@pytest.mark.parametrize("command", ["course grade", "nbgrader autograde"])
def test_a_note_waits_for_its_marks_and_then_counts(course: Course, command: str) -> None:
    from nbgrader.api import Gradebook

    if command == "course grade":
        flow.grade(course.root, course.quiz, course.reports.append)
    else:
        stock.autograde(course)
    slot = note(course)
    with Gradebook(f"sqlite:///{course.place.quizzes / 'gradebook.db'}") as book:
        notebook = book.find_submission_notebook(course.quiz, course.quiz, "max")
        waiting = {grade.name for grade in notebook.grades if grade.needs_manual_grade}
        grade = book.find_grade(slot, course.quiz, course.quiz, "max")
        assert (waiting, grade.auto_score) == ({slot}, None)
        grade.manual_score, grade.needs_manual_grade = 1.0, False
        book.db.commit()
    flow.feedback(course.root, course.quiz, course.reports.append)
    assert "Your instructor gave this 1 of 3 points." in course.page("max")
    assert "is marked by a person" not in course.page("max")
    assert "max,,,,1," in (course.place.outgoing / "ten-types.csv").read_text(encoding="utf-8")


def test_a_note_that_waits_is_not_marked_again_and_again(course: Course) -> None:
    flow.grade(course.root, course.quiz, course.reports.append)
    assert flow.grade(course.root, course.quiz, course.reports.append).unchanged == ("max",)
    assert json.loads(course.place.autograded("max").read_text(encoding="utf-8"))
