"""A quiz as a trainee has it: `quiz.json`, prompts without keys, in numbered slots."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from course_tools.content.question import Json, Option, Prompt
from course_tools.problem import CourseProblem

FORMAT = "quiz/1"
FILE = "quiz.json"
LARGEST_BYTES = 5_000_000


@dataclass(frozen=True)
class Slot:
    """A numbered place in a quiz. With several items it is a pool, of which each trainee gets one."""

    id: str
    points: float
    items: tuple[str, ...]


@dataclass(frozen=True)
class Quiz:
    """A quiz without its keys.

    `forms` is `one` for all trainees, or `each` where everyone has their own; `trainee` says whose copy this is.
    """

    id: str
    title: str
    lesson: str
    slots: tuple[Slot, ...]
    items: Mapping[str, Prompt]
    forms: str = "one"
    trainee: str = ""

    @property
    def roster_id(self) -> str:
        """Whose form this copy shows: its own trainee's, or a class hub's user's; nobody's if all have one form.

        Raises CourseProblem where each trainee has a form and nobody is named.
        """
        if self.forms == "one":
            return ""
        named = self.trainee or os.environ.get("JUPYTERHUB_USER", "")
        if not named:
            raise CourseProblem(
                "Each trainee has a form of their own of this quiz, and this copy names nobody. Get your own copy from "
                "your instructor."
            )
        return named

    def seed(self, roster_id: str) -> str:
        """The seed of what a trainee is shown in which order."""
        return quiz_seed(self.id, roster_id if self.forms == "each" else "")

    def item_in(self, slot_id: str, roster_id: str = "") -> Prompt:
        """The item that fills a slot for this trainee; the first one where all have one form.

        Raises KeyError for a slot that the quiz does not have.
        """
        slot = next((s for s in self.slots if s.id == slot_id), None)
        if slot is None:
            raise KeyError(slot_id)
        return self.items[_drawn(slot, self.seed(roster_id), form_a=self.forms == "one")]

    def drawn_for(self, roster_id: str) -> Quiz:
        """The copy of one trainee: it names them, and holds the items that they are shown and no others."""
        slots = tuple(replace(slot, items=(self.item_in(slot.id, roster_id).id,)) for slot in self.slots)
        items = {item: self.items[item] for slot in slots for item in slot.items}
        return replace(self, slots=slots, items=items, trainee=roster_id)

    def to_json(self) -> Json:
        """The quiz as `quiz.json` holds it."""
        return {
            "format": FORMAT,
            "quiz": self.id,
            "title": self.title,
            "lesson": self.lesson,
            "forms": self.forms,
            "trainee": self.trainee,
            "slots": [{"slot": s.id, "points": s.points, "items": list(s.items)} for s in self.slots],
            "items": {item_id: self.items[item_id].to_json() for item_id in sorted(self.items)},
        }


def load_quiz(folder: Path) -> Quiz:
    """Read `quiz.json` in a folder. Raises CourseProblem with a sentence for the trainee."""
    path = folder / FILE
    again = "Get the quiz again from your instructor, and open it in its own folder."
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise CourseProblem(f"The file {FILE} of this quiz is too large to be right. {again}")
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseProblem(f"The file {FILE} is missing beside this quiz. {again}") from None
    except (OSError, ValueError, RecursionError):
        raise CourseProblem(f"The file {FILE} of this quiz cannot be read. {again}") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise CourseProblem(f"The file {FILE} is not in the form that this version of the course reads. {again}")
    try:
        quiz = Quiz(
            id=str(data["quiz"]),
            title=str(data["title"]),
            lesson=str(data["lesson"]),
            slots=tuple(Slot(str(s["slot"]), float(s["points"]), tuple(map(str, s["items"]))) for s in data["slots"]),
            items={str(key): Prompt.from_json(value) for key, value in data["items"].items()},
            forms=str(data["forms"]),
            trainee=str(data["trainee"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise CourseProblem(f"The file {FILE} of this quiz is damaged. {again}") from None
    if any(not slot.items or not set(slot.items) <= set(quiz.items) for slot in quiz.slots):
        raise CourseProblem(f"The file {FILE} of this quiz is damaged: a question is missing. {again}")
    return quiz


def quiz_seed(quiz_id: str, roster_id: str = "") -> str:
    """The seed that fixes a trainee's draw and order; without a roster id everyone has form A."""
    return f"{quiz_id}|{roster_id or 'A'}"


def shown_order(prompt: Prompt, seed: str) -> tuple[Option, ...]:
    """The options in the order in which this trainee sees them: by SHA-256 of `seed|item|option`.

    A scale, the fields of a plan and the sections of a note have an order of their own, the prompt's limit `order`.
    """
    order: list[str] | None = prompt.limits.get("order")
    if order is not None:
        return tuple(sorted(prompt.options, key=lambda option: order.index(option.id)))
    return tuple(sorted(prompt.options, key=lambda option: _rank(seed, prompt.id, option.id)))


def shown_targets(prompt: Prompt, seed: str) -> tuple[Mapping[str, str], ...]:
    """The targets of a `match`, or the actions of a `contrast`, in the order in which this trainee sees them."""
    targets: list[Mapping[str, str]] = prompt.limits.get("targets", [])
    return tuple(sorted(targets, key=lambda target: _rank(seed, prompt.id, "target", target["id"])))


def _drawn(slot: Slot, seed: str, *, form_a: bool) -> str:
    return slot.items[0] if form_a else min(slot.items, key=lambda item: _rank(seed, slot.id, item))


def _rank(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()
