"""One basin, ten guests: only both steps after every guest keep it from all of them."""

from __future__ import annotations

import itertools

import pytest

from course_tools.content import load_evidence
from course_tools.figures.foot_massage import BRINGS, CONTACT, SCRUBS, SHAVED, WET, basin, day
from course_tools.widgets.explorables.foot_massage import VIEWS
from course_tools.widgets.explore import explorable

EVERY = list(itertools.product(SCRUBS, WET, (True, False)))


def test_one_unscrubbed_basin_reaches_everyone_after_it():
    assert day("evening", 10, False).met == (4, 5, 6, 7, 8, 9, 10)
    assert "reaches everyone after guest 3" in basin("evening", 10, False).title


def test_scrubbing_alone_or_a_short_spray_helps_nobody():
    for wet in (0, 2):
        assert day("each", wet, False).met == (4, 5, 6, 7, 8, 9, 10)


def test_both_steps_after_every_guest_leave_nobody_to_meet_it():
    assert day("each", 10, False).met == ()
    assert [state for state in EVERY if not day(*state).met] == [("each", 10, True), ("each", 10, False)]


def test_cleaning_at_noon_comes_too_late_for_the_two_guests_before():
    assert day("noon", 10, False).met == (4, 5)


def test_a_look_at_the_feet_keeps_nicks_dry_and_saves_nobody_else():
    looked = day("evening", 0, True)
    assert looked.dry == SHAVED
    assert looked.nicked == ()
    assert looked.met == (4, 6, 7, 9, 10)
    assert day("evening", 0, False).nicked == SHAVED


@pytest.mark.parametrize("state", EVERY)
def test_the_picture_says_in_words_what_it_shows(state):
    picture = basin(*state)
    today = day(*state)
    assert sum(row[2].startswith("Meets the germ") for row in picture.rows) == len(today.met)
    assert ("nobody meets the germ" in picture.title) == (not today.met)
    assert BRINGS not in today.met


def test_the_contact_time_and_the_outbreak_are_those_of_the_facts():
    facts = load_evidence().facts
    assert facts["footspa-epa-10min"].numbers["contact_minutes"] == CONTACT
    numbers, note = facts["footbath-outbreak"].numbers, basin("each", 10, True).note
    low, high = numbers["ci95_aor"]
    for said in (f"{numbers['n_customers']} customers", f"all {numbers['footbaths_positive']} footbaths",
                 f"{low} to {high}"):  # fmt: skip
        assert said in note


def test_the_controls_offer_every_state_and_show_no_answer_before_a_choice():
    controls = explorable("foot-massage-basin")._controls
    offered = {name: {value for _, value in control.options} for name, control in controls.items()}
    assert offered == {"scrub": {"", *SCRUBS}, "wet": set(WET), "look": {True, False}}
    picture = basin(**{name: control.value for name, control in controls.items()})
    assert picture.title.endswith("Whom does it meet?")
    assert [row[2] for row in picture.rows[3:]] == ["Open"] * 7


def test_below_the_skin_each_view_is_offered():
    assert {value for _, value in explorable("foot-massage-below-skin")._controls["view"].options} == set(VIEWS)
