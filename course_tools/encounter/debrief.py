"""What a learner reads at the end: both paths side by side, what was missed, and the reasons with their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from course_tools.content.case import Case, Gate, Judged
from course_tools.encounter.game import Encounter, begin, with_consent
from course_tools.encounter.score import Score, score


@dataclass(frozen=True)
class Met:
    """One step of the expert's path: what is done and why, and the learner's step that did it, or None."""

    text: str
    why: str
    evidence: tuple[str, ...]
    step: int | None


@dataclass(frozen=True)
class Missed:
    """An essential question that was not asked, and what the client would have said."""

    say: str
    reply: str


@dataclass(frozen=True)
class Decided:
    """A decision, the harm that it may do, its judgement; `better` is the best option where another was chosen."""

    text: str
    harm: str
    judged: Judged
    better: str
    better_judged: Judged | None


@dataclass(frozen=True)
class Debrief:
    """All that there is to say. `divergence` is the step where the learner left the expert's path, with a sentence."""

    score: Score
    expert: tuple[Met, ...]
    beside: tuple[str, ...]
    essential: int
    missed: tuple[Missed, ...]
    decided: tuple[Decided, ...]
    gates: tuple[Gate, ...]
    divergence: str
    note: str


def debrief(encounter: Encounter) -> Debrief:
    """The debrief of an encounter that is over."""
    case = encounter.case
    essential = [ask for ask in case.ask if ask.essential]
    mark = score(encounter)
    expert = _expert(encounter)
    known = {step.text for step in expert}
    beside = (s.action.text for s in encounter.steps if s.action.kind in ("ask", "examine"))
    return Debrief(
        score=mark,
        expert=expert,
        beside=tuple(text for text in beside if text not in known),
        essential=len(essential),
        missed=tuple(Missed(ask.say, ask.reply) for ask in essential if ask.id not in encounter.done),
        decided=tuple(_decided(encounter)),
        gates=mark.failed,
        divergence=_divergence(encounter),
        note=case.note,
    )


def played(case: Case, path: tuple[str, ...], seed: str = "") -> Encounter:
    """A path as authors write it, played. Raises CourseProblem where a step is not open."""
    encounter = begin(case, seed)
    for name in with_consent(case, path):
        encounter = encounter.take(name)
    return encounter


def _expert(encounter: Encounter) -> tuple[Met, ...]:
    case = encounter.case
    reasons = {thing.id: (thing.why, thing.evidence) for thing in case.things}
    taken = {step.action.name: number for number, step in enumerate(encounter.steps, start=1)}
    met = []
    for step in played(case, case.expert_path).steps:
        if step.action.kind == "consent":
            continue
        judged = step.decision.judged if step.decision else None
        why, evidence = (judged.why, judged.evidence) if judged else reasons[step.action.item]
        met.append(Met(step.action.text, why, evidence, taken.get(step.action.name)))
    return tuple(met)


def _decided(encounter: Encounter) -> Iterator[Decided]:
    for decision in encounter.decisions:
        best = max(decision.state.options, key=lambda option: option.judged.value)
        if best is decision.option:
            yield Decided(best.text, best.harm, decision.judged, "", None)
        else:
            yield Decided(decision.option.text, decision.option.harm, decision.judged, best.text, best.judged)


def _divergence(encounter: Encounter) -> str:
    """Where the paths part: a decision before what must be known first, or another decision than the expert's."""
    case, done = encounter.case, set(encounter.done)
    needed = {ask.id for ask in case.ask if ask.essential} & set(case.expert_path)
    open_ = len(needed - done)
    for number, step in enumerate(encounter.steps, start=1):
        if step.action.kind != "decide":
            continue
        if open_:
            things = "1 essential question" if open_ == 1 else f"{open_} essential questions"
            return f"At step {number} you decided; the expert would have asked {things} more before that."
        if step.action.name not in case.expert_path:
            return f"At step {number} you decided “{step.action.text}”; there the expert did something else."
    return ""
