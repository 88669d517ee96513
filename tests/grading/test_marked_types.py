"""What a trainee reads of each type of question: reasons for what was chosen, and no key."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from helpers.course import Course

from course_tools.grading.answers import Marked, mark_folder
from course_tools.grading.page import answer_html, answer_text, outcome

SLOTS = {
    "ranked": "q1", "key_features": "q2", "claim": "q3", "contrast": "q4", "shift": "q5", "probability": "q6",
    "dose": "q7", "short": "q8", "region": "q9", "note": "q10",
}  # fmt: skip
RIGHT: dict[str, Any] = {
    "ranked": "wake-softly",
    "key_features": ["send-today", "tell-why"],
    "claim": {"this-course": "supported", "for-good": "overstated", "cures-cause": "unsupported"},
    "contrast": {"cue": "swelling", "first": "careful", "second": "doctor"},
    "shift": "more",
    "probability": 33,
    "dose": {"often": "once-a-week", "long": 60},
    "short": "Abduction",
    "region": [218],
    "note": {"said": "Tired.\nWants to sleep.", "done": "Slow strokes."},
}
#: For each type: an answer that is not right, what is told of it, and what stays unsaid.
ASTRAY: dict[str, tuple[Any, list[str], list[str]]] = {
    "ranked": ("say-name", ["0.5 of 1 point.", "WHY-NAME"], ["WHY-WAKE", "WHY-SLEEP", "shoulder"]),
    "key_features": (
        ["tell-why", "rub-calf"],
        ["0 of 1 point.", "“Massage the calf gently.” must not be chosen", "WHY-RUB", "WHY-TELL", "client's safety"],
        ["WHY-SEND", "WHY-CALL", "ambulance"],
    ),
    "claim": (
        {"for-good": "supported"},
        ["You said: supported. Not right.", "WHY-GOOD", "2 left blank"],
        ["WHY-COURSE", "WHY-CURES", "overstated"],
    ),
    "contrast": (
        {"cue": "which-sport", "first": "careful", "second": "deep"},
        ["Ana. Her calf", "You said: Work deep on the calf. Not right.", "Less cautious than Ana needs.", "WHY-SPORT"],
        ["WHY-SWELLING", "Warmth and swelling", "urgent care"],
    ),
    "shift": ("no-more", ["0 of 1 point.", "WHY-NO-MORE"], ["WHY-A-LITTLE", "WHY-MUCH", "More likely"]),
    "probability": (60, ["You said: 60%. Partly right.", "WHY-ODDS"], ["33", "such people"]),
    "dose": (
        {"often": "once-a-year", "long": 250},
        ["0 of 1 point.", "“How long”: 250 minutes could do harm", "You said: Once a year. Not right."],
        ["Once a week", "30 to", "90 minutes"],
    ),
    "short": ("<b>adduction</b>", ["You said: <b>adduction</b>. Not right.", "WHY-MOVEMENT"], ["abduction", "raising"]),
    "region": ([219], ["0.25 of 1 point.", "on the wrong side", "WHY-WHERE"], ["left: low back", "of the neck"]),
    "note": (
        {"said": "<script>alert(1)</script>"},
        ["What she said", "<script>alert(1)</script>"],
        ["EXEMPLAR", "Guessed", "0 of 3", "Not right", "WHY-DONE"],
    ),
}


@pytest.fixture
def ten(tmp_path: Path) -> Course:
    return Course(tmp_path / "course", quiz="ten-types")


def marked(course: Course, answers: dict[str, Any]) -> Marked:
    someone = course.trainee("max", {SLOTS[kind]: answer for kind, answer in answers.items()})
    return mark_folder(course.bank, "max", someone.folder)


def test_right_answers_earn_all_points_but_those_that_a_person_gives(ten: Course) -> None:
    found = marked(ten, RIGHT)
    points = {slot.slot: slot.result.points for slot in found.result.slots}
    assert points == {**dict.fromkeys(SLOTS.values(), 1.0), "q10": 0.0}
    assert found.remarks == ()
    assert found.result.by_hand == ("q10",)
    assert outcome(found.result) == [
        "Passed: 9 of 12 points (70% needed).",
        "Question 10 is marked by a person; until then there are no points for it.",
    ]


@pytest.mark.parametrize("kind", ASTRAY)
def test_what_was_chosen_is_explained_and_the_key_stays_unsaid(ten: Course, kind: str) -> None:
    answer, told, unsaid = ASTRAY[kind]
    found = marked(ten, {kind: answer})
    slot = SLOTS[kind]
    result = next(each.result for each in found.result.slots if each.slot == slot)
    html, text = answer_html(found.questions[slot], result), answer_text(found.questions[slot], result)
    assert "<script" not in html
    assert "<b>" not in html
    stem = found.questions[slot].prompt.stem
    for page in (unescape(html), text):
        assert all(words in page.replace("</strong>", "") for words in told), page
        assert not any(words in page.replace(stem, "") for words in unsaid), page


def test_unsafe_answers_in_each_type_that_can_be_unsafe_fail_the_quiz(ten: Course) -> None:
    unsafe = {kind: ASTRAY[kind][0] for kind in ("key_features", "contrast", "dose")}
    assert marked(ten, RIGHT | unsafe).result.unsafe == ("q2", "q4", "q7")
