"""From a click to the feedback page: a trainee and an instructor, in a real JupyterLab with the real nbgrader."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from helpers.course import run_nbgrader
from helpers.lab import REPOSITORY, Browser, Lab, wait_ready
from playwright.sync_api import Locator, Page, expect

from course_tools.authoring.bank import load_bank
from course_tools.content import Question
from course_tools.marking import mark

pytestmark = [pytest.mark.browser, pytest.mark.grading]
QUIZ = "purpose-quiz"


def a_copy_of_the_course(folder: Path) -> Path:
    for name in ("notebooks", "assets", "quizzes/bank", "quizzes/source"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "quizzes/nbgrader_config.py", folder / "quizzes/nbgrader_config.py")
    return folder


def card(page: Page, item: str) -> Locator:
    shown = page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) [data-item='{item}']").first
    shown.scroll_into_view_if_needed()
    return shown


def status(shown: Locator) -> Locator:
    return shown.locator("[data-role='status']")


def journal(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def answers_of(bank_question: Question, slot: int) -> object:
    """An answer a trainee might give: right in the even slots, partly or wholly wrong in the odd ones."""
    key, ids = bank_question.key, [option.id for option in bank_question.prompt.options]
    if bank_question.prompt.type in ("best", "triage"):
        return key["right"] if slot % 2 == 0 else next(i for i in ids if i != key["right"])
    if bank_question.prompt.type == "ranked":
        return sorted(ids, key=key["values"].__getitem__)[-1 if slot % 2 == 0 else -2]
    if bank_question.prompt.type == "true_false_set":
        said = {i: i in key["true"] for i in ids}
        return said if slot % 2 == 0 else {**said, ids[0]: not said[ids[0]]}
    steps = [option for tied in key["steps"] for option in tied]
    return steps if slot % 2 == 0 else [*steps[:-2], steps[-1], steps[-2]]


def give(shown: Locator, question: Question, answer: object) -> None:
    """Answer in the browser, by the texts that a trainee reads."""
    prompt = question.prompt
    if isinstance(answer, str):
        shown.get_by_label(prompt.text_of(answer).strip(), exact=True).check()
    elif isinstance(answer, dict):
        for option, true in answer.items():
            group = shown.get_by_role("group", name=prompt.text_of(option).strip(), exact=True)
            group.get_by_label("True" if true else "False", exact=True).check()
            expect(status(shown)).to_contain_text("Saved")
    else:
        for place, option in enumerate(answer):
            texts = shown.locator(".cq-step-text")
            while texts.nth(place).inner_text() != prompt.text_of(option).strip():
                shown.get_by_role("button", name=f"Move up: {prompt.text_of(option).strip()}", exact=True).click()
        shown.get_by_role("button", name="This is my order").click()
    expect(status(shown)).to_contain_text("Saved")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):
    """Play the whole story once; the tests below say what must have come of it."""
    instructors = a_copy_of_the_course(tmp_path_factory.mktemp("instructor") / "course")
    trainees = tmp_path_factory.mktemp("trainee") / "course"
    shutil.copytree(REPOSITORY / "notebooks", trainees / "notebooks")
    home = tmp_path_factory.mktemp("home")
    quizzes = instructors / "quizzes"
    story: dict = {"instructors": instructors, "trainees": trainees}
    bank = load_bank(quizzes / f"bank/{QUIZ}.yaml")

    run_nbgrader(quizzes, home, "generate_assignment", QUIZ)
    released = tmp_path_factory.mktemp("handed-out") / f"{QUIZ}.zip"
    with zipfile.ZipFile(released, "w") as archive:
        for path in sorted((quizzes / "release" / QUIZ).iterdir()):
            archive.write(path, f"{QUIZ}/{path.name}")

    with Lab(trainees) as lab, Browser() as browser:
        page = lab.open(browser.page(), "notebooks/0-start-here.ipynb")
        wait_ready(page)
        page.locator(".jp-RenderedMarkdown").get_by_role("link", name="Purpose: what is the massage for?").click()
        expect(page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) h1")).to_contain_text("Purpose", ignore_case=True)
        wait_ready(page)
        story["lesson code shown"] = page.locator(
            ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputArea-editor:visible"
        ).count()
        first = card(page, "maya-birthday-hour")
        first.locator("input[type=radio]").first.check()
        first.get_by_label("Fairly").check()
        first.get_by_role("button", name="This is my answer").click()
        expect(status(first)).to_contain_text("Noted.")
        practiced = card(page, "purpose-calm-under-medical")
        practiced.locator(".cq-area input").first.check()
        practiced.get_by_role("button", name="Check my answer").click()
        expect(practiced.locator(".cq-why")).to_have_count(practiced.locator(".cq-option").count())
        story["reasons in practice"] = practiced.locator(".cq-why").all_inner_texts()

        lab.open(page, "notebooks/0-start-here.ipynb")
        wait_ready(page)
        box = page.locator("[data-desk='quiz-box']")
        box.scroll_into_view_if_needed()
        box.locator("input[type=file]").set_input_files(released)
        box.get_by_role("link", name=QUIZ).click()
        page.get_by_role("button", name="Start this lesson", exact=True).click()
        wait_ready(page)
        story["wanted"] = {}
        for slot, question in enumerate(bank.questions):
            answer = answers_of(question, slot)
            story["wanted"][f"q{slot + 1}"] = mark(question, answer).points
            give(card(page, question.id), question, answer)
        story["journal"] = journal(trainees / f"my-quizzes/{QUIZ}/answers.jsonl")
        desk = page.locator("[data-desk='hand-in']")
        desk.scroll_into_view_if_needed()
        desk.get_by_label("Your id").fill("ana.b")
        with page.expect_download() as download:
            desk.get_by_role("button", name="Pack my quiz").click()
        handed_in = quizzes / f"downloaded/{QUIZ}/archive/{download.value.suggested_filename}"
        handed_in.parent.mkdir(parents=True)
        download.value.save_as(handed_in)
        story["said"] = [text for text in page.said if "model not found" in text.lower()]

    for command in ("zip_collect", "autograde", "generate_feedback"):
        story[command] = run_nbgrader(quizzes, home, command, QUIZ).stderr

    with Lab(instructors, instructor=True) as lab, Browser() as browser:
        page = browser.page()
        page.goto(f"{lab.url}lab?token={lab.token}")
        page.goto(f"{lab.url}formgrader/gradebook/{QUIZ}/{QUIZ}")
        page.get_by_role("link", name="Submission #1").click()
        expect(page.locator("input.score").last).to_have_attribute("placeholder", re.compile(r"\d"))
        story["formgrader"] = page.locator("body").inner_text()
        story["formgrader points"] = [
            float(page.locator("input.score").nth(i).get_attribute("placeholder") or "nan")
            for i in range(page.locator("input.score").count())
        ]
    with Browser() as browser:
        page = browser.page(width=800)
        page.goto((quizzes / f"feedback/ana.b/{QUIZ}/{QUIZ}.html").as_uri())
        story["feedback"] = page.locator("body").inner_text()
    return story


def test_the_lesson_was_alive_with_no_code_in_sight(told):
    assert told["lesson code shown"] == 0
    assert all(told["reasons in practice"])


def test_practice_and_commitment_are_in_the_learners_own_journal(told):
    lines = journal(told["trainees"] / "my-progress/practice.jsonl")
    assert [line["item"] for line in lines] == ["maya-birthday-hour", "purpose-calm-under-medical"]
    assert lines[0]["sure"] == "middle"


def test_every_answer_that_was_called_saved_is_on_disk(told):
    bank = load_bank(told["instructors"] / f"quizzes/bank/{QUIZ}.yaml")
    last = {line["item"]: line["answer"] for line in told["journal"]}
    assert last == {question.id: answers_of(question, slot) for slot, question in enumerate(bank.questions)}


def test_all_partial_marks_are_right_in_the_gradebook(told):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{told['instructors'] / 'quizzes/gradebook.db'}") as book:
        grades = book.find_submission_notebook(QUIZ, QUIZ, "ana.b").grades
        assert {grade.name: grade.score for grade in grades} == pytest.approx(told["wanted"])
    assert 0 < sum(told["wanted"].values()) < len(told["wanted"])


def test_formgrader_shows_the_answers_and_the_points(told):
    assert told["formgrader points"] == pytest.approx(list(told["wanted"].values()), abs=0.01)


def test_the_feedback_page_gives_the_reason_for_what_was_chosen(told):
    bank = load_bank(told["instructors"] / f"quizzes/bank/{QUIZ}.yaml")
    page = " ".join(told["feedback"].split())
    for slot, question in enumerate(bank.questions):
        answer = answers_of(question, slot)
        chosen = [answer] if isinstance(answer, str) else list(answer)
        for option in question.prompt.options:
            why = " ".join(question.why[option.id].split())
            assert (why in page) == (option.id in chosen), (question.id, option.id)


def test_no_page_ever_said_that_a_model_was_not_found(told):
    assert told["said"] == []
