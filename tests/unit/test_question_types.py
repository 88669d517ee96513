"""A question of each type is read whole, and a slip in it is named in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course_tools.authoring.bank import load_bank
from course_tools.authoring.message import AuthorProblem
from course_tools.content import Question

BANK = Path(__file__).parents[1] / "grading/banks/ten-types.yaml"
TEXT = BANK.read_text(encoding="utf-8")
QUESTIONS = {question.prompt.type: question for question in load_bank(BANK).questions}

KEYS = {
    "ranked": {"values": {"wake-softly": 1, "say-name": 0.5, "let-sleep": 0}},
    "key_features": {"groups": [["call-ambulance", "send-today"], ["tell-why"]], "forbidden": ["rub-calf"]},
    "claim": {"grades": {"this-course": "supported", "for-good": "overstated", "cures-cause": "unsupported"}},
    "contrast": {
        "right": "swelling",
        "stories": {
            "first": {"action": "careful", "why": "WHY-RUTH."},
            "second": {"action": "doctor", "why": "WHY-ANA."},
        },
        "caution": {"careful": "adapt", "doctor": "refer", "deep": "treat"},
    },
}
LIMITS = {
    "ranked": {},
    "key_features": {"at_most": 2},
    "claim": {},
    "contrast": {
        "first": {"title": "Ruth", "text": "Her calf aches since a run. It looks as it always did."},
        "second": {"title": "Ana", "text": "Her calf aches since a flight. It is warm and swollen."},
        "targets": [
            {"id": "careful", "text": "Work around the sore place."},
            {"id": "deep", "text": "Work deep on the calf."},
            {"id": "doctor", "text": "Send her to urgent care today."},
        ],
    },
}
DEFECTS = {
    "ranked without a value": ("        value: 0.5\n", "", "Option say-name needs a “value” from 0 to 1."),
    "ranked with two best": ("value: 0.5", "value: 1", "Exactly one option must have “value: 1”, 2 do."),
    "ranked above 1": ("value: 0.5", "value: 1.5", "value"),
    "ranked that is a best": ("value: 0.5", "value: 0", "write the question as type best"),
    "key feature that is no option": ("[tell-why]", "[tell]", "“groups” names tell, which is no option."),
    "key feature that is forbidden": ("[tell-why]", "[rub-calf]", "Option rub-calf is forbidden, yet"),
    "key feature in two groups": ("[tell-why]", "[send-today]", "no option stands in two"),
    "more groups than choices": ("at_most: 2", "at_most: 1", "“at_most” must allow one option for each"),
    "all may be chosen": ("at_most: 2", "at_most: 6", "“at_most” must allow one option for each"),
    "forbidden is false": ("forbidden: true", "forbidden: false", "nothing at the others"),
    "claim without a grade": ("        grade: overstated\n", "", "Conclusion for-good needs a “grade”"),
    "claim of another grade": ("grade: overstated", "grade: exaggerated", "“grade: exaggerated” is not known."),
    "contrast without a reason": ("      why: |\n        WHY-RUTH.\n", "", "“why” is missing here. Add it."),
    "contrast with one action for both": ("action: doctor", "action: careful", "what is the contrast?"),
    "contrast with an unknown action": ("action: doctor", "action: doc", "“second” must name one of the actions."),
    "contrast with actions half graded": ("        action: refer\n", "", "or none of them"),
    "contrast with a cue called first": ("id: how-old", "id: first", "give the cue another id"),
}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_each_type_is_built_into_its_key_and_what_a_trainee_is_told(kind):
    question = QUESTIONS[kind]
    assert question.key == KEYS[kind]
    assert dict(question.prompt.limits) == LIMITS[kind]


@pytest.mark.parametrize("kind", QUESTIONS)
def test_each_type_survives_the_way_through_a_file(kind):
    question = QUESTIONS[kind]
    assert Question.from_json(json.loads(json.dumps(question.to_json()))) == question


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_slip_is_named_in_a_sentence(tmp_path, defect):
    old, new, told = DEFECTS[defect]
    assert TEXT.count(old) == 1
    path = tmp_path / BANK.name
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(AuthorProblem) as caught:
        load_bank(path)
    (message,) = caught.value.messages
    assert told in message.text
    assert message.line > 6
