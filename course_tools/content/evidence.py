"""The evidence base as lessons read it: facts with their certainty, and the sources behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from course_tools.content.store import read_built

FORMAT = "built-evidence/1"


@dataclass(frozen=True)
class Reference:
    """A source, ready to print. `link` is a DOI address or the page of an official body, or empty."""

    key: str
    short: str
    text: str
    link: str


@dataclass(frozen=True)
class Fact:
    """One statement that a lesson may make, with how sure we are."""

    id: str
    topic: str
    kind: str
    fact: str
    numbers: Mapping[str, Any]
    certainty: str
    sources: tuple[str, ...]
    seen: str
    checked: bool
    teaches: str


@dataclass(frozen=True)
class Evidence:
    """All facts by id and all sources by key."""

    facts: Mapping[str, Fact]
    references: Mapping[str, Reference]


@cache
def load_evidence() -> Evidence:
    """The built evidence base. Raises CourseProblem if it is missing or of another version."""
    data = read_built("evidence.json", FORMAT)
    return Evidence(
        facts={
            key: Fact(
                id=key,
                topic=f["topic"],
                kind=f["kind"],
                fact=f["fact"],
                numbers=f["numbers"],
                certainty=f["certainty"],
                sources=tuple(f["sources"]),
                seen=f["seen"],
                checked=f["checked"],
                teaches=f["teaches"],
            )
            for key, f in data["facts"].items()
        },
        references={key: Reference(key, r["short"], r["text"], r["link"]) for key, r in data["references"].items()},
    )
