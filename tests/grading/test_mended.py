"""A released question is mended: a key, points or wording change, or it is dropped. Marks follow; answers stay."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stock
from helpers.course import PERFECT, QUIZ, Course

from course_tools.grading import flow
from course_tools.problem import CourseProblem

pytestmark = pytest.mark.grading

OTHER_KEY = ("        right: true\n        why: WHY-ASK", "        why: WHY-ASK")
NOW_MENU = (
    "text: I read the menu out to the client, slowly.\n",
    "text: I read the menu out to the client, slowly.\n        right: true\n",
)


@pytest.fixture
def graded(released: Course) -> Course:
    """A course in which two are graded: max, all right, and jane, who chose the menu in q1 and went on in q4."""
    released.trainee("max", PERFECT).submit()
    released.trainee("jane", {**PERFECT, "q1": "menu", "q4": "go-on"}).submit()
    grade(released)
    return released


def grade(course: Course, *, again: bool = True) -> flow.Graded:
    return flow.grade(course.root, course.quiz, course.reports.append, again=again)


def mend(course: Course, *edits: tuple[str, str]) -> None:
    for old, new in edits:
        course.edit_bank(old, new)
    course.build()


def drop(item: str) -> tuple[str, str]:
    return f"  - id: {item}\n", f"  - id: {item}\n    dropped: true\n"


def moved(course: Course) -> list[tuple[str, str, str, str, str]]:
    """Who, which question, from, to, why: the rows of the file."""
    path = course.place.outgoing / f"{course.quiz}-moved.csv"
    if not path.exists():
        return []
    rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    return [(row["trainee"], row["question"], row["from"], row["to"], row["why"]) for row in rows]


def answers(course: Course) -> dict[str, bytes]:
    return {path.parts[-3]: path.read_bytes() for path in course.place.quizzes.glob("submitted/*/*/answers.jsonl")}


def assert_stock_agrees(course: Course) -> None:
    """nbgrader's own command, run over the same, changes no row and no file."""
    rows, files = stock.rows(course), stock.files(course, "autograded")
    stock.autograde(course, "--force")
    assert stock.rows(course) == rows
    assert stock.files(course, "autograded") == files


def test_another_key_moves_marks_both_ways_and_says_for_whom(graded: Course) -> None:
    before = answers(graded)
    mend(graded, OTHER_KEY, NOW_MENU)
    grade(graded)
    assert moved(graded) == [
        ("jane", "q1", "0 of 1", "1 of 1", "key"),
        ("max", "q1", "1 of 1", "0 of 1", "key"),
    ]
    assert (graded.marks("jane")["q1"], graded.marks("max")["q1"]) == (1, 0)
    assert "Moved: max: q1 1 of 1 → 0 of 1 (key)" in graded.reports
    assert answers(graded) == before
    assert_stock_agrees(graded)


def test_other_points_reach_the_gradebook_and_nbgraders_own_command(graded: Course) -> None:
    mend(graded, ("id: ft-best\n", "id: ft-best\n    points: 3\n"))
    grade(graded)
    assert ("max", "q1", "1 of 1", "3 of 3", "points") in moved(graded)
    assert ("jane", "q1", "0 of 1", "0 of 3", "points") in moved(graded)
    assert graded.marks("max")["q1"] == 3
    assert max_scores(graded)["q1"] == 3
    assert "wording" not in graded.remarks("max")
    assert_stock_agrees(graded)


def max_scores(course: Course) -> dict[str, float]:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.place.quizzes / 'gradebook.db'}") as book:
        return {cell.name: cell.max_score for cell in book.find_notebook(course.quiz, course.quiz).grade_cells}


def test_other_words_move_no_mark_and_are_remarked(graded: Course) -> None:
    mend(graded, ("Which of these hold?", "Which of these are true?"))
    grade(graded)
    assert moved(graded) == []
    assert "The wording has changed since the answer was given: q2." in graded.remarks("max")
    assert_stock_agrees(graded)


