"""Types that are answered in words, or on the body chart: `short`, `note`, `region`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Prose, Strict
from course_tools.authoring.questions.common import ListedText, OptionText, QuestionText, differ
from course_tools.marking.short import fold


class AcceptedText(Strict):
    """An accepted answer, what it is worth, and other words for it."""

    text: Prose
    value: float = Field(default=1.0, gt=0, le=1)
    also: list[Prose] = Field(default_factory=list)


class ShortText(QuestionText):
    """A word or a few."""

    type: Literal["short"]
    options: list[OptionText] = Field(min_length=1, max_length=1)
    accept: list[AcceptedText] = Field(min_length=1)
    refuse: list[Prose] = Field(default_factory=list)

    @model_validator(mode="after")
    def _key(self) -> ShortText:
        self.one_field()
        forms = [form for entry in self.accept for form in (entry.text, *entry.also)]
        empty = [form for form in (*forms, *self.refuse) if not fold(form)]
        if empty:
            raise ValueError(f"“{empty[0]}” has neither a letter nor a digit")
        if len(set(map(fold, forms))) != len(forms):
            raise ValueError("“accept” holds the same answer twice (capitals, spaces and hyphens do not count)")
        if not any(entry.value == 1 for entry in self.accept):
            raise ValueError("at least one accepted answer must have “value: 1”")
        both = [word for word in self.refuse if fold(word) in map(fold, forms)]
        if both:
            raise ValueError(f"“{both[0]}” is both accepted and refused")
        return self

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"accept": [entry.model_dump() for entry in self.accept], "refuse": self.refuse}


class ElementText(ListedText):
    """One element of a rubric; `levels` say what earns 0, 1, 2 and 3."""

    levels: list[Prose] = Field(min_length=4, max_length=4)


class NoteText(QuestionText):
    """A session note or a letter; the options are its sections."""

    type: Literal["note"]
    options: list[OptionText] = Field(min_length=1, max_length=6)
    rubric: list[ElementText] = Field(min_length=1, max_length=8)
    exemplar: Prose

    @model_validator(mode="after")
    def _key(self) -> NoteText:
        self.only()
        differ("elements of the rubric", self.rubric)
        if self.safety:
            raise ValueError("a note is marked by a person, so it cannot be a safety question")
        return self

    def limits(self) -> dict[str, object]:
        """The order of the sections."""
        return {"order": [section.id for section in self.options]}

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"rubric": [element.model_dump() for element in self.rubric], "exemplar": self.exemplar}


class RegionText(QuestionText):
    """Areas of the body chart."""

    type: Literal["region"]
    options: list[OptionText] = Field(min_length=1, max_length=1)
    view: Literal["front", "back", "both"]
    areas: list[int] = Field(min_length=1)
    forbidden: list[int] = Field(default_factory=list)

    @model_validator(mode="after")
    def _key(self) -> RegionText:
        self.one_field()
        if len(set(self.areas)) != len(self.areas) or set(self.areas) & set(self.forbidden):
            raise ValueError("an area stands twice in “areas”, or in “forbidden” too")
        return self

    def limits(self) -> dict[str, object]:
        """The view."""
        return {"view": self.view}

    def key(self) -> dict[str, object]:
        """The key as built."""
        return {"areas": self.areas, "forbidden": self.forbidden}
