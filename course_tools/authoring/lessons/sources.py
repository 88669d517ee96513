"""What a lesson states has its chip, and what its calls name exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course_tools.authoring.lessons.known import Known
from course_tools.authoring.lessons.lesson import Cell, Lesson
from course_tools.authoring.lessons.prose import shown
from course_tools.authoring.message import Message, did_you_mean

NUMBER = r"(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|hundreds?|thousands?)"
PEOPLE = r"people|participants|patients|students|users|women|men|adults"
STUDIES = r"studies|trials|experiments|reviews|cohorts|techniques"
UNITS = r"points?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|degrees|mmHg|kg|cm|mm|ml|mg"
FIGURE = re.compile(
    rf"\b\d[\d.,]* ?(?:%|percent\b|°)|\b{NUMBER} (?:[\w-]+ ){{0,2}}?(?:{PEOPLE}|{STUDIES}|{UNITS})\b", re.I
)
EFFECT = re.compile(
    r"\((?:[^()]*\b)?(?:(?:high|moderate|low) certainty|expert (?:consensus|agreement))\b"
    r"|\bdid (?:better|worse|as well)\b|\bworked better\b|\brisk of\b|\bmore likely\b"
    r"|\b(?:lowers|lowered|eases|eased|reduces|reduced|relieves|relieved|improves|improved|worsens|worsened)\b",
    re.I,
)
UNVERIFIED = re.compile(r"commonly taught|not verified", re.I)


def statements_have_chips(lesson: Lesson, known: Known) -> Iterator[Message]:
    """A text cell with a figure, an effect or a risk is followed by evidence(…) before the next heading.

    The title's cell, which says how long the lesson takes, and what is quoted from the claim are exempt.
    """
    for place, cell in enumerate(lesson.cells):
        if any(block.level == 1 for block in cell.blocks):
            continue
        stated = _stated(cell)
        if stated and not _chips_follow(lesson.cells[place + 1 :]):
            mend = "No evidence(…) follows before the next heading. Add its chips, or leave it out."
            yield lesson.message(cell, f"“{stated}” is a statement. {mend}")


def _stated(cell: Cell) -> str:
    for block in cell.paragraphs:
        found = None if block.quotation else FIGURE.search(shown(block.text)) or EFFECT.search(shown(block.text))
        if found:
            return found[0].lstrip("(")
    return ""


def _chips_follow(cells: tuple[Cell, ...]) -> bool:
    for cell in cells:
        if any(block.level for block in cell.blocks):
            return False
        if cell.call == "evidence":
            return True
    return False


def named_facts_exist(lesson: Lesson, known: Known) -> Iterator[Message]:
    """Each fact exists, and is verified unless the text above says that it is only commonly taught."""
    above = ""
    for cell in lesson.cells:
        if cell.kind == "markdown":
            above += cell.source
        if cell.call != "evidence":
            continue
        for fact in cell.ids:
            if fact not in known.facts:
                hint = did_you_mean(fact, known.facts)
                yield lesson.message(cell, f"“{fact}” names no entry of the evidence base.{hint}")
            elif not known.facts[fact]["checked"] and not UNVERIFIED.search(above):
                mend = "Write “commonly taught; not verified” above it, or choose another fact."
                yield lesson.message(cell, f"“{fact}” is not verified. {mend}")
        above = ""


def named_questions_exist(lesson: Lesson, known: Known) -> Iterator[Message]:
    """Each practice question exists, each prediction, and each opening client."""
    named = {
        "practice": (known.questions, "practice question"),
        "predict": (known.predictions, "prediction"),
        "vignette": (known.openings, "lesson with an opening client"),
        "revisit": (known.openings | known.predictions, "prediction, and no lesson with an opening client"),
    }
    for cell in lesson.code:
        there, what = named.get(cell.call, (frozenset(cell.ids), ""))
        for name in cell.ids:
            if name not in there:
                yield lesson.message(cell, f"“{name}” names no {what}.{did_you_mean(name, there)}")
