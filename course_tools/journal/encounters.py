"""A learner's encounters with virtual clients: one line an action, several tries, the file is the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course_tools.content import Case, case_ids, load_case
from course_tools.encounter import (
    Encounter,
    Entry,
    Stated,
    begin,
    case_of,
    entries,
    held,
    replay,
    seed_of,
    stated,
)
from course_tools.journal.journal import append_line, read_lines
from course_tools.problem import CourseProblem

MOST_TRIES = 999_999


@dataclass(frozen=True)
class EncounterBook:
    """Reads and writes the lines of one client in a log. Lines of an earlier version of the client stay, unread."""

    path: Path
    case: Case

    def tries(self) -> int:
        """The number of the latest try that has a line; 0 before the first. Raises CourseProblem."""
        return max((each.attempt for each in self._entries()), default=0)

    def read(self, attempt: int) -> Encounter:
        """A try as far as it went, replayed. Raises CourseProblem if the log cannot be read, or cannot have been."""
        log = [entry for entry in self._entries() if entry.attempt == attempt]
        return replay(self.case, log) or begin(self.case, seed_of(self.case, attempt))

    def save(self, encounter: Encounter, attempt: int) -> None:
        """Append the last step. It is on disk when this returns. Raises CourseProblem if it could not be saved."""
        append_line(self.path, entries(encounter, attempt)[-1].to_line())

    def copy(self, encounter: Encounter, attempt: int) -> None:
        """Append all steps of an encounter as the beginning of another try, at once. Raises CourseProblem."""
        if encounter.steps:
            append_line(self.path, b"".join(entry.to_line() for entry in entries(encounter, attempt)))

    def earlier(self) -> int:
        """How many lines belong to an earlier version of this client: kept, and not played on. Raises CourseProblem."""
        own = sum(case_of(line) == self.case.id for line in read_lines(self.path))
        return own - len(self._entries())

    def _entries(self) -> list[Entry]:
        read = (Entry.from_line(line) for line in read_lines(self.path))
        return [
            each
            for each in read
            if each is not None
            and (each.case, each.version) == (self.case.id, self.case.version)
            and 1 <= each.attempt <= MOST_TRIES
        ]


def all_stated(path: Path) -> tuple[Stated, ...]:
    """Every belief that was stated to a client of this course, first tries only: what is played again is known.

    Raises CourseProblem if the log cannot be read; a try in it that cannot have been is left out.
    """
    log: dict[str, list[Entry]] = {}
    for line in read_lines(path):
        entry = Entry.from_line(line)
        if entry is not None and entry.attempt == 1:
            log.setdefault(entry.case, []).append(entry)
    known: list[Stated] = []
    for case_id in case_ids():
        case = load_case(case_id)
        tried = [entry for entry in log.get(case_id, []) if entry.version == case.version]
        try:
            encounter = replay(case, tried)
        except CourseProblem:
            continue
        if encounter is not None:
            for each in held(encounter):
                known += stated(each.stated, each.bayes, encounter.truth)
    return tuple(known)
