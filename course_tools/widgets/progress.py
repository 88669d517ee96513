"""What has been practiced, lesson by lesson, from the learner's own journal."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as w

from course_tools.content import load_lesson, load_places
from course_tools.journal import practice_file, read
from course_tools.problem import CourseProblem
from course_tools.widgets.fallback import bundle


class ProgressPage(w.HTML):  # type: ignore[misc]
    """A table: each lesson with its questions and how many have an answer."""

    def __init__(self) -> None:
        super().__init__(_table())
        self.add_class("cx")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        text = "Your progress. Open this page in the course to see it."
        return bundle(text, f"<p>{text}</p>", self.model_id)


def _table() -> str:
    try:
        done = {(a.quiz, a.item) for a in read(practice_file()).latest.values() if a.answer is not None}
    except CourseProblem as problem:
        return f"<p>{escape(str(problem))}</p>"
    rows = ""
    for lesson_id in load_places():
        lesson = load_lesson(lesson_id)
        count = sum((f"practice/{lesson_id}", item) in done for item in lesson.questions)
        rows += f'<tr><th scope="row">{escape(lesson.title)}</th><td>{count} of {len(lesson.questions)}</td></tr>'
    return f"<table><caption>Questions answered</caption>{rows}</table>"
