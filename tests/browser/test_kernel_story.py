"""A lesson whose kernel or server goes away: it says so, loses nothing that it called saved, and goes on."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from helpers.lab import READY, Browser, Lab, banner, notebook, until, wait_ready, write_notebook
from playwright.sync_api import Locator, Page, expect

from course_tools.content import load_lesson

pytestmark = pytest.mark.browser

ITEM, OTHER = [q.prompt.id for q in load_lesson("purpose").questions.values() if q.prompt.type in ("best", "triage")][
    :2
]
LESSON = [
    "# Lesson",
    "from course_tools.lesson import explore, practice",
    f'practice("{ITEM}")',
    f'practice("{OTHER}")',
    'explore("purpose-rooms")',
]
PATH = "notebooks/story.ipynb"
ALARMING = re.compile(r"model not found|Error displaying widget|Traceback|Kernel Restarting|appears to have died", re.I)
SAVED = re.compile(r"^Saved")


@dataclass
class Story:
    """A course, a page with its lesson, and what lies on disk."""

    lab: Lab
    browser: Browser
    page: Page

    @property
    def journal(self) -> list[dict]:
        path = self.lab.root / "my-progress/practice.jsonl"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []

    def answered(self, item: str) -> list[object]:
        return [line["answer"] for line in self.journal if line["item"] == item]

    def runs(self) -> int:
        return int(self.page.locator(".jp-NotebookPanel").get_attribute("data-course-runs") or 0)

    def answer(self, item: str, page: Page | None = None) -> str:
        """Answer a question and wait until it says that this is saved; return the answer's id, from disk."""
        before = len(self.answered(item))
        shown = card(page or self.page, item)
        shown.locator("input[type=radio][name*='answer'], fieldset input[type=radio]").first.check()
        shown.get_by_role("button", name=re.compile("my answer|Check|Save", re.I)).first.click()
        expect(status(shown)).to_have_text(SAVED, timeout=READY)
        # "Saved" is said only of what is on disk: no waiting here.
        assert len(self.answered(item)) == before + 1
        return str(self.answered(item)[-1])

    def assert_calm(self) -> None:
        """Nothing on the page alarms, and no dialog asks for anything."""
        assert not ALARMING.search(self.page.locator("body").inner_text())
        expect(self.page.locator(".jp-Dialog")).to_have_count(0)

    def assert_goes_on(self, runs: int) -> None:
        """The lesson is alive again: what was answered is shown, another answer can be saved."""
        wait_ready(self.page)
        assert self.runs() == runs, "it runs once for each new kernel"
        expect(self.page.locator("[inert]")).to_have_count(0)
        self.assert_calm()
        expect(card(self.page, ITEM).locator("input[type=radio]:checked").first).to_be_attached()
        expect(self.page.locator(".jupyter-widgets-disconnected")).to_have_count(0)
        self.answer(OTHER)


def card(page: Page, item: str) -> Locator:
    return page.locator(f".jp-NotebookPanel [data-item='{item}']")


def status(shown: Locator) -> Locator:
    return shown.locator("[data-role='status']")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root = tmp_path_factory.mktemp("course")
    write_notebook(root / PATH, notebook(LESSON))
    with Lab(root, port=8910) as lab:
        yield lab


@pytest.fixture
def story(lab: Lab, browser: Browser) -> Iterator[Story]:
    """The lesson, open and ready, with one answer given."""
    (lab.root / "my-progress/practice.jsonl").unlink(missing_ok=True)
    page = lab.open(browser.page(), PATH)
    wait_ready(page)
    story = Story(lab, browser, page)
    story.answer(ITEM)
    yield story
    page.context.close()
    for session in lab.api("GET", "sessions"):
        lab.api("DELETE", f"sessions/{session['id']}")


