"""`true_false_set`: n statements, each true or false. A statement left blank counts nothing.

Score max(0, (right - wrong) / n). Chance score by coin toss: E max(0, 2k - n) / n with k ~ Binomial(n, 1/2).
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.judged import score_judgements
from course_tools.marking.result import Scored

WORDS: dict[object, str] = {True: "true", False: "false"}
UNREADABLE = "The answer is no set of this question's statements with true or false."


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` maps statement ids to true or false; a missing or null one is blank."""
    true = set(question.key["true"])
    truth = {option.id: option.id in true for option in question.prompt.options}
    return score_judgements(question, answer, truth, WORDS, UNREADABLE)
