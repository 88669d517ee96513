"""`case`: a virtual client, met once; the answer is the log of the meeting.

Score: what the engine gives for the log, played again: 0 where a gate failed. What the lines claim counts for nothing,
and a log that cannot have been is no answer. Safe is only a meeting that is over and in which every gate held. Chance
score: that of a player who does anything at all.
"""

from __future__ import annotations

from typing import Any

from course_tools import encounter
from course_tools.content import Question, load_case
from course_tools.marking.result import Scored, UnreadableError, printable
from course_tools.problem import CourseProblem


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is a list of what the lines of the log hold, under the seed of the key."""
    case = load_case(question.key["case"])
    try:
        met = encounter.replay(case, encounter.read_log(answer), question.key["seed"])
    except CourseProblem as problem:
        why = printable(str(problem))
        raise UnreadableError(why, f"What was handed in counts for nothing. {why}") from None
    if met is None:
        return Scored(0.0, given=frozenset(), blank=True)
    found = encounter.score(met)
    told = [f"You did not meet {case.client.name} to the end."] if not met.over else []
    if not found.safe:
        told.append("This way was not safe, so nothing else counts.")
    return Scored(
        found.value,
        given=frozenset(),
        message=" ".join(told),
        unsafe=not (found.safe and met.over),
        met=met,
    )
