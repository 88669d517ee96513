"""`MarkAnswers` stands where nbgrader's autograde has `Execute`: it marks answers from data and runs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import NbGraderPreprocessor

from course_tools.grading.answers import mark_folder
from course_tools.grading.graded import fill, graded_cells
from course_tools.grading.place import Place, read_bank
from course_tools.grading.records import made_from, record_of
from course_tools.problem import CourseProblem


class MarkAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Marks every graded cell from the trainee's journal in `submitted/` and the bank's keys.

    Into each graded cell go two outputs: the feedback, and the mark in points, which `SaveMarks`
    reads. The summary goes into the first cell with code, remarks into the log and, with all marks, into the
    notebook's metadata (`records.Record`). Whatever outputs a cell had are dropped.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        """Mark a notebook. Raises CourseProblem if the bank is missing, or asks for other questions."""
        quiz, trainee = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        place, submitted = self._where(quiz, trainee)
        bank = read_bank(place)
        worth = {slot: float(cell["metadata"]["nbgrader"]["points"]) for slot, cell in graded_cells(nb.cells).items()}
        if set(worth) != {f"q{i}" for i, _ in enumerate(bank.slots, 1)}:
            raise CourseProblem(f"The quiz {quiz} and its bank differ in their questions. Run `course build`.")
        made = made_from(place, submitted, trainee)
        marked = mark_folder(bank, trainee, submitted, worth)
        fill(nb.cells, marked)
        for remark in marked.remarks:
            self.log.warning("%s, %s: %s", trainee, quiz, remark)
        nb.metadata["course"] = record_of(bank.title, marked, made).to_json()
        return from_dict(nb), resources

    def _where(self, quiz: str, trainee: str) -> tuple[Place, Path]:
        """The quiz's place and the trainee's folder, from the converter that runs this."""
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if coursedir is None:
            raise CourseProblem("MarkAnswers works inside nbgrader's autograde only.")
        place = Place(Path(coursedir.root), quiz)
        if not place.bank.is_file():
            raise CourseProblem(f"The bank {place.bank} with the keys of this quiz is missing: nothing was marked.")
        return place, Path(coursedir.format_path(coursedir.submitted_directory, trainee, quiz))
