"""A class hub's gradebook is PostgreSQL, through nbgrader's own `db_url`: the same marks from both ways to grade."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import stock
from classes import fill_class, graded_defects
from helpers import postgres
from helpers.course import PERFECT, QUIZ, Course

from course_tools.grading import flow, submission
from course_tools.grading.roster import update
from course_tools.problem import CourseProblem

pytestmark = [pytest.mark.grading, pytest.mark.postgres]
OTHERS = 12


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    programs = postgres.programs()
    if programs is None and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not installed here")
    assert programs is not None, "PostgreSQL is missing: .ci/run installs it"
    with postgres.server(programs) as place:
        yield place


@pytest.fixture
def on_postgres(server: str, tmp_path: Path) -> Callable[[str], Course]:
    """A new course whose gradebook is a new database."""

    def make(name: str) -> Course:
        course = Course(tmp_path / name)
        url = postgres.new_database(server, f"{tmp_path.name}-{name}")
        with (course.place.quizzes / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
        return course

    return make


def gradebook(course: Course) -> Any:
    from nbgrader.api import Gradebook

    config = (course.place.quizzes / "nbgrader_config.py").read_text(encoding="utf-8")
    return Gradebook(config.rsplit("'", 2)[1])


def marks(course: Course) -> dict[str, Any]:
    """What the gradebook says of everybody: the times, the marks by slot, the sums."""
    with gradebook(course) as book:
        return {
            one.student.id: (
                one.timestamp,
                one.score,
                one.max_score,
                one.needs_manual_grade,
                one.notebooks[0].late_submission_penalty,
                {grade.name: (grade.auto_score, grade.score, grade.max_score) for grade in one.notebooks[0].grades},
            )
            for one in book.assignment_submissions(QUIZ)
        }


def test_both_ways_to_grade_agree_on_postgresql(on_postgres: Callable[[str], Course]) -> None:
    ours, theirs = on_postgres("ours"), on_postgres("theirs")
    for course in (ours, theirs):
        flow.release(course.root, QUIZ, course.reports.append)
    fill_class(ours, len(graded_defects()) + OTHERS, seed=15)
    for trainee in ours.place.trainees():
        submission.check(ours.place, trainee)
    shutil.copytree(ours.place.quizzes / "submitted", theirs.place.quizzes / "submitted")
    done = flow.grade(ours.root, QUIZ, ours.reports.append)
    stock.autograde(theirs)
    assert len(done.marked) == len(graded_defects()) + OTHERS
    assert marks(ours) == marks(theirs)
    assert len({str(one) for one in marks(ours).values()}) > OTHERS / 2
    mine, others = stock.files(ours, "autograded"), stock.files(theirs, "autograded")
    assert mine.keys() == others.keys()
    assert [name for name in mine if mine[name] != others[name]] == []
    assert not (ours.place.quizzes / "gradebook.db").exists()


def test_the_roster_a_mark_by_hand_and_a_second_run(on_postgres: Callable[[str], Course], tmp_path: Path) -> None:
    course = on_postgres("hub")
    flow.release(course.root, QUIZ, course.reports.append)
    table = tmp_path / "roster.csv"
    table.write_text("id,first name,last name\nmax,Max,Müller\nzoe,Zoe,Zett\n", encoding="utf-8")
    assert update(course.root, table, course.reports.append).added == ("max", "zoe")
    course.trainee("max", {**PERFECT, "q1": "menu"}).submit()
    flow.grade(course.root, QUIZ, course.reports.append)
    with gradebook(course) as book:
        book.find_grade("q1", QUIZ, QUIZ, "max").manual_score = 0.5
        book.db.commit()
    assert flow.grade(course.root, QUIZ, course.reports.append).unchanged == ("max",)
    assert flow.grade(course.root, QUIZ, course.reports.append, again=True).marked == ("max",)
    flow.feedback(course.root, QUIZ, course.reports.append)
    assert marks(course)["max"][1] == 4.5
    assert "Müller,Max,,4.5,5," in (course.place.outgoing / f"{QUIZ}.csv").read_text(encoding="utf-8-sig")


def test_a_server_that_is_not_there_is_told_in_a_sentence(course: Course) -> None:
    config = course.place.quizzes / "nbgrader_config.py"
    with config.open("a", encoding="utf-8") as file:
        file.write(f"\nc.CourseDirectory.db_url = 'postgresql+psycopg://course:secret@/none?host={course.root}'\n")
    with pytest.raises(CourseProblem, match="See that its server is running") as call:
        flow.release(course.root, QUIZ, course.reports.append)
    assert "\n" not in str(call.value)
    assert "secret" not in str(call.value)


@pytest.mark.parametrize("url", ["mariadb+nothing://course:secret@here/it", "no address: secret"])
def test_an_address_that_is_none_is_told_in_a_sentence(course: Course, url: str) -> None:
    with (course.place.quizzes / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
    with pytest.raises(CourseProblem, match="is no address of a database") as call:
        flow.release(course.root, QUIZ, course.reports.append)
    assert "secret" not in str(call.value)
