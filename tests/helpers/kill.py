"""Does a piece of work in a child of this process, and kills it (`kill -9`) at a step or at a moment.

A fork of a process that has imported everything costs milliseconds. A step is anything by which the work changes the
folder: Python's audit events (opening to write, renaming, removing …), half of each write, each sync, each statement
and commit of SQLAlchemy. The steps are counted in a run that is left alone, so a new one is met without being listed.

What a killed process has handed to the system stays: this says nothing about a machine without power.
"""

from __future__ import annotations

import builtins
import io
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

#: The work: it says a line for whatever it has shown to somebody.
Work = Callable[[Callable[[str], None]], object]

CHANGES = {f"os.{name}" for name in ("chmod", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate")}
PAGE = 4096  # of SQLite
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True)
class Ran:
    """What a child said, the steps that it took (where they were counted), how long it was at work, and its end."""

    said: tuple[str, ...]
    steps: tuple[str, ...]
    seconds: float
    killed: bool


class Child:
    """A child at work in a folder. `at` kills it at that step, counted from 1; `counted` makes it tell its steps."""

    def __init__(self, folder: Path, work: Work, *, at: int = 0, counted: bool = False) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _be_child(folder, work, writing, at, counted=counted)
        os.close(writing)
        self._told = os.fdopen(reading, encoding="utf-8")
        self._lines: list[str] = []
        self.hear()  # it is ready
        self._start = time.monotonic()

    def hear(self) -> str:
        """The next line that it tells, waiting for it; empty once it has ended."""
        self._lines.append(self._told.readline().strip())
        return self._lines[-1]

    def kill(self) -> None:
        """Kill it, and what it has started."""
        os.killpg(self.pid, signal.SIGKILL)

    def end(self) -> Ran:
        """Wait until it has ended. A child that fails by itself fails the test."""
        with self._told:
            lines = [*self._lines, *self._told.read().splitlines()]
        seconds = time.monotonic() - self._start
        _, status = os.waitpid(self.pid, 0)
        killed = os.WIFSIGNALED(status)
        assert killed or os.WEXITSTATUS(status) == 0, "the work failed by itself: see its error above"
        told = [line.partition(" ") for line in lines]
        said, steps = ([text for kind, _, text in told if kind == wanted] for wanted in ("said", "step"))
        return Ran(tuple(said), tuple(steps), seconds, killed)


def steps_of(folder: Path, work: Work) -> tuple[str, ...]:
    """The steps of the work when nobody disturbs it."""
    return Child(folder, work, counted=True).end().steps


def kill_at(folder: Path, work: Work, step: int) -> Ran:
    """Kill the work at a step: before it, or in the middle where it is a write."""
    ran = Child(folder, work, at=step).end()
    assert ran.killed
    return ran


def kill_after(folder: Path, work: Work, seconds: float) -> Ran:
    """Kill the work at a moment; it may have ended before."""
    child = Child(folder, work)
    time.sleep(seconds)
    child.kill()
    return child.end()


def some_of(steps: Sequence[str], count: int, chance: random.Random) -> list[int]:
    """The numbers of that many steps (all, if there are fewer): each name once before any comes a second time."""
    numbers = list(range(1, len(steps) + 1))
    chance.shuffle(numbers)
    seen: Counter[str] = Counter()
    turn = {}
    for number in numbers:
        seen[steps[number - 1]] += 1
        turn[number] = seen[steps[number - 1]]
    return sorted(numbers, key=turn.__getitem__)[:count]


def die_within_a_commit(page: int) -> None:
    """From now on this process dies where SQLite writes that page of the gradebook, or a later one, counted from 0.

    The system ends it: no step of Python's is between the pages of a commit.
    """
    size = page * PAGE
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _be_child(folder: Path, work: Work, writing: int, at: int, *, counted: bool) -> NoReturn:
    os.setsid()

    def tell(line: str) -> None:
        os.write(writing, f"{line}\n".encode())

    try:
        if at or counted:
            _Steps(folder.resolve(), at, (lambda name: tell(f"step {name}")) if counted else None).watch()
        tell("ready")
        work(lambda line: tell(f"said {line}"))
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


class _Steps:
    """Counts the steps of this process, and ends it at one of them."""

    def __init__(self, folder: Path, at: int, tell: Callable[[str], None] | None) -> None:
        self._folder, self._at, self._tell = folder, at, tell
        self._taken = 0

    def watch(self) -> None:
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        io.open = builtins.open = self._open  # type: ignore[assignment]
        # a copy of a file by the system alone would be written in no step
        shutil._USE_CP_SENDFILE = False  # type: ignore[attr-defined]
        fsync = os.fsync

        def sync(file: int) -> None:
            self.before("sync")
            fsync(file)

        os.fsync = sync  # type: ignore[assignment]
        event.listen(Engine, "commit", lambda _: self.before("commit"))
        event.listen(Engine, "before_cursor_execute", self._statement)
        sys.addaudithook(self._audit)

    def due(self, name: str) -> bool:
        """Take a step; whether it is the last one."""
        self._taken += 1
        if self._tell is not None:
            self._tell(name)
        return self._taken == self._at

    def before(self, name: str) -> None:
        """Take a step that is not begun if it is the last one."""
        if self.due(name):
            die()

    def _statement(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        words = statement.split()
        if words[0].upper() not in ("SELECT", "PRAGMA"):
            self.before(" ".join(words[:3]))

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if flags & WRITING and self._ours(path):
                self.before(f"open {Path(os.fsdecode(path)).name}")
        elif event in CHANGES and (self._ours(arguments[0]) or arguments[-1] != -1):
            self.before(f"{event} {Path(os.fsdecode(arguments[0])).name}")
        elif event == "subprocess.Popen":
            self.before(f"start {Path(os.fsdecode(arguments[0])).name}")

    def _ours(self, path: object) -> bool:
        """Whether a path lies in the folder; a log is nobody's work."""
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        whole = Path(os.path.abspath(os.fsdecode(path)))
        return whole.is_relative_to(self._folder) and whole.suffix != ".log"

    def _open(self, file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        """As `open`, with a file that may be written by half."""
        if isinstance(file, int) or not set(mode) & set("wax+") or not self._ours(file):
            return _OPEN(file, mode, *arguments, **options)
        given = dict(zip(("buffering", "encoding", "errors", "newline"), arguments, strict=False)) | options
        raw = _TornFile(file, mode.replace("b", "").replace("t", ""), self)
        if given.get("buffering") == 0:
            return raw
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return buffered
        return io.TextIOWrapper(buffered, *(given.get(name) for name in ("encoding", "errors", "newline")))


class _TornFile(io.FileIO):
    def __init__(self, file: Any, mode: str, steps: _Steps) -> None:
        super().__init__(file, mode)
        self._steps = steps

    def write(self, data: Any) -> int:
        if self._steps.due(f"write {Path(os.fsdecode(self.name)).name}"):
            super().write(bytes(data)[: len(data) // 2])
            die()
        return super().write(data)


def die() -> NoReturn:
    """The end, with no word to anybody."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


_OPEN = io.open
