"""The rules of an encounter: which actions are open, what each costs, and what it discloses.

An action is a name: a question's or an examination's id, `consent.<examination>`, or `<state>.<option>`. Each is open
once. Questions and examinations are open until the first decision, while the minutes last; a decision always is. An
examination that needs consent opens when consent was asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from course_tools.content.case import Ask, Case, Examine, Judged, Option, State
from course_tools.problem import CourseProblem

CONSENT = "consent."
Kind = Literal["ask", "consent", "examine", "decide"]
Has = TypeVar("Has", Ask, Examine, Option, State)


@dataclass(frozen=True)
class Action:
    """Something that may be done now: its name, its words, its minutes."""

    name: str
    kind: Kind
    text: str
    minutes: int

    @property
    def item(self) -> str:
        """The id of what is done, as gates and key features name it."""
        return self.name if self.kind == "consent" else self.name.rpartition(".")[2]


@dataclass(frozen=True)
class Decision:
    """What was decided where, and how it is judged after what was asked until then."""

    state: State
    option: Option
    judged: Judged


@dataclass(frozen=True)
class Step:
    """An action that was taken: what the therapist said or did, who answers (`client` or `room`), and the words."""

    action: Action
    said: str
    by: Literal["client", "room"]
    answer: str
    disclosed: tuple[str, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True)
class Encounter:
    """A case, the seed that fixes what is shown in which order, and the steps taken."""

    case: Case
    seed: str
    steps: tuple[Step, ...] = ()

    @property
    def used(self) -> int:
        """Minutes spent."""
        return sum(step.action.minutes for step in self.steps)

    @property
    def done(self) -> tuple[str, ...]:
        """The ids of what was done, in order."""
        return tuple(step.action.item for step in self.steps)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided, in order."""
        return tuple(step.decision for step in self.steps if step.decision is not None)

    @cached_property
    def place(self) -> State | None:
        """What is to be decided now, or how the story ended; None where it ended without more words."""
        if not self.decisions:
            return self.case.decide[0]
        goto = self.decisions[-1].judged.goto
        return next((state for state in self.case.decide if state.id == goto), None)

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do."""
        return self.place is None or not self.place.options

    @cached_property
    def legal(self) -> tuple[Action, ...]:
        """What may be done now, in the order in which it is shown."""
        if self.place is None:
            return ()
        decide = [Action(f"{self.place.id}.{o.id}", "decide", o.text, 0) for o in self._shown(self.place.options)]
        return tuple(decide if self.decisions else [*self._find_out(), *decide])

    def take(self, name: str) -> Encounter:
        """The encounter after an action. Raises CourseProblem for one that is not open now."""
        action = next((each for each in self.legal if each.name == name), None)
        if action is None:
            raise CourseProblem(f"“{name}” cannot be done at this point.")
        return Encounter(self.case, self.seed, (*self.steps, self._step(action)))

    def _find_out(self) -> Iterable[Action]:
        left = self.case.budget_minutes - self.used
        taken = set(self.done)
        for ask in self._shown(self.case.ask):
            if ask.id not in taken and ask.minutes <= left:
                yield Action(ask.id, "ask", ask.say, ask.minutes)
        for test in self._shown(self.case.examine):
            if test.id in taken or test.minutes > left:
                continue
            if test.consent is not None and CONSENT + test.id not in taken:
                yield Action(CONSENT + test.id, "consent", test.do, 0)
            else:
                yield Action(test.id, "examine", test.do, test.minutes)

    def _step(self, action: Action) -> Step:
        if action.kind == "ask":
            return Step(action, action.text, "client", _by_id(self.case.ask, action.name).reply, (action.name,))
        if action.kind == "decide":
            state = _by_id(self.case.decide, action.name.partition(".")[0])
            option = _by_id(state.options, action.item)
            judged = option.judged if set(option.after) <= set(self.done) else (option.unasked or option.judged)
            return Step(action, action.text, "client", option.reply, decision=Decision(state, option, judged))
        test = _by_id(self.case.examine, action.name.removeprefix(CONSENT))
        if action.kind == "consent" and test.consent is not None:
            return Step(action, test.consent.say, "client", test.consent.reply)
        finding = test.results[self.case.truth]
        known = finding if finding in self.case.findings else test.id
        return Step(action, action.text, "room", self.case.findings.get(finding, finding), (known,))

    def _shown(self, things: tuple[Has, ...]) -> list[Has]:
        return sorted(things, key=lambda thing: hashlib.sha256(f"{self.seed}|{thing.id}".encode()).hexdigest())


def begin(case: Case, seed: str) -> Encounter:
    """The client at the door."""
    return Encounter(case, seed)


def with_consent(case: Case, path: Iterable[str]) -> tuple[str, ...]:
    """A path as authors write it, with consent asked for before each examination that needs it."""
    careful = {test.id for test in case.examine if test.consent is not None}
    return tuple(name for step in path for name in ((CONSENT + step, step) if step in careful else (step,)))


def _by_id(things: tuple[Has, ...], name: str) -> Has:
    return next(thing for thing in things if thing.id == name)
