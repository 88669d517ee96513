"""Kill it anywhere: whatever was at work, run it again, and everything is as if nothing had happened.

Each kind of work is killed at every kind of step that it has, and at moments drawn by lot. What somebody may be given
or was shown as saved is whole at every moment, before the second run too.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import stock
from helpers.course import QUIZ, Course
from helpers.kill import PAGE, Child, Work, die_within_a_commit, kill_after, kill_at, some_of, steps_of
from jobs import (
    BOOK,
    JOBS,
    REPLACED,
    Job,
    Say,
    built,
    collect,
    everything,
    feedback,
    grade,
    nobody,
    release,
    to_hand_out,
)

from course_tools.authoring.build import BUILT, stale_files, write_files
from course_tools.grading import flow
from course_tools.problem import CourseProblem

pytestmark = [
    pytest.mark.grading,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork"),
]


class Bench:
    """A job with its folder as it was before, and as it is after a run that nobody disturbed."""

    def __init__(self, job: Job, released: Path, root: Path) -> None:
        self.job, self._root, self._copies = job, root, 0
        self.ready = root / "ready"
        job.ready(released, self.ready)
        self.before = to_hand_out(everything(self.ready))
        done = self.copy()
        self.seconds = Child(done, self.work(done)).end().seconds
        self.after = everything(done)
        self.steps = steps_of(counted := self.copy(), self.work(counted))

    def copy(self) -> Path:
        self._copies += 1
        return shutil.copytree(self.ready, self._root / f"{self._copies:03}" / "course")

    def work(self, folder: Path) -> Work:
        return partial(self.job.work, folder)

    def check(self, kill: Callable[[Path, Work], object], where: str) -> None:
        """Kill it, look at what is there, run it again, and compare."""
        folder = self.copy()
        kill(folder, self.work(folder))
        killed = everything(folder)
        after = to_hand_out(self.after)
        for name, data in to_hand_out(killed).items():
            assert data in (self.before.get(name), after.get(name)), f"{where}: {name} is neither old nor new"
        for name in self.before.keys() & after.keys() - to_hand_out(killed).keys():
            assert name.startswith(REPLACED), f"{where}: {name} is gone"
        Child(folder, self.work(folder)).end()
        again = everything(folder)
        assert again.keys() == self.after.keys(), where
        assert [name for name in again if again[name] != self.after[name]] == [], where
        shutil.rmtree(folder.parent)


@pytest.fixture
def bench(released_once: Path, in_memory: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Bench]:
    from nbgrader import api

    # asked of another program, which takes seconds and writes nothing
    [version] = stock.rows(Course(released_once))["alembic_version"]
    monkeypatch.setattr(api, "get_alembic_version", lambda: dict(version)["version_num"])
    return lambda name: Bench(JOBS[name], released_once, in_memory)


def kill_all(bench: Bench, steps: int, moments: int, seed: int) -> None:
    chance = random.Random(seed)
    chosen = some_of(bench.steps, steps, chance)
    for step in chosen:
        where = f"killed at step {step} of {len(bench.steps)}, {bench.steps[step - 1]}"
        bench.check(lambda folder, work, step=step: kill_at(folder, work, step), where)
    for _ in range(moments + steps - len(chosen)):
        moment = chance.uniform(0, bench.seconds)
        bench.check(lambda folder, work, moment=moment: kill_after(folder, work, moment), f"killed after {moment} s")


@pytest.mark.parametrize("name", JOBS)
def test_killed_anywhere_it_leaves_nothing_half_and_the_next_run_completes_it(
    bench: Callable[[str], Bench], name: str
) -> None:
    one = bench(name)
    kill_all(one, one.job.steps, one.job.moments, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("name", JOBS)
def test_killed_anywhere_many_times(bench: Callable[[str], Bench], name: str) -> None:
    one = bench(name)
    kill_all(one, 5 * one.job.steps, 5 * one.job.moments, seed=2)


def test_a_build_that_was_killed_and_is_taken_back_leaves_nothing_for_the_check_to_find(
    bench: Callable[[str], Bench],
) -> None:
    one = bench("build")
    before_the_rename = next(step for step, name in enumerate(one.steps, 1) if name.startswith("os.rename"))
    folder = one.copy()
    kill_at(folder, one.work(folder), before_the_rename)
    assert stale_files(folder, built("old"), [BUILT]) != []
    write_files(folder, built("old"))
    assert stale_files(folder, built("old"), [BUILT]) == []


# The gradebook


def test_the_gradebook_is_mended_when_only_some_pages_of_a_commit_were_written(bench: Callable[[str], Bench]) -> None:
    one = bench("grade")
    grade(done := one.copy(), nobody)
    before, after = pages(one.ready), pages(done)
    changed = [page for page, data in enumerate(after) if before[page : page + 1] != [data]]
    torn = 0
    for page in changed[len(changed) // 2 :]:
        folder = one.copy()

        def work(say: Say, folder: Path = folder, page: int = page) -> None:
            die_within_a_commit(page)
            grade(folder, say)

        assert Child(folder, work).end().killed
        torn += pages(folder) not in (before, after) and (folder / f"{BOOK}-journal").exists()
        grade(folder, nobody)
        assert everything(folder) == one.after
    assert torn


def pages(folder: Path) -> list[bytes]:
    """The gradebook as SQLite writes it."""
    data = (folder / BOOK).read_bytes()
    return [data[start : start + PAGE] for start in range(0, len(data), PAGE)]


def test_nbgrader_leaves_sqlite_as_safe_as_it_comes(released_once: Path) -> None:
    from nbgrader.api import Gradebook
    from sqlalchemy import text

    with Gradebook(f"sqlite:///{released_once / BOOK}") as book:
        settings = {name: book.db.scalar(text(f"pragma {name}")) for name in ("journal_mode", "synchronous")}
    assert settings == {"journal_mode": "delete", "synchronous": 2}  # a journal that is rolled back; FULL


# Two at once


def at_work(folder: Path, say: Say) -> None:
    """Grade, and stay at work after the first trainee."""

    def stay(done: int, _: int) -> None:
        say(f"{done}")
        signal.pause()

    flow.grade(folder, QUIZ, nobody, stay)


@pytest.mark.parametrize("second", [release, collect, grade, feedback])
def test_while_one_grades_every_other_is_told_who_is_at_work(
    bench: Callable[[str], Bench], second: Callable[[Path, Say], object]
) -> None:
    one = bench("grade")
    (one.ready / "second").mkdir()
    folder = one.copy()
    child = Child(folder, partial(at_work, folder))
    assert child.hear() == "said 1"
    before = everything(folder)
    with pytest.raises(CourseProblem, match=rf"^Process {child.pid} on .+ is at work in .+ Wait until that is done"):
        second(folder, nobody)
    assert everything(folder) == before
    child.kill()
    assert child.end().killed
    grade(folder, nobody)
    assert everything(folder) == one.after


def test_two_who_grade_at_once_give_what_one_gives(bench: Callable[[str], Bench]) -> None:
    one = bench("grade")

    def or_wait(folder: Path, say: Say) -> None:
        try:
            grade(folder, nobody)
        except CourseProblem as problem:
            say(str(problem))

    for _ in range(5):
        folder = one.copy()
        both = [Child(folder, partial(or_wait, folder)) for _ in range(2)]
        told = [line for child in both for line in child.end().said]
        assert len(told) <= 1
        assert all(" is at work in " in line for line in told)
        assert everything(folder) == one.after
