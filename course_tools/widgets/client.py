"""The view of a virtual client: an anywidget with real HTML (`static/client.js`).

The kernel side holds the encounter, the file is the truth: each action is read against it, appended, and only then
shown. What is not disclosed yet never leaves the kernel.
"""

from __future__ import annotations

from html import escape
from typing import Any

import anywidget
import traitlets

from course_tools.content import Case, load_evidence
from course_tools.content.case import JUDGEMENT
from course_tools.encounter import CONSENT, Debrief, Encounter, debrief
from course_tools.journal import EncounterBook
from course_tools.problem import CourseProblem
from course_tools.widgets.esm import CSS, STATIC, esm
from course_tools.widgets.evidence import chips
from course_tools.widgets.fallback import bundle, paragraphs

HOPES = {"relaxation": "to relax", "relief": "less pain", "both": "to relax, and less pain"}
NEAR, HALF = 0.85, 0.5


class ClientView(anywidget.AnyWidget):  # type: ignore[misc]
    """One virtual client, from the door to the debrief, as often as the learner likes."""

    _esm = esm("dom", "wire", "client")
    _css = CSS.read_text(encoding="utf-8") + (STATIC / "client.css").read_text(encoding="utf-8")
    card = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, book: EncounterBook) -> None:
        self._book = book
        self._attempt = 0
        self._saved = ""  # the click of the last step: sent again, it is not done twice
        super().__init__(card=card(book.case))
        self._show()
        self.on_msg(self._received)

    def _received(self, _widget: object, content: Any, _buffers: object) -> None:
        if not isinstance(content, dict):
            return
        kind, click = content.get("kind"), str(content.get("click"))
        if kind == "act":
            self._act(click, content.get("attempt"), content.get("step"), str(content.get("action")))
        elif kind == "again":
            self._again(click)
        elif kind == "refresh":
            self._show(pong=str(content.get("ping")))

    def _act(self, click: str, attempt: Any, step: Any, action: str) -> None:
        if click == self._saved:
            self._show(echo={"click": click, "ok": True})
            return
        try:
            before = self._read()
            if (attempt, step) != (self._attempt, len(before.steps)):
                moved = "This client went on in another window. Here is how it stands; choose again."
                self._show(echo={"click": click, "ok": False, "text": moved})
                return
            self._book.save(before.take(action))
        except CourseProblem as problem:
            self._show(echo={"click": click, "ok": False, "text": f"Not saved. {problem}"})
            return
        self._saved = click
        self._show(echo={"click": click, "ok": True})

    def _again(self, click: str) -> None:
        try:
            self._attempt = self._book.tries() + 1
        except CourseProblem as problem:
            self._show(echo={"click": click, "ok": False, "text": str(problem)})
            return
        self._show(echo={"click": click, "ok": True})

    def _read(self) -> Encounter:
        self._attempt = max(self._attempt, self._book.tries(), 1)
        return self._book.read(self._attempt)

    def _show(self, *, echo: dict[str, Any] | None = None, pong: str | None = None) -> None:
        """Set the state from what is on disk."""
        more = {"echo": echo, "pong": pong}
        try:
            self.state = {**shown(self._read()), "attempt": self._attempt, "problem": "", **more}
        except CourseProblem as problem:
            said = f"{problem} What is written stays in your folder my-progress; you can meet this client anew."
            self.state = {"problem": said, "attempt": self._attempt, **more}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        case = self._book.case
        text = f"A client: {case.title} {case.client.name}, {case.client.age}: {' '.join(case.client.says.split())}"
        note = "<p><em>Open this lesson in the course to meet this client.</em></p>"
        head = f"<p>{escape(case.client.name)}, {case.client.age}, {escape(case.client.work)}</p>"
        html = f'<section class="cq-still">{head}{paragraphs(case.client.says)}{note}</section>'
        return bundle(text, html, self.model_id)


def card(case: Case) -> dict[str, Any]:
    """What the door shows: the intake card and the first words."""
    client = case.client
    return {
        "id": case.id,
        "title": case.title,
        "minutes": case.minutes,
        "name": client.name,
        "says": client.says,
        "facts": [
            ["Place", case.setting],
            ["Age", str(client.age)],
            ["Work", client.work],
            ["Booked", client.booked],
            ["Hopes", HOPES[client.expects]],
            ["Pressure", f"{client.pressure} of 5, as on the form"],
        ],
    }


