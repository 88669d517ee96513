"""Two exporters that nbgrader is told to use (quizzes/nbgrader_config.py)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter, NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets import Bool, Unicode

from course_tools.content import Question
from course_tools.grading.graded import is_graded
from course_tools.grading.page import number, outcome, right_html, share, template
from course_tools.grading.place import Place, read_bank
from course_tools.grading.records import Mark, Record
from course_tools.grading.review import calibration, lessons_to_review
from course_tools.marking import BLANK, OPEN, PARTLY, WRONG, SlotResult
from course_tools.problem import CourseProblem

#: Where there is something to learn from the right answer.
MISSED = (PARTLY, WRONG, BLANK)


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
    """A trainee's feedback as one plain page: the outcome, what to review, then each question with its reasons.

    It shows what `MarkAnswers` wrote, and the points and comments of the gradebook, so that a mark set by hand counts.
    Of the bank it tells the objectives and, only if `show_answers`, what would have been right in the questions that
    this trainee had. It holds no code, no script and nothing from outside.
    """

    file_extension = ".html"
    output_mimetype = "text/html"

    show_answers = Bool(False, help="Whether the page tells what would have been right.").tag(config=True)
    lessons_at = Unicode(
        "",
        help="Address of the folder `notebooks` with the lessons, for links; none where trainees have no common one.",
    ).tag(config=True)

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> Any:
        """Render a graded notebook. Raises CourseProblem for one that `MarkAnswers` has not marked."""
        graded, resources = super().from_notebook_node(nb, resources, **kw)
        record = Record.of(graded)
        if record is None:
            raise CourseProblem("This notebook is not marked yet. Grade it again: `course grade`.")
        if self.lessons_at and not self.lessons_at.startswith(("https://", "http://")):
            raise CourseProblem("In nbgrader_config.py, c.FeedbackPage.lessons_at must begin with https:// or http://.")
        about = resources["nbgrader"]
        cells = {cell.metadata.nbgrader.grade_id: cell for cell in graded.cells if is_graded(cell)}
        scores = {slot: float(cell.metadata.nbgrader.score) for slot, cell in cells.items()}
        result = record.result(scores, _waiting(about))
        bank = read_bank(Place(Path(self.parent.coursedir.root), about["assignment"]))
        questions = {question.id: question for question in bank.questions}
        shown = questions if self.show_answers else {}
        page = template("feedback.html").render(
            title=record.title,
            trainee=about["student"],
            outcome=outcome(result),
            calibration=calibration(record, result),
            lessons=lessons_to_review(result, questions, bank.lesson, self.lessons_at),
            late_penalty=number(about.get("late_penalty") or 0.0),
            questions=[
                _question(cells[slot.slot], slot, record.marks[slot.slot], shown.get(slot.result.item))
                for slot in result.slots
            ],
        )
        return page, resources


def _waiting(about: Mapping[str, Any]) -> set[str]:
    """The slots that a person has yet to mark. A mark of 0 is a mark."""
    with Gradebook(about["db_url"]) as book:
        notebook = book.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
        return {grade.name for grade in notebook.grades if grade.needs_manual_grade and grade.manual_score is None}


def _question(cell: NotebookNode, slot: SlotResult, mark: Mark, right: Question | None) -> dict[str, Any]:
    """What the page says of one graded cell. Its HTML is what `MarkAnswers` wrote, escaped there."""
    result = slot.result
    changed = mark.verdict == OPEN or abs(result.points - mark.points) > 1e-6
    given = f"Your instructor gave this {share(result)}."
    by_hand = "To be marked by a person." if result.verdict == OPEN else given if changed else ""
    comment = cell.metadata.nbgrader.get("comment") or ""
    return {
        "name": f"Question {slot.slot.removeprefix('q')}",
        "html": next((o.data["text/html"] for o in cell.outputs if "text/html" in o.get("data", {})), ""),
        "by_hand": by_hand,
        "comment": [line for line in comment.splitlines() if line.strip()],
        "right": right_html(right) if right is not None and result.verdict in MISSED else "",
    }
