"""All rules over all lessons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_tools.authoring.lessons import anatomy, cells, reading, sources, wording
from course_tools.authoring.lessons.glossary import load_glossary
from course_tools.authoring.lessons.known import Known
from course_tools.authoring.lessons.lesson import Lesson
from course_tools.authoring.message import AuthorProblem, Message
from course_tools.authoring.yamltext import read_yaml

if TYPE_CHECKING:
    from course_tools.authoring.build import Course

RULES: tuple[Callable[[Lesson, Known], Iterator[Message]], ...] = (
    anatomy.parts_in_order,
    anatomy.one_title_and_no_level_skipped,
    anatomy.objectives_listed,
    cells.grammar_kept,
    cells.labeled_and_hidden,
    cells.results_stored,
    cells.pictures_in_words,
    reading.easy_to_read,
    reading.terms_glossed,
    reading.soon_something_to_do,
    reading.short_paragraphs,
    wording.no_banned_words,
    wording.nothing_left_to_write,
    sources.statements_have_chips,
    sources.named_facts_exist,
    sources.named_questions_exist,
)


def read_known(root: Path, course: Course, grammar: Callable[[Mapping[str, Any]], str | None]) -> Known:
    """What the rules need of a course that was read. Raises AuthorProblem."""
    objectives = read_yaml(root / "assets/objectives.yaml", root).data["objectives"]
    return Known(
        facts=course.base.facts,
        questions=frozenset(question.id for practice in course.practices for question in practice.questions),
        openings=frozenset(practice.lesson for practice in course.practices if practice.vignette is not None),
        predictions=frozenset(question.id for practice in course.practices for question in practice.predictions),
        objectives=Counter(objective["lesson"] for objective in objectives),
        terms=load_glossary(root),
        grammar=grammar,
    )


def check_lessons(lessons: Iterable[Lesson], known: Known) -> None:
    """Hold every rule against every lesson. Raises AuthorProblem with all that is to mend."""
    if messages := [message for lesson in lessons for rule in RULES for message in rule(lesson, known)]:
        raise AuthorProblem(messages)
