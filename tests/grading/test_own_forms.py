"""Each trainee has a form of their own: what goes out, what comes back, and what counts."""

from __future__ import annotations

import csv
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
import stock
from helpers.course import Course
from test_no_key_leaks import hidden_words

from course_tools.authoring.bank import Bank, load_bank
from course_tools.content import Question, load_quiz
from course_tools.grading import flow
from course_tools.grading.forms import forms
from course_tools.grading.roster import update
from course_tools.grading.source import copy_files, quiz_of
from course_tools.journal import AnswerBook, hand_in, take_quiz

pytestmark = pytest.mark.grading
QUIZ = "own-forms"
CLASS = ("anna", "max", "zoe")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course whose quiz has pools and variants, with a roster of three."""
    course = Course(tmp_path / "course", QUIZ)
    roster = tmp_path / "roster.csv"
    roster.write_text("id,first name\nanna,Anna\nmax,Max\nzoe,Zoe\n", encoding="utf-8")
    update(course.root, roster, course.reports.append)
    return course


def right(question: Question) -> Any:
    """The right answer to a question of this bank."""
    key = question.key
    if question.prompt.type == "number":
        return {"value": key["value"], "unit": key["unit"]}
    if question.prompt.type == "triage":
        return key["right"]
    return {option.id: option.id in key["true"] for option in question.prompt.options}


def play(course: Course, roster_id: str, copy: str, home: Path) -> Path:
    """Take in the copy of `copy`, answer all of it rightly, and hand in as `roster_id`."""
    released = course.place.outgoing / QUIZ / f"{copy}__{QUIZ}-to-do.zip"
    folder = take_quiz(released.read_bytes(), home / roster_id).parent
    quiz = load_quiz(folder)
    book = AnswerBook(folder / "answers.jsonl", quiz.id, quiz.seed(quiz.roster_id))
    questions = {question.id: question for question in course.bank.questions}
    for slot in quiz.slots:
        prompt = quiz.item_in(slot.id, quiz.roster_id)
        book.save(prompt.id, prompt.version, right(questions[prompt.id]), None)
    packed = hand_in(folder, roster_id)
    incoming = home / "in"
    incoming.mkdir(exist_ok=True)
    (incoming / packed.name).write_bytes(packed.data)
    return incoming


def test_the_whole_way_with_three_forms(course: Course, tmp_path: Path):
    """Smoke test: a roster, a copy each, answers, a hand-in each, marks; and nbgrader's own command marks the same."""
    folder = flow.release(course.root, QUIZ, course.reports.append)
    assert sorted(path.name for path in folder.iterdir()) == [f"{one}__{QUIZ}-to-do.zip" for one in CLASS]
    assert not (course.place.outgoing / f"{QUIZ}.zip").exists()
    for roster_id in CLASS:
        incoming = play(course, roster_id, roster_id, tmp_path)
    flow.collect(course.root, QUIZ, incoming, course.reports.append)
    done = flow.grade(course.root, QUIZ, course.reports.append)
    assert done.marked == CLASS
    assert {one: (sum(course.marks(one).values()), course.remarks(one)) for one in CLASS} == dict.fromkeys(
        CLASS, (4.0, "")
    )
    asked = {course.graded(one)["metadata"]["course"]["marks"]["q1"]["item"] for one in CLASS}
    assert len(asked) > 1
    mine = stock.files(course, "autograded")
    shutil.rmtree(course.place.quizzes / "autograded")
    stock.autograde(course)
    assert stock.files(course, "autograded") == mine


def test_answers_to_another_trainees_form_are_named_and_count_for_nothing(course: Course, tmp_path: Path):
    flow.release(course.root, QUIZ, course.reports.append)
    flow.collect(course.root, QUIZ, play(course, "max", "zoe", tmp_path), course.reports.append)
    flow.grade(course.root, QUIZ, course.reports.append)
    assert sum(course.marks("max").values()) == 0
    assert "Answers to questions that are not in this trainee's quiz were passed over" in course.remarks("max")
    assert "q3: answered in another trainee's form (“zoe”). It counts for nothing." in course.remarks("max")


def undrawn(bank: Bank, roster_id: str) -> list[str]:
    """Every text and id of the questions that somebody was not drawn."""
    quiz = quiz_of(bank)
    mine = {quiz.item_in(slot.id, roster_id).id for slot in quiz.slots}
    others = [question.prompt for question in bank.questions if question.id not in mine]
    texts = [text for one in others for text in (one.id, one.stem.strip(), *(option.text for option in one.options))]
    own = str([question.prompt for question in bank.questions if question.id in mine])
    return [text for text in texts if text not in own]


