"""Whose a file is that was handed in, and what it holds. Nobody is guessed: what is not sure is set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_tools import journal
from course_tools.grading import archive
from course_tools.grading.archive import HandIn
from course_tools.grading.downloads import File, Sender
from course_tools.grading.roster import Roster
from course_tools.grading.words import printable, quoted, some
from course_tools.journal.handin import QUIZ_ID, ROSTER_ID
from course_tools.journal.journal import LARGEST_BYTES
from course_tools.problem import CourseProblem

#: The name that a hand-in has by itself; a browser or a platform may have numbered it.
OWN = re.compile(rf"(?P<trainee>{ROSTER_ID.pattern})__(?P<quiz>{QUIZ_ID.pattern}?)(?: ?\(\d+\)|-\d+)?\.zip")
RENAME = "Find out whose it is, rename the file to <roster id>__<quiz>.zip, and collect it by itself."


@dataclass(frozen=True)
class Aside:
    """A file or a trainee that was set aside, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Incoming:
    """A hand-in, whose it is, when it came, and what the instructor should know of it."""

    trainee: str
    when: str
    hand_in: HandIn
    notes: tuple[str, ...]


def hand_ins(files: Sequence[File], quiz: str, roster: Roster) -> Iterator[Incoming | Aside | None]:
    """Each hand-in of a quiz among the files, and each file that was set aside; None for one of another quiz.

    A journal and a notebook that a trainee uploaded as they are, without a zip, are one hand-in.
    """
    loose: dict[str, list[File]] = {}
    for file in files:
        try:
            sender = None if _is_own(file, roster) else file.sender
            if sender is None:
                yield _by_its_name(file, quiz, roster)
            elif sender.file in (journal.FILE, f"{quiz}.ipynb"):
                loose.setdefault(_whose(sender, roster), []).append(file)
            elif sender.file.lower().endswith(".zip"):
                yield _by_platform(file, sender, quiz, roster)
            elif sender.file:
                raise CourseProblem(f"{quoted(sender.file)} is no hand-in.")
        except CourseProblem as problem:
            yield Aside(printable(file.path), str(problem))
    for trainee, parts in loose.items():
        try:
            yield _of_parts(trainee, parts)
        except CourseProblem as problem:
            yield Aside(printable(parts[0].path), str(problem))


def _is_own(file: File, roster: Roster) -> bool:
    """Whether the file's name begins with an id of the roster, which no platform's name does."""
    match = archive.NAME.fullmatch(file.path)
    return match is not None and match["trainee"] in roster.people


def _by_its_name(file: File, quiz: str, roster: Roster) -> Incoming | None:
    claimed, of_quiz = archive.named(Path(file.name))
    if of_quiz != quiz:
        return None
    trainee = roster.by_claim(claimed) if roster.people else claimed
    if trainee is None:
        raise CourseProblem(f"{quoted(claimed)} is nobody on the roster. {RENAME}")
    hand_in = archive.hand_in_of(file.read(), file.name, quiz)
    return Incoming(trainee, file.when, hand_in, hand_in.left_out)


def _by_platform(file: File, sender: Sender, quiz: str, roster: Roster) -> Incoming | None:
    match = OWN.fullmatch(sender.file)
    if match is not None and match["quiz"] != quiz:
        return None
    trainee = _whose(sender, roster)
    hand_in = archive.hand_in_of(file.read(), printable(sender.file), quiz)
    if f"{quiz}.ipynb" not in hand_in.files and match is None:
        raise CourseProblem(f"{quoted(sender.file)} does not say of which quiz it is, and holds no {quiz}.ipynb.")
    notes = list(hand_in.left_out)
    if match is not None and roster.by_claim(match["trainee"]) != trainee:
        notes.append(f"{trainee}: the file is called {quoted(sender.file)}, and came from {quoted(sender.name)}.")
    if sender.late:
        notes.append(f"{trainee}: Canvas says that it came late.")
    return Incoming(trainee, file.when, hand_in, tuple(notes))


def _whose(sender: Sender, roster: Roster) -> str:
    """The roster id of a sender, by the platform's number or by name. Raises CourseProblem where that is not sure."""
    if not roster.people:
        raise CourseProblem("There is no roster to say whose it is. Run `course roster FILE.csv`, then collect again.")
    named, numbered = roster.by_name(sender.name), roster.by_number(sender.number) if sender.number else ()
    if len(numbered) == 1 and (not named or numbered[0] in named):
        return numbered[0]
    if numbered:
        raise CourseProblem(
            f"The number {sender.number} and the name {quoted(sender.name)} are not one person's. {RENAME}"
        )
    if len(named) == 1:
        return named[0]
    if named:
        raise CourseProblem(f"{quoted(sender.name)} may be {some(named)}. {RENAME}")
    raise CourseProblem(f"{quoted(sender.name)} is nobody on the roster. {RENAME}")


def _of_parts(trainee: str, parts: Sequence[File]) -> Incoming:
    """A hand-in of single files; of two of a kind the newer counts."""
    read = {}
    for part in parts:
        name = part.sender.file if part.sender else part.name
        read[name] = part.read()
        if len(read[name]) > (LARGEST_BYTES if name == journal.FILE else archive.LARGEST_NOTEBOOK):
            raise CourseProblem(f"{name} of {trainee} is too large to be right. {archive.AGAIN}")
    return Incoming(trainee, max(part.when for part in parts), HandIn(read, ()), ())
