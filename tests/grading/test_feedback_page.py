"""The feedback page: what it teaches, what it keeps to itself, and how it reads in a browser."""

from __future__ import annotations

import re
import shutil
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import stock
from axe_playwright_python.sync_playwright import Axe
from helpers.answers import ASTRAY, RIGHT
from helpers.course import BANKS, HONEST, QUIZ, REPOSITORY, Course
from helpers.lab import Browser
from justhtml import JustHTML

from course_tools.authoring.bank import load_bank, load_practice
from course_tools.content import Question, load_objectives, load_places
from course_tools.grading import flow
from course_tools.grading.page import paragraphs
from course_tools.grading.right_answer import right_answer, right_reasons
from course_tools.grading.source import quiz_of
from course_tools.marking import TYPES, mark
from course_tools.problem import CourseProblem

pytestmark = pytest.mark.grading
QUESTIONS = {
    question.id: question
    for path in sorted([*BANKS.glob("*.yaml"), *(REPOSITORY / "quizzes/bank").glob("*.yaml")])
    for question in load_bank(path).questions
} | {
    question.id: question
    for path in sorted((REPOSITORY / "assets/practice").glob("*.yaml"))
    for question in (*load_practice(path).questions, *load_practice(path).predictions)
}


def play(root: Path, quiz: str) -> Course:
    """A quiz that Ana has answered in part, Ben rightly if there is a key here, and Cleo not at all; graded."""
    course = Course(root, quiz)
    flow.release(course.root, quiz, course.reports.append)
    for name, answers in (("ana", ASTRAY[quiz]), ("ben", RIGHT.get(quiz, {})), ("cleo", {})):
        someone = course.trainee(name)
        for slot, (answer, sure) in answers.items():
            someone.answer(slot, answer, sure=sure)
        someone.submit()
    flow.grade(course.root, quiz, course.reports.append)
    return course


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Course]:
    """Four quizzes, which together have every type of question."""
    folder = tmp_path_factory.mktemp("played")
    return {quiz: play(folder / quiz, quiz) for quiz in ASTRAY}


@pytest.fixture(scope="module")
def pages(courses: dict[str, Course]) -> dict[tuple[str, str, bool], str]:
    """The pages by quiz, trainee, and whether answers are shown."""
    found = {}
    for quiz, course in courses.items():
        for show in (True, False):
            flow.feedback(course.root, quiz, course.reports.append, show_answers=show)
            found |= {(quiz, name, show): course.page(name) for name in ("ana", "ben", "cleo")}
    return found


def test_the_four_quizzes_have_every_type() -> None:
    assert {q.prompt.type for quiz in ASTRAY for q in load_bank(BANKS / f"{quiz}.yaml").questions} == set(TYPES)


def test_every_page_is_valid_html_with_headings_in_order(pages: dict[tuple[str, str, bool], str]) -> None:
    for page in pages.values():
        JustHTML(page, strict=True)
        levels = [int(level) for level in re.findall(r"<h(\d)", page)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later <= level + 1 for level, later in pairwise(levels))
        assert '<html lang="en">' in page
        assert "<script" not in page
        assert len(set(re.findall(r' id="(\w+)"', page))) == len(re.findall(r" id=", page))


def test_without_show_answers_nothing_that_was_not_chosen_is_told(pages: dict[tuple[str, str, bool], str]) -> None:
    for quiz in ASTRAY:
        told = set(re.findall(r"WHY-[A-Z-]+", pages[quiz, "ana", False]))
        everything = set(re.findall(r"WHY-[A-Z-]+", (BANKS / f"{quiz}.yaml").read_text(encoding="utf-8")))
        assert everything - told
        assert "The right answer" not in pages[quiz, "ana", False]
        assert "WHY-" not in pages[quiz, "cleo", False]
    for key in ("33.3%", "abduction", "30 to 90", "left: low back", "Warmth and swelling", "overstated", "EXEMPLAR"):
        assert key not in pages["ten-types", "ana", False].replace("adduction", "")


def test_with_show_answers_the_right_answer_stands_where_it_was_missed(
    pages: dict[tuple[str, str, bool], str],
) -> None:
    page = unescape(pages["ten-types", "ana", True])
    for key in ("WHY-WAKE", "33.3%", "Right: abduction.", "30 to 90 minutes", "left: low back", "Right: overstated."):
        assert key in page
    assert "The right answer" not in pages["ten-types", "ben", True]


