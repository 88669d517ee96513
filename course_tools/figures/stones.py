"""How long heat may stay on skin: the times that are known, and where the learner's stone would lie among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from course_tools.figures.picture import BLUE, INK, ORANGE, Picture

BROWN = "#8a4b00"
FLOOR = 0.7  # seconds: where the bar of the learner's time begins
ABOUT, MORE, LESS = "about", "more than", "less than"
FULL, REDUCED = "full", "reduced"
SCALD_FROM = 120  # degrees Fahrenheit: where the table for water and the range that some sites advise begin


@dataclass(frozen=True)
class Burn:
    """A temperature and the time, in seconds, from `low` to `high`, after which it burned skin.

    `how` says whether the source gives the time itself, or more or less than that; `water` is true for hot water, false
    for a warm thing that touches the skin; `words` are the source's.
    """

    fahrenheit: int
    celsius: int
    low: float
    high: float
    words: str
    how: str = ABOUT
    water: bool = True

    def reached(self, seconds: float) -> bool:
        """Whether this many seconds are as long as a burn is known to take. False never means safe."""
        return seconds > self.high if self.how == MORE else seconds >= self.low

    @property
    def heat(self) -> str:
        """The temperature on both scales."""
        return f"{self.fahrenheit} °F ({self.celsius} °C)"


def in_words(seconds: float) -> str:
    """A length of time as a reader says it."""
    if seconds < 60:
        return f"{seconds:g} second{'s' if seconds != 1 else ''}"
    if seconds < 3600:
        return f"{seconds / 60:g} minute{'s' if seconds != 60 else ''}"
    return f"{seconds / 3600:g} hours"


def what_to_do(burn: Burn, feeling: str) -> str:
    """What a therapist does with a stone as warm as this, on skin whose feeling is full or may be reduced."""
    if feeling == REDUCED:
        return "no heat on this skin; warm hands instead"
    if burn.fahrenheit >= SCALD_FROM:
        return "not on skin; let it cool until it is only warm on your forearm"
    return "keep it moving and lift it; nothing warm stays where it lies"


def contact(burns: Sequence[Burn], chosen: int, seconds: float, feeling: str, advised: tuple[int, int]) -> Picture:
    """Known burn times by temperature, and the learner's choice among them.

    `chosen` is one of the temperatures in `burns` (Fahrenheit), `seconds` how long it stays, `feeling` FULL or REDUCED,
    `advised` the range of temperatures that some sites advise (Fahrenheit).
    """
    burn = next(each for each in burns if each.fahrenheit == chosen)
    do = what_to_do(burn, feeling)
    figure = Figure(figsize=(7.4, 4.7), layout="constrained")
    axes = figure.subplots()
    _frame(axes, burns, advised)
    for each in burns:
        _known(axes, each, marked=each is burn)
    _learner(axes, burn, seconds)
    figure.supxlabel(f"What you do: {do}", fontsize=11, color=INK, weight="bold")
    return Picture(
        figure,
        title=_title(burn, seconds, feeling),
        alt="Time on the skin, from 1 second to 6 hours, against temperature. Known burns: "
        + "; ".join(f"{each.heat}: {each.words}" for each in burns)
        + f". Your choice: {burn.heat} for {in_words(seconds)}. What you do: {do}.",
        note=(
            "A caution, not a working range: a point below a mark is not safe, only unmeasured here. Squares: hot "
            "water, from a hospital's table. Diamonds: a warm thing that touches skin: the lowest heat known to "
            "burn, and the smallest dose of a test burn (red, sore skin). A stone is neither: nobody has made such a "
            "table for stones that we know of."
        ),
        columns=("Temperature", "On skin", "Time known to burn"),
        rows=[
            *((each.heat, "water" if each.water else "a warm thing", each.words) for each in burns),
            (f"Yours: {burn.heat}", f"feeling: {'full' if feeling == FULL else 'may be reduced'}", in_words(seconds)),
            ("What you do", do, ""),
        ],
    )


def _title(burn: Burn, seconds: float, feeling: str) -> str:
    if feeling == REDUCED:
        return "Skin that feels less cannot say “too hot”: no heat here, at any temperature"
    if burn.reached(seconds):
        return f"{burn.heat} for {in_words(seconds)}: long enough to burn ({burn.words})"
    if burn.fahrenheit >= SCALD_FROM:
        return f"{burn.heat} is a scald range: water this hot burns in {burn.words}"
    return f"{burn.heat} burns too, if it stays: {burn.words}"


def _frame(axes: Axes, burns: Sequence[Burn], advised: tuple[int, int]) -> None:
    low, high = advised
    axes.axvspan(low, high, color=ORANGE, alpha=0.2, linewidth=0)
    words = f"{low}-{high} °F:\nadvised on some sites,\na scald range"
    axes.text((low + high) / 2, 33000, words, color=BROWN, fontsize=10, ha="center", va="top")
    axes.set_yscale("log")
    axes.set_ylim(FLOOR / 6, 40000)
    axes.set_yticks(
        [1, 10, 60, 300, 3600, 21600], ["1 second", "10 seconds", "1 minute", "5 minutes", "1 hour", "6 hours"]
    )
    axes.set_xlim(108.5, 148.5)
    axes.set_xticks(
        [each.fahrenheit for each in burns], [f"{each.fahrenheit}\n{each.celsius}" for each in burns], fontsize=9.5
    )
    axes.minorticks_off()
    axes.set_xlabel("what touches the skin: °F above, °C below", color=INK, fontsize=10)
    axes.set_ylabel("time on the same skin", color=INK, fontsize=10)
    axes.grid(axis="y", color="#e6e8eb", linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("right", "top"):
        axes.spines[side].set_visible(False)


def _known(axes: Axes, burn: Burn, *, marked: bool) -> None:
    """The mark of a known burn, with an arrow where the source says more or less than that."""
    x, middle = burn.fahrenheit, (burn.low * burn.high) ** 0.5
    face, marker = INK if marked else "white", "s" if burn.water else "D"
    axes.scatter(x, middle, s=80, marker=marker, color=face, edgecolors=INK, linewidths=1.4, zorder=5)
    if burn.how != ABOUT:
        toward = middle * (3.2 if burn.how == MORE else 1 / 3.2)
        arrow = {"arrowstyle": "->", "color": INK, "linewidth": 1.4}
        axes.annotate("", xy=(x, toward), xytext=(x, middle), arrowprops=arrow)
    weight = "bold" if marked else "normal"
    words = axes.text(x + 0.8, middle * 1.2, burn.words, color=INK, fontsize=9.5, va="bottom", weight=weight, zorder=6)
    words.set_path_effects([withStroke(linewidth=3, foreground="white")])


def _learner(axes: Axes, burn: Burn, seconds: float) -> None:
    """The learner's stone as a bar from the floor to its time, named under the floor."""
    burns = burn.reached(seconds)
    color, marker = (BROWN, "X") if burns else (BLUE, "o")
    x = burn.fahrenheit
    axes.vlines(x, FLOOR, seconds, color=color, linewidth=7, alpha=0.45)
    axes.scatter(x, seconds, s=150, marker=marker, color=color, edgecolors="white", zorder=7)
    words = f"yours: {in_words(seconds)}"
    axes.text(max(x, 114), FLOOR / 1.3, words, color=color, fontsize=11, weight="bold", ha="center", va="top")
