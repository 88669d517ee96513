"""`match`: each item has its partner among the targets, of which there may be more than needed.

Score: right pairs / items. Chance score: about 1 / number of targets.
"""

from __future__ import annotations

from typing import Any

from course_tools.content import Question
from course_tools.marking.result import RIGHT, WRONG, Scored, UnreadableError


def score(question: Question, answer: Any) -> Scored:
    """The rule above. `answer` maps item ids to target ids; a missing or null one is blank."""
    items = {option.id for option in question.prompt.options}
    texts = {target["id"]: target["text"] for target in question.prompt.limits["targets"]}
    if not isinstance(answer, dict):
        raise UnreadableError("The answer is no set of pairs.")
    given = {item: target for item, target in answer.items() if target is not None}
    if not set(given) <= items or not all(isinstance(t, str) and t in texts for t in given.values()):
        raise UnreadableError("The answer pairs something that this question does not have.")
    pairs = question.key["pairs"]
    verdicts = {item: RIGHT if pairs[item] == target else WRONG for item, target in given.items()}
    right = sum(verdict == RIGHT for verdict in verdicts.values())
    return Scored(
        right / len(items),
        given=frozenset(given),
        verdicts=verdicts,
        said={item: texts[target] for item, target in given.items()},
        better={item: texts[pairs[item]] for item in items if verdicts.get(item) != RIGHT},
        message=f"{right} of {len(items)} matched.",
        blank=not given,
    )
