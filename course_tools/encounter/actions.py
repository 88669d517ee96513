"""What may be done: an action with its words and its minutes, and what it asks for besides."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from course_tools.problem import CourseProblem

CONSENT, BELIEVE, MEASURE = "consent.", "believe.", "measure."
PLAN, REACT = ".plan", ".react"
WHOLE = 100
Kind = Literal["ask", "consent", "examine", "measure", "believe", "decide", "plan", "react"]
Answer = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One thing that an action asks for: `one` or `some` of its choices, or a whole `number` from low to high.

    The choices of a number, if it has any, are words for its values.
    """

    name: str
    text: str
    kind: Literal["one", "some", "number"]
    choices: Mapping[str, str]
    low: int = 0
    high: int = 0

    def holds(self, value: Any) -> bool:
        """Whether that is an answer to it."""
        if self.kind == "number":
            return type(value) is int and self.low <= value <= self.high
        if self.kind == "one":
            return isinstance(value, str) and value in self.choices
        return (
            isinstance(value, list)
            and bool(value)
            and all(isinstance(each, str) and each in self.choices for each in value)
            and len(set(value)) == len(value)
        )

    def any(self, chance: random.Random) -> Any:
        """Any answer to it."""
        if self.kind == "number":
            return chance.randint(self.low, self.high)
        names = list(self.choices)
        return chance.choice(names) if self.kind == "one" else chance.sample(names, chance.randint(1, len(names)))


@dataclass(frozen=True)
class Action:
    """Something that may be done now: its name, its words, its minutes, and what must be answered with it."""

    name: str
    kind: Kind
    text: str
    minutes: int
    fields: tuple[Field, ...] = ()

    @property
    def item(self) -> str:
        """The id of what is done, as gates and key features name it."""
        return self.name.rpartition(".")[2] if self.kind == "decide" else self.name

    def checked(self, answer: Any) -> Answer:
        """The answer in its own order. Raises CourseProblem, in a sentence for the learner, if it does not fit."""
        if not isinstance(answer, Mapping) or not set(answer) <= {field.name for field in self.fields}:
            raise CourseProblem("This answer does not belong to what was asked.")
        for field in self.fields:
            if not field.holds(answer.get(field.name)):
                bounds = f": a whole number from {field.low} to {field.high}" if field.kind == "number" else ""
                raise CourseProblem(f"“{field.text}” is still open{bounds}.")
        if self.kind == "believe" and sum(answer.values()) != WHOLE:
            raise CourseProblem(f"Your numbers add up to {sum(answer.values())}; they must add up to {WHOLE}.")
        return {
            field.name: sorted(answer[field.name]) if field.kind == "some" else answer[field.name]
            for field in self.fields
        }

    def any(self, chance: random.Random) -> Answer:
        """Any answer that fits."""
        if self.kind != "believe":
            return {field.name: field.any(chance) for field in self.fields}
        cuts = sorted(chance.randint(0, WHOLE) for _ in self.fields[1:])
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, WHOLE], strict=True)]
        return {field.name: part for field, part in zip(self.fields, parts, strict=True)}
