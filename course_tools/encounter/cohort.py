"""The outcome lab: many simulated clients on one measure, and what their average fall is made of.

The model, for client i at visit t, all in the units of the measure (lower is better):

    start    Y0 = mean + b_i + e0,  Var(b) = icc * sd^2,  Var(e) = (1 - icc) * sd^2,  b and e normal
    later    Yt = mean + b_i + natural(t) + context(t) + specific(t) * z_i + e_t
    booking  a person becomes a client when Y0 >= cut

A fall is Y0 - Yt. Whoever books on a bad day falls without any cause at all: regression to the mean, of the expected
size (1 - icc) * sd * phi(z) / (1 - Phi(z)) at z = (cut - mean) / sd (Barnett, van der Pols and Dobson 2005,
International Journal of Epidemiology 34:215-220). The only module of its layer that needs numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import erfc, exp, inf, isfinite, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from course_tools.content import Plan, Preset

Floats = NDArray[np.float32]
HIGHEST_CUT = 3.0
"""In standard deviations over the mean: beyond it, under 2 of 1,000 people would ever book."""
PEOPLE_AT_ONCE, CLIENTS_AT_ONCE = 65_536, 16_384


@dataclass(frozen=True)
class Model:
    """What is supposed. `mean`, `sd` and `cut` in the measure's units, `icc` from 0 to 1.

    `natural`, `context` and `specific` hold the change that each has brought about by each visit: below zero is
    better. Raises ValueError for a model that cannot be.
    """

    mean: float
    sd: float
    icc: float
    cut: float
    natural: tuple[float, ...]
    context: tuple[float, ...]
    specific: tuple[float, ...]

    def __post_init__(self) -> None:
        if not (self.sd > 0 and 0 <= self.icc <= 1 and isfinite(self.mean) and isfinite(self.sd)):
            raise ValueError("the spread must be above 0, and the reliability from 0 to 1")
        if not self.z <= HIGHEST_CUT:
            raise ValueError(f"the cut must be at most {HIGHEST_CUT:g} standard deviations over the mean")
        if not self.natural or not len(self.natural) == len(self.context) == len(self.specific):
            raise ValueError("natural course, context and specific effect need one value for each visit")

    @property
    def z(self) -> float:
        """The cut, in standard deviations over the mean."""
        return (self.cut - self.mean) / self.sd

    @property
    def visits(self) -> int:
        """How many visits follow the start."""
        return len(self.natural)

    @property
    def error(self) -> float:
        """The standard deviation of one measurement's error (SEM), in the measure's units."""
        return measurement_error(self.sd, self.icc)


@dataclass(frozen=True)
class Split:
    """A mean fall and its four parts, in the measure's units; above zero is a fall. The parts sum to the fall.

    With few clients `regression` holds their luck too: it is the mean error at the start less the mean error now.
    """

    fall: float
    natural: float
    regression: float
    context: float
    specific: float


@dataclass(frozen=True)
class Trial:
    """A mean difference between randomized arms, and its standard error, in the measure's units."""

    difference: float
    standard_error: float


@dataclass(frozen=True)
class Cohort:
    """Simulated clients: `usual` (mean + b), `error` (e0) and `treated` (z), shape (clients,); `scores` (Yt), shape
    (clients, visits). All but `treated` are float32, in the measure's units."""

    model: Model
    usual: Floats = field(repr=False)
    error: Floats = field(repr=False)
    treated: NDArray[np.bool_] = field(repr=False)
    scores: Floats = field(repr=False)

    @property
    def start(self) -> Floats:
        """The scores at booking (Y0), shape (clients,)."""
        return self.usual + self.error

    def untreated(self, visit: int) -> Floats:
        """What the same people would have scored at a visit (from 0) without care, on the same days: (clients,)."""
        return self.scores[:, visit] - self._care(visit)

    def split(self, visit: int) -> Split:
        """What the clients' mean fall by a visit (from 0) is made of."""
        model, scores = self.model, self.scores[:, visit]
        error_now = scores - self.usual - np.float32(model.natural[visit]) - self._care(visit)
        return Split(
            fall=_mean(self.start) - _mean(scores),
            natural=0.0 - model.natural[visit],
            regression=_mean(self.error) - _mean(error_now),
            context=0.0 - model.context[visit],
            specific=0.0 - model.specific[visit] * _mean(self.treated),
        )

    def between_arms(self, visit: int) -> Trial:
        """What a trial would report at a visit (from 0): treated less untreated, by Welch's standard error.

        Everyone has the context, so the difference estimates `specific`. Raises ValueError if there is one arm only.
        """
        arms = self.scores[self.treated, visit], self.scores[~self.treated, visit]
        if min(map(len, arms)) < 2:
            raise ValueError("one arm alone compares nothing: simulate a trial")
        spread = sum(float(arm.var(ddof=1, dtype=np.float64)) / len(arm) for arm in arms)
        return Trial(_mean(arms[0]) - _mean(arms[1]), sqrt(spread))

    def _care(self, visit: int) -> Floats:
        context, specific = np.float32(self.model.context[visit]), np.float32(self.model.specific[visit])
        return np.where(self.treated, context + specific, context)


