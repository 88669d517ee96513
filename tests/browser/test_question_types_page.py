"""Each type of question by keyboard alone and by its names, where it explains itself and where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from helpers.lab import Browser
from helpers.stage import play
from playwright.sync_api import Locator, Page, expect

from course_tools.authoring.bank import load_bank
from course_tools.content import Question
from course_tools.journal import AnswerBook, read
from course_tools.widgets.question import QuestionView, practice_view

pytestmark = pytest.mark.browser
BANK = Path(__file__).parents[1] / "grading/banks/ten-types.yaml"
QUESTIONS = {question.prompt.type: question for question in load_bank(BANK).questions}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as started:
        yield started


@pytest.fixture(params=["practice", "quiz"])
def mode(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def page(browser: Browser, tmp_path: Path, mode: str) -> Iterator[Page]:
    shown = play(browser.page(width=800), [view(question, tmp_path, mode) for question in QUESTIONS.values()])
    yield shown
    assert shown.said == []
    shown.context.close()


def view(question: Question, folder: Path, mode: str) -> QuestionView:
    book = AnswerBook(folder / "answers.jsonl", "ten-types")
    if mode == "practice":
        return practice_view(question, book, f"Practice: {question.prompt.type}")
    return QuestionView(question.prompt, book, mode=mode, label=f"Question: {question.prompt.type}")


def card(page: Page, kind: str) -> Locator:
    return page.locator(f"[data-item='{QUESTIONS[kind].id}']")


def tab_to(page: Page, wanted: Locator, most: int = 60) -> None:
    for _ in range(most):
        if wanted.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not lead there")


def press(page: Page, control: Locator) -> None:
    tab_to(page, control)
    page.keyboard.press("Space")


def choose(page: Page, group: Locator, name: str) -> None:
    """Choose a radio button: Tab into its group, then the arrow keys."""
    wanted = group.get_by_role("radio", name=name, exact=True)
    tab_to(page, group.get_by_role("radio").first)
    page.keyboard.press("Space")
    for _ in range(group.get_by_role("radio").count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrow keys do not lead to {name}")


def ranked(page: Page, shown: Locator) -> None:
    choose(page, shown.locator(".cq-area"), "Say the name from the door.")


def key_features(page: Page, shown: Locator) -> None:
    press(page, shown.get_by_role("checkbox", name="Call an ambulance."))
    page.keyboard.press("Shift+Tab")
    for name in ("Say what you saw and why it matters.", "Offer a cup of tea."):
        box = shown.get_by_role("checkbox", name=name)
        shown.locator(".cq-area input").first.focus()
        press(page, box)
    expect(shown.get_by_role("status")).to_contain_text("You have chosen 2 already. Take one away first.")
    expect(shown.locator("input:checked[type=checkbox]")).to_have_count(2)


def claim(page: Page, shown: Locator) -> None:
    for conclusion, grade in {
        "Such a course lowered pain compared with usual care.": "Supported",
        "Massage lowers pain for years.": "Not supported",
        "Massage mends what causes the pain.": "Leave blank",
    }.items():
        shown.locator(".cq-area input").first.focus()
        choose(page, shown.get_by_role("group", name=conclusion, exact=True), grade)


def contrast(page: Page, shown: Locator) -> None:
    for group, name in {
        "Ruth: what do you do?": "Work around the sore place.",
        "Ana: what do you do?": "Work deep on the calf.",
        "What decides between them?": "Warmth and swelling.",
    }.items():
        choose(page, shown.get_by_role("group", name=group, exact=True), name)


def shift(page: Page, shown: Locator) -> None:
    steps = [label.strip() for label in shown.locator(".cq-area label").all_inner_texts()]
    assert steps == ["Much less likely", "Less likely", "It stays as it was.", "More likely", "Much more likely"]
    choose(page, shown.locator(".cq-area"), "Much more likely")


def probability(page: Page, shown: Locator) -> None:
    field = shown.get_by_role("textbox", name="Probability with the finding (in percent, 0 to 100)")
    tab_to(page, field)
    page.keyboard.type("130")
    page.keyboard.press("Tab")
    expect(shown.get_by_role("status")).to_contain_text("Type a number from 0 to 100.")
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("49,5 %")
    page.keyboard.press("Tab")


def dose(page: Page, shown: Locator) -> None:
    tab_to(page, shown.get_by_role("combobox", name="How often"))
    page.keyboard.type("Once a w")
    minutes = shown.get_by_role("textbox", name="How long (minutes, 5 to 300)")
    tab_to(page, minutes)
    page.keyboard.type("soon")
    page.keyboard.press("Tab")
    expect(shown.get_by_role("status")).to_contain_text("How long: type a number from 5 to 300.")
    minutes.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("120")
    page.keyboard.press("Tab")


def short(page: Page, shown: Locator) -> None:
    tab_to(page, shown.get_by_role("textbox", name="The movement"))
    page.keyboard.type("adduction")


def region(page: Page, shown: Locator) -> None:
    find = shown.get_by_role("textbox", name="Find an area")
    expect(shown.get_by_role("checkbox")).to_have_count(2 * 38)  # in the drawing and in the list
    tab_to(page, find)
    page.keyboard.type("low back")
    expect(shown).to_contain_text("2 of 38 areas shown")
    group = shown.get_by_role("group", name="Back: trunk", exact=True)
    press(page, group.get_by_role("checkbox", name="low back, right", exact=True))


def note(page: Page, shown: Locator) -> None:
    tab_to(page, shown.get_by_role("textbox", name="What she said"))
    page.keyboard.type("Tired.\nWants to sleep.")
    tab_to(page, shown.get_by_role("textbox", name="What you did"))
    page.keyboard.type("Slow strokes.")


#: For each type: how to answer it by keyboard, what is then on disk, and what practice says of it.
ANSWERS: dict[str, tuple[Callable[[Page, Locator], None], Any, list[str]]] = {
    "ranked": (ranked, "say-name", ["Partly right", "WHY-NAME", "WHY-WAKE"]),
    "key_features": (key_features, ["call-ambulance", "tell-why"], ["Right", "2 of 2 of what decides", "WHY-RUB"]),
    "claim": (
        claim,
        {"this-course": "supported", "for-good": "unsupported"},
        ["1 of 3 judged right. 1 left blank.", "you: not supported · better: overstated", "WHY-CURES"],
    ),
    "contrast": (
        contrast,
        {"first": "careful", "second": "deep", "cue": "swelling"},
        ["2 of 3 parts right. Less cautious than Ana needs.", "WHY-RUTH", "better: Send her to urgent care today."],
    ),
    "shift": (shift, "much-more", ["Partly right", "The direction is right, the size is not.", "WHY-NO-MORE"]),
    "probability": (probability, 49.5, ["you: 49.5% · better: 33%", "with the finding, about 33 have it.", "WHY-ODDS"]),
    "dose": (
        dose,
        {"often": "once-a-week", "long": 120},
        ["1 of 2 fields are in range.", "you: 120 minutes · better: 30 to 90 minutes", "WHY-OFTEN"],
    ),
    "short": (short, "adduction", ["Not right", "you: adduction · better: abduction", "WHY-MOVEMENT"]),
    "region": (region, [219], ["on the wrong side", "better: Back, left: low back", "WHY-WHERE"]),
    "note": (
        note,
        {"said": "Tired.\nWants to sleep.", "done": "Slow strokes."},
        ["Written", "EXEMPLAR. She wants to sleep.", "WHY-DONE", "Her goal is in her words."],
    ),
}


def test_the_tested_types_are_those_of_the_bank():
    assert set(ANSWERS) == set(QUESTIONS)


def test_each_type_is_answered_by_keyboard_alone(page: Page, tmp_path: Path, mode: str):
    for kind, (answer, kept, told) in ANSWERS.items():
        shown = card(page, kind)
        shown.locator("input, select, textarea").first.focus()
        answer(page, shown)
        choose(page, shown.get_by_role("group", name="How sure are you?"), "Fairly")
        if mode == "practice":
            press(page, shown.get_by_role("button", name="Check my answer"))
        expect(shown.get_by_role("status").first).to_contain_text("Saved at")
        last = read(tmp_path / "answers.jsonl").last("ten-types", QUESTIONS[kind].id)
        assert (last.answer, last.sure) == (kept, "middle")
        for words in told:
            if mode == "practice":
                expect(shown).to_contain_text(words)
            else:
                expect(shown).not_to_contain_text(words)
        if mode == "practice":
            expect(shown.locator(".cq-feedback")).to_be_focused()
    assert violations(page) == []


def test_names_groups_and_sizes_are_right_before_an_answer(page: Page, mode: str):
    for kind in QUESTIONS:
        shown = card(page, kind)
        assert 'group "How sure are you?"' in shown.aria_snapshot()
        label = shown.locator(".cq-label").inner_text()
        assert page.get_by_role("region", name=label, exact=True).count() == 1
        assert shown.evaluate(UNNAMED_OR_SMALL) == []
    assert violations(page) == []


@pytest.mark.parametrize("mode", ["practice"], indirect=True)
def test_learners_judge_their_own_note_and_nothing_of_it_is_kept(page: Page, tmp_path: Path, mode: str):
    shown = card(page, "note")
    shown.get_by_role("textbox", name="What she said").fill("Wants to sleep.")
    shown.get_by_role("button", name="Check my answer").click()
    group = shown.get_by_role("group", name="Her goal is in her words.", exact=True)
    choose(page, group, "2: Told.")
    expect(shown).to_contain_text("You give yourself 2 of 3. It is not counted and not kept.")
    assert len(read(tmp_path / "answers.jsonl").answers) == 1
    assert violations(page) == []


@pytest.mark.parametrize("mode", ["quiz"], indirect=True)
def test_words_are_saved_when_the_typing_rests_and_the_typing_goes_on(page: Page, tmp_path: Path, mode: str):
    shown = card(page, "note")
    field = shown.get_by_role("textbox", name="What she said")
    field.focus()
    page.keyboard.type("Tired.")
    expect(shown.get_by_role("status")).to_contain_text("Not saved yet.")
    expect(shown.get_by_role("status")).to_contain_text("Saved at")
    assert read(tmp_path / "answers.jsonl").last("ten-types", "tt-note").answer == {"said": "Tired."}
    page.keyboard.type(" Sore.")
    expect(shown.get_by_role("status")).to_contain_text("Saved at")
    expect(field).to_have_value("Tired. Sore.")
    expect(field).to_be_focused()
    assert read(tmp_path / "answers.jsonl").last("ten-types", "tt-note").answer == {"said": "Tired. Sore."}


@pytest.mark.parametrize("mode", ["quiz"], indirect=True)
def test_a_half_typed_answer_replaces_no_saved_one(page: Page, tmp_path: Path, mode: str):
    shown = card(page, "probability")
    field = shown.get_by_role("textbox")
    field.fill("30")
    field.blur()
    expect(shown.get_by_role("status")).to_contain_text("Saved at")
    field.fill("thirty")
    field.blur()
    shown.get_by_label("Very", exact=True).check()
    expect(shown.get_by_role("status")).to_contain_text("Not saved: Type a number from 0 to 100.")
    expect(field).to_have_value("thirty")
    assert [answer.answer for answer in read(tmp_path / "answers.jsonl").answers] == [30]
    field.fill("35")
    field.blur()
    expect(shown.get_by_role("status")).to_contain_text("Saved at")
    last = read(tmp_path / "answers.jsonl").answers[-1]
    assert (last.answer, last.sure) == (35, "high")


@pytest.mark.parametrize("mode", ["quiz"], indirect=True)
def test_nothing_is_cut_off_on_a_narrow_page(page: Page, mode: str):
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    first, second = (card(page, "contrast").locator(".cq-story").nth(i).bounding_box() for i in range(2))
    assert second["y"] >= first["y"] + first["height"]


#: Controls that have no name, or whose target (with its label, where that belongs to it) is smaller than 24 pixels.
UNNAMED_OR_SMALL = """(card) => [...card.querySelectorAll("input, select, textarea, button")].filter((control) => {
  if (control.hidden) return false;
  const box = (control.closest("label") || control).getBoundingClientRect();
  return Math.min(box.width, box.height) < 24 || !(control.labels?.length || control.textContent.trim());
}).map((control) => control.outerHTML)"""


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 10
    return [f"{v['id']}: {node['html'][:150]}" for v in found["violations"] for node in v["nodes"]]
