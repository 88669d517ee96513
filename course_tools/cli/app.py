"""The commands. Each finds the course folder, calls one function, and says in words what it did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from course_tools.cli import quizzes
from course_tools.cli.common import Root, course_root, progress_bar
from course_tools.problem import CourseProblem

if TYPE_CHECKING:
    from course_tools.authoring.build import Course

app = typer.Typer(
    help="A training curriculum for massage therapists: open it, check it, grade it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.command()
def lab(
    port: Annotated[int, typer.Option(help="The first port to try; a taken one is skipped.")] = 8888,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    instructor: Annotated[bool, typer.Option("--instructor", help="With nbgrader and all of JupyterLab.")] = False,
    course: Root = None,
) -> None:
    """Open the course in JupyterLab."""
    from course_tools.lab.launch import open_course

    raise typer.Exit(open_course(course_root(course), port=port, browser=browser, instructor=instructor))


@app.command()
def setup(course: Root = None) -> None:
    """Make this environment's JupyterLab open as the course does: for Binder and class hubs."""
    from course_tools.lab.environment import set_up_environment

    signed = set_up_environment(course_root(course))
    print(f"This environment's JupyterLab opens as the course. {signed} lessons start by themselves.")


def read_and_build(root: Path) -> tuple[Course, dict[str, bytes]]:
    """All texts of the course, and every file that is built from them. Raises CourseProblem."""
    from course_tools.authoring.build import built_files, read_course, to_bytes
    from course_tools.authoring.schema import schema_files
    from course_tools.grading.source import quiz_files

    course = read_course(root)
    files = built_files(course) | {name: to_bytes(schema) for name, schema in schema_files().items()}
    for bank in course.banks:
        files |= {f"quizzes/source/{bank.quiz}/{name}": data for name, data in quiz_files(bank).items()}
    return course, files


@app.command()
def build(course: Root = None) -> None:
    """Build what lessons read, and nbgrader's source of each quiz, from the text files."""
    from course_tools.authoring.build import write_files

    root = course_root(course)
    content, files = read_and_build(root)
    try:
        written = write_files(root, files)
    except OSError as error:
        raise CourseProblem(f"{error.filename} could not be written ({error.strerror}).") from None
    print(_summary(content))
    print(f"{len(written)} of {len(files)} files were written." if written else "Everything was up to date.")


@app.command()
def check(
    players: Annotated[bool, typer.Option("--players", help="Say how players who do not think would score.")] = False,
    course: Root = None,
) -> None:
    """Check every text file and lesson, and that the built files agree with the texts."""
    from course_tools.authoring.build import BUILT, stale_files
    from course_tools.authoring.items import check_questions
    from course_tools.authoring.lessons import check_lessons, read_known
    from course_tools.authoring.schema import FOLDER as SCHEMAS
    from course_tools.authoring.way import old_neighbors
    from course_tools.lab.grammar import check_notebook

    root = course_root(course)
    content, files = read_and_build(root)
    check_questions(root, content)
    check_lessons((stop.lesson for stop in content.way), read_known(root, content, check_notebook))
    stale = stale_files(root, files, [BUILT, SCHEMAS, "quizzes/source"])
    if stale:
        listed = "\n".join(f"{name}: differs from the text files." for name in stale)
        raise CourseProblem(f"{listed}\nRun `course build`, then look at what changed.")
    if old := old_neighbors(content.way):
        raise CourseProblem("\n".join(old))
    print(_summary(content))
    if players:
        from course_tools.authoring.casemap import players_in_words

        print("\n".join(f"{written.case.id}: {players_in_words(written.case)}." for written in content.cases))
    print("Nothing to mend.")


def _summary(content: Course) -> str:
    practice = sum(len(p.questions) for p in content.practices)
    graded = sum(len(b.questions) for b in content.banks)
    return f"{len(content.base.facts)} facts, {practice} practice questions, {graded} graded questions."


new = typer.Typer(help="Start a new lesson, question or client from its template.", no_args_is_help=True)
app.add_typer(new, name="new")
app.add_typer(quizzes.app)


