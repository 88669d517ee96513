"""The presets of the outcome lab: what is known or supposed of some clients, as built from `assets/outcomes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from course_tools.content.store import read_built

OUTCOMES_FORMAT = "built-outcomes/1"


@dataclass(frozen=True)
class Origin:
    """A number of a preset in words, and where it is from: a `fact` of the evidence base, or nothing (supposed).

    `remark` says what is supposed and why; with a fact, how the number is used beyond what was measured.
    """

    label: str
    value: str
    fact: str
    remark: str


@dataclass(frozen=True)
class Plan:
    """One way to treat them. `context` and `specific`: the changes by the end of the course, below zero is better.

    `say` is what trials let a therapist say of it, on the facts in `evidence`.
    """

    id: str
    title: str
    context: float
    specific: float
    say: str
    evidence: tuple[str, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True)
class Preset:
    """Some clients and one measure on which lower is better; scores in `unit`, times in `time` (weeks, months).

    `low` and `high` end the scale, where it has ends. `visits` are spread evenly over `length`; `later` are looks
    after the course. `mean` and `sd` are of the people among whom clients are, `z` the cut at booking in standard
    deviations over that mean, `start` the clients' mean at booking. `natural` holds (time, change) without care and
    apart from regression to the mean; `gone` is when the effects of care have faded. `better` is the share of the
    start by which a client must fall to count as better, `important` the minimal important change, if one is known.
    """

    id: str
    title: str
    people: str
    measure: str
    unit: str
    low: float | None
    high: float | None
    time: str
    visits: int
    length: float
    later: tuple[float, ...]
    start: float
    mean: float
    sd: float
    icc: float
    z: float
    natural: tuple[tuple[float, float], ...]
    gone: float | None
    better: float
    important: float | None
    note: str
    plans: tuple[Plan, ...]
    origins: tuple[Origin, ...]

    @property
    def times(self) -> tuple[float, ...]:
        """When each visit and each later look is."""
        return (*(self.length * (i + 1) / self.visits for i in range(self.visits)), *self.later)

    @property
    def natural_by_end(self) -> float:
        """The natural course's change by the end of the course: straight between its points, flat after the last."""
        before = (0.0, 0.0)
        for at, change in self.natural:
            if at >= self.length:
                return before[1] + (change - before[1]) * (self.length - before[0]) / (at - before[0])
            before = (at, change)
        return before[1]


@cache
def load_presets() -> Mapping[str, Preset]:
    """The presets by id, in order. Raises CourseProblem."""
    return {each["id"]: _preset(each) for each in read_built("outcomes.json", OUTCOMES_FORMAT)["presets"]}


def _preset(data: Mapping[str, Any]) -> Preset:
    lists = {
        "later": tuple(data["later"]),
        "natural": tuple((at, change) for at, change in data["natural"]),
        "plans": tuple(_plan(plan) for plan in data["plans"]),
        "origins": _origins(data["origins"]),
    }
    return Preset(**{**data, **lists})


def _plan(data: Mapping[str, Any]) -> Plan:
    return Plan(**{**data, "evidence": tuple(data["evidence"]), "origins": _origins(data["origins"])})


def _origins(data: list[dict[str, str]]) -> tuple[Origin, ...]:
    return tuple(Origin(**each) for each in data)
