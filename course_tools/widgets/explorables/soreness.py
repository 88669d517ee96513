"""Explorables of the lesson on soreness, stress and sleep."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.widgets.explore import Explorable

LOOK = {"style": {"description_width": "11rem"}, "layout": {"width": "30rem", "max_width": "100%"}}


def two_reviews() -> Explorable:
    """Soreness by the hour, and what two reviews say massage does to it, to strength and to speed."""
    facts = load_evidence().facts
    smaller, larger = facts["doms-meta-2017"].numbers, facts["doms-davis"].numbers
    numbers = {
        "fewer": smaller["n"],
        "more": larger["n"],
        "strength": larger["p_strength"],
        "sprint": larger["p_sprint"],
    }

    def draw(hour: int, hope: str) -> Any:
        from course_tools.figures import soreness  # matplotlib takes seconds: only where something is drawn

        def less(at: int) -> Any:
            low, high = smaller[f"ci95_{at}h"]  # below zero is less sore
            return soreness.Effect(-smaller[f"smd_{at}h"], -high, -low)

        force = soreness.Effect(smaller["smd_force"], *smaller["ci95_force"])
        return soreness.two_reviews(numbers, {at: less(at) for at in (24, 48, 72)}, force, hour, hope)

    hours = {"right after": 0, "24 hours": 24, "48 hours": 48, "72 hours": 72, "96 hours": 96}
    hopes = ("less soreness", "more strength", "a faster sprint")
    controls = {
        "hour": w.Dropdown(options=list(hours.items()), value=24, description="Time since the effort", **LOOK),
        "hope": w.Dropdown(options=hopes, value=hopes[0], description="The client hopes for", **LOOK),
    }
    return Explorable("what two reviews say about soreness, strength and speed after massage", controls, draw)


def places() -> Explorable:
    """What lies where a client with sore legs points, and what the story asks for."""

    def draw(story: str) -> Any:
        from course_tools.figures import soreness  # matplotlib takes seconds: only where something is drawn

        return soreness.places(story)

    told = {
        "Both thighs ache, both sides alike": "both",
        "One spot, since a pop in a sprint": "pop",
        "One calf, swollen and warm": "calf",
        "Hard thighs, weak, urine like cola": "dark",
    }
    controls = {
        "story": w.Dropdown(options=list(told.items()), value="both", description="The client tells you", **LOOK)
    }
    return Explorable("what lies where a client with sore legs points", controls, draw)
