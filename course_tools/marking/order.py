"""`order`: steps to put in order; the key may have ties, and critical pairs.

Score max(0, (concordant - discordant) / constrained pairs), where the constrained pairs are those that the key
does not tie (Kendall's tau over them, cut at 0). A critical pair the wrong way round: 0.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from course_tools.content import Question
from course_tools.marking.result import RIGHT, WRONG, Scored, UnreadableError


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is a list of all option ids, first to last."""
    ids = sorted(option.id for option in question.prompt.options)
    if not isinstance(answer, list) or not all(isinstance(step, str) for step in answer) or sorted(answer) != ids:
        raise UnreadableError("The answer is no order of this question's steps.")
    step = {option: place for place, tied in enumerate(question.key["steps"]) for option in tied}
    position = {option: place for place, option in enumerate(answer)}
    pairs = [(a, b) if step[a] < step[b] else (b, a) for a, b in combinations(ids, 2) if step[a] != step[b]]
    discordant = [(first, later) for first, later in pairs if position[first] > position[later]]
    broken = [(first, later) for first, later in question.key["critical"] if position[first] > position[later]]
    message = f"{len(pairs) - len(discordant)} of {len(pairs)} pairs of steps stand the right way round."
    if broken:
        first, later = broken[0]
        message = f"“{question.prompt.text_of(first)}” must come before “{question.prompt.text_of(later)}”."
    places = _places(question.key["steps"])
    astray = {option for option in ids if position[option] not in places[option]}
    return Scored(
        0.0 if broken else max(0.0, 1 - 2 * len(discordant) / len(pairs)),
        given=frozenset(ids),
        verdicts={option: WRONG if option in astray else RIGHT for option in ids},
        said={option: f"step {position[option] + 1}" for option in ids},
        better={option: _words(places[option]) for option in astray},
        message=message,
        unsafe=bool(broken),
    )


def _places(steps: list[list[str]]) -> dict[str, range]:
    """The places (from 0) where each option may stand: its tie group shares a run of places."""
    places: dict[str, range] = {}
    start = 0
    for tied in steps:
        places |= dict.fromkeys(tied, range(start, start + len(tied)))
        start += len(tied)
    return places


def _words(places: range) -> str:
    return f"step {places[0] + 1}" if len(places) == 1 else f"step {places[0] + 1} to {places[-1] + 1}"
