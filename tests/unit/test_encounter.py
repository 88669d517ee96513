"""Meeting a virtual client: only what is open can be done, only what was asked is told, and a log says it all."""

from __future__ import annotations

import itertools
import json
import random
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.cases import small_case, wide_case
from hypothesis import given
from hypothesis import strategies as st

from course_tools.authoring.caselint import all_judged
from course_tools.content import Case, case_ids, load_case
from course_tools.encounter import Encounter, Entry, begin, debrief, entries, played, replay, score, seed_of
from course_tools.encounter.players import PLAYERS, mean_scores
from course_tools.journal import EncounterBook, all_stated
from course_tools.lesson import client
from course_tools.problem import CourseProblem
from course_tools.widgets.client import ClientView
from course_tools.widgets.clientpage import card, shown, told

SPA, CLINIC = "spa-birthday-back-03", "clinic-night-back-04"
FOLDER = Path(tempfile.mkdtemp())
WIDE_CLIENT = wide_case(FOLDER)
BOTH = [load_case(SPA), load_case(CLINIC)]
CASES = st.sampled_from([*map(load_case, case_ids()), WIDE_CLIENT])
#: A walk: at each step, which of the open actions is taken, and by which lot it is answered.
WALKS = st.lists(st.integers(min_value=0, max_value=1000), max_size=60)
TRIES = st.integers(min_value=1, max_value=30)
EXPERT = ("q-hope", "q-skin", "look", "plan.around", "after.clean")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return small_case(tmp_path_factory.mktemp("case"))


def walked(case: Case, walk: list[int], seed: str = "s") -> list[Encounter]:
    """Every stage of a walk over open actions, the door first."""
    stages = [begin(case, seed)]
    for number in walk:
        legal = stages[-1].legal
        if not legal:
            break
        action = legal[number % len(legal)]
        stages.append(stages[-1].take(action.name, action.any(random.Random(number))))
    return stages


def names(encounter: Encounter) -> list[str]:
    return [action.name for action in encounter.legal]


# ---- what holds on any way through any client ----


@given(CASES, WALKS, TRIES)
def test_a_client_is_over_or_something_is_open_and_the_minutes_last(case, walk, attempt):
    for stage in walked(case, walk, seed_of(case, attempt)):
        assert stage.over == (not stage.legal)
        assert 0 <= stage.spent <= stage.budget or stage.over
        assert len(set(names(stage))) == len(stage.legal)
        assert 0 <= score(stage).value <= 1


@given(CASES, st.integers(), TRIES)
def test_every_way_comes_to_an_end(case, lot, attempt):
    chance, encounter, steps = random.Random(lot), begin(case, seed_of(case, attempt)), 0
    most = 2 * (len(case.ask) + 2 * len(case.examine)) + 10 * (len(case.decide) + len(case.treat))
    while not encounter.over:
        action = chance.choice(encounter.legal)
        encounter, steps = encounter.take(action.name, action.any(chance)), steps + 1
        assert steps <= most


@given(CASES, WALKS, TRIES)
def test_nothing_is_told_before_it_was_asked_or_looked_for(case, walk, attempt):
    for stage in walked(case, walk, seed_of(case, attempt)):
        if stage.over:
            break
        told = {name for step in stage.steps for name in step.disclosed}
        page = json.dumps([card(case), shown(stage)], ensure_ascii=False)
        hidden = [ask.reply for ask in stage.story.ask if ask.reply and ask.id not in told]
        hidden += [text for ask in case.ask for text in ask.replies.values() if ask.id not in told]
        hidden += [text for name, text in case.findings.items() if name not in told]
        hidden += [judged.why for _, judged in all_judged(case) if judged.why]
        hidden += [
            text
            for test in case.examine
            for text in test.results.values()
            if text not in case.findings and told.isdisjoint({test.id, *test.results.values()})
        ]
        assert not [text for text in hidden if json.dumps(text, ensure_ascii=False)[1:-1] in page]


