"""Each trainee has a form of their own: order, numbers and draw follow from the roster id, and from nothing else."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from course_tools.content import Option, Prompt, Quiz, Slot, load_quiz, shown_order
from course_tools.problem import CourseProblem

OPTIONS = tuple(Option(name, name) for name in "abcd")
PROMPTS = {name: Prompt(name, "best", name, OPTIONS) for name in ("one", "two", "three", "four")}
SLOTS = (Slot("q1", 1.0, ("one", "two", "three")), Slot("q2", 1.0, ("four",)))
EACH = Quiz("small", "Small", "purpose", SLOTS, PROMPTS, "each")
CLASS = [f"t{i}" for i in range(300)]


def drawn(roster_id: str, slot: str = "q1") -> str:
    return EACH.item_in(slot, roster_id).id


def order(roster_id: str) -> tuple[str, ...]:
    return tuple(option.id for option in shown_order(PROMPTS["four"], EACH.seed(roster_id)))


def test_a_trainee_has_the_same_form_each_time():
    for roster_id in CLASS:
        assert (drawn(roster_id), order(roster_id)) == (drawn(roster_id), order(roster_id))


def test_a_class_gets_all_questions_of_a_pool_about_as_often():
    counts = Counter(map(drawn, CLASS))
    assert set(counts) == {"one", "two", "three"}
    assert min(counts.values()) > 60


def test_the_right_option_stands_in_every_place_in_some_form():
    assert {order(roster_id).index("a") for roster_id in CLASS} == {0, 1, 2, 3}


def test_a_slot_without_a_pool_has_one_question_for_all():
    assert {drawn(roster_id, "q2") for roster_id in CLASS} == {"four"}


def test_with_one_form_everyone_has_the_same(monkeypatch):
    one = Quiz("small", "Small", "purpose", (SLOTS[1],), PROMPTS)
    monkeypatch.setenv("JUPYTERHUB_USER", "t1")
    assert one.roster_id == ""
    assert one.seed("t1") == one.seed("t2") == one.seed("")


def copy_of(folder, trainee):
    (folder / "quiz.json").write_text(json.dumps({**EACH.to_json(), "trainee": trainee}))
    return load_quiz(folder)


def test_a_copy_shows_the_form_of_its_trainee(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_USER", "somebody-else")
    assert copy_of(tmp_path, "t7").roster_id == "t7"


def test_on_a_class_hub_the_user_is_the_trainee(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_USER", "t8")
    assert copy_of(tmp_path, "").roster_id == "t8"


def test_a_copy_that_names_nobody_shows_no_question_but_a_sentence(tmp_path, monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    with pytest.raises(CourseProblem, match="Get your own copy from your instructor"):
        _ = copy_of(tmp_path, "").roster_id
