"""What a trainee can put into a notebook: it runs nothing, changes no mark, and stops nobody else's grading."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers.course import PERFECT, QUIZ, Course

from course_tools.grading import flow
from course_tools.problem import CourseProblem

pytestmark = pytest.mark.grading
Notebook = dict[str, Any]

ATTACK = """
from pathlib import Path
Path({canary!r}).write_text("ran")
import course_tools.marking as marking, course_tools.grading.answers as answers
marking.mark = answers.mark = lambda *everything: 1.0
from IPython.display import HTML
HTML("<script>alert(1)</script>")
"""


def insert_marker(notebook: Notebook, code: str) -> None:
    """A cell that replaces the marker, before all others."""
    notebook["cells"].insert(0, code_cell("evil", code))


def copy_graded_id(notebook: Notebook, code: str) -> None:
    """A cell with the metadata of a graded one, and full marks among its outputs."""
    graded = next(c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade"))
    cell = code_cell("twin", code)
    cell["metadata"] = graded["metadata"]
    cell["outputs"] = [
        {"output_type": "execute_result", "data": {"text/plain": "1.0"}, "metadata": {}, "execution_count": 1}
    ]
    notebook["cells"].append(cell)


def change_graded_cells(notebook: Notebook, code: str) -> None:
    """Other code, more points and another kernel in every graded cell."""
    notebook["metadata"]["kernelspec"]["name"] = "bash"
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = code
            cell["metadata"]["nbgrader"]["points"] = 1000


def remove_graded_cells(notebook: Notebook, code: str) -> None:
    notebook["cells"] = [c for c in notebook["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]


def break_metadata(notebook: Notebook, code: str) -> None:
    """nbgrader metadata of a later and of no schema; a locked cell without an id."""
    for i, cell in enumerate(notebook["cells"]):
        cell["metadata"]["nbgrader"] = {"schema_version": 99} if i % 2 else {"grade": True, "locked": True}


def hostile_markdown(notebook: Notebook, code: str) -> None:
    """A script in a text cell and in the notebook's own record of marks."""
    text = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "<script>alert(1)</script>"}
    notebook["cells"].append(text)
    notebook["metadata"]["course"] = {"format": "graded/1", "title": "<script>", "marks": {}, "pass_at": 0}


def code_cell(cell_id: str, code: str) -> Notebook:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {},
        "outputs": [],
        "source": code,
    }


ATTACKS = [insert_marker, copy_graded_id, change_graded_cells, remove_graded_cells, break_metadata, hostile_markdown]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_changed_notebook_scores_what_its_answers_score(
    released: Course, tmp_path: Path, attack: Callable[[Notebook, str], None]
) -> None:
    canary = tmp_path / "canary"
    someone = released.trainee("mallory", {"q1": "menu", "q3": PERFECT["q3"]})
    notebook = json.loads(someone.notebook.read_text(encoding="utf-8"))
    attack(notebook, ATTACK.format(canary=str(canary)))
    someone.notebook.write_text(json.dumps(notebook), encoding="utf-8")
    handed_in = someone.submit() / f"{QUIZ}.ipynb"
    released.trainee("nancy", PERFECT).submit()
    done = flow.grade(released.root, QUIZ, released.reports.append)
    flow.feedback(released.root, QUIZ, released.reports.append)
    assert done.marked == ("mallory", "nancy")
    assert released.marks("mallory") == {"q1": 0, "q2": 0, "q3": 1, "q4": 0}
    assert not canary.exists()
    assert "<script" not in released.page("mallory") + str(released.graded("mallory"))
    assert json.loads(handed_in.read_text(encoding="utf-8")) == notebook


@pytest.mark.parametrize(
    "content",
    [b"", b"no json", b"[]", b'{"cells": 3}', b"\xff\xfe", b"[" * 100_000, b'{"nbformat": 99, "cells": []}'],
    ids=["empty", "no_json", "a_list", "no_cells", "not_utf_8", "deeply_nested", "from_the_future"],
)
def test_a_damaged_notebook_does_not_cost_the_answers(released: Course, content: bytes) -> None:
    (released.trainee("max", PERFECT).submit() / f"{QUIZ}.ipynb").write_bytes(content)
    assert flow.grade(released.root, QUIZ, released.reports.append).marked == ("max",)
    assert sum(released.marks("max").values()) == 5


def test_a_renamed_notebook_does_not_cost_the_answers(released: Course) -> None:
    folder = released.trainee("max", PERFECT).submit()
    (folder / f"{QUIZ}.ipynb").rename(folder / f"{QUIZ} (1).ipynb")
    flow.grade(released.root, QUIZ, released.reports.append)
    assert sum(released.marks("max").values()) == 5
    assert (folder / f"{QUIZ} (1).ipynb").is_file()


def test_grading_starts_no_kernel(released: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **others: object) -> None:
        raise AssertionError(f"a process was started: {arguments}")

    released.trainee("max", PERFECT).submit()
    monkeypatch.setattr(subprocess.Popen, "__init__", refuse)
    assert flow.grade(released.root, QUIZ, released.reports.append).marked == ("max",)


def test_a_link_to_the_bank_is_set_aside_and_copied_nowhere(released: Course) -> None:
    """Also the other trainees go on."""
    folder = released.trainee("mallory").submit()
    (folder / "answers.jsonl").symlink_to(released.place.bank)
    released.trainee("nancy", PERFECT).submit()
    done = flow.grade(released.root, QUIZ, released.reports.append)
    assert [aside.name for aside in done.aside] == ["mallory"]
    assert "is a link" in done.aside[0].reason
    assert done.marked == ("nancy",)
    assert not (released.place.quizzes / "autograded/mallory").exists()


def test_a_configuration_without_the_marker_grades_nobody(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    (released.place.quizzes / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    with pytest.raises(CourseProblem, match="nbgrader would run trainees' code"):
        flow.grade(released.root, QUIZ, released.reports.append)


def test_a_configuration_with_other_steps_is_for_nbgraders_own_command(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    path = released.place.quizzes / "nbgrader_config.py"
    path.write_text(path.read_text(encoding="utf-8") + "c.Autograde.create_student = False\n", encoding="utf-8")
    with pytest.raises(CourseProblem, match="or grade with `nbgrader autograde`"):
        flow.grade(released.root, QUIZ, released.reports.append)
