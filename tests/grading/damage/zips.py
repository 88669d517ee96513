"""Zips that are no hand-in, named by what is wrong with them. Each function gives the bytes of one."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

from helpers.course import QUIZ

from course_tools.grading import archive

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


def journal_twice() -> bytes:
    return zip_of((JOURNAL, b"1"), (JOURNAL, b"2"))


def a_zip_in_a_zip() -> bytes:
    return zip_of((f"max__{QUIZ}.zip", zip_of((JOURNAL, b"\n"))))


def bomb_of_zeros() -> bytes:
    """Two hundred megabytes in a file a thousand times as small."""
    return zip_of((JOURNAL, bytes(200_000_000)))


def size_that_lies() -> bytes:
    """A bomb whose list of members says that it is small."""
    data = bytearray(zip_of((JOURNAL, b"x" * 1_000_000)))
    entry = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 10)
    return bytes(data)


def members_that_overlap() -> bytes:
    """Two entries of the list lead to the same bytes."""
    data = zip_of((NOTEBOOK, b"{}"), (JOURNAL, b"x" * 1000))
    first, second = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    changed = bytearray(data)
    changed[second + 42 : second + 46] = changed[first + 42 : first + 46]
    return bytes(changed)


def null_byte_in_a_name() -> bytes:
    return zip_of(("answersX", b""), (JOURNAL, b"")).replace(b"answersX", b"answers\0")


BAD = [
    no_zip, empty_file, cut_short, damaged_data, name_leads_up, name_is_absolute, name_with_backslashes,
    name_with_a_drive, journal_is_a_link, journal_is_a_device, locked_with_a_password, journal_too_large,
    too_many_files, in_a_folder, journal_twice, a_zip_in_a_zip, bomb_of_zeros, size_that_lies, members_that_overlap,
    null_byte_in_a_name,
]  # fmt: skip
