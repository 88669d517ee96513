"""A question: the prompt that a trainee sees and, apart from it, what marking and feedback need."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Option:
    """One thing to choose, to judge or to place."""

    id: str
    text: str


@dataclass(frozen=True)
class Media:
    """A picture beside a stem; `alt` says in words what it shows."""

    file: str
    alt: str


@dataclass(frozen=True)
class Prompt:
    """What a trainee is shown. Holds no key, no reason and nothing computed from them."""

    id: str
    type: str
    stem: str
    options: tuple[Option, ...]
    points: float = 1.0
    limits: Mapping[str, Any] = field(default_factory=dict)
    media: Media | None = None

    @property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 of the prompt's JSON: changes whenever what is shown changes.

        Points are not shown: a question that is worth more or less asks the same.
        """
        shown = {name: value for name, value in self._body().items() if name != "points"}
        text = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def _body(self) -> Json:
        return {
            "id": self.id,
            "type": self.type,
            "stem": self.stem,
            "options": [{"id": option.id, "text": option.text} for option in self.options],
            "points": self.points,
            "limits": dict(self.limits),
            "media": None if self.media is None else {"file": self.media.file, "alt": self.media.alt},
        }

    def to_json(self) -> Json:
        """The prompt as in `quiz.json`, its version included."""
        return {**self._body(), "version": self.version}

    @classmethod
    def from_json(cls, data: Json) -> Prompt:
        """Read a prompt back. Raises KeyError or TypeError if `data` has another shape."""
        media = data.get("media")
        return cls(
            id=str(data["id"]),
            type=str(data["type"]),
            stem=str(data["stem"]),
            options=tuple(Option(str(o["id"]), str(o["text"])) for o in data["options"]),
            points=float(data["points"]),
            limits=dict(data.get("limits") or {}),
            media=None if not media else Media(str(media["file"]), str(media["alt"])),
        )

    def text_of(self, option_id: str) -> str:
        """The text of one option. Raises KeyError for an id that this prompt does not have."""
        for option in self.options:
            if option.id == option_id:
                return option.text
        raise KeyError(option_id)


@dataclass(frozen=True)
class Question:
    """A prompt with its key, its reasons and where it belongs. `key` is by type, see FORMATS.md.

    `dropped` is a graded question that was withdrawn after it was asked; no lesson has one.
    """

    prompt: Prompt
    key: Json
    why: Mapping[str, str]
    objectives: tuple[str, ...] = ()
    domain: str = ""
    level: str = ""
    safety: bool = False
    safety_min: float = 0.0
    feedback: Mapping[str, str] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    dropped: bool = False

    @property
    def id(self) -> str:
        """The id that the question keeps for life."""
        return self.prompt.id

    def to_json(self) -> Json:
        """The question as in the built JSON of practice."""
        return {
            "prompt": self.prompt.to_json(),
            "key": self.key,
            "why": dict(self.why),
            "objectives": list(self.objectives),
            "domain": self.domain,
            "level": self.level,
            "safety": self.safety,
            "safety_min": self.safety_min,
            "feedback": dict(self.feedback),
            "hints": list(self.hints),
            "evidence": list(self.evidence),
        }

    @classmethod
    def from_json(cls, data: Json) -> Question:
        """Read a question back. Raises KeyError or TypeError if `data` has another shape."""
        return cls(
            prompt=Prompt.from_json(data["prompt"]),
            key=data["key"],
            why=dict(data["why"]),
            objectives=tuple(data["objectives"]),
            domain=data["domain"],
            level=data["level"],
            safety=data["safety"],
            safety_min=data["safety_min"],
            feedback=dict(data["feedback"]),
            hints=tuple(data["hints"]),
            evidence=tuple(data["evidence"]),
        )
