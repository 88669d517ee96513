"""Luxury or treatment: what is left of calm when one part of a spa hour is taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course_tools.figures.picture import BLUE, INK, ORANGE, Picture

SOFT, PANEL = "#57606a", "#f3f5f7"
#: The parts of a spa hour, as the picture names them.
PARTS = {"hands": "massage", "quiet": "quiet", "warmth": "warmth", "words": "kind, true words"}
#: What a learner may guess to be left of calm.
GUESSES = {"none": "none of it", "some": "some of it", "all": "all of it"}


@dataclass(frozen=True)
class Finding:
    """What a part's absence showed: the title, what was measured (who, what, with massage, with rest), the decision."""

    title: str
    measured: tuple[tuple[str, str, str, str], ...]
    words: str
    decide: str


def finding(without: str, numbers: Mapping[str, int]) -> Finding:
    """What is known of an hour without that part ("" for the whole hour).

    `numbers`: `women`, `massaged` and `resting` of the first trial, `crossed` and `minutes` of the second, and
    `studies` of the review of single massages.
    """
    if without == "hands":
        women = f"{numbers['women']} women: {numbers['massaged']} massaged, {numbers['resting']} resting"
        crossed = f"{numbers['crossed']} people, {numbers['minutes']} minutes of each"
        return Finding(
            "Those who only rested felt more relaxed, too: quiet is part of the hour, and honest to sell",
            (
                (women, "felt relaxed", "rose", "rose too"),
                (women, "heart signal of calm", "rose more", "rose less or not"),
                (crossed, "heart signal of calm", "better", "better too"),
            ),
            "",
            "Menu: “An hour of quiet and massage.” Not: “Only massage calms.”",
        )
    if not without:
        return Finding(
            "The whole hour: people were calmer at that moment, and nobody knows by which part",
            (),
            f"{numbers['studies']} studies together:\nafter one massage, less anxiety\n"
            "at that moment than in\nthe comparison groups",
            "Menu: “May help you feel calmer.” Not: “Takes stress away.”",
        )
    part = {"quiet": "the quiet", "warmth": "the warmth", "words": "kind, true words"}[without]
    return Finding(
        f"Without {part}: no trial here measured it, so give it well and promise nothing for it",
        (),
        f"No trial of this lesson\ntook {part} away.\nThe setting may matter a lot\n(expert agreement)",
        {
            "quiet": "Decide: ask “Talk, or quiet?” and keep the corridor still.",
            "warmth": "Decide: a warm room for all; hot packs only after you ask about feeling.",
            "words": "Decide: warm words that are true. No “toxins” to raise hope.",
        }[without],
    )


def hour_without(without: str, guess: str, numbers: Mapping[str, int]) -> Picture:
    """The hour without one of the `PARTS` ("" for the whole hour): first the guess, then what was measured.

    `guess` is one of the `GUESSES`, or empty: then nothing is shown of what was measured.
    """
    found = finding(without, numbers)
    figure = Figure(figsize=(7.4, 4.3))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, 7.4)
    axes.set_ylim(4.3, 0)
    axes.axis("off")
    _parts(axes, without)
    axes.text(2.35, 0.3, "What is left of calm", color=SOFT, fontsize=11, fontweight="bold", va="center")
    if guess:
        axes.text(7.3, 0.3, f"you guessed: {GUESSES[guess]}", color=INK, fontsize=10.5, ha="right", va="center")
        _results(axes, found)
        axes.text(3.7, 3.98, found.decide, color=INK, fontsize=11.5, fontweight="bold", ha="center", va="center")
    else:
        _box(axes, (2.35, 0.6), (4.9, 3.0), PANEL, PANEL)
        axes.text(4.8, 2.1, "?\nguess first", color=SOFT, fontsize=18, ha="center", va="center")
    left_out = f"without {PARTS[without]}" if without else "with all four parts"
    told = "; ".join(f"{who}: {what}, with massage {one}, with rest {two}" for who, what, one, two in found.measured)
    shown = f"{told or found.words.replace(chr(10), ' ')}. {found.decide}"
    return Picture(
        figure,
        title=found.title if guess else "Guess first: how much of the calm is left?",
        alt=f"A spa hour {left_out}. You guessed: {GUESSES[guess]}. {shown}"
        if guess
        else f"A spa hour {left_out}. What was measured appears after your guess.",
        note=(
            "Two small trials and one review, of other people than your client. The trials compared massage with quiet "
            "rest; they say nothing of quiet, warmth or words apart. The heart signal is heart rate variability. "
            "No size is drawn: arrows and words only say which way it went. Certainty: moderate for the 60 women, low "
            "for the other trial and for the review."
        ),
        columns=("Who", "What was measured", "With massage", "With quiet rest"),
        rows=(found.measured or ((found.words.replace("\n", " "), "", "", ""),)) if guess else (),
        table="The same in words",
    )


def _parts(axes: Axes, without: str) -> None:
    axes.text(0.12, 0.3, "Your spa hour", color=SOFT, fontsize=11, fontweight="bold", va="center")
    for i, (part, words) in enumerate(PARTS.items()):
        top = 0.6 + 0.78 * i
        gone = part == without
        _box(axes, (0.12, top), (1.9, 0.62), "white" if gone else f"{BLUE}30", SOFT if gone else BLUE, dashed=gone)
        axes.text(
            1.07,
            top + 0.31,
            f"no {words}" if gone else words,
            color=SOFT if gone else INK,
            fontsize=11,
            style="italic" if gone else "normal",
            ha="center",
            va="center",
        )


def _results(axes: Axes, found: Finding) -> None:
    if not found.measured:
        _box(axes, (2.35, 0.6), (4.9, 3.0), PANEL, PANEL)
        axes.text(4.8, 2.1, found.words, color=INK, fontsize=15, ha="center", va="center", linespacing=1.4)
        return
    axes.text(5.2, 0.72, "massage", color=INK, fontsize=11, fontweight="bold", ha="center", va="center")
    axes.text(6.58, 0.72, "quiet rest", color=INK, fontsize=11, fontweight="bold", ha="center", va="center")
    for i, (who, what, massage, rest) in enumerate(found.measured):
        top = 0.95 + 0.9 * i
        axes.text(2.35, top + 0.26, what, color=INK, fontsize=11, fontweight="bold", va="center")
        axes.text(2.35, top + 0.54, who.replace(": ", ":\n"), color=SOFT, fontsize=9, va="center")
        _result(axes, 4.55, top, massage)
        _result(axes, 5.93, top, rest)


def _result(axes: Axes, x: float, top: float, words: str) -> None:
    less = words.startswith("rose less")
    _box(axes, (x, top), (1.3, 0.74), f"{ORANGE}30" if less else f"{BLUE}30", ORANGE if less else BLUE)
    sign = "" if less else ("▲▲ " if words == "rose more" else "▲ ")
    axes.text(
        x + 0.65, top + 0.37, sign + words.replace(" or ", "\nor "), color=INK, fontsize=10, ha="center", va="center"
    )


def _box(
    axes: Axes, at: tuple[float, float], size: tuple[float, float], face: str, edge: str, *, dashed: bool = False
) -> None:
    axes.add_patch(
        FancyBboxPatch(
            at,
            *size,
            boxstyle="round,pad=0,rounding_size=0.08",
            facecolor=face,
            edgecolor=edge,
            linewidth=1.3,
            linestyle="--" if dashed else "-",
        )
    )
