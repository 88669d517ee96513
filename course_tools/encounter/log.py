"""The log of an encounter, one JSON line an action; and back: replaying it gives the same encounter.

A claimed score is nowhere in it. `disclosed` and `cost` are there to be read, and must agree with what replaying gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from course_tools.content.case import Case
from course_tools.encounter.game import Encounter, begin
from course_tools.problem import CourseProblem

FORMAT = "case-log/1"


@dataclass(frozen=True)
class Entry:
    """One action as the log holds it."""

    case: str
    version: str
    seed: str
    step: int
    action: str
    cost: int
    disclosed: tuple[str, ...]

    def to_line(self) -> bytes:
        """The line, with its newline."""
        data = {"format": FORMAT, **self.__dict__}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Entry | None:
        """Read a line back; None for one that is torn or of another shape."""
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            return None
        texts = [data.get(name) for name in ("case", "version", "seed", "action")]
        numbers = [data.get(name) for name in ("step", "cost")]
        disclosed: Any = data.get("disclosed")
        if not all(isinstance(each, str) for each in texts) or not all(type(each) is int for each in numbers):
            return None
        if not isinstance(disclosed, list) or not all(isinstance(each, str) for each in disclosed):
            return None
        return cls(
            data["case"], data["version"], data["seed"], data["step"], data["action"], data["cost"], tuple(disclosed)
        )


def seed_of(case: Case, attempt: int) -> str:
    """The seed of a learner's first, second … try: the same tries show the same order to everyone."""
    return f"{case.id}|{attempt}"


def entries(encounter: Encounter) -> tuple[Entry, ...]:
    """The log of an encounter."""
    case = encounter.case
    return tuple(
        Entry(case.id, case.version, encounter.seed, number, s.action.name, s.action.minutes, s.disclosed)
        for number, s in enumerate(encounter.steps, start=1)
    )


def replay(case: Case, seed: str, log: Iterable[Entry]) -> Encounter:
    """Play a log again. Raises CourseProblem, which names the first step that cannot have been."""
    encounter = begin(case, seed)
    for number, entry in enumerate(log, start=1):
        wrong = f"Step {number} of this log cannot have been: "
        if (entry.case, entry.version, entry.seed) != (case.id, case.version, seed):
            raise CourseProblem(f"{wrong}it belongs to another client, another version or another try.")
        if entry.step != number:
            raise CourseProblem(f"{wrong}it says that it is step {entry.step}.")
        try:
            encounter = encounter.take(entry.action)
        except CourseProblem as problem:
            raise CourseProblem(f"{wrong}{problem}") from None
        if entries(encounter)[-1] != entry:
            raise CourseProblem(f"{wrong}“{entry.action}” costs and tells something else.")
    return encounter
