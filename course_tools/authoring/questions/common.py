"""What the questions of all types have in common, as an author writes them (pydantic)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from course_tools.authoring.basics import Action, Domain, Grade, Id, Prose, Strict

VARIED = frozenset({"value", "tolerance", "wide", "pretest", "lr"})
"""What a variant may set of the question itself; every other name is a `{name}` in its texts."""
ANSWER = "answer"  # the one option of a question that is answered in a field: it labels the field, and has the reason


class OptionText(Strict):
    """An option as written; which fields it needs depends on the type."""

    id: Id
    text: Prose
    why: Prose
    right: bool | None = None
    action: Action | None = None
    match: Id | None = None
    value: float | None = Field(default=None, ge=0, le=1)
    forbidden: bool | None = None
    grade: Grade | None = None


class ListedText(Strict):
    """A thing to choose from, with nothing but its words."""

    id: Id
    text: Prose


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
    options: Sequence[OptionText]
    evidence: list[Id] = Field(min_length=1)
    safety: bool = False
    safety_min: float = Field(default=0.0, ge=0, lt=1)
    points: float = Field(default=1.0, gt=0)
    feedback: Feedback = Feedback()
    hints: list[Prose] = Field(default_factory=list)
    media: MediaText | None = None
    reviewed: str | None = None
    pool: Id | None = None
    dropped: bool = False
    variants: list[dict[str, str | int | float]] = Field(default_factory=list)

    @model_validator(mode="after")
    def _options_differ(self) -> QuestionText:
        differ("options", self.options)
        return self

    @model_validator(mode="after")
    def _variants_fit(self) -> QuestionText:
        names = {frozenset(variant) for variant in self.variants}
        if len(names) > 1 or len(self.variants) == 1:
            raise ValueError("“variants” needs at least two, all with the same names")
        text = str(self.model_dump(exclude={"variants"}))
        for name in sorted(next(iter(names), frozenset()) - VARIED):
            if f"{{{name}}}" not in text:
                raise ValueError(f"a variant sets “{name}”, but no text says {{{name}}}")
        self.forms()
        return self

    def forms(self) -> list[Self]:
        """The question as it is; or one question for each variant, `{name}` filled in, with an id and one pool."""
        if not self.variants:
            return [self]
        written = self.model_dump(by_alias=True, exclude_unset=True, exclude={"variants"})
        return [
            type(self).model_validate(
                {
                    **_filled(written, variant),
                    **{name: value for name, value in variant.items() if name in VARIED},
                    "id": f"{self.id}-{number}",
                    "pool": self.pool or self.id,
                }
            )
            for number, variant in enumerate(self.variants, 1)
        ]

    def only(self, *used: str) -> None:
        """Refuse fields of an option that this type does not use."""
        unused = set(OptionText.model_fields) - {"id", "text", "why"} - set(used)
        for option in self.options:
            for name in sorted(unused):
                if getattr(option, name) is not None:
                    raise ValueError(f"option {option.id}: “{name}” has no meaning in a question of type {self.type}")

    def one_field(self) -> None:
        """Require the one option of a type that is answered in a field."""
        self.only()
        if [option.id for option in self.options] != [ANSWER]:
            raise ValueError(f"a question of type {self.type} has one option, with the id “{ANSWER}”")

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


def _filled(written: Any, variant: Mapping[str, object]) -> Any:
    if isinstance(written, str):
        for name, value in variant.items():
            written = written.replace(f"{{{name}}}", f"{value:g}" if isinstance(value, float) else str(value))
        return written
    if isinstance(written, dict):
        return {key: _filled(value, variant) for key, value in written.items()}
    return [_filled(value, variant) for value in written] if isinstance(written, list) else written


def differ(name: str, entries: Sequence[OptionText | ListedText]) -> None:
    """Refuse a list of which two entries have the same id."""
    if len({entry.id for entry in entries}) != len(entries):
        raise ValueError(f"two {name} have the same id")
