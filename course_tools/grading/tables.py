"""Tables that leave for a spreadsheet program, and tables that come from one."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from course_tools.problem import CourseProblem

LARGEST_BYTES = 10_000_000
DELIMITERS = (",", ";", "\t")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV in UTF-8 with a byte order mark, without which Excel garbles names.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    return codecs.BOM_UTF8 + csv_rows([header, *rows])


def csv_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of such a table, to be put under others. Lines end as RFC 4180 has it: only then is a lone return quoted."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_no_formula(cell) for cell in row] for row in rows)
    return text.getvalue().encode(errors="replace")


def read_csv(path: Path) -> list[list[str]]:
    """The rows of a table, the heading first, blank rows left out: parted by comma, semicolon or tab; UTF-8, UTF-16
    or Windows-1252. Raises CourseProblem for a file that is none."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise CourseProblem(f"{path.name} is too large to be a table of names.")
        data = path.read_bytes()
    except OSError as error:
        raise CourseProblem(f"The file {path} cannot be read ({error.strerror}).") from None
    text = _decoded(data, path.name)
    heading = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=heading.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise CourseProblem(f"{path.name} is no table ({error}). Save it again as CSV.") from None
    return [cells for row in rows if any(cells := [cell.strip() for cell in row])]


def _decoded(data: bytes, name: str) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise CourseProblem(f"{name} is no text that can be read. Save it as CSV in UTF-8.")


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
