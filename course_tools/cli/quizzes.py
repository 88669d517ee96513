"""The commands of an instructor: the roster, and a quiz's way out and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course_tools.cli.common import Root, course_root, progress_bar
from course_tools.problem import CourseProblem

app = typer.Typer()
Quiz = Annotated[str, typer.Argument(help="The quiz, for example purpose-quiz.")]


@app.command()
def release(quiz: Quiz, course: Root = None) -> None:
    """Make what you give to trainees: one file, or one for each where each has a form of their own."""
    from course_tools.grading import flow

    with progress_bar("Releasing") as (report, _):
        flow.release(course_root(course), quiz, report)


@app.command()
def collect(
    quiz: Quiz,
    folder: Annotated[
        Path,
        typer.Argument(help="The folder with the files that trainees handed in, or Moodle's or Canvas's download."),
    ],
    course: Root = None,
) -> None:
    """Take in the files that trainees handed in."""
    from course_tools.grading import flow

    with progress_bar("Collecting") as (report, progress):
        result = flow.collect(course_root(course), quiz, folder, report, progress)
    raise typer.Exit(1 if result.aside else 0)


@app.command()
def grade(
    quiz: Quiz,
    again: Annotated[bool, typer.Option("--again", help="Mark everyone anew, also where nothing changed.")] = False,
    course: Root = None,
) -> None:
    """Mark what was handed in. Exit code 1 if somebody had to be set aside."""
    from course_tools.grading import flow

    with progress_bar("Grading") as (report, progress):
        result = flow.grade(course_root(course), quiz, report, progress, again=again)
    raise typer.Exit(1 if result.aside else 0)


@app.command()
def feedback(
    quiz: Quiz,
    show_answers: Annotated[bool, typer.Option("--show-answers", help="Tell what would have been right, too.")] = False,
    course: Root = None,
) -> None:
    """Make a feedback page for each trainee."""
    from course_tools.grading import flow

    with progress_bar("Writing feedback") as (report, progress):
        result = flow.feedback(course_root(course), quiz, report, progress, show_answers=show_answers)
    raise typer.Exit(1 if result.aside else 0)


@app.command()
def roster(
    file: Annotated[
        Path, typer.Argument(help="A table as CSV: ids, names, e-mail addresses. Moodle's and Canvas's too.")
    ],
    remove: Annotated[
        bool, typer.Option("--remove", help="Take off who is not in it and has handed in nothing.")
    ] = False,
    course: Root = None,
) -> None:
    """Read who takes the course into nbgrader's gradebook."""
    from course_tools.grading.roster import update

    with progress_bar("Reading the roster") as (report, _):
        update(course_root(course), file, report, remove=remove)


@app.command()
def forms(quiz: Quiz, course: Root = None) -> None:
    """Show what each question of a quiz is drawn from, and that all forms test the same."""
    from rich.console import Console
    from rich.table import Table

    from course_tools.grading.forms import forms as forms_of

    found = forms_of(course_root(course), quiz)
    table = Table("slot", "drawn", "all of these", show_lines=True)
    for slot, rows in found.by_slot.items():
        drawn = "\n".join(f"{row.question.id}: {row.times} of {row.of}" for row in rows)
        table.add_row(slot, drawn, "\n".join(rows[0].blueprint))
    Console(markup=False, highlight=False).print(table)
    print(found.same)
    print(f"The same as a table: {found.table}")


@app.command()
def cases(
    name: Annotated[str, typer.Argument(help="The client's id, for example spa-cold-feet-01.")],
    logs: Annotated[
        Path | None,
        typer.Option(help="A folder with practice logs, a clients.jsonl of each trainee. Default: quizzes."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="The picture to write, .svg or .png. Default: in quizzes/outgoing.")
    ] = None,
    course: Root = None,
) -> None:
    """Draw what a class did with a client: who went where, where they left the expert's way, what was not safe."""
    from course_tools.authoring.casemap import one_case, put_figure
    from course_tools.grading.classpaths import class_paths
    from course_tools.grading.classpicture import picture
    from course_tools.grading.words import printable
    from course_tools.whole import put

    root = course_root(course)
    found = class_paths(root, one_case(root, name), logs)
    path = to or root / "quizzes/outgoing" / f"{name}-class.svg"
    put_figure(picture(found), path)
    try:
        table = put(path.with_suffix(".csv"), found.to_csv())
    except OSError as error:
        raise CourseProblem(f"{path.with_suffix('.csv')} could not be written ({error.strerror}).") from None
    for one in found.aside:
        print(f"Left out: {printable(one.name)}: {one.reason}")
    print(f"{found.finding}.")
    print(f"The picture, without names: {path}. Who went which way: {table}.")
