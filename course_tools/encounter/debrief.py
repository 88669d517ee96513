"""What a learner reads at the end: both paths side by side, what was missed, and the reasons with their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course_tools.content.case import Believe, Gate, State
from course_tools.encounter.actions import BELIEVE, Action
from course_tools.encounter.beliefs import Shift, posterior
from course_tools.encounter.game import Encounter
from course_tools.encounter.path import as_far_as_open
from course_tools.encounter.score import Score, score
from course_tools.encounter.steps import Decision
from course_tools.encounter.value import Turn, turns

SILENT = ("consent", "believe")


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
class Held:
    """A belief as it was stated at a step, beside Bayes' with the findings until then, and what it should end in."""

    step: int
    stated: Mapping[str, int]
    bayes: Mapping[str, float]
    shifts: tuple[Shift, ...]
    believe: Believe


@dataclass(frozen=True)
class Parting:
    """The step, the place and the decision with which a learner left the expert's path.

    `unasked` counts the essential questions that the expert would have asked before it; 0 where the decision differs.
    """

    step: int
    place: str
    action: Action
    unasked: int


@dataclass(frozen=True)
class Debrief:
    """All that there is to say.

    `divergence` is the step where the learner left the expert's path, `closure` whether the case was closed early:
    a sentence each, or nothing. `turns` hold what each question was worth.
    """

    score: Score
    expert: tuple[Met, ...]
    beside: tuple[str, ...]
    essential: int
    missed: tuple[Missed, ...]
    decided: tuple[Decision, ...]
    gates: tuple[Gate, ...]
    divergence: str
    closure: str
    beliefs: tuple[Held, ...]
    turns: tuple[Turn, ...]
    note: str


def debrief(encounter: Encounter) -> Debrief:
    """The debrief of an encounter that is over."""
    case = encounter.story
    essential = [ask for ask in case.ask if ask.essential and _was_open(encounter, ask.at)]
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
        decided=encounter.decisions,
        gates=mark.failed,
        divergence=_divergence(encounter),
        closure=_closure(encounter),
        beliefs=held(encounter),
        turns=turns(encounter),
        note=case.experts[encounter.truth].note,
    )


def held(encounter: Encounter) -> tuple[Held, ...]:
    """Each belief that was stated, beside Bayes'."""
    told = []
    for number, step in enumerate(encounter.steps, start=1):
        place = encounter.story.places.get(step.action.name.removeprefix(BELIEVE))
        if step.action.kind == "believe" and isinstance(place, State) and place.believe is not None:
            shifts = encounter.until(number).shifts
            given = {name: int(value) for name, value in step.given.items()}
            told.append(Held(number, given, posterior(encounter.story, shifts), shifts, place.believe))
    return tuple(told)


def _was_open(encounter: Encounter, at: tuple[str, ...]) -> bool:
    return not at or bool(set(at) & {place for place, _ in encounter.entered})


def _expert(encounter: Encounter) -> tuple[Met, ...]:
    case = encounter.story
    reasons = {thing.id: (thing.why, thing.evidence) for thing in case.things}
    taken: dict[str, int] = {}
    for number, step in enumerate(encounter.steps, start=1):
        taken.setdefault(step.action.name, number)
    met = []
    for step in as_far_as_open(case, case.experts[encounter.truth].path, encounter.seed).steps:
        if step.action.kind in SILENT:
            continue
        judged = step.decisions[-1].judged if step.decisions else None
        why, evidence = (judged.why, judged.evidence) if judged else reasons.get(step.action.item, ("", ()))
        text = step.said if step.action.kind in ("plan", "react") else step.action.text
        met.append(Met(text, why, evidence, taken.get(step.action.name)))
    return tuple(met)


def parting(encounter: Encounter) -> Parting | None:
    """Where the paths part: a decision before what must be known first, or another decision than the expert's."""
    expert = as_far_as_open(encounter.story, encounter.story.experts[encounter.truth].path, encounter.seed)
    path = {step.action.name for step in expert.steps}
    for number, step in enumerate(encounter.steps, start=1):
        if step.action.kind != "decide":
            continue
        before = encounter.until(number - 1)
        open_ = [name for name in _left_out(encounter, number - 1) if name in path]
        if open_ and not before.decisions:
            return Parting(number, before.entered[-1][0], step.action, len(open_))
        if step.action.name not in path:
            return Parting(number, before.entered[-1][0], step.action, 0)
    return None


def _divergence(encounter: Encounter) -> str:
    parted = parting(encounter)
    if parted is None:
        return ""
    if parted.unasked:
        things = "1 essential question" if parted.unasked == 1 else f"{parted.unasked} essential questions"
        return f"At step {parted.step} you decided; the expert would have asked {things} more before that."
    return f"At step {parted.step} you decided “{parted.action.text}”; there the expert did something else."


def _closure(encounter: Encounter) -> str:
    """Whether the first decision was taken while essential questions were open and there was time for them."""
    first = next((n for n, step in enumerate(encounter.steps) if step.action.kind == "decide"), None)
    if first is None:
        return ""
    before = encounter.until(first)
    minutes = before.budget - before.spent
    open_ = [thing for thing in before.findable if thing.id in _left_out(encounter, first)]
    if not open_:
        return ""
    things = "1 essential question" if len(open_) == 1 else f"{len(open_)} essential questions"
    stated = held(before)
    sure = f" You put {max(stated[-1].stated.values())} of 100 on one cause." if stated else ""
    return (
        f"You closed early: {things} and {minutes} minutes were left when you decided.{sure} What fits first is not "
        "what is true; ask what would speak against it."
    )


def _left_out(encounter: Encounter, step: int) -> list[str]:
    """The essential questions that could have been asked by a step, and were not."""
    before = encounter.until(step)
    done = set(before.done)
    return [a.id for a in before.story.ask if a.essential and a.id not in done and _was_open(before, a.at)]
