"""nbgrader's exchange, as a class hub uses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from helpers.course import PERFECT, QUIZ, Course, run_nbgrader


@pytest.mark.grading
def test_a_journal_passes_through_the_exchange_unharmed(released: Course, tmp_path: Path) -> None:
    """Smoke test: release, fetch, submit, collect, grade, and feedback back to the trainee, all nbgrader's own."""
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    roots = [f"--Exchange.root={exchange}", f"--Exchange.cache={tmp_path / 'cache'}", "--Exchange.assignment_dir=."]
    desk, home = tmp_path / "desk", tmp_path / "trainee-home"
    desk.mkdir()
    released.nbgrader("release_assignment", QUIZ, *roots)
    run_nbgrader(desk, home, "fetch_assignment", QUIZ, "--course", "massage-course", *roots)
    fetched = {path.name for path in (desk / QUIZ).iterdir()}
    journal = released.trainee("somebody", PERFECT).journal
    shutil.copy(journal, desk / QUIZ)
    run_nbgrader(desk, home, "submit", QUIZ, "--course", "massage-course", "--student=max", *roots)
    released.nbgrader("collect", QUIZ, *roots)
    released.nbgrader("autograde", QUIZ)
    released.nbgrader("generate_feedback", QUIZ)
    released.nbgrader("release_feedback", QUIZ, *roots)
    run_nbgrader(desk, home, "fetch_feedback", QUIZ, "--course", "massage-course", "--student=max", *roots)
    assert fetched == {f"{QUIZ}.ipynb", "quiz.json"}
    assert [page.read_text(encoding="utf-8") for page in desk.rglob("feedback/*/*")] == [released.page("max")]
    assert {path.suffix for path in (exchange / "massage-course/feedback").iterdir()} == {".html"}
    assert (released.place.submitted("max") / "answers.jsonl").read_bytes() == journal.read_bytes()
    assert sum(released.marks("max").values()) == 5
