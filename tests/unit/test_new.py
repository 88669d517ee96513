"""A new lesson or question starts from a template that says what is left to write."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from course_tools.authoring.bank import load_practice
from course_tools.authoring.build import read_course
from course_tools.authoring.lessons import read_known
from course_tools.authoring.lessons.anatomy import parts_in_order
from course_tools.authoring.lessons.lesson import read_lesson
from course_tools.authoring.lessons.wording import nothing_left_to_write
from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.new import new_lesson, new_question, question_types
from course_tools.lab.grammar import check_notebook
from course_tools.marking import TYPES
from course_tools.problem import CourseProblem

ROOT = Path(__file__).parents[2]
TITLE = "Safety: what stops your hands?"
SMALL = """\
format: practice/1
lesson: small
title: Small
questions:
  - id: small-one
    type: best
    objectives: [ask-the-goal]
    domain: assessment-planning
    level: apply
    stem: What do you ask first?
    options:
      - {id: a, text: The goal., right: true, why: It leads the hour.}
      - {id: b, text: The oil., why: It can wait a little.}
      - {id: c, text: The card., why: It can wait a little.}
    evidence: [a-fact]
"""


@pytest.fixture
def made(tmp_path):
    (tmp_path / "assets/practice").mkdir(parents=True)
    return new_lesson(tmp_path, "1-foundations/01-safety", TITLE)


def test_the_notebook_is_a_lesson_with_every_part_in_its_order(made, tmp_path):
    notebook, _ = made
    assert check_notebook(json.loads(notebook.read_text())) is None
    lesson = read_lesson(notebook, tmp_path)
    known = read_known(ROOT, read_course(ROOT), check_notebook)
    assert list(parts_in_order(lesson, known)) == []
    assert f"# {TITLE}" in lesson.cells[1].source
    assert lesson.course == {"kind": "foundation", "lesson": "safety"}


def test_each_thing_that_is_left_to_write_is_named_with_its_cell(made, tmp_path):
    lesson = read_lesson(made[0], tmp_path)
    left = [str(message) for message in nothing_left_to_write(lesson, None)]
    assert len(left) == sum("[[" in cell.source for cell in lesson.cells) > 5
    assert "notebooks/1-foundations/01-safety.ipynb, cell 2: Still to write: [[Which lesson this is" in left[0]


def test_each_thing_that_is_left_to_write_is_named_with_its_line(made):
    lines = made[1].read_text().splitlines()
    with pytest.raises(AuthorProblem) as caught:
        load_practice(made[1])
    for message in str(caught.value).splitlines():
        assert "Still to write: [[" in message
    assert len(str(caught.value).splitlines()) > 15
    named = int(re.search(r"line (\d+)", str(caught.value))[1])
    assert "[[" in lines[named], "the text begins on the line after its key"


def test_what_is_written_out_can_be_read(made):
    whole = made[1].read_text()
    made[1].write_text(re.sub(r"\[\[.*?\]\]", lambda left: left[0][2:-2], whole))
    practice = load_practice(made[1])
    assert [question.prompt.type for question in (*practice.predictions, *practice.questions)] == ["claim", "best"]
    assert practice.title == "Safety"


def test_nothing_is_overwritten(made, tmp_path):
    made[0].write_text("mine")
    with pytest.raises(CourseProblem, match="is there already"):
        new_lesson(tmp_path, "1-foundations/01-safety", TITLE)
    assert made[0].read_text() == "mine"
    shutil.move(made[0], tmp_path / "elsewhere.ipynb")
    with pytest.raises(CourseProblem, match=r"assets/practice/safety\.yaml is there already"):
        new_lesson(tmp_path, "1-foundations/01-safety", TITLE)
    assert not made[0].exists()


@pytest.mark.parametrize(
    "place", ["safety", "../01-safety", "1-foundations/Safety", "1-foundations/01-", "9-plans/01-a"]
)
def test_a_place_that_is_none_is_a_sentence(tmp_path, place):
    with pytest.raises(CourseProblem, match=r"is no (place for a lesson|folder of lessons)"):
        new_lesson(tmp_path, place, TITLE)
    assert list(tmp_path.iterdir()) == []


def test_there_is_a_template_for_every_type_of_question():
    assert sorted(question_types()) == sorted(TYPES)


@pytest.mark.parametrize("kind", sorted({*question_types()} - {"case"}))
def test_a_new_question_can_be_read_once_it_is_written_out(tmp_path, kind):
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    new_question(path, kind, "small-two")
    left = path.read_text()
    with pytest.raises(AuthorProblem, match="Still to write"):
        load_practice(path)
    path.write_text(re.sub(r"\[\[.*?\]\]", lambda left: left[0][2:-2], left))
    first, second = load_practice(path).questions
    assert (first.id, second.id, second.prompt.type) == ("small-one", "small-two", kind)


def test_a_question_is_never_added_where_it_would_not_be_read(tmp_path):
    path = tmp_path / "small.yaml"
    for text, name, words in (
        (SMALL, "small-one", "has a question “small-one” already"),
        (SMALL + "other: []\n", "small-two", "`questions:` must be the last part"),
        ("format: [", "small-two", "`questions:` must be the last part"),
    ):
        path.write_text(text)
        with pytest.raises(CourseProblem, match=re.escape(words)):
            new_question(path, "best", name)
        assert path.read_text() == text
    with pytest.raises(CourseProblem, match="is not there"):
        new_question(tmp_path / "none.yaml", "best", "small-two")
    with pytest.raises(CourseProblem, match="no question type “bets”"):
        new_question(path, "bets", "small-two")
    with pytest.raises(CourseProblem, match="is no id"):
        new_question(path, "best", "Small Two")
