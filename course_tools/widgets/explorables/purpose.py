"""Explorables of the lesson on purpose."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.widgets.explore import Explorable


def rooms() -> Explorable:
    """How often health and calm meet in one room on one day."""
    facts = load_evidence().facts
    newer, older = facts["purpose-consumer-2015"].numbers, facts["purpose-mixed"].numbers
    surveys = {
        2015: {"health": newer["health_pct"], "calm": newer["relaxation_pct"]},
        2013: {"health": older["medical_pct"], "calm": older["stress_pct"]},
    }

    def draw(year: int, clients: int) -> Any:
        from course_tools.figures import purpose  # matplotlib takes seconds: only where something is drawn

        return purpose.rooms(surveys[year], year, clients)

    style = {"description_width": "12rem"}
    controls = {
        "clients": w.Dropdown(options=list(range(1, 9)), value=1, description="Clients you see in a day", style=style),
        "year": w.Dropdown(
            options=[("2015", 2015), ("2013", 2013)], value=2015, description="Reasons from the survey of", style=style
        ),
    }
    return Explorable("how often both purposes meet in your room on one day", controls, draw)
