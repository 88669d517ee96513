"""A new lesson from the template: its notebook and its practice file, with `[[…]]` wherever something is to be written.

`course check` names each `[[…]]` that is left.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from course_tools.authoring.lessons.anatomy import ANATOMY
from course_tools.problem import CourseProblem

TEMPLATES = Path(__file__).parent / "templates"
PLACE = re.compile(r"(?P<folder>\d-[a-z]+)/(?P<number>\d\d)-(?P<lesson>[a-z0-9][a-z0-9-]{0,40})")
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
    notebook.parent.mkdir(parents=True, exist_ok=True)
    notebook.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    practice.write_text(_filled((TEMPLATES / "practice.yaml").read_text(encoding="utf-8"), words), encoding="utf-8")
    return notebook, practice


def _kind(folder: str) -> str:
    kind = folder.partition("-")[2].removesuffix("s")
    if kind not in ANATOMY:
        kinds = ", ".join(f"…-{kind}s" for kind in ANATOMY if kind not in ("start", "clinic"))
        raise CourseProblem(f"“{folder}” is no folder of lessons. It ends in one of {kinds}, …-clinic.")
    return kind


def _parts(words: dict[str, str]) -> list[str]:
    text = _filled((TEMPLATES / "lesson.txt").read_text(encoding="utf-8"), words)
    return re.split(r"^%% ", text, flags=re.M)[1:]


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda named: words[named[1]], text)


def _cell(lesson: str, number: int, part: str) -> dict[str, Any]:
    kind, _, text = part.partition("\n")
    common = {"id": f"{lesson}-{number:02}", "source": text.strip("\n").splitlines(keepends=True)}
    if kind == "text":
        return {"cell_type": "markdown", "metadata": {}, **common}
    return {"cell_type": "code", "execution_count": None, "metadata": HIDDEN, "outputs": [], **common}
