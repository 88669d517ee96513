"""What an author writes of a session with a virtual client, under `treat` (pydantic)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id, Prose, Strict, Words

Share = Annotated[float, Field(ge=0, le=1)]
Level = Annotated[int, Field(ge=1, le=5)]
Comfort = Annotated[int, Field(ge=1, le=10)]
Ids = Annotated[list[Id], Field(default_factory=list)]
Range = Annotated[list[int], Field(min_length=2, max_length=2)]


class ConsentText(Strict):
    """How consent is asked for, and given."""

    say: Prose
    reply: Prose


class ChoiceText(Strict):
    """A technique or a position."""

    id: Id
    text: Prose


class PlaceText(Strict):
    """A place of the body, with its areas on the body chart."""

    id: Id
    text: Prose
    areas: list[int] = Field(min_length=1)


class FitsText(Strict):
    """Which session plans something holds for; what is left out holds for all."""

    technique: Ids
    where: Ids
    position: Ids
    pressure: list[Level] = Field(default_factory=list, max_length=2)
    minutes: list[int] = Field(default_factory=list, max_length=2)

    @model_validator(mode="after")
    def _ranges(self) -> FitsText:
        for name, pair in (("pressure", self.pressure), ("minutes", self.minutes)):
            if pair and (len(pair) != 2 or pair[0] > pair[1]):
                raise ValueError(f"`{name}` is a range: [from, to], both included")
        return self


class EffectText(Strict):
    """What a session does where it fits."""

    id: Id
    fits: FitsText = Field(default=FitsText(technique=[], where=[], position=[]), alias="if")
    does: Literal["help", "nothing", "harm"]
    value: Share
    harm: Words = ""
    why: Prose
    evidence: Ids
    goto: Id


class StopText(Strict):
    """A sign that asks to stop at once."""

    id: Id
    fits: FitsText = Field(alias="if")
    says: Prose
    why: Prose
    evidence: Ids
    goto: Id


class SaysText(Strict):
    """What the client says where it is too light, good, or too much."""

    light: Prose
    good: Prose
    too_much: Prose = Field(alias="too-much")


class SessionText(Strict):
    """A session to plan."""

    id: Id
    text: Prose
    needs_consent: ConsentText
    technique: list[ChoiceText] = Field(min_length=2, max_length=8)
    where: list[PlaceText] = Field(min_length=2, max_length=12)
    position: list[ChoiceText] = Field(min_length=2, max_length=5)
    minutes: Range
    comfort: list[Comfort] = Field(min_length=5, max_length=5)
    wanted: Annotated[list[Comfort], Field(min_length=2, max_length=2)]
    says: SaysText
    stop: list[StopText] = Field(default_factory=list)
    effects: list[EffectText] = Field(min_length=2)

    @model_validator(mode="after")
    def _scales(self) -> SessionText:
        if self.comfort != sorted(self.comfort):
            raise ValueError(f"{self.id}: `comfort` has the client's comfort at pressure level 1 to 5, never falling")
        if not self.wanted[0] <= self.wanted[1] <= 7:
            raise ValueError(f"{self.id}: `wanted` is a range of the client's comfort, at most 7, the edge")
        if not 1 <= self.minutes[0] < self.minutes[1] <= 120:
            raise ValueError(f"{self.id}: `minutes` is a range within 1 to 120")
        return self
