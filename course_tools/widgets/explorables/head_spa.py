"""Explorables of the lesson on the head spa."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.widgets.explore import Explorable

LOOK: dict[str, Any] = {"style": {"description_width": "11rem"}, "layout": {"width": "26rem"}}

#: What each place shows: the view of the body, the structures, and what they ask of the hands.
PLACES = {
    "scalp": (
        "front",
        ("frontalis", "temporalis", "temporal-artery"),
        "Thin muscle over bone: finger pads are enough, and at the temple go light",
    ),
    "throat": (
        "front",
        ("sternocleidomastoid", "scalenes", "carotid-artery"),
        "The big artery to the brain runs here: fingers stay off the front of the neck",
    ),
    "nape": (
        "back",
        ("occipital-nerve", "suboccipitals", "splenius", "upper-trapezius", "vertebral-artery"),
        "Rest the base of the skull in your hands; press nothing deep below it",
    ),
}


def basin() -> Explorable:
    """What position, support, time and a sign ask for while a head lies over a basin."""

    def draw(says: str, tilt: str, towel: bool, minutes: int) -> Any:
        from course_tools.figures import head_spa  # matplotlib takes seconds: only where something is drawn

        return head_spa.basin(tilt, towel, minutes, says)

    controls = {
        "says": w.Dropdown(
            options=[("This is nice.", "nice"), ("My neck pulls.", "pull"), ("The ceiling looks odd.", "ceiling")],
            value="nice",
            description="The client says",
            **LOOK,
        ),
        "tilt": w.Dropdown(
            options=[("hanging over the rim", "hanging"), ("chin up, a little back", "chin-up"), ("level", "level")],
            value="hanging",
            description="The head is",
            **LOOK,
        ),
        "towel": w.Dropdown(
            options=[("the bare rim", False), ("a rolled towel", True)],
            value=False,
            description="Under the neck is",
            **LOOK,
        ),
        "minutes": w.Dropdown(
            options=[("1 minute ago", 1), ("2 minutes ago", 2), ("10 minutes ago", 10)],
            value=10,
            description="You last asked",
            **LOOK,
        ),
    }
    return Explorable("how much caution a head over a basin asks for", controls, draw)


def below_skin() -> Explorable:
    """What lies under the hands on the scalp, and on the front and the back of the neck."""

    def draw(place: str) -> Any:
        from course_tools.figures import body  # matplotlib takes seconds: only where something is drawn

        return body.labeled(*PLACES[place])

    controls = {
        "place": w.Dropdown(
            options=[("scalp and temples", "scalp"), ("front of the neck", "throat"), ("back of the neck", "nape")],
            value="scalp",
            description="Look below the skin of",
            **LOOK,
        )
    }
    return Explorable("what lies under the hands on head and neck", controls, draw)
