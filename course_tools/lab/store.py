"""Run every lesson and store what it shows, cleaned, in its file. The same course gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from course_tools.authoring.way import Stop, neighbors, with_neighbors
from course_tools.lab.clean import clean_notebook
from course_tools.lab.grammar import check_notebook
from course_tools.problem import CourseProblem
from course_tools.whole import put

TIMEOUT_S = 120


def run_lessons(root: Path, way: Sequence[Stop], *, store: bool, progress: Callable[[int, int], None]) -> list[str]:
    """Run all lessons; write those whose stored results differ, if `store`. Returns their names from the root.

    Raises CourseProblem for a lesson that does not fit the grammar or does not run.
    """
    changed = []
    named = neighbors(way)
    for done, stop in enumerate(way, 1):
        name = stop.lesson.file
        path = root / name
        data = run_lesson(path, name, named[stop.path])
        if path.read_bytes() != data:
            changed.append(name)
            if store:
                put(path, data)
        progress(done, len(way))
    return changed


def run_lesson(path: Path, name: str, links: Mapping[str, object]) -> bytes:
    """The bytes of one lesson's file after a run in a fresh kernel, its neighbors named. Raises CourseProblem."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CourseProblem(f"{name} cannot be read as a notebook. Put it back from the last good version.") from None
    wrong = check_notebook(plain)
    if wrong is not None:
        raise CourseProblem(f"{name} is not written as a lesson. {wrong}")
    notebook = nbformat.reads(json.dumps(with_neighbors(plain, links)), as_version=4)
    try:
        NotebookClient(
            notebook,
            timeout=TIMEOUT_S,
            kernel_name="course",
            resources={"metadata": {"path": str(path.parent)}},
            extra_arguments=["--HistoryManager.enabled=False"],  # or it may tell of trouble with its file in an output
        ).execute()
    except (CellExecutionError, DeadKernelError, TimeoutError) as error:
        last = str(error).strip().splitlines()[-1]
        raise CourseProblem(f"{name} does not run: {last}") from None
    clean_notebook(notebook)
    text: str = nbformat.writes(notebook)
    return (text + "\n").encode()
