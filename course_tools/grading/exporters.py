"""Two exporters that nbgrader is told to use (quizzes/nbgrader_config.py)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, NotebookExporter
from nbformat import NotebookNode

from course_tools.grading.page import number, outcome, template
from course_tools.grading.records import Record
from course_tools.problem import CourseProblem


class ReleasedNotebook(NotebookExporter):  # type: ignore[misc]
    """Grades the notebook that was released, in place of the one that came back.

    Answers lie in the journal, so nothing in a trainee's notebook is needed: cells that were added, doubled, changed
    or lost, hostile HTML, a damaged or a huge file cannot reach the gradebook or the instructor's browser. The
    notebook as handed in stays in `submitted/`.
    """

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> Any:
        """Convert the quiz in `source/` if `filename` lies in `submitted/`. Raises CourseProblem if it is missing."""
        coursedir = self.parent.coursedir
        if (
            Path(coursedir.format_path(coursedir.submitted_directory, ".", ".")).resolve()
            not in Path(filename).resolve().parents
        ):
            return super().from_filename(filename, resources=resources, **kw)
        about = resources["nbgrader"]
        source = Path(coursedir.format_path(coursedir.source_directory, ".", about["assignment"]))
        path = source / f"{about['notebook']}.ipynb"
        if not path.is_file():
            raise CourseProblem(f"The quiz {path} is missing. Run `course build`.")
        return super().from_filename(str(path), resources=resources, **kw)


class FeedbackPage(Exporter):  # type: ignore[misc]
    """A trainee's feedback as one plain page: the outcome, then each question with its points and its reasons.

    It shows what `MarkAnswers` wrote and the points of the gradebook, so that a mark changed by hand counts. It holds
    no code, no script and nothing from outside.
    """

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Any:
        """Render a graded notebook. Raises CourseProblem for one that `MarkAnswers` has not marked."""
        graded, resources = super().from_notebook_node(nb, resources, **kw)
        record = Record.of(graded)
        if record is None:
            raise CourseProblem("This notebook is not marked yet. Grade it again: `course grade`.")
        cells = [cell for cell in graded.cells if cell.metadata.get("nbgrader", {}).get("grade")]
        scores = {cell.metadata.nbgrader.grade_id: float(cell.metadata.nbgrader.score) for cell in cells}
        result = record.result(scores)
        page = template("feedback.html").render(
            title=record.title,
            trainee=resources["nbgrader"]["student"],
            outcome=outcome(result),
            passed=result.passed,
            late_penalty=number(resources["nbgrader"].get("late_penalty") or 0.0),
            questions=[_question(cell, record) for cell in cells],
        )
        return page, resources


def _question(cell: NotebookNode, record: Record) -> dict[str, Any]:
    """What the page says of one graded cell. Its HTML is what `MarkAnswers` wrote, escaped there."""
    about = cell.metadata.nbgrader
    html = next((o.data["text/html"] for o in cell.outputs if "text/html" in o.get("data", {})), "")
    changed = abs(float(about.score) - record.marks[about.grade_id].points) > 1e-6
    return {
        "name": f"Question {about.grade_id.removeprefix('q')}",
        "html": html,
        "by_hand": f"Your instructor set this to {number(float(about.score))} points." if changed else "",
    }
