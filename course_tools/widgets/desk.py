"""Where quizzes come in and go out: the box on the first page, and the desk at the end of a quiz."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_tools.content import Quiz
from course_tools.journal import AnswerBook, answered, course_folder, hand_in, read, take_quiz
from course_tools.problem import CourseProblem
from course_tools.whole import put
from course_tools.widgets.esm import CSS, esm
from course_tools.widgets.fallback import bundle

QUIZZES = "my-quizzes"


class HandInDesk(anywidget.AnyWidget):  # type: ignore[misc]
    """Says how many questions are answered, and packs the quiz into a zip for the instructor."""

    _esm = esm("dom", "desk")
    _css = CSS
    kind = traitlets.Unicode("hand-in").tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, quiz: Quiz, folder: Path) -> None:
        self._quiz, self._folder = quiz, folder
        super().__init__()
        self._count()
        self.on_msg(self._received)

    def _count(self, **more: Any) -> None:
        open_: list[str] = []
        try:
            whose = self._quiz.roster_id
            book = AnswerBook(self._folder / "answers.jsonl", self._quiz.id, self._quiz.seed(whose))
            for number, slot in enumerate(self._quiz.slots, start=1):
                if not answered(self._quiz.item_in(slot.id, whose), book):
                    open_.append(str(number))
        except CourseProblem as problem:
            more = {"problem": str(problem), **more}
        total = len(self._quiz.slots)
        told = f"{total - len(open_)} of {total} questions answered."
        if open_:
            told += f" Open: {', '.join(open_)}."
        self.state = {"told": told, **more}

    def _received(self, _widget: object, content: Any, _buffers: object) -> None:
        if not isinstance(content, dict):
            return
        if content.get("kind") == "count":
            self._count(pong=content.get("ping"))
            return
        try:
            packed = hand_in(self._folder, str(content.get("id") or ""))
            put(self._folder / "hand-in" / packed.name, packed.data)
        except CourseProblem as problem:
            self._count(problem=str(problem), pong=content.get("ping"))
        except OSError as error:
            self._count(problem=f"The file could not be written ({error.strerror}).", pong=content.get("ping"))
        else:
            done = f"Ready: {packed.name}. It lies in the folder hand-in beside this quiz. Give it to your instructor."
            self._count(done=done, name=packed.name, pong=content.get("ping"))
            self.send({"name": packed.name}, [packed.data])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        text = "Hand in: type your id and press “Pack my quiz”."
        return bundle(text, f"<p>{escape(text)} <em>Open this quiz in the course first.</em></p>", self.model_id)


class QuizBox(anywidget.AnyWidget):  # type: ignore[misc]
    """Takes in a quiz file from the instructor, and lists the quizzes that are there."""

    _esm = esm("dom", "desk")
    _css = CSS
    kind = traitlets.Unicode("quiz-box").tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        self._root = course_folder()
        super().__init__()
        self._list()
        self.on_msg(self._received)

    def _list(self, **more: Any) -> None:
        there = sorted((self._root / QUIZZES).glob("*/quiz.json"))
        quizzes = []
        for path in there:
            notebook = path.parent / f"{path.parent.name}.ipynb"
            if notebook.is_file():
                answered = _answered(path.parent)
                quizzes.append({"path": notebook.relative_to(self._root).as_posix(), "answered": answered})
        self.state = {"quizzes": quizzes, **more}

    def _received(self, _widget: object, content: Any, buffers: Any) -> None:
        if not isinstance(content, dict):
            return
        ping = content.get("ping")
        if content.get("kind") != "take" or not buffers:
            self._list(pong=ping)
            return
        try:
            notebook = take_quiz(bytes(buffers[0]), self._root / QUIZZES)
        except CourseProblem as problem:
            self._list(problem=str(problem), pong=ping)
        else:
            self._list(done=f"The quiz {notebook.stem} is in. Open it below.", pong=ping)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        text = "Your quizzes: choose the quiz file that your instructor gave you."
        return bundle(text, f"<p>{escape(text)}</p>", self.model_id)


def _answered(folder: Path) -> str:
    try:
        count = len([a for a in read(folder / "answers.jsonl").latest.values() if a.answer is not None])
    except CourseProblem:
        count = 0
    return f"{count} answered" if count else "not begun"
