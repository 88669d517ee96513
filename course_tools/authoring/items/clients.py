"""Rules for a virtual client that is met in a quiz."""

from __future__ import annotations

from collections.abc import Iterator

from course_tools.authoring.items.asked import Asked, Known
from course_tools.authoring.message import Message

FEWEST_POINTS = 2


def gates_are_safety(asked: Asked, known: Known) -> Iterator[Message]:
    """A client with gates is a safety question, and only such a client is one."""
    if asked.type != "case":
        return
    case = known.cases[asked.question.key["case"]]
    if case.gates and not asked.question.safety:
        yield asked.message(f"{case.id} has gates, so that a meeting can fail for safety. Add `safety: true`.")
    if asked.question.safety and not case.gates:
        yield asked.message(f"{case.id} has no gate that a meeting could fail. Remove `safety: true`.", "safety")


def client_is_worth_its_time(asked: Asked, known: Known) -> Iterator[Message]:
    """A client takes many decisions, and is worth more than one choice."""
    if asked.type == "case" and asked.question.prompt.points < FEWEST_POINTS:
        minutes = known.cases[asked.question.key["case"]].minutes
        words = f"a client of {minutes} minutes is worth at least {FEWEST_POINTS} points. Write `points:`."
        yield asked.message(words)


def client_practices_the_objective(asked: Asked, known: Known) -> Iterator[Message]:
    """A question's objectives are among its client's."""
    if asked.type != "case":
        return
    case = known.cases[asked.question.key["case"]]
    for i, objective in enumerate(asked.question.objectives):
        if objective not in case.objectives:
            words = f"{case.id} does not ask for “{objective}”, but for {', '.join(case.objectives)}."
            yield asked.message(words, "objectives", i)
