"""The view of a question: an anywidget with real form controls (`static/`).

The kernel side holds the state; the browser only sends messages, each answer with a click of its own, and calls an
answer saved when that click comes back after the line is on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

import anywidget
import traitlets

from course_tools.content import Prompt, Question, shown_order, shown_targets
from course_tools.journal import Answer, AnswerBook
from course_tools.marking import OPEN, Result, mark
from course_tools.problem import CourseProblem
from course_tools.widgets.body import BODY_CSS, drawing, offered
from course_tools.widgets.esm import CSS, esm
from course_tools.widgets.fallback import bundle, paragraphs

SURE = ("low", "middle", "high")

TASKS = {
    "best": "Choose one answer",
    "ranked": "Choose the best answer",
    "triage": "Choose what you do",
    "true_false_set": "True or false?",
    "order": "Put the steps in order, first to last",
    "claim": "Supported, overstated or not supported?",
    "pick": "Choose {k}",
    "key_features": "Choose at most {at_most}",
    "match": "Choose the partner of each",
    "contrast": "What do you do for each client, and what decides?",
    "number": "Type a number and choose its unit",
    "probability": "Type a percentage",
    "shift": "Choose one step of the scale",
    "short": "Type your answer in a few words",
    "dose": "Fill in the plan",
    "region": "Choose the areas; left and right are the client's own",
    "note": "Write each section",
}
TAKES_AWAY = "A wrong one takes away a right one"
HINTS = {"practice": "", "commit": "", "quiz": "Not answered yet."}


class QuestionView(anywidget.AnyWidget):  # type: ignore[misc]
    """One question on the page. `mode` is `practice` (feedback at once), `quiz` (none) or `commit` (none yet)."""

    _esm = esm("dom", "body", "areas", "fields", "view", "question")
    _css = CSS.read_text(encoding="utf-8") + BODY_CSS
    prompt = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        prompt: Prompt,
        book: AnswerBook,
        *,
        mode: str,
        label: str,
        judge: Callable[[Any], dict[str, Any]] | None = None,
        hints: tuple[str, ...] = (),
        kept: str = "",
    ) -> None:
        self._asked, self._book, self._mode = prompt, book, mode
        self._judge, self._kept = judge, kept
        self._hints, self._hinted = hints, 0
        self._open = False  # a second try has begun, and shows no feedback
        super().__init__(prompt=shown(prompt, book.seed or book.quiz, mode, label))
        self._show()
        self.on_msg(self._received)

    def _received(self, _widget: object, content: Any, _buffers: object) -> None:
        if not isinstance(content, dict):
            return
        kind = content.get("kind")
        if kind == "answer":
            self._answer(str(content.get("click")), content.get("answer"), content.get("sure"))
        elif kind == "again":
            self._open = True
            self._show()
        elif kind == "hint":
            self._hinted = min(self._hinted + 1, len(self._hints))
            self._show()
        elif kind == "refresh":
            self._show(pong=str(content.get("ping")))

    def _answer(self, click: str, answer: Any, sure: Any) -> None:
        try:
            felt = sure if sure in SURE else None
            self._book.save(self._asked.id, self._asked.version, answer, felt)
        except CourseProblem as problem:
            self._show(echo={"click": click, "ok": False, "text": f"Not saved. {problem}"})
            return
        except ValueError:
            self._show(echo={"click": click, "ok": False, "text": "Not saved: this answer cannot be written down."})
            return
        self._open = False
        self._show(echo={"click": click, "ok": True})

    def _show(self, *, echo: dict[str, Any] | None = None, pong: str | None = None) -> None:
        """Set the state from what is on disk."""
        try:
            last = self._book.last(self._asked.id)
        except CourseProblem as problem:
            last, echo = None, echo or {"click": None, "ok": False, "text": str(problem)}
        if last is not None and (last.answer is None or last.version != self._asked.version or self._open):
            last = None
        self.state = {
            "answer": last.answer if last else None,
            "sure": last.sure if last else None,
            "time": last.time if last else "",
            "kept": self._kept,
            "hint": HINTS[self._mode],
            "echo": echo,
            "pong": pong,
            "feedback": self._feedback(last),
            "hints": list(self._hints[: self._hinted]),
            "more_hints": self._hinted < len(self._hints) and last is None,
        }

    def _feedback(self, last: Answer | None) -> dict[str, Any] | None:
        if self._judge is None or last is None:
            return None
        return self._judge(last.answer)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return bundle(f"Question: {self._asked.stem.strip()}", fallback_html(self._asked), self.model_id)


def practice_view(question: Question, book: AnswerBook, label: str) -> QuestionView:
    """A practice question: feedback with a reason for every option, as often as the learner likes."""
    return QuestionView(
        question.prompt,
        book,
        mode="practice",
        label=label,
        judge=lambda answer: told(question, mark(question, answer)),
        hints=question.hints,
    )


def shown(prompt: Prompt, seed: str, mode: str, label: str) -> dict[str, Any]:
    """What the view is given: the prompt with its options in the order that this learner sees."""
    return {
        "id": prompt.id,
        "type": prompt.type,
        "stem": prompt.stem,
        "task": _task(prompt, mode),
        "label": label,
        "mode": mode,
        "options": [{"id": option.id, "text": option.text} for option in shown_order(prompt, seed)],
        "media": None,
        "targets": [{"id": t["id"], "text": t["text"]} for t in shown_targets(prompt, seed)],
        "units": list(prompt.limits.get("units", ())),
        "most": prompt.limits.get("k", prompt.limits.get("at_most")),
        "stories": [{"id": part, **prompt.limits[part]} for part in ("first", "second") if part in prompt.limits],
        "fields": prompt.limits.get("fields"),
        "areas": offered(prompt.limits["view"]) if prompt.type == "region" else [],
        "chart": drawing(prompt.limits["view"]) if prompt.type == "region" else None,
    }


def _task(prompt: Prompt, mode: str) -> str:
    task = TASKS[prompt.type].format(**prompt.limits)
    counts = mode != "commit" and prompt.type in ("true_false_set", "claim")
    return f"{task} {TAKES_AWAY}" if counts else task


def told(question: Question, result: Result) -> dict[str, Any]:
    """A result as the view shows it: the verdict, a sentence, the reason at each option; for a note its rubric too."""
    return {
        **({"areas": question.key["areas"]} if question.prompt.type == "region" else {}),
        **({part: question.key[part] for part in ("rubric", "exemplar")} if result.verdict == OPEN else {}),
        "verdict": result.verdict,
        "message": " ".join(part for part in (result.detail, result.explained) if part),
        "options": {
            reason.option: {"verdict": reason.verdict, "said": reason.said, "better": reason.better, "why": reason.why}
            for reason in result.reasons
        },
    }


def fallback_html(prompt: Prompt) -> str:
    """The question for eyes without a kernel."""
    stories = [prompt.limits[part] for part in ("first", "second") if part in prompt.limits]
    told = "".join(f"<p><strong>{escape(s['title'])}</strong></p>{paragraphs(s['text'])}" for s in stories)
    actions = _list(target["text"] for target in prompt.limits["targets"]) if stories else ""
    ids = prompt.limits.get("order", [option.id for option in prompt.options])
    items = _list(prompt.text_of(option) + _entries(prompt.limits.get("fields", {}).get(option)) for option in ids)
    note = "<p><em>Open this lesson in the course to answer.</em></p>"
    return f'<section class="cq-still">{paragraphs(prompt.stem)}{told}{actions}{items}{note}</section>'


def _entries(field: Mapping[str, Any] | None) -> str:
    """What may be entered into a field of a plan, in words."""
    if field is None:
        return ""
    if field["kind"] == "number":
        return f" ({field['unit']}, {field['from']:g} to {field['to']:g})"
    return f" ({', '.join(choice['text'] for choice in field['choices'])})"


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"
