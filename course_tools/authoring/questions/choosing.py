"""Types whose answer is one option or several: `best`, `ranked`, `triage`, `pick`, `key_features`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id
from course_tools.authoring.questions.common import OptionText, QuestionText


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


class RankedText(QuestionText):
    """Options of graded value, of which one is the best."""

    type: Literal["ranked"]
    options: list[OptionText] = Field(min_length=3, max_length=5)

    @model_validator(mode="after")
    def _key(self) -> RankedText:
        self.only("value")
        missing = [option.id for option in self.options if option.value is None]
        if missing:
            raise ValueError(f"option {missing[0]} needs a “value” from 0 to 1")
        best = sum(option.value == 1 for option in self.options)
        if best != 1:
            raise ValueError(f"exactly one option must have “value: 1”, {best} do")
        if all(option.value in (0, 1) for option in self.options):
            raise ValueError("no option has a value between 0 and 1; write the question as type best")
        return self

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"values": {option.id: option.value for option in self.options}}


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


class KeyFeaturesText(QuestionText):
    """The few decisive steps in a long list, of which only so many may be chosen."""

    type: Literal["key_features"]
    options: list[OptionText] = Field(min_length=6, max_length=15)
    at_most: int = Field(ge=1)
    groups: list[list[Id]] = Field(min_length=1)

    @model_validator(mode="after")
    def _key(self) -> KeyFeaturesText:
        self.only("forbidden")
        if any(option.forbidden is False for option in self.options):
            raise ValueError("say “forbidden: true” at what must not be chosen, and nothing at the others")
        named = [option for group in self.groups for option in group]
        ids = {option.id for option in self.options}
        strange = [option for option in named if option not in ids]
        if strange:
            raise ValueError(f"“groups” names {strange[0]}, which is no option")
        if not all(self.groups) or len(set(named)) != len(named):
            raise ValueError("each of “groups” needs at least one option, and no option stands in two")
        refused = sorted(set(named) & set(self._forbidden()))
        if refused:
            raise ValueError(f"option {refused[0]} is forbidden, yet “groups” asks for it")
        if not len(self.groups) <= self.at_most < len(self.options):
            raise ValueError("“at_most” must allow one option for each of “groups”, but not all options")
        return self

    def _forbidden(self) -> list[str]:
        return sorted(option.id for option in self.options if option.forbidden)

    def limits(self) -> dict[str, object]:
        """How many may be chosen."""
        return {"at_most": self.at_most}

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"groups": [sorted(group) for group in self.groups], "forbidden": self._forbidden()}
