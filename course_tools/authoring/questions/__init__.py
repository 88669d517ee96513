"""The shape of one question as an author writes it: a module a family of types (pydantic)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from course_tools.authoring.questions.choosing import BestText, KeyFeaturesText, PickText, RankedText, TriageText
from course_tools.authoring.questions.contrasting import ContrastText
from course_tools.authoring.questions.measuring import NumberText, ProbabilityText, ShiftText
from course_tools.authoring.questions.planning import DoseText
from course_tools.authoring.questions.sorting import ClaimText, MatchText, OrderText, TrueFalseSetText
from course_tools.authoring.questions.writing import NoteText, RegionText, ShortText

__all__ = ["AnyQuestion", "Opening"]

Opening = Annotated[BestText | RankedText | TriageText, Field(discriminator="type")]
"""A question that may open a lesson: one option is chosen."""

AnyQuestion = Annotated[
    BestText
    | RankedText
    | TriageText
    | PickText
    | KeyFeaturesText
    | TrueFalseSetText
    | ClaimText
    | OrderText
    | MatchText
    | ContrastText
    | NumberText
    | ProbabilityText
    | ShiftText
    | DoseText
    | ShortText
    | NoteText
    | RegionText,
    Field(discriminator="type"),
]
