"""Zip files that pass between a trainee and an instructor: written the same way each time, read with suspicion."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course_tools import journal
from course_tools.grading.words import printable
from course_tools.journal.handin import QUIZ_ID, ROSTER_ID
from course_tools.journal.journal import LARGEST_BYTES
from course_tools.problem import CourseProblem

LARGEST_NOTEBOOK = 20_000_000
LARGEST_ZIP = 100_000_000
MOST_MEMBERS = 50
NAME = re.compile(rf"(?P<trainee>{ROSTER_ID.pattern})__(?P<quiz>{QUIZ_ID.pattern})\.zip")
AGAIN = "Ask the trainee to press “Hand in” again and send the new file."


@dataclass(frozen=True)
class HandIn:
    """What a hand-in zip held: the files to keep, by name, and what was left out, in words."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...]


def named(path: Path) -> tuple[str, str]:
    """The roster id and the quiz that a zip's name states. Raises CourseProblem."""
    match = NAME.fullmatch(path.name)
    if match is None:
        raise CourseProblem(
            f"The name {printable(path.name)} is not <roster id>__<quiz>.zip; rename the file, then collect again."
        )
    return match["trainee"], match["quiz"]


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files. The same files give the same bytes: sorted, one date, one mode."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(member, data)
    return buffer.getvalue()


def read_hand_in(path: Path, quiz: str) -> HandIn:
    """Read the notebook and the journal out of a hand-in zip, without unpacking anything to disk.

    Other files are left out and named. A notebook that is missing or too large is left out too: marking does not
    need it. Raises CourseProblem for a zip that is damaged, too large, encrypted, holds links or names outside its
    folder, or holds neither file.
    """
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST_ZIP:
            raise CourseProblem(f"{path.name} is no ordinary file of a sensible size. {AGAIN}")
        data = path.read_bytes()
    except OSError as error:
        raise CourseProblem(f"{path.name} cannot be read ({error.strerror or 'damaged'}). {AGAIN}") from None
    return hand_in_of(data, path.name, quiz)


def hand_in_of(data: bytes, name: str, quiz: str) -> HandIn:
    """The same, out of the bytes of a zip that is called `name`."""
    with readable(name, AGAIN), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _read(archive, name, quiz)


@contextmanager
def readable(name: str, mend: str) -> Iterator[None]:
    """Turns whatever reading a zip may raise into one sentence."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise CourseProblem(f"{name} is damaged or no zip file. {mend}") from None
    except OSError as error:
        raise CourseProblem(f"{name} cannot be read ({error.strerror or 'damaged'}). {mend}") from None


def _read(archive: zipfile.ZipFile, zip_name: str, quiz: str) -> HandIn:
    limits = {f"{quiz}.ipynb": LARGEST_NOTEBOOK, journal.FILE: LARGEST_BYTES}
    members = archive.infolist()
    refuse_unsafe(members, zip_name, MOST_MEMBERS, AGAIN)
    files: dict[str, bytes] = {}
    left_out = [f"{member.filename!a} does not belong in it" for member in members if member.filename not in limits]
    for member in members:
        limit = limits.get(member.filename)
        if limit is None:
            continue
        with archive.open(member) as file:
            data = file.read(limit + 1)
        if len(data) <= limit:
            files[member.filename] = data
        elif member.filename == journal.FILE:
            raise CourseProblem(f"The answers in {zip_name} are too large to be right. {AGAIN}")
        else:
            left_out.append(f"{member.filename} is too large")
    if not files:
        raise CourseProblem(f"{zip_name} holds neither {quiz}.ipynb nor {journal.FILE} at its top. {AGAIN}")
    return HandIn(files, tuple(f"{zip_name}: {reason}, and was left out." for reason in left_out[:3]))


def refuse_unsafe(members: list[zipfile.ZipInfo], zip_name: str, most: int, mend: str) -> None:
    """Refuse a zip of too many files, of doubled, encrypted or special ones, or with names that lead out of it."""
    names = [member.filename for member in members]
    if len(members) > most:
        raise CourseProblem(f"{zip_name} holds {len(members)} files. {mend}")
    if len(set(names)) != len(names):
        raise CourseProblem(f"{zip_name} holds a file twice. {mend}")
    for member in members:
        # ZipInfo turns the system's separator into "/"; orig_filename is what the zip says
        parts = re.split(r"[/\\]", member.orig_filename)
        mode = member.external_attr >> 16
        if ".." in parts or parts[0] == "" or ":" in parts[0] or "\0" in member.orig_filename:
            raise CourseProblem(f"{zip_name} holds a name that leads out of its folder. {mend}")
        if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0):
            raise CourseProblem(f"{zip_name} holds a link or a device. {mend}")
        if member.flag_bits & 1:
            raise CourseProblem(f"{zip_name} is locked with a password. {mend}")
