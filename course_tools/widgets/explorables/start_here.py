"""The explorable of the first page."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.widgets.explore import Explorable

BELIEFS = {
    "toxins": "Water and toxins",
    "deeper": "Deeper is better",
    "flag": "One warning sign",
    "license": "A license of its own",
    "cancer": "After a cancer",
}
SURE = [("50 %, a coin toss", 50), *((f"{p} %", p) for p in (60, 70, 80, 90, 95)), ("100 %, no doubt", 100)]
NOT_MARKED = -1


def sure_and_right() -> Explorable:
    """How sure the learner is of five beliefs, what that would mean, and later how many were right."""

    def draw(right: int, **sure: int) -> Any:
        from course_tools.figures import beliefs  # matplotlib takes seconds: only where something is drawn

        named = {BELIEFS[name]: value for name, value in sure.items()}
        return beliefs.sure_and_right(named, None if right == NOT_MARKED else right)

    look = {"style": {"description_width": "12rem"}, "layout": {"width": "24rem"}}
    controls: dict[str, Any] = {
        name: w.Dropdown(options=SURE, value=80, description=words, **look) for name, words in BELIEFS.items()
    }
    controls["right"] = w.Dropdown(
        options=[("not marked yet", NOT_MARKED), *((str(n), n) for n in range(len(BELIEFS) + 1))],
        value=NOT_MARKED,
        description="Right, of the five",
        **look,
    )
    return Explorable("how sure you are of five beliefs, and how many you may then expect to be right", controls, draw)
