"""What findings do to a belief: Bayes' rule with the likelihood ratios of a case, and 100 people in whole numbers.

Each ratio moves the odds of one hypothesis against all others together; what is left is shared among the others as
before (posterior odds = prior odds x likelihood ratio). Ratios are multiplied as if findings did not hang together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

from course_tools.content.case import Ask, Case, Examine, LikelihoodRatio


@dataclass(frozen=True)
class Shift:
    """A finding that counts: what was asked or done, whether it was there, and its ratio."""

    id: str
    text: str
    present: bool
    lr: LikelihoodRatio

    @property
    def ratio(self) -> float:
        """The likelihood ratio of what was found."""
        return self.lr.present if self.present else self.lr.absent


def prior(case: Case) -> dict[str, float]:
    """The share of each hypothesis before anything is asked."""
    return {name: each.p for name, each in case.hypotheses.items()}


def update(shares: Mapping[str, float], hypothesis: str, ratio: float) -> dict[str, float]:
    """The shares after a finding: the odds of `hypothesis` against the rest are multiplied by `ratio`.

    `shares` sum to 1, and so does the result.
    """
    weights = {name: share * (ratio if name == hypothesis else 1.0) for name, share in shares.items()}
    whole = sum(weights.values())
    return {name: weight / whole for name, weight in weights.items()}


def posterior(case: Case, shifts: Iterable[Shift]) -> dict[str, float]:
    """The shares after all these findings."""
    shares = prior(case)
    for shift in shifts:
        shares = update(shares, shift.lr.hypothesis, shift.ratio)
    return shares


def shift_of(thing: Ask | Examine, truth: str) -> Shift | None:
    """What a question or an examination shows where `truth` is true, if it has a ratio."""
    if thing.lr is None:
        return None
    words = thing.say if isinstance(thing, Ask) else thing.do
    if thing.lr.found:
        return Shift(thing.id, words, thing.lr.found == "present", thing.lr)
    results = thing.replies if isinstance(thing, Ask) else thing.results
    return Shift(thing.id, words, results[truth] == results[thing.lr.hypothesis], thing.lr)


def people(shares: Mapping[str, float], of: int = 100) -> dict[str, int]:
    """Whole people who sum to `of`, nearest to the shares, by largest remainder."""
    floors = {name: int(of * share + 1e-9) for name, share in shares.items()}
    rest = sorted(shares, key=lambda name: floors[name] - of * shares[name])
    for name in rest[: of - sum(floors.values())]:
        floors[name] += 1
    return floors


def crowd(*beliefs: Mapping[str, float]) -> int:
    """How many people show what is believed: 100, or 1,000 where a share is under 1 of 100 and not nothing."""
    return 1000 if any(0 < share < 0.0095 for shares in beliefs for share in shares.values()) else 100


def frequencies(case: Case, shares: Mapping[str, float], of: int) -> str:
    """The shares in natural frequencies: “of 100 people like her, 4 have …, 96 …”."""
    counted = people(shares, of)
    parts = [f"{count} have this: {case.hypotheses[name].name.strip()}" for name, count in counted.items()]
    return f"Of {of:,} people with these answers: {'; '.join(parts)}."


def entropy(shares: Mapping[str, float]) -> float:
    """How open a question still is, in bits: -sum(p * log2(p)), 0 where one hypothesis is certain (Shannon 1948)."""
    return -sum(share * log2(share) for share in shares.values() if share > 0)
