"""A question's key as an answer: what earns full marks, for a page that may tell it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from course_tools.content import Question
from course_tools.marking import RIGHT, Reason, mark
from course_tools.marking.probability import after
from course_tools.marking.shift import step_of


def _action(key: dict[str, Any], story: str) -> str:
    return str(key["stories"][story]["action"])


#: For each type with one: an answer, by the key, that earns all points. Where several do, one of them.
ANSWERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "best": lambda key: key["right"],
    "ranked": lambda key: max(key["values"], key=key["values"].__getitem__),
    "triage": lambda key: key["right"],
    "order": lambda key: [option for tied in key["steps"] for option in tied],
    "claim": lambda key: key["grades"],
    "pick": lambda key: key["right"],
    "key_features": lambda key: list(dict.fromkeys(group[0] for group in key["groups"])),
    "match": lambda key: key["pairs"],
    "contrast": lambda key: {"cue": key["right"], "first": _action(key, "first"), "second": _action(key, "second")},
    "number": lambda key: {"value": key["value"], "unit": key["unit"]},
    "probability": lambda key: round(100 * after(key["pretest"], key["lr"]), 1),
    "shift": lambda key: step_of(key["lr"]),
    "short": lambda key: max(key["accept"], key=lambda entry: entry["value"])["text"],
    "region": lambda key: key["areas"],
    "dose": lambda key: {name: field["good"][0] for name, field in key["fields"].items()},
}


def right_answer(question: Question) -> Any:
    """An answer that earns all points; None for a note, which only a person can mark."""
    kind = question.prompt.type
    if kind == "true_false_set":
        true = set(question.key["true"])
        return {option.id: option.id in true for option in question.prompt.options}
    return ANSWERS[kind](question.key) if kind in ANSWERS else None


def right_reasons(question: Question) -> list[Reason]:
    """The right answer with its reasons, part by part, with all that is right; none for a note."""
    kind = question.prompt.type
    if kind == "key_features":
        return [_any_of(question, group) for group in question.key["groups"]]
    if kind == "dose":
        # of a field that is blank marking tells the whole range that is right, of one that is not only the value
        return [replace(reason, said=reason.better, given=True) for reason in mark(question, {}).reasons]
    answer = right_answer(question)
    return [] if answer is None else [reason for reason in mark(question, answer).reasons if reason.given]


def has_equals(question: Question) -> bool:
    """Whether the right order of an `order` is one of several, since steps in it tie."""
    return question.prompt.type == "order" and any(len(tied) > 1 for tied in question.key["steps"])


def _any_of(question: Question, group: Sequence[str]) -> Reason:
    text = " Or: ".join(question.prompt.text_of(option).strip() for option in group)
    why = " ".join(question.why[option].strip() for option in group)
    return Reason(group[0], text, given=True, verdict=RIGHT, said="", better="", why=why)
