"""What a lesson's cells call: something to see, or one plain sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from course_tools import lesson
from course_tools.authoring.bank import load_bank
from course_tools.content import load_evidence
from course_tools.grading.source import quiz_files
from course_tools.widgets.fallback import Page

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A folder of a learner's own."""
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
    return tmp_path


@pytest.fixture
def quiz_folder(home, monkeypatch):
    folder = home / "my-quizzes/purpose-quiz"
    folder.mkdir(parents=True)
    for name, data in quiz_files(load_bank(ROOT / "quizzes/bank/purpose-quiz.yaml")).items():
        (folder / name).write_bytes(data)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "call",
    [
        lambda: lesson.practice("no-such-question"),
        lambda: lesson.vignette("no-such-lesson"),
        lambda: lesson.vignette("../../quizzes/bank/purpose-quiz"),
        lambda: lesson.revisit("no-such-lesson"),
        lambda: lesson.evidence("cherkin-two-massagse"),
        lambda: lesson.explore("no-such-picture"),
        lambda: lesson.question("q1"),
        lambda: lesson.quiz("purpose-quiz"),
        lambda: lesson.hand_in("purpose-quiz"),
        lambda: lesson.explore(),
        lambda: lesson.quiz_box("too", "many"),
    ],
)
def test_what_is_not_there_is_a_sentence(call):
    shown = call()
    assert isinstance(shown, Page)
    assert shown.text.endswith((".", "?"))
    assert "Traceback" not in shown.text


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("not json", "cannot be read"),
        ("[]", "not in the form"),
        ('{"format": "quiz/9"}', "not in the form"),
        ('{"format": "quiz/1", "quiz": "purpose-quiz"}', "damaged"),
        ('{"format":"quiz/1","quiz":"a","title":"","lesson":"","forms":"one","trainee":"",'
         '"slots":[{"slot":"q1","points":1,"items":["x"]}],"items":{}}',
         "a question is missing"),
        ("[" * 100_000, "cannot be read"),
    ],
    ids=["not_json", "a_list", "another_version", "half", "missing_item", "nested_deeply"],
)  # fmt: skip
def test_a_damaged_quiz_file_is_a_sentence_with_a_way_on(quiz_folder, damage, words):
    (quiz_folder / "quiz.json").write_text(damage)
    shown = lesson.question("q1")
    assert words in shown.text
    assert "instructor" in shown.text


def test_a_question_of_another_quiz_is_refused_by_name(quiz_folder):
    assert "belongs to the quiz “other-quiz”" in lesson.quiz("other-quiz").text


def test_a_quiz_shows_all_its_slots(quiz_folder):
    slots = [slot["slot"] for slot in json.loads((quiz_folder / "quiz.json").read_text())["slots"]]
    shown = [lesson.question(slot).prompt for slot in slots]
    assert shown[0]["label"] == f"Question 1 of {len(slots)} (1 point)"
    assert len({prompt["id"] for prompt in shown}) == len(slots) > 5
    assert f"no question “q{len(slots) + 1}”" in lesson.question(f"q{len(slots) + 1}").text


def test_if_nbgrader_ran_a_quiz_it_would_earn_nothing(quiz_folder, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(RuntimeError, match="marked without being run"):
        lesson.question("q1")


def test_a_defect_of_ours_is_a_sentence_too(monkeypatch):
    monkeypatch.setattr(lesson, "load_practice_index", lambda: 1 / 0)
    assert "could not be shown: ZeroDivisionError" in lesson.practice("x").text


def test_practice_stacks_several_questions():
    shown = lesson.practice("purpose-calm-under-medical", "purpose-trial-sentences")
    assert len(shown.children) == 2
    assert shown._repr_mimebundle_()["text/plain"].count("Question:") == 2


def test_a_chip_tells_certainty_numbers_source_and_what_to_do():
    fact = load_evidence().facts["cherkin-two-massages"]
    html = lesson.evidence("cherkin-two-massages").html
    assert "moderate certainty" in html
    assert "Cherkin et al. 2011" in html
    assert "https://doi.org/10.7326/0003-4819-155-1-201107050-00002" in html
    assert "<th scope='row'>people</th><td>401</td>" in html
    assert fact.teaches in html


def test_an_unverified_fact_says_so():
    unverified = next(f.id for f in load_evidence().facts.values() if not f.checked)
    assert "commonly taught, not verified" in lesson.evidence(unverified).html


def test_what_a_lesson_offers_is_what_the_grammar_allows():
    grammar = json.loads((ROOT / "course_tools/lab/grammar.json").read_text(encoding="utf-8"))
    assert sorted(lesson.__all__) == sorted(grammar["names"])


def test_a_lesson_starts_without_matplotlib_numpy_yaml_pydantic_or_nbgrader():
    code = (
        "import sys, course_tools.lesson as l; l.vignette('purpose'); l.practice('purpose-calm-under-medical');"
        "l.evidence('purpose-mixed'); l.progress();"
        "print([m for m in ('matplotlib', 'numpy', 'yaml', 'pydantic', 'nbgrader', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_the_package_imports_nothing_else():
    code = "import sys; a = set(sys.modules); import course_tools; print(sorted(set(sys.modules) - a))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['course_tools']"
