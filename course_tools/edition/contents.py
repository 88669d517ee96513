"""What the trainee's edition holds, as bytes by path.

A list of what goes in, never of what stays out: a gradebook or a journal that somebody left in the course folder has
no way in. Where the course folder is a repository, a file that git does not know stops the edition: a draft, perhaps.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from course_tools.authoring.build import BUILT, built_files, read_course, stale_files
from course_tools.edition.repository import tracked
from course_tools.grading.place import check_source, find
from course_tools.grading.source import quiz_files
from course_tools.lab.grammar import check_notebook, source_of
from course_tools.problem import CourseProblem
from course_tools.widgets.desk import QUIZZES

#: Files of the course folder that go in as they are.
FILES = ("LICENSE", "LICENSE-CONTENT", "environment.yml", "postBuild", "pyproject.toml", "requirements.lock")
#: Folders, and the endings of what goes in from them.
FOLDERS = {
    "assets": {".bib", ".jpg", ".json", ".md", ".png", ".svg", ".yaml"},
    "course_tools": {".css", ".html", ".js", ".json", ".md", ".mk", ".png", ".py", ".svg", ".txt", ".yaml"},
    "notebooks": {".ipynb"},
}
#: What a trainee has instead of the instructor's file, from `trainee/` beside this module.
INSTEAD = {"README.md": "README.md", "Makefile": "trainee.mk", ".gitignore": "gitignore.txt"}
BANK = re.compile(rb"^\W*format\W+bank/", re.MULTILINE)
QUIZ_CALLS = ("quiz(", "question(", "hand_in(")


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the trainee's edition of the course in `root`. Raises CourseProblem.

    A course whose built files are not what its texts say is refused, and so is a notebook that is no lesson.
    """
    if not (root / "quizzes/bank").is_dir():
        raise CourseProblem(
            f"{root} has no folder quizzes/bank: it is a trainee's edition already. Copy it as it is, or run this in "
            "the instructor's folder."
        )
    _check_built(root)
    templates = Path(__file__).with_name("trainee")
    try:
        files = {name: _read(root, name) for name in FILES}
        files |= {name: (templates / template).read_bytes() for name, template in INSTEAD.items()}
        for folder, endings in FOLDERS.items():
            files |= {name: _read(root, name) for name in _names(root, folder, endings)}
    except OSError as error:
        raise CourseProblem(
            f"{error.filename} cannot be read ({error.strerror}). Get it back from the original, then run this again."
        ) from None
    _check_known(root, files)
    for name in lessons_in(files):
        _check_lesson(name, files[name])
    return dict(sorted((files | _released(root)).items()))


def lessons_in(files: Mapping[str, bytes]) -> list[str]:
    """The paths of the lessons among the files."""
    return [name for name in files if name.startswith("notebooks/")]


def quizzes_in(files: Mapping[str, bytes]) -> list[str]:
    """The ids of the quizzes among the files."""
    return [Path(name).parent.name for name in files if name.startswith(f"{QUIZZES}/") and name.endswith("quiz.json")]


def _check_built(root: Path) -> None:
    stale = stale_files(root, built_files(read_course(root)), [BUILT])
    if stale:
        raise CourseProblem(f"{stale[0]} differs from the text files. Run `course build`, then run this again.")


def _names(root: Path, folder: str, endings: set[str]) -> Iterator[str]:
    """The paths of a folder's files with these endings. Nothing hidden, no caches, and no link is followed."""
    for place, folders, names in os.walk(root / folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in names:
            if Path(name).suffix in endings and not name.startswith("."):
                yield (Path(place) / name).relative_to(root).as_posix()


def _read(root: Path, name: str) -> bytes:
    if (root / name).is_symlink():
        raise CourseProblem(f"{name} is a link, and may lead anywhere. Put the file itself there, then run this again.")
    return (root / name).read_bytes()


def _check_known(root: Path, files: Mapping[str, bytes]) -> None:
    """Refuse a file that git does not track, and a bank outside of its folder."""
    known = tracked(root)
    for name, data in files.items():
        if known is not None and name.startswith(tuple(f"{folder}/" for folder in FOLDERS)) and name not in known:
            raise CourseProblem(
                f"git does not know {name}. If it belongs to the course, `git add` it; if not, move it elsewhere. Then "
                "run this again."
            )
        if name.endswith(".yaml") and BANK.search(data):
            raise CourseProblem(
                f"{name} is a bank, with keys. Move it to quizzes/bank or out of the course, then run this again."
            )


def _check_lesson(name: str, data: bytes) -> None:
    try:
        lesson: Any = json.loads(data)
        problem = check_notebook(lesson)
    except (ValueError, TypeError, AttributeError, RecursionError):
        problem = "It is damaged."
    if problem is not None:
        raise CourseProblem(f"{name} is no lesson. {problem} Mend it or move it out of notebooks, then run this again.")
    lines = [line for cell in lesson["cells"] if cell["cell_type"] == "code" for line in _lines(cell)]
    if any(line.startswith(QUIZ_CALLS) for line in lines):
        raise CourseProblem(f"{name} is a quiz, not a lesson. Move it out of notebooks, then run this again.")


def _lines(cell: Mapping[str, Any]) -> list[str]:
    return (source_of(cell) or "").splitlines()


def _released(root: Path) -> dict[str, bytes]:
    """The two files of every quiz that was released, made of its prompts alone as its source was.

    A quiz of which each trainee has a form of their own is none of them: here it would show everybody every question.
    """
    files: dict[str, bytes] = {}
    for path in sorted((root / "quizzes/bank").glob("*.yaml")):
        place = find(root, path.stem)
        if not place.release.is_dir():
            continue
        bank = check_source(place)
        if bank.forms == "each":
            continue
        made = quiz_files(bank)
        given = place.release / "quiz.json"
        if not given.is_file() or given.read_bytes() != made["quiz.json"]:
            raise CourseProblem(
                f"The quiz {place.quiz} was changed after its release. Run `course release {place.quiz}`, then run "
                "this again."
            )
        files |= {f"{QUIZZES}/{place.quiz}/{name}": data for name, data in made.items()}
    return files
