"""Explorables of the lesson on setting."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.widgets.explore import Explorable

#: What can be marked at a moment, by the name that its control holds. The picture knows which duties these are.
MARKS = (
    ("choose", ""),
    ("clean hands", "hands"),
    ("fresh linen", "linen"),
    ("a yes from her", "yes"),
    ("clean hands and fresh linen", "hands-linen"),
    ("nothing new", "nothing"),
)
MOMENTS = {
    "ready": "1 You make the room ready",
    "talk": "2 Health, hopes, plan",
    "first": "3 About to touch her",
    "phone": "4 You switch off a phone",
    "neck": "5 She asks for her neck",
    "turn": "6 She turns over, covered",
    "over": "7 The hour is over",
}


def one_hour() -> Explorable:
    """At which moments of one hour hands, linen or consent must be new, in a spa, a clinic and a ward."""

    def draw(room: str, **marks: str) -> Any:
        from course_tools.figures import setting  # matplotlib takes seconds: only where something is drawn

        duties = {
            "": None,
            "hands": frozenset({setting.HANDS}),
            "linen": frozenset({setting.LINEN}),
            "yes": frozenset({setting.YES}),
            "hands-linen": frozenset({setting.HANDS, setting.LINEN}),
            "nothing": frozenset[str](),
        }
        return setting.hour(room, {moment: duties[mark] for moment, mark in marks.items()})

    look: dict[str, Any] = {"style": {"description_width": "14rem"}, "layout": {"width": "29rem"}}
    controls: dict[str, Any] = {
        "room": w.Dropdown(
            options=[("a spa", "spa"), ("a clinic", "clinic"), ("a hospital ward", "ward")],
            value="spa",
            description="The room is in",
            **look,
        )
    }
    for name, label in MOMENTS.items():
        controls[name] = w.Dropdown(options=list(MARKS), value="", description=label, **look)
    return Explorable("when hands, linen or a yes must be new in one hour", controls, draw)
