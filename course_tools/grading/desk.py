"""nbgrader's own API in this process: its configuration read once, one trainee at a time, its log in a file."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_tools.grading.place import Place
from course_tools.problem import CourseProblem

LOG = ".nbgrader.log"
CONFIG = "nbgrader_config.py"
MARKER = "course_tools.grading.mark_answers.MarkAnswers"


class _Errors(logging.Handler):
    """Remembers the error messages of one run."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def reason(self) -> str:
        """The cause in one line: the last line of the first traceback, or the first message."""
        traces = [message for message in self.messages if message.startswith("Traceback")]
        if traces:
            last = traces[0].strip().splitlines()[-1]
            name, _, text = last.partition(": ")
            return text if name.endswith("Problem") else f"nbgrader says: {last}"
        return self.messages[0] if self.messages else "nbgrader gave no reason."


@dataclass(frozen=True)
class Scores:
    """A trainee's points by slot, and what is taken off for being late, as the gradebook has them."""

    points: dict[str, float]
    late_penalty: float


@dataclass
class Desk:
    """An instructor's nbgrader for one quiz. Open it with `at_desk`."""

    place: Place
    log: logging.Logger
    config: Any
    errors: _Errors

    def release(self) -> None:
        """nbgrader's generate_assignment. Raises CourseProblem."""
        from nbgrader.converters import GenerateAssignment

        self._run(GenerateAssignment, ".")

    def autograde(self, trainee: str) -> None:
        """nbgrader's autograde, for one trainee, anew. Raises CourseProblem with the reason of a failure."""
        from nbgrader.converters import Autograde

        self._run(Autograde, trainee)

    def feedback(self, trainee: str) -> None:
        """nbgrader's generate_feedback, for one trainee, anew. Raises CourseProblem."""
        from nbgrader.converters import GenerateFeedback

        self._run(GenerateFeedback, trainee)

    @contextmanager
    def gradebook(self) -> Iterator[Any]:
        """nbgrader's gradebook, closed at the end."""
        from nbgrader.api import Gradebook

        with Gradebook(self._coursedir("*").db_url) as book:
            yield book

    def released_slots(self) -> dict[str, float]:
        """The graded cells that the gradebook knows, with their points; empty if the quiz was never released."""
        from nbgrader.api import MissingEntry

        with self.gradebook() as book:
            try:
                cells = book.find_notebook(self.place.quiz, self.place.quiz).grade_cells
            except MissingEntry:
                return {}
            return {cell.name: float(cell.max_score) for cell in cells}

    def scores(self, trainees: Iterable[str]) -> dict[str, Scores]:
        """The points of each trainee whom the gradebook knows."""
        from nbgrader.api import MissingEntry

        found: dict[str, Scores] = {}
        with self.gradebook() as book:
            for trainee in trainees:
                try:
                    notebook = book.find_submission_notebook(self.place.quiz, self.place.quiz, trainee)
                except MissingEntry:
                    continue
                points = {grade.name: float(grade.score) for grade in notebook.grades}
                found[trainee] = Scores(points, notebook.late_submission_penalty or 0.0)
        return found

    def _coursedir(self, trainee: str) -> Any:
        from nbgrader.coursedir import CourseDirectory

        quiz = self.place.quiz
        coursedir = CourseDirectory(config=self.config, log=self.log)
        coursedir.root, coursedir.assignment_id, coursedir.student_id = str(self.place.quizzes), quiz, trainee
        return coursedir

    def _run(self, converter: Any, trainee: str) -> None:
        from nbgrader.converters import NbGraderException
        from traitlets.config import LoggingConfigurable

        self.errors.messages.clear()
        parent = LoggingConfigurable(config=self.config, log=self.log)
        step = converter(coursedir=self._coursedir(trainee), parent=parent)
        step.force = True
        try:
            step.start()
        except NbGraderException:
            raise CourseProblem(self.errors.reason()) from None


@contextmanager
def at_desk(place: Place) -> Iterator[Desk]:
    """nbgrader for one quiz, configured by `quizzes/nbgrader_config.py`, its log in `quizzes/.nbgrader.log`.

    The first use in a process takes seconds. Raises CourseProblem if the configuration is missing or the folder
    or the gradebook cannot be used.
    """
    from sqlalchemy.exc import SQLAlchemyError

    config = _config(place.quizzes / CONFIG)
    with _log_file(place.quizzes / LOG) as log, _programs_of_this_python(), warnings.catch_warnings():
        # SQLAlchemy warns of nbgrader's own queries
        warnings.simplefilter("ignore")
        errors = _Errors()
        log.addHandler(errors)
        try:
            yield Desk(place, log, config, errors)
        except SQLAlchemyError as error:
            log.exception("The gradebook failed.")
            why = str(getattr(error, "orig", None) or type(error).__name__)
            raise CourseProblem(
                f"The gradebook {place.quizzes / 'gradebook.db'} cannot be used ({why}). Close other programs that "
                "grade, or put a copy of it back, and run this again."
            ) from None


def _config(path: Path) -> Any:
    """nbgrader's configuration. Refuses one by which nbgrader would run notebooks. Raises CourseProblem."""
    from traitlets.config import PyFileConfigLoader

    if not path.is_file():
        raise CourseProblem(f"The file {path} is missing: is this the course folder?")
    config = PyFileConfigLoader(path.name, path=str(path.parent)).load_config()
    if MARKER not in config.Autograde.get("autograde_preprocessors", []):
        raise CourseProblem(f"{path} does not name {MARKER}: nbgrader would run trainees' code.")
    return config


@contextmanager
def _log_file(path: Path) -> Iterator[logging.Logger]:
    """A log that goes to a file and nowhere else. Raises CourseProblem."""
    try:
        to_file = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        raise CourseProblem(f"The file {path} cannot be written ({error.strerror}).") from None
    to_file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log = logging.Logger("course.nbgrader", logging.INFO)
    log.addHandler(to_file)
    try:
        yield log
    finally:
        to_file.close()


@contextmanager
def _programs_of_this_python() -> Iterator[None]:
    """For a new gradebook nbgrader calls the program `alembic`, which lies beside Python, on the PATH or not."""
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), path])
    try:
        yield
    finally:
        os.environ["PATH"] = path
