"""Refuses to release what is not the built quiz: a journal, a bank or a stale notebook in `source/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from course_tools.grading.place import Place, check_source
from course_tools.problem import CourseProblem


class CheckSource(NbGraderPreprocessor):  # type: ignore[misc]
    """Runs first in nbgrader's `generate_assignment`, which then removes what it has copied for release.

    A file such as `answers.jsonl` in `source/` would be given to every trainee, and laid over theirs at autograde.
    `CourseDirectory.ignore` is no guard: it would keep trainees' own journals from being collected.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        """Let the notebook through as it is, or raise CourseProblem."""
        quiz = resources["nbgrader"]["assignment"]
        place = Place(Path(self.parent.parent.coursedir.root), quiz)
        if not place.bank.is_file():
            raise CourseProblem(f"The quiz {quiz} has no bank {place.bank}: it is not released.")
        check_source(place)
        return nb, resources
