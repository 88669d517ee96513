"""Explorables: a picture that answers the learner's own "what if". Controls are ipywidgets that everyone can use."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.problem import CourseProblem
from course_tools.widgets.fallback import bundle


class Explorable(w.VBox):  # type: ignore[misc]
    """Controls and one picture. `draw` gets the controls' values by name and returns a Picture."""

    def __init__(self, title: str, controls: dict[str, Any], draw: Callable[..., Any]) -> None:
        self._title, self._controls, self._draw = title, controls, draw
        self._page = w.HTML("<p>Drawing the picture…</p>")
        self._page.add_class("cx")
        self._drawn = False
        for control in controls.values():
            control.observe(lambda _change: self._redraw(), names="value")
        super().__init__([*controls.values(), self._page])
        self.add_class("cx-explore")

    def _redraw(self) -> None:
        picture = self._draw(**{name: control.value for name, control in self._controls.items()})
        self._page.value = picture.html()
        self._drawn = True

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        if not self._drawn:
            self._redraw()
        text = f"Picture: {self._title}"
        return bundle(text, f"<p>{escape(text)}. <em>Open this lesson in the course to use it.</em></p>", self.model_id)


def _purpose_rooms() -> Explorable:
    facts = load_evidence().facts
    newer, older = facts["purpose-consumer-2015"].numbers, facts["purpose-mixed"].numbers
    surveys = {
        2015: {"health": newer["health_pct"], "calm": newer["relaxation_pct"]},
        2013: {"health": older["medical_pct"], "calm": older["stress_pct"]},
    }

    def draw(year: int, clients: int) -> Any:
        from course_tools.figures import purpose  # matplotlib takes seconds: only where something is drawn

        return purpose.rooms(surveys[year], year, clients)

    style = {"description_width": "12rem"}
    controls = {
        "clients": w.Dropdown(options=list(range(1, 9)), value=1, description="Clients you see in a day", style=style),
        "year": w.Dropdown(
            options=[("2015", 2015), ("2013", 2013)], value=2015, description="Reasons from the survey of", style=style
        ),
    }
    return Explorable("how often both purposes meet in your room on one day", controls, draw)


EXPLORABLES: dict[str, Callable[[], Explorable]] = {"purpose-rooms": _purpose_rooms}


def explorable(name: str) -> Explorable:
    """The explorable of that name. Raises CourseProblem if there is none."""
    if name not in EXPLORABLES:
        raise CourseProblem(f"There is no picture called “{name}” in this course.")
    return EXPLORABLES[name]()
