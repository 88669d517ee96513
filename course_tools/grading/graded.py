"""What stands in a graded notebook: the same whether nbgrader's commands write it or `course grade`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

from course_tools.content import Question
from course_tools.grading.answers import Marked
from course_tools.grading.page import answer_html, answer_text, summary_html, summary_text
from course_tools.grading.records import Record
from course_tools.marking import Result

Cell = MutableMapping[str, Any]


def is_graded(cell: Mapping[str, Any]) -> bool:
    """Whether a cell of a notebook earns points."""
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def graded_cells(cells: Iterable[Cell]) -> dict[str, Cell]:
    """The cells that earn points, by slot."""
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in cells if is_graded(cell)}


def fill(cells: Iterable[Cell], marked: Marked) -> None:
    """Give each code cell its outputs and no others: the feedback and the mark, and one summary for the instructor.

    nbgrader reads the mark, in points, from the last output of a graded cell.
    """
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    for cell in code:
        cell["outputs"], cell["execution_count"] = [], None
    graded = graded_cells(code)
    for slot in marked.result.slots:
        graded[slot.slot]["outputs"] = _outputs(marked.questions[slot.slot], slot.result)
    first_plain = next(cell for cell in code if not is_graded(cell))
    first_plain["outputs"] = [
        _html(summary_html(marked.result, marked.remarks), summary_text(marked.result, marked.remarks))
    ]


def notebook_bytes(blank: Mapping[str, Any], marked: Marked, record: Record) -> tuple[bytes, dict[str, Cell]]:
    """The file of a graded notebook, made of the blank one as read from its JSON; and its graded cells, by slot.

    The bytes are those that nbformat writes: sorted keys, long texts as lists of lines.
    """
    cells = [dict(cell) for cell in blank["cells"]]
    fill(cells, marked)
    graded: dict[str, Cell] = {slot: dict(cell) for slot, cell in graded_cells(cells).items()}
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"] = [_in_lines(output) for output in cell["outputs"]]
    notebook = {**blank, "cells": cells, "metadata": {**blank["metadata"], "course": record.to_json()}}
    text = json.dumps(notebook, ensure_ascii=False, sort_keys=True, indent=1, separators=(",", ": "))
    return f"{text}\n".encode(), graded


def _outputs(question: Question, result: Result) -> list[dict[str, Any]]:
    points = min(result.points, result.max_points)
    mark = {"text/plain": repr(float(points))}
    return [
        _html(answer_html(question, result), answer_text(question, result)),
        {"output_type": "execute_result", "data": mark, "metadata": {}, "execution_count": 1},
    ]


def _html(html: str, text: str) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {"text/html": html, "text/plain": text}, "metadata": {}}


def _in_lines(output: Mapping[str, Any]) -> dict[str, Any]:
    return {**output, "data": {kind: text.splitlines(keepends=True) for kind, text in output["data"].items()}}
