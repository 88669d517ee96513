"""The journal will not eat your answers."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_tools.journal import Answer, AnswerBook, append, read
from course_tools.problem import CourseProblem

answers = st.lists(
    st.builds(
        Answer,
        quiz=st.just("purpose-quiz"),
        item=st.sampled_from(["one", "two", "three"]),
        version=st.just("0" * 12),
        answer=st.text(max_size=12) | st.lists(st.text(max_size=4), max_size=3) | st.none(),
        sure=st.sampled_from([None, "low", "middle", "high"]),
    ),
    min_size=1,
    max_size=6,
)


def saved(folder: Path, *given_answers: Answer) -> Path:
    path = folder / "answers.jsonl"
    for answer in given_answers:
        append(path, answer)
    return path


def an_answer(item: str = "one", answer: object = "a") -> Answer:
    return Answer(quiz="purpose-quiz", item=item, version="0" * 12, answer=answer)


@given(answers, st.data())
def test_cut_anywhere_it_loses_at_most_the_torn_line_and_never_the_next_answer(given_answers, data):
    with tempfile.TemporaryDirectory() as folder:
        path = saved(Path(folder), *given_answers)
        raw = path.read_bytes()
        cut = data.draw(st.integers(0, len(raw)))
        path.write_bytes(raw[:cut])
        whole = raw[:cut].count(b"\n")
        torn_but_complete = 1 if raw[cut : cut + 1] == b"\n" else 0
        append(path, an_answer("after"))
        journal = read(path)
        kept = [a.answer for a in journal.answers]
        assert kept == [a.answer for a in given_answers[: whole + torn_but_complete]] + ["a"]
        assert journal.last("purpose-quiz", "after") is not None
        assert journal.unread <= 1


@given(st.binary(max_size=300))
def test_whatever_is_in_the_file_reading_does_not_fail_and_the_next_answer_counts(rubbish):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.jsonl"
        path.write_bytes(rubbish)
        append(path, an_answer())
        assert read(path).last("purpose-quiz", "one").answer == "a"


def test_the_last_line_of_an_item_counts(tmp_path):
    path = saved(tmp_path, an_answer(answer="a"), an_answer("two"), an_answer(answer="b"))
    assert read(path).last("purpose-quiz", "one").answer == "b"
    assert len(read(path).answers) == 3


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b"[]",
        b'{"format": "answer/9"}',
        b'{"format":"answer/1","quiz":"purpose-quiz","item":"one","version":"0","attempt":1,"trainee":"","seed":"",'
        b'"time":"","answer":NaN,"sure":null}',
        b'{"format":"answer/1","quiz":"purpose-quiz","item":["one"],"version":"0","attempt":1,"trainee":"","seed":"",'
        b'"time":"","answer":"x","sure":null}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
    ids=["no_json", "a_list", "another_format", "nan", "item_is_a_list", "nested_deeply", "not_utf8"],
)
def test_a_bad_line_costs_only_itself(tmp_path, line):
    path = saved(tmp_path, an_answer())
    with path.open("ab") as file:
        file.write(line + b"\n")
    append(path, an_answer("two"))
    journal = read(path)
    assert [a.item for a in journal.answers] == ["one", "two"]
    assert journal.unread == 1
    assert "1 line" in journal.remarks[0]


def test_a_journal_that_is_not_there_is_empty(tmp_path):
    assert read(tmp_path / "none.jsonl").answers == ()


def test_an_answer_that_cannot_be_written_says_so_and_loses_nothing(tmp_path):
    path = saved(tmp_path, an_answer())
    before = path.read_bytes()
    blocked = tmp_path / "answers.jsonl" / "answers.jsonl"  # a file stands where a folder would have to be
    with pytest.raises(CourseProblem, match="could not be saved"):
        append(blocked, an_answer("two"))
    assert path.read_bytes() == before


def test_a_line_is_as_the_formats_say(tmp_path):
    path = saved(tmp_path, an_answer())
    assert set(json.loads(path.read_text())) == {
        "format", "quiz", "item", "version", "attempt", "trainee", "seed", "answer", "sure", "time",
    }  # fmt: skip


def test_an_answer_book_counts_attempts_of_its_own_quiz(tmp_path):
    path = saved(tmp_path, an_answer())
    book, other = AnswerBook(path, "purpose-quiz"), AnswerBook(path, "other-quiz")
    assert book.save("one", "0" * 12, "b", "low").attempt == 2
    assert other.save("one", "0" * 12, "b", None).attempt == 1
    assert book.last("one").sure == "low"


def test_two_writers_lose_nothing_of_each_other(tmp_path):
    path = tmp_path / "answers.jsonl"
    first, second = AnswerBook(path, "purpose-quiz"), AnswerBook(path, "purpose-quiz")
    for i in range(20):
        (first if i % 2 else second).save(f"item-{i}", "0" * 12, i, None)
    assert [a.answer for a in read(path).answers] == list(range(20))