@given(WALKS, TRIES)
def test_where_the_truth_is_drawn_no_page_depends_on_it_until_it_has_shown(walk, attempt):
    seed = seed_of(WIDE_CLIENT, attempt)
    one = begin(WIDE_CLIENT, seed)
    two = replace(one, story=WIDE_CLIENT.told("hurt" if one.truth == "stiff" else "stiff"))
    for number in walk:
        if one.over or two.over:
            break
        assert json.dumps(shown(one)) == json.dumps(shown(two))
        action = one.legal[number % len(one.legal)]
        one, two = (each.take(action.name, action.any(random.Random(number))) for each in (one, two))
        if action.name in ("q-fall", "look") or action.kind == "decide":
            break


@given(CASES, WALKS, TRIES)
def test_a_log_replayed_gives_the_same_encounter_and_score(case, walk, attempt):
    last = walked(case, walk, seed_of(case, attempt))[-1]
    read = [Entry.from_line(entry.to_line()) for entry in entries(last, attempt)]
    again = replay(case, [entry for entry in read if entry])
    assert (again or begin(case, last.seed)) == last
    assert again is None or score(again) == score(last)


@given(CASES, WALKS, st.data())
def test_a_log_with_one_thing_changed_is_refused_with_the_step(case, walk, data):
    log = list(entries(walked(case, walk, seed_of(case, 3))[-1], 3))
    if not log:
        return
    at = data.draw(st.integers(0, len(log) - 1))
    changes = {
        "action": "q-invented",
        "answer": {"more": 1},
        "cost": log[at].cost + 1,
        "step": log[at].step + 1,
        "disclosed": (*log[at].disclosed, "old-scar"),
        "belief": ({"one": 1}, {}),
        "score": log[at].score + 0.5,
        "version": "000000000000",
        "seed": "another",
    }
    name = data.draw(st.sampled_from(sorted(changes)))
    log[at] = replace(log[at], **{name: changes[name]})
    with pytest.raises(CourseProblem, match=f"^Step {at + 1} of this log cannot have been"):
        replay(case, log)


def test_a_log_with_a_seed_that_was_chosen_is_refused(small):
    log = entries(begin(small, seed_of(small, 9)).take("q-hope"), 9)
    assert replay(small, log) is not None
    with pytest.raises(CourseProblem, match="belongs to no try"):
        replay(small, [replace(log[0], attempt=8)])


@given(st.binary(max_size=200))
def test_a_line_of_another_shape_is_no_entry(line):
    assert Entry.from_line(line) is None


@given(
    st.dictionaries(st.sampled_from(sorted(Entry.__dataclass_fields__)), st.one_of(st.none(), st.text(), st.floats()))
)
def test_a_line_with_a_part_of_another_kind_is_no_entry_or_is_refused_in_a_sentence(change):
    case = BOTH[0]
    own = json.loads(entries(begin(case, seed_of(case, 1)).take("q-hope"), 1)[0].to_line())
    entry = Entry.from_line(json.dumps({**own, **change}).encode())
    if entry is not None and change:
        with pytest.raises(CourseProblem, match="cannot have been"):
            replay(case, [entry])


@given(CASES, WALKS, TRIES)
def test_the_debrief_of_any_end_can_be_shown(case, walk, attempt):
    last = walked(case, [*walk, *range(120)], seed_of(case, attempt))[-1]
    assert last.over
    page = told(debrief(last), last, None)
    assert bool(page["gates"]) == (not score(last).safe)
    assert len(page["steps"]) == len(last.steps)
    json.dumps(page)


# ---- the rules, on a small client ----


