"""The explorable of the lesson on measuring and planning."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.widgets.explore import Explorable

STARTS = (("low", 1 / 3), ("middle", 1 / 2), ("high", 3 / 4))
FALLS = (
    ("rises by 25%", -25),
    ("stays as it is", 0),
    ("falls by 10%", 10),
    ("falls by 30%", 30),
    ("falls by 50%", 50),
    ("falls by 75%", 75),
    ("falls to 0", 100),
)


def six_visits() -> Explorable:
    """What a change on a scale tells about one client: too small, in doubt, or real."""

    def draw(scale: str, start: float, fall: int) -> Any:
        from course_tools.figures import measure  # matplotlib takes seconds: only where something is drawn

        chosen = scales(measure.Scale)[scale]
        return measure.six_visits(chosen, round(start * chosen.top), fall)

    style = {"style": {"description_width": "12rem"}, "layout": {"width": "30rem", "max_width": "100%"}}
    names = [
        ("Roland-Morris (back, 0 to 24)", "back"),
        ("Neck Disability Index (0 to 50)", "neck"),
        ("SPADI (shoulder, 0 to 100)", "shoulder"),
        ("DASH (arm, 0 to 100)", "arm"),
    ]
    controls = {
        "scale": w.Dropdown(options=names, value="back", description="Scale", **style),
        "start": w.Dropdown(options=STARTS, value=1 / 2, description="Her score at the start", **style),
        "fall": w.Dropdown(options=FALLS, value=10, description="By visit 6 her score", **style),
    }
    return Explorable("what a change over six visits tells about one client", controls, draw)


def scales(make: Any) -> dict[str, Any]:
    """The scales by the name on their control, with the figures of the evidence base."""
    facts = load_evidence().facts
    trial, back = facts["lbp-outcome-measure"].numbers, facts["rmdq-mdc-exceeds-mic"].numbers
    neck, both = facts["ndi-young"].numbers, facts["ndi-disagreement"].numbers
    arm = facts["spadi-dash-change"].numbers
    low, high = arm["spadi_mcid"]
    return {
        "back": make(
            "Roland-Morris",
            24,
            (trial["rdq_mcid"], back["mic"]),
            back["mdc90"],
            "What matters: a massage trial and an expert panel differ. Error: one study, 90% sure.",
        ),
        "neck": make(
            "Neck Disability Index",
            50,
            (both["trial_threshold_points"], neck["mcid"]),
            neck["mdc"],
            "What matters: the massage trials and a measurement study differ. Error: the same study of 91 people.",
        ),
        "shoulder": make(
            "SPADI",
            100,
            (low, high),
            arm["spadi_mdc"],
            "From a review of 71 studies; what matters is given as a range.",
        ),
        "arm": make("DASH", 100, (arm["dash_mcid"], arm["dash_mcid"]), arm["dash_mdc"], "From a review of 71 studies."),
    }
