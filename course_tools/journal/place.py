"""Where a learner's own files lie."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = "my-progress"


def course_folder(start: Path | None = None) -> Path:
    """The course folder: `COURSE_ROOT`, or the nearest folder upwards that holds `notebooks`, or the start."""
    named = os.environ.get("COURSE_ROOT")
    if named:
        return Path(named)
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / "notebooks").is_dir()), here)


def encounters_file(start: Path | None = None) -> Path:
    """The log of virtual clients: `my-progress/clients.jsonl` in the course folder."""
    return course_folder(start) / FOLDER / "clients.jsonl"


def practice_file(start: Path | None = None) -> Path:
    """The journal of practice answers: `my-progress/practice.jsonl` in the course folder."""
    return course_folder(start) / FOLDER / "practice.jsonl"
