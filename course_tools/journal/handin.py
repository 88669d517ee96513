"""Quizzes come and go as zips: the files of one released quiz in, a trainee's notebook and answers out."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from course_tools.content import load_quiz
from course_tools.content.quiz import FILE as QUIZ_FILE
from course_tools.content.quiz import FORMAT as QUIZ_FORMAT
from course_tools.journal.journal import FILE as ANSWERS_FILE
from course_tools.problem import CourseProblem
from course_tools.whole import put

ROSTER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.@_-]{0,63}")
QUIZ_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LARGEST_MEMBER = 20_000_000
ASK_AGAIN = "Ask your instructor for the quiz file again."


@dataclass(frozen=True)
class HandIn:
    """A zip that is ready to hand in."""

    name: str
    data: bytes


def hand_in(folder: Path, roster_id: str) -> HandIn:
    """Pack the quiz in a folder: its notebook and the answers. Raises CourseProblem.

    Without one answer there is nothing to hand in. `roster_id` is the name that the instructor has on the list.
    """
    roster_id = roster_id.strip()
    if "__" in roster_id or not ROSTER_ID.fullmatch(roster_id):
        raise CourseProblem("Type your id as your instructor gave it: letters, digits, and . @ _ - without spaces.")
    quiz = load_quiz(folder)
    notebook, answers = folder / f"{quiz.id}.ipynb", folder / ANSWERS_FILE
    if not answers.is_file():
        raise CourseProblem("There is no answer yet. Answer a question first; each one is saved at once.")
    if not notebook.is_file():
        raise CourseProblem(f"The notebook {notebook.name} is missing. Give it back its old name, then hand in again.")
    buffer = io.BytesIO()
    try:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(notebook.name, notebook.read_bytes())
            archive.writestr(ANSWERS_FILE, answers.read_bytes())
    except OSError as error:
        raise CourseProblem(f"Your quiz could not be packed ({error.strerror}). Nothing is lost; try again.") from None
    return HandIn(f"{roster_id}__{quiz.id}.zip", buffer.getvalue())


def take_quiz(data: bytes, quizzes: Path) -> Path:
    """Unpack a released quiz into `quizzes/<quiz>/` and return its notebook. Raises CourseProblem.

    Only the notebook and `quiz.json` are taken, by name; a quiz that is there already keeps its answers, and is left
    as it is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            quiz_id, members = _members(archive)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        raise CourseProblem(f"This file is not a quiz of this course. {ASK_AGAIN}") from None
    folder = quizzes / quiz_id
    try:
        for name, content in members.items():
            if not (folder / name).exists():
                put(folder / name, content)
    except OSError as error:
        raise CourseProblem(f"The quiz could not be put into {folder.name} ({error.strerror}).") from None
    return folder / f"{quiz_id}.ipynb"


def _members(archive: zipfile.ZipFile) -> tuple[str, dict[str, bytes]]:
    names = [info for info in archive.infolist() if info.filename.endswith(f"/{QUIZ_FILE}")]
    if len(names) != 1 or names[0].filename.count("/") != 1:
        raise CourseProblem(f"This file is not a quiz of this course. {ASK_AGAIN}")
    prefix = names[0].filename.removesuffix(QUIZ_FILE)
    data = json.loads(_read(archive, names[0].filename))
    quiz_id = data.get("quiz") if isinstance(data, dict) and data.get("format") == QUIZ_FORMAT else None
    if not isinstance(quiz_id, str) or not QUIZ_ID.fullmatch(quiz_id):
        raise CourseProblem(f"This quiz is damaged, or of another version of the course. {ASK_AGAIN}")
    notebook = f"{quiz_id}.ipynb"
    if prefix + notebook not in archive.namelist():
        raise CourseProblem(f"The notebook of this quiz is missing in the file. {ASK_AGAIN}")
    return quiz_id, {name: _read(archive, prefix + name) for name in (QUIZ_FILE, notebook)}


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(LARGEST_MEMBER + 1)
    if len(data) > LARGEST_MEMBER:
        raise CourseProblem(f"This file is too large to be a quiz. {ASK_AGAIN}")
    return data
