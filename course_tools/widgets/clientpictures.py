"""The pictures of a virtual client as data and words: 100 people as stated and as by Bayes, and scores over visits."""

from __future__ import annotations

from typing import Any

from course_tools.content import load_evidence
from course_tools.content.case import JUDGEMENT
from course_tools.encounter import Encounter, held
from course_tools.encounter.beliefs import Shift, crowd, frequencies, people
from course_tools.encounter.outcome import START, detectable_change
from course_tools.widgets.evidence import chips

END_IN = "Whatever the number, it ends in one of three: ask more, adapt, or refer. Never in a name."


def people_picture(encounter: Encounter) -> dict[str, Any]:
    """The belief stated last, beside Bayes' with the findings until then."""
    last, case = held(encounter)[-1], encounter.story
    given = {name: percent / 100 for name, percent in last.stated.items()}
    of = crowd(last.bayes)
    mine, bayes = people(given, of), people(last.bayes, of)
    return {
        "text": f"{frequencies(case, last.bayes, of)} {_compared(encounter)} {END_IN}",
        "picture": {
            "kind": "people",
            "of": of,
            "groups": [
                {"name": each.name.strip(), "you": mine[name], "bayes": bayes[name]}
                for name, each in case.hypotheses.items()
            ],
            "ratios": [_ratio(shift, case.hypotheses[shift.lr.hypothesis].name.strip()) for shift in last.shifts],
            "start": frequencies(case, {name: h.p for name, h in case.hypotheses.items()}, of).replace(
                "with these answers", "before any question"
            ),
            "starts": [_source(each.source, each.name) for each in case.hypotheses.values()][:1],
        },
    }


def _compared(encounter: Encounter) -> str:
    last = held(encounter)[-1]
    name = max(last.bayes, key=lambda each: abs(last.bayes[each] - last.stated[each] / 100))
    percent, bayes = last.stated[name], 100 * last.bayes[name]
    words = encounter.story.hypotheses[name].name.strip()
    if abs(percent - bayes) < 5:
        return "You said much the same."
    more = "higher" if percent > bayes else "lower"
    return f"You said {percent} of 100 for “{words}”: {more} than what you have found carries."


def _ratio(shift: Shift, name: str) -> dict[str, str]:
    there = "present" if shift.present else "absent"
    times = f"multiplies the odds of “{name}” by {shift.ratio:g}"
    return {"text": f"{shift.text} ({there}): {times}.", **_source(shift.lr.source, shift.lr.measured)}


def _source(source: str, measured: str) -> dict[str, str]:
    """Where a number is from; `why` says on whom it was measured."""
    if source == JUDGEMENT:
        why = measured or "No entry of the evidence base gives this number."
        return {"why": why, "chips": "", "judgement": "The author's estimate."}
    base = load_evidence()
    return {"why": f"Measured on: {measured}", "chips": chips([base.facts[source]], base).html, "judgement": ""}


def scores_picture(encounter: Encounter) -> dict[str, Any]:
    """The scores that were measured, with what error alone may do, and what counts as an important change."""
    outcome = encounter.story.outcome
    if outcome is None:
        raise ValueError("this client is not measured")
    preset, scores = outcome.preset, encounter.scores
    names = {START: "Start", **{visit.id: visit.name for visit in encounter.story.visits}}
    times = {START: 0.0, **{visit.id: visit.at for visit in encounter.story.visits}}
    order = sorted(scores, key=times.__getitem__)
    points = [{"name": names[visit], "at": times[visit], "score": scores[visit]} for visit in order]
    error = detectable_change(preset)
    first, last = scores[order[0]], scores[order[-1]]
    return {
        "kind": "scores",
        "measure": preset.measure,
        "unit": preset.unit,
        "low": preset.low if preset.low is not None else 0,
        "high": preset.high if preset.high is not None else max(scores.values()) * 1.2,
        "points": points,
        "error": round(error, 1),
        "important": preset.important,
        "text": _change(first, last, error, preset.important, preset.unit),
    }


def _change(first: float, last: float, error: float, important: float | None, unit: str) -> str:
    fall = first - last
    moved = f"{abs(fall):g} {unit} {'lower' if fall > 0 else 'higher'}" if fall else "no change"
    words = f"From {first:g} to {last:g}: {moved}."
    if important is not None:
        enough = "That is at least" if fall >= important else "That is less than"
        words += f" {enough} the {important:g} {unit} that experts call important for one person."
    beyond = "more" if abs(fall) > error else "no more"
    return (
        f"{words} It is {beyond} than the {error:.1f} {unit} that measuring twice can differ by with nothing changed "
        "(9 of 10 retests stay within that)."
    )
