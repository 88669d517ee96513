"""A client who is met in a quiz: the log of the meeting is the answer, whole in each line of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course_tools.content import Case, Prompt, load_case
from course_tools.encounter import Encounter, begin, entries, read_log, replay
from course_tools.journal.book import AnswerBook
from course_tools.problem import CourseProblem

ONLY_TRY = 1


@dataclass(frozen=True)
class Meeting:
    """Reads and writes the one meeting that a question of a quiz asks for. Holds nothing itself: the file is the truth.

    The seed is the quiz's: it draws the truth and the scores, and fixes the order in which things are shown.
    """

    book: AnswerBook
    prompt: Prompt
    case: Case

    @property
    def path(self) -> Path:
        """The journal."""
        return self.book.path

    def tries(self) -> int:
        """A client of a quiz is met once."""
        return ONLY_TRY

    def read(self, _attempt: int = ONLY_TRY) -> Encounter:
        """The meeting as far as it went, replayed. Raises CourseProblem if it cannot be read, or cannot have been."""
        last = self.book.last(self.prompt.id)
        log = read_log([] if last is None or last.answer is None else last.answer)
        return replay(self.case, log, self.book.seed) or begin(self.case, self.book.seed)

    def save(self, encounter: Encounter, attempt: int = ONLY_TRY) -> None:
        """Append the log with its last step. It is on disk when this returns. Raises CourseProblem."""
        log = [entry.to_json() for entry in entries(encounter, attempt)]
        self.book.save(self.prompt.id, self.prompt.version, log, None)


def meeting(prompt: Prompt, book: AnswerBook) -> Meeting:
    """The meeting that a question asks for. Raises CourseProblem where the course has another version of the client."""
    case = load_case(prompt.limits["case"])
    if case.version != prompt.limits["case_version"]:
        raise CourseProblem(
            f"This quiz asks you to meet {case.client.name} in a version that your course does not have: "
            "one of the two is older. Get the course and the quiz again from your instructor; your answers stay where "
            "they are."
        )
    return Meeting(book, prompt, case)


def answered(prompt: Prompt, book: AnswerBook) -> bool:
    """Whether a question has an answer; a client has been met to the end. Raises CourseProblem."""
    last = book.last(prompt.id)
    if last is None or last.answer is None:
        return False
    return prompt.type != "case" or meeting(prompt, book).read().over
