"""A head over a basin: how much caution a position, a support, a gap in asking and a sign call for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch, Polygon
from numpy.typing import NDArray

from course_tools.figures.picture import BLUE, GREY, INK, ORANGE, Picture

RED, SKIN, EDGE, TOWEL, BOWL, SOFT = "#D55E00", "#f3ebe2", "#6b5d50", "#cfe3f2", "#e6eaee", "#57606a"
ASK_BY = 2  # minutes without a word from the client before the picture asks for one: house caution


@dataclass(frozen=True)
class Band:
    """A step of caution: what is done, its color, and how many marks it shows (so that color is not alone)."""

    do: str
    color: str


GO, ASK, MEND, STOP = (
    Band("Go on, and keep asking", BLUE),
    Band("Ask now, then go on", "#56B4E9"),
    Band("Water off; mend it first", ORANGE),
    Band("Stop: head up, ask, call", RED),
)
BANDS = (GO, ASK, MEND, STOP)

#: How far the head hangs, in the picture only: degrees below the line of the back. None of them is a limit.
TILTS = {"level": 0.0, "chin-up": 24.0, "hanging": 44.0}
POSITIONS = {"level": "level with the back", "chin-up": "chin up, a little back", "hanging": "hanging over the rim"}
SUPPORTS = {True: "on a towel that fills its hollow", False: "on the bare rim"}
WORDS = {"nice": "“This is nice.”", "pull": "“My neck pulls.”", "ceiling": "“The ceiling looks odd.”"}


def caution(tilt: str, towel: bool, minutes: int, says: str) -> Band:
    """The step of caution, in this order: a sign, then the neck, then the silence.

    Lay advice and house caution: no trial sets these steps.
    """
    if says == "ceiling":
        return STOP
    if says == "pull" or tilt != "level" or not towel:
        return MEND
    return ASK if minutes > ASK_BY else GO


def basin(tilt: str, towel: bool, minutes: int, says: str) -> Picture:
    """A client over a basin, seen from the side, and beside it the step of caution.

    `tilt` is a key of TILTS, `minutes` the time since the therapist last asked, `says` a key of WORDS.
    """
    band = caution(tilt, towel, minutes, says)
    figure = Figure(figsize=(7.4, 4.0))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, 7.4)
    axes.set_ylim(0, 4.0)
    axes.axis("off")
    _bowl(axes)
    _person(axes, TILTS[tilt])
    _support(axes, towel, band)
    _speech(axes, WORDS[says], STOP if says == "ceiling" else MEND if says == "pull" else None)
    _ladder(axes, band)
    asked = f"{minutes} minute{'' if minutes == 1 else 's'} ago"
    return Picture(
        figure,
        title=_title(band, tilt, towel, says),
        alt=(
            f"A client lies over a basin, seen from the side. Head: {POSITIONS[tilt]}. Neck: {SUPPORTS[towel]}. Last "
            f"asked: {asked}. The client says {WORDS[says]} The caution marked: {band.do}."
        ),
        note=(
            "A sketch of lay advice and house caution: no trial sets these steps, and no good figure says how far "
            "back is safe. The one thing measured: in 25 people who had been dizzy at a salon wash before, a neck "
            "support brought less dizziness and less neck pain than none (low certainty)."
        ),
        columns=("What counts", "Now", "Alone, it asks for"),
        rows=(
            ("What the client says", WORDS[says], caution("level", True, 1, says).do),
            ("The head", POSITIONS[tilt], caution(tilt, True, 1, "nice").do),
            ("The neck", SUPPORTS[towel], caution("level", towel, 1, "nice").do),
            ("You last asked", asked, caution("level", True, minutes, "nice").do),
        ),
        table="The same in words",
    )


def _title(band: Band, tilt: str, towel: bool, says: str) -> str:
    if band is STOP:
        return "No support makes this sign safe: stop, head held up, ask, call"
    if says == "pull":
        return "A neck that pulls comes up first, whatever lies under it"
    if tilt != "level":
        return "“Nice” clears no neck: bring the head level first"
    if not towel:
        return "Level, but on a hard rim: fill the hollow of the neck"
    if band is ASK:
        return "Well supported, and too long without a word: ask"
    return "Neck filled, head level: go on. No good figure says how far back is safe"


PIVOT = np.array([2.0, 2.05])  # inches: where the neck leaves the shoulders
#: The outline of a head on its side, face up: along the neck from the pivot, and toward the face, in inches.
HEAD = np.array(
    [
        (-0.1, 0.24), (0.22, 0.2), (0.38, 0.36), (0.42, 0.5), (0.55, 0.5), (0.64, 0.55), (0.72, 0.51), (0.8, 0.67),
        (0.98, 0.5), (1.2, 0.5), (1.5, 0.36), (1.62, 0.02), (1.5, -0.32), (1.2, -0.5), (0.88, -0.48), (0.62, -0.3),
        (0.3, -0.16), (-0.1, -0.2),
    ]
)  # fmt: skip


def _turned(points: NDArray[np.float64], degrees: float) -> NDArray[np.float64]:
    """Points along the neck, in inches on the page, with the head turned back by so many degrees."""
    angle = np.radians(-degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(points @ turn.T + PIVOT)


def _smooth(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """A closed Catmull-Rom curve through the points."""
    steps = np.linspace(0, 1, 8, endpoint=False)[:, None]
    parts = []
    for i in range(len(points)):
        a, b, c, d = (points[(i + k) % len(points)] for k in (-1, 0, 1, 2))
        parts.append(
            0.5
            * (2 * b + (c - a) * steps + (2 * a - 5 * b + 4 * c - d) * steps**2 + (3 * b - a - 3 * c + d) * steps**3)
        )
    return np.vstack(parts)


def _person(axes: Axes, degrees: float) -> None:
    body = np.array([(0.0, 1.72), (0.0, 2.5), (1.1, 2.62), (1.9, 2.42), (2.06, 2.1), (1.9, 1.8), (1.0, 1.7)])
    axes.add_patch(Polygon(body, closed=True, facecolor=TOWEL, edgecolor=EDGE, linewidth=1.2, zorder=4))
    axes.text(0.95, 2.14, "client, face up", color=INK, fontsize=9.5, ha="center", va="center", zorder=5)
    head = _turned(_smooth(HEAD), degrees)
    axes.add_patch(Polygon(head, closed=True, facecolor=SKIN, edgecolor=EDGE, linewidth=1.4, zorder=3))
    (eye,) = _turned(np.array([(1.0, 0.36)]), degrees)
    axes.add_patch(Circle((eye[0], eye[1]), 0.035, color=INK, zorder=4))
    (ear,) = _turned(np.array([(0.82, 0.02)]), degrees)
    axes.add_patch(Ellipse((ear[0], ear[1]), 0.2, 0.26, angle=-degrees, facecolor=SKIN, edgecolor=EDGE, zorder=4))


def _bowl(axes: Axes) -> None:
    outside = [(2.22, 1.62), (2.28, 0.5), (2.6, 0.28), (3.9, 0.28), (4.2, 0.5), (4.3, 1.5)]
    inside = [(4.18, 1.5), (4.08, 0.58), (3.85, 0.4), (2.65, 0.4), (2.42, 0.58), (2.36, 1.62)]
    bowl = np.array([*outside, *inside])
    axes.add_patch(Polygon(bowl, closed=True, facecolor=BOWL, edgecolor=SOFT, linewidth=1.2, zorder=2))
    axes.text(3.25, 0.14, "basin", color=SOFT, fontsize=9.5, ha="center", va="center")
    axes.plot([2.0, 4.5], [1.9, 1.9], color=GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    axes.text(4.5, 1.79, "line of the back", color=SOFT, fontsize=8.5, ha="right", va="top", zorder=6)


def _support(axes: Axes, towel: bool, band: Band) -> None:
    if towel:
        axes.add_patch(Ellipse((2.34, 1.72), 0.42, 0.3, facecolor="white", edgecolor=BLUE, linewidth=2, zorder=5))
        words, color = "rolled towel\nfills the hollow", BLUE
    else:
        axes.add_patch(Ellipse((2.29, 1.64), 0.16, 0.1, facecolor=RED, edgecolor=RED, zorder=5))
        words, color = "bare rim\npresses the neck", RED
    axes.annotate(
        words,
        xy=(2.24, 1.64),
        xytext=(1.15, 0.95),
        color=INK,
        fontsize=9.5,
        ha="center",
        va="center",
        arrowprops={"arrowstyle": "-", "color": color, "linewidth": 1.3},
        zorder=6,
    )


def _speech(axes: Axes, words: str, sign: Band | None) -> None:
    box = {
        "boxstyle": "round,pad=0.35",
        "facecolor": "white",
        "edgecolor": sign.color if sign else GREY,
        "linewidth": 1.8,
    }
    axes.text(2.5, 3.55, words, color=INK, fontsize=11.5, ha="center", va="center", bbox=box)


def _ladder(axes: Axes, now: Band) -> None:
    left, wide, high, base = 4.72, 2.56, 0.72, 0.28
    axes.text(left, 3.78, "Caution (lay advice, no trial)", color=SOFT, fontsize=9.5, va="center", fontweight="bold")
    places: Sequence[tuple[int, Band]] = tuple(enumerate(BANDS))
    for i, band in places:
        here = band is now
        axes.add_patch(
            FancyBboxPatch(
                (left, base + i * (high + 0.12)),
                wide,
                high,
                boxstyle="round,pad=0,rounding_size=0.08",
                facecolor=f"{band.color}40" if here else "white",
                edgecolor=band.color if here else GREY,
                linewidth=2.4 if here else 1.0,
            )
        )
        y = base + i * (high + 0.12) + high / 2
        mark = "►" if here else f"{i + 1}"
        axes.text(left + 0.18, y, mark, color=band.color if here else SOFT, fontsize=12, ha="center", va="center")
        axes.text(
            left + 0.36,
            y,
            band.do,
            color=INK if here else SOFT,
            fontsize=10.5 if here else 9.5,
            va="center",
            fontweight="bold" if here else "normal",
        )
