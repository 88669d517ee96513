"""The facial's pictures: strength by the guide's own count, minutes by the study's own limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_tools.content import load_evidence
from course_tools.figures.facial import GUESTS, PLACES, bottle_and_timer, mask_finding, oil_finding, percent, places

FACTS = load_evidence().facts
GUIDE = {"drops": FACTS["aroma-dilution-drops"].numbers["drops_10ml"]["pct_1"], "ml": 10}
MASK = FACTS["facial-wrap-20min"].numbers


@pytest.mark.parametrize("strength", [1, 2, 3])
def test_the_guides_own_lines_come_out_as_the_guide_prints_them(strength):
    drops = FACTS["aroma-dilution-drops"].numbers["drops_10ml"][f"pct_{strength}"]
    assert percent(drops, 10, GUIDE) == pytest.approx(strength)


@given(st.integers(1, 20), st.integers(5, 60), st.integers(2, 5))
def test_twice_the_oil_with_twice_the_drops_is_as_strong(drops, ml, times):
    assert percent(drops * times, ml * times, GUIDE) == pytest.approx(percent(drops, ml, GUIDE))


@pytest.mark.parametrize("guest", ["unasked", "reacts", "pregnant"])
@pytest.mark.parametrize("drops", [1, 9])
def test_no_drop_is_fine_for_whoever_was_not_asked_reacts_or_may_be_pregnant(guest, drops):
    finding = oil_finding(GUESTS[guest], drops, 30, percent(drops, 30, GUIDE))
    assert "no oil" in finding
    assert "within" not in finding


@pytest.mark.parametrize(
    ("guest", "drops", "word"), [("face", 3, "within"), ("face", 6, "over"), ("body", 6, "within")]
)
def test_the_limit_itself_is_allowed_and_more_is_not(guest, drops, word):
    assert word in oil_finding(GUESTS[guest], drops, 10, percent(drops, 10, GUIDE))


@pytest.mark.parametrize(
    ("minutes", "words"), [(10, "in time"), (15, "off now"), (20, "off now"), (21, "over"), (25, "risen sharply")]
)
def test_a_mask_is_judged_by_the_studys_minutes(minutes, words):
    assert words in mask_finding(minutes, MASK)


def test_the_picture_says_strength_and_minutes_in_words():
    picture = bottle_and_timer(GUIDE, MASK, GUESTS["face"], 6, 10, 25)
    assert picture.title.startswith("6 drops in 10 ml is about 2.0%: over the house limit for this client.")
    assert "this bottle 2.0 percent" in picture.alt
    assert "this timer 25" in picture.alt
    assert ("Mask, the authors' limit", "20 min") in list(picture.rows)


@pytest.mark.parametrize("story", PLACES)
def test_where_the_face_is_left_alone_no_face_is_drawn(story):
    shown = {row[0] for row in places(story).rows}
    face = {"Frontalis", "Temporalis", "Masseter"}
    assert shown == face if story == "clear" else not shown & face
