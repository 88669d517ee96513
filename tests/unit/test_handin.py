"""Quizzes in, hand-ins out: by name, within a size, and without touching what is there."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from course_tools.authoring.bank import load_bank
from course_tools.grading.source import quiz_files
from course_tools.journal import AnswerBook, hand_in, take_quiz
from course_tools.problem import CourseProblem

ROOT = Path(__file__).parents[2]
QUIZ = "purpose-quiz"
FILES = quiz_files(load_bank(ROOT / f"quizzes/bank/{QUIZ}.yaml"))


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def released(folder: str = f"{QUIZ}/", **changed: bytes) -> bytes:
    files = FILES | {name.replace("_json", ".json"): data for name, data in changed.items()}
    return zipped({folder + name: data for name, data in files.items()})


def test_a_released_quiz_is_put_into_its_folder(tmp_path):
    notebook = take_quiz(released(), tmp_path)
    assert notebook == tmp_path / QUIZ / f"{QUIZ}.ipynb"
    assert {p.name: p.read_bytes() for p in notebook.parent.iterdir()} == FILES


def test_taking_a_quiz_in_again_keeps_the_answers_and_the_files(tmp_path):
    notebook = take_quiz(released(), tmp_path)
    notebook.write_bytes(b"mine")
    AnswerBook(notebook.parent / "answers.jsonl", QUIZ).save("an-item", "0" * 12, "a", None)
    before = (notebook.parent / "answers.jsonl").read_bytes()
    take_quiz(released(), tmp_path)
    assert notebook.read_bytes() == b"mine"
    assert (notebook.parent / "answers.jsonl").read_bytes() == before


def quiz_json(**changed: object) -> bytes:
    return json.dumps(json.loads(FILES["quiz.json"]) | changed).encode()


BAD = {
    "no_zip": b"PK no zip",
    "empty": b"",
    "another_zip": zipped({"holiday.jpg": b""}),
    "two_quizzes": zipped({"a/quiz.json": b"{}", "b/quiz.json": b"{}"}),
    "quiz_id_is_a_path": released(quiz_json=quiz_json(quiz="../../../escaped")),
    "quiz_id_is_no_text": released(quiz_json=quiz_json(quiz=["x"])),
    "another_format": released(quiz_json=quiz_json(format="quiz/9")),
    "not_json": released(quiz_json=b"{"),
    "nested_deeply": released(quiz_json=b"[" * 100_000),
    "no_notebook": zipped({f"{QUIZ}/quiz.json": FILES["quiz.json"]}),
    "climbing_folder": released("../../up/"),
    "bomb": released(quiz_json=b" " * 30_000_000),
}


@pytest.mark.parametrize("defect", BAD)
def test_what_is_no_quiz_is_one_sentence_and_nothing_is_written(tmp_path, defect):
    inside = tmp_path / "course/my-quizzes"
    with pytest.raises(CourseProblem) as caught:
        take_quiz(BAD[defect], inside)
    assert "instructor" in str(caught.value)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.fixture
def answered(tmp_path):
    folder = take_quiz(released(), tmp_path).parent
    AnswerBook(folder / "answers.jsonl", QUIZ).save("an-item", "0" * 12, "a", None)
    return folder


def test_a_hand_in_holds_the_notebook_and_the_answers(answered):
    packed = hand_in(answered, " ana.b ")
    assert packed.name == f"ana.b__{QUIZ}.zip"
    with zipfile.ZipFile(io.BytesIO(packed.data)) as archive:
        assert sorted(archive.namelist()) == ["answers.jsonl", f"{QUIZ}.ipynb"]
        assert archive.read("answers.jsonl") == (answered / "answers.jsonl").read_bytes()


@pytest.mark.parametrize("roster_id", ["", "  ", "../x", "a b", "a__b", "ä", "x" * 65, ".hidden", "a/b"])
def test_an_id_that_cannot_be_a_name_is_refused_in_words(answered, roster_id):
    with pytest.raises(CourseProblem, match="Type your id"):
        hand_in(answered, roster_id)


def test_without_an_answer_there_is_nothing_to_hand_in(answered):
    (answered / "answers.jsonl").unlink()
    with pytest.raises(CourseProblem, match="no answer yet"):
        hand_in(answered, "ana")


def test_a_renamed_notebook_is_named(answered):
    (answered / f"{QUIZ}.ipynb").rename(answered / "copy.ipynb")
    with pytest.raises(CourseProblem, match=f"{QUIZ}.ipynb is missing"):
        hand_in(answered, "ana")
