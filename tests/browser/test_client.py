"""Meeting a virtual client in a real browser: by keyboard alone, saved at every step, clean for axe-core."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.lab import Browser, Lab, notebook, wait_ready, write_notebook
from playwright.sync_api import Locator, Page, expect

from course_tools.content import load_case
from course_tools.content.case import Deed
from course_tools.encounter import seed_of
from course_tools.encounter.path import as_far_as_open

pytestmark = pytest.mark.browser
SPA, CLINIC, COLD = "spa-birthday-back-03", "clinic-night-back-04", "spa-cold-feet-01"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LOG = "my-progress/clients.jsonl"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root = tmp_path_factory.mktemp("course")
    for case in (SPA, CLINIC, COLD):
        cells = ["# Lesson: a client", "from course_tools.lesson import client", f'client("{case}")']
        write_notebook(root / f"notebooks/{case}.ipynb", notebook(cells))
    with Lab(root) as started:
        yield started


@pytest.fixture(autouse=True)
def nobody_was_met(lab: Lab) -> None:
    shutil.rmtree(lab.root / "my-progress", ignore_errors=True)


def meet(lab: Lab, browser: Browser, case: str, **how: object) -> tuple[Page, Locator]:
    page = lab.open(browser.page(**how), f"notebooks/{case}.ipynb")
    wait_ready(page)
    shown = page.locator(f"[data-client='{case}']")
    expect(shown).to_be_visible()
    return page, shown


def saved(lab: Lab) -> list[str]:
    path: Path = lab.root / LOG
    return [json.loads(line)["action"] for line in path.read_text(encoding="utf-8").splitlines()]


def tab_to(page: Page, wanted: Locator, most: int = 40) -> None:
    expect(wanted).to_be_visible()
    for _ in range(most):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not lead there")


def focused(page: Page) -> str:
    return " ".join(page.evaluate("document.activeElement.textContent").split())


def press_through(page: Page, shown: Locator, path: Iterable[str | Deed]) -> None:
    """Play a path with Tab, Enter, Space and arrow keys, from the first control on."""
    shown.locator(".cc-next button:visible, .cc-next input:visible").first.focus()
    for step in path:
        name, answer = (step.name, step.answer) if isinstance(step, Deed) else (step, {})
        lines = shown.locator(".cc-line").count()
        if answer:
            fill(page, shown, name, answer)
        elif "." in name and not name.startswith(("consent.", "measure.")):
            decide(page, shown, name)
        else:
            backwards_or_on(page, shown.locator(f"[data-action='{name}']"))
            page.keyboard.press("Enter")
        expect(shown.locator(".cc-line").nth(lines)).to_be_visible()
        expect(shown.locator("[data-role='status']")).to_contain_text("Saved.")


def backwards_or_on(page: Page, wanted: Locator) -> None:
    """The focus may stand behind what is wanted: a keyboard user then goes back."""
    here = wanted.evaluate("e => e.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING")
    for _ in range(40):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if here else "Tab")
    raise AssertionError("the Tab key does not lead there")


def fill(page: Page, shown: Locator, name: str, answer: Mapping[str, Any]) -> None:
    """Answer a form by keyboard: beliefs, a session's plan, a reaction."""
    start = shown.get_by_role("button", name="I have heard enough")
    if start.is_visible():
        backwards_or_on(page, start)
        page.keyboard.press("Enter")
    form = shown.locator(f"form[data-form='{name}']")
    expect(form.locator("input").first).to_be_focused()
    for field, value in answer.items():
        part = form.locator(f"[data-field='{field}']")
        if part.evaluate("e => e.tagName") == "INPUT":
            tab_to(page, part)
            page.keyboard.type(str(value))
        elif isinstance(value, list):
            for each in value:
                tab_to(page, part.locator(f"input[value='{each}']"))
                page.keyboard.press("Space")
        else:
            tab_to(page, part.locator("input").first)
            page.keyboard.press("Space")
            wanted = part.locator(f"input[value='{value}']")
            for _ in range(8):
                if wanted.is_checked():
                    break
                page.keyboard.press("ArrowDown")
            expect(wanted).to_be_checked()
    tab_to(page, form.get_by_role("button").first)
    page.keyboard.press("Enter")