def test_a_dropped_question_gives_everyone_its_points_and_fails_nobody(graded: Course) -> None:
    graded.trainee("zoe", {slot: answer for slot, answer in PERFECT.items() if slot != "q4"}).submit()
    grade(graded)
    before = answers(graded)
    mend(graded, drop("ft-triage"))
    grade(graded)
    flow.feedback(graded.root, QUIZ, graded.reports.append)
    assert [graded.marks(one)["q4"] for one in ("jane", "max", "zoe")] == [1, 1, 1]
    assert moved(graded) == [
        ("jane", "q4", "0 of 1", "1 of 1", "dropped"),
        ("jane", "quiz", "not passed", "passed", "dropped"),
        ("zoe", "q4", "0 of 1", "1 of 1", "dropped"),
        ("zoe", "quiz", "not passed", "passed", "dropped"),
    ]
    assert "This question was taken out of the quiz." in graded.page("jane")
    assert answers(graded) == before
    assert_stock_agrees(graded)


def test_a_question_that_is_taken_back_in_counts_again(graded: Course) -> None:
    mend(graded, drop("ft-triage"))
    grade(graded)
    mend(graded, drop("ft-triage")[::-1])
    grade(graded)
    assert graded.marks("jane")["q4"] == 0
    assert moved(graded)[-2:] == [
        ("jane", "q4", "1 of 1", "0 of 1", "no longer dropped"),
        ("jane", "quiz", "passed", "not passed", "no longer dropped"),
    ]


def test_a_mark_and_a_comment_by_hand_stay(graded: Course) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{graded.place.quizzes / 'gradebook.db'}") as book:
        book.find_grade("q1", QUIZ, QUIZ, "jane").manual_score = 0.75
        book.find_grade("q2", QUIZ, QUIZ, "jane").manual_score = 2
        book.db.commit()
    mend(graded, OTHER_KEY, NOW_MENU, ("    points: 2\n", "    points: 1.5\n"))
    grade(graded)
    assert (graded.marks("jane")["q1"], graded.marks("jane")["q2"]) == (0.75, 2)
    assert "q1" not in {question for trainee, question, *_ in moved(graded) if trainee == "jane"}
    told = "jane: q2 has 2 points and is worth 1.5. That was set by hand and stays; look at it in the formgrader."
    assert told in graded.reports


def test_a_lower_pass_mark_moves_outcomes(graded: Course) -> None:
    graded.trainee("zoe", {**PERFECT, "q2": None}).submit()
    mend(graded, ("pass_at: 0.6", "pass_at: 0.9"))
    grade(graded)
    mend(graded, ("pass_at: 0.9", "pass_at: 0.6"))
    grade(graded)
    assert moved(graded) == [("zoe", "quiz", "not passed", "passed", "pass mark")]


def test_what_a_trainee_changes_is_no_move_and_a_second_run_adds_none(graded: Course) -> None:
    jane = graded.place.submitted("jane") / "answers.jsonl"
    jane.write_bytes((graded.place.submitted("max") / "answers.jsonl").read_bytes())
    grade(graded)
    assert graded.marks("jane")["q1"] == 1
    assert moved(graded) == []
    mend(graded, OTHER_KEY, NOW_MENU)
    grade(graded)
    first = moved(graded)
    grade(graded)
    assert moved(graded) == first
    assert len(first) == 2


def test_without_again_a_mended_question_is_marked_too(graded: Course) -> None:
    mend(graded, OTHER_KEY, NOW_MENU)
    assert grade(graded, again=False).marked == ("jane", "max")
    assert len(moved(graded)) == 2


