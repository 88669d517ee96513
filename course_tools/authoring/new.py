"""A new lesson, question or client from its template, with `[[…]]` wherever something is to be written.

`course check` names each `[[…]]` that is left.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from course_tools.authoring.lessons.anatomy import ANATOMY
from course_tools.problem import CourseProblem
from course_tools.whole import put

TEMPLATES = Path(__file__).parent / "templates"
PLACE = re.compile(r"(?P<folder>\d-[a-z]+)/(?P<number>\d\d)-(?P<lesson>[a-z0-9][a-z0-9-]{0,40})")
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
QUESTION = """\
  - id: {id}
    type: {type}
    objectives: [objective-id]
    domain: assessment-planning
    level: apply
    stem: |
      [[A person, a body part, a number; and the decision, as a question.]]
{body}
    evidence: [fact-id]
"""
HIDDEN = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}


def new_lesson(root: Path, place: str, title: str) -> tuple[Path, Path]:
    """Write `notebooks/<place>.ipynb` and `assets/practice/<lesson>.yaml`. Raises CourseProblem; overwrites nothing."""
    fits = PLACE.fullmatch(place.removesuffix(".ipynb"))
    if fits is None:
        raise CourseProblem(f"“{place}” is no place for a lesson. Write it like 1-foundations/01-safety.")
    kind = _kind(fits["folder"])
    lesson = fits["lesson"]
    words = {"lesson": lesson, "title": title, "short": title.partition(":")[0], "home": "../0-start-here.ipynb"}
    notebook = root / "notebooks" / f"{fits[0]}.ipynb"
    practice = root / "assets/practice" / f"{lesson}.yaml"
    for path in (notebook, practice):
        if path.exists():
            raise CourseProblem(f"{path.relative_to(root)} is there already. Choose another name, or mend that one.")
    cells = [_cell(lesson, number, part) for number, part in enumerate(_parts(words), 1)]
    spec = {"display_name": "Massage course", "language": "python", "name": "course"}
    whole = {
        "cells": cells,
        "metadata": {"course": {"kind": kind, "lesson": lesson}, "kernelspec": spec},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    put(notebook, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())
    put(practice, _filled((TEMPLATES / "practice.yaml").read_text(encoding="utf-8"), words).encode())
    return notebook, practice


def _kind(folder: str) -> str:
    kind = folder.partition("-")[2].removesuffix("s")
    if kind not in ANATOMY:
        kinds = ", ".join(f"…-{kind}s" for kind in ANATOMY if kind not in ("start", "clinic"))
        raise CourseProblem(f"“{folder}” is no folder of lessons. It ends in one of {kinds}, …-clinic.")
    return kind


def new_case(root: Path, name: str, title: str) -> Path:
    """Write `assets/cases/<name>.yaml`. Raises CourseProblem; overwrites nothing."""
    if not ID.fullmatch(name):
        raise CourseProblem(f"“{name}” is no id: small letters a-z, digits and hyphens, at most 64.")
    path = root / "assets/cases" / f"{name}.yaml"
    if path.exists():
        raise CourseProblem(f"{path.relative_to(root)} is there already. Choose another name, or mend that one.")
    text = (TEMPLATES / "case.yaml").read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    filled = text.replace("{id}", name).replace("{title}", json.dumps(title, ensure_ascii=False))
    path.write_text(filled, encoding="utf-8")
    return path


def question_types() -> tuple[str, ...]:
    """The types of question that there is a template for."""
    return tuple(_bodies())


def new_question(path: Path, kind: str, name: str) -> None:
    """Append a question of that type and id to a practice or bank file. Raises CourseProblem and changes nothing."""
    if kind not in _bodies():
        raise CourseProblem(f"There is no question type “{kind}”. The types are: {', '.join(_bodies())}.")
    if not ID.fullmatch(name):
        raise CourseProblem(f"“{name}” is no id: small letters a-z, digits and hyphens, at most 64.")
    try:
        before = path.read_text(encoding="utf-8")
        questions = yaml.safe_load(before)["questions"]
        if name in {question["id"] for question in questions}:
            raise CourseProblem(f"{path} has a question “{name}” already. Choose another id: none is ever used twice.")
        after = f"{before.rstrip()}\n\n{QUESTION.format(id=name, type=kind, body=_bodies()[kind].rstrip())}"
        if yaml.safe_load(after)["questions"][len(questions)]["id"] != name:
            raise KeyError(name)
    except FileNotFoundError:
        raise CourseProblem(f"{path} is not there. Name a file of assets/practice or of quizzes/bank.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, LookupError, TypeError):
        mend = "`questions:` must be the last part of a file that can be read. `course check` says what is wrong in it."
        raise CourseProblem(f"Nothing was added to {path}: {mend}") from None
    put(path, after.encode())


def _bodies() -> dict[str, str]:
    """What is particular to each type of question."""
    text = (TEMPLATES / "questions.txt").read_text(encoding="utf-8")
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in _sections(text)}


def _parts(words: dict[str, str]) -> list[str]:
    return _sections(_filled((TEMPLATES / "lesson.txt").read_text(encoding="utf-8"), words))


def _sections(text: str) -> list[str]:
    return re.split(r"^%% ", text, flags=re.M)[1:]


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda named: words[named[1]], text)


def _cell(lesson: str, number: int, part: str) -> dict[str, Any]:
    kind, _, text = part.partition("\n")
    common = {"id": f"{lesson}-{number:02}", "source": text.strip("\n").splitlines(keepends=True)}
    if kind == "text":
        return {"cell_type": "markdown", "metadata": {}, **common}
    return {"cell_type": "code", "execution_count": None, "metadata": HIDDEN, "outputs": [], **common}
