"""`assets/body/regions.yaml` -> the areas of the body chart; and the check that questions name them rightly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from course_tools.authoring.basics import Prose, Strict
from course_tools.authoring.message import AuthorProblem, Message
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import Text, read_yaml
from course_tools.content import Area, Question

FILE = "assets/body/regions.yaml"


class AreaText(Strict):
    """One area, as written."""

    id: int = Field(ge=101, le=238)
    view: Literal["front", "back"]
    side: Literal["left", "right"]
    part: Literal["head-and-neck", "shoulder-and-arm", "trunk", "hip-and-leg"]
    name: Prose
    mirror: int


class RegionsText(Strict):
    """The file of areas."""

    format: Literal["regions/1"]
    regions: list[AreaText] = Field(min_length=1)


def load_areas(root: Path) -> dict[int, Area]:
    """The areas by id, in the order of their ids. Raises AuthorProblem; each has its mirror on the other side."""
    text = read_yaml(root / FILE, root)
    written = validate(text, RegionsText).regions
    areas = {area.id: Area(**area.model_dump()) for area in sorted(written, key=lambda area: area.id)}
    messages = []
    for i, area in enumerate(written):
        other = areas.get(area.mirror)
        if other is None or (other.mirror, other.view, other.name) != (area.id, area.view, area.name):
            told = f"Area {area.id} and its mirror {area.mirror} must name each other, with the same view and name."
            messages.append(text.message(("regions", i, "mirror"), told))
        elif other.side == area.side:
            messages.append(text.message(("regions", i, "side"), f"Area {area.id} and its mirror are on one side."))
    if len(areas) != len(written):
        messages.append(text.message(("regions",), "Two areas have the same id."))
    if messages:
        raise AuthorProblem(messages)
    return areas


def strange_areas(
    text: Text, path: tuple[str | int, ...], question: Question, areas: Mapping[int, Area]
) -> Iterable[Message]:
    """A `region` question names areas that there are, in its view."""
    if question.prompt.type != "region":
        return
    view = question.prompt.limits["view"]
    for part in ("areas", "forbidden"):
        for i, area in enumerate(question.key[part]):
            if area not in areas:
                yield text.message((*path, part, i), f"“{area}” names no area of {FILE}.")
            elif view not in (areas[area].view, "both"):
                yield text.message((*path, part, i), f"Area {area} is on the {areas[area].view}, not on the {view}.")
