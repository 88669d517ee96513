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
    with _whole(out) as part:
        _write(part, files, progress)
        commit = repository.commit(part, EXECUTABLE) if git else None
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
        if out == Path.cwd():
            raise CourseProblem(f"You are in {out}, which is to be made. Go to {out.parent}, then run this again.")
    except OSError as error:
        raise CourseProblem(f"The folder {out} cannot be used ({error.strerror}). Name another.") from None


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """A folder beside `out` that takes its place in the end. Killed before, `out` is as it was: empty, or not there."""
    part = out.with_name(f".{out.name}.part")
    try:
        if part.exists():
            shutil.rmtree(part)
        part.mkdir(parents=True)
        yield part
        if out.is_dir():
            out.rmdir()
        part.replace(out)
    except BaseException as stop:
        shutil.rmtree(part, ignore_errors=True)
        if isinstance(stop, OSError):
            raise CourseProblem(f"{out} cannot be written ({stop.strerror}). Name a folder elsewhere.") from None
        raise


def _write(out: Path, files: Mapping[str, bytes], progress: Progress | None) -> None:
    for done, (name, data) in enumerate(files.items(), 1):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if progress is not None:
            progress(done, len(files))
    for name in EXECUTABLE:
        (out / name).chmod(0o755)
