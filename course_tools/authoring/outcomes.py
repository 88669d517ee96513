"""`assets/outcomes/<preset>.yaml` -> the presets of the outcome lab; every number is a fact's, or is called supposed.

A number that names a fact must equal the fact's own (`number`, or a number in the `name` of one), after `minus` and
`times`. What an author does not write is worked out here: the mean of the people from the clients' mean at booking,
the spread from the measurement error, the natural course from a cohort's fall without its regression to the mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import isclose
from pathlib import Path
from typing import Any

from course_tools.authoring.evidence import Base
from course_tools.authoring.message import AuthorProblem, Message, did_you_mean
from course_tools.authoring.outcomes_text import NumberText, OutcomesText, PlanText
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import Path_, Text, read_yaml
from course_tools.content import Origin, Plan, Preset
from course_tools.encounter.cohort import HIGHEST_CUT, excess, regression

FOLDER = "assets/outcomes"


def load_presets(root: Path, base: Base) -> tuple[Preset, ...]:
    """All presets, in their order. Raises AuthorProblem with every message found."""
    found: list[tuple[int, Preset]] = []
    messages: list[Message] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        try:
            text = read_yaml(path, root)
            written = validate(text, OutcomesText)
        except AuthorProblem as problem:
            messages += problem.messages
            continue
        wrong = [*_strange_numbers(text, base), *_wrong(text, written, base, path.stem)]
        messages += wrong
        if not wrong:
            found.append((written.order, _preset(written)))
    if messages:
        raise AuthorProblem(messages)
    return tuple(preset for _, preset in sorted(found, key=lambda each: (each[0], each[1].id)))


def to_json(presets: tuple[Preset, ...]) -> dict[str, Any]:
    """The built file that lessons read."""
    return {"format": "built-outcomes/1", "presets": [asdict(preset) for preset in presets]}


def _strange_numbers(text: Text, base: Base) -> Iterator[Message]:
    """Each number that names a fact must be the fact's."""
    for path, number in _numbers(text.data, ()):
        fact = base.facts.get(number["fact"])
        if fact is None:
            hint = did_you_mean(number["fact"], base.facts, where=base.files)
            yield text.message((*path, "fact"), f"“{number['fact']}” names no entry of the evidence base.{hint}")
        elif not fact["checked"]:
            yield text.message((*path, "fact"), f"“{number['fact']}” is not verified: no number may rest on it.")
        else:
            yield from _unlike(text, path, number, fact["numbers"])


