"""A bank -> the two files of a quiz that nbgrader calls its source: a notebook and `quiz.json`.

Neither holds anything of a key: what a trainee is given is made of prompts alone (FORMATS.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from course_tools.authoring.bank import Bank
from course_tools.content import Question, Quiz, Slot

Cell = dict[str, Any]
#: (the quiz, a slot of it) -> its cells
SlotCells = Callable[[Quiz, Slot], list[Cell]]
BY_HAND = "note"  # the type that a person marks
HIDDEN = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
KERNELSPEC = {"display_name": "Massage course", "language": "python", "name": "course"}


def quiz_of(bank: Bank) -> Quiz:
    """The quiz as trainees have it: the slots q1, q2 …, each with one question or a pool."""
    prompts = {question.id: question.prompt for question in bank.questions}
    slots = tuple(Slot(f"q{i}", prompts[items[0]].points, items) for i, items in enumerate(bank.slots, 1))
    return Quiz(bank.quiz, bank.title, bank.lesson, slots, prompts, bank.forms)


def quiz_files(bank: Bank) -> dict[str, bytes]:
    """`<quiz>.ipynb` and `quiz.json`, by name. The same prompts give the same bytes, whatever the keys."""
    return _files(bank, _slot_cells)


def copy_files(bank: Bank, roster_id: str) -> dict[str, bytes]:
    """The same two files as one trainee gets them where each has a form of their own: no other item is in them."""
    quiz = quiz_of(bank).drawn_for(roster_id)
    return {f"{bank.quiz}.ipynb": _to_bytes(_notebook(quiz, _slot_cells)), "quiz.json": _to_bytes(quiz.to_json())}


def stock_quiz_files(bank: Bank) -> dict[str, bytes]:
    """The same quiz for nbgrader's own Execute: a hidden test after each question calls the marker.

    For comparisons and benchmarks only: Execute runs what a trainee wrote.
    """
    return _files(bank, _stock_slot_cells)


def released_cells(bank: Bank) -> list[Cell]:
    """The cells of the quiz's notebook, as a trainee has them."""
    return _cells(quiz_of(bank), _slot_cells)


def _files(bank: Bank, slot_cells: SlotCells) -> dict[str, bytes]:
    quiz = quiz_of(bank)
    return {
        f"{bank.quiz}.ipynb": _to_bytes(_notebook(quiz, slot_cells)),
        "quiz.json": _to_bytes(quiz.to_json()),
    }


def _notebook(quiz: Quiz, slot_cells: SlotCells) -> dict[str, Any]:
    return {
        "cells": _cells(quiz, slot_cells),
        "metadata": {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cells(quiz: Quiz, slot_cells: SlotCells) -> list[Cell]:
    count = f"{len(quiz.slots)} questions" if len(quiz.slots) > 1 else "One question"
    intro = f"# {quiz.title}\n\n{count}. Your answers are saved beside this quiz as you give them."
    cells = [
        _markdown("title", intro),
        _code("lesson-tools", "# Lesson tools\nfrom course_tools.lesson import quiz, question, hand_in"),
        _code("your-quiz", f'# Your quiz\nquiz("{quiz.id}")'),
    ]
    for slot in quiz.slots:
        cells += slot_cells(quiz, slot)
    return [*cells, _markdown("hand-in-heading", "## Hand in"), _code("hand-in", f'# Hand in\nhand_in("{quiz.id}")')]


def _slot_cells(quiz: Quiz, slot: Slot) -> list[Cell]:
    cell = _code(slot.id, _ask(slot), points=slot.points)
    if quiz.items[slot.items[0]].type == BY_HAND:
        # nbgrader keeps a comment for such a cell only; it would let trainees edit it
        cell["metadata"] |= {"deletable": False, "editable": False}
        cell["metadata"]["nbgrader"] |= {"locked": False, "solution": True}
    return [_heading(slot), cell]


def _stock_slot_cells(_: Quiz, slot: Slot) -> list[Cell]:
    test = (
        "### BEGIN HIDDEN TESTS\n"
        "from course_tools.grading.execute import mark\n"
        f'mark("{slot.id}")\n'
        "### END HIDDEN TESTS"
    )
    return [_heading(slot), _code(f"{slot.id}-answer", _ask(slot)), _code(slot.id, test, points=slot.points)]


def _heading(slot: Slot) -> Cell:
    return _markdown(f"{slot.id}-heading", f"## Question {slot.id.removeprefix('q')}")


def _ask(slot: Slot) -> str:
    return f'# Your answer\nquestion("{slot.id}")'


def _markdown(cell_id: str, source: str) -> Cell:
    return {
        "cell_type": "markdown",
        "id": cell_id,
        "metadata": {"nbgrader": _nbgrader(cell_id, "markdown")},
        "source": source.splitlines(keepends=True),
    }


def _code(cell_id: str, source: str, *, points: float | None = None) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {**HIDDEN, "nbgrader": _nbgrader(cell_id, "code", points)},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def _nbgrader(grade_id: str, cell_type: str, points: float | None = None) -> dict[str, Any]:
    """nbgrader's metadata (its schema 3) of a cell that trainees cannot change; graded if it has points."""
    graded = {} if points is None else {"points": points}
    return {
        "cell_type": cell_type,
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": True,
        **graded,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }


def _to_bytes(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def question_in(bank: Bank, slot: str, roster_id: str) -> Question:
    """The question with its key that fills a slot for this trainee. Raises KeyError for an unknown slot.

    A client that is met is drawn by the trainee's seed, which is then a part of the key.
    """
    quiz = quiz_of(bank)
    item = quiz.item_in(slot, roster_id).id
    found = next(question for question in bank.questions if question.id == item)
    if found.prompt.type != "case":
        return found
    return replace(found, key={**found.key, "seed": quiz.seed(roster_id)})
