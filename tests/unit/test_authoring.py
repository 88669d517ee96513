"""A clinician who makes a slip is told the file, the line and the mend."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from course_tools.authoring.bank import load_bank, load_practice
from course_tools.authoring.build import built_files, read_course, stale_files, write_files
from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.way import lesson_paths, load_way, old_neighbors
from course_tools.authoring.yamltext import parse_yaml

ROOT = Path(__file__).parents[2]

GOOD = """\
format: bank/1
quiz: small-quiz
lesson: purpose
title: Small
pass_at: 0.7
questions:
  - id: small-one
    type: best
    objectives: [ask-the-goal]
    domain: assessment-planning
    level: apply
    stem: |
      What do you ask first?
    options:
      - id: goal
        text: What she wants changed.
        right: true
        why: |
          The goal leads.
      - id: menu
        text: Which menu she booked from.
        why: |
          The label does not decide.
      - id: oil
        text: Which oil she would like.
        why: |
          That can wait.
    evidence: [purpose-mixed]
"""


def write(folder: Path, text: str, name: str = "small-quiz.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def problem(path: Path) -> str:
    with pytest.raises(AuthorProblem) as caught:
        load_bank(path)
    return str(caught.value)


def test_a_good_bank_is_read_and_its_options_are_sorted_by_id(tmp_path):
    bank = load_bank(write(tmp_path, GOOD))
    assert [option.id for option in bank.questions[0].prompt.options] == ["goal", "menu", "oil"]
    assert bank.questions[0].key == {"right": "goal"}


# name of the defect -> (what replaces what, the line that is named, words of the sentence)
DEFECTS = {
    "unknown_key": ("    level: apply", "    levle: apply", 11, "“levle” is not known here. Did you mean level?"),
    "doubled_key": (
        "    level: apply",
        "    level: apply\n    level: judge",
        12,
        "“level” stands twice (first on line 11)",
    ),
    "missing_key": ("    domain: assessment-planning\n", "", 7, "“domain” is missing here"),
    "unknown_type": ("type: best", "type: bets", 8, "“type: bets” is not known"),
    "unknown_level": ("level: apply", "level: think", 11, "“level: think” is not known"),
    "unknown_domain": ("assessment-planning", "assessment", 10, "“domain: assessment” is not known"),
    "yes_for_true": ("right: true", "right: yes", 17, "“right” must be true or false"),
    "two_right_options": (
        "text: Which oil she would like.",
        "text: Which oil she would like.\n        right: true",
        7,
        "exactly one option must say",
    ),
    "no_right_option": ("        right: true\n", "", 7, "exactly one option must say “right: true”, 0 do"),
    "two_options_with_one_id": ("- id: oil", "- id: menu", 7, "two options have the same id"),
    "no_why": ("        why: |\n          That can wait.\n", "", 24, "“why” is missing here"),
    "id_in_capitals": ("- id: oil", "- id: Oil", 24, "must be an id"),
    "action_in_best": ("right: true", "right: true\n        action: treat", 7, "“action” has no meaning"),
    "hints_in_bank": ("    evidence:", "    hints: [Think.]\n    evidence:", 1, "a graded question has no hints"),
    "no_evidence": ("[purpose-mixed]", "[]", 28, "“evidence” has 0 entries; it needs at least 1"),
    "stem_is_a_number": ("stem: |\n      What do you ask first?", "stem: 12", 12, "“stem” must be text"),
    "prose_cut_at_a_comma": (
        "    evidence:",
        "    feedback: {wrong: Ask first, then touch}\n    evidence:",
        28,
        "inside {…} a comma starts a new key",
    ),
    "tab": ("    level: apply", "\tlevel: apply", 11, "not tabs"),
    "unclosed_quote": ("title: Small", 'title: "Small', 4, "not YAML"),
    "other_quiz_name": ("quiz: small-quiz", "quiz: large-quiz", 2, "and the file's name small-quiz.yaml differ"),
    "pass_at_in_percent": ("pass_at: 0.7", "pass_at: 70", 5, "“pass_at”"),
    "alias": ("title: Small", "title: &t Small\nagain: *t", 4, "An alias (`*name`) is not allowed"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_slip_is_named_with_its_line_and_its_mend(tmp_path, defect):
    old, new, line, words = DEFECTS[defect]
    assert old in GOOD
    told = problem(write(tmp_path, GOOD.replace(old, new, 1)))
    assert f"small-quiz.yaml, line {line}:" in told
    assert words.lower() in told.lower()
    assert "Traceback" not in told
    assert "pydantic" not in told.lower()


TYPES = {
    "pick": """    options:
      - {id: a, text: One, why: Because, right: true}
      - {id: b, text: Two, why: Because, right: true}
      - {id: c, text: Three, why: Because}
      - {id: d, text: Four, why: Because}
