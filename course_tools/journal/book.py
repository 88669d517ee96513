"""The answers of one quiz, or of one lesson's practice, in a journal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_tools.journal.journal import Answer, append, read


@dataclass(frozen=True)
class AnswerBook:
    """Reads and writes one quiz's lines of a journal. Holds nothing itself: the file is the truth."""

    path: Path
    quiz: str
    seed: str = ""

    def last(self, item: str) -> Answer | None:
        """The answer that counts, if there is one. Raises CourseProblem if the journal cannot be read."""
        return read(self.path).last(self.quiz, item)

    def save(self, item: str, version: str, answer: Any, sure: str | None) -> Answer:
        """Append an answer. It is on disk when this returns. Raises CourseProblem if it could not be saved."""
        before = self.last(item)
        attempt = before.attempt + 1 if before else 1
        return append(
            self.path,
            Answer(
                quiz=self.quiz,
                item=item,
                version=version,
                answer=answer,
                sure=sure,
                attempt=attempt,
                seed=self.seed,
            ),
        )