def test_touch_waits_for_consent(small):
    door = begin(small, "s")
    assert "consent.look" in names(door)
    assert "look" not in names(door)
    with pytest.raises(CourseProblem, match="“look” cannot be done"):
        door.take("look")
    asked = door.take("consent.look")
    assert (asked.used, asked.steps[-1].answer.strip()) == (0, "You may.")
    looked = asked.take("look")
    assert looked.steps[-1].answer.strip() == "A deep open cut under the sleeve."
    assert looked.steps[-1].disclosed == ("hidden-cut",)


def test_what_takes_more_than_the_minutes_left_is_closed_and_deciding_never_is(small):
    late = begin(small, "s").take("q-football").take("q-hope")
    assert (late.used, late.budget) == (4, 5)
    assert "consent.look" not in names(late)
    assert "q-skin" in names(late)
    over_time = late.take("q-skin")
    assert {name.partition(".")[0] for name in names(over_time)} == {"plan"}


def test_after_a_decision_there_is_no_more_asking(small):
    assert {name.partition(".")[0] for name in names(begin(small, "s").take("plan.around"))} == {"after"}


def test_an_end_leaves_nothing_open(small):
    for last in (played(small, EXPERT), played(small, ("plan.press",)), played(small, ("plan.home",))):
        assert last.over
        assert last.legal == ()


def test_the_order_shown_depends_on_the_try_alone(small):
    orders = {tuple(names(begin(small, seed_of(small, attempt)))) for attempt in range(1, 9)}
    assert len(orders) > 1
    other_values = small_case_with(small, value=0.2)
    assert names(begin(other_values, "s")) == names(begin(small, "s"))


def small_case_with(case: Case, value: float) -> Case:
    first = case.decide[0]
    options = tuple(replace(o, judged=replace(o.judged, value=value)) for o in first.options)
    return replace(case, decide=(replace(first, options=options), *case.decide[1:]))


def test_the_experts_way_scores_full(small):
    mark = score(played(small, EXPERT))
    assert (mark.value, mark.safe) == (1.0, True)


def test_the_score_is_the_weighted_sum_of_its_parts(small):
    # q-hope of two key features (1/2); the plan is unready (0.5) and then right (1); 1 of the expert's 4 minutes
    mark = score(played(small, ("q-hope", "q-skin", "plan.around", "after.oil")))
    assert (mark.key_features, mark.decisions, mark.efficiency) == (1.0, 0.25, 0.5)
    assert mark.value == pytest.approx(0.5 * 1 + 0.4 * 0.25 + 0.1 * 0.5)


def test_minutes_that_served_nothing_cost_a_little(small):
    idle = score(played(small, ("q-hope", "q-skin", "q-football", "plan.around", "after.clean")))
    assert idle.efficiency == pytest.approx(2 / 5)


def test_a_harmful_act_fails_whatever_else_was_right(small):
    mark = score(played(small, ("q-hope", "q-skin", "look", "plan.press")))
    assert (mark.value, mark.key_features) == (0.0, 1.0)
    assert [gate.never for gate in mark.failed] == ["press"]


def test_what_must_come_first_fails_when_it_came_not_at_all(small):
    blind = score(played(small, ("q-hope", "plan.around", "after.clean")))
    assert [gate.before for gate in blind.failed] == ["plan"]
    assert score(played(small, ("look", "plan.around", "after.clean"))).safe


def test_a_right_decision_before_its_questions_is_judged_as_luck(small):
    lucky = played(small, ("q-skin", "plan.around", "after.clean"))
    assert lucky.decisions[0].judged.value == 0.5
    assert lucky.decisions[0].judged.why.startswith("You did not look")


def test_the_debrief_says_what_was_missed_and_where_the_ways_part(small):
    report = debrief(played(small, ("q-football", "q-skin", "plan.home")))
    assert [missed.say for missed in report.missed] == ["What do you hope for?"]
    assert report.beside == ("Which team do you like?",)
    assert [met.step for met in report.expert] == [None, 2, None, None, None]
    assert report.divergence.startswith("At step 3 you decided; the expert would have asked 1 essential question more")
    assert report.decided[0].better == "Work the shoulder, not near the cut"


