"""What an author writes in `assets/cases/<id>.yaml` (pydantic)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id, Prose, Strict, Words
from course_tools.authoring.sessiontext import ConsentText, Ids, Level, SessionText, Share

Minutes = Annotated[int, Field(ge=1, le=60)]


class ClientText(Strict):
    """Who comes through the door."""

    name: Prose
    age: int = Field(ge=1, le=110)
    work: Prose
    booked: Prose
    says: Prose
    expects: Literal["relaxation", "relief", "both"]
    pressure: Level
    regions: list[int] = Field(default_factory=list)
    agrees: Words = ""


class HypothesisText(Strict):
    """What may be behind it."""

    p: Share
    source: Id
    name: Words = ""


class RatioText(Strict):
    """A likelihood ratio, with its source and where it was measured."""

    hypothesis: Id = Field(alias="for")
    present: float = Field(gt=1)
    absent: float = Field(gt=0, lt=1)
    source: Id
    measured: Words = ""
    found: Literal["present", "absent"] | None = None


class AskText(Strict):
    """A question to the client."""

    id: Id
    say: Prose
    reply: Words = ""
    replies: dict[Id, Prose] = Field(default_factory=dict)
    minutes: Minutes
    essential: bool = False
    safety: bool = False
    at: Ids
    lr: RatioText | None = None
    why: Words = ""
    evidence: Ids

    @model_validator(mode="after")
    def _one_reply(self) -> AskText:
        if bool(self.reply) == bool(self.replies):
            raise ValueError(f"{self.id}: write its `reply`, or `replies` with one under each hypothesis")
        if self.lr is not None and bool(self.reply) != bool(self.lr.found):
            raise ValueError(
                f"{self.id}: with a `reply` its `lr` says `found: present` or `absent`; with `replies` it does not"
            )
        return self


class ExamineText(Strict):
    """Something to look at or to test."""

    id: Id
    do: Prose
    minutes: Minutes
    needs_consent: ConsentText | None = None
    results: dict[Id, Prose]
    at: Ids
    lr: RatioText | None = None
    why: Words = ""
    evidence: Ids


class NeedsText(Strict):
    """A condition on what was done, found and chosen until now."""

    need: Ids
    need_any: Ids

    @model_validator(mode="after")
    def _something(self) -> NeedsText:
        if not self.need and not self.need_any:
            raise ValueError("name what it needs, in `need` or `need_any`")
        return self


class JudgedText(Strict):
    """How something is judged."""

    value: Share
    harm: Words = ""
    why: Prose
    evidence: Ids
    goto: Id | None = None


class OptionText(Strict):
    """A decision to take."""

    id: Id
    text: Prose
    reply: Words = ""
    value: Share
    harm: Words = ""
    why: Prose
    evidence: Ids
    goto: Id
    after: Ids
    unasked: JudgedText | None = None
    unmoved: JudgedText | None = None
    under: dict[Id, JudgedText] = Field(default_factory=dict)
    opens: NeedsText | None = None
    plan: str = ""

    @model_validator(mode="after")
    def _both(self) -> OptionText:
        if bool(self.after) != (self.unasked is not None):
            raise ValueError(f"option {self.id}: `after` and `unasked` belong together. Write both, or neither")
        return self


class BelieveText(Strict):
    """Where beliefs are stated, and what they should end in: never in a name."""

    then: Literal["ask", "adapt", "refer"]
    why: Prose
    evidence: Ids


class StateText(Strict):
    """A decision, or an end."""

    id: Id
    terminal: bool = False
    text: Words = ""
    asking: int = Field(default=0, ge=0, le=60)
    believe: BelieveText | None = None
    opens: NeedsText | None = None
    visit: str = ""
    options: list[OptionText] = Field(default_factory=list, max_length=6)

    @model_validator(mode="after")
    def _shape(self) -> StateText:
        if self.terminal and (self.options or self.asking or self.believe or not self.text):
            raise ValueError(f"{self.id}: an end has a `text` and no options, no `asking` and no `believe`")
        if not self.terminal and sum(option.opens is None for option in self.options) < 2:
            raise ValueError(f"{self.id}: a decision needs at least two options that are always open")
        return self


class VisitText(Strict):
    """A later visit, and when it is, in the time of the outcome."""

    id: Id
    at: float = Field(gt=0)
    name: Prose


class OutcomeText(Strict):
    """How the client fares: a preset of `assets/outcomes`, and how the measure is asked for."""

    preset: Id
    say: Prose
    minutes: Minutes


class FeatureText(NeedsText):
    """Something that a good encounter holds."""

    id: Id


class GateText(Strict):
    """What fails a case whatever else was right."""

    never: Id | None = None
    before: Id | None = None
    always_any: Ids
    under: Ids
    why: Prose
    evidence: Ids

    @model_validator(mode="after")
    def _one_kind(self) -> GateText:
        if (self.never is None) == (self.before is None) or bool(self.before) != bool(self.always_any):
            raise ValueError("a gate is either `never: id`, or `before: id` with `always_any: [ids]`")
        return self


class WeightsText(Strict):
    """The shares of the score."""

    key_features: Share
    decisions: Share
    efficiency: Share

    @model_validator(mode="after")
    def _whole(self) -> WeightsText:
        total = self.key_features + self.decisions + self.efficiency
        if abs(total - 1) > 1e-9:
            raise ValueError(f"the weights sum to {total:g}; they must sum to 1")
        return self


class ScoreText(Strict):
    """How the case is judged."""

    weights: WeightsText
    key_features: list[FeatureText] = Field(min_length=1)
    gates: list[GateText] = Field(default_factory=list)


Path = Annotated[list[str | dict[str, dict[str, Any]]], Field(min_length=1)]


class ExpertText(Strict):
    """What the expert does where a hypothesis is true."""

    expert_path: Path
    note: Prose


class DebriefText(Strict):
    """What the expert did, and a last word; by the truth, where that is drawn."""

    expert_path: Path | None = None
    note: Prose | None = None
    under: dict[Id, ExpertText] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> DebriefText:
        if bool(self.under) == bool(self.expert_path and self.note) or bool(self.expert_path) != bool(self.note):
            raise ValueError("write `expert_path` and `note`; or, where the truth is drawn, both under each hypothesis")
        return self


class GoldenText(Strict):
    """A path with what it must score; `truth` where that is drawn."""

    path: Path
    truth: Id | None = None
    score_min: Share = 0.0
    score_max: Share = 1.0
    gates: Literal["pass", "fail"]


class CaseText(Strict):
    """A whole case."""

    format: Literal["case/1"]
    id: Id
    title: Prose
    minutes: int = Field(ge=1, le=60)
    setting: Literal["spa", "clinic", "hospice", "gym"]
    difficulty: int = Field(ge=1, le=3)
    objectives: list[Id] = Field(min_length=1)
    contrast_with: Id | None = None
    client: ClientText
    hypotheses: dict[Id, HypothesisText] = Field(min_length=2)
    truth: Id | dict[Id, Share]
    budget_minutes: Minutes
    findings: dict[Id, Prose] = Field(default_factory=dict)
    ask: list[AskText] = Field(min_length=3)
    examine: list[ExamineText] = Field(default_factory=list)
    decide: list[StateText] = Field(min_length=1)
    treat: list[SessionText] = Field(default_factory=list)
    outcome: OutcomeText | None = None
    visits: list[VisitText] = Field(default_factory=list)
    score: ScoreText
    debrief: DebriefText
    tests: list[GoldenText] = Field(min_length=2)
