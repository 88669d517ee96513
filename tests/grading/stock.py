"""nbgrader's own commands in this process: the application that the command starts, with the same configuration."""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from helpers.course import Course


def autograde(course: Course, *flags: str) -> None:
    """`nbgrader autograde QUIZ`, in the folder `quizzes`."""
    from nbgrader.apps import AutogradeApp

    _run(AutogradeApp, course, flags)


def generate_feedback(course: Course, *flags: str) -> None:
    """`nbgrader generate_feedback QUIZ`, in the folder `quizzes`."""
    from nbgrader.apps import GenerateFeedbackApp

    _run(GenerateFeedbackApp, course, flags)


def rows(course: Course) -> dict[str, list[Any]]:
    """The gradebook, table by table, sorted: each row with its random ids replaced by what they stand for."""
    with sqlite3.connect(course.place.quizzes / "gradebook.db") as book:
        book.row_factory = sqlite3.Row
        names = [row[0] for row in book.execute("select name from sqlite_master where type = 'table'")]
        tables = {name: [dict(row) for row in book.execute(f'select * from "{name}"')] for name in names}
        links = {
            name: {row["from"]: (row["table"], row["to"]) for row in book.execute(f'pragma foreign_key_list("{name}")')}
            for name in names
        }
    found = {
        (table, column): {row[column]: row for row in tables[table]}
        for of_table in links.values()
        for table, column in of_table.values()
    }

    def told(table: str, row: dict[str, Any]) -> tuple[Any, ...]:
        """A row in which a link is the row that it leads to, and an id of nbgrader's making is left out."""
        parts = []
        for column, value in sorted(row.items()):
            if column in links[table] and value is not None:
                to = links[table][column]
                parts.append((column, told(to[0], found[to][value])))
            elif not (column == "id" and re.fullmatch("[0-9a-f]{32}", str(value))):
                parts.append((column, value))
        return tuple(parts)

    return {name: sorted((told(name, row) for row in table), key=repr) for name, table in tables.items()}


def files(course: Course, folder: str) -> dict[str, tuple[str, bytes]]:
    """Every file below `autograded` or `feedback`, with its permissions."""
    root = course.place.quizzes / folder
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): (oct(path.stat().st_mode), path.read_bytes()) for path in paths}


def _run(application: Any, course: Course, flags: tuple[str, ...]) -> None:
    with _as_started_there(course.place.quizzes), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app = application()
        app.initialize([course.quiz, "--log-level=CRITICAL", *flags], root=str(course.place.quizzes))
        try:
            app.start()
        finally:
            app.reset()


@contextmanager
def _as_started_there(folder: Path) -> Iterator[None]:
    """As a fresh process would be: in that folder, away from the configuration of whoever runs the tests."""
    where, path, level = Path.cwd(), list(sys.path), logging.getLogger().level
    old = {name: os.environ.get(name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_NO_CONFIG", "PATH")}
    os.environ["JUPYTER_CONFIG_DIR"] = str(folder.parent / "no-configuration")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(where)
        sys.path[:] = path
        logging.getLogger().setLevel(level)
        for name, value in old.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