def shown(encounter: Encounter) -> dict[str, Any]:
    """What the view is given of an encounter: what was disclosed, what is open, and at the end the debrief."""
    case = encounter.case
    first = not encounter.decisions
    cost = {thing.id: thing.minutes for thing in case.things}
    return {
        "step": len(encounter.steps),
        "used": encounter.used,
        "budget": case.budget_minutes,
        "talk": talk(encounter),
        "first": first,
        "task": case.decide[0].text if first else "What do you do?",
        "open": [
            {"name": a.name, "kind": a.kind, "text": a.text, "minutes": cost.get(a.name.removeprefix(CONSENT), 0)}
            for a in encounter.legal
        ],
        "over": encounter.over,
        "debrief": told(debrief(encounter), encounter) if encounter.over else None,
    }


def talk(encounter: Encounter) -> list[dict[str, str]]:
    """The conversation so far: who (`you`, `do`, `client`, `room`, `story`) and the words."""
    lines = []
    states = {state.id: state for state in encounter.case.decide}
    for step in encounter.steps:
        who = "you" if step.action.kind in ("ask", "consent") else "do"
        lines.append({"who": who, "text": step.said})
        if step.answer:
            lines.append({"who": step.by, "text": step.answer})
        goto = states.get(step.decision.judged.goto) if step.decision else None
        if goto is not None and goto.text:
            lines.append({"who": "story", "text": goto.text})
    return lines


def told(report: Debrief, encounter: Encounter) -> dict[str, Any]:
    """The debrief as the view shows it."""
    return {
        "verdict": _verdict(report, encounter.case.client.name),
        "gates": [_reason(gate.why, gate.evidence) for gate in report.gates],
        "parts": _parts(report, encounter),
        "points": [{"text": name.replace("-", " "), "met": met} for name, met in report.score.features.items()],
        "decided": [
            {
                "text": each.text,
                "harm": each.harm,
                "verdict": _word(each.judged.value),
                **_reason(each.judged.why, each.judged.evidence),
                "better": each.better_judged
                and {"text": each.better, **_reason(each.better_judged.why, each.better_judged.evidence)},
            }
            for each in report.decided
        ],
        "expert": [{"text": m.text, "step": m.step, **_reason(m.why, m.evidence)} for m in report.expert],
        "beside": list(report.beside),
        "missed": [{"say": missed.say, "reply": missed.reply} for missed in report.missed],
        "divergence": report.divergence,
        "note": report.note,
    }


def _verdict(report: Debrief, name: str) -> dict[str, str]:
    if report.gates:
        return {"tone": "wrong", "text": "Stop here first: this way is not safe."}
    if report.score.value >= NEAR:
        return {"tone": "right", "text": "As the expert did it, or very nearly."}
    if report.score.value >= HALF:
        return {"tone": "partly", "text": "A good part of the way."}
    return {"tone": "partly", "text": f"Much is still open. Read why, then meet {name} again."}


def _parts(report: Debrief, encounter: Encounter) -> list[str]:
    score, case = report.score, encounter.case
    asked = report.essential - len(report.missed)
    value = "not counted, because of what stands above" if report.gates else f"{score.value * 100:.0f} of 100"
    return [
        f"Score: {value}",
        f"Key points: {sum(score.features.values())} of {len(score.features)}",
        f"Essential questions: {asked} of {report.essential} asked",
        f"Time: {encounter.used} of {case.budget_minutes} minutes",
    ]


def _word(value: float) -> str:
    return "right" if value >= NEAR else "partly" if value >= HALF / 2 else "wrong"


def _reason(why: str, evidence: tuple[str, ...]) -> dict[str, str]:
    """A reason with its chips; `judgement` says where no source settles it."""
    base = load_evidence()
    facts = [base.facts[name] for name in evidence if name != JUDGEMENT]
    judged = "Author's judgement: no source settles this." if JUDGEMENT in evidence else ""
    return {"why": why, "chips": chips(facts, base).html if facts else "", "judgement": judged}
