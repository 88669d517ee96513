"""How good massage looks beside each rival: every number on the picture is one of the evidence base."""

from __future__ import annotations

import pytest

from course_tools.content import load_evidence
from course_tools.figures.evidence import Margin, Rival, better_of_hundred, people, points
from course_tools.widgets.explorables.evidence import NECK, PAIN, rivals


def page(rival: tuple[str, str]) -> str:
    shown = rivals()
    shown._repr_mimebundle_()
    shown._controls["rival"].value = rival
    return shown._page.value


def test_with_no_difference_half_of_the_people_do_better():
    assert better_of_hundred(0.0) == 50


def test_one_spread_apart_84_of_a_hundred_do_better_and_16_if_massage_is_the_worse():
    assert (better_of_hundred(-1.0), better_of_hundred(1.0)) == (84, 16)


@pytest.mark.parametrize(("rival", "better"), [("nothing", 87), ("a pretend massage", 67), ("other care", 60)])
def test_the_lesson_says_how_many_do_better_beside_each_rival(rival, better):
    assert f"of 100</th><td>{better}</td>" in page(("pain", rival))


@pytest.mark.parametrize("rival", PAIN)
def test_the_gap_to_each_rival_is_the_one_of_the_review(rival):
    numbers = load_evidence().facts["map-crawford2016-pain"].numbers
    gap = f"{numbers[f'smd_vs_{PAIN[rival][0]}']:.2f}".replace("-", "−")
    assert f"<td>{gap}</td>" in page(("pain", rival))


def test_a_pretend_massage_leaves_less_than_half_of_the_gap():
    numbers = load_evidence().facts["map-crawford2016-pain"].numbers
    assert numbers["smd_vs_sham"] / numbers["smd_vs_no_treatment"] < 0.5
    assert "less than half as good" in page(("pain", "a pretend massage"))


@pytest.mark.parametrize("rival", NECK)
def test_each_neck_rival_shows_the_points_and_the_interval_of_the_review(rival):
    numbers = load_evidence().facts["neck-standard-2024"].numbers
    key = NECK[rival][0]
    best, (low, high) = numbers[f"md_vs_{key}"], numbers[f"ci95_{key}"]
    written = f"{best:.1f} ({low:.1f} to {high:.1f})".replace("-", "−").replace(".0", "")
    assert written in page(("neck", rival))


@pytest.mark.parametrize(
    ("rival", "finding"),
    [
        ("a booklet", "by less than a difference that matters"),
        ("exercise", "the interval holds zero"),
        ("acupuncture", "the interval holds zero"),
        ("traction", "nobody knows how much"),
    ],
)
def test_the_title_says_what_the_interval_means(rival, finding):
    assert finding in page(("neck", rival))


@pytest.mark.parametrize("rival", [*(("pain", name) for name in PAIN), *(("neck", name) for name in NECK)])
def test_every_choice_ends_in_a_sentence_to_say_and_its_certainty(rival):
    where, name = rival
    say = PAIN[name][2] if where == "pain" else NECK[name][1]
    assert "low certainty" in say
    assert "low certainty" in page(rival)


def test_the_fifty_of_no_difference_the_people_beyond_them_and_the_rest_make_a_hundred():
    picture = people(Rival("nothing", -1.0, "{better} and {more}", "it"), trials=2)
    assert picture.title == "84 and 34"
    assert "50 would with no difference at all; 34 are more than that; 16 do not" in picture.alt


def test_an_interval_that_ends_at_zero_or_below_is_not_said_to_hold_it():
    margin = Margin("rest", -5.0, -9.0, 0.0, "it")
    assert "holds zero" not in points(margin, [margin], worthwhile=10, trials=3).title
