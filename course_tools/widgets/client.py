"""The view of a virtual client: an anywidget with real HTML (`static/client*.js`).

The kernel side holds the encounter, the file is the truth: each action is read against it, appended, and only then
shown. What is not disclosed yet never leaves the kernel.
"""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from course_tools.encounter import Encounter, calibration, debrief
from course_tools.journal import EncounterBook, Meeting, all_stated
from course_tools.problem import CourseProblem
from course_tools.widgets.clientpage import card, shown, still, told
from course_tools.widgets.esm import CSS, STATIC, esm
from course_tools.widgets.fallback import bundle, paragraphs


class MeetingView(anywidget.AnyWidget):  # type: ignore[misc]
    """One virtual client, step by step from the door to the end: what practice and a quiz have in common."""

    _esm = esm("dom", "wire", "clientpictures", "clientforms", "clientdebrief", "client")
    _css = CSS.read_text(encoding="utf-8") + (STATIC / "client.css").read_text(encoding="utf-8")
    card = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    way_on = ""  # what can be done about a log that cannot be read

    def __init__(self, book: EncounterBook | Meeting, **more: Any) -> None:
        self._kept = book
        self._attempt = 0
        self._saved = ""  # the click of the last step: sent again, it is not done twice
        super().__init__(card={**card(book.case), **more})
        self._show()
        self.on_msg(self._received)

    def _received(self, _widget: object, content: Any, _buffers: object) -> None:
        if not isinstance(content, dict):
            return
        kind, click = content.get("kind"), str(content.get("click"))
        if kind == "act":
            self._act(click, content)
        elif kind == "refresh":
            self._show(pong=str(content.get("ping")))

    def _act(self, click: str, content: dict[str, Any]) -> None:
        if click == self._saved:
            self._show(echo={"click": click, "ok": True})
            return
        try:
            before = self._read()
            if (content.get("attempt"), content.get("step")) != (self._attempt, len(before.steps)):
                moved = "This client went on in another window. Here is how it stands; choose again."
                self._show(echo={"click": click, "ok": False, "text": moved})
                return
            self._kept.save(before.take(str(content.get("action")), content.get("answer")), self._attempt)
        except CourseProblem as problem:
            self._show(echo={"click": click, "ok": False, "text": f"Not saved. {problem}"})
            return
        self._saved = click
        self._show(echo={"click": click, "ok": True})

    def _read(self) -> Encounter:
        self._attempt = max(self._attempt, self._kept.tries(), 1)
        return self._kept.read(self._attempt)

    def _show(self, *, echo: dict[str, Any] | None = None, pong: str | None = None) -> None:
        """Set the state from what is on disk."""
        more = {"echo": echo, "pong": pong}
        try:
            self.state = {**self._page(self._read()), "attempt": self._attempt, "problem": "", **more}
        except CourseProblem as problem:
            self.state = {"problem": f"{problem} {self.way_on}", "attempt": self._attempt, **more}

    def _page(self, encounter: Encounter) -> dict[str, Any]:
        """What is shown of a try."""
        return shown(encounter)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        text, head = still(self._kept.case)
        note = "<p><em>Open this lesson in the course to meet this client.</em></p>"
        html = f'<section class="cq-still">{head}{paragraphs(self._kept.case.client.says)}{note}</section>'
        return bundle(text, html, self.model_id)


class ClientView(MeetingView):
    """A client of a lesson, with the debrief at the end, as often as the learner likes."""

    way_on = "What is written stays in your folder my-progress; you can meet this client anew."

    def __init__(self, book: EncounterBook) -> None:
        self._book = book
        super().__init__(book)

    def _received(self, widget: object, content: Any, buffers: object) -> None:
        kind = content.get("kind") if isinstance(content, dict) else None
        if kind == "again":
            self._again(str(content.get("click")))
        elif kind == "from":
            self._from(str(content.get("click")), content)
        else:
            super()._received(widget, content, buffers)

    def _page(self, encounter: Encounter) -> dict[str, Any]:
        report = self._report(encounter) if encounter.over else None
        return {**shown(encounter), "earlier": self._earlier(encounter), "debrief": report}

    def _again(self, click: str) -> None:
        try:
            self._attempt = self._book.tries() + 1
        except CourseProblem as problem:
            self._show(echo={"click": click, "ok": False, "text": str(problem)})
            return
        self._show(echo={"click": click, "ok": True})

    def _from(self, click: str, content: dict[str, Any]) -> None:
        """Another try that begins with the first steps of this one, under the same seed."""
        step = content.get("step")
        if click == self._saved:
            self._show(echo={"click": click, "ok": True})
            return
        try:
            before = self._read()
            if content.get("attempt") != self._attempt or type(step) is not int or not 1 <= step < len(before.steps):
                self._show(echo={"click": click, "ok": False, "text": "There is no such step. Choose again."})
                return
            attempt = self._book.tries() + 1
            self._book.copy(before.until(step), attempt)
        except CourseProblem as problem:
            self._show(echo={"click": click, "ok": False, "text": f"Not saved. {problem}"})
            return
        self._attempt, self._saved = attempt, click
        self._show(echo={"click": click, "ok": True})

    def _report(self, encounter: Encounter) -> dict[str, Any]:
        report = debrief(encounter)
        known = calibration(all_stated(self._book.path)) if report.beliefs else None
        return told(report, encounter, known)

    def _earlier(self, encounter: Encounter) -> str:
        """A sentence where the learner has met an earlier version of this client and nothing since."""
        if encounter.steps or self._attempt > 1 or not self._book.earlier():
            return ""
        name = self._book.case.client.name
        return (
            f"{name}'s case has been revised since you met. What you did then is kept in your folder my-progress; "
            "here you begin afresh."
        )
