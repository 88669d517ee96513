"""The whole way with nbgrader's own commands: release, hand in, collect, grade, feedback."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from helpers.course import HONEST, PERFECT, QUIZ, Course

from course_tools.grading.archive import to_zip

pytestmark = pytest.mark.grading


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A class graded by the stock commands: honest, perfect, blank, hostile; and damaged zips."""
    course = Course(tmp_path_factory.mktemp("stock") / "course")
    course.nbgrader("generate_assignment", QUIZ)
    zips = course.place.quizzes / "downloaded" / QUIZ / "archive"
    course.trainee("jane.doe@example.org", {slot: answer for slot, (answer, _) in HONEST.items()}).zip(zips)
    course.trainee("max_1-b", PERFECT).zip(zips)
    course.trainee("blank").zip(zips)
    without = course.trainee("without-notebook", PERFECT)
    without.notebook.unlink()
    without.zip(zips)
    hostile = course.trainee("hostile", {"q1": "<script>alert(1)</script>", "q4": "go-on"})
    hostile.answer("q2", {"first": True}, item="<script>alert(2)</script>")
    hostile.answer("q3", ["ask"], trainee="<b>jane</b>")
    hostile.zip(zips)
    (zips / f"damaged__{QUIZ}.zip").write_bytes(b"PK no zip")
    (zips / f"climber__{QUIZ}.zip").write_bytes(to_zip({"../../bank/x.yaml": b"", "answers.jsonl": b""}))
    (zips / "holiday.jpg").write_bytes(b"a picture")
    course.reports.append(course.nbgrader("zip_collect", QUIZ).stderr)
    course.reports.append(course.nbgrader("autograde", QUIZ).stderr)
    course.nbgrader("generate_feedback", QUIZ)
    return course


def test_zip_collect_takes_every_roster_id_and_passes_over_what_is_no_hand_in(graded: Course) -> None:
    assert set(graded.place.trainees()) == {
        "jane.doe@example.org",
        "max_1-b",
        "blank",
        "hostile",
        "without-notebook",
    }
    assert "damaged__four-types.zip is damaged" in graded.reports[0]
    assert "climber__four-types.zip holds a name that leads out of its folder" in graded.reports[0]
    assert not list(graded.place.bank.parent.glob("x*"))


def test_each_type_earns_its_known_partial_marks(graded: Course) -> None:
    assert graded.marks("jane.doe@example.org") == pytest.approx({slot: points for slot, (_, points) in HONEST.items()})
    assert graded.marks("max_1-b") == {"q1": 1, "q2": 2, "q3": 1, "q4": 1}
    assert graded.marks("without-notebook") == graded.marks("max_1-b")
    assert graded.marks("blank") == {"q1": 0, "q2": 0, "q3": 0, "q4": 0}


def test_the_journal_survives_collecting_and_grading(graded: Course) -> None:
    theirs = (graded.root / "trainees/max_1-b/answers.jsonl").read_bytes()
    for step in ("submitted", "autograded"):
        assert (graded.place.quizzes / step / "max_1-b" / QUIZ / "answers.jsonl").read_bytes() == theirs


def test_the_page_says_why_for_what_was_chosen_and_for_nothing_else(graded: Course) -> None:
    page = graded.page("jane.doe@example.org")
    for told in ("WHY-ASK", "WHY-FIRST", "WHY-SECOND", "WHY-THIRD", "WHY-STEP-TOUCH", "WHY-AMBULANCE"):
        assert told in page
    for unsaid in ("WHY-START", "WHY-MENU", "WHY-FOURTH", "WHY-TODAY", "WHY-GO-ON", "WHY-AROUND"):
        assert unsaid not in page
    for option in ("Leave the calf out", "send the client to be seen", "The fourth statement"):
        assert option not in page


def test_a_blank_quiz_tells_no_reason(graded: Course) -> None:
    assert "WHY-" not in graded.page("blank")
    assert "No answer." in graded.page("blank")


def test_the_page_says_passed_or_names_the_unsafe_question(graded: Course) -> None:
    assert "Passed: 5 of 5 points (60% needed)." in graded.page("max_1-b")
    assert "Not passed yet: 0 of 5 points" in graded.page("hostile")
    assert "Question 4 is about a client&#39;s safety." in graded.page("hostile")


def test_the_page_holds_no_key_no_code_and_no_script(graded: Course) -> None:
    for trainee in graded.place.trainees():
        page = graded.page(trainee)
        for word in ("<script", "course_tools", "question(&", "HIDDEN", '"right"', "actions", "critical", "ft-triage"):
            assert word not in page


def test_hostile_html_is_escaped_for_the_instructor_too(graded: Course) -> None:
    html = "".join(html_outputs(graded, "hostile"))
    assert "<script" not in html
    assert "<b>jane" not in html
    assert "&lt;script&gt;alert(2)" in html
    assert "signed by somebody else: “&lt;b&gt;jane&lt;/b&gt;”" in html


def test_oddities_are_remarked_in_words_in_the_log(graded: Course) -> None:
    assert "There is no answers.jsonl: no answer was handed in." in graded.reports[1]
    assert "not in this trainee's quiz" in graded.reports[1]
    assert "q1: The answer names no option of this question. It counts as blank." in graded.remarks("hostile")


def html_outputs(course: Course, trainee: str) -> list[str]:
    cells = [cell for cell in course.graded(trainee)["cells"] if cell["cell_type"] == "code"]
    datas = [output["data"] for cell in cells for output in cell["outputs"]]
    return ["".join(data["text/html"]) for data in datas if "text/html" in data]


def test_a_journal_in_source_stops_the_release(released: Course) -> None:
    (released.place.source / "answers.jsonl").write_text("{}\n", encoding="utf-8")
    done = released.nbgrader("generate_assignment", QUIZ, "--force", check=False)
    assert done.returncode != 0
    assert "holds “answers.jsonl”, which trainees would be given" in done.stderr
    assert not released.place.release.exists()


def test_a_journal_in_source_replaces_nobodys_answers(released: Course) -> None:
    released.trainee("max", PERFECT).submit()
    (released.place.source / "answers.jsonl").write_text("{}\n", encoding="utf-8")
    released.nbgrader("autograde", QUIZ)
    assert sum(released.marks("max").values()) == 5
    assert (released.place.autograded("max").parent / "answers.jsonl").read_bytes() != b"{}\n"


def test_a_hand_in_zip_of_the_widget_is_what_zip_collect_reads(course: Course, tmp_path: Path) -> None:
    from course_tools.journal import hand_in

    made = hand_in(course.trainee("max", PERFECT).folder, "max")
    (tmp_path / made.name).write_bytes(made.data)
    assert made.name == f"max__{QUIZ}.zip"
    with zipfile.ZipFile(tmp_path / made.name) as archive:
        assert sorted(archive.namelist()) == ["answers.jsonl", f"{QUIZ}.ipynb"]
