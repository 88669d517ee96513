"""`course edition OUT`: the contents into a new folder, and into one commit."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course_tools.edition import repository
from course_tools.edition.contents import contents, lessons_in, quizzes_in
from course_tools.problem import CourseProblem

EXECUTABLE = ("postBuild",)
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Edition:
    """An edition that was made: where, how many lessons and which quizzes, and its commit's id if it has one."""

    folder: Path
    lessons: int
    quizzes: tuple[str, ...]
    commit: str | None


def make_edition(root: Path, out: Path, *, git: bool = False, progress: Progress | None = None) -> Edition:
    """Make the trainee's edition of the course in `root`. `out` is a folder that is new or empty.

    With `git` the folder is a repository with one commit; the same contents give the same commit id, whenever and by
    whomever they are made. `progress` is told (done, of all) after each file. Raises CourseProblem, and then leaves
    nothing behind.
    """
    root, out = root.resolve(), out.resolve()
    _check_place(root, out)
    if git:
        repository.check_git()
    files = contents(root)
    with _all_or_nothing(out):
        _write(out, files, progress)
        commit = repository.commit(out, EXECUTABLE) if git else None
    return Edition(out, len(lessons_in(files)), tuple(quizzes_in(files)), commit)


def _check_place(root: Path, out: Path) -> None:
    if out.is_relative_to(root):
        raise CourseProblem(
            f"{out} lies in the course folder, which is the instructor's. Name a folder outside of it, such as "
            f"{root.parent / 'trainee-edition'}."
        )
    try:
        if out.exists() and not out.is_dir():
            raise CourseProblem(f"{out} is a file. Name a new folder.")
        if out.is_dir() and any(out.iterdir()):
            raise CourseProblem(f"The folder {out} is not empty. Name a new one.")
    except OSError as error:
        raise CourseProblem(f"The folder {out} cannot be used ({error.strerror}). Name another.") from None


@contextmanager
def _all_or_nothing(out: Path) -> Iterator[None]:
    """If anything stops the writing, the folder is as it was: empty, or not there."""
    was_there = out.is_dir()
    try:
        yield
    except BaseException as stop:
        for path in list(out.iterdir()) if out.is_dir() else []:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        if not was_there:
            shutil.rmtree(out, ignore_errors=True)
        if isinstance(stop, OSError):
            raise CourseProblem(
                f"{stop.filename or out} cannot be written ({stop.strerror}). Name a folder elsewhere."
            ) from None
        raise


def _write(out: Path, files: Mapping[str, bytes], progress: Progress | None) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for done, (name, data) in enumerate(files.items(), 1):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if progress is not None:
            progress(done, len(files))
    for name in EXECUTABLE:
        (out / name).chmod(0o755)