def _unlike(text: Text, path: Path_, number: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[Message]:
    where, value = number["fact"], number["value"]
    if "name" in number:
        if number["name"] not in known or value not in map(float, re.findall(r"\d+", number["name"])):
            told = f"“{where}” has no number named {number['name']} whose name holds {value:g}."
            yield text.message((*path, "name"), told)
        return
    parts = [_entry(known, number.get(part, "")) for part in ("number", "minus")]
    for part, entry in zip(("number", "minus"), parts, strict=True):
        if part in number and entry is None:
            yield text.message((*path, part), f"“{where}” has no number {number[part]}.")
            return
    entry = ((parts[0] or 0.0) - (parts[1] or 0.0)) * number.get("times", 1)
    if not isclose(value, entry, rel_tol=1e-9, abs_tol=1e-9):
        yield text.message(
            (*path, "value"), f"“{where}” gives {entry:g} here, not {value:g}. Write the entry's number."
        )


def _entry(known: Mapping[str, Any], name: str) -> float | None:
    """A number of a fact: `name`, or `name.0` for the first of a list."""
    key, _, place = name.partition(".")
    found = known.get(key)
    if isinstance(found, list):
        found = found[int(place)] if place.isdigit() and int(place) < len(found) else None
    elif place:
        return None
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def _numbers(data: Any, path: Path_) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """Every mapping with a fact and a value, with its place."""
    if isinstance(data, dict):
        if "fact" in data and "value" in data:
            yield path, data
        for key, value in data.items():
            yield from _numbers(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _numbers(value, (*path, i))


def _wrong(text: Text, written: OutcomesText, base: Base, stem: str) -> Iterator[Message]:
    """What no number by itself shows."""
    if written.id != stem:
        yield text.message(("id",), f"The id “{written.id}” is not the file's name, {stem}. Make them one.")
    sd, icc = written.spread.solved()
    if not (0 < icc < 1 and sd > 0):
        yield text.message(("spread",), "These two numbers fit no spread: error exceeds it. Correct one.")
        return
    if written.cut.value > HIGHEST_CUT:
        yield text.message(("cut",), f"The cut is at most {HIGHEST_CUT:g} standard deviations over the mean.")
    if int(written.visits.value) != written.visits.value or not 1 <= written.visits.value <= 60:
        yield text.message(("visits",), "A course has 1 to 60 whole visits.")
    if written.length.value <= 0:
        yield text.message(("length",), "A course takes longer than nothing.")
    for i, (_, change) in enumerate(_natural(written)):
        if change >= 0:
            told = (
                "Regression to the mean alone exceeds this fall. Raise the reliability, lower the cut, or think again."
            )
            yield text.message(("natural", "points", i), told)
    for i, plan in enumerate(written.plans):
        context = _context(plan, sd)
        if not min(0.0, plan.care.value) <= context <= 0:
            told = f"The context ({context:.2f}) must lie between nothing and all that care adds ({plan.care.value:g})."
            yield text.message(("plans", i, "context"), told)
        for j, fact in enumerate(plan.evidence):
            if fact not in base.facts or not base.facts[fact]["checked"]:
                told = f"“{fact}” names no verified entry of the evidence base.{did_you_mean(fact, base.facts)}"
                yield text.message(("plans", i, "evidence", j), told)


def _natural(written: OutcomesText) -> list[tuple[float, float]]:
    sd, icc = written.spread.solved()
    held = regression(sd, icc, written.cut.value) if written.natural.holds_regression else 0.0
    return [(point.at.value, point.change.value + held) for point in written.natural.points]


def _context(plan: PlanText, sd: float) -> float:
    return plan.context.value * {"unit": 1.0, "sd": sd, "care": plan.care.value}[plan.context.per]


def _preset(written: OutcomesText) -> Preset:
    sd, icc = written.spread.solved()
    low, high = written.scale or (None, None)
    return Preset(
        id=written.id,
        title=written.title,
        people=written.people,
        measure=written.measure,
        unit=written.unit,
        low=low,
        high=high,
        time=written.time,
        visits=int(written.visits.value),
        length=written.length.value,
        later=tuple(written.later),
        start=written.start.value,
        mean=written.start.value - sd * excess(written.cut.value),
        sd=sd,
        icc=icc,
        z=written.cut.value,
        natural=tuple(_natural(written)),
        gone=written.gone.value if written.gone else None,
        better=written.better.value / 100,
        important=written.important.value if written.important else None,
        note=" ".join(written.note.split()),
        plans=tuple(_plan(plan, written.unit, sd) for plan in written.plans),
        origins=tuple(_origins(written)),
    )


def _plan(plan: PlanText, unit: str, sd: float) -> Plan:
    context = _context(plan, sd)
    context_label = {
        "unit": "Context, of that",
        "sd": "Context, of that, in standard deviations",
        "care": "Context, as a share of that",
    }[plan.context.per]
    return Plan(
        id=plan.id,
        title=plan.title,
        context=context,
        specific=plan.care.value - context,
        say=" ".join(plan.say.split()),
        evidence=tuple(plan.evidence),
        origins=(
            _origin(f"What care adds, against {plan.against}", plan.care, unit),
            _origin(context_label, plan.context, unit if plan.context.per == "unit" else ""),
        ),
    )


def _origins(written: OutcomesText) -> Iterator[Origin]:
    unit, time = written.unit, written.time
    yield _origin("Visits", written.visits)
    yield _origin("Length of the course", written.length, time)
    yield _origin("Clients' mean when they book", written.start, unit)
    spread = written.spread
    for label, number, its_unit in (
        ("Spread between people (standard deviation)", spread.sd, unit),
        ("Retest reliability (ICC)", spread.icc, ""),
        ("Error of one measurement (SEM)", spread.sem, unit),
        ("Smallest change beyond error (MDC, 90 %)", spread.mdc90, unit),
        ("Who books: standard deviations over the mean", written.cut, ""),
    ):
        if number is not None:
            yield _origin(label, number, its_unit)
    for point in written.natural.points:
        yield _origin("Time of the next change", point.at, time)
        held = ", with its regression to the mean" if written.natural.holds_regression else ""
        yield _origin(f"Change without this care{held}", point.change, unit)
    if written.gone is not None:
        yield _origin("When the effects of care are gone", written.gone, time)
    yield _origin("“Better” means a fall of this percent of one's start", written.better, "%")
    if written.important is not None:
        yield _origin("Minimal important change", written.important, unit)


def _origin(label: str, number: NumberText, unit: str = "") -> Origin:
    remark = " ".join((number.caveat or number.assumed).split())
    return Origin(label, f"{number.value:g} {unit}".strip(), number.fact or "", remark)
