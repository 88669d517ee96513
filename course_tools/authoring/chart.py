"""`assets/body/figure.yaml` and `structures.yaml` -> the drawing of the body chart, as SVG paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id, Prose, Strict
from course_tools.authoring.drawing import (
    Arc,
    DrawingError,
    Face,
    Point,
    arcs,
    curve,
    faces,
    inside,
    mirrored,
    named,
    read_knots,
    svg_path,
)
from course_tools.authoring.message import AuthorProblem, Message
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import Path_, Text, read_yaml
from course_tools.content import Area

FIGURE, STRUCTURES = "assets/body/figure.yaml", "assets/body/structures.yaml"
FRAME = (-180, 2, 360, 762)
"""What the chart shows: left, top, width and height."""
MIDLINE = "midline"
View = Literal["front", "back"]
VIEWS: tuple[View, ...] = ("front", "back")


class LinesText(Strict):
    """Lines by name: those of both views, and those of each."""

    both: dict[str, str]
    front: dict[str, str]
    back: dict[str, str]


class PlaceText(Strict):
    """One area of the drawn half: a point in it, and the areas that it borders."""

    id: int
    at: str
    borders: list[int]


class FigureText(Strict):
    """The file of the figure."""

    format: Literal["figure/1"]
    lines: LinesText
    details: dict[View, list[str]]
    areas: list[PlaceText]


class ShapeText(Strict):
    """One shape of a structure: an `area` that is closed, or a `line`."""

    view: View
    area: str | None = None
    line: str | None = None

    @model_validator(mode="after")
    def _one(self) -> ShapeText:
        if (self.area is None) == (self.line is None):
            raise ValueError("a shape has either “area” or “line”")
        return self


class StructureText(Strict):
    """A muscle or another structure below the skin."""

    id: Id
    name: Prose
    kind: Literal["muscle", "bone", "joint", "nerve", "vessel", "lymph", "tendon", "ligament", "fascia", "organ"]
    deep: bool = False
    plain: Prose
    shapes: list[ShapeText] = Field(min_length=1)


class StructuresText(Strict):
    """The file of structures."""

    format: Literal["structures/1"]
    structures: list[StructureText] = Field(min_length=1)


@dataclass(frozen=True)
class Drawn:
    """One view: its outline, and each area by id with a point inside it."""

    outline: Face
    areas: Mapping[int, tuple[Face, Point]]

    @property
    def neighbors(self) -> dict[int, list[int]]:
        """For each area the areas that share a border with it."""
        owner = {arc: area for area, (face, _) in self.areas.items() for arc in face.arcs}
        return {
            area: sorted({owner[arc.turned()] for arc in face.arcs if arc.turned() in owner})
            for area, (face, _) in self.areas.items()
        }


def load_chart(root: Path, areas: Mapping[int, Area]) -> dict[str, Any]:
    """The drawing as built: views, neighbors and structures. Raises AuthorProblem with every message found."""
    text = read_yaml(root / FIGURE, root)
    figure = validate(text, FigureText)
    for i, place in enumerate(figure.areas):
        if place.id not in areas:
            told = f"There is no area {place.id} in assets/body/regions.yaml."
            raise AuthorProblem([text.message(("areas", i, "id"), told)])
    drawn = {view: draw(text, figure, view, areas) for view in VIEWS}
    neighbors = {area: near for each in drawn.values() for area, near in each.neighbors.items()}
    messages = list(_strangers(text, figure, areas, neighbors))
    structures = _structures(root, messages)
    if messages:
        raise AuthorProblem(messages)
    return {
        "frame": list(FRAME),
        "views": {
            view: {
                "outline": each.outline.path,
                "details": _details(text, figure, view),
                "areas": {str(area): {"path": face.path, "at": at} for area, (face, at) in each.areas.items()},
            }
            for view, each in drawn.items()
        },
        "neighbors": {str(area): near for area, near in sorted(neighbors.items())},
        "structures": structures,
    }


def draw(text: Text, figure: FigureText, view: View, areas: Mapping[int, Area]) -> Drawn:
    """Draw one view on both sides. Raises AuthorProblem, naming the line or the area."""
    inner, outline = _trace(text, figure, view)
    found: dict[int, tuple[Face, Point]] = {}
    messages = []
    for i, place in enumerate(figure.areas):
        if areas[place.id].view != view:
            continue
        at = _at(text, ("areas", i, "at"), place.at)
        for area, (x, y) in ((place.id, at), (areas[place.id].mirror, (-at[0], at[1]))):
            around = [face for face in inner if inside((x, y), face.polygon)]
            if not around or any(around[0] is face for face, _ in found.values()):
                told = f"The point of area {area} is in no area of its own. Move it."
                messages.append(text.message(("areas", i, "at"), told))
            else:
                found[area] = (around[0], (x, y))
    if not messages and len(found) < len(inner):
        told = f"{len(inner) - len(found)} areas of the {view} view are drawn and hold no point. Add them to the list."
        messages.append(text.message(("areas",), told))
    if messages:
        raise AuthorProblem(messages)
    return Drawn(outline, dict(sorted(found.items())))


def _trace(text: Text, figure: FigureText, view: View) -> tuple[list[Face], Face]:
    lines = {("both", name): line for name, line in figure.lines.both.items()}
    lines |= {(view, name): line for name, line in getattr(figure.lines, view).items()}
    names: dict[str, Point] = {}
    for line in lines.values():
        names |= named(line)
    middle = [name for name, (x, _) in names.items() if x == 0]
    drawn: list[Arc] = []
    for (part, name), line in lines.items():
        try:
            mine = list(arcs(read_knots(line, names)))
        except DrawingError as error:
            raise AuthorProblem([text.message(("lines", part, name), str(error))]) from None
        drawn += mine
        if name != MIDLINE:
            drawn += [mirrored(arc, middle) for arc in mine]
    try:
        return faces(drawn)
    except DrawingError as error:
        raise AuthorProblem([text.message(("lines", view), str(error))]) from None


def _at(text: Text, path: Path_, written: str) -> Point:
    try:
        (knot,) = read_knots(written, {}, least=1)
    except (DrawingError, ValueError):
        raise AuthorProblem([text.message(path, "Here belongs one point, such as `12,34`.")]) from None
    return knot.at


def _details(text: Text, figure: FigureText, view: View) -> list[str]:
    paths = []
    for i, line in enumerate(figure.details[view]):
        for sign in (1, -1):
            path = _shape(text, ("details", view, i), line, sign, closed=False)
            if path not in paths:
                paths.append(path)
    return paths


def _shape(text: Text, path: Path_, line: str, sign: int, *, closed: bool) -> str:
    try:
        segments = curve(read_knots(line, {}, least=3 if closed else 2), closed=closed)
    except DrawingError as error:
        raise AuthorProblem([text.message(path, str(error))]) from None
    return svg_path([tuple((sign * x, y) for x, y in s) for s in segments], closed=closed)  # type: ignore[misc]


def _strangers(
    text: Text, figure: FigureText, areas: Mapping[int, Area], neighbors: Mapping[int, list[int]]
) -> Iterable[Message]:
    """What the drawing and the lists say must agree: every area is drawn, and has the neighbors that were checked."""
    missing = sorted(set(areas) - set(neighbors))
    if missing:
        yield text.message(("areas",), f"Not drawn: {', '.join(map(str, missing))}. Add one of each pair to the list.")
    for i, place in enumerate(figure.areas):
        if sorted(place.borders) != neighbors[place.id]:
            drawn = ", ".join(map(str, neighbors[place.id]))
            told = f"In the drawing, area {place.id} borders {drawn}. Mend the drawing or this list."
            yield text.message(("areas", i, "borders"), told)


def _structures(root: Path, messages: list[Message]) -> list[dict[str, Any]]:
    text = read_yaml(root / STRUCTURES, root)
    built: dict[str, dict[str, Any]] = {}
    for i, structure in enumerate(validate(text, StructuresText).structures):
        if structure.id in built:
            messages.append(text.message(("structures", i, "id"), f"“{structure.id}” stands twice. Remove one."))
        shapes = []
        for j, shape in enumerate(structure.shapes):
            path: Path_ = ("structures", i, "shapes", j)
            line, closed = (shape.line, False) if shape.area is None else (shape.area, True)
            for sign, side in ((1, "right"), (-1, "left")):
                drawn = _shape(text, path, line or "", sign, closed=closed)
                shapes.append({"view": shape.view, "page": side, "closed": closed, "path": drawn})
        built[structure.id] = {
            "id": structure.id,
            "name": structure.name,
            "kind": structure.kind,
            "deep": structure.deep,
            "plain": " ".join(structure.plain.split()),
            "shapes": shapes,
        }
    return list(built.values())
