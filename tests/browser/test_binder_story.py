"""A self-learner on Binder: a link, and the course is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.binder import Image, checkout, environment
from helpers.lab import Browser, wait_ready
from playwright.sync_api import expect
from test_story import card, journal, status

pytestmark = pytest.mark.browser
QUESTION = "purpose-calm-under-medical"


@pytest.fixture(scope="module")
def binder(tmp_path_factory: pytest.TempPathFactory) -> Image:
    folder = tmp_path_factory.mktemp("binder")
    with Image(environment(folder / "env"), checkout(folder / "home")) as image:
        yield image


@pytest.fixture(scope="module")
def browser() -> Browser:
    with Browser() as chromium:
        yield chromium


def test_the_link_opens_a_living_lesson_and_answers_outlast_a_reload(binder: Image, browser: Browser) -> None:
    page = binder.open(browser.page())
    wait_ready(page)
    page.locator(".jp-RenderedMarkdown").get_by_role("link", name="Purpose: what is the massage for?").click()
    expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1")).to_contain_text("Purpose", ignore_case=True)
    wait_ready(page)
    assert page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-InputArea-editor:visible").count() == 0
    shown = card(page, QUESTION)
    shown.locator(".cq-area input").first.check()
    shown.get_by_role("button", name="Check my answer").click()
    expect(status(shown)).to_contain_text("Saved")
    page.reload()
    wait_ready(page)
    expect(card(page, QUESTION).locator(".cq-area input").first).to_be_checked()
    kept = journal(Path(binder.root) / "my-progress/practice.jsonl")
    assert [line["item"] for line in kept] == [QUESTION]


def test_without_the_end_of_the_link_it_opens_at_the_first_lesson_all_the_same(binder: Image, browser: Browser) -> None:
    page = binder.open(browser.page(), "")
    expect(page.locator(".jp-NotebookPanel h1").first).to_contain_text("Start here")
    wait_ready(page)
