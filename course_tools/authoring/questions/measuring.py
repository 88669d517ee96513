"""Types whose answer is a number or a step on a scale: `number`, `probability`, `shift`."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Prose, Strict
from course_tools.authoring.questions.common import OptionText, QuestionText
from course_tools.marking.probability import after
from course_tools.marking.shift import SCALE


def keep_back(why: str, number: str) -> None:
    """Refuse a reason that holds the right number."""
    if re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.]*\d)", why):
        raise ValueError("“why” must not give the number itself: it is shown to whoever missed it")


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
        self.one_field()
        if self.wide < self.tolerance:
            raise ValueError("“wide” must not be smaller than “tolerance”")
        if {unit.unit: unit.factor for unit in self.units}.get(self.unit) != 1:
            raise ValueError(f"“units” must list the key's unit ({self.unit}) with “factor: 1”")
        keep_back(self.options[0].why, f"{self.value:g}")
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


class ProbabilityText(QuestionText):
    """How likely something is once a finding is known, in percent."""

    type: Literal["probability"]
    options: list[OptionText] = Field(min_length=1, max_length=1)
    pretest: float = Field(gt=0, lt=1)
    lr: float = Field(gt=0)

    @model_validator(mode="after")
    def _key(self) -> ProbabilityText:
        self.one_field()
        keep_back(self.options[0].why, f"{after(self.pretest, self.lr) * 100:.0f}")
        return self

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"pretest": self.pretest, "lr": self.lr}


class ShiftText(QuestionText):
    """How much a finding moves the probability: the five steps of the scale, each with its reason."""

    type: Literal["shift"]
    options: list[OptionText] = Field(min_length=5, max_length=5)
    lr: float = Field(gt=0)

    @model_validator(mode="before")
    @classmethod
    def _words_of_the_scale(cls, data: Any) -> Any:
        """An option needs no text: the scale has its words."""
        options = data.get("options")
        if not isinstance(options, list):
            return data
        return {**data, "options": [_worded(option) for option in options]}

    @model_validator(mode="after")
    def _key(self) -> ShiftText:
        self.only()
        if {option.id for option in self.options} != set(SCALE):
            raise ValueError(f"the options of a shift are {', '.join(SCALE)}")
        return self

    def limits(self) -> dict[str, object]:
        """The order of the scale."""
        return {"order": list(SCALE)}

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"lr": self.lr}


def _worded(option: Any) -> Any:
    return {"text": SCALE.get(str(option.get("id")), "?"), **option} if isinstance(option, dict) else option
