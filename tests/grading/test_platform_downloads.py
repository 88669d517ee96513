"""Hand-ins as Moodle and Canvas name them: each to its own trainee, by the roster, and nobody guessed."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest
from damage.zips import BAD
from helpers.course import PERFECT, QUIZ, Course
from hypothesis import given
from hypothesis import strategies as st

from course_tools.grading import downloads, flow
from course_tools.grading.downloads import File, Sender, files_in
from course_tools.grading.incoming import Aside, Incoming, hand_ins
from course_tools.grading.roster import Person, Roster, update
from course_tools.problem import CourseProblem

ROSTER = (
    "Student,ID,SIS Login ID,Section\n"
    '"Doe, Jane",11,jane,A\n"Müller, Max",12,max,A\n"Li, Anna",13,anna1,A\n"Li, Anna",14,anna2,A\n'
)
PEOPLE = Roster(
    [
        Person("jane", "Jane", "Doe", "", "11"),
        Person("max", "Max", "Müller", "", "12"),
        Person("anna1", "Anna", "Li", "", "13"),
        Person("anna2", "Anna", "Li", "", "14"),
    ]
)


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Course:
    """A course with a roster of four, of whom two have the same name."""
    table = tmp_path / "roster.csv"
    table.write_text(ROSTER, encoding="utf-8")
    update(released.root, table, released.reports.append)
    return released


def hand_in(course: Course, roster_id: str, **other: object) -> bytes:
    """What somebody's hand-in zip holds."""
    folder = course.root / "made"
    return course.trainee(roster_id, {**PERFECT, **other}).zip(folder).read_bytes()


def collect(course: Course, source: Path) -> flow.Collected:
    return flow.collect(course.root, QUIZ, source, course.reports.append)


def moodle(name: str, number: int, file: str) -> str:
    return f"{name}_{number}_assignsubmission_file_/{file}"


