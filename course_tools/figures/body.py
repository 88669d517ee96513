"""Structures below the skin on the drawn figure, each with its name: the labeled picture that a lesson opens with."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from numpy.typing import NDArray

from course_tools.content import Shape, Structure, load_chart
from course_tools.figures.picture import INK, Picture
from course_tools.problem import CourseProblem

# Okabe and Ito's colors, the darker ones first; a structure beyond the seventh takes a hatching too.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442")
HATCHES = ("", "///", "...")
SKIN, EDGE = "#f3ebe2", "#6b5d50"
WIDTH, TALLEST, MIDDLE = 7.4, 6.6, 3.4  # inches: the picture, its greatest height, what the figure takes of its width
MARGIN, LEAST = 26.0, 150.0  # of the drawing, where a head is 100: around the structures, and what is shown at least
LIMB = 60.0  # structures that lie farther from the midline than this are shown on one side alone
GRID = 21  # points a row, of which the one deepest inside an area carries the label's line
LINE_INCHES, LETTERS = 0.17, 24  # a label's line, and how long one is at most
FIELD = {"nerve": 3.0, "vessel": 3.0, "bone": 5.0, "fascia": 5.0}  # how wide a cord or band is drawn, in points
SIDES = {"front": ("client's right", "client's left"), "back": ("client's left", "client's right")}


@dataclass(frozen=True)
class Box:
    """A part of the drawing; `one_side` where only the half on the right of the page is in it."""

    left: float
    top: float
    right: float
    bottom: float
    one_side: bool

    @property
    def scale(self) -> float:
        """Inches that one unit of the drawing takes."""
        return min(MIDDLE / (self.right - self.left), TALLEST / (self.bottom - self.top))

    @property
    def across(self) -> tuple[float, float]:
        """From where to where the whole picture reaches, labels and all."""
        middle, half = (self.left + self.right) / 2, WIDTH / self.scale / 2
        return middle - half, middle + half


def labeled(view: str, structures: Sequence[str], title: str) -> Picture:
    """The named structures of one view (`front` or `back`), each with a label, as large as they fit.

    `title` says what the picture is to show. Raises CourseProblem if a name is not known or not drawn in that view.
    """
    shown = [_known(view, name) for name in structures]
    if not shown or len(set(structures)) != len(structures):
        raise CourseProblem("A labeled picture needs structures, each named once.")
    mine = {each.id: [shape for shape in each.shapes if shape.view == view] for each in shown}
    box = _box([to_path(shape.path) for shapes in mine.values() for shape in shapes if shape.page == "right"])
    figure = Figure(figsize=(WIDTH, (box.bottom - box.top) * box.scale))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(*box.across)
    axes.set_ylim(box.bottom, box.top)
    axes.axis("off")
    _figure(axes, view, box)
    numbered = [(shape, i) for i, each in enumerate(shown) for shape in mine[each.id]]
    for shape, i in sorted(numbered, key=lambda pair: (pair[0].closed, _size(pair[0])), reverse=True):
        _shape(axes, shown[i], shape, i, box)
    _labels(axes, shown, mine, box)
    _sides(axes, view, box)
    kinds = {each.id: f"{each.kind}{', deep' if each.deep else ''}" for each in shown}
    names = "; ".join(f"{each.name} ({kinds[each.id]})" for each in shown)
    return Picture(
        figure,
        title=title,
        alt=f"A schematic drawing of the body from the {view}, with labels: {names}.",
        note="A scheme: shapes and places are simplified. Dashed edges lie deep, below other structures.",
        columns=("Structure", "Kind", "Where it lies, what it does"),
        rows=[(each.name, kinds[each.id], each.plain) for each in shown],
        table="The same in words",
    )


def to_path(drawn: str) -> Path:
    """An SVG path of `M`, `C` and `Z`, as the body chart's are, for matplotlib."""
    points = np.array([float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", drawn)]).reshape(-1, 2)
    codes = [Path.MOVETO, *[Path.CURVE4] * (len(points) - 1)]
    if drawn.endswith("Z"):
        return Path(np.vstack([points, points[:1]]), [*codes, Path.CLOSEPOLY])
    return Path(points, codes)


def _known(view: str, name: str) -> Structure:
    structure = load_chart().structures.get(name)
    if structure is None:
        raise CourseProblem(f"The body chart has no structure called “{name}”.")
    if not any(shape.view == view for shape in structure.shapes):
        raise CourseProblem(f"“{name}” is not drawn on the {view} of the body.")
    return structure


def _box(paths: Sequence[Path]) -> Box:
    """Around all paths of the right half, and tall enough to see where on the body it is; both sides, or a limb."""
    extents = [path.get_extents() for path in paths]
    frame_left, frame_top, frame_width, frame_height = load_chart().frame
    inner, outer = min(extent.x0 for extent in extents), max(extent.x1 for extent in extents)
    top, bottom = min(extent.y0 for extent in extents) - MARGIN, max(extent.y1 for extent in extents) + MARGIN
    short = max(0.0, LEAST - (bottom - top)) / 2
    top, bottom = max(frame_top - 4, top - short), min(frame_top + frame_height, bottom + short)
    right = min(max(outer + MARGIN, LEAST / 2), frame_left + frame_width)
    one_side = inner > LIMB
    return Box(inner - MARGIN if one_side else -right, top, right, bottom, one_side)


def _size(shape: Shape) -> float:
    extent = to_path(shape.path).get_extents()
    return float(extent.width * extent.height)


def _inside(axes: Axes, box: Box) -> Rectangle:
    return Rectangle((box.left, box.top), box.right - box.left, box.bottom - box.top, transform=axes.transData)


def _figure(axes: Axes, view: str, box: Box) -> None:
    drawn = load_chart().views[view]
    body = PathPatch(to_path(drawn.outline), facecolor=SKIN, edgecolor=EDGE, linewidth=1.2)
    lines = [PathPatch(to_path(path), fill=False, edgecolor=EDGE, linewidth=0.6, alpha=0.6) for path in drawn.details]
    for patch in (body, *lines):
        axes.add_patch(patch)
        patch.set_clip_path(_inside(axes, box))


def _shape(axes: Axes, structure: Structure, shape: Shape, number: int, box: Box) -> None:
    color, hatch = COLORS[number % len(COLORS)], HATCHES[number // len(COLORS) % len(HATCHES)]
    dashes = (0, (3, 1.5)) if structure.deep else "solid"
    if shape.closed:
        look = {"facecolor": f"{color}80", "edgecolor": color, "linewidth": 1.3, "linestyle": dashes, "hatch": hatch}
    else:
        look = {"fill": False, "edgecolor": color, "linewidth": FIELD.get(structure.kind, 3.0), "capstyle": "round"}
        look["linestyle"] = (0, (2, 1)) if structure.deep else "solid"
    patch = PathPatch(to_path(shape.path), **look)
    axes.add_patch(patch)
    patch.set_clip_path(_inside(axes, box))


def _labels(axes: Axes, shown: Sequence[Structure], mine: Mapping[str, Sequence[Shape]], box: Box) -> None:
    """Labels in two columns, each with a line to its shape, on the same half if both are shown; none over another."""
    right = {name: next(shape for shape in shapes if shape.page == "right") for name, shapes in mine.items()}
    points = {name: _anchor(shape, [right[other] for other in right if other != name]) for name, shape in right.items()}
    order = sorted(shown, key=lambda each: points[each.id][1])
    for page, column in (("right", order[::2]), ("left", order[1::2])):
        edge, end = (box.right, box.across[1]) if page == "right" else (box.left, box.across[0])
        lines = [textwrap.wrap(each.name, LETTERS) for each in column]
        heights = [(len(each) + 0.6) * LINE_INCHES / box.scale for each in lines]
        sign = 1 if box.one_side or page == "right" else -1
        anchors = [(sign * points[each.id][0], points[each.id][1]) for each in column]
        places = _spread([y for _, y in anchors], heights, box)
        for anchor, words, y in zip(anchors, lines, places, strict=True):
            axes.annotate(
                "\n".join(words),
                xy=anchor,
                xytext=(edge + 0.1 * (end - edge), y),
                ha="left" if page == "right" else "right",
                va="center",
                fontsize=9.5,
                color=INK,
                arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8, "shrinkA": 2, "shrinkB": 0},
            )
            axes.plot(*anchor, marker="o", markersize=3, color=INK)


def _anchor(shape: Shape, others: Sequence[Shape]) -> tuple[float, float]:
    """A point on a shape: the middle of a line; in an area, far from every border and under no smaller area."""
    own = _points(shape)
    if not shape.closed:
        x, y = own[len(own) // 2]
        return float(x), float(y)
    path, over = to_path(shape.path), [to_path(o.path) for o in others if o.closed and _size(o) < _size(shape)]
    (left, top), (right, bottom) = own.min(axis=0), own.max(axis=0)
    grid = [(x, y) for y in np.linspace(top, bottom, GRID) for x in np.linspace(left, right, GRID)]
    inner = [point for point in grid if path.contains_point(point)]
    free = [point for point in inner if not any(each.contains_point(point) for each in over)]
    borders = np.vstack([own, *(_points(other) for other in others)])
    x, y = max(free or inner, key=lambda point: float(np.min(np.hypot(*(borders - point).T))))
    return float(x), float(y)


def _points(shape: Shape) -> NDArray[np.float64]:
    return np.asarray(to_path(shape.path).to_polygons(closed_only=False)[0], dtype=np.float64)


def _spread(wanted: Sequence[float], heights: Sequence[float], box: Box) -> list[float]:
    """Places near the wanted ones, in their order, where labels of these heights do not touch."""
    places: list[float] = []
    floor = box.top
    for y, height in zip(wanted, heights, strict=True):
        places.append(max(y, floor + height / 2))
        floor = places[-1] + height / 2
    ceiling = box.bottom
    for i in range(len(places) - 1, -1, -1):
        places[i] = min(places[i], ceiling - heights[i] / 2)
        ceiling = places[i] - heights[i] / 2
    return places


def _sides(axes: Axes, view: str, box: Box) -> None:
    left, right = SIDES[view]
    axes.text(box.right, box.bottom - 3, right, ha="left", va="bottom", fontsize=8.5, style="italic", color=EDGE)
    if not box.one_side:
        axes.text(box.left, box.bottom - 3, left, ha="right", va="bottom", fontsize=8.5, style="italic", color=EDGE)
