"""Classes of trainees, made by a seed: right, partly right, wrong and blank, in time and late, whole and damaged."""

from __future__ import annotations

import random
from typing import Any

from damage import DEFECTS, Defect, HandIn
from helpers.course import HONEST, PERFECT, QUIZ, Course
from helpers.meetings import HARMS, MIDDLING, WAY, log_of, with_changed

from course_tools.content import Prompt
from course_tools.grading.source import quiz_of
from course_tools.journal import Answer

DUE = "2026-11-23 14:00:00"
TIMES = ("", "2026-11-20 09:30:00 UTC", "2026-11-23 14:00:00 UTC", "2026-11-23 14:00:01 UTC", "2026-11-25 08:00:00 UTC")
WRONG = {"q1": "menu", "q2": {"first": False, "second": True}, "q3": ["note", "touch", "consent", "ask"], "q4": "go-on"}
#: What a text or a number in an answer may be, right by chance or not at all.
LOOSE = (None, True, 0, 1, 2, 50, 120.0, -3, 1e308, "", "a", "2", "gentle pressure", "<b>", [], {}, [[]], {"value": 2})


def graded_defects() -> list[Defect]:
    """The defects with which both ways grade a hand-in; who is set aside never gets as far."""
    return [defect for defect in DEFECTS.values() if defect.points is not None]


def hand_in(course: Course, roster_id: str, answers: dict[str, Any], when: str = "") -> HandIn:
    """A submission with these answers by slot, at this time or at none."""
    quiz = quiz_of(course.bank)

    def line(slot: str, answer: object, **other: Any) -> bytes:
        prompt = quiz.item_in(slot, roster_id)
        fields = {"quiz": course.quiz, "item": prompt.id, "version": prompt.version, "answer": answer, **other}
        return Answer(**fields).to_line()

    folder = course.trainee(roster_id).submit()
    given = HandIn(folder, line)
    given.journal.write_bytes(b"".join(line(slot, answer) for slot, answer in answers.items()))
    if when:
        (folder / "timestamp.txt").write_text(f"{when}\n", encoding="utf-8")
    return given


def fill_class(course: Course, size: int, seed: int) -> None:
    """A class of this size for the quiz `four-types`: every defect once, then answers of every quality."""
    assert course.quiz == QUIZ
    chance = random.Random(seed)
    honest = {slot: answer for slot, (answer, _) in HONEST.items()}
    for i in range(size):
        if i < len(graded_defects()):
            defect = graded_defects()[i]
            defect.spoil(hand_in(course, defect.name, dict(defect.answers), chance.choice(TIMES)))
            continue
        answers = {slot: chance.choice([PERFECT, honest, WRONG, {}]).get(slot) for slot in PERFECT}
        given = hand_in(course, f"trainee-{i:03}", answers, chance.choice(TIMES))
        for spoil in chance.sample(SPOILS, chance.choice([0, 0, 0, 1, 2])):
            spoil(given)


def fill_with_anything(course: Course, size: int, seed: int) -> None:
    """A class of this size for any quiz, whose answers have the right shape more often than not."""
    chance = random.Random(seed)
    slots = quiz_of(course.bank).slots
    for i in range(size):
        prompts = {slot.id: quiz_of(course.bank).item_in(slot.id, f"t{i}") for slot in slots}
        hand_in(course, f"t{i}", {slot: anything(prompt, chance) for slot, prompt in prompts.items()})


def anything(prompt: Prompt, chance: random.Random) -> Any:
    """An answer to any question: an option, some or all of them, something said of each, or something else."""
    if prompt.type == "case":
        return chance.choice([a_meeting(chance), a_meeting(chance), chance.choice(LOOSE)])
    ids = [option.id for option in prompt.options]
    some = chance.sample(ids, chance.randint(1, len(ids)))
    words: list[Any] = [True, False, "supported", "overstated", "unsupported", *ids]
    words += [part["id"] for name in ("targets", "actions") for part in prompt.limits.get(name, [])]
    said = {option: chance.choice(words) for option in some}
    number = {"value": chance.choice([1, 2, 2.4, 120]), "unit": chance.choice([*prompt.limits.get("units", [""])])}
    return chance.choice([chance.choice(ids), some, ids, said, number, chance.choice(LOOSE)])


def a_meeting(chance: random.Random) -> list[dict[str, Any]]:
    """The log of a meeting with Lidia, whole or broken off, and now and then edited."""
    log = log_of(chance.choice([WAY, WAY[: chance.randint(1, len(WAY))], MIDDLING, HARMS]))
    edit = chance.choice([{}, {}, {"score": 1.0}, {"version": "0" * 12}, {"action": "plan.none"}])
    return with_changed(log, chance.randint(1, len(log)), edit)


def _tear(it: HandIn) -> None:
    it.journal.write_bytes(it.journal.read_bytes()[:-7])


def _sign(it: HandIn) -> None:
    it.journal.write_bytes(it.journal.read_bytes().replace(b'"trainee":""', b'"trainee":"somebody"'))


def _change_mind(it: HandIn) -> None:
    with it.journal.open("ab") as file:
        file.write(it.line("q4", "ambulance") + it.line("q2", None) + it.line("q1", {"ask": True}))


def _stray(it: HandIn) -> None:
    with it.journal.open("ab") as file:
        file.write(b"not a line\n" + it.line("q1", "menu", quiz="other-quiz") + it.line("q1", "x", item="no-item"))


def _old(it: HandIn) -> None:
    it.journal.write_bytes(it.journal.read_bytes() + it.line("q3", PERFECT["q3"], version="0" * 12))


def _clear_notebook(it: HandIn) -> None:
    it.edit(lambda nb: nb.update(cells=nb["cells"][:3]))


SPOILS = [_tear, _sign, _change_mind, _stray, _old, _clear_notebook]
