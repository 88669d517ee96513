"""The rules of an encounter: which actions are open, what each costs, and what it discloses.

An action is a name: a question's or an examination's id, `consent.<examination or session>`, `measure.<visit>`,
`believe.<state>`, `<state>.<option>`, `<session>.plan`, `<session>.react`. Each is open once; a belief may be stated
again after a new finding. Where there is asking, questions and examinations are open while its minutes last. A
decision is open unless a belief must be stated first, or what the case wants known first can still be found out.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from course_tools.content.case import NO_CARE, Ask, Case, Examine, Option, State
from course_tools.content.session import Judged, Session
from course_tools.encounter import outcome, session
from course_tools.encounter.actions import BELIEVE, CONSENT, MEASURE, PLAN, REACT, WHOLE, Action, Answer, Field
from course_tools.encounter.beliefs import Shift, shift_of
from course_tools.encounter.steps import Decision, Step
from course_tools.problem import CourseProblem

LONGEST_NAME = 130  # an id, a dot and an id: what is longer is no action, and a message stays short
Has = TypeVar("Has", Ask, Examine, Option)
Place = State | Session


@dataclass(frozen=True)
class Encounter:
    """A case, the seed that fixes its truth and what is shown in which order, and the steps taken.

    `story` is the case as it is where the truth is what the seed has drawn.
    """

    case: Case
    seed: str
    story: Case = field(repr=False)
    steps: tuple[Step, ...] = ()

    @property
    def truth(self) -> str:
        """The hypothesis that is true in this try."""
        return next(iter(self.story.truth))

    @property
    def used(self) -> int:
        """Minutes spent on finding out, since the door."""
        return sum(step.action.minutes for step in self.steps)

    @property
    def done(self) -> tuple[str, ...]:
        """The ids of what was done, in order."""
        return tuple(item for step in self.steps for item in step.items)

    @cached_property
    def known(self) -> set[str]:
        """The ids of what was done, and of what was disclosed."""
        return {*self.done, *(name for step in self.steps for name in step.disclosed)}

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided, in order."""
        return tuple(decision for step in self.steps for decision in step.decisions)

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """Each finding that has a likelihood ratio, in order."""
        things = {thing.id: thing for thing in self.story.things}
        taken = (things[step.action.name] for step in self.steps if step.action.name in things)
        return tuple(shift for shift in (shift_of(thing, self.truth) for thing in taken) if shift is not None)

    def until(self, step: int) -> Encounter:
        """The encounter as it stood after that many steps."""
        return Encounter(self.case, self.seed, self.story, self.steps[:step])

    # ---- where the story stands ----

    @cached_property
    def entered(self) -> tuple[tuple[str, int], ...]:
        """The ids of the places reached, each with the number of steps before it; the first place first."""
        moves = ((step.decisions[0].judged.goto, n) for n, step in enumerate(self.steps, 1) if step.decisions)
        return ((self.story.decide[0].id, 0), *moves)

    @cached_property
    def place(self) -> Place | None:
        """What is to be decided or planned now, or how the story ended; None where it ended without more words."""
        return self.story.places.get(self.entered[-1][0])

    @property
    def over(self) -> bool:
        """Whether there is nothing left to do."""
        return self.place is None or (isinstance(self.place, State) and not self.place.options)

    @property
    def here(self) -> tuple[Step, ...]:
        """The steps taken since this place was reached."""
        return self.steps[self.entered[-1][1] :]

    @property
    def budget(self) -> int:
        """The minutes for questions and examinations at this place."""
        return self.place.asking if isinstance(self.place, State) else 0

    @property
    def spent(self) -> int:
        """The minutes of them that are used."""
        return sum(step.action.minutes for step in self.here)

    # ---- visits and scores ----

    @cached_property
    def visits(self) -> tuple[tuple[str, str], ...]:
        """The visits until now: the id, and the plan of care that was followed until then."""
        reached, plan = [(outcome.START, NO_CARE)], NO_CARE
        for (place, _), step in zip(self.entered[1:], (s for s in self.steps if s.decisions), strict=True):
            plan = next((each.plan for each in step.decisions if each.plan), plan)
            state = self.story.places.get(place)
            if isinstance(state, State) and state.visit:
                reached.append((state.visit, plan))
        return tuple(reached)

    @property
    def scores(self) -> dict[str, float]:
        """The scores that were measured, by visit."""
        measured = (step.action.name.removeprefix(MEASURE) for step in self.steps if step.action.kind == "measure")
        return {visit: self.score_at(visit) for visit in measured}

    def score_at(self, visit: str) -> float:
        """The client's score at a visit that was reached."""
        if self.story.outcome is None:
            raise ValueError("this client is not measured")
        order = [outcome.START, *(each.id for each in self.story.visits)]
        time = next((each.at for each in self.story.visits if each.id == visit), 0.0)
        return outcome.score(self.story.outcome.preset, dict(self.visits)[visit], time, order.index(visit), self.seed)

    @property
    def moved(self) -> bool:
        """Whether the score, measured at the start and now, has fallen by at least what counts as important."""
        scores, now = self.scores, self.visits[-1][0]
        if self.story.outcome is None or outcome.START not in scores or now not in scores or now == outcome.START:
            return False
        return scores[outcome.START] - scores[now] >= (self.story.outcome.preset.important or 0.0)

    # ---- what may be done ----

    @cached_property
    def legal(self) -> tuple[Action, ...]:
        """What may be done now, in the order in which it is shown."""
        if isinstance(self.place, Session):
            return (self._on_the_table(self.place),)
        if self.place is None or not self.place.options:
            return ()
        found, stating = list(self._find_out()), list(self._believe(self.place))
        if self._held_back(self.place, found):
            return (*found, *stating)
        return (*found, *stating, *self._decide(self.place))

    @property
    def findable(self) -> tuple[Ask | Examine, ...]:
        """The questions and examinations for which there is time here, consent apart."""
        left, taken = self.budget - self.spent, set(self.done)
        things: tuple[Ask | Examine, ...] = (*self._shown(self.story.ask), *self._shown(self.story.examine))
        return tuple(t for t in things if self._fits_here(t) and t.id not in taken and t.minutes <= left)

    def take(self, name: str, answer: Any = None) -> Encounter:
        """The encounter after an action. Raises CourseProblem for one that is not open, or an answer that cannot be."""
        action = next((each for each in self.legal if each.name == name), None)
        if action is None:
            raise CourseProblem(f"“{name[:LONGEST_NAME]}” cannot be done at this point.")
        given = action.checked({} if answer is None else answer)
        return Encounter(self.case, self.seed, self.story, (*self.steps, self._step(action, given)))

    def _fits_here(self, thing: Ask | Examine) -> bool:
        return not thing.at or (self.place is not None and self.place.id in thing.at)

    def _find_out(self) -> Iterator[Action]:
        taken = set(self.done)
        for thing in self.findable:
            if isinstance(thing, Ask):
                yield Action(thing.id, "ask", thing.say, thing.minutes)
            elif thing.consent is not None and CONSENT + thing.id not in taken:
                yield Action(CONSENT + thing.id, "consent", thing.do, 0)
            else:
                yield Action(thing.id, "examine", thing.do, thing.minutes)
        measure, name = self.story.outcome, MEASURE + self.visits[-1][0]
        if measure is not None and name not in taken and measure.minutes <= self.budget - self.spent:
            yield Action(name, "measure", measure.say, measure.minutes)

    def _believe(self, state: State) -> Iterator[Action]:
        if state.believe is None:
            return
        last = max((n for n, step in enumerate(self.steps) if step.action.kind == "believe"), default=-1)
        if not self._stated or any(step.disclosed for step in self.steps[last + 1 :]):
            fields = tuple(
                Field(name, each.name, "number", {}, 0, WHOLE) for name, each in self.story.hypotheses.items()
            )
            yield Action(BELIEVE + state.id, "believe", "Say how likely each is, of 100 people like this", 0, fields)

    @property
    def _stated(self) -> bool:
        return any(step.action.kind == "believe" for step in self.here)

    def _held_back(self, state: State, found: Iterable[Action]) -> bool:
        """Whether a decision waits: for a belief, or for something that can still be found out here."""
        if state.believe is not None and not self._stated:
            return True
        wanted = {*state.opens.need, *state.opens.need_any} - self.known
        open_ = {action.name.removeprefix(CONSENT) for action in found}
        return not state.opens.met(self.known) and bool(wanted & open_)

    def _decide(self, state: State) -> Iterator[Action]:
        for option in self._shown(state.options):
            if option.opens.met(self.known):
                yield Action(f"{state.id}.{option.id}", "decide", option.text, 0)

    def _on_the_table(self, planned: Session) -> Action:
        kinds = {step.action.kind: step for step in self.here}
        if planned.consent is not None and "consent" not in kinds:
            return Action(CONSENT + planned.id, "consent", "Say what you would like to do, and ask", 0)
        if "plan" not in kinds:
            return Action(planned.id + PLAN, "plan", planned.text, 0, session.plan_fields(planned))
        return Action(planned.id + REACT, "react", "What do you do now?", 0, session.REACT_FIELDS)

    # ---- what comes of it ----

    def _step(self, action: Action, given: Answer) -> Step:
        name, item = action.name, (action.item,)
        if action.kind == "ask":
            return Step(action, given, action.text, "client", _by_id(self.story.ask, name).reply, item, (name,))
        if action.kind == "consent":
            return self._consented(action)
        if action.kind == "measure":
            visit = name.removeprefix(MEASURE)
            return Step(
                action, given, action.text, "room", self._score_in_words(visit), (name, f"measured-{visit}"), (name,)
            )
        if action.kind == "believe":
            parts = (f"{each.text}: {given[each.name]}" for each in action.fields)
            return Step(action, given, f"Of 100 people like this. {'; '.join(parts)}.", "room", "", item)
        if action.kind in ("plan", "react") and isinstance(self.place, Session):
            return self._session_step(self.place, action, given)
        if action.kind == "decide" and isinstance(self.place, State):
            decision = self._decision(self.place, _by_id(self.place.options, action.item))
            reply = _by_id(self.place.options, action.item).reply
            return Step(action, given, action.text, "client", reply, (self.place.id, action.item), (), (decision,))
        test = _by_id(self.story.examine, name)
        finding = test.results[self.truth]
        known = finding if finding in self.story.findings else test.id
        return Step(action, given, action.text, "room", self.story.findings.get(finding, finding), item, (known,))

    def _consented(self, action: Action) -> Step:
        of = action.name.removeprefix(CONSENT)
        careful: tuple[Examine | Session, ...] = (*self.story.examine, *self.story.treat)
        asked = next(each.consent for each in careful if each.id == of)
        said, reply = (asked.say, asked.reply) if asked is not None else ("", "")
        return Step(action, {}, said, "client", reply, (action.name,))

    def _session_step(self, planned: Session, action: Action, given: Answer) -> Step:
        if action.kind == "plan":
            words, reply = session.in_words(planned, given), session.spoken(planned, given)
            return Step(action, given, words, "client", reply, (planned.id, action.name))
        plan = next(step.given for step in self.here if step.action.kind == "plan")
        level, sign = given["pressure"], session.sign_in(planned, plan)
        final = plan if level == session.STOP else {**plan, "pressure": level}
        effect, heard = session.effect_of(planned, final), session.reaction(planned, plan, level)
        judged = effect.judged
        if sign is not None and level == session.STOP:
            judged = Judged(judged.value, judged.harm, judged.why, judged.evidence, sign.judged.goto)
        said = "Stop, and say why" if level == session.STOP else f"Go on at pressure level {level} of 5"
        best = session.expected_reaction(planned, plan)
        better = "" if heard.value >= session.reaction(planned, plan, best).value else _went_on(best)
        decisions = (
            Decision(planned.id + PLAN, session.in_words(planned, final), judged),
            Decision(action.name, said, heard, better),
        )
        items = (action.name, effect.id, *((f"heard-{planned.id}",) if heard.value == 1 else ()))
        return Step(action, given, said, "client", "", items, (), decisions)

    def _decision(self, state: State, option: Option) -> Decision:
        best = self._best(state)
        name, judged = f"{state.id}.{option.id}", self._at_best(option)
        if option.unasked is not None and not set(option.after) <= set(self.done):
            judged = option.unasked
        if best is option:
            return Decision(name, option.text, judged, plan=option.plan)
        return Decision(name, option.text, judged, best.text, self._at_best(best), option.plan)

    def best_option(self) -> str:
        """The best of the options here, as the score stands; its name as an action, or nothing where none is open."""
        return f"{self.place.id}.{self._best(self.place).id}" if isinstance(self.place, State) and not self.over else ""

    def _best(self, state: State) -> Option:
        open_ = [each for each in state.options if each.opens.met(self.known)]
        return max(open_, key=lambda each: self._at_best(each).value)

    def _at_best(self, option: Option) -> Judged:
        """How an option is judged as the score stands, if all that must come first was asked."""
        return option.unmoved if option.unmoved is not None and not self.moved else option.judged

    def _score_in_words(self, visit: str) -> str:
        if self.story.outcome is None:
            return ""
        preset = self.story.outcome.preset
        return f"{preset.measure}: {self.score_at(visit):g} {preset.unit}."

    def _shown(self, things: tuple[Has, ...]) -> list[Has]:
        return sorted(things, key=lambda thing: hashlib.sha256(f"{self.seed}|{thing.id}".encode()).hexdigest())


def begin(case: Case, seed: str) -> Encounter:
    """The client at the door."""
    return Encounter(case, seed, case.told(drawn(case, seed)))


def drawn(case: Case, seed: str) -> str:
    """Which hypothesis is true in a try."""
    left = random.Random(f"{seed}|truth").random()  # noqa: S311 - a game, not a secret
    for name, share in sorted(case.truth.items()):
        left -= share
        if left < 0:
            return name
    return max(case.truth)


def _went_on(level: int) -> str:
    return "Stop, and say why" if level == session.STOP else f"Pressure level {level} of 5"


def _by_id(things: tuple[Has, ...], name: str) -> Has:
    return next(thing for thing in things if thing.id == name)
