"""The roster: who takes the course, as nbgrader's gradebook has it, read from a table of names.

Somebody is on the roster who has a name in the gradebook, be it an empty one; nbgrader gives none to a roster id
that it only met on a hand-in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_tools.grading.lock import at_work
from course_tools.grading.place import Place
from course_tools.grading.tables import read_csv
from course_tools.grading.words import printable, quoted, some
from course_tools.journal.handin import ROSTER_ID
from course_tools.problem import CourseProblem

if TYPE_CHECKING:
    from course_tools.grading.desk import Desk

#: Headings as spreadsheets and learning platforms write them, without spaces and signs; the first that fits counts.
IDS = ("rosterid", "trainee", "studentid", "studentnumber", "idnumber", "username", "user", "login", "sisloginid",
       "loginid", "sisuserid", "id", "emailaddress", "email")  # fmt: skip
FIRST = ("firstname", "first", "givenname")
LAST = ("lastname", "last", "surname", "familyname")
EMAIL = ("emailaddress", "email", "mail")
WHOLE_NAME = ("student", "studentname", "name", "fullname")
CANVAS = ("sisloginid", "sisuserid")
LONGEST_FIELD = 128


@dataclass(frozen=True)
class Person:
    """Somebody on the roster. `lms_id` is the number by which a learning platform names their files, if known."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms_id: str = ""


@dataclass(frozen=True)
class Changes:
    """What reading a roster did, by roster id: `missing` are not in the file and stay, `kept` were to be removed."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


class Roster:
    """Everyone on the roster, by roster id, and who is meant by an id, a name or a platform's number."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {person.id: person for person in people}
        emails = Counter(person.email.casefold() for person in self.people.values() if person.email)
        self._claims = {
            person.email.casefold(): person.id
            for person in self.people.values()
            if emails[person.email.casefold()] == 1
        }
        self._claims |= {person.id.casefold(): person.id for person in self.people.values()}

    def by_claim(self, claimed: str) -> str | None:
        """The roster id that somebody typed, whatever the case of its letters; or whose e-mail address it is."""
        return self._claims.get(claimed.casefold())

    def by_number(self, number: str) -> tuple[str, ...]:
        """Whom a learning platform calls by this number."""
        return tuple(person.id for person in self.people.values() if person.lms_id == number)

    def by_name(self, name: str) -> tuple[str, ...]:
        """Everyone of this name, first or last name first, whatever its accents, spaces and signs."""
        wanted = plain(name)
        return tuple(
            person.id
            for person in self.people.values()
            if wanted and wanted in (plain(person.first + person.last), plain(person.last + person.first))
        )


def plain(name: str) -> str:
    """The letters and digits of a name, small and without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if sign.isalnum())


def read_people(path: Path) -> list[Person]:
    """The people in a table: a spreadsheet's, or what Moodle or Canvas exports. Raises CourseProblem."""
    rows = read_csv(path)
    if len(rows) < 2:
        raise CourseProblem(f"{path.name} names nobody: it needs a line of headings, then a line for each trainee.")
    headings = [re.sub(r"[^a-z]", "", heading.casefold()) for heading in rows[0]]
    lines = [dict(zip(headings, row, strict=False)) for row in rows[1:]]
    canvas = any(name in headings for name in CANVAS)
    if canvas:
        lines = [line for line in lines if line.get("student", "") not in ("Points Possible", "Student, Test")]
    column = _id_column(headings, lines, path.name)
    people = [_person(line, column, canvas=canvas) for line in lines]
    _refuse_strange(people, path.name)
    return people


def roster_of(desk: Desk) -> Roster:
    """The roster in the gradebook."""
    with desk.gradebook() as book:
        return Roster(_known(book).values())


def update(root: Path, file: Path, report: Callable[[str], None], *, remove: bool = False) -> Changes:
    """Write the people of a table into nbgrader's gradebook, and say what is new. Raises CourseProblem.

    Nobody is removed who is not in the table, unless `remove` says so; and never somebody who has handed in.
    An empty field changes nothing.
    """
    from course_tools.grading.desk import at_desk

    people = read_people(file)
    place = Place(root.resolve() / "quizzes", "")
    with at_work(place.quizzes), at_desk(place) as desk, desk.gradebook() as book:
        changes = _write(book, place, people, remove=remove)
    for what, ids in (("Added", changes.added), ("Changed", changes.changed), ("Removed", changes.removed)):
        if ids:
            report(f"{what}: {', '.join(ids)}.")
    if changes.missing:
        report(f"Not in {file.name}, and left on the roster: {', '.join(changes.missing)}. `--remove` takes them off.")
    if changes.kept:
        report(f"Left on the roster, as they have handed in something: {', '.join(changes.kept)}.")
    report(f"The roster: {len(people)} in {file.name}, {len(changes.added)} added, {len(changes.changed)} changed.")
    return changes


