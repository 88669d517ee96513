"""What a case shows when it is played: each place is reached and ends, golden paths hold, nobody wins by luck."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from course_tools.authoring.cases import WrittenCase
from course_tools.authoring.message import Message, did_you_mean
from course_tools.authoring.ratios import things
from course_tools.authoring.yamltext import Path_
from course_tools.content.case import END, NO_CARE, Case, Deed, State
from course_tools.content.session import Effect, Session, StopSign
from course_tools.encounter import session as table
from course_tools.encounter.outcome import START
from course_tools.encounter.path import as_far_as_open, played, seed_with
from course_tools.encounter.players import mean_scores
from course_tools.encounter.score import score
from course_tools.problem import CourseProblem

#: The mean score that a player who does not think must stay below.
TOO_EASY = 0.6
#: How much longer than the next one a best option may be, before its length gives it away.
LENGTH = 1.4
#: In how many tries, by different lots, the expert's path must end.
TRIES = 30
#: What a session may be worth: at least this where it helps, at most this where it harms.
HELPS, HARMS = 0.6, 0.3


def ways(case: Case) -> Iterator[tuple[Path_, str, str]]:
    """Every way from a place to another: where it is written, the place that it leaves, and where it leads."""
    for i, state in enumerate(case.decide):
        for j, option in enumerate(state.options):
            judged = (option.judged, option.unasked, option.unmoved, *option.under.values())
            for goto in dict.fromkeys(each.goto for each in judged if each is not None):
                yield ("decide", i, "options", j, "goto"), state.id, goto
    for i, session in enumerate(case.treat):
        for j, effect in enumerate(session.effects):
            yield ("treat", i, "effects", j, "goto"), session.id, effect.judged.goto
        for j, sign in enumerate(session.stop):
            yield ("treat", i, "stop", j, "goto"), session.id, sign.judged.goto


def graph(written: WrittenCase) -> Iterator[Message]:
    """Every `goto` leads somewhere, never back; every place is reached."""
    case, text = written.case, written.text
    places, leads = case.places, list(ways(case))
    if not case.decide[0].options:
        yield text.message(("decide", 0), "The first thing to decide has no options.")
    for path, _, goto in leads:
        if goto != END and goto not in places:
            hint = did_you_mean(goto, [*places, END])
            yield text.message(path, f"“goto: {goto}” leads nowhere.{hint}")
    after: dict[str, set[str]] = {name: set() for name in places}
    for _, here, goto in leads:
        after[here].add(goto)
    for path, here, goto in leads:
        if here in _reached(goto, after):
            mend = f"“goto: {goto}” leads back, and the story might never end. Lead on, or to `end`."
            yield text.message(path, mend)
    reached = _reached(case.decide[0].id, after)
    listed: list[tuple[Path_, str]] = [(("decide", i, "id"), state.id) for i, state in enumerate(case.decide)]
    listed += [(("treat", i, "id"), session.id) for i, session in enumerate(case.treat)]
    for path, name in listed:
        if name not in reached:
            yield text.message(path, f"Nothing leads to “{name}”. Lead there, or remove it.")


def _reached(start: str, after: dict[str, set[str]]) -> set[str]:
    reached, todo = set(), [start]
    while todo:
        place = todo.pop()
        if place not in reached:
            reached.add(place)
            todo += after.get(place, set())
    return reached


def states(written: WrittenCase) -> Iterator[Message]:
    """Visits, plans of care and places where a question is open: each names what is there."""
    case, text = written.case, written.text
    visits = [visit.id for visit in case.visits]
    if visits and (case.outcome is None or [v.at for v in case.visits] != sorted({v.at for v in case.visits})):
        yield text.message(("visits",), "Visits need an `outcome`, and stand in order, each later than the one before.")
    if case.outcome is not None and not visits:
        yield text.message(("outcome",), "An outcome is followed over `visits`. Add them, or leave it out.")
    path: Path_
    if len({START, *visits}) <= len(visits):
        yield text.message(("visits",), f"Each visit has an id of its own, and none is “{START}”, the first one.")
    begun = {state.visit for state in case.decide if state.visit}
    for i, visit in enumerate(visits):
        if visit not in begun:
            yield text.message(("visits", i), f"No state begins the visit “{visit}” (`visit: {visit}`).")
    asking = [state.id for state in case.decide if state.asking]
    plans = [NO_CARE, *(plan.id for plan in case.outcome.preset.plans)] if case.outcome else []
    for i, state in enumerate(case.decide):
        if state.visit and state.visit not in visits:
            hint = did_you_mean(state.visit, visits)
            yield text.message(("decide", i, "visit"), f"“{state.visit}” is none of the visits.{hint}")
        for j, option in enumerate(state.options):
            path = ("decide", i, "options", j)
            if option.plan and option.plan not in plans:
                hint = did_you_mean(option.plan, plans)
                yield text.message((*path, "plan"), f"“{option.plan}” is no plan of the outcome's preset.{hint}")
            if option.unmoved is not None and (case.outcome is None or case.outcome.preset.important is None):
                yield text.message((*path, "unmoved"), "`unmoved` needs an `outcome` whose preset says what matters.")
    for path, thing in things(case):
        for place in thing.at:
            if place not in asking:
                hint = did_you_mean(place, asking)
                mend = f"At “{place}” nothing can be asked: it is no state with `asking`.{hint}"
                yield text.message((*path, "at"), mend)


def sessions(written: WrittenCase) -> Iterator[Message]:
    """Every plan has an effect, every effect a plan; harm is marked down and named, help is worth something."""
    for i, session in enumerate(written.case.treat):
        path: Path_ = ("treat", i)
        yield from _choices(written, path, session)
        last = session.effects[-1].fits
        if any((last.technique, last.where, last.position, last.pressure, last.minutes)):
            yield written.text.message(
                (*path, "effects"), "The last effect has no `if`: it holds for every plan that fits none before it."
            )
            continue
        hit = {table.effect_of(session, plan).id for plan in _plans(session)}
        signs = {sign.id for plan in _plans(session) if (sign := table.sign_in(session, plan)) is not None}
        for place, each in _conditions(session):
            if each.id not in hit | signs:
                told = f"No session plan comes to “{each.id}”: another one before it takes them all."
                yield written.text.message((*path, *place), told)
        for j, effect in enumerate(session.effects):
            value, harm = effect.judged.value, effect.judged.harm
            if effect.does == "harm" and (value > HARMS or not harm):
                mend = f"What harms names its `harm`, and has a value of at most {HARMS}."
                yield written.text.message((*path, "effects", j), mend)
            if effect.does == "help" and (value < HELPS or harm):
                mend = f"What helps has a value of at least {HELPS}, and no `harm`."
                yield written.text.message((*path, "effects", j), mend)


def _choices(written: WrittenCase, path: Path_, session: Session) -> Iterator[Message]:
    for (place, each), key in product(_conditions(session), ("technique", "where", "position")):
        known = [choice.id for choice in getattr(session, key)]
        for name in getattr(each.fits, key):
            if name not in known:
                hint = did_you_mean(name, known)
                told = f"“{name}” is none of the choices under `{key}`.{hint}"
                yield written.text.message((*path, *place, "if", key), told)


def _conditions(session: Session) -> list[tuple[Path_, Effect | StopSign]]:
    return [
        *((("effects", j), effect) for j, effect in enumerate(session.effects)),
        *((("stop", j), sign) for j, sign in enumerate(session.stop)),
    ]


def _plans(session: Session) -> Iterator[dict[str, object]]:
    """Enough plans that every effect which any plan comes to is among theirs."""
    low, high = session.minutes
    minutes = {low, high}
    for _, each in _conditions(session):
        minutes |= {m for edge in each.fits.minutes for m in (edge - 1, edge, edge + 1) if low <= m <= high}
    places = [[place.id] for place in session.where]
    for technique, where, position in product(session.technique, places, session.position):
        for pressure, time in product(range(1, 6), sorted(minutes)):
            yield {
                "technique": technique.id,
                "where": where,
                "position": position.id,
                "pressure": pressure,
                "minutes": time,
            }


def golden(written: WrittenCase) -> Iterator[Message]:
    """The paths of `tests` score what they say; the expert's path ends."""
    case, text = written.case, written.text
    for i, test in enumerate(written.tests):
        path: Path_ = ("tests", i, "path")
        if len(case.truth) > 1 and not test.truth:
            yield text.message(
                ("tests", i), "The truth of this client is drawn: say under `truth` which one is tested."
            )
            continue
        problem = _problem(case, test.path, test.truth)
        if problem:
            yield text.message(path, problem)
            continue
        mark = score(played(case, test.path, seed_with(case, test.truth)))
        if mark.safe != test.holds:
            yield text.message(
                path, f"The gates {'hold' if mark.safe else 'fail'} on this path, and the test says not."
            )
        if not test.score_min <= mark.value <= test.score_max:
            bounds = f"{test.score_min:g} to {test.score_max:g}"
            yield text.message(path, f"This path scores {mark.value:.2f}; the test wants {bounds}.")
    for truth, expert in case.experts.items():
        place: Path_ = ("debrief", "under", truth) if len(case.experts) > 1 else ("debrief",)
        if problem := _problem(case, expert.path, truth):
            yield text.message((*place, "expert_path"), problem)
        elif not all(as_far_as_open(case.told(truth), expert.path, str(seed)).over for seed in range(TRIES)):
            mend = (
                "By chance this path does not always end: add what the expert does where the score comes out otherwise."
            )
            yield text.message((*place, "expert_path"), mend)


def _problem(case: Case, path: tuple[Deed, ...], truth: str) -> str:
    try:
        encounter = played(case, path, seed_with(case, truth))
    except CourseProblem as problem:
        return f"This path cannot be played: {problem}"
    return "" if encounter.over else "This path does not end. Add the decisions up to the end."


def lengths(written: WrittenCase) -> Iterator[Message]:
    """A best option that is much the longest gives itself away."""
    for i, state in enumerate(written.case.decide):
        if _given_away(state):
            yield written.text.message(
                ("decide", i), "The best option is much longer than the others. Make them alike in length."
            )


def _given_away(state: State) -> bool:
    if not state.options:
        return False
    best = max(state.options, key=lambda option: option.judged.value)
    return len(best.text) > LENGTH * max(len(option.text) for option in state.options if option is not best)


def easy(written: WrittenCase) -> Iterator[Message]:
    """Players who do not think do badly."""
    for player, mean in mean_scores(written.case).items():
        if mean > TOO_EASY:
            mend = f"A player who {player} scores {mean:.2f} on average; at most {TOO_EASY} is meant. Ask for more."
            yield written.text.message(("score",), mend)
