"""A virtual client as the course has it: what is hidden, what may be asked, tested and done, how it is judged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from typing import Any

from course_tools.content.decode import decode
from course_tools.content.library import ID
from course_tools.content.outcomes import Preset
from course_tools.content.question import Json
from course_tools.content.session import Consent, Judged, Session
from course_tools.content.store import BUILT, read_built
from course_tools.problem import CourseProblem

FORMAT = "built-case/1"
END = "end"
JUDGEMENT = "author-judgement"
NO_CARE = "no-care"


@dataclass(frozen=True)
class Client:
    """Who comes through the door. `pressure` is the preferred level, 1 to 5; `expects` what the client hopes for.

    `regions` are the areas of the body chart where it is felt, on the client's side; `agrees` what may be done.
    """

    name: str
    age: int
    work: str
    booked: str
    says: str
    expects: str
    pressure: int
    regions: tuple[int, ...]
    agrees: str


@dataclass(frozen=True)
class Hypothesis:
    """What may be behind the complaint, its share before anything is asked, and where that figure is from."""

    p: float
    source: str
    name: str


@dataclass(frozen=True)
class LikelihoodRatio:
    """How a finding shifts the odds of a hypothesis: above 1 where it is present, below 1 where it is absent.

    `found` says which of the two it is; where it is empty, the result under the hypothesis counts as present.
    `measured` says on whom the ratio was measured.
    """

    hypothesis: str
    present: float
    absent: float
    source: str
    measured: str
    found: str


@dataclass(frozen=True)
class Ask:
    """A question: its words, the reply (by the truth where `replies` has it), its minutes, and why it is asked.

    `at` names the states where it is open; empty, wherever there is asking.
    """

    id: str
    say: str
    reply: str
    replies: Mapping[str, str]
    minutes: int
    essential: bool
    safety: bool
    at: tuple[str, ...]
    lr: LikelihoodRatio | None
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Examine:
    """Something to look at or to test. `results` names a finding, or its words, under each hypothesis."""

    id: str
    do: str
    minutes: int
    consent: Consent | None
    results: Mapping[str, str]
    at: tuple[str, ...]
    lr: LikelihoodRatio | None
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Needs:
    """A condition on what was done, found and chosen: all of `need`, and one of `need_any` if there are any."""

    need: tuple[str, ...]
    need_any: tuple[str, ...]

    def met(self, done: set[str]) -> bool:
        """Whether it holds."""
        return set(self.need) <= done and (not self.need_any or bool(set(self.need_any) & done))


@dataclass(frozen=True)
class Option:
    """A decision to take.

    Chosen before all of `after` was asked, it is judged as `unasked`; where the score has not fallen by what counts as
    important, or was not measured, as `unmoved`. `under` holds the judgement by the truth. `plan` is the plan of care
    that begins with it.
    """

    id: str
    text: str
    reply: str
    judged: Judged
    after: tuple[str, ...]
    unasked: Judged | None
    unmoved: Judged | None
    under: Mapping[str, Judged]
    opens: Needs
    plan: str


@dataclass(frozen=True)
class Believe:
    """Where beliefs are stated before a decision: what they should end in (`ask`, `adapt` or `refer`), and why."""

    then: str
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """A point where something is decided; or, without options, the end of the story, which `text` tells.

    With `asking` minutes the client may be asked and examined here. `opens` holds the decision back while it can still
    be met; `visit` is the visit that begins here.
    """

    id: str
    text: str
    options: tuple[Option, ...]
    asking: int
    believe: Believe | None
    opens: Needs
    visit: str


@dataclass(frozen=True)
class Visit:
    """A later visit: when it is, in the measure's time, and its name."""

    id: str
    at: float
    name: str


@dataclass(frozen=True)
class Outcome:
    """How the client fares: the preset's measure, with its course and its plans, and what measuring takes."""

    preset: Preset
    say: str
    minutes: int