def pack(path: Path, members: dict[str, bytes]) -> Path:
    """A platform's download: one zip, its members dated."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 10, 0, 0)), data)
    return path


def lay(folder: Path, members: dict[str, bytes]) -> Path:
    """The same, unpacked."""
    for name, data in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.grading
@pytest.mark.parametrize("make", [pack, lay])
def test_moodles_download_is_collected_as_it_is(course: Course, tmp_path: Path, make) -> None:
    members = {
        moodle("Jane Doe", 1234567, f"jane__{QUIZ}.zip"): hand_in(course, "jane"),
        moodle("Max Müller", 1234568, "my quiz.zip"): hand_in(course, "max"),
        moodle("Jane Doe", 1234567, "jane__another-quiz.zip"): b"",
        "Max Müller_1234568_assignsubmission_onlinetext_/onlinetext.html": b"<p>Here it is.</p>",
    }
    done = collect(course, make(tmp_path / "Course-Quiz-77.zip", members))
    assert (done.taken, done.aside) == (("jane", "max"), ())
    assert flow.grade(course.root, QUIZ, course.reports.append).marked == ("jane", "max")
    assert sum(course.marks("max").values()) == 5


@pytest.mark.grading
def test_canvas_download_is_collected_as_it_is(course: Course, tmp_path: Path) -> None:
    members = {
        f"doejane_11_901_jane__{QUIZ}.zip": hand_in(course, "jane"),
        f"mullermax_LATE_12_902_max__{QUIZ}-1.zip": hand_in(course, "max"),
        f"lianna_14_903_anna2__{QUIZ}.zip": hand_in(course, "anna2"),
    }
    done = collect(course, pack(tmp_path / "submissions.zip", members))
    assert (sorted(done.taken), done.aside) == (["anna2", "jane", "max"], ())
    assert "max: Canvas says that it came late." in course.reports


@pytest.mark.grading
def test_the_time_of_handing_in_is_the_platforms(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads.time, "mktime", lambda parts: 1_700_000_000.0 if parts[0] == 2026 else 0.0)
    collect(course, pack(tmp_path / "all.zip", {moodle("Jane Doe", 1, f"jane__{QUIZ}.zip"): hand_in(course, "jane")}))
    assert (course.place.submitted("jane") / "timestamp.txt").read_text() == "2023-11-14 22:13:20 UTC\n"


@pytest.mark.grading
def test_a_file_that_was_set_aside_is_renamed_and_collected_by_itself(course: Course, tmp_path: Path) -> None:
    path = tmp_path / f"Anna1__{QUIZ}.zip"
    path.write_bytes(hand_in(course, "anna1"))
    assert collect(course, path).taken == ("anna1",)


@pytest.mark.grading
def test_loose_files_are_a_hand_in_too(course: Course, tmp_path: Path) -> None:
    jane = course.trainee("jane", PERFECT)
    members = {
        moodle("Jane Doe", 1, "answers.jsonl"): jane.journal.read_bytes(),
        moodle("Jane Doe", 1, f"{QUIZ}.ipynb"): jane.notebook.read_bytes(),
    }
    assert collect(course, lay(tmp_path / "in", members)).taken == ("jane",)
    assert (course.place.submitted("jane") / "answers.jsonl").read_bytes() == jane.journal.read_bytes()


@pytest.mark.grading
def test_of_two_hand_ins_the_newer_counts_and_the_other_is_kept(course: Course, tmp_path: Path) -> None:
    max_ = course.trainee("max", {"q1": "menu"})
    first = max_.zip(tmp_path / "made").read_bytes()
    max_.answer("q1", "ask")
    second = max_.zip(tmp_path / "made").read_bytes()
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for day, data in ((21, second), (20, first)):
            name = moodle("Max Müller", day, f"max__{QUIZ}.zip")
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, day, 10, 0, 0)), data)
    collect(course, path)
    assert b'"ask"' in (course.place.submitted("max") / "answers.jsonl").read_bytes()
    assert len(list((course.place.quizzes / "incoming/earlier").rglob("answers.jsonl"))) == 1


UNSURE = {
    moodle("Anna Li", 1, f"anna1__{QUIZ}.zip"): "“Anna Li” may be “anna1”, “anna2”",
    moodle("Participant", 2, f"max__{QUIZ}.zip"): "“Participant” is nobody on the roster",
    f"doejane_12_3_jane__{QUIZ}.zip": "The number 12 and the name “doejane” are not one person's",
    f"lianna_99_3_anna1__{QUIZ}.zip": "“lianna” may be “anna1”, “anna2”",
    moodle("Jane Doe", 1, "essay.pdf"): "“essay.pdf” is no hand-in",
    f"jnae__{QUIZ}.zip": "“jnae” is nobody on the roster",
    "notes.zip": "The name notes.zip is not <roster id>__<quiz>.zip",
}


@pytest.mark.parametrize(("path", "reason"), UNSURE.items(), ids=range(len(UNSURE)))
def test_what_is_not_sure_is_set_aside_with_its_reason_and_never_read(path: str, reason: str) -> None:
    (one,) = hand_ins([File(path, "", lambda: pytest.fail("it was read"))], QUIZ, PEOPLE)
    assert isinstance(one, Aside)
    assert reason in one.reason


def test_without_a_roster_a_platforms_name_says_nothing() -> None:
    file = File(moodle("Jane Doe", 1, f"jane__{QUIZ}.zip"), "", lambda: b"")
    (one,) = hand_ins([file], QUIZ, Roster([]))
    assert isinstance(one, Aside)
    assert "Run `course roster FILE.csv`" in one.reason


@pytest.mark.grading
def test_a_hand_in_that_names_somebody_else_goes_to_who_sent_it_and_is_remarked(course: Course, tmp_path: Path) -> None:
    members = {moodle("Jane Doe", 1, f"max__{QUIZ}.zip"): hand_in(course, "max")}
    assert collect(course, lay(tmp_path / "in", members)).taken == ("jane",)
    assert f"jane: the file is called “max__{QUIZ}.zip”, and came from “Jane Doe”." in course.reports
    assert not course.place.submitted("max").exists()


@pytest.mark.grading
def test_a_hand_in_cannot_pass_for_a_download(course: Course, tmp_path: Path) -> None:
    """Found in a folder, a zip is one hand-in or none: it cannot bring answers in others' names."""
    inner = {moodle("Max Müller", 1, f"max__{QUIZ}.zip"): hand_in(course, "max")}
    (tmp_path / "in").mkdir()
    pack(tmp_path / "in" / "all.zip", inner)
    pack(tmp_path / "in" / f"jane__{QUIZ}.zip", inner)
    done = collect(course, tmp_path / "in")
    assert done.taken == ()
    assert sorted(one.name for one in done.aside) == ["all.zip", f"jane__{QUIZ}.zip"]


