"""What is odd about the notebook that came with the answers. It earns nothing; the instructor is told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from course_tools.grading.words import some

LARGEST_BYTES = 5_000_000
NO_MATTER = "Its cells earn nothing, the answers do."

Cell = Mapping[str, Any]


def notebook_remarks(folder: Path, quiz: str, released: Sequence[Cell]) -> list[str]:
    """What to tell the instructor of the notebooks in a trainee's folder, against the cells that were released.

    Never raises on what is in them, and runs nothing.
    """
    others = sorted(path.name for path in folder.glob("*.ipynb") if path.name != f"{quiz}.ipynb")
    remarks = [f"Other notebooks were not looked at: {some(others)}."] if others else []
    path = folder / f"{quiz}.ipynb"
    if not path.is_file() or path.is_symlink():
        return remarks
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        return [*remarks, f"The notebook is too large to be looked at ({size / 1e6:.0f} MB). {NO_MATTER}"]
    cells = _cells(path)
    if cells is None:
        return [*remarks, f"The notebook cannot be read. {NO_MATTER}"]
    changes = _changes(cells, {_grade_id(cell): cell for cell in released})
    return [*remarks, f"The notebook was changed: {'; '.join(changes)}. {NO_MATTER}"] if changes else remarks


def _cells(path: Path) -> list[Cell] | None:
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError, OSError):
        return None
    if not isinstance(data, dict) or data.get("nbformat") != 4:
        return None
    cells = data.get("cells")
    readable = isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells)
    return cells if readable else None


def _changes(cells: Sequence[Cell], released: Mapping[str, Cell]) -> list[str]:
    """The changes in a notebook's own cells, in words; text in text cells and a trainee's notes are no matter."""
    named = [(_grade_id(cell), cell) for cell in cells]
    kept = [name for name, _ in named if name in released]
    once = list(dict.fromkeys(kept))
    other = {name for name, cell in named if name in released and not _same(cell, released[name])}
    added = sum(1 for name, cell in named if cell.get("cell_type") == "code" and name not in released)
    found = {
        "missing": [name for name in released if name not in once],
        "doubled": [name for name, times in Counter(kept).items() if times > 1],
        "changed": [name for name in once if name in other],
    }
    words = [f"{word}: {some(names)}" for word, names in found.items() if names]
    if once != [name for name in released if name in once]:
        words.append("the order of its cells")
    if added:
        words.append(f"cells with code added: {added}")
    return words


def _grade_id(cell: Cell) -> str:
    about = _about(cell)
    name = about.get("grade_id")
    return name if isinstance(name, str) else ""


def _about(cell: Cell) -> Mapping[str, Any]:
    metadata = cell.get("metadata")
    about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return about if isinstance(about, dict) else {}


def _same(cell: Cell, released: Cell) -> bool:
    """Whether a cell is what was released: its type, its points, and for code its text."""
    if cell.get("cell_type") != released.get("cell_type"):
        return False
    about, wanted = _about(cell), _about(released)
    if any(about.get(name) != wanted.get(name) for name in ("points", "grade", "locked", "solution")):
        return False
    return cell.get("cell_type") != "code" or _source(cell) == _source(released)


def _source(cell: Cell) -> str:
    source = cell.get("source")
    parts = source if isinstance(source, list) else [source]
    return "".join(part for part in parts if isinstance(part, str))
