"""A picture of a virtual client for its author: every decision, and where each option leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_tools.authoring.caseplay import ways
from course_tools.authoring.cases import load_case_text
from course_tools.authoring.evidence import load_base
from course_tools.authoring.message import did_you_mean
from course_tools.authoring.outcomes import load_presets
from course_tools.content import Case
from course_tools.content.case import END, State
from course_tools.content.session import Session
from course_tools.encounter.players import mean_scores
from course_tools.problem import CourseProblem

FORMATS = (".svg", ".png")
INK, GOOD, BAD, HALF = "#1f2328", "#00664a", "#a03c00", "#7a5200"
COLUMN, ROW, ASIDE = 6.0, 1.0, 0.75
WIDTH = 30


def one_case(root: Path, name: str) -> Case:
    """A client by id, from its file. Raises CourseProblem."""
    path = root / "assets/cases" / f"{name}.yaml"
    if not path.is_file():
        known = [each.stem for each in (root / "assets/cases").glob("*.yaml")]
        raise CourseProblem(f"There is no client “{name}” in assets/cases.{did_you_mean(name, known)}")
    presets = {preset.id: preset for preset in load_presets(root, load_base(root))}
    return load_case_text(path, root, presets).case


def players_in_words(case: Case) -> str:
    """How players who do not think score on average, from 0 to 1."""
    return "; ".join(f"who {player}, {mean:.2f}" for player, mean in mean_scores(case).items())


def draw_case(case: Case, path: Path) -> None:
    """Write the picture of a case. Raises CourseProblem for another kind of file, or if it cannot be written."""
    put_figure(map_of(case), path)


def put_figure(figure: Figure, path: Path) -> None:
    """Write a picture. Raises CourseProblem for another kind of file, or if it cannot be written."""
    if path.suffix not in FORMATS:
        raise CourseProblem(f"“{path.name}” is no picture. Name a file that ends in .svg or .png.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, dpi=110, metadata={"Date": None} if path.suffix == ".svg" else None)
    except OSError as error:
        raise CourseProblem(f"{path} could not be written ({error.strerror}).") from None


@dataclass(frozen=True)
class Layout:
    """Where the places of a case stand: from left to right by the decisions before them, each with its rows below."""

    places: Mapping[str, tuple[float, float]]
    columns: int
    bottom: float

    @property
    def size(self) -> tuple[float, float]:
        """Of a figure that holds it, in inches."""
        return 3.6 * self.columns + 0.5, max(3.0, 0.42 * -self.bottom + 1)


def layout(case: Case) -> Layout:
    """The places of a case and their rows, without lines between them."""
    depth = _depths(case)
    columns: dict[int, list[str]] = {}
    for name in [*case.places, END]:
        if name in depth:
            columns.setdefault(depth[name], []).append(name)
    places, bottom = {}, 0.0
    for column, names in columns.items():
        y = 0.0
        for name in names:
            places[name] = (column * COLUMN, y)
            y -= ROW * (len(rows(case, name)) + 1) + ASIDE
        bottom = min(bottom, y)
    return Layout(places, len(columns), bottom)


def frame(axes: Axes, laid: Layout) -> None:
    """Make room for a layout."""
    axes.set_xlim(-0.3, COLUMN * laid.columns)
    axes.set_ylim(laid.bottom, 2.2)
    axes.axis("off")


def map_of(case: Case) -> Figure:
    """The decisions from left to right, each option below its state with its value, and an arrow to where it leads."""
    laid = layout(case)
    figure = Figure(figsize=laid.size)
    axes = figure.subplots()
    for name, (x, y) in laid.places.items():
        _draw_place(axes, case, name, x, y, laid.places)
    frame(axes, laid)
    axes.set_title(f"{case.id}: {case.title}", loc="left", color=INK)
    figure.tight_layout()
    return figure


def draw_box(axes: Axes, title: str, x: float, y: float) -> None:
    """The head of a place."""
    box = {"boxstyle": "round,pad=0.35", "facecolor": "#eef3f7", "edgecolor": INK}
    axes.text(x, y, fill(title, WIDTH), va="center", color=INK, fontsize=9, weight="bold", bbox=box)


def _draw_place(
    axes: Axes, case: Case, name: str, x: float, y: float, places: Mapping[str, tuple[float, float]]
) -> None:
    draw_box(axes, _title(case, name), x, y)
    for i, (words, value, leads) in enumerate(rows(case, name), start=1):
        row = y - i * ROW
        color = GOOD if value >= 0.85 else BAD if value < 0.25 else HALF
        axes.text(x + 0.2, row, f"{value:g}  {words}", va="center", color=color, fontsize=8.5)
        for goto in leads:
            to_x, to_y = places[goto]
            arrow = {"arrowstyle": "->", "color": color, "alpha": 0.6, "connectionstyle": "arc3,rad=0.05"}
            axes.annotate(
                "", xy=(to_x - 0.15, to_y), xytext=(x + 0.4 + 0.115 * (len(words) + 4), row), arrowprops=arrow
            )


def _title(case: Case, name: str) -> str:
    place = case.places.get(name)
    if place is None:
        return "(end)"
    if isinstance(place, Session):
        return f"{name}: a session"
    more = [f"{place.asking} min of asking"] if place.asking else []
    more += ["beliefs"] if place.believe else []
    more += [f"visit {place.visit}"] if place.visit else []
    return f"{name}{' (' + ', '.join(more) + ')' if more else ''}{'' if place.options else ', an end'}"


def rows(case: Case, name: str) -> list[tuple[str, float, list[str]]]:
    """What can be chosen at a place: its id, its value, and where it may lead."""
    place = case.places.get(name)
    if isinstance(place, Session):
        signs = [(f"stop: {sign.id}", sign.judged.value, [sign.judged.goto]) for sign in place.stop]
        return [*signs, *((each.id, each.judged.value, [each.judged.goto]) for each in place.effects)]
    if not isinstance(place, State):
        return []
    rows = []
    for option in place.options:
        judged = (option.judged, option.unasked, option.unmoved, *option.under.values())
        rows.append((option.id, option.judged.value, list(dict.fromkeys(j.goto for j in judged if j is not None))))
    return rows


def _depths(case: Case) -> dict[str, int]:
    """How many decisions lie at most before each place."""
    leads: dict[str, set[str]] = {}
    for _, here, goto in ways(case):
        leads.setdefault(here, set()).add(goto)
    depth = {case.decide[0].id: 0}
    todo = [case.decide[0].id]
    while todo:
        here = todo.pop()
        for goto in leads.get(here, ()):
            if depth.get(goto, -1) < depth[here] + 1 <= len(case.places) + 1:
                depth[goto] = depth[here] + 1
                todo.append(goto)
    return depth
