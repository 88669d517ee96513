"""A client who is met in a quiz, by keyboard alone: saved at every step, met once, no debrief, clean for axe-core."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.course import BANKS
from helpers.lab import READY, Browser, Lab, banner, notebook, wait_ready, write_notebook
from helpers.meetings import LIDIA, WAY, log_of
from playwright.sync_api import Locator, Page, expect
from test_client import RULES, press_through

from course_tools.authoring.bank import load_bank
from course_tools.grading.source import quiz_files

pytestmark = pytest.mark.browser
QUIZ = "one-client"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root = tmp_path_factory.mktemp("course")
    write_notebook(root / "notebooks/0-start-here.ipynb", notebook(["# Lesson: start here"]))
    folder = root / "my-quizzes" / QUIZ
    folder.mkdir(parents=True)
    for name, data in quiz_files(load_bank(BANKS / f"{QUIZ}.yaml")).items():
        (folder / name).write_bytes(data)
    with Lab(root) as started:
        yield started


def answers(lab: Lab) -> list[dict]:
    path: Path = lab.root / "my-quizzes" / QUIZ / "answers.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def clean(page: Page) -> None:
    found = Axe().run(page, context=".cq", options=RULES)
    assert found.violations_count == 0, found.generate_report()


def started(page: Page) -> Locator:
    """The client, once the quiz runs: nobody has signed it, so it waits for its button."""
    asks = banner(page, "ask")
    expect(asks.or_(banner(page, "ready"))).to_be_visible(timeout=READY)
    if asks.is_visible():
        asks.get_by_role("button").click()
    wait_ready(page)
    return page.locator(f"[data-client='{LIDIA}']")


def test_a_graded_client_is_met_once_by_keyboard_and_saved_step_by_step(lab: Lab, browser: Browser):
    page = lab.open(browser.page(), f"my-quizzes/{QUIZ}/{QUIZ}.ipynb")
    shown = started(page)
    expect(shown.locator(".cq-label")).to_contain_text("Question 1 of 2 (4 points). A client: Cold feet and hot stones")
    clean(page)
    press_through(page, shown, WAY[:10])
    clean(page)
    page.reload()
    shown = started(page)
    expect(shown.locator("[data-role='status']")).to_contain_text("Saved so far.")
    press_through(page, shown, WAY[10:])
    kept = shown.locator(".cc-verdict")
    expect(kept).to_be_focused()
    expect(kept).to_contain_text("You have met Lidia, and every step is saved.")
    expect(shown.get_by_role("button", name="again")).to_have_count(0)
    expect(shown).not_to_contain_text("Score")
    assert answers(lab)[-1]["answer"] == log_of(WAY)
    clean(page)
    page.get_by_role("textbox", name="Your id").focus()
    expect(page.get_by_text("1 of 2 questions answered. Open: 2.")).to_be_visible()
    page.context.close()
