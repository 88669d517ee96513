"""The files of a hand-in folder, or of what a learning platform packs for its teachers: Moodle's or Canvas's download.

Files are read one at a time and within a size; nothing is unpacked by name, and no link is followed.
"""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from course_tools.grading.archive import LARGEST_ZIP, NAME, readable, refuse_unsafe
from course_tools.grading.submission import stamp, utc
from course_tools.problem import CourseProblem

LARGEST_DOWNLOAD = 4_000_000_000
MOST_FILES = 5_000
AGAIN = "Download it again, or collect the folder that it unpacks to."
SINGLE = (".ipynb", ".jsonl")
#: “First Last_1234567_assignsubmission_file_/…”, or without a folder “…_file_name.zip”.
MOODLE = re.compile(r"(?P<name>[^/]+)_\d+_assignsubmission_(?P<kind>file|onlinetext)_?(?:/(?:.*/)?)?(?P<file>[^/]*)")
#: “lastfirst_12345_67890_name.zip”, or “lastfirst_LATE_12345_67890_name.zip”.
CANVAS = re.compile(r"(?P<name>[^/_]+)_(?P<late>LATE_)?(?P<number>\d+)_\d+_(?P<file>[^/]+)")


@dataclass(frozen=True)
class Sender:
    """Who a learning platform says that a file is from: the name, Canvas's number of them, and the file's own name."""

    name: str
    file: str
    number: str = ""
    late: bool = False


@dataclass(frozen=True)
class File:
    """A file that came in: its path within what was given, when it was handed in, and its bytes on demand."""

    path: str
    when: str
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def sender(self) -> Sender | None:
        """Who a platform says that it is from; None where no platform named it."""
        if match := MOODLE.fullmatch(self.path):
            return Sender(match["name"], match["file"] if match["kind"] == "file" else "")
        if match := CANVAS.fullmatch(self.name):
            return Sender(match["name"], match["file"], match["number"], late=bool(match["late"]))
        return None


@contextmanager
def files_in(source: Path) -> Iterator[list[File]]:
    """The files of a folder, or of a download that is one zip, oldest first; or one hand-in. Raises CourseProblem.

    A download is taken only where it is named: one that lies in a folder of hand-ins may be anybody's.
    """
    if source.is_file() and NAME.fullmatch(source.name):
        yield [_of_disk(source, source.name)]
        return
    if source.is_file() and source.suffix.lower() == ".zip":
        with readable(source.name, AGAIN), zipfile.ZipFile(source) as download:
            files = _in_zip(download, source)
            yield sorted(files, key=lambda file: (file.when, file.path))
        return
    if not source.is_dir():
        raise CourseProblem(f"There is no folder {source}.")
    try:
        files = list(_in_folder(source))
    except OSError as error:
        raise CourseProblem(f"The folder {source} cannot be read ({error.strerror}).") from None
    yield sorted(files, key=lambda file: (file.when, file.path))


def _in_folder(folder: Path) -> Iterator[File]:
    """Zips, and what lies in the folders that Moodle makes for each trainee."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink() and MOODLE.fullmatch(f"{path.name}/"):
            yield from (_of_disk(inner, f"{path.name}/{inner.name}") for inner in path.iterdir())
        elif path.suffix.lower() == ".zip" or (path.suffix in SINGLE and _of_disk(path, path.name).sender):
            yield _of_disk(path, path.name)


def _of_disk(path: Path, name: str) -> File:
    when = "" if path.is_symlink() or not path.is_file() else stamp(path)
    return File(name, when, partial(_read_file, path))


def _read_file(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST_ZIP:
        raise CourseProblem(f"{path.name} is no ordinary file of a sensible size.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseProblem(f"{path.name} cannot be read ({error.strerror}).") from None


def _in_zip(download: zipfile.ZipFile, source: Path) -> list[File]:
    members = [member for member in download.infolist() if not member.is_dir()]
    refuse_unsafe(members, source.name, MOST_FILES, AGAIN)
    if sum(member.file_size for member in members) > LARGEST_DOWNLOAD:
        raise CourseProblem(f"{source.name} unpacks to more than a class hands in. {AGAIN}")
    return [
        File(member.filename, _time_of(member) or stamp(source), partial(_read_member, download, member))
        for member in members
    ]


def _time_of(member: zipfile.ZipInfo) -> str:
    """When a file in a zip was last changed, in UTC; a zip gives the local time, or 1980 for none."""
    year = member.date_time[0]
    return "" if year <= 1980 else utc(time.mktime((*member.date_time, 0, 0, -1)))


def _read_member(download: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with readable(member.filename, AGAIN), download.open(member) as file:
        data = file.read(LARGEST_ZIP + 1)
    if len(data) > LARGEST_ZIP:
        raise CourseProblem(f"{member.filename} is too large to be a hand-in.")
    return data
