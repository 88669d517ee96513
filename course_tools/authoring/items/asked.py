"""A question as the rules see it: what was written, where it stands, and which of its options are right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from course_tools.authoring.message import Message
from course_tools.authoring.yamltext import Text
from course_tools.content import Case, Question

ONE_RIGHT = frozenset({"best", "ranked", "triage"})
"""Types in which the learner chooses one of several options that somebody wrote."""


@dataclass(frozen=True)
class Asked:
    """A question with its file and its place in it. `graded` is true for a bank."""

    question: Question
    text: Text
    path: tuple[str | int, ...]
    graded: bool

    @property
    def type(self) -> str:
        """The question's type."""
        return self.question.prompt.type

    @property
    def stem(self) -> str:
        """The stem on one line."""
        return " ".join(self.question.prompt.stem.split())

    @cached_property
    def options(self) -> dict[str, str]:
        """The options' texts by id."""
        return {option.id: " ".join(option.text.split()) for option in self.question.prompt.options}

    @cached_property
    def right(self) -> str | None:
        """The one right option, in the types that have one."""
        key = self.question.key
        if self.type == "ranked":
            return str(max(key["values"], key=key["values"].__getitem__))
        return str(key["right"]) if self.type in ONE_RIGHT else None

    def message(self, words: str, *inside: str | int) -> Message:
        """A message about the question, or about a key inside it."""
        return self.text.message((*self.path, *(inside or ("id",))), f"{self.question.id}: {words}")


@dataclass(frozen=True)
class Known:
    """The facts that never carry a safety statement alone, and the virtual clients by id."""

    weak: frozenset[str]
    cases: Mapping[str, Case] = field(default_factory=dict)


Rule = Callable[[Asked, Known], Iterator[Message]]


def words(text: str) -> list[str]:
    """The words of a text in small letters, without marks."""
    return re.findall(r"[a-z0-9'’-]+", text.lower())
