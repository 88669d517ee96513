"""`key_features`: the few decisive steps in a long list, of which at most L may be chosen, and the trainee is told L.

Score: the required groups met / all groups, where any one option of a group meets it. More than L options, or one
that is forbidden: 0. Chance score: the mean of that over all choices of L options.
Source of the format: Page, Bordage and Allen, Academic Medicine 1995;70:194-201 (key-feature problems).
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.result import RIGHT, WRONG, Scored, chosen_ids


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` is a list of option ids, each once."""
    chosen = chosen_ids(question, answer)
    groups: list[list[str]] = question.key["groups"]
    forbidden = set(question.key["forbidden"])
    met = sum(not chosen.isdisjoint(group) for group in groups)
    most = question.prompt.limits["at_most"]
    message = f"{met} of {len(groups)} of what decides is here."
    harmful = sorted(chosen & forbidden)
    if harmful:
        message = f"“{question.prompt.text_of(harmful[0])}” must not be chosen here, so nothing else counts."
    elif len(chosen) > most:
        message = f"{len(chosen)} were chosen, and only {most} may be, so nothing counts."
    required = {option for group in groups for option in group}
    return Scored(
        0.0 if harmful or len(chosen) > most else met / len(groups),
        given=chosen,
        verdicts=dict.fromkeys(required, RIGHT) | dict.fromkeys(forbidden, WRONG),
        message=message,
        blank=not chosen,
    )