def test_the_debrief_of_the_experts_way_finds_nothing_to_part(small):
    report = debrief(played(small, EXPERT))
    assert (report.missed, report.beside, report.divergence) == ((), (), "")
    assert [met.step for met in report.expert] == [1, 2, 4, 5, 6]
    assert not any(decided.better for decided in report.decided)


def test_another_decision_is_where_the_ways_part(small):
    report = debrief(played(small, ("q-hope", "q-skin", "look", "plan.around", "after.oil")))
    assert report.divergence == (
        "At step 6 you decided “Put a little oil on it in the evening”; there the expert did something else."
    )


def test_means_of_players_who_do_not_think_are_the_same_each_time(small):
    assert set(mean_scores(small, 5)) == set(PLAYERS)
    assert mean_scores(small, 5) == mean_scores(small, 5)


# ---- the log on disk, and the view ----


def book(folder: Path, case: Case = BOTH[1]) -> EncounterBook:
    return EncounterBook(folder / "my-progress/clients.jsonl", case)


CLICKS = itertools.count()


def act(view: ClientView, action: str, **more: object) -> dict:
    message = {
        "kind": "act",
        "click": f"c{next(CLICKS)}",
        "attempt": view.state["attempt"],
        "step": view.state.get("step"),
    }
    view._handle_custom_msg({**message, "action": action, **more}, [])
    return view.state


