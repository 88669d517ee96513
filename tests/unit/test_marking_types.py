"""What each type of question pays for: its rule, written out in examples and properties."""

from __future__ import annotations

from itertools import product

import pytest
from helpers.questions import claim, contrast, key_features, ranked
from hypothesis import given
from hypothesis import strategies as st

from course_tools.marking import BLANK, PARTLY, RIGHT, WRONG, mark

GRADES = ("supported", "overstated", "unsupported")


@pytest.mark.parametrize(
    ("answer", "score", "verdict"), [("b", 1, RIGHT), ("c", 0.6, PARTLY), ("a", 0.25, PARTLY), ("d", 0, WRONG)]
)
def test_a_ranked_option_earns_its_value(answer, score, verdict):
    result = mark(ranked(), answer)
    assert (result.score, result.verdict) == (score, verdict)


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from(GRADES)))
def test_a_claim_sorted_wrong_takes_away_one_sorted_right(answer):
    truth = {"a": "supported", "b": "overstated", "c": "unsupported"}
    right = sum(truth[conclusion] == grade for conclusion, grade in answer.items())
    assert mark(claim(), answer).score == pytest.approx(max(0, (2 * right - len(answer)) / 3))


def test_sorting_all_claims_alike_earns_nothing():
    assert [mark(claim(), dict.fromkeys("abc", grade)).score for grade in GRADES] == [0, 0, 0]


@pytest.mark.parametrize("answer", [{"a": True}, {"a": "true"}, {"z": "supported"}, {"a": ["supported"]}, ["a"]])
def test_a_claim_in_another_shape_is_no_answer_and_a_remark(answer):
    result = mark(claim(), answer)
    assert (result.verdict, bool(result.remark)) == (BLANK, True)


@pytest.mark.parametrize(
    ("answer", "score"),
    [("ac", 1), ("bc", 1), ("abc", 1), ("a", 0.5), ("c", 0.5), ("ab", 0.5), ("cde", 0.5), ("de", 0), ("acd", 1)],
)
def test_key_features_pay_for_each_group_that_is_met(answer, score):
    assert mark(key_features(), list(answer)).score == score


@given(st.sets(st.sampled_from("abcde")))
def test_a_forbidden_step_undoes_all_that_was_right(others):
    result = mark(key_features(safety=True), [*sorted(others), "f"])
    assert (result.score, result.safe) == (0, False)
    assert "“Text of f.” must not be chosen" in result.detail


@given(st.sets(st.sampled_from("abcde"), min_size=4))
def test_more_steps_than_allowed_earn_nothing(chosen):
    result = mark(key_features(), sorted(chosen))
    assert result.score == 0
    assert f"{len(chosen)} were chosen, and only 3 may be" in result.detail


def test_key_features_tell_no_verdict_on_a_step_that_is_merely_not_needed():
    verdicts = {reason.option: reason.verdict for reason in mark(key_features(), ["a", "d"]).reasons}
    assert verdicts == {"a": RIGHT, "b": RIGHT, "c": RIGHT, "d": "", "e": "", "f": WRONG}


def test_a_contrast_is_the_mean_of_its_three_parts():
    wanted = {"cue": "swelling", "first": "careful", "second": "doctor"}
    for met in product([True, False], repeat=3):
        answer = {part: said for (part, said), kept in zip(wanted.items(), met, strict=True) if kept}
        assert mark(contrast(), answer).score == pytest.approx(sum(met) / 3)
    assert mark(contrast(), {"cue": "age", "first": "massage", "second": "massage"}).score == 0


@pytest.mark.parametrize(
    ("answer", "safe"),
    [
        ({"cue": "swelling", "first": "careful", "second": "doctor"}, True),
        ({"cue": "age", "first": "careful", "second": "doctor"}, True),
        ({"cue": "swelling", "first": "careful", "second": "ambulance"}, True),
        ({"cue": "swelling", "first": "careful", "second": "careful"}, False),
        ({"cue": "swelling", "first": "massage", "second": "doctor"}, False),
        ({"cue": "swelling", "first": "careful"}, False),
    ],
)
def test_a_contrast_is_unsafe_where_a_client_gets_less_caution_than_needed_or_no_answer(answer, safe):
    assert mark(contrast(safety=True), answer).safe is safe
    assert mark(contrast(safety=False), answer).safe is True


def test_a_contrast_names_the_client_who_got_too_little_caution():
    assert "Less cautious than Ana needs." in mark(contrast(), {"first": "careful", "second": "massage"}).detail


def test_a_contrast_tells_the_reason_of_each_story():
    result = mark(contrast(), {"cue": "age", "first": "careful", "second": "massage"})
    parts = {reason.option: reason for reason in result.reasons}
    assert (parts["first"].verdict, parts["second"].verdict) == (RIGHT, WRONG)
    assert parts["second"].said == "Text of massage."
    assert parts["second"].better == "Text of doctor."
    assert parts["first"].why == "Reason for first."


@pytest.mark.parametrize("answer", [{"cue": "swelling", "third": "doctor"}, {"first": "swelling"}, {"cue": 1}, "age"])
def test_a_contrast_in_another_shape_is_no_answer_and_a_remark(answer):
    result = mark(contrast(), answer)
    assert (result.verdict, bool(result.remark)) == (BLANK, True)
