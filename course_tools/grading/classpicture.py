"""The picture of what a class did with a client: the map of the case, with how many went where.

Wide lines are many trainees. A line's color is the worth of what was chosen, and its dashes say the same: right is blue
and whole, partly right is orange and dashed, wrong is vermillion and dotted (colors of Okabe and Ito).
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_tools.authoring.casemap import INK, ROW, Layout, draw_box, frame, layout, rows
from course_tools.content.case import END, State
from course_tools.grading.classpaths import ClassPaths, rows_of_expert, spaced

RIGHT, PARTLY, WRONG, FAINT = "#0072B2", "#E69F00", "#D55E00", "#6b7480"
DASHES = {RIGHT: "-", PARTLY: "--", WRONG: ":"}
KEY = (
    "Blue, whole line: right. Orange, dashed: partly right. Vermillion, dotted: wrong. The wider, the more trainees. "
    "◆: the expert's way."
)
THINNEST, WIDEST, BAR, LETTER = 0.8, 9.0, 0.36, 0.085


@dataclass(frozen=True)
class Bar:
    """A bar with its words; without a count, the words over those that follow."""

    words: str
    count: int | None = None
    color: str = ""


def picture(found: ClassPaths) -> Figure:
    """The map with the class's ways, and below it what was found out first and which gates failed."""
    laid = layout(found.case)
    bars = _bars(found)
    width, height = laid.size
    below = BAR * (len(bars) + 2)
    figure = Figure(figsize=(max(width, 9.0), height + below + 1.2))
    above, under = figure.subplots(2, 1, height_ratios=(height, below))
    _draw_ways(above, found, laid)
    _draw_bars(under, bars, len(found.played))
    figure.suptitle(fill(f"{found.finding}.", int(11 * max(width, 9.0))), x=0.02, ha="left", color=INK, weight="bold")
    figure.text(0.02, 0.008, KEY, color=INK, fontsize=8.5)
    figure.tight_layout(rect=(0, 0.03, 1, 0.98))
    return figure


def _draw_ways(axes: Axes, found: ClassPaths, laid: Layout) -> None:
    expert = rows_of_expert(found.case)
    for name, (x, y) in laid.places.items():
        draw_box(axes, _title(found, name), x, y)
        for i, (row, value, _) in enumerate(rows(found.case, name), start=1):
            color = RIGHT if value >= 0.85 else WRONG if value < 0.25 else PARTLY
            _draw_row(axes, found, laid, (name, row), (x, y - i * ROW), color, expert=(name, row) in expert)
    frame(axes, laid)


def _title(found: ClassPaths, name: str) -> str:
    """The head of a place, with how many reached it."""
    count, place = len(found.played), found.case.places.get(name)
    if name == END:
        return f"(end): {sum(n for (_, _, goto), n in found.moves.items() if goto == END)} of {count}"
    ends = ", an end" if isinstance(place, State) and not place.options else ""
    left = sum(n for (at, _), n in found.partings.items() if at == name)
    parted = f" ({left} left the way)" if left else ""
    return f"{spaced(name)}{ends}: {found.visits[name]} of {count}{parted}"


def _draw_row(
    axes: Axes,
    found: ClassPaths,
    laid: Layout,
    row: tuple[str, str],
    at: tuple[float, float],
    color: str,
    *,
    expert: bool,
) -> None:
    """One thing that could be chosen: how many did, and a line to where it led them."""
    gone = [(goto, n) for (place, name, goto), n in found.moves.items() if (place, name) == row]
    total = sum(n for _, n in gone)
    words = f"{total}  {spaced(row[1])}{'  ◆' if expert else ''}"
    ink, weight = INK if total else FAINT, "bold" if expert else "normal"
    axes.plot([at[0] + 0.12], [at[1]], marker="s", markersize=5, color=color)
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
    axes.text(at[0] + 0.3, at[1], words, va="center", color=ink, fontsize=8.5, weight=weight, bbox=paper)
    for goto, n in gone:
        to_x, to_y = laid.places[goto]
        style = {
            "arrowstyle": "-",
            "color": color,
            "alpha": 0.75,
            "linestyle": DASHES[color],
            "linewidth": THINNEST + WIDEST * n / len(found.played),
            "connectionstyle": "arc3,rad=0.08",
        }
        start = (at[0] + 0.5 + LETTER * (len(words) + 3), at[1])
        axes.annotate("", xy=(to_x - 0.15, to_y), xytext=start, arrowprops=style, zorder=0)


def _bars(found: ClassPaths) -> list[Bar]:
    """What was found out before the first decision, and which gates failed."""
    words = {ask.id: ask.say for ask in found.case.ask} | {test.id: test.do for test in found.case.examine}
    known = [Bar(" ".join(words[name].split()), n, RIGHT) for name, n in found.known.items()]
    failed = [Bar(gate, n, WRONG) for gate, n in found.gates.most_common()]
    none = Bar("Not safe: nobody" if not failed else "Not safe")
    return [Bar("Found out before the first decision"), *known, none, *failed]


def _draw_bars(axes: Axes, bars: list[Bar], count: int) -> None:
    for i, bar in enumerate(bars):
        head = bar.count is None
        weight = "bold" if head else "normal"
        axes.text(
            -count * 0.01, -i, fill(bar.words, 70), va="center", ha="right", color=INK, fontsize=8.5, weight=weight
        )
        if bar.count is not None:
            hatch = "" if bar.color == RIGHT else "//"
            axes.barh(-i, bar.count, height=0.62, color=bar.color, hatch=hatch, edgecolor="white")
            axes.text(bar.count + count * 0.01, -i, f"{bar.count} of {count}", va="center", color=INK, fontsize=8.5)
    axes.set_xlim(-count * 1.1, count * 1.15)
    axes.set_ylim(-len(bars), 1)
    axes.axis("off")
