"""Explorables of the lesson on facials, wraps and scented products."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.widgets.explore import Explorable

STYLE = {"description_width": "13rem"}
WIDE = w.Layout(width="30rem", max_width="100%")


def bottle_and_timer() -> Explorable:
    """Drops to percent against a client's limit, and a mask's minutes against the study's."""
    facts = load_evidence().facts
    guide = {"drops": facts["aroma-dilution-drops"].numbers["drops_10ml"]["pct_1"], "ml": 10}
    mask = facts["facial-wrap-20min"].numbers

    def draw(guest: str, drops: int, ml: int, minutes: int) -> Any:
        from course_tools.figures import facial  # matplotlib takes seconds: only where something is drawn

        return facial.bottle_and_timer(guide, mask, facial.GUESTS[guest], drops, ml, minutes)

    told = {
        "Nobody has asked yet": "unasked",
        "Asked, no reaction: face, or older skin": "face",
        "Asked, no reaction: a healthy adult's body": "body",
        "Has reacted to a scent": "reacts",
        "Is pregnant, or may be": "pregnant",
    }
    controls = {
        "guest": _choice("What you know", told, "unasked"),
        "drops": _choice("Drops of essential oil", {str(n): n for n in (0, 1, 2, 3, 6, 9)}, 3),
        "ml": _choice("Plain oil", {f"{n} ml": n for n in (10, 20, 30)}, 10),
        "minutes": _choice("Timer for the mask", {f"{n} minutes": n for n in (10, 15, 20, 25, 35)}, 35),
    }
    return Explorable("what a bottle and a timer mean for this client's face", controls, draw)


def places() -> Explorable:
    """Where the hands go in a facial, and when the face is left alone."""

    def draw(story: str) -> Any:
        from course_tools.figures import facial  # matplotlib takes seconds: only where something is drawn

        return facial.places(story)

    told = {
        "Nothing stands out": "clear",
        "“My forehead was injected yesterday”": "injected",
        "A crust at the edge of the lip": "lip",
    }
    controls = {"story": _choice("You asked and looked", told, "clear")}
    return Explorable("where your hands go when the face is left alone", controls, draw)


def _choice(words: str, options: dict[str, Any], value: Any) -> Any:
    return w.Dropdown(options=list(options.items()), value=value, description=words, style=STYLE, layout=WIDE)
