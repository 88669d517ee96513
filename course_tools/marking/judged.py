"""What `true_false_set` and `claim` share: each option is judged, and a wrong judgement takes away a right one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course_tools.content import Question
from course_tools.marking.result import RIGHT, WRONG, Scored, UnreadableError


def score_judgements(
    question: Question, answer: Any, truth: Mapping[str, object], words: Mapping[object, str], unreadable: str
) -> Scored:
    """max(0, (right - wrong) / n). A missing or null judgement is blank and counts nothing.

    `truth` is the right judgement of each option, `words` says each possible judgement in words. Raises
    UnreadableError with the sentence `unreadable` for an answer of another shape.
    """
    if not isinstance(answer, dict):
        raise UnreadableError(unreadable)
    given = {option: said for option, said in answer.items() if said is not None}
    kinds = {type(value) for value in words}
    if not set(given) <= set(truth) or not all(type(said) in kinds and said in words for said in given.values()):
        raise UnreadableError(unreadable)
    verdicts = {option: RIGHT if said == truth[option] else WRONG for option, said in given.items()}
    right = sum(verdict == RIGHT for verdict in verdicts.values())
    missing = len(truth) - len(given)
    return Scored(
        max(0.0, (2 * right - len(given)) / len(truth)),
        given=frozenset(given),
        verdicts=verdicts,
        said={option: words[said] for option, said in given.items()},
        better={option: words[true] for option, true in truth.items() if verdicts.get(option) == WRONG},
        message=f"{right} of {len(truth)} judged right." + (f" {missing} left blank." if missing else ""),
        blank=not given,
    )
