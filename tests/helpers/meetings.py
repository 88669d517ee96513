"""Meetings with the client Lidia (`spa-cold-feet-01`), as the journal of a quiz holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from course_tools.content import load_case
from course_tools.content.case import Deed
from course_tools.encounter import Encounter, entries
from course_tools.encounter.path import as_far_as_open, played

LIDIA = "spa-cold-feet-01"
SEED = "one-client|A"


def expert(case: str = LIDIA, seed: str = SEED) -> list[Deed]:
    """What the expert does, with all that goes without saying."""
    client = load_case(case)
    way = as_far_as_open(client, next(iter(client.experts.values())).path, seed)
    return [Deed(step.action.name, step.given) for step in way.steps]


def met(path: Iterable[str | Deed], case: str = LIDIA, seed: str = SEED) -> Encounter:
    """A meeting, played."""
    return played(load_case(case), path, seed)


def log_of(path: Iterable[str | Deed], case: str = LIDIA, seed: str = SEED) -> list[dict[str, Any]]:
    """Its log, as a line of the journal holds it."""
    log: list[dict[str, Any]] = json.loads(json.dumps([each.to_json() for each in entries(met(path, case, seed), 1)]))
    return log


def with_changed(log: list[dict[str, Any]], step: int, change: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A log with other words in one of its lines, as somebody with an editor would leave it."""
    return [{**line, **change} if line["step"] == step else line for line in log]


WAY = expert()
#: Ends in a burn: heat on feet that were not asked about.
HARMS: list[str | Deed] = ["q-hope", "q-stones", "plan.stones-on-feet"]
#: Safe and right at the first decision, and less than that after it.
MIDDLING: list[str | Deed] = ["q-feeling", "plan.send-home", "tell.general-check"]
