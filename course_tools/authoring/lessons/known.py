"""What the rules know of the course beside the lesson itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from course_tools.authoring.lessons.glossary import Term


@dataclass(frozen=True)
class Known:
    """Facts by id, practice questions, lessons with an opening client, predictions, objectives by lesson (how many),
    terms, and the reader of the lesson grammar, which says in a sentence why a notebook is no lesson.
    """

    facts: Mapping[str, Mapping[str, Any]]
    questions: frozenset[str]
    openings: frozenset[str]
    predictions: frozenset[str]
    objectives: Mapping[str, int]
    terms: tuple[Term, ...]
    grammar: Callable[[Mapping[str, Any]], str | None]
