"""Every lesson of the course, opened as a trainee opens it: each part is alive, and axe-core finds nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.lab import REPOSITORY, Browser, Lab, banner, wait_ready
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

LESSONS = sorted(str(path.relative_to(REPOSITORY)) for path in (REPOSITORY / "notebooks").rglob("*.ipynb"))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
QUESTION = "[data-item] .cq-area :is(input, select, textarea, button)"
# What a call of a lesson puts on the page, and what in it answers to a hand.
ALIVE = {
    "vignette": QUESTION,
    "predict": QUESTION,
    "revisit": QUESTION,
    "practice": QUESTION,
    "explore": ".cx-explore select, .cx-explore input, .cx-explore button",
    "client": "[data-client] button",
    "evidence": "details summary",
    "sources": "details summary",
    "progress": "table, p",
    "quiz_box": "input[type=file]",
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
    with Lab(root) as lab:
        yield lab


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


def calls(path: Path) -> dict[int, str]:
    """The call of each code cell that shows something, by the cell's place."""
    cells = nbformat.read(path, as_version=4).cells
    found = {n: re.search(r"^(\w+)\(", cell.source, re.MULTILINE) for n, cell in enumerate(cells)}
    return {n: match[1] for n, match in found.items() if match and cells[n].cell_type == "code"}


@pytest.mark.parametrize("path", LESSONS)
def test_every_part_of_a_lesson_is_alive_and_clean_for_axe(lab: Lab, browser: Browser, path: str) -> None:
    page = lab.open(browser.page(), path)
    wait_ready(page)
    expect(banner(page, "ready")).to_be_visible()
    for place, call in calls(REPOSITORY / path).items():
        cell = page.locator(f".jp-NotebookPanel .jp-Cell[data-windowed-list-index='{place}']")
        cell.scroll_into_view_if_needed()
        alive(cell, call)
    found = Axe().run(page, context=".jp-NotebookPanel .jp-Notebook", options=RULES).response
    assert [(v["id"], n["html"][:200]) for v in found["violations"] for n in v["nodes"][:2]] == []
    assert [line for line in page.said if "rror" in line] == []
    page.context.close()


def alive(cell: Locator, call: str) -> None:
    """The cell shows its part, and what a hand can use in it."""
    expect(cell.locator(ALIVE[call]).first).to_be_visible()
    expect(cell.locator("[data-mime-type*=stderr], .cq-tone-bad:visible")).to_have_count(0)
    for picture in cell.locator("img").all():
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
