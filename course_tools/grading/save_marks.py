"""`SaveMarks` stands where nbgrader's autograde has `SaveAutoGrades`: a question that only a person can mark waits."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import SaveAutoGrades

from course_tools.grading.records import Record
from course_tools.problem import CourseProblem


class SaveMarks(SaveAutoGrades):  # type: ignore[misc]
    """Saves the marks that `MarkAnswers` wrote, and asks for a person's mark where it left one open.

    nbgrader itself takes every graded cell of code for marked, with full points if it shows none, and a cell that a
    person marks for one without an answer, since the answer is not in it.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        """Save the marks of a notebook, which stays as it is. Raises CourseProblem for one that was not marked."""
        record = Record.of(nb)
        if record is None:
            raise CourseProblem("This notebook is not marked. Put back the lines on c.Autograde in nbgrader_config.py.")
        self._computed = record.computed
        return super().preprocess(nb, resources)

    def _add_score(self, cell: NotebookNode, resources: Any) -> None:
        slot = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(slot, self.notebook_id, self.assignment_id, self.student_id)
        grade.auto_score = self._computed[slot]
        grade.needs_manual_grade = grade.auto_score is None or grade.manual_score is not None
        self.gradebook.db.commit()

    def _add_comment(self, cell: NotebookNode, resources: Any) -> None:
        """No comment by itself: nbgrader's own says that nothing was answered."""
