"""A session on the table and the visits after it: what helps, what the client says, and what a score can tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.cases import wide_case
from hypothesis import given
from hypothesis import strategies as st

from course_tools.content import Case, load_evidence, load_presets
from course_tools.content.case import NO_CARE
from course_tools.encounter import Encounter, cohort, outcome, played, score, session
from course_tools.encounter.path import seed_with
from course_tools.problem import CourseProblem
from course_tools.widgets.clientpictures import scores_picture

PLAN = {"technique": "gliding", "where": ["low-back"], "position": "prone", "pressure": 3, "minutes": 30}
TO_TABLE = ("q-hope", "q-fall", "measure.start", "plan.treat-now")


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return wide_case(tmp_path_factory.mktemp("case"))


def at_table(wide: Case, seed: str = "") -> Encounter:
    return played(wide, TO_TABLE, seed or seed_with(wide, "stiff"))


def treated(wide: Case, level: int, seed: str = "", **plan: object) -> Encounter:
    started = at_table(wide, seed).take("consent.hands").take("hands.plan", {**PLAN, **plan})
    return started.take("hands.react", {"pressure": level})


# ---- on the table ----


def test_nobody_is_touched_before_consent(wide):
    assert [action.name for action in at_table(wide).legal] == ["consent.hands"]


def test_a_slow_session_where_it_is_felt_helps(wide):
    last = treated(wide, 3).decisions
    assert [decision.judged.value for decision in last[-2:]] == [1, 1]


def test_the_client_says_when_it_is_too_much_and_less_pressure_answers_it(wide):
    started = at_table(wide).take("consent.hands").take("hands.plan", {**PLAN, "pressure": 4})
    assert started.steps[-1].answer.strip() == "Oh! That is a lot."
    heard = started.take("hands.react", {"pressure": 3})
    assert heard.decisions[-1].judged.value == 1
    assert "heard-hands" in heard.done
    assert heard.entered[-1][0] == "second"


def test_pressure_that_stays_too_much_harms_and_fails_its_gate(wide):
    last = treated(wide, 5, pressure=4)
    assert last.decisions[-1].judged.value == 0
    assert last.place is not None
    assert last.place.id == "sore"
    assert (score(last).value, score(last).safe) == (0, False)


def test_stopping_at_a_sign_is_right_and_going_on_is_not(wide):
    elbow = {"technique": "elbow", "pressure": 3}
    stopped, went_on = treated(wide, session.STOP, **elbow), treated(wide, 2, **elbow)
    assert stopped.steps[-2].answer.strip() == "Now my leg tingles."
    assert (stopped.decisions[-1].judged.value, stopped.entered[-1][0]) == (1, "stopped")
    assert (went_on.decisions[-1].judged.value, went_on.decisions[-1].better) == (0, "Stop, and say why")


def test_stopping_without_a_sign_is_marked_down_and_never_to_nothing(wide):
    assert treated(wide, session.STOP).decisions[-1].judged.value == 0.4


@given(st.integers(1, 5), st.integers(0, 5), st.sampled_from(["gliding", "elbow"]))
def test_no_reaction_is_better_than_the_one_that_the_debrief_names(level, now, technique):
    wide_client = wide_case_once()
    planned, plan = wide_client.treat[0], {**PLAN, "pressure": level, "technique": technique}
    best = session.expected_reaction(planned, plan)
    assert session.reaction(planned, plan, best).value >= session.reaction(planned, plan, now).value


def wide_case_once() -> Case:
    import tempfile

    return wide_case(Path(tempfile.mkdtemp()))


@pytest.mark.parametrize(
    "slip",
    [
        {"pressure": 6},
        {"pressure": 0},
        {"minutes": 9},
        {"minutes": "30"},
        {"where": []},
        {"where": ["low-back", "low-back"]},
        {"where": "low-back"},
        {"technique": "hammer"},
        {"position": None},
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_a_sentence(wide, slip):
    agreed = at_table(wide).take("consent.hands")
    with pytest.raises(CourseProblem, match="is still open"):
        agreed.take("hands.plan", {**PLAN, **slip})


def test_the_three_scales_are_named_apart(wide):
    words = session.in_words(wide.treat[0], PLAN)
    assert "pressure level 3 of 5" in words
    assert "scale of comfort, 1 to 10" in session.reaction(wide.treat[0], PLAN, 3).why
    assert set(session.SCALE) <= set(load_evidence().facts)


# ---- over the visits ----


@pytest.mark.parametrize("preset", load_presets().values(), ids=load_presets())
def test_one_client_follows_the_model_of_the_outcome_lab(preset):
    for plan in preset.plans:
        model = cohort.model_of(preset, plan, {})
        for i, time in enumerate(preset.times):
            context, specific = outcome.care(preset, plan, time)
            assert outcome.natural(preset, time) == pytest.approx(model.natural[i])
            assert (context, specific) == pytest.approx((model.context[i], model.specific[i]))
        assert outcome.measurement_error(preset) == pytest.approx(model.error)
    assert outcome.detectable_change(preset) == pytest.approx(cohort.detectable_change(preset.sd, preset.icc))


def test_many_such_clients_fall_on_average_as_the_lab_says():
    preset = replace(load_presets()["low-back-function"], low=None, high=None)
    plan, number = preset.plans[0], 4000
    falls = [
        outcome.score(preset, plan.id, 0, 0, str(i)) - outcome.score(preset, plan.id, preset.length, 1, str(i))
        for i in range(number)
    ]
    expected = cohort.regression(preset.sd, preset.icc, preset.z) - plan.context - plan.specific
    expected -= outcome.natural(preset, preset.length)
    spread = 2 * outcome.measurement_error(preset)
    assert sum(falls) / number == pytest.approx(expected, abs=4 * spread / number**0.5)


def test_the_same_try_measures_the_same_scores(wide):
    assert treated(wide, 3).scores == treated(wide, 3).scores
    seeds = [seed for seed in map(str, range(60)) if at_table_is_stiff(wide, seed)]
    assert len({treated(wide, 3, seed).scores["start"] for seed in seeds}) > 5


def at_table_is_stiff(wide: Case, seed: str) -> bool:
    from course_tools.encounter import begin

    return begin(wide, seed).truth == "stiff"


def test_a_score_is_known_only_when_it_was_measured(wide):
    second = treated(wide, 3)
    assert set(second.scores) == {"start"}
    measured = second.take("measure.week-four")
    assert set(measured.scores) == {"start", "week-four"}
    assert [visit for visit, _ in measured.visits] == ["start", "week-four"]
    assert dict(measured.visits)["week-four"] == "relaxation"


def test_going_on_is_judged_by_whether_the_score_has_moved(wide):
    found = {}
    for seed in map(str, range(200)):
        if not at_table_is_stiff(wide, seed):
            continue
        second = treated(wide, 3, seed).take("measure.week-four")
        on = second.take("believe.second", {"stiff": 90, "hurt": 10}).take("second.go-on")
        fall = second.scores["start"] - second.scores["week-four"]
        assert second.moved == (fall >= 5)
        found[second.moved] = on.decisions[-1].judged.value
        if len(found) == 2:
            break
    assert found == {True: 1, False: 0.3}


def test_a_course_that_was_never_measured_counts_as_not_moved(wide):
    unmeasured = treated(wide, 3).take("believe.second", {"stiff": 90, "hurt": 10}).take("second.go-on")
    assert unmeasured.decisions[-1].judged.why.startswith("It was not measured")


def test_asking_goes_on_at_a_later_visit_with_minutes_of_its_own(wide):
    second = treated(wide, 3)
    assert (second.budget, second.spent) == (4, 0)
    assert {"q-since", "q-tea", "measure.week-four"} <= {action.name for action in second.legal}
    door = {action.name for action in played(wide, ()).legal}
    assert "q-since" not in door


def test_the_picture_of_the_scores_says_error_and_importance_in_words(wide):
    picture = scores_picture(treated(wide, 3).take("measure.week-four"))
    assert picture["important"] == 5
    assert picture["error"] == pytest.approx(8.6, abs=0.05)
    assert "experts call important for one person" in picture["text"]
    assert "measuring twice can differ by with nothing changed" in picture["text"]


def test_without_a_plan_nothing_but_the_natural_course_and_error_moves_a_score():
    preset = replace(load_presets()["low-back-function"], low=None, high=None)
    assert outcome.care(preset, None, 5) == (0, 0)
    scores = [outcome.score(preset, plan, 10, 1, "s") for plan in (NO_CARE, "relaxation")]
    assert scores[0] - scores[1] == pytest.approx(2.9, abs=1)


# ---- what opens when ----


def test_a_decision_waits_for_what_the_case_wants_known_while_it_can_be_asked(wide):
    door = played(wide, ()).take("believe.plan", {"stiff": 80, "hurt": 20})
    assert not [action for action in door.legal if action.kind == "decide"]
    assert [a.name for a in door.take("q-hope").legal if a.kind == "decide"]
    idle = door.take("q-tea").take("q-fall")
    spent = idle.take("consent.look").take("look")
    assert spent.spent == 5
    late = replace_budget(spent, 5)
    assert [action.kind for action in late.legal if action.kind == "decide"]


def replace_budget(encounter: Encounter, minutes: int) -> Encounter:
    first = replace(encounter.story.decide[0], asking=minutes)
    story = replace(encounter.story, decide=(first, *encounter.story.decide[1:]))
    return Encounter(encounter.case, encounter.seed, story, encounter.steps)


def test_an_option_that_rests_on_a_finding_is_not_there_before_it(wide):
    hurt = played(wide, ("q-hope",), seed_with(wide, "hurt")).take("believe.plan", {"stiff": 80, "hurt": 20})
    assert "plan.write-bruise" not in [action.name for action in hurt.legal]
    seen = hurt.take("consent.look").take("look")
    assert "plan.write-bruise" in [action.name for action in seen.legal]


def test_the_same_decision_is_judged_by_what_is_true(wide):
    asked = ("q-hope", "q-fall", "plan.treat-now")
    assert played(wide, asked, seed_with(wide, "stiff")).decisions[0].judged.value == 1
    hurt = played(wide, asked, seed_with(wide, "hurt"))
    assert (hurt.decisions[0].judged.value, hurt.over) == (0, True)
    gates = {truth: len(wide.told(truth).gates) for truth in ("stiff", "hurt")}
    assert gates == {"stiff": 1, "hurt": 2}
