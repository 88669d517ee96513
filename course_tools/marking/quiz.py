"""A whole quiz: the mark of each slot, the sum, and whether it is passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course_tools.marking.result import OPEN, Result


@dataclass(frozen=True)
class SlotResult:
    """The mark in one slot of a quiz."""

    slot: str
    result: Result


@dataclass(frozen=True)
class QuizResult:
    """The marks of a quiz. `unsafe` names the slots whose safety question was not met."""

    slots: tuple[SlotResult, ...]
    pass_at: float

    @property
    def points(self) -> float:
        """The points earned."""
        return sum(s.result.points for s in self.slots)

    @property
    def max_points(self) -> float:
        """The points that could be earned."""
        return sum(s.result.max_points for s in self.slots)

    @property
    def unsafe(self) -> tuple[str, ...]:
        """Slots whose safety question was answered unsafely or not at all."""
        return tuple(s.slot for s in self.slots if not s.result.safe)

    @property
    def by_hand(self) -> tuple[str, ...]:
        """Slots that only a person can mark; without that mark they have no points."""
        return tuple(s.slot for s in self.slots if s.result.verdict == OPEN)

    @property
    def passed(self) -> bool:
        """Enough points, and every safety question safe."""
        return self.points >= self.pass_at * self.max_points - 1e-9 and not self.unsafe


def mark_quiz(results: Mapping[str, Result], pass_at: float) -> QuizResult:
    """Join the results of the slots, in their order. `pass_at` is the share of the points that passes."""
    return QuizResult(tuple(SlotResult(slot, result) for slot, result in results.items()), pass_at)
