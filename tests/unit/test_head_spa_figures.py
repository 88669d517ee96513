"""A head over a basin: a sign outweighs every support, and a smile outweighs nothing."""

from __future__ import annotations

import itertools

import pytest

from course_tools.content import load_evidence
from course_tools.figures.head_spa import ASK, GO, MEND, STOP, TILTS, WORDS, basin, caution
from course_tools.widgets.explorables.head_spa import PLACES
from course_tools.widgets.explore import explorable

MINUTES = (1, 2, 10)
EVERY = list(itertools.product(TILTS, (True, False), MINUTES, WORDS))


def test_a_sign_asks_for_the_call_in_every_position():
    assert {caution(tilt, towel, minutes, "ceiling") for tilt, towel, minutes, _ in EVERY} == {STOP}


def test_only_a_level_head_on_a_filled_neck_and_a_recent_question_may_go_on():
    assert [state for state in EVERY if caution(*state) is GO] == [
        ("level", True, 1, "nice"),
        ("level", True, 2, "nice"),
    ]


def test_a_guest_who_feels_fine_on_a_bare_rim_or_with_the_head_back_is_set_right_first():
    fine = [(tilt, towel) for tilt in TILTS for towel in (True, False) if caution(tilt, towel, 1, "nice") is MEND]
    assert set(fine) == set(itertools.product(TILTS, (True, False))) - {("level", True)}


def test_two_minutes_without_a_question_may_pass_and_three_may_not():
    assert caution("level", True, 2, "nice") is GO
    assert caution("level", True, 3, "nice") is ASK


@pytest.mark.parametrize("state", EVERY)
def test_the_picture_says_in_words_what_it_shows(state):
    picture = basin(*state)
    assert caution(*state).do in picture.alt
    assert "no trial sets these steps" in picture.note


def test_the_title_of_the_best_position_still_claims_no_safe_angle():
    assert "No good figure says how far back is safe" in basin("level", True, 1, "nice").title


def test_the_note_quotes_its_fact():
    fact = load_evidence().facts["basin-support-25"]
    picture = basin("level", True, 1, "nice")
    assert f"in {fact.numbers['n']} people" in picture.note
    assert f"({fact.certainty} certainty)" in picture.note


def test_the_controls_offer_every_state_and_begin_with_a_head_that_hangs():
    controls = explorable("head-spa-basin")._controls
    offered = {name: {value for _, value in control.options} for name, control in controls.items()}
    assert offered == {"says": set(WORDS), "tilt": set(TILTS), "towel": {True, False}, "minutes": set(MINUTES)}
    assert caution(**{name: control.value for name, control in controls.items()}) is MEND


def test_below_the_skin_each_place_is_offered():
    assert {value for _, value in explorable("head-spa-below-skin")._controls["place"].options} == set(PLACES)
