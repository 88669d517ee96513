"""What each type of question pays for: its rule, written out in examples and properties."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import pytest
from helpers.questions import (
    best,
    claim,
    contrast,
    dose,
    key_features,
    note,
    probability,
    ranked,
    region,
    shift,
    short,
)
from hypothesis import given
from hypothesis import strategies as st

from course_tools.marking import BLANK, OPEN, PARTLY, RIGHT, WRONG, mark, mark_quiz

GRADES = ("supported", "overstated", "unsupported")


@pytest.mark.parametrize(
    ("answer", "score", "verdict"), [("b", 1, RIGHT), ("c", 0.6, PARTLY), ("a", 0.25, PARTLY), ("d", 0, WRONG)]
)
def test_a_ranked_option_earns_its_value(answer, score, verdict):
    result = mark(ranked(), answer)
    assert (result.score, result.verdict) == (score, verdict)
    assert {reason.option: reason.verdict for reason in result.reasons}[answer] == verdict


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


@pytest.mark.parametrize(
    ("ratio", "step"),
    [
        (0.05, "much-less"), (0.19, "much-less"), (0.2, "less"), (0.66, "less"), (0.67, "no-more"), (1, "no-more"),
        (1.5, "no-more"), (1.51, "more"), (5, "more"), (5.1, "much-more"), (40, "much-more"),
    ],
)  # fmt: skip
def test_a_likelihood_ratio_stands_for_a_step_and_on_a_cut_for_the_weaker_one(ratio, step):
    assert mark(shift(ratio), step).verdict == RIGHT


@pytest.mark.parametrize(
    ("ratio", "scores"),
    [
        (0.1, [1, 0.5, 0, 0, 0]),
        (0.4, [0.5, 1, 0, 0, 0]),
        (1.0, [0, 0, 1, 0, 0]),
        (3.0, [0, 0, 0, 1, 0.5]),
        (9.0, [0, 0, 0, 0.5, 1]),
    ],
)
def test_a_shift_pays_half_for_the_right_direction_and_nothing_for_another(ratio, scores):
    steps = ("much-less", "less", "no-more", "more", "much-more")
    assert [mark(shift(ratio), step).score for step in steps] == scores


@given(st.floats(0.001, 1000))
def test_exactly_one_step_is_right_for_any_likelihood_ratio(ratio):
    scores = [mark(shift(ratio), option.id).score for option in shift().prompt.options]
    assert sorted(scores)[-1] == 1
    assert scores.count(1) == 1


@pytest.mark.parametrize(
    ("percent", "score"),
    [
        (100 / 3, 1),
        (33, 1),
        (33.8, 1),
        (50, 1 - math.log(2) / math.log(9)),
        (20, 1 - math.log(2) / math.log(9)),
        (82, 0),
    ],
)
def test_a_probability_pays_by_how_far_its_odds_are_off(percent, score):
    assert mark(probability(0.2, 2), percent).score == pytest.approx(score, abs=1e-9)


chances = st.floats(0.02, 0.98)
ratios = st.floats(0.05, 20)


@given(chances, ratios)
def test_the_probability_by_bayes_is_right_in_percent_and_in_whole_percent(pretest, ratio):
    right = 100 * pretest * ratio / (pretest * ratio + 1 - pretest)
    assert mark(probability(pretest, ratio), right).verdict == RIGHT
    assert mark(probability(pretest, ratio), round(right)).verdict == RIGHT


@given(chances, ratios, st.floats(0, 100), st.floats(0, 100))
def test_of_two_probabilities_too_low_the_nearer_one_never_earns_less(pretest, ratio, one, other):
    right = 100 * pretest * ratio / (pretest * ratio + 1 - pretest)
    far, near = sorted((min(one, right), min(other, right)))
    assert mark(probability(pretest, ratio), far).score <= mark(probability(pretest, ratio), near).score + 1e-9


def test_a_probability_is_explained_in_people_and_never_in_a_quizs_feedback():
    result = mark(probability(0.2, 2), 60)
    assert result.explained == (
        "Of 100 such people, about 20 have it before the finding is known. The finding is 2 times as common in those "
        "who have it as in the others. So of 100 such people with the finding, about 33 have it."
    )
    assert result.reasons[0].better == "33%"
    assert "33" not in result.detail  # a quiz's feedback shows the detail, and must not tell the key


def test_a_rare_thing_is_explained_in_a_thousand_people():
    assert "Of 1,000 such people, about 1 have it" in mark(probability(0.001, 5), 60).explained


@pytest.mark.parametrize("answer", ["33", True, -1, 101, float("nan"), [33], {"value": 33}])
def test_a_probability_that_is_none_is_no_answer_and_a_remark(answer):
    result = mark(probability(), answer)
    assert (result.verdict, bool(result.remark)) == (BLANK, True)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ({"often": "weekly", "minutes": 45}, 1),
        ({"often": "weekly", "minutes": 30}, 1),
        ({"often": "weekly", "minutes": 60}, 1),
        ({"often": "weekly", "minutes": 61}, 0.25),
        ({"often": "daily", "minutes": 45}, 0.75),
        ({"minutes": 45}, 0.75),
        ({"often": "weekly"}, 0.25),
        ({"often": "weekly", "minutes": 80}, 0),
    ],
)
def test_a_dose_is_the_weighted_mean_of_its_fields_in_range(answer, score):
    assert mark(dose(), answer).score == score


@given(st.sampled_from(["daily", "weekly", "yearly"]), st.floats(80, 90))
def test_a_dose_in_its_stop_range_earns_nothing_and_is_unsafe(often, minutes):
    result = mark(dose(safety=True), {"often": often, "minutes": minutes})
    assert (result.score, result.safe) == (0, False)
    assert "could do harm" in result.detail
    assert mark(dose(safety=True), {"often": "weekly", "minutes": 70}).safe


@pytest.mark.parametrize(
    "answer",
    [{"minutes": 91}, {"minutes": -1}, {"minutes": "45"}, {"often": "hourly"}, {"often": 3}, {"where": 1}, [45]],
)
def test_a_dose_that_its_fields_do_not_offer_is_no_answer_and_a_remark(answer):
    result = mark(dose(), answer)
    assert (result.verdict, bool(result.remark)) == (BLANK, True)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("abduction", 1), ("  The ABDUCTION. ", 1), ("ab-duction", 1), ("abdúction", 1), ("abductoin", 1),
        ("abducton", 1), ("moving out to the side", 1), ("moving out to the sied", 1), ("Raising the arm", 0.5),
        ("adduction", 0), ("adducton", 0), ("aduction", 0), ("addduction", 0), ("bduction", 0), ("ebduction", 0),
        ("abcudtion", 0), ("abducing", 0), ("not abduction", 0), ("abduction or adduction", 0), ("no abduction", 0),
        ("flexion", 0),
    ],
)  # fmt: skip
def test_a_short_answer_is_taken_whole_with_one_slip_but_never_for_a_refused_word(answer, score):
    assert mark(short(), answer).score == score


@pytest.mark.parametrize(
    ("accepted", "given_"),
    [("typical", "atypical"), ("C6 nerve root", "C7 nerve root"), ("hip", "hid"), ("hypertension", "hypotension")],
)
def test_a_slip_never_turns_one_thing_into_another(accepted, given_):
    question = short()
    question.key["accept"] = [{"text": accepted, "value": 1, "also": []}]
    assert mark(question, given_).score == 0
    assert mark(question, accepted).score == 1


@given(st.text(max_size=30), st.sampled_from(["not ", "no ", "never ", "isn't ", "anything but "]))
def test_a_negated_answer_is_never_accepted(rest, negation):
    assert mark(short(), f"{negation}abduction{rest}").score == 0


@given(st.text(min_size=1, max_size=12))
def test_the_accepted_answer_itself_is_always_right(text):
    question = short()
    question.key.update(accept=[{"text": text, "value": 1, "also": []}], refuse=[])
    assert mark(question, text).verdict == (RIGHT if any(sign.isalnum() for sign in text.strip()) else BLANK)


def test_an_endless_answer_is_refused_with_a_remark():
    assert mark(short(), "a" * 30_000).remark


LEFT, RIGHT_SIDE = [218, 223], [219, 224]


@given(st.sets(st.sampled_from([218, 219, 222, 223, 224, 225, 126])))
def test_a_region_pays_the_areas_in_common_of_all_areas_in_either(chosen):
    result = mark(region(), sorted(chosen))
    jaccard = len(chosen & set(LEFT)) / len(chosen | set(LEFT))
    assert result.score == pytest.approx(0.25 if sorted(chosen) == RIGHT_SIDE else jaccard)


def test_the_right_place_on_the_wrong_side_has_its_own_message():
    result = mark(region(safety=True), RIGHT_SIDE)
    assert (result.score, result.safe) == (0.25, False)
    assert "wrong side" in result.detail
    assert result.reasons[0].better == "Back, left: low back; Back, left: buttock"


def test_areas_on_both_sides_are_on_no_wrong_side():
    question = region(safety=True)
    question.key["areas"] = [218, 219]
    result = mark(question, [219, 218])
    assert (result.verdict, result.safe) == (RIGHT, True)
    assert "wrong side" not in result.detail


@given(st.sets(st.sampled_from(LEFT)))
def test_a_forbidden_area_undoes_all_that_was_right(chosen):
    result = mark(region(safety=True), [*sorted(chosen), 121])
    assert (result.score, result.safe) == (0, False)
    assert "“Front, right: groin” must not be chosen" in result.detail


@pytest.mark.parametrize("answer", [[999], ["218"], [True], [218, 218], [218.0], 218, {"218": True}])
def test_an_area_that_the_chart_does_not_have_is_no_answer_and_a_remark(answer):
    result = mark(region(), answer)
    assert (result.verdict, bool(result.remark)) == (BLANK, True)


def test_an_area_of_the_other_view_is_no_answer():
    question = replace(region(), prompt=replace(region().prompt, limits={"view": "back"}))
    assert mark(question, [218, 223]).verdict == RIGHT
    assert mark(question, [121]).remark


@given(st.dictionaries(st.sampled_from(["seen", "plan"]), st.text(max_size=20)))
def test_a_note_waits_for_a_person_and_is_never_called_wrong(written):
    result = mark(note(), written)
    some = any(text.strip() for text in written.values())
    assert (result.score, result.verdict) == (0, OPEN if some else BLANK)
    assert result.safe
    assert result.message == ("To be marked by a person." if some else "No answer.")


def test_a_quiz_with_a_note_is_passed_once_its_points_are_enough():
    results = {"q1": mark(best(points=6), "b"), "q2": mark(note(points=4), {"seen": "She sleeps."})}
    quiz = mark_quiz(results, pass_at=0.7)
    assert (quiz.by_hand, quiz.passed) == (("q2",), False)
    assert mark_quiz(results | {"q2": replace(results["q2"], points=2.0)}, pass_at=0.7).passed
    assert mark_quiz(results, pass_at=0.6).passed


def test_a_note_can_be_written_as_utf_8_whatever_a_journal_holds():
    result = mark(note(), {"seen": "a\ud800b"})
    assert result.reasons[1].said.encode() == b"a?b"
