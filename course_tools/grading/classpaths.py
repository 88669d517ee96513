"""What a class did with one client: every meeting that was handed in, played again, and what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_tools import journal
from course_tools.content import Case
from course_tools.content.case import Gate
from course_tools.content.session import Session
from course_tools.encounter import Encounter, Entry, Parting, parting, read_log, replay, score, seed_of
from course_tools.encounter import session as table
from course_tools.encounter.path import as_far_as_open, seed_with
from course_tools.grading.incoming import Aside
from course_tools.grading.place import Place, find, read_bank
from course_tools.grading.source import question_in, quiz_of
from course_tools.grading.tables import to_csv
from course_tools.grading.words import printable
from course_tools.journal.journal import read_lines
from course_tools.problem import CourseProblem

COLUMNS = (
    "trainee", "from", "score", "safe", "to_the_end", "steps", "minutes", "parted_at_step", "parted_at", "parted_by",
    "gates", "path", "remark",
)  # fmt: skip
LOGS = "*.jsonl"


@dataclass(frozen=True)
class Played:
    """A trainee's meeting, and where its log is from: a quiz or a file."""

    trainee: str
    source: str
    met: Encounter

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The gates that failed."""
        return score(self.met).failed

    @property
    def parted(self) -> Parting | None:
        """Where this trainee left the expert's way."""
        return parting(self.met)


@dataclass(frozen=True)
class ClassPaths:
    """The meetings of a class with one client, and whose logs could not be played."""

    case: Case
    played: tuple[Played, ...]
    aside: tuple[Aside, ...]

    @property
    def moves(self) -> Counter[tuple[str, str, str]]:
        """How many went from a place by a row of it (an option, or what came of a session) to the next place."""
        return Counter(move for each in self.played for move in _moves(each.met))

    @property
    def visits(self) -> Counter[str]:
        """How many reached each place."""
        return Counter(place for each in self.played for place in {name for name, _ in each.met.entered})

    @property
    def known(self) -> dict[str, int]:
        """How many asked or looked before they first decided, by what the expert finds out first."""
        first = [set(_before_deciding(each.met).done) for each in self.played]
        return {name: sum(name in done for done in first) for name in first_of_expert(self.case)}

    @property
    def gates(self) -> Counter[str]:
        """How many failed each gate, in words."""
        return Counter(in_words(gate) for each in self.played for gate in each.gates)

    @property
    def partings(self) -> Counter[tuple[str, str]]:
        """How many left the expert's way at a place, and by which decision."""
        found = (each.parted for each in self.played)
        return Counter((one.place, one.action.item) for one in found if one is not None)

    @property
    def finding(self) -> str:
        """What the picture shows, in a sentence."""
        count = len(self.played)
        unsafe, parted = sum(bool(each.gates) for each in self.played), self.partings.total()
        safety = f"{unsafe} of {count} took an unsafe step" if unsafe else f"All {count} were safe"
        if unsafe:
            safety += f", most often “{self.gates.most_common(1)[0][0]}”"
        if not parted:
            return f"{safety}; all went the expert's way"
        place, decision = self.partings.most_common(1)[0][0]
        return f"{safety}; {parted} of {count} left the expert's way, most often at “{place}” by “{spaced(decision)}”"

    def to_csv(self) -> bytes:
        """The table, with a line for each trainee; names stand here and nowhere else."""
        rows = [_row(each) for each in sorted(self.played, key=lambda each: (each.trainee, each.source))]
        blank = [""] * (len(COLUMNS) - 3)
        rows += [[printable(one.name), "", *blank, one.reason] for one in self.aside]
        return to_csv(COLUMNS, rows)


def class_paths(root: Path, case: Case, logs: Path | None = None) -> ClassPaths:
    """The meetings with a client: of every quiz that asks for one, or of the practice logs in a folder.

    Practice logs are `<trainee>.jsonl`, or `clients.jsonl` in a folder of the trainee's; first tries count, for what is
    played again is known. Raises CourseProblem where nobody has met this client.
    """
    found = list(_submitted(root, case) if logs is None else _practiced(logs, case))
    played = tuple(each for each in found if isinstance(each, Played))
    aside = tuple(each for each in found if isinstance(each, Aside))
    if not played:
        where = f"no log in {logs}" if logs else "no quiz that was handed in"
        told = f" {aside[0].name}: {aside[0].reason}" if aside else ""
        raise CourseProblem(
            f"Nobody has met {case.client.name} ({case.id}): {where} holds a meeting that can be played.{told} Run "
            "`course collect` first, or name a folder of practice logs with --logs."
        )
    return ClassPaths(case, played, aside)


