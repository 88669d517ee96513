"""The outcome lab does what its formulas say, and every number in its presets is a fact's or is called supposed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from math import inf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_tools.authoring.evidence import load_base
from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.outcomes import load_presets as read_presets
from course_tools.content import load_evidence, load_presets
from course_tools.encounter.cohort import Model, detectable_change, model_of, regression, simulate
from course_tools.figures import outcomes
from course_tools.widgets.explore import explorable

ROOT = Path(__file__).parents[2]
BASE = load_base(ROOT)
NONE = (0.0, 0.0, 0.0)
NOTHING = Model(mean=5, sd=2, icc=0.6, cut=7, natural=NONE, context=NONE, specific=NONE)
MANY = 100_000
# sd, icc, cut in standard deviations -> the mean fall of people whom nobody treats and who stay as they are
FALLS = {(2, 0.6, 1): 1.220, (2, 0.6, 0): 0.638, (2, 0.8, 1): 0.610}
effects = st.tuples(*[st.floats(-5, 5)] * 3)
models = st.builds(
    Model,
    mean=st.floats(-50, 50),
    sd=st.floats(0.5, 20),
    icc=st.floats(0, 1),
    cut=st.just(-inf),
    natural=effects,
    context=effects,
    specific=effects,
)


def cut_at(z: float, **changes: object) -> Model:
    model = replace(NOTHING, **changes)
    return replace(model, cut=model.mean + z * model.sd)


@pytest.mark.parametrize(("given_", "fall"), FALLS.items())
def test_people_who_book_on_bad_days_fall_with_nothing_done_by_formula(given_, fall):
    assert regression(*given_) == pytest.approx(fall, abs=0.0005)


@pytest.mark.parametrize(("given_", "fall"), FALLS.items())
def test_people_who_book_on_bad_days_fall_with_nothing_done_by_simulation(given_, fall):
    sd, icc, z = given_
    split = simulate(cut_at(z, sd=sd, icc=icc), MANY, seed=1).split(visit=2)
    assert split.fall == pytest.approx(fall, abs=4 * sd / np.sqrt(MANY))
    assert split.regression == pytest.approx(split.fall, abs=1e-5)


@given(st.floats(-2, 1.5), st.floats(0, 1), st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_regression_to_the_mean_by_formula_is_that_of_simulation(z, icc, seed):
    split = simulate(cut_at(z, icc=icc), 20_000, seed).split(0)
    spread = 2 * NOTHING.sd * (1 - icc) ** 0.5 / np.sqrt(20_000)
    assert split.regression == pytest.approx(regression(NOTHING.sd, icc, z), abs=5 * spread + 1e-5)


def test_where_everyone_books_nobody_regresses():
    split = simulate(replace(NOTHING, cut=-inf), MANY, seed=1).split(0)
    assert regression(2, 0.6, -inf) == 0
    assert split.regression == pytest.approx(0, abs=0.03)


@given(models, st.integers(0, 1000), st.integers(2, 400), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_parts_sum_to_the_fall_that_is_seen(model, seed, clients, trial):
    cohort = simulate(model, clients, seed, trial=trial)
    for visit in range(model.visits):
        split = cohort.split(visit)
        seen = float(np.mean(cohort.start, dtype=float) - np.mean(cohort.scores[:, visit], dtype=float))
        assert split.fall == pytest.approx(seen, abs=1e-9)
        parts = split.natural + split.regression + split.context + split.specific
        assert parts == pytest.approx(split.fall, abs=1e-4)


@pytest.mark.parametrize("part", ["natural", "context", "specific"])
def test_each_cause_alone_shows_as_itself_and_as_nothing_else(part):
    split = simulate(replace(NOTHING, cut=-inf, **{part: (-0.5, -1.0, -1.5)}), MANY, seed=3).split(visit=1)
    others = {"natural", "context", "specific"} - {part}
    assert getattr(split, part) == 1.0
    assert [getattr(split, other) for other in others] == [0, 0]
    assert split.fall == pytest.approx(1.0, abs=0.03)


def test_the_untreated_are_the_same_people_without_context_and_technique():
    model = replace(NOTHING, natural=(-0.2,) * 3, context=(-0.5,) * 3, specific=(-0.3,) * 3)
    cohort, without = simulate(model, 500, seed=4), simulate(replace(model, context=NONE, specific=NONE), 500, seed=4)
    assert cohort.untreated(2) == pytest.approx(without.scores[:, 2], abs=1e-5)
    assert cohort.start == pytest.approx(without.start)


@pytest.mark.parametrize("specific", [-1.0, -0.2, 0.0])
def test_randomized_arms_recover_the_specific_effect_and_a_single_arm_does_not(specific):
    model = replace(NOTHING, natural=(-1.0,) * 3, context=(-0.5,) * 3, specific=(specific,) * 3)
    found = simulate(model, MANY, seed=5, trial=True).between_arms(visit=2)
    assert abs(found.difference - specific) < 3 * found.standard_error
    assert found.standard_error < 0.02
    single = simulate(model, MANY, seed=5)
    assert -single.split(2).fall < specific - 2  # what one arm sees holds time, bad days and context too
    with pytest.raises(ValueError, match="one arm alone compares nothing"):
        single.between_arms(visit=2)


def test_the_same_seed_gives_the_same_clinic_and_a_small_one_is_the_start_of_a_large_one():
    one, two, large = (simulate(NOTHING, clients, seed=6) for clients in (40, 40, 70_000))
    assert np.array_equal(one.scores, two.scores)
    assert np.array_equal(one.scores, large.scores[:40])
    assert np.array_equal(one.start, large.start[:40])
    assert not np.array_equal(one.scores, simulate(NOTHING, 40, seed=7).scores)


def test_only_those_at_the_cut_or_above_book_and_scores_have_the_spread_that_is_supposed():
    booked = simulate(NOTHING, MANY, seed=8)
    assert booked.start.min() >= 7
    everyone = simulate(replace(NOTHING, cut=-inf), MANY, seed=8)
    assert everyone.start.std() == pytest.approx(2, rel=0.01)
    assert np.corrcoef(everyone.start, everyone.scores[:, 0])[0, 1] == pytest.approx(0.6, abs=0.01)


def test_one_client_in_ten_who_stays_the_same_changes_by_more_than_the_detectable_change():
    cohort = simulate(replace(NOTHING, cut=-inf), MANY, seed=9)
    beyond = np.abs(cohort.scores[:, 0] - cohort.scores[:, 1]) > detectable_change(2, 0.6)
    assert beyond.mean() == pytest.approx(0.1, abs=0.005)


@pytest.mark.parametrize(
    "wrong",
    [{"sd": 0}, {"icc": 1.2}, {"cut": 20.0}, {"cut": float("nan")}, {"natural": ()}, {"context": (0.0,)}],
    ids=str,
)
def test_a_model_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"must be|need one value"):
        replace(NOTHING, **wrong)


# Presets


def test_each_preset_is_built_as_its_text_says():
    assert tuple(load_presets().values()) == read_presets(ROOT, BASE)
    assert {"low-back-pain", "neck-pain", "knee", "frozen-shoulder"} <= set(load_presets())


@pytest.mark.parametrize("preset", load_presets().values(), ids=lambda preset: preset.id)
def test_untreated_clients_of_a_preset_fall_as_its_evidence_says(preset):
    """Where a cohort's fall holds regression to the mean, the model's two parts together give that fall."""
    cohort = simulate(model_of(preset, preset.plans[0], {}), MANY, seed=2)
    assert cohort.start.mean() == pytest.approx(preset.start, abs=0.02 * preset.sd)
    split = cohort.split(preset.visits - 1)
    expected = regression(preset.sd, preset.icc, preset.z) - preset.natural_by_end
    assert split.natural + split.regression == pytest.approx(expected, abs=0.02 * preset.sd)


def test_the_numbers_that_trials_give_are_the_numbers_of_the_lab():
    facts, presets = load_evidence().facts, load_presets()
    knee, usual = presets["knee"].plans[0], facts["knee-efficacy-perlman"].numbers
    assert knee.specific == pytest.approx(usual["womac_vs_light_touch"])
    assert knee.specific + knee.context == pytest.approx(usual["womac_vs_usual"])
    relaxation, structural = presets["low-back-pain"].plans
    back = facts["cherkin-two-massages"].numbers
    assert relaxation.specific + relaxation.context == pytest.approx(back["bother_relaxation"])
    assert structural.specific + structural.context == pytest.approx(back["bother_structural"])
    high, low = presets["neck-pain"].plans
    assert 10 * (high.specific + high.context) == pytest.approx(facts["neck-dose-100"].numbers["md_pain_0_100"])
    assert (low.specific, low.context) == (0, 0)
    function = presets["low-back-function"]
    assert detectable_change(function.sd, function.icc) == pytest.approx(facts["rmdq-mdc-exceeds-mic"].numbers["mdc90"])


def test_effects_fade_after_the_course_and_time_goes_on():
    preset = load_presets()["knee"]
    model = model_of(preset, preset.plans[0], {})
    end, later = preset.visits - 1, preset.times.index(24)
    assert model.specific[end] == pytest.approx(-8.16)
    assert (model.specific[later], model.context[later]) == (0, 0)
    assert model.specific[0] == pytest.approx(-8.16 / 8)  # the dose: evenly with each visit
    assert model.context[0] == pytest.approx(model.context[end])


@pytest.mark.parametrize("preset", load_presets().values(), ids=lambda preset: preset.id)
def test_every_number_shows_a_verified_source_or_says_what_is_supposed(preset):
    facts = load_evidence().facts
    for origin in (*preset.origins, *(each for plan in preset.plans for each in plan.origins)):
        assert facts[origin.fact].checked if origin.fact else origin.remark.endswith(".")


# name of the defect -> (what is written, what is written instead, words of the message)
DEFECTS = {
    "another_number": ("value: -9.55", "value: -9.5", "“knee-efficacy-perlman” gives -9.55 here, not -9.5."),
    "no_such_fact": ("fact: knee-dose-perlman", "fact: knee-dose-perlmann", "Did you mean knee-dose-perlman?"),
    "no_such_number": ("number: womac_usual\n", "number: womac_usal\n", "has no number womac_usal"),
    "unverified": ("fact: knee-dose-perlman", "fact: regression-to-mean", "is not verified"),
    "another_time": ("value: 24\n", "value: 25\n", "whose name holds 25"),
    "no_origin": ("  assumed: |\n    No entry gives the mean at booking.\n", "", "Write one of the two"),
    "two_spreads_only": ("  icc:\n    value: 0.8\n", "  mdc90:\n    value: 0\n", "above 0"),
    "regression_alone_exceeds": ("value: 0.8\n", "value: 0.1\n", "Regression to the mean alone exceeds this fall"),
    "more_context_than_care": ("value: -9.55", "value: -1", "must lie between nothing and all that care adds"),
    "look_before_the_end": ("later: [24]", "later: [4]", "come after the course"),
    "other_name": ("id: knee\n", "id: knees\n", "not the file's name"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_an_author_is_told_what_is_wrong_with_a_preset(tmp_path, defect):
    old, new, said = DEFECTS[defect]
    folder = tmp_path / "assets/outcomes"
    shutil.copytree(ROOT / "assets/outcomes", folder)
    text = (folder / "knee.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "knee.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(AuthorProblem) as caught:
        read_presets(tmp_path, BASE)
    assert said in str(caught.value)
    assert all(message.file == "assets/outcomes/knee.yaml" and message.line for message in caught.value.messages)


# The picture and the lab


def draw(name: str, **changes: float) -> outcomes.LabPicture:
    preset = load_presets()[name]
    cohort = simulate(model_of(preset, preset.plans[0], changes), 10_000, seed=0)
    return outcomes.clinic(preset, cohort, preset.visits - 1, [], preset.plans[0].say)


def test_the_title_says_what_would_have_come_without_care():
    assert draw("knee").title == "Of a fall of 15.9 points, 6.4 would have come without care"
    assert draw("worst-day").title == "The average falls by 1.2 points: bad days and chance alone"
    assert "No fall to explain" in draw("worst-day", z=-inf).title
    assert "comes with care" in draw("neck-pain", z=-inf).title


def test_the_picture_says_in_words_and_in_a_table_what_it_shows():
    picture = draw("knee")
    assert "Regression to the mean (booked on a bad day) 2.9" in picture.alt
    assert ("Specific effect: the technique itself", "8.16") in list(picture.rows)
    assert "A simulation, not a finding." in picture.note
    assert "From this alone I cannot tell how much was my doing." in picture.words()


def test_two_clinics_that_do_the_same_differ_by_whom_they_book():
    fall = {z: float(dict(draw("knee", z=z).rows)["What the clinic sees, the sum"]) for z in (0.0, 1.5)}
    assert fall[1.5] > fall[0.0] + 2


def test_a_client_is_held_against_error_and_against_what_matters():
    preset = load_presets()["low-back-pain"]
    cohort = simulate(model_of(preset, preset.plans[0], {}), 40, seed=1)
    falls = cohort.start - cohort.scores[:, preset.visits - 1]
    biggest, smallest = int(falls.argmax()), int(falls.argmin())
    titles = [outcomes.client(preset, cohort, i, preset.visits - 1, []).title for i in (biggest, smallest)]
    assert titles[0].endswith("enough to matter, and more than error alone")
    assert "error alone could do that" in titles[1]


def test_choosing_other_clients_sets_every_assumption_to_theirs():
    lab = explorable("outcome-lab")
    lab._controls["specific"].value = 0.0
    lab._controls["plan"].value = ("knee", "weekly-hour")
    assert lab._controls["specific"].label == "8.2 points (as set)"
    assert lab._controls["visit"].label == "week 8 (as set)"
    assert "Of a fall of 15.9 points" in lab._page.value
    assert "Perlman et al. 2019, ●●●○ moderate certainty" in lab._page.value
    assert "Supposed. No entry gives the mean at booking." in lab._page.value
