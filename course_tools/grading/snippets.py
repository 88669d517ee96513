"""An instructor's own sentences for comments: `quizzes/snippets.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id, Prose, Strict
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import read_yaml

FILE = "snippets.yaml"


class SnippetText(Strict):
    """A sentence or a few, and the name that it goes by."""

    id: Id
    text: Prose


class SnippetsText(Strict):
    """All of them, in the order in which they are offered."""

    format: Literal["snippets/1"]
    snippets: list[SnippetText] = Field(min_length=1)

    @model_validator(mode="after")
    def _once(self) -> SnippetsText:
        ids = [snippet.id for snippet in self.snippets]
        if doubled := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"the snippet “{doubled[0]}” stands twice")
        return self


def load_snippets(quizzes: Path) -> tuple[SnippetText, ...]:
    """The sentences of a course; none if there is no such file. Raises AuthorProblem for one with mistakes."""
    path = quizzes / FILE
    return tuple(validate(read_yaml(path), SnippetsText).snippets) if path.exists() else ()
