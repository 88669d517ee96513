"""`dose`: a plan in fields, each a choice or a number: position, pressure, minutes, how often.

Score: the mean of the fields in range, by their weights; a field left blank is not in range. A field in its stop range:
0, which no safety question passes. Chance score: the mean over the fields of the share of each that is in range, less
what the stop ranges take.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course_tools.content import Question
from course_tools.marking.result import RIGHT, WRONG, Scored, UnreadableError, read_number


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` maps field ids to a choice's id or a number; a missing or null one is blank."""
    fields: dict[str, Any] = question.prompt.limits["fields"]
    key: dict[str, Any] = question.key["fields"]
    if not isinstance(answer, dict):
        raise UnreadableError("The answer is no plan with fields.")
    given = {field: value for field, value in answer.items() if value is not None}
    if not set(given) <= set(fields):
        raise UnreadableError("The answer has a field that this question does not have.")
    for field, value in given.items():
        _check(fields[field], value)
    right = {field for field, value in given.items() if _within(value, key[field]["good"], fields[field])}
    stopped = sorted(field for field, value in given.items() if _within(value, key[field]["stop"], fields[field]))
    message = f"{len(right)} of {len(fields)} fields are in range."
    if stopped:
        named = question.prompt.text_of(stopped[0])
        message = f"“{named}”: {said(fields[stopped[0]], given[stopped[0]])} could do harm, so nothing else counts."
    total = sum(field["weight"] for field in key.values())
    return Scored(
        0.0 if stopped else sum(key[field]["weight"] for field in right) / total,
        given=frozenset(given),
        verdicts={field: RIGHT if field in right else WRONG for field in given},
        said={field: said(fields[field], value) for field, value in given.items()},
        better={field: _range(fields[field], key[field]["good"]) for field in fields if field not in right},
        message=message,
        blank=not given,
    )


def said(field: Mapping[str, Any], value: Any) -> str:
    """A field's value in words."""
    if field["kind"] == "number":
        return f"{value:g} {field['unit']}"
    texts: dict[str, str] = {choice["id"]: choice["text"] for choice in field["choices"]}
    return texts[value]


def _check(field: Mapping[str, Any], value: Any) -> None:
    """Refuse what the field does not offer. Raises UnreadableError."""
    if field["kind"] == "number":
        if not field["from"] <= read_number(value) <= field["to"]:
            raise UnreadableError("The answer has a number outside what its field allows.")
    elif not isinstance(value, str) or value not in {choice["id"] for choice in field["choices"]}:
        raise UnreadableError("The answer has a choice that its field does not offer.")


def _within(value: Any, wanted: list[Any], field: Mapping[str, Any]) -> bool:
    """Whether a value is one of the ids, or lies in the range `[low, high]`; an empty list holds nothing."""
    if field["kind"] == "choice" or not wanted:
        return value in wanted
    low, high = wanted
    return bool(low <= value <= high)


def _range(field: Mapping[str, Any], good: list[Any]) -> str:
    if field["kind"] == "choice":
        return " or ".join(said(field, choice) for choice in good)
    low, high = good
    return f"{low:g} {field['unit']}" if low == high else f"{low:g} to {high:g} {field['unit']}"
