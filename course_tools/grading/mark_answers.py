"""`MarkAnswers` stands where nbgrader's autograde has `Execute`: it marks answers from data and runs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor

from course_tools.content import Question
from course_tools.grading.answers import mark_folder
from course_tools.grading.page import answer_html, answer_text, summary_html, summary_text
from course_tools.grading.place import Place, read_bank
from course_tools.grading.records import made_from, record_of
from course_tools.marking import Result
from course_tools.problem import CourseProblem


class MarkAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Marks every graded cell from the trainee's journal in `submitted/` and the bank's keys.

    Into each graded cell go two outputs: the feedback, and the mark in points, which nbgrader's `SaveAutoGrades`
    reads. The summary goes into the first cell with code, remarks into the log and, with all marks, into the
    notebook's metadata (`records.Record`). Whatever outputs a cell had are dropped.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        """Mark a notebook. Raises CourseProblem if the bank is missing, or asks for other questions."""
        quiz, trainee = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        place, submitted = self._where(quiz, trainee)
        bank = read_bank(place)
        code = [cell for cell in nb.cells if cell.cell_type == "code"]
        graded = {cell.metadata.nbgrader.grade_id: cell for cell in code if _is_graded(cell)}
        worth = {slot: float(cell.metadata.nbgrader.points) for slot, cell in graded.items()}
        if set(graded) != {f"q{i}" for i, _ in enumerate(bank.questions, 1)}:
            raise CourseProblem(f"The quiz {quiz} and its bank differ in their questions. Run `course build`.")
        marked = mark_folder(bank, trainee, submitted, worth)
        for cell in code:
            cell.outputs, cell.execution_count = [], None
        for slot in marked.result.slots:
            graded[slot.slot].outputs = _outputs(marked.questions[slot.slot], slot.result)
        _first_plain(code).outputs = [
            _html(summary_html(marked.result, marked.remarks), summary_text(marked.result, marked.remarks))
        ]
        for remark in marked.remarks:
            self.log.warning("%s, %s: %s", trainee, quiz, remark)
        source = place.source / f"{quiz}.ipynb"
        record = record_of(bank.title, marked, made_from(place.bank, source, submitted, trainee))
        nb.metadata["course"] = record.to_json()
        return nb, resources

    def _where(self, quiz: str, trainee: str) -> tuple[Place, Path]:
        """The quiz's place and the trainee's folder, from the converter that runs this."""
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if coursedir is None:
            raise CourseProblem("MarkAnswers works inside nbgrader's autograde only.")
        place = Place(Path(coursedir.root), quiz)
        if not place.bank.is_file():
            raise CourseProblem(f"The bank {place.bank} with the keys of this quiz is missing: nothing was marked.")
        return place, Path(coursedir.format_path(coursedir.submitted_directory, trainee, quiz))


def _is_graded(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade"))


def _first_plain(code: list[NotebookNode]) -> NotebookNode:
    return next(cell for cell in code if not _is_graded(cell))


def _outputs(question: Question, result: Result) -> list[NotebookNode]:
    points = min(result.points, result.max_points)
    return [
        _html(answer_html(question, result), answer_text(question, result)),
        new_output("execute_result", data={"text/plain": repr(float(points))}, execution_count=1),
    ]


def _html(html: str, text: str) -> NotebookNode:
    return new_output("display_data", data={"text/html": html, "text/plain": text})
