"""Words that all models of authors' files share (pydantic)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Action = Literal["treat", "adapt", "refer", "urgent"]
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
