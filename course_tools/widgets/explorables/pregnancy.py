"""Explorables of the lesson on pregnancy."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.widgets.explore import Explorable

LOOK = {"style": {"description_width": "10rem"}, "layout": {"width": "32rem", "max_width": "100%"}}
WEEKS = (8, 12, 16, 20, 24, 28, 33, 38)
AFTER = (2, 5, 8)
BIRTH = 40


def facts() -> dict[str, int]:
    """The weeks of the picture, from the evidence base."""
    known = load_evidence().facts
    head = known["preg-preeclampsia"].numbers
    return {
        "trials": known["pregnancy-rct-review"].numbers["gestation_weeks_min"],
        "side": known["preg-sidelying"].numbers["weeks_from"],
        "flat": known["preg-supine-late"].numbers["weeks_from"],
        "head": head["weeks_from"],
        "head_after": head["weeks_after_birth"],
        "clot_after": known["preg-vte"].numbers["weeks_after_birth"],
    }


def weeks() -> Explorable:
    """Which questions, positions and trials apply in a chosen week, and what a client's story asks for."""
    numbers = facts()

    def draw(week: int, story: str) -> Any:
        from course_tools.figures import pregnancy  # matplotlib takes seconds: only where something is drawn

        return pregnancy.weeks_of(week, story, numbers)

    choices = [
        *((f"week {each}", each) for each in WEEKS),
        *((f"{each} weeks after the birth", BIRTH + each) for each in AFTER),
    ]
    told = {
        "Nothing new; she feels well": "well",
        "Both ankles, a little, each evening": "evening",
        "A headache, and rings that no longer fit": "sudden",
        "One calf, sore and thicker": "calf",
        "Faint, lying on her back": "faint",
    }
    controls = {
        "week": w.Dropdown(options=choices, value=8, description="How far she is", **LOOK),
        "story": w.Dropdown(options=list(told.items()), value="well", description="She tells you", **LOOK),
    }
    return Explorable("which questions, positions and trials apply in each week of a pregnancy", controls, draw)


def places() -> Explorable:
    """What lies where a pregnant client points, and what it asks for."""

    def draw(place: str) -> Any:
        from course_tools.figures import pregnancy  # matplotlib takes seconds: only where something is drawn

        return pregnancy.places(place)

    told = {
        "Low back and back of the pelvis": "back",
        "Just below the ribs": "ribs",
        "One calf": "calf",
        "Both inner thighs, tired": "thigh",
    }
    controls = {"place": w.Dropdown(options=list(told.items()), value="back", description="She points to", **LOOK)}
    return Explorable("what lies where a pregnant client points", controls, draw)
