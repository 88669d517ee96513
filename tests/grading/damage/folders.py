"""Folders of hand-ins with names, links and files that do not belong there."""

from __future__ import annotations

import os

from helpers.course import QUIZ

from damage.defect import HandIn, aside, graded


@aside("is no roster id")
def name_with_spaces(it: HandIn) -> None:
    it.rename("anna maria")


@aside("is no roster id")
def name_with_umlauts(it: HandIn) -> None:
    it.rename("jörg-müller")


@aside("is no roster id")
def name_with_emoji(it: HandIn) -> None:
    it.rename("max🙂")


@aside("is no roster id")
def name_that_is_no_text(it: HandIn) -> None:
    it.rename(os.fsdecode(b"max\xff\xfe"))


@aside("is no roster id")
def name_of_a_formula(it: HandIn) -> None:
    it.rename('=HYPERLINK("x")')


@aside("is a link; copy the files themselves into it")
def folder_is_a_link(it: HandIn) -> None:
    it.folder.rename(it.quizzes.parent / "elsewhere")
    it.folder.symlink_to(it.quizzes.parent / "elsewhere")


@aside("has a file four-types where a folder belongs")
def folder_is_a_file(it: HandIn) -> None:
    it.folder.rename(it.quizzes.parent / "away")
    it.folder.write_text("answers")


@aside("“keys” in the folder of link_to_the_bank is a link")
def link_to_the_bank(it: HandIn) -> None:
    (it.folder / "keys").symlink_to(it.quizzes / "bank")


@aside("“pipe” in the folder of pipe_that_never_ends is no ordinary file")
def pipe_that_never_ends(it: HandIn) -> None:
    os.mkfifo(it.folder / "pipe")


@aside("The time of handing in, timestamp.txt in the folder of time_that_is_none, cannot be read.")
def time_that_is_none(it: HandIn) -> None:
    (it.folder / "timestamp.txt").write_text("last Tuesday, after class")


@graded()
def time_in_the_future(it: HandIn) -> None:
    (it.folder / "timestamp.txt").write_text("2999-01-01 00:00:00 UTC")


@graded()
def time_empty(it: HandIn) -> None:
    (it.folder / "timestamp.txt").write_text("")


@graded()
def files_with_odd_names(it: HandIn) -> None:
    for name in ("holiday 🙂.jpg", "ä ö ü.txt", "-rf", ".hidden", "=1+1.csv", "x" * 200):
        (it.folder / name).write_text("mine")


@graded()
def folders_nested_deeply(it: HandIn) -> None:
    (it.folder / "/".join(["d"] * 100)).mkdir(parents=True)


@graded(remark="Other notebooks were not looked at: “holiday.ipynb”")
def notebook_of_something_else(it: HandIn) -> None:
    (it.folder / "holiday.ipynb").write_bytes((it.folder / f"{QUIZ}.ipynb").read_bytes())
