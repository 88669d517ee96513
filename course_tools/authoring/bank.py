"""Practice and bank files -> questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.models import BankText, PracticeText
from course_tools.authoring.questions import AnyQuestion
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import Text, read_yaml
from course_tools.content import Media, Option, Prompt, Question


@dataclass(frozen=True)
class Practice:
    """The practice of a lesson, with the file's text for messages."""

    text: Text
    lesson: str
    title: str
    vignette: Question | None
    predictions: tuple[Question, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Bank:
    """The graded questions of a quiz, with the file's text for messages."""

    text: Text
    quiz: str
    title: str
    lesson: str
    pass_at: float
    questions: tuple[Question, ...]


def load_practice(path: Path, root: Path | None = None) -> Practice:
    """Read `assets/practice/<lesson>.yaml`. Raises AuthorProblem."""
    text = read_yaml(path, root)
    written = validate(text, PracticeText)
    _name_fits(text, path, "lesson", written.lesson)
    vignette = None if written.vignette is None else _question(written.vignette)
    predictions, questions = (tuple(map(_question, asked)) for asked in (written.predictions, written.questions))
    return Practice(text, written.lesson, written.title, vignette, predictions, questions)


def load_bank(path: Path, root: Path | None = None) -> Bank:
    """Read `quizzes/bank/<quiz>.yaml`. Raises AuthorProblem."""
    text = read_yaml(path, root)
    written = validate(text, BankText)
    _name_fits(text, path, "quiz", written.quiz)
    questions = tuple(map(_question, written.questions))
    return Bank(text, written.quiz, written.title, written.lesson, written.pass_at, questions)


def _question(written: AnyQuestion) -> Question:
    options = sorted(written.options, key=lambda option: option.id)
    prompt = Prompt(
        id=written.id,
        type=written.type,
        stem=written.stem,
        options=tuple(Option(option.id, option.text) for option in options),
        points=written.points,
        limits=written.limits(),
        media=None if written.media is None else Media(written.media.file, written.media.alt),
    )
    return Question(
        prompt=prompt,
        key=written.key(),
        why={option.id: option.why for option in options},
        objectives=tuple(written.objectives),
        domain=written.domain,
        level=written.level,
        safety=written.safety,
        safety_min=written.safety_min,
        feedback=written.feedback.model_dump(exclude_none=True),
        hints=tuple(written.hints),
        evidence=tuple(written.evidence),
    )


def _name_fits(text: Text, path: Path, key: str, value: str) -> None:
    if path.stem != value:
        raise AuthorProblem(
            [text.message((key,), f"“{key}: {value}” and the file's name {path.name} differ. Make them the same.")]
        )
