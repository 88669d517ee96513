"""Explorables of the lesson on luxury or treatment."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.widgets.explore import Explorable


def parts() -> Explorable:
    """What is left of calm when one part of a spa hour is taken away: a guess first, then what was measured."""
    facts = load_evidence().facts
    women, crossed = facts["hrv-both-massages"].numbers, facts["hrv-rest-also-works"].numbers
    numbers = {
        "women": women["n"],
        "massaged": women["n_vagus"] + women["n_shoulder"],
        "resting": women["n_control"],
        "crossed": crossed["n"],
        "minutes": crossed["minutes"],
        "studies": facts["stress-moyer-2004"].numbers["n_studies"],
    }

    def draw(without: str, guess: str) -> Any:
        from course_tools.figures import luxury  # matplotlib takes seconds: only where something is drawn

        return luxury.hour_without(without, guess, numbers)

    look: dict[str, Any] = {"style": {"description_width": "11rem"}, "layout": {"width": "28rem", "max_width": "100%"}}
    without = {
        "the massage": "hands",
        "the quiet": "quiet",
        "the warmth": "warmth",
        "the kind, true words": "words",
        "nothing: the whole hour": "",
    }
    guesses = {"choose": "", "none of it": "none", "some of it": "some", "all of it": "all"}
    controls = {
        "without": w.Dropdown(options=list(without.items()), value="hands", description="Take away", **look),
        "guess": w.Dropdown(options=list(guesses.items()), value="", description="Calm that is left", **look),
    }
    return Explorable("what is left of calm when one part of a spa hour is taken away", controls, draw)
