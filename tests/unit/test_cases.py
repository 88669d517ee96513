"""A clinician who writes a client is told what is wrong with it; the course's own clients keep what they promise."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from helpers.cases import SMALL, WIDE, small_case, wide_case
from typer.testing import CliRunner

from course_tools.authoring.build import read_course
from course_tools.authoring.caselint import cited, lint_case
from course_tools.authoring.casemap import draw_case, map_of, one_case
from course_tools.authoring.caseplay import TOO_EASY
from course_tools.authoring.cases import WrittenCase, load_case_text
from course_tools.authoring.evidence import Base, load_base
from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.new import new_case
from course_tools.cli.app import app
from course_tools.content import Case, load_body, load_case, load_presets
from course_tools.content.case import JUDGEMENT
from course_tools.encounter import played, score
from course_tools.encounter.path import as_far_as_open
from course_tools.encounter.players import mean_scores
from course_tools.problem import CourseProblem

ROOT = Path(__file__).parents[2]
COLD = "spa-cold-feet-01"
AREAS = load_body()
IDS = sorted(path.stem for path in (ROOT / "assets/cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def base() -> Base:
    return load_base(ROOT)


def messages(folder: Path, base: Base, text: str, name: str = "small-client") -> list[str]:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        written = load_case_text(path, folder, load_presets())
    except AuthorProblem as problem:
        return [str(message) for message in problem.messages]
    found = lint_case(written, base, {"ask-the-goal"}, {"other-client"}, {"footbath-outbreak"}, AREAS)
    return [str(message) for message in found]


def test_a_good_client_gets_no_message(tmp_path, base):
    assert messages(tmp_path, base, SMALL) == []


# name of the defect -> (what is replaced, by what, a part of the line that is named, words of the sentence)
DEFECTS = {
    "unknown_key": ("difficulty: 1", "dificulty: 1", "dificulty", "“dificulty” is not known here. Did you mean"),
    "a_text_for_a_number": ("minutes: 3\nsetting", "minutes: three\nsetting", "minutes: three", "minutes"),
    "unknown_setting": ("setting: clinic", "setting: cruise", "setting", "“setting: cruise” is not known"),
    "file_and_id_differ": ("id: small-client", "id: big-client", "id: big", "differ"),
    "unknown_evidence": (
        "[contra-anticoagulants]\n  - id: q-f",
        "[contra-anticoagulant]\n  - id: q-f",
        "evidence",
        "Did you mean",
    ),
    "unverified_evidence": (
        "[contra-anticoagulants]\n  - id: q-f",
        "[contra-fever-infection-skin]\n  - id: q-f",
        "evidence",
        "is not verified",
    ),
    "unknown_objective": ("[ask-the-goal]", "[ask-the-gaol]", "objectives", "Did you mean ask-the-goal?"),
    "no_twin": ("other-client", "othr-client", "contrast_with", "Did you mean other-client?"),
    "doubled_id": ("- id: q-football", "- id: q-hope", "q-hope", "stands 2 times"),
    "unknown_truth": ("truth: wounded", "truth: wouned", "truth", "Did you mean wounded?"),
    "shares_not_one": ("p: 0.9", "p: 0.8", "hypotheses", "must sum to 1"),
    "result_missing": ("      tired: |\n        Whole skin.\n", "", "results", "one result under each hypothesis"),
    "finding_misspelled": ("wounded: hidden-cut", "wounded: hiden-cut", "hiden-cut", "Did you mean hidden-cut?"),
    "ratio_below_one": ("present: 4.0", "present: 0.4", "present", "greater than 1"),
    "ratio_for_nothing": ("for: wounded", "for: broken", "for: broken", "none of the hypotheses"),
    "goto_nowhere": ("goto: bled", "goto: blod", "goto: blod", "Did you mean bled?"),
    "goto_back": ("goto: end\n      - id: oil", "goto: after\n      - id: oil", "goto: after", "leads back"),
    "nothing_leads_there": ("goto: bled", "goto: end", "id: bled", "Nothing leads to “bled”"),
    "after_alone": ("        after: [look]\n", "", "id: around", "belong together"),
    "after_a_decision": ("after: [look]", "after: [home]", "after: [home]", "nothing that can be asked here"),
    "gate_on_nothing": ("never: press", "never: pres", "never: pres", "Did you mean press?"),
    "gate_of_two_kinds": ("never: press", "never: press\n      before: plan", "never: press", "A gate is either"),
    "weights_not_one": ("efficiency: 0.1", "efficiency: 0.2", "weights", "must sum to 1"),
    "safety_without_consequence": ("always_any: [q-skin, look]", "always_any: [look]", "q-skin", "nothing follows"),
    "figure_without_source": ("Safe, and no help.", "Safe in 9 of 10, and no help.", "home", "without a source"),
    "golden_path_scores_less": (
        "score_min: 0.95\n    gates: pass",
        "score_min: 0.95\n    gates: fail",
        "path",
        "gates hold",
    ),
    "golden_path_cannot_be": ("- path: [plan.press]", "- path: [plan.squeeze]", "plan.squeeze", "cannot be played"),
    "golden_path_stops": (
        "path: [q-hope, q-skin, look, plan.around, after.clean]\n    score",
        "path: [q-hope, q-skin, look, plan.around]\n    score",
        "path",
        "does not end",
    ),
    "given_away_by_length": (
        "text: Work the shoulder, not near the cut",
        "text: Work the shoulder, leave the cut alone, and look after it with all the care that one can take",
        "id: plan",
        "much longer",
    ),
    "only_a_weak_source": (
        "A wound is never worked on.\n        evidence: [contra-anticoagulants]",
        "A wound is never worked on.\n        evidence: [footbath-outbreak]",
        "evidence: [footbath",
        "Only weak sources",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_slip_is_told_with_its_line_and_its_mend(tmp_path, base, defect):
    old, new, line, words = DEFECTS[defect]
    assert SMALL.count(old) == 1 or old.startswith(("- path", "goto", "after", "always"))
    text = SMALL.replace(old, new, 1)
    found = messages(tmp_path, base, text)
    assert any(words in message for message in found), found
    rows = text.splitlines()
    told = next(message for message in found if words in message)
    number = int(told.split(", line ")[1].split(":")[0])
    near = "\n".join(rows[number - 1 : number + 1])
    assert line in near or line in rows[number - 1], (told, near)


# The same for the client that uses the whole format.
WIDE_DEFECTS = {
    "no_such_area": ("regions: [218, 219]", "regions: [218, 999]", "regions", "999 is no area of the body chart"),
    "no_such_preset": ("preset: low-back-function", "preset: low-back-functoin", "preset", "Did you mean"),
    "no_such_plan": ("plan: relaxation", "plan: relaxing", "plan: relaxing", "no plan of the outcome's preset"),
    "no_such_visit": ("visit: week-ten\n    asking", "visit: week-tne\n    asking", "visit", "Did you mean week-ten?"),
    "visits_out_of_order": ("at: 10, name", "at: 3, name", "visits", "each later than the one before"),
    "asked_nowhere": ("at: [second]", "at: [sore]", "at: [sore]", "nothing can be asked"),
    "reply_for_one_truth": (
        "      hurt: |\n        From a ladder, on Monday.\n",
        "",
        "replies",
        "one reply under each hypothesis",
    ),
    "two_kinds_of_reply": (
        "    say: Did you fall?\n",
        "    say: Did you fall?\n    reply: No.\n",
        "q-fall",
        "write its `reply`, or `replies`",
    ),
    "believed_without_a_name": (", name: an injury", "", "hurt:", "give “hurt” a `name`"),
    "a_ratio_that_its_fact_does_not_give": (
        "      absent: 0.4\n      source: author-judgement",
        "      absent: 0.4\n      measured: People with hand pain.\n      source: cts-hand-diagram",
        "present: 6.0",
        "gives no ratio of 6",
    ),
    "a_ratio_measured_nowhere": (
        "      absent: 0.5\n      source: author-judgement",
        "      absent: 0.5\n      source: cts-hand-diagram",
        "lr:",
        "Say under `measured`",
    ),
    "ends_in_a_name": ("then: adapt", "then: diagnose", "then: diagnose", "is not known"),
    "last_effect_with_a_condition": (
        "      - id: no-change\n",
        "      - id: no-change\n        if: {pressure: [1, 2]}\n",
        "effects",
        "The last effect has no `if`",
    ),
    "effect_that_no_plan_comes_to": ("if: {pressure: [4, 5]}", "if: {pressure: [1, 5]}", "eased", "No session plan"),
    "a_range_backwards": ("minutes: [20, 45]", "minutes: [45, 20]", "if", "is a range"),
    "no_such_technique": ("technique: [gliding], where", "technique: [glidign], where", "if", "Did you mean gliding?"),
    "harm_that_is_worth_much": (
        "does: harm\n        value: 0",
        "does: harm\n        value: 0.5",
        "too-hard",
        "at most 0.3",
    ),
    "help_that_is_worth_little": (
        "does: help\n        value: 1",
        "does: help\n        value: 0.2",
        "eased",
        "at least 0.6",
    ),
    "comfort_that_falls": ("comfort: [3, 5, 6, 8, 10]", "comfort: [3, 5, 4, 8, 10]", "hands", "never falling"),
    "wanted_beyond_the_edge": ("wanted: [5, 7]", "wanted: [5, 9]", "hands", "at most 7, the edge"),
    "chances_not_one": ("truth:\n  stiff: 0.5", "truth:\n  stiff: 0.6", "truth", "must sum to 1"),
    "tested_for_no_truth": (
        "plan.treat-now]\n    truth: hurt\n",
        "plan.treat-now]\n",
        "path",
        "say under `truth` which one",
    ),
    "an_option_that_may_never_open": (
        "      - id: send-on\n",
        "      - id: send-on\n        opens:\n          need: [bruise]\n",
        "id: plan",
        "two options that are always open",
    ),
    "opens_on_nothing": ("need: [bruise]", "need: [bruize]", "opens", "Did you mean bruise?"),
    "leads_back_from_a_session": ("goto: second\n      - id: no", "goto: plan\n      - id: no", "goto", "leads back"),
    "expert_stops_by_chance": ("- second.end-here", "- second.go-on\n        - q-tea", "expert_path", "does not end"),
}


@pytest.mark.parametrize("defect", WIDE_DEFECTS)
def test_a_slip_in_the_whole_format_is_told_with_its_line_and_its_mend(tmp_path, base, defect):
    old, new, line, words = WIDE_DEFECTS[defect]
    assert old in WIDE
    text = WIDE.replace(old, new, 1)
    found = messages(tmp_path, base, text, "wide-client")
    told = next((message for message in found if words in message), None)
    assert told is not None, found
    rows, number = text.splitlines(), int(told.split(", line ")[1].split(":")[0])
    assert line in "\n".join(rows[number - 1 : number + 2]), told


def test_the_client_that_uses_the_whole_format_gets_no_message(tmp_path, base):
    assert messages(tmp_path, base, WIDE, "wide-client") == []


def test_what_is_built_of_a_client_is_read_back_as_it_was(tmp_path):
    for case in (small_case(tmp_path), wide_case(tmp_path)):
        read = Case.from_json(json.loads(json.dumps(case.to_json())))
        assert (read, read.version) == (case, case.version)


# ---- beginning one ----


def test_a_new_client_says_what_is_left_to_write_and_is_sound_once_it_is_written(tmp_path, base):
    (tmp_path / "notebooks").mkdir()
    result = CliRunner().invoke(app, ["new", "case", "wide-client", "--title", "Who: a try", "--course", str(tmp_path)])
    assert result.exit_code == 0, result.output
    path = tmp_path / "assets/cases/wide-client.yaml"
    text = path.read_text(encoding="utf-8")
    left = messages(tmp_path, base, text, "wide-client")
    assert len(left) == sum("[[" in line for line in text.splitlines())
    assert all("Still to write" in message for message in left)
    written = re.sub(r"\[\[(.*?)\]\]", r"\1", text).replace("objective-id", "ask-the-goal")
    assert messages(tmp_path, base, written, "wide-client") == []


@pytest.mark.parametrize(("name", "words"), [("Wide Client", "is no id"), ("wide-client", "is there already")])
def test_a_client_is_never_written_over(tmp_path, name, words):
    new_case(tmp_path, "wide-client", "Who")
    with pytest.raises(CourseProblem, match=words):
        new_case(tmp_path, name, "Who")


def test_a_map_draws_every_place_and_says_how_chance_would_score(tmp_path):
    out = tmp_path / "map.svg"
    result = CliRunner().invoke(app, ["map", COLD, "--to", str(out), "--course", str(ROOT)])
    assert result.exit_code == 0, result.output
    assert "who does anything at all, 0." in result.output
    drawn = map_of(load_case(COLD))
    words = " ".join(text.get_text() for text in drawn.axes[0].texts)
    assert all(name in words for name in load_case(COLD).places)
    assert out.stat().st_size > 10_000


@pytest.mark.parametrize(
    ("name", "to", "words"), [("spa-cold-feet-02", "a.svg", "Did you mean"), (None, "a.gif", "no picture")]
)
def test_a_map_that_cannot_be_is_a_sentence(tmp_path, name, to, words):
    with pytest.raises(CourseProblem, match=words):
        draw_case(one_case(ROOT, name or COLD), tmp_path / to)


def test_a_client_that_needs_no_thought_is_refused(tmp_path, base):
    easy = SMALL
    for value in ("value: 0\n", "value: 0.3", "value: 0.5"):
        easy = easy.replace(value, "value: 0.95\n" if value.endswith("\n") else "value: 0.95")
    easy = easy[: easy.index("  gates:\n")] + easy[easy.index("debrief:") :]
    easy = easy.replace("    safety: true\n", "").replace("gates: fail", "gates: pass")
    easy = easy.replace("need: [q-hope]", "need_any: [q-hope, q-skin, look, q-football, press, around, home]")
    easy = easy.replace("need_any: [q-skin, look]", "need_any: [q-hope, q-skin, look, q-football, press, around, home]")
    assert any("scores" in message and "on average" in message for message in messages(tmp_path, base, easy))


# ---- the clients of the course ----


@pytest.fixture(scope="module")
def written() -> dict[str, WrittenCase]:
    return {case.case.id: case for case in read_course(ROOT).cases}


@pytest.mark.parametrize("case_id", IDS)
def test_what_lessons_read_is_what_was_written(written, case_id):
    assert load_case(case_id) == written[case_id].case
    assert load_case(case_id).version == written[case_id].case.version


@pytest.mark.parametrize("case_id", IDS)
def test_players_who_do_not_think_do_badly(written, case_id):
    assert max(mean_scores(written[case_id].case).values()) <= TOO_EASY


@pytest.mark.parametrize("case_id", IDS)
def test_every_judgement_of_a_decision_names_its_source_or_says_that_it_is_the_authors(written, case_id, base):
    decisions = [(path, facts) for path, facts, _ in cited(written[case_id].case) if path[0] in ("decide", "score")]
    assert all(facts and set(facts) <= {*base.facts, JUDGEMENT} for _, facts in decisions)


SPA, CLINIC = "spa-birthday-back-03", "clinic-night-back-04"
TALK = ("q-hope", "q-start", "q-cancer", "q-unwell", "q-nerves", "q-fall", "q-night")


def of(case: Case, *path: str) -> tuple[float, bool]:
    mark = score(played(case, path))
    return mark.value, mark.safe


def test_the_pair_is_alike_at_the_door_and_in_all_that_may_be_done():
    one, two = load_case(SPA), load_case(CLINIC)
    assert (one.contrast_with, two.contrast_with) == (CLINIC, SPA)
    assert (one.client.says, one.client.booked) == (two.client.says, two.client.booked)
    at_the_door = [[(a.id, a.say) for a in case.ask if not a.at] for case in (one, two)]
    assert at_the_door[0] == at_the_door[1]
    assert [(e.id, e.do) for e in one.examine] == [(e.id, e.do) for e in two.examine]
    plans = [[(o.id, o.text) for o in case.decide[0].options] for case in (one, two)]
    assert plans[0] == plans[1]


def test_the_same_decision_is_right_for_one_and_harmful_for_the_other():
    course = ("leave.course", "q-again", "measure.week-four", "week-four.best", "week-ten.best")
    assert of(load_case(SPA), *TALK, "measure.start", "plan.hour-with-back", *course)[0] > 0.9
    assert of(load_case(CLINIC), *TALK, "plan.hour-with-back") == (0.0, False)
    assert of(load_case(CLINIC), *TALK, "plan.leave-back-call", "say.findings", "how-soon.today")[0] > 0.95


def test_over_caution_is_marked_down_and_never_to_nothing():
    for plan in ("plan.doctors-note", "plan.leave-back-call"):
        value, safe = of(load_case(SPA), *TALK, plan)
        assert safe
        assert 0.3 < value < 0.7


def test_a_plan_without_the_question_about_cancer_fails_whatever_it_is():
    asked = [name for name in TALK if name != "q-cancer"]
    value, safe = of(load_case(CLINIC), *asked, "plan.leave-back-call", "say.findings", "how-soon.today")
    assert (value, safe) == (0.0, False)


def test_the_right_hour_given_without_the_questions_is_called_luck():
    with_care = played(load_case(SPA), (*TALK, "plan.hour-with-back"))
    lucky = played(load_case(SPA), ("q-hope", "q-start", "plan.hour-with-back"))
    assert score(lucky).value < score(with_care).value - 0.25
    assert "could not know" in lucky.decisions[0].judged.why


def test_no_referral_leaves_open_how_soon_without_being_marked_down():
    case = load_case(CLINIC)
    how_soon = next(state for state in case.decide if state.id == "how-soon")
    assert {o.id for o in how_soon.options if o.judged.value > 0.4} == {"today", "ambulance"}


def test_cold_feet_ask_before_heat_and_hands_are_enough():
    case = load_case(COLD)
    asked = ("q-hope", "q-health", "q-feeling", "look-feet")
    assert of(case, *asked, "plan.stones-on-feet") == (0.0, False)
    assert of(case, *asked, "plan.stones-in-towel") == (0.0, False)
    value, safe = of(case, *asked, "plan.send-home", "tell.foot-check")
    assert safe
    assert 0.4 < value < 0.85
    assert not of(case, "q-hope", "plan.send-home", "tell.general-check")[1]


def test_the_blister_can_be_told_only_by_who_looked():
    asked = ("q-hope", "q-health", "q-feeling")
    blind, seen = (played(load_case(COLD), (*asked, *look, "plan.send-home")) for look in ((), ("look-feet",)))
    told = [{action.name for action in each.legal} for each in (blind, seen)]
    assert "tell.foot-check" not in told[0]
    assert "tell.foot-check" in told[1]


@pytest.mark.parametrize("attempt", range(1, 13))
def test_the_expert_of_the_birthday_does_well_however_the_scores_fall(attempt):
    case = load_case(SPA)
    way = as_far_as_open(case, case.experts["no-sign-of-disease"].path, f"{SPA}|{attempt}")
    assert way.over
    assert score(way).value > 0.95
