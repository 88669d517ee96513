"""Heat and time: every figure on the picture is one of the evidence base, and nothing is ever called safe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_tools.content import load_evidence
from course_tools.figures.stones import FULL, REDUCED, Burn, contact, in_words, what_to_do
from course_tools.widgets.explorables.stones import STAYS, _burns
from course_tools.widgets.explorables.stones import contact as explorable

BURNS = _burns(Burn)
HEATS = [burn.fahrenheit for burn in BURNS]
OF_WATER = "burn-scald-table"


def page(**chosen):
    shown = explorable()
    shown._repr_mimebundle_()
    for name, value in chosen.items():
        shown._controls[name].value = value
    return shown._page.value


def test_the_times_for_water_are_those_of_the_hospitals_table():
    table = load_evidence().facts[OF_WATER].numbers
    seconds = {burn.fahrenheit: (burn.low, burn.high) for burn in BURNS if burn.water}
    assert seconds == {
        120: (300, 300),
        125: tuple(60 * minutes for minutes in table["f125_minutes"]),
        130: (table["f130_seconds"],) * 2,
        135: (table["f135_seconds"],) * 2,
        140: (table["f140_seconds_less_than"],) * 2,
    }


def test_fahrenheit_and_celsius_are_the_same_heat():
    for burn in BURNS:
        assert abs((burn.fahrenheit - 32) / 1.8 - burn.celsius) < 0.6


def test_each_temperature_that_can_be_chosen_has_a_known_time_and_the_hotter_the_shorter():
    degrees = [value for _, value in explorable()._controls["heat"].options]
    assert degrees == HEATS
    of_water = [burn.high for burn in BURNS if burn.water]
    assert of_water == sorted(of_water, reverse=True)


@pytest.mark.parametrize(
    ("heat", "stay", "burns"),
    [(130, 30, True), (130, 10, False), (120, 300, False), (120, 600, True), (125, 120, True), (113, 300, True)],
)
def test_a_stay_as_long_as_a_known_burn_is_called_long_enough(heat, stay, burns):
    assert ("long enough to burn" in page(heat=heat, stay=stay)) is burns


@given(st.sampled_from(BURNS), st.sampled_from([seconds for _, seconds in STAYS]), st.sampled_from([FULL, REDUCED]))
def test_no_choice_is_ever_called_safe(burn, seconds, feeling):
    picture = contact(BURNS, burn.fahrenheit, seconds, feeling, (120, 130))
    assert "safe" not in picture.title
    assert "is not safe" in picture.note


@pytest.mark.parametrize("burn", BURNS, ids=lambda burn: str(burn.fahrenheit))
def test_reduced_feeling_means_no_heat_at_any_temperature(burn):
    assert what_to_do(burn, REDUCED).startswith("no heat")
    assert ("not on skin" in what_to_do(burn, FULL)) is (burn.fahrenheit >= 120)


def test_the_range_that_some_sites_advise_is_drawn_as_a_scald_range():
    low, high = load_evidence().facts["hotstone-lore-vs-burn"].numbers["lore_range_f"]
    assert f"{low} °F (49 °C) is a scald range" in page()
    assert what_to_do(BURNS[HEATS.index(high)], FULL).startswith("not on skin")


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second"), (30, "30 seconds"), (120, "2 minutes"), (21600, "6 hours")]
)
def test_a_time_is_told_as_people_tell_it(seconds, words):
    assert in_words(seconds) == words
