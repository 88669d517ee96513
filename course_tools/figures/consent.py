"""Six lines of table talk, the words in them that threaten, and whether the client still hears what was found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.offsetbox import AnnotationBbox, HPacker, TextArea
from matplotlib.patches import FancyBboxPatch, Rectangle

from course_tools.figures.picture import BLUE, INK, Picture

THREAT, HUSHED, PLAIN = "#b3400a", "#5f5f5f", "#00694d"
MARK = re.compile(r"\*(.+?)\*")


@dataclass(frozen=True)
class Line:
    """A sentence to a client. Words that threaten stand between asterisks; `tells`: it says what there is to say."""

    text: str
    tells: bool

    @property
    def plain(self) -> str:
        """The sentence without its marks."""
        return MARK.sub(r"\1", self.text)

    @property
    def threats(self) -> list[str]:
        """The words that threaten."""
        return MARK.findall(self.text)


LINES: Mapping[str, Sequence[Line]] = {
    "A firm shoulder": (
        Line("You are full of *knots*, the *worst* I have felt.", True),
        Line("This side feels firmer. Is it sore when I press?", True),
        Line("All fine here, nothing to speak of.", False),
    ),
    "A stiff hip": (
        Line("Such hips! I wish that mine were like yours.", False),
        Line("Your pelvis is *out of line*.", False),
        Line("Your left hip turns a bit less far today.", True),
    ),
    "A sore arm": (
        Line("Your arm aches after typing. What eases it?", True),
        Line("That is an *overuse* *injury*.", False),
        Line("Everyone's arms ache. Think of something else.", False),
    ),
    "A clear scan": (
        Line("Nothing on the scan, so it is *all in your head*.", False),
        Line("The scan is clear, so you have no pain.", False),
        Line("The scan is clear, and your pain is real.", True),
    ),
    "Before firm work": (
        Line("This is going to *hurt*. *Grit your teeth*.", True),
        Line("It may feel strong. Say “lighter” at any time.", True),
        Line("You will not feel a thing.", False),
    ),
    "Tomorrow": (
        Line("You will not be sore at all, I promise.", False),
        Line("Tomorrow you will *suffer*: the *toxins* come out.", False),
        Line("You may be a bit sore for a day or so.", True),
    ),
}
"""For each moment, three sentences that therapists say."""
HEARD = {
    "A firm shoulder": 0,
    "A stiff hip": 1,
    "A sore arm": 1,
    "A clear scan": 0,
    "Before firm work": 0,
    "Tomorrow": 1,
}
"""The sentence of each moment that threatens most."""
MOST = sum(len(LINES[moment][place].threats) for moment, place in HEARD.items())


def table_talk(chosen: Mapping[str, int]) -> Picture:
    """The chosen sentence of each moment with its threatening words, and a thermometer of how many there are."""
    lines = {moment: LINES[moment][chosen[moment]] for moment in LINES}
    threats, told = sum(len(line.threats) for line in lines.values()), sum(line.tells for line in lines.values())
    figure = Figure(figsize=(7.4, 4.3), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(4.6, 1))
    _sentences(left, lines)
    _thermometer(right, threats)
    return Picture(
        figure,
        title=_title(threats, told, len(lines)),
        alt=(
            f"Six sentences to a client, with {threats} words of threat in them; {told} of 6 say what the client "
            "should know. "
            + " ".join(f"{moment}: “{line.plain}” {_in_words(line)}" for moment, line in lines.items())
            + f" A thermometer stands at {threats} of {MOST}."
        ),
        note=(
            "An illustration: the sentences and the marks are ours, and the thermometer counts words, not harm. In a "
            "word study, “overuse” and “injury” felt worse than “arm ache” (low certainty); it asked how words feel, "
            "and followed no clients. The other words are an author's choice, after advice to hands-on professions."
        ),
        columns=("Moment", "You say", "Words of threat", "Says what the client should know"),
        rows=[
            (moment, line.plain, ", ".join(line.threats) or "none", "yes" if line.tells else "no")
            for moment, line in lines.items()
        ],
        table="The same in words",
    )


def _title(threats: int, told: int, lines: int) -> str:
    words = f"{threats} {'word' if threats == 1 else 'words'} of threat"
    if not threats and told == lines:
        return "No threat, and all six lines say what she should know: only the words changed"
    if not threats:
        hidden = lines - told
        return (
            f"No threat left, and {hidden} of {lines} lines {'hides' if hidden == 1 else 'hide'} what she should know"
        )
    if told == lines:
        return f"{words}, though all {lines} lines say what she should know: the words can still change"
    return f"{words}, and {told} of {lines} lines say what she should know"


def _in_words(line: Line) -> str:
    verdict = _verdict(line)[2]
    return f"({verdict}: {', '.join(line.threats)})" if line.threats else f"({verdict})"


def _sentences(axes: Axes, lines: Mapping[str, Line]) -> None:
    """A row a moment: a sign, the moment, the sentence with its threatening words marked, and the verdict in words."""
    axes.set_xlim(0, 10)
    axes.set_ylim(len(lines), -0.15)
    axes.axis("off")
    for row, (moment, line) in enumerate(lines.items()):
        color, sign, verdict = _verdict(line)
        axes.text(0, row + 0.22, sign, color=color, fontsize=13, va="center")
        axes.text(0.5, row + 0.22, moment, color=HUSHED, fontsize=9.5, va="center")
        axes.text(10, row + 0.22, verdict, color=color, fontsize=9.5, va="center", ha="right", weight="bold")
        pieces: list[Artist] = [
            TextArea(piece, textprops={"color": THREAT, "fontsize": 11, "weight": "bold"})
            if place % 2
            else TextArea(piece, textprops={"color": INK, "fontsize": 11})
            for place, piece in enumerate(MARK.split(line.text))
            if piece
        ]
        sentence = HPacker(children=pieces, pad=0, sep=0, align="baseline")
        axes.add_artist(
            AnnotationBbox(
                sentence, (0.5, row + 0.62), box_alignment=(0, 0.5), frameon=False, pad=0, annotation_clip=False
            )
        )
        if row:
            axes.axhline(row - 0.06, color="#d0d7de", linewidth=0.8)


def _verdict(line: Line) -> tuple[str, str, str]:
    if line.threats and not line.tells:
        return THREAT, "▲", "threatens, says too little"
    if line.threats:
        return THREAT, "▲", "threatens"
    return (PLAIN, "●", "plain") if line.tells else (HUSHED, "■", "says too little")


def _thermometer(axes: Axes, threats: int) -> None:
    """A tube from 0 to the most that the six sentences can hold, filled to the number of threatening words."""
    color = THREAT if threats else BLUE
    axes.set_xlim(-1.5, 1.5)
    axes.set_ylim(-2.6, MOST + 1.6)
    axes.axis("off")
    axes.add_patch(FancyBboxPatch((-0.28, -0.6), 0.56, MOST + 1.0, boxstyle="round,pad=0.1", fill=False, edgecolor=INK))
    axes.add_patch(Rectangle((-0.28, -0.7), 0.56, threats + 0.7, color=color, linewidth=0))
    axes.scatter([0], [-1.1], s=900, color=color, edgecolors=INK, linewidths=1, zorder=3)
    axes.text(0, -1.1, str(threats), color="white", fontsize=14, weight="bold", ha="center", va="center", zorder=4)
    for mark in range(0, MOST + 1, 2):
        axes.text(0.55, mark, str(mark), fontsize=9.5, color=INK, va="center")
    axes.set_title("words of threat", fontsize=10.5, color=INK)
