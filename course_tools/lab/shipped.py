"""Lessons as they came with the course: kept in ``.course/lessons``, put back on request; nothing is lost.

A lesson is kept when a server first sees it, and again when something other than that server wrote it: an update of
the course. What JupyterLab itself stored differently is an alteration: its hash lies beside the kept lesson, so that it
is never taken for an update. Only what the launcher would sign is kept, so what is put back starts by itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from course_tools.problem import CourseProblem
from course_tools.whole import put

LESSONS = "notebooks"
KEPT = ".course/lessons"
EARLIER = "earlier"
NAME = re.compile(r"notebooks(/[A-Za-z0-9][A-Za-z0-9 ._-]*)+\.ipynb", re.ASCII)
LONGEST = 200


@dataclass(frozen=True)
class PutBack:
    """What was done: whether the lesson's file was replaced, and where its altered version now is (from the root)."""

    replaced: bool
    earlier: str | None = None


def keep_lessons(root: Path) -> int:
    """Keep the lessons in ``root`` as they came; return how many were new. Leaves out what cannot be read or kept."""
    from course_tools.lab.signing import may_be_signed, notebooks_in

    new = 0
    for path in notebooks_in(root / LESSONS):
        kept = _kept(root, path)
        with contextlib.suppress(OSError):
            data = path.read_bytes()
            if _content(kept) == data or _content(_note(kept)) == _hash(data) or not may_be_signed(path):
                continue
            kept.parent.mkdir(parents=True, exist_ok=True)
            put(kept, data)
            new += 1
    return new


def note_saved(root: Path, path: Path) -> None:
    """JupyterLab has just written this file: if it is a lesson and no longer as it came, remember what was written."""
    if not path.is_relative_to(root / LESSONS):
        return
    kept = _kept(root, path)
    with contextlib.suppress(OSError):
        data = path.read_bytes()
        shipped = _content(kept)
        if shipped is not None and shipped != data:
            put(_note(kept), _hash(data))


def put_back(root: Path, name: str, now: datetime) -> PutBack:
    """Put a lesson back as it came with the course; ``name`` is its path from the root, as JupyterLab has it.

    An altered version goes to ``earlier/`` first, under a name with the time. A notebook that is no lesson of the
    course stays as it is. Raises CourseProblem.
    """
    if not is_kept(root, name):
        return PutBack(replaced=False)
    root = root.resolve()
    path = root / name
    try:
        shipped, data = _kept(root, path).read_bytes(), _content(path)
        if data == shipped:
            return PutBack(replaced=False)
        earlier = None if data is None else _set_aside(root, path, data, now)
        path.parent.mkdir(exist_ok=True)
        put(path, shipped)
    except OSError as error:
        raise CourseProblem(
            f"{name} was left as it is: {error.filename} cannot be written or read ({error.strerror}). Make room on "
            "the disk, or ask the person who runs the course."
        ) from None
    return PutBack(replaced=True, earlier=earlier)


def is_kept(root: Path, name: str) -> bool:
    """Whether a path, as JupyterLab has it, is that of a lesson that can be put back."""
    if len(name) > LONGEST or not NAME.fullmatch(name):
        return False
    root = root.resolve()
    path = root / name
    return path.resolve().is_relative_to(root / LESSONS) and _kept(root, path).is_file()


def _set_aside(root: Path, path: Path, data: bytes, now: datetime) -> str:
    """Keep an altered lesson under a name that is not taken; return its path from the root."""
    folder = root / EARLIER / path.relative_to(root / LESSONS).parent
    folder.mkdir(parents=True, exist_ok=True)
    stem, number = f"{path.stem} {now:%Y-%m-%d %H.%M}", 1
    while True:
        copy = folder / (f"{stem}.ipynb" if number == 1 else f"{stem} ({number}).ipynb")
        try:
            with copy.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            number += 1
        else:
            return copy.relative_to(root).as_posix()


def _kept(root: Path, path: Path) -> Path:
    return root / KEPT / path.relative_to(root / LESSONS)


def _note(kept: Path) -> Path:
    """Beside a kept lesson: the hash of what JupyterLab last stored under its name."""
    return kept.with_suffix(".altered")


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
