"""The feedback page in a real browser, and formgrader's buttons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.course import HONEST, QUIZ, Course
from helpers.lab import Browser

from course_tools.grading import flow

pytestmark = pytest.mark.grading


@pytest.fixture
def graded(released: Course) -> Course:
    """One trainee with partial marks, an unsafe answer and a hostile line."""
    someone = released.trainee("max", {slot: answer for slot, (answer, _) in HONEST.items()} | {"q4": "go-on"})
    someone.answer("q1", "ask", item="<img src=x onerror=alert(1)>", trainee="<script>alert(1)</script>")
    someone.submit()
    flow.grade(released.root, QUIZ, released.reports.append)
    return released


@pytest.mark.browser
def test_the_page_is_clean_for_axe_and_asks_for_nothing(graded: Course) -> None:
    """No violation, one top heading, no console message, no request but the page itself, nothing cut off."""
    path = flow.feedback(graded.root, QUIZ, graded.reports.append).pages["max"]
    asked: list[str] = []
    with Browser() as browser:
        page = browser.page(width=400)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        found = Axe().run(page).response
        headings = page.locator("h1, h2, h3").all_inner_texts()
        width = page.evaluate("document.documentElement.scrollWidth")
        said: list[str] = page.said  # type: ignore[attr-defined]
    assert [violation["id"] for violation in found["violations"]] == []
    assert len(found["passes"]) > 10
    assert headings[:3] == ["Four types", "Question 1", "You chose"]
    assert asked == [path.as_uri()]
    assert said == []
    assert width <= 400


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


def test_formgraders_page_shows_the_remarks_and_runs_nothing_of_the_trainee(graded: Course, tmp_path: Path) -> None:
    """Rendered with formgrader's own template, as its page is."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions.formgrader import handlers
    from traitlets.config import Config

    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    resources = {"base_url": "", "notebook_id": QUIZ, "index": 0, "total": 1, "last_name": "", "first_name": ""}
    resources |= dict.fromkeys(("assignment_id", "submission_id", "notebook_name", "my_id", "mathjax_url"), "x")
    shown, _ = HTMLExporter(config=config).from_filename(str(graded.place.autograded("max")), resources=resources)
    assert "Remarks for the instructor" in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "<img src=x" not in shown
    assert "<script>alert(1)" not in shown
