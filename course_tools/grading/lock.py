"""One at a time: two who write the same gradebook would spoil each other's marks."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from course_tools.problem import CourseProblem

LOCK = ".grading.lock"
WHO = ".grading.who"


@contextmanager
def at_work(quizzes: Path) -> Iterator[None]:
    """Hold the gradebook of a course for one process. Raises CourseProblem that says who is at work.

    The lock is the operating system's: it ends with its process, however that ends. The file beside it is for people.
    """
    lock = FileLock(quizzes / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise CourseProblem(
            f"{_who(quizzes)} is at work in {quizzes}. Wait until that is done, then try again."
        ) from None
    try:
        (quizzes / WHO).write_text(
            f"Process {os.getpid()} on {socket.gethostname()}, since {datetime.now():%Y-%m-%d %H:%M:%S},",
            encoding="utf-8",
        )
        yield
    finally:
        (quizzes / WHO).unlink(missing_ok=True)
        lock.release()


def _who(quizzes: Path) -> str:
    try:
        return (quizzes / WHO).read_text(encoding="utf-8", errors="replace").strip() or "Somebody"
    except OSError:
        return "Somebody"
