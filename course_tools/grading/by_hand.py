"""What formgrader shows beside a note: its rubric, its exemplar, and the instructor's own sentences.

It is put into the page that formgrader shows and into no file: the graded notebook, from which feedback is made,
never holds it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from traitlets import Bool

from course_tools.content import Question
from course_tools.grading.graded import graded_cells
from course_tools.grading.page import number, paragraphs, template
from course_tools.grading.place import Place, read_bank
from course_tools.grading.records import Record
from course_tools.grading.snippets import SnippetText, load_snippets
from course_tools.grading.source import BY_HAND
from course_tools.problem import CourseProblem

HIGHEST = 3  # the best level of a rubric's element


class RubricBeside(Preprocessor):  # type: ignore[misc]
    """Runs in formgrader's HTML exporter (`c.HTMLExporter.preprocessors`); in any other page it adds nothing."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> Any:
        """Put a note's rubric after its text. A bank or a file of sentences with mistakes is named on the page."""
        record, root = Record.of(nb), self.config.CourseDirectory.get("root")
        # only formgrader's page of a submission has an id of one
        if record is None or not root or "submission_id" not in resources:
            return nb, resources
        try:
            questions = {one.id: one for one in read_bank(Place(Path(root), resources["assignment_id"])).questions}
        except (CourseProblem, OSError) as problem:
            nb.cells[0].source += f"\n\nThe rubrics cannot be shown: {problem}"
            return nb, resources
        for slot, cell in graded_cells(nb.cells).items():
            question = questions.get(record.marks[slot].item)
            if question is not None and question.prompt.type == BY_HAND:
                worth = float(cell["metadata"]["nbgrader"]["points"])
                shown = [output for output in cell["outputs"] if output.output_type != "execute_result"]
                html = rubric_html(slot, question, worth, Path(root))
                cell["outputs"] = [*shown, new_output("display_data", data={"text/html": html})]
        return nb, resources


def rubric_html(slot: str, question: Question, worth: float, quizzes: Path) -> str:
    """A rubric to mark a note by: each element with its levels, what their sum is worth, sentences, the exemplar."""
    snippets: tuple[SnippetText, ...] = ()
    problem = ""
    try:
        snippets = load_snippets(quizzes)
    except CourseProblem as mistake:
        problem = str(mistake)
    return template("rubric.html").render(
        slot=slot,
        elements=question.key["rubric"],
        sums=sums(len(question.key["rubric"]), worth),
        snippets=snippets,
        problem=problem,
        exemplar=paragraphs(question.key["exemplar"]),
    )


def sums(elements: int, worth: float) -> list[tuple[str, str]]:
    """For each sum of levels, from 0 on: its points, and the rule in words, as “7 of 12 = 2.33 of 4 points”."""
    most = HIGHEST * elements
    points = [number(total * worth / most) for total in range(most + 1)]
    return [(each, f"{total} of {most} = {each} of {number(worth)} points") for total, each in enumerate(points)]
