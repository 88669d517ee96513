"""The log of an encounter, one JSON line an action; and back: replaying it gives the same encounter.

A claimed score counts for nothing: all that a line says beside the action and its answer is there to be read, and must
agree with what replaying gives.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from course_tools.content.case import Case
from course_tools.content.question import Json
from course_tools.encounter.game import Encounter, begin
from course_tools.encounter.score import score
from course_tools.problem import CourseProblem

FORMAT = "case-log/2"
EARLIER_FORMATS = ("case-log/1",)
MOST_STEPS, LARGEST_SCORE = 400, 1e6
TEXTS, NUMBERS = ("case", "version", "seed", "action"), ("attempt", "step", "cost")


@dataclass(frozen=True)
class Entry:
    """One action as the log holds it.

    `belief` has the shares that the learner had stated before the action and after it, in percent; empty before the
    first. `score` is the case's score so far, from 0 to 1.
    """

    case: str
    version: str
    attempt: int
    seed: str
    step: int
    action: str
    answer: Mapping[str, Any]
    cost: int
    disclosed: tuple[str, ...]
    belief: tuple[Mapping[str, int], Mapping[str, int]]
    score: float

    def to_line(self) -> bytes:
        """The line, with its newline."""
        return json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def to_json(self) -> Json:
        """What the line holds."""
        return {"format": FORMAT, **self.__dict__, "disclosed": list(self.disclosed), "belief": list(self.belief)}

    @classmethod
    def from_line(cls, line: bytes) -> Entry | None:
        """Read a line back; None for one that is torn or of another shape."""
        return cls.from_json(_object(line))

    @classmethod
    def from_json(cls, data: Json) -> Entry | None:
        """Read what a line holds; None for another shape."""
        if data.get("format") != FORMAT or set(data) != {"format", *cls.__dataclass_fields__}:
            return None
        if not all(isinstance(data[name], str) for name in TEXTS):
            return None
        if not all(type(data[name]) is int for name in NUMBERS) or type(data["score"]) not in (int, float):
            return None
        if not abs(data["score"]) <= LARGEST_SCORE:
            return None
        belief, disclosed = data["belief"], data["disclosed"]
        if not isinstance(disclosed, list) or not all(isinstance(each, str) for each in disclosed):
            return None
        if not isinstance(belief, list) or [type(each) for each in belief] != [dict, dict]:
            return None
        if not isinstance(data["answer"], dict):
            return None
        fields = {name: data[name] for name in cls.__dataclass_fields__}
        return cls(**{**fields, "disclosed": tuple(disclosed), "belief": tuple(belief)})


def case_of(line: bytes) -> str | None:
    """The case that a line is about, in this format or an earlier one; None for any other line."""
    data = _object(line)
    known = data.get("format") in (FORMAT, *EARLIER_FORMATS) and isinstance(data.get("case"), str)
    return data["case"] if known else None


def seed_of(case: Case, attempt: int) -> str:
    """The seed of a learner's first, second … try: the same tries show the same order to everyone."""
    return f"{case.id}|{attempt}"


def entries(encounter: Encounter, attempt: int) -> tuple[Entry, ...]:
    """The log of an encounter."""
    return tuple(_entry(encounter.until(step), attempt) for step in range(1, len(encounter.steps) + 1))


def read_log(data: Any) -> tuple[Entry, ...]:
    """A log that is an answer: a list of what the lines hold. Raises CourseProblem."""
    if not isinstance(data, list) or len(data) > MOST_STEPS:
        raise CourseProblem("The answer is no log of a meeting with a client.")
    log = []
    for number, each in enumerate(data, start=1):
        entry = Entry.from_json(each) if isinstance(each, dict) else None
        if entry is None:
            raise CourseProblem(f"Step {number} of this log cannot be read.")
        log.append(entry)
    return tuple(log)


def replay(case: Case, log: Iterable[Entry], seed: str = "") -> Encounter | None:
    """Play a log again; None if it is empty. Raises CourseProblem, which names the first step that cannot have been.

    `seed` is the one that the log must have, where it is a quiz's; without it, one of a learner's tries.
    """
    encounter: Encounter | None = None
    for number, entry in enumerate(log, start=1):
        wrong = f"Step {number} of this log cannot have been: "
        if encounter is None:
            encounter, first = begin(case, entry.seed), entry
        if entry.case != case.id:
            raise CourseProblem(f"{wrong}it belongs to another client.")
        if entry.version != case.version:
            raise CourseProblem(f"{wrong}it belongs to another version of this client.")
        if (entry.seed, entry.attempt) != (first.seed, first.attempt):
            raise CourseProblem(f"{wrong}it belongs to another try.")
        if seed and entry.seed != seed:
            raise CourseProblem(f"{wrong}it belongs to another quiz, or to another trainee's form.")
        if not seed and not 1 <= _draw(case, entry.seed) <= entry.attempt:
            raise CourseProblem(f"{wrong}its seed belongs to no try until then.")
        if entry.step != number:
            raise CourseProblem(f"{wrong}it says that it is step {entry.step}.")
        try:
            encounter = encounter.take(entry.action, entry.answer)
        except CourseProblem as problem:
            raise CourseProblem(f"{wrong}{problem}") from None
        played = _entry(encounter, entry.attempt)
        if replace(played, score=entry.score) != entry:
            raise CourseProblem(f"{wrong}“{entry.action}” costs and tells something else.")
        if played.score != entry.score:
            raise CourseProblem(f"{wrong}it claims a score of {entry.score:g}, and playing gives {played.score:g}.")
    return encounter


def _entry(encounter: Encounter, attempt: int) -> Entry:
    case, step = encounter.case, encounter.steps[-1]
    stated = [dict(each.given) for each in encounter.steps if each.action.kind == "believe"]
    after = stated[-1] if stated else {}
    before = after
    if step.action.kind == "believe":
        before = stated[-2] if len(stated) > 1 else {}
    return Entry(
        case=case.id,
        version=case.version,
        attempt=attempt,
        seed=encounter.seed,
        step=len(encounter.steps),
        action=step.action.name,
        answer=dict(step.given),
        cost=step.action.minutes,
        disclosed=step.disclosed,
        belief=(before, after),
        score=score(encounter).value,
    )


def _draw(case: Case, seed: str) -> int:
    """The try that a seed was made for; 0 for a seed of none."""
    fits = re.fullmatch(rf"{re.escape(seed_of(case, 0)[:-1])}([1-9][0-9]{{0,5}})", seed)
    return int(fits[1]) if fits else 0


def _object(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
