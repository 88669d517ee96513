"""`SaveMarks` stands where nbgrader's autograde has `SaveAutoGrades`: a question that only a person can mark waits."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import SaveAutoGrades

from course_tools.grading.records import Record


class SaveMarks(SaveAutoGrades):  # type: ignore[misc]
    """Saves the marks that `MarkAnswers` wrote, and asks for a person's mark where it left one open.

    nbgrader itself takes every graded cell of code for marked, with full points if it shows none.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        """Save the marks of a notebook, which stays as it is."""
        record = Record.of(nb)
        self._open = record.open if record is not None else ()
        return super().preprocess(nb, resources)

    def _add_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._add_score(cell, resources)
        slot = cell.metadata["nbgrader"]["grade_id"]
        if slot in self._open:
            grade = self.gradebook.find_grade(slot, self.notebook_id, self.assignment_id, self.student_id)
            grade.auto_score, grade.needs_manual_grade = None, True
            self.gradebook.db.commit()
