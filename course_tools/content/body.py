"""The areas of the body chart, by the numbers of the CHOIR body map. Sides are the client's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from course_tools.content.store import read_built

BODY_FORMAT = "built-body/1"


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
