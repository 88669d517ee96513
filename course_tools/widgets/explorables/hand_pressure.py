"""Explorables of the lesson on hand pressure and Swedish strokes."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.widgets.explore import Explorable

LOOK: dict[str, Any] = {"style": {"description_width": "9rem"}, "layout": {"width": "27rem"}}

#: For each question about the places: the view, what is shown, and the finding.
PLACES = {
    "lift": (
        "back",
        ("upper-trapezius", "triceps", "gluteus-maximus", "hamstrings", "gastrocnemius"),
        "Flesh that you can lift: here kneading belongs",
    ),
    "strike": (
        "back",
        ("spine", "scapula", "kidneys", "trochanter", "knee-hollow-vessels", "achilles-tendon"),
        "Bone, kidneys, vessels, tendon: here nothing strikes",
    ),
    "light": (
        "front",
        ("carotid-artery", "armpit-nodes", "femoral-vessels", "patella"),
        "Throat, armpit, groin, kneecap: here no stroke presses",
    ),
}


def places() -> Explorable:
    """Where kneading belongs, where no strike may land, and where no stroke presses."""

    def draw(stroke: str) -> Any:
        from course_tools.figures import body  # matplotlib takes seconds: only where something is drawn

        return body.labeled(*PLACES[stroke])

    controls = {
        "stroke": w.Dropdown(
            options=[
                ("where kneading belongs", "lift"),
                ("where nothing strikes", "strike"),
                ("where nothing presses", "light"),
            ],
            value="lift",
            description="Show me",
            **LOOK,
        )
    }
    return Explorable("where kneading belongs, where nothing strikes and where nothing presses", controls, draw)


def pace() -> Explorable:
    """A long stroke of a length and a time that the learner sets, beside the pace that people liked best."""

    def draw(stroke: str, seconds: float) -> Any:
        from course_tools.figures import hand_pressure  # matplotlib takes seconds: only where something is drawn

        return hand_pressure.pace(stroke, seconds)

    controls = {
        "stroke": w.Dropdown(
            options=[
                ("wrist to shoulder, about 60 cm", "arm"),
                ("ankle to knee, about 40 cm", "leg"),
                ("the palm, about 18 cm", "palm"),
            ],
            value="arm",
            description="One stroke",
            **LOOK,
        ),
        "seconds": w.Dropdown(
            options=[(f"{each} seconds", each) for each in (2, 4, 6, 8, 10, 12, 15, 20, 30, 60, 120)],
            value=4,
            description="Your hand takes",
            **LOOK,
        ),
    }
    return Explorable("how long one stroke takes, and the pace that people liked best", controls, draw)
