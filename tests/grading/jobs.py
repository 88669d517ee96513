"""Work that changes a course folder: what it begins with, and what must hold of it when it is killed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stock
from helpers.course import HONEST, PERFECT, QUIZ, Course

from course_tools.authoring.build import BUILT, write_files
from course_tools.edition import make, make_edition
from course_tools.grading import flow
from course_tools.grading.lock import LOCK
from course_tools.journal import take_quiz

Say = Callable[[str], None]
State = dict[str, Any]
BOOK = "quizzes/gradebook.db"
UNCOMPARED = (BOOK, f"quizzes/{LOCK}", "quizzes/.nbgrader.log", ".git/index")
#: A folder takes another one's place in two steps, and is missing between them.
REPLACED = ("graded ", "quizzes/submitted/")


@dataclass(frozen=True)
class Job:
    """Work on a folder that is made ready of a released course, and how often it is killed at steps and at moments."""

    ready: Callable[[Path, Path], None]
    work: Callable[[Path, Say], object]
    steps: int
    moments: int


def nobody(_: str) -> None:
    """Nobody listens."""


def class_at_work(released: Path, folder: Path) -> None:
    """Graded once; then one hands in better answers, one comes late, one is new, one cannot be marked."""
    course = Course(shutil.copytree(released, folder))
    for name in ("anna", "late", "same"):
        course.trainee(name, {slot: answer for slot, (answer, _) in HONEST.items()}).submit()
    flow.grade(course.root, QUIZ, nobody)
    flow.feedback(course.root, QUIZ, nobody)
    set_due(course)
    for name in ("anna", "late"):
        shutil.rmtree(course.root / "trainees" / name)
        course.trainee(name, PERFECT).submit()
    (course.place.submitted("late") / "timestamp.txt").write_text("2026-11-25 08:00:00 UTC\n", encoding="utf-8")
    course.trainee("new", PERFECT).submit()
    course.trainee("odd", PERFECT).submit()
    (course.place.submitted("odd") / "timestamp.txt").write_text("noon", encoding="utf-8")


def set_due(course: Course) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.place.quizzes / 'gradebook.db'}") as book:
        book.update_or_create_assignment(QUIZ, duedate="2026-11-23 14:00:00")


def graded(released: Path, folder: Path) -> None:
    class_at_work(released, folder)
    flow.grade(folder, QUIZ, nobody)


def never_released(_: Path, folder: Path) -> None:
    """A course without a gradebook."""
    Course(folder)


def collected_and_reworded(released: Path, folder: Path) -> None:
    """Answers are in, none is marked; then a question is reworded."""
    course = Course(shutil.copytree(released, folder))
    course.trainee("anna", PERFECT).submit()
    course.edit_bank("Put the steps in order.", "In which order?")
    course.build()


def handed_in_twice(released: Path, folder: Path) -> None:
    """Zips of three trainees, two of whom had handed in before."""
    course = Course(shutil.copytree(released, folder))
    for name in ("anna", "max"):
        os.utime(course.trainee(name, {"q1": "menu"}).zip(folder / "first"), (1_700_000_000, 1_700_000_000))
    flow.collect(course.root, QUIZ, folder / "first", nobody)
    for name in ("anna", "max"):
        shutil.rmtree(course.root / "trainees" / name)
    for name in ("anna", "max", "zora"):
        os.utime(course.trainee(name, PERFECT).zip(folder / "second"), (1_700_009_000, 1_700_009_000))


def grade(folder: Path, say: Say) -> None:
    flow.grade(folder, QUIZ, nobody, lambda done, of_all: say(f"{done} of {of_all}"))


def release(folder: Path, _: Say) -> None:
    flow.release(folder, QUIZ, nobody)


def collect(folder: Path, _: Say) -> None:
    flow.collect(folder, QUIZ, folder / "second", nobody)


def feedback(folder: Path, _: Say) -> None:
    flow.feedback(folder, QUIZ, nobody)


def built(text: str) -> dict[str, bytes]:
    """What `course build` would write of texts that say this, a large file among them; one file is always the same."""
    said = {"objectives": text, "body-chart": text * 30_000, "practice/purpose": text * 500, "lessons": "the same"}
    files = {f"{BUILT}/{name}.json": words.encode() for name, words in said.items()}
    return files | {f"quizzes/source/{QUIZ}/quiz.json": text.encode()}


def built_once(_: Path, folder: Path) -> None:
    write_files(folder, built("old"))


def build(folder: Path, _: Say) -> None:
    write_files(folder, built("new"))


def nothing_yet(_: Path, folder: Path) -> None:
    folder.mkdir()


def edition(folder: Path, _: Say) -> None:
    """`course edition --git`, unless it is there. Reading the course changes nothing and takes seconds: left out."""
    if (folder / "edition").exists():
        return
    make.contents = lambda _: {  # type: ignore[assignment]
        "README.md": b"For trainees." * 5_000,
        "notebooks/0-start-here.ipynb": b"{}",
        "my-quizzes/four-types/quiz.json": b"{}",
        "postBuild": b"course check",
    }
    make_edition(folder / "instructor", folder / "edition", git=True)


def quiz_to_take(released: Path, folder: Path) -> None:
    shutil.copytree(released, folder)


def take(folder: Path, _: Say) -> None:
    """A trainee takes in the quiz file."""
    take_quiz((folder / f"quizzes/outgoing/{QUIZ}.zip").read_bytes(), folder / "my-quizzes")


JOBS = {
    "grade": Job(class_at_work, grade, 18, 12),
    "first_release": Job(never_released, release, 7, 4),
    "release": Job(collected_and_reworded, release, 7, 4),
    "collect": Job(handed_in_twice, collect, 6, 3),
    "feedback": Job(graded, feedback, 3, 2),
    "build": Job(built_once, build, 4, 3),
    "edition": Job(nothing_yet, edition, 4, 3),
    "take_quiz": Job(quiz_to_take, take, 2, 1),
}


def everything(folder: Path) -> State:
    """Every file, hidden ones too, and the gradebook, table by table."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    found: State = {name: data for name, data in files.items() if not name.endswith(UNCOMPARED)}
    return found | ({BOOK: stock.rows(Course(folder))} if BOOK in files else {})


def to_hand_out(state: State) -> State:
    """What somebody might take for a result: by graded folder, by trainee in the gradebook, else by file.

    A name that begins with a dot is nobody's result, nor is the journal from which SQLite mends the gradebook.
    """
    found: State = {}
    for name, data in state.items():
        parts = name.split("/")
        if name == BOOK:
            found |= rows_of_trainees(data)
        elif name.startswith("quizzes/autograded/") and not parts[2].startswith("."):
            found.setdefault(f"graded {parts[2]}", {})[name] = data
        elif not any(part.startswith(".") for part in parts) and not name.startswith(f"{BOOK}-"):
            found[name] = data
    return found


def rows_of_trainees(tables: dict[str, list[Any]]) -> State:
    """The rows of each trainee in each table that holds marks."""
    trainees = [dict(row)["id"] for row in tables["student"]]
    marks = [row for name in ("submitted_assignment", "submitted_notebook", "grade") for row in tables[name]]
    return {
        f"marks of {trainee}": [row for row in marks if f"('id', '{trainee}')" in repr(row)] for trainee in trainees
    }
