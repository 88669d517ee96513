"""How cautious an action is."""

from __future__ import annotations

from collections.abc import Mapping

ACTIONS = ("treat", "adapt", "refer", "urgent")  # from least to most cautious


def steps_of_caution(actions: Mapping[str, str], option: str, other: str) -> int:
    """How many steps one option is more cautious than another; below 0 where it is less so."""
    return ACTIONS.index(actions[option]) - ACTIONS.index(actions[other])
