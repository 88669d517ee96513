"""The explorable of the lesson on consent."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from course_tools.widgets.explore import Explorable


def table_talk() -> Explorable:
    """Six sentences to a client, to be said otherwise, and how many words in them threaten."""
    from course_tools.figures import consent  # matplotlib takes seconds: only where something is drawn

    moments = dict(zip("abcdef", consent.LINES, strict=True))

    def draw(**said: int) -> Any:
        return consent.table_talk({moments[name]: place for name, place in said.items()})

    controls = {
        name: w.Dropdown(
            options=[(f"“{line.plain}”", place) for place, line in enumerate(consent.LINES[moment])],
            value=consent.HEARD[moment],
            description=moment,
            style={"description_width": "9rem"},
            layout={"width": "36rem"},
        )
        for name, moment in moments.items()
    }
    return Explorable("what six sentences do with the same findings", controls, draw)
