"""Practice questions by lesson, and the objectives of the course."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from course_tools.content.question import Question
from course_tools.content.store import BUILT, read_built
from course_tools.problem import CourseProblem

PRACTICE_FORMAT = "built-practice/1"
OBJECTIVES_FORMAT = "built-objectives/1"
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True)
class Lesson:
    """What a lesson asks: the vignette that opens it, what it asks to predict, and its practice questions by id."""

    id: str
    title: str
    vignette: Question | None
    predictions: Mapping[str, Question]
    questions: Mapping[str, Question]


@dataclass(frozen=True)
class PracticeIndex:
    """Which lesson each practice question and each prediction belongs to."""

    questions: Mapping[str, str]
    predictions: Mapping[str, str]


@cache
def load_lesson(lesson_id: str) -> Lesson:
    """The practice of one lesson. Raises CourseProblem for a lesson that is not there."""
    if not ID.fullmatch(lesson_id) or not (BUILT / "practice" / f"{lesson_id}.json").is_file():
        raise CourseProblem(f"There are no practice questions for a lesson called “{lesson_id}”.")
    data = read_built(f"practice/{lesson_id}.json", PRACTICE_FORMAT)
    predictions, questions = (map(Question.from_json, data[part]) for part in ("predictions", "questions"))
    return Lesson(
        id=lesson_id,
        title=data["title"],
        vignette=Question.from_json(data["vignette"]) if data["vignette"] else None,
        predictions={q.id: q for q in predictions},
        questions={q.id: q for q in questions},
    )


@cache
def load_practice_index() -> PracticeIndex:
    """Where each practice question and each prediction stands. Raises CourseProblem."""
    data = read_built("practice-index.json", "built-practice-index/1")
    return PracticeIndex(data["questions"], data["predictions"])


@dataclass(frozen=True)
class Place:
    """Where a lesson stands: its notebook below `notebooks`, its title, its stage, and the facts that it rests on."""

    path: str
    title: str
    stage: str
    facts: tuple[str, ...]


@cache
def load_places() -> Mapping[str, Place]:
    """The lessons by id, in the order of learning. Raises CourseProblem."""
    lessons = read_built("lessons.json", "built-lessons/1")["lessons"]
    return {
        lesson["id"]: Place(lesson["path"], lesson["title"], lesson["stage"], tuple(lesson["facts"]))
        for lesson in lessons
    }


@cache
def load_objectives() -> Mapping[str, str]:
    """The objectives' texts by id. Raises CourseProblem."""
    texts: dict[str, str] = read_built("objectives.json", OBJECTIVES_FORMAT)["objectives"]
    return texts


@cache
def load_taught() -> Mapping[str, str]:
    """The lesson that teaches each objective. Raises CourseProblem."""
    lessons: dict[str, str] = read_built("objectives.json", OBJECTIVES_FORMAT)["lessons"]
    return lessons
