"""What a change on a scale tells about one client: every number on the picture is one of the evidence base."""

from __future__ import annotations

import itertools

import pytest

from course_tools.content import load_evidence
from course_tools.figures.measure import ARGUED, DO, REAL, SMALL, UNSURE, WORSE, Scale, scores, six_visits
from course_tools.widgets.explorables.measure import FALLS, STARTS, scales
from course_tools.widgets.explorables.measure import six_visits as explorable

BACK = Scale("Roland-Morris", 24, (2, 5), 8.6, "An example.")


@pytest.mark.parametrize(
    ("fall", "tells"),
    [
        (-2, WORSE),
        (-1, SMALL),
        (0, SMALL),
        (1.9, SMALL),
        (2, ARGUED),
        (4, ARGUED),
        (5, UNSURE),
        (8, UNSURE),
        (8.6, REAL),
    ],
)
def test_a_fall_is_held_against_what_matters_and_against_error(fall, tells):
    assert BACK.verdict(fall) == tells


def test_a_score_runs_straight_from_the_start_in_whole_points():
    assert scores(12, 50, 24) == [12, 11, 10, 8, 7, 6]
    assert scores(20, 0, 24) == [20] * 6


def test_a_score_never_leaves_its_scale():
    assert scores(20, -50, 24)[-1] == 24
    assert scores(8, 100, 24)[-1] == 0


def test_a_fall_from_12_to_6_can_matter_and_be_error():
    picture = six_visits(BACK, 12, 50)
    assert picture.title == "A fall of 6 points can matter to her, and still be within the error of the ruler"
    assert ("Fall", "6 (50% of the start)") in picture.rows
    assert ("Matters from a fall of", "2 or 5") in picture.rows
    assert ("Stands clear of error from a fall of", "8.6") in picture.rows


def test_from_a_low_start_no_score_stands_clear_of_error():
    assert "starts so low" in six_visits(BACK, 8, 100).title


def test_a_clear_fall_is_not_called_the_work_of_the_massage():
    assert "why it fell, the score cannot say" in six_visits(BACK, 18, 75).title


def test_every_mark_on_the_scales_is_that_of_the_evidence_base():
    facts, made = load_evidence().facts, scales(Scale)
    assert made["back"].matters == (facts["lbp-outcome-measure"].numbers["rdq_mcid"], 5)
    assert made["back"].error == facts["rmdq-mdc-exceeds-mic"].numbers["mdc90"]
    assert made["neck"].matters == (5, facts["ndi-young"].numbers["mcid"])
    assert made["neck"].error == facts["ndi-young"].numbers["mdc"]
    assert list(made["shoulder"].matters) == facts["spadi-dash-change"].numbers["spadi_mcid"]
    assert made["shoulder"].error == facts["spadi-dash-change"].numbers["spadi_mdc"]
    assert made["arm"].error == facts["spadi-dash-change"].numbers["dash_mdc"]


def test_whatever_is_chosen_the_picture_says_what_to_do():
    for scale, (_, start), (_, fall) in itertools.product(scales(Scale).values(), STARTS, FALLS):
        picture = six_visits(scale, round(start * scale.top), fall)
        assert picture.rows[-1][1] in DO.values()
        assert picture.rows[-1][1] in picture.alt


def test_the_learner_moves_the_score_and_the_advice_changes():
    shown = explorable()
    shown._repr_mimebundle_()
    assert DO[SMALL] in shown._page.value
    shown._controls["fall"].value = 75
    assert DO[REAL] in shown._page.value
