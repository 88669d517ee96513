"""What a question is worth: by how much it is expected to narrow what is still open, in bits a minute.

With a ratio above 1 for present (P) and below 1 for absent (A), a finding is there in a share (1 - A) / (P - A) of
people without the hypothesis, and in P times that share of people with it. The expected drop in entropy follows
(Benish 1999, Methods of Information in Medicine 38:15-21: mutual information of a diagnostic test).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course_tools.content.case import Ask, Examine, LikelihoodRatio
from course_tools.encounter.beliefs import entropy, posterior, update
from course_tools.encounter.game import Encounter


@dataclass(frozen=True)
class Worth:
    """A question or an examination, and what it was worth when it could be asked: bits, and bits a minute."""

    id: str
    text: str
    bits: float
    minutes: int

    @property
    def rate(self) -> float:
        """Bits a minute."""
        return self.bits / self.minutes


@dataclass(frozen=True)
class Turn:
    """A step at which something was asked or examined: what it was worth, and what would have been worth most."""

    step: int
    chosen: Worth
    best: Worth


def drop(shares: Mapping[str, float], lr: LikelihoodRatio) -> float:
    """The expected drop in entropy, in bits; never below 0."""
    without = (1 - lr.absent) / (lr.present - lr.absent)
    share = shares[lr.hypothesis]
    there = share * without * lr.present + (1 - share) * without
    after = [
        (chance, update(shares, lr.hypothesis, ratio))
        for chance, ratio in ((there, lr.present), (1 - there, lr.absent))
    ]
    return max(0.0, entropy(shares) - sum(chance * entropy(each) for chance, each in after))


def turns(encounter: Encounter) -> tuple[Turn, ...]:
    """What each question and examination was worth, beside the best that was open; empty where no ratio is known."""
    things = {thing.id: thing for thing in encounter.story.things}
    told: list[Turn] = []
    for number, step in enumerate(encounter.steps, start=1):
        before = encounter.until(number - 1)
        if step.action.kind not in ("ask", "examine"):
            continue
        shares = posterior(encounter.story, before.shifts)
        could = {thing.id: thing for thing in before.findable} | {step.action.name: things[step.action.name]}
        worths = {name: _worth(thing, shares) for name, thing in could.items()}
        best = max(worths.values(), key=lambda worth: worth.rate)
        if best.bits > 0:
            told.append(Turn(number, worths[step.action.name], best))
    return tuple(told)


def _worth(thing: Ask | Examine, shares: Mapping[str, float]) -> Worth:
    bits = drop(shares, thing.lr) if thing.lr is not None else 0.0
    return Worth(thing.id, thing.say if isinstance(thing, Ask) else thing.do, bits, thing.minutes)
