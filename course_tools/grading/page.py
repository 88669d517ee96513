"""What is shown of a mark: HTML and words for a graded cell, for the instructor's summary and for the feedback page.

Every text is escaped. A trainee reads why the options that they chose are right or not. The key, options that they did
not choose and which of them is right, stay unsaid but where an instructor has them told (`right_html`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from course_tools.content import Question
from course_tools.grading.met import met_html, met_text
from course_tools.grading.right_answer import has_equals, right_reasons
from course_tools.marking import BLANK, OPEN, QuizResult, Reason, Result

CHOSEN = {
    "best": "You chose",
    "ranked": "You chose",
    "triage": "You chose",
    "true_false_set": "You judged",
    "order": "Your order",
    "claim": "You judged",
    "pick": "You chose",
    "key_features": "You chose",
    "match": "You matched",
    "contrast": "You decided",
    "number": "You answered",
    "probability": "You answered",
    "shift": "You chose",
    "short": "You answered",
    "dose": "Your plan",
    "region": "You chose",
    "note": "You wrote",
}
VERDICTS = {"right": "Right", "partly": "Partly right", "wrong": "Not right"}


def answer_html(question: Question, result: Result) -> str:
    """The feedback of one question: the stem, the verdict, and the reason for each thing that was chosen."""
    parts = [f"<p>{escape(text)}</p>" for text in paragraphs(question.prompt.stem)]
    for story in _stories(question):
        parts.append(f"<p><strong>{escape(story['title'])}.</strong> {escape(' '.join(story['text'].split()))}</p>")
    if question.prompt.media is not None:
        parts.append(f"<p>Picture: {escape(question.prompt.media.alt)}</p>")
    if result.verdict != OPEN:
        parts.append(f"<p><strong>{escape(share(result))}.</strong> {escape(_rest(result))}</p>")
    reasons = _told(question, result.reasons) if result.verdict != BLANK else []
    if reasons:
        parts.append(f"<h3>{CHOSEN[question.prompt.type]}</h3>")
        parts.append(_reasons_html(reasons, _said_by(question)))
    if result.met is not None:
        parts.append(met_html(result.met))
    return f'<div class="course-feedback course-{result.verdict}">{"".join(parts)}</div>'


def answer_text(question: Question, result: Result) -> str:
    """The same in plain words."""
    lines = [question.prompt.stem, *(f"{story['title']}. {story['text']}" for story in _stories(question))]
    if result.verdict != OPEN:
        lines.append(f"{share(result)}. {_rest(result)}")
    reasons = _told(question, result.reasons) if result.verdict != BLANK else []
    lines += [" ".join(_reason_lines(reason, _said_by(question))) for reason in reasons]
    if result.met is not None:
        lines.append(met_text(result.met))
    return "\n".join(lines)


def right_html(question: Question) -> str:
    """The right answer with its reasons, for a page that may tell it; empty for a note, which has none."""
    reasons = _told(question, right_reasons(question))
    if not reasons:
        return ""
    title = "A right order: equal steps may change places" if has_equals(question) else "The right answer"
    # nobody said this answer, so that there is no verdict on it
    return f"<h3>{title}</h3>" + _reasons_html([replace(reason, verdict="") for reason in reasons], "Right")


def summary_html(result: QuizResult, remarks: Iterable[str]) -> str:
    """The instructor's summary of a quiz, with what was odd."""
    lines = "".join(f"<li>{escape(remark)}</li>" for remark in remarks)
    odd = f"<h2>Remarks for the instructor</h2><ul>{lines}</ul>" if lines else ""
    said = "".join(f"<p>{escape(line)}</p>" for line in outcome(result))
    return f'<div class="course-summary">{said}{odd}</div>'


def summary_text(result: QuizResult, remarks: Iterable[str]) -> str:
    """The same in plain words."""
    return "\n".join([*outcome(result), *(f"Remark: {remark}" for remark in remarks)])


def outcome(result: QuizResult) -> list[str]:
    """The outcome of a quiz in sentences: passed or not, the points, the safety questions that were not met."""
    lines = [f"{'Passed' if result.passed else 'Not passed yet'}: {share(result)} ({result.pass_at:.0%} needed)."]
    if result.unsafe:
        lines.append(
            f"{_questions_are(result.unsafe)} about a client's safety. "
            "To pass, each safety question needs a safe answer, whatever else was right."
        )
    if result.by_hand:
        lines.append(f"{_questions_are(result.by_hand)} marked by a person; until then there are no points for it.")
    return lines


def _questions_are(slots: Sequence[str]) -> str:
    names = " and ".join(slot.removeprefix("q") for slot in slots)
    return f"Question {names} is" if len(slots) == 1 else f"Questions {names} are"


def number(value: float) -> str:
    """A number of points, at most two digits after the point."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text; a blank line parts them."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


@cache
def template(name: str) -> Template:
    """A page template of this package; it escapes what it is given."""
    loader = PackageLoader("course_tools.grading")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True).get_template(name)


def _stories(question: Question) -> list[Mapping[str, str]]:
    """The two stories of a `contrast`; none in any other type."""
    limits = question.prompt.limits
    return [limits[part] for part in ("first", "second") if part in limits]


def _told(question: Question, reasons: Iterable[Reason]) -> list[Reason]:
    """The reasons that may be told: of what was chosen only; an order in the order that was given."""
    given = [reason for reason in reasons if reason.given]
    if question.prompt.type == "order":
        return sorted(given, key=lambda reason: int(reason.said.removeprefix("step ")))
    shown = question.prompt.limits.get("order", [])
    return sorted(given, key=lambda reason: shown.index(reason.option)) if shown else given


def share(result: Result | QuizResult) -> str:
    """The points earned, of those that could be."""
    return f"{number(result.points)} of {number(result.max_points)} point{'' if result.max_points == 1 else 's'}"


def _rest(result: Result) -> str:
    unsafe = "" if result.safe else " This question is about a client's safety."
    return f"{result.message}{unsafe}"


def _label(reason: Reason) -> str:
    place = f"{reason.said.capitalize()}: " if reason.said.startswith("step ") else ""
    return f"{place}{' '.join(reason.text.split())}"


def _said_by(question: Question) -> str:
    """The words before what was said; none before a note, which stands as it was written."""
    return "" if question.prompt.type == "note" else "You said"


def _judged(reason: Reason, who: str) -> list[str]:
    """What was said of an option, line by line, and the verdict on it; none where only its place was said."""
    if not reason.said or reason.said.startswith("step "):
        return []
    verdict = f" {VERDICTS[reason.verdict]}." if reason.verdict else ""
    if not who:
        return [" ".join(line.split()) for line in reason.said.splitlines() if line.strip()]
    return [f"{who}: {' '.join(reason.said.split()).rstrip('.')}.{verdict}"]


def _reason_lines(reason: Reason, who: str) -> list[str]:
    return [line for line in (_label(reason), *_judged(reason, who), " ".join(reason.why.split())) if line]


def _reasons_html(reasons: Iterable[Reason], who: str) -> str:
    return "<ul>" + "".join(f"<li>{_reason_html(reason, who)}</li>" for reason in reasons) + "</ul>"


def _reason_html(reason: Reason, who: str) -> str:
    if who:
        return _paragraphs_html(_reason_lines(reason, who))
    # a trainee's own text, apart from the reason that follows
    written = f"<blockquote>{_paragraphs_html(_judged(reason, who))}</blockquote>"
    return f"{_paragraphs_html([_label(reason)])}{written}{_paragraphs_html(paragraphs(reason.why))}"


def _paragraphs_html(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)
