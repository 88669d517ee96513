"""A quiz of ten types the whole way with nbgrader's commands; its note is marked in the real formgrader."""

from __future__ import annotations

import re
import shutil
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.answers import ASTRAY
from helpers.course import REPOSITORY, Course
from helpers.lab import READY, Browser, Lab
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.grading]
QUIZ, NOTE = "ten-types", "q10"
SENTENCE = "Say what happens next, and when."


def saved(page: Page, what: str, act: Any) -> None:
    """Do something in formgrader, and wait until its server has taken it."""
    with page.expect_response(lambda answer: f"/api/{what}/" in answer.url and answer.request.method == "PUT") as taken:
        act()
    assert taken.value.ok


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Play the whole story once; the tests below say what must have come of it."""
    course = Course(tmp_path_factory.mktemp("story") / "course", QUIZ)
    (course.root / "notebooks").mkdir()
    shutil.copy(REPOSITORY / "notebooks/0-start-here.ipynb", course.root / "notebooks")
    (course.place.quizzes / "snippets.yaml").write_text(
        f"format: snippets/1\nsnippets:\n  - id: next\n    text: {SENTENCE}\n", encoding="utf-8"
    )
    course.nbgrader("generate_assignment", QUIZ)
    someone = course.trainee("ana")
    for slot, (answer, sure) in ASTRAY[QUIZ].items():
        someone.answer(slot, answer, sure=sure)
    someone.zip(course.place.quizzes / "downloaded" / QUIZ / "archive")
    for command in ("zip_collect", "autograde"):
        course.nbgrader(command, QUIZ)
    story: dict[str, Any] = {"course": course}
    with Lab(course.root, instructor=True) as lab, Browser() as browser:
        page = browser.page()
        page.goto(f"{lab.url}lab?token={lab.token}")
        page.goto(f"{lab.url}formgrader/gradebook/{QUIZ}/{QUIZ}")
        page.get_by_role("link", name="Submission #1").click()
        score = page.locator(f"input.score#{NOTE}")
        expect(score).to_have_class(re.compile("needs_manual_grade"), timeout=READY)
        rubric = page.locator(".course-rubric")
        story["rubrics"] = rubric.count()
        story["note"] = page.locator(".course-open").inner_text()
        story["exemplar open"] = rubric.get_by_text("She wants to sleep.").is_visible()
        rubric.get_by_text("Exemplar: for you").click()
        story["exemplar opened"] = rubric.get_by_text("She wants to sleep.").is_visible()
        saved(page, "grade", rubric.get_by_label("Told.").check)
        story["sum"] = rubric.get_by_role("status").inner_text()
        story["points"] = score.input_value()
        comment = page.locator(f"#{NOTE}-comment")
        saved(page, "comment", rubric.get_by_role("button", name=SENTENCE).click)
        saved(page, "comment", rubric.get_by_role("button", name="The levels that you chose").click)
        story["comment"] = comment.input_value()
        page.reload()
        expect(score).to_have_value("2", timeout=READY)
        expect(comment).to_have_value(story["comment"])
        story["waits"] = "needs_manual_grade" in (score.get_attribute("class") or "")
        axe = Axe().run(page, context=".course-rubric").response
        story["axe"] = [violation["id"] for violation in axe["violations"]]
        page.screenshot(path=course.root / "formgrader.png", full_page=True)
    course.nbgrader("autograde", QUIZ, "--force")
    course.nbgrader("generate_feedback", QUIZ)
    with Browser() as browser:
        page = browser.page(width=390)
        page.goto(course.place.feedback("ana").as_uri())
        story["page"] = page.locator("body").inner_text()
        page.screenshot(path=course.root / "page.png", full_page=True)
    return story


def test_the_marker_sees_the_text_by_section_the_rubric_and_the_exemplar_on_request(told: dict[str, Any]) -> None:
    assert told["rubrics"] == 1
    for part in ("What she said", "Tired since May.", "Wants to sleep.", "What you did", "Slow strokes, 40 minutes."):
        assert part in told["note"]
    assert (told["exemplar open"], told["exemplar opened"]) == (False, True)
    assert told["axe"] == []


def test_levels_become_points_and_are_saved(told: dict[str, Any]) -> None:
    assert told["sum"] == "2 of 3 = 2 of 3 points"
    assert (told["points"], told["waits"]) == ("2", False)


def test_own_sentences_and_levels_go_into_the_comment_with_a_click(told: dict[str, Any]) -> None:
    assert told["comment"] == f"{SENTENCE}\n\nHer goal is in her words. 2 of 3: Told."


def test_grading_again_keeps_the_points_and_the_page_tells_them_with_the_comment(told: dict[str, Any]) -> None:
    course: Course = told["course"]
    assert course.marks("ana")[NOTE] == 2
    for part in ("Your instructor gave this 2 of 3 points.", "Your instructor writes", SENTENCE, "2 of 3: Told."):
        assert part in told["page"]
    assert "EXEMPLAR" not in told["page"]


def test_the_page_goes_through_all_ten_questions_in_order(told: dict[str, Any]) -> None:
    assert re.findall(r"^Question (\d+)$", told["page"], re.M) == [str(i) for i in range(1, 11)]
    assert "What to review" in told["page"]
    assert "very sure, 0 of 4" in told["page"]
