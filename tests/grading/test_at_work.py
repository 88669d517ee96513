"""Grading that is broken off, and two who grade at once: nothing is lost, and nobody has to clean up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.course import HONEST, PERFECT, QUIZ, REPOSITORY, Course

from course_tools.grading import clerk, flow, gradebook
from course_tools.grading.lock import at_work
from course_tools.problem import CourseProblem

pytestmark = pytest.mark.grading
NAMES = ("anna", "max", "zora")


def power_cut(*arguments: object, **others: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def regraded(released: Course) -> Course:
    """Three trainees are graded; all then hand in better answers."""
    for name in NAMES:
        released.trainee(name, {slot: answer for slot, (answer, _) in HONEST.items()}).submit()
    grade(released)
    for name in NAMES:
        shutil.rmtree(released.root / "trainees" / name)
        released.trainee(name, PERFECT).submit()
    return released


def grade(course: Course) -> flow.Graded:
    return flow.grade(course.root, QUIZ, course.reports.append)


@pytest.mark.parametrize(
    ("where", "what"),
    [
        (clerk, "mark_folder"),
        (clerk.Clerk, "_protect"),
        (gradebook.QuizRows, "_rows_of"),
        (gradebook.QuizRows, "_write_marks"),
        (clerk, "_put_folder"),
        (flow.marks, "write"),
    ],
)
def test_a_run_that_is_broken_off_anywhere_is_completed_by_the_next(
    regraded: Course, monkeypatch: pytest.MonkeyPatch, where: object, what: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(where, what, power_cut)
        with pytest.raises(KeyboardInterrupt):
            grade(regraded)
    done = grade(regraded)
    assert {*done.marked, *done.unchanged} == set(NAMES)
    for name in NAMES:
        assert sum(regraded.marks(name).values()) == 5
        assert regraded.graded(name)["metadata"]["course"]["marks"]["q1"]["points"] == 1
    assert not list((regraded.place.quizzes / "autograded").glob(".*"))


def test_between_the_old_folder_and_the_new_one_nothing_is_lost(
    regraded: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = Path.replace

    def cut_before_the_new_one(self: Path, target: Path) -> Path:
        return power_cut() if target.name == QUIZ else replaced(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut_before_the_new_one)
        with pytest.raises(KeyboardInterrupt):
            grade(regraded)
    assert grade(regraded).marked == NAMES
    assert (regraded.place.autograded("anna").parent / "answers.jsonl").is_file()


def test_a_gradebook_put_back_from_a_copy_is_brought_up_to_date(regraded: Course) -> None:
    book = regraded.place.quizzes / "gradebook.db"
    older = book.read_bytes()
    grade(regraded)
    book.write_bytes(older)
    assert grade(regraded).marked == NAMES
    assert sum(regraded.marks("max").values()) == 5


def test_a_defect_of_this_program_sets_one_trainee_aside_and_goes_on(
    regraded: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark_folder = clerk.mark_folder

    def fail_for_max(bank: object, trainee: str, *others: object) -> object:
        return 1 / 0 if trainee == "max" else mark_folder(bank, trainee, *others)

    monkeypatch.setattr(clerk, "mark_folder", fail_for_max)
    done = grade(regraded)
    assert done.marked == ("anna", "zora")
    assert "did not expect what was handed in (ZeroDivisionError)" in done.aside[0].reason
    assert "ZeroDivisionError" in (regraded.place.quizzes / ".nbgrader.log").read_text(encoding="utf-8")
    assert sum(regraded.marks("max").values()) == pytest.approx(sum(points for _, points in HONEST.values()))
    row = next(line for line in done.table.read_text(encoding="utf-8").splitlines() if line.startswith("max"))
    assert "set aside" in row


def test_a_second_grader_is_told_who_is_at_work(regraded: Course) -> None:
    with (
        at_work(regraded.place.quizzes),
        pytest.raises(CourseProblem, match=r"^Process \d+ on .+, since .+, is at work in .+ Wait until"),
    ):
        grade(regraded)
    assert grade(regraded).marked == NAMES


def test_a_grader_that_was_killed_keeps_nobody_waiting(regraded: Course) -> None:
    program = (
        "import sys; from pathlib import Path; from course_tools.grading.lock import at_work\n"
        "with at_work(Path(sys.argv[1])): print('at work', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(regraded.place.quizzes)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "at work\n"
        with pytest.raises(CourseProblem, match=f"Process {other.pid} on"):
            grade(regraded)
        other.kill()
    assert grade(regraded).marked == NAMES
