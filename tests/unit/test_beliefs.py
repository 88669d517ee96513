"""What findings do to a belief, what a question is worth, and how sure is compared with how right: exact by hand."""

from __future__ import annotations

from math import isclose, log2

import pytest
from helpers.cases import wide_case
from hypothesis import given
from hypothesis import strategies as st

from course_tools.authoring.ratios import supported
from course_tools.content import Case
from course_tools.content.case import LikelihoodRatio
from course_tools.encounter import begin, calibration, debrief, held, played, stated
from course_tools.encounter.beliefs import crowd, entropy, frequencies, people, posterior, update
from course_tools.encounter.path import seed_with
from course_tools.encounter.value import drop, turns
from course_tools.problem import CourseProblem
from course_tools.widgets.clientpictures import people_picture

SHARES = st.lists(st.floats(0.01, 1), min_size=2, max_size=5).map(
    lambda raw: {str(i): share / sum(raw) for i, share in enumerate(raw)}
)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return wide_case(tmp_path_factory.mktemp("case"))


def ratio(present: float, absent: float) -> LikelihoodRatio:
    return LikelihoodRatio("a", present, absent, "author-judgement", "", "")


def test_odds_of_one_to_nine_times_a_ratio_of_nine_are_even():
    assert update({"a": 0.1, "b": 0.9}, "a", 9) == pytest.approx({"a": 0.5, "b": 0.5})


def test_a_ratio_of_a_tenth_takes_an_even_chance_to_one_in_eleven():
    assert update({"a": 0.5, "b": 0.5}, "a", 0.1) == pytest.approx({"a": 1 / 11, "b": 10 / 11})


def test_the_rest_is_shared_among_the_others_as_before():
    after = update({"a": 0.2, "b": 0.6, "c": 0.2}, "a", 4)
    assert after == pytest.approx({"a": 0.5, "b": 0.375, "c": 0.125})


@given(SHARES, st.floats(0.01, 100))
def test_beliefs_stay_a_whole_and_a_ratio_of_one_changes_nothing(shares, lr):
    after = update(shares, "0", lr)
    assert isclose(sum(after.values()), 1)
    odds = {name: share / (1 - share) for name, share in (("before", shares["0"]), ("after", after["0"]))}
    assert isclose(odds["after"], odds["before"] * lr, rel_tol=1e-6)
    assert update(shares, "0", 1.0) == pytest.approx(shares)


@given(SHARES, st.sampled_from([100, 1000]))
def test_people_are_whole_and_sum_to_the_crowd(shares, of):
    counted = people(shares, of)
    assert sum(counted.values()) == of
    assert all(abs(count - of * shares[name]) < 1 for name, count in counted.items())


def test_what_is_rarer_than_one_of_a_hundred_is_shown_among_a_thousand():
    assert crowd({"a": 0.991, "b": 0.009}) == 1000
    assert crowd({"a": 0.9, "b": 0.1}) == 100
    assert crowd({"a": 1.0, "b": 0.0}) == 100


def test_the_small_clients_findings_by_hand(wide):
    # prior 0.2: odds 1/4; a fall (4) gives odds 1, a bruise (6) odds 6: 6/7
    hurt = played(wide, ("q-hope", "q-fall", "look"), seed_with(wide, "hurt"))
    assert posterior(wide, hurt.shifts)["hurt"] == pytest.approx(6 / 7)
    # no fall (0.5): odds 1/8; whole skin (0.4): odds 1/20: 1/21
    stiff = played(wide, ("q-hope", "q-fall", "look"), seed_with(wide, "stiff"))
    assert posterior(wide, stiff.shifts)["hurt"] == pytest.approx(1 / 21)


def test_frequencies_are_said_in_people(wide):
    words = frequencies(wide, {"stiff": 0.75, "hurt": 0.25}, 100)
    assert words == "Of 100 people with these answers: 75 have this: an ordinary stiff back; 25 have this: an injury."


