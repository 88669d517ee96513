"""A client who is met in a quiz: every step is saved, and the mark is what playing the log again gives."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from helpers.meetings import HARMS, LIDIA, MIDDLING, SEED, WAY, log_of, met, with_changed
from helpers.questions import case
from hypothesis import given, settings
from hypothesis import strategies as st

from course_tools import encounter, journal
from course_tools.authoring.bank import load_bank, load_practice
from course_tools.authoring.items import clients
from course_tools.authoring.items.asked import Asked, Known
from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.new import new_question
from course_tools.content import load_case
from course_tools.journal import AnswerBook, answered, meeting
from course_tools.marking import BLANK, PARTLY, RIGHT, WRONG, mark
from course_tools.problem import CourseProblem
from course_tools.widgets.gradedclient import GradedClientView

BANK = Path(__file__).parents[1] / "grading/banks/one-client.yaml"
TEXT = BANK.read_text(encoding="utf-8")
ASKED = case(safety=True, points=4.0)


def anything(chance: random.Random, most: int = 60) -> list[dict]:
    """The log of whoever does anything that is open, until the meeting is over or for some steps."""
    now = encounter.begin(load_case(LIDIA), SEED)
    while not now.over and len(now.steps) < most:
        action = chance.choice(now.legal)
        now = now.take(action.name, action.any(chance))
    return json.loads(json.dumps([entry.to_json() for entry in encounter.entries(now, 1)]))


# ---- the mark ----


def test_the_experts_way_earns_all_points():
    result = mark(ASKED, log_of(WAY))
    assert (result.points, result.verdict, result.safe, result.remark) == (4, RIGHT, True, "")


def test_the_mark_is_the_engines_score_of_the_points():
    result = mark(ASKED, log_of(MIDDLING))
    assert result.points == pytest.approx(4 * encounter.score(met(MIDDLING)).value)
    assert (result.verdict, result.safe) == (PARTLY, True)


def test_a_failed_gate_earns_nothing_and_is_not_safe():
    result = mark(ASKED, log_of(HARMS))
    assert (result.points, result.verdict, result.safe) == (0, WRONG, False)
    assert "not safe" in result.message


def test_whoever_stops_before_the_end_has_not_shown_to_be_safe():
    result = mark(ASKED, log_of(WAY)[:4])
    assert result.points == pytest.approx(4 * encounter.score(met(WAY[:4])).value)
    assert result.safe is False
    assert "You did not meet Lidia to the end." in result.message


CHANGED = {
    "another score": ({"score": 1.0}, "it claims a score of 1, and playing gives 0."),
    "another cost": ({"cost": 0}, "costs and tells something else"),
    "a finding that was not made": ({"disclosed": ["blister"]}, "costs and tells something else"),
    "an action that is not open": ({"action": "tell.foot-check"}, "“tell.foot-check” cannot be done at this point."),
    "another client": ({"case": "spa-silent-16"}, "it belongs to another client."),
    "another version": ({"version": "0" * 12}, "it belongs to another version of this client."),
    "another try": ({"attempt": 2}, "it belongs to another try."),
    "another place in the log": ({"step": 9}, "it says that it is step 9."),
    "an answer that was not asked for": ({"answer": {"a": 1}}, "does not belong to what was asked"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_an_edited_log_counts_for_nothing_and_says_at_which_step(name):
    change, told = CHANGED[name]
    result = mark(ASKED, with_changed(log_of(WAY), 2, change))
    assert (result.points, result.verdict, result.safe) == (0, BLANK, False)
    assert result.remark.startswith("Step 2 of this log cannot have been: ")
    assert told in result.remark
    assert result.remark in result.message, "the trainee reads it too"


def test_a_log_of_another_quiz_or_of_another_trainees_form_counts_for_nothing():
    for seed in ("one-client|ben", "other-quiz|A", f"{LIDIA}|1"):
        result = mark(ASKED, log_of(WAY, seed=seed))
        assert (result.points, result.verdict) == (0, BLANK)
        assert "it belongs to another quiz, or to another trainee's form" in result.remark


@pytest.mark.parametrize(
    "answer",
    ["text", {"a": 1}, [1], [[]], [{}], [{"format": "case-log/1"}], [None] * 5000, [{"format": "case-log/2"}]],
)
def test_what_is_no_log_is_a_remark(answer):
    result = mark(ASKED, answer)
    assert (result.points, result.verdict) == (0, BLANK)
    assert re.search(r"no log of a meeting|Step 1 of this log cannot be read", result.remark)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10**6))
def test_any_way_that_can_be_played_earns_what_the_engine_gives_and_no_claim_changes_it(number):
    chance = random.Random(number)
    log = anything(chance, chance.randint(1, 30))
    now = mark(ASKED, log)
    assert now.remark == ""
    assert now.points == pytest.approx(4 * log[-1]["score"])
    step = chance.randint(1, len(log))
    edited = mark(ASKED, with_changed(log, step, {"score": round(log[step - 1]["score"] + 0.01, 4)}))
    assert (edited.points, edited.verdict) == (0, BLANK)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(sorted(log_of(WAY)[0])),
    st.integers(1, len(WAY)),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text()),
)
def test_a_log_with_anything_in_it_is_marked_without_a_word_of_ours(name, step, value):
    log = log_of(WAY)
    result = mark(ASKED, with_changed(log, step, {name: value}))
    assert result.points in (0, 4)
    assert result.points == 0 or dict(log[step - 1])[name] == value
    result.message.encode()


# ---- the journal ----


def book(folder: Path) -> AnswerBook:
    return AnswerBook(folder / "answers.jsonl", "one-client", SEED)


def view(folder: Path) -> GradedClientView:
    return GradedClientView(ASKED.prompt, meeting(ASKED.prompt, book(folder)), "Question 1 of 2 (4 points)")


def play(shown: GradedClientView, path) -> dict:
    for number, deed in enumerate(path):
        step = {"attempt": 1, "step": len(meeting_of(shown).steps), "action": deed.name, "answer": dict(deed.answer)}
        shown._handle_custom_msg({"kind": "act", "click": f"c{number}", **step}, [])
        assert shown.state["echo"] == {"click": f"c{number}", "ok": True}
    return shown.state


def meeting_of(shown: GradedClientView):
    return shown._kept.read(1)


def test_each_step_is_in_the_journal_before_it_is_shown_and_reopening_goes_on(tmp_path):
    play(view(tmp_path), WAY[:5])
    last = journal.read(tmp_path / "answers.jsonl").last("one-client", "a-case")
    assert last.answer == log_of(WAY[:5])
    assert view(tmp_path).state["step"] == 5
    assert not answered(ASKED.prompt, book(tmp_path)), "begun is not answered"
    play(view(tmp_path), WAY[5:])
    assert answered(ASKED.prompt, book(tmp_path))
    assert mark(ASKED, journal.read(tmp_path / "answers.jsonl").last("one-client", "a-case").answer).points == 4


def test_a_torn_last_line_costs_one_step(tmp_path):
    play(view(tmp_path), WAY[:5])
    path = tmp_path / "answers.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    assert view(tmp_path).state["step"] == 4
    play(view(tmp_path), WAY[4:])
    assert answered(ASKED.prompt, book(tmp_path))


def test_a_quiz_tells_nothing_of_the_key_before_it_is_marked(tmp_path):
    shown = view(tmp_path)
    play(shown, WAY)
    state, client = shown.state, load_case(LIDIA)
    assert state["over"]
    assert "debrief" not in state
    sent = json.dumps([shown.card, state])
    reasons = [option.judged.why for decision in client.decide for option in decision.options]
    assert not any(json.dumps(why)[1:40] in sent for why in [*reasons, *(gate.why for gate in client.gates)])
    assert "bayes" not in {line["who"] for line in state["talk"]}
    assert "feedback of your instructor" in state["kept"]


def test_a_client_of_a_quiz_is_met_once(tmp_path):
    shown = view(tmp_path)
    play(shown, WAY[:3])
    before = (tmp_path / "answers.jsonl").read_bytes()
    for message in ({"kind": "again", "click": "x"}, {"kind": "from", "click": "y", "attempt": 1, "step": 1}):
        shown._handle_custom_msg(message, [])
    assert (tmp_path / "answers.jsonl").read_bytes() == before
    assert shown.state["step"] == 3


def test_an_edited_journal_is_a_sentence_with_a_way_on(tmp_path):
    book(tmp_path).save("a-case", "v", with_changed(log_of(WAY[:3]), 2, {"score": 1.0}), None)
    assert "claims a score of 1" in view(tmp_path).state["problem"]
    assert "from your instructor" in view(tmp_path).state["problem"]


def test_another_version_of_the_client_is_a_sentence_before_the_first_step(tmp_path):
    asked = case()
    asked.prompt.limits["case_version"] = "0" * 12
    with pytest.raises(CourseProblem, match="a version that your course does not have"):
        meeting(asked.prompt, book(tmp_path))


# ---- what an author writes ----


def loaded(folder: Path, text: str):
    path = folder / BANK.name
    path.write_text(text, encoding="utf-8")
    return load_bank(path)


def test_a_client_is_asked_for_by_its_id_and_its_version_is_put_in():
    prompt = load_bank(BANK).questions[0].prompt
    assert prompt.limits == {"case": LIDIA, "case_version": load_case(LIDIA).version}
    assert prompt.options == ()


def test_a_client_that_is_not_there_is_named_with_its_line(tmp_path):
    with pytest.raises(AuthorProblem, match=r"line 9: “spa-cold-feet” is no client .* Did you mean spa-cold-feet-01"):
        loaded(tmp_path, TEXT.replace("case: spa-cold-feet-01", "case: spa-cold-feet"))


def test_a_lesson_has_a_cell_for_a_client_and_no_question(tmp_path):
    path = tmp_path / "purpose.yaml"
    text = TEXT.replace("bank/1", "practice/1").replace("quiz: one-client\n", "").replace("pass_at: 0.6\n", "")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AuthorProblem, match="“type: case” is not known"):
        load_practice(path)


@pytest.mark.parametrize(
    ("old", "new", "rule", "told"),
    [
        ("safety: true", "safety: false", clients.gates_are_safety, "has gates, .* Add `safety: true`"),
        ("points: 4", "points: 1", clients.client_is_worth_its_time, "9 minutes is worth at least 2 points"),
        ("[ask-the-goal]", "[triage-urgency]", clients.client_practices_the_objective, "does not ask for"),
    ],
)
def test_what_a_graded_client_lacks_is_named(tmp_path, old, new, rule, told):
    bank = loaded(tmp_path, TEXT.replace(old, new, 1))
    asked = Asked(bank.questions[0], bank.text, ("questions", 0), graded=True)
    known = Known(frozenset(), {LIDIA: load_case(LIDIA)})
    (message,) = rule(asked, known)
    assert re.search(told, message.text)
    whole = Asked(load_bank(BANK).questions[0], bank.text, ("questions", 0), graded=True)
    assert list(rule(whole, known)) == []


def test_a_new_graded_client_starts_from_its_template(tmp_path):
    path = tmp_path / BANK.name
    path.write_text(TEXT, encoding="utf-8")
    new_question(path, "case", "meet-another")
    left = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\[\[.*?\]\]", lambda to_write: to_write[0][2:-2], left).replace("client-id", LIDIA))
    assert [question.prompt.type for question in load_bank(path).questions] == ["case", "best", "case"]