def test_what_moved_is_told_for_those_who_were_marked_before_the_run_was_broken_off(
    graded: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    from course_tools.grading import clerk

    mark_folder = clerk.mark_folder

    def power_cut(bank: Any, trainee: str, *others: Any) -> Any:
        if trainee == "max":
            raise KeyboardInterrupt
        return mark_folder(bank, trainee, *others)

    mend(graded, OTHER_KEY, NOW_MENU)
    with monkeypatch.context() as patch:
        patch.setattr(clerk, "mark_folder", power_cut)
        with pytest.raises(KeyboardInterrupt):
            grade(graded)
    assert [row[0] for row in moved(graded)] == ["jane"]
    grade(graded, again=False)
    assert [row[0] for row in moved(graded)] == ["jane", "max"]


def _swap(text: str) -> str:
    """The first two questions change places."""
    start, second, third = (text.index(f"  - id: ft-{name}") for name in ("best", "set", "order"))
    return text[:start] + text[second:third] + text[start:second] + text[third:]


HARM: dict[str, tuple[Callable[[str], str], str]] = {
    "removed": (lambda text: text[: text.index("  - id: ft-triage")], "no question can be added or removed"),
    "added": (
        lambda text: text + text[text.index("  - id: ft-triage") :].replace("ft-triage", "ft-new"),
        "no question can be added or removed",
    ),
    "replaced": (lambda text: text.replace("ft-best", "ft-other"), "q1 cannot ask other questions (ft-best, ft-other)"),
    "swapped": (_swap, "q1 cannot ask other questions (ft-best, ft-set)"),
    "another type": (
        lambda text: (
            text.replace("type: best", "type: ranked")
            .replace("        right: true\n        why: WHY-ASK", "        value: 1\n        why: WHY-ASK")
            .replace("why: WHY-START", "value: 0\n        why: WHY-START")
            .replace("why: WHY-MENU", "value: 0.5\n        why: WHY-MENU")
        ),
        "the question ft-best cannot turn from best into ranked",
    ),
    "another option": (
        lambda text: text.replace("- id: menu", "- id: card"),
        "what is chosen from in ft-best cannot have other ids",
    ),
    "forms": (lambda text: text.replace("pass_at: 0.6", "pass_at: 0.6\nforms: each"), "its forms cannot change"),
}


@pytest.mark.parametrize("name", HARM)
def test_what_would_turn_answers_into_answers_to_something_else_is_refused(graded: Course, name: str) -> None:
    change, sentence = HARM[name]
    text = graded.place.bank.read_text(encoding="utf-8")
    assert change(text) != text
    graded.place.bank.write_text(change(text), encoding="utf-8")
    graded.build()
    before = stock.rows(graded)
    for step in (flow.release, flow.grade):
        with pytest.raises(CourseProblem) as call:
            step(graded.root, QUIZ, graded.reports.append)
        assert str(call.value).startswith(f"{QUIZ} has answers already, so {sentence}")
        assert "\n" not in str(call.value)
    assert stock.rows(graded) == before


def test_before_anybody_handed_in_a_quiz_may_change_in_any_way(released: Course) -> None:
    for change, _ in HARM.values():
        fresh = released.place.bank.read_text(encoding="utf-8")
        released.place.bank.write_text(change(fresh), encoding="utf-8")
        released.build()
        flow.release(released.root, QUIZ, released.reports.append)
        released.place.bank.write_text(fresh, encoding="utf-8")


def test_a_question_of_a_pool_is_dropped_for_whom_it_was_drawn(tmp_path: Path) -> None:
    course = Course(tmp_path / "course", "own-forms")
    flow.release(course.root, course.quiz, course.reports.append)
    for one, wrong in (("anna", "press"), ("zoe", "go-on")):  # drawn: of-saddle, of-calf
        course.trainee(one, {"q2": wrong}).submit()
    grade(course)
    mend(course, drop("of-calf"))
    grade(course)
    assert [(row[0], row[1], row[4]) for row in moved(course)] == [("zoe", "q2", "dropped")]
    assert (course.marks("anna")["q2"], course.marks("zoe")["q2"]) == (0, 1)
    rows = stock.rows(course)
    shutil.rmtree(course.place.quizzes / "autograded")
    stock.autograde(course, "--force")
    assert stock.rows(course) == rows
