"""The body chart: its areas, by the numbers of the CHOIR body map, and its drawing. Sides are the client's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from course_tools.content.store import read_built

BODY_FORMAT = "built-body/1"
CHART_FORMAT = "built-body-chart/1"
VIEWS = ("front", "back")


@dataclass(frozen=True)
class Area:
    """One area: `view` is `front` or `back`, `side` the client's, `mirror` the same place on the other side."""

    id: int
    view: str
    side: str
    part: str
    name: str
    mirror: int

    @property
    def label(self) -> str:
        """The area in words, such as “Back, left: low back”."""
        return f"{self.view.capitalize()}, {self.side}: {self.name}"


@cache
def load_body() -> Mapping[int, Area]:
    """All areas by id, in the order of their ids. Raises CourseProblem."""
    return {area["id"]: Area(**area) for area in read_built("body.json", BODY_FORMAT)["areas"]}


@dataclass(frozen=True)
class DrawnView:
    """One view in SVG: the outline, fine lines, each area's path, and a point in each where a number can stand."""

    outline: str
    details: tuple[str, ...]
    paths: Mapping[int, str]
    points: Mapping[int, tuple[float, float]]


@dataclass(frozen=True)
class Shape:
    """Where a structure lies in one view. `page` is the half of the page, `left` or `right`; a line is not `closed`."""

    view: str
    page: str
    closed: bool
    path: str

    @property
    def side(self) -> str:
        """The client's side: in the front view it is the other one than the page's."""
        return self.page if self.view == "back" else {"left": "right", "right": "left"}[self.page]


@dataclass(frozen=True)
class Structure:
    """A muscle, nerve, joint and so on, as a scheme: `plain` says where it lies and what it does."""

    id: str
    name: str
    kind: str
    deep: bool
    plain: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Chart:
    """The drawing. `frame` is left, top, width and height; `neighbors` are the areas that share a border."""

    frame: tuple[float, float, float, float]
    views: Mapping[str, DrawnView]
    neighbors: Mapping[int, tuple[int, ...]]
    structures: Mapping[str, Structure]


@cache
def load_chart() -> Chart:
    """The drawing of the body chart. Raises CourseProblem."""
    data = read_built("body-chart.json", CHART_FORMAT)
    left, top, width, height = data["frame"]
    return Chart(
        frame=(left, top, width, height),
        views={view: _drawn(data["views"][view]) for view in VIEWS},
        neighbors={int(area): tuple(near) for area, near in data["neighbors"].items()},
        structures={each["id"]: _structure(each) for each in data["structures"]},
    )


def _drawn(view: dict[str, Any]) -> DrawnView:
    areas = {int(area): drawn for area, drawn in sorted(view["areas"].items())}
    points = {area: (drawn["at"][0], drawn["at"][1]) for area, drawn in areas.items()}
    paths = {area: drawn["path"] for area, drawn in areas.items()}
    return DrawnView(view["outline"], tuple(view["details"]), paths, points)


def _structure(each: dict[str, Any]) -> Structure:
    return Structure(**{**each, "shapes": tuple(Shape(**shape) for shape in each["shapes"])})
