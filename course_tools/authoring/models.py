"""The shape of what authors write (pydantic). FORMATS.md says the same in words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Action = Literal["treat", "adapt", "refer", "urgent"]
Domain = Literal[
    "anatomy-kinesiology",
    "pathology-contraindications",
    "benefits-effects",
    "assessment-planning",
    "ethics-law",
    "guidelines-practice",
    "modalities-history",
]


class Strict(BaseModel):
    """Unknown keys are refused, and nothing is converted behind the author's back."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OptionText(Strict):
    """An option as written; which fields it needs depends on the type."""

    id: Id
    text: Prose
    why: Prose
    right: bool | None = None
    action: Action | None = None


class Feedback(Strict):
    """What is said after the verdict, beside the reasons of the options."""

    right: Prose | None = None
    partly: Prose | None = None
    wrong: Prose | None = None


class MediaText(Strict):
    """A picture and what it shows."""

    file: Prose
    alt: Prose


class QuestionText(Strict):
    """What every question has."""

    id: Id
    type: str
    objectives: list[Id] = Field(min_length=1)
    domain: Domain
    level: Literal["recall", "apply", "judge"]
    stem: Prose
    options: list[OptionText]
    evidence: list[Id] = Field(min_length=1)
    safety: bool = False
    safety_min: float = Field(default=0.0, ge=0, lt=1)
    points: float = Field(default=1.0, gt=0)
    feedback: Feedback = Feedback()
    hints: list[Prose] = []
    media: MediaText | None = None
    reviewed: str | None = None

    @model_validator(mode="after")
    def _options_differ(self) -> QuestionText:
        ids = [option.id for option in self.options]
        if len(set(ids)) != len(ids):
            raise ValueError("two options have the same id")
        return self

    def only(self, *, right: bool = False, action: bool = False) -> None:
        """Refuse fields of an option that this type does not use."""
        for option in self.options:
            if option.right is not None and not right:
                raise ValueError(f"option {option.id}: “right” has no meaning in a question of type {self.type}")
            if option.action is not None and not action:
                raise ValueError(f"option {option.id}: “action” has no meaning in a question of type {self.type}")

    def the_right_one(self) -> str:
        """The id of the one option that says `right: true`."""
        right = [option.id for option in self.options if option.right]
        if len(right) != 1:
            raise ValueError(f"exactly one option must say “right: true”, {len(right)} do")
        if any(option.right is False for option in self.options):
            raise ValueError("say “right: true” at the one right option, and nothing at the others")
        return right[0]


class BestText(QuestionText):
    """One of three or four options is right."""

    type: Literal["best"]
    options: list[OptionText] = Field(min_length=3, max_length=4)

    @model_validator(mode="after")
    def _key(self) -> BestText:
        self.only(right=True)
        self.the_right_one()
        return self

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"right": self.the_right_one()}


class TrueFalseSetText(QuestionText):
    """Statements, each true or false."""

    type: Literal["true_false_set"]
    options: list[OptionText] = Field(min_length=3, max_length=8)

    @model_validator(mode="after")
    def _key(self) -> TrueFalseSetText:
        self.only(right=True)
        open_ = [option.id for option in self.options if option.right is None]
        if open_:
            raise ValueError(f"statement {open_[0]} must say “right: true” or “right: false”")
        if len({option.right for option in self.options}) == 1:
            raise ValueError("all statements have the same answer; mix true and false")
        return self

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"true": sorted(option.id for option in self.options if option.right)}


class OrderText(QuestionText):
    """Steps to put in order."""

    type: Literal["order"]
    options: list[OptionText] = Field(min_length=3, max_length=8)
    steps: list[Id | list[Id]] = Field(min_length=2, alias="key")
    critical: list[list[Id]] = []

    @model_validator(mode="after")
    def _key(self) -> OrderText:
        self.only()
        ids = {option.id for option in self.options}
        placed = [option for step in self.rows() for option in step]
        if sorted(placed) != sorted(ids):
            raise ValueError("“key” must name each option exactly once")
        place = {option: i for i, step in enumerate(self.rows()) for option in step}
        for pair in self.critical:
            if len(pair) != 2 or not set(pair) <= ids:
                raise ValueError("“critical” holds pairs of option ids: [first, later]")
            if place[pair[0]] >= place[pair[1]]:
                raise ValueError(f"critical pair {pair}: “key” does not put {pair[0]} before {pair[1]}")
        return self

    def rows(self) -> list[list[str]]:
        """The steps, each a list of ids that tie."""
        return [sorted(step) if isinstance(step, list) else [step] for step in self.steps]

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"steps": self.rows(), "critical": self.critical}


class TriageText(QuestionText):
    """Options with an action, from least to most cautious."""

    type: Literal["triage"]
    options: list[OptionText] = Field(min_length=3, max_length=5)

    @model_validator(mode="after")
    def _key(self) -> TriageText:
        self.only(right=True, action=True)
        self.the_right_one()
        missing = [option.id for option in self.options if option.action is None]
        if missing:
            raise ValueError(f"option {missing[0]} needs an “action”: treat, adapt, refer or urgent")
        return self

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"right": self.the_right_one(), "actions": {option.id: option.action for option in self.options}}


AnyQuestion = Annotated[BestText | TrueFalseSetText | OrderText | TriageText, Field(discriminator="type")]


class PracticeText(Strict):
    """A file of practice questions."""

    format: Literal["practice/1"]
    lesson: Id
    title: Prose
    vignette: BestText | None = None
    questions: list[AnyQuestion] = Field(min_length=1)


class BankText(Strict):
    """A file of graded questions: one quiz."""

    format: Literal["bank/1"]
    quiz: Id
    lesson: Id
    title: Prose
    pass_at: float = Field(gt=0, le=1)
    questions: list[AnyQuestion] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_hints(self) -> BankText:
        for question in self.questions:
            if question.hints:
                raise ValueError(f"question {question.id}: a graded question has no hints")
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
