"""What a trainee sees when a disk fills up, a folder is read-only, or two courses are open: words, and nothing lost."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.lab import REPOSITORY, Browser, Lab, wait_ready
from playwright.sync_api import Locator, Page, expect
from test_story import card, journal, status

pytestmark = pytest.mark.browser
LESSON = "notebooks/2-differences/01-purpose.ipynb"
QUESTION, ANOTHER = "purpose-calm-under-medical", "purpose-note-neck-quiet"


def a_course(folder: Path) -> Path:
    shutil.copytree(REPOSITORY / "notebooks", folder / "notebooks")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A course whose answers go to a disk of their own of 64 KiB. Only root may mount one."""
    root = a_course(tmp_path / "course")
    disk = root / "my-progress"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)]
    done = subprocess.run(mounting, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mount is not allowed here: {done.stderr.strip()}")
    yield root
    subprocess.run(["umount", str(disk)], check=True)


def answer(page: Page, option: int, item: str = QUESTION) -> Locator:
    shown = card(page, item)
    shown.locator(".cq-area input").nth(option).check()
    shown.get_by_role("button", name="Check my answer").click()
    return shown


def come_back(page: Page, item: str) -> None:
    """Turn to a window and to one of its questions. A browser without a screen holds each page for the one in front,
    and so sends no `focus` of its own."""
    card(page, item)
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_an_answer_on_a_full_disk_is_kept_on_the_page_until_there_is_room(small_disk: Path) -> None:
    filler = small_disk / "my-progress/filler"
    with pytest.raises(OSError, match="No space left"):
        filler.write_bytes(b"\0" * 70_000)
    with Lab(small_disk) as lab, Browser() as browser:
        page = lab.open(browser.page(), LESSON)
        wait_ready(page)
        shown = answer(page, 1)
        expect(status(shown)).to_contain_text("Not saved")
        expect(status(shown)).to_contain_text("the disk is not full, then save again")
        filler.unlink()
        shown.get_by_role("button", name="Save again").click()
        expect(status(shown)).to_contain_text("Saved at")
        expect(shown.locator(".cq-area input").nth(1)).to_be_checked()
    assert [line["item"] for line in journal(small_disk / "my-progress/practice.jsonl")] == [QUESTION]


def test_two_courses_in_one_browser_keep_their_answers_apart(tmp_path: Path) -> None:
    first, second = a_course(tmp_path / "first"), a_course(tmp_path / "second")
    home = tmp_path / "home"
    home.mkdir()
    with Lab(first, home=home) as one, Lab(second, home=home) as two, Browser() as browser:
        page = one.open(browser.page(), LESSON)
        other = two.open(page.context.new_page(), LESSON)
        wait_ready(page)
        wait_ready(other)
        expect(status(answer(page, 0))).to_contain_text("Saved at")
        expect(status(answer(other, 1))).to_contain_text("Saved at")
        page.reload()
        wait_ready(page)
        expect(card(page, QUESTION).locator(".cq-area input").nth(0)).to_be_checked()
    given = [journal(root / "my-progress/practice.jsonl") for root in (first, second)]
    assert [len(lines) for lines in given] == [1, 1]
    assert given[0][0]["answer"] != given[1][0]["answer"]


def test_one_course_opened_twice_shows_the_same_answers_and_loses_none(tmp_path: Path) -> None:
    root = a_course(tmp_path / "course")
    with Lab(root) as one, Lab(root) as two, Browser() as browser:
        page = one.open(browser.page(), LESSON)
        other = two.open(browser.page(), LESSON)
        wait_ready(page)
        wait_ready(other)
        expect(status(answer(page, 0))).to_contain_text("Saved at")
        come_back(other, QUESTION)
        expect(card(other, QUESTION).locator(".cq-area input").nth(0)).to_be_checked()
        expect(status(answer(other, 1, ANOTHER))).to_contain_text("Saved at")
        come_back(page, ANOTHER)
        expect(card(page, ANOTHER).locator(".cq-area input").nth(1)).to_be_checked()
    lines = journal(root / "my-progress/practice.jsonl")
    assert [line["item"] for line in lines] == [QUESTION, ANOTHER]
