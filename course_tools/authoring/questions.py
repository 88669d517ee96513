"""The shape of one question as an author writes it: what all have in common, and each type's own (pydantic)."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Action, Domain, Id, Prose, Strict


class OptionText(Strict):
    """An option as written; which fields it needs depends on the type."""

    id: Id
    text: Prose
    why: Prose
    right: bool | None = None
    action: Action | None = None
    match: Id | None = None


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
    hints: list[Prose] = Field(default_factory=list)
    media: MediaText | None = None
    reviewed: str | None = None

    @model_validator(mode="after")
    def _options_differ(self) -> QuestionText:
        ids = [option.id for option in self.options]
        if len(set(ids)) != len(ids):
            raise ValueError("two options have the same id")
        return self

    def only(self, *used: str) -> None:
        """Refuse fields of an option that this type does not use."""
        for option in self.options:
            for name in {"right", "action", "match"} - set(used):
                if getattr(option, name) is not None:
                    raise ValueError(f"option {option.id}: “{name}” has no meaning in a question of type {self.type}")

    def limits(self) -> dict[str, object]:
        """What a trainee is told beyond stem and options; nothing of it may follow from the key."""
        return {}

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
        self.only("right")
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
        self.only("right")
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
    critical: list[list[Id]] = Field(default_factory=list)

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
        self.only("right", "action")
        self.the_right_one()
        missing = [option.id for option in self.options if option.action is None]
        if missing:
            raise ValueError(f"option {missing[0]} needs an “action”: treat, adapt, refer or urgent")
        return self

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"right": self.the_right_one(), "actions": {option.id: option.action for option in self.options}}


class PickText(QuestionText):
    """Some of several options are right, and the trainee is told how many."""

    type: Literal["pick"]
    options: list[OptionText] = Field(min_length=4, max_length=10)

    @model_validator(mode="after")
    def _key(self) -> PickText:
        self.only("right")
        if not 2 <= len(self._right()) < len(self.options):
            raise ValueError("at least two options, and not all, must say “right: true”")
        if any(option.right is False for option in self.options):
            raise ValueError("say “right: true” at the right options, and nothing at the others")
        return self

    def _right(self) -> list[str]:
        return sorted(option.id for option in self.options if option.right)

    def limits(self) -> dict[str, object]:
        """How many to pick."""
        return {"k": len(self._right())}

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"right": self._right()}


class TargetText(Strict):
    """A partner to choose in a `match`."""

    id: Id
    text: Prose


class MatchText(QuestionText):
    """Items, each with its partner among the targets."""

    type: Literal["match"]
    options: list[OptionText] = Field(min_length=2, max_length=8)
    targets: list[TargetText] = Field(min_length=2, max_length=10)

    @model_validator(mode="after")
    def _key(self) -> MatchText:
        self.only("match")
        targets = {target.id for target in self.targets}
        if len(targets) != len(self.targets):
            raise ValueError("two targets have the same id")
        for option in self.options:
            if option.match not in targets:
                raise ValueError(f"option {option.id}: “match” must name one of the targets")
        return self

    def limits(self) -> dict[str, object]:
        """The targets, sorted by id."""
        return {"targets": [t.model_dump() for t in sorted(self.targets, key=lambda t: t.id)]}

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"pairs": {option.id: option.match for option in self.options}}


class UnitText(Strict):
    """A unit to choose; `factor` converts into the key's unit, and is left out where nothing does."""

    unit: Prose
    factor: float | None = Field(default=None, gt=0)


class NumberText(QuestionText):
    """A value with its unit."""

    type: Literal["number"]
    options: list[OptionText] = Field(min_length=1, max_length=1)
    value: float
    unit: Prose
    tolerance: float = Field(ge=0)
    wide: float = Field(ge=0)
    units: list[UnitText] = Field(min_length=1, max_length=6)

    @model_validator(mode="after")
    def _key(self) -> NumberText:
        self.only()
        if self.options[0].id != "answer":
            raise ValueError("a question of type number has one option, with the id “answer”")
        if self.wide < self.tolerance:
            raise ValueError("“wide” must not be smaller than “tolerance”")
        if {unit.unit: unit.factor for unit in self.units}.get(self.unit) != 1:
            raise ValueError(f"“units” must list the key's unit ({self.unit}) with “factor: 1”")
        if re.search(rf"(?<![\d.]){re.escape(f'{self.value:g}')}(?![\d.]*\d)", self.options[0].why):
            raise ValueError("“why” must not give the number itself: it is shown to whoever missed it")
        return self

    def limits(self) -> dict[str, object]:
        """The units to choose from, in the order of the alphabet."""
        return {"units": sorted(unit.unit for unit in self.units)}

    def key(self) -> dict[str, object]:
        """The key as built."""
        factors = {unit.unit: unit.factor for unit in self.units}
        return {
            "value": self.value,
            "unit": self.unit,
            "tolerance": self.tolerance,
            "wide": self.wide,
            "units": factors,
        }


AnyQuestion = Annotated[
    BestText | TrueFalseSetText | OrderText | TriageText | PickText | MatchText | NumberText,
    Field(discriminator="type"),
]
