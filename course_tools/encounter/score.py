"""How an encounter is judged: gates first, then what was found out, what was decided, and how the time was used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course_tools.content.case import Case, Gate
from course_tools.encounter.actions import MEASURE
from course_tools.encounter.game import Encounter


@dataclass(frozen=True)
class Score:
    """Which key features were met, the parts from 0 to 1, and their weighted sum: 0 where a gate failed."""

    features: Mapping[str, bool]
    key_features: float
    decisions: float
    efficiency: float
    failed: tuple[Gate, ...]
    value: float

    @property
    def safe(self) -> bool:
        """Whether every gate held."""
        return not self.failed


def score(encounter: Encounter) -> Score:
    """Judge what was done so far."""
    case, known = encounter.story, encounter.known
    features = {feature.id: feature.needs.met(known) for feature in case.key_features}
    values = [decision.judged.value for decision in encounter.decisions]
    parts = (_mean([float(met) for met in features.values()]), _mean(values), _efficiency(encounter))
    weights = (case.weights.key_features, case.weights.decisions, case.weights.efficiency)
    failed = tuple(gate for gate in case.gates if _failed(gate, encounter))
    value = 0.0 if failed else sum(part * weight for part, weight in zip(parts, weights, strict=True))
    return Score(features, *parts, failed, round(value, 4))


def useful(case: Case) -> set[str]:
    """The questions and examinations that count: the expert's, and those that a key feature names."""
    named = {item for each in case.key_features for item in (*each.needs.need, *each.needs.need_any)}
    return named | {deed.name for expert in case.experts.values() for deed in expert.path}


def _failed(gate: Gate, encounter: Encounter) -> bool:
    if gate.never:
        return gate.never in encounter.done
    before: set[str] = set()
    for step in encounter.steps:
        if gate.before in step.items:
            return not set(gate.always_any) & before
        before.update(step.items)
    return False


def _efficiency(encounter: Encounter) -> float:
    """Useful minutes as a share of all minutes, or of the expert's where fewer were used."""
    case = encounter.story
    path = {deed.name for deed in case.experts[encounter.truth].path}
    expert = sum(thing.minutes for thing in case.things if thing.id in path)
    if case.outcome is not None:
        expert += case.outcome.minutes * sum(name.startswith(MEASURE) for name in path)
    counted = useful(case)
    spent = sum(step.action.minutes for step in encounter.steps if step.action.name in counted)
    whole = max(encounter.used, expert)
    return spent / whole if whole else 1.0


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
