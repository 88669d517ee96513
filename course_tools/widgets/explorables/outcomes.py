"""The outcome lab: what a clinic's average fall is made of, under assumptions that the learner may move."""

from __future__ import annotations

from math import inf
from typing import Any

import ipywidgets as w

from course_tools.content import Evidence, Origin, Plan, Preset, load_evidence, load_presets
from course_tools.widgets.evidence import CERTAINTY
from course_tools.widgets.explore import Explorable

WHOLE = -1
CLIENTS = 40
LUCKLESS = 10_000
CLINICS = [
    (f"{LUCKLESS:,}: luck evens out", 0),
    *((f"clinic {name}: {CLIENTS} clients", i + 1) for i, name in enumerate("ABCDE")),
]
CUTS = [
    ("everyone, on any day", -inf),
    ("the worse half", 0.0),
    ("the worst 31 of 100", 0.5),
    ("the worst 16 of 100", 1.0),
    ("the worst 7 of 100", 1.5),
]
RELIABILITIES = (0.5, 0.6, 0.7, 0.8, 0.9)
SIZES = (0.25, 0.5, 1.0)
"""Effects to choose from, as parts of the spread between people."""
AS_SET = " (as set)"


class OutcomeLab(Explorable):
    """The lab. When other clients or another plan are chosen, the assumptions go back to what is set for them."""

    def __init__(self) -> None:
        self._presets, self._evidence = load_presets(), load_evidence()
        self._chosen: tuple[Preset, Plan] | None = None
        self._setting = False
        look = {"style": {"description_width": "8rem"}, "layout": {"width": "20.5rem"}}
        plans = [
            (f"{preset.title}: {plan.title}", (preset.id, plan.id))
            for preset in self._presets.values()
            for plan in preset.plans
        ]
        named = {
            "plan": ("Clients and care", plans),
            "visit": ("Look at", []),
            "z": ("Who books", []),
            "icc": ("Reliability (ICC)", []),
            "natural": ("Fall by time", []),
            "context": ("Fall by context", []),
            "specific": ("Fall by technique", []),
            "clinic": ("Which clinic", CLINICS),
            "client": ("Show", [("the whole clinic", WHOLE), *((f"client {i + 1}", i) for i in range(CLIENTS))]),
        }
        controls = {
            name: w.Dropdown(options=options, description=words, **look) for name, (words, options) in named.items()
        }
        controls["plan"].layout.width = "41.25rem"
        self._set(controls, *self._plan(plans[0][1]))
        super().__init__("what a clinic's average fall is made of", controls, self._picture)
        self.layout.flex_flow = "row wrap"
        self._page.layout.width = "100%"

    def _redraw(self) -> None:
        if self._setting:
            return
        chosen = self._plan(self._controls["plan"].value)
        if chosen != self._chosen:
            self._set(self._controls, *chosen)
        super()._redraw()

    def _plan(self, name: tuple[str, str]) -> tuple[Preset, Plan]:
        preset = self._presets[name[0]]
        return preset, next(plan for plan in preset.plans if plan.id == name[1])

    def _set(self, controls: dict[str, Any], preset: Preset, plan: Plan) -> None:
        """Give the controls the choices that fit the plan, each at what is set for it."""
        self._setting, self._chosen = True, (preset, plan)
        time = preset.time.removesuffix("s")
        _offer(controls["visit"], [(f"{time} {at:g}", i) for i, at in enumerate(preset.times)], preset.visits - 1)
        _offer(controls["z"], CUTS, preset.z)
        reliable = sorted({*RELIABILITIES, preset.icc})
        _offer(controls["icc"], [(f"{icc:.2f}", icc) for icc in reliable], preset.icc)
        for name, change in (
            ("natural", preset.natural_by_end),
            ("context", plan.context),
            ("specific", plan.specific),
        ):
            _offer(controls[name], _changes(preset, change), change)
        self._setting = False

    def _picture(self, plan: tuple[str, str], visit: int, clinic: int, client: int, **changes: float) -> Any:
        from course_tools.encounter.cohort import model_of, simulate
        from course_tools.figures import outcomes  # matplotlib takes seconds: only where something is drawn

        preset, chosen = self._plan(plan)
        cohort = simulate(model_of(preset, chosen, changes), CLIENTS if clinic else LUCKLESS, seed=clinic)
        origins = [_row(origin, self._evidence) for origin in (*preset.origins, *chosen.origins)]
        if client == WHOLE:
            return outcomes.clinic(preset, cohort, visit, origins, chosen.say)
        return outcomes.client(preset, cohort, client, visit, origins)


def _offer(control: Any, options: list[tuple[str, Any]], value: Any) -> None:
    """The options, with the one that is set for these clients named so and chosen."""
    control.options = [(words + AS_SET if choice == value else words, choice) for words, choice in options]
    control.value = value


def _changes(preset: Preset, set_change: float) -> list[tuple[str, float]]:
    """Changes by the end of the course to choose from: none, parts of the spread, and the one that is set."""
    steps = {f"{-step:.1f} {preset.unit}": step for step in (-float(f"{size * preset.sd:.1g}") for size in SIZES)}
    if set_change:
        steps[f"{-set_change:.1f} {preset.unit}"] = set_change
    return [("none", 0.0), *sorted(steps.items(), key=lambda step: -step[1])]


def _row(origin: Origin, evidence: Evidence) -> tuple[str, str, str]:
    """A number, its value, and where it is from: a source with how sure we are of it, or what is supposed."""
    if not origin.fact:
        return origin.label, origin.value, f"Supposed. {origin.remark}"
    fact = evidence.facts[origin.fact]
    sources = ", ".join(evidence.references[key].short for key in fact.sources)
    shape, words, _ = CERTAINTY[fact.certainty]
    return origin.label, origin.value, f"{sources}, {shape} {words}. {origin.remark}".strip()


def lab() -> OutcomeLab:
    """The split of a clinic's fall, beside the same people untreated; and its clients one by one."""
    return OutcomeLab()
