"""Luxury or treatment: the picture shows nothing before the guess, and no more than the trials found after it."""

from __future__ import annotations

import pytest

from course_tools.content import load_evidence
from course_tools.figures.luxury import GUESSES, PARTS
from course_tools.widgets.explore import explorable


def shown(without: str, guess: str) -> str:
    picture = explorable("luxury-parts")
    picture._repr_mimebundle_()
    picture._controls["without"].value = without
    picture._controls["guess"].value = guess
    return str(picture._page.value)


@pytest.mark.parametrize("without", [*PARTS, ""])
def test_nothing_that_was_measured_shows_before_the_guess(without):
    page = shown(without, "")
    assert "Guess first" in page
    assert "women" not in page.split("<figcaption>")[0]
    assert "<td>" not in page


def test_the_hour_without_massage_shows_both_trials_with_the_people_of_the_evidence_base():
    facts = load_evidence().facts
    women, crossed = facts["hrv-both-massages"].numbers, facts["hrv-rest-also-works"].numbers
    assert (women["n"], women["n_vagus"] + women["n_shoulder"], women["n_control"]) == (60, 41, 19)
    assert (crossed["n"], crossed["minutes"]) == (29, 60)
    page = shown("hands", "some")
    assert "60 women: 41 massaged, 19 resting" in page
    assert "29 people, 60 minutes of each" in page
    assert "you guessed: some of it" in page.lower()


def test_massage_is_credited_with_more_only_on_the_heart_signal_of_the_women():
    page = shown("hands", "all")
    assert page.count("<td>rose more</td><td>rose less or not</td>") == 1
    assert "<td>felt relaxed</td><td>rose</td><td>rose too</td>" in page


@pytest.mark.parametrize("without", ["quiet", "warmth", "words"])
@pytest.mark.parametrize("guess", GUESSES)
def test_a_part_that_no_trial_took_away_is_never_credited(without, guess):
    page = shown(without, guess)
    assert "no trial here measured it" in page
    assert "promise nothing for it" in page


def test_heat_is_offered_only_after_a_question_about_feeling():
    assert "hot packs only after you ask about feeling" in shown("warmth", "some")
