"""The roster comes in as a table of any usual make, and goes out with the marks."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from helpers.course import PERFECT, QUIZ, Course
from hypothesis import example, given
from hypothesis import strategies as st

from course_tools.grading import flow
from course_tools.grading.roster import Changes, Person, Roster, read_people, update
from course_tools.grading.tables import to_csv
from course_tools.problem import CourseProblem

MINE = "id,first name,last name,email\njane,Jane,Doe,jane@example.org\nmax,Max,Müller,\n"
JANE, MAX = Person("jane", "Jane", "Doe", "jane@example.org"), Person("max", "Max", "Müller")
MOODLE = "First name,Last name,ID number,Email address,Groups\nJane,Doe,jane,jane@example.org,A\nMax,Müller,max,,A\n"
MOODLE_USERS = "username;firstname;lastname;email\njane;Jane;Doe;jane@example.org\nmax;Max;Müller;\n"
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz (17)\n    Points Possible,,,,,5\n"
    '"Doe, Jane",11,S1,jane,A,3\n"Müller, Max",12,S2,max,A,\n"Student, Test",99,,,A,\n'
)


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


def read_in(course: Course, folder: Path, text: str, *, remove: bool = False) -> Changes:
    return update(course.root, table(folder, text), course.reports.append, remove=remove)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_spreadsheets_table_is_read_whatever_its_encoding_and_its_signs(tmp_path: Path, encoding: str, sign: str):
    assert read_people(table(tmp_path, MINE.replace(",", sign), encoding)) == [JANE, MAX]


@pytest.mark.parametrize("text", [MOODLE, MOODLE_USERS], ids=["participants", "users"])
def test_moodles_tables_are_read_as_they_are(tmp_path: Path, text: str):
    assert read_people(table(tmp_path, text)) == [JANE, MAX]


def test_canvas_gradebook_is_read_as_it_is_with_the_number_by_which_it_names_files(tmp_path: Path):
    people = read_people(table(tmp_path, CANVAS))
    assert [(one.id, one.first, one.last, one.lms_id) for one in people] == [
        ("jane", "Jane", "Doe", "11"),
        ("max", "Max", "Müller", "12"),
    ]


def test_a_column_of_ids_that_leaves_somebody_out_is_passed_over_for_one_that_does_not(tmp_path: Path):
    text = "First name,Last name,ID number,Username\nJane,Doe,,jane\nMax,Müller,17,max\n"
    assert [one.id for one in read_people(table(tmp_path, text))] == ["jane", "max"]


REFUSED = {
    "": "names nobody",
    "id,first name\n": "names nobody",
    "given,family\nJane,Doe\n": "No column of roster.csv has a heading that says whose id it is",
    "ID number,First name\n,Jane\n7,Max\n": "no column has an id for everybody. Fill in “idnumber”",
    "id\njane\n../bank\n": "ids that cannot be used: “../bank”",
    "id\njane\nJANE\n": "has the id “JANE” twice",
    "id\na__b\n": "ids that cannot be used: “a__b”",
    'id,name\njane,"open\n': "is no table",
    "id,first name\njane,\x07\n": "the name or the address of jane cannot be right",
    f"id,first name\njane,{'x' * 200}\n": "the name or the address of jane cannot be right",
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items(), ids=range(len(REFUSED)))
def test_a_table_that_cannot_be_right_is_refused_in_one_sentence(tmp_path: Path, text: str, sentence: str):
    with pytest.raises(CourseProblem, match=sentence) as call:
        read_people(table(tmp_path, text))
    assert "\n" not in str(call.value)


@given(st.binary(max_size=300))
def test_no_file_whatever_ends_in_more_than_a_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    path = tmp_path_factory.mktemp("any") / "roster.csv"
    path.write_bytes(data)
    try:
        people = read_people(path)
    except CourseProblem:
        return
    assert len({one.id.casefold() for one in people}) == len(people)


def test_a_name_is_found_either_way_round_and_without_its_accents():
    roster = Roster([JANE, MAX, Person("anna1", "Anna", "Li"), Person("anna2", "Anna", "Li")])
    assert roster.by_name("Max Müller") == roster.by_name("mullermax") == roster.by_name("Müller, Max") == ("max",)
    assert roster.by_name("Anna Li") == ("anna1", "anna2")
    assert roster.by_name("") == roster.by_name("Nobody") == ()


def test_an_address_that_two_people_share_names_neither():
    both = [Person("a", email="home@example.org"), Person("b", email="home@example.org")]
    assert Roster(both).by_claim("home@example.org") is None
    assert Roster([JANE, *both]).by_claim("JANE@example.org") == Roster([JANE]).by_claim("Jane") == "jane"


@pytest.mark.grading
def test_reading_a_roster_says_what_is_new_and_removes_nobody(released: Course, tmp_path: Path):
    assert read_in(released, tmp_path, MINE).added == ("jane", "max")
    again = read_in(released, tmp_path, "id,last name,email\njane,Roe,\nzoe,Zett,\n")
    assert again == Changes(added=("zoe",), changed=("jane",), missing=("max",))
    assert "Not in roster.csv, and left on the roster: max. `--remove` takes them off." in released.reports
    last = read_in(released, tmp_path, "id\njane\nzoe\nmax\n")
    assert last == Changes(unchanged=("jane", "zoe", "max"))


@pytest.mark.grading
def test_nobody_who_has_handed_in_is_ever_removed(released: Course, tmp_path: Path):
    read_in(released, tmp_path, MINE + "zoe,,,\n")
    released.trainee("max", PERFECT).submit()
    flow.grade(released.root, QUIZ, released.reports.append)
    done = read_in(released, tmp_path, "id\nzoe\n", remove=True)
    assert (done.removed, done.kept) == (("jane",), ("max",))
    assert "Left on the roster, as they have handed in something: max." in released.reports
    assert sum(released.marks("max").values()) == 5


@pytest.mark.grading
def test_the_marks_go_out_with_names_and_a_column_for_each_question(released: Course, tmp_path: Path):
    read_in(released, tmp_path, MINE.replace("Müller", "=HYPERLINK(1)"))
    released.trainee("max", {**PERFECT, "q4": "around"}).submit()
    data = flow.grade(released.root, QUIZ, released.reports.append).table.read_bytes()
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert data.startswith(b"\xef\xbb\xbf")
    assert [row["trainee"] for row in rows] == ["jane", "max"]
    assert (rows[0]["email"], rows[0]["points"], rows[0]["remarks"]) == ("jane@example.org", "", "nothing handed in")
    assert (rows[1]["first_name"], rows[1]["last_name"], rows[1]["unsafe"]) == ("Max", "'=HYPERLINK(1)", "q4")
    assert [rows[1][slot] for slot in ("q1", "q2", "q3", "q4")] == ["1", "2", "1", "0"]
    assert sum(float(rows[1][slot]) for slot in ("q1", "q2", "q3", "q4")) == float(rows[1]["points"])


@example(["\r0"])
@given(st.lists(st.text(max_size=10), min_size=1, max_size=5))
def test_no_cell_of_a_table_starts_as_a_formula_does(cells: list[str]):
    text = to_csv(["name"] * len(cells), [cells]).decode("utf-8-sig")
    (_, *rows) = csv.reader(io.StringIO(text, newline=""))
    assert len(rows) == 1
    assert not [cell for cell in rows[0] if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
