"""Virtual clients as authors write them (`assets/cases/<id>.yaml`) -> cases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_tools.authoring.basics import Id, Prose, Strict
from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import Text, read_yaml
from course_tools.content import case as built

Minutes = Annotated[int, Field(ge=1, le=60)]
Share = Annotated[float, Field(ge=0, le=1)]


class ClientText(Strict):
    """Who comes through the door."""

    name: Prose
    age: int = Field(ge=1, le=110)
    work: Prose
    booked: Prose
    says: Prose
    expects: Literal["relaxation", "relief", "both"]
    pressure: int = Field(ge=1, le=5)


class HypothesisText(Strict):
    """What may be behind it."""

    p: Share
    source: Id


class AskText(Strict):
    """A question to the client."""

    id: Id
    say: Prose
    reply: Prose
    minutes: Minutes
    essential: bool = False
    safety: bool = False
    why: str = ""
    evidence: list[Id] = Field(default_factory=list)


class RatioText(Strict):
    """A likelihood ratio, with its source."""

    hypothesis: Id = Field(alias="for")
    present: float = Field(gt=1)
    absent: float = Field(gt=0, lt=1)
    source: Id


class ConsentText(Strict):
    """How consent is asked for, and given."""

    say: Prose
    reply: Prose


class ExamineText(Strict):
    """Something to look at or to test."""

    id: Id
    do: Prose
    minutes: Minutes
    needs_consent: ConsentText | None = None
    results: dict[Id, Prose]
    lr: RatioText | None = None
    why: str = ""
    evidence: list[Id] = Field(default_factory=list)


class UnaskedText(Strict):
    """How an option is judged when what must come first was not asked."""

    value: Share
    why: Prose
    evidence: list[Id] = Field(default_factory=list)
    goto: Id | None = None


class OptionText(Strict):
    """A decision to take."""

    id: Id
    text: Prose
    reply: str = ""
    value: Share
    harm: str = ""
    why: Prose
    evidence: list[Id] = Field(default_factory=list)
    goto: Id
    after: list[Id] = Field(default_factory=list)
    unasked: UnaskedText | None = None

    @model_validator(mode="after")
    def _both(self) -> OptionText:
        if bool(self.after) != (self.unasked is not None):
            raise ValueError(f"option {self.id}: `after` and `unasked` belong together. Write both, or neither")
        return self


class StateText(Strict):
    """A decision, or an end."""

    id: Id
    terminal: bool = False
    text: str = ""
    options: list[OptionText] = Field(default_factory=list, max_length=6)

    @model_validator(mode="after")
    def _shape(self) -> StateText:
        if self.terminal and (self.options or not self.text):
            raise ValueError(f"{self.id}: an end has a `text` and no options")
        if not self.terminal and len(self.options) < 2:
            raise ValueError(f"{self.id}: a decision needs at least two options")
        return self


class FeatureText(Strict):
    """Something that a good encounter holds."""

    id: Id
    need: list[Id] = Field(default_factory=list)
    need_any: list[Id] = Field(default_factory=list)

    @model_validator(mode="after")
    def _something(self) -> FeatureText:
        if not self.need and not self.need_any:
            raise ValueError(f"{self.id}: name what it needs, in `need` or `need_any`")
        return self


class GateText(Strict):
    """What fails a case whatever else was right."""

    never: Id | None = None
    before: Id | None = None
    always_any: list[Id] = Field(default_factory=list)
    why: Prose
    evidence: list[Id] = Field(default_factory=list)

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


class DebriefText(Strict):
    """What the expert did, and a last word."""

    expert_path: list[str] = Field(min_length=1)
    note: Prose


class GoldenText(Strict):
    """A path with what it must score."""

    path: list[str] = Field(min_length=1)
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
    contrast_with: Id
    client: ClientText
    hypotheses: dict[Id, HypothesisText] = Field(min_length=2)
    truth: Id
    budget_minutes: Minutes
    findings: dict[Id, Prose] = Field(default_factory=dict)
    ask: list[AskText] = Field(min_length=3)
    examine: list[ExamineText] = Field(default_factory=list)
    decide: list[StateText] = Field(min_length=1)
    score: ScoreText
    debrief: DebriefText
    tests: list[GoldenText] = Field(min_length=2)


@dataclass(frozen=True)
class WrittenCase:
    """A case with the file's text for messages, and the paths that it is tested with."""

    text: Text
    case: built.Case
    tests: tuple[GoldenText, ...]


def load_case_text(path: Path, root: Path | None = None) -> WrittenCase:
    """Read one file of `assets/cases`. Raises AuthorProblem. What the ids point at is the linter's matter."""
    text = read_yaml(path, root)
    written = validate(text, CaseText)
    if path.stem != written.id:
        mend = f"“id: {written.id}” and the file's name {path.name} differ. Make them the same."
        raise AuthorProblem([text.message(("id",), mend)])
    return WrittenCase(text, _case(written), tuple(written.tests))


def _case(written: CaseText) -> built.Case:
    return built.Case(
        id=written.id,
        title=written.title,
        minutes=written.minutes,
        setting=written.setting,
        difficulty=written.difficulty,
        objectives=tuple(written.objectives),
        contrast_with=written.contrast_with,
        client=built.Client(**written.client.model_dump()),
        hypotheses={key: built.Hypothesis(each.p, each.source) for key, each in written.hypotheses.items()},
        truth=written.truth,
        budget_minutes=written.budget_minutes,
        findings=dict(written.findings),
        ask=tuple(
            built.Ask(**{**a.model_dump(), "why": a.why.strip(), "evidence": tuple(a.evidence)}) for a in written.ask
        ),
        examine=tuple(map(_examine, written.examine)),
        decide=tuple(built.State(s.id, s.text.strip(), tuple(map(_option, s.options))) for s in written.decide),
        weights=built.Weights(**written.score.weights.model_dump()),
        key_features=tuple(
            built.KeyFeature(f.id, tuple(f.need), tuple(f.need_any)) for f in written.score.key_features
        ),
        gates=tuple(
            built.Gate(g.never or "", g.before or "", tuple(g.always_any), g.why, tuple(g.evidence))
            for g in written.score.gates
        ),
        expert_path=tuple(written.debrief.expert_path),
        note=written.debrief.note,
    )


def _examine(written: ExamineText) -> built.Examine:
    asked, ratio = written.needs_consent, written.lr
    return built.Examine(
        id=written.id,
        do=written.do,
        minutes=written.minutes,
        consent=built.Consent(asked.say, asked.reply) if asked else None,
        results=dict(written.results),
        lr=built.LikelihoodRatio(ratio.hypothesis, ratio.present, ratio.absent, ratio.source) if ratio else None,
        why=written.why.strip(),
        evidence=tuple(written.evidence),
    )


def _option(written: OptionText) -> built.Option:
    def judged(value: float, why: str, evidence: list[str], goto: str) -> built.Judged:
        return built.Judged(value, why, tuple(evidence), goto)

    unasked = written.unasked
    return built.Option(
        id=written.id,
        text=written.text,
        reply=written.reply.strip(),
        harm=written.harm,
        judged=judged(written.value, written.why, written.evidence, written.goto),
        after=tuple(written.after),
        unasked=judged(unasked.value, unasked.why, unasked.evidence, unasked.goto or written.goto) if unasked else None,
    )
