"""How the text reads: its grade, its terms, and how long one reads before there is something to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course_tools.authoring.lessons.known import Known
from course_tools.authoring.lessons.lesson import Cell, Lesson
from course_tools.authoring.lessons.prose import Block, shown, words
from course_tools.authoring.message import Message
from course_tools.authoring.readability import reading_grade

HIGHEST_GRADE = 8.0
LONGEST_READING = 150
LONGEST_PARAGRAPH = 80


def easy_to_read(lesson: Lesson, known: Known) -> Iterator[Message]:
    """The Flesch-Kincaid grade of all prose, with clinical terms counted as one plain word, is at most 8."""
    prose = " ".join(_sentences(block, known) for cell in lesson.cells for block in cell.paragraphs)
    grade = reading_grade(prose)
    if grade > HIGHEST_GRADE:
        yield lesson.message(
            None, f"The reading grade is {grade:.1f}; at most {HIGHEST_GRADE:g}. Use shorter sentences and words."
        )


def _sentences(block: Block, known: Known) -> str:
    text = shown(block.text)
    for term in known.terms:
        text = term.used.sub("word", text)
    text = re.sub(r"\d[\d.,]*(?=\D)|\d+$", "ten", text).rstrip(":;, ")
    return text if text.endswith((".", "!", "?", '."', '?"')) else f"{text}."


def terms_glossed(lesson: Lesson, known: Known) -> Iterator[Message]:
    """A term's first use stands beside its plain words, one of the two in parentheses, or in bold before a colon."""
    paragraphs = [(cell, block) for cell in lesson.cells for block in cell.paragraphs]
    for term in known.terms:
        for cell, block in paragraphs:
            if term.used.search(block.text):
                if not _glossed_first(term.used, term.glossed, block.text):
                    mend = f"“{term.term}” is new here. Write “{term.term} ({term.plain})”, or the other way round."
                    yield lesson.message(cell, mend)
                break


def _glossed_first(used: re.Pattern[str], glossed: re.Pattern[str], text: str) -> bool:
    first, gloss = used.search(text), glossed.search(text)
    return first is not None and gloss is not None and gloss.start() <= first.start() < gloss.end()


def soon_something_to_do(lesson: Lesson, known: Known) -> Iterator[Message]:
    """At most 150 words, headings too, before each thing to do; after the last one, in each part."""
    last = max((cell.number for cell in lesson.cells if cell.something_to_do), default=0)
    count = 0
    start: Cell | None = None
    for cell in lesson.cells:
        part_ends = cell.number > last and any(block.level == 2 for block in cell.blocks)
        if cell.something_to_do or part_ends:
            yield from _too_long(lesson, start, count)
            count, start = 0, None
        count += sum(len(words(block.text)) for block in cell.blocks)
        start = start or (cell if cell.blocks else None)
    yield from _too_long(lesson, start, count)


def _too_long(lesson: Lesson, start: Cell | None, count: int) -> Iterator[Message]:
    if count > LONGEST_READING:
        mend = "Put a question between, or say it in fewer words."
        yield lesson.message(
            start, f"From here, {count} words pass without anything to do; at most {LONGEST_READING}. {mend}"
        )


def short_paragraphs(lesson: Lesson, known: Known) -> Iterator[Message]:
    """No paragraph, and no list item, has more than 80 words."""
    for cell in lesson.cells:
        for block in cell.paragraphs:
            count = len(words(block.text))
            if count > LONGEST_PARAGRAPH:
                first = " ".join(shown(block.text).split()[:4])
                mend = f"The paragraph “{first} …” has {count} words; at most {LONGEST_PARAGRAPH}. Split it."
                yield lesson.message(cell, mend)
