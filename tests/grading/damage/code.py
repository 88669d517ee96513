"""Code that a trainee put into the notebook or beside it. Were it run, it would first write the canary."""

from __future__ import annotations

from helpers.course import PERFECT

from damage.defect import HandIn, graded

ONE_RIGHT = {"q1": "start", "q3": PERFECT["q3"]}
ADDED = "cells with code added: 1"


def insert(it: HandIn, code: str) -> None:
    """A cell before all others."""
    source = f"open({str(it.canary)!r}, 'w').close()\n{code}"
    cell = {"cell_type": "code", "id": "own", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    it.edit(lambda nb: nb["cells"].insert(0, cell))


@graded(1, ADDED, ONE_RIGHT)
def replaces_the_marker(it: HandIn) -> None:
    insert(it, "import course_tools.marking as m, course_tools.lesson as l\nm.mark = l.question = lambda *all: 1000.0")


@graded(1, ADDED, ONE_RIGHT)
def reads_the_key(it: HandIn) -> None:
    insert(it, f"print(open({str(it.quizzes / 'bank/four-types.yaml')!r}).read())")


@graded(1, ADDED, ONE_RIGHT)
def writes_the_gradebook(it: HandIn) -> None:
    book = str(it.quizzes / "gradebook.db")
    insert(it, f"import sqlite3\nsqlite3.connect({book!r}).execute('update grade set auto_score=9')")


@graded(1, ADDED, ONE_RIGHT)
def writes_to_others(it: HandIn) -> None:
    insert(it, "import pathlib\n[p.write_text('') for p in pathlib.Path('../..').rglob('answers.jsonl')]")


@graded(1, ADDED, ONE_RIGHT)
def exits(it: HandIn) -> None:
    insert(it, "import os\nos._exit(0)")


@graded(1, ADDED, ONE_RIGHT)
def loops_for_ever(it: HandIn) -> None:
    insert(it, "while True: pass")


@graded(1, ADDED, ONE_RIGHT)
def forks_for_ever(it: HandIn) -> None:
    insert(it, "import os\nwhile True: os.fork()")


@graded(1, ADDED, ONE_RIGHT)
def fills_the_memory(it: HandIn) -> None:
    insert(it, "full = []\nwhile True: full.append(bytearray(10**8))")


@graded(1, ADDED, ONE_RIGHT)
def fills_the_disk(it: HandIn) -> None:
    insert(it, "with open('full', 'wb') as file:\n    while True: file.write(bytes(10**8))")


@graded(1, ADDED, ONE_RIGHT)
def reaches_the_network(it: HandIn) -> None:
    insert(it, "import socket\nsocket.create_connection(('192.0.2.1', 80))")


@graded(1, "", ONE_RIGHT)
def modules_that_shadow_ours(it: HandIn) -> None:
    for name in ("json.py", "sitecustomize.py", "yaml.py", "course_tools/__init__.py", "nbgrader/__init__.py"):
        path = it.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(it.canary)!r}, 'w').close()\n")


@graded(1, "", ONE_RIGHT)
def configuration_of_their_own(it: HandIn) -> None:
    for name in ("nbgrader_config.py", "jupyter_config.py", "ipython_config.py"):
        (it.folder / name).write_text(f"open({str(it.canary)!r}, 'w').close()\n")


@graded(1, "", ONE_RIGHT)
def quiz_and_key_of_their_own(it: HandIn) -> None:
    (it.folder / "quiz.json").write_text('{"format": "quiz/1", "quiz": "four-types", "slots": [], "items": {}}')
    (it.folder / "bank").mkdir()
    (it.folder / "bank/four-types.yaml").write_text("format: bank/1\n")
