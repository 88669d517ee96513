"""A quiz in which a client is met, from its release to the feedback page, by both ways of grading."""

from __future__ import annotations

import json
import shutil
from html import unescape
from pathlib import Path

import pytest
import stock
from helpers.course import REPOSITORY, Course
from helpers.meetings import HARMS, LIDIA, MIDDLING, WAY, log_of, with_changed
from test_execute_agrees import STOCK_CONFIG, kernel_environment

from course_tools import journal
from course_tools.content import load_case
from course_tools.grading import flow
from course_tools.grading.source import stock_quiz_files
from course_tools.problem import CourseProblem

QUIZ = "one-client"
CLASS = {
    "expert": {"q1": log_of(WAY), "q2": "ask"},
    "middling": {"q1": log_of(MIDDLING), "q2": "ask"},
    "harms": {"q1": log_of(HARMS), "q2": "ask"},
    "stops": {"q1": log_of(WAY[:4]), "q2": "menu"},
    "claims": {"q1": with_changed(log_of(HARMS), 3, {"score": 1.0}), "q2": "ask"},
    "older": {"q1": [{**line, "version": "0" * 12} for line in log_of(WAY)], "q2": "ask"},
    "other": {"q1": [{**line, "case": "spa-silent-16"} for line in log_of(WAY)], "q2": "ask"},
    "blank": {},
}
REMARKS = {
    "claims": "it claims a score of 1, and playing gives 0",
    "older": "it belongs to another version of this client",
    "other": "it belongs to another client",
}


@pytest.fixture(scope="module")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = Course(tmp_path_factory.mktemp("released") / "course", QUIZ)
    flow.release(course.root, QUIZ, course.reports.append)
    return course.root


