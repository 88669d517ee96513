"""What guessing earns in each type of question is what FORMATS.md says."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable
from itertools import combinations, permutations, product
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from helpers import questions as q
from helpers.meetings import LIDIA, SEED

from course_tools.content import Question, load_case
from course_tools.encounter import begin, entries
from course_tools.marking import TYPES, mark
from course_tools.marking.region import areas_of

FORMATS = (Path(__file__).parents[2] / "FORMATS.md").read_text(encoding="utf-8")
TOLD = {kind: float(score) for kind, score in re.findall(r"^\| `(\w+)` \| [^|]+ \| (0(?:\.\d+)?) \|$", FORMATS, re.M)}
IDS = {kind: tuple("abcdefghij"[:count]) for kind, count in {"best": 4, "claim": 4, "key_features": 10}.items()}
GRADES = ("supported", "overstated", "unsupported")


def guesses() -> dict[str, tuple[Question, Iterable[Any]]]:
    """For each type a question of the size that FORMATS.md names, and all guesses, each as likely as another."""
    best = q.question(q.BEST, IDS["best"], {"right": "a"})
    ranked = q.question(q.RANKED, IDS["best"], {"values": {"a": 1, "b": 0.5, "c": 0.25, "d": 0}})
    claim = q.question(q.CLAIM, IDS["claim"], {"grades": dict(zip("abcd", (*GRADES, "supported"), strict=True))})
    features = {"groups": [["a", "b"], ["c"]], "forbidden": ["j"]}
    key_features = q.question(q.KEY_FEATURES, IDS["key_features"], features, limits={"at_most": 3})
    triage_actions = {"a": "treat", "b": "adapt", "c": "refer", "d": "urgent"}
    triage = q.question(q.TRIAGE, IDS["best"], {"right": "b", "actions": triage_actions})
    region = q.question(q.REGION, ("answer",), {"areas": [218], "forbidden": []}, limits={"view": "back"})
    order = q.order(steps=(("a",), ("b",), ("c",), ("d",)), critical=())
    targets = [f"t{i}" for i in range(1, 5)]
    actions = [target["id"] for target in q.contrast().prompt.limits["targets"]]
    scale = [option.id for option in q.shift().prompt.options]
    return {
        "best": (best, "abcd"),
        "ranked": (ranked, "abcd"),
        "triage": (triage, "abcd"),
        "true_false_set": (q.true_false_set(), _each("abcd", [True, False])),
        "claim": (claim, _each("abcd", GRADES)),
        "pick": (q.pick(), map(list, combinations("abcde", 2))),
        "key_features": (key_features, map(list, combinations(IDS["key_features"], 3))),
        "order": (order, map(list, permutations("abcd"))),
        "match": (q.match(), _each("abc", targets)),
        "contrast": (
            q.contrast(),
            (
                {"cue": cue, "first": first, "second": second}
                for cue, first, second in product(("age", "sport", "swelling"), actions, actions)
            ),
        ),
        "shift": (q.shift(), scale),
        "probability": (q.probability(), ((i + 0.5) / 20 for i in range(2000))),
        "number": (q.number(), ({"value": value, "unit": "minutes"} for value in range(3, 1000))),
        "short": (q.short(), ("arm", "shoulder", "movement", "flexion", "rotation")),
        "dose": (
            q.dose(),
            (
                {"often": often, "minutes": minutes + 0.5}
                for often, minutes in product(("daily", "weekly", "yearly"), range(90))
            ),
        ),
        "region": (region, ([area] for area in areas_of("back"))),
        "note": (q.note(), [{"seen": "anything"}]),
        "case": (q.case(), anything_at_all()),
    }


def anything_at_all(meetings: int = 200) -> Iterable[list[dict[str, Any]]]:
    """The logs of whoever does anything that is open, until the meeting is over."""
    chance = random.Random(1)
    for _ in range(meetings):
        encounter = begin(load_case(LIDIA), SEED)
        while not encounter.over:
            action = chance.choice(encounter.legal)
            encounter = encounter.take(action.name, action.any(chance))
        yield json.loads(json.dumps([entry.to_json() for entry in entries(encounter, 1)]))


def _each(ids: Iterable[str], values: Iterable[Any]) -> Iterable[dict[str, Any]]:
    named = list(ids)
    return (dict(zip(named, said, strict=True)) for said in product(values, repeat=len(named)))


def test_every_type_has_its_chance_score():
    assert set(TOLD) == set(guesses()) == set(TYPES)


@pytest.mark.parametrize("kind", TYPES)
def test_guessing_earns_what_is_written(kind):
    question, answers = guesses()[kind]
    assert mean(mark(question, answer).score for answer in answers) == pytest.approx(TOLD[kind], abs=0.005)
