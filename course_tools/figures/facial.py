"""A bottle and a timer for the face, and where the hands go when the face is left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_tools.figures.body import labeled
from course_tools.figures.picture import GREEN, INK, ORANGE, Picture

PALE_GREEN, LIME, PALE_ORANGE, EDGE = "#BFE6D9", "#DDF0C2", "#F9E1B0", "#FFFFFF"
OIL_END, TIME_END, TAKE_OFF = 4.0, 40.0, 15.0  # percent, minutes, and from when the house takes a mask off


@dataclass(frozen=True)
class Guest:
    """Who lies there: the house limit for essential oil in percent, and why it is 0 where it is."""

    words: str
    limit: float
    no_oil: str = ""


GUESTS: Mapping[str, Guest] = {
    "unasked": Guest("nobody has asked yet", 0, "Nobody has asked about scent, allergy or pregnancy: no oil yet"),
    "face": Guest("asked, no reaction: a face, or older or sensitive skin", 1),
    "body": Guest("asked, no reaction: a healthy adult's body", 2),
    "reacts": Guest("has reacted to a scent", 0, "This client has reacted to a scent: no oil at any strength"),
    "pregnant": Guest("is pregnant, or may be", 0, "Pregnant, or may be, and the lists disagree: no oil"),
}


def percent(drops: int, ml: int, guide: Mapping[str, float]) -> float:
    """Essential oil in percent, as a dilution guide counts it.

    `guide` says how many `drops` in how many `ml` of carrier oil make about 1%; the rest is in proportion.
    """
    return drops / guide["drops"] * guide["ml"] / ml


def oil_finding(guest: Guest, drops: int, ml: int, strength: float) -> str:
    """What the bottle means for this client."""
    if not drops:
        return "No oil in the bottle: right for every client"
    if not guest.limit:
        return guest.no_oil
    many = "drop" if drops == 1 else "drops"
    if round(strength, 6) <= guest.limit:
        return f"{drops} {many} in {ml} ml is about {strength:.1f}%: within the house limit, and no oil is a choice too"
    return f"{drops} {many} in {ml} ml is about {strength:.1f}%: over the house limit for this client"


def mask_finding(minutes: int, numbers: Mapping[str, float]) -> str:
    """What a timer means for a mask, by the study's `max_minutes` and `sharp_rise_minutes`."""
    if minutes >= numbers["sharp_rise_minutes"]:
        return f"{minutes} minutes: too long, uptake has risen sharply"
    if minutes > numbers["max_minutes"]:
        return f"{minutes} minutes: over the authors' limit"
    if minutes >= TAKE_OFF:
        return f"{minutes} minutes: take it off now"
    return f"{minutes} minutes: in time, if it does not sting"