def test_each_step_is_on_disk_when_the_view_says_so(tmp_path):
    state = act(ClientView(book(tmp_path)), "q-hope", click="c")
    assert state["echo"] == {"click": "c", "ok": True}
    lines = (tmp_path / "my-progress/clients.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["q-hope"]
    assert json.loads(lines[0])["format"] == "case-log/2"


def test_a_client_opens_where_it_was_left(tmp_path):
    first = ClientView(book(tmp_path))
    act(first, "q-hope")
    act(first, "consent.look-back")
    assert ClientView(book(tmp_path)).state["talk"] == first.state["talk"]
    assert len(first.state["talk"]) == 4


def test_two_windows_do_not_write_the_same_step_twice(tmp_path):
    one, two = ClientView(book(tmp_path)), ClientView(book(tmp_path))
    act(one, "q-hope")
    state = act(two, "q-start")
    assert state["echo"]["ok"] is False
    assert "another window" in state["echo"]["text"]
    assert state["step"] == 1
    assert act(two, "q-start")["step"] == 2


def test_a_click_that_is_sent_again_is_done_once(tmp_path):
    view = ClientView(book(tmp_path))
    act(view, "q-hope", click="c", step=0)
    state = act(view, "q-hope", click="c", step=0)
    assert (state["echo"]["ok"], state["step"]) == (True, 1)
    assert len((tmp_path / "my-progress/clients.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_what_is_not_open_is_not_written(tmp_path):
    for action in ("look-back", "say.findings", "nonsense", ""):
        assert act(ClientView(book(tmp_path)), action)["echo"]["ok"] is False
    assert not (tmp_path / "my-progress/clients.jsonl").exists()


def test_another_try_begins_at_the_door_and_keeps_the_first(tmp_path):
    view = ClientView(book(tmp_path))
    act(view, "plan.work-deep")
    assert view.state["over"]
    view._handle_custom_msg({"kind": "again", "click": "c"}, [])
    assert (view.state["attempt"], view.state["step"], view.state["talk"]) == (2, 0, [])
    act(view, "q-hope")
    assert book(tmp_path).read(1).over
    assert ClientView(book(tmp_path)).state["attempt"] == 2


def test_a_log_that_cannot_have_been_is_said_and_kept_and_the_client_can_be_met_anew(tmp_path):
    view = ClientView(book(tmp_path))
    act(view, "q-hope")
    path = tmp_path / "my-progress/clients.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"step":1', '"step":7'), encoding="utf-8")
    view = ClientView(book(tmp_path))
    assert "Step 1 of this log cannot have been" in view.state["problem"]
    assert "talk" not in view.state
    view._handle_custom_msg({"kind": "again", "click": "c"}, [])
    assert (view.state["problem"], view.state["attempt"]) == ("", 2)
    assert '"step":7' in path.read_text(encoding="utf-8")


def test_torn_lines_and_older_versions_of_a_client_do_not_hinder(tmp_path):
    case = BOTH[1]
    old = replace(entries(begin(case, seed_of(case, 4)).take("q-hope"), 4)[0], version="000000000000").to_line()
    path = tmp_path / "my-progress/clients.jsonl"
    path.parent.mkdir()
    path.write_bytes(old + b'\xff\n{"format": "case-log/1"}\n{"torn')
    view = ClientView(book(tmp_path))
    assert (view.state["attempt"], view.state["step"]) == (1, 0)
    assert act(view, "q-hope")["echo"]["ok"]
    assert ClientView(book(tmp_path)).state["step"] == 1


@pytest.mark.parametrize("form", ["case-log/1", "case-log/2"])
def test_a_learner_of_an_earlier_version_is_told_so_begins_afresh_and_loses_nothing(tmp_path, form):
    line = {"format": form, "case": CLINIC, "version": "000000000000", "seed": f"{CLINIC}|1", "step": 1}
    line |= {"action": "q-hope", "cost": 1, "disclosed": ["q-hope"]}
    path = tmp_path / "my-progress/clients.jsonl"
    path.parent.mkdir()
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    view = ClientView(book(tmp_path))
    assert (view.state["problem"], view.state["attempt"], view.state["step"]) == ("", 1, 0)
    assert view.state["earlier"].startswith("Paula's case has been revised since you met.")
    assert act(view, "q-hope")["earlier"] == ""
    assert path.read_text(encoding="utf-8").startswith(json.dumps(line))


def test_going_on_from_a_step_is_another_try_under_the_same_lot_and_keeps_the_first(tmp_path):
    view = ClientView(book(tmp_path))
    for action in ("q-hope", "q-night", "plan.work-deep"):
        act(view, action)
    told = view.state["debrief"]
    assert told["steps"][1].startswith("How is it at night")
    message = {"kind": "from", "click": "f", "attempt": 1, "step": 2}
    view._handle_custom_msg(message, [])
    assert (view.state["attempt"], view.state["step"], view.state["over"]) == (2, 2, False)
    view._handle_custom_msg(message, [])
    assert (view.state["attempt"], view.state["echo"]) == (2, {"click": "f", "ok": True})
    act(view, "q-cancer")
    first, second = book(tmp_path).read(1), book(tmp_path).read(2)
    assert first.over
    assert second.seed == first.seed
    assert second.steps[:2] == first.steps[:2]
    assert ClientView(book(tmp_path)).state["step"] == 3


@pytest.mark.parametrize("step", [0, 3, 99, -1, None, "2", 2.0, True])
def test_a_step_that_is_not_there_begins_nothing(tmp_path, step):
    view = ClientView(book(tmp_path))
    for action in ("q-hope", "q-night", "plan.work-deep"):
        act(view, action)
    view._handle_custom_msg({"kind": "from", "click": "f", "attempt": 1, "step": step}, [])
    assert view.state["attempt"] == 1
    assert view.state["echo"]["ok"] is False
    assert book(tmp_path).tries() == 1


def test_a_belief_is_answered_by_bayes_on_the_page_and_never_before(tmp_path):
    case = load_case("spa-cold-feet-01")
    view = ClientView(book(tmp_path, case))
    act(view, "q-feeling")
    assert "100 people" not in json.dumps([line for line in view.state["talk"] if line["who"] == "bayes"])
    state = act(view, "believe.plan", answer={"reduced-feeling": 20, "full-feeling": 70})
    assert "add up to 90" in state["echo"]["text"]
    state = act(view, "believe.plan", answer={"reduced-feeling": 30, "full-feeling": 70})
    line = state["talk"][-1]
    # odds 3/7 times 3 is 9/7: 56 of 100
    assert line["who"] == "bayes"
    assert {group["bayes"] for group in line["picture"]["groups"]} == {56, 44}
    log = [
        json.loads(each) for each in (tmp_path / "my-progress/clients.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert log[-1]["belief"] == [{}, {"reduced-feeling": 30, "full-feeling": 70}]


def test_calibration_counts_first_tries_of_every_client_and_no_more(tmp_path):
    case = load_case("spa-cold-feet-01")
    view = ClientView(book(tmp_path, case))
    for attempt in (1, 2):
        act(view, "q-feeling")
        act(view, "believe.plan", answer={"reduced-feeling": 80, "full-feeling": 20})
        state = act(view, "plan.stones-on-feet")
        assert "you stated 2 numbers" in state["debrief"]["calibration"]["text"]
        view._handle_custom_msg({"kind": "again", "click": f"again-{attempt}"}, [])
    assert [(each.percent, each.true) for each in sorted(all_stated(book(tmp_path).path), key=lambda e: e.percent)] == [
        (20, False),
        (80, True),
    ]


def test_a_case_closed_early_is_said_with_what_was_left(tmp_path):
    view = ClientView(book(tmp_path))
    act(view, "q-cancer")
    told = act(view, "plan.doctors-note")["debrief"]
    assert told["closure"].startswith("You closed early: 6 essential questions and 11 minutes were left")
    assert told["divergence"].startswith("At step 2 you decided")


def test_a_folder_that_cannot_be_written_is_said_and_nothing_looks_saved(tmp_path):
    view = ClientView(book(tmp_path))
    (tmp_path / "my-progress").write_text("a file where the folder belongs", encoding="utf-8")
    state = act(view, "q-hope")
    assert state["echo"]["ok"] is False
    assert "talk" not in state or state["talk"] == []


@pytest.mark.parametrize("message", [None, "act", {}, {"kind": "act"}, {"kind": "act", "action": ["x"], "step": {}}])
def test_a_message_of_another_shape_does_nothing(tmp_path, message):
    view = ClientView(book(tmp_path))
    view._handle_custom_msg(message, [])
    assert view.state["talk"] == []
    assert not (tmp_path / "my-progress").exists()


def test_a_failed_gate_says_what_would_have_happened_and_the_way_on(tmp_path):
    state = act(ClientView(book(tmp_path)), "plan.hour-with-back")
    told = state["debrief"]
    assert told["verdict"] == {"tone": "wrong", "text": "Stop here first: this way is not safe."}
    assert all("The way on:" in gate["why"] and "practice" in gate["why"] for gate in told["gates"])
    assert "not counted" in told["parts"][0]


def test_reasons_come_with_their_chips_or_say_that_they_are_a_judgement(tmp_path):
    view = ClientView(book(tmp_path))
    for action in ("q-cancer", "plan.leave-back-call", "say.formality", "how-soon.today"):
        state = act(view, action)
    decided = state["debrief"]["decided"]
    assert "cx-fact-redflags-cancer-history" in decided[0]["chips"]
    assert decided[1]["judgement"].startswith("Author's judgement")


@pytest.mark.parametrize("name", ["nobody", "../bank", "", "A b"])
def test_a_client_that_is_not_there_is_a_sentence(name):
    assert f"There is no client called “{name}”" in client(name).text


def test_the_file_keeps_the_door_and_nothing_behind_it(tmp_path):
    left = ClientView(book(tmp_path))._repr_mimebundle_()
    assert "My low back has ached" in left["text/html"]
    assert "cancer" not in json.dumps([left["text/plain"], left["text/html"]])
