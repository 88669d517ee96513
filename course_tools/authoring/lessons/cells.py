"""Code cells: the lesson grammar, what a learner sees of them, and what they have stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from course_tools.authoring.lessons.known import Known
from course_tools.authoring.lessons.lesson import Cell, Lesson
from course_tools.authoring.lessons.prose import IMAGE
from course_tools.authoring.message import Message

HIDDEN = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
STORE = "Run `course notebooks`."
FORMS = ("text/plain", "text/html")
WIDGET = "application/vnd.jupyter.widget-"


def grammar_kept(lesson: Lesson, known: Known) -> Iterator[Message]:
    """The notebook keeps to the lesson grammar, so that it may run by itself."""
    defect = known.grammar(lesson.raw)
    if defect is not None:
        mend = "FORMATS.md, “Lesson grammar”, says how code cells are written"
        yield lesson.message(None, f"It would not run by itself: {mend}. A learner would read: “{defect}”")


def labeled_and_hidden(lesson: Lesson, known: Known) -> Iterator[Message]:
    """Each code cell starts with a comment that says what it is, and its code is hidden from learners."""
    for cell in lesson.code:
        if not cell.source.startswith("# "):
            yield lesson.message(cell, "No label. Start the cell with a comment that says what it is, for people.")
        metadata = cell.raw.get("metadata", {})
        hidden = isinstance(metadata.get("jupyter"), dict) and metadata["jupyter"].get("source_hidden") is True
        if not hidden or "hide-input" not in metadata.get("tags", []):
            yield lesson.message(cell, f"The code is not hidden. Give the cell the metadata {HIDDEN}.")


def results_stored(lesson: Lesson, known: Known) -> Iterator[Message]:
    """What each cell shows is stored in words and as a page, without a widget's state, numbered from the top."""
    if "widgets" in lesson.raw.get("metadata", {}):
        yield lesson.message(None, f"The notebook keeps the state of widgets. {STORE}")
    for cell in lesson.code:
        wrong = _wrongly_stored(cell, first=cell is lesson.code[0])
        if wrong:
            yield lesson.message(cell, f"{wrong} {STORE}")
    for number, cell in enumerate(lesson.code, 1):
        if cell.raw.get("execution_count") != number:
            yield lesson.message(cell, f"From here the cells are not numbered 1, 2, 3 … as run once. {STORE}")
            break


def _wrongly_stored(cell: Cell, *, first: bool) -> str:
    outputs: list[dict[str, Any]] = cell.raw.get("outputs", [])
    shown = [output.get("data", {}) for output in outputs]
    if any(output.get("output_type") == "error" for output in outputs):
        return "An error is stored here. Mend its cause."
    if any(kind.startswith(WIDGET) for data in shown for kind in data):
        return "The view of a widget is stored here."
    if any("cx-problem" in "".join(data.get("text/html", "")) for data in shown):
        return "It is stored here that this part could not be shown. Mend its cause."
    if not first and not any(all(form in data for form in FORMS) for data in shown):
        return "No result is stored here, or only in one form."
    return ""


def pictures_in_words(lesson: Lesson, known: Known) -> Iterator[Message]:
    """A picture in a text has an alternative text; words follow a picture that one can play with."""
    for cell in lesson.cells:
        for alt in IMAGE.findall(cell.source if cell.kind == "markdown" else ""):
            if not alt.strip():
                yield lesson.message(cell, "This picture has no alternative text. Say in […] what it shows.")
        if cell.kind == "markdown" and "<img" in cell.source:
            yield lesson.message(cell, "A picture stands here as HTML. Write ![what it shows](file) instead.")
    for cell, after in zip(lesson.cells, [*lesson.cells[1:], None], strict=True):
        if cell.call == "explore" and (after is None or not after.blocks or after.blocks[0].level):
            yield lesson.message(cell, "No words follow this picture. Say below it what there was to see.")
