"""Forms: where each trainee has a form of their own, the copies that go out, and what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from course_tools.authoring.bank import Bank
from course_tools.content import Question
from course_tools.grading import archive
from course_tools.grading.desk import at_desk
from course_tools.grading.page import number
from course_tools.grading.place import Place, find, read_bank
from course_tools.grading.roster import roster_of
from course_tools.grading.source import copy_files, quiz_of
from course_tools.grading.tables import to_csv
from course_tools.whole import put

COLUMNS = ("slot", "question", "type", "objectives", "domain", "level", "points", "safety", "drawn", "of")


@dataclass(frozen=True)
class Drawn:
    """A question of a slot, and how many of the trainees it was drawn for."""

    slot: str
    question: Question
    times: int
    of: int

    @property
    def blueprint(self) -> tuple[str, ...]:
        """What the question has in common with all others of its slot, in words."""
        about = self.question
        points = f"{number(about.prompt.points)} point{'' if about.prompt.points == 1 else 's'}"
        safety = ", safety" if about.safety else ""
        return (f"{about.level}, {points}{safety}", about.domain, ", ".join(sorted(about.objectives)))

    @property
    def cells(self) -> tuple[str, ...]:
        """The question as a row of the table."""
        about = self.question
        return (
            self.slot,
            about.id,
            about.prompt.type,
            " ".join(sorted(about.objectives)),
            about.domain,
            about.level,
            number(about.prompt.points),
            "yes" if about.safety else "no",
            str(self.times),
            str(self.of),
        )


@dataclass(frozen=True)
class Forms:
    """What a quiz draws from, for a roster; `same` says in a sentence what every form has."""

    rows: tuple[Drawn, ...]
    same: str
    table: Path

    @property
    def by_slot(self) -> dict[str, list[Drawn]]:
        """The questions of each slot."""
        slots: dict[str, list[Drawn]] = {}
        for row in self.rows:
            slots.setdefault(row.slot, []).append(row)
        return slots


def forms(root: Path, quiz: str) -> Forms:
    """The pool and the blueprint of each slot, and how often each question is drawn in this roster.

    Without a roster, of those who have handed in. Writes `outgoing/<quiz>-forms.csv`. Raises CourseProblem.
    """
    place = find(root, quiz)
    bank = read_bank(place)
    with at_desk(place) as desk:
        trainees = sorted(roster_of(desk).people) or place.trainees()
    rows = tuple(_drawn(bank, trainees))
    table = put(place.outgoing / f"{quiz}-forms.csv", to_csv(COLUMNS, [row.cells for row in rows]))
    return Forms(rows, _same(bank), table)


def copies(place: Place, bank: Bank, trainees: Iterable[str]) -> list[Path]:
    """A zip for each trainee in `outgoing/<quiz>/`, with their own questions alone; older copies go. Raises OSError."""
    folder = place.outgoing / bank.quiz
    made = []
    for trainee in trainees:
        files = {f"{bank.quiz}/{name}": data for name, data in copy_files(bank, trainee).items()}
        made.append(put(folder / f"{trainee}__{bank.quiz}-to-do.zip", archive.to_zip(files)))
    for old in set(folder.glob(f"*__{bank.quiz}-to-do.zip")) - set(made):
        old.unlink()
    return made


def _drawn(bank: Bank, trainees: Sequence[str]) -> Iterable[Drawn]:
    quiz, questions = quiz_of(bank), {question.id: question for question in bank.questions}
    for slot in quiz.slots:
        counts = Counter(quiz.item_in(slot.id, trainee).id for trainee in trainees)
        yield from (Drawn(slot.id, questions[item], counts[item], len(trainees)) for item in slot.items)


def _same(bank: Bank) -> str:
    """What any form has, whatever is drawn: a bank whose pools differ in it cannot be read."""
    questions = {question.id: question for question in bank.questions}
    firsts = [questions[items[0]] for items in bank.slots]
    points, safety = sum(one.prompt.points for one in firsts), sum(one.safety for one in firsts)
    levels = Counter(one.level for one in firsts)
    by_level = ", ".join(f"{levels[level]} {level}" for level in ("recall", "apply", "judge") if levels[level])
    goals = len({goal for one in firsts for goal in one.objectives})
    objectives = f"{goals} objective{'' if goals == 1 else 's'}"
    return (
        f"Every form: {len(firsts)} questions, {number(points)} points, {safety} about safety; {by_level}; "
        f"{objectives}. In each slot all questions have the same objectives, domain, level, points and safety."
    )