@pytest.mark.parametrize("show", [True, False])
def test_the_exemplar_and_the_rubric_stand_on_no_page(pages: dict[tuple[str, str, bool], str], show: bool) -> None:
    for name in ("ana", "ben", "cleo"):
        for hidden in ("EXEMPLAR", "Her goal is in her words", "Guessed"):
            assert hidden not in pages["ten-types", name, show]


@pytest.mark.parametrize("show", [True, False])
def test_a_page_tells_nothing_of_questions_that_the_trainee_did_not_have(tmp_path: Path, show: bool) -> None:
    """The other questions of a pool are for other trainees."""
    course = Course(tmp_path / "course", "own-forms")
    flow.release(course.root, course.quiz, course.reports.append)
    course.trainee("ana").submit()
    flow.grade(course.root, course.quiz, course.reports.append)
    flow.feedback(course.root, course.quiz, course.reports.append, show_answers=show)
    page = unescape(course.page("ana"))
    quiz = quiz_of(course.bank)
    drawn = {quiz.item_in(slot.id, "ana").id for slot in quiz.slots}
    own = [question for question in course.bank.questions if question.id in drawn]
    unseen = [question for question in course.bank.questions if question.id not in drawn]
    assert unseen
    for question in own:
        assert all(text in page for text in paragraphs(question.prompt.stem))
        assert any(paragraphs(why)[0] in page for why in question.why.values()) == show
    for question in unseen:
        assert question.id not in page
        assert paragraphs(question.prompt.stem)[-1] not in page
        assert not any(paragraphs(why)[0] in page for why in set(question.why.values()) - _whys(own))


def _whys(questions: list[Question]) -> set[str]:
    return {why for question in questions for why in question.why.values()}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_right_answer_that_is_told_earns_all_points(name: str) -> None:
    question = QUESTIONS[name]
    if question.prompt.type in (
        "note",
        "case",
    ):  # a person marks the one; the expert's way stands on each page of the other
        assert right_reasons(question) == []
        return
    marked = mark(question, right_answer(question))
    assert (marked.score, marked.safe) == (1, True)
    assert all(reason.text or reason.said for reason in right_reasons(question))


def test_the_page_says_how_sure_and_how_right_in_one_sentence(pages: dict[tuple[str, str, bool], str]) -> None:
    """Nothing is counted of a blank, of an answer without a word on it, or of a note that a person marks."""
    told = "How sure you were, and how often right: very sure, 0 of 4; fairly sure, 0 of 2; not very sure, 0 of 2."
    assert told in pages["ten-types", "ana", False]
    assert "how often right: very sure, 7 of 7; fairly sure, 2 of 2." in pages["ten-types", "ben", False]
    assert "How sure you were" not in pages["ten-types", "cleo", False]


def test_the_page_names_the_lesson_and_the_objectives_to_review(pages: dict[tuple[str, str, bool], str]) -> None:
    page = unescape(pages["four-types", "ana", False])
    place = load_places()["purpose"]
    assert "What to review" in page
    assert place.title in page
    assert f"In your course: notebooks/{place.path}" in page
    assert f"{load_objectives()['ask-the-goal']} (questions 1, 2, 3, 4)" in page
    assert "<a " not in page
    assert "What to review" not in pages["ten-types", "ben", False]


def configured(course: Course, lines: str) -> None:
    path = course.place.quizzes / "nbgrader_config.py"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{lines}\n", encoding="utf-8")


def test_where_lessons_have_an_address_the_page_links_to_them(courses: dict[str, Course], tmp_path: Path) -> None:
    shutil.copytree(courses["four-types"].root, tmp_path / "course")
    course = Course(tmp_path / "course", "four-types")
    configured(course, 'c.FeedbackPage.lessons_at = "https://hub.example.org/lab/tree/notebooks/"')
    flow.feedback(course.root, course.quiz, course.reports.append)
    link = f"https://hub.example.org/lab/tree/notebooks/{load_places()['purpose'].path}"
    assert f'<a href="{link}">' in course.page("ana")


