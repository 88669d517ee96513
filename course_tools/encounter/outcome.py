"""One client on one measure over visits: the model of the outcome lab (`cohort.py`) for a single person, without numpy.

    start    Y0 = mean + b + e0,  Var(b) = icc * sd^2,  Var(e) = (1 - icc) * sd^2,  b and e normal, Y0 at least the cut
    later    Yt = mean + b + natural(t) + context(t) + specific(t) + e_t

Context is there from the first visit; the specific effect grows evenly over the course; after it both fade until
`gone`. Lower is better. Scores are rounded, and kept within the scale.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from course_tools.content import Plan, Preset
from course_tools.content.case import NO_CARE

START = "start"


def natural(preset: Preset, time: float) -> float:
    """The change that would have come without care by that time; straight between its points, flat after the last."""
    return _between(((0.0, 0.0), *preset.natural), time)


def care(preset: Preset, plan: Plan | None, time: float) -> tuple[float, float]:
    """The context's and the specific effect's change by that time, in the measure's units; nothing without a plan."""
    if plan is None:
        return 0.0, 0.0
    left = 1.0
    if preset.gone is not None and time > preset.length:
        left = max(0.0, (preset.gone - time) / (preset.gone - preset.length))
    return plan.context * left, plan.specific * min(time / preset.length, 1.0) * left


def score(preset: Preset, plan: str, time: float, visit: int, seed: str) -> float:
    """The client's score at a visit (0 is the start), at that time, under the plan followed until then."""
    usual, errors = _person(preset, seed, visit)
    if visit == 0:
        return _on_scale(preset, usual + errors[0])
    followed = next((each for each in preset.plans if each.id == plan), None) if plan != NO_CARE else None
    context, specific = care(preset, followed, time)
    return _on_scale(preset, usual + natural(preset, time) + context + specific + errors[visit])


def measurement_error(preset: Preset) -> float:
    """The standard error of one measurement (SEM), in the measure's units: sd * sqrt(1 - icc) (Weir 2005)."""
    return preset.sd * sqrt(1 - preset.icc)


def detectable_change(preset: Preset) -> float:
    """The change that measurement error alone exceeds in 1 of 10 retests (MDC90): 1.645 * sqrt(2) * SEM (Weir 2005)."""
    return 1.645 * sqrt(2) * measurement_error(preset)


def _person(preset: Preset, seed: str, visit: int) -> tuple[float, Sequence[float]]:
    """A person who booked: the usual score (mean + b), and the error at each visit up to that one."""
    chance = random.Random(f"{seed}|outcome")  # noqa: S311 - a game, not a secret
    cut, error = preset.mean + preset.z * preset.sd, measurement_error(preset)
    while True:
        usual = chance.gauss(preset.mean, preset.sd * sqrt(preset.icc))
        first = chance.gauss(0, error)
        if usual + first >= cut:
            return usual, [first, *(chance.gauss(0, error) for _ in range(visit))]


def _between(points: Sequence[tuple[float, float]], time: float) -> float:
    for (t0, y0), (t1, y1) in pairwise(points):
        if time <= t1:
            return y0 + (y1 - y0) * (time - t0) / (t1 - t0)
    return points[-1][1]


def _on_scale(preset: Preset, value: float) -> float:
    low = preset.low if preset.low is not None else value
    high = preset.high if preset.high is not None else value
    return float(round(min(max(value, low), high)))
