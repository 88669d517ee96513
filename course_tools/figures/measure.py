"""One client's score over six visits, beside what matters and what the scale can tell from error."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_tools.figures.picture import BLUE, GREEN, GREY, INK, ORANGE, Picture

VISITS = 6
WORSE, SMALL, ARGUED, UNSURE, REAL = "worse", "small", "argued", "unsure", "real"
DO = {
    WORSE: "ask the warning questions again; change the plan or stop",
    SMALL: "do what you agreed for “no change”: change the plan, or stop",
    ARGUED: "say which yardstick you used; look at her tasks",
    UNSURE: "say “may be”; measure again, and see whether her tasks agree",
    REAL: "look at her goal; if it is reached, space out the visits and stop",
}


@dataclass(frozen=True)
class Scale:
    """A scale on which lower is better, from 0 to `top`.

    A fall matters by the easiest yardstick from `matters[0]` points, by the strictest from `matters[1]`; it stands
    clear of error from `error` points (the detectable change).
    """

    name: str
    top: int
    matters: tuple[float, float]
    error: float
    whose: str

    def verdict(self, fall: float) -> str:
        """What a fall of so many points tells; below zero it is a rise."""
        easy, strict = self.matters
        if fall <= -easy:
            return WORSE
        if fall < easy:
            return SMALL
        if fall < strict:
            return ARGUED
        return UNSURE if fall < self.error else REAL


def scores(start: int, fall_pct: int, top: int) -> list[int]:
    """The scores at six visits, on a straight line from `start`, in whole points within the scale."""
    end = start * (1 - fall_pct / 100)
    line = (start + (end - start) * visit / (VISITS - 1) for visit in range(VISITS))
    return [min(top, max(0, int(score + 0.5))) for score in line]


def six_visits(scale: Scale, start: int, fall_pct: int) -> Picture:
    """A client who starts at `start` points, and whose score falls by so many percent of it (below zero: rises)."""
    points = scores(start, fall_pct, scale.top)
    fall = start - points[-1]
    verdict = scale.verdict(fall)
    figure = Figure(figsize=(7.4, 4.5), layout="constrained")
    axes = figure.subplots()
    _bands(axes, scale, start)
    axes.plot(range(1, VISITS + 1), points, color=INK, marker="o", markersize=8, linewidth=2)
    for visit, score in ((1, points[0]), (VISITS, points[-1])):
        axes.annotate(
            str(score),
            (visit, score),
            xytext=(0, 9),
            textcoords="offset points",
            ha="center",
            fontsize=12,
            weight="bold",
        )
    axes.set_xlim(0.6, 9.6)
    axes.set_ylim(-0.03 * scale.top, 1.06 * scale.top)
    axes.set_yticks(range(0, scale.top + 1, scale.top // (4 if scale.top % 5 else 5)))
    axes.set_xticks(range(1, VISITS + 1))
    axes.set_xlabel("Visit", fontsize=11, loc="left")
    axes.set_ylabel(f"{scale.name}, 0 to {scale.top}\nlower is better", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    figure.supxlabel(f"What you do: {DO[verdict]}", fontsize=11, color=INK, weight="bold")
    title = _title(scale, start, fall, verdict)
    matters = _range(scale)
    return Picture(
        figure,
        title=title,
        alt=(
            f"{scale.name} at six visits: {', '.join(map(str, points))}. Bands below the start of {start}: a fall "
            f"matters from {matters} points, and stands clear of error from {scale.error:g}. {title}. "
            f"What you do: {DO[verdict]}."
        ),
        note=f"{scale.whose} The six scores are an example on a straight line; real ones wander.",
        columns=("What", "Points"),
        rows=[
            *((f"Visit {visit}", str(score)) for visit, score in enumerate(points, 1)),
            ("Fall" if fall >= 0 else "Rise", f"{abs(fall)} ({100 * abs(fall) / start:.0f}% of the start)"),
            ("Matters from a fall of", matters),
            ("Stands clear of error from a fall of", f"{scale.error:g}"),
            ("What you do", DO[verdict]),
        ],
    )


def _bands(axes: Axes, scale: Scale, start: int) -> None:
    easy, strict = scale.matters
    edges = [start, start - easy, start - strict, start - scale.error, 0.0]
    looks = (
        (GREY, "", "too small to matter"),
        (ORANGE, "..", f"matters to some ({easy:g} or {strict:g}?)"),
        (BLUE, "//", "matters, may be error"),
        (GREEN, "", "matters, clear of error"),
    )
    axes.axhspan(start, scale.top, color="white")
    axes.text(6.6, min(start + 0.05 * scale.top, scale.top), "worse than at the start", fontsize=10.5, va="center")
    for high, low, (color, hatch, words) in zip(edges[:-1], edges[1:], looks, strict=True):
        upper, lower = max(0.0, high), max(0.0, low)
        if upper - lower < 0.005 * scale.top:
            continue
        axes.axhspan(lower, upper, facecolor=color, alpha=0.28, hatch=hatch, edgecolor=color, linewidth=0)
        if upper - lower >= 0.035 * scale.top:
            label = axes.text(6.6, (lower + upper) / 2, words, fontsize=10.5, va="center", color=INK)
            label.set_bbox({"facecolor": "white", "alpha": 0.7, "linewidth": 0, "pad": 0.6})
    axes.axhline(start, color=INK, linewidth=1, linestyle=":")
    if start < scale.error:
        axes.text(
            1, 0.9 * scale.top, "From this start, no score stands clear of error", fontsize=11, weight="bold", color=INK
        )


def _range(scale: Scale) -> str:
    easy, strict = scale.matters
    return f"{easy:g}" if easy == strict else f"{easy:g} or {strict:g}"


def _title(scale: Scale, start: int, fall: int, verdict: str) -> str:
    points = f"{abs(fall)} {'point' if abs(fall) == 1 else 'points'}"
    if verdict == WORSE:
        return f"A rise of {points}: more of the same is not the answer"
    if verdict == SMALL and fall == 0:
        return "No change in six visits: a happy face each time, and the same score"
    if verdict == SMALL:
        return f"A change of {points} is too small to count: do not sell it as a result"
    if verdict == ARGUED:
        return f"A fall of {points} counts by one yardstick and not by the other"
    if verdict == REAL:
        return f"A fall of {points} matters and stands clear of error; why it fell, the score cannot say"
    if start < scale.error:
        return f"She starts so low that even a fall of {points}, which matters, is within the error of the ruler"
    return f"A fall of {points} can matter to her, and still be within the error of the ruler"
