"""Soreness: pairs follow from the published effect sizes, and no picture promises more than a review found."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_tools.content import load_evidence
from course_tools.figures.soreness import HOPES, HOURS, STORIES, pairs, places
from course_tools.widgets.explore import explorable


def shown(hour: int, hope: str) -> str:
    picture = explorable("soreness-two-reviews")
    picture._repr_mimebundle_()
    picture._controls["hour"].value = hour
    picture._controls["hope"].value = hope
    return str(picture._page.value)


def test_no_effect_is_a_coin_toss_and_a_large_one_nearly_always_wins():
    assert pairs(0) == 50
    assert pairs(5) == 100


@pytest.mark.parametrize("size", [0.2, 0.56, 1.51])
def test_pairs_are_what_drawing_pairs_of_people_gives(size):
    rng, draws = random.Random(1), 40_000
    better = sum(rng.gauss(size, 1) > rng.gauss(0, 1) for _ in range(draws))
    assert pairs(size) == pytest.approx(100 * better / draws, abs=1.5)


@given(st.floats(0, 4), st.floats(0, 4))
def test_a_larger_effect_never_wins_fewer_pairs(one, other):
    small, large = sorted((one, other))
    assert 50 <= pairs(small) <= pairs(large) <= 100


def test_day_two_shows_the_figures_of_the_evidence_base():
    numbers = load_evidence().facts["doms-meta-2017"].numbers
    assert (numbers["smd_48h"], numbers["ci95_48h"]) == (-1.51, [-2.24, -0.77])
    page = shown(48, "less soreness")
    assert "Day two: 86 of 100 pairs by one review, “a small effect” by the larger" in page
    assert "<td>86 (71 to 94)</td>" in page


@pytest.mark.parametrize("hour", [0, 96])
def test_an_hour_that_nobody_pooled_has_no_figure(hour):
    assert "nobody has a figure" in shown(hour, "less soreness")


@pytest.mark.parametrize("hope", [hope for hope in HOPES if hope != "less soreness"])
@pytest.mark.parametrize("hour", HOURS)
def test_strength_and_speed_are_never_promised(hope, hour):
    assert "promise none" in shown(hour, hope)


@pytest.mark.parametrize(("story", "soon"), [("calf", "the same day"), ("dark", "today"), ("pop", "within days")])
def test_each_story_that_is_not_soreness_says_how_soon(story, soon):
    assert places(story).title.endswith(soon)


def test_each_story_can_be_chosen_in_its_own_words():
    options = explorable("soreness-places")._controls["story"].options
    assert dict(options) == {story.says: name for name, story in STORIES.items()}
