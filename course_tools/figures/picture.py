"""A picture that everyone can read: the drawing, its words, and its numbers."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Okabe and Ito's colors, told apart by everyone; with the ink that reads on each.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#E69F00", "#009E73", "#BBBBBB"
INK = "#1f2328"


@dataclass(frozen=True)
class Picture:
    """A figure, its title (the finding), alt text, a note, and a table of the numbers behind it."""

    figure: Figure
    title: str
    alt: str
    note: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    table: str = "The numbers behind the picture"

    def html(self) -> str:
        """The picture as HTML: title, image with alt text, note, and the table behind one click."""
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", dpi=144, facecolor="white")
        data = base64.b64encode(buffer.getvalue()).decode()
        image = f'<img style="max-width:100%;height:auto" src="data:image/png;base64,{data}" alt="{escape(self.alt)}">'
        return f'<figure class="cx-figure"><p class="cx-title">{escape(self.title)}</p>{image}{self.words()}</figure>'

    def words(self) -> str:
        """The note and the table, as HTML."""
        head = "".join(f'<th scope="col">{escape(column)}</th>' for column in self.columns)
        body = "".join(
            f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
            for row in self.rows
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        details = f"<details><summary>{escape(self.table)}</summary>{table}</details>"
        return f"<figcaption>{escape(self.note)}</figcaption>{details}"


def hundred(axes: Axes, counts: Sequence[tuple[int, str, str]]) -> None:
    """Draw 100 dots, ten a row from the top, colored and shaped by group: (count, color, marker), summing to 100."""
    if sum(count for count, _, _ in counts) != 100:
        raise ValueError("the counts of an icon array must sum to 100")
    place = 0
    for count, color, marker in counts:
        xs = [i % 10 for i in range(place, place + count)]
        ys = [9 - i // 10 for i in range(place, place + count)]
        axes.scatter(xs, ys, s=95, color=color, marker=marker, linewidths=0)
        place += count
    axes.set_xlim(-0.7, 9.7)
    axes.set_ylim(-0.7, 9.7)
    axes.set_aspect("equal")
    axes.axis("off")


def signs(axes: Axes, groups: Sequence[tuple[int, str, str, str]]) -> None:
    """Direct labels under an icon array: the number and the words in ink, the sign in its color."""
    for i, (count, color, sign, words) in enumerate(groups):
        y = -1.3 - i * 0.95
        axes.text(-0.4, y, sign, color=color, fontsize=12, va="center", ha="left")
        axes.text(0.5, y, f"{count}  {words}", color=INK, fontsize=10.5, va="center")
    axes.set_ylim(-1.6 - len(groups) * 0.95, 9.7)


def to_hundred(shares: Sequence[float]) -> list[int]:
    """Whole numbers that sum to 100, nearest to the shares (which sum to 1), by largest remainder."""
    floors = [int(100 * share) for share in shares]
    rest = sorted(range(len(shares)), key=lambda i: floors[i] - 100 * shares[i])
    for i in rest[: 100 - sum(floors)]:
        floors[i] += 1
    return floors
