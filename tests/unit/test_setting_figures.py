"""One hour in three rooms: what is owed stays the same, and shows only after a guess."""

from __future__ import annotations

import pytest

from course_tools.figures.setting import HANDS, HOUR, LINEN, ROOMS, YES, hour, right_marks
from course_tools.widgets.explore import explorable

KEY = {moment.id: moment.owed for moment in HOUR}


def test_hands_are_clean_three_times_linen_fresh_twice_and_a_yes_is_asked_twice():
    owed = [sum(duty in moment.owed for moment in HOUR) for duty in (HANDS, LINEN, YES)]
    assert owed == [3, 2, 2]  # the lesson's text says so below the picture


@pytest.mark.parametrize("room", ROOMS)
def test_the_same_marks_are_right_in_every_room(room):
    picture = hour(room, KEY)
    assert picture.title == "All seven right. The room changes the candle, not the duties"
    assert [row[2] for row in picture.rows] == [row[2] for row in hour("spa", KEY).rows]


def test_only_an_exact_mark_is_counted_as_right():
    assert right_marks({}) == (0, 0)
    assert right_marks({"over": frozenset({HANDS})}) == (1, 0)
    assert right_marks({"over": frozenset({HANDS, LINEN}), "turn": frozenset(), "talk": None}) == (2, 2)


def test_what_is_owed_is_hidden_until_it_is_marked():
    picture = hour("ward", {"talk": frozenset()})
    assert picture.title == "0 of 1 right so far; 6 still to mark"
    first, second, *_ = picture.rows
    assert first[1:] == ("not marked yet", "shown when you mark it", "")
    assert second[1:] == ("nothing new", "a yes", "the nurse's word first")
    assert "the nurse's word first" in picture.alt


def test_each_moment_has_a_control_and_each_room_adds_to_moments_of_the_hour():
    controls = explorable("setting-hour")._controls
    assert set(controls) == {"room", *KEY}
    assert [value for _, value in controls["room"].options] == list(ROOMS)
    assert all(set(more) <= set(KEY) for more in ROOMS.values())
