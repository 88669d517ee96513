"""How good massage looks beside different rivals: as people, and as points with their interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from statistics import NormalDist

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_tools.figures.picture import BLUE, GREEN, GREY, INK, ORANGE, Picture, hundred, signs

ALIKE = 50
SPAN = 3.6


@dataclass(frozen=True)
class Rival:
    """What the other group got, in words; the standardized mean difference of massage against it (below 0: less pain).

    `finding` is the title, `say` what a therapist may say about it.
    """

    name: str
    smd: float
    finding: str
    say: str


@dataclass(frozen=True)
class Margin:
    """What the other group got; massage's difference in points (below 0: less pain) with its 95% interval."""

    name: str
    best: float
    low: float
    high: float
    say: str

    @property
    def in_words(self) -> str:
        """The difference with its interval."""
        return f"{_points(self.best)} ({_points(self.low)} to {_points(self.high)})"


def better_of_hundred(smd: float) -> int:
    """Of 100 people with massage, how many do better than the average person of the other group.

    Cohen's U3: the normal distribution at the size of the difference, for two bell-shaped groups of equal spread
    (Cohen 1988).
    """
    return round(100 * NormalDist().cdf(-smd))


def people(rival: Rival, trials: int) -> Picture:
    """100 people who got massage beside the average of the other group, and how far the two groups overlap."""
    better = better_of_hundred(rival.smd)
    more, rest = better - ALIKE, 100 - better
    figure = Figure(figsize=(7.4, 4.6), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.1))
    hundred(left, [(ALIKE, BLUE, "o"), (more, ORANGE, "s"), (rest, GREY, "^")])
    signs(
        left,
        [
            (ALIKE, BLUE, "●", "do better, as with no difference"),
            (more, ORANGE, "■", "more do better"),
            (rest, GREY, "▲", "do not"),
        ],
    )
    left.set_title("100 people with massage, beside the\naverage person of the other group", fontsize=11, color=INK)
    _overlap(right, rival)
    figure.supxlabel(f"What you may say: {rival.say}", fontsize=11, color=INK, weight="bold")
    return Picture(
        figure,
        title=rival.finding.format(better=better, more=more),
        alt=(
            f"A square of 100 signs: of 100 people with massage, {better} have less pain than the average of the "
            f"group that got {rival.name}. {ALIKE} would with no difference at all; {more} are more than that; {rest} "
            f"do not. Beside it two bell shapes that overlap, massage and {rival.name}, {abs(rival.smd)} spreads apart."
        ),
        note=(
            f"From one review of {trials} trials, of pain of many kinds (low certainty). Its summary gives no interval "
            "and no time. The people are arithmetic: they suppose two bell-shaped groups of equal spread."
        ),
        columns=("Measure", "Value"),
        rows=[
            ("The other group got", rival.name),
            ("Standardized mean difference", f"{rival.smd:.2f}".replace("-", "−")),
            ("Better than the other group's average, of 100", str(better)),
            ("Of these, more than with no difference", str(more)),
        ],
    )


def points(chosen: Margin, margins: Sequence[Margin], worthwhile: float, trials: int) -> Picture:
    """Massage's difference on a pain scale of 0 to 100, with its interval, beside no difference and `worthwhile`."""
    figure = Figure(figsize=(7.4, 3.5), layout="constrained")
    _ruler(figure.subplots(), chosen, worthwhile)
    figure.suptitle(f"Neck pain: massage against {chosen.name}", fontsize=11, color=INK)
    figure.supxlabel(f"What you may say: {chosen.say}", fontsize=11, color=INK, weight="bold")
    return Picture(
        figure,
        title=_finding(chosen, worthwhile),
        alt=(
            f"A line of differences on a pain scale of 0 to 100. Massage against {chosen.name}: {chosen.in_words} "
            "points; below zero is less pain with massage. "
            f"A difference of {worthwhile:g} points or more is marked as one that matters."
        ),
        note=(
            f"From one review of {trials} trials of neck pain, which takes {worthwhile:g} points as a difference that "
            "matters (up to 12 weeks; low certainty). The interval holds the values that fit the data."
        ),
        columns=("Massage against", "Points on a pain scale of 0 to 100 (95% interval)"),
        rows=[(margin.name, margin.in_words) for margin in margins],
    )


def _finding(margin: Margin, worthwhile: float) -> str:
    if margin.low < 0 < margin.high:
        return f"Against {margin.name} the interval holds zero: neither is shown to be better"
    if margin.low > -worthwhile:
        return f"Against {margin.name} massage does better, by less than a difference that matters"
    return f"Against {margin.name} massage does better, and the interval is wide: nobody knows how much"


def _overlap(axes: Axes, rival: Rival) -> None:
    """Two bell shapes, less pain to the right, with the other group's average marked."""
    steps = [-SPAN + i * (2 * SPAN + 1.2) / 200 for i in range(201)]
    for middle, color in ((0.0, GREY), (-rival.smd, BLUE)):
        heights = [exp(-((x - middle) ** 2) / 2) for x in steps]
        axes.fill_between(steps, heights, color=color, alpha=0.4, linewidth=0)
        axes.plot(steps, heights, color=color, linewidth=2)
    axes.axvline(0, ymax=0.76, color=INK, linewidth=1.2, linestyle="--")
    axes.text(-0.25, 1.06, rival.name, ha="right", fontsize=11, color=INK)
    axes.text(-rival.smd + 0.1, 1.06, "massage", ha="left", fontsize=11, color=INK)
    axes.set_ylim(0, 1.3)
    axes.set_yticks([])
    axes.set_xticks([])
    axes.set_xlabel("more pain  ◀        ▶  less pain", fontsize=11)
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.set_title(f"How far the groups lie apart:\n{abs(rival.smd)} of the usual spread", fontsize=11, color=INK)


def _ruler(axes: Axes, margin: Margin, worthwhile: float) -> None:
    """The interval on its scale, between a difference that matters and no difference."""
    axes.axvspan(-36, -worthwhile, color=GREEN, alpha=0.13, linewidth=0)
    axes.axvline(0, color=INK, linewidth=1.2)
    axes.hlines(0, margin.low, margin.high, color=BLUE, linewidth=9, alpha=0.5)
    axes.scatter(margin.best, 0, s=150, color=BLUE, zorder=3, edgecolors=INK)
    words = axes.text(margin.best, 0.24, f"{margin.in_words} points", ha="center", fontsize=12, color=INK)
    words.set_bbox({"facecolor": "white", "alpha": 0.85, "linewidth": 0, "pad": 2})
    matters = f"{worthwhile:g} points or more:\na difference that matters"
    axes.text(-23, 0.78, matters, ha="center", fontsize=11, color=INK)
    axes.text(0.4, -0.72, "no difference", fontsize=11, color=INK)
    axes.text(-0.6, -0.72, "less pain with massage  ◀", ha="right", fontsize=11, color=INK)
    axes.set_xlim(-36, 13)
    axes.set_ylim(-0.95, 1.15)
    axes.set_yticks([])
    axes.set_xticks(range(-30, 11, 10), [_points(tick) for tick in range(-30, 11, 10)])
    axes.set_xlabel("Difference on a pain scale of 0 to 100, with 95% interval")
    axes.spines[["left", "right", "top"]].set_visible(False)


def _points(value: float) -> str:
    return f"{round(value, 1):g}".replace("-", "−")
