"""Words that a lesson does not say in its own voice. In double quotes or a block quote they may be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course_tools.authoring.basics import TO_WRITE
from course_tools.authoring.lessons.known import Known
from course_tools.authoring.lessons.lesson import Lesson
from course_tools.authoring.lessons.prose import unquoted
from course_tools.authoring.message import Message

BANNED = {
    r"proven": "it claims more than high certainty; name the certainty and the rival",
    r"cures?|cured|curing": "no entry of the evidence base speaks of a cure",
    r"detox\w*": "massage is not shown to remove anything from the body",
    r"flush(?:es|ing)?": "massage is not shown to remove anything from the body",
    r"toxins?": "massage is not shown to remove anything from the body",
    r"heals?|healed|healing": "we have no source for massage mending tissue; say what was measured",
    r"knots?": "it names a thing that nobody found, and it can frighten; say what the client feels",
    r"only relaxation(?! massage)": "it makes small what the client came for",
    r"let[’']s dive in": "it fills space",
    r"studies show": "it hides how many studies, compared with what, and how sure",
}
"""Each banned word, as a pattern, and why."""

PATTERNS = {re.compile(rf"\b(?:{banned})\b", re.I): why for banned, why in BANNED.items()}


def no_banned_words(lesson: Lesson, known: Known) -> Iterator[Message]:
    """No banned word outside a quotation."""
    for cell in lesson.cells:
        for block in cell.blocks:
            for pattern, why in PATTERNS.items():
                found = pattern.search(unquoted(block))
                if found:
                    yield lesson.message(cell, f"“{found[0]}”: {why}. Say it otherwise, or quote who says it.")


def nothing_left_to_write(lesson: Lesson, known: Known) -> Iterator[Message]:
    """No `[[…]]` of the template is left."""
    for cell in lesson.cells:
        if left := TO_WRITE.search(cell.source):
            yield lesson.message(cell, f"Still to write: {' '.join(left[0].split())}.")
