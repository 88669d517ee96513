"""What the view of a virtual client is given: the card at the door, the talk so far, what may be done, the debrief."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from course_tools.content import Case, load_body, load_chart, load_evidence
from course_tools.content.case import JUDGEMENT
from course_tools.content.session import Session
from course_tools.encounter import CONSENT, Calibration, Debrief, Decision, Encounter, Step
from course_tools.widgets.clientpictures import people_picture, scores_picture
from course_tools.widgets.evidence import chips

HOPES = {"relaxation": "to relax", "relief": "less pain", "both": "to relax, and less pain"}
NEAR, HALF = 0.85, 0.5
NEXT = {
    "ask": "It ends in asking more, not in a name.",
    "adapt": "It ends in adapting the work, not in a name.",
    "refer": "It ends in a referral with your findings, not in a name.",
}


def card(case: Case) -> dict[str, Any]:
    """What the door shows: the intake card and the first words."""
    client = case.client
    facts = [
        ["Place", case.setting],
        ["Age", str(client.age)],
        ["Work", client.work],
        ["Booked", client.booked],
        ["Hopes", HOPES[client.expects]],
        ["Pressure", f"{client.pressure} of 5, as on the form"],
        ["Agrees to", client.agrees.strip()],
        ["Marked on the body chart", "; ".join(load_body()[area].label for area in client.regions)],
    ]
    return {
        "id": case.id,
        "title": case.title,
        "minutes": case.minutes,
        "name": client.name,
        "says": client.says,
        "facts": [fact for fact in facts if fact[1]],
        "chart": body(client.regions),
    }


def body(regions: tuple[int, ...]) -> str:
    """The body chart with the client's areas filled, as SVG; nothing without any. The card names them in words."""
    if not regions:
        return ""
    chart, areas = load_chart(), load_body()
    left, top, width, height = chart.frame
    drawn = ""
    for view in dict.fromkeys(areas[area].view for area in regions):
        shown = chart.views[view]
        marked = "".join(f'<path class="cc-mark" d="{shown.paths[a]}"/>' for a in regions if areas[a].view == view)
        drawn += (
            f'<svg viewBox="{left:g} {top:g} {width:g} {height:g}" aria-hidden="true" focusable="false">'
            f'<path class="cc-body" d="{shown.outline}"/>{marked}</svg>'
        )
    return drawn


def shown(encounter: Encounter) -> dict[str, Any]:
    """What the view is given of an encounter: what was disclosed, and what is open."""
    place = encounter.place
    return {
        "step": len(encounter.steps),
        "place": place.id if place is not None else "",
        "used": encounter.spent,
        "budget": encounter.budget,
        "talk": talk(encounter),
        "first": not encounter.decisions,
        "table": isinstance(place, Session),
        "task": (place.text if place is not None and _silent(encounter) else "") or "What do you do?",
        "open": [
            {
                "name": each.name,
                "kind": each.kind,
                "text": each.text,
                "minutes": _cost(encounter.case, each.name.removeprefix(CONSENT)) or each.minutes,
                "fields": [
                    {
                        "name": field.name,
                        "text": field.text,
                        "kind": field.kind,
                        "choices": [[name, words] for name, words in field.choices.items()],
                        "low": field.low,
                        "high": field.high,
                    }
                    for field in each.fields
                ],
            }
            for each in encounter.legal
        ],
        "over": encounter.over,
    }


def _silent(encounter: Encounter) -> bool:
    """Whether the place's words were not told in the talk: only those of the door are not."""
    return not encounter.decisions


def _cost(case: Case, name: str) -> int:
    return next((thing.minutes for thing in case.things if thing.id == name), 0)


def talk(encounter: Encounter) -> list[dict[str, Any]]:
    """The conversation so far: who (`you`, `do`, `client`, `room`, `story`, `bayes`), the words, perhaps a picture."""
    lines: list[dict[str, Any]] = []
    for number, step in enumerate(encounter.steps, start=1):
        lines += _lines(encounter.until(number), step)
    return lines


def _lines(until: Encounter, step: Step) -> Iterator[dict[str, Any]]:
    who = "you" if step.action.kind in ("ask", "consent") else "do"
    yield {"who": who, "text": step.said}
    if step.answer:
        line: dict[str, Any] = {"who": step.by, "text": step.answer}
        if step.action.kind == "measure" and len(until.scores) > 1:
            line["picture"] = scores_picture(until)
        yield line
    if step.action.kind == "believe":
        yield {"who": "bayes", **people_picture(until)}
    place = until.place
    if step.decisions and place is not None and place.text and not isinstance(place, Session):
        yield {"who": "story", "text": place.text}


