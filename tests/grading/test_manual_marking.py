"""A note waits for a person, whichever command graded; the rubric and the exemplar are that person's alone."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stock
from helpers.course import Course

from course_tools.authoring.message import AuthorProblem
from course_tools.grading import by_hand, flow
from course_tools.grading.snippets import load_snippets
from course_tools.grading.source import quiz_of

pytestmark = pytest.mark.grading
NOTE = "q10"
SECRETS = ("EXEMPLAR", "Her goal is in her words", "Guessed", "OWN-SENTENCE")
Grade = Callable[[Course], object]
COMMANDS: dict[str, Grade] = {
    "course grade": lambda course: flow.grade(course.root, course.quiz, course.reports.append),
    "nbgrader autograde": lambda course: stock.autograde(course, "--force"),
}


@pytest.fixture(scope="module")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = Course(tmp_path_factory.mktemp("notes") / "course", "ten-types")
    (course.place.quizzes / "snippets.yaml").write_text(
        "format: snippets/1\nsnippets:\n  - id: own\n    text: OWN-SENTENCE. Say what changed.\n", encoding="utf-8"
    )
    flow.release(course.root, course.quiz, course.reports.append)
    return course.root


@pytest.fixture
def course(released_once: Path, tmp_path: Path) -> Course:
    """The quiz `ten-types` is released, and Max has written a note and nothing else."""
    shutil.copytree(released_once, tmp_path / "course")
    course = Course(tmp_path / "course", "ten-types")
    write(course, "The neck feels freer.")
    return course


def write(course: Course, text: str) -> None:
    """Max hands in a note with this in each section."""
    folder = course.root / "trainees/max"
    sections = quiz_of(course.bank).item_in(NOTE, "max").options
    if folder.exists():
        shutil.rmtree(folder)
    course.trainee("max", {NOTE: {section.id: text for section in sections}}).submit()


def give(course: Course, points: float | None, comment: str | None = None) -> None:
    """What formgrader does when a person sets points, or takes them back, and writes a comment."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.place.quizzes / 'gradebook.db'}") as book:
        grade = book.find_grade(NOTE, course.quiz, course.quiz, "max")
        grade.manual_score = points
        grade.needs_manual_grade = points is None and grade.auto_score is None
        book.find_comment(NOTE, course.quiz, course.quiz, "max").manual_comment = comment
        book.db.commit()


def waiting(course: Course) -> set[str]:
    """The slots that formgrader lists as “needs manual grade”."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.place.quizzes / 'gradebook.db'}") as book:
        notebook = book.find_submission_notebook(course.quiz, course.quiz, "max")
        return {grade.name for grade in notebook.grades if grade.needs_manual_grade}


def page(course: Course) -> str:
    flow.feedback(course.root, course.quiz, course.reports.append)
    return course.page("max")


def row(course: Course) -> dict[str, str]:
    """Max in the table of marks."""
    lines = (course.place.outgoing / "ten-types.csv").read_text(encoding="utf-8-sig").splitlines()
    return next(
        dict(zip(lines[0].split(","), line.split(","), strict=False)) for line in lines if line.startswith("max")
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_note_waits_for_its_marks_and_then_counts(course: Course, command: str) -> None:
    """In the gradebook, in the table and on the page, with its comment."""
    COMMANDS[command](course)
    assert waiting(course) == {NOTE}
    assert "To be marked by a person." in page(course)
    assert "Question 10 is marked by a person; until then there are no points for it." in page(course)
    assert (row(course)["points"], row(course)[NOTE]) == ("0", "")
    give(course, 1.5, "Good words.\n\nSay <b>what</b> changed.")
    assert "Your instructor gave this 1.5 of 3 points." in page(course)
    assert "<p>Good words.</p>\n<p>Say &lt;b&gt;what&lt;/b&gt; changed.</p>" in course.page("max")
    assert "is marked by a person" not in course.page("max")
    assert (row(course)["points"], row(course)[NOTE]) == ("1.5", "1.5")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_mark_of_nothing_is_a_mark(course: Course, command: str) -> None:
    COMMANDS[command](course)
    give(course, 0)
    assert "Your instructor gave this 0 of 3 points." in page(course)
    assert "marked by a person" not in course.page("max").lower()
    assert row(course)[NOTE] == "0"
    assert waiting(course) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_mark_that_was_taken_back_waits_again(course: Course, command: str) -> None:
    COMMANDS[command](course)
    give(course, 2)
    give(course, None)
    assert "To be marked by a person." in page(course)
    assert row(course)[NOTE] == ""


@pytest.mark.parametrize("first", COMMANDS)
@pytest.mark.parametrize("second", COMMANDS)
def test_grading_again_keeps_the_points_and_the_comment(course: Course, first: str, second: str) -> None:
    """Also where a newer note came in, which formgrader then lists to be looked at."""
    COMMANDS[first](course)
    give(course, 2, "Well told.")
    write(course, "The neck feels freer, 3 of 10 after 6.")
    COMMANDS[second](course)
    assert waiting(course) == {NOTE}
    assert "Your instructor gave this 2 of 3 points." in page(course)
    assert "Well told." in course.page("max")
    assert "3 of 10 after 6" in course.page("max")
    assert row(course)[NOTE] == "2"


def test_a_note_that_waits_is_not_marked_again_and_again(course: Course) -> None:
    flow.grade(course.root, course.quiz, course.reports.append)
    assert flow.grade(course.root, course.quiz, course.reports.append).unchanged == ("max",)
    assert any("to be marked by you: q10" in line for line in course.reports)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_note_in_which_nothing_is_written_waits_for_nobody(course: Course, command: str) -> None:
    course.trainee("blank").submit()
    COMMANDS[command](course)
    assert course.marks("blank")[NOTE] == 0
    flow.feedback(course.root, course.quiz, course.reports.append)
    assert "marked by a person" not in course.page("blank")
    assert "0 of 3 points.</strong> No answer." in course.page("blank")


def formgrader_page(course: Course) -> str:
    """The graded notebook through nbgrader's own template, with the course's configuration, as formgrader does."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions.formgrader import handlers
    from traitlets.config import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(course.place.quizzes)).load_config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    names = ("base_url", "last_name", "first_name", "notebook_name", "my_id", "mathjax_url", "submission_id")
    given: dict[str, Any] = dict.fromkeys(names, "x") | {"assignment_id": course.quiz, "notebook_id": course.quiz}
    given |= {"index": 0, "total": 1}
    shown, _ = HTMLExporter(config=config).from_filename(str(course.place.autograded("max")), resources=given)
    return str(shown)


