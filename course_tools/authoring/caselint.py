"""What a case must keep beyond its shape: its links, its ids, its sources. What needs playing is in `caseplay.py`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from course_tools.authoring.caseplay import easy, golden, graph, lengths, sessions, states
from course_tools.authoring.cases import WrittenCase, load_case_text
from course_tools.authoring.evidence import Base
from course_tools.authoring.message import AuthorProblem, Message, did_you_mean
from course_tools.authoring.ratios import all_ratios, ratios, things
from course_tools.authoring.yamltext import Path_, read_yaml
from course_tools.content.case import JUDGEMENT, Case, Option
from course_tools.content.library import ID
from course_tools.content.outcomes import Preset
from course_tools.content.session import Judged

FIGURE = re.compile(r"\d")
Rule = Callable[[WrittenCase], Iterable[Message]]


def read_cases(
    root: Path, base: Base, objectives: Collection[str], areas: Collection[int], presets: Mapping[str, Preset]
) -> tuple[WrittenCase, ...]:
    """Every virtual client below the course folder, checked. Raises AuthorProblem with every message found."""
    paths = sorted((root / "assets/cases").glob("*.yaml"))
    if not paths:
        return ()
    known, weak = {path.stem for path in paths}, read_yaml(root / "assets/evidence/weak-sources.yaml", root).data["ids"]
    messages: list[Message] = []
    cases: list[WrittenCase] = []
    for path in paths:
        try:
            written = load_case_text(path, root, presets)
        except AuthorProblem as problem:
            messages += problem.messages
            continue
        cases.append(written)
        messages += lint_case(written, base, objectives, known - {path.stem}, weak, areas)
    if messages:
        raise AuthorProblem(messages)
    return tuple(cases)


def lint_case(
    written: WrittenCase,
    base: Base,
    objectives: Collection[str],
    cases: Collection[str],
    weak: Collection[str],
    areas: Collection[int],
) -> list[Message]:
    """Every message about a case. The later rules play it, and wait until its links hold."""
    messages = [*_links(written, base, objectives, cases), *_ids(written), *_areas(written, areas)]
    messages += ratios(written, base)
    for rules in ((graph, states, sessions, _sources, _consequences), (golden, lengths, easy)):
        if messages:
            return messages
        messages += [message for rule in rules for message in rule(written)]
    return [*messages, *_weak(written, weak)]


def cited(case: Case) -> Iterator[tuple[Path_, tuple[str, ...], str]]:
    """Every place with evidence: the path to what it supports, the ids, and the words."""
    for i, ask in enumerate(case.ask):
        yield ("ask", i), ask.evidence, ask.why
    for i, test in enumerate(case.examine):
        yield ("examine", i), test.evidence, test.why
    for path, judged in all_judged(case):
        yield path, judged.evidence, judged.why
    for i, state in enumerate(case.decide):
        if state.believe is not None:
            yield ("decide", i, "believe"), state.believe.evidence, state.believe.why
    for i, gate in enumerate(case.gates):
        yield ("score", "gates", i), gate.evidence, gate.why


def all_judged(case: Case) -> Iterator[tuple[Path_, Judged]]:
    """Every judgement of a decision or a session, with its place in the file."""
    for i, state in enumerate(case.decide):
        for j, option in enumerate(state.options):
            yield from _judged(("decide", i, "options", j), option)
    for i, session in enumerate(case.treat):
        for j, sign in enumerate(session.stop):
            yield ("treat", i, "stop", j), sign.judged
        for j, effect in enumerate(session.effects):
            yield ("treat", i, "effects", j), effect.judged


def _judged(path: Path_, option: Option) -> Iterator[tuple[Path_, Judged]]:
    yield path, option.judged
    for name, judged in (("unasked", option.unasked), ("unmoved", option.unmoved)):
        if judged is not None:
            yield (*path, name), judged
    for truth, judged in option.under.items():
        yield (*path, "under", truth), judged


def _links(written: WrittenCase, base: Base, objectives: Collection[str], cases: Collection[str]) -> Iterator[Message]:
    case, text = written.case, written.text
    for i, objective in enumerate(case.objectives):
        if objective not in objectives:
            hint = did_you_mean(objective, objectives)
            yield text.message(("objectives", i), f"“{objective}” names no objective of assets/objectives.yaml.{hint}")
    if case.contrast_with and case.contrast_with not in cases:
        hint = did_you_mean(case.contrast_with, cases)
        yield text.message(("contrast_with",), f"“{case.contrast_with}” names no other client.{hint}")
    named: list[tuple[Path_, str]] = [
        ((*path, "evidence", k), fact) for path, facts, _ in cited(case) for k, fact in enumerate(facts)
    ]
    named += [(("hypotheses", key, "source"), each.source) for key, each in case.hypotheses.items()]
    named += [((*path, "source"), lr.source) for path, lr in all_ratios(case)]
    for path, fact in named:
        if fact == JUDGEMENT:
            continue
        if fact not in base.facts:
            hint = did_you_mean(fact, base.facts, where=base.files)
            yield text.message(path, f"“{fact}” names no entry of the evidence base.{hint}")
        elif not base.facts[fact]["checked"]:
            mend = f"“{fact}” is not verified (`checked: false`): no client may rest on it. Choose another fact."
            yield text.message(path, mend)


def _ids(written: WrittenCase) -> Iterator[Message]:
    case, text = written.case, written.text
    places = list(_places(case))
    count = Counter(name for _, name in places)
    for path, name in places:
        if count[name] > 1:
            yield text.message(path, f"“{name}” stands {count[name]} times in this client. Give each its own id.")
    known = {"asked": {thing.id for thing in case.things}, "done": {*count, *case.findings, *_more(case)}}
    for path, names, allowed in _named(case):
        for name in names:
            if name not in known[allowed]:
                hint = did_you_mean(name, known["done"])
                yield text.message(path, f"“{name}” is nothing that can be {allowed} here.{hint}")
    yield from _hypotheses(written)


def _places(case: Case) -> Iterator[tuple[Path_, str]]:
    yield from (((*path, "id"), thing.id) for path, thing in things(case))
    yield from ((("decide", i, "id"), state.id) for i, state in enumerate(case.decide))
    yield from ((("treat", i, "id"), session.id) for i, session in enumerate(case.treat))
    for i, state in enumerate(case.decide):
        yield from ((("decide", i, "options", j, "id"), option.id) for j, option in enumerate(state.options))
    for i, session in enumerate(case.treat):
        yield from ((("treat", i, "effects", j, "id"), effect.id) for j, effect in enumerate(session.effects))
        yield from ((("treat", i, "stop", j, "id"), sign.id) for j, sign in enumerate(session.stop))


def _more(case: Case) -> Iterator[str]:
    """What is done without an id of its own."""
    yield from (f"heard-{session.id}" for session in case.treat)
    if case.outcome is not None:
        yield from (f"measured-{visit}" for visit in ("start", *(each.id for each in case.visits)))


def _hypotheses(written: WrittenCase) -> Iterator[Message]:
    case, text = written.case, written.text
    truths: list[tuple[Path_, str]] = [(("truth",), name) for name in case.truth]
    truths += [(("ask", i, "replies"), name) for i, ask in enumerate(case.ask) for name in ask.replies]
    truths += [(("score", "gates", i, "under"), name) for i, gate in enumerate(case.gates) for name in gate.under]
    truths += [(path, str(path[-1])) for path, _ in all_judged(case) if path[-2:-1] == ("under",)]
    truths += [(("debrief", "under"), name) for name in case.experts]
    truths += [((*path, "for"), lr.hypothesis) for path, lr in all_ratios(case)]
    truths += [(("tests", i, "truth"), test.truth) for i, test in enumerate(written.tests) if test.truth]
    for path, name in truths:
        if name not in case.hypotheses:
            hint = did_you_mean(name, case.hypotheses)
            yield text.message(path, f"“{name}” is none of the hypotheses.{hint}")
    for path, shares in ((("hypotheses",), [h.p for h in case.hypotheses.values()]), (("truth",), case.truth.values())):
        if abs(sum(shares) - 1) > 1e-6:
            yield text.message(path, f"The shares sum to {sum(shares):g}. They must sum to 1.")
    if missing := set(case.truth) - set(case.experts):
        yield text.message(("debrief",), f"The expert's way is missing where {sorted(missing)[0]} is true.")
    for i, ask in enumerate(case.ask):
        if ask.replies and set(ask.replies) != set(case.hypotheses):
            yield text.message(("ask", i, "replies"), f"“{ask.id}” needs one reply under each hypothesis.")
    for i, test in enumerate(case.examine):
        if set(test.results) != set(case.hypotheses):
            yield text.message(("examine", i, "results"), f"“{test.id}” needs one result under each hypothesis.")
        for key, result in test.results.items():
            if ID.fullmatch(result) and result not in case.findings:
                hint = did_you_mean(result, case.findings)
                yield text.message(("examine", i, "results", key), f"“{result}” is none of the findings.{hint}")


def _named(case: Case) -> Iterator[tuple[Path_, tuple[str, ...], str]]:
    for i, feature in enumerate(case.key_features):
        yield ("score", "key_features", i), (*feature.needs.need, *feature.needs.need_any), "done"
    for i, gate in enumerate(case.gates):
        yield ("score", "gates", i), tuple(filter(None, (gate.never, gate.before))), "done"
        yield ("score", "gates", i, "always_any"), gate.always_any, "done"
    for i, state in enumerate(case.decide):
        yield ("decide", i, "opens"), (*state.opens.need, *state.opens.need_any), "done"
        for j, option in enumerate(state.options):
            yield ("decide", i, "options", j, "after"), option.after, "asked"
            yield ("decide", i, "options", j, "opens"), (*option.opens.need, *option.opens.need_any), "done"


def _areas(written: WrittenCase, areas: Collection[int]) -> Iterator[Message]:
    case = written.case
    named: list[tuple[Path_, int]] = [(("client", "regions", i), area) for i, area in enumerate(case.client.regions)]
    for i, session in enumerate(case.treat):
        for j, place in enumerate(session.where):
            named += [(("treat", i, "where", j, "areas", k), area) for k, area in enumerate(place.areas)]
    for path, area in named:
        if area not in areas:
            mend = f"{area} is no area of the body chart. The numbers are in assets/body/regions.yaml."
            yield written.text.message(path, mend)


def _sources(written: WrittenCase) -> Iterator[Message]:
    for path, facts, words in cited(written.case):
        if FIGURE.search(words) and not facts:
            mend = "A figure stands here without a source. Add `evidence:`, or write `evidence: [author-judgement]`."
            yield written.text.message(path, mend)


def _weak(written: WrittenCase, weak: Collection[str]) -> Iterator[Message]:
    """What is meant to keep someone from harm does not rest on a weak source alone."""
    harmful = {path for path, judged in all_judged(written.case) if judged.harm}
    for path, facts, _ in cited(written.case):
        if facts and set(facts) <= set(weak) and (path[0] == "score" or path in harmful):
            yield written.text.message(
                (*path, "evidence"), "Only weak sources stand behind this caution. Add a stronger one."
            )


def _consequences(written: WrittenCase) -> Iterator[Message]:
    case = written.case
    counted = {name for gate in case.gates for name in gate.always_any}
    counted |= {name for state in case.decide for option in state.options for name in option.after}
    for i, ask in enumerate(case.ask):
        if ask.safety and ask.id not in counted:
            mend = (
                f"“{ask.id}” is about safety, yet nothing follows if it is not asked. Name it in a gate or in `after`."
            )
            yield written.text.message(("ask", i), mend)
