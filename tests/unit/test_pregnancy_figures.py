"""Pregnancy by the week: bars begin and end where the evidence base says, and every warning says how soon."""

from __future__ import annotations

import pytest

from course_tools.content import load_evidence
from course_tools.figures.pregnancy import BIRTH, CLOT, HEAD, PLACES, STORIES, TRIALS, bands, places, position, weeks_of
from course_tools.widgets.explorables import pregnancy as controls
from course_tools.widgets.explore import explorable

WEEKS = controls.facts()


def covering(week: int) -> set[str]:
    return {band.id for band in bands(WEEKS) if band.covers(week)}


def shown(week: int, story: str) -> str:
    picture = explorable("pregnancy-weeks")
    picture._repr_mimebundle_()
    picture._controls["week"].value = week
    picture._controls["story"].value = story
    return str(picture._page.value)


def test_the_weeks_are_those_of_the_evidence_base():
    assert WEEKS == {"trials": 12, "side": 13, "flat": 28, "head": 20, "head_after": 4, "clot_after": 6}


@pytest.mark.parametrize(("week", "known"), [(0, False), (8, False), (11, False), (12, True), (40, True), (41, False)])
def test_trials_cover_what_they_enrolled_and_nothing_else(week, known):
    assert (TRIALS in covering(week)) is known


@pytest.mark.parametrize(
    ("week", "asked"),
    [(19, {CLOT}), (20, {CLOT, HEAD}), (BIRTH + 4, {CLOT, HEAD}), (BIRTH + 5, {CLOT}), (BIRTH + 6, {CLOT})],
)
def test_the_questions_go_on_after_the_birth(week, asked):
    assert covering(week) & {CLOT, HEAD} == asked


def test_no_bar_reaches_past_six_weeks_after_the_birth():
    assert covering(BIRTH + 7) == set()


@pytest.mark.parametrize("week", range(28, BIRTH + 1))
def test_late_in_pregnancy_nobody_lies_flat(week):
    assert "never flat" in position(week, WEEKS)


def test_before_the_trials_it_says_not_known_and_not_dangerous():
    assert "Not known is not the same as dangerous" in shown(8, "well")


@pytest.mark.parametrize("week", [8, 33, BIRTH + 2, BIRTH + 8])
@pytest.mark.parametrize(
    ("story", "soon"), [("sudden", "now"), ("calf", "the same day"), ("faint", "Call now"), ("evening", "next visit")]
)
def test_what_she_tells_decides_in_every_week_and_says_how_soon(week, story, soon):
    assert soon in weeks_of(week, story, WEEKS).title


def test_every_choice_can_be_drawn():
    for _, week in explorable("pregnancy-weeks")._controls["week"].options:
        for story in STORIES:
            assert weeks_of(week, story, WEEKS).rows


def test_each_choice_is_in_the_words_of_the_picture():
    assert dict(explorable("pregnancy-weeks")._controls["story"].options) == {s.says: n for n, s in STORIES.items()}
    assert dict(explorable("pregnancy-places")._controls["place"].options) == {p.says: n for n, p in PLACES.items()}


@pytest.mark.parametrize(("place", "soon"), [("ribs", "now"), ("calf", "the same day")])
def test_a_place_that_must_not_wait_says_how_soon(place, soon):
    assert soon in places(place).title


def test_ratios_follow_from_the_counts_that_were_published():
    left = load_evidence().facts["preg-clot-left-rule"].numbers
    without = left["n"] - left["clots_n"]
    false_alarms = left["any_feature_n"] - left["clots_any_feature_n"]
    assert left["lr_positive"] == pytest.approx(1 / (false_alarms / without), abs=0.005)
    signs = load_evidence().facts["preg-symptoms-rule-out"].numbers
    missing = (1 - signs["epigastric_sensitivity"]) / signs["epigastric_specificity"]
    assert signs["epigastric_lr_negative"] == pytest.approx(missing, abs=0.005)
