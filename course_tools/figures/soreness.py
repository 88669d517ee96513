"""Soreness after hard effort: how it runs, what two reviews found, and where it and its look-alikes lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_tools.figures.body import labeled
from course_tools.figures.picture import BLUE, GREY, INK, ORANGE, Picture, hundred

HOURS = (0, 24, 48, 72, 96)
SORE, STRONG, FAST = "less soreness", "more strength", "a faster sprint"
HOPES = (SORE, STRONG, FAST)
SOFT, PANEL = "#57606a", "#f3f5f7"
BEGINS, WORST = 18, 48  # hours, for the sketch: the middle of 12 to 24, and "around 48"
DAYS = {0: "Right after", 24: "Day one", 48: "Day two", 72: "Day three", 96: "Day four"}


@dataclass(frozen=True)
class Effect:
    """A standardized mean difference in favor of massage, with its 95% interval where a review gives one."""

    size: float
    low: float | None = None
    high: float | None = None

    @property
    def in_words(self) -> str:
        """Of 100 pairs, in how many the massaged one is better off."""
        best = pairs(self.size)
        if self.low is None or self.high is None:
            return f"about {best}"
        return f"{best} ({pairs(self.low)} to {pairs(self.high)})"


def pairs(size: float) -> int:
    """Of 100 pairs, one with massage and one without, in how many the one with massage is better off.

    `size` is a standardized mean difference between two normal groups of equal spread: 100 x Phi(size / sqrt 2)
    (McGraw and Wong 1992). 50 is a coin toss.
    """
    return round(100 * NormalDist().cdf(size / sqrt(2)))


def two_reviews(
    numbers: Mapping[str, float], by_hour: Mapping[int, Effect], force: Effect, hour: int, hope: str
) -> Picture:
    """The course of soreness with the chosen `hour`, and what the smaller and the larger review say of the `hope`.

    `by_hour` and `force` are the smaller review's effects; `numbers` holds how many people each review counted
    (`fewer`, `more`), and the larger one's p for `strength` and `sprint`.
    """
    first = {SORE: by_hour.get(hour), STRONG: force, FAST: None}[hope]
    figure = Figure(figsize=(7.4, 6.0))
    _course(figure.add_axes((0.05, 0.75, 0.9, 0.19)), hour)
    missing = {SORE: "no figure\nfor this hour", STRONG: "", FAST: "not counted\nin this review"}[hope]
    found = {
        SORE: "a small effect;\nno size is given",
        STRONG: f"no evidence\nof a gain\n(p = {numbers['strength']:g})",
        FAST: f"no evidence\nof a gain\n(p = {numbers['sprint']:g})",
    }[hope]
    heads = (f"Smaller review, {numbers['fewer']:,} people", f"Larger review, {numbers['more']:,} people")
    for x, head, effect, words in ((0.05, heads[0], first, missing), (0.53, heads[1], None, found)):
        _review(
            figure.add_axes((x, 0.08, 0.42, 0.55)), head, effect, words, "less sore" if hope == SORE else "stronger"
        )
    say = _say(hour, hope)
    figure.text(
        0.5, 0.035, f"You may say: {say}", color=INK, fontsize=11.5, fontweight="bold", ha="center", va="center"
    )
    rows = [
        *((f"Less sore at {at} hours, smaller review", effect.in_words) for at, effect in by_hour.items()),
        ("Less sore, larger review", "a small effect; no size is given"),
        ("Stronger, smaller review", force.in_words),
        ("Stronger, larger review", f"no evidence of a gain (p = {numbers['strength']:g})"),
        ("Faster sprint, larger review", f"no evidence of a gain (p = {numbers['sprint']:g})"),
        ("A coin toss", "50"),
    ]
    return Picture(
        figure,
        title=_title(hour, hope, first, force),
        alt=(
            f"Above, a sketch of soreness without massage: it begins after 12 to 24 hours, is worst at about 48 hours "
            f"and fades; the mark stands at {hour} hours. Below, for {hope}, of 100 pairs, how often the one with "
            f"massage is better off. Smaller review: {first.in_words if first else _flat(missing)}. Larger review: "
            f"{_flat(found)}. You may say: {say}"
        ),
        note=(
            "A pair is one person with massage and one without, both sore. The pairs are our arithmetic from each "
            "review's effect size. The larger review's abstract calls its effect “small” and gives no size, so nothing "
            "is drawn for it. The curve is a sketch of one review's words. Certainty is low in both; in "
            "the smaller review massage was compared with none, so the hands cannot be told from the attention."
        ),
        columns=("Finding", "Of 100 pairs (95% interval)"),
        rows=rows,
    )


def _flat(words: str) -> str:
    return words.replace("\n", " ")


def _title(hour: int, hope: str, first: Effect | None, force: Effect) -> str:
    if hope == STRONG:
        return f"Stronger? One review says {pairs(force.size)} of 100 pairs, the larger one finds no gain: promise none"
    if hope == FAST:
        return "Faster? The larger review finds no gain in the sprint: promise none"
    if first is None:
        return f"{DAYS[hour]}: " + (
            "soreness has not begun yet, and nobody has a figure"
            if hour < BEGINS
            else "soreness fades by itself, and nobody has a figure"
        )
    counts = f"{pairs(first.size)} of 100 pairs by one review, “a small effect” by the larger"
    return f"{DAYS[hour]}: {counts}. Promise “a little less sore”"


def _say(hour: int, hope: str) -> str:
    if hope == STRONG:
        return "“I can't promise strength.”"
    if hope == FAST:
        return "“Nobody has shown that it makes you faster.”"
    return {
        0: "“It may leave you a little less sore tomorrow.”",
        96: "“It goes by itself. This hour is for comfort.”",
    }.get(hour, "“You may be a little less sore. It goes by itself, too.”")


def _course(axes: Axes, hour: int) -> None:
    """A sketch: nothing, then a rise to its worst, then a slow fall; the chosen hour is marked."""
    times = list(range(0, 97))
    heights = [_height(each) for each in times]
    axes.fill_between(times, heights, color=ORANGE, alpha=0.25, linewidth=0)
    axes.plot(times, heights, color=ORANGE, linewidth=2)
    axes.vlines(hour, 0, 1.12, color=INK, linewidth=2)
    axes.scatter([hour], [_height(hour)], s=70, color=INK, zorder=4)
    side = "left" if hour < WORST else "right"
    axes.text(
        hour + (1.2 if side == "left" else -1.2),
        1.2,
        DAYS[hour].lower(),
        color=INK,
        fontsize=10.5,
        fontweight="bold",
        ha=side,
        va="center",
    )
    for x, y, words in (
        (2, 0.5, "begins after\n12 to 24 hours"),
        (50, 0.4, "worst at\nabout 48 hours"),
        (80, 0.25, "gone by about\nday 10"),
    ):
        axes.text(x, y, words, color=SOFT, fontsize=9.5, va="center")
    axes.set_xlim(-2, 98)
    axes.set_ylim(0, 1.35)
    axes.set_yticks([])
    axes.set_xticks(HOURS, [f"{each} h" for each in HOURS], color=INK, fontsize=10)
    axes.set_title("Soreness without massage: a sketch", fontsize=11, color=INK, loc="left")
    for edge in ("left", "right", "top"):
        axes.spines[edge].set_visible(False)


def _height(hour: float) -> float:
    if hour <= BEGINS - 6:
        return 0.0
    if hour <= WORST:
        part = (hour - BEGINS + 6) / (WORST - BEGINS + 6)
        return part * part * (3 - 2 * part)
    return 1 - 0.55 * (hour - WORST) / (96 - WORST)


def _review(axes: Axes, head: str, effect: Effect | None, words: str, better: str) -> None:
    """100 pairs, or the words that stand where a review has no figure."""
    if effect is None:
        axes.set_facecolor(PANEL)
        axes.set_xticks([])
        axes.set_yticks([])
        for edge in axes.spines.values():
            edge.set_visible(False)
        axes.set_title(head, fontsize=11, color=INK)
        axes.text(0.5, 0.5, words, transform=axes.transAxes, color=INK, fontsize=15, ha="center", va="center")
        return
    best = pairs(effect.size)
    hundred(axes, [(best, BLUE, "o"), (100 - best, GREY, "^")])
    axes.set_ylim(-4.2, 9.7)
    axes.set_title(head, fontsize=11, color=INK)
    axes.text(-0.4, -1.4, "●", color=BLUE, fontsize=12, va="center")
    axes.text(0.6, -1.4, f"{effect.in_words}: massaged one {better}", color=INK, fontsize=10, va="center")
    axes.text(-0.4, -2.5, "▲", color=GREY, fontsize=12, va="center")
    axes.text(0.6, -2.5, f"{100 - best}: the other one", color=INK, fontsize=10, va="center")
    axes.text(-0.4, -3.6, "A coin toss would give 50", color=SOFT, fontsize=9.5, va="center")


@dataclass(frozen=True)
class Story:
    """What a client tells: where to look, what lies there, and what it asks for."""

    says: str
    view: str
    structures: tuple[str, ...]
    title: str


#: What clients say about sore legs, by the name of the choice.
STORIES = {
    "both": Story(
        "Both thighs ache, both sides alike",
        "front",
        ("quadriceps", "adductors"),
        "Both sides, where the effort was: that is how soreness looks. Ask on, then go easy",
    ),
    "pop": Story(
        "One spot, since a pop in a sprint",
        "back",
        ("hamstrings", "sciatic-nerve"),
        "One spot, since a pop: it may be a tear. No stretch, no pressure there; a doctor within days",
    ),
    "calf": Story(
        "One calf, swollen and warm",
        "back",
        ("gastrocnemius", "soleus", "deep-calf-veins"),
        "One calf, swollen and warm: veins lie deep below. Do not touch the leg; a doctor the same day",
    ),
    "dark": Story(
        "Hard thighs, weak, urine like cola",
        "back",
        ("kidneys", "hamstrings"),
        "Hard thighs, weak, dark urine: the kidneys may be at risk. No massage; medical care today",
    ),
}


def places(story: str) -> Picture:
    """Where the trouble of one of the `STORIES` lies, labeled, with what it asks for as the title."""
    told = STORIES[story]
    return labeled(told.view, told.structures, told.title)
