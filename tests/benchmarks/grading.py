"""How long a submission takes to grade: `course grade` against nbgrader with its own Execute, in one run.

`python -m benchmarks.grading` in `tests/`. The same benign submissions of the same quiz go both ways, after all
imports; gradebook and graded notebooks are written by both, and only the stock way starts a kernel for each. Then
classes of 100 and of 1,000 are graded in turns in a process of its own: time must grow little faster than the class,
and memory must stay low. Prints three lines; exits with 1 where a limit is missed.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

from helpers.course import HONEST, PERFECT, QUIZ, REPOSITORY, Course

from course_tools.grading import flow
from course_tools.grading.source import stock_quiz_files

STOCK_CLASS, SMALL_CLASS, LARGE_CLASS = 6, 100, 1_000
ROUNDS = 3
FASTER_AT_LEAST = 100.0
LONGER_AT_MOST = 11.0
MEGABYTES_AT_MOST = 400.0
STOCK_CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'stock'\n"


def class_of(course: Course, size: int) -> None:
    """Hand in half honest and half perfect answers."""
    for i in range(size):
        answers = PERFECT if i % 2 else {slot: answer for slot, (answer, _) in HONEST.items()}
        course.trainee(f"trainee-{i}", answers).submit()


def seconds_of_ours(course: Course, size: int) -> float:
    """Seconds of one `course grade` for a whole class."""
    start = time.perf_counter()
    done = flow.grade(course.root, QUIZ, lambda line: None, again=True)
    seconds = time.perf_counter() - start
    if len(done.marked) != size:
        sys.exit(f"Not every submission was graded: {done.aside}")
    return seconds


def ours(root: Path) -> tuple[float, list[float]]:
    """Seconds a submission in a class, and the sums of points of the first few."""
    course = Course(root)
    flow.release(root, QUIZ, lambda line: None)
    class_of(course, SMALL_CLASS)
    seconds = statistics.median(seconds_of_ours(course, SMALL_CLASS) for _ in range(ROUNDS))
    return seconds / SMALL_CLASS, sums(course)


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
    class_of(course, STOCK_CLASS)
    released = (course.place.release / f"{QUIZ}.ipynb").read_bytes()
    for trainee in course.place.trainees():
        (course.place.submitted(trainee) / f"{QUIZ}.ipynb").write_bytes(released)
    environment(root, course.place.quizzes)
    start = time.perf_counter()
    Autograde(coursedir=coursedir, parent=parent).start()
    return (time.perf_counter() - start) / STOCK_CLASS, sums(course)


def environment(root: Path, quizzes: Path) -> None:
    """A kernelspec `course`, this repository on the kernel's path, and the instructor's side for the marker."""
    spec = root / "jupyter/kernels/course/kernel.json"
    spec.parent.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"]
    spec.write_text(json.dumps({"argv": argv, "display_name": "Course", "language": "python"}), encoding="utf-8")
    os.environ.update(JUPYTER_PATH=str(root / "jupyter"), COURSE_QUIZZES=str(quizzes), PYTHONPATH=str(REPOSITORY))


def sums(course: Course) -> list[float]:
    """The points of the first few trainees, to three digits."""
    return [round(sum(course.marks(f"trainee-{i}").values()), 3) for i in range(STOCK_CLASS)]


def grade_classes(small: str, large: str) -> None:
    """In a process of its own: print the seconds for both classes, in turns, and the peak of memory in MB."""
    rounds = [
        (seconds_of_ours(Course(Path(small)), SMALL_CLASS), seconds_of_ours(Course(Path(large)), LARGE_CLASS))
        for _ in range(ROUNDS)
    ]
    print(json.dumps([rounds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def growth(root: Path) -> tuple[float, float, float]:
    """Seconds for the large class, how many times as long as the small one takes, and the peak of memory in MB."""
    folders = [str(root / name) for name in ("small", "large")]
    for folder, size in zip(folders, (SMALL_CLASS, LARGE_CLASS), strict=True):
        flow.release(Course(Path(folder)).root, QUIZ, lambda line: None)
        class_of(Course(Path(folder)), size)
    program = f"from benchmarks.grading import grade_classes; grade_classes(*{folders!r})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    rounds, memory = json.loads(done.stdout)
    ratio = statistics.median(large / small for small, large in rounds)
    return statistics.median(large for _, large in rounds), ratio, memory


def main() -> int:
    """Measure, print, and say by the exit code whether every limit is kept."""
    warnings.simplefilter("ignore")
    bin_folder = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([bin_folder, os.environ.get("PATH", "")])
    with tempfile.TemporaryDirectory() as folder:
        fast, ours_sums = ours(Path(folder) / "ours")
        slow, stock_sums = stock(Path(folder) / "stock")
        thousand, longer, memory = growth(Path(folder))
    if ours_sums != stock_sums:
        sys.exit(f"The two ways give other marks: {ours_sums} and {stock_sums}")
    faster = slow / fast
    print(
        f"Grading: course grade {fast * 1000:.1f} ms, nbgrader with Execute {slow * 1000:.0f} ms a submission: "
        f"{faster:.0f} times as fast (at least {FASTER_AT_LEAST:.0f})."
    )
    print(f"Grading 1,000 takes {thousand:.1f} s, {longer:.1f} times as long as 100 (at most {LONGER_AT_MOST:.0f}).")
    print(f"Memory at its peak with 1,000: {memory:.0f} MB (at most {MEGABYTES_AT_MOST:.0f}).")
    kept = faster >= FASTER_AT_LEAST and longer <= LONGER_AT_MOST and memory <= MEGABYTES_AT_MOST
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
