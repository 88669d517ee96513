"""Virtual clients as authors write them (`assets/cases/<id>.yaml`) -> cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from course_tools.authoring.casetext import CaseText
from course_tools.authoring.message import AuthorProblem, did_you_mean
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import Text, read_yaml
from course_tools.content.case import Case, Deed
from course_tools.content.decode import decode
from course_tools.content.outcomes import Preset

JUDGED = ("value", "harm", "why", "evidence", "goto")


@dataclass(frozen=True)
class Golden:
    """A path with what it must score; `truth` is empty where the case has one only."""

    path: tuple[Deed, ...]
    truth: str
    score_min: float
    score_max: float
    holds: bool


@dataclass(frozen=True)
class WrittenCase:
    """A case with the file's text for messages, and the paths that it is tested with."""

    text: Text
    case: Case
    tests: tuple[Golden, ...]


def load_case_text(path: Path, root: Path | None = None, presets: Mapping[str, Preset] | None = None) -> WrittenCase:
    """Read one file of `assets/cases`. Raises AuthorProblem. What the ids point at is the linter's matter.

    `presets` are those of the outcome lab, of which a case may name one.
    """
    text = read_yaml(path, root)
    written = validate(text, CaseText)
    known = presets or {}
    if path.stem != written.id:
        mend = f"“id: {written.id}” and the file's name {path.name} differ. Make them the same."
        raise AuthorProblem([text.message(("id",), mend)])
    if written.outcome is not None and written.outcome.preset not in known:
        hint = did_you_mean(written.outcome.preset, known)
        mend = f"“{written.outcome.preset}” is no preset of assets/outcomes.{hint}"
        raise AuthorProblem([text.message(("outcome", "preset"), mend)])
    tests = tuple(
        Golden(deeds(test.path), test.truth or "", test.score_min, test.score_max, test.gates == "pass")
        for test in written.tests
    )
    return WrittenCase(text, _case(written, known), tests)


def deeds(path: list[Any]) -> tuple[Deed, ...]:
    """A path as written: names, and `name: {answer}` where an action asks for more."""
    pairs = [pair for step in path for pair in (step.items() if isinstance(step, dict) else ((step, {}),))]
    return tuple(Deed(name, dict(answer)) for name, answer in pairs)


def _case(written: CaseText, presets: Mapping[str, Preset]) -> Case:
    data = written.model_dump()
    score, debrief = data.pop("score"), data.pop("debrief")
    for name in ("format", "tests"):
        del data[name]
    truth = {written.truth: 1.0} if isinstance(written.truth, str) else dict(written.truth)
    experts = debrief["under"] or dict.fromkeys(truth, debrief)
    first = data["decide"][0]
    first["asking"] = data.pop("budget_minutes")
    if written.outcome is not None:
        data["outcome"]["preset"] = asdict(presets[written.outcome.preset])
    return decode(
        Case,
        {
            **data,
            "truth": truth,
            "contrast_with": written.contrast_with or "",
            "ask": [{**ask, "lr": _ratio(ask["lr"]), "why": ask["why"].strip()} for ask in data["ask"]],
            "examine": [_examine(test) for test in data["examine"]],
            "decide": [_state(state) for state in data["decide"]],
            "treat": [_session(session) for session in data["treat"]],
            "weights": score["weights"],
            "key_features": [{"id": each.pop("id"), "needs": each} for each in score["key_features"]],
            "gates": [
                {**gate, "never": gate["never"] or "", "before": gate["before"] or ""} for gate in score["gates"]
            ],
            "experts": {
                name: {"path": [asdict(deed) for deed in deeds(each["expert_path"])], "note": each["note"]}
                for name, each in experts.items()
            },
        },
    )


def _ratio(data: dict[str, Any] | None) -> dict[str, Any] | None:
    return data and {**data, "found": data["found"] or ""}


def _examine(data: dict[str, Any]) -> dict[str, Any]:
    more = {"consent": data["needs_consent"], "lr": _ratio(data["lr"]), "why": data["why"].strip()}
    return {**_without(data, "needs_consent"), **more}


def _state(data: dict[str, Any]) -> dict[str, Any]:
    more = {
        "text": data["text"].strip(),
        "opens": _needs(data["opens"]),
        "options": [_option(each) for each in data["options"]],
    }
    return {**_without(data, "terminal"), **more}


def _needs(data: dict[str, Any] | None) -> dict[str, Any]:
    return data or {"need": [], "need_any": []}


def _option(data: dict[str, Any]) -> dict[str, Any]:
    def judged(each: dict[str, Any] | None) -> dict[str, Any] | None:
        return each and {**each, "goto": each["goto"] or data["goto"]}

    return {
        **_without(data, *JUDGED),
        "reply": data["reply"].strip(),
        "judged": {name: data[name] for name in JUDGED},
        "unasked": judged(data["unasked"]),
        "unmoved": judged(data["unmoved"]),
        "under": {name: judged(each) for name, each in data["under"].items()},
        "opens": _needs(data["opens"]),
    }


def _session(data: dict[str, Any]) -> dict[str, Any]:
    more = {
        "consent": data["needs_consent"],
        "technique": [{**each, "areas": []} for each in data["technique"]],
        "position": [{**each, "areas": []} for each in data["position"]],
        "says": {name.replace("_", "-"): words for name, words in data["says"].items()},
        "stop": [
            {
                **_without(each, "why", "evidence", "goto"),
                "judged": {"value": 1.0, "harm": ""} | {name: each[name] for name in ("why", "evidence", "goto")},
            }
            for each in data["stop"]
        ],
        "effects": [
            {**_without(each, *JUDGED), "judged": {name: each[name] for name in JUDGED}} for each in data["effects"]
        ],
    }
    return {**_without(data, "needs_consent"), **more}


def _without(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}
