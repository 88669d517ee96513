"""nbgrader's own API in this process: its configuration read once, one trainee at a time, its log in a file."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_tools.grading.place import Place
from course_tools.problem import CourseProblem

if TYPE_CHECKING:
    from course_tools.grading.gradebook import Scores

LOG = ".nbgrader.log"
MADE = ".grading.made"
CONFIG = "nbgrader_config.py"
MARKER = "course_tools.grading.mark_answers.MarkAnswers"
#: What `course grade` does in one go; a configuration of other steps is for nbgrader's own command.
AUTOGRADE = {
    "exporter_class": "course_tools.grading.exporters.ReleasedNotebook",
    "autograde_preprocessors": [
        MARKER,
        "nbgrader.preprocessors.LimitOutput",
        "course_tools.grading.save_marks.SaveMarks",
        "nbgrader.preprocessors.AssignLatePenalties",
    ],
}


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
class Settings:
    """What the configuration says about autograding: files to pass over, file permissions, and lateness."""

    ignore: tuple[str, ...]
    permissions: int
    late_penalty: Callable[[str, float, float], float | None]


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

        self._run(GenerateAssignment, ".", "release")

    def blank(self) -> dict[str, Any]:
        """The JSON of the quiz's notebook as nbgrader's autograde prepares it for marking: for everybody the same."""
        from nbgrader.converters import Autograde

        quiz = self.place.quiz
        step = self._converter(Autograde, ".")
        exporter = step.exporter_class(parent=step, config=step.config)
        for preprocessor in step.sanitize_preprocessors:
            exporter.register_preprocessor(preprocessor)
        about = {"student": ".", "assignment": quiz, "notebook": quiz, "db_url": step.coursedir.db_url}
        text, _ = exporter.from_filename(str(self.place.source / f"{quiz}.ipynb"), resources={"nbgrader": about})
        notebook: dict[str, Any] = json.loads(text)
        return notebook

    def settings(self) -> Settings:
        """What the configuration says about autograding."""
        from nbgrader.converters import Autograde
        from nbgrader.preprocessors import AssignLatePenalties

        step = self._converter(Autograde, ".")
        penalties = AssignLatePenalties(parent=step)
        penalties.init_plugin()
        return Settings(
            ignore=tuple(step.coursedir.ignore),
            permissions=int(str(step.permissions), 8),
            late_penalty=penalties.plugin_inst.late_submission_penalty,
        )

    def feedback(self, trainee: str) -> None:
        """nbgrader's generate_feedback, for one trainee, anew. Raises CourseProblem."""
        from nbgrader.converters import GenerateFeedback

        self._run(GenerateFeedback, trainee, "feedback")

    @contextmanager
    def gradebook(self) -> Iterator[Any]:
        """nbgrader's gradebook, closed at the end."""
        from nbgrader.api import Gradebook

        from course_tools.grading.gradebook import make_gradebook

        url = self._coursedir("*").db_url
        make_gradebook(url)
        with Gradebook(url) as book:
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

    def scores(self) -> dict[str, Scores]:
        """The points of everybody whom the gradebook knows, by roster id."""
        from course_tools.grading.gradebook import QuizRows

        with self.gradebook() as book:
            return QuizRows(book, self.place.quiz).scores()

    def _coursedir(self, trainee: str) -> Any:
        from nbgrader.coursedir import CourseDirectory

        quiz = self.place.quiz
        coursedir = CourseDirectory(config=self.config, log=self.log)
        coursedir.root, coursedir.assignment_id, coursedir.student_id = str(self.place.quizzes), quiz, trainee
        return coursedir

    def _run(self, converter: Any, trainee: str, step_name: str) -> None:
        """Let nbgrader write beside the folder of that step, then move each file to its place.

        It would empty the place first, and write a file there bit by bit. Raises CourseProblem.
        """
        from nbgrader.converters import NbGraderException

        self.errors.messages.clear()
        step = self._converter(converter, trainee)
        setattr(step.coursedir, f"{step_name}_directory", MADE)
        made, quiz = self.place.quizzes / MADE, self.place.quiz
        try:
            step.start()
            _move_files(made / trainee / quiz, self.place.quizzes / step_name / trainee / quiz)
        except NbGraderException:
            raise CourseProblem(self.errors.reason()) from None
        finally:
            shutil.rmtree(made, ignore_errors=True)

    def _converter(self, converter: Any, trainee: str) -> Any:
        from traitlets.config import LoggingConfigurable

        parent = LoggingConfigurable(config=self.config, log=self.log)
        step = converter(coursedir=self._coursedir(trainee), parent=parent)
        step.force = True
        return step


