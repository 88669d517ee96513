"""One foot basin and ten guests: whom an organism on its walls meets, by how the basin is cleaned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon

from course_tools.figures.picture import BLUE, GREY, INK, Picture

GUESTS = 10
BRINGS = 3  # the guest who leaves the organism in the basin; chosen for the picture
SHAVED = (5, 8)  # the guests who shaved that morning and have a nick; chosen for the picture
CONTACT = 10  # minutes that the disinfectant stays wet where the label gives no other time (US EPA)
RED, WATER, DRY, SOFT = "#D55E00", "#cfe3f2", "#eceff1", "#57606a"

#: After which guests the basin is scrubbed.
SCRUBS = {"each": frozenset(range(1, GUESTS + 1)), "noon": frozenset({5, GUESTS}), "evening": frozenset({GUESTS})}
WHEN = {"each": "after every guest", "noon": "at noon and in the evening", "evening": "in the evening only"}
WET = {10: "ten minutes", 2: "two minutes", 0: "not at all"}


@dataclass(frozen=True)
class Day:
    """Who met the organism in the water, who was exposed with a nick, and who kept dry feet: numbers of guests."""

    met: tuple[int, ...]
    nicked: tuple[int, ...]
    dry: tuple[int, ...]


def day(scrub: str, wet: int, look: bool) -> Day:
    """The ten guests of one day. `scrub` is a key of SCRUBS, `wet` minutes of disinfectant, `look` at the feet first.

    The organism stays from guest BRINGS on until the basin is both scrubbed and wet for CONTACT minutes. An
    illustration: nobody measured how many meet what.
    """
    dry = SHAVED if look else ()
    met: list[int] = []
    there = False
    for guest in range(1, GUESTS + 1):
        if there and guest not in dry:
            met.append(guest)
        there = there or guest == BRINGS
        if guest in SCRUBS[scrub] and wet >= CONTACT:
            there = False
    return Day(tuple(met), tuple(guest for guest in met if guest in SHAVED), tuple(dry))


def basin(scrub: str, wet: int, look: bool) -> Picture:
    """Ten guests in a row, each at the same basin; marked are those who meet what guest BRINGS left there.

    With `scrub` empty, nothing is chosen yet, and those after guest BRINGS are open.
    """
    today = day(scrub, wet, look) if scrub else None
    figure = Figure(figsize=(7.4, 3.7))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, 7.4)
    axes.set_ylim(0, 3.7)
    axes.axis("off")
    told = "The same basin, guest after guest. The water is fresh and clear each time."
    axes.text(0.2, 3.45, told, color=SOFT, fontsize=10, va="center")
    for guest in range(1, GUESTS + 1):
        _guest(axes, guest, today)
        if today and guest < GUESTS:
            _between(axes, guest, guest in SCRUBS[scrub], wet)
    _count(axes, today)
    return Picture(
        figure,
        title=_title(scrub, wet, today) if today else f"Guest {BRINGS} leaves a germ in the basin. Whom does it meet?",
        alt=_alt(scrub, wet, look, today)
        if today
        else f"Ten guests, one basin. Open whom guest {BRINGS}'s germ meets.",
        note=(
            "An illustration: who brings the germ, who shaved, and that it meets everyone, are made up. Real: at one "
            "nail salon 110 customers were infected, all 10 footbaths grew the germ; shaving the legs before raised "
            "the odds about fivefold (95% range 2.1 to 11.1; moderate certainty)."
        ),
        columns=("Guest", "Soaks", "What happens"),
        rows=[(str(guest), *_row(guest, today)) for guest in range(1, GUESTS + 1)],
        table="The same in words",
    )


def _alt(scrub: str, wet: int, look: bool, today: Day) -> str:
    return (
        f"Ten guests use one basin in turn. Scrubbed {WHEN[scrub]}, disinfectant wet {WET[wet]}, feet "
        f"{'looked at first' if look else 'not looked at'}. Guest {BRINGS} leaves a germ. "
        f"It meets {_names(today.met)}. Dry feet: {_names(today.dry)}."
    )


def _title(scrub: str, wet: int, today: Day) -> str:
    if not today.met:
        if today.dry:
            return "Scrubbed, ten minutes wet, feet looked at: nobody meets the germ, and nicks stay dry"
        return "Scrubbed and ten minutes wet after every guest: nobody meets the germ. Two nicks still went in"
    reaches = f"reaches {_who(today)} after guest {BRINGS}"
    if wet >= CONTACT:
        return f"One unscrubbed basin {reaches}: {'at noon' if scrub == 'noon' else 'in the evening'} is too late"
    if scrub == "each":
        return f"Scrubbed, but not ten minutes wet: the germ {reaches}"
    return f"Clear water in an unscrubbed basin: the germ {reaches}"


def _who(today: Day) -> str:
    return "everyone" if len(today.met) == GUESTS - BRINGS else f"{len(today.met)} guests"


def _names(guests: tuple[int, ...]) -> str:
    return ", ".join(f"guest {guest}" for guest in guests) or "nobody"


def _row(guest: int, today: Day | None) -> tuple[str, str]:
    if today is None:
        return "yes", "Leaves a germ on the walls" if guest == BRINGS else "Open" if guest > BRINGS else "Meets nothing"
    if guest in today.dry:
        return "no", "A nick from shaving: no soak, feet done dry"
    if guest == BRINGS:
        return "yes", "Leaves a germ on the walls"
    if guest in today.nicked:
        return "yes", "Meets the germ, with a nick from shaving"
    if guest in today.met:
        return "yes", "Meets the germ"
    return "yes", "A nick from shaving goes into the water" if guest in SHAVED else "Meets nothing"


LEFT, STEP, BASE = 0.5, 0.71, 1.75  # inches: the first basin's middle, the way to the next, the basins' bottom


def _guest(axes: Axes, guest: int, today: Day | None) -> None:
    x = LEFT + (guest - 1) * STEP
    met, dry = (guest in today.met, guest in today.dry) if today else (False, False)
    brings, is_open = guest == BRINGS, today is None and guest > BRINGS
    edge = RED if met else INK if brings else GREY
    tub = np.array([(x - 0.27, BASE + 0.5), (x - 0.19, BASE), (x + 0.19, BASE), (x + 0.27, BASE + 0.5)])
    fill = DRY if dry else f"{RED}55" if met else WATER
    axes.add_patch(Polygon(tub, closed=True, facecolor=fill, edgecolor=edge, linewidth=2.4 if met or brings else 1.2))
    mark = {"met": "✕", "brings": "●"}.get(
        "met" if met else "brings" if brings else "", "dry" if dry else "?" if is_open else ""
    )
    axes.text(x, BASE + 0.25, mark, color=SOFT if dry else INK, fontsize=9.5 if dry else 14, ha="center", va="center",
              fontweight="bold")  # fmt: skip
    axes.text(x, BASE + 0.74, str(guest), color=INK, fontsize=12, ha="center", va="center",
              fontweight="bold" if met or brings else "normal")  # fmt: skip
    if brings:
        axes.text(x, BASE + 1.08, "leaves a germ", color=INK, fontsize=9.5, ha="center", va="center")
    elif guest in SHAVED:
        axes.text(x, BASE + 1.08, "shaved", color=INK, fontsize=9.5, ha="center", va="center", style="italic")


def _between(axes: Axes, guest: int, scrubbed: bool, wet: int) -> None:
    """What is done to the basin after this guest: both steps clean it, one alone does not."""
    x, y = LEFT + (guest - 0.5) * STEP, BASE - 0.32
    done = scrubbed and wet >= CONTACT
    axes.text(x, y, "✓" if done else "–", color=BLUE if done else SOFT, fontsize=13, ha="center", va="center",
              fontweight="bold")  # fmt: skip


def _count(axes: Axes, today: Day | None) -> None:
    if today is None:
        words, color = f"How many of the {GUESTS - BRINGS} guests after guest {BRINGS}? Guess, then choose", SOFT
    else:
        signs = "✓ scrubbed and ten minutes wet in between     – not both"
        axes.text(0.2, BASE - 0.66, signs, color=SOFT, fontsize=9.5, va="center")
        color = RED if today.met else BLUE
        words = f"{'✕' if today.met else '✓'}  {len(today.met)} of {GUESTS - BRINGS} guests after guest {BRINGS} meet "
        words += f"the germ, {len(today.nicked)} with a nick" if today.nicked else "the germ"
    shape = "round,pad=0,rounding_size=0.08"
    box = FancyBboxPatch((0.2, 0.22), 7.0, 0.6, boxstyle=shape, facecolor=f"{color}22", edgecolor=color, linewidth=1.6)
    axes.add_patch(box)
    axes.text(0.4, 0.52, words, color=INK, fontsize=12, va="center", fontweight="bold")
