"""A lesson can be put back as it came with the course, an update is never taken for damage, and nothing is lost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from helpers.lab import notebook, write_notebook
from hypothesis import given
from hypothesis import strategies as st

from course_tools.lab.shipped import PutBack, is_kept, keep_lessons, note_saved, put_back
from course_tools.problem import CourseProblem

NAME = "notebooks/1-foundations/01-one.ipynb"
FIRST = "from course_tools.lesson import progress"
NOW = datetime(2026, 11, 23, 17, 20)


def store(root: Path, *cells: str) -> bytes:
    return write_notebook(root / NAME, notebook([FIRST, *cells])).read_bytes()


@pytest.fixture
def came(tmp_path: Path) -> bytes:
    data = store(tmp_path, "progress()")
    assert keep_lessons(tmp_path) == 1
    return data


def test_an_altered_lesson_comes_back_and_the_altered_one_is_kept(tmp_path: Path, came: bytes) -> None:
    altered = store(tmp_path, "print(1)")
    earlier = "earlier/1-foundations/01-one 2026-11-23 17.20.ipynb"
    assert put_back(tmp_path, NAME, NOW) == PutBack(replaced=True, earlier=earlier)
    assert (tmp_path / NAME).read_bytes() == came
    assert (tmp_path / earlier).read_bytes() == altered


def test_twice_in_one_minute_keeps_both(tmp_path: Path, came: bytes) -> None:
    versions = []
    for number in range(3):
        versions.append(store(tmp_path, f"print({number})"))
        put_back(tmp_path, NAME, NOW)
    assert {path.read_bytes() for path in (tmp_path / "earlier").rglob("*.ipynb")} == set(versions)
    assert (tmp_path / NAME).read_bytes() == came


def test_a_lesson_as_it_came_leaves_no_copy(tmp_path: Path, came: bytes) -> None:
    assert put_back(tmp_path, NAME, NOW) == PutBack(replaced=False)
    assert not (tmp_path / "earlier").exists()


def test_a_lesson_that_is_gone_comes_back(tmp_path: Path, came: bytes) -> None:
    (tmp_path / NAME).unlink()
    assert put_back(tmp_path, NAME, NOW) == PutBack(replaced=True)
    assert (tmp_path / NAME).read_bytes() == came


def test_an_update_of_the_course_is_what_comes_back_from_then_on(tmp_path: Path, came: bytes) -> None:
    update = store(tmp_path, "# A better lesson\nprogress()")
    assert keep_lessons(tmp_path) == 1
    store(tmp_path, "print(1)")
    put_back(tmp_path, NAME, NOW)
    assert (tmp_path / NAME).read_bytes() == update


def test_what_jupyterlab_stored_is_not_taken_for_an_update(tmp_path: Path, came: bytes) -> None:
    altered = store(tmp_path, "# Mine\nprogress()")
    note_saved(tmp_path, tmp_path / NAME)
    assert keep_lessons(tmp_path) == 0
    put_back(tmp_path, NAME, NOW)
    assert (tmp_path / NAME).read_bytes() == came != altered


def test_a_damaged_lesson_is_not_taken_for_an_update(tmp_path: Path, came: bytes) -> None:
    (tmp_path / NAME).write_bytes(came[:100])
    assert keep_lessons(tmp_path) == 0
    put_back(tmp_path, NAME, NOW)
    assert (tmp_path / NAME).read_bytes() == came


def test_nothing_is_kept_of_what_is_no_lesson(tmp_path: Path) -> None:
    mine = store(tmp_path, "print(1)")
    assert keep_lessons(tmp_path) == 0
    assert put_back(tmp_path, NAME, NOW) == PutBack(replaced=False)
    assert (tmp_path / NAME).read_bytes() == mine


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "notebooks",
        "notebooks/../secret.ipynb",
        "notebooks/../../secret.ipynb",
        "my-quizzes/q/q.ipynb",
    ],
)
def test_no_other_path_is_read_or_written(tmp_path: Path, came: bytes, name: str) -> None:
    root = tmp_path
    (root / ".course/secret.ipynb").write_bytes(b"kept by somebody else")
    (root / "secret.ipynb").write_bytes(b"mine")
    assert not is_kept(root, name)
    assert put_back(root, name, NOW) == PutBack(replaced=False)
    assert (root / "secret.ipynb").read_bytes() == b"mine"


@given(
    name=st.text(max_size=40) | st.from_regex(r"(notebooks/|\.\./|/|~|%2e%2e/){1,4}[a-z]{0,3}\.ipynb", fullmatch=True)
)
def test_no_path_whatever_raises(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    root = tmp_path_factory.getbasetemp() / "any-path"
    (root / "notebooks").mkdir(parents=True, exist_ok=True)
    assert not is_kept(root, name)


def test_a_folder_that_leads_elsewhere_is_not_written_to(tmp_path: Path, came: bytes) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / NAME).parent.rename(elsewhere)
    (tmp_path / NAME).parent.symlink_to(elsewhere)
    (elsewhere / "01-one.ipynb").write_bytes(b"mine")
    assert put_back(tmp_path, NAME, NOW) == PutBack(replaced=False)
    assert (elsewhere / "01-one.ipynb").read_bytes() == b"mine"


def test_where_nothing_can_be_kept_nothing_is_replaced(tmp_path: Path, came: bytes) -> None:
    altered = store(tmp_path, "print(1)")
    (tmp_path / "earlier").write_text("a file where the folder would be")
    with pytest.raises(CourseProblem, match="was left as it is"):
        put_back(tmp_path, NAME, NOW)
    assert (tmp_path / NAME).read_bytes() == altered
