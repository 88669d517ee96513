"""Words that all models of authors' files share (pydantic)."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
TO_WRITE = re.compile(r"\[\[.*?(?:\]\]|$)", re.S)
"""What a template leaves for its author."""


def _written(text: str) -> str:
    if left := TO_WRITE.search(text):
        raise ValueError(f"still to write: {' '.join(left[0].split())}")
    return text


Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_written)]
Words = Annotated[str, AfterValidator(_written)]
"""Prose that may be left out."""
Action = Literal["treat", "adapt", "refer", "urgent"]
Grade = Literal["supported", "overstated", "unsupported"]
Domain = Literal[
    "anatomy-kinesiology",
    "pathology-contraindications",
    "benefits-effects",
    "assessment-planning",
    "ethics-law",
    "guidelines-practice",
    "modalities-history",
]


class Strict(BaseModel):
    """Unknown keys are refused, and nothing is converted behind the author's back."""

    model_config = ConfigDict(extra="forbid", strict=True)
