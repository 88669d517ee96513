"""Small questions of each type, for tests of marking and grading."""

from __future__ import annotations

from course_tools.content import Option, Prompt, Question, load_case

BEST, SET, ORDER, TRIAGE = "best", "true_false_set", "order", "triage"
PICK, MATCH, NUMBER = "pick", "match", "number"
RANKED, KEY_FEATURES, CLAIM, CONTRAST = "ranked", "key_features", "claim", "contrast"
SHIFT, PROBABILITY, DOSE, SHORT, REGION, NOTE = "shift", "probability", "dose", "short", "region", "note"
CASE = "case"


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


def shift(lr: float = 2.0, **more) -> Question:
    steps = ("much-less", "less", "no-more", "more", "much-more")
    return question(SHIFT, steps, {"lr": lr}, limits={"order": list(steps)}, **more)


def probability(pretest: float = 0.2, lr: float = 2.0, **more) -> Question:
    return question(PROBABILITY, ("answer",), {"pretest": pretest, "lr": lr}, **more)


def dose(**more) -> Question:
    fields = {
        "often": {
            "kind": "choice",
            "choices": [{"id": i, "text": f"Text of {i}"} for i in ("daily", "weekly", "yearly")],
        },
        "minutes": {"kind": "number", "unit": "minutes", "from": 0, "to": 90},
    }
    key = {
        "often": {"good": ["weekly"], "stop": [], "weight": 1},
        "minutes": {"good": [30, 60], "stop": [80, 90], "weight": 3},
    }
    return question(DOSE, tuple(fields), {"fields": key}, limits={"order": list(fields), "fields": fields}, **more)


def short(**more) -> Question:
    key = {
        "accept": [
            {"text": "abduction", "value": 1, "also": ["moving out to the side"]},
            {"text": "raising the arm", "value": 0.5, "also": []},
        ],
        "refuse": ["adduction"],
    }
    return question(SHORT, ("answer",), key, **more)


def region(**more) -> Question:
    """The left low back and the left buttock; the right groin is forbidden."""
    key = {"areas": [218, 223], "forbidden": [121]}
    return question(REGION, ("answer",), key, limits={"view": "both"}, **more)


def note(**more) -> Question:
    levels = ["Missing.", "Hardly.", "Mostly.", "Whole."]
    key = {"rubric": [{"id": "goal", "text": "The goal", "levels": levels}], "exemplar": "She wants to sleep."}
    return question(NOTE, ("plan", "seen"), key, limits={"order": ["seen", "plan"]}, **more)


def case(**more) -> Question:
    """A client to meet, under the seed of form A of the quiz `one-client`."""
    lidia = load_case("spa-cold-feet-01")
    limits = {"case": lidia.id, "case_version": lidia.version}
    return question(CASE, (), {"case": lidia.id, "seed": "one-client|A"}, limits=limits, **more)


#: Every type whose options stand on the page; a `case` is met.
ALL = (
    best, true_false_set, order, triage, pick, match, number, ranked, key_features, claim, contrast, shift, probability,
    dose, short, region, note,
)  # fmt: skip
