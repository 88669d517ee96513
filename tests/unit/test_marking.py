"""What a mark promises, whatever a trainee answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product

import pytest
from helpers.questions import best, order, triage, true_false_set
from hypothesis import given
from hypothesis import strategies as st

from course_tools.marking import BLANK, PARTLY, RIGHT, TYPES, WRONG, mark, mark_quiz

QUESTIONS = [best(), true_false_set(), order(), triage()]
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
    else:
        yield from ids


def accepted(question, answer):
    """Whether the key itself accepts an answer whole; written apart from the marking."""
    key = question.key
    if question.prompt.type in ("best", "triage"):
        return answer == key["right"]
    if question.prompt.type == "true_false_set":
        return all(answer[option.id] == (option.id in key["true"]) for option in question.prompt.options)
    rank = {option: place for place, step in enumerate(key["steps"]) for option in step}
    return [rank[option] for option in answer] == sorted(rank.values())


def test_the_tested_types_are_all_types():
    assert {question.prompt.type for question in QUESTIONS} == set(TYPES)


@given(st.sampled_from(QUESTIONS), json_values)
def test_any_answer_at_all_is_marked_between_nothing_and_all(question, answer):
    result = mark(question, answer)
    assert 0 <= result.score <= 1
    assert result.points == pytest.approx(result.score * question.prompt.points)
    assert result.verdict in (RIGHT, PARTLY, WRONG, BLANK)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.prompt.type)
@pytest.mark.parametrize("blank", [None, {}, [], "", {"a": None}])
def test_a_blank_answer_never_earns(question, blank):
    result = mark(question, blank)
    assert (result.score, result.verdict) == (0, BLANK)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.prompt.type)
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
