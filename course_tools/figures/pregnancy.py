"""Pregnancy by the week: which questions, positions and trials apply; and what lies where a client points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_tools.figures.body import labeled
from course_tools.figures.picture import BLUE, INK, ORANGE, Picture

BIRTH, LAST, LEFT = 40, 51, -33  # weeks: the birth, as drawn, the end of the axis, and where its words begin
SOFT, OFF, BROWN = "#57606a", "#dfe3e8", "#8a4b00"
SIDE_TEACHING, NOT_FLAT, TRIALS, HEAD, CLOT = "side", "flat", "trials", "head", "clot"


@dataclass(frozen=True)
class Band:
    """What applies from one week to another (weeks after the birth count on from `BIRTH`)."""

    id: str
    words: str
    first: int
    last: int
    color: str

    def covers(self, week: int) -> bool:
        """Whether it applies in that week."""
        return self.first <= week <= self.last


def bands(weeks: Mapping[str, int]) -> tuple[Band, ...]:
    """The bands of the picture, from the top.

    `weeks` holds weeks of the evidence base: `trials`, `side`, `flat` and `head`, where each begins; `head_after` and
    `clot_after`, how many weeks after the birth each ends.
    """
    return (
        Band(HEAD, "Headache, eyes, ribs, sudden swelling: ask", weeks["head"], BIRTH + weeks["head_after"], ORANGE),
        Band(CLOT, "Leg clot: compare the calves", 0, BIRTH + weeks["clot_after"], ORANGE),
        Band(NOT_FLAT, "Never flat on her back (by caution)", weeks["flat"], BIRTH, ORANGE),
        Band(SIDE_TEACHING, "On her side: taught by schools", weeks["side"], BIRTH, BLUE),
        Band(TRIALS, "Trials of massage took women in", weeks["trials"], BIRTH, BLUE),
    )


@dataclass(frozen=True)
class Story:
    """What a client tells: what you do and how soon, and where she is then, if that changes."""

    says: str
    do: str
    lies: str = ""

    @property
    def stops(self) -> bool:
        """Whether it changes where she is now: then no massage goes on as it was."""
        return bool(self.lies)


#: What a pregnant client, or one after birth, may tell, by the name of the choice.
STORIES = {
    "well": Story("Nothing new; she feels well", ""),
    "evening": Story(
        "Both ankles, a little, each evening",
        "Go on, light on the legs; she tells her midwife at the next visit",
    ),
    "sudden": Story(
        "A headache, and rings that no longer fit",
        "Stop. Call the maternity unit with her, now",
        "She sits up, and you stay",
    ),
    "calf": Story(
        "One calf, sore and thicker", "Hands off the leg. Medical care the same day", "She sits; no work on the legs"
    ),
    "faint": Story(
        "Faint, lying on her back",
        "Turn her to her side; sit her up. Call now if it does not pass",
        "On her side, then sitting",
    ),
}


def when(week: int) -> str:
    """The week in words."""
    return f"Week {week}" if week <= BIRTH else f"{week - BIRTH} weeks after the birth"


def position(week: int, weeks: Mapping[str, int]) -> str:
    """How she lies in that week."""
    if week > BIRTH:
        return "As it suits her; ask about wounds and breasts"
    if week >= weeks["flat"]:
        return "On either side, or half sitting; never flat"
    if week >= weeks["side"]:
        return "On either side, with pillows; ask often"
    return "As it suits her"


def _title(week: int, story: str, weeks: Mapping[str, int]) -> str:
    told = STORIES[story]
    if told.do:
        return f"{when(week)}. {told.do}"
    if week > BIRTH + weeks["clot_after"]:
        return f"{when(week)}: the bands have ended; the warning questions go on for a year"
    if week > BIRTH:
        return f"{when(week)}: a clot is likelier than before the birth. Compare the calves, and ask on"
    if week < weeks["trials"]:
        return f"{when(week)}: before any trial began. Not known is not the same as dangerous: say so, let her choose"
    if week < weeks["side"]:
        return f"{when(week)}: the first week that trials took in. Ask first; she lies as it suits her"
    if week < weeks["flat"]:
        return f"{when(week)}: within what trials took in. Ask first, and lay her on her side"
    return f"{when(week)}: ask first; on her side or half sitting, never flat on her back"


def weeks_of(week: int, story: str, weeks: Mapping[str, int]) -> Picture:
    """What applies in the chosen `week` (after the birth: `BIRTH` + weeks), and what the `story` asks for."""
    drawn = bands(weeks)
    figure = Figure(figsize=(7.4, 5.1))
    axes = figure.add_axes((0.03, 0.3, 0.94, 0.68))
    axes.set_xlim(LEFT, LAST)
    axes.set_ylim(len(drawn) - 0.1, -0.75)
    for y, band in enumerate(drawn):
        _band(axes, y, band, on=band.covers(week))
    _week(axes, week, len(drawn))
    told = STORIES[story]
    lies = told.lies or position(week, weeks)
    do = told.do or "Ask the warning questions; any yes changes this"
    _card(figure, 0.03, "Where she is", lies, BROWN if told.stops else BLUE)
    _card(figure, 0.515, "What you do", do, BROWN if told.stops else BLUE)
    applies = [band.words for band in drawn if band.covers(week)]
    return Picture(
        figure,
        title=_title(week, story, weeks),
        alt=(
            f"Five bars along the weeks of a pregnancy and the weeks after it. {when(week)} lies within: "
            f"{'; '.join(applies) or 'none of them'}. Where she is: {lies}. She tells you: "
            f"{told.says}. What you do: {do}."
        ),
        note=(
            "Orange asks for caution, blue tells what was taught or tried; grey does not apply in this week. The bars "
            "begin and end where the sources of this lesson put them; a pregnancy is drawn as 40 weeks. Bars are no "
            "guarantee: the warning questions are asked at every visit, and for a year after the birth."
        ),
        columns=("What", "From", "To", f"{when(week)}"),
        rows=[
            (band.words, when(band.first), _end(band.last), "applies" if band.covers(week) else "does not")
            for band in drawn
        ],
    )


def _end(week: int) -> str:
    return "the birth" if week == BIRTH else when(week)


def _band(axes: Axes, y: int, band: Band, *, on: bool) -> None:
    weight = "bold" if on else "normal"
    words = _lines(band.words, 24)
    axes.text(LEFT, y, words, color=INK if on else SOFT, fontsize=10.5, fontweight=weight, va="center")
    axes.barh(y, band.last - band.first, left=band.first, height=0.36, color=band.color if on else OFF)
    if band.first:
        axes.text(band.first - 0.6, y, f"{band.first}", color=SOFT, fontsize=10, va="center", ha="right")
    if band.last > BIRTH:
        axes.text(band.last + 0.5, y, f"+{band.last - BIRTH}", color=SOFT, fontsize=10, va="center")


def _week(axes: Axes, week: int, rows: int) -> None:
    axes.vlines(week, -0.4, rows - 0.4, color=INK, linewidth=2, zorder=0)
    side = "right" if week > BIRTH else "center"
    axes.text(week, -0.58, when(week), color=INK, fontsize=11, fontweight="bold", ha=side, va="center")
    axes.vlines(BIRTH, -0.4, rows - 0.4, color=SOFT, linewidth=1, linestyle=":", zorder=0)
    ticks = {0: "week 0", 10: "10", 20: "20", 30: "30", BIRTH: "birth", BIRTH + 8: "+8"}
    axes.set_xticks(list(ticks), list(ticks.values()), color=INK, fontsize=10)
    axes.set_yticks([])
    for edge in ("left", "right", "top"):
        axes.spines[edge].set_visible(False)
    axes.spines["bottom"].set_bounds(0, LAST)


def _card(figure: Figure, x: float, head: str, words: str, color: str) -> None:
    """A box with one line of heading and up to three lines of words."""
    card = figure.add_axes((x, 0.02, 0.455, 0.2))
    card.set_xticks([])
    card.set_yticks([])
    card.set_facecolor(f"{color}18")
    for edge in card.spines.values():
        edge.set_color(color)
    card.text(0.03, 0.8, head, transform=card.transAxes, color=SOFT, fontsize=10, fontweight="bold", va="center")
    card.text(0.03, 0.36, _lines(words), transform=card.transAxes, color=INK, fontsize=11, va="center")


def _lines(words: str, longest: int = 38) -> str:
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) + 1 > longest:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


@dataclass(frozen=True)
class Place:
    """Where a client points: what lies there, and what it asks for."""

    says: str
    view: str
    structures: tuple[str, ...]
    title: str


#: Where a pregnant client points, by the name of the choice.
PLACES = {
    "back": Place(
        "Low back and back of the pelvis",
        "back",
        ("erector-spinae", "quadratus-lumborum", "sacroiliac-joint", "gluteus-medius"),
        "Low back and pelvis ache in many. After four times no, your hands may work here, on her side",
    ),
    "ribs": Place(
        "Just below the ribs",
        "front",
        ("diaphragm", "rectus-abdominis", "obliques"),
        "Pain just below the ribs: leave it, ask on, and call the maternity unit now. Muscle is not the first thought",
    ),
    "calf": Place(
        "One calf",
        "back",
        ("gastrocnemius", "soleus", "deep-calf-veins", "knee-hollow-vessels"),
        "One sore calf: deep veins lie below. Do not touch the leg; medical care the same day",
    ),
    "thigh": Place(
        "Both inner thighs, tired",
        "front",
        ("adductors", "femoral-vessels", "groin-nodes"),
        "Large vessels run along the inner thigh: no deep work here while she is pregnant; light, or leave it",
    ),
}


def places(place: str) -> Picture:
    """What lies at one of the `PLACES`, labeled, with what it asks for as the title."""
    told = PLACES[place]
    return labeled(told.view, told.structures, told.title)
