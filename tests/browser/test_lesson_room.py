"""The room that a trainee learns in: the line over a lesson, the way on, starting again, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.lab import READY, Browser, Lab, banner, notebook, until, wait_ready, write_notebook
from playwright.sync_api import Locator, Page, expect

from course_tools.content import load_lesson
from course_tools.lab.grammar import load_grammar

pytestmark = pytest.mark.browser

ITEM = next(q.prompt.id for q in load_lesson("purpose").questions.values() if q.prompt.type == "best")
FIRST = "from course_tools.lesson import practice"
SENTENCES = load_grammar()["sentences"]
HOME = "0-start-here.ipynb"
ONE = "1-foundations/01-one.ipynb"
TWO = "1-foundations/02-two.ipynb"
THREE = "1-foundations/03-three.ipynb"
TITLES = {HOME: "Start here: where you are", ONE: "One: the first of three", TWO: "Two: in the middle", THREE: "Three"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def lesson(path: str, previous: str | None = None, following: str | None = None) -> dict[str, Any]:
    """A lesson with one question, whose metadata name its neighbours."""
    nb = notebook([f"# Lesson {TITLES[path]}", FIRST, f'practice("{ITEM}")'])
    nb["metadata"]["course"] = {
        key: {"path": near, "title": TITLES[near]}
        for key, near in (("previous", previous), ("next", following))
        if near is not None
    }
    return nb


@dataclass
class Room:
    """A running course of four lessons with a browser."""

    lab: Lab
    browser: Browser

    @property
    def notebooks(self) -> Path:
        return self.lab.root / "notebooks"

    @property
    def earlier(self) -> list[Path]:
        return sorted((self.lab.root / "earlier").rglob("*.ipynb"))

    def open(self, name: str, **size: Any) -> Page:
        page = self.lab.open(self.browser.page(**size), f"notebooks/{name}")
        wait_ready(page)
        return page


def shipped(root: Path) -> Path:
    write_notebook(root / "notebooks" / HOME, lesson(HOME, None, ONE))
    write_notebook(root / "notebooks" / ONE, lesson(ONE, HOME, TWO))
    write_notebook(root / "notebooks" / TWO, lesson(TWO, ONE, THREE))
    write_notebook(root / "notebooks" / THREE, lesson(THREE, TWO))
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with Lab(shipped(tmp_path_factory.mktemp("course"))) as lab:
        yield lab


@pytest.fixture
def room(lab: Lab, browser: Browser) -> Iterator[Room]:
    """The course as it came, and no kernel from the test before."""
    shutil.rmtree(lab.root / "earlier", ignore_errors=True)
    room = Room(lab, browser)
    yield room
    shipped(lab.root)
    for page in [page for context in browser._chromium.contexts for page in context.pages]:
        page.context.close()
    for session in lab.api("GET", "sessions"):
        lab.api("DELETE", f"sessions/{session['id']}")


def tabs(page: Page) -> Locator:
    return page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab")


def link(page: Page, name: str) -> Locator:
    return banner(page).get_by_role("link", name=name)


def start_again(page: Page) -> None:
    banner(page).get_by_role("button", name="Start this lesson again").click()
    page.get_by_role("dialog").get_by_role("button", name="Start again").click()


# ---- the way ----


def test_the_line_names_the_lessons_before_and_after(room: Room) -> None:
    page = room.open(TWO)
    for name in ("Start here", f"Previous lesson: {TITLES[ONE]}", f"Next lesson: {TITLES[THREE]}"):
        expect(link(page, name)).to_be_visible()
    expect(banner(page).get_by_role("navigation", name="Lessons")).to_have_count(1)
    expect(banner(page).get_by_role("button", name="Start this lesson again")).to_be_visible()
    expect(banner(page).get_by_role("status")).to_have_text("Ready")
    box = banner(page).bounding_box()
    assert box is not None
    assert box["height"] <= 34, "one line"


def test_the_next_lesson_takes_the_place_and_the_kernel_of_this_one(room: Room) -> None:
    page = room.open(HOME)
    link(page, "Next lesson").click()
    expect(tabs(page)).to_have_text([Path(ONE).name], timeout=READY)
    wait_ready(page)
    link(page, "Next lesson").click()
    expect(tabs(page)).to_have_text([Path(TWO).name], timeout=READY)
    wait_ready(page)
    link(page, "Start here").click()
    expect(tabs(page)).to_have_text([HOME], timeout=READY)
    wait_ready(page)
    until(lambda: [s["path"] for s in room.lab.api("GET", "sessions")] == [f"notebooks/{HOME}"], "one session")
    assert len(room.lab.kernels()) == 1
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_a_keyboard_goes_to_the_next_lesson(room: Room) -> None:
    page = room.open(HOME)
    link(page, "Next lesson").focus()
    page.keyboard.press("Tab")
    expect(banner(page).get_by_role("button", name="Start this lesson again")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(tabs(page)).to_have_text([Path(ONE).name], timeout=READY)


def test_closing_the_only_lesson_leads_back_to_the_start(room: Room) -> None:
    page = room.open(ONE)
    tabs(page).locator(".lm-TabBar-tabCloseIcon").click()
    expect(tabs(page)).to_have_text([HOME], timeout=READY)
    wait_ready(page)


BAD_NEIGHBOURS = (
    {"path": "../secret.ipynb", "title": "Up"},
    {"path": "a/../b.ipynb", "title": "Up and down"},
    {"path": "/etc/x.ipynb", "title": "Absolute"},
    {"path": "https://x/y.ipynb", "title": "Elsewhere"},
    {"path": "javascript:alert(1)//x.ipynb", "title": "A scheme"},
    {"path": "A/B.ipynb", "title": "Capitals"},
    {"path": "a\\b.ipynb", "title": "Backslash"},
    {"path": "a//b.ipynb", "title": "Empty part"},
    {"path": "a/b.ipynb\n", "title": "Line end"},
    {"path": "notes.txt", "title": "No notebook"},
    {"path": "a.ipynb"},
    {"path": "a.ipynb", "title": " "},
    {"path": "a.ipynb", "title": ["x"]},
    {"path": ["a.ipynb"], "title": "A list"},
    "a.ipynb",
    ["a.ipynb", "x"],
    7,
    None,
)


def test_metadata_that_name_no_lesson_of_the_course_are_ignored(room: Room) -> None:
    page = room.open(HOME)
    ask = """async values => {
        const paths = await import(`${location.origin}/lab/extensions/course-tools/static/paths.js`);
        return values.map(paths.neighbour);
    }"""
    assert page.evaluate(ask, list(BAD_NEIGHBOURS)) == [None] * len(BAD_NEIGHBOURS)
    good = {"path": "2-differences/01-purpose.ipynb", "title": "Purpose: <b>bold</b>"}
    assert page.evaluate(ask, [good]) == [{**good, "path": f"notebooks/{good['path']}"}]
    hostile = lesson(TWO)
    hostile["metadata"]["course"] = {"previous": BAD_NEIGHBOURS[0], "next": {**good, "path": ONE}}
    write_notebook(room.notebooks / TWO, hostile)
    page = room.lab.open(room.browser.page(), f"notebooks/{TWO}")
    expect(link(page, "Next lesson")).to_be_visible()
    assert [found.text_content() for found in banner(page).get_by_role("link").all()] == [
        "Start here",
        "→Next lesson: Purpose: <b>bold</b>",
    ]


# ---- again ----


def test_starting_again_asks_once_and_keeps_what_was_answered(room: Room) -> None:
    page = room.open(ONE)
    card = page.locator(f"[data-item='{ITEM}']")
    card.locator("input[type=radio]").first.check()
    card.locator(".cq-save").click()
    expect(card.locator("[data-role='status']")).to_contain_text("Saved", timeout=READY)
    again = banner(page).get_by_role("button", name="Start this lesson again")
    again.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The answers that you saved stay.")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    assert page.locator(".jp-NotebookPanel").get_attribute("data-course-runs") == "1"
    start_again(page)
    expect(page.locator("[data-course-runs='2']")).to_be_attached(timeout=READY)
    wait_ready(page)
    expect(page.locator(f"[data-item='{ITEM}'] input[type=radio]:checked").first).to_be_attached()
    assert (room.lab.root / "my-progress/practice.jsonl").read_text(encoding="utf-8").count(ITEM) == 1
    assert room.earlier == [], "nothing was altered, so there is nothing to keep"


def sources(data: bytes) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(data)["cells"]]


def alter(path: Path, *extra: str) -> bytes:
    """Store a lesson with more cells; return what is then on disk. JupyterLab may store it once more."""
    nb = json.loads(path.read_text(encoding="utf-8"))
    nb["cells"] += notebook(["# Lesson", *extra])["cells"][1:]
    for number, cell in enumerate(nb["cells"]):
        cell["id"] = f"cell-{number}"
    write_notebook(path, nb)
    return path.read_bytes()


def test_a_lesson_that_no_longer_fits_the_grammar_comes_back_as_it_was(room: Room) -> None:
    path = room.notebooks / ONE
    came = path.read_bytes()
    altered = alter(path, "print('mine')")
    page = room.lab.open(room.browser.page(), f"notebooks/{ONE}")
    expect(banner(page, "refused").get_by_role("status")).to_contain_text(SENTENCES["code"])
    expect(banner(page).get_by_role("status")).to_contain_text("Press “Start this lesson again”")
    start_again(page)
    wait_ready(page)
    expect(page.locator(f"[data-item='{ITEM}']")).to_be_visible()
    expect(page.locator(".jp-NotebookPanel .cm-editor").locator("visible=true")).to_have_count(0)
    assert path.read_bytes() == came
    assert [sources(copy.read_bytes()) for copy in room.earlier] == [sources(altered)]
    assert room.earlier[0].parent.name == "1-foundations"
    assert room.earlier[0].name.startswith("01-one 20")


def test_changes_on_the_screen_are_kept_too(room: Room) -> None:
    path = room.notebooks / ONE
    alter(path, "print('mine')")
    page = room.lab.open(room.browser.page(), f"notebooks/{ONE}")
    expect(banner(page, "refused")).to_be_visible()
    page.locator(".jp-CodeCell .cm-content").last.click()
    page.keyboard.type("# typed and never saved")
    start_again(page)
    wait_ready(page)
    assert "# typed and never saved" in room.earlier[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", ["torn", "other-kernel", "gone"])
def test_a_lesson_that_was_damaged_from_outside_comes_back(room: Room, damage: str) -> None:
    path = room.notebooks / ONE
    came = path.read_bytes()
    if damage == "torn":
        path.write_bytes(came[:200])
    elif damage == "gone":
        path.unlink()
    else:
        write_notebook(path, notebook(["# Lesson", "print(1)"], kernel="python3"))
    left = path.read_bytes() if path.exists() else None
    page = room.open(HOME)
    link(page, "Next lesson").click()
    if damage == "other-kernel":
        expect(banner(page, "refused")).to_be_visible()
        start_again(page)
    else:
        page.get_by_role("dialog").get_by_role("button", name="Put it back").click()
    expect(tabs(page)).to_have_text([Path(ONE).name], timeout=READY)
    wait_ready(page)
    assert path.read_bytes() == came
    kept = [copy.read_bytes() for copy in room.earlier]
    if damage == "other-kernel":
        assert [sources(data) for data in kept] == [sources(left or b"")]
    else:
        assert kept == ([left] if left else [])
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_a_disk_that_is_full_is_a_sentence_and_costs_nothing(room: Room) -> None:
    path = room.notebooks / ONE
    altered = alter(path, "print('mine')")
    (room.lab.root / "earlier").write_text("a file where the folder would be")
    page = room.lab.open(room.browser.page(), f"notebooks/{ONE}")
    expect(banner(page, "refused")).to_be_visible()
    start_again(page)
    expect(banner(page, "failed").get_by_role("status")).to_contain_text("was left as it is")
    assert sources(path.read_bytes()) == sources(altered)
    (room.lab.root / "earlier").unlink()


# ---- nothing else ----

FURNITURE = (
    ".jp-NotebookPanel-toolbar",
    ".jp-cell-toolbar",
    "#jp-main-statusbar",
    "#jp-left-stack",
    "#jp-right-stack",
    ".jp-Launcher",
    ".lm-DockPanel-tabBar .lm-TabBar-addButton",
    "[data-id='jp-property-inspector']",
    "[data-id='jp-debugger-sidebar']",
    "[data-id='jp-running-sessions']",
    ".Toastify__toast",
)
FOR_INSTRUCTORS = (
    ".jp-NotebookPanel-toolbar",
    ".jp-cell-toolbar",
    "#jp-main-statusbar",
    ".lm-DockPanel-tabBar .lm-TabBar-addButton",
    "[data-id='jp-property-inspector']",
    "[data-id='jp-debugger-sidebar']",
    "[data-id='jp-running-sessions']",
)


def test_a_trainee_sees_the_lesson_and_no_furniture(room: Room) -> None:
    page = room.open(ONE)
    for name in FURNITURE:
        expect(page.locator(name).locator("visible=true")).to_have_count(0)
    assert [text for text in page.said if "failed to activate" in text] == []  # type: ignore[attr-defined]


def test_an_instructor_has_all_of_it_back(tmp_path: Path, browser: Browser) -> None:
    with Lab(shipped(tmp_path), instructor=True) as lab:
        page = lab.open(browser.page(), f"notebooks/{ONE}")
        wait_ready(page)
        page.locator(".jp-MarkdownCell").first.click()
        for name in FOR_INSTRUCTORS:
            expect(page.locator(name).locator("visible=true").first).to_be_visible()
        expect(page.locator(".jp-CodeCell .jp-InputArea").locator("visible=true")).to_have_count(0)
        page.context.close()


# ---- how it looks ----


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_line(room: Room, dark: bool) -> None:
    page = room.open(TWO, dark=dark)
    for kind in ("ready", "stopped"):
        if kind == "stopped":
            page.get_by_role("menuitem", name="Kernel", exact=True).click()
            page.get_by_role("menuitem", name="Shut Down Kernel", exact=True).click()
        expect(banner(page, kind)).to_be_visible(timeout=READY)
        found = Axe().run(page, context=".course-banner", options=RULES).response
        assert len(found["passes"]) > 5
        assert [f"{v['id']}: {node['html']}" for v in found["violations"] for node in v["nodes"]] == []
        for target in banner(page).locator("a, button").locator("visible=true").all():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 900, 1), (800, 900, 1), (640, 450, 2)])
def test_nothing_is_cut_off_at_any_width_or_zoom(
    lab: Lab, browser: Browser, width: int, height: int, scale: int, dark: bool
) -> None:
    context = browser._chromium.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if dark else "light",
    )
    page = lab.open(context.new_page(), f"notebooks/{TWO}")
    wait_ready(page)
    expect(page.locator(f"[data-item='{ITEM}']")).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    sideways = page.evaluate(
        """() => ['.course-banner', '.jp-WindowedPanel-outer', '.jp-OutputArea-output'].flatMap(
            name => [...document.querySelectorAll(name)].filter(node => node.scrollWidth > node.clientWidth + 1)
        ).map(node => node.className)"""
    )
    assert sideways == []
    line = banner(page).bounding_box()
    assert line is not None
    for part in banner(page).locator("a, button, p").locator("visible=true").all():
        box = part.bounding_box()
        assert box is not None
        assert line["x"] <= box["x"]
        assert box["x"] + box["width"] <= line["x"] + line["width"]
        assert line["y"] <= box["y"]
        assert box["y"] + box["height"] <= line["y"] + line["height"]
    context.close()
