"""What a mark promises, whatever a trainee answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations, product

import pytest
from helpers.meetings import HARMS, WAY, log_of
from helpers.questions import ALL, best, case, match, number, order, pick, triage, true_false_set
from hypothesis import given
from hypothesis import strategies as st

from course_tools.marking import BLANK, OPEN, PARTLY, RIGHT, TYPES, WRONG, mark, mark_quiz

QUESTIONS = [make() for make in (*ALL, case)]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=4), inner, max_size=5),
    max_leaves=12,
)


def possible(question):
    """Every well-formed answer to a small question."""
    ids = [option.id for option in question.prompt.options]
    if question.prompt.type == "true_false_set":
        for said in product([True, False, None], repeat=len(ids)):
            yield dict(zip(ids, said, strict=True))
    elif question.prompt.type == "order":
        yield from map(list, permutations(ids))
    elif question.prompt.type == "claim":
        for said in product(["supported", "overstated", "unsupported", None], repeat=len(ids)):
            yield dict(zip(ids, said, strict=True))
    elif question.prompt.type == "contrast":
        actions = [None, *(target["id"] for target in question.prompt.limits["targets"])]
        for cue, first, second in product([None, *ids], actions, actions):
            yield {"cue": cue, "first": first, "second": second}
    elif question.prompt.type == "probability":
        yield from (0, 1, 10, 20, 32, 33, 33.3, 34, 50, 60, 99, 100)
    elif question.prompt.type == "short":
        yield from ("abduction", "Ab-duction!", "abdction", "adduction", "not abduction", "raising the arm", "nothing")
    elif question.prompt.type == "dose":
        for often, minutes in product([None, "daily", "weekly", "yearly"], [None, 0, 30, 45, 60, 70, 80]):
            yield {"often": often, "minutes": minutes}
    elif question.prompt.type == "region":
        yield from (list(some) for count in range(4) for some in combinations([121, 218, 219, 223, 224], count))
    elif question.prompt.type in ("pick", "key_features"):
        yield from (list(some) for count in range(len(ids) + 1) for some in combinations(ids, count))
    elif question.prompt.type == "match":
        targets = [None, *(target["id"] for target in question.prompt.limits["targets"])]
        for said in product(targets, repeat=len(ids)):
            yield dict(zip(ids, said, strict=True))
    elif question.prompt.type == "number":
        for unit in question.prompt.limits["units"]:
            yield from (
                {"value": value, "unit": unit} for value in (-2, 0, 1.4, 1.5, 1.75, 2, 2.25, 2.5, 2.6, 90, 120, 135)
            )
    elif question.prompt.type == "case":
        yield from (log_of(path) for path in (WAY, WAY[:4], HARMS))
    else:
        yield from ids


def accepted(question, answer):
    """Whether the key itself accepts an answer whole; written apart from the marking."""
    key = question.key
    if question.prompt.type in ("best", "triage"):
        return answer == key["right"]
    if question.prompt.type == "true_false_set":
        return all(answer[option.id] == (option.id in key["true"]) for option in question.prompt.options)
    if question.prompt.type == "pick":
        return sorted(answer) == key["right"]
    if question.prompt.type == "match":
        return answer == key["pairs"]
    if question.prompt.type == "ranked":
        return key["values"][answer] == 1
    if question.prompt.type == "claim":
        return answer == key["grades"]
    if question.prompt.type == "key_features":
        return ("a" in answer or "b" in answer) and "c" in answer and "f" not in answer and len(answer) <= 3
    if question.prompt.type == "contrast":
        return answer == {"cue": "swelling", "first": "careful", "second": "doctor"}
    if question.prompt.type == "shift":
        return answer == "more"
    if question.prompt.type == "probability":
        return 32.9 < answer < 33.8
    if question.prompt.type == "case":
        return [line["action"] for line in answer][-1] == "tell.foot-check"
    if question.prompt.type == "short":
        return answer in ("abduction", "Ab-duction!", "abdction")
    if question.prompt.type == "dose":
        return answer["often"] == "weekly" and answer["minutes"] in (30, 45, 60)
    if question.prompt.type == "region":
        return answer == [218, 223]
    if question.prompt.type == "number":
        minutes = {"minutes": answer["value"], "seconds": answer["value"] / 60, "visits": 1e9}[answer["unit"]]
        return 1.75 <= minutes <= 2.25
    rank = {option: place for place, step in enumerate(key["steps"]) for option in step}
    return [rank[option] for option in answer] == sorted(rank.values())


def test_the_tested_types_are_all_types():
    assert {question.prompt.type for question in QUESTIONS} == set(TYPES)


@given(st.sampled_from(QUESTIONS), json_values)
def test_any_answer_at_all_is_marked_between_nothing_and_all(question, answer):
    result = mark(question, answer)
    assert 0 <= result.score <= 1
    assert result.points == pytest.approx(result.score * question.prompt.points)
    assert result.verdict in (RIGHT, PARTLY, WRONG, BLANK, OPEN)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.prompt.type)
@pytest.mark.parametrize("blank", [None, {}, [], "", {"a": None}])
def test_a_blank_answer_never_earns(question, blank):
    result = mark(question, blank)
    assert (result.score, result.verdict) == (0, BLANK)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.prompt.type != "note"], ids=lambda q: q.prompt.type)
def test_full_marks_only_for_what_the_key_accepts(question):
    answers = list(possible(question))
    full = [answer for answer in answers if mark(question, answer).verdict == RIGHT]
    assert full == [answer for answer in answers if accepted(question, answer)]
    assert full


@given(st.sampled_from(QUESTIONS), st.randoms(use_true_random=False))
def test_the_order_in_which_options_are_listed_changes_no_mark(question, rng):
    options = list(question.prompt.options)
    rng.shuffle(options)
    shuffled = replace(question, prompt=replace(question.prompt, options=tuple(options)))
    for answer in possible(question):
        assert mark(shuffled, answer).score == mark(question, answer).score


@pytest.mark.parametrize(
    ("right", "wrong", "score"),
    [(4, 0, 1.0), (3, 1, 0.5), (3, 0, 0.75), (2, 2, 0.0), (1, 3, 0.0), (1, 0, 0.25), (0, 1, 0.0), (2, 1, 0.25)],
)
def test_in_a_true_false_set_a_wrong_one_takes_away_a_right_one(right, wrong, score):
    question = true_false_set()
    key = {option.id: option.id in question.key["true"] for option in question.prompt.options}
    items = list(key.items())
    answer = dict(items[:right]) | {name: not true for name, true in items[right : right + wrong]}
    assert mark(question, answer).score == score


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ("abcd", 1.0),
        ("acbd", 1.0),  # b and c tie
        ("bacd", 1 - 2 / 5),  # one of five constrained pairs the wrong way round
        ("abdc", 1 - 2 / 5),
        ("bcad", 1 - 4 / 5),
        ("dabc", 0.0),  # the critical pair a, d is reversed
        ("bdac", 0.0),
        ("dcba", 0.0),
    ],
)
def test_an_order_earns_its_pairs_and_nothing_once_a_critical_pair_is_reversed(answer, score):
    assert mark(order(), list(answer)).score == pytest.approx(score)


def test_an_order_without_critical_pairs_is_kendalls_tau_cut_at_zero():
    free = order(steps=(("a",), ("b",), ("c",)), critical=())
    marks = [mark(free, list(answer)).score for answer in ("abc", "acb", "bca", "cab", "cba")]
    assert marks == pytest.approx([1, 1 / 3, 0, 0, 0])


@pytest.mark.parametrize(
    ("answer", "score"), [("change", 1), ("send", 0.5), ("call", 0.5), ("go", 0), ("also-change", 0)]
)
def test_triage_gives_half_for_more_caution_and_nothing_for_less(answer, score):
    assert mark(triage(), answer).score == score


@pytest.mark.parametrize(
    ("answer", "score"),
    [("ad", 1), ("a", 0.5), ("ab", 0.5 - 1 / 3), ("adb", 1 - 1 / 3), ("adbc", 1 - 2 / 3), ("abcde", 0), ("bc", 0)],
)
def test_a_pick_earns_its_hits_less_what_does_not_belong(answer, score):
    assert mark(pick(), list(answer)).score == pytest.approx(score)


def test_picking_everything_or_anything_at_random_earns_next_to_nothing():
    pairs = [mark(pick(), list(two)).score for two in combinations("abcde", 2)]
    assert mark(pick(), list("abcde")).score == 0
    assert sum(pairs) / len(pairs) == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ({"a": "t1", "b": "t2", "c": "t1"}, 1),
        ({"a": "t1"}, 1 / 3),
        ({"a": "t2", "b": "t2", "c": "t4"}, 1 / 3),
        ({"a": "t3"}, 0),
    ],
)
def test_a_match_earns_its_right_pairs(answer, score):
    assert mark(match(), answer).score == pytest.approx(score)


@pytest.mark.parametrize(
    ("value", "unit", "score", "words"),
    [
        (2, "minutes", 1, ""),
        (2.25, "minutes", 1, ""),
        (120, "seconds", 1, ""),
        (105, "seconds", 1, ""),
        (2.5, "minutes", 0.5, "Near"),
        (90, "seconds", 0.5, "Near"),
        (2, "seconds", 0.5, "its unit is not"),
        (2, "visits", 0.5, "its unit is not"),
        (120, "minutes", 0, ""),
        (3, "minutes", 0, ""),
    ],
)
def test_a_number_is_read_with_its_unit(value, unit, score, words):
    result = mark(number(), {"value": value, "unit": unit})
    assert result.score == score
    assert words in result.detail


@pytest.mark.parametrize(
    "answer",
    [
        {"value": "2", "unit": "minutes"},
        {"value": True, "unit": "minutes"},
        {"value": 2},
        {"value": 1e300, "unit": "minutes"},
    ],
)
def test_a_number_that_is_none_is_no_answer_and_a_remark(answer):
    result = mark(number(), answer)
    assert (result.verdict, bool(result.remark)) == (BLANK, True)


@pytest.mark.parametrize(("answer", "safe"), [("change", True), ("send", True), ("go", False), (None, False)])
def test_in_a_safety_question_only_too_little_caution_is_unsafe(answer, safe):
    assert mark(triage(safety=True), answer).safe is safe
    assert mark(triage(safety=False), answer).safe is True


def test_a_safety_question_answered_wrongly_fails_a_quiz_that_has_points_enough():
    answers = {"q1": (best(points=9), "b"), "q2": (triage(safety=True), "go")}
    quiz = mark_quiz({slot: mark(question, answer) for slot, (question, answer) in answers.items()}, pass_at=0.7)
    assert quiz.points == 9
    assert quiz.unsafe == ("q2",)
    assert not quiz.passed


def test_a_quiz_is_passed_at_its_mark_exactly():
    results = {f"q{i}": mark(best(), "b" if i < 7 else "a") for i in range(10)}
    assert mark_quiz(results, pass_at=0.7).passed
    assert not mark_quiz(results, pass_at=0.71).passed


def test_every_option_comes_with_its_reason():
    result = mark(triage(), "go")
    assert {reason.option: reason.why for reason in result.reasons} == dict(triage().why)
    assert [reason.option for reason in result.reasons if reason.given] == ["go"]
