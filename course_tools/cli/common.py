"""What all commands share: the course folder, and how a command says what it does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Annotated

import typer

from course_tools.problem import CourseProblem

SECONDS_WITHOUT_BAR = 2.0
Root = Annotated[
    Path | None, typer.Option("--course", help="The course folder. Default: found from the folder you are in.")
]


def course_root(given: Path | None) -> Path:
    """The course folder: the nearest one upwards with `notebooks`, else the folder the package lies in."""
    places = [given] if given is not None else [*(Path.cwd(), *Path.cwd().parents), Path(__file__).parents[2]]
    for place in places:
        if (place / "notebooks").is_dir():
            return place.resolve()
    where = given if given is not None else Path.cwd()
    raise CourseProblem(f"There is no course in {where}: no folder “notebooks”. Go to the course folder and try again.")


@contextmanager
def progress_bar(title: str) -> Iterator[tuple[Callable[[str], None], Callable[[int, int], None]]]:
    """A line printed for each thing worth knowing; in a terminal, after two seconds, a progress bar."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(soft_wrap=True, highlight=False, markup=False)
    bar = Progress(*columns, console=console, transient=True, disable=not sys.stdout.isatty())
    task = bar.add_task(title, total=None)

    def progress(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)

    late = Timer(SECONDS_WITHOUT_BAR, bar.start)
    late.start()
    try:
        yield console.print, progress
    finally:
        late.cancel()
        late.join()
        bar.stop()