def test_a_belief_is_stated_before_a_decision_and_again_only_after_something_new(wide):
    door = begin(wide, seed_with(wide, "hurt")).take("q-hope")
    kinds = [action.kind for action in door.legal]
    assert "believe" in kinds
    assert "decide" not in kinds
    said = door.take("believe.plan", {"stiff": 90, "hurt": 10})
    assert "believe.plan" not in [action.name for action in said.legal]
    assert "plan.send-on" in [action.name for action in said.legal]
    asked = said.take("q-fall")
    again = asked.take("believe.plan", {"stiff": 40, "hurt": 60})
    assert [each.stated["hurt"] for each in held(again)] == [10, 60]
    assert [each.bayes["hurt"] for each in held(again)] == pytest.approx([0.2, 0.5])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"stiff": 90, "hurt": 20}, "add up to 110"),
        ({"stiff": 100}, "“an injury” is still open"),
        ({"stiff": 101, "hurt": -1}, "from 0 to 100"),
        ({"stiff": 50.0, "hurt": 50}, "whole number"),
        ({"stiff": True, "hurt": 99}, "whole number"),
        ({"stiff": 50, "hurt": 50, "other": 0}, "does not belong"),
        ([50, 50], "does not belong"),
    ],
)
def test_a_belief_that_is_no_whole_is_refused_in_a_sentence(wide, answer, words):
    door = begin(wide, "s").take("q-hope")
    with pytest.raises(CourseProblem, match=words):
        door.take("believe.plan", answer)


def test_the_picture_says_both_crowds_and_never_ends_in_a_name(wide):
    said = played(wide, ("q-hope", "q-fall"), seed_with(wide, "hurt")).take("believe.plan", {"stiff": 90, "hurt": 10})
    told = people_picture(said)
    assert [(group["you"], group["bayes"]) for group in told["picture"]["groups"]] == [(90, 50), (10, 50)]
    assert "You said 90 of 100 for “an ordinary stiff back”: higher than what you have found carries." in told["text"]
    assert told["text"].endswith("it ends in one of three: ask more, adapt, or refer. Never in a name.")
    assert "multiplies the odds of “an injury” by 4" in told["picture"]["ratios"][0]["text"]
    assert told["picture"]["ratios"][0]["judgement"] == "The author's estimate."


def test_an_even_question_holds_one_bit_and_a_sure_one_none():
    assert entropy({"a": 0.5, "b": 0.5}) == 1
    assert entropy({"a": 1.0, "b": 0.0}) == 0


def test_the_expected_drop_by_hand():
    # P = 9, A = 1/9: there in 1/10 of those without, in 9/10 of those with; from an even chance: 1 - H(0.9) bits
    h = -(0.9 * log2(0.9) + 0.1 * log2(0.1))
    assert drop({"a": 0.5, "b": 0.5}, ratio(9, 1 / 9)) == pytest.approx(1 - h)


@given(st.floats(0.01, 0.99), st.floats(1.01, 50), st.floats(0.01, 0.99))
def test_a_question_is_never_expected_to_make_things_less_clear(share, present, absent):
    assert (
        0 <= drop({"a": share, "b": 1 - share}, ratio(present, absent)) <= entropy({"a": share, "b": 1 - share}) + 1e-9
    )


def test_the_debrief_names_the_best_question_at_each_step_by_the_minute(wide):
    encounter = played(wide, ("q-tea", "q-hope", "q-fall", "plan.send-on"), seed_with(wide, "hurt"))
    first, second, third = turns(encounter)
    assert (first.step, first.chosen.bits, first.best.id) == (1, 0.0, "q-fall")
    assert first.best.rate == pytest.approx(drop({"hurt": 0.2, "stiff": 0.8}, wide.ask[1].lr))
    assert second.best.id == "q-fall"
    assert third.chosen == third.best
    assert debrief(encounter).turns == (first, second, third)


def test_calibration_by_hand():
    beliefs = (
        *stated({"a": 90, "b": 10}, {"a": 0.7, "b": 0.3}, "a"),
        *stated({"a": 90, "b": 10}, {"a": 0.9, "b": 0.1}, "b"),
    )
    known = calibration(beliefs)
    assert known is not None
    assert (known.count, known.distance) == (4, 10)
    assert known.brier == pytest.approx((0.01 + 0.01 + 0.81 + 0.81) / 4)
    assert [(each.low, each.count, each.mean, each.true) for each in known.bins] == [(0, 2, 10, 50), (80, 2, 90, 50)]
    assert calibration([]) is None


def test_a_ratio_is_carried_by_a_fact_that_gives_it_or_its_sensitivity_and_specificity():
    numbers = {"lr_positive": 2.4, "lr_ci95": [1.6, 3.5], "sensitivity": 0.64, "specificity": 0.73, "n_hands": 145}
    assert supported(2.4, numbers, present=True)
    assert supported(3.0, numbers, present=True)
    assert supported(0.49, numbers, present=False)
    assert not supported(145, numbers, present=True)
    assert not supported(9.0, numbers, present=True)
