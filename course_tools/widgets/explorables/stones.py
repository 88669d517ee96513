"""The explorable of the lesson on stones."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.widgets.explore import Explorable

#: What can be chosen: how long a stone stays on the same skin, in seconds.
STAYS = (
    ("1 second, it glides by", 1),
    ("10 seconds", 10),
    ("30 seconds", 30),
    ("2 minutes", 120),
    ("5 minutes", 300),
    ("10 minutes, it was left there", 600),
)


def contact() -> Explorable:
    """How hot, how long, and on whose skin: against the times at which skin is known to burn."""
    lore = load_evidence().facts["hotstone-lore-vs-burn"].numbers["lore_range_f"]

    def draw(heat: int, stay: int, feeling: str) -> Any:
        from course_tools.figures import stones  # matplotlib takes seconds: only where something is drawn

        low, high = lore
        return stones.contact(_burns(stones.Burn), heat, stay, feeling, (low, high))

    look: dict[str, Any] = {"style": {"description_width": "13rem"}, "layout": {"width": "30rem"}}
    degrees = [
        (f"{f} °F ({c} °C)", f)
        for f, c in ((111, 44), (113, 45), (120, 49), (125, 52), (130, 54), (135, 57), (140, 60))
    ]
    controls: dict[str, Any] = {
        "heat": w.Dropdown(options=degrees, value=120, description="What touches the skin", **look),
        "stay": w.Dropdown(options=list(STAYS), value=1, description="It stays on one place for", **look),
        "feeling": w.Dropdown(
            options=[("full, asked and tested", "full"), ("reduced, or not asked", "reduced")],
            value="full",
            description="Feeling in that skin",
            **look,
        ),
    }
    return Explorable("how hot and how long, against the times at which skin is known to burn", controls, draw)


def _burns(burn: Any) -> list[Any]:
    """The burn times of the evidence base, from the mildest heat to the hottest. Celsius is rounded, as there."""
    facts = load_evidence().facts
    lowest, test = facts["burn-threshold-44c-6h"].numbers, facts["burn-45c-300s"].numbers
    table = facts["burn-scald-table"].numbers
    hours, still = lowest["min_burn_hours"], test["seconds"]
    five, (short, long) = table["f120_minutes_more_than"], table["f125_minutes"]
    thirty, ten, under = table["f130_seconds"], table["f135_seconds"], table["f140_seconds_less_than"]
    return [
        burn(111, lowest["min_burn_c"], 3600 * hours, 3600 * hours, f"{hours} hours", water=False),
        burn(113, test["temperature_c"], still, still, f"{still} seconds", water=False),
        burn(120, 49, 60 * five, 60 * five, f"over {five} minutes", how="more than"),
        burn(125, 52, 60 * short, 60 * long, f"{short:g}-{long:g} min"),
        burn(130, 54, thirty, thirty, f"{thirty} seconds"),
        burn(135, 57, ten, ten, f"{ten} seconds"),
        burn(140, 60, under, under, f"under {under} seconds", how="less than"),
    ]
