"""Pictures: right numbers, words for those who do not see, a table behind."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_tools.content import load_evidence
from course_tools.figures.beliefs import sure_and_right
from course_tools.figures.picture import to_hundred
from course_tools.figures.purpose import rooms, shares_of_days
from course_tools.widgets.explore import EXPLORABLES, explorable


@pytest.mark.parametrize("clients", [1, 2, 3, 5])
def test_shares_of_days_are_those_of_counting_every_possible_day(clients):
    chances = {"health": 0.52, "calm": 0.33, "other": 0.15}
    counted = dict.fromkeys(("both", "only health", "only calm", "neither"), 0.0)
    for day in itertools.product(chances, repeat=clients):
        chance = 1.0
        for client in day:
            chance *= chances[client]
        kind = {
            (True, True): "both",
            (True, False): "only health",
            (False, True): "only calm",
            (False, False): "neither",
        }
        counted[kind["health" in day, "calm" in day]] += chance
    assert shares_of_days(0.52, 0.33, clients) == pytest.approx(counted)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6).filter(any))
def test_an_icon_array_always_has_a_hundred(weights):
    shares = [weight / sum(weights) for weight in weights]
    counts = to_hundred(shares)
    assert sum(counts) == 100
    assert all(abs(count - 100 * share) < 1 for count, share in zip(counts, shares, strict=True))


def test_the_picture_says_its_finding_and_its_numbers_in_words():
    picture = rooms({"health": 52, "calm": 33}, 2015, 5)
    assert picture.title == "With 5 clients a day, 84 of 100 days hold both purposes"
    assert "84 with both purposes" in picture.alt
    assert ("Days: both purposes", "84") in list(picture.rows)
    html = picture.html()
    assert f'alt="{picture.alt}"' in html
    assert '<th scope="row">Days: both purposes</th><td>84</td>' in html


@pytest.mark.parametrize("name", EXPLORABLES)
def test_every_explorable_draws_for_every_choice_of_every_control(name):
    shown = explorable(name)
    shown._repr_mimebundle_()
    seen = set()
    for control in shown._controls.values():
        for value in dict(control._options_full).values():
            control.value = value
            seen.add(shown._page.value)
            assert "<img" in shown._page.value
            assert 'alt="' in shown._page.value
    assert len(seen) > 2  # the picture answers to its controls


def test_the_survey_numbers_are_those_of_the_evidence_base():
    facts = load_evidence().facts
    shown = explorable("purpose-rooms")
    shown._repr_mimebundle_()
    assert f"<td>{facts['purpose-consumer-2015'].numbers['health_pct']}</td>" in shown._page.value
    shown._controls["year"].value = 2013
    assert f"<td>{facts['purpose-mixed'].numbers['medical_pct']}</td>" in shown._page.value


def test_ninety_percent_of_five_leaves_41_of_100_wrong_somewhere():
    picture = sure_and_right(dict.fromkeys("abcde", 90), None)
    assert picture.title == "As sure as that, 41 of 100 people are still wrong about at least one"
    assert "59 have all five right" in picture.alt


def test_what_was_right_is_set_beside_how_sure_one_felt():
    assert "and 3 were right: two different lines" in sure_and_right(dict.fromkeys("abcde", 90), 3).title
    assert "here the two lines meet" in sure_and_right(dict.fromkeys("abcde", 80), 4).title