def expert(case: str) -> list[Deed]:
    """What the expert does in the first try, with all that goes without saying."""
    client = load_case(case)
    way = as_far_as_open(client, next(iter(client.experts.values())).path, seed_of(client, 1))
    return [Deed(step.action.name, step.given) for step in way.steps]


def decide(page: Page, shown: Locator, name: str) -> None:
    start = shown.get_by_role("button", name="I have heard enough: decide")
    if start.is_visible():
        tab_to(page, start)
        page.keyboard.press("Enter")
    wanted = shown.locator(f"input[value='{name}']")
    expect(shown.locator("input[type=radio]").first).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(6):
        if wanted.is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()
    tab_to(page, shown.get_by_role("button", name="This is what I do"))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("case", [SPA, CLINIC, COLD])
def test_the_experts_way_by_keyboard_alone(lab: Lab, browser: Browser, case: str):
    page, shown = meet(lab, browser, case)
    path = expert(case)
    press_through(page, shown, path)
    assert saved(lab) == [deed.name for deed in path]
    verdict = shown.locator(".cc-verdict")
    expect(verdict).to_be_focused()
    expect(verdict).to_have_text("As the expert did it, or very nearly.")
    expect(shown.locator(".cc-parts")).to_contain_text("99 of 100" if case == SPA else "100 of 100")
    page.context.close()


def test_the_focus_goes_where_one_goes_next(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, CLINIC)
    shown.locator("[data-action='q-hope']").focus()
    page.keyboard.press("Enter")
    expect(shown.locator("[data-action='q-hope']")).to_have_count(0)
    assert focused(page) == " ".join(shown.locator("[data-group='ask'] button").first.inner_text().split())
    shown.locator("[data-action='consent.look-back']").focus()
    page.keyboard.press("Enter")
    expect(shown.locator("[data-action='look-back']")).to_be_focused()
    expect(shown.locator(".cc-talk")).to_contain_text("May I look at your back")
    page.keyboard.press("Enter")
    expect(shown.locator(".cc-room")).to_contain_text("pale scar")
    expect(shown.locator("[data-group='look'] button").first).to_be_focused()
    expect(shown.locator(".cc-room")).to_be_in_viewport()
    page.context.close()


def test_when_the_minutes_are_over_only_the_decision_is_left(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, CLINIC)
    for number in range(load_case(CLINIC).decide[0].asking):
        shown.locator("[data-group='ask'] button").first.click()
        expect(shown.locator(".cc-talk .cc-client")).to_have_count(number + 1)
    expect(shown.locator(".cc-next")).to_contain_text("There is no time for more questions: decide now.")
    expect(shown.locator("input[type=radio]").first).to_be_focused()
    page.context.close()


def test_replies_are_announced_one_by_one(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, SPA)
    talk = shown.get_by_role("log", name="The conversation with Irene")
    assert talk.get_attribute("aria-live") == "polite"
    page.evaluate(
        "() => { window.added = []; new MutationObserver(all => all.forEach(m => m.addedNodes.forEach(n => "
        "window.added.push(n.innerText)))).observe(document.querySelector('.cc-talk'), {childList: true}); }"
    )
    for number, action in enumerate(("q-hope", "q-start"), start=1):
        shown.locator(f"[data-action='{action}']").click()
        expect(shown.locator(".cc-talk .cc-client")).to_have_count(number)
    added = page.evaluate("window.added")
    assert len(added) == 4
    assert len(set(added)) == 4
    page.context.close()


def test_a_client_opens_where_it_was_left_and_nothing_hidden_is_on_the_page(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, CLINIC)
    press_through(page, shown, ("q-hope", "q-night"))
    page.context.close()
    page, shown = meet(lab, browser, CLINIC)
    expect(shown.locator(".cc-talk .cc-line")).to_have_count(4)
    expect(shown.locator(".cc-clock")).to_contain_text("2 of 12 minutes")
    assert "nine years ago" not in page.content()
    assert "pale scar" not in page.content()
    page.context.close()


