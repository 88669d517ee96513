"""What a lesson's cells call. Each call takes ids and shows something; whatever goes wrong is shown as a sentence.

The names in `course_tools/lab/grammar.json` are the only ones that lesson mode runs by itself.
"""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from course_tools.content import (
    Question,
    load_case,
    load_evidence,
    load_lesson,
    load_places,
    load_practice_index,
    load_quiz,
)
from course_tools.journal import FILE, AnswerBook, EncounterBook, encounters_file, meeting, practice_file
from course_tools.problem import CourseProblem
from course_tools.widgets import fallback

__all__ = [
    "client",
    "evidence",
    "explore",
    "hand_in",
    "practice",
    "predict",
    "progress",
    "question",
    "quiz",
    "quiz_box",
    "revisit",
    "sources",
    "vignette",
]

NOTED = "Noted. Nothing is explained yet."


def _shows(call: Callable[..., Any]) -> Callable[..., Any]:
    """A problem becomes a sentence on the page; a defect of ours too, and never a traceback."""

    @functools.wraps(call)
    def shown(*ids: str) -> Any:
        try:
            inspect.signature(call).bind(*ids)
            return call(*ids)
        except CourseProblem as problem:
            return fallback.sentence(str(problem))
        except Exception as defect:
            if "NBGRADER_EXECUTION" in os.environ:
                raise
            return fallback.sentence(
                f"This part of the lesson ({call.__name__}) could not be shown: {type(defect).__name__}. Start the "
                "lesson again; if the sentence stays, tell your instructor. Your answers are safe."
            )

    return shown


@_shows
def vignette(lesson: str) -> Any:
    """The client that opens a lesson, and a decision to commit to. No feedback yet."""
    return _commit(_opening(lesson), lesson, "At the table", "You come back to this at the end of the lesson.")


@_shows
def predict(question: str) -> Any:
    """A question to commit to before anything is explained. `revisit` shows the reasons."""
    lesson, asked = _prediction(question)
    return _commit(asked, lesson, "What do you think?", "You come back to this later.")


@_shows
def revisit(name: str) -> Any:
    """A lesson's opening client, or a prediction, again: now with the reasons; the learner may decide anew."""
    from course_tools.widgets.question import practice_view

    if name in load_practice_index().predictions:
        lesson, asked = _prediction(name)
        return practice_view(asked, _practice_book(lesson), "What do you think now?")
    return practice_view(_opening(name), _practice_book(name), "At the table, again")


@_shows
def practice(*questions: str) -> Any:
    """Practice questions by id, each with feedback for every option."""
    from course_tools.widgets.question import practice_view

    index = load_practice_index().questions
    views = []
    for name in questions:
        if name not in index:
            raise CourseProblem(f"There is no practice question called “{name}”.")
        lesson = load_lesson(index[name])
        number = list(lesson.questions).index(name) + 1
        label = f"Practice {number} of {len(lesson.questions)}"
        views.append(practice_view(lesson.questions[name], _practice_book(lesson.id), label))
    return _stack(views)


@_shows
def evidence(*facts: str) -> Any:
    """Citation chips for facts of the evidence base, by id."""
    from course_tools.widgets.evidence import chips

    base = load_evidence()
    for name in facts:
        if name not in base.facts:
            raise CourseProblem(f"The evidence base has no entry called “{name}”.")
    return chips([base.facts[name] for name in facts], base)


@_shows
def sources(lesson: str) -> Any:
    """The sources of all facts that a lesson and its questions rest on."""
    from course_tools.widgets.evidence import reference_list

    places = load_places()
    if lesson not in places:
        raise CourseProblem(f"There is no lesson called “{lesson}”.")
    base = load_evidence()
    return reference_list([base.facts[fact] for fact in places[lesson].facts], base)


@_shows
def explore(name: str) -> Any:
    """An explorable picture, by name."""
    from course_tools.widgets.explore import explorable

    return explorable(name)