def bottle_and_timer(
    guide: Mapping[str, float], mask: Mapping[str, float], guest: Guest, drops: int, ml: int, minutes: int
) -> Picture:
    """The strength of the oil against this client's limit, and the mask's minutes against the study's."""
    strength = percent(drops, ml, guide)
    oil, time = oil_finding(guest, drops, ml, strength), mask_finding(minutes, mask)
    figure = Figure(figsize=(7.4, 4.1), layout="constrained")
    upper, lower = figure.subplots(2, 1)
    if guest.limit:
        _band(upper, 0, guest.limit, PALE_GREEN, f"up to {guest.limit:g}%")
        _band(upper, guest.limit, OIL_END, PALE_ORANGE, "over the house limit")
    else:
        _band(upper, 0, OIL_END, PALE_ORANGE, "no oil for this client, as far as you know")
    _marker(upper, strength, f"{strength:.1f}%" if drops else "no oil", drops == 0 or round(strength, 6) <= guest.limit)
    _scale(upper, OIL_END, [0, 1, 2, 3, 4], "Essential oil in the bottle, percent")
    most, rise = mask["max_minutes"], mask["sharp_rise_minutes"]
    _band(lower, 0, TAKE_OFF, PALE_GREEN, "on, with a timer")
    _band(lower, TAKE_OFF, most, LIME, "take off")
    _band(lower, most, TIME_END, PALE_ORANGE, "         too long")
    lower.plot([rise, rise], [0, 1], color=INK, lw=1.5, ls=(0, (3, 2)))
    lower.text(rise - 0.7, -0.06, f"{rise:g}: sharp rise", fontsize=10, color=INK, ha="left", va="top")
    _marker(lower, minutes, f"{minutes} min", minutes <= most)
    _scale(lower, TIME_END, [0, 15, 20, 40], "Mask on the face, minutes")
    return Picture(
        figure,
        title=f"{oil}. Mask at {time}.",
        alt=(
            f"Two scales. Above, essential oil from 0 to 4 percent. The client: {guest.words}. "
            f"House limit {guest.limit:g} percent, this bottle {strength:.1f} percent. Below, minutes of a "
            f"mask from 0 to 40: take it off from {TAKE_OFF:g}, at most {most:g}, sharp rise at {rise:g}; this "
            f"timer {minutes}."
        ),
        note=(
            f"Drops: one consumer guide counts {guide['drops']:g} drops in {guide['ml']:g} ml as about 1%; real drops "
            "differ. The limits of 1% and 2% are house caution, from that guide, not from a trial. Mask: uptake of "
            "preservatives from sheet masks in 175 people (low certainty). From 15 minutes off: house caution."
        ),
        columns=("What", "Value"),
        rows=[
            ("Drops", str(drops)),
            ("Plain oil", f"{ml} ml"),
            ("Strength, about", f"{strength:.1f}%"),
            ("House limit for this client", f"{guest.limit:g}%"),
            ("Mask, your timer", f"{minutes} min"),
            ("Mask, the authors' limit", f"{most:g} min"),
            ("Mask, sharp rise of uptake from", f"{rise:g} min"),
        ],
    )


def _band(axes: Axes, left: float, right: float, color: str, words: str) -> None:
    axes.barh(0.5, right - left, left=left, height=1, color=color, edgecolor=EDGE, linewidth=2)
    axes.text((left + right) / 2, 0.5, words, ha="center", va="center", fontsize=10.5, color=INK)


def _marker(axes: Axes, at: float, words: str, fine: bool) -> None:
    """Where the learner's setting stands: a sign above the band, round if fine and a cross if not."""
    axes.plot([at, at], [0, 1.25], color=INK, lw=2)
    axes.plot([at], [1.32], marker="o" if fine else "X", ms=12, color=GREEN if fine else ORANGE, mec=INK, mew=0.8)
    axes.text(at, 1.62, words, ha="center", va="bottom", fontsize=12, fontweight="bold", color=INK)


def _scale(axes: Axes, end: float, ticks: list[float], words: str) -> None:
    axes.set_xlim(-end * 0.03, end * 1.02)
    axes.set_ylim(-0.05, 2.2)
    axes.set_xticks(ticks)
    axes.set_yticks([])
    axes.set_xlabel(words, fontsize=11, color=INK)
    axes.tick_params(length=0, labelsize=10, colors=INK)
    for side in axes.spines.values():
        side.set_visible(False)


# For each story: the view, the structures, and the finding.
PLACES: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "clear": (
        "front",
        ("frontalis", "temporalis", "masseter"),
        "Nothing stands out: forehead, temples and cheeks, light, pressure level 1 to 2",
    ),
    "injected": (
        "front",
        ("wrist-flexors", "thenar"),
        "Injected yesterday: nothing on the face, no face cradle; hands, lying face up",
    ),
    "lip": (
        "back",
        ("gastrocnemius", "plantar-fascia"),
        "A crust on the lip: no facial today; feet and lower legs, lying face up, and a new date",
    ),
}


def places(story: str) -> Picture:
    """What lies under the hands, and where they go if the face is left alone."""
    view, structures, title = PLACES[story]
    return replace(
        labeled(view, structures, title),
        note="A scheme: shapes and places are simplified. Where to work and how lightly is house caution, not a trial.",
    )
