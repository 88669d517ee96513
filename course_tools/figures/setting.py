"""One hour in three rooms: at which moments clean hands, fresh linen or a yes are owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course_tools.figures.picture import BLUE, INK, ORANGE, Picture

HANDS, LINEN, YES = "clean hands", "fresh linen", "a yes"
SOFT, BAND, BROWN = "#57606a", "#f3f5f7", "#8a4b00"
NOT_YET = "not marked yet"


@dataclass(frozen=True)
class Moment:
    """A moment of the hour: what happens, and what is owed then in every room (nothing new, if empty)."""

    id: str
    what: str
    owed: frozenset[str]


#: The hour, in order. The moments for hands follow the WHO's before and after; linen and consent follow the rules of
#: states and a province that the lesson cites.
HOUR = (
    Moment("ready", "You make the room ready", frozenset({LINEN})),
    Moment("talk", "She sits down: health, hopes, plan", frozenset({YES})),
    Moment("first", "You are about to touch her", frozenset({HANDS})),
    Moment("phone", "You switch off a buzzing phone", frozenset({HANDS})),
    Moment("neck", 'Halfway: "Could you do my neck?"', frozenset({YES})),
    Moment("turn", "She turns over under the sheet", frozenset()),
    Moment("over", "The hour is over", frozenset({HANDS, LINEN})),
)

#: What each room adds, by moment.
ROOMS: Mapping[str, Mapping[str, str]] = {
    "spa": {"ready": "light to see skin by", "over": "a used foot basin: clean, disinfect"},
    "clinic": {"talk": "read the referral", "over": "write to who sent her, if she agrees"},
    "ward": {
        "ready": "your own drape, towel",
        "talk": "the nurse's word first",
        "turn": "lines stay free; ask if she may turn",
        "over": "tell the nurse",
    },
}


def in_words(duties: frozenset[str]) -> str:
    """The duties as a reader sees them."""
    return " + ".join(each for each in (HANDS, LINEN, YES) if each in duties) or "nothing new"


def right_marks(marks: Mapping[str, frozenset[str] | None]) -> tuple[int, int]:
    """How many moments are marked, and how many of these exactly right."""
    marked = [(moment, marks[moment.id]) for moment in HOUR if marks.get(moment.id) is not None]
    return len(marked), sum(mark == moment.owed for moment, mark in marked)


def hour(room: str, marks: Mapping[str, frozenset[str] | None]) -> Picture:
    """The hour as seven moments: what the learner marked, and beside each mark what is owed, in this room.

    `marks` holds, by moment, the duties that the learner chose, or None where they have not chosen. What is owed is
    shown only beside a mark.
    """
    marked, right = right_marks(marks)
    rows = [_row(room, moment, marks.get(moment.id)) for moment in HOUR]
    figure = Figure(figsize=(7.4, 5.0))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, 7.4)
    axes.set_ylim(len(HOUR) + 0.05, -0.62)
    axes.axis("off")
    _heads(axes, room)
    for y, (moment, row) in enumerate(zip(HOUR, rows, strict=True)):
        _draw(axes, y, row, marks.get(moment.id), moment.owed)
    return Picture(
        figure,
        title=_title(marked, right),
        alt=f"One hour in a {room}, in seven moments. "
        + " ".join(f"{what}: you, {you}; owed, {owed}{_more(more)}." for what, you, owed, more in rows),
        note=(
            "An illustration of the rules and guidelines that this lesson names; “fresh linen” stands for all that "
            "touched her skin. Your own law or house may ask for more."
        ),
        columns=("Moment", "You marked", "Owed in every room", f"A {room} adds"),
        rows=rows,
        table="The same in words",
    )


def _row(room: str, moment: Moment, mark: frozenset[str] | None) -> tuple[str, str, str, str]:
    if mark is None:
        return moment.what, NOT_YET, "shown when you mark it", ""
    more = ROOMS[room].get(moment.id, "")
    return moment.what, in_words(mark), in_words(moment.owed), more


def _more(words: str) -> str:
    return f"; this room adds: {words}" if words else ""


def _title(marked: int, right: int) -> str:
    if not marked:
        return "One hour, seven moments: when must hands, linen or a yes be new?"
    if marked < len(HOUR):
        return f"{right} of {marked} right so far; {len(HOUR) - marked} still to mark"
    first = "All seven right" if right == len(HOUR) else f"{right} of {len(HOUR)} right"
    return f"{first}. The room changes the candle, not the duties"


LEFT, YOU, OWED, ADDS = 0.12, 2.4, 4.0, 5.72  # inches: where the columns begin
WIDE = 1.36


def _heads(axes: Axes, room: str) -> None:
    heads: Sequence[tuple[float, str]] = (
        (LEFT, "The hour"),
        (YOU, "You marked"),
        (OWED, "Owed in every room"),
        (ADDS, f"A {room} adds"),
    )
    for x, words in heads:
        axes.text(x, -0.3, words, color=SOFT, fontsize=10, fontweight="bold", va="center")


def _draw(
    axes: Axes, y: int, row: tuple[str, str, str, str], mark: frozenset[str] | None, owed: frozenset[str]
) -> None:
    what, you, due, more = row
    if y % 2 == 0:
        axes.axhspan(y, y + 1, color=BAND, linewidth=0)
    middle = y + 0.5
    axes.text(LEFT, middle, f"{y + 1}", color=SOFT, fontsize=11, fontweight="bold", va="center")
    axes.text(LEFT + 0.24, middle, _two_lines(what), color=INK, fontsize=10, va="center", linespacing=1.25)
    if mark is None:
        axes.text(YOU + 0.1, middle, "?", color=SOFT, fontsize=13, va="center")
        return
    good = mark == owed
    _box(axes, YOU, middle, _two_lines(you), BLUE if good else BROWN, fill=False)
    axes.text(YOU + WIDE - 0.02, middle, "✓" if good else "✗", color=BLUE if good else BROWN, fontsize=13, va="center")
    _box(axes, OWED, middle, _two_lines(due), BLUE if good else ORANGE, fill=True)
    axes.text(ADDS, middle, _two_lines(more, 24), color=INK, fontsize=9, style="italic", va="center")


def _two_lines(words: str, longest: int = 16) -> str:
    """Words on one line if short, else broken near the middle."""
    if len(words) <= longest:
        return words
    middle = len(words) / 2
    at = min((i for i, letter in enumerate(words) if letter == " "), key=lambda i: abs(i - middle))
    return f"{words[:at]}\n{words[at + 1 :]}"


def _box(axes: Axes, x: float, y: float, words: str, color: str, *, fill: bool) -> None:
    face = f"{color}30" if fill else "white"
    box = FancyBboxPatch(
        (x, y - 0.34),
        WIDE - 0.14,
        0.68,
        boxstyle="round,pad=0,rounding_size=0.08",
        facecolor=face,
        edgecolor=color,
        linewidth=1.3,
    )
    axes.add_patch(box)
    axes.text(x + (WIDE - 0.14) / 2, y, words, color=INK, fontsize=9.5, ha="center", va="center", linespacing=1.15)
