"""What a case must keep beyond its shape: links, ends, consequences, golden paths, and no easy way to a good score."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from course_tools.authoring.cases import WrittenCase, load_case_text
from course_tools.authoring.evidence import Base
from course_tools.authoring.message import AuthorProblem, Message, did_you_mean
from course_tools.authoring.yamltext import Path_, read_yaml
from course_tools.content.case import END, JUDGEMENT, Case
from course_tools.content.library import ID
from course_tools.encounter.debrief import played
from course_tools.encounter.players import mean_scores
from course_tools.encounter.score import score
from course_tools.problem import CourseProblem

#: The mean score that a player who does not think must stay below.
TOO_EASY = 0.6
#: How much longer than the next one a best option may be, before its length gives it away.
LENGTH = 1.4
FIGURE = re.compile(r"\d")
Rule = Callable[[WrittenCase], Iterable[Message]]


def read_cases(root: Path, base: Base, objectives: Collection[str]) -> tuple[WrittenCase, ...]:
    """Every virtual client below the course folder, checked. Raises AuthorProblem with every message found."""
    paths = sorted((root / "assets/cases").glob("*.yaml"))
    if not paths:
        return ()
    known, weak = {path.stem for path in paths}, read_yaml(root / "assets/evidence/weak-sources.yaml", root).data["ids"]
    messages: list[Message] = []
    cases: list[WrittenCase] = []
    for path in paths:
        try:
            written = load_case_text(path, root)
        except AuthorProblem as problem:
            messages += problem.messages
            continue
        cases.append(written)
        messages += lint_case(written, base, objectives, known - {path.stem}, weak)
    if messages:
        raise AuthorProblem(messages)
    return tuple(cases)


def lint_case(
    written: WrittenCase, base: Base, objectives: Collection[str], cases: Collection[str], weak: Collection[str]
) -> list[Message]:
    """Every message about a case. The later rules play it, and wait until its links hold."""
    messages = [*_links(written, base, objectives, cases), *_ids(written)]
    for rules in ((_graph, _sources, _consequences), (_golden, _lengths, _easy)):
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
    for i, state in enumerate(case.decide):
        for j, option in enumerate(state.options):
            path = ("decide", i, "options", j)
            yield path, option.judged.evidence, option.judged.why
            if option.unasked is not None:
                yield (*path, "unasked"), option.unasked.evidence, option.unasked.why
    for i, gate in enumerate(case.gates):
        yield ("score", "gates", i), gate.evidence, gate.why


def _links(written: WrittenCase, base: Base, objectives: Collection[str], cases: Collection[str]) -> Iterator[Message]:
    case, text = written.case, written.text
    for i, objective in enumerate(case.objectives):
        if objective not in objectives:
            hint = did_you_mean(objective, objectives)
            yield text.message(("objectives", i), f"“{objective}” names no objective of assets/objectives.yaml.{hint}")
    if case.contrast_with not in cases:
        hint = did_you_mean(case.contrast_with, cases)
        yield text.message(("contrast_with",), f"“{case.contrast_with}” names no other client.{hint}")
    named: list[tuple[Path_, str]] = [
        ((*path, "evidence", k), fact) for path, facts, _ in cited(case) for k, fact in enumerate(facts)
    ]
    named += [(("hypotheses", key, "source"), each.source) for key, each in case.hypotheses.items()]
    named += [(("examine", i, "lr", "source"), test.lr.source) for i, test in enumerate(case.examine) if test.lr]
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
    places: list[tuple[Path_, str]] = [(("ask", i, "id"), ask.id) for i, ask in enumerate(case.ask)]
    places += [(("examine", i, "id"), test.id) for i, test in enumerate(case.examine)]
    for i, state in enumerate(case.decide):
        places.append((("decide", i, "id"), state.id))
        places += [(("decide", i, "options", j, "id"), o.id) for j, o in enumerate(state.options)]
    count = Counter(name for _, name in places)
    for path, name in places:
        if count[name] > 1:
            yield text.message(path, f"“{name}” stands {count[name]} times in this client. Give each its own id.")
    known = set(count)
    asked = {thing.id for thing in case.things}
    for path, names, allowed in _named(case):
        for name in names:
            if name not in (asked if allowed == "asked" else known):
                hint = did_you_mean(name, known)
                yield text.message(path, f"“{name}” is nothing that can be {allowed} here.{hint}")
    if case.truth not in case.hypotheses:
        hint = did_you_mean(case.truth, case.hypotheses)
        yield text.message(("truth",), f"“{case.truth}” is none of the hypotheses.{hint}")
    total = sum(each.p for each in case.hypotheses.values())
    if abs(total - 1) > 1e-6:
        yield text.message(("hypotheses",), f"The shares `p` sum to {total:g}. They must sum to 1.")
    for i, test in enumerate(case.examine):
        if set(test.results) != set(case.hypotheses):
            yield text.message(("examine", i, "results"), f"“{test.id}” needs one result under each hypothesis.")
        for key, result in test.results.items():
            if ID.fullmatch(result) and result not in case.findings:
                hint = did_you_mean(result, case.findings)
                yield text.message(("examine", i, "results", key), f"“{result}” is none of the findings.{hint}")
        if test.lr is not None and test.lr.hypothesis not in case.hypotheses:
            yield text.message(("examine", i, "lr", "for"), f"“{test.lr.hypothesis}” is none of the hypotheses.")


def _named(case: Case) -> Iterator[tuple[Path_, tuple[str, ...], str]]:
    for i, feature in enumerate(case.key_features):
        yield ("score", "key_features", i), (*feature.need, *feature.need_any), "done"
    for i, gate in enumerate(case.gates):
        yield ("score", "gates", i), tuple(filter(None, (gate.never, gate.before))), "done"
        yield ("score", "gates", i, "always_any"), gate.always_any, "asked"
    for i, state in enumerate(case.decide):
        for j, option in enumerate(state.options):
            yield ("decide", i, "options", j, "after"), option.after, "asked"


def _graph(written: WrittenCase) -> Iterator[Message]:
    """Every `goto` leads somewhere, never back; every state is reached."""
    case, text = written.case, written.text
    order = {state.id: i for i, state in enumerate(case.decide)}
    reached = {case.decide[0].id}
    for i, state in enumerate(case.decide):
        for j, option in enumerate(state.options):
            for judged in filter(None, (option.judged, option.unasked)):
                path: Path_ = ("decide", i, "options", j, "goto")
                if judged.goto != END and judged.goto not in order:
                    hint = did_you_mean(judged.goto, [*order, END])
                    yield text.message(path, f"“goto: {judged.goto}” leads nowhere.{hint}")
                elif judged.goto != END and order[judged.goto] <= i:
                    mend = f"“goto: {judged.goto}” leads back, and the story might never end. Lead on, or to `end`."
                    yield text.message(path, mend)
                elif state.id in reached:
                    reached.add(judged.goto)
        if state.id not in reached:
            yield text.message(("decide", i, "id"), f"Nothing leads to “{state.id}”. Lead there, or remove it.")
    if not case.decide[0].options:
        yield text.message(("decide", 0), "The first thing to decide has no options.")


def _sources(written: WrittenCase) -> Iterator[Message]:
    for path, facts, words in cited(written.case):
        if FIGURE.search(words) and not facts:
            mend = "A figure stands here without a source. Add `evidence:`, or write `evidence: [author-judgement]`."
            yield written.text.message(path, mend)


def _weak(written: WrittenCase, weak: Collection[str]) -> Iterator[Message]:
    """What is meant to keep someone from harm does not rest on a weak source alone."""
    case = written.case
    harmful = {
        ("decide", i, "options", j)
        for i, state in enumerate(case.decide)
        for j, option in enumerate(state.options)
        if option.harm
    }
    for path, facts, _ in cited(case):
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


def _golden(written: WrittenCase) -> Iterator[Message]:
    text = written.text
    paths: list[tuple[Path_, tuple[str, ...]]] = [
        (("tests", i, "path"), tuple(test.path)) for i, test in enumerate(written.tests)
    ]
    paths.append((("debrief", "expert_path"), written.case.expert_path))
    for number, (path, names) in enumerate(paths):
        try:
            encounter = played(written.case, names)
        except CourseProblem as problem:
            yield text.message(path, f"This path cannot be played: {problem}")
            continue
        if not encounter.over:
            yield text.message(path, "This path does not end. Add the decisions up to the end.")
            continue
        if number == len(written.tests):
            continue
        test, mark = written.tests[number], score(encounter)
        if mark.safe != (test.gates == "pass"):
            yield text.message(
                path, f"The gates {'hold' if mark.safe else 'fail'} on this path, and the test says not."
            )
        if not test.score_min <= mark.value <= test.score_max:
            bounds = f"{test.score_min:g} to {test.score_max:g}"
            yield text.message(path, f"This path scores {mark.value:.2f}; the test wants {bounds}.")


def _lengths(written: WrittenCase) -> Iterator[Message]:
    """A best option that is much the longest, everywhere, gives itself away."""
    given_away = []
    for i, state in enumerate(written.case.decide):
        if state.options:
            best = max(state.options, key=lambda option: option.judged.value)
            longest = max(len(option.text) for option in state.options if option is not best)
            given_away.append((i, len(best.text) > LENGTH * longest))
    for i, away in given_away:
        if away:
            yield written.text.message(
                ("decide", i), "The best option is much longer than the others. Make them alike in length."
            )


def _easy(written: WrittenCase) -> Iterator[Message]:
    for player, mean in mean_scores(written.case).items():
        if mean > TOO_EASY:
            mend = f"A player who {player} scores {mean:.2f} on average; at most {TOO_EASY} is meant. Ask for more."
            yield written.text.message(("score",), mend)
