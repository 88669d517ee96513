"""What a question's kernel side does with the messages of its view, without a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.questions import ALL, best, contrast, dose, note, shift

from course_tools.journal import AnswerBook, read
from course_tools.widgets.fallback import VIEW
from course_tools.widgets.question import QuestionView, fallback_html, practice_view

QUESTIONS = [make() for make in ALL]


def book(folder: Path) -> AnswerBook:
    return AnswerBook(folder / "answers.jsonl", "practice/purpose")


def quiz_view(folder: Path) -> QuestionView:
    return QuestionView(best().prompt, book(folder), mode="quiz", label="Question 1 of 8")


def send(view: QuestionView, **content: object) -> dict:
    """What the browser would send; the state that the kernel answers with."""
    view._handle_custom_msg(content, [])
    return view.state


def test_an_answer_is_echoed_with_its_click_only_once_it_is_on_disk(tmp_path):
    view = quiz_view(tmp_path)
    state = send(view, kind="answer", click="c1", answer="b", sure="low")
    assert state["echo"] == {"click": "c1", "ok": True}
    assert read(tmp_path / "answers.jsonl").last("practice/purpose", "a-best").answer == "b"


def test_an_answer_that_could_not_be_written_is_never_called_saved(tmp_path):
    (tmp_path / "answers.jsonl").mkdir()
    state = send(quiz_view(tmp_path), kind="answer", click="c1", answer="b", sure=None)
    assert state["echo"]["ok"] is False
    assert state["echo"]["click"] == "c1"
    assert state["echo"]["text"].startswith("Not saved.")
    assert state["answer"] is None


@pytest.mark.parametrize("answer", [float("nan"), "x" * 300_000, {"a": [1e999]}], ids=["nan", "too_long", "infinite"])
def test_an_answer_that_is_no_answer_is_refused_and_nothing_is_written(tmp_path, answer):
    state = send(quiz_view(tmp_path), kind="answer", click="c1", answer=answer, sure=None)
    assert state["echo"]["ok"] is False
    assert not (tmp_path / "answers.jsonl").exists() or not read(tmp_path / "answers.jsonl").answers


@pytest.mark.parametrize("content", [None, "text", [], {}, {"kind": "other"}, {"kind": ["answer"]}])
def test_any_other_message_changes_nothing(tmp_path, content):
    view = quiz_view(tmp_path)
    before = view.state
    view._handle_custom_msg(content, [])
    assert view.state == before


def test_reopening_shows_the_answer(tmp_path):
    send(quiz_view(tmp_path), kind="answer", click="c1", answer="b", sure="high")
    again = quiz_view(tmp_path).state
    assert (again["answer"], again["sure"]) == ("b", "high")


def test_a_refresh_shows_what_another_window_wrote(tmp_path):
    view = quiz_view(tmp_path)
    book(tmp_path).save("a-best", best().prompt.version, "c", None)
    state = send(view, kind="refresh", ping="p1")
    assert (state["answer"], state["pong"]) == ("c", "p1")


def test_an_answer_to_an_older_wording_is_not_shown_as_given(tmp_path):
    book(tmp_path).save("a-best", "an-old-one", "c", None)
    assert quiz_view(tmp_path).state["answer"] is None


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.prompt.type)
def test_a_quiz_view_knows_no_key_and_no_reason(tmp_path, question):
    view = QuestionView(question.prompt, book(tmp_path), mode="quiz", label="Question 1 of 8")
    send(view, kind="answer", click="c1", answer="a", sure=None)
    sent = json.dumps([view.prompt, view.state])
    assert "Reason" not in sent
    assert view.state["feedback"] is None
    hidden = {"key", "why", "right", "actions", "pairs", "value", "values", "tolerance", "forbidden", "grade", "grades"}
    assert not hidden & set(re.findall(r'"(\w+)":', json.dumps(view.prompt)))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.prompt.type)
def test_practice_gives_a_reason_for_every_option(tmp_path, question):
    view = practice_view(question, book(tmp_path), "Practice 1 of 4")
    ids = [option.id for option in question.prompt.options]
    given = {
        "true_false_set": dict.fromkeys(ids, True),
        "order": ids,
        "pick": ids[:2],
        "match": {"a": "t1"},
        "number": {"value": 5, "unit": "minutes"},
        "key_features": ids[:2],
        "claim": dict.fromkeys(ids, "overstated"),
        "contrast": {"first": "careful"},
        "probability": 20,
        "dose": {"minutes": 40},
        "region": [218],
        "note": {"plan": "Rest."},
    }
    answer = given.get(question.prompt.type, ids[0])
    told = send(view, kind="answer", click="c1", answer=answer, sure=None)["feedback"]
    stories = {part: f"Reason for {part}." for part in ("first", "second") if part in question.prompt.limits}
    assert {option: each["why"] for option, each in told["options"].items()} == dict(question.why) | stories


def test_another_try_hides_the_feedback_and_keeps_the_first_answer_on_disk(tmp_path):
    view = practice_view(best(), book(tmp_path), "Practice 1 of 4")
    send(view, kind="answer", click="c1", answer="a", sure=None)
    state = send(view, kind="again")
    assert (state["answer"], state["feedback"]) == (None, None)
    send(view, kind="answer", click="c2", answer="b", sure=None)
    assert [a.answer for a in read(tmp_path / "answers.jsonl").answers] == ["a", "b"]


def test_options_are_shown_in_an_order_that_depends_on_no_key(tmp_path):
    shown = [o["id"] for o in practice_view(best(), book(tmp_path), "").prompt["options"]]
    other = best()
    other.key["right"] = "c"
    assert [o["id"] for o in practice_view(other, book(tmp_path), "").prompt["options"]] == shown


def test_the_fallback_is_fixed_text_and_html_and_holds_no_key(tmp_path):
    before = quiz_view(tmp_path)._repr_mimebundle_()
    view = quiz_view(tmp_path)
    send(view, kind="answer", click="c1", answer="b", sure=None)
    after = view._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert before[kind] == after[kind]
    assert set(after) == {"text/plain", "text/html", VIEW}
    assert "Reason" not in after["text/html"]


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (contrast(), ["Ruth", "Her calf aches after a flight.", "Text of doctor.", "Text of swelling."]),
        (dose(), ["Text of often. (Text of daily, Text of weekly, Text of yearly)", "(minutes, 0 to 90)"]),
        (shift(), ["much-less", "less", "no-more", "more", "much-more"]),
        (note(), ["Text of seen.", "Text of plan."]),
    ],
    ids=["contrast", "dose", "shift", "note"],
)
def test_a_question_can_be_read_without_a_kernel_in_the_order_in_which_it_is_shown(question, texts):
    html = fallback_html(question.prompt)
    places = [html.index(text) for text in texts]
    assert places == sorted(places)


def test_hints_come_one_at_a_time_in_practice_only(tmp_path):
    question = replace(best(), hints=("First.", "Second."))
    view = practice_view(question, book(tmp_path), "Practice 1 of 4")
    assert (view.state["hints"], view.state["more_hints"]) == ([], True)
    assert send(view, kind="hint")["hints"] == ["First."]
    state = send(view, kind="hint")
    assert (state["hints"], state["more_hints"]) == (["First.", "Second."], False)
    assert send(view, kind="hint")["hints"] == ["First.", "Second."]
    assert send(quiz_view(tmp_path), kind="hint")["hints"] == []
