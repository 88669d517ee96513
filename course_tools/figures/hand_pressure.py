"""One long stroke: how fast the hand goes, and whether people liked that pace best."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, Polygon

from course_tools.figures.picture import BLUE, INK, ORANGE, Picture

LIKED = (1.0, 10.0)  # cm a second: Loken 2009, Ackerley 2014
PACE = (3.0, 5.0)  # cm a second: the course's working pace, inside LIKED
TESTED = (0.3, 1.0, 3.0, 10.0, 30.0)  # cm a second: Ackerley 2014
LOOK = 2  # seconds into the stroke, when the hand itself is drawn
SECONDS = (1.0, 150.0)  # the ends of the scale
LIMB = ((-0.14, -0.3), (0.0, -0.28), (0.35, -0.45), (0.7, -0.5), (1.14, -0.62))  # its lower edge; 0 to 1 is the way
SOFT, BAND, SKIN, EDGE, DARK = "#57606a", "#cfe3f1", "#f3ebe2", "#6b5d50", "#8a4b00"


@dataclass(frozen=True)
class Stroke:
    """A long stroke: from where to where, how long it is in cm, and whether the skin there bears hair."""

    start: str
    end: str
    length: float
    hairy: bool = True


#: Lengths are rough, of a grown-up: measure your own client with your hands.
STROKES = {
    "arm": Stroke("wrist", "shoulder", 60),
    "leg": Stroke("ankle", "knee", 40),
    "palm": Stroke("heel of the hand", "fingertips", 18, hairy=False),
}


def speed(length: float, seconds: float) -> float:
    """Cm a second. Raises ValueError where a stroke takes no time."""
    if seconds <= 0:
        raise ValueError("a stroke takes longer than no time")
    return length / seconds


def seconds_for(length: float, speeds: tuple[float, float]) -> tuple[float, float]:
    """The fewest and the most seconds for a stroke of this length (cm) at the given lowest and highest speed."""
    return length / speeds[1], length / speeds[0]


def pace(name: str, seconds: float) -> Picture:
    """The hand on its way, second by second, and the time it takes beside the times that people liked best."""
    stroke = STROKES[name]
    figure = Figure(figsize=(7.4, 4.5))
    _way(figure.add_axes((0.03, 0.5, 0.94, 0.48)), stroke, seconds)
    _times(figure.add_axes((0.05, 0.13, 0.9, 0.3)), stroke, seconds)
    now = speed(stroke.length, seconds)
    liked, working = seconds_for(stroke.length, LIKED), seconds_for(stroke.length, PACE)
    return Picture(
        figure,
        title=_title(stroke, seconds),
        alt=(
            f"A hand goes from {stroke.start} to {stroke.end}, about {stroke.length:g} cm, "
            f"in {_number(seconds)} seconds: {_number(now)} cm a second. " + _where(stroke, liked, working)
        ),
        note=(
            "On average people liked a soft brush best at 1 to 10 cm a second (moderate certainty). It was a brush, "
            "not a massage, and one person is no average. 3 to 5 cm a second is this course's working pace inside that "
            "range. Lengths are rough. Ask, whatever the clock says."
        ),
        columns=("What", "Cm a second", f"Seconds for about {stroke.length:g} cm"),
        rows=[
            ("Your stroke", _number(now), _number(seconds)),
            ("This course's working pace", "3 to 5", f"{_number(working[0])} to {_number(working[1])}"),
            ("Liked best on average (brush)", "1 to 10", f"{_number(liked[0])} to {_number(liked[1])}"),
            *(("A tested speed", _number(each), _number(stroke.length / each)) for each in TESTED),
        ],
    )


def _number(value: float) -> str:
    """A value as one says it: whole from 10 on, one digit below, none where it is whole."""
    rounded = round(value) if value >= 9.95 else round(value, 1)
    return f"{rounded:g}"


def _title(stroke: Stroke, seconds: float) -> str:
    now = speed(stroke.length, seconds)
    fewest, most = (_number(each) for each in seconds_for(stroke.length, PACE))
    begin = f"{stroke.start.capitalize()} to {stroke.end} in {_number(seconds)} seconds"
    if not stroke.hairy:
        return f"{begin}: on a palm the studies disagree, so let the client choose the pace"
    if now > LIKED[1]:
        return f"{begin} is quicker than people liked best: slow down, to {fewest} to {most} seconds"
    if now < LIKED[0]:
        return f"{begin} is slower than people liked best: move on, in {fewest} to {most} seconds"
    if PACE[0] <= now <= PACE[1]:
        return f"{begin}: the pleasant pace. Keep it, and ask"
    return f"{begin}: within what people liked best. {fewest} to {most} seconds is its middle"


def _where(stroke: Stroke, liked: tuple[float, float], working: tuple[float, float]) -> str:
    if not stroke.hairy:
        return "No band is drawn: on the palm the studies disagree."
    return (
        f"Liked best on average: {_number(liked[0])} to {_number(liked[1])} seconds; the working pace within it: "
        f"{_number(working[0])} to {_number(working[1])} seconds."
    )


def _way(axes: Axes, stroke: Stroke, seconds: float) -> None:
    """A limb, a dot for where the hand is at each tick of the clock, and the hand itself after two seconds."""
    axes.set_xlim(-0.16, 1.16)
    axes.set_ylim(-1.05, 1.3)
    axes.axis("off")
    axes.add_patch(
        Polygon(
            [*LIMB, *((x, -y) for x, y in reversed(LIMB))],
            closed=True,
            facecolor=SKIN,
            edgecolor=EDGE,
            linewidth=1.2,
        )
    )
    tick = next(each for each in (1, 2, 5, 10, 20, 50) if seconds / each <= 20)
    axes.annotate("", xy=(1.0, 0), xytext=(0.0, 0), arrowprops={"arrowstyle": "->", "color": SOFT, "linewidth": 1.2})
    for i in range(int(seconds / tick) + 1):
        axes.plot(i * tick / seconds, 0, "o", color=BLUE, markersize=7)
    place = min(1.0, LOOK / seconds)
    axes.add_patch(Ellipse((place, 0), 0.1, 0.5, facecolor=f"{ORANGE}55", edgecolor=DARK, linewidth=1.3))
    middle = min(max(place, 0.15), 0.85)
    axes.text(middle, 0.7, f"your hand after {LOOK} seconds", color=DARK, fontsize=11, ha="center")
    every = "each second" if tick == 1 else f"every {tick} seconds"
    axes.text(0.5, 1.08, f"● where it is {every}", color=BLUE, fontsize=11, ha="center")
    axes.text(0.0, -0.85, stroke.start, color=INK, fontsize=11, ha="center")
    axes.text(1.0, -0.85, stroke.end, color=INK, fontsize=11, ha="center")
    axes.text(0.5, -0.85, f"about {stroke.length:g} cm", color=SOFT, fontsize=11, ha="center")


def _times(axes: Axes, stroke: Stroke, seconds: float) -> None:
    """The stroke's time on a scale of seconds, beside the band that people liked best and the working pace in it."""
    axes.set_xscale("log")
    axes.set_xlim(*SECONDS)
    axes.set_ylim(0, 1)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.set_yticks([])
    ticks = (1, 2, 5, 10, 20, 60, 120)
    axes.set_xticks(ticks, [f"{each:g}" for each in ticks], color=INK, fontsize=10)
    axes.minorticks_off()
    axes.set_xlabel(f"seconds from {stroke.start} to {stroke.end}", color=INK, fontsize=10.5)
    if stroke.hairy:
        low, high = seconds_for(stroke.length, LIKED)
        axes.axvspan(low, high, ymax=0.62, color=BAND, linewidth=0)
        axes.text((low * high) ** 0.5, 0.06, "liked best on average", color=INK, fontsize=9.5, ha="center")
        low, high = seconds_for(stroke.length, PACE)
        axes.axvspan(low, high, ymin=0.24, ymax=0.62, color=BLUE, linewidth=0)
        axes.text((low * high) ** 0.5, 0.43, "our pace", color="white", fontsize=9.5, ha="center", va="center")
    else:
        axes.text(12, 0.3, "palm: no band, the studies disagree", color=INK, fontsize=10.5, ha="center")
    axes.plot(seconds, 0.72, "v", color=DARK, markersize=11)
    says = f"you: {_number(seconds)} s, {_number(speed(stroke.length, seconds))} cm a second"
    side = "left" if seconds <= LOOK else "right" if seconds > 60 else "center"
    axes.text(seconds, 0.86, says, color=DARK, fontsize=11, fontweight="bold", ha=side)
