"""All rules over all questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from course_tools.authoring.basics import Id, Strict
from course_tools.authoring.items import clients, single, whole
from course_tools.authoring.items.asked import Asked, Known, Rule
from course_tools.authoring.message import AuthorProblem, Message
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import read_yaml
from course_tools.content import quiz_seed

if TYPE_CHECKING:
    from course_tools.authoring.build import Course

RULES: tuple[Rule, ...] = (
    single.stem_asks,
    single.stem_stands_alone,
    single.stem_is_positive,
    single.no_catch_all,
    single.no_absolute_giveaway,
    single.options_alike_in_length,
    single.options_alike_in_form,
    single.options_differ,
    single.no_clue_in_the_stem,
    single.reasons_say_why,
    single.hints_do_not_answer,
    single.easy_to_read,
    single.harm_is_marked,
    single.safety_on_firm_ground,
    clients.gates_are_safety,
    clients.client_is_worth_its_time,
    clients.client_practices_the_objective,
)
WHOLE = (whole.right_is_not_longest, whole.right_stands_anywhere, whole.stems_differ)
WEAK = "assets/evidence/weak-sources.yaml"


class WeakText(Strict):
    """Facts that never carry a safety or dose statement alone."""

    format: Literal["weak-sources/1"]
    ids: list[Id] = Field(min_length=1)


def check_questions(root: Path, course: Course) -> None:
    """Hold every rule against every question. Raises AuthorProblem with all that is to mend."""
    known = Known(_weak(root, course), {written.case.id: written.case for written in course.cases})
    files = list(asked_in(course))
    messages: list[Message] = []
    for seed, asked in files:
        messages += (message for one in asked for rule in RULES for message in rule(one, known))
        messages += whole.right_is_not_longest(asked)
        messages += whole.right_stands_anywhere(asked, seed)
    messages += whole.stems_differ([one for _, asked in files for one in asked])
    if messages:
        raise AuthorProblem(messages)


def asked_in(course: Course) -> Iterator[tuple[str, Sequence[Asked]]]:
    """The questions of each file, with the seed of the order in which they are first shown."""
    for practice in course.practices:
        seed = quiz_seed(f"practice/{practice.lesson}")
        yield seed, [Asked(one.question, practice.text, one.path, False) for one in practice.placed]
    for bank in course.banks:
        written = {one.path: one for one in reversed(bank.placed)}  # of variants, the first one
        asked = [Asked(one.question, bank.text, one.path, True) for one in reversed(written.values())]
        yield quiz_seed(bank.quiz), asked


def _weak(root: Path, course: Course) -> frozenset[str]:
    text = read_yaml(root / WEAK, root)
    ids = validate(text, WeakText).ids
    unknown = [i for i, name in enumerate(ids) if name not in course.base.facts]
    if unknown:
        raise AuthorProblem(
            text.message(("ids", i), f"“{ids[i]}” names no entry of the evidence base.") for i in unknown
        )
    return frozenset(ids)