def _write(book: Any, place: Place, people: Sequence[Person], *, remove: bool) -> Changes:
    known = _known(book)
    people = [_merged(person, known.get(person.id)) for person in people]
    added = [person for person in people if person.id not in known]
    changed = [person for person in people if person.id in known and person != known[person.id]]
    absent = sorted(set(known) - {person.id for person in people})
    stay = {one for one in absent if _has_handed_in(book, place, one)}
    for person in (*added, *changed):
        columns = {"first_name": person.first, "last_name": person.last, "email": person.email or None}
        book.update_or_create_student(person.id, **columns, lms_user_id=person.lms_id or None)
    gone = [one for one in absent if remove and one not in stay]
    for one in gone:
        book.remove_student(one)
    touched = {person.id for person in (*added, *changed)}
    return Changes(
        added=tuple(person.id for person in added),
        changed=tuple(person.id for person in changed),
        unchanged=tuple(person.id for person in people if person.id not in touched),
        missing=() if remove else tuple(absent),
        removed=tuple(gone),
        kept=tuple(sorted(stay)) if remove else (),
    )


def _known(book: Any) -> dict[str, Person]:
    return {
        student.id: Person(
            student.id, student.first_name, student.last_name or "", student.email or "", student.lms_user_id or ""
        )
        for student in book.students
        if student.first_name is not None
    }


def _merged(person: Person, known: Person | None) -> Person:
    """A person of the table, what it leaves empty as it was."""
    if known is None:
        return person
    was = {field.name: getattr(known, field.name) for field in fields(Person) if not getattr(person, field.name)}
    return replace(person, **was)


def _has_handed_in(book: Any, place: Place, trainee: str) -> bool:
    in_folder = any((place.quizzes / "submitted" / trainee).glob("*"))
    return in_folder or bool(book.find_student(trainee).submissions)


def _id_column(headings: Sequence[str], lines: Sequence[Mapping[str, str]], name: str) -> str:
    """The column of the roster ids: the first one known by its heading that has an id for everybody."""
    known = [column for column in IDS if column in headings]
    full = [column for column in known if all(line.get(column) for line in lines)]
    if full:
        return full[0]
    if not known:
        raise CourseProblem(
            f"No column of {name} has a heading that says whose id it is. Call one “id”, and read it again."
        )
    raise CourseProblem(f"In {name}, no column has an id for everybody. Fill in “{known[0]}”, and read it again.")


def _person(line: Mapping[str, str], column: str, *, canvas: bool) -> Person:
    def cell(names: Sequence[str]) -> str:
        return next((line[name] for name in names if line.get(name)), "")

    first, last = cell(FIRST), cell(LAST)
    if not first and not last:
        whole = cell(WHOLE_NAME)
        last, comma, first = (part.strip() for part in whole.partition(","))
        if not comma:
            first, _, last = whole.rpartition(" ")
    return Person(line[column], first, last, cell(EMAIL), line.get("id", "") if canvas else "")


def _refuse_strange(people: Sequence[Person], name: str) -> None:
    """Refuse ids that no folder can have, and the same one twice: each would be somebody else's mark."""
    strange = [person.id for person in people if "__" in person.id or not ROSTER_ID.fullmatch(person.id)]
    if strange:
        raise CourseProblem(
            f"{name} has ids that cannot be used: {some(strange)}. An id has letters, digits and . @ _ - without "
            "spaces. Nothing was changed."
        )
    seen: dict[str, str] = {}
    for person in people:
        if person.id.casefold() in seen:
            raise CourseProblem(
                f"{name} has the id {quoted(person.id)} twice. Each needs its own. Nothing was changed."
            )
        seen[person.id.casefold()] = person.id
        long = [value for value in (person.first, person.last, person.email) if len(value) > LONGEST_FIELD]
        if long or any(printable(value) != value for value in (person.first, person.last, person.email)):
            raise CourseProblem(f"{name}: the name or the address of {person.id} cannot be right. Nothing was changed.")