def told(report: Debrief, encounter: Encounter, known: Calibration | None) -> dict[str, Any]:
    """The debrief as the view shows it; `known` is the learner's calibration over all clients."""
    return {
        "verdict": _verdict(report, encounter.case.client.name),
        "gates": [reason(gate.why, gate.evidence) for gate in report.gates],
        "parts": _parts(report, encounter),
        "points": [{"text": name.replace("-", " "), "met": met} for name, met in report.score.features.items()],
        "decided": [_decided(each) for each in report.decided],
        "expert": [{"text": m.text, "step": m.step, **reason(m.why, m.evidence)} for m in report.expert],
        "beside": list(report.beside),
        "missed": [{"say": missed.say, "reply": missed.reply} for missed in report.missed],
        "divergence": report.divergence,
        "closure": report.closure,
        "beliefs": _beliefs(report, encounter),
        "turns": [
            {
                "step": turn.step,
                "text": turn.chosen.text,
                "rate": f"{turn.chosen.rate:.3f}",
                "best": turn.best.text,
                "best_rate": f"{turn.best.rate:.3f}",
                "same": turn.best.id == turn.chosen.id,
            }
            for turn in report.turns
        ],
        "scores": scores_picture(encounter) if len(encounter.scores) > 1 else None,
        "calibration": _calibrated(known),
        "steps": [step.said for step in encounter.steps],
        "note": report.note,
    }


def reason(why: str, evidence: tuple[str, ...]) -> dict[str, str]:
    """A reason with its chips; `judgement` says where no source settles it."""
    base = load_evidence()
    facts = [base.facts[name] for name in evidence if name != JUDGEMENT]
    judged = "Author's judgement: no source settles this." if JUDGEMENT in evidence else ""
    return {"why": why, "chips": chips(facts, base).html if facts else "", "judgement": judged}


def _decided(each: Decision) -> dict[str, Any]:
    better = None
    if each.better:
        why = each.better_judged
        better = {"text": each.better, **(reason(why.why, why.evidence) if why else reason("", ()))}
    return {
        "text": each.text,
        "harm": each.judged.harm,
        "verdict": "right" if each.judged.value >= NEAR else "partly" if each.judged.value >= HALF / 2 else "wrong",
        **reason(each.judged.why, each.judged.evidence),
        "better": better,
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
    score = report.score
    asked = report.essential - len(report.missed)
    value = "not counted, because of what stands above" if report.gates else f"{score.value * 100:.0f} of 100"
    return [
        f"Score: {value}",
        f"Key points: {sum(score.features.values())} of {len(score.features)}",
        f"Essential questions: {asked} of {report.essential} asked",
        f"Time for finding out: {encounter.used} minutes",
    ]


def _beliefs(report: Debrief, encounter: Encounter) -> list[dict[str, Any]]:
    return [
        {
            "step": held.step,
            "text": people_picture(encounter.until(held.step))["text"],
            "next": NEXT[held.believe.then],
            **reason(held.believe.why, held.believe.evidence),
        }
        for held in report.beliefs
    ]


def _calibrated(known: Calibration | None) -> dict[str, Any] | None:
    if known is None:
        return None
    few = " These are few: read it as a hint." if known.count < 30 else ""
    return {
        "text": (
            f"Over your first tries with all clients you stated {known.count} numbers. On average they lie "
            f"{known.distance:.0f} points of 100 from Bayes', with the same findings.{few}"
        ),
        "columns": ["You said", "How often", "Your mean", "Was true"],
        "rows": [
            [f"{each.low} to {each.high} of 100", str(each.count), f"{each.mean:.0f} of 100", f"{each.true:.0f} of 100"]
            for each in known.bins
        ],
    }


def still(case: Case) -> tuple[str, str]:
    """What the file keeps: the door in plain text, and in HTML without the words."""
    client = case.client
    text = f"A client: {case.title} {client.name}, {client.age}: {' '.join(client.says.split())}"
    return text, f"<p>{escape(client.name)}, {client.age}, {escape(client.work)}</p>"
