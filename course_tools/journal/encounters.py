"""A learner's encounters with one virtual client: one line an action, several tries, the file is the truth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from course_tools.content import Case
from course_tools.encounter import Encounter, Entry, entries, replay, seed_of
from course_tools.journal.journal import append_line, read_lines


@dataclass(frozen=True)
class EncounterBook:
    """Reads and writes the lines of one client in a log. Lines of an older version of the client stay, unread."""

    path: Path
    case: Case

    def tries(self) -> int:
        """The number of the latest try that has a line; 0 before the first. Raises CourseProblem."""
        head = re.escape(seed_of(self.case, 0).removesuffix("0"))
        found = (re.fullmatch(rf"{head}([1-9][0-9]{{0,5}})", entry.seed) for entry in self._entries())
        return max((int(match[1]) for match in found if match), default=0)

    def read(self, attempt: int) -> Encounter:
        """A try as far as it went, replayed. Raises CourseProblem if the log cannot be read, or cannot have been."""
        seed = seed_of(self.case, attempt)
        return replay(self.case, seed, [entry for entry in self._entries() if entry.seed == seed])

    def save(self, encounter: Encounter) -> None:
        """Append the last step. It is on disk when this returns. Raises CourseProblem if it could not be saved."""
        append_line(self.path, entries(encounter)[-1].to_line())

    def _entries(self) -> list[Entry]:
        read = (Entry.from_line(line) for line in read_lines(self.path))
        return [e for e in read if e is not None and (e.case, e.version) == (self.case.id, self.case.version)]