def test_an_address_that_a_browser_would_run_is_refused(courses: dict[str, Course], tmp_path: Path) -> None:
    shutil.copytree(courses["four-types"].root, tmp_path / "course")
    course = Course(tmp_path / "course", "four-types")
    configured(course, 'c.FeedbackPage.lessons_at = "javascript:alert(1)"')
    done = flow.feedback(course.root, course.quiz, course.reports.append)
    assert {one.reason for one in done.aside} == {
        "In nbgrader_config.py, c.FeedbackPage.lessons_at must begin with https:// or http://."
    }


@pytest.mark.parametrize("show", [True, False])
def test_nbgraders_own_command_makes_the_same_page(
    courses: dict[str, Course], pages: dict[tuple[str, str, bool], str], tmp_path: Path, show: bool
) -> None:
    shutil.copytree(courses["ten-types"].root, tmp_path / "course")
    course = Course(tmp_path / "course", "ten-types")
    configured(course, f"c.FeedbackPage.show_answers = {show}")
    stock.generate_feedback(course, "--force")
    assert {name: course.page(name) for name in ("ana", "ben", "cleo")} == {
        name: pages["ten-types", name, show] for name in ("ana", "ben", "cleo")
    }


def test_the_configuration_as_it_comes_shows_no_answers() -> None:
    text = (REPOSITORY / "quizzes/nbgrader_config.py").read_text(encoding="utf-8")
    assert "c.FeedbackPage.show_answers = False" in text


@pytest.mark.browser
def test_every_page_reads_on_a_phone_in_the_dark_and_on_paper(
    pages: dict[tuple[str, str, bool], str], tmp_path: Path
) -> None:
    """axe finds nothing, nothing is cut off, no message, no request but the page itself."""
    with Browser() as browser:
        for (quiz, name, show), html in pages.items():
            if name != "ana" or not show:
                continue
            path = tmp_path / f"{quiz}.html"
            path.write_text(html, encoding="utf-8")
            for dark in (False, True):
                asked: list[str] = []
                page = browser.page(width=390, dark=dark)
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(path.as_uri())
                for media in ("screen", "print"):
                    page.emulate_media(media=media)
                    found = Axe().run(page).response
                    assert [violation["id"] for violation in found["violations"]] == []
                    assert len(found["passes"]) > 10
                    assert page.evaluate("document.documentElement.scrollWidth") <= 390
                assert asked == [path.as_uri()]
                assert page.said == []  # type: ignore[attr-defined]
                page.context.close()


@pytest.fixture
def graded(released: Course) -> Course:
    """One trainee with partial marks, an unsafe answer and a hostile line."""
    someone = released.trainee("max", {slot: answer for slot, (answer, _) in HONEST.items()} | {"q4": "go-on"})
    someone.answer("q1", "ask", item="<img src=x onerror=alert(1)>", trainee="<script>alert(1)</script>")
    someone.submit()
    flow.grade(released.root, QUIZ, released.reports.append)
    return released


def button(course: Course, action: str, **other: Any) -> dict[str, Any]:
    """What formgrader's button does: nbgrader's API with the course's configuration."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import PyFileConfigLoader

    config = PyFileConfigLoader("nbgrader_config.py", path=str(course.place.quizzes)).load_config()
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    done: dict[str, Any] = getattr(api, action)(QUIZ, "max", **other)
    return done


def test_formgraders_buttons_do_the_same_as_the_commands(graded: Course) -> None:
    page = flow.feedback(graded.root, QUIZ, graded.reports.append).pages["max"].read_bytes()
    notebook = graded.place.autograded("max").read_bytes()
    marks = graded.marks("max")
    graded.place.autograded("max").chmod(0o644)
    assert button(graded, "autograde")["success"]
    assert button(graded, "generate_feedback")["success"]
    assert graded.marks("max") == marks
    assert graded.place.autograded("max").read_bytes() == notebook
    assert graded.place.feedback("max").read_bytes() == page


def test_a_bank_with_mistakes_is_named_and_no_page_is_made(graded: Course) -> None:
    graded.edit_bank("title:", "titel:")
    with pytest.raises(CourseProblem, match="titel"):
        graded.bank  # noqa: B018  (what an instructor would be told)
    done = flow.feedback(graded.root, QUIZ, graded.reports.append)
    assert list(done.pages) == []
    assert "titel" in done.aside[0].reason
