"""What a feedback page tells of a client who was met: the trainee's way beside the expert's, and what followed.

Every text is escaped. Nothing is said of a meeting that was not held.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from course_tools.content.case import State
from course_tools.encounter import Debrief, Decision, Encounter, debrief

SENTENCE_ENDS = (".", "?", "!", "”", '"')
GOOD, HALF = 0.85, 0.25


def met_html(encounter: Encounter) -> str:
    """The meeting in sections under the verdict: safety, decisions, both ways, what was not asked."""
    told, name = debrief(encounter), encounter.case.client.name
    parts = [f"<h3>{escape(title)}</h3>{body}" for title, body in _sections(told, encounter, name) if body]
    return "".join(parts)


def met_text(encounter: Encounter) -> str:
    """The way in plain words, line by line: each step, and where the ways part."""
    told = debrief(encounter)
    steps = [f"Step {number}: {_line(step.said)}" for number, step in enumerate(encounter.steps, start=1)]
    gates = [f"Not safe: {_line(gate.why)}" for gate in told.gates]
    return "\n".join([*steps, *gates, *filter(None, [told.divergence])])


def _sections(told: Debrief, encounter: Encounter, name: str) -> Iterable[tuple[str, str]]:
    yield "What was not safe", _paragraphs(gate.why for gate in told.gates)
    yield "Where the ways part", _paragraphs(filter(None, [told.divergence, told.closure]))
    decided = _items(_decided(each) for each in told.decided)
    yield "What you decided, and what followed", decided + _paragraphs(_end(encounter))
    rows = [(met.text, f"step {met.step}" if met.step else "not done", met.why) for met in told.expert]
    yield "The expert's way, and yours beside it", _table(("The expert", "You", "Why"), rows)
    yield f"Your way with {name}", _table(("Step", "You", "Then"), _steps(encounter))
    missed = [[missed.say, f"{name}: “{_line(missed.reply)}”"] for missed in told.missed]
    yield "Not asked, and what the answer would have been", _items(missed)
    yield "To take with you", _paragraphs(filter(None, [told.note]))


def _steps(encounter: Encounter) -> Iterable[tuple[str, str, str]]:
    for number, step in enumerate(encounter.steps, start=1):
        yield str(number), step.said, step.answer


def _decided(each: Decision) -> list[str]:
    value = each.judged.value
    verdict = "Right." if value >= GOOD else "Partly right." if value >= HALF else "Not right."
    risk = f" The risk: {_line(each.judged.harm)}." if each.judged.harm else ""
    lines = [each.text, f"{verdict}{risk}", each.judged.why]
    if each.better:
        why = f" {_line(each.better_judged.why)}" if each.better_judged is not None else ""
        stop = "" if each.better.rstrip().endswith(SENTENCE_ENDS) else "."
        lines.append(f"Better: {_line(each.better)}{stop}{why}")
    return lines


def _end(encounter: Encounter) -> list[str]:
    """How the story ended, if it did."""
    place = encounter.place
    return [place.text] if encounter.over and isinstance(place, State) and place.text else []


def _items(items: Iterable[Sequence[str]]) -> str:
    listed = "".join(f"<li>{_paragraphs(lines)}</li>" for lines in items)
    return f"<ul>{listed}</ul>" if listed else ""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(_line(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(_line(line))}</p>" for line in lines)


def _line(text: str) -> str:
    return " ".join(text.split())
