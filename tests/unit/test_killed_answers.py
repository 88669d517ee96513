"""Kill it anywhere: what a learner was shown as saved is there, and the next line counts."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from helpers.cases import small_case
from helpers.kill import Child, kill_after, kill_at, some_of, steps_of

from course_tools.journal import FILE, AnswerBook, EncounterBook, journal, read

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")

Say = Callable[[str], None]

ANSWERS = {"one": "a", "two": ["b", "c"], "note": {"plan": "Größe " * 6_000}, "three": "d", "one-more": True}
VERSION = "0" * 12
PATH = ("q-hope", "q-skin", "consent.look", "look", "plan.around", "after.clean")


def answer(folder: Path, say: Say, answers: dict[str, Any] = ANSWERS) -> None:
    """Answer what is not answered yet; each is said when it is shown as saved."""
    book = AnswerBook(folder / FILE, "a-quiz")
    for item, given in answers.items():
        if book.last(item) is None:
            book.save(item, VERSION, given, None)
            say(item)


def meet(folder: Path, say: Say) -> None:
    """Meet a client to the end, then try again from the third step."""
    book = EncounterBook(folder / "clients.jsonl", small_case(folder))
    encounter = book.read(1)
    for action in PATH[len(encounter.steps) :]:
        encounter = encounter.take(action)
        book.save(encounter, 1)
        say(action)
    if book.tries() == 1:
        book.copy(encounter.until(3), 2)
        say("again")


def kills_of(folder: Path, work: Callable[[Path, Say], object], steps: int, moments: int) -> Iterator[tuple[Path, Any]]:
    """A folder and what the work said there, for each kill."""
    chance = random.Random(steps)
    seconds = Child(folder, partial(work, copy := folder_in(folder))).end().seconds
    names = steps_of(copy := folder_in(folder), partial(work, copy))
    chosen = some_of(names, steps, chance)
    for step in chosen:
        copy = folder_in(folder)
        yield copy, kill_at(copy, partial(work, copy), step).said
    for _ in range(moments + steps - len(chosen)):
        copy = folder_in(folder)
        yield copy, kill_after(copy, partial(work, copy), chance.uniform(0, seconds)).said


def folder_in(folder: Path) -> Path:
    new = folder / f"{len(list(folder.iterdir())):03}"
    new.mkdir()
    return new


def answers_survive(folder: Path, steps: int, moments: int) -> None:
    for place, said in kills_of(folder, answer, steps, moments):
        there = {item: last.answer for (_, item), last in read(place / FILE).latest.items()}
        assert list(there) in (list(ANSWERS)[: len(said)], list(ANSWERS)[: len(said) + 1])
        answer(place, lambda _: None, {"second-window": "e"})
        answer(place, lambda _: None)
        after = read(place / FILE)
        assert {item: last.answer for (_, item), last in after.latest.items()} == {**ANSWERS, "second-window": "e"}
        assert after.unread <= 1


def steps_survive(folder: Path, steps: int, moments: int) -> None:
    meet(whole := folder_in(folder), lambda _: None)
    for place, said in kills_of(folder, meet, steps, moments):
        book = EncounterBook(place / "clients.jsonl", small_case(place))
        done = len(book.read(1).steps) + (book.tries() == 2)
        assert done in (len(said), len(said) + 1)
        meet(place, lambda _: None)
        for attempt in (1, 2):
            assert book.read(attempt) == EncounterBook(whole / "clients.jsonl", book.case).read(attempt)


def test_an_answer_shown_as_saved_is_never_lost(in_memory: Path) -> None:
    answers_survive(in_memory, 5, 5)


def test_a_step_with_a_client_shown_is_never_lost(in_memory: Path) -> None:
    steps_survive(in_memory, 4, 3)


@pytest.mark.long
def test_answers_and_steps_survive_many_kills(in_memory: Path) -> None:
    answers_survive(folder_in(in_memory), 25, 25)
    steps_survive(folder_in(in_memory), 20, 15)


def test_a_long_answer_too_is_one_write_so_that_two_windows_never_mix(in_memory: Path) -> None:
    steps = steps_of(in_memory, partial(answer, in_memory))
    assert steps.count(f"write {FILE}") == len(ANSWERS)


def test_a_window_that_is_killed_costs_another_one_nothing(in_memory: Path) -> None:
    others = {f"other-{i}": "x" * i for i in range(20)}
    steps = len(steps_of(copy := folder_in(in_memory), partial(answer, copy)))
    for step in range(1, steps + 1):
        place = folder_in(in_memory)
        other = Child(place, partial(answer, place, answers=others))
        said = kill_at(place, partial(answer, place), step).said
        assert other.end().said == tuple(others)
        assert {*said, *others} <= {item for _, item in read(place / FILE).latest}


def test_a_line_torn_between_the_look_and_the_write_of_another_window_costs_it_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(tmp_path, lambda _: None, {"one": "a"})
    starts_line = journal._starts_line

    def looked_just_before(file: Any, place: int) -> bool:
        found = starts_line(file, place)
        monkeypatch.undo()
        with (tmp_path / FILE).open("ab") as other:
            other.write(b'{"format":"answer/1","qu')
        return found

    monkeypatch.setattr(journal, "_starts_line", looked_just_before)
    answer(tmp_path, lambda _: None, {"two": "b"})
    after = read(tmp_path / FILE)
    assert ([one.item for one in after.answers], after.unread) == (["one", "two"], 1)
