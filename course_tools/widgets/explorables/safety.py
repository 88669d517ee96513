"""The explorable of the lesson on safety."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.widgets.explore import Explorable

LEAVE = "leave the back; a doctor {}; hands or feet, if wanted"
SOON, TODAY = LEAVE.format("within days"), LEAVE.format("the same day")
# What stands on the control, on the picture, in the evidence, and what it asks for if nothing else stands out.
FRACTURE_SIGNS = {
    "age": ("Older age", "Older age", "older_age", "adapt: light on the spine; ask again at each visit"),
    "blow": ("Severe fall or crash", "A severe fall or crash", "severe_trauma", TODAY),
    "steroid": ("Steroids for long", "Steroids for long", "corticosteroid", SOON),
    "bruise": ("Bruise on the spine", "A bruise on the spine", "contusion_abrasion", TODAY),
}


def add_signs() -> Explorable:
    """Who is ill among people with new back pain, and among those who carry the signs that the learner adds."""
    facts = load_evidence().facts

    def draw(**carried: bool) -> Any:
        from course_tools.figures import safety  # matplotlib takes seconds: only where something is drawn

        chosen = [sign for name, sign in _signs(safety.Sign).items() if carried[name]]
        if chosen:
            several = facts["redflags-multiple-fracture"].numbers
            low, high = several["ci95"]
            best = several["multiple_flags_pct"]
            together = safety.Sign("Several fracture signs", safety.FRACTURE, best, low, high, alone=TODAY)
            return safety.carriers(chosen, together)
        rare, common = facts["redflags-serious-disease-rare"].numbers, facts["redflags-most-clients-have-one"].numbers
        return safety.everyone(rare["n"], common["with_red_flag_pct"], rare["serious_pct"])

    look = {"style": {"description_width": "11rem"}, "layout": {"width": "17rem"}}
    words = {name: control for name, (control, *_) in FRACTURE_SIGNS.items()} | {"cancer": "Any cancer, ever"}
    controls = {
        name: w.Dropdown(options=[("no", False), ("yes", True)], value=False, description=word, **look)
        for name, word in words.items()
    }
    return Explorable(
        "who is ill among people with new back pain, and among those with the signs that you add", controls, draw
    )


def _signs(sign: Any) -> dict[str, Any]:
    """The signs of which the evidence base has a figure, by the name of their control."""
    facts = load_evidence().facts
    review, cancer = facts["redflags-fracture-probabilities"].numbers, facts["redflags-cancer-history"].numbers
    made = {
        name: sign(words, "fracture", review[f"{key}_pct"], *review[f"{key}_ci95"], alone=alone)
        for name, (_, words, key, alone) in FRACTURE_SIGNS.items()
    }
    primary = (cancer["primary_care_news_report_pct"], "news report")
    made["cancer"] = sign(
        "A past cancer", "cancer", cancer["history_of_cancer_pct"], *cancer["ci95"], SOON, at_most=True, other=primary
    )
    return made