@new.command("lesson")
def new_lesson(
    place: Annotated[str, typer.Argument(help="Where it stands, for example 1-foundations/01-safety.")],
    title: Annotated[str, typer.Option(help="Its title, for example “Safety: what stops your hands?”.")],
    course: Root = None,
) -> None:
    """Make a lesson's notebook and practice file, with [[…]] wherever something is to be written."""
    from course_tools.authoring import new as template

    root = course_root(course)
    notebook, practice = (path.relative_to(root) for path in template.new_lesson(root, place, title))
    print(f"Made: {notebook} and {practice}. Now write what stands in [[…]] in both, and beside them:")
    print(f"1. assets/objectives.yaml: what a trainee can do after it, each with `lesson: {practice.stem}`.")
    print(f"2. assets/way.yaml: `- {place.removesuffix('.ipynb')}` in its place.")
    print("`course check` says what is left. Then `course build` and `course notebooks`.")


@new.command("question")
def new_question(
    file: Annotated[Path, typer.Argument(help="The file to add it to, for example assets/practice/purpose.yaml.")],
    kind: Annotated[str, typer.Option("--type", help="The type of question, for example best or triage.")],
    name: Annotated[str, typer.Option("--id", help="Its id, for example purpose-sore-knee. None is ever used twice.")],
) -> None:
    """Add a question to a practice or bank file, with [[…]] wherever something is to be written."""
    from course_tools.authoring import new as template

    template.new_question(file, kind, name)
    print(f"Added {name} at the end of {file}. Write what stands in [[…]], its objectives and its evidence.")
    print("`course check` says what is left.")


@new.command("case")
def new_case(
    name: Annotated[str, typer.Argument(help="Its id, for example clinic-heel-calf-31.")],
    title: Annotated[str, typer.Option(help="Its title, for example “First steps in the morning”.")],
    course: Root = None,
) -> None:
    """Make a virtual client's file, with [[…]] wherever something is to be written."""
    from course_tools.authoring import new as template

    root = course_root(course)
    path = template.new_case(root, name, title).relative_to(root)
    print(f"Made: {path}. Now write what stands in [[…]]; assets/cases/README.md says how.")
    print("`course check` says what is left, `course map` draws it. Then `course build`.")


@app.command("map")
def draw_map(
    name: Annotated[str, typer.Argument(help="The client's id, for example spa-cold-feet-01.")],
    to: Annotated[Path | None, typer.Option(help="The file to write, .svg or .png. Default: <id>.svg, here.")] = None,
    course: Root = None,
) -> None:
    """Draw a virtual client's decisions and where they lead, and say how players who do not think would score."""
    from course_tools.authoring.casemap import draw_case, one_case, players_in_words

    case = one_case(course_root(course), name)
    path = to or Path(f"{name}.svg")
    draw_case(case, path)
    print(f"{path}: {len(case.decide)} states and {len(case.treat)} sessions of “{case.title}”.")
    print(f"Mean scores of players: {players_in_words(case)}.")


@app.command()
def edition(
    out: Annotated[Path, typer.Argument(help="The folder to make: new, or empty.")],
    git: Annotated[bool, typer.Option("--git", help="Make it a repository with one commit.")] = False,
    course: Root = None,
) -> None:
    """Make the trainee's edition: the course with the released quizzes, without keys."""
    from course_tools.edition import make_edition

    with progress_bar("Making the trainee's edition") as (report, progress):
        made = make_edition(course_root(course), out, git=git, progress=progress)
        quizzes = ", ".join(made.quizzes) or "none is released, see `course release`"
        report(f"The trainee's edition is in {made.folder}: {made.lessons} lessons. Quizzes: {quizzes}.")
        if made.commit:
            report(f"Its one commit is {made.commit}.")


@app.command()
def notebooks(
    store: Annotated[bool, typer.Option("--store/--check", help="Store the results, or only check them.")] = True,
    course: Root = None,
) -> None:
    """Run every lesson and store its results in the file."""
    from course_tools.authoring.way import load_way
    from course_tools.lab.store import run_lessons

    root = course_root(course)
    with progress_bar("Running lessons") as (_, progress):
        changed = run_lessons(root, load_way(root), store=store, progress=progress)
    if changed and not store:
        raise CourseProblem("\n".join(f"{name}: its stored results are old. Run `make notebooks`." for name in changed))
    print(f"Stored anew: {', '.join(changed)}." if changed else "All lessons are as stored.")
