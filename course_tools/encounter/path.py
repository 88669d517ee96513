"""Playing a path as authors write it: what goes without saying is put in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from course_tools.content.case import Case, Deed
from course_tools.encounter.actions import BELIEVE, CONSENT, Action, Answer
from course_tools.encounter.beliefs import people, posterior
from course_tools.encounter.game import Encounter, begin
from course_tools.problem import CourseProblem

ANY_SEED = 2000
BEST = ".best"
"""In a path, the best of a state's options as the score stands: what is right may depend on it."""


def played(case: Case, path: Iterable[str | Deed], seed: str = "") -> Encounter:
    """A path, played; with consent where it is needed, and Bayes' belief where one must be stated.

    Raises CourseProblem where a step is not open.
    """
    encounter = begin(case, seed)
    for step in path:
        encounter = follow(encounter, step if isinstance(step, Deed) else Deed(step, {}))
    return encounter


def as_far_as_open(case: Case, path: Iterable[Deed], seed: str) -> Encounter:
    """A path, played without the steps of it that are not open."""
    encounter = begin(case, seed)
    for step in path:
        with suppress(CourseProblem):
            encounter = follow(encounter, step)
    return encounter


def follow(encounter: Encounter, deed: Deed) -> Encounter:
    """One step of a path, and before it what goes without saying. Raises CourseProblem where it is not open."""
    place = encounter.place.id if encounter.place is not None else ""
    wanted = encounter.best_option() if deed.name == place + BEST else deed.name
    for silent in (CONSENT + wanted, CONSENT + place, BELIEVE + place):
        open_ = {action.name: action for action in encounter.legal}
        if wanted not in open_ and silent in open_:
            encounter = encounter.take(silent, _silent_answer(encounter, open_[silent]))
    return encounter.take(wanted, deed.answer)


def _silent_answer(encounter: Encounter, action: Action) -> Answer:
    """What Bayes would state; for an action that asks for nothing, nothing."""
    return people(posterior(encounter.story, encounter.shifts)) if action.kind == "believe" else {}


def seed_with(case: Case, truth: str) -> str:
    """A seed of a try in which that hypothesis is true; empty where there is only one."""
    if not truth or len(case.truth) == 1:
        return ""
    return next(seed for seed in map(str, range(ANY_SEED)) if begin(case, seed).truth == truth)
