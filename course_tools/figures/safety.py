"""How many people who carry a warning sign have a serious disease of the spine, and how sure the figure is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_tools.figures.picture import BLUE, GREY, INK, ORANGE, Picture, hundred, signs

ACROSS, DOWN = 40, 25
FRACTURE, CANCER = "fracture", "cancer"
DISEASE = {FRACTURE: "have a broken bone in the spine", CANCER: "have cancer in the spine"}
LOOK = {FRACTURE: (ORANGE, "s", "■"), CANCER: (BLUE, "D", "◆")}
CALL = "a doctor the same day"


@dataclass(frozen=True)
class Sign:
    """A sign in words; of 100 people who carry it, how many have the disease (best figure, 95% interval).

    `alone` is what a therapist does about it if nothing else stands out; `at_most` where a source says "up to".
    `other` is a second figure for the same sign, from primary care, and where it was read.
    """

    name: str
    disease: str
    best: float
    low: float
    high: float
    alone: str
    at_most: bool = False
    other: tuple[float, str] | None = None

    @property
    def in_words(self) -> str:
        """The figure with its interval."""
        return f"{'up to ' if self.at_most else ''}{self.best:g} ({self.low:g} to {self.high:g})"


def everyone(people: int, with_sign: float, ill: float) -> Picture:
    """1,000 people with new back pain: how many carry at least one sign, and how many are seriously ill (percent in).

    `people` is how many were studied.
    """
    carry, sick = round(10 * with_sign), round(10 * ill)
    figure = Figure(figsize=(7.4, 3.7), layout="constrained")
    axes = figure.subplots()
    groups = [(sick, ORANGE, "s", 34), (carry - sick, BLUE, "o", 13), (ACROSS * DOWN - carry, GREY, "^", 13)]
    place = 0
    for count, color, marker, size in groups:
        spots = range(place, place + count)
        xs, ys = [spot // DOWN for spot in spots], [DOWN - 1 - spot % DOWN for spot in spots]
        axes.scatter(xs, ys, s=size, color=color, marker=marker, linewidths=0)
        place += count
    axes.set_xlim(-14.5, ACROSS + 10.5)
    axes.set_ylim(-1, DOWN + 0.5)
    axes.axis("off")
    top = DOWN - 1 - (sick - 1) / 2
    none = ACROSS * DOWN - carry
    for x, y, color, shape, words in (
        (-1.6, top, ORANGE, "■", f"{sick} are\nseriously ill"),
        (-1.6, 6, BLUE, "●", f"{carry} carry at\nleast one sign"),
        (ACROSS + 0.9, 12, GREY, "▲", f"{none} carry\nnone"),
    ):
        side, step = ("right", -1) if x < 0 else ("left", 1)
        axes.text(x, y, shape, color=color, fontsize=13, ha="center", va="center")
        axes.text(x + step, y, words, color=INK, fontsize=12, ha=side, va="center")
    return Picture(
        figure,
        title=f"Of 1,000 people with new back pain, {carry} carry a warning sign, and {sick} are seriously ill",
        alt=(
            f"1,000 signs for 1,000 people with new low back pain. {carry} carry at least one warning sign, "
            f"{none} carry none. {sick} are seriously ill, a thin strip at one edge."
        ),
        note=(
            f"Counted among {people:,} people in primary care in Australia, set to 1,000. The source does not say "
            f"which of the {sick} carried a sign; here they are drawn among those who did. Now add signs."
        ),
        columns=("Group", "Of 1,000"),
        rows=[
            ("Carry at least one sign", str(carry)),
            ("Carry none", str(none)),
            ("Seriously ill", str(sick)),
        ],
    )


def carriers(chosen: Sequence[Sign], several: Sign) -> Picture:
    """100 people who carry the chosen signs, and each sign's figure with its interval.

    `several` is the figure for fracture signs together; it counts once two of those are chosen.
    """
    fracture = [sign for sign in chosen if sign.disease == FRACTURE]
    mixed = len({sign.disease for sign in chosen}) > 1
    rows = [*chosen, *([several] if len(fracture) > 1 else [])]
    do = chosen[0].alone if len(chosen) == 1 else f"leave the back; {CALL}; hands or feet, if wanted"
    figure = Figure(figsize=(7.4, 4.5), layout="constrained")
    if mixed:
        _intervals(figure.subplots(), rows)
    else:
        left, right = figure.subplots(1, 2, width_ratios=(1, 1.15))
        _people(left, rows[-1])
        _intervals(right, rows)
    figure.supxlabel(f"What you do: {do}", fontsize=11, color=INK, weight="bold")
    return Picture(
        figure,
        title=_title(chosen, rows[-1], mixed=mixed),
        alt=(
            "Of 100 people with new back pain who carry the sign, with 95% interval: "
            + "; ".join(f"{row.name}: {row.in_words} {DISEASE[row.disease]}" for row in rows)
            + f". What you do: {do}."
        ),
        note=_note(rows, several, mixed=mixed),
        columns=("Sign", "Disease", "Of 100 (95% interval)"),
        rows=[
            *((row.name, row.disease, row.in_words) for row in rows),
            *(
                (f"{row.name}, primary care, by a {row.other[1]}", row.disease, f"{row.other[0]:g}")
                for row in rows
                if row.other
            ),
            ("What you do", "", do),
        ],
    )


def _title(chosen: Sequence[Sign], shown: Sign, *, mixed: bool) -> str:
    if mixed:
        return "Two kinds of signs: nobody has counted people with this mix, so do not wait for a number"
    if len(chosen) > 1:
        return (
            f"A cluster: of 100 such people about {shown.best:g} {DISEASE[shown.disease]} "
            f"(it may be {shown.low:g} to {shown.high:g})"
        )
    about, more = ("up to", " or more") if shown.at_most else ("about", "")
    well = f"{100 - round(shown.best)}{more} do not"
    return f"{shown.name} alone: of 100 such people {about} {shown.best:g} {DISEASE[shown.disease]}, and {well}"


def _note(rows: Sequence[Sign], several: Sign, *, mixed: bool) -> str:
    words = "From one review of 14 studies in primary care and hospitals, which could not be pooled. "
    if several in rows:
        words += "“Several” is its word: the abstract does not say which signs, or how many. "
    if mixed:
        words += "Each line stands for its sign alone, or for fracture signs together. "
    return words + (
        "A review of 2023 calls the accuracy of such signs unclear. New numbness where a saddle would touch, weakness "
        "in both legs, or a bladder, bowel or sexual change is an emergency, whatever the number."
    )


def _people(axes: Axes, sign: Sign) -> None:
    ill = round(sign.best)
    color, marker, shape = LOOK[sign.disease]
    hundred(axes, [(ill, color, marker), (100 - ill, GREY, "o")])
    fewer, more = ("or fewer ", "or more ") if sign.at_most else ("", "")
    signs(axes, [(ill, color, shape, fewer + DISEASE[sign.disease]), (100 - ill, GREY, "●", f"{more}do not")])
    other = f"; {sign.other[0]:g} in primary care" if sign.other else ""
    span = "interval" if sign.at_most else "it may be"
    axes.text(0.5, -3.2, f"({span} {sign.low:g} to {sign.high:g}{other})", color=INK, fontsize=10.5, va="center")
    axes.set_ylim(-3.8, 9.7)
    axes.set_title(f"100 people with\n{sign.name.lower()}", fontsize=11, color=INK)


def _intervals(axes: Axes, rows: Sequence[Sign]) -> None:
    """A line a sign, from the low to the high end of its interval."""
    for y, sign in enumerate(rows):
        color, marker, _ = LOOK[sign.disease]
        axes.hlines(y, sign.low, sign.high, color=color, linewidth=5, alpha=0.55)
        axes.scatter(sign.best, y, s=90, color=color, marker=marker, zorder=3, edgecolors=INK, linewidths=0.8)
        axes.text(0, y - 0.25, f"{sign.name}: {sign.in_words}", color=INK, fontsize=10.5, va="bottom")
        if sign.other:
            value, read = sign.other
            axes.scatter(value, y, s=70, color="white", marker=marker, zorder=3, edgecolors=INK)
            words = f"◇ {value:g} in primary care\n    ({read})"
            axes.text(sign.high + 3, y, words, color=INK, fontsize=9.5, va="center")
    axes.set_xlim(-3, 103)
    axes.set_ylim(max(len(rows), 3) - 0.3, -0.8)
    axes.set_yticks([])
    axes.set_xticks([0, 50, 100], ["0", "50", "100"], color=INK)
    axes.set_xlabel("of 100 people with the sign; bar: 95% interval", color=INK, fontsize=10)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
