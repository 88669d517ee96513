"""`note`: a session note or a letter in sections. A person marks it by the rubric (0 to 3 an element).

Marking here gives no points and no verdict but "to be marked by a person"; a note in which nothing is written is blank.
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.result import Scored, UnreadableError, read_text


def score(question: Question, answer: Any) -> Scored:
    """What was written in each section. `answer` maps section ids to text; a missing or null one is blank."""
    sections = {option.id for option in question.prompt.options}
    if not isinstance(answer, dict) or not set(answer) <= sections:
        raise UnreadableError("The answer is no note in this question's sections.")
    written = {section: read_text(text) for section, text in answer.items() if text is not None}
    said = {section: text for section, text in written.items() if text}
    return Scored(0.0, given=frozenset(said), said=said, blank=not said, by_hand=True)
