"""Hand-in zips are read with suspicion; `damage/zips.py` has those that are refused."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from damage.zips import BAD, JOURNAL, NOTEBOOK, zip_of
from helpers.course import PERFECT, QUIZ, Course

from course_tools.grading import archive, flow
from course_tools.grading.archive import named, read_hand_in, to_zip
from course_tools.problem import CourseProblem


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
def test_a_bad_zip_is_refused_in_one_sentence(tmp_path: Path, bad: Callable[[], bytes]) -> None:
    path = tmp_path / f"max__{QUIZ}.zip"
    path.write_bytes(bad())
    with pytest.raises(CourseProblem) as call:
        read_hand_in(path, QUIZ)
    assert path.name in str(call.value)
    assert str(call.value).endswith("Ask the trainee to press “Hand in” again and send the new file.")
    assert list(tmp_path.iterdir()) == [path]


def test_a_zip_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(to_zip({JOURNAL: b""}))
    path = tmp_path / f"max__{QUIZ}.zip"
    path.symlink_to(tmp_path / "real")
    with pytest.raises(CourseProblem, match="no ordinary file"):
        read_hand_in(path, QUIZ)


def test_only_the_two_expected_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / f"max__{QUIZ}.zip"
    path.write_bytes(zip_of((NOTEBOOK, b"{}"), (JOURNAL, b"\n"), ("nbgrader_config.py", b"x"), ("__MACOSX/._x", b"")))
    hand_in = read_hand_in(path, QUIZ)
    assert hand_in.files == {NOTEBOOK: b"{}", JOURNAL: b"\n"}
    assert "'nbgrader_config.py' does not belong in it" in hand_in.left_out[0]


def test_a_huge_notebook_is_left_out_and_the_answers_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_NOTEBOOK", 10)
    path = tmp_path / f"max__{QUIZ}.zip"
    path.write_bytes(zip_of((NOTEBOOK, b"x" * 11), (JOURNAL, b"\n")))
    hand_in = read_hand_in(path, QUIZ)
    assert hand_in.files == {JOURNAL: b"\n"}
    assert hand_in.left_out == (f"max__{QUIZ}.zip: {NOTEBOOK} is too large, and was left out.",)


@pytest.mark.parametrize("roster_id", ["jane", "jane.doe@example.org", "4711", "a_b-c", "j_"])
def test_a_roster_id_may_hold_letters_digits_and_four_signs(roster_id: str) -> None:
    assert named(Path(f"{roster_id}__{QUIZ}.zip")) == (roster_id, QUIZ)


@pytest.mark.parametrize("name", ["quiz.zip", f"..__{QUIZ}.zip", f"a b__{QUIZ}.zip", f"__{QUIZ}.zip", f"a*__{QUIZ}.zip",
                                  f"é__{QUIZ}.zip", f"max__{QUIZ} (1).zip", "max__.zip"])  # fmt: skip
def test_a_zip_of_another_name_is_refused(name: str) -> None:
    with pytest.raises(CourseProblem, match=r"is not <roster id>__<quiz>\.zip"):
        named(Path(name))


def test_the_same_files_give_the_same_bytes_in_any_order() -> None:
    one, other = to_zip({"a": b"1", "b": b"2"}), to_zip({"b": b"2", "a": b"1"})
    assert one == other
    assert zlib.crc32(one) == zlib.crc32(to_zip({"a": b"1", "b": b"2"}))


@pytest.mark.grading
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_folder_full_of_bad_zips_costs_nobody_else_anything(released: Course, tmp_path: Path) -> None:
    """Each bad one is set aside with its reason; nothing is unpacked but the good one."""
    incoming = tmp_path / "in"
    released.trainee("max", PERFECT).zip(incoming)
    for bad in BAD:
        (incoming / f"{bad.__name__}__{QUIZ}.zip").write_bytes(bad())
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    done = flow.collect(released.root, QUIZ, incoming, released.reports.append)
    assert done.taken == ("max",)
    assert sorted(one.name for one in done.aside) == sorted(f"{bad.__name__}__{QUIZ}.zip" for bad in BAD)
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert {path.parent for path in new} == {released.place.submitted("max")}
    assert flow.grade(released.root, QUIZ, released.reports.append).marked == ("max",)
