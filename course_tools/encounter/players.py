"""Players who do not think: an author's case is too easy if one of them does well."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from course_tools.content.case import Case
from course_tools.encounter.actions import Action
from course_tools.encounter.game import begin
from course_tools.encounter.score import score

GAMES = 60
Player = Callable[[tuple[Action, ...], random.Random], Action]
ASKING = ("ask", "examine", "measure", "consent")


def _decider(legal: tuple[Action, ...], _: random.Random) -> Action:
    asking = [action for action in legal if action.kind in ASKING]
    other = [action for action in legal if action not in asking]
    deciding = [action for action in other if action.kind == "decide"]
    return (deciding or other or asking)[0]


PLAYERS: Mapping[str, Player] = {
    "does anything at all": lambda legal, chance: chance.choice(legal),
    "always takes what stands first": lambda legal, _: legal[0],
    "asks nothing and decides": _decider,
}


def mean_scores(case: Case, games: int = GAMES) -> dict[str, float]:
    """The mean score of each such player over `games` seeds, from 0 to 1."""
    return {name: sum(_score(case, player, game) for game in range(games)) / games for name, player in PLAYERS.items()}


def _score(case: Case, player: Player, game: int) -> float:
    chance = random.Random(game)  # noqa: S311 - a game, not a secret
    encounter = begin(case, f"{case.id}|{game}")
    while not encounter.over:
        action = player(encounter.legal, chance)
        encounter = encounter.take(action.name, action.any(chance))
    return score(encounter).value