def _move_files(made: Path, place: Path) -> None:
    """Put each file of one folder into another, over the one that was there; what has no file there any more goes."""
    names = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    for name in names:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).replace(place / name)
    for path in [path for path in place.rglob("*") if path.is_file() and path.relative_to(place) not in names]:
        path.unlink()


@contextmanager
def at_desk(place: Place) -> Iterator[Desk]:
    """nbgrader for one quiz, configured by `quizzes/nbgrader_config.py`, its log in `quizzes/.nbgrader.log`.

    The first use in a process takes seconds. Raises CourseProblem if the configuration is missing or the folder
    or the gradebook cannot be used.
    """
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    config = _config(place.quizzes / CONFIG)
    url = config.CourseDirectory.get("db_url")
    with _log_file(place.quizzes / LOG) as log, _programs_of_this_python(), warnings.catch_warnings():
        # SQLAlchemy warns of nbgrader's own queries
        warnings.simplefilter("ignore")
        errors = _Errors()
        log.addHandler(errors)
        try:
            yield Desk(place, log, config, errors)
        except (ArgumentError, ModuleNotFoundError) as error:
            if not url:
                raise
            raise CourseProblem(
                f"db_url in {place.quizzes / CONFIG} is no address of a database that this course has a driver for "
                f"({getattr(error, 'name', None) or type(error).__name__}). For PostgreSQL: pip install "
                "'course-tools[hub]', and write postgresql+psycopg://NAME:PASSWORD@SERVER/DATABASE."
            ) from None
        except SQLAlchemyError as error:
            log.exception("The gradebook failed.")
            why = " ".join(str(getattr(error, "orig", None) or type(error).__name__).split())
            raise CourseProblem(_unusable(place, url, why)) from None


def _unusable(place: Place, url: str | None, why: str) -> str:
    """What to say of a gradebook that failed: the file beside the quizzes, or a server's, its password left out."""
    if not url:
        return (
            f"The gradebook {place.quizzes / 'gradebook.db'} cannot be used ({why}). Close other programs that grade, "
            "or put a copy of it back, and run this again."
        )
    from sqlalchemy import make_url

    where = make_url(url).render_as_string(hide_password=True)
    return (
        f"The gradebook {where} cannot be used ({why}). See that its server is running and that db_url in "
        f"{place.quizzes / CONFIG} names it, then run this again."
    )


def _config(path: Path) -> Any:
    """nbgrader's configuration. Refuses one by which nbgrader would run notebooks. Raises CourseProblem."""
    from traitlets.config import PyFileConfigLoader

    if not path.is_file():
        raise CourseProblem(f"The file {path} is missing: is this the course folder?")
    config = PyFileConfigLoader(path.name, path=str(path.parent)).load_config()
    if MARKER not in config.Autograde.get("autograde_preprocessors", []):
        raise CourseProblem(f"{path} does not name {MARKER}: nbgrader would run trainees' code.")
    if {name: value for name, value in config.Autograde.items() if name != "exclude_overwriting"} != AUTOGRADE:
        raise CourseProblem(
            f"{path} sets other steps of grading than this command takes. Put back its lines on c.Autograde, or grade "
            "with `nbgrader autograde`."
        )
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
