"""A small course in a temporary folder, and trainees who answer its quiz."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course_tools import journal
from course_tools.authoring.bank import Bank, load_bank
from course_tools.grading import archive
from course_tools.grading.place import Place
from course_tools.grading.source import quiz_files, quiz_of
from course_tools.journal import Answer

REPOSITORY = Path(__file__).parents[2]
BANKS = REPOSITORY / "tests/grading/banks"
QUIZ = "four-types"

#: Answers to the quiz `four-types` with the points that they earn, by slot.
HONEST: dict[str, tuple[Any, float]] = {
    "q1": ("ask", 1.0),
    "q2": ({"first": True, "second": False, "third": False}, 0.5),  # (2 right - 1 wrong) / 4, of 2 points
    "q3": (["consent", "ask", "touch", "note"], 2 / 3),  # one of six pairs the wrong way round
    "q4": ("ambulance", 0.5),
}
PERFECT: dict[str, Any] = {
    "q1": "ask",
    "q2": {"first": True, "second": False, "third": True, "fourth": False},
    "q3": ["ask", "consent", "touch", "note"],
    "q4": "today",
}


@dataclass
class Course:
    """A course folder whose only quiz is `four-types`, or another bank of `tests/grading/banks`. Made unless there."""

    root: Path
    quiz: str = QUIZ
    files: Callable[[Bank], dict[str, bytes]] = quiz_files
    config: str = ""
    reports: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.place = Place(self.root.resolve() / "quizzes", self.quiz)
        if not self.place.quizzes.exists():
            self._make()

    def _make(self) -> None:
        self.place.bank.parent.mkdir(parents=True)
        shutil.copy(BANKS / f"{self.quiz}.yaml", self.place.bank)
        config = self.config or (REPOSITORY / "quizzes/nbgrader_config.py").read_text(encoding="utf-8")
        (self.place.quizzes / "nbgrader_config.py").write_text(config, encoding="utf-8")
        self.build()

    @property
    def bank(self) -> Bank:
        return load_bank(self.place.bank)

    def build(self) -> None:
        """What `course build` does for the quiz."""
        self.place.source.mkdir(parents=True, exist_ok=True)
        for name, data in self.files(self.bank).items():
            (self.place.source / name).write_bytes(data)

    def edit_bank(self, old: str, new: str) -> None:
        text = self.place.bank.read_text(encoding="utf-8")
        assert old in text
        self.place.bank.write_text(text.replace(old, new), encoding="utf-8")

    def trainee(self, roster_id: str, answers: Mapping[str, Any] | None = None) -> Trainee:
        """Somebody who has the quiz and has given these answers, by slot."""
        someone = Trainee(self, roster_id, self.root / "trainees" / roster_id)
        someone.folder.mkdir(parents=True)
        for name, data in quiz_files(self.bank).items():
            (someone.folder / name).write_bytes(data)
        for slot, answer in (answers or {}).items():
            someone.answer(slot, answer)
        return someone

    def nbgrader(self, *arguments: str, check: bool = True, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a stock nbgrader command in `quizzes/`, away from the configuration of whoever runs the tests."""
        return run_nbgrader(self.place.quizzes, self.root / "home", *arguments, check=check, **env)

    def marks(self, roster_id: str) -> dict[str, float]:
        """A trainee's points by slot, from the gradebook."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.place.quizzes / 'gradebook.db'}") as book:
            notebook = book.find_submission_notebook(self.quiz, self.quiz, roster_id)
            return {grade.name: grade.score for grade in notebook.grades}

    def graded(self, roster_id: str) -> dict[str, Any]:
        """The graded notebook of a trainee."""
        notebook: dict[str, Any] = json.loads(self.place.autograded(roster_id).read_text(encoding="utf-8"))
        return notebook

    def remarks(self, roster_id: str) -> str:
        return "\n".join(self.graded(roster_id)["metadata"]["course"]["remarks"])

    def page(self, roster_id: str) -> str:
        """The feedback page of a trainee."""
        return self.place.feedback(roster_id).read_text(encoding="utf-8")


@dataclass
class Trainee:
    """A trainee's own folder of a quiz."""

    course: Course
    roster_id: str
    folder: Path

    @property
    def notebook(self) -> Path:
        return self.folder / f"{self.course.quiz}.ipynb"

    @property
    def journal(self) -> Path:
        return self.folder / journal.FILE

    def answer(self, slot: str, answer: Any, **other: Any) -> None:
        """Give an answer as the widget does; `other` replaces fields of the journal line."""
        prompt = quiz_of(self.course.bank).item_in(slot, self.roster_id)
        line = {"quiz": self.course.quiz, "item": prompt.id, "version": prompt.version, "answer": answer, **other}
        journal.append(self.journal, Answer(**line))

    def zip(self, folder: Path, **files: bytes) -> Path:
        """Hand in: a zip in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.roster_id}__{self.course.quiz}.zip"
        names = (self.notebook.name, journal.FILE)
        path.write_bytes(
            archive.to_zip({n: (self.folder / n).read_bytes() for n in names if (self.folder / n).exists()})
        )
        return path

    def submit(self) -> Path:
        """Put the folder into `submitted/` as it is, as an exchange would."""
        folder = self.course.place.submitted(self.roster_id)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return folder


def run_nbgrader(
    folder: Path, home: Path, *arguments: str, check: bool = True, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a stock nbgrader command in a folder, with an empty home."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "PYTHONPATH": str(REPOSITORY),
        **env,
    }
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stderr
    return done
