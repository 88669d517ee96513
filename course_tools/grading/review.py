"""What a feedback page says of a whole quiz: how sure and how right, and which lessons to go back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course_tools.content import Question, load_objectives, load_places, load_taught
from course_tools.grading.records import Record
from course_tools.marking import OPEN, PARTLY, RIGHT, WRONG, QuizResult, SlotResult

SURE = {"high": "very sure", "middle": "fairly sure", "low": "not very sure"}


@dataclass(frozen=True)
class Lesson:
    """A lesson to go back to: where it is, and each objective that was missed with the questions that asked for it.

    `link` is empty where no address of the lessons is known.
    """

    title: str
    path: str
    link: str
    objectives: tuple[tuple[str, str], ...]


def calibration(record: Record, result: QuizResult) -> str:
    """How often the trainee was right, by how sure they were, in one sentence; empty if they never said.

    Counted is what was answered and can be right or wrong: no blanks, nothing dropped, nothing that a person marks.
    """
    counted = [slot for slot in result.slots if record.marks[slot.slot].verdict in (RIGHT, PARTLY, WRONG)]
    told = []
    for sure, words in SURE.items():
        met = [_is_met(slot) for slot in counted if record.marks[slot.slot].sure == sure]
        if met:
            told.append(f"{words}, {sum(met)} of {len(met)}")
    return f"How sure you were, and how often right: {'; '.join(told)}." if told else ""


def lessons_to_review(
    result: QuizResult, questions: Mapping[str, Question], lesson: str, address: str
) -> tuple[Lesson, ...]:
    """The lessons that teach what was missed, in the order of learning.

    `questions` are the bank's by id, `lesson` is the quiz's own, `address` that of the folder `notebooks`, or empty.
    What waits for a person is not missed. Raises CourseProblem.
    """
    missed: dict[str, dict[str, list[str]]] = {}
    for slot in result.slots:
        if slot.result.verdict == OPEN or _is_met(slot) or slot.result.item not in questions:
            continue
        for objective in questions[slot.result.item].objectives:
            taught = load_taught().get(objective, lesson)
            missed.setdefault(taught, {}).setdefault(objective, []).append(slot.slot.removeprefix("q"))
    return tuple(
        Lesson(
            title=place.title,
            path=f"notebooks/{place.path}",
            link=f"{address.rstrip('/')}/{place.path}" if address else "",
            objectives=tuple((load_objectives()[one], _questions(asked)) for one, asked in missed[name].items()),
        )
        for name, place in load_places().items()
        if name in missed
    )


def _is_met(slot: SlotResult) -> bool:
    return slot.result.safe and slot.result.points >= slot.result.max_points - 1e-9


def _questions(numbers: list[str]) -> str:
    return f"question {numbers[0]}" if len(numbers) == 1 else f"questions {', '.join(numbers)}"
