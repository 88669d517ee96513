"""The shape of the files that authors write (pydantic). FORMATS.md says the same in words."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id, Prose, Strict
from course_tools.authoring.questions import AnyQuestion, GradedQuestion, Opening


class PracticeText(Strict):
    """A file of practice questions."""

    format: Literal["practice/1"]
    lesson: Id
    title: Prose
    vignette: Opening | None = None
    predictions: list[AnyQuestion] = Field(default_factory=list)
    questions: list[AnyQuestion] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_forms(self) -> PracticeText:
        for question in (*self.predictions, *self.questions):
            if question.pool or question.variants or question.dropped:
                named = f"question {question.id}"
                raise ValueError(f"{named}: only a graded question has a pool or variants, or is dropped")
        return self


class BankText(Strict):
    """A file of graded questions: one quiz. With `forms: each`, each trainee has an order and a draw of their own."""

    format: Literal["bank/1"]
    quiz: Id
    lesson: Id
    title: Prose
    pass_at: float = Field(gt=0, le=1)
    forms: Literal["one", "each"] = "one"
    questions: list[GradedQuestion] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_hints(self) -> BankText:
        for question in self.questions:
            if question.hints:
                raise ValueError(f"question {question.id}: a graded question has no hints")
        return self

    @model_validator(mode="after")
    def _pools_need_forms(self) -> BankText:
        if self.forms == "one" and any(question.pool or question.variants for question in self.questions):
            raise ValueError("a pool or variants need “forms: each”, so that each trainee gets a form of their own")
        return self


class FactText(Strict):
    """One statement of the evidence base."""

    id: Id
    topic: Id
    kind: Literal[
        "epidemiology",
        "natural-history",
        "presentation",
        "assessment",
        "effect",
        "dose",
        "mechanism",
        "contraindication",
        "safety",
        "guideline",
        "measure",
        "regulation",
        "definition",
        "controversy",
    ]
    fact: Prose
    numbers: dict[str, object]
    certainty: Literal["high", "moderate", "low", "very-low", "expert-consensus", "contested", "not-applicable"]
    sources: list[Prose] = Field(min_length=1)
    seen: Prose
    checked: bool
    teaches: Prose


class FactsText(Strict):
    """A file of facts."""

    format: Literal["facts/1"]
    facts: list[FactText] = Field(min_length=1)


class ObjectiveText(Strict):
    """One thing that a trainee will be able to do."""

    id: Id
    lesson: Id
    text: Prose


class ObjectivesText(Strict):
    """All objectives."""

    format: Literal["objectives/1"]
    objectives: list[ObjectiveText] = Field(min_length=1)
