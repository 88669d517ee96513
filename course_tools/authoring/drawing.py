"""The geometry of the body chart: points that somebody drew -> smooth curves -> the closed areas between them.

A line goes through its points as a centripetal Catmull-Rom spline (Catmull and Rom 1974; Yuksel, Schaefer and Keyser
2011), written as cubic Bézier curves. Lines meet only in named points, so the figure is a planar graph; its faces are
the areas, which share their borders exactly, and the outer face is the outline.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Point = tuple[float, float]
Segment = tuple[Point, Point, Point, Point]

NUMBER = r"-?\d+(?:\.\d+)?"
TOKEN = re.compile(rf"(?P<ghost>~)?(?:(?P<name>[a-z][a-z0-9-]*)=)?(?P<x>{NUMBER}),(?P<y>{NUMBER})(?P<corner>!)?")
NAME = re.compile(r"[a-z][a-z0-9-]*")
STEPS = 12  # straight pieces for one Bézier curve, where only its course matters


class DrawingError(ValueError):
    """What is wrong with a line, in a sentence."""


@dataclass(frozen=True)
class Knot:
    """A point of a line: `ghost` gives a direction only, at a `corner` the curve breaks."""

    at: Point
    name: str = ""
    corner: bool = False
    ghost: bool = False


@dataclass(frozen=True)
class Arc:
    """A piece of a line from one named point to another."""

    start: str
    end: str
    segments: tuple[Segment, ...]

    def turned(self) -> Arc:
        """The same piece, the other way round."""
        back = tuple((d, c, b, a) for a, b, c, d in reversed(self.segments))
        return Arc(self.end, self.start, back)


@dataclass(frozen=True)
class Face:
    """A closed area: its arcs one after another."""

    arcs: tuple[Arc, ...]

    @cached_property
    def polygon(self) -> list[Point]:
        """The area as a polygon of short straight pieces."""
        return [point for arc in self.arcs for segment in arc.segments for point in flat(segment)]

    @property
    def path(self) -> str:
        """The area as an SVG path."""
        return svg_path([segment for arc in self.arcs for segment in arc.segments], closed=True)


def read_knots(line: str, names: Mapping[str, Point], *, least: int = 2) -> list[Knot]:
    """Read `crown=0,6 16,8.5 jaw`; a name alone is a point of `names`. Raises DrawingError below `least` points."""
    knots = []
    for token in line.split():
        match = TOKEN.fullmatch(token)
        if match:
            at = (float(match["x"]), float(match["y"]))
            knots.append(Knot(at, match["name"] or "", bool(match["corner"]), bool(match["ghost"])))
        elif NAME.fullmatch(token) and token in names:
            knots.append(Knot(names[token], token))
        else:
            raise DrawingError(f"“{token}” is neither a point such as `12,34.5` nor the name of one.")
    if sum(not knot.ghost for knot in knots) < least:
        raise DrawingError(f"This needs at least {least} points.")
    if any(knot.ghost for knot in knots[1:-1]):
        raise DrawingError("Only the first and the last point of a line may begin with `~`.")
    return knots


def named(line: str) -> dict[str, Point]:
    """The points that a line names."""
    found = (TOKEN.fullmatch(token) for token in line.split())
    return {match["name"]: (float(match["x"]), float(match["y"])) for match in found if match and match["name"]}


def curve(knots: list[Knot], *, closed: bool = False) -> list[Segment]:
    """The smooth curve through the knots, one Bézier segment between two of them; `closed`, it returns to the first."""
    if closed:
        knots = [knots[-1], *knots, knots[0], knots[1]]
    segments: list[Segment] = []
    for i in range(1 if closed else 0, len(knots) - (2 if closed else 1)):
        here, there = knots[i], knots[i + 1]
        if here.ghost or there.ghost:
            continue
        before = knots[i - 1].at if i and not here.corner else None
        after = knots[i + 2].at if i + 2 < len(knots) and not there.corner else None
        segments.append(_segment(before, here.at, there.at, after))
    return segments


def _segment(before: Point | None, a: Point, b: Point, after: Point | None) -> Segment:
    first = None if before is None else _handle(before, a, b)
    last = None if after is None else _handle(after, b, a)
    if first is None:
        first = _toward(a, b, 1 / 3) if last is None else _toward(a, last, 1 / 2)
    if last is None:
        last = _toward(b, a, 1 / 3) if before is None else _toward(b, first, 1 / 2)
    return (a, _rounded(first), _rounded(last), b)


def _handle(before: Point, a: Point, b: Point) -> Point:
    d1, d2 = math.sqrt(math.dist(before, a)), math.sqrt(math.dist(a, b))
    scale = 3 * d1 * (d1 + d2)
    weight = 2 * d1 * d1 + 3 * d1 * d2 + d2 * d2
    x, y = ((d1 * d1 * b[i] - d2 * d2 * before[i] + weight * a[i]) / scale for i in (0, 1))
    return (x, y)


def _toward(a: Point, b: Point, share: float) -> Point:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _rounded(point: Point) -> Point:
    return (round(point[0], 2), round(point[1], 2))


def arcs(knots: list[Knot]) -> Iterator[Arc]:
    """A line, cut at its named points. Raises DrawingError if it does not begin and end in one."""
    solid = [knot for knot in knots if not knot.ghost]
    if not (solid[0].name and solid[-1].name):
        raise DrawingError("A line begins and ends in a named point, where it meets others.")
    start, segments = solid[0].name, []
    for knot, segment in zip(solid[1:], curve(knots), strict=True):
        segments.append(segment)
        if knot.name:
            yield Arc(start, knot.name, tuple(segments))
            start, segments = knot.name, []


def mirrored(arc: Arc, middle: Iterable[str]) -> Arc:
    """The arc on the other half; points of the midline are one point on both."""
    other = {name: name for name in middle}
    start, end = (other.get(name, f"{name}'") for name in (arc.start, arc.end))
    return Arc(start, end, tuple(tuple((-x, y) for x, y in segment) for segment in arc.segments))  # type: ignore[misc]


def faces(drawn: Iterable[Arc]) -> tuple[list[Face], Face]:
    """The areas that arcs enclose, and the outer one. Raises DrawingError where an end is loose."""
    ways = [way for arc in drawn for way in (arc, arc.turned())]
    leaving: dict[str, list[Arc]] = {}
    for way in ways:
        leaving.setdefault(way.start, []).append(way)
    follow: dict[Arc, Arc] = {}
    for name, group in leaving.items():
        if len(group) < 2:
            raise DrawingError(f"Only one line comes to “{name}”: it must go on from there, or end elsewhere.")
        group.sort(key=_heading)
        for here, there in zip(group, group[1:] + group[:1], strict=True):
            follow[there.turned()] = here
    inner: list[Face] = []
    outer: list[Face] = []
    seen: set[Arc] = set()
    for way in ways:
        if way in seen:
            continue
        ring = [way]
        while (step := follow[ring[-1]]) != way:
            ring.append(step)
        seen |= set(ring)
        face = Face(tuple(ring))
        (inner if signed_area(face.polygon) > 0 else outer).append(face)
    if len(outer) != 1:
        raise DrawingError("The lines are not one figure: some of them are joined to nothing else.")
    return inner, outer[0]


def _heading(arc: Arc) -> float:
    start, after = flat(arc.segments[0])[:2]
    return math.atan2(after[1] - start[1], after[0] - start[0])


def flat(segment: Segment) -> list[Point]:
    """A Bézier segment as points, without its last."""
    a, b, c, d = segment
    points = []
    for step in range(STEPS):
        t = step / STEPS
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        x, y = (sum(w * p[i] for w, p in zip(weights, (a, b, c, d), strict=True)) for i in (0, 1))
        points.append((x, y))
    return points


def signed_area(polygon: list[Point]) -> float:
    """The area, positive where the polygon turns from x to y."""
    pairs = zip(polygon, polygon[1:] + polygon[:1], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def inside(point: Point, polygon: list[Point]) -> bool:
    """Whether a point lies in a polygon, by counting crossings."""
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def svg_path(segments: list[Segment], *, closed: bool) -> str:
    """Bézier segments as an SVG path, of `M`, `C` and `Z` alone."""
    x, y = segments[0][0]
    parts = [f"M{x:g} {y:g}"]
    parts += ["C" + " ".join(f"{p[0]:g} {p[1]:g}" for p in segment[1:]) for segment in segments]
    return "".join(parts) + ("Z" if closed else "")
