"""What may change in a quiz that has answers: keys, reasons, wording, points, and a question may be dropped.

What would give answers to another question than the one that was asked is refused.
"""

from __future__ import annotations

from collections.abc import Collection

from course_tools.authoring.bank import Bank
from course_tools.content import Prompt, Quiz, load_quiz
from course_tools.content.quiz import FILE
from course_tools.grading.desk import Desk
from course_tools.grading.source import quiz_of
from course_tools.problem import CourseProblem


def refuse_harm(desk: Desk, bank: Bank) -> None:
    """Refuse a bank that asks other questions than the answers that are there were given to. Raises CourseProblem."""
    place, now = desk.place, quiz_of(bank)
    known = desk.released_slots()
    if not known or not place.trainees():
        return
    why = None
    if set(known) != {slot.id for slot in now.slots}:
        why = "no question can be added or removed"
    elif (place.release / FILE).is_file():
        dropped = {question.id for question in bank.questions if question.dropped}
        why = _harm(load_quiz(place.release), now, dropped)
    if why:
        raise CourseProblem(
            f"{place.quiz} has answers already, so {why}. Undo that in its bank, or make a new quiz. To take a "
            "question out, write `dropped: true` in it."
        )


def bring_points_up_to_date(desk: Desk, bank: Bank) -> bool:
    """See that the gradebook has the points of the bank; returns whether it had others. Raises CourseProblem."""
    known = desk.released_slots()
    if not known:
        raise CourseProblem(f"{desk.place.quiz} was never released here. Run `course release {desk.place.quiz}` first.")
    if known == {slot.id: slot.points for slot in quiz_of(bank).slots}:
        return False
    desk.release()
    return True


def _harm(was: Quiz, now: Quiz, dropped: Collection[str]) -> str | None:
    """Why the answers to one quiz are none to the other; None if they are. To `dropped` questions no answer counts."""
    if was.forms != now.forms:
        return f"its forms cannot change from “{was.forms}” to “{now.forms}”"
    for old, new in zip(was.slots, now.slots, strict=True):
        gone, come = set(old.items) - set(new.items), set(new.items) - set(old.items)
        if gone or come:
            return f"{old.id} cannot ask other questions ({', '.join(sorted(gone | come))})"
        for item in old.items:
            before, after = was.items[item], now.items[item]
            if before.type != after.type:
                return f"the question {item} cannot turn from {before.type} into {after.type}"
            if before.limits.get("case") != after.limits.get("case"):
                return f"{item} cannot ask to meet another client"
            if before.limits.get("case_version") != after.limits.get("case_version") and item not in dropped:
                client = after.limits["case"]
                return f"the client {client}, whom trainees have met in {item}, cannot be revised"
            if _ids(before) != _ids(after):
                return f"what is chosen from in {item} cannot have other ids"
    return None


def _ids(prompt: Prompt) -> tuple[object, ...]:
    """What an answer is made of: the ids of options, of what they are matched with, and of the choices of a field."""
    limits = prompt.limits
    targets = sorted(target["id"] for target in limits.get("targets", ()))
    choices = sorted(
        (name, sorted(choice["id"] for choice in of.get("choices", ())))
        for name, of in limits.get("fields", {}).items()
    )
    return sorted(option.id for option in prompt.options), targets, choices
