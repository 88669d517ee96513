"""One long stroke: its speed, its seconds, and what the picture tells the learner to do."""

from __future__ import annotations

import pytest

from course_tools.content import load_evidence
from course_tools.figures.body import labeled
from course_tools.figures.hand_pressure import LIKED, PACE, STROKES, TESTED, pace, seconds_for, speed
from course_tools.widgets.explorables.hand_pressure import PLACES
from course_tools.widgets.explore import explorable


def test_the_numbers_are_those_of_the_evidence():
    facts = load_evidence().facts
    assert list(LIKED) == facts["ct-velocity-1-10"].numbers["optimal_cm_per_s"]
    assert list(TESTED) == facts["ct-sites"].numbers["tested_cm_per_s"]
    assert LIKED[0] <= PACE[0] < PACE[1] <= LIKED[1]


def test_wrist_to_shoulder_at_the_working_pace_takes_12_to_20_seconds():
    arm = STROKES["arm"]
    assert seconds_for(arm.length, PACE) == (12, 20)  # the lesson's text says so
    assert seconds_for(arm.length, LIKED) == (6, 60)


def test_a_speed_is_length_by_time():
    assert speed(60, 4) == 15
    assert speed(40, 10) == 4
    with pytest.raises(ValueError, match="longer than no time"):
        speed(60, 0)


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        (4, "slow down, to 12 to 20 seconds"),
        (6, "within what people liked best"),
        (12, "the pleasant pace"),
        (20, "the pleasant pace"),
        (30, "within what people liked best"),
        (120, "move on, in 12 to 20 seconds"),
    ],
)
def test_the_title_tells_what_to_do_with_the_arm(seconds, says):
    assert says in pace("arm", seconds).title


def test_on_the_palm_no_pace_is_called_best():
    picture = pace("palm", 2)
    assert "let the client choose" in picture.title
    assert "No band is drawn" in picture.alt


def test_the_table_holds_the_stroke_and_the_tested_speeds():
    rows = pace("leg", 10).rows
    assert rows[0] == ("Your stroke", "4", "10")
    assert rows[1][2] == "8 to 13"
    assert [row[1] for row in rows[3:]] == ["0.3", "1", "3", "10", "30"]


def test_each_choice_of_the_controls_can_be_drawn():
    controls = explorable("hand-pace")._controls
    assert [value for _, value in controls["stroke"].options] == list(STROKES)
    for _, stroke in controls["stroke"].options:
        for _, seconds in controls["seconds"].options:
            assert pace(stroke, seconds).title
    assert [value for _, value in explorable("hand-places")._controls["stroke"].options] == list(PLACES)


def test_no_place_is_both_kneaded_and_kept_free():
    assert not set(PLACES["lift"][1]) & {*PLACES["strike"][1], *PLACES["light"][1]}
    for view, structures, title in PLACES.values():
        assert len(labeled(view, structures, title).rows) == len(structures)
