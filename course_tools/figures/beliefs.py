"""How sure somebody is of some beliefs, and what that means for how many are right."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from course_tools.figures.picture import BLUE, INK, ORANGE, Picture, hundred, signs, to_hundred

RULE, BROWN = "#8c959f", "#8a4b00"


def all_right(sure: Mapping[str, float]) -> float:
    """The chance that all are right, if each is right as often as one is sure of it, independently (percent in)."""
    return prod(percent / 100 for percent in sure.values())


def sure_and_right(sure: Mapping[str, int], right: int | None) -> Picture:
    """How sure one is of each belief (percent), and 100 people who are right as often as they are sure.

    `right` is how many of the beliefs turned out right, once that is known.
    """
    expected = sum(sure.values()) / 100
    clean, slip = to_hundred([all_right(sure), 1 - all_right(sure)])
    figure = Figure(figsize=(7.4, 4.2), layout=ConstrainedLayoutEngine(h_pad=0.12))
    left, right_side = figure.subplots(1, 2, width_ratios=(1.25, 1))
    _lines(left, sure, right)
    hundred(right_side, [(clean, BLUE, "o"), (slip, ORANGE, "s")])
    right_side.set_title("100 people as sure as you,\nand right as often as that", fontsize=11, color=INK)
    signs(right_side, [(clean, BLUE, "●", "all five right"), (slip, ORANGE, "■", "wrong about at least one")])
    known = "" if right is None else f" {right} of 5 were right."
    return Picture(
        figure,
        title=_title(slip, expected, right),
        alt=(
            "Left, how sure you are of each belief: "
            + ", ".join(f"{name} {percent} %" for name, percent in sure.items())
            + f". That adds up to {expected:.1f} right of 5.{known} Right, 100 people as sure as you, and right as "
            f"often as they are sure: {clean} have all five right, {slip} are wrong about at least one."
        ),
        note=(
            "This is arithmetic, not a study: it supposes that you are right as often as you are sure, and that the "
            "five do not hang together."
        ),
        columns=("Belief", "How sure, in percent"),
        rows=[
            *((name, str(percent)) for name, percent in sure.items()),
            ("Right of 5, if you are as right as you are sure", f"{expected:.1f}"),
            ("Right of 5, marked", "not yet" if right is None else str(right)),
            ("Of 100 such people: all five right", str(clean)),
            ("Of 100 such people: wrong about at least one", str(slip)),
        ],
    )


def _title(slip: int, expected: float, right: int | None) -> str:
    if right is None:
        return f"As sure as that, {slip} of 100 people are still wrong about at least one"
    if abs(expected - right) < 0.5:
        return f"You felt sure of {expected:.1f} of 5, and {right} were right: here the two lines meet"
    return f"You felt sure of {expected:.1f} of 5, and {right} were right: two different lines"


def _lines(axes: Axes, sure: Mapping[str, int], right: int | None) -> None:
    """A row a belief, from 0 to 100 %; a dotted line at the mean, a full one at the share that was right."""
    rows = range(len(sure))
    axes.hlines(rows, 0, 100, color=RULE, linewidth=1, zorder=1)
    axes.scatter(list(sure.values()), rows, s=110, color=BLUE, zorder=3)
    mean, foot = sum(sure.values()) / len(sure), len(sure) - 0.3
    axes.vlines(mean, -0.5, foot, color=BLUE, linestyle=":", linewidth=1.6, zorder=0)
    axes.text(mean, foot + 0.1, f"felt sure: {mean:.0f} %", color=BLUE, fontsize=10, ha="center", va="top")
    if right is not None:
        share = 100 * right / len(sure)
        axes.vlines(share, -0.6, foot, color=BROWN, linewidth=2.4, zorder=2)
        axes.text(share, -0.7, f"were right: {share:.0f} %", color=BROWN, fontsize=10, ha="center", va="bottom")
    axes.set_xlim(-12, 112)
    axes.set_ylim(len(sure) + 0.3, -1.3)
    axes.set_xticks([0, 50, 100], ["0 %", "50 %\ncoin toss", "100 %\nno doubt"], color=INK, fontsize=10)
    axes.set_yticks(rows, [f"{name}\n{percent} %" for name, percent in sure.items()], color=INK, fontsize=10)
    axes.tick_params(axis="y", length=0)
    axes.set_title("How sure you are of each", fontsize=11, color=INK)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