def test_a_failed_gate_is_said_with_the_way_on_and_the_client_can_be_met_again(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, CLINIC)
    press_through(page, shown, ("q-hope", "plan.work-deep"))
    report = shown.locator(".cc-report")
    expect(report).to_contain_text("Stop here first: this way is not safe.")
    expect(report).to_contain_text("No harm done: this is practice.")
    expect(report).to_contain_text("The way on: leave the back alone")
    expect(report).to_contain_text("You decided before you asked about cancer.")
    tab_to(page, report.get_by_role("button", name="Meet Paula again"), most=80)
    page.keyboard.press("Enter")
    expect(shown.locator(".cc-talk .cc-line")).to_have_count(0)
    expect(report).to_be_hidden()
    expect(shown.locator(".cc-next button").first).to_be_focused()
    press_through(page, shown, ("q-cancer",))
    assert saved(lab) == ["q-hope", "plan.work-deep", "q-cancer"]
    page.context.close()


def test_a_belief_is_set_beside_bayes_in_people_and_in_words(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, COLD)
    press_through(page, shown, ("q-hope", "q-feeling"))
    press_through(page, shown, (Deed("believe.plan", {"reduced-feeling": 30, "full-feeling": 70}),))
    line = shown.locator(".cc-bayes")
    expect(line).to_contain_text("it ends in one of three: ask more, adapt, or refer. Never in a name.")
    expect(line.get_by_role("img", name="As you said, of 100 people")).to_be_visible()
    by_bayes = line.get_by_role("img", name="By Bayes, from what you found, of 100 people")
    expect(by_bayes).to_have_attribute("aria-label", re.compile("56 reduced feeling in the feet"))
    assert by_bayes.locator("rect, circle").count() == 100
    expect(shown.locator("input[type=radio]").first).to_be_focused()
    page.context.close()


def test_numbers_that_are_no_whole_are_said_and_stay(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, COLD)
    press_through(page, shown, ("q-hope",))
    shown.get_by_role("button", name="I have heard enough").click()
    form = shown.locator("form")
    form.locator("[data-field='reduced-feeling']").fill("60")
    form.locator("[data-field='full-feeling']").fill("60")
    expect(form.get_by_role("status")).to_have_text("Together: 120 of 100.")
    form.get_by_role("button", name="This is what I think").click()
    expect(shown.locator("[data-role='status']")).to_contain_text(
        "Your numbers add up to 120; they must add up to 100."
    )
    expect(form.locator("[data-field='full-feeling']")).to_have_value("60")
    assert saved(lab) == ["q-hope"]
    page.context.close()


def test_the_client_speaks_on_the_table_and_is_heard(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, COLD)
    way = expert(COLD)
    until = [deed.name for deed in way].index("hands.plan")
    firm = Deed("hands.plan", {**way[until].answer, "pressure": 4})
    press_through(page, shown, [*way[:until], firm])
    expect(shown.locator(".cc-client").last).to_contain_text("She draws in her breath.")
    expect(shown.locator("form")).to_contain_text("Stop, and say why")
    press_through(page, shown, way[until + 1 :])
    expect(shown.locator(".cc-report")).to_contain_text("On the client's own scale of comfort, 1 to 10, this is 6")
    page.context.close()


def test_a_learner_goes_on_from_a_step_and_chooses_otherwise(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, CLINIC)
    press_through(page, shown, ("q-hope", "q-cancer", "plan.work-deep"))
    report = shown.locator(".cc-report")
    choose = report.get_by_label("Or go on from a step of this try")
    expect(choose).to_have_value("2")
    tab_to(page, report.get_by_role("button", name="Go on from there"), most=120)
    page.keyboard.press("Enter")
    expect(report).to_be_hidden()
    expect(shown.locator(".cc-talk .cc-line")).to_have_count(4)
    press_through(page, shown, ("q-night",))
    assert saved(lab) == ["q-hope", "q-cancer", "plan.work-deep", "q-hope", "q-cancer", "q-night"]
    page.context.close()


