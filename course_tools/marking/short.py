"""`short`: an answer in words.

Score: the value of the best accepted answer that the whole text is, or is but for one slip of spelling. Capital
letters, accents, spaces, hyphens, punctuation and a leading "the" do not matter. A slip is one letter missing, added or
changed, or two neighbors swapped, in five letters or more; it never touches the first letter (typical, atypical) or a
digit (C6, C7), and never leads to what is as near to a refused word (abduction, adduction). An accepted answer inside
a longer text is not accepted: "not the hip" is not "the hip". Chance score: near 0.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from course_tools.content import Question
from course_tools.marking.result import FULL, PARTLY, RIGHT, WRONG, Scored, read_text

ANSWER = "answer"  # the one option of such a question
SHORTEST_WITH_SLIP = 5


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is a text."""
    text = read_text(answer)
    accepted: list[Mapping[str, Any]] = question.key["accept"]
    found = best_value(text, accepted, question.key["refuse"])
    best = max(accepted, key=lambda entry: entry["value"])["text"]
    full = found >= FULL
    return Scored(
        found,
        given=frozenset([ANSWER]),
        verdicts={ANSWER: RIGHT if full else PARTLY if found else WRONG},
        said={ANSWER: text},
        better={} if full else {ANSWER: best},
        blank=not fold(text),
    )


def best_value(text: str, accepted: Iterable[Mapping[str, Any]], refused: Iterable[str]) -> float:
    """The value of the best accepted answer that a text is; 0 if it is none."""
    given, words = fold(text), {fold(word) for word in refused}
    slip_allowed = not any(given == word or one_slip(given, word) for word in words)
    values = [
        float(entry["value"])
        for entry in accepted
        for form in map(fold, (entry["text"], *entry["also"]))
        if given == form or (slip_allowed and one_slip(given, form))
    ]
    return max(values, default=0.0)


def fold(text: str) -> str:
    """A text with only its letters and digits, small and without accents, and without a leading "the"."""
    words = unicodedata.normalize("NFKD", text.casefold().strip())
    words = words.removeprefix("the ")
    return "".join(sign for sign in words if sign.isalnum())


def one_slip(given: str, wanted: str) -> bool:
    """Whether one slip of spelling lies between two folded texts."""
    if min(len(given), len(wanted)) < SHORTEST_WITH_SLIP or given[0] != wanted[0]:
        return False
    if _digits(given) != _digits(wanted):
        return False
    if len(given) == len(wanted):
        differ = [i for i, (a, b) in enumerate(zip(given, wanted, strict=True)) if a != b]
        if len(differ) == 2:
            i, j = differ
            return j == i + 1 and given[i] == wanted[j] and given[j] == wanted[i]
        return len(differ) == 1
    shorter, longer = sorted((given, wanted), key=len)
    return len(longer) == len(shorter) + 1 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
