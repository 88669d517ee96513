"""`dose`: a plan in fields; a field's range is told, what is good or harmful in it is not. `case`: a client to meet."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id, Prose
from course_tools.authoring.questions.common import ListedText, OptionText, QuestionText, differ

Range = Annotated[list[float], Field(min_length=2, max_length=2)]


class ChoiceFieldText(OptionText):
    """A field with a few choices, in the order in which they are shown; `good` and `stop` name some of them."""

    kind: Literal["choice"]
    choices: list[ListedText] = Field(min_length=2, max_length=8)
    good: list[Id] = Field(min_length=1)
    stop: list[Id] = Field(default_factory=list)
    weight: float = Field(default=1.0, gt=0)

    @model_validator(mode="after")
    def _key(self) -> ChoiceFieldText:
        differ(f"choices of {self.id}", self.choices)
        ids = {choice.id for choice in self.choices}
        strange = [choice for choice in (*self.good, *self.stop) if choice not in ids]
        if strange:
            raise ValueError(f"field {self.id}: {strange[0]} is none of its choices")
        if set(self.good) & set(self.stop):
            raise ValueError(f"field {self.id}: a choice is both “good” and “stop”")
        if set(self.good) == ids:
            raise ValueError(f"field {self.id}: all choices are good; what is there to decide?")
        return self

    def limits(self) -> dict[str, object]:
        """What a trainee is told of the field."""
        return {"kind": self.kind, "choices": [choice.model_dump() for choice in self.choices]}


class NumberFieldText(OptionText):
    """A number between `from` and `to`; `good` and `stop` are ranges `[low, high]`, both ends included."""

    kind: Literal["number"]
    unit: Prose
    least: float = Field(alias="from")
    most: float = Field(alias="to")
    good: Range
    stop: list[float] = Field(default_factory=list, max_length=2)
    weight: float = Field(default=1.0, gt=0)

    @model_validator(mode="after")
    def _key(self) -> NumberFieldText:
        if self.stop and len(self.stop) != 2:
            raise ValueError(f"field {self.id}: “stop” is a range, [low, high]")
        for name, ends in (("good", self.good), ("stop", self.stop)):
            if ends and not self.least <= ends[0] <= ends[1] <= self.most:
                raise ValueError(f"field {self.id}: “{name}” must be [low, high] between “from” and “to”")
        if self.stop and self.stop[0] <= self.good[1] and self.good[0] <= self.stop[1]:
            raise ValueError(f"field {self.id}: “good” and “stop” overlap")
        if self.good == [self.least, self.most]:
            raise ValueError(f"field {self.id}: every number is good; what is there to decide?")
        return self

    def limits(self) -> dict[str, object]:
        """What a trainee is told of the field."""
        return {"kind": self.kind, "unit": self.unit, "from": self.least, "to": self.most}


class DoseText(QuestionText):
    """The options are the fields of a plan."""

    type: Literal["dose"]
    options: list[Annotated[ChoiceFieldText | NumberFieldText, Field(discriminator="kind")]] = Field(
        min_length=2, max_length=6
    )

    @model_validator(mode="after")
    def _key(self) -> DoseText:
        self.only()
        if self.safety and not any(field.stop for field in self.options):
            raise ValueError("a safety question of type dose needs a “stop” in at least one field")
        return self

    def limits(self) -> dict[str, object]:
        """The fields in their order, each with what may be entered."""
        return {
            "order": [field.id for field in self.options],
            "fields": {field.id: field.limits() for field in self.options},
        }

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"fields": {f.id: {"good": f.good, "stop": f.stop, "weight": f.weight} for f in self.options}}


class MetText(QuestionText):
    """A virtual client to meet: a file of `assets/cases`. What is right in it stands there."""

    type: Literal["case"]
    case: Id
    options: list[OptionText] = Field(default_factory=list, max_length=0)

    def limits(self) -> dict[str, object]:
        """Who is met."""
        return {"case": self.case}

    def key(self) -> dict[str, object]:
        """The key as built: the client has it."""
        return {"case": self.case}
