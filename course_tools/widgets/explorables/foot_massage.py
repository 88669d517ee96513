"""Explorables of the lesson on foot massage."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.widgets.explore import Explorable

LOOK: dict[str, Any] = {"style": {"description_width": "14rem"}, "layout": {"width": "29rem"}}

#: What each view shows: the structures, and what they ask of the hands.
VIEWS = {
    "calf": (
        "back",
        ("gastrocnemius", "soleus", "deep-calf-veins"),
        "Deep veins run below the calf muscle: compare both calves before you press one",
    ),
    "heel": (
        "back",
        ("soleus", "achilles-tendon", "plantar-fascia"),
        "Cord above the heel, band below it: whole hand along them, no hard points",
    ),
    "shin": (
        "front",
        ("tibialis-anterior", "fibularis", "outer-ankle-ligaments"),
        "Muscle beside the shin, bands at the ankle: glide along them, do not press the bone",
    ),
}


def basin() -> Explorable:
    """Whom an organism in a foot basin meets in one day, by how the basin is cleaned and the feet looked at."""

    def draw(scrub: str, wet: int, look: bool) -> Any:
        from course_tools.figures import foot_massage  # matplotlib takes seconds: only where something is drawn

        return foot_massage.basin(scrub, wet, look)

    controls = {
        "scrub": w.Dropdown(
            options=[
                ("choose", ""),
                ("in the evening only", "evening"),
                ("at noon and in the evening", "noon"),
                ("after every guest", "each"),
            ],
            value="",
            description="The basin is scrubbed",
            **LOOK,
        ),
        "wet": w.Dropdown(
            options=[("not at all", 0), ("two minutes", 2), ("ten minutes", 10)],
            value=2,
            description="Then disinfectant stays wet",
            **LOOK,
        ),
        "look": w.Dropdown(
            options=[("no", False), ("yes, and a nick means no soak", True)],
            value=False,
            description="You look at the feet first",
            **LOOK,
        ),
    }
    return Explorable("one foot basin and ten guests", controls, draw)


def below_skin() -> Explorable:
    """What lies under the hands on the calf and heel, and on the shin and ankle."""

    def draw(view: str) -> Any:
        from course_tools.figures import body  # matplotlib takes seconds: only where something is drawn

        return body.labeled(*VIEWS[view])

    controls = {
        "view": w.Dropdown(
            options=[("the calf", "calf"), ("heel and sole", "heel"), ("shin and ankle", "shin")],
            value="calf",
            description="Look below the skin of",
            **LOOK,
        )
    }
    return Explorable("what lies under the hands on lower leg and foot", controls, draw)
