"""How long a submission takes to grade: `course grade` against nbgrader with its own Execute, in one run.

`python -m benchmarks.grading` in `tests/`. The same benign submissions of the same quiz go both ways, in this process,
after all imports; only the stock way starts a kernel for each. Prints one line; exits with 1 below the floor.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

from helpers.course import HONEST, PERFECT, QUIZ, REPOSITORY, Course

from course_tools.grading import flow
from course_tools.grading.source import stock_quiz_files

SUBMISSIONS = 6
FLOOR = 4.0
STOCK_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'stock'\n"


def class_of(course: Course) -> None:
    """Hand in half honest and half perfect answers."""
    for i in range(SUBMISSIONS):
        answers = PERFECT if i % 2 else {slot: answer for slot, (answer, _) in HONEST.items()}
        course.trainee(f"trainee-{i}", answers).submit()


def ours(root: Path) -> tuple[float, list[float]]:
    """Seconds a submission, and the sums of points."""
    course = Course(root)
    flow.release(root, QUIZ, lambda line: None)
    class_of(course)
    start = time.perf_counter()
    done = flow.grade(root, QUIZ, lambda line: None)
    seconds = time.perf_counter() - start
    if len(done.marked) != SUBMISSIONS:
        sys.exit(f"Not every submission was graded: {done.aside}")
    return seconds / SUBMISSIONS, sums(course)


def stock(root: Path) -> tuple[float, list[float]]:
    """The same with nbgrader as it comes: hidden tests, run in a kernel."""
    from nbgrader.converters import Autograde, GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import LoggingConfigurable

    course = Course(root, files=stock_quiz_files, config=STOCK_CONFIG)
    log = logging.Logger("stock", logging.CRITICAL)
    coursedir = CourseDirectory(log=log)
    coursedir.root, coursedir.assignment_id = str(course.place.quizzes), QUIZ
    parent = LoggingConfigurable(log=log)
    GenerateAssignment(coursedir=coursedir, parent=parent).start()
    class_of(course)
    released = (course.place.release / f"{QUIZ}.ipynb").read_bytes()
    for trainee in course.place.trainees():
        (course.place.submitted(trainee) / f"{QUIZ}.ipynb").write_bytes(released)
    environment(root, course.place.quizzes)
    start = time.perf_counter()
    Autograde(coursedir=coursedir, parent=parent).start()
    return (time.perf_counter() - start) / SUBMISSIONS, sums(course)


def environment(root: Path, quizzes: Path) -> None:
    """A kernelspec `course`, this repository on the kernel's path, and the instructor's side for the marker."""
    spec = root / "jupyter/kernels/course/kernel.json"
    spec.parent.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "Course", "language": "python"}), encoding="utf-8")
    os.environ.update(JUPYTER_PATH=str(root / "jupyter"), COURSE_QUIZZES=str(quizzes), PYTHONPATH=str(REPOSITORY))


def sums(course: Course) -> list[float]:
    """The points of each trainee, to three digits."""
    return [round(sum(course.marks(trainee).values()), 3) for trainee in course.place.trainees()]


def main() -> int:
    """Run both, print the ratio, and say by the exit code whether it reaches the floor."""
    warnings.simplefilter("ignore")
    bin_folder = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([bin_folder, os.environ.get("PATH", "")])
    with tempfile.TemporaryDirectory() as folder:
        fast, ours_sums = ours(Path(folder) / "ours")
        slow, stock_sums = stock(Path(folder) / "stock")
    if ours_sums != stock_sums:
        sys.exit(f"The two ways give other marks: {ours_sums} and {stock_sums}")
    ratio = slow / fast
    print(
        f"grading, {SUBMISSIONS} submissions: course grade {fast * 1000:.0f} ms, nbgrader with Execute "
        f"{slow * 1000:.0f} ms a submission: {ratio:.1f} times as fast (floor {FLOOR:g})"
    )
    return 0 if ratio >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
