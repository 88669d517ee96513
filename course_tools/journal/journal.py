"""Read and append journal lines. A torn line costs only itself."""

from __future__ import annotations

import errno
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course_tools.problem import CourseProblem

FORMAT = "answer/1"
FILE = "answers.jsonl"
SURE = ("low", "middle", "high")
LARGEST_BYTES = 64_000_000
LONGEST_LINE = 200_000


@dataclass(frozen=True)
class Answer:
    """One answer as it was given. `trainee` is claimed, and never more than a remark."""

    quiz: str
    item: str
    version: str
    answer: Any
    sure: str | None = None
    attempt: int = 1
    trainee: str = ""
    seed: str = ""
    time: str = ""

    def to_line(self) -> bytes:
        """The journal line, with its newline."""
        data = {"format": FORMAT, **self.__dict__}
        return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True)
class Journal:
    """What a journal holds: every answer in order, and how many lines could not be read."""

    answers: tuple[Answer, ...] = ()
    unread: int = 0
    remarks: tuple[str, ...] = ()
    latest: Mapping[tuple[str, str], Answer] = field(default_factory=dict)

    def last(self, quiz: str, item: str) -> Answer | None:
        """The answer that counts: the last one of an item in a quiz."""
        return self.latest.get((quiz, item))


def read(path: Path) -> Journal:
    """Read a journal; one that is not there is empty. Never raises on what is in it.

    Raises CourseProblem if the file exists and cannot be opened, or is too large to be a journal.
    """
    answers: list[Answer] = []
    latest: dict[tuple[str, str], Answer] = {}
    unread = 0
    for line in read_lines(path):
        answer = _parse(line)
        if answer is None:
            unread += 1
            continue
        answers.append(answer)
        latest[answer.quiz, answer.item] = answer
    remarks = (f"{unread} line(s) of the journal could not be read and were passed over.",) if unread else ()
    return Journal(tuple(answers), unread, remarks, latest)


def append(path: Path, answer: Answer) -> Answer:
    """Write one answer and return it as written, with its time. It is on disk when this returns.

    Ends a torn last line first. Raises CourseProblem if the answer could
    not be saved, ValueError if it is no JSON.
    """
    stamped = Answer(**{**answer.__dict__, "time": answer.time or datetime.now(UTC).isoformat(timespec="seconds")})
    append_line(path, stamped.to_line())
    return stamped


def read_lines(path: Path) -> list[bytes]:
    """The lines of a journal that hold anything; none where there is no file. Raises CourseProblem."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise CourseProblem(f"The file {path.name} is too large to be read as answers.")
        raw = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CourseProblem(f"The file {path} with the answers cannot be read ({error.strerror}).") from None
    return [line for line in raw.split(b"\n") if line.strip()]


def append_line(path: Path, line: bytes) -> None:
    """Write one line, or some at once, after the end of a torn one. On disk when this returns. Raises CourseProblem."""
    if len(line) > LONGEST_LINE:
        raise CourseProblem("This answer is too long to be saved. Shorten it, then save again.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+", buffering=0) as file:
            _write_line(file, line)
            os.fsync(file.fileno())
    except OSError as error:
        raise CourseProblem(
            f"Your answer could not be saved in {path.name} ({error.strerror}). "
            "Check that the folder can be written to and that the disk is not full, then save again."
        ) from None


def _write_line(file: io.FileIO, line: bytes) -> None:
    """Append in one piece, so that no other window's line comes in between, and at the start of a line."""
    torn = not _starts_line(file, file.seek(0, os.SEEK_END))
    data = b"\n" + line if torn else line
    if file.write(data) < len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if not torn and not _starts_line(file, file.tell() - len(line)):
        # another window was killed while it wrote, after the look at the end of the file
        _write_line(file, line)


def _starts_line(file: io.FileIO, place: int) -> bool:
    if place == 0:
        return True
    file.seek(place - 1)
    return file.read(1) == b"\n"


def _parse(line: bytes) -> Answer | None:
    if len(line) > LONGEST_LINE:
        return None
    try:
        data = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return None
    texts = [data.get(name) for name in ("quiz", "item", "version", "trainee", "seed", "time")]
    attempt, sure = data.get("attempt"), data.get("sure")
    if not all(isinstance(text, str) for text in texts) or "answer" not in data:
        return None
    if type(attempt) is not int or (sure is not None and sure not in SURE):
        return None
    return Answer(
        quiz=data["quiz"],
        item=data["item"],
        version=data["version"],
        answer=data["answer"],
        sure=sure,
        attempt=attempt,
        trainee=data["trainee"],
        seed=data["seed"],
        time=data["time"],
    )


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")
