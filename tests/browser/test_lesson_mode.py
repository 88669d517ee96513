"""Lesson mode in a real JupyterLab: what starts by itself, what waits for a button, what never runs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from helpers.lab import REPOSITORY, Browser, Lab, banner, notebook, run_cell, wait_ready, write_notebook
from playwright.sync_api import Page, expect

from course_tools.content import load_lesson
from course_tools.lab.grammar import check_notebook, load_grammar

pytestmark = pytest.mark.browser

ITEM, OTHER = list(load_lesson("purpose").questions)[:2]
FIRST = "# This lesson\nfrom course_tools.lesson import practice"
CALL = f'# Practice\npractice("{ITEM}")'
LESSON = ["# Lesson", FIRST, CALL, f'practice("{OTHER}")']
SENTENCES = load_grammar()["sentences"]
STATIC = "lab/extensions/course-tools/static"
BROKEN = {"body": "throw new Error('broken')", "content_type": "text/javascript"}
SHADOWS = ("course_tools", "json", "anywidget", "traitlets", "sitecustomize", "usercustomize", "ipykernel_launcher")
CONFIGS = ("ipython_config", "ipython_kernel_config", "jupyter_config", "jupyter_server_config", "jupyter_lab_config")


@dataclass
class Place:
    """A running course with a browser; `canary` is a file that hostile code would write."""

    lab: Lab
    browser: Browser
    canary: Path

    @property
    def notebooks(self) -> Path:
        return self.lab.root / "notebooks"

    def hostile(self) -> list[str]:
        return [*LESSON, f"open({str(self.canary)!r}, 'w')"]

    def open(self, name: str, **size: Any) -> Page:
        return self.lab.open(self.browser.page(**size), f"notebooks/{name}")

    def assert_untouched(self, page: Page) -> None:
        """Nothing ran: the hostile file is not there, nor is any question."""
        assert not self.canary.exists()
        assert page.locator(".jp-NotebookPanel").get_attribute("data-course-runs") is None
        expect(page.locator("[data-item]")).to_have_count(0)


def lay_traps(folder: Path, canary: Path) -> None:
    """Modules and configuration that somebody put beside the lessons; each leaves its name in the canary."""
    for name in (*SHADOWS, *CONFIGS):
        code = f"with open({str(canary)!r}, 'a') as canary: canary.write({name!r} + chr(10))\n"
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    package = folder / "ipywidgets"
    package.mkdir()
    (package / "__init__.py").write_text(code, encoding="utf-8")
    (folder / "course.pth").write_text(f"import os; open({str(canary)!r}, 'w')\n", encoding="utf-8")


def save(page: Page) -> None:
    """Save as a trainee does, and wait until the server has it."""
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url):
        page.get_by_role("menuitem", name="File").click()
        page.get_by_role("menuitem", name="Save Notebook", exact=False).first.click()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    root = tmp_path_factory.mktemp("course")
    canary = tmp_path_factory.mktemp("canary") / "hostile-code-ran"
    write_notebook(root / "notebooks/0-start-here.ipynb", notebook(LESSON))
    write_notebook(root / "notebooks/keys.ipynb", notebook(LESSON))
    write_notebook(root / "notebooks/other.ipynb", notebook(["# Lesson", FIRST]))
    lay_traps(root / "notebooks", canary)
    lay_traps(root, canary)
    with Lab(root) as lab, Browser() as browser:
        yield Place(lab, browser, canary)


def test_a_shipped_lesson_starts_on_opening_with_no_code_in_sight(place: Place) -> None:
    page = place.open("0-start-here.ipynb")
    wait_ready(page)
    expect(banner(page).get_by_role("status")).to_have_text("Ready")
    expect(page.locator(f"[data-item='{ITEM}']")).to_be_visible()
    expect(page.locator(f"[data-item='{OTHER}']")).to_be_visible()
    for code in (".jp-CodeCell .jp-InputArea", ".jp-InputPrompt", ".jp-OutputPrompt", ".jp-Placeholder"):
        expect(page.locator(f".jp-NotebookPanel {code}").locator("visible=true")).to_have_count(0)
    assert page.locator(".jp-NotebookPanel").get_attribute("data-course-runs") == "1"


def test_modules_beside_a_lesson_are_never_imported(place: Place) -> None:
    page = place.open("0-start-here.ipynb")
    wait_ready(page)
    expect(page.locator(f"[data-item='{ITEM}']")).to_be_visible()
    assert not place.canary.exists(), place.canary.read_text()
    # The traps are real: any other Python that starts there walks into them.
    command = [sys.executable, "-c", "import json, ipywidgets"]
    subprocess.run(command, cwd=place.notebooks, check=False, capture_output=True)
    assert place.canary.exists()
    place.canary.unlink()


def test_running_a_lesson_does_not_change_its_file_and_closing_asks_nothing(place: Place) -> None:
    path = place.notebooks / "keys.ipynb"
    page = place.open("keys.ipynb")
    wait_ready(page)
    tab = page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", has_text="keys.ipynb")
    expect(tab).not_to_have_class("jp-mod-dirty")
    save(page)
    assert [cell["source"] for cell in nbformat.read(path, as_version=4).cells] == LESSON
    first = path.read_bytes()
    assert b"widget-" not in first
    assert b"language_info" not in first
    tab.locator(".lm-TabBar-tabCloseIcon").click()
    expect(tab).to_have_count(0)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    # Once more: what was stored is what will be stored.
    page = place.open("keys.ipynb")
    wait_ready(page)
    save(page)
    assert path.read_bytes() == first


def test_the_lessons_of_the_course_are_stored_as_saving_stores_them(place: Place) -> None:
    for path in sorted((REPOSITORY / "notebooks").rglob("*.ipynb")):
        content = json.loads(path.read_text(encoding="utf-8"))
        place.lab.api("PUT", f"contents/notebooks/{path.name}-copy.ipynb", {"type": "notebook", "content": content})
        assert (place.notebooks / f"{path.name}-copy.ipynb").read_bytes() == path.read_bytes(), path


def test_an_altered_lesson_runs_nothing_and_says_why(place: Place) -> None:
    write_notebook(place.notebooks / "altered.ipynb", notebook(place.hostile()))
    page = place.open("altered.ipynb")
    expect(banner(page, "refused").get_by_role("status")).to_have_text(SENTENCES["code"])
    expect(banner(page).get_by_role("button")).to_have_count(0)
    place.assert_untouched(page)


def test_a_hostile_notebook_that_the_server_signed_runs_nothing(place: Place) -> None:
    """Saving through JupyterLab or the contents API signs a notebook without rich output, hostile or not."""
    content = notebook(place.hostile())
    place.lab.api("PUT", "contents/notebooks/put.ipynb", {"type": "notebook", "content": content})
    known = place.lab.api("GET", "contents/notebooks/put.ipynb?type=notebook&content=1")
    assert all(cell["metadata"].get("trusted", True) for cell in known["content"]["cells"])
    page = place.open("put.ipynb")
    expect(banner(page, "refused")).to_be_visible()
    save(page)
    page.reload()
    expect(banner(page, "refused").get_by_role("status")).to_have_text(SENTENCES["code"], timeout=30_000)
    place.assert_untouched(page)


def test_a_duplicate_of_a_hostile_notebook_runs_nothing(place: Place) -> None:
    write_notebook(place.notebooks / "origin.ipynb", notebook(place.hostile()))
    copy = place.lab.api("POST", "contents/notebooks", {"copy_from": "notebooks/origin.ipynb"})
    page = place.open(copy["name"])
    expect(banner(page, "refused")).to_be_visible()
    place.assert_untouched(page)


def test_a_lesson_that_nobody_signed_waits_for_its_button(place: Place) -> None:
    """The server does not trust what came with pages of its own; without any, it trusts, and the grammar decides."""
    fetched = notebook(LESSON)
    page_of_its_own = {"text/plain": "A question", "text/html": "<p>A question</p><script>window.ran = 1</script>"}
    fetched["cells"][2]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": page_of_its_own}]
    write_notebook(place.notebooks / "fetched.ipynb", fetched)
    page = place.open("fetched.ipynb")
    button = banner(page, "ask").get_by_role("button", name="Start this lesson", exact=True)
    expect(button).to_be_visible()
    place.assert_untouched(page)
    assert page.evaluate("window.ran") is None
    button.click()
    wait_ready(page)
    expect(page.locator(f"[data-item='{ITEM}']")).to_be_visible()


def test_a_lesson_for_another_kernel_runs_nothing_and_says_why(place: Place) -> None:
    # In a folder without traps: any other kernel walks into them.
    write_notebook(place.notebooks / "plain/elsewhere.ipynb", notebook(LESSON, kernel="python3"))
    page = place.open("plain/elsewhere.ipynb")
    expect(banner(page, "refused").get_by_role("status")).to_have_text(SENTENCES["kernel"])
    place.assert_untouched(page)


def test_a_notebook_that_is_no_lesson_is_left_alone(place: Place) -> None:
    write_notebook(place.notebooks / "plain/mine.ipynb", notebook(["print(1 + 1)"], kernel="python3"))
    page = place.open("plain/mine.ipynb")
    expect(page.locator(".jp-CodeCell .jp-InputArea")).to_be_visible()
    expect(page.locator(".jp-NotebookPanel .jp-NotebookPanel-toolbar")).to_be_visible()
    run_cell(page, page.locator(".jp-OutputArea-output"))
    expect(page.locator(".jp-OutputArea-output")).to_have_text("2")
    expect(banner(page)).to_have_count(0)


def test_keys_and_clicks_do_not_alter_a_lesson(place: Place) -> None:
    page = place.open("keys.ipynb")
    wait_ready(page)
    cells = page.locator(".jp-NotebookPanel .jp-Cell")
    expect(cells).to_have_count(len(LESSON))
    prose = page.locator(".jp-MarkdownCell")
    prose.dblclick()
    for key in ("d", "d", "x", "b", "a", "m", "y", "Enter", "Escape", "v", "z", "Shift+m", "Control+Shift+ArrowDown"):
        prose.press(key)
    expect(cells).to_have_count(len(LESSON))
    expect(page.locator(".jp-MarkdownCell .cm-editor").locator("visible=true")).to_have_count(0)
    expect(page.locator(".jp-NotebookPanel .jp-CodeCell")).to_have_count(len(LESSON) - 1)


def test_a_keyboard_reaches_the_question_and_answers_it(place: Place) -> None:
    page = place.open("keys.ipynb")
    wait_ready(page)
    expect(page.locator(f"[data-item='{ITEM}']")).to_be_visible()
    page.locator(".jp-MarkdownCell").focus()
    inside = f"document.activeElement.matches(\"[data-item='{ITEM}'] input[type=radio]\")"
    presses = 0
    while not page.evaluate(inside):
        presses += 1
        assert presses < 30, "Tab does not reach the question"
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(f"[data-item='{ITEM}'] input[type=radio]:checked")).to_have_count(1)


def test_the_browsers_reader_gives_the_answers_of_pythons(place: Place) -> None:
    page = place.open("other.ipynb")
    grammar = load_grammar()
    cases = []
    for vector in [*grammar["accept"], *grammar["reject"]]:
        kernel = vector.get("kernel", "course")
        cells = vector["cells"]
        cases.append(
            {
                "nbformat": vector.get("nbformat", 4),
                "metadata": {"kernelspec": {"name": kernel}} if kernel else {},
                "cells": cells and [{"cell_type": "code", "source": c} if isinstance(c, str) else c for c in cells],
            }
        )
    found = page.evaluate(
        f"""async ([cases, grammar]) => {{
            const reader = await import('{place.lab.url}{STATIC}/grammar.js');
            return cases.map(nb => reader.checkNotebook(nb, grammar));
        }}""",
        [cases, grammar],
    )
    assert found == [check_notebook(nb) for nb in cases]


def test_a_link_between_lessons_opens_here_and_nowhere_else(place: Place) -> None:
    page = place.open("0-start-here.ipynb")
    wait_ready(page)
    follow = """async ([paths, path]) => {
        const { lessonPath } = await import(paths);
        const link = document.createElement('a');
        link.dataset.courseOpen = path;
        link.href = '#';
        document.querySelector('.jp-NotebookPanel .jp-MarkdownOutput').append(link);
        link.click();
        link.remove();
        return lessonPath(path);
    }"""
    paths = f"{place.lab.url}{STATIC}/paths.js"
    for bad in ("/etc/x.ipynb", "../x.ipynb", "a/../x.ipynb", "https://x/y.ipynb", "a\\b.ipynb", "notes.txt", "", "."):
        assert page.evaluate(follow, [paths, bad]) is None, bad
    assert page.evaluate(follow, [paths, "notebooks/other.ipynb"]) == "notebooks/other.ipynb"
    expect(page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab")).to_have_text(["other.ipynb"])


@pytest.mark.parametrize("module", ["start.js", "lesson.js"])
def test_jupyterlab_starts_although_lesson_mode_is_broken(place: Place, module: str) -> None:
    page = place.browser.page()
    page.route(f"**/course-tools/static/{module}", lambda route: route.fulfill(**BROKEN))
    place.lab.open(page, "notebooks/0-start-here.ipynb")
    expect(page.locator(".jp-NotebookPanel .jp-CodeCell .jp-InputArea").first).to_be_attached()


def test_without_its_rules_lesson_mode_runs_nothing(place: Place) -> None:
    page = place.browser.page()
    page.route("**/course-tools/static/grammar.json", lambda route: route.abort())
    place.lab.open(page, "notebooks/0-start-here.ipynb")
    expect(banner(page, "refused").get_by_role("status")).to_contain_text("could not be loaded")
    place.assert_untouched(page)


def test_lesson_mode_can_be_switched_off(place: Place) -> None:
    settings = place.lab.home / ".jupyter/lab/user-settings/course-tools/plugin.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"lessonMode": false}', encoding="utf-8")
    page = place.open("0-start-here.ipynb")
    expect(page.locator(".jp-CodeCell .jp-InputArea").first).to_be_visible()
    expect(banner(page)).to_have_count(0)
    shutil.rmtree(settings.parent)


def test_a_trainees_jupyterlab_holds_no_tools_for_programmers_or_instructors(place: Place) -> None:
    page = place.open("other.ipynb")
    wait_ready(page)
    config = json.loads(page.locator("#jupyter-config-data").text_content() or "")
    assert "@jupyter/nbgrader" in config["disabledExtensions"]
    for name in ("Property Inspector", "Debugger", "Assignment List", "Formgrader", "Create Assignment"):
        expect(page.get_by_role("tab", name=name)).to_have_count(0)
    page.get_by_role("menuitem", name="View").click()
    expect(page.locator(".lm-Menu")).to_be_visible()
    expect(page.locator(".lm-Menu").get_by_text("Debugger")).to_have_count(0)
    assert page.request.get(f"{place.lab.url}formgrader").status == 404
    expect(page.locator(".Toastify__toast")).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_a_lesson_fits_its_window(place: Place, width: int, dark: bool) -> None:
    page = place.open("0-start-here.ipynb", width=width, dark=dark)
    wait_ready(page)
    card = page.locator(f"[data-item='{ITEM}']")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["width"] >= 480
    assert page.evaluate("document.body.dataset.jpThemeLight") == str(not dark).lower(), "as the system is set"
