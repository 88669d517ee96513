"""The body chart by keyboard, by pointer and by its names; the drawing and the list always say the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.lab import Browser
from playwright.sync_api import Locator, Page, expect

from course_tools.content import load_body
from course_tools.widgets.body import BodyChart, choose_areas, heat_map, show_areas

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DARK = (
    "--jp-ui-font-color1: #e0e0e0; --jp-layout-color1: #111; --jp-layout-color2: #2b2b2b; background: #111; color: #eee"
)
FRAME = """<!doctype html><html lang="en"><head><title>Body chart</title><style>%s
body { font-family: sans-serif; margin: 1rem; background: #fff; }</style></head>
<body data-jp-theme-light="%s" style="%s"><main><h1>Body chart</h1></main></body></html>"""
MOUNT = """async ({code, kept}) => {
  const module = await import(URL.createObjectURL(new Blob([code], {type: "text/javascript"})));
  const heard = [];
  window.model = {
    get: (name) => kept[name],
    set: (name, value) => { kept[name] = value; },
    save_changes: () => {},
    on: (event, call) => heard.push(call),
    off: () => {},
    change: (value) => { kept.chosen = value; heard.forEach((call) => call()); },
  };
  const el = document.createElement("div");
  document.querySelector("main").append(el);
  module.default.render({model: window.model, el});
}"""
#: Areas that hold no square of 24 pixels on a page of 800: slim by nature, so the list is the way that is large enough.
SLIM = {"neck", "elbow", "forearm", "wrist", "hip", "ankle", "crown"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


def opened(page: Page, chart: BodyChart, *, dark: bool = False) -> Page:
    page.set_content(FRAME % (BodyChart._css, "false" if dark else "true", DARK if dark else ""))
    page.evaluate(MOUNT, {"code": str(BodyChart._esm), "kept": {"card": chart.card, "chosen": chart.chosen}})
    return page


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    shown = opened(browser.page(width=800), choose_areas("Where does it hurt?"))
    yield shown
    assert shown.said == []
    shown.context.close()


def drawn(page: Page, name: str) -> Locator:
    return page.locator("svg").get_by_role("checkbox", name=name, exact=True)


def listed(page: Page, group: str, name: str) -> Locator:
    return page.get_by_role("group", name=group, exact=True).get_by_role("checkbox", name=name, exact=True)


def chosen(page: Page) -> list[int]:
    return page.evaluate("window.model.get('chosen')")


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 10
    return [f"{v['id']}: {node['html'][:150]}" for v in found["violations"] for node in v["nodes"]]


def test_every_area_is_a_named_checkbox_in_the_drawing_and_in_the_list(page: Page):
    tree = page.locator("section").aria_snapshot()
    for area in load_body().values():
        assert f'checkbox "{area.label}"' in tree
        expect(drawn(page, area.label)).to_have_count(1)
        group = f"{area.view.capitalize()}: {area.part.replace('-', ' ')}"
        expect(listed(page, group, f"{area.name}, {area.side}")).to_have_count(1)
    assert tree.count('checkbox "') == 2 * 74
    for view in ("Front", "Back"):
        expect(page.get_by_role("group", name=f"{view} of the body", exact=True)).to_be_visible()


def test_by_keyboard_alone_an_area_is_chosen_and_let_go(page: Page):
    page.keyboard.press("Tab")
    expect(drawn(page, "Front, right: forehead")).to_be_focused()
    page.keyboard.press("Tab")
    expect(drawn(page, "Back, left: crown of the head")).to_be_focused()
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    expect(drawn(page, "Back, left: low back")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(drawn(page, "Back, right: low back")).to_be_focused()
    expect(page.locator(".cb-now")).to_have_text("Back, right: low back")
    page.keyboard.press("Space")
    expect(drawn(page, "Back, right: low back")).to_be_checked()
    expect(listed(page, "Back: trunk", "low back, right")).to_be_checked()
    expect(page.get_by_role("status")).to_have_text("1 area chosen.")
    assert chosen(page) == [219]
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(drawn(page, "Back, right: low back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(drawn(page, "Back, right: low back")).not_to_be_checked()
    assert chosen(page) == []


def test_the_list_and_the_drawing_always_say_the_same(page: Page):
    listed(page, "Front: hip and leg", "front of the knee, left").check()
    expect(drawn(page, "Front, left: front of the knee")).to_be_checked()
    drawn(page, "Front, left: shin").click()
    expect(listed(page, "Front: hip and leg", "shin, left")).to_be_checked()
    assert chosen(page) == [130, 132]
    page.evaluate("window.model.change([219])")
    expect(drawn(page, "Back, right: low back")).to_be_checked()
    expect(page.locator("[aria-checked=true]")).to_have_count(1)
    expect(page.locator("input:checked")).to_have_count(1)


@pytest.mark.parametrize(("view", "first"), [("front", 101), ("back", 201)])
def test_the_arrow_keys_lead_to_every_area_and_back(page: Page, view: str, first: int):
    label = load_body()[first].label
    steps: dict[str, list[str]] = {}
    waiting = [label]
    while waiting:
        here = waiting.pop()
        steps[here] = []
        for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
            drawn(page, here).focus()
            page.keyboard.press(key)
            there = page.evaluate("document.activeElement.getAttribute('aria-label')")
            steps[here].append(there)
            if there not in steps and there not in waiting:
                waiting.append(there)
    assert set(steps) == {area.label for area in load_body().values() if area.view == view}
    for start in steps:
        reached, edge = {start}, [start]
        while edge:
            edge = [there for here in edge for there in steps[here] if there not in reached]
            reached |= set(edge)
        assert label in reached


def test_focus_is_seen_as_a_ring_around_the_area(page: Page):
    page.keyboard.press("Tab")
    first = page.locator(".cb-area").first
    expect(page.locator(".cb-ring").first).to_have_attribute("d", first.get_attribute("d"))
    width = page.locator(".cb-ring").first.evaluate("e => parseFloat(getComputedStyle(e).strokeWidth)")
    assert width >= 3
    page.keyboard.press("Tab")
    expect(page.locator(".cb-ring").first).to_have_attribute("d", "")


def test_a_tap_chooses_where_the_finger_is(browser: Browser):
    context = browser._chromium.new_context(viewport={"width": 400, "height": 900}, has_touch=True)
    page = opened(context.new_page(), choose_areas("Where does it hurt?"))
    drawn(page, "Back, left: low back").tap()
    drawn(page, "Back, right: calf").tap()
    assert chosen(page) == [218, 234]
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    context.close()


def test_areas_are_large_enough_to_hit_at_800_pixels_or_are_slim_limbs_that_the_list_has_too(page: Page):
    for area in page.locator(".cb-area").all():
        box = area.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        room = area.evaluate(ROOM)
        assert room >= 17
        if room < 24:
            assert SLIM & set(area.get_attribute("aria-label").split()), (area.get_attribute("aria-label"), room)
    for row in page.locator(".cq-choice").all():
        box = row.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


#: The side of the largest upright square, in pixels, that fits into an area.
ROOM = """path => {
  const scale = path.getScreenCTM().a;
  const {x, y, width, height} = path.getBBox();
  const holds = (cx, cy, h) => [-1, 0, 1].every((i) => [-1, 0, 1].every((j) =>
    path.isPointInFill(new DOMPoint(cx + i * h, cy + j * h))));
  let best = 0;
  for (let i = 1; i < 30; i += 1) {
    for (let j = 1; j < 30; j += 1) {
      while (holds(x + width * i / 30, y + height * j / 30, best + 0.25)) best += 0.25;
    }
  }
  return 2 * best * scale;
}"""


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, 800, 1280])
def test_a_checker_of_accessibility_finds_nothing(browser: Browser, width: int, dark: bool):
    for chart in (
        choose_areas("Where does it hurt?", "both", [219, 104]),
        show_areas("Where hands may go", {"No touch": [218, 219], "Light touch": [107, 203]}),
        heat_map("What 30 trainees chose", {219: 30, 218: 4, 209: 12, 226: 1, 104: 20}, 30),
    ):
        page = opened(browser.page(width=width), chart, dark=dark)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.context.close()


def test_a_chart_to_look_at_is_a_picture_with_words_and_a_table(browser: Browser):
    page = opened(browser.page(width=800), heat_map("What 30 trainees chose", {219: 30, 218: 4}, 30))
    expect(
        page.get_by_role("img", name="Back of the body. The table below has the numbers of 30 people.")
    ).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    assert page.get_by_role("row").all_inner_texts() == [
        "Area\tOf 30",
        "Back, right: low back\t30",
        "Back, left: low back\t4",
    ]
    assert page.locator("svg text").all_text_contents() == ["4", "30"]
    page.context.close()


def test_with_forced_colors_a_choice_is_seen_by_its_sign_and_a_system_color(browser: Browser):
    page = browser.page(width=800)
    page.emulate_media(forced_colors="active")
    opened(page, choose_areas("Where does it hurt?", "back", [219]))
    fill = "e => getComputedStyle(e).fill"
    on, off = drawn(page, "Back, right: low back"), drawn(page, "Back, left: low back")
    assert on.evaluate(fill) != off.evaluate(fill)
    expect(page.locator("svg text")).to_have_text(["✓"])
    sign = page.locator("svg text").evaluate(fill)
    assert sign != on.evaluate(fill)
    page.context.close()
