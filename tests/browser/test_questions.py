"""Every type of question by keyboard alone, by its name in the accessibility tree, and clean for axe-core."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.lab import REPOSITORY, Browser, Lab, wait_ready
from playwright.sync_api import Locator, Page, expect

from course_tools.content import load_lesson

pytestmark = pytest.mark.browser
LESSON = "notebooks/2-differences/01-purpose.ipynb"
PRACTICE = load_lesson("purpose").questions
ROLES = {
    "pick": "checkbox",
    "key_features": "checkbox",
    "match": "combobox",
    "number": "textbox",
    "true_false_set": "group",
    "claim": "group",
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
    with Lab(root) as started:
        yield started


@pytest.fixture(scope="module")
def page(lab: Lab, browser: Browser) -> Page:
    opened = lab.open(browser.page(), LESSON)
    wait_ready(opened)
    return opened


def one_of(kind: str) -> str:
    return next(item for item, question in PRACTICE.items() if question.prompt.type == kind)


def card(page: Page, item: str) -> Locator:
    found = page.locator(f"[data-item='{item}']").first
    found.scroll_into_view_if_needed()
    return found


def saved(lab: Lab, item: str) -> list[dict]:
    path = lab.root / "my-progress/practice.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line for line in map(json.loads, lines) if line["item"] == item]


def tab_to(page: Page, wanted: Locator, most: int = 40) -> None:
    for _ in range(most):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not lead there")


def start_at(shown: Locator) -> None:
    """Put the focus before a question, as a keyboard user who has read so far."""
    shown.locator("input:enabled, select:enabled, button:enabled").first.focus()


@pytest.mark.parametrize("item", PRACTICE)
def test_groups_and_controls_have_their_names_in_the_accessibility_tree(page: Page, item: str):
    shown = card(page, item)
    prompt = PRACTICE[item].prompt
    tree = shown.aria_snapshot()
    assert 'group "How sure are you?"' in tree
    for word in ("Not very", "Fairly", "Very"):
        assert f'radio "{word}"' in tree
    for option in prompt.options:
        text = " ".join(option.text.split())
        if prompt.type == "order":
            assert shown.get_by_role("button", name=f"Move up: {text}", exact=True).count() == 1
        else:
            role = ROLES.get(prompt.type, "radio")
            assert shown.get_by_role(role, name=text, exact=True).count() == 1
    if prompt.type == "number":
        assert shown.get_by_role("combobox", name="Unit", exact=True).count() == 1
    label = shown.locator(".cq-label").text_content()
    assert page.get_by_role("region", name=label, exact=True).count() >= 1
    described = shown.locator(".cq-area").get_attribute("aria-describedby")
    assert prompt.stem.split()[0] in page.locator(f"#{described}").text_content()
    expect(shown.get_by_role("status")).to_have_count(1)


def test_targets_are_at_least_24_pixels(page: Page):
    for item in PRACTICE:
        for label in card(page, item).locator("label.cq-choice, button:visible").all():
            box = label.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("kind", ["best", "triage"])
def test_one_of_several_by_keyboard(page: Page, lab: Lab, kind: str):
    shown = card(page, one_of(kind))
    start_at(shown)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    chosen = shown.locator(".cq-area input:checked")
    expect(chosen).to_have_count(1)
    value = chosen.get_attribute("value")
    tab_to(page, shown.get_by_label("Not very"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    tab_to(page, shown.get_by_role("button", name="Check my answer"))
    page.keyboard.press("Enter")
    expect(shown.locator("[data-role='status']")).to_contain_text("Saved")
    assert [(line["answer"], line["sure"]) for line in saved(lab, one_of(kind))] == [(value, "middle")]
    expect(shown.locator(".cq-feedback")).to_be_focused()


def test_true_and_false_by_keyboard(page: Page, lab: Lab):
    shown = card(page, one_of("true_false_set"))
    start_at(shown)
    count = shown.locator(".cq-statement").count()
    for number in range(count):
        group = shown.locator(".cq-statement").nth(number)
        tab_to(page, group.locator("input").first)
        page.keyboard.press("Space")
        if number == 0:
            page.keyboard.press("ArrowRight")
        if number == 1:
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
    tab_to(page, shown.get_by_role("button", name="Check my answer"))
    page.keyboard.press("Space")
    expect(shown.locator("[data-role='status']")).to_contain_text("Saved")
    answer = saved(lab, one_of("true_false_set"))[0]["answer"]
    assert sorted(answer.values()) == [False, *[True] * (count - 2)]  # the second was left blank


def test_an_order_by_keyboard_keeps_the_focus_on_the_step_that_moves(page: Page, lab: Lab):
    item = one_of("order")
    shown = card(page, item)
    before = shown.locator(".cq-step-text").all_text_contents()
    up = shown.get_by_role("button", name=f"Move up: {before[-1]}", exact=True)
    start_at(shown)
    tab_to(page, up)
    for _ in range(len(before) - 1):
        page.keyboard.press("Enter")
    expect(shown.locator("[data-role='status']")).to_contain_text(f"is now step 1 of {len(before)}")
    expect(shown.locator("[data-role='status']")).to_contain_text("Not saved yet")
    assert saved(lab, item) == []  # an order is an answer only once it is declared one
    assert shown.get_by_role("button", name=f"Move down: {before[-1]}", exact=True).evaluate(
        "e => e === document.activeElement"
    )
    tab_to(page, shown.get_by_role("button", name="This is my order"))
    page.keyboard.press("Enter")
    expect(shown.locator("[data-role='status']")).to_contain_text("Saved")
    prompt = PRACTICE[item].prompt
    texts = [prompt.text_of(option).strip() for option in saved(lab, item)[0]["answer"]]
    assert texts == [before[-1], *before[:-1]]


def test_picking_by_keyboard_stops_at_the_number_that_is_asked_for(page: Page, lab: Lab):
    item = one_of("pick")
    shown = card(page, item)
    k = PRACTICE[item].prompt.limits["k"]
    boxes = shown.get_by_role("checkbox")
    start_at(shown)
    for number in range(k + 1):
        tab_to(page, boxes.nth(number))
        page.keyboard.press("Space")
    expect(shown.locator("input[type=checkbox]:checked")).to_have_count(k)
    expect(shown.locator("[data-role='status']")).to_contain_text(f"You have chosen {k} already")
    tab_to(page, shown.get_by_role("button", name="Check my answer"))
    page.keyboard.press("Enter")
    expect(shown.locator("[data-role='status']")).to_contain_text("Saved")
    assert len(saved(lab, item)[0]["answer"]) == k


def test_matching_by_keyboard(page: Page, lab: Lab):
    item = one_of("match")
    shown = card(page, item)
    start_at(shown)
    for number in range(len(PRACTICE[item].prompt.options)):
        tab_to(page, shown.get_by_role("combobox").nth(number))
        for _ in range(number + 1):
            page.keyboard.press("ArrowDown")
    tab_to(page, shown.get_by_role("button", name="Check my answer"))
    page.keyboard.press("Enter")
    expect(shown.locator("[data-role='status']")).to_contain_text("Saved")
    answer = saved(lab, item)[0]["answer"]
    assert len(set(answer.values())) == len(PRACTICE[item].prompt.options)


def test_a_number_by_keyboard_with_a_hint_and_a_slip(page: Page, lab: Lab):
    item = one_of("number")
    shown = card(page, item)
    hint = shown.get_by_role("button", name="Hint")
    hint.focus()
    page.keyboard.press("Enter")
    expect(shown.locator(".cq-hints")).to_contain_text("Hint 1:")
    expect(hint).to_be_hidden()
    field = shown.get_by_role("textbox")
    field.focus()
    page.keyboard.type("ten")
    page.keyboard.press("Tab")
    expect(shown.locator("[data-role='status']")).to_contain_text("Type a number, such as 2.5.")
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("9,75")
    page.keyboard.press("Tab")
    page.keyboard.type("weeks")
    tab_to(page, shown.get_by_role("button", name="Check my answer"))
    page.keyboard.press("Enter")
    expect(shown.locator("[data-role='status']")).to_contain_text("Saved")
    assert saved(lab, item)[0]["answer"] == {"value": 9.75, "unit": "weeks"}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_before_and_after_answering(lab: Lab, browser: Browser, dark: bool):
    shutil.rmtree(lab.root / "my-progress", ignore_errors=True)
    page = lab.open(browser.page(dark=dark), LESSON)
    wait_ready(page)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false" if dark else "true")
    assert violations(page) == []
    for kind in sorted({question.prompt.type for question in PRACTICE.values()}):
        shown = card(page, one_of(kind))
        if kind == "number":
            shown.get_by_role("textbox").fill("3")
        if kind in ("match", "number"):
            shown.get_by_role("combobox").first.select_option(index=1)
        elif kind != "order":
            shown.locator(".cq-area input").first.check()
        shown.locator(".cq-save").click()
        expect(shown.locator(".cq-feedback")).to_be_visible()
    assert violations(page) == []
    page.context.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds in the lesson's own part of the page: outputs and text, contrast included."""
    found = Axe().run(page, context=".jp-NotebookPanel .jp-Notebook", options=RULES).response
    assert len(found["passes"]) > 10
    return [
        f"{v['id']}: {v['help']}: {node['html'][:150]}"
        for v in found["violations"]
        for node in v["nodes"]
        if any(mark in node["html"] or mark in str(node["target"]) for mark in ("cq", "cx", "course-"))
    ]


@pytest.mark.parametrize("width", [800, 1280])
def test_nothing_is_cut_off_at_the_side(lab: Lab, browser: Browser, width: int):
    page = lab.open(browser.page(width=width), LESSON)
    wait_ready(page)
    for item in PRACTICE:
        box = card(page, item).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    page.context.close()
