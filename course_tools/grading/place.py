"""Where the files of a quiz lie, and the quiz's bank, checked."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from course_tools.authoring.bank import Bank, load_bank
from course_tools.grading.source import quiz_files
from course_tools.journal.handin import QUIZ_ID
from course_tools.problem import CourseProblem

TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True)
class Place:
    """The folder of the nbgrader course (`quizzes/`) and one quiz in it."""

    quizzes: Path
    quiz: str

    @property
    def bank(self) -> Path:
        """The questions with their keys."""
        return self.quizzes / "bank" / f"{self.quiz}.yaml"

    @property
    def source(self) -> Path:
        """What `course build` made of the bank."""
        return self.quizzes / "source" / self.quiz

    @property
    def release(self) -> Path:
        """What nbgrader made of the source, for trainees."""
        return self.quizzes / "release" / self.quiz

    @property
    def outgoing(self) -> Path:
        """Zips to hand out and tables of marks."""
        return self.quizzes / "outgoing"

    def submitted(self, trainee: str) -> Path:
        """What a trainee handed in."""
        return self.quizzes / "submitted" / trainee / self.quiz

    def autograded(self, trainee: str) -> Path:
        """The graded notebook of a trainee."""
        return self.quizzes / "autograded" / trainee / self.quiz / f"{self.quiz}.ipynb"

    def feedback(self, trainee: str) -> Path:
        """The feedback page of a trainee."""
        return self.quizzes / "feedback" / trainee / self.quiz / f"{self.quiz}.html"

    def trainees(self) -> tuple[str, ...]:
        """Everyone with a folder in `submitted` for this quiz, sorted."""
        return tuple(sorted(path.parent.name for path in (self.quizzes / "submitted").glob(f"[!.]*/{self.quiz}")))


def find(root: Path, quiz: str) -> Place:
    """The place of a quiz in a course folder. Raises CourseProblem for a quiz that has no bank."""
    place = Place(root.resolve() / "quizzes", quiz)
    if QUIZ_ID.fullmatch(quiz) and place.bank.is_file():
        return place
    known = sorted(path.stem for path in (place.quizzes / "bank").glob("*.yaml"))
    near = difflib.get_close_matches(quiz, known, 1)
    if near:
        hint = f" Did you mean “{near[0]}”?"
    else:
        hint = f" There is: {', '.join(known)}." if known else f" There is no quiz in {place.quizzes / 'bank'}."
    raise CourseProblem(f"There is no quiz called “{quiz}”.{hint}")


def read_bank(place: Place) -> Bank:
    """The bank of a quiz. Raises AuthorProblem (a CourseProblem) for a bank with mistakes."""
    stat = place.bank.stat()
    return _read_bank(place.bank, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=32)
def _read_bank(path: Path, _changed: int, _size: int) -> Bank:
    return load_bank(path)


def check_source(place: Place) -> Bank:
    """The bank, after a check that `source/<quiz>` holds what it builds and nothing else.

    A file beside the two would be released to trainees and laid over theirs; an older source asks other questions
    than the key answers. Raises CourseProblem.
    """
    bank = read_bank(place)
    wanted = quiz_files(bank)
    there = {path.relative_to(place.source).as_posix() for path in place.source.rglob("*") if not path.is_dir()}
    there = {name for name in there if ".ipynb_checkpoints/" not in name}
    extra = sorted(there - set(wanted))
    if extra:
        raise CourseProblem(
            f"The folder {place.source} holds “{extra[0]}”, which trainees would be given. Move it elsewhere: "
            "only what `course build` writes belongs there."
        )
    if any(name not in there or (place.source / name).read_bytes() != data for name, data in wanted.items()):
        raise CourseProblem(
            f"The quiz in {place.source} is not what its bank {place.bank.name} says now. Run `course build` first."
        )
    return bank
