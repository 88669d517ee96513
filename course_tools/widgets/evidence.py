"""Citation chips: how sure we are in words and shape, the numbers and the source, opening in place."""

from __future__ import annotations

from html import escape
from typing import Any

from course_tools.content import Evidence, Fact
from course_tools.widgets.fallback import Page

# (shape, words, what that means for a trainee)
CERTAINTY = {
    "high": ("●●●●", "high certainty", "New studies are unlikely to change this."),
    "moderate": ("●●●○", "moderate certainty", "Probably near the truth; new studies may change it."),
    "low": ("●●○○", "low certainty", "The truth may be quite different."),
    "very-low": ("●○○○", "very low certainty", "We do not know. Treat it as a hint at most."),
    "expert-consensus": ("◆", "expert agreement", "Experts agree; trials do not show it."),
    "contested": ("◇◆", "contested", "Sources disagree."),
    "not-applicable": ("■", "plain fact", "A definition, a rule or a count: certainty is not graded."),
}
KINDS = {
    "epidemiology": "how often",
    "natural-history": "how it runs",
    "presentation": "how it shows",
    "assessment": "test",
    "effect": "effect",
    "dose": "dose",
    "mechanism": "how it may work",
    "contraindication": "when not to",
    "safety": "safety",
    "guideline": "guideline",
    "measure": "measure",
    "regulation": "rule",
    "definition": "definition",
    "controversy": "belief against evidence",
}
UNCHECKED = ("□", "commonly taught, not verified", "We could not see this in a source.")


def chips(facts: list[Fact], evidence: Evidence) -> Page:
    """The chips of some facts, one after another."""
    text = "\n".join(f"[{CERTAINTY[f.certainty][1]} · {_sources(f, evidence)}] {f.fact}" for f in facts)
    body = "".join(_chip(fact, evidence) for fact in facts)
    return Page(text, f'<div class="cx cx-chips" role="group" aria-label="Evidence">{body}</div>')


def reference_list(facts: list[Fact], evidence: Evidence) -> Page:
    """The sources of some facts, each once, in the order of the alphabet."""
    keys = sorted({key for fact in facts for key in fact.sources}, key=lambda key: evidence.references[key].text)
    text = "\n".join(evidence.references[key].text for key in keys)
    items = "".join(f"<li>{_reference(key, evidence)}</li>" for key in keys)
    head = f"<summary>The {len(keys)} sources of this lesson</summary>"
    return Page(text, f'<details class="cx cx-sources">{head}<ul>{items}</ul></details>')


def _chip(fact: Fact, evidence: Evidence) -> str:
    shape, words, meaning = CERTAINTY[fact.certainty] if fact.checked else UNCHECKED
    numbers = "".join(
        f"<tr><th scope='row'>{_label(k)}</th><td>{_number(v)}</td></tr>" for k, v in fact.numbers.items()
    )
    table = f"<table><caption>The numbers</caption>{numbers}</table>" if numbers else ""
    references = "".join(f"<li>{_reference(key, evidence)}</li>" for key in fact.sources)
    head = f"{words} · {KINDS[fact.kind]} · {escape(_sources(fact, evidence))}"
    return (
        f'<details class="cx-chip cx-{fact.certainty if fact.checked else "unchecked"} cx-fact-{fact.id}">'
        f'<summary><span aria-hidden="true">{shape}</span> {head}</summary>'
        f"<p>{escape(fact.fact)}</p><p><strong>How sure:</strong> {words}. {meaning}</p>{table}"
        f"<p><strong>So:</strong> {escape(fact.teaches)}</p><ul>{references}</ul></details>"
    )


def _sources(fact: Fact, evidence: Evidence) -> str:
    return "; ".join(dict.fromkeys(evidence.references[key].short for key in fact.sources))


def _reference(key: str, evidence: Evidence) -> str:
    reference = evidence.references[key]
    link = f' <a href="{escape(reference.link)}">{escape(reference.link)}</a>' if reference.link else ""
    return escape(reference.text.split(" doi:")[0].rstrip(".") + ".") + link


def _label(key: str) -> str:
    words = key.replace("_", " ")
    for short, long in (("ci95", "95% interval"), ("pct", "percent"), (" vs ", " against "), ("rdq", "Roland-Morris")):
        words = words.replace(short, long)
    if words in ("n", "n trials"):
        return "people" if words == "n" else "trials"
    return escape(words.removesuffix(" n"))


def _number(value: Any) -> str:
    if isinstance(value, list):
        return " to ".join(_number(part) for part in value)
    if isinstance(value, float | int) and value < 0:
        return f"−{abs(value)}"
    return escape(str(value))
