"""The explorable of the lesson on evidence."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.content import load_evidence
from course_tools.widgets.explore import Explorable

# What the other group got: the key in the evidence, the finding and what may be said.
PAIN = {
    "nothing": (
        "no_treatment",
        "Against nothing, {better} of 100 do better than the other group's average",
        "“better than doing nothing”, low certainty",
    ),
    "a pretend massage": (
        "sham",
        "Massage looks less than half as good when the other group also gets a pretend treatment",
        "“somewhat better than a pretend massage”, low certainty",
    ),
    "other care": (
        "active",
        "Against other care, massage is close to level: {more} more of 100 than with no difference",
        "“one choice among several”, low certainty",
    ),
}
NECK = {
    "a booklet": ("booklet", "“a little better than a booklet”, low certainty"),
    "exercise": ("exercise", "“massage or exercise, as you prefer”, low certainty"),
    "acupuncture": ("acupuncture", "“about as good as acupuncture”, low certainty"),
    "traction": ("traction", "“better than traction”, low certainty; not how much"),
}


def rivals() -> Explorable:
    """How good massage looks beside nothing, a pretend massage or other care; and in neck pain, with intervals."""
    facts = load_evidence().facts
    review, neck = facts["map-crawford2016-pain"].numbers, facts["neck-standard-2024"].numbers

    def draw(rival: tuple[str, str]) -> Any:
        from course_tools.figures import evidence  # matplotlib takes seconds: only where something is drawn

        where, name = rival
        if where == "pain":
            key, finding, say = PAIN[name]
            return evidence.people(evidence.Rival(name, review[f"smd_vs_{key}"], finding, say), review["n_trials"])
        margins = {}
        for each, (key, say) in NECK.items():
            low, high = neck[f"ci95_{key}"]
            margins[each] = evidence.Margin(each, neck[f"md_vs_{key}"], low, high, say)
        return evidence.points(margins[name], list(margins.values()), neck["mid_points"], neck["n_trials"])

    choices = [
        *((f"Pain of many kinds: {name}", ("pain", name)) for name in PAIN),
        *((f"Neck pain: {name}", ("neck", name)) for name in NECK),
    ]
    controls = {
        "rival": w.Dropdown(
            options=choices,
            value=choices[0][1],
            description="The other group gets",
            style={"description_width": "11rem"},
            layout={"width": "31rem"},
        )
    }
    return Explorable("how good massage looks beside what the other group gets", controls, draw)
