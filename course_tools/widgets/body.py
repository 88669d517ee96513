"""The body chart on a page: areas to choose, areas that are shown, or how often each was chosen.

The drawing and the list (or table) beside it are equal ways: whatever one says or does, the other does too. Where an
area is smaller on the page than 24 pixels, the list is the way that is large enough. Sides are the client's own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import anywidget
import traitlets

from course_tools.content import load_body, load_chart
from course_tools.problem import CourseProblem
from course_tools.widgets.esm import CSS, STATIC, esm
from course_tools.widgets.fallback import bundle

BODY_CSS = (STATIC / "body.css").read_text(encoding="utf-8")
SIDES = {"front": ("client's right", "client's left"), "back": ("client's left", "client's right")}
GROUPS, STEPS = 4, 5


class BodyChart(anywidget.AnyWidget):  # type: ignore[misc]
    """A body chart. `chosen` holds the ids of the areas chosen, in the order of choosing."""

    _esm = esm("dom", "body", "chart")
    _css = CSS.read_text(encoding="utf-8") + BODY_CSS
    card = traitlets.Dict().tag(sync=True)
    chosen = traitlets.List(traitlets.Int()).tag(sync=True)

    def __init__(self, card: dict[str, Any], chosen: Iterable[int] = ()) -> None:
        super().__init__(card=card, chosen=list(chosen))

    @traitlets.validate("chosen")  # type: ignore[untyped-decorator]
    def _offered(self, proposal: Any) -> list[int]:
        offered = {area["id"] for area in self.card["areas"]}
        return [area for area in dict.fromkeys(proposal["value"]) if area in offered]

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        title, words = self.card["title"], self.card["words"]
        text = f"Body chart: {title}. {self.card['said']}".strip()
        if self.card["form"] == "choose":
            told = "<p><em>Open this lesson in the course to choose areas.</em></p>"
        else:
            told = _table(words["columns"], words["rows"])
        return bundle(text, f'<section class="cq-still"><p>{escape(title)}</p>{told}</section>', self.model_id)


def choose_areas(title: str, view: str = "both", chosen: Iterable[int] = ()) -> BodyChart:
    """A chart to mark, such as a pain drawing; what is marked is in its trait `chosen`. Raises CourseProblem."""
    chosen = list(chosen)
    _known(chosen, view)
    return BodyChart({**_card("choose", title, view), "areas": offered(view)}, chosen)


def show_areas(title: str, groups: Mapping[str, Iterable[int]], view: str = "both") -> BodyChart:
    """A chart with one to four groups of areas marked, each by its name: `{"Pain": [219]}`. Raises CourseProblem."""
    named = {name: sorted(set(areas)) for name, areas in groups.items()}
    _known((area for areas in named.values() for area in areas), view)
    if not 1 <= len(named) <= GROUPS or len({area for areas in named.values() for area in areas}) < sum(
        len(areas) for areas in named.values()
    ):
        raise CourseProblem(f"A body chart shows one to {GROUPS} groups of areas, each area in one of them.")
    signs = ["●"] if len(named) == 1 else [chr(ord("A") + i) for i in range(len(named))]
    looks = [{"look": f"cb-g{i}", "sign": sign} for i, sign in enumerate(signs)]
    labels = {name: [load_body()[area].label for area in areas] for name, areas in named.items()}
    card = {
        **_card("show", title, view),
        "marks": {str(area): look for areas, look in zip(named.values(), looks, strict=True) for area in areas},
        "key": [{**look, "text": name} for name, look in zip(named, looks, strict=True)],
        "said": " ".join(f"{name}: {'; '.join(areas) or 'no area'}." for name, areas in labels.items()),
        "words": {
            "columns": ["What", "Where"],
            "rows": [[name, "; ".join(areas) or "no area"] for name, areas in labels.items()],
        },
    }
    return BodyChart(card)


def heat_map(title: str, counts: Mapping[int, int], people: int, view: str = "both") -> BodyChart:
    """How many of `people` chose each area: a number, one of five shades, and a table. Raises CourseProblem."""
    _known(counts, view)
    if people < 1 or any(not 0 <= count <= people for count in counts.values()):
        raise CourseProblem("On a heat map each number lies between 0 and the number of people, at least one.")
    most = max([*counts.values(), 1])
    found = {area: count for area, count in counts.items() if count}
    ordered = sorted(found, key=lambda area: (-found[area], area))
    card = {
        **_card("heat", title, view),
        "marks": {
            str(area): {"look": f"cb-h{_step(count, most)}", "sign": str(count)} for area, count in found.items()
        },
        "key": [{"look": f"cb-h{step}", "sign": "", "text": _range(step, most)} for step in _steps(most)],
        "said": f"The table below has the numbers of {people} people.",
        "words": {
            "columns": ["Area", f"Of {people}"],
            "rows": [[load_body()[area].label, str(found[area])] for area in ordered],
        },
    }
    return BodyChart(card)


def drawing(view: str) -> dict[str, Any]:
    """The drawing of a view (`front`, `back`, `both`), as `static/body.js` takes it. Raises CourseProblem."""
    chart, body = load_chart(), load_body()
    if view not in (*chart.views, "both"):
        raise CourseProblem(f"The body chart has no view called “{view}”: use front, back or both.")
    views = [name for name in chart.views if view in (name, "both")]
    return {
        "frame": list(chart.frame),
        "views": [
            {
                "name": name.capitalize(),
                "sides": list(SIDES[name]),
                "outline": chart.views[name].outline,
                "details": list(chart.views[name].details),
                "areas": [
                    {"id": area, "path": path, "at": list(chart.views[name].points[area]), "label": body[area].label}
                    for area, path in chart.views[name].paths.items()
                ],
            }
            for name in views
        ],
        "neighbors": {str(area): list(near) for area, near in chart.neighbors.items() if body[area].view in views},
    }


def offered(view: str) -> list[dict[str, Any]]:
    """The areas of a view in words, as `static/body.js` lists them: each beside its mirror, the left one first."""
    shown = (area for area in load_body().values() if view in (area.view, "both"))
    return [
        {"id": area.id, "view": area.view, "part": area.part, "text": f"{area.name}, {area.side}"}
        for area in sorted(shown, key=lambda area: (min(area.id, area.mirror), area.side))
    ]


def _card(form: str, title: str, view: str) -> dict[str, Any]:
    words: dict[str, Any] = {"columns": [], "rows": []}
    chart = drawing(view)
    return {
        "form": form,
        "title": title,
        "chart": chart,
        "areas": [],
        "marks": {},
        "key": [],
        "said": "",
        "words": words,
    }


def _known(areas: Iterable[int], view: str) -> None:
    for area in areas:
        if area not in load_body():
            raise CourseProblem(f"The body chart has no area {area}.")
        if view not in (load_body()[area].view, "both"):
            raise CourseProblem(f"Area {area} of the body chart is not on the {view}.")


def _step(count: int, most: int) -> int:
    """Which of the five shades, in equal steps up to the greatest count."""
    return math.ceil(STEPS * count / most)


def _steps(most: int) -> list[int]:
    """The shades that some whole number has."""
    return sorted({_step(count, most) for count in range(1, most + 1)})


def _range(step: int, most: int) -> str:
    low, high = math.floor((step - 1) * most / STEPS) + 1, math.floor(step * most / STEPS)
    return str(low) if low == high else f"{low} to {high}"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
