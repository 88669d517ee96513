"""Small questions of each type, for tests of marking and grading."""

from __future__ import annotations

from course_tools.content import Option, Prompt, Question

BEST, SET, ORDER, TRIAGE = "best", "true_false_set", "order", "triage"
PICK, MATCH, NUMBER = "pick", "match", "number"
RANKED, KEY_FEATURES, CLAIM, CONTRAST = "ranked", "key_features", "claim", "contrast"


def question(
    kind: str, ids: tuple[str, ...], key: dict, *, limits: dict | None = None, safety: bool = False, points: float = 1.0
) -> Question:
    prompt = Prompt(
        id=f"a-{kind.replace('_', '-')}",
        type=kind,
        stem="A client asks. What do you do?",
        options=tuple(Option(i, f"Text of {i}.") for i in sorted(ids)),
        points=points,
        limits=limits or {},
    )
    return Question(prompt=prompt, key=key, why={i: f"Reason for {i}." for i in ids}, safety=safety)


def best(**more) -> Question:
    return question(BEST, ("a", "b", "c"), {"right": "b"}, **more)


def true_false_set(**more) -> Question:
    return question(SET, ("a", "b", "c", "d"), {"true": ["a", "c"]}, **more)


def order(steps=(("a",), ("b", "c"), ("d",)), critical=(("a", "d"),), **more) -> Question:
    ids = tuple(option for step in steps for option in step)
    key = {"steps": [list(step) for step in steps], "critical": [list(pair) for pair in critical]}
    return question(ORDER, ids, key, **more)


def triage(**more) -> Question:
    actions = {"go": "treat", "change": "adapt", "send": "refer", "call": "urgent", "also-change": "adapt"}
    return question(TRIAGE, tuple(actions), {"right": "change", "actions": actions}, **more)


def pick(**more) -> Question:
    return question(PICK, ("a", "b", "c", "d", "e"), {"right": ["a", "d"]}, limits={"k": 2}, **more)


def match(**more) -> Question:
    targets = [{"id": f"t{i}", "text": f"Target {i}"} for i in range(1, 5)]
    return question(
        MATCH, ("a", "b", "c"), {"pairs": {"a": "t1", "b": "t2", "c": "t1"}}, limits={"targets": targets}, **more
    )


def number(**more) -> Question:
    key = {
        "value": 2,
        "unit": "minutes",
        "tolerance": 0.25,
        "wide": 0.5,
        "units": {"minutes": 1, "seconds": 1 / 60, "visits": None},
    }
    return question(NUMBER, ("answer",), key, limits={"units": ["minutes", "seconds", "visits"]}, **more)


def ranked(**more) -> Question:
    return question(RANKED, ("a", "b", "c", "d"), {"values": {"a": 0.25, "b": 1, "c": 0.6, "d": 0}}, **more)


def key_features(**more) -> Question:
    key = {"groups": [["a", "b"], ["c"]], "forbidden": ["f"]}
    return question(KEY_FEATURES, ("a", "b", "c", "d", "e", "f"), key, limits={"at_most": 3}, **more)


def claim(**more) -> Question:
    grades = {"a": "supported", "b": "overstated", "c": "unsupported"}
    return question(CLAIM, ("a", "b", "c"), {"grades": grades}, **more)


def contrast(**more) -> Question:
    actions = {"massage": "treat", "careful": "adapt", "doctor": "refer", "ambulance": "urgent"}
    limits = {
        "first": {"title": "Ruth", "text": "Her calf aches after a run."},
        "second": {"title": "Ana", "text": "Her calf aches after a flight."},
        "targets": [{"id": action, "text": f"Text of {action}."} for action in sorted(actions)],
    }
    key = {
        "right": "swelling",
        "stories": {
            "first": {"action": "careful", "why": "Reason for first."},
            "second": {"action": "doctor", "why": "Reason for second."},
        },
        "caution": actions,
    }
    return question(CONTRAST, ("age", "sport", "swelling"), key, limits=limits, **more)


ALL = (best, true_false_set, order, triage, pick, match, number, ranked, key_features, claim, contrast)
