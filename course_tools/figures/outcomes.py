"""What a clinic's average fall is made of, beside the same people untreated; and its clients one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_tools.content import Preset
from course_tools.encounter.cohort import Cohort, Split, detectable_change, simulate
from course_tools.figures.picture import BLUE, GREEN, GREY, INK, ORANGE, Picture

DARK, BAND = "#57606a", "#eaeef2"
#: What a fall is made of: its field in a Split, its name, its plain words, its color.
PARTS = (
    ("natural", "Natural course", "time passed", GREY),
    ("regression", "Regression to the mean", "booked on a bad day", ORANGE),
    ("context", "Context", "attention, touch, setting", GREEN),
    ("specific", "Specific effect", "the technique itself", BLUE),
)
SMALL = 0.05
"""A part of the spread between people: what is below it is called nothing in a title."""
ILLUSTRATION = (
    "A simulation, not a finding. It supposes that time and care do the same for every client, and adds chance to each "
    "measurement. In a real clinic nobody sees the split."
)


@dataclass(frozen=True, kw_only=True)
class LabPicture(Picture):
    """A picture with what a therapist may say of it (one paragraph each), and where its numbers are from (rows)."""

    say: Sequence[str]
    origins: Sequence[tuple[str, str, str]]

    def words(self) -> str:
        """What may be said, the note, the table, and where the numbers are from, as HTML."""
        said = "".join(f"<p>{escape(each)}</p>" for each in self.say)
        rows = "".join(
            f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td><td>{escape(source)}</td></tr>'
            for label, value, source in self.origins
        )
        head = '<tr><th scope="col">Number</th><th scope="col">Value</th><th scope="col">From</th></tr>'
        return (
            f"<p><strong>What you could honestly say</strong></p>{said}{super().words()}"
            "<details><summary>Where the numbers come from, and what is supposed</summary>"
            f"<table><thead>{head}</thead><tbody>{rows}</tbody></table></details>"
        )


def clinic(preset: Preset, cohort: Cohort, visit: int, origins: Sequence[tuple[str, str, str]], says: str) -> Picture:
    """The split of a clinic's mean fall by a visit (from 0), and the same people's fall without care.

    `origins` are rows of label, value and source; `says` is what trials let a therapist say of the plan.
    """
    split, unit, when = cohort.split(visit), preset.unit, _when(preset, visit)
    alone = split.natural + split.regression
    treated, untreated = (
        _better(preset, cohort, cohort.scores[:, visit]),
        _better(preset, cohort, cohort.untreated(visit)),
    )
    figure = Figure(figsize=(7.4, 4.3), layout="constrained")
    axes = figure.subplots()
    _waterfall(axes, split, [f"{treated} in 100", f"{untreated} in 100"])
    axes.set_xlabel(f"Average fall of {preset.measure.split(',')[0]}, in {unit}, by {when}", color=INK, fontsize=10)
    trial = _trial_row(cohort, visit, unit)
    return LabPicture(
        figure,
        title=_title(preset, split),
        alt=(
            f"Bars. What the clinic sees: an average fall of {_n(split.fall)} {unit} by {when}. Its parts: "
            + ", ".join(f"{name} ({plain}) {_n(getattr(split, key))}" for key, name, plain, _ in PARTS)
            + f". The same people untreated: a fall of {_n(alone)}. Better: {treated} of 100 clients, and {untreated} "
            "of 100 untreated."
        ),
        note=(
            f"{preset.note} “Better” is a fall of {preset.better:.0%} or more. The falls to choose from are by the end "
            f"of the course, {_when(preset, preset.visits - 1)}. What chance does to these clients is part of the "
            f"regression to the mean. {ILLUSTRATION}"
        ),
        columns=("Part of the average fall", f"In {unit}"),
        rows=[
            *((f"{name}: {plain}", _n(getattr(split, key), 2)) for key, name, plain, _ in PARTS),
            ("What the clinic sees, the sum", _n(split.fall, 2)),
            ("The same people untreated", _n(alone, 2)),
            ("Better, of 100 clients", str(treated)),
            ("Better, of 100 of the same people untreated", str(untreated)),
            *trial,
        ],
        say=[
            f"Of your record: “My clients' average {_moved(split.fall)} {unit} by {when}. From this alone I cannot "
            "tell how much was my doing.”",
            f"Of trials: “{says}”",
            f"Not: “{treated} in 100 got better thanks to us.” Of the same people untreated, {untreated} would have.",
        ],
        origins=origins,
    )


def client(preset: Preset, cohort: Cohort, number: int, visit: int, origins: Sequence[tuple[str, str, str]]) -> Picture:
    """One client (from 0) over the visits, against measurement error and the minimal important change."""
    shown = max(visit + 1, preset.visits)
    start = float(_on_scale(preset, cohort.start[number]))
    scores = _on_scale(preset, cohort.scores[number, :shown])
    twin = _on_scale(preset, np.array([cohort.untreated(v)[number] for v in range(shown)]))
    error = detectable_change(cohort.model.sd, cohort.model.icc)
    fall, unit, when = start - float(scores[visit]), preset.unit, _when(preset, visit)
    figure = Figure(figsize=(7.4, 4.3), layout="constrained")
    axes = figure.subplots()
    times = [0.0, *preset.times[:shown]]
    _bands(axes, preset, start, error, times[-1])
    _line(axes, times, [start, *twin], DARK, "s", ":")
    _line(axes, times, [start, *scores], BLUE, "o", "-")
    axes.scatter(
        [times[visit + 1]], [scores[visit]], s=190, facecolors="none", edgecolors=INK, linewidths=1.6, zorder=5
    )
    _ends(axes, times[-1], float(scores[-1]), float(twin[-1]))
    axes.set_xticks([at for at in axes.get_xticks() if 0 <= at <= times[-1]])
    axes.set_ylabel(f"{preset.measure[:1].upper()}{preset.measure[1:]}", color=INK, fontsize=10)
    axes.set_xlabel(f"{preset.time.capitalize()} since booking", color=INK, fontsize=10)
    worth = f" The minimal important change is {_n(preset.important)}." if preset.important else ""
    return LabPicture(
        figure,
        title=f"Client {number + 1} {_verdict(preset, fall, error)}",
        alt=(
            f"A line over the visits, from {_n(start)} at booking to {_n(float(scores[visit]))} by {when}, on "
            f"{preset.measure}. A band shows changes of up to {_n(error)} {unit}, which error can bring.{worth} A "
            f"dotted line shows the same client untreated: {_n(float(twin[visit]))} by {when}."
        ),
        note=(
            f"Error alone exceeds {_n(error)} {unit} in 1 of 10 clients who stay as they are. Scores past an end of "
            f"the scale are drawn at its end. {ILLUSTRATION}"
        ),
        columns=(f"{preset.time.capitalize()} since booking", "Treated", "The same client untreated"),
        rows=[
            ("0", _n(start), _n(start)),
            *(
                (f"{at:g}", _n(float(score)), _n(float(other)))
                for at, score, other in zip(times[1:], scores, twin, strict=True)
            ),
        ],
        say=[_said(preset, fall, error, when)],
        origins=origins,
    )


def _title(preset: Preset, split: Split) -> str:
    unit, small = preset.unit, SMALL * preset.sd
    care, alone = split.context + split.specific, split.natural + split.regression
    if split.fall < small:
        return f"No fall to explain: the clinic's average changed by {_n(-split.fall)} {unit}"
    if care < small:
        why = "bad days and chance alone" if split.natural < small else "it would have come without care"
        return f"The average falls by {_n(split.fall)} {unit}: {why}"
    if alone < small:
        return f"All of this fall of {_n(split.fall)} {unit} comes with care"
    return f"Of a fall of {_n(split.fall)} {unit}, {_n(alone)} would have come without care"


def _waterfall(axes: Axes, split: Split, better: Sequence[str]) -> None:
    """The sum, its parts one under another where the last ended, and the fall without care."""
    alone = split.natural + split.regression
    widest = max(split.fall, alone, split.natural, SMALL)
    names = [
        "What your clinic sees",
        *(f"{name}\n{plain}" for _, name, plain, _ in PARTS),
        "The same people\nuntreated",
    ]
    axes.barh(0, split.fall, color=DARK, height=0.62)
    _value(axes, 0, max(split.fall, 0), f"{_n(split.fall)}   “better”: {better[0]}", bold=True)
    place = 0.0
    for row, (key, _, _, color) in enumerate(PARTS, start=1):
        size = getattr(split, key)
        axes.barh(row, size, left=place, color=color, height=0.62)
        place += size
        if row < len(PARTS):
            axes.vlines(place, row - 0.31, row + 1.31, color=DARK, linewidth=0.8)
        _value(axes, row, max(place, place - size), _n(size))
    axes.barh(5, split.natural, color=GREY, height=0.62)
    axes.barh(5, split.regression, left=split.natural, color=ORANGE, height=0.62)
    _value(axes, 5, max(alone, split.natural), f"{_n(alone)}   “better”: {better[1]}", bold=True)
    axes.set_yticks(range(6), names, color=INK, fontsize=10)
    axes.set_ylim(5.5, -0.5)
    axes.set_xlim(min(0, alone, split.natural) * 1.1, widest * 1.6)
    axes.axvline(0, color=DARK, linewidth=1)
    axes.tick_params(axis="y", length=0)
    for side in ("right", "top", "left"):
        axes.spines[side].set_visible(False)


def _value(axes: Axes, row: int, x: float, words: str, *, bold: bool = False) -> None:
    axes.annotate(
        words,
        (x, row),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        color=INK,
        fontsize=10.5,
        weight="bold" if bold else "normal",
    )


def _bands(axes: Axes, preset: Preset, start: float, error: float, right: float) -> None:
    """What error alone can do around the start, and the line of a change that matters; named left of the lines."""
    left = -0.2 * right
    axes.set_xlim(left, 1.03 * right)
    axes.axhspan(start - error, start + error, color=BAND, zorder=0)
    axes.text(left, start + error, " within\n measurement error", color=DARK, fontsize=9.5, va="top")
    if preset.important:
        at = start - preset.important
        axes.axhline(at, color=GREEN, linewidth=1.6, linestyle="--", zorder=1)
        axes.text(left, at, " important\n from here down", color="#00634a", fontsize=9.5, va="top")


def _line(axes: Axes, times: Sequence[float], scores: Sequence[float], color: str, marker: str, style: str) -> None:
    axes.plot(times, scores, color=color, marker=marker, linestyle=style, linewidth=2, markersize=5, zorder=4)


def _ends(axes: Axes, last: float, treated: float, untreated: float) -> None:
    """Names at the ends of the two lines, kept apart."""
    low, high = axes.get_ylim()
    apart = (high - low) * 0.07
    shift = max(0.0, (apart - abs(untreated - treated)) / 2)
    up, down = (untreated, treated) if untreated >= treated else (treated, untreated)
    names = ("untreated", "treated") if untreated >= treated else ("treated", "untreated")
    for y, name in ((up + shift, names[0]), (down - shift, names[1])):
        color = BLUE if name == "treated" else DARK
        axes.annotate(name, (last, y), xytext=(9, 0), textcoords="offset points", va="center", color=color, fontsize=10)
    for side in ("right", "top"):
        axes.spines[side].set_visible(False)
    axes.set_ylim(low, high)


def _verdict(preset: Preset, fall: float, error: float) -> str:
    change = f"{_moved(fall)} {preset.unit}"
    real = "more than error alone" if abs(fall) > error else "error alone could do that"
    if preset.important is None or fall < 0:
        return f"{change}: {real}"
    matters = "enough to matter" if fall >= preset.important else "too little to matter"
    link = "but" if (abs(fall) > error) != (fall >= preset.important) else "and"
    return f"{change}: {matters}, {link} {real}"


def _moved(fall: float) -> str:
    return f"fell by {_n(fall)}" if fall >= 0 else f"rose by {_n(-fall)}"


def _said(preset: Preset, fall: float, error: float, when: str) -> str:
    if abs(fall) <= error:
        return f"“Your score changed by {_n(abs(fall))} by {when}. That can be chance: let us measure again.”"
    if fall < 0:
        return (
            f"“Your score is {_n(-fall)} higher by {when}. That is more than chance: let us see what else is needed.”"
        )
    return (
        f"“Your score fell by {_n(fall)} by {when}, more than chance would do. Time, or care, or both: for one person "
        "nobody can tell.”"
    )


def _trial_row(cohort: Cohort, visit: int, unit: str) -> list[tuple[str, str]]:
    """What a fair trial with as many people would report, if there are enough of them."""
    people = len(cohort.usual)
    found = simulate(cohort.model, people, seed=0, trial=True).between_arms(visit)
    said = f"{_n(-found.difference, 2)}, give or take {1.96 * found.standard_error:.2f}"
    return [(f"A trial of {people:,} such people, half without the technique, finds for it ({unit})", said)]


def _better(preset: Preset, cohort: Cohort, scores: np.ndarray) -> int:
    return round(100 * float(np.mean(cohort.start - scores >= preset.better * cohort.start)))


def _on_scale(preset: Preset, scores: np.ndarray) -> np.ndarray:
    return np.clip(scores, preset.low, preset.high) if preset.low is not None else scores


def _when(preset: Preset, visit: int) -> str:
    at = preset.times[visit]
    return f"{preset.time.removesuffix('s')} {at:g}"


def _n(value: float, digits: int = 1) -> str:
    """A number as people read it; never “-0.0”."""
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")
