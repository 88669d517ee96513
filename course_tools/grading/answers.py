"""A trainee's folder -> marks and remarks. The marks come from the journal and nothing else; nothing is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from course_tools import journal
from course_tools.authoring.bank import Bank
from course_tools.content import Question
from course_tools.content.quiz import quiz_seed
from course_tools.grading.handed_in import notebook_remarks
from course_tools.grading.source import question_in, quiz_of, released_cells
from course_tools.grading.words import quoted, some
from course_tools.journal import Answer, Journal
from course_tools.marking import QuizResult, Result, mark, mark_quiz
from course_tools.problem import CourseProblem

LARGEST_JOURNAL = 16_000_000


@dataclass(frozen=True)
class Marked:
    """The marks of a trainee's quiz, the question in each slot, and what was odd, in words for the instructor.

    `sure` tells how sure the trainee was, by slot, where they said so.
    """

    result: QuizResult
    questions: Mapping[str, Question]
    remarks: tuple[str, ...]
    sure: Mapping[str, str]


def mark_folder(bank: Bank, trainee: str, folder: Path, points: Mapping[str, float] | None = None) -> Marked:
    """Mark the journal in a folder by the bank's keys.

    `trainee` is the roster id, which fixes the draw; `points` gives the points of each slot as the gradebook has
    them (default: the bank's). Never raises on what a trainee handed in.
    """
    book, remarks = _read(folder)
    questions = {slot.id: question_in(bank, slot.id, trainee) for slot in quiz_of(bank).slots}
    answers = {slot: book.last(bank.quiz, question.id) for slot, question in questions.items()}
    others = _of_others(bank, trainee, answers)
    answers |= dict.fromkeys(others)
    results = {slot: _mark(questions[slot], answers[slot]) for slot in questions}
    for slot, worth in (points or {}).items():
        results[slot] = replace(results[slot], points=results[slot].score * worth, max_points=worth)
    remarks += _odd_lines(book, bank.quiz, questions.values())
    remarks += [
        f"{slot}: answered in another trainee's form ({quoted(form)}). It counts for nothing."
        for slot, form in others.items()
    ]
    remarks += _odd_answers(questions, answers, results)
    remarks += _claims(trainee, answers.values())
    remarks += notebook_remarks(folder, bank.quiz, released_cells(bank))
    sure = {slot: answer.sure for slot, answer in answers.items() if answer is not None and answer.sure}
    return Marked(mark_quiz(results, bank.pass_at), questions, tuple(remarks), sure)


def _read(folder: Path) -> tuple[Journal, list[str]]:
    path = folder / journal.FILE
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return Journal(), [f"{journal.FILE} is no ordinary file and was not read: no answer counts."]
    if not path.exists():
        return Journal(), [f"There is no {journal.FILE}: no answer was handed in."]
    if path.stat().st_size > LARGEST_JOURNAL:
        return Journal(), [f"{journal.FILE} is too large to be right and was not read: no answer counts."]
    try:
        book = journal.read(path)
    except CourseProblem as problem:
        return Journal(), [f"{problem} No answer counts."]
    return book, list(book.remarks) if book.answers or book.unread else [f"{journal.FILE} is empty."]


def _of_others(bank: Bank, trainee: str, answers: Mapping[str, Answer | None]) -> dict[str, str]:
    """Slots whose answer says that it was given in a form of another trainee, and whose.

    A journal can be edited, so that this is no guard; the guard is the draw, which follows from the roster id alone.
    """
    if bank.forms == "one":
        return {}
    own = quiz_seed(bank.quiz, trainee)
    seeds = {slot: answer.seed for slot, answer in answers.items() if answer is not None}
    return {slot: seed.removeprefix(f"{bank.quiz}|") for slot, seed in seeds.items() if seed not in ("", own)}


def _mark(question: Question, answer: Answer | None) -> Result:
    return mark(question, None if answer is None else answer.answer)


def _odd_lines(book: Journal, quiz: str, questions: Iterable[Question]) -> list[str]:
    asked = {question.id for question in questions}
    unknown = sorted({item for of_quiz, item in book.latest if of_quiz == quiz and item not in asked})
    others = sorted({of_quiz for of_quiz, _ in book.latest if of_quiz != quiz})
    remarks = []
    if unknown:
        remarks.append(f"Answers to questions that are not in this trainee's quiz were passed over: {some(unknown)}.")
    if others:
        remarks.append(f"Answers of another quiz were passed over: {some(others)}.")
    return remarks


def _odd_answers(
    questions: Mapping[str, Question], answers: Mapping[str, Answer | None], results: Mapping[str, Result]
) -> list[str]:
    remarks = [f"{slot}: {result.remark} It counts as blank." for slot, result in results.items() if result.remark]
    older = [
        slot
        for slot, answer in answers.items()
        if answer is not None and answer.version != questions[slot].prompt.version
    ]
    if older:
        remarks.append(f"The wording has changed since the answer was given: {', '.join(older)}.")
    return remarks


def _claims(trainee: str, answers: Iterable[Answer | None]) -> list[str]:
    names = {answer.trainee for answer in answers if answer is not None and answer.trainee.strip()}
    others = sorted(name for name in names if name.strip().casefold() != trainee.casefold())
    return (
        [f"Answers are signed by somebody else: {some(others)}, in the folder of {quoted(trainee)}."] if others else []
    )