@dataclass(frozen=True)
class KeyFeature:
    """Something that a good encounter holds."""

    id: str
    needs: Needs


@dataclass(frozen=True)
class Gate:
    """What fails a case whatever else was right: `never` an action; or `before` one, none of `always_any`.

    `under` names the truths for which it holds; empty, for all.
    """

    never: str
    before: str
    always_any: tuple[str, ...]
    under: tuple[str, ...]
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """The shares of the score; they sum to 1."""

    key_features: float
    decisions: float
    efficiency: float


@dataclass(frozen=True)
class Deed:
    """A step of a path: an action's name, and what was answered to it where it asks for more."""

    name: str
    answer: Mapping[str, Any]


@dataclass(frozen=True)
class Expert:
    """What the expert does, and a last word."""

    path: tuple[Deed, ...]
    note: str


@dataclass(frozen=True)
class Case:
    """A whole virtual client. `truth` holds the chance of each hypothesis to be true in a try: one, or drawn by lot."""

    id: str
    title: str
    minutes: int
    setting: str
    difficulty: int
    objectives: tuple[str, ...]
    contrast_with: str
    client: Client
    hypotheses: Mapping[str, Hypothesis]
    truth: Mapping[str, float]
    findings: Mapping[str, str]
    ask: tuple[Ask, ...]
    examine: tuple[Examine, ...]
    decide: tuple[State, ...]
    treat: tuple[Session, ...]
    visits: tuple[Visit, ...]
    outcome: Outcome | None
    weights: Weights
    key_features: tuple[KeyFeature, ...]
    gates: tuple[Gate, ...]
    experts: Mapping[str, Expert]

    @property
    def things(self) -> tuple[Ask | Examine, ...]:
        """Everything that may be asked, looked at or tested."""
        return (*self.ask, *self.examine)

    @property
    def places(self) -> Mapping[str, State | Session]:
        """Every point of the story by its id, the first one first."""
        places: tuple[State | Session, ...] = (*self.decide, *self.treat)
        return {place.id: place for place in places}

    @cached_property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 of the case's JSON, of which what is empty counts for nothing."""
        text = json.dumps(_filled(asdict(self)), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def told(self, truth: str) -> Case:
        """The case as it is where that hypothesis is true: its replies, its judgements, its gates, its expert."""
        states = tuple(replace(s, options=tuple(_under(o, truth) for o in s.options)) for s in self.decide)
        return replace(
            self,
            truth={truth: 1.0},
            ask=tuple(replace(a, reply=a.replies.get(truth, a.reply)) for a in self.ask),
            decide=states,
            gates=tuple(gate for gate in self.gates if not gate.under or truth in gate.under),
            experts={truth: self.experts[truth]},
        )

    def to_json(self) -> Json:
        """The case as built."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_json(cls, data: Json) -> Case:
        """Read a case back. Raises KeyError or TypeError if `data` has another shape."""
        return decode(cls, {name: value for name, value in data.items() if name != "format"})


@cache
def load_case(case_id: str) -> Case:
    """A virtual client by id. Raises CourseProblem for one that is not there."""
    if not ID.fullmatch(case_id) or not (BUILT / "cases" / f"{case_id}.json").is_file():
        raise CourseProblem(f"There is no client called “{case_id}” in this course.")
    return Case.from_json(read_built(f"cases/{case_id}.json", FORMAT))


def case_ids() -> tuple[str, ...]:
    """The clients of the course."""
    return tuple(sorted(path.stem for path in (BUILT / "cases").glob("*.json")))


def _under(option: Option, truth: str) -> Option:
    return replace(option, judged=option.under.get(truth, option.judged))


def _filled(data: Any) -> Any:
    """What a part of a case says, so that a part which a case does not use leaves its version alone."""
    if isinstance(data, dict):
        parts = {key: _filled(value) for key, value in data.items()}
        return {key: value for key, value in parts.items() if value not in ("", None, {}, [], ())}
    return [_filled(each) for each in data] if isinstance(data, list | tuple) else data