@_shows
def client(case: str) -> Any:
    """A virtual client, by id: from the door to the debrief."""
    from course_tools.widgets.client import ClientView

    return ClientView(EncounterBook(encounters_file(), load_case(case)))


@_shows
def quiz(quiz_id: str) -> Any:
    """The head of a graded quiz: what it is, and how answers are kept."""
    here = load_quiz(Path.cwd())
    if here.id != quiz_id:
        raise CourseProblem(f"This notebook belongs to the quiz “{quiz_id}”, but the files beside it to “{here.id}”.")
    points = sum(slot.points for slot in here.slots)
    text = (
        f"{here.title}: {len(here.slots)} questions, {points:g} points. Each answer is saved as soon as the line under "
        "the question says “Saved”. You may change an answer until you hand in. No time limit."
    )
    if any(prompt.type == "case" for prompt in here.items.values()):
        text += " A client is met once: what you said and did stays so, as at a real table."
    return fallback.Page(text, f'<p class="cx">{escape(text)}</p>')


@_shows
def question(slot: str) -> Any:
    """A graded question, by its slot. Without a key: this page cannot say what is right."""
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        # nbgrader takes silence for full marks; an error earns nothing.
        raise RuntimeError("A quiz is marked without being run: use the nbgrader_config.py of this course.")
    from course_tools.widgets.question import QuestionView

    here = load_quiz(Path.cwd())
    try:
        prompt = here.item_in(slot, here.roster_id)
    except KeyError:
        raise CourseProblem(f"This quiz has no question “{slot}”. Get the quiz again from your instructor.") from None
    number = [s.id for s in here.slots].index(slot) + 1
    book = AnswerBook(Path.cwd() / FILE, here.id, here.seed(here.roster_id))
    label = f"Question {number} of {len(here.slots)} ({prompt.points:g} {'point' if prompt.points == 1 else 'points'})"
    if prompt.type == "case":
        from course_tools.widgets.gradedclient import GradedClientView

        return GradedClientView(prompt, meeting(prompt, book), label)
    return QuestionView(prompt, book, mode="quiz", label=label)


@_shows
def hand_in(quiz_id: str) -> Any:
    """Pack the quiz into one file for the instructor."""
    from course_tools.widgets.desk import HandInDesk

    here = load_quiz(Path.cwd())
    if here.id != quiz_id:
        raise CourseProblem(f"This notebook belongs to the quiz “{quiz_id}”, but the files beside it to “{here.id}”.")
    return HandInDesk(here, Path.cwd())


@_shows
def quiz_box() -> Any:
    """Take in a quiz file from the instructor; open the quizzes that are there."""
    from course_tools.widgets.desk import QuizBox

    return QuizBox()


@_shows
def progress() -> Any:
    """What has been practiced so far, lesson by lesson."""
    from course_tools.widgets.progress import ProgressPage

    return ProgressPage()


def _opening(lesson: str) -> Question:
    asked = load_lesson(lesson).vignette
    if asked is None:
        raise CourseProblem(f"The lesson “{lesson}” has no opening client yet.")
    return asked


def _prediction(name: str) -> tuple[str, Question]:
    index = load_practice_index().predictions
    if name not in index:
        raise CourseProblem(f"There is nothing to predict called “{name}”.")
    return index[name], load_lesson(index[name]).predictions[name]


def _commit(asked: Question, lesson: str, label: str, later: str) -> Any:
    from course_tools.widgets.question import QuestionView

    kept = f"{NOTED} {later}"
    return QuestionView(asked.prompt, _practice_book(lesson), mode="commit", label=label, kept=kept)


def _practice_book(lesson: str) -> AnswerBook:
    return AnswerBook(practice_file(), f"practice/{lesson}", f"practice/{lesson}|A")


def _stack(views: list[Any]) -> Any:
    if len(views) == 1:
        return views[0]
    from course_tools.widgets.stack import Stack

    return Stack(views)
