"""Types that judge, place or pair each option: `true_false_set`, `claim`, `order`, `match`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id
from course_tools.authoring.questions.common import ListedText, OptionText, QuestionText, differ


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


class ClaimText(QuestionText):
    """Conclusions, each supported by the stem's evidence, overstated, or not supported."""

    type: Literal["claim"]
    options: list[OptionText] = Field(min_length=3, max_length=8)

    @model_validator(mode="after")
    def _key(self) -> ClaimText:
        self.only("grade")
        open_ = [option.id for option in self.options if option.grade is None]
        if open_:
            raise ValueError(f"conclusion {open_[0]} needs a “grade”: supported, overstated or unsupported")
        if len({option.grade for option in self.options}) == 1:
            raise ValueError("all conclusions have the same grade; mix them")
        return self

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"grades": {option.id: option.grade for option in self.options}}


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


class MatchText(QuestionText):
    """Items, each with its partner among the targets."""

    type: Literal["match"]
    options: list[OptionText] = Field(min_length=2, max_length=8)
    targets: list[ListedText] = Field(min_length=2, max_length=10)

    @model_validator(mode="after")
    def _key(self) -> MatchText:
        self.only("match")
        differ("targets", self.targets)
        targets = {target.id for target in self.targets}
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
