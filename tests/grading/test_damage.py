"""A class full of hand-ins that are damaged or cheat: each is dealt with on its own, and nobody else notices."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from damage import CANARY, DEFECTS, Defect, HandIn
from helpers.course import HONEST, QUIZ, Course

from course_tools.content import Question
from course_tools.grading import flow
from course_tools.grading.source import quiz_of
from course_tools.journal import Answer

pytestmark = pytest.mark.grading
NEIGHBOURS = ("aaron", "mona", "zora")
NEVER_CHOSEN = ("WHY-START-", "WHY-MENU", "WHY-GO-ON", "WHY-AROUND", "bank/1", "critical")
WRITTEN = (
    "gradebook.db",
    ".nbgrader.log",
    ".grading",
    "autograded/",
    "feedback/",
    "outgoing/",
    "submitted/notebook_missing/",
    "submitted/notebook_renamed/",
)


@dataclass
class Watch:
    """What this process did while trainees were graded."""

    started: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    on: bool = False

    def note(self, event: str, arguments: tuple) -> None:
        if not self.on:
            return
        if event in {"subprocess.Popen", "os.fork", "os.posix_spawn", "os.system", "os.exec", "socket.connect"}:
            self.started.append(event)
        elif event == "open" and isinstance(arguments[0], str | bytes) and self._writes(arguments):
            self.written.append(os.path.realpath(os.fsdecode(arguments[0])))

    @staticmethod
    def _writes(arguments: tuple) -> bool:
        return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.on = True
        try:
            yield
        finally:
            self.on = False


@dataclass
class Graded:
    """The class after grading and feedback."""

    course: Course
    found: flow.Graded
    watch: Watch
    roster_ids: dict[str, str]
    before: dict[str, str]
    after: dict[str, str]


def spoil(course: Course, defect: Defect) -> str:
    """Hand in, with this defect, and return the name that the folder then has."""
    prompts = {slot.id: quiz_of(course.bank).item_in(slot.id, defect.name) for slot in quiz_of(course.bank).slots}

    def line(slot: str, answer: object, **other: str) -> bytes:
        prompt = prompts[slot]
        return Answer(
            **{"quiz": QUIZ, "item": prompt.id, "version": prompt.version, "answer": answer, **other}
        ).to_line()

    hand_in = HandIn(course.trainee(defect.name, defect.answers).submit(), line)
    defect.spoil(hand_in)
    return hand_in.folder.parent.name


def fingerprints(root: Path) -> dict[str, str]:
    """A hash of every ordinary file below a folder."""
    files = [path for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def graded(released_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    root = tmp_path_factory.mktemp("damage") / "course"
    shutil.copytree(released_once, root)
    course, watch = Course(root), Watch()
    for name in NEIGHBOURS:
        course.trainee(name, {slot: answer for slot, (answer, _) in HONEST.items()}).submit()
    roster_ids = {name: spoil(course, defect) for name, defect in DEFECTS.items()}
    before = fingerprints(root)
    sys.addaudithook(watch.note)
    with watch.watching():
        found = flow.grade(root, QUIZ, course.reports.append)
        flow.feedback(root, QUIZ, course.reports.append)
    return Graded(course, found, watch, roster_ids, before, fingerprints(root))


ALL = pytest.mark.parametrize("name", DEFECTS)


def test_there_are_at_least_forty_kinds() -> None:
    assert len(DEFECTS) >= 40


@ALL
def test_each_is_graded_or_set_aside_with_its_reason(graded: Graded, name: str) -> None:
    defect, roster_id = DEFECTS[name], graded.roster_ids[name]
    reasons = {one.name: one.reason for one in graded.found.aside}
    if defect.points is None:
        assert defect.aside in reasons[roster_id]
        assert "\n" not in reasons[roster_id]
        return
    assert roster_id not in reasons
    assert sum(graded.course.marks(roster_id).values()) == defect.points
    remarks = graded.course.remarks(roster_id)
    assert defect.remark in remarks if defect.remark else remarks == ""


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_nobody_elses_mark_changes(graded: Graded, name: str) -> None:
    assert graded.course.marks(name) == pytest.approx({slot: points for slot, (_, points) in HONEST.items()})
    assert graded.course.remarks(name) == ""


def test_nothing_that_was_handed_in_ran(graded: Graded) -> None:
    assert not (graded.course.root.parent / CANARY).exists()
    assert graded.watch.started == []


def test_nothing_outside_the_results_was_written(graded: Graded) -> None:
    changed = {name for name, digest in graded.after.items() if graded.before.get(name) != digest}
    assert {name for name in changed if not name.removeprefix("quizzes/").startswith(WRITTEN)} == set()
    assert set(graded.before) <= set(graded.after)
    quizzes = str(graded.course.place.quizzes.resolve()) + os.sep
    opened = {path.removeprefix(quizzes) for path in graded.watch.written if path != os.devnull}
    assert {path for path in opened if not path.startswith(WRITTEN) and "__pycache__" not in path} == set()


@ALL
def test_each_reaches_its_own_folders_only(graded: Graded, name: str) -> None:
    """No file that is made for another trainee says anything of this one, and set aside means no file at all."""
    roster_id = graded.roster_ids[name]
    own = [path for path in graded.after if path.startswith("quizzes/") and f"/{roster_id}/" in path]
    if DEFECTS[name].points is None:
        assert {path.split("/")[1] for path in own} <= {"submitted"}
    else:
        assert f"quizzes/autograded/{roster_id}/{QUIZ}/{QUIZ}.ipynb" in own


def test_no_key_reaches_what_a_trainee_is_given(graded: Graded) -> None:
    for path in graded.course.place.quizzes.glob("feedback/*/*/*.html"):
        page = path.read_text(encoding="utf-8")
        chosen = graded.course.graded(path.parents[1].name)
        assert not [word for word in NEVER_CHOSEN if word in page and word not in json.dumps(chosen)], path
    told = [path for path in graded.after if path.startswith("quizzes/feedback/")]
    assert told
    key = hashlib.sha256(graded.course.place.bank.read_bytes()).hexdigest()
    assert key not in {graded.after[path] for path in graded.after if not path.startswith("quizzes/bank/")}


def test_each_has_one_line_and_the_counts_add_up(graded: Graded) -> None:
    lines = graded.course.reports
    for roster_id in graded.found.marked:
        assert sum(line.startswith(f"{roster_id}: graded") for line in lines) == 1
    assert sum(": set aside. " in line for line in lines) == len(graded.found.aside)
    assert len(graded.found.marked) + len(graded.found.aside) == len(DEFECTS) + len(NEIGHBOURS)
    assert all(line.isprintable() and line.encode() for line in lines)


def test_the_table_holds_everybody_and_no_formula(graded: Graded) -> None:
    with graded.found.table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(DEFECTS) + len(NEIGHBOURS)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert sum(row["remarks"].startswith("set aside: ") for row in rows) == len(graded.found.aside)


def test_a_second_run_leaves_all_as_it_is(graded: Graded) -> None:
    again = flow.grade(graded.course.root, QUIZ, graded.course.reports.append)
    assert again.marked == ()
    assert again.unchanged == graded.found.marked
    assert again.aside == graded.found.aside


def test_questions_have_reasons_that_only_the_key_tells(graded: Graded) -> None:
    """The words that must not be told are there to be told."""
    questions: tuple[Question, ...] = graded.course.bank.questions
    reasons = " ".join(why for question in questions for why in question.why.values())
    assert "WHY-MENU" in reasons
    assert "WHY-GO-ON" in reasons
