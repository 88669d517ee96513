"""The notebook and the quiz.json that are built of a bank."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest
from helpers.course import BANKS, QUIZ, REPOSITORY, Course

from course_tools.authoring.bank import Bank, load_bank
from course_tools.content import load_quiz
from course_tools.grading import flow
from course_tools.grading.source import quiz_files, quiz_of, stock_quiz_files
from course_tools.lab.grammar import check_notebook

ALL_BANKS = [*sorted(BANKS.glob("*.yaml")), *sorted((REPOSITORY / "quizzes/bank").glob("*.yaml"))]


@pytest.fixture(params=ALL_BANKS, ids=lambda path: path.stem)
def bank(request: pytest.FixtureRequest) -> Bank:
    return load_bank(request.param)


def notebook_of(files: dict[str, bytes]) -> dict[str, Any]:
    name = next(name for name in files if name.endswith(".ipynb"))
    notebook: dict[str, Any] = json.loads(files[name])
    return notebook


def test_the_source_is_a_lesson_that_may_start_by_itself(bank: Bank) -> None:
    notebook = notebook_of(quiz_files(bank))
    assert check_notebook(notebook) is None
    nbformat.validate(notebook)


def test_the_same_bank_gives_the_same_bytes(bank: Bank) -> None:
    assert quiz_files(bank) == quiz_files(load_bank(BANKS / f"{bank.quiz}.yaml") if bank.quiz == QUIZ else bank)


def test_there_is_one_top_heading_and_one_heading_a_question(bank: Bank) -> None:
    texts = ["".join(c["source"]) for c in notebook_of(quiz_files(bank))["cells"] if c["cell_type"] == "markdown"]
    assert [text.startswith("# ") for text in texts] == [True] + [False] * (len(texts) - 1)
    assert sum(text.startswith("## Question") for text in texts) == len(bank.slots)


def test_every_cell_is_locked_and_its_code_is_hidden(bank: Bank) -> None:
    for cell in notebook_of(quiz_files(bank))["cells"]:
        about = cell["metadata"]["nbgrader"]
        assert about["locked"] or (about["solution"] and cell["metadata"]["editable"] is False)
        if cell["cell_type"] == "code":
            assert cell["metadata"]["jupyter"] == {"source_hidden": True}
            assert cell["metadata"]["tags"] == ["hide-input"]


def test_each_question_is_one_graded_cell_with_its_points(bank: Bank) -> None:
    cells = [c["metadata"]["nbgrader"] for c in notebook_of(quiz_files(bank))["cells"]]
    graded = {about["grade_id"]: about["points"] for about in cells if about["grade"]}
    assert graded == {slot.id: slot.points for slot in quiz_of(bank).slots}
    assert len(graded) == len(bank.slots)


def test_a_trainee_can_read_the_quiz(course: Course) -> None:
    quiz = load_quiz(course.place.source)
    assert [prompt.id for prompt in quiz.items.values()] == sorted(q.id for q in course.bank.questions)


def test_options_lie_in_the_order_of_their_ids_whatever_the_key(bank: Bank) -> None:
    for item in json.loads(quiz_files(bank)["quiz.json"])["items"].values():
        ids = [option["id"] for option in item["options"]]
        assert ids == sorted(ids)


def test_the_hidden_tests_of_the_stock_variant_hold_only_a_call(bank: Bank) -> None:
    hidden = ["".join(c["source"]) for c in notebook_of(stock_quiz_files(bank))["cells"] if "HIDDEN" in str(c)]
    assert hidden == [
        f'### BEGIN HIDDEN TESTS\nfrom course_tools.grading.execute import mark\nmark("q{i}")\n### END HIDDEN TESTS'
        for i, _ in enumerate(bank.slots, 1)
    ]


@pytest.mark.grading
def test_the_released_notebook_may_start_by_itself(released: Course) -> None:
    notebook = json.loads((released.place.release / f"{QUIZ}.ipynb").read_text(encoding="utf-8"))
    assert check_notebook(notebook) is None


@pytest.mark.grading
def test_releasing_twice_gives_the_same_zip(released: Course) -> None:
    first = (released.place.outgoing / f"{QUIZ}.zip").read_bytes()
    assert flow.release(released.root, QUIZ, released.reports.append).read_bytes() == first
