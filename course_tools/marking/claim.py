"""`claim`: n conclusions, each supported by the evidence in the stem, overstated, or not supported.

Score max(0, (right - wrong) / n); a blank one counts nothing. Chance score by a three-sided die:
E max(0, 2k - n) / n with k ~ Binomial(n, 1/3).
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.judged import score_judgements
from course_tools.marking.result import Scored

WORDS: dict[object, str] = {"supported": "supported", "overstated": "overstated", "unsupported": "not supported"}
UNREADABLE = "The answer is no set of this question's conclusions, each supported, overstated or unsupported."


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` maps conclusion ids to a grade; a missing or null one is blank."""
    return score_judgements(question, answer, question.key["grades"], WORDS, UNREADABLE)
