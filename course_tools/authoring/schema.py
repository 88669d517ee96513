"""JSON Schema of each kind of text file, for editors that complete and check YAML while one types.

An editor finds it by the first line of a file: `# yaml-language-server: $schema=../schema/practice.json`.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from course_tools.authoring.body import RegionsText
from course_tools.authoring.casetext import CaseText
from course_tools.authoring.chart import FigureText, StructuresText
from course_tools.authoring.items.check import WeakText
from course_tools.authoring.lessons.glossary import GlossaryText
from course_tools.authoring.models import BankText, FactsText, ObjectivesText, PracticeText
from course_tools.authoring.outcomes_text import OutcomesText
from course_tools.authoring.way import WayText

FOLDER = "assets/schema"
MODELS: dict[str, type[BaseModel]] = {
    "bank": BankText,
    "case": CaseText,
    "facts": FactsText,
    "figure": FigureText,
    "glossary": GlossaryText,
    "objectives": ObjectivesText,
    "outcomes": OutcomesText,
    "practice": PracticeText,
    "regions": RegionsText,
    "structures": StructuresText,
    "way": WayText,
    "weak-sources": WeakText,
}


def schema_files() -> dict[str, Any]:
    """The schemas by path from the course folder."""
    return {f"{FOLDER}/{name}.json": _schema(model) for name, model in MODELS.items()}


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