@pytest.fixture(scope="module")
def submitted_once(released_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = copy_of(released_once, tmp_path_factory.mktemp("submitted") / "course")
    for name, answers in CLASS.items():
        course.trainee(name, answers).submit()
    return course.root


@pytest.fixture(scope="module")
def graded(submitted_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The class above, graded by `course grade`, with feedback."""
    course = copy_of(submitted_once, tmp_path_factory.mktemp("graded") / "course")
    flow.grade(course.root, QUIZ, course.reports.append)
    flow.feedback(course.root, QUIZ, course.reports.append)
    return course


def copy_of(root: Path, to: Path) -> Course:
    shutil.copytree(root, to)
    return Course(to, QUIZ)


def page(course: Course, name: str) -> str:
    return " ".join(unescape(course.page(name)).split())


def test_points_are_the_engines_score_and_edited_logs_earn_nothing(graded: Course):
    points = {name: graded.marks(name).get("q1", 0) for name in CLASS}
    assert points["expert"] == 4
    assert 0 < points["stops"] < points["middling"] < 4
    assert [name for name, found in points.items() if not found] == ["harms", "claims", "older", "other", "blank"]


@pytest.mark.parametrize("name", REMARKS)
def test_what_is_wrong_with_a_log_is_told_in_plain_words(graded: Course, name: str):
    assert REMARKS[name] in graded.remarks(name)
    assert "It counts as blank." in graded.remarks(name)
    assert REMARKS[name] in page(graded, name), "the trainee reads why, too"


def test_only_a_safe_way_to_the_end_passes(graded: Course):
    outcome = {line.split(":")[0]: line for line in graded.reports if ", passed" in line or "not passed" in line}
    assert [name for name in CLASS if ", passed" in outcome[name]] == ["expert"]
    for name in ("harms", "stops", "claims", "blank"):
        assert "not safe: q1" in outcome[name]


def test_grading_and_nbgraders_command_agree_in_every_row_notebook_and_page(
    graded: Course, submitted_once: Path, tmp_path: Path
):
    theirs = copy_of(submitted_once, tmp_path / "stock")
    stock.autograde(theirs)
    stock.generate_feedback(theirs)
    assert {name: graded.marks(name) for name in CLASS} == {name: theirs.marks(name) for name in CLASS}
    assert stock.rows(graded) == stock.rows(theirs)
    for folder in ("autograded", "feedback"):
        mine, others = stock.files(graded, folder), stock.files(theirs, folder)
        assert [name for name in mine if mine[name] != others[name]] == []
        assert mine.keys() == others.keys()


@pytest.mark.grading
def test_nbgraders_own_execute_gives_the_same_marks(graded: Course, tmp_path: Path):
    executed = Course(tmp_path / "stock", QUIZ, files=stock_quiz_files, config=STOCK_CONFIG)
    executed.nbgrader("generate_assignment", QUIZ)
    honest = [name for name in CLASS if name not in REMARKS]
    for name in honest:
        theirs = executed.trainee(name, CLASS[name])
        shutil.copy(executed.place.release / f"{QUIZ}.ipynb", theirs.folder)
        theirs.submit()
    executed.nbgrader("autograde", QUIZ, **kernel_environment(tmp_path / "jupyter", executed.place.quizzes))
    assert {name: executed.marks(name) for name in honest} == {name: graded.marks(name) for name in honest}


def test_the_page_shows_both_ways_where_they_part_and_what_followed(graded: Course):
    middling = page(graded, "middling")
    for told in (
        "Your way with Lidia",
        "The expert's way, and yours beside it",
        "the expert would have asked 3 essential questions more before that.",
        "Cancel the hour, and ask her to come back with a letter from her doctor",
        "Better: Put the stones away",
        "Not asked, and what the answer would have been",
        "On Friday Lidia calls.",
    ):
        assert told in middling
    assert "What was not safe" not in middling


def test_the_page_says_which_gate_failed_and_what_would_have_happened(graded: Course):
    harms = page(graded, "harms")
    assert "What was not safe" in harms
    assert "skin that cannot report pain burns deep" in harms
    assert "The risk: a deep burn that she does not feel." in harms
    assert "In the evening her niece sees the two round burns" in harms


def test_whoever_did_not_meet_the_client_reads_nothing_of_the_way(graded: Course):
    for name in ("blank", "claims", "older", "other"):
        assert "The expert's way" not in page(graded, name)


def test_what_is_released_names_the_client_and_holds_nothing_of_it(graded: Course):
    client = load_case(LIDIA)
    released = b"".join(path.read_bytes() for path in graded.place.release.iterdir()).decode()
    item = json.loads((graded.place.release / "quiz.json").read_text(encoding="utf-8"))["items"]["meet-lidia"]
    assert item["limits"] == {"case": LIDIA, "case_version": client.version}
    hidden = [client.says for client in [client.client]] + [ask.reply for ask in client.ask] + list(client.truth)
    hidden += [option.text for state in client.decide for option in state.options]
    assert [text for text in hidden if json.dumps(text.strip())[1:-1] in released] == []


def test_another_truth_or_another_judgement_changes_no_released_byte_but_the_version(tmp_path: Path):
    from dataclasses import replace

    from course_tools.authoring.bank import load_bank
    from course_tools.grading.source import quiz_files

    path = REPOSITORY / f"tests/grading/banks/{QUIZ}.yaml"
    client = load_case(LIDIA)
    other = replace(client, truth={"full-feeling": 1.0}, gates=())
    mine, theirs = (quiz_files(load_bank(path, cases={LIDIA: each})) for each in (client, other))
    prompts = [load_bank(path, cases={LIDIA: each}).questions[0].prompt for each in (client, other)]
    for name, data in mine.items():
        same = data.replace(client.version.encode(), other.version.encode())
        assert same.replace(prompts[0].version.encode(), prompts[1].version.encode()) == theirs[name]


def test_each_trainee_has_a_client_of_their_own_form_and_nobodys_way_can_be_copied(tmp_path: Path):
    course = Course(tmp_path / "course", QUIZ)
    course.edit_bank("pass_at: 0.6\n", "pass_at: 0.6\nforms: each\n")
    course.build()
    flow.release(course.root, QUIZ, course.reports.append)
    own, copied = log_of(WAY, seed=f"{QUIZ}|ana"), log_of(WAY, seed=f"{QUIZ}|ana")
    course.trainee("ana", {"q1": own}).submit()
    course.trainee("ben", {"q1": copied}).submit()
    flow.grade(course.root, QUIZ, course.reports.append)
    assert (course.marks("ana")["q1"], course.marks("ben")["q1"]) == (4, 0)
    assert "another trainee's form" in course.remarks("ben")


def test_a_revised_client_is_refused_once_it_was_met_and_may_be_dropped(
    released_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    course = copy_of(released_once, tmp_path / "course")
    course.trainee("ana", {"q1": log_of(WAY), "q2": "ask"}).submit()
    released = course.place.release / "quiz.json"
    released.write_text(released.read_text().replace(load_case(LIDIA).version, "0" * 12), encoding="utf-8")
    with pytest.raises(CourseProblem, match=f"the client {LIDIA}, whom trainees have met in meet-lidia, cannot be"):
        flow.grade(course.root, QUIZ, course.reports.append)
    course.edit_bank("    points: 4\n", "    points: 4\n    dropped: true\n")
    flow.grade(course.root, QUIZ, course.reports.append)
    assert course.marks("ana")["q1"] == 4


def test_a_hand_in_carries_the_log(tmp_path: Path, released_once: Path):
    course = copy_of(released_once, tmp_path / "course")
    someone = course.trainee("ana", CLASS["middling"])
    someone.zip(tmp_path / "in")
    flow.collect(course.root, QUIZ, tmp_path / "in", course.reports.append)
    kept = journal.read(course.place.submitted("ana") / journal.FILE).last(QUIZ, "meet-lidia")
    assert kept is not None
    assert kept.answer == log_of(MIDDLING)
