"""Likelihood ratios that a case names must be those of the fact that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isclose
from typing import Any

from course_tools.authoring.cases import WrittenCase
from course_tools.authoring.evidence import Base
from course_tools.authoring.message import Message
from course_tools.authoring.yamltext import Path_
from course_tools.content.case import JUDGEMENT, Ask, Case, Examine, LikelihoodRatio

PERCENT = "_pct"
NEAR = 0.05
"""How far from a ratio worked out of sensitivity and specificity a rounded one may lie, as a share of it."""


def things(case: Case) -> Iterator[tuple[Path_, Ask | Examine]]:
    """Every question and examination, with its place in the file."""
    yield from ((("ask", i), ask) for i, ask in enumerate(case.ask))
    yield from ((("examine", i), test) for i, test in enumerate(case.examine))


def all_ratios(case: Case) -> Iterator[tuple[Path_, LikelihoodRatio]]:
    """Every likelihood ratio, with its place in the file."""
    for path, thing in things(case):
        if thing.lr is not None:
            yield (*path, "lr"), thing.lr


def ratios(written: WrittenCase, base: Base) -> Iterator[Message]:
    """A ratio with a fact is one of its numbers, lies within one of its intervals, or follows from its sensitivity and
    specificity; and it says where it was measured. Where beliefs are stated, each hypothesis has a name."""
    case, text = written.case, written.text
    for path, lr in all_ratios(case):
        if lr.source == JUDGEMENT or lr.source not in base.facts:
            continue
        if not lr.measured:
            yield text.message(path, "Say under `measured` on whom this ratio was measured.")
        numbers = base.facts[lr.source]["numbers"]
        for name, value in (("present", lr.present), ("absent", lr.absent)):
            if not supported(value, numbers, present=name == "present"):
                mend = f"“{lr.source}” gives no ratio of {value:g}. Write the entry's number, or `author-judgement`."
                yield text.message((*path, name), mend)
    if any(state.believe for state in case.decide):
        for key, each in case.hypotheses.items():
            if not each.name:
                yield text.message(("hypotheses", key), f"Beliefs are stated here: give “{key}” a `name` in words.")
        if not any(True for _ in all_ratios(case)):
            yield text.message(("ask",), "Beliefs are stated here, and no answer has an `lr` that could change one.")


def supported(value: float, numbers: Mapping[str, Any], *, present: bool) -> bool:
    """Whether a fact's numbers carry a likelihood ratio."""
    for name, number in numbers.items():
        if "lr" not in name.split("_"):
            continue
        if isinstance(number, list):
            if "ci95" in name and len(number) == 2 and number[0] <= value <= number[1]:
                return True
        elif isclose(value, number, rel_tol=1e-9):
            return True
    return any(isclose(value, each, rel_tol=NEAR) for each in _worked_out(numbers, present=present))


def _worked_out(numbers: Mapping[str, Any], *, present: bool) -> Iterator[float]:
    """LR+ = sensitivity / (1 - specificity), LR- = (1 - sensitivity) / specificity."""
    for name, number in numbers.items():
        other = numbers.get(name.replace("sensitivity", "specificity"))
        if "sensitivity" not in name or isinstance(number, list) or not isinstance(other, int | float):
            continue
        whole = 100 if PERCENT in name else 1
        sensitivity, specificity = number / whole, other / whole
        if present and specificity < 1:
            yield sensitivity / (1 - specificity)
        elif not present and specificity > 0:
            yield (1 - sensitivity) / specificity