@pytest.mark.parametrize("roster_id", CLASS)
def test_a_copy_holds_nothing_of_a_question_that_was_not_drawn(course: Course, roster_id: str):
    flow.release(course.root, QUIZ, course.reports.append)
    path = course.place.outgoing / QUIZ / f"{roster_id}__{QUIZ}-to-do.zip"
    words = [word.lower() for word in undrawn(course.bank, roster_id)]
    assert len(words) >= 6
    assert not hidden_words(path.read_bytes(), words)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [f"{QUIZ}/{QUIZ}.ipynb", f"{QUIZ}/quiz.json"]
    whole = (course.place.source / "quiz.json").read_bytes()
    assert set(hidden_words(whole, words)) == set(words)


def test_a_copy_does_not_depend_on_what_was_not_drawn(course: Course, tmp_path: Path):
    """Other words in every other question, and the same bytes."""
    for roster_id in CLASS:
        bank, text = course.bank, course.place.bank.read_text(encoding="utf-8")
        for word in undrawn(bank, roster_id):
            if " " in word and "{" not in word:
                text = text.replace(word, f"Other words, {len(word)} of them.")
        other = tmp_path / f"{QUIZ}.yaml"
        other.write_text(text, encoding="utf-8")
        changed = load_bank(other)
        assert copy_files(changed, roster_id) == copy_files(bank, roster_id)
        assert [one.prompt for one in changed.questions] != [one.prompt for one in bank.questions]


def test_a_copy_shows_what_the_whole_quiz_would(course: Course):
    quiz = quiz_of(course.bank)
    for roster_id in (f"t{i}" for i in range(50)):
        copy = quiz.drawn_for(roster_id)
        assert copy.roster_id == roster_id
        assert copy.seed(roster_id) == quiz.seed(roster_id)
        for slot in quiz.slots:
            assert copy.item_in(slot.id, roster_id) == quiz.item_in(slot.id, roster_id)


def test_the_forms_are_shown_with_their_blueprint_and_how_often_each_question_is_drawn(course: Course):
    found = forms(course.root, QUIZ)
    rows = list(csv.DictReader(found.table.read_text(encoding="utf-8-sig").splitlines()))
    assert found.same.startswith("Every form: 3 questions, 4 points, 1 about safety; 1 recall, 1 apply, 1 judge;")
    assert [row["question"] for row in rows if row["slot"] == "q2"] == ["of-calf", "of-saddle"]
    assert found.by_slot["q2"][0].blueprint == (
        "judge, 1 point, safety",
        "pathology-contraindications",
        "ask-the-goal",
    )
    for slot in ("q1", "q2", "q3"):
        pool = [row for row in rows if row["slot"] == slot]
        blueprint = {(r["objectives"], r["domain"], r["level"], r["points"], r["safety"]) for r in pool}
        assert len(blueprint) == 1
        assert sum(int(row["drawn"]) for row in pool) == len(CLASS)
    quiz = quiz_of(course.bank)
    drawn = [quiz.item_in("q1", one).id for one in CLASS]
    assert {row["question"]: int(row["drawn"]) for row in rows if row["slot"] == "q1"} == {
        item: drawn.count(item) for item in quiz.slots[0].items
    }


def test_a_copy_of_somebody_who_left_the_roster_goes(course: Course, tmp_path: Path):
    folder = flow.release(course.root, QUIZ, course.reports.append)
    (tmp_path / "roster.csv").write_text("id\nanna\nmax\n", encoding="utf-8")
    update(course.root, tmp_path / "roster.csv", course.reports.append, remove=True)
    flow.release(course.root, QUIZ, course.reports.append)
    assert sorted(path.name for path in folder.iterdir()) == [f"{one}__{QUIZ}-to-do.zip" for one in ("anna", "max")]


def test_without_a_roster_no_copy_is_made_and_a_sentence_says_what_to_do(tmp_path: Path):
    course = Course(tmp_path / "course", QUIZ)
    flow.release(course.root, QUIZ, course.reports.append)
    assert not (course.place.outgoing).exists()
    assert "Run `course roster FILE.csv`, then `course release own-forms` again." in course.reports[-1]
