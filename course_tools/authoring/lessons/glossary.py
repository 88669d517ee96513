"""Clinical terms and their plain words (FORMATS.md, "Glossary")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from course_tools.authoring.basics import Id, Prose, Strict
from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import read_yaml

FILE = "assets/glossary.yaml"


class TermText(Strict):
    """A term as written."""

    id: Id
    term: Prose
    plain: Prose
    also: list[Prose] = Field(default_factory=list)


class GlossaryText(Strict):
    """All terms."""

    format: Literal["glossary/1"]
    terms: list[TermText] = Field(min_length=1)


@dataclass(frozen=True)
class Term:
    """A term, the other forms it takes in text, and the plain words that stand beside its first use."""

    term: str
    plain: str
    also: tuple[str, ...] = ()

    @cached_property
    def used(self) -> re.Pattern[str]:
        """Finds the term, in any of its forms, with or without a plural s."""
        return re.compile(rf"\b{_any((self.term, *self.also))}s?\b", re.I)

    @cached_property
    def glossed(self) -> re.Pattern[str]:
        """Finds `term (plain words`, `plain words (term` or `**term**: `."""
        term, plain = f"{_any((self.term, *self.also))}s?", re.escape(self.plain)
        return re.compile(rf"\b{term}\W{{0,2}} \({plain}\b|\b{plain}\W{{0,2}} \({term}\b|\*\*{term}\*\*:", re.I)


def load_glossary(root: Path) -> tuple[Term, ...]:
    """Read `assets/glossary.yaml`. Raises AuthorProblem."""
    text = read_yaml(root / FILE, root)
    terms = validate(text, GlossaryText).terms
    ids = [term.id for term in terms]
    twice = [
        text.message(("terms", i, "id"), f"“{name}” stands twice. Remove one.")
        for i, name in enumerate(ids)
        if name in ids[:i]
    ]
    if twice:
        raise AuthorProblem(twice)
    return tuple(Term(term.term, term.plain, tuple(term.also)) for term in terms)


def _any(forms: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(forms, key=len, reverse=True)))})"