@pytest.mark.parametrize("command", COMMANDS)
def test_formgrader_shows_text_rubric_exemplar_and_own_sentences(course: Course, command: str) -> None:
    COMMANDS[command](course)
    shown = formgrader_page(course)
    for part in ("What she said", "The neck feels freer.", *SECRETS, "2 of 3 = 2 of 3 points", f'id="{NOTE}-comment"'):
        assert part in shown


def test_what_a_trainee_wrote_is_shown_as_text(course: Course) -> None:
    write(course, "<script>alert(1)</script><img src=x onerror=alert(2)>")
    flow.grade(course.root, course.quiz, course.reports.append)
    for shown in (formgrader_page(course), page(course)):
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert(1)" not in shown
        assert "<img src=x" not in shown


def test_a_file_of_sentences_with_a_mistake_is_named_beside_the_rubric(course: Course) -> None:
    flow.grade(course.root, course.quiz, course.reports.append)
    (course.place.quizzes / "snippets.yaml").write_text("format: snippets/1\nsnipets: []\n", encoding="utf-8")
    shown = formgrader_page(course)
    assert "line 2: The key “snipets” is not known here. Did you mean snippets?" in shown
    assert "EXEMPLAR" in shown


def hidden_in(data: bytes) -> list[str]:
    """Which of the instructor's texts stand in these bytes, plain or in base64."""
    return [one for one in SECRETS if one.encode() in data or base64.b64encode(one.encode())[:-4] in data]


@pytest.mark.parametrize("command", COMMANDS)
def test_rubric_exemplar_and_own_sentences_are_in_no_file_but_the_instructors_two(course: Course, command: str) -> None:
    """Released, handed out, collected, graded and fed back: they stand in the bank and in snippets.yaml alone."""
    COMMANDS[command](course)
    formgrader_page(course)
    give(course, 2, "Well told.")
    flow.feedback(course.root, course.quiz, course.reports.append, show_answers=True)
    paths = [path for path in course.root.rglob("*") if path.is_file()]
    found = {path.relative_to(course.place.quizzes).as_posix() for path in paths if hidden_in(path.read_bytes())}
    assert found == {"bank/ten-types.yaml", "snippets.yaml"}
    assert len([path for path in paths if "feedback" in path.parts]) > 1


def test_a_feedback_page_of_nbgraders_own_template_does_not_show_them_either(course: Course) -> None:
    """Should a school set nbgrader's exporter for feedback: the rubric is put into formgrader's page alone."""
    config = course.place.quizzes / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8").replace(
        "course_tools.grading.exporters.FeedbackPage", "nbconvert.exporters.HTMLExporter"
    )
    config.write_text(text, encoding="utf-8")
    stock.autograde(course)
    stock.generate_feedback(course)
    assert "The neck feels freer." in course.page("max")
    assert hidden_in(course.page("max").encode()) == []


def test_the_sum_of_levels_is_told_in_points() -> None:
    told = dict(words.split(" = ") for _, words in by_hand.sums(4, 4))
    assert told["7 of 12"] == "2.33 of 4 points"
    assert (told["0 of 12"], told["12 of 12"]) == ("0 of 4 points", "4 of 4 points")
    assert len(told) == 13


def test_own_sentences_are_read_in_their_order_and_mistakes_are_named(tmp_path: Path) -> None:
    assert load_snippets(tmp_path) == ()
    file = tmp_path / "snippets.yaml"
    file.write_text("format: snippets/1\nsnippets:\n- {id: b, text: B.}\n- {id: a, text: A.}\n", encoding="utf-8")
    assert [(one.id, one.text) for one in load_snippets(tmp_path)] == [("b", "B."), ("a", "A.")]
    file.write_text("format: snippets/1\nsnippets:\n- {id: a, text: B.}\n- {id: a, text: A.}\n", encoding="utf-8")
    with pytest.raises(AuthorProblem, match="The snippet “a” stands twice"):
        load_snippets(tmp_path)


def test_trainees_cannot_change_the_cell_of_a_note(course: Course) -> None:
    notebook = json.loads((course.place.release / "ten-types.ipynb").read_text(encoding="utf-8"))
    cell = next(one for one in notebook["cells"] if one["metadata"]["nbgrader"]["grade_id"] == NOTE)
    assert (cell["metadata"]["editable"], cell["metadata"]["deletable"]) == (False, False)
    assert f'question("{NOTE}")' in "".join(cell["source"])
