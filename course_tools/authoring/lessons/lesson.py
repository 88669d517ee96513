"""A notebook -> a lesson: its cells, their words, and the calls that they make."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from course_tools.authoring.lessons.prose import Block, blocks
from course_tools.authoring.message import AuthorProblem, Message, relative

CALL = re.compile(r"^(\w+)\(([^)]*)\)", re.M)
TO_DO = frozenset({"vignette", "predict", "practice", "explore", "client", "revisit", "quiz_box"})
"""The calls that give a learner something to do. A row of chips does not."""


@dataclass(frozen=True)
class Cell:
    """A cell. `number` counts all cells from 1, as JupyterLab shows them."""

    number: int
    kind: str
    source: str
    raw: Mapping[str, Any]

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The headings and paragraphs of a text cell."""
        return blocks(self.source) if self.kind == "markdown" else ()

    @cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        """The blocks that are not headings."""
        return tuple(block for block in self.blocks if not block.level)

    @cached_property
    def call(self) -> str:
        """The name of the call that a code cell makes, or nothing."""
        match = CALL.search(self.source) if self.kind == "code" else None
        return match[1] if match else ""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids that the call names."""
        match = CALL.search(self.source) if self.kind == "code" else None
        return tuple(re.findall(r'"([^"]*)"', match[2])) if match else ()

    @property
    def something_to_do(self) -> bool:
        """Whether the learner answers or tries something here."""
        return self.call in TO_DO


@dataclass(frozen=True)
class Lesson:
    """A lesson's notebook. `file` is its name in messages, `raw` the notebook as JSON."""

    file: str
    raw: Mapping[str, Any]
    cells: tuple[Cell, ...]

    @property
    def course(self) -> Mapping[str, Any]:
        """What the notebook's metadata say under `course`: `kind` and `lesson`."""
        said = self.raw.get("metadata", {}).get("course")
        return said if isinstance(said, dict) else {}

    @property
    def code(self) -> tuple[Cell, ...]:
        """The code cells."""
        return tuple(cell for cell in self.cells if cell.kind == "code")

    def headings(self) -> Iterator[tuple[Cell, Block]]:
        """All headings with their cells."""
        return ((cell, block) for cell in self.cells for block in cell.blocks if block.level)

    def message(self, cell: Cell | None, text: str) -> Message:
        """A message about a cell, or about the whole lesson."""
        return Message(self.file, cell.number if cell else 0, text, unit="cell")


def read_lesson(path: Path, root: Path | None = None) -> Lesson:
    """Read a notebook. Raises AuthorProblem."""
    name = relative(path, root)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        cells = tuple(_cell(number, cell) for number, cell in enumerate(raw["cells"], 1))
        parts = (raw, *raw["cells"], *(output for cell in raw["cells"] for output in cell.get("outputs", [])))
        if not all(isinstance(part.get("metadata", {}), dict) for part in parts):
            raise TypeError("metadata")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        mend = "This cannot be read as a notebook. Put it back from the last good version."
        raise AuthorProblem([Message(name, 0, mend)]) from None
    return Lesson(name, raw, cells)


def _cell(number: int, raw: Mapping[str, Any]) -> Cell:
    source = raw["source"]
    return Cell(number, raw["cell_type"], source if isinstance(source, str) else "".join(source), raw)
