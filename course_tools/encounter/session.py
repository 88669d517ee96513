"""A session on the table: what it does, what the client says meanwhile, and how the therapist's reaction is judged.

Three scales meet here and are never mixed: the therapist's pressure level (1 to 5), the client's comfort (1 to 10; 7 is
the edge, 8 too much), and the client's pain (0 to 10), which only a measure of the outcome uses.
"""

from __future__ import annotations

from course_tools.content.session import Choice, Effect, Fits, Judged, Session, StopSign
from course_tools.encounter.actions import Answer, Field

TOO_MUCH = 8
STOP = 0
SCALE = ("dt-pressure-edge",)
"""The entry of the evidence base that the client's scale of comfort is from."""
LEVELS = {1: "light lotioning", 2: "heavy lotioning", 3: "medium", 4: "strong", 5: "deep"}
_LEVELS = {str(level): f"{level}: {words}" for level, words in LEVELS.items()}


def plan_fields(session: Session) -> tuple[Field, ...]:
    """What a session plan asks for."""
    low, high = session.minutes
    return (
        Field("technique", "Technique", "one", _choices(session.technique)),
        Field("where", "Where", "some", _choices(session.where)),
        Field("position", "Position", "one", _choices(session.position)),
        Field("pressure", "Pressure level, 1 to 5", "number", _LEVELS, 1, 5),
        Field("minutes", "Minutes", "number", {}, low, high),
    )


REACT_FIELDS = (
    Field(
        "pressure",
        "Pressure level from now on, 1 to 5; or stop",
        "number",
        {str(STOP): "Stop, and say why", **_LEVELS},
        STOP,
        5,
    ),
)


def in_words(session: Session, plan: Answer) -> str:
    """A plan as a sentence."""
    technique, position = _choices(session.technique)[plan["technique"]], _choices(session.position)[plan["position"]]
    places = ", ".join(_choices(session.where)[name] for name in plan["where"])
    level = plan["pressure"]
    return (
        f"{technique}; {places}; {position}; pressure level {level} of 5 ({LEVELS[level]}); {plan['minutes']} minutes"
    )


def fits(condition: Fits, plan: Answer) -> bool:
    """Whether a condition holds for a plan."""
    return (
        (not condition.technique or plan["technique"] in condition.technique)
        and (not condition.where or bool(set(plan["where"]) & set(condition.where)))
        and (not condition.position or plan["position"] in condition.position)
        and _within(condition.pressure, plan["pressure"])
        and _within(condition.minutes, plan["minutes"])
    )


def effect_of(session: Session, plan: Answer) -> Effect:
    """What a session of that plan does: the first effect that fits."""
    return next(effect for effect in session.effects if fits(effect.fits, plan))


def sign_in(session: Session, plan: Answer) -> StopSign | None:
    """The sign to stop that comes up in a session of that plan, if one does."""
    return next((sign for sign in session.stop if fits(sign.fits, plan)), None)


def comfort(session: Session, level: int) -> int:
    """The client's comfort, 1 to 10, at a pressure level from 1 to 5."""
    return session.comfort[level - 1]


def spoken(session: Session, plan: Answer) -> str:
    """What the client says while a session of that plan is going on."""
    sign = sign_in(session, plan)
    return sign.says if sign is not None else session.says[_felt(session, plan["pressure"])]


def reaction(session: Session, plan: Answer, level: int) -> Judged:
    """How it is judged that the therapist went on at that level (or stopped, at 0) after what the client said."""
    sign = sign_in(session, plan)
    if sign is not None:
        if level == STOP:
            return sign.judged
        return Judged(0.0, "going on after a sign to stop", sign.judged.why, sign.judged.evidence, "")
    before = _felt(session, plan["pressure"])
    if level == STOP:
        if before == "too-much":
            return _judged(0.6, "You stopped. Less pressure would have been enough, and the hour would have gone on.")
        return _judged(0.4, "Nothing the client said asked for an end. Safe hands, and an hour cut short.")
    now = comfort(session, level)
    scale = f"On the client's own scale of comfort, 1 to 10, this is {now}; 7 is the edge, 8 is too much."
    if now >= TOO_MUCH:
        return _judged(0.0, f"Still too much. {scale}", "pressure beyond what the client can bear")
    if _felt(session, level) == "good":
        return _judged(1.0, f"{'You heard it. ' if before != 'good' else ''}{scale}")
    return _judged(0.6, f"It does no harm, and it is not what was wanted. {scale}")


def expected_reaction(session: Session, plan: Answer) -> int:
    """The best reaction to what the client says: stop at a sign; else the level nearest to the plan's that is good."""
    if sign_in(session, plan) is not None:
        return STOP
    levels = sorted(range(1, 6), key=lambda level: (abs(level - plan["pressure"]), level))
    return max(levels, key=lambda level: reaction(session, plan, level).value)


def _felt(session: Session, level: int) -> str:
    now = comfort(session, level)
    return "too-much" if now >= TOO_MUCH else "light" if now < session.wanted[0] else "good"


def _judged(value: float, why: str, harm: str = "") -> Judged:
    return Judged(value, harm, why, SCALE, "")


def _within(bounds: tuple[int, ...], value: int) -> bool:
    return not bounds or bounds[0] <= value <= bounds[1]


def _choices(named: tuple[Choice, ...]) -> dict[str, str]:
    return {choice.id: choice.text for choice in named}
