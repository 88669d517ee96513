"""The browser's side of a view: one ES module, joined from small files without a build step."""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parent / "static"
CSS = STATIC / "course.css"


def esm(*names: str) -> str:
    """The files of `static/`, one after another; only the last may export."""
    return "\n".join((STATIC / f"{name}.js").read_text(encoding="utf-8") for name in names)
