"""Which parts a lesson has, in which order; and its headings.

A part is known by its H2 heading, or by a call where its heading is the lesson's own. Other headings may stand between
the parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from course_tools.authoring.lessons.known import Known
from course_tools.authoring.lessons.lesson import Cell, Lesson
from course_tools.authoring.message import Message


@dataclass(frozen=True)
class Part:
    """A part of a lesson: its H2 heading (`Back to …` is any heading that starts so) or else its call."""

    heading: str = ""
    call: str = ""

    @property
    def name(self) -> str:
        """What an author looks for."""
        return f"the heading “## {self.heading}”" if self.heading else f"a cell with {self.call}(…)"

    def is_in(self, cell: Cell) -> bool:
        """Whether the part begins in this cell."""
        if self.call:
            return cell.call == self.call
        start, open_end, _ = self.heading.partition("…")
        heads = (block.text for block in cell.blocks if block.level == 2)
        return any(head.startswith(start) if open_end else head == start for head in heads)


OBJECTIVES = "What you will be able to do"
TEN_PARTS = (
    Part("At the table"),
    Part(OBJECTIVES),
    Part("The claim"),
    Part("What we know"),
    Part(call="explore"),
    Part("Watch one, then do one"),
    Part(call="practice"),
    Part("A client"),
    Part("Back to …"),
    Part("Say it"),
    Part("Take away"),
)
START = (
    Part("At the desk"),
    Part(OBJECTIVES),
    Part("How to answer"),
    Part("What a certainty chip means"),
    Part("Back to the desk"),
    Part("What this course is, and what it is not"),
    Part("A quiz from your instructor"),
    Part("Your first lesson"),
    Part("Take away"),
)
# A condition or technique lesson will have more parts: add them here when the first one is written.
ANATOMY: dict[str, tuple[Part, ...]] = {
    "start": START,
    "foundation": TEN_PARTS,
    "difference": TEN_PARTS,
    "condition": TEN_PARTS,
    "technique": TEN_PARTS,
    "clinic": TEN_PARTS,
}


def parts_in_order(lesson: Lesson, known: Known) -> Iterator[Message]:
    """The parts of its kind of lesson are all there, in their order."""
    kind = lesson.course.get("kind")
    if kind not in ANATOMY:
        kinds = ", ".join(ANATOMY)
        yield lesson.message(None, f"The metadata `course.kind` is “{kind}”. Set it to one of {kinds}.")
        return
    at = 0
    for part in ANATOMY[kind]:
        places = [place for place, cell in enumerate(lesson.cells) if part.is_in(cell)]
        after = [place for place in places if place >= at]
        if after:
            at = after[0]
        elif places:
            cell = lesson.cells[places[0]]
            yield lesson.message(cell, f"Here is {part.name}, too early. Move it to its place in the order of parts.")
        else:
            yield lesson.message(None, f"A part is missing: {part.name}. Add it.")


def one_title_and_no_level_skipped(lesson: Lesson, known: Known) -> Iterator[Message]:
    """One H1, before all other headings; each heading at most one level below the one before it."""
    before = 0
    for cell, heading in lesson.headings():
        if heading.level == 1 and before:
            yield lesson.message(cell, f"“# {heading.text}” is a second title. Make it “## {heading.text}”.")
        elif before == 0 and heading.level > 1:
            yield lesson.message(cell, f"“{heading.text}” comes before the title. Start with one “# Title”.")
        elif heading.level > before + 1:
            wanted = "#" * (before + 1)
            yield lesson.message(cell, f"“{heading.text}” skips a level. Write “{wanted} {heading.text}”.")
        before = heading.level
    if not before:
        yield lesson.message(None, "There is no title. Start with one “# Title”.")


def objectives_listed(lesson: Lesson, known: Known) -> Iterator[Message]:
    """As many list items under the objectives' heading as `assets/objectives.yaml` has for the lesson."""
    name = lesson.course.get("lesson")
    if not isinstance(name, str) or name not in known.objectives:
        mend = f"The metadata `course.lesson` is “{name}”. Set it to a lesson that assets/objectives.yaml names."
        yield lesson.message(None, mend)
        return
    for cell in lesson.cells:
        if Part(OBJECTIVES).is_in(cell):
            items, wanted = sum(block.item for block in cell.blocks), known.objectives[name]
            if items != wanted:
                mend = (
                    f"{items} objectives are listed here, and {wanted} in assets/objectives.yaml. Make them the same."
                )
                yield lesson.message(cell, mend)
