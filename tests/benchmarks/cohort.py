"""A million clients over twelve visits, against numpy drawing as many normal numbers and nothing else, in one run.

`python -m benchmarks.cohort` in `tests/`. The two take turns; the ratio is the median over the pairs. Only one person
in six books here, so that the simulation draws far more people than it keeps. Prints one line; exits with 1 above the
ceiling.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from course_tools.encounter.cohort import Model, simulate

CLIENTS, VISITS = 1_000_000, 12
ROUNDS = 5
CEILING = 4.0
MODEL = Model(
    mean=5.0,
    sd=2.0,
    icc=0.6,
    cut=7.0,
    natural=tuple(-0.1 * visit for visit in range(1, VISITS + 1)),
    context=(-0.5,) * VISITS,
    specific=(-0.3,) * VISITS,
)


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def draw() -> object:
    """As many normal numbers as there are scores, as numpy draws them by itself (float64)."""
    return np.random.default_rng(1).standard_normal((CLIENTS, VISITS))


def main() -> int:
    """Measure in turns, print, and say by the exit code whether the ceiling holds."""
    draw()
    pairs = [(seconds(lambda: simulate(MODEL, CLIENTS, seed=1)), seconds(draw)) for _ in range(ROUNDS)]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"Cohort: {CLIENTS:,} clients over {VISITS} visits {ours * 1000:.0f} ms, as many normal numbers "
        f"{theirs * 1000:.0f} ms, ratio {ratio:.2f} (at most {CEILING:g})."
    )
    return 0 if ratio <= CEILING else 1


if __name__ == "__main__":
    sys.exit(main())
