"""Release, collect, grade and feedback as the command line calls them."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from helpers.course import HONEST, PERFECT, QUIZ, Course

from course_tools.grading import flow
from course_tools.grading.archive import to_zip
from course_tools.problem import CourseProblem

pytestmark = pytest.mark.grading


def told(call: pytest.ExceptionInfo[CourseProblem]) -> str:
    """The text of a problem; it must be of one line, for a person."""
    text = str(call.value)
    assert "\n" not in text
    assert "Traceback" not in text
    return text


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["trainee"]: row for row in csv.DictReader(file)}


def grade(course: Course) -> flow.Graded:
    return flow.grade(course.root, QUIZ, course.reports.append)


def test_the_whole_way(course: Course, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    flow.release(course.root, QUIZ, course.reports.append)
    course.trainee("jane", {slot: answer for slot, (answer, _) in HONEST.items()}).zip(tmp_path / "in")
    course.trainee("max", PERFECT).zip(tmp_path / "in")
    collected = flow.collect(course.root, QUIZ, tmp_path / "in", course.reports.append)
    graded = flow.grade(course.root, QUIZ, course.reports.append, lambda done, of: steps.append((done, of)))
    pages = flow.feedback(course.root, QUIZ, course.reports.append)
    assert (collected.taken, graded.marked, sorted(pages.pages)) == (("jane", "max"),) * 2 + (["jane", "max"],)
    assert course.marks("jane") == pytest.approx({slot: points for slot, (_, points) in HONEST.items()})
    assert steps == [(1, 2), (2, 2)]
    assert "jane: graded, 2.67 of 5, not passed." in course.reports
    assert "max: graded, 5 of 5, passed." in course.reports
    assert all(page.is_file() for page in pages.pages.values())


def test_the_table_says_who_passed_and_who_was_unsafe(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    released.trainee("unsafe", {**PERFECT, "q4": "around"}).submit()
    table = rows(grade(released).table)
    assert (table["max"]["points"], table["max"]["of"], table["max"]["passed"]) == ("5", "5", "yes")
    assert (table["unsafe"]["points"], table["unsafe"]["passed"], table["unsafe"]["unsafe"]) == ("4", "no", "q4")


def test_a_second_run_marks_only_what_has_changed(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    jane = released.trainee("jane", {"q1": "ask"})
    jane.submit()
    assert grade(released).marked == ("jane", "max")
    jane.answer("q2", PERFECT["q2"])
    jane.submit()
    done = grade(released)
    assert (done.marked, done.unchanged) == (("jane",), ("max",))
    assert sum(released.marks("jane").values()) == 3
    assert flow.grade(released.root, QUIZ, released.reports.append, again=True).marked == ("jane", "max")


def test_a_run_that_was_broken_off_is_completed_by_the_next(released: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    from course_tools.grading import clerk

    def power_cut(*arguments: object) -> None:
        raise KeyboardInterrupt

    released.trainee("max", PERFECT).submit()
    with monkeypatch.context() as patch:
        patch.setattr(clerk, "mark_folder", power_cut)
        with pytest.raises(KeyboardInterrupt):
            grade(released)
    assert grade(released).marked == ("max",)
    assert sum(released.marks("max").values()) == 5


def test_a_key_that_was_mended_marks_everyone_anew(released: Course) -> None:
    released.trainee("max", {**PERFECT, "q4": "ambulance"}).submit()
    grade(released)
    released.edit_bank("action: refer\n        right: true", "action: refer")
    released.edit_bank("action: urgent", "action: urgent\n        right: true")
    assert grade(released).marked == ("max",)
    assert released.marks("max")["q4"] == 1


def test_a_mark_changed_by_hand_counts_on_the_page_and_in_the_table(released: Course) -> None:
    from nbgrader.api import Gradebook

    released.trainee("max", {**PERFECT, "q1": "menu", "q2": None}).submit()
    assert rows(grade(released).table)["max"]["passed"] == "no"
    with Gradebook(f"sqlite:///{released.place.quizzes / 'gradebook.db'}") as book:
        book.find_grade("q2", QUIZ, QUIZ, "max").manual_score = 1.5
        book.db.commit()
    flow.feedback(released.root, QUIZ, released.reports.append)
    row = rows(released.place.outgoing / f"{QUIZ}.csv")["max"]
    assert (row["points"], row["passed"]) == ("3.5", "yes")
    assert "Passed: 3.5 of 5 points" in released.page("max")
    assert "Your instructor gave this 1.5 of 2 points." in released.page("max")


def test_collecting_again_takes_the_newer_and_keeps_the_earlier(released: Course, tmp_path: Path) -> None:
    max_ = released.trainee("max", {"q1": "menu"})
    first = max_.zip(tmp_path / "in")
    os.utime(first, (1_700_000_000, 1_700_000_000))
    flow.collect(released.root, QUIZ, tmp_path / "in", released.reports.append)
    assert flow.collect(released.root, QUIZ, tmp_path / "in", released.reports.append).unchanged == ("max",)
    earlier = (released.place.submitted("max") / "answers.jsonl").read_bytes()
    max_.answer("q1", "ask")
    os.utime(max_.zip(tmp_path / "in"), (1_700_000_060, 1_700_000_060))
    assert flow.collect(released.root, QUIZ, tmp_path / "in", released.reports.append).taken == ("max",)
    assert (released.place.submitted("max") / "timestamp.txt").read_text() == "2023-11-14 22:14:20 UTC\n"
    kept = list((released.place.quizzes / "incoming/earlier").rglob("answers.jsonl"))
    assert [path.read_bytes() for path in kept] == [earlier]


def test_an_older_zip_does_not_replace_a_newer_one(released: Course, tmp_path: Path) -> None:
    max_ = released.trainee("max", PERFECT)
    os.utime(max_.zip(tmp_path / "in"), (1_700_000_060, 1_700_000_060))
    flow.collect(released.root, QUIZ, tmp_path / "in", released.reports.append)
    max_.journal.unlink()
    max_.answer("q1", "menu")
    os.utime(max_.zip(tmp_path / "old"), (1_700_000_000, 1_700_000_000))
    done = flow.collect(released.root, QUIZ, tmp_path / "old", released.reports.append)
    assert "older than what is collected already" in done.aside[0].reason


def test_a_zip_without_its_notebook_is_graded_all_the_same(released: Course, tmp_path: Path) -> None:
    max_ = released.trainee("max", PERFECT)
    max_.notebook.unlink()
    max_.zip(tmp_path / "in")
    flow.collect(released.root, QUIZ, tmp_path / "in", released.reports.append)
    assert grade(released).marked == ("max",)
    assert sum(released.marks("max").values()) == 5


def test_one_bad_zip_is_set_aside_and_the_others_go_on(released: Course, tmp_path: Path) -> None:
    released.trainee("max", PERFECT).zip(tmp_path / "in")
    (tmp_path / "in" / f"bad__{QUIZ}.zip").write_bytes(b"no zip")
    (tmp_path / "in" / f"max__{QUIZ} (1).zip").write_bytes(b"")
    (tmp_path / "in" / "max__another-quiz.zip").write_bytes(to_zip({}))
    done = flow.collect(released.root, QUIZ, tmp_path / "in", released.reports.append)
    assert done.taken == ("max",)
    assert [aside.name for aside in done.aside] == [f"bad__{QUIZ}.zip", f"max__{QUIZ} (1).zip"]


def test_an_unknown_quiz_gets_a_suggestion(course: Course) -> None:
    for wrong in ("four-type", "fourtypes"):
        with pytest.raises(CourseProblem) as call:
            flow.release(course.root, wrong, print)
        assert told(call).endswith("Did you mean “four-types”?")
    with pytest.raises(CourseProblem) as call:
        flow.release(course.root, "../bank", print)
    assert told(call) == "There is no quiz called “../bank”. There is: four-types."


def test_a_source_that_differs_from_its_bank_is_refused(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    released.edit_bank("Which of these hold?", "Which of these are true?")
    for step in (flow.release, flow.grade):
        with pytest.raises(CourseProblem) as call:
            step(released.root, QUIZ, released.reports.append)
        assert "Run `course build` first." in told(call)


def test_a_bank_in_source_is_not_released(course: Course) -> None:
    (course.place.source / "keys.yaml").write_bytes(course.place.bank.read_bytes())
    with pytest.raises(CourseProblem) as call:
        flow.release(course.root, QUIZ, course.reports.append)
    assert "holds “keys.yaml”, which trainees would be given" in told(call)
    assert not course.place.outgoing.exists()


def test_new_wording_after_the_answers_is_remarked(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    released.edit_bank("Which of these hold?", "Which of these are true?")
    released.build()
    assert grade(released).marked == ("max",)
    assert "The wording has changed since the answer was given: q2." in released.remarks("max")


def test_a_question_removed_after_the_answers_is_refused(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    grade(released)
    text = released.place.bank.read_text(encoding="utf-8")
    released.place.bank.write_text(text[: text.index("  - id: ft-triage")], encoding="utf-8")
    released.build()
    for step in (flow.release, flow.grade):
        with pytest.raises(CourseProblem) as call:
            step(released.root, QUIZ, released.reports.append)
        assert "has answers already" in told(call)


def test_grading_before_a_release_says_what_to_do(course: Course) -> None:
    course.trainee("max", PERFECT).submit()
    with pytest.raises(CourseProblem) as call:
        grade(course)
    assert told(call) == "four-types was never released here. Run `course release four-types` first."


def test_nothing_handed_in_says_what_to_do(released: Course, tmp_path: Path) -> None:
    with pytest.raises(CourseProblem) as call:
        grade(released)
    assert told(call).startswith("Nobody has handed in four-types yet.")
    with pytest.raises(CourseProblem) as call:
        flow.collect(released.root, QUIZ, tmp_path, released.reports.append)
    assert told(call).startswith("There is no file <roster id>__four-types.zip in ")
    with pytest.raises(CourseProblem) as call:
        flow.collect(released.root, QUIZ, tmp_path / "nowhere", released.reports.append)
    assert told(call) == f"There is no folder {tmp_path / 'nowhere'}."


def test_feedback_before_grading_says_what_to_do(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    with pytest.raises(CourseProblem) as call:
        flow.feedback(released.root, QUIZ, released.reports.append)
    assert told(call) == "No submission of four-types is graded yet. Run `course grade four-types` first."


def test_a_folder_that_cannot_be_written_is_named(released: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where the folder should be, as a root user may write into any folder."""
    released.trainee("max", PERFECT).submit()
    released.place.quizzes.joinpath(".nbgrader.log").unlink()
    released.place.quizzes.joinpath(".nbgrader.log").mkdir()
    with pytest.raises(CourseProblem) as call:
        grade(released)
    assert "cannot be written" in told(call)


def test_a_damaged_gradebook_is_named(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    (released.place.quizzes / "gradebook.db").write_bytes(b"no database, but long enough to be read as one" * 100)
    with pytest.raises(CourseProblem) as call:
        grade(released)
    assert "gradebook.db cannot be used (file is not a database)" in told(call)


def test_a_mistake_in_the_bank_is_told_by_its_place(released: Course) -> None:
    released.edit_bank("type: best", "type: bets")
    with pytest.raises(CourseProblem, match=r"four-types\.yaml"):
        flow.release(released.root, QUIZ, released.reports.append)


def test_nothing_of_nbgrader_reaches_the_screen(released: Course, capfd: pytest.CaptureFixture[str]) -> None:
    released.trainee("max", PERFECT).submit()
    grade(released)
    flow.feedback(released.root, QUIZ, released.reports.append)
    assert capfd.readouterr() == ("", "")
    assert "Autograding" in (released.place.quizzes / ".nbgrader.log").read_text(encoding="utf-8")
