"""A message to an author: file, line, what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from course_tools.problem import CourseProblem


@dataclass(frozen=True, order=True)
class Message:
    """One thing to mend. `line` counts from 1; 0 means the whole file. In a notebook the `unit` is the cell."""

    file: str
    line: int
    text: str
    unit: Literal["line", "cell"] = "line"

    def __str__(self) -> str:
        place = f"{self.file}, {self.unit} {self.line}" if self.line else self.file
        return f"{place}: {self.text}"


class AuthorProblem(CourseProblem):
    """One or more messages to an author."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(sorted(messages))
        super().__init__("\n".join(map(str, self.messages)))


def relative(path: Path, root: Path | None) -> str:
    """The path as an author knows it: from the course folder, if it lies there."""
    if root is not None and path.resolve().is_relative_to(root.resolve()):
        return path.resolve().relative_to(root.resolve()).as_posix()
    return path.name if root is None else str(path)


def did_you_mean(word: str, known: Iterable[str], where: Mapping[str, str] | None = None) -> str:
    """` Did you mean x?` for the nearest known word, with the file it stands `where`; or nothing."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    if not near:
        return ""
    place = f" ({where[near[0]]})" if where else ""
    return f" Did you mean {near[0]}?{place}"
