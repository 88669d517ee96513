"""Explorables: a picture that answers the learner's own "what if". Controls are ipywidgets that everyone can use."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from importlib import import_module
from typing import Any

import ipywidgets as w

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


# Each explorable by its name: the module of `explorables` that holds it, and the function that makes it.
EXPLORABLES = {
    "consent-table-talk": ("consent", "table_talk"),
    "evidence-rivals": ("evidence", "rivals"),
    "facial-bottle": ("facial", "bottle_and_timer"),
    "facial-places": ("facial", "places"),
    "foot-massage-basin": ("foot_massage", "basin"),
    "foot-massage-below-skin": ("foot_massage", "below_skin"),
    "hand-pace": ("hand_pressure", "pace"),
    "hand-places": ("hand_pressure", "places"),
    "head-spa-basin": ("head_spa", "basin"),
    "head-spa-below-skin": ("head_spa", "below_skin"),
    "luxury-parts": ("luxury", "parts"),
    "measure-and-plan-visits": ("measure", "six_visits"),
    "outcome-lab": ("outcomes", "lab"),
    "pregnancy-places": ("pregnancy", "places"),
    "pregnancy-weeks": ("pregnancy", "weeks"),
    "purpose-rooms": ("purpose", "rooms"),
    "safety-signs": ("safety", "add_signs"),
    "setting-hour": ("setting", "one_hour"),
    "soreness-places": ("soreness", "places"),
    "soreness-two-reviews": ("soreness", "two_reviews"),
    "stones-contact": ("stones", "contact"),
    "sure-and-right": ("start_here", "sure_and_right"),
}


def explorable(name: str) -> Explorable:
    """The explorable of that name. Raises CourseProblem if there is none."""
    if name not in EXPLORABLES:
        raise CourseProblem(f"There is no picture called “{name}” in this course.")
    module, maker = EXPLORABLES[name]
    made: Explorable = getattr(import_module(f"course_tools.widgets.explorables.{module}"), maker)()
    return made
