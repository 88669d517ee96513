"""Warning signs and what they mean: every number on the picture is one of the evidence base."""

from __future__ import annotations

import itertools

import pytest

from course_tools.content import load_evidence
from course_tools.figures.safety import CANCER, FRACTURE, Sign, carriers, everyone
from course_tools.widgets.explorables.safety import add_signs

SIGNS = ("age", "blow", "steroid", "bruise", "cancer")


def pictures(*carried: str):
    shown = add_signs()
    shown._repr_mimebundle_()
    for name in carried:
        shown._controls[name].value = True
    return shown._page.value


def test_of_a_thousand_people_804_carry_a_sign_and_9_are_ill():
    picture = everyone(1172, 80.4, 0.9)
    assert "804 carry a warning sign, and 9 are seriously ill" in picture.title
    assert list(picture.rows) == [
        ("Carry at least one sign", "804"),
        ("Carry none", "196"),
        ("Seriously ill", "9"),
    ]


def test_before_any_sign_is_added_the_numbers_are_those_of_the_cohort():
    facts = load_evidence().facts
    page = pictures()
    assert f"<td>{10 * facts['redflags-most-clients-have-one'].numbers['with_red_flag_pct']:.0f}</td>" in page
    assert f"<td>{10 * facts['redflags-serious-disease-rare'].numbers['serious_pct']:.0f}</td>" in page


@pytest.mark.parametrize(
    ("name", "key"),
    [("age", "older_age"), ("blow", "severe_trauma"), ("steroid", "corticosteroid"), ("bruise", "contusion_abrasion")],
)
def test_a_sign_alone_shows_the_figure_of_the_review_with_its_interval(name, key):
    numbers = load_evidence().facts["redflags-fracture-probabilities"].numbers
    low, high = numbers[f"{key}_ci95"]
    page = pictures(name)
    assert f"<td>{numbers[f'{key}_pct']} ({low} to {high})</td>" in page
    assert f"{100 - numbers[f'{key}_pct']} do not" in page


def test_a_past_cancer_shows_both_of_its_figures_and_says_up_to():
    page = pictures("cancer")
    assert "<td>up to 33 (22 to 46)</td>" in page
    assert "primary care, by a news report</th><td>cancer</td><td>7</td>" in page
    assert "67 or more do not" in page


def test_two_fracture_signs_show_the_figure_for_several_with_its_wide_interval():
    for pair in itertools.combinations(SIGNS[:4], 2):
        page = pictures(*pair)
        assert "<td>90 (34 to 99)</td>" in page
        assert "the abstract does not say which signs" in page
    assert "90 (34 to 99)" not in pictures("age", "cancer")


def test_no_number_is_made_up_for_a_mix_that_nobody_counted():
    for sign in SIGNS[:4]:
        assert "nobody has counted people with this mix" in pictures(sign, "cancer")


@pytest.mark.parametrize("carried", [c for n in (1, 2, 5) for c in itertools.combinations(SIGNS, n)])
def test_only_older_age_alone_leaves_the_back_to_the_hands(carried):
    page = pictures(*carried)
    if carried == ("age",):
        assert "What you do: adapt: light on the spine" in page
    else:
        assert "What you do: leave the back; a doctor" in page
    if len(carried) > 1:
        assert "the same day" in page


def test_a_number_between_the_ends_of_its_interval_is_told_in_words():
    one = Sign("A sign", FRACTURE, 12, 8, 20, alone="ask on")
    several = Sign("Several", FRACTURE, 90, 34, 99, alone="")
    assert carriers([one], several).title == (
        "A sign alone: of 100 such people about 12 have a broken bone in the spine, and 88 do not"
    )
    other = Sign("Another", CANCER, 30, 20, 40, alone="ask on")
    assert "A sign: 12 (8 to 20) have a broken bone in the spine" in carriers([one, other], several).alt