def first_of_expert(case: Case) -> list[str]:
    """What the expert finds out before the first decision."""
    things = {thing.id for thing in case.things}
    done = (name for way in _experts_ways(case) for name in _before_deciding(way).done if name in things)
    return list(dict.fromkeys(done))


def rows_of_expert(case: Case) -> set[tuple[str, str]]:
    """The places, each with the row of it, that the expert takes."""
    return {(place, row) for way in _experts_ways(case) for place, row, _ in _moves(way)}


def spaced(name: str) -> str:
    """An id in words."""
    return name.removeprefix("q-").replace("-", " ")


def in_words(gate: Gate) -> str:
    """What failed a gate."""
    return (
        spaced(gate.never)
        if gate.never
        else f"{spaced(gate.before)} before {' or '.join(map(spaced, gate.always_any))}"
    )


def _submitted(root: Path, case: Case) -> Iterator[Played | Aside]:
    for path in sorted((root / "quizzes/bank").glob("*.yaml")):
        place = find(root, path.stem)
        if case.id in path.read_text(encoding="utf-8"):
            yield from _in_quiz(place, case)


def _in_quiz(place: Place, case: Case) -> Iterator[Played | Aside]:
    bank = read_bank(place)
    for trainee in place.trainees():
        asked = [question_in(bank, slot.id, trainee) for slot in quiz_of(bank).slots]
        for question in (one for one in asked if one.key.get("case") == case.id):
            path = place.submitted(trainee) / journal.FILE
            if path.is_symlink():
                yield Aside(trainee, f"{journal.FILE} is no ordinary file and was not read.")
                continue
            try:
                answer = journal.read(path).last(bank.quiz, question.id)
                log = read_log([] if answer is None or answer.answer is None else answer.answer)
                met = replay(case, log, question.key["seed"])
            except CourseProblem as problem:
                yield Aside(trainee, str(problem))
            else:
                yield Aside(trainee, "has not met this client") if met is None else Played(trainee, bank.quiz, met)


def _practiced(folder: Path, case: Case) -> Iterator[Played | Aside]:
    if not folder.is_dir():
        raise CourseProblem(f"There is no folder {folder}. Name the one with your trainees' logs.")
    for path in sorted(folder.rglob(LOGS)):
        trainee = path.relative_to(folder).parts[0].removesuffix(".jsonl")
        try:
            read = (Entry.from_line(line) for line in read_lines(path))
            log = [entry for entry in read if entry is not None and (entry.case, entry.attempt) == (case.id, 1)]
            met = replay(case, [entry for entry in log if entry.version == case.version] or log)
        except CourseProblem as problem:
            yield Aside(trainee, str(problem))
        else:
            yield Aside(trainee, "has not met this client") if met is None else Played(trainee, path.name, met)


def _moves(met: Encounter) -> Iterator[tuple[str, str, str]]:
    deciding = [(number, step) for number, step in enumerate(met.steps, start=1) if step.decisions]
    for (number, step), (goto, _) in zip(deciding, met.entered[1:], strict=True):
        place = met.until(number - 1).place
        row = step.action.item
        if isinstance(place, Session):
            plan = next(each.given for each in reversed(met.steps[:number]) if each.action.kind == "plan")
            sign = table.sign_in(place, plan) if step.given["pressure"] == table.STOP else None
            row = step.items[1] if sign is None else f"stop: {sign.id}"
        if place is not None:
            yield place.id, row, goto


def _experts_ways(case: Case) -> list[Encounter]:
    """The expert's way under each truth."""
    return [
        as_far_as_open(case, expert.path, seed_with(case, truth) or seed_of(case, 1))
        for truth, expert in case.experts.items()
        if truth in case.truth
    ]


def _before_deciding(met: Encounter) -> Encounter:
    first = next((number for number, step in enumerate(met.steps) if step.decisions), len(met.steps))
    return met.until(first)


def _row(each: Played) -> Sequence[str]:
    met, parted = each.met, each.parted
    result = score(met)
    return [
        printable(each.trainee),
        each.source,
        f"{result.value:g}",
        "yes" if result.safe else "no",
        "yes" if met.over else "no",
        str(len(met.steps)),
        str(met.used),
        str(parted.step) if parted else "",
        parted.place if parted else "",
        parted.action.item if parted else "",
        _joined(in_words(gate) for gate in result.failed),
        _joined((step.action.name for step in met.steps), " > "),
        "",
    ]


def _joined(words: Iterable[str], by: str = "; ") -> str:
    return by.join(words)
