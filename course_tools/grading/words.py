"""Texts out of trainees' files, made fit to be shown: short, printable, in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_QUOTE = 60
MOST_SHOWN = 3


def quoted(text: str) -> str:
    """A text from a trainee's file, short and printable, in quotation marks. Not escaped for HTML."""
    shown = printable(text[: LONGEST_QUOTE + 1])
    return f"“{shown[:LONGEST_QUOTE]}{'…' if len(shown) > LONGEST_QUOTE else ''}”"


def some(texts: Sequence[str]) -> str:
    """The first few of these texts, quoted, and how many more there are."""
    shown = ", ".join(quoted(text) for text in texts[:MOST_SHOWN])
    return shown if len(texts) <= MOST_SHOWN else f"{shown} and {len(texts) - MOST_SHOWN} more"


def printable(text: str) -> str:
    """A text in one line that any terminal and any file can take; other signs become �."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)