def test_restart_from_the_menu(story: Story) -> None:
    story.page.get_by_role("menuitem", name="Kernel", exact=True).click()
    story.page.get_by_role("menuitem", name=re.compile(r"^Restart Kernel…")).click()
    story.page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    expect(story.page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
    story.assert_goes_on(runs=2)


def test_restart_by_another_client(story: Story) -> None:
    (kernel,) = story.lab.kernels()
    story.lab.api("POST", f"kernels/{kernel['id']}/restart")
    expect(story.page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
    story.assert_goes_on(runs=2)


def test_a_killed_kernel(story: Story) -> None:
    (pid,) = story.lab.kernel_pids()
    os.kill(pid, signal.SIGKILL)
    expect(banner(story.page).get_by_role("status")).to_contain_text("What you saved is safe", timeout=READY)
    story.assert_calm()
    expect(story.page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
    story.assert_goes_on(runs=2)


def test_an_answer_given_while_the_kernel_is_dead_is_not_called_saved(story: Story) -> None:
    (pid,) = story.lab.kernel_pids()
    os.kill(pid, signal.SIGSTOP)
    shown = card(story.page, OTHER)
    shown.locator("fieldset input[type=radio]").first.check()
    shown.get_by_role("button", name=re.compile("my answer|Check|Save", re.I)).first.click()
    expect(status(shown)).to_have_text(re.compile("^Saving"))
    os.kill(pid, signal.SIGKILL)
    expect(banner(story.page).get_by_role("status")).to_contain_text("What you saved is safe", timeout=READY)
    expect(status(shown)).not_to_have_text(SAVED)
    assert story.answered(OTHER) == []
    expect(story.page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
    wait_ready(story.page)
    assert story.answered(OTHER) == []
    expect(status(card(story.page, OTHER))).not_to_have_text(SAVED)
    story.assert_goes_on(runs=2)


def test_a_kernel_that_another_client_shut_down(story: Story) -> None:
    (kernel,) = story.lab.kernels()
    story.lab.api("DELETE", f"kernels/{kernel['id']}")
    expect(banner(story.page).get_by_role("status")).to_contain_text("What you saved is safe", timeout=READY)
    story.assert_calm()
    expect(story.page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
    story.assert_goes_on(runs=2)


def test_a_kernel_that_the_reader_shut_down_starts_again_by_a_button(story: Story) -> None:
    story.page.get_by_role("menuitem", name="Kernel", exact=True).click()
    story.page.get_by_role("menuitem", name=re.compile(r"^Shut Down Kernel")).click()
    again = banner(story.page, "stopped").get_by_role("button", name="Go on with this lesson")
    expect(again).to_be_visible(timeout=READY)
    story.assert_calm()
    assert story.page.locator(".jp-NotebookPanel").get_attribute("data-course-kernel") == "lost"
    expect(story.page.locator(".jp-Notebook select")).not_to_have_count(0)
    expect(story.page.locator(".jp-Notebook [inert] select")).to_have_count(
        story.page.locator(".jp-Notebook select").count()
    )
    again.click()
    expect(story.page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
    story.assert_goes_on(runs=2)


def test_the_server_goes_down_and_comes_back(story: Story) -> None:
    said = story.lab.stop()
    assert said == "", "it printed one line and no more"
    down = banner(story.page, "down").get_by_role("status")
    expect(down).to_contain_text("The course's server does not answer. What you saved is safe.", timeout=READY)
    expect(status(card(story.page, ITEM))).not_to_have_text(SAVED)
    expect(card(story.page, OTHER).locator("input[type=radio]:enabled")).to_have_count(0)
    # JupyterLab, too, has noticed by now, and its dialog was not left on the page.
    until(lambda: any("ERR_CONNECTION_REFUSED" in text for text in story.page.said), "the failed request")  # type: ignore[attr-defined]
    story.assert_calm()
    story.lab.start()
    expect(story.page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
    story.assert_goes_on(runs=2)


def test_two_tabs(story: Story) -> None:
    second = story.lab.open(story.browser.page(), PATH)
    wait_ready(second)
    assert len(story.lab.kernels()) == 1
    expect(card(second, ITEM).locator("input[type=radio]:checked").first).to_be_attached()
    story.answer(OTHER, second)
    (kernel,) = story.lab.kernels()
    story.lab.api("POST", f"kernels/{kernel['id']}/restart")
    for page in (story.page, second):
        expect(page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
        wait_ready(page)
        for item in (ITEM, OTHER):
            expect(card(page, item).locator("input[type=radio]:checked").first).to_be_attached()
    story.assert_calm()
    second.context.close()


def test_a_widget_asks_for_a_fresh_start(story: Story) -> None:
    card(story.page, ITEM).evaluate(
        "node => node.dispatchEvent(new CustomEvent('course-restart-lesson', {bubbles: true}))"
    )
    expect(story.page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
    story.assert_goes_on(runs=2)


def test_a_page_that_is_loaded_again_shows_what_was_answered(story: Story) -> None:
    story.page.reload()
    story.assert_goes_on(runs=1)


def test_two_courses_at_the_same_time(lab: Lab, tmp_path: Path) -> None:
    write_notebook(tmp_path / PATH, notebook(LESSON))
    with Lab(tmp_path, port=lab.port) as second:
        assert second.port != lab.port
        assert second.api("GET", "contents/notebooks")["content"][0]["path"] == PATH
        assert lab.api("GET", "status")
