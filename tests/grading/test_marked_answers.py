"""A journal is marked as far as it can be read; what is odd is remarked in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from helpers.course import HONEST, PERFECT, QUIZ, Course, Trainee
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_tools.authoring.bank import load_bank
from course_tools.grading.answers import Marked, mark_folder
from course_tools.grading.page import answer_html, answer_text, summary_html


def marked(someone: Trainee) -> Marked:
    return mark_folder(someone.course.bank, someone.roster_id, someone.folder)


def points(found: Marked) -> dict[str, float]:
    return {slot.slot: slot.result.points for slot in found.result.slots}


def test_each_type_earns_its_known_marks(course: Course) -> None:
    found = marked(course.trainee("max", {slot: answer for slot, (answer, _) in HONEST.items()}))
    assert points(found) == pytest.approx({slot: worth for slot, (_, worth) in HONEST.items()})
    assert found.remarks == ()


def test_the_last_answer_counts(course: Course) -> None:
    someone = course.trainee("max", PERFECT)
    someone.answer("q1", "menu")
    assert points(marked(someone))["q1"] == 0


def test_a_torn_line_costs_only_itself(course: Course) -> None:
    someone = course.trainee("max", PERFECT)
    with someone.journal.open("ab") as file:
        file.write(b'{"format": "answer/1", "quiz": "four')
    found = marked(someone)
    assert sum(points(found).values()) == 5
    assert found.remarks == ("1 line(s) of the journal could not be read and were passed over.",)


ODD: dict[str, tuple[dict[str, Any], str]] = {
    "unknown item": ({"item": "no-such"}, "not in this trainee's quiz were passed over: “no-such”."),
    "another quiz": ({"quiz": "other-quiz"}, "Answers of another quiz were passed over: “other-quiz”."),
    "wrong shape": ({"answer": {"a": 1}}, "q1: The answer names no option of this question. It counts as blank."),
    "older wording": ({"version": "0" * 12}, "The wording has changed since the answer was given: q1."),
    "other name": ({"trainee": "jane"}, "signed by somebody else: “jane”, in the folder of “max”."),
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_line_is_remarked(course: Course, odd: str) -> None:
    fields, remark = dict(ODD[odd][0]), ODD[odd][1]
    someone = course.trainee("max", PERFECT)
    someone.answer("q1", fields.pop("answer", "ask"), **fields)
    found = marked(someone)
    assert remark in " ".join(found.remarks)
    assert sum(points(found).values()) == (4 if odd == "wrong shape" else 5)


def test_a_claimed_name_never_changes_whose_marks_they_are(course: Course) -> None:
    someone = course.trainee("max")
    someone.answer("q1", "ask", trainee="MAX")
    assert marked(someone).remarks == ()


def test_no_journal_is_a_blank_quiz_with_a_remark(course: Course) -> None:
    found = marked(course.trainee("max"))
    assert set(points(found).values()) == {0.0}
    assert found.remarks == ("There is no answers.jsonl: no answer was handed in.",)
    assert not found.result.passed


def test_an_empty_journal_is_remarked(course: Course) -> None:
    someone = course.trainee("max")
    someone.journal.write_bytes(b"")
    assert marked(someone).remarks == ("answers.jsonl is empty.",)


def test_a_journal_that_is_a_link_is_not_read(course: Course) -> None:
    someone = course.trainee("max")
    other = course.trainee("jane", PERFECT)
    someone.journal.symlink_to(other.journal)
    found = marked(someone)
    assert set(points(found).values()) == {0.0}
    assert "no ordinary file" in found.remarks[0]


def test_a_passing_sum_with_an_unsafe_answer_does_not_pass(course: Course) -> None:
    result = marked(course.trainee("max", {**PERFECT, "q4": "around"})).result
    assert (result.points, result.unsafe, result.passed) == (4, ("q4",), False)


@pytest.mark.parametrize(("slot", "chosen", "told", "unsaid"), [
    ("q1", "menu", ["WHY-MENU"], ["WHY-ASK", "WHY-START", "should be different"]),
    ("q2", {"first": False}, ["WHY-FIRST", "You said: false. Not right."], ["WHY-SECOND", "WHY-THIRD", "WHY-FOURTH"]),
    ("q3", ["touch", "ask", "consent", "note"], ["WHY-STEP-TOUCH", "must come before", "Step 1: Begin to touch."], []),
    ("q4", "around", ["WHY-AROUND", "Less cautious than the client needs.", "client's safety"], ["WHY-TODAY", "refer"]),
])  # fmt: skip
def test_the_reasons_told_are_those_of_what_was_chosen(
    course: Course, slot: str, chosen: object, told: list[str], unsaid: list[str]
) -> None:
    found = marked(course.trainee("max", {slot: chosen}))
    result = next(s.result for s in found.result.slots if s.slot == slot)
    for page in (
        answer_html(found.questions[slot], result).replace("&#x27;", "'"),
        answer_text(found.questions[slot], result),
    ):
        assert all(text in page for text in told)
        assert not any(text in page for text in unsaid)


def test_what_authors_write_is_escaped(course: Course) -> None:
    course.edit_bank("The first statement.", "Less than <b>1</b> & more.")
    found = marked(course.trainee("max", {"q2": {"first": True}}))
    html = answer_html(found.questions["q2"], found.result.slots[1].result)
    assert "Less than &lt;b&gt;1&lt;/b&gt; &amp; more." in html


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.fixed_dictionaries(
    {"format": st.just("answer/1")},
    optional={
        "quiz": st.sampled_from([QUIZ, "other"]) | JSON,
        "item": st.sampled_from(["ft-best", "ft-set", "ft-order", "ft-triage"]) | st.text() | JSON,
        "version": st.text() | JSON,
        "attempt": st.integers() | JSON,
        "trainee": st.text() | JSON,
        "seed": st.text(),
        "time": st.text(),
        "sure": st.none() | JSON,
        "answer": st.sampled_from(["ask", "today", {"first": True}, ["ask", "consent", "touch", "note"]]) | JSON,
    },
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(FIELDS.map(json.dumps).map(str.encode) | st.binary(max_size=80), max_size=6))
def test_marking_never_raises_whatever_a_journal_holds(course: Course, lines: list[bytes]) -> None:
    """Marks stay in range, nothing is shown unescaped, and what is shown can be written as UTF-8."""
    folder = course.root / "trainees"
    folder.mkdir(exist_ok=True)
    (folder / "answers.jsonl").write_bytes(b"\n".join(lines))
    found = mark_folder(load_bank(course.place.bank), "max", folder)
    html = summary_html(found.result, found.remarks)
    html += "".join(answer_html(found.questions[s.slot], s.result) for s in found.result.slots)
    assert 0 <= found.result.points <= found.result.max_points == 5
    assert html.encode()
    assert "<script" not in html
    assert all("\n" not in remark for remark in found.remarks)
