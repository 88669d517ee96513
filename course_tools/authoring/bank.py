"""Practice and bank files -> questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from course_tools.authoring.message import AuthorProblem, did_you_mean
from course_tools.authoring.models import BankText, PracticeText
from course_tools.authoring.questions import AnyQuestion, GradedQuestion
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import Text, read_yaml
from course_tools.content import Case, Media, Option, Prompt, Question, case_ids, load_case

BLUEPRINT: dict[str, Callable[[Question], object]] = {
    "points": lambda question: question.prompt.points,
    "objectives": lambda question: sorted(question.objectives),
    "domain": lambda question: question.domain,
    "level": lambda question: question.level,
    "safety": lambda question: (question.safety, question.safety_min),
    "who marks it": lambda question: question.prompt.type == "note",
}
"""What all questions of a pool have in common."""


@dataclass(frozen=True)
class Placed:
    """A question, and the path of the entry in its file that it comes from. Variants share an entry."""

    path: tuple[str | int, ...]
    question: Question


@dataclass(frozen=True)
class Practice:
    """The practice of a lesson, with the file's text for messages."""

    text: Text
    lesson: str
    title: str
    vignette: Question | None
    predictions: tuple[Question, ...]
    questions: tuple[Question, ...]

    @property
    def placed(self) -> tuple[Placed, ...]:
        """All its questions, in the order of the file."""
        opening = () if self.vignette is None else (Placed(("vignette",), self.vignette),)
        predicted = (Placed(("predictions", i), question) for i, question in enumerate(self.predictions))
        return (
            *opening,
            *predicted,
            *(Placed(("questions", i), question) for i, question in enumerate(self.questions)),
        )


@dataclass(frozen=True)
class Bank:
    """The graded questions of a quiz, with the file's text for messages.

    `slots` are the ids that may fill each place of the quiz; `forms` is `each` where every trainee has a form of
    their own.
    """

    text: Text
    quiz: str
    title: str
    lesson: str
    pass_at: float
    forms: str
    placed: tuple[Placed, ...]
    slots: tuple[tuple[str, ...], ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, each variant by itself."""
        return tuple(placed.question for placed in self.placed)


def load_practice(path: Path, root: Path | None = None) -> Practice:
    """Read `assets/practice/<lesson>.yaml`. Raises AuthorProblem."""
    text = read_yaml(path, root)
    written = validate(text, PracticeText)
    _name_fits(text, path, "lesson", written.lesson)
    vignette = None if written.vignette is None else _question(written.vignette)
    predictions, questions = (tuple(map(_question, asked)) for asked in (written.predictions, written.questions))
    return Practice(text, written.lesson, written.title, vignette, predictions, questions)


def load_bank(path: Path, root: Path | None = None, cases: Mapping[str, Case] | None = None) -> Bank:
    """Read `quizzes/bank/<quiz>.yaml`. Raises AuthorProblem.

    `cases` are the virtual clients by id that it may ask to meet (default: those that are built).
    """
    text = read_yaml(path, root)
    written = validate(text, BankText)
    _name_fits(text, path, "quiz", written.quiz)
    entries = [(i, form) for i, entry in enumerate(written.questions) for form in entry.forms()]
    placed = tuple(Placed(("questions", i), _with_client(text, i, _question(form), cases)) for i, form in entries)
    pools: dict[str, list[str]] = {}
    for _, form in entries:
        pools.setdefault(form.pool or form.id, []).append(form.id)
    _pools_are_equal(text, placed, pools)
    slots = tuple(map(tuple, pools.values()))
    return Bank(text, written.quiz, written.title, written.lesson, written.pass_at, written.forms, placed, slots)


def _with_client(text: Text, entry: int, question: Question, cases: Mapping[str, Case] | None) -> Question:
    """A question with the version of the client that is met in it, so that a revised client is another question."""
    if question.prompt.type != "case":
        return question
    name = str(question.prompt.limits["case"])
    known = case_ids() if cases is None else tuple(cases)
    if name not in known:
        mend = f"“{name}” is no client of assets/cases.{did_you_mean(name, known)}"
        raise AuthorProblem([text.message(("questions", entry, "case"), mend)])
    version = (load_case(name) if cases is None else cases[name]).version
    return replace(question, prompt=replace(question.prompt, limits={"case": name, "case_version": version}))


def _pools_are_equal(text: Text, placed: tuple[Placed, ...], pools: Mapping[str, list[str]]) -> None:
    """Whatever is drawn from a pool, a quiz tests the same: its blueprint does not depend on the draw."""
    by_id = {one.question.id: one for one in placed}
    messages = []
    for pool, items in pools.items():
        first, *others = (by_id[item] for item in items)
        for other in others:
            differ = [name for name, of in BLUEPRINT.items() if of(first.question) != of(other.question)]
            if differ:
                names = f"{first.question.id} and {other.question.id}"
                mend = f"In the pool “{pool}”, {names} differ in {' and '.join(differ)}. Make them the same."
                messages.append(text.message((*other.path, "id"), mend))
    if messages:
        raise AuthorProblem(messages)


def _question(written: AnyQuestion | GradedQuestion) -> Question:
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
        dropped=written.dropped,
    )


def _name_fits(text: Text, path: Path, key: str, value: str) -> None:
    if path.stem != value:
        raise AuthorProblem(
            [text.message((key,), f"“{key}: {value}” and the file's name {path.name} differ. Make them the same.")]
        )
