"""`nbgrader autograde` with `MarkAnswers`, and `course grade`: two ways to the same gradebook, to the last bit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import stock
from classes import DUE, TIMES, fill_class, fill_with_anything, graded_defects
from helpers.course import BANKS, QUIZ, Course

from course_tools import marking
from course_tools.authoring.bank import load_bank
from course_tools.grading import flow, submission

pytestmark = pytest.mark.grading
SIZE = 300
LATE_LOSES_ALL = "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
LATE_LOSES_A_THIRD = """
from nbgrader.plugins import BasePlugin


class Third(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 3 if total_seconds_late < 3600 else score + 1


c.AssignLatePenalties.plugin_class = Third
"""

Pair = tuple[Course, Course]


def pair(released: Path, root: Path, fill: Callable[[Course], None], quiz: str = QUIZ, config: str = "") -> Pair:
    """The same released course with the same hand-ins twice: for `course grade`, and for nbgrader."""
    shutil.copytree(released, root / "ours/course")
    ours = Course(root / "ours/course", quiz)
    path = ours.place.quizzes / "nbgrader_config.py"
    path.write_text(path.read_text(encoding="utf-8") + config, encoding="utf-8")
    fill(ours)
    for trainee in ours.place.trainees():
        # as `course collect` does; nbgrader passes over a folder without a notebook
        submission.check(ours.place, trainee)
    shutil.copytree(root / "ours", root / "stock")
    return ours, Course(root / "stock/course", quiz)


def grade_both(both: Pair, *, again: bool = False) -> None:
    ours, theirs = both
    done = flow.grade(ours.root, ours.quiz, ours.reports.append, again=again)
    assert done.aside == ()
    stock.autograde(theirs, *(["--force"] if again else []))
    flow.feedback(ours.root, ours.quiz, ours.reports.append)
    stock.generate_feedback(theirs, *(["--force"] if again else []))


def assert_agree(both: Pair, trainees: int) -> None:
    """Every table of the gradebook, every graded notebook and every feedback page, with all that lies beside them."""
    ours, theirs = both
    tables, stock_tables = stock.rows(ours), stock.rows(theirs)
    assert tables.keys() == stock_tables.keys()
    for table in tables:
        assert tables[table] == stock_tables[table], table
    assert len(tables["submitted_assignment"]) == trainees
    for folder in ("autograded", "feedback"):
        mine, others = stock.files(ours, folder), stock.files(theirs, folder)
        assert mine.keys() == others.keys()
        assert [name for name in mine if mine[name] != others[name]] == []
        assert sum(name.endswith((".ipynb", ".html")) for name in mine) == trainees


def set_due(course: Course) -> None:
    """A due date, and a day more for one trainee."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.place.quizzes / 'gradebook.db'}") as book:
        book.update_or_create_assignment(QUIZ, duedate=DUE)
        book.update_or_create_student("trainee-299")
        book.update_or_create_submission(QUIZ, "trainee-299", timestamp=TIMES[-1])
        book.grant_extension(QUIZ, "trainee-299", days=3)


def mark_by_hand(course: Course) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.place.quizzes / 'gradebook.db'}") as book:
        for trainee in course.place.trainees()[::3]:
            grade = book.find_grade("q2", QUIZ, QUIZ, trainee)
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 0.1, 0.2, False
        book.db.commit()


def test_three_hundred_submissions_get_the_same_gradebook_notebooks_and_pages(
    released_once: Path, tmp_path: Path
) -> None:
    def fill(course: Course) -> None:
        fill_class(course, SIZE, seed=20261123)
        set_due(course)

    both = pair(released_once, tmp_path, fill, config=LATE_LOSES_A_THIRD)
    grade_both(both)
    assert_agree(both, SIZE)
    penalties = [row for row in stock.rows(both[0])["submitted_notebook"] if dict(row)["late_submission_penalty"]]
    assert len(penalties) > SIZE / 10


def test_grading_again_with_marks_by_hand_and_other_answers_agrees_too(released_once: Path, tmp_path: Path) -> None:
    size = len(graded_defects()) // 3
    both = pair(released_once, tmp_path, lambda course: fill_class(course, size, seed=7), config=LATE_LOSES_ALL)
    grade_both(both)
    for course in both:
        mark_by_hand(course)
        for trainee in course.place.trainees()[::2]:
            (course.place.submitted(trainee) / "answers.jsonl").unlink(missing_ok=True)
            (course.place.submitted(trainee) / "timestamp.txt").unlink(missing_ok=True)
    grade_both(both, again=True)
    assert_agree(both, size)


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_other_classes_of_three_hundred_agree_too(released_once: Path, tmp_path: Path, seed: int) -> None:
    both = pair(released_once, tmp_path, lambda course: fill_class(course, SIZE, seed), config=LATE_LOSES_ALL)
    for course in both:
        set_due(course)
    grade_both(both)
    assert_agree(both, SIZE)


@pytest.mark.parametrize("quiz", [path.stem for path in sorted(BANKS.glob("*.yaml")) if path.stem != QUIZ])
def test_every_question_type_agrees_whatever_is_answered(tmp_path: Path, quiz: str) -> None:
    made = Course(tmp_path / "made", quiz)
    flow.release(made.root, quiz, made.reports.append)
    both = pair(made.root, tmp_path, lambda course: fill_with_anything(course, 30, seed=3), quiz)
    grade_both(both)
    assert_agree(both, 30)


def test_the_banks_here_have_every_question_type() -> None:
    banks = [load_bank(path) for path in BANKS.glob("*.yaml")]
    assert {question.prompt.type for bank in banks for question in bank.questions} == set(marking.TYPES)
