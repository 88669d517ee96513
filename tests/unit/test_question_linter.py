"""An author whose question would test reading, logic or luck is told the file, the line and the mend."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from course_tools.authoring.bank import Practice, load_practice
from course_tools.authoring.items import RULES
from course_tools.authoring.items.asked import Asked, Known
from course_tools.authoring.items.whole import right_is_not_longest, right_stands_anywhere, stems_differ

Entry = dict[str, Any]
KNOWN = Known(weak=frozenset({"a-blog"}))

GOOD: Entry = {
    "id": "sore-shoulder",
    "type": "best",
    "objectives": ["ask-the-goal"],
    "domain": "assessment-planning",
    "level": "apply",
    "stem": "Ines, 40, has booked an hour for her sore shoulder. What do you ask her first?",
    "options": [
        {"id": "wish", "text": "What she hopes for today.", "right": True, "why": "It leads the whole hour."},
        {"id": "oil", "text": "Which oil she would like.", "why": "It changes nothing in the plan."},
        {"id": "card", "text": "How she means to pay you.", "why": "It can wait until the end."},
    ],
    "evidence": ["a-trial"],
}
TRIAGE: Entry = {
    **GOOD,
    "type": "triage",
    "safety": True,
    "options": [
        {"id": "go", "text": "Begin as she booked it.", "action": "treat", "why": "It loses her an hour."},
        {
            "id": "send",
            "text": "Get her to a hospital.",
            "action": "urgent",
            "right": True,
            "why": "It cannot wait now.",
        },
        {"id": "week", "text": "Her doctor, this week.", "action": "refer", "why": "It is too late by then."},
    ],
}


def read(folder: Path, *entries: Entry) -> Practice:
    path = folder / "small.yaml"
    written = {"format": "practice/1", "lesson": "small", "title": "Small", "questions": list(entries)}
    path.write_text(yaml.safe_dump(written, sort_keys=False, allow_unicode=True, width=200), encoding="utf-8")
    return load_practice(path, folder)


def asked(folder: Path, *entries: Entry) -> list[Asked]:
    practice = read(folder, *entries)
    return [Asked(q, practice.text, ("questions", i), False) for i, q in enumerate(practice.questions)]


def told(folder: Path, entry: Entry) -> list[str]:
    (one,) = asked(folder, entry)
    return [str(message) for rule in RULES for message in rule(one, KNOWN)]


@pytest.mark.parametrize("entry", [GOOD, TRIAGE])
def test_a_good_question_passes(tmp_path, entry):
    assert told(tmp_path, entry) == []


Change = Callable[[Entry], Any]


def stem(text: str) -> Change:
    return lambda entry: entry.update(stem=text)


def option(number: int, **change: Any) -> Change:
    return lambda entry: entry["options"][number].update(change)


def every_option(*texts: str) -> Change:
    def change(entry: Entry) -> None:
        for one, text in zip(entry["options"], texts, strict=True):
            one["text"] = text

    return change


HARD = "Interdisciplinary rehabilitation necessitates individualized communication regarding expectations. What now?"

# name of the defect -> (what changes, words of the sentence)
DEFECTS: dict[str, tuple[Change, str]] = {
    "stem_without_a_decision": (stem("Ines has a sore shoulder."), "the stem asks nothing"),
    "stem_that_leans_on_the_options": (stem("Which of the following do you ask Ines?"), "“Which of the following”"),
    "stem_with_these": (stem("Which of these do you ask Ines?"), "with the options covered"),
    "stem_with_except": (stem("You would ask Ines each of three things except which?"), "“except” turns"),
    "stem_with_a_loud_not": (stem("What do you NOT ask Ines?"), "“NOT” turns"),
    "stem_with_which_is_not": (stem("Which question is not for Ines?"), "“Which question is not” turns"),
    "all_of_the_above": (option(2, text="All of the above, in turn."), "“All of the above” tests logic"),
    "none_of_these": (option(2, text="None of these, just begin."), "“None of these” tests logic"),
    "never_in_wrong_options_only": (option(1, text="Why she never came here."), "“never” stands in wrong options only"),
    "right_option_much_longer": (
        option(0, text="What she hopes for today, what she fears, and what would make this a good hour."),
        "unlike in length",
    ),
    "one_option_in_quotes": (option(1, text='"Which oil do you like?"'), "spoken words in quotes"),
    "one_option_without_an_end": (option(1, text="Which oil she would like"), "end as a sentence"),
    "two_options_alike": (option(2, text="Which oil she would like?"), "card and oil say nearly the same"),
    "clue_in_the_stem": (
        every_option("What her shoulder does.", "Which oil she would like.", "How she means to pay."),
        "“shoulder” stands in the stem and in the right option only",
    ),
    "reason_that_says_wrong": (option(1, why="This is wrong."), "the reason of oil (“This is wrong.”) gives none"),
    "reason_of_two_words": (option(1, why="Not now."), "the reason of oil"),
    "hint_with_the_answer": (
        lambda entry: entry.update(hints=["Ask what she hopes for today."]),
        "a hint gives the answer",
    ),
    "hard_to_read": (stem(HARD), "the reading grade is"),
}
TRIAGE_DEFECTS: dict[str, tuple[Change, str]] = {
    "emergency_without_safety": (lambda entry: entry.pop("safety"), "the right answer is “urgent”"),
    "safety_on_a_blog_alone": (lambda entry: entry.update(evidence=["a-blog"]), "rests on weak sources alone"),
}


@pytest.mark.parametrize(
    ("good", "change", "words"),
    [pytest.param(GOOD, *case, id=name) for name, case in DEFECTS.items()]
    + [pytest.param(TRIAGE, *case, id=name) for name, case in TRIAGE_DEFECTS.items()],
)
def test_a_defect_is_named_and_nothing_else_is(tmp_path, good, change, words):
    bad = copy.deepcopy(good)
    change(bad)
    messages = told(tmp_path, bad)
    assert len(messages) == 1, messages
    assert messages[0].startswith("small.yaml, line ")
    assert "sore-shoulder: " in messages[0]
    assert words in messages[0]


def test_the_line_is_that_of_what_is_wrong(tmp_path):
    bad = copy.deepcopy(GOOD)
    stem("Ines has a sore shoulder.")(bad)
    (message,) = told(tmp_path, bad)
    line = int(message.split("line ")[1].split(":")[0])
    assert (tmp_path / "small.yaml").read_text().splitlines()[line - 1].strip().startswith("stem:")


def many(number: int, change: Callable[[int, Entry], Any]) -> list[Entry]:
    """Questions with ids and stems of their own, each changed."""
    entries = []
    for i in range(number):
        entry = copy.deepcopy(GOOD)
        entry["id"] = f"question-{i}"
        entry["stem"] = f"What do you {'abcdefgh'[i] * 9} {'stuvwxyz'[i] * 9} {'klmnopqr'[i] * 9} with Ines?"
        change(i, entry)
        entries.append(entry)
    return entries


def test_a_right_option_that_is_the_longest_each_time_is_named(tmp_path):
    bad = many(6, lambda i, entry: option(0, text="What she hopes for in this hour.")(entry))
    (message,) = right_is_not_longest(asked(tmp_path, *bad))
    assert "In 6 of 6 questions the right option is the longest" in str(message)
    assert "question-5" in str(message)
    mixed = many(6, lambda i, entry: option(0, text="What she hopes for now." if i % 2 else "Her hopes now.")(entry))
    assert list(right_is_not_longest(asked(tmp_path, *mixed))) == []


def test_a_right_option_in_one_place_each_time_is_named(tmp_path):
    entries = asked(tmp_path, *many(8, lambda i, entry: None))
    shown = {seed: [str(m) for m in right_stands_anywhere(entries, seed)] for seed in map(str, range(400))}
    told_of = [messages for messages in shown.values() if messages]
    assert 0 < len(told_of) < 40  # chance alone is rarely named, and a real pile-up is
    assert all("The right option is shown in place" in messages[0] for messages in told_of)


def test_two_stems_that_are_nearly_the_same_are_named_with_the_other_file(tmp_path):
    twins = many(
        2, lambda i, entry: stem(f"Ines, 4{i}, has booked an hour for a sore shoulder. What do you ask?")(entry)
    )
    (message,) = stems_differ(asked(tmp_path, *twins))
    assert "question-0: its stem is nearly that of question-1 (small.yaml)" in str(message)
    assert list(stems_differ(asked(tmp_path, *many(3, lambda i, entry: None)))) == []
