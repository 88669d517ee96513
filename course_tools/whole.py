"""Files that are written whole or not at all: a process that is killed leaves the old one, or none."""

from __future__ import annotations

from pathlib import Path


def put(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all, and return its path. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    try:
        part.write_bytes(data)
        return part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def part_of(path: Path) -> Path:
    """What `put` writes first, in the same folder. A run that was killed may leave it; the next `put` takes it over."""
    return path.with_name(f".{path.name}.part")
