"""A question of each type is read whole, and a slip in it is named in a sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from course_tools.authoring.bank import load_bank
from course_tools.authoring.body import strange_areas
from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.yamltext import read_yaml
from course_tools.content import Question, load_body, shown_order

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
    "shift": {"lr": 3},
    "probability": {"pretest": 0.2, "lr": 2},
    "dose": {
        "fields": {
            "often": {"good": ["once-a-week"], "stop": [], "weight": 1},
            "long": {"good": [30, 90], "stop": [200, 300], "weight": 3},
        }
    },
    "short": {
        "accept": [
            {"text": "abduction", "value": 1, "also": ["shoulder abduction"]},
            {"text": "raising the arm", "value": 0.4, "also": []},
        ],
        "refuse": ["adduction"],
    },
    "region": {"areas": [218], "forbidden": [205, 206]},
    "note": {
        "rubric": [
            {
                "id": "goal",
                "text": "Her goal is in her words.",
                "levels": ["Missing.", "Guessed.", "Told.", "In her words."],
            }
        ],
        "exemplar": "EXEMPLAR. She wants to sleep.",
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
    "shift": {"order": ["much-less", "less", "no-more", "more", "much-more"]},
    "probability": {},
    "dose": {
        "order": ["often", "long"],
        "fields": {
            "often": {
                "kind": "choice",
                "choices": [{"id": "once-a-week", "text": "Once a week"}, {"id": "once-a-year", "text": "Once a year"}],
            },
            "long": {"kind": "number", "unit": "minutes", "from": 5, "to": 300},
        },
    },
    "short": {},
    "region": {"view": "back"},
    "note": {"order": ["said", "done"]},
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
    "shift without a step": ("id: much-less", "id: far-less", "The options of a shift are much-less, less,"),
    "probability of nothing": ("pretest: 0.2", "pretest: 0", "pretest"),
    "probability told in its reason": ("WHY-ODDS.", "It is 33%.", "must not give the number itself"),
    "dose whose good is no choice": (
        "good: [once-a-week]",
        "good: [weekly]",
        "Field often: weekly is none of its choices.",
    ),
    "dose where all is good": ("good: [once-a-week]", "good: [once-a-week, once-a-year]", "what is there to decide?"),
    "dose outside its range": ("good: [30, 90]", "good: [1, 90]", "must be [low, high] between “from” and “to”"),
    "dose good and harmful": ("stop: [200, 300]", "stop: [90, 300]", "“good” and “stop” overlap"),
    "dose for safety without a stop": ("        stop: [200, 300]\n", "", "needs a “stop” in at least one field"),
    "dose of another kind": ("kind: choice", "kind: list", "“kind: list” is not known. Use one of choice, number."),
    "dose without a kind": (
        "        kind: choice\n",
        "",
        "“kind” is missing here. Add it, for example `kind: number`.",
    ),
    "short refused and accepted": (
        "refuse: [adduction]",
        "refuse: [Ab-duction]",
        "“Ab-duction” is both accepted and refused",
    ),
    "short accepted twice": ("[shoulder abduction]", "[ABDUCTION]", "holds the same answer twice"),
    "short without letters": ("[shoulder abduction]", '["!"]', "has neither a letter nor a digit"),
    "short worth too little": (
        "      - text: abduction\n",
        "      - text: abduction\n        value: 0.9\n",
        "“value: 1”",
    ),
    "short with another option": ("text: The movement", "text: The movement\n        right: true", "has no meaning"),
    "region wanted and forbidden": ("forbidden: [205, 206]", "forbidden: [205, 218]", "stands twice in “areas”"),
    "rubric with three levels": ("[Missing., Guessed., Told., In her words.]", "[Missing., Told., All.]", "at least 4"),
    "note as a safety question": (
        "    points: 3\n",
        "    points: 3\n    safety: true\n",
        "cannot be a safety question",
    ),
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


def test_the_steps_of_a_shift_have_their_words_and_their_order():
    prompt = QUESTIONS["shift"].prompt
    assert [option.text for option in shown_order(prompt, "any seed")] == [
        "Much less likely",
        "Less likely",
        "It stays as it was.",
        "More likely",
        "Much more likely",
    ]


def test_an_area_of_another_view_or_of_none_is_named():
    text = read_yaml(BANK)
    question, areas = QUESTIONS["region"], load_body()
    wrong = replace(question, key={"areas": [118], "forbidden": [999]})
    assert [message.text for message in strange_areas(text, ("questions", 8), wrong, areas)] == [
        "Area 118 is on the front, not on the back.",
        "“999” names no area of assets/body/regions.yaml.",
    ]
    assert list(strange_areas(text, ("questions", 8), question, areas)) == []


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