def simulate(model: Model, clients: int, seed: int, *, trial: bool = False) -> Cohort:
    """That many clients who booked. Everyone is treated, or in a `trial` each with an even chance, by lot.

    The same seed gives the same people and the same errors, whatever the effects are; a smaller cohort is the start
    of a larger one. Raises ValueError for fewer than one client.
    """
    if clients < 1:
        raise ValueError("a cohort has at least one client")
    people, errors, lots = np.random.default_rng(seed).spawn(3)
    usual, error = _book(model, clients, people)
    treated = lots.random(clients, dtype=np.float32) < 0.5 if trial else np.ones(clients, dtype=np.bool_)
    without = np.add(model.natural, model.context, dtype=np.float32)
    shifts = np.stack([without, without + np.array(model.specific, dtype=np.float32)])
    scores = np.empty((clients, model.visits), dtype=np.float32)
    for rows in _slices(clients):
        part = scores[rows]
        errors.standard_normal(out=part, dtype=np.float32)
        part *= np.float32(model.error)
        part += usual[rows, np.newaxis]
        part += shifts[treated[rows].astype(np.intp)] if trial else shifts[1]
    return Cohort(model, usual, error, treated, scores)


def regression(sd: float, icc: float, z: float) -> float:
    """The mean fall of people who booked at z standard deviations or more, with nothing done: `sd`'s units.

    (1 - icc) * sd * phi(z) / (1 - Phi(z)); Barnett and others 2005, as above.
    """
    return (1 - icc) * sd * excess(z)


def excess(z: float) -> float:
    """By how many standard deviations those at z or above exceed the mean: phi(z) / (1 - Phi(z)), without unit.

    The inverse Mills ratio; 0 where everyone books (z = -inf).
    """
    return 0.0 if z == -inf else exp(-z * z / 2) / sqrt(2 * pi) / (erfc(z / sqrt(2)) / 2)


def measurement_error(sd: float, icc: float) -> float:
    """The standard error of one measurement (SEM), in `sd`'s units.

    sd * sqrt(1 - icc) (Weir 2005, Journal of Strength and Conditioning Research 19:231-240).
    """
    return sd * sqrt(1 - icc)


def detectable_change(sd: float, icc: float) -> float:
    """The change that measurement error alone exceeds in 1 of 10 retests (MDC90), in `sd`'s units.

    1.645 * sqrt(2) * sd * sqrt(1 - icc) (Weir 2005, as above).
    """
    return 1.645 * sqrt(2) * measurement_error(sd, icc)


def model_of(preset: Preset, plan: Plan, changes: Mapping[str, float]) -> Model:
    """A preset's model under one of its plans, with the learner's `changes` to it, at the preset's times.

    `changes` may hold `z` (the cut, in standard deviations), `icc`, and `natural`, `context` and `specific`: each as
    the change by the end of the course, in the measure's units. Between two points of the natural course the line is
    straight. Context is there from the first visit; the specific effect grows evenly with each visit of the course;
    after the course both fade evenly until `gone`.
    """
    z, icc = changes.get("z", preset.z), changes.get("icc", preset.icc)
    times = np.array(preset.times)
    natural = _natural(preset, times, changes.get("natural", preset.natural_by_end))
    grown = np.minimum(times / preset.length, 1)
    left = np.ones_like(times) if preset.gone is None else np.interp(times, [preset.length, preset.gone], [1, 0])
    context = changes.get("context", plan.context) * left
    specific = changes.get("specific", plan.specific) * grown * left
    return Model(
        mean=preset.mean,
        sd=preset.sd,
        icc=icc,
        cut=preset.mean + z * preset.sd,
        natural=tuple(natural.tolist()),
        context=tuple(context.tolist()),
        specific=tuple(specific.tolist()),
    )


def _natural(preset: Preset, times: NDArray[np.float64], by_end: float) -> NDArray[np.float64]:
    """The natural course in the preset's shape, brought to `by_end` at the end of the course; straight without one."""
    if preset.natural_by_end == 0:
        return by_end * np.minimum(times / preset.length, 1)
    at, change = np.array([(0.0, 0.0), *preset.natural]).T
    shape: NDArray[np.float64] = np.interp(times, at, change)
    return shape * (by_end / preset.natural_by_end)


def _book(model: Model, clients: int, people: np.random.Generator) -> tuple[Floats, Floats]:
    """The usual score (mean + b) and the error at the start of the first people who book, shape (clients,) each."""
    usual, error = np.empty((2, clients), dtype=np.float32)
    booked = 0
    while booked < clients:
        drawn = people.standard_normal((2, PEOPLE_AT_ONCE), dtype=np.float32)
        drawn[0] *= np.float32(model.sd * sqrt(model.icc))
        drawn[0] += np.float32(model.mean)
        drawn[1] *= np.float32(model.error)
        chosen = np.flatnonzero(drawn[0] + drawn[1] >= model.cut)[: clients - booked]
        usual[booked : booked + len(chosen)] = drawn[0][chosen]
        error[booked : booked + len(chosen)] = drawn[1][chosen]
        booked += len(chosen)
    return usual, error


def _slices(clients: int) -> Iterator[slice]:
    return (slice(start, min(start + CLIENTS_AT_ONCE, clients)) for start in range(0, clients, CLIENTS_AT_ONCE))


def _mean(values: NDArray[np.float32] | NDArray[np.bool_]) -> float:
    return float(values.mean(dtype=np.float64))