@pytest.mark.grading
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_bad_zips_in_a_download_cost_nobody_else_anything(course: Course, tmp_path: Path) -> None:
    members = {moodle("Jane Doe", n, f"jane__{QUIZ} ({n}).zip"): bad() for n, bad in enumerate(BAD)}
    members[moodle("Max Müller", 1, f"max__{QUIZ}.zip")] = hand_in(course, "max")
    before = {path for path in tmp_path.rglob("*") if course.root not in path.parents}
    done = collect(course, pack(tmp_path / "all.zip", members))
    assert (done.taken, len(done.aside)) == (("max",), len(BAD))
    assert {path for path in tmp_path.rglob("*") if course.root not in path.parents} - before == {tmp_path / "all.zip"}


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        (zipfile.ZipInfo("../../bank/x.zip"), "leads out of its folder"),
        (zipfile.ZipInfo("/etc/x.zip"), "leads out of its folder"),
        (link("Jane Doe_1_assignsubmission_file_/a.zip"), "a link or a device"),
    ],
)
def test_a_download_that_leads_elsewhere_is_refused(tmp_path: Path, member: zipfile.ZipInfo, reason: str) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, b"../../../etc/passwd")
    with pytest.raises(CourseProblem, match=reason), files_in(path):
        pass


def test_a_download_that_would_unpack_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pack(tmp_path / "all.zip", {"a": b"0" * 100, "b": b"0" * 100})
    monkeypatch.setattr(downloads, "LARGEST_DOWNLOAD", 150)
    with pytest.raises(CourseProblem, match="unpacks to more than a class hands in"), files_in(path):
        pass
    monkeypatch.setattr(downloads, "MOST_FILES", 1)
    with pytest.raises(CourseProblem, match="holds 2 files"), files_in(path):
        pass


def test_a_member_that_is_too_large_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "LARGEST_ZIP", 10)
    path = pack(tmp_path / "all.zip", {moodle("Jane Doe", 1, f"jane__{QUIZ}.zip"): b"0" * 11})
    with files_in(path) as files:
        (one,) = hand_ins(files, QUIZ, PEOPLE)
    assert isinstance(one, Aside)
    assert "is too large to be a hand-in" in one.reason


NAMES = {
    "Jane Doe_1234567_assignsubmission_file_/jane__a.zip": Sender("Jane Doe", "jane__a.zip"),
    "Jane Doe_1234567_assignsubmission_file/jane__a.zip": Sender("Jane Doe", "jane__a.zip"),
    "Jane Doe_1234567_assignsubmission_file_jane__a.zip": Sender("Jane Doe", "jane__a.zip"),
    "A_B_1_assignsubmission_file_/sub/x.zip": Sender("A_B", "x.zip"),
    "doejane_11_22_jane__a.zip": Sender("doejane", "jane__a.zip", "11"),
    "doejane_LATE_11_22_jane__a.zip": Sender("doejane", "jane__a.zip", "11", late=True),
    "jane__a.zip": None,
    "a.zip": None,
}


@pytest.mark.parametrize(("path", "sender"), NAMES.items(), ids=range(len(NAMES)))
def test_the_names_of_platforms_are_read(path: str, sender: Sender | None) -> None:
    assert File(path, "", bytes).sender == sender


@given(st.text(max_size=80) | st.from_regex(r"\w{1,9}_(LATE_)?[0-9]{1,3}_[0-9]{1,3}_\w{1,5}__four-types\.zip"))
def test_no_name_whatever_gives_a_hand_in_to_somebody_who_is_not_on_the_roster(path: str) -> None:
    for one in hand_ins([File(path, "", lambda: b"no zip")], QUIZ, PEOPLE):
        assert not isinstance(one, Incoming)