""",
    "match": """    targets:
      - {id: z, text: Last}
      - {id: y, text: First}
    options:
      - {id: a, text: One, why: Because, match: z}
      - {id: b, text: Two, why: Because, match: y}
""",
    "number": """    value: 10
    unit: weeks
    tolerance: 0
    wide: 2
    units:
      - {unit: weeks, factor: 1}
      - {unit: days, factor: 0.142857}
      - {unit: visits}
    options:
      - {id: answer, text: How long, why: One visit a week for all of them.}
""",
}
TYPE_DEFECTS = {
    "pick_all_right": (
        "pick",
        "text: Three, why: Because",
        "text: Three, why: Because, right: false",
        "nothing at the others",
    ),
    "pick_one_right": (
        "pick",
        "text: Two, why: Because, right: true",
        "text: Two, why: Because",
        "At least two options",
    ),
    "match_without_partner": ("match", ", match: z", "", "“match” must name one of the targets"),
    "match_unknown_target": ("match", "match: z", "match: x", "“match” must name one of the targets"),
    "match_with_right": ("match", "match: y", "match: y, right: true", "“right” has no meaning"),
    "number_key_unit_missing": (
        "number",
        "unit: weeks, factor: 1",
        "unit: years, factor: 1",
        "must list the key's unit (weeks)",
    ),
    "number_why_tells_the_number": (
        "number",
        "One visit a week",
        "It took 10 weeks",
        "must not give the number itself",
    ),
    "number_wide_is_narrower": ("number", "wide: 2", "wide: -1", "“wide”"),
    "number_other_option": ("number", "id: answer", "id: number", "one option, with the id “answer”"),
}


def of_type(kind: str) -> str:
    before, after = GOOD.index("    options:"), GOOD.index("    evidence:")
    return GOOD[:before].replace("type: best", f"type: {kind}") + TYPES[kind] + GOOD[after:]


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_is_read_and_what_a_trainee_is_told_does_not_follow_from_its_key(tmp_path, kind):
    question = load_bank(write(tmp_path, of_type(kind))).questions[0]
    keys = {
        "pick": {"right": ["a", "b"]},
        "match": {"pairs": {"a": "z", "b": "y"}},
        "number": {
            "value": 10,
            "unit": "weeks",
            "tolerance": 0,
            "wide": 2,
            "units": {"weeks": 1, "days": 0.142857, "visits": None},
        },
    }
    limits = {
        "pick": {"k": 2},
        "match": {"targets": [{"id": "y", "text": "First"}, {"id": "z", "text": "Last"}]},
        "number": {"units": ["days", "visits", "weeks"]},
    }
    assert question.key == keys[kind]
    assert question.prompt.limits == limits[kind]


@pytest.mark.parametrize("defect", TYPE_DEFECTS)
def test_a_slip_in_a_type_is_a_sentence(tmp_path, defect):
    kind, old, new, words = TYPE_DEFECTS[defect]
    assert old in TYPES[kind]
    assert words in problem(write(tmp_path, of_type(kind).replace(old, new, 1)))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "must start with keys"),
        (b"\xff\xfe\x00a", "UTF-8"),
        (b"- a\n- b\n", "must start with keys"),
        (b"[" * 5000 + b"]" * 5000, "nested too deeply"),
    ],
    ids=["empty", "not_utf8", "a_list", "nested_deeply"],
)
def test_a_damaged_file_is_one_sentence(tmp_path, raw, words):
    path = tmp_path / "small-quiz.yaml"
    path.write_bytes(raw)
    assert words in problem(path)


def test_a_missing_file_is_one_sentence(tmp_path):
    assert "missing" in problem(tmp_path / "none.yaml")


def test_words_that_yaml_would_turn_into_booleans_stay_words():
    data = parse_yaml("a: no\nb: on\nc: true\nd: 2026-11-23\ne: 0.5\nf: '1'", "x").data
    assert data == {"a": "no", "b": "on", "c": True, "d": "2026-11-23", "e": 0.5, "f": "1"}


@pytest.fixture
def course(tmp_path):
    """A copy of the course's texts that a test may damage."""
    for folder in ("assets", "quizzes/bank"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    return tmp_path


def course_problem(root: Path) -> str:
    with pytest.raises(AuthorProblem) as caught:
        read_course(root)
    return str(caught.value)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_evidence_that_does_not_exist_is_named_with_the_nearest_entry(course):
    path = course / "assets/practice/purpose.yaml"
    edit(path, "cherkin-two-massages", "cherkin-two-massagse")
    told = course_problem(course)
    assert "assets/practice/purpose.yaml, line" in told
    assert "Did you mean cherkin-two-massages? (assets/evidence/facts/" in told


def test_a_question_cannot_rest_on_an_unverified_fact(course):
    unverified = next(f for f, fact in read_course(course).base.facts.items() if not fact["checked"])
    edit(course / "assets/practice/purpose.yaml", "cherkin-two-massages", unverified)
    assert "is not verified" in course_problem(course)


def test_an_objective_that_does_not_exist_is_named(course):
    edit(course / "quizzes/bank/purpose-quiz.yaml", "ask-the-goal", "ask-the-gaol")
    assert "Did you mean ask-the-goal?" in course_problem(course)


def test_an_id_is_never_used_twice_in_the_whole_course(course):
    bank = load_bank(course / "quizzes/bank/purpose-quiz.yaml")
    practice = load_practice(course / "assets/practice/purpose.yaml")
    edit(
        course / "quizzes/bank/purpose-quiz.yaml", f"id: {bank.questions[0].id}\n", f"id: {practice.questions[0].id}\n"
    )
    assert "is used in assets/practice/purpose.yaml too" in course_problem(course)


def test_a_source_that_does_not_exist_is_named(course):
    path = next(
        p for p in (course / "assets/evidence/facts").glob("*.yaml") if "cherkin2011comparison" in p.read_text()
    )
    edit(path, "cherkin2011comparison", "cherkin2011comparisn")
    assert "Did you mean cherkin2011comparison?" in course_problem(course)


def test_a_damaged_bibliography_is_one_sentence_with_its_line(course):
    edit(course / "assets/evidence/references.bib", "@article{", "@article{{{ = ,")
    told = course_problem(course)
    assert "references.bib, line" in told
    assert "Traceback" not in told


def test_all_slips_of_all_files_are_told_at_once(course):
    edit(course / "quizzes/bank/purpose-quiz.yaml", "level:", "levle:")
    edit(course / "assets/practice/purpose.yaml", "level:", "levle:")
    told = course_problem(course)
    assert "purpose-quiz.yaml" in told
    assert "practice/purpose.yaml" in told


def test_building_twice_gives_the_same_bytes_and_a_changed_file_is_seen_as_stale(course):
    files = built_files(read_course(course))
    assert files == built_files(read_course(course))
    write_files(course, files)
    folders = ["course_tools/content/built"]
    assert stale_files(course, files, folders) == []
    name = "course_tools/content/built/practice/purpose.json"
    edit(course / name, '"right"', '"rihgt"')
    (course / "course_tools/content/built/practice/old.json").write_text("{}")
    assert stale_files(course, files, folders) == ["course_tools/content/built/practice/old.json", name]


WAY = """\
format: way/1
stages:
  - title: Only
    lessons:
      - 0-start-here
      - 2-differences/01-purpose
"""


@pytest.fixture
def short(course):
    """The course with two lessons, on a way of its own."""
    for path in lesson_paths(course):
        if path.stem not in ("0-start-here", "01-purpose"):
            path.unlink()
    (course / "assets/way.yaml").write_text(WAY)
    return course


def way_problem(root: Path) -> str:
    with pytest.raises(AuthorProblem) as caught:
        load_way(root)
    return str(caught.value)


def test_a_lesson_that_the_way_leaves_out_or_does_not_have_is_named(short):
    edit(short / "assets/way.yaml", "01-purpose", "01-porpoise")
    assert "assets/way.yaml, line 6: “2-differences/01-porpoise” names no notebook" in way_problem(short)
    edit(short / "assets/way.yaml", "2-differences/01-porpoise", "0-start-here")
    assert "“0-start-here” stands twice on the way" in way_problem(short)
    edit(short / "assets/way.yaml", "      - 0-start-here\n      - 0-start-here\n", "      - 0-start-here\n")
    assert "notebooks/2-differences/01-purpose.ipynb is not on the way" in way_problem(short)


def test_neighbors_that_the_notebooks_do_not_name_are_told(short):
    told = old_neighbors(load_way(short))
    assert told[0] == (
        "notebooks/0-start-here.ipynb: it names other neighbors than assets/way.yaml does. Run `course notebooks`."
    )


def test_the_notebooks_name_the_neighbors_that_the_way_gives_them():
    way = load_way(ROOT)
    assert old_neighbors(way) == []
    assert way[0].lesson.course["next"]["path"] == way[1].path


POOLED = """\
format: bank/1
quiz: small-quiz
lesson: purpose
title: Small
pass_at: 0.7
forms: each
questions:
  - id: small-change
    type: number
    objectives: [ask-the-goal]
    domain: assessment-planning
    level: apply
    stem: |
      Pain fell from {before} to {after} of 10. By how many percent?
    value: 1
    unit: percent
    tolerance: 1
    wide: 3
    units:
      - {unit: percent, factor: 1}
    variants:
      - {before: 8, after: 4, value: 50}
      - {before: 5, after: 4, value: 20}
    options:
      - id: answer
        text: It fell by
        why: |
          Take the fall, {before} less {after}, as a share of {before}.
    evidence: [purpose-mixed]
"""


def test_variants_are_questions_of_one_pool_with_their_own_numbers(tmp_path):
    bank = load_bank(write(tmp_path, POOLED))
    first, second = bank.questions
    assert bank.slots == (("small-change-1", "small-change-2"),)
    assert (first.prompt.stem, first.key["value"]) == ("Pain fell from 8 to 4 of 10. By how many percent?", 50)
    assert (second.prompt.stem, second.key["value"]) == ("Pain fell from 5 to 4 of 10. By how many percent?", 20)
    assert second.why["answer"] == "Take the fall, 5 less 4, as a share of 5."


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{before: 5, after: 4, value: 20}", "{before: 5, value: 20}", "at least two, all with the same names"),
        ("      - {before: 5, after: 4, value: 20}\n", "", "at least two, all with the same names"),
        ("forms: each\n", "", "pool or variants need “forms: each”"),
        ("{before} less {after}, as a share of {before}", "over 50 percent", "must not give the number itself"),
    ],
)
def test_variants_that_do_not_fit_are_told(tmp_path, old, new, words):
    assert old in POOLED
    assert words in problem(write(tmp_path, POOLED.replace(old, new)))


def test_a_name_that_no_text_says_is_told(tmp_path):
    text = POOLED.replace("before: 8,", "limb: arm, before: 8,").replace("before: 5,", "limb: leg, before: 5,")
    assert "variant sets “limb”, but no text says {limb}" in problem(write(tmp_path, text))


def test_a_pool_tests_the_same_whatever_is_drawn(tmp_path):
    two = GOOD.replace("pass_at: 0.7", "pass_at: 0.7\nforms: each").replace(
        "level: apply", "level: apply\n    pool: one"
    )
    twin = two[two.index("  - id:") :].replace("small-one", "small-two")
    assert load_bank(write(tmp_path, two + twin)).slots == (("small-one", "small-two"),)
    other = twin.replace("level: apply", "level: judge").replace("pool: one", "points: 2\n    pool: one")
    told = problem(write(tmp_path, two + other))
    assert "In the pool “one”, small-one and small-two differ in points and level. Make them the same." in told


def test_practice_has_no_forms(course):
    edit(course / "assets/practice/purpose.yaml", "    type: pick\n", "    type: pick\n    pool: one\n")
    assert "only a graded question has a pool or variants" in course_problem(course)
