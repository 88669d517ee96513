"""What an author writes in `assets/outcomes/<preset>.yaml` (pydantic)."""

from __future__ import annotations

from math import sqrt
from typing import Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id, Prose, Strict


class NumberText(Strict):
    """One number: a fact's (`fact`, and `number` or `name`), or supposed (`assumed`, with the reason)."""

    value: float
    fact: Id | None = None
    number: Prose | None = None
    name: Prose | None = None
    minus: Prose | None = None
    times: float = 1.0
    caveat: str = ""
    assumed: str = ""

    @model_validator(mode="after")
    def _one_origin(self) -> NumberText:
        if bool(self.fact) == bool(self.assumed):
            raise ValueError("a number has a `fact`, or says under `assumed` why it is supposed. Write one of the two")
        if bool(self.fact) != (bool(self.number) != bool(self.name)):
            raise ValueError("with a `fact` write its `number`, or the `name` of one that holds it")
        return self


class PointText(Strict):
    """A change from the start, and when it was reached."""

    at: NumberText
    change: NumberText


class NaturalText(Strict):
    """The course without care. Cohorts of people who came on a bad day hold regression to the mean as well."""

    holds_regression: bool
    points: list[PointText]


class ContextText(NumberText):
    """The part of care that is context: in the measure's units, in standard deviations, or as a share of care."""

    per: Literal["unit", "sd", "care"]


class PlanText(Strict):
    """One way to treat them, and what trials let a therapist say of it."""

    id: Id
    title: Prose
    against: Prose
    care: NumberText
    context: ContextText
    say: Prose
    evidence: list[Id]


class SpreadText(Strict):
    """Two of: the spread between people, the retest reliability, and the error (as SEM, or MDC at 90 %)."""

    sd: NumberText | None = None
    icc: NumberText | None = None
    sem: NumberText | None = None
    mdc90: NumberText | None = None

    @model_validator(mode="after")
    def _two(self) -> SpreadText:
        error = self.sem or self.mdc90
        if (self.sem and self.mdc90) or sum(each is not None for each in (self.sd, self.icc, error)) != 2:
            raise ValueError("the spread follows from two of `sd`, `icc`, and `sem` or `mdc90`. Write two")
        if any(each is not None and each.value <= 0 for each in (self.sd, error)):
            raise ValueError("a spread and an error are above 0")
        if self.icc is not None and not 0 <= self.icc.value < 1:
            raise ValueError("a reliability is at least 0 and below 1")
        return self

    def solved(self) -> tuple[float, float]:
        """sd and icc, by SEM = sd * sqrt(1 - icc) and MDC90 = 1.645 * sqrt(2) * SEM (Weir 2005)."""
        sem = self.sem.value if self.sem else self.mdc90.value / (1.645 * sqrt(2)) if self.mdc90 else 0.0
        if self.icc is not None:
            return self.sd.value if self.sd else sem / sqrt(1 - self.icc.value), self.icc.value
        sd = self.sd.value if self.sd else sem
        return sd, 1 - (sem / sd) ** 2


class OutcomesText(Strict):
    """A preset of the outcome lab."""

    format: Literal["outcomes/1"]
    id: Id
    order: int
    title: Prose
    people: Prose
    measure: Prose
    unit: Prose
    scale: tuple[float, float] | None = Field(default=None, strict=False)
    time: Literal["weeks", "months"]
    visits: NumberText
    length: NumberText
    later: list[float] = Field(default_factory=list)
    start: NumberText
    spread: SpreadText
    cut: NumberText
    natural: NaturalText
    gone: NumberText | None = None
    better: NumberText
    important: NumberText | None = None
    note: Prose
    plans: list[PlanText] = Field(min_length=1)

    @model_validator(mode="after")
    def _times(self) -> OutcomesText:
        ends = [point.at.value for point in self.natural.points]
        if ends != sorted({end for end in ends if end > 0}):
            raise ValueError("natural: the times of its points must rise, from above 0")
        if self.later != sorted({look for look in self.later if look > self.length.value}):
            raise ValueError("later: looks rise, and come after the course")
        if self.later and self.gone is None:
            raise ValueError("later: say under `gone` when the effects of care have faded")
        if self.gone is not None and self.gone.value <= self.length.value:
            raise ValueError("gone: the effects of care fade after the course, so this time must be later than its end")
        return self
