"""What a class did with a client: a picture without names, a table with them, a sentence where something is wrong."""

from __future__ import annotations

import csv
import io
import random
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from helpers.course import Course
from helpers.meetings import HARMS, LIDIA, MIDDLING, WAY, log_of, with_changed
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text
from typer.testing import CliRunner

from course_tools.cli.app import app
from course_tools.content import load_case
from course_tools.content.case import END
from course_tools.encounter import Encounter, begin, entries, score, seed_of
from course_tools.grading.classpaths import ClassPaths, Played, class_paths
from course_tools.grading.classpicture import picture
from course_tools.problem import CourseProblem

QUIZ = "one-client"
CASE = load_case(LIDIA)
CLASS: Mapping[str, Any] = {
    "anna-alder": log_of(WAY),
    "ben-birch": log_of(MIDDLING),
    "cleo-cedar": log_of(HARMS),
    "dora-dogwood": with_changed(log_of(WAY), 2, {"score": 1.0}),
    "emil-elm": None,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = Course(tmp_path_factory.mktemp("class") / "course", QUIZ)
    for name, log in CLASS.items():
        made.trainee(name, {"q1": log, "q2": "ask"}).submit()
    return made


@pytest.fixture(scope="module")
def found(course: Course) -> ClassPaths:
    return class_paths(course.root, CASE)


def table(found: ClassPaths) -> dict[str, dict[str, str]]:
    text = found.to_csv().decode("utf-8-sig")
    return {row["trainee"]: row for row in csv.DictReader(io.StringIO(text))}


def words(found: ClassPaths) -> str:
    return "\n".join(text.get_text() for text in picture(found).findobj(Text))


def anything(number: int) -> Encounter:
    chance, now = random.Random(number), begin(CASE, seed_of(CASE, 1))
    most = chance.randint(1, 40)
    while not now.over and len(now.steps) < most:
        action = chance.choice(now.legal)
        now = now.take(action.name, action.any(chance))
    return now


def test_every_submitted_meeting_is_played_and_the_others_are_named(found: ClassPaths):
    assert [each.trainee for each in found.played] == ["anna-alder", "ben-birch", "cleo-cedar"]
    aside = {one.name: one.reason for one in found.aside}
    assert "claims a score of 1" in aside["dora-dogwood"]
    assert aside["emil-elm"] == "has not met this client"


def test_the_title_says_the_finding(found: ClassPaths):
    assert found.finding.startswith("1 of 3 took an unsafe step, most often “")
    assert "2 of 3 left the expert's way, most often at “plan”" in found.finding
    assert found.finding in " ".join(words(found).split())


def test_the_picture_tells_how_many_went_where_without_a_name(found: ClassPaths):
    told = " ".join(words(found).split())
    assert "plan: 3 of 3 (2 left the way)" in told
    assert "1 no heat ◆" in told
    assert "burned, an end: 1 of 3" in told
    assert "3 of 3" in told
    assert not [part for name in CLASS for part in name.split("-") if part in told]


def test_the_table_has_each_way_with_its_name(found: ClassPaths):
    rows = table(found)
    assert rows["anna-alder"]["score"] == "1"
    assert rows["anna-alder"]["parted_at"] == ""
    assert rows["ben-birch"]["path"] == "q-feeling > believe.plan > plan.send-home > tell.general-check"
    assert (rows["cleo-cedar"]["safe"], rows["cleo-cedar"]["parted_at"]) == ("no", "plan")
    assert "stones on feet" in rows["cleo-cedar"]["gates"]
    assert "claims a score" in rows["dora-dogwood"]["remark"]


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_whoever_goes_into_a_place_is_counted_once_on_the_way_out(numbers):
    played = tuple(Played(f"t{i}", "quiz", anything(number)) for i, number in enumerate(numbers))
    found = ClassPaths(CASE, played, ())
    into = Counter()
    for (_, _, goto), n in found.moves.items():
        into[goto] += n
    assert {place: n for place, n in found.visits.items() if place != "plan"} == dict(into)
    assert found.visits["plan"] == len(played)
    for place in found.case.places:
        left = sum(n for (here, _, _), n in found.moves.items() if here == place)
        assert left <= found.visits[place]
    ended = sum(found.visits[name] for name, state in CASE.places.items() if not getattr(state, "options", True))
    assert ended + into[END] == sum(each.met.over for each in played)
    assert sum(bool(each.gates) for each in played) == sum(not score(each.met).safe for each in played)
    assert all(n <= len(played) for n in (*found.known.values(), *found.gates.values()))


@pytest.mark.parametrize("size", [5, 200])
def test_no_label_lies_on_another_whether_few_or_many_were_there(size: int):
    played = tuple(Played(f"t{i}", "quiz", anything(i)) for i in range(size))
    figure = picture(ClassPaths(CASE, played, ()))
    figure.canvas.draw()
    boxes = [
        text.get_window_extent() for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()
    ]
    clashes = [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if a.overlaps(b)]
    assert clashes == []
    whole = figure.bbox
    assert all(whole.x0 <= box.x0 and box.x1 <= whole.x1 and whole.y0 <= box.y0 and box.y1 <= whole.y1 for box in boxes)


def test_practice_logs_count_their_first_try(tmp_path: Path):
    folder = tmp_path / "logs/ana"
    folder.mkdir(parents=True)
    lines = [entry.to_line() for entry in entries(anything(3), 1)]
    again = [entry.to_line() for entry in entries(anything(4), 2)]
    (folder / "clients.jsonl").write_bytes(b"".join([*lines, *again]) + b"torn")
    (tmp_path / "logs/ben.jsonl").write_bytes(b"")
    found = class_paths(tmp_path, CASE, tmp_path / "logs")
    assert [(each.trainee, len(each.met.steps)) for each in found.played] == [("ana", len(lines))]
    assert [one.name for one in found.aside] == ["ben"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["spa-cold-feet"], "There is no client “spa-cold-feet”"),
        ([LIDIA, "--logs", "nowhere"], "There is no folder nowhere"),
        ([LIDIA], "Nobody has met Lidia (spa-cold-feet-01)"),
        ([LIDIA, "--logs", ".", "--to", "picture.txt"], "is no picture"),
    ],
)
def test_bad_input_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments, told):
    shutil.copytree(Path(__file__).parents[2] / "assets", tmp_path / "assets")
    (tmp_path / "quizzes/bank").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "ana.jsonl").write_bytes(b"".join(entry.to_line() for entry in entries(anything(3), 1)))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["cases", *arguments, "--course", str(tmp_path)])
    assert isinstance(result.exception, CourseProblem)
    assert told in str(result.exception)


def test_the_command_writes_the_picture_and_the_table_and_says_where(tmp_path: Path, course: Course):
    if not (course.root / "assets").exists():
        shutil.copytree(Path(__file__).parents[2] / "assets", course.root / "assets")
        (course.root / "notebooks").mkdir()
    to = tmp_path / "class.svg"
    result = CliRunner().invoke(app, ["cases", LIDIA, "--to", str(to), "--course", str(course.root)])
    assert result.exit_code == 0, result.output
    assert "1 of 3 took an unsafe step" in result.output
    assert "Left out: dora-dogwood: " in result.output
    drawn = to.read_text(encoding="utf-8")
    assert not [name for name in CLASS if name in drawn]
    assert "anna-alder" in to.with_suffix(".csv").read_text(encoding="utf-8-sig")
