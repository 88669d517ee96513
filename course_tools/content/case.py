"""A virtual client as the course has it: what is hidden, what may be asked and tested, what may be decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property

from course_tools.content.library import ID
from course_tools.content.question import Json
from course_tools.content.store import BUILT, read_built
from course_tools.problem import CourseProblem

FORMAT = "built-case/1"
END = "end"
JUDGEMENT = "author-judgement"


@dataclass(frozen=True)
class Client:
    """Who comes through the door. `pressure` is the preferred level, 1 to 5; `expects` what the client hopes for."""

    name: str
    age: int
    work: str
    booked: str
    says: str
    expects: str
    pressure: int


@dataclass(frozen=True)
class Hypothesis:
    """What may be behind the complaint, with its share before anything is asked, and where that figure is from."""

    p: float
    source: str


@dataclass(frozen=True)
class Ask:
    """A question to the client: its words, the reply, the minutes that it takes, and why it is asked."""

    id: str
    say: str
    reply: str
    minutes: int
    essential: bool
    safety: bool
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class LikelihoodRatio:
    """How a finding shifts the odds of a hypothesis: above 1 where it is present, below 1 where it is absent."""

    hypothesis: str
    present: float
    absent: float
    source: str


@dataclass(frozen=True)
class Consent:
    """How the therapist asks before touching, and what the client replies."""

    say: str
    reply: str


@dataclass(frozen=True)
class Examine:
    """Something to look at or to test. `results` names a finding under each hypothesis."""

    id: str
    do: str
    minutes: int
    consent: Consent | None
    results: Mapping[str, str]
    lr: LikelihoodRatio | None
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """How a decision is judged: its value from 0 to 1, the reason with its evidence, and where it leads."""

    value: float
    why: str
    evidence: tuple[str, ...]
    goto: str


@dataclass(frozen=True)
class Option:
    """A decision to take. Chosen before all of `after` was asked, it is judged as `unasked` instead."""

    id: str
    text: str
    reply: str
    harm: str
    judged: Judged
    after: tuple[str, ...]
    unasked: Judged | None


@dataclass(frozen=True)
class State:
    """A point where something is decided; or, without options, the end of the story, which `text` tells."""

    id: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class KeyFeature:
    """Something that a good encounter holds: all of `need`, or any one of `need_any`."""

    id: str
    need: tuple[str, ...]
    need_any: tuple[str, ...]


@dataclass(frozen=True)
class Gate:
    """What fails a case whatever else was right: `never` an action; or `before` one, none of `always_any`."""

    never: str
    before: str
    always_any: tuple[str, ...]
    why: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """The shares of the score; they sum to 1."""

    key_features: float
    decisions: float
    efficiency: float


@dataclass(frozen=True)
class Case:
    """A whole virtual client."""

    id: str
    title: str
    minutes: int
    setting: str
    difficulty: int
    objectives: tuple[str, ...]
    contrast_with: str
    client: Client
    hypotheses: Mapping[str, Hypothesis]
    truth: str
    budget_minutes: int
    findings: Mapping[str, str]
    ask: tuple[Ask, ...]
    examine: tuple[Examine, ...]
    decide: tuple[State, ...]
    weights: Weights
    key_features: tuple[KeyFeature, ...]
    gates: tuple[Gate, ...]
    expert_path: tuple[str, ...]
    note: str

    @property
    def things(self) -> tuple[Ask | Examine, ...]:
        """Everything that may be asked, looked at or tested."""
        return (*self.ask, *self.examine)

    @cached_property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 of the case's JSON."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def to_json(self) -> Json:
        """The case as built."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_json(cls, data: Json) -> Case:
        """Read a case back. Raises KeyError or TypeError if `data` has another shape."""
        head = {name: data[name] for name in ("id", "title", "minutes", "setting", "difficulty", "contrast_with")}
        return cls(
            **head,
            objectives=tuple(data["objectives"]),
            client=Client(**data["client"]),
            hypotheses={key: Hypothesis(**each) for key, each in data["hypotheses"].items()},
            truth=data["truth"],
            budget_minutes=data["budget_minutes"],
            findings=dict(data["findings"]),
            ask=tuple(Ask(**_tuples(each)) for each in data["ask"]),
            examine=tuple(_examine(each) for each in data["examine"]),
            decide=tuple(_state(each) for each in data["decide"]),
            weights=Weights(**data["weights"]),
            key_features=tuple(KeyFeature(**_tuples(each)) for each in data["key_features"]),
            gates=tuple(Gate(**_tuples(each)) for each in data["gates"]),
            expert_path=tuple(data["expert_path"]),
            note=data["note"],
        )


@cache
def load_case(case_id: str) -> Case:
    """A virtual client by id. Raises CourseProblem for one that is not there."""
    if not ID.fullmatch(case_id) or not (BUILT / "cases" / f"{case_id}.json").is_file():
        raise CourseProblem(f"There is no client called “{case_id}” in this course.")
    return Case.from_json(read_built(f"cases/{case_id}.json", FORMAT))


def _tuples(data: Json) -> Json:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _examine(data: Json) -> Examine:
    parts = {
        "consent": data["consent"] and Consent(**data["consent"]),
        "lr": data["lr"] and LikelihoodRatio(**data["lr"]),
    }
    return Examine(**{**_tuples(data), **parts})


def _state(data: Json) -> State:
    return State(data["id"], data["text"], tuple(_option(each) for each in data["options"]))


def _option(data: Json) -> Option:
    unasked = data["unasked"]
    judged = {"judged": _judged(data["judged"]), "unasked": _judged(unasked) if unasked else None}
    return Option(**{**_tuples(data), **judged})


def _judged(data: Json) -> Judged:
    return Judged(**_tuples(data))
