"""The shape of one question as an author writes it: a module a family of types (pydantic)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from course_tools.authoring.questions.choosing import BestText, KeyFeaturesText, PickText, RankedText, TriageText
from course_tools.authoring.questions.contrasting import ContrastText
from course_tools.authoring.questions.measuring import NumberText, ProbabilityText, ShiftText
from course_tools.authoring.questions.planning import DoseText, MetText
from course_tools.authoring.questions.sorting import ClaimText, MatchText, OrderText, TrueFalseSetText
from course_tools.authoring.questions.writing import NoteText, RegionText, ShortText

__all__ = ["AnyQuestion", "GradedQuestion", "Opening"]

Opening = Annotated[BestText | RankedText | TriageText, Field(discriminator="type")]
"""A question that may open a lesson: one option is chosen."""

Asked = (
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
    | RegionText
)
AnyQuestion = Annotated[Asked, Field(discriminator="type")]
"""A question of practice or of a quiz."""

GradedQuestion = Annotated[Asked | MetText, Field(discriminator="type")]
"""A question of a quiz, which may be a client to meet; in a lesson a client has a cell of its own."""
