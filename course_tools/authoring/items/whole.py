"""Rules that the questions of a file, or of the course, keep together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import comb

from course_tools.authoring.items.asked import Asked, words
from course_tools.authoring.message import Message
from course_tools.content import shown_order

CHANCE = 0.05
ALIKE = 0.5
FEWEST = 5


def right_is_not_longest(asked: Sequence[Asked]) -> Iterator[Message]:
    """In a file, the right option is not the longest more often than chance allows (one-sided binomial, 5 %)."""
    one_right = [a for a in asked if a.right is not None]
    longest = [a for a in one_right if _is_longest(a)]
    share = sum(1 / len(a.options) for a in one_right) / len(one_right) if one_right else 0
    if len(one_right) >= FEWEST and _at_least(len(longest), len(one_right), share) < CHANCE:
        names = ", ".join(a.question.id for a in longest)
        sentence = (
            f"in {len(longest)} of {len(one_right)} questions the right option is the longest. Even out: {names}."
        )
        yield longest[0].text.message(("questions",), sentence[0].upper() + sentence[1:])


def right_stands_anywhere(asked: Sequence[Asked], seed: str) -> Iterator[Message]:
    """In the order that form A shows, the right option stands in no place more often than chance allows."""
    one_right = [a for a in asked if a.right is not None]
    if len(one_right) < FEWEST:
        return
    places = Counter(_place(a, seed) for a in one_right)
    share = sum(1 / len(a.options) for a in one_right) / len(one_right)
    for place, count in sorted(places.items()):
        if _at_least(count, len(one_right), share) < CHANCE / len(places):
            sentence = (
                f"The right option is shown in place {place + 1} in {count} of {len(one_right)} questions. Give one of "
                "its options another id: the order comes from the ids."
            )
            yield one_right[0].text.message(("questions",), sentence)


def stems_differ(asked: Sequence[Asked]) -> Iterator[Message]:
    """No two stems of the course share more than half of their runs of three words (Jaccard)."""
    runs = [(a, _runs(a.stem)) for a in asked]
    for i, (one, its) in enumerate(runs):
        for other, others in runs[i + 1 :]:
            if len(its & others) > ALIKE * len(its | others):
                where = f"{other.question.id} ({other.text.file})"
                yield one.message(f"its stem is nearly that of {where}. Change one of them.", "stem")


def _is_longest(asked: Asked) -> bool:
    return all(
        len(asked.options[str(asked.right)]) > len(text) for name, text in asked.options.items() if name != asked.right
    )


def _place(asked: Asked, seed: str) -> int:
    return [option.id for option in shown_order(asked.question.prompt, seed)].index(str(asked.right))


def _at_least(count: int, n: int, p: float) -> float:
    """The chance of `count` or more of `n`, each with chance `p`."""
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(count, n + 1))


def _runs(stem: str) -> set[tuple[str, ...]]:
    found = words(stem)
    return {tuple(found[i : i + 3]) for i in range(max(1, len(found) - 2))}
