"""Types whose answer is a number or a step on a scale: `number`."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Prose, Strict
from course_tools.authoring.questions.common import OptionText, QuestionText


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
