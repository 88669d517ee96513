"""Hand-in zips are read with suspicion: fixtures are named by what is wrong with them."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.course import QUIZ

from course_tools.grading import archive
from course_tools.grading.archive import named, read_hand_in, to_zip
from course_tools.problem import CourseProblem

NOTEBOOK, JOURNAL = f"{QUIZ}.ipynb", "answers.jsonl"


def zip_of(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members:
            zipped.writestr(name, data)
    return buffer.getvalue()


def link(name: str, mode: int = stat.S_IFLNK) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (mode | 0o777) << 16
    return info


def no_zip() -> bytes:
    return b"no zip at all"


def empty_file() -> bytes:
    return b""


def cut_short() -> bytes:
    return zip_of((JOURNAL, b"x" * 1000))[:-30]


def damaged_data() -> bytes:
    """The compressed bytes are changed; the list of members is whole."""
    data = bytearray(zip_of((JOURNAL, bytes(range(256)) * 20)))
    data[60:70] = b"\xff" * 10
    return bytes(data)


def name_leads_up() -> bytes:
    return zip_of((f"../{JOURNAL}", b""), (JOURNAL, b""))


def name_is_absolute() -> bytes:
    return zip_of((f"/etc/{JOURNAL}", b""), (JOURNAL, b""))


def name_with_backslashes() -> bytes:
    return zip_of((f"..\\{JOURNAL}", b""), (JOURNAL, b""))


def name_with_a_drive() -> bytes:
    return zip_of(("C:/x", b""), (JOURNAL, b""))


def journal_is_a_link() -> bytes:
    return zip_of((link(JOURNAL), b"/etc/passwd"))


def journal_is_a_device() -> bytes:
    return zip_of((link(JOURNAL, stat.S_IFCHR), b""))


def locked_with_a_password() -> bytes:
    data = bytearray(zip_of((JOURNAL, b"x")))
    for header, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(header) + offset] |= 1
    return bytes(data)


def journal_too_large() -> bytes:
    return zip_of((JOURNAL, b"\n" * (archive.LARGEST_BYTES + 1)))


def too_many_files() -> bytes:
    return zip_of(*((f"{i}.txt", b"") for i in range(60)), (JOURNAL, b""))


def in_a_folder() -> bytes:
    return zip_of((f"{QUIZ}/{NOTEBOOK}", b"{}"), (f"{QUIZ}/{JOURNAL}", b""))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def journal_twice() -> bytes:
    return zip_of((JOURNAL, b"1"), (JOURNAL, b"2"))


BAD = [
    no_zip, empty_file, cut_short, damaged_data, name_leads_up, name_is_absolute, name_with_backslashes,
    name_with_a_drive, journal_is_a_link, journal_is_a_device, locked_with_a_password, journal_too_large,
    too_many_files, in_a_folder, journal_twice,
]  # fmt: skip


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