def test_scores_are_drawn_with_error_and_importance_and_told_in_a_table(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, SPA)
    press_through(page, shown, expert(SPA))
    picture = shown.locator(".cc-report .cc-scores")
    expect(
        picture.get_by_role("img", name=re.compile("^Roland-Morris score, 0 to 24. Start: [0-9]+; Week 4"))
    ).to_be_visible()
    expect(picture.get_by_role("table", name="The scores")).to_contain_text("Week 4")
    expect(picture).to_contain_text("where error alone may take a score")
    expect(shown.locator(".cc-report")).to_contain_text("What each question was worth")
    page.context.close()


def test_a_lost_kernel_is_said_and_nothing_can_be_pressed(lab: Lab, browser: Browser):
    page, shown = meet(lab, browser, SPA)
    press_through(page, shown, ("q-hope",))
    for kernel in lab.kernels():
        lab.api("DELETE", f"kernels/{kernel['id']}")
    expect(shown.locator("[data-role='status']")).to_contain_text(
        "This page has lost its course. What was saved is safe."
    )
    assert shown.locator(".cc-next button:enabled").count() == 0
    assert saved(lab) == ["q-hope"]
    page.context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_at_the_door_in_talk_in_deciding_and_at_the_end(lab: Lab, browser: Browser, dark: bool):
    page, shown = meet(lab, browser, CLINIC, dark=dark)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false" if dark else "true")
    assert violations(page) == []
    press_through(page, shown, ("q-hope", "q-cancer", "consent.look-back", "look-back"))
    assert violations(page) == []
    shown.get_by_role("button", name="I have heard enough: decide").click()
    assert violations(page) == []
    shown.locator("input").first.check()
    shown.get_by_role("button", name="Ask more first").click()
    press_through(page, shown, ("plan.work-deep",))
    for why in shown.locator("summary").all():
        why.evaluate("e => e.parentElement.open = true")
    assert violations(page) == []
    page.context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_beliefs_on_the_table_and_over_the_visits(lab: Lab, browser: Browser, dark: bool):
    page, shown = meet(lab, browser, COLD, dark=dark)
    press_through(page, shown, ("q-hope", "q-feeling"))
    shown.get_by_role("button", name="I have heard enough").click()
    assert violations(page) == []
    shown.get_by_role("button", name="Ask more first").click()
    way = expert(COLD)
    press_through(page, shown, [Deed("believe.plan", {"reduced-feeling": 30, "full-feeling": 70})])
    press_through(page, shown, ["plan.no-heat", "consent.hands"])
    assert violations(page) == []
    press_through(page, shown, [deed for deed in way if deed.name.startswith("hands.")])
    page.context.close()
    page, shown = meet(lab, browser, SPA, dark=dark)
    press_through(page, shown, expert(SPA))
    for why in shown.locator("summary").all():
        why.evaluate("e => e.parentElement.open = true")
    assert violations(page) == []
    page.context.close()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, context=".jp-NotebookPanel .jp-Notebook .cc", options=RULES).response
    assert len(found["passes"]) > 10
    return [f"{v['id']}: {v['help']}: {node['html'][:150]}" for v in found["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("width", [800, 1280])
def test_nothing_is_cut_off_or_too_small_to_hit(lab: Lab, browser: Browser, width: int):
    page, shown = meet(lab, browser, CLINIC, width=width)
    sizes(shown, width)
    press_through(page, shown, ("q-hope", "consent.look-back", "look-back"))
    sizes(shown, width)
    press_through(page, shown, ("plan.doctors-note",))
    sizes(shown, width)
    page.context.close()


@pytest.mark.parametrize("width", [800, 1280])
def test_forms_and_pictures_fit_the_page(lab: Lab, browser: Browser, width: int):
    page, shown = meet(lab, browser, COLD, width=width)
    way = expert(COLD)
    until = [deed.name for deed in way].index("hands.plan")
    press_through(page, shown, way[:until])
    sizes(shown, width)
    press_through(page, shown, way[until:])
    sizes(shown, width)
    page.context.close()


def sizes(shown: Locator, width: int) -> None:
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert shown.evaluate("e => e.scrollWidth <= e.clientWidth")
    for control in shown.locator("button:visible, summary:visible, label:visible").all():
        each = control.bounding_box()
        assert each is not None
        assert each["height"] >= 24, control.inner_text()
        assert each["width"] >= 24, control.inner_text()
