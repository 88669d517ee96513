"""How sure and how right: what a learner stated over many clients, beside what was true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

EDGES = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True)
class Stated:
    """One belief that was stated: the percentage, whether it turned out true, and Bayes' percentage."""

    percent: int
    true: bool
    bayes: float


@dataclass(frozen=True)
class Bin:
    """Beliefs from `low` to `high` percent: how many, their mean, and the share of them that was true, in percent."""

    low: int
    high: int
    count: int
    mean: float
    true: float


@dataclass(frozen=True)
class Calibration:
    """`brier` is the mean squared distance from what was true, 0 (always right and sure) to 1; `distance` the mean
    distance from Bayes, in percentage points."""

    count: int
    bins: tuple[Bin, ...]
    brier: float
    distance: float


def stated(answer: Mapping[str, int], bayes: Mapping[str, float], truth: str) -> tuple[Stated, ...]:
    """The beliefs of one statement."""
    return tuple(Stated(percent, name == truth, 100 * bayes[name]) for name, percent in answer.items())


def calibration(beliefs: Iterable[Stated]) -> Calibration | None:
    """How the beliefs agree with what was true; None if none was stated. Brier 1950, Monthly Weather Review 78:1-3."""
    known = tuple(beliefs)
    if not known:
        return None
    bins = []
    for low, high in pairwise(EDGES):
        inside = [each for each in known if low <= each.percent < high or each.percent == high == EDGES[-1]]
        if inside:
            mean = sum(each.percent for each in inside) / len(inside)
            share = 100 * sum(each.true for each in inside) / len(inside)
            bins.append(Bin(low, high, len(inside), mean, share))
    brier = sum((each.percent / 100 - each.true) ** 2 for each in known) / len(known)
    distance = sum(abs(each.percent - each.bayes) for each in known) / len(known)
    return Calibration(len(known), tuple(bins), brier, distance)
