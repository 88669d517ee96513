"""A trainee's hand-in on disk, in `submitted/<roster id>/<quiz>/`."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from course_tools.grading.archive import HandIn
from course_tools.grading.place import TIMESTAMP, Place
from course_tools.grading.words import quoted
from course_tools.journal.handin import ROSTER_ID
from course_tools.problem import CourseProblem


def stamp(path: Path) -> str:
    """When a file was last changed, as nbgrader writes it: the time of a hand-in zip is the time of handing in."""
    return utc(path.stat().st_mtime)


def utc(seconds: float) -> str:
    """A time, in seconds since 1970, as nbgrader writes it."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def store(place: Place, trainee: str, hand_in: HandIn, when: str) -> bool:
    """Put a hand-in in its place, whole or not at all; the earlier one is kept in `incoming/earlier`.

    Returns whether anything changed. Raises CourseProblem if a different one collected before is newer, OSError if
    the folders cannot be written.
    """
    folder = place.submitted(trainee)
    files = {**hand_in.files, TIMESTAMP: f"{when}\n".encode()}
    files.setdefault(f"{place.quiz}.ipynb", (place.source / f"{place.quiz}.ipynb").read_bytes())
    if folder.is_dir():
        if all((folder / name).is_file() and (folder / name).read_bytes() == files[name] for name in hand_in.files):
            return False
        if (there := _when(folder)) and there > when:
            raise CourseProblem(f"What {trainee} handed in is older than what is collected already, and was left.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.quizzes / "incoming" / ".collect"
    if temporary.exists():
        shutil.rmtree(temporary)
    temporary.mkdir(parents=True)
    try:
        for name, data in files.items():
            (temporary / name).write_bytes(data)
        if folder.is_dir():
            _keep_earlier(place, trainee, folder)
        temporary.replace(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return True


def check(place: Place, trainee: str) -> None:
    """See that a submission can be graded; lay the released notebook beside answers that came without it.

    Raises CourseProblem for a folder whose name is no roster id, that is a link or no folder, that holds links or
    devices, or whose time of handing in cannot be read. Never changes a trainee's file.
    """
    folder = place.submitted(trainee)
    if not ROSTER_ID.fullmatch(trainee):
        raise CourseProblem(f"The folder name {quoted(trainee)} is no roster id (letters, digits, . @ _ -).")
    if folder.is_symlink() or folder.parent.is_symlink():
        raise CourseProblem(f"The folder of {trainee} is a link; copy the files themselves into it.")
    if not folder.is_dir():
        raise CourseProblem(f"{trainee} has a file {place.quiz} where a folder belongs; remove it and grade again.")
    for path in folder.rglob("*"):
        if path.is_symlink():
            raise CourseProblem(f"{quoted(path.name)} in the folder of {trainee} is a link; remove it and grade again.")
        if not path.is_file() and not path.is_dir():
            raise CourseProblem(
                f"{quoted(path.name)} in the folder of {trainee} is no ordinary file; remove it and grade again."
            )
    handed_in(place, trainee)
    notebook = folder / f"{place.quiz}.ipynb"
    if not notebook.exists():
        shutil.copyfile(place.source / notebook.name, notebook)


def handed_in(place: Place, trainee: str) -> datetime | None:
    """When a submission was handed in, in UTC, as nbgrader reads it. Raises CourseProblem for a time that is none."""
    from nbgrader.utils import parse_utc

    path = place.submitted(trainee) / TIMESTAMP
    if not path.is_file():
        return None
    try:
        text = path.read_text(encoding="utf-8").strip()
        when: datetime | None = parse_utc(text) if text else None
    except (ValueError, OverflowError):
        raise CourseProblem(
            f"The time of handing in, {path.name} in the folder of {trainee}, cannot be read. Write it as in "
            "2026-11-23 14:00:00 UTC, or remove the file, and grade again."
        ) from None
    return when


def _keep_earlier(place: Place, trainee: str, folder: Path) -> None:
    label = (_when(folder) or "without a time").replace(":", "-").replace(" ", "_")
    earlier = place.quizzes / "incoming" / "earlier" / place.quiz / trainee
    earlier.mkdir(parents=True, exist_ok=True)
    free = next(n for n in range(1, 10_000) if not (earlier / f"{label}-{n}").exists())
    os.replace(folder, earlier / f"{label}-{free}")


def _when(folder: Path) -> str:
    path = folder / TIMESTAMP
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
