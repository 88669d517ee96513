"""What stands in a graded notebook: the same whether nbgrader's commands write it or `course grade`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
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


class Blank:
    """The notebook of a quiz as nbgrader prepares it for marking, made ready to be filled for one after the other."""

    def __init__(self, notebook: Mapping[str, Any]) -> None:
        """`notebook` is its JSON as nbformat writes it, long texts as lists of lines."""
        self._notebook = notebook
        self.worth = {
            slot: float(cell["metadata"]["nbgrader"]["points"])
            for slot, cell in graded_cells(notebook["cells"]).items()
        }
        self._texts = [_json({**cell, "outputs": []} if "outputs" in cell else cell, 2) for cell in notebook["cells"]]

    def filled(self, marked: Marked) -> list[Cell]:
        """The cells with the outputs of a marked quiz."""
        cells: list[Cell] = [dict(cell) for cell in self._notebook["cells"]]
        fill(cells, marked)
        return cells

    def to_bytes(self, cells: Sequence[Cell], record: Record) -> bytes:
        """The file of a graded notebook, byte for byte as nbformat writes it.

        Cells without outputs are the same for everybody, and most of the work.
        """
        parts = {name: _json(value, 1) for name, value in self._notebook.items() if name not in ("cells", "metadata")}
        parts["metadata"] = _json({**self._notebook["metadata"], "course": record.to_json()}, 1)
        texts = [
            _json({**cell, "outputs": [_in_lines(output) for output in cell["outputs"]]}, 2)
            if cell.get("outputs")
            else text
            for cell, text in zip(cells, self._texts, strict=True)
        ]
        parts["cells"] = "[\n  " + ",\n  ".join(texts) + "\n ]"
        return ("{\n " + ",\n ".join(f'"{name}": {parts[name]}' for name in sorted(parts)) + "\n}\n").encode()


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


def _json(value: Any, depth: int) -> str:
    """JSON as nbformat writes it, of a part that stands this deep in its file."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, separators=(",", ": "))
    return text.replace("\n", "\n" + " " * depth)
