"""An author whose lesson would not carry a learner is told the file, the cell and the mend."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course_tools.authoring.build import read_course
from course_tools.authoring.lessons import Known, check_lessons, read_known
from course_tools.authoring.lessons.anatomy import ANATOMY
from course_tools.authoring.lessons.glossary import Term, load_glossary
from course_tools.authoring.lessons.lesson import read_lesson
from course_tools.authoring.message import AuthorProblem
from course_tools.authoring.way import load_way
from course_tools.lab.grammar import check_notebook
from course_tools.widgets.fallback import sentence

ROOT = Path(__file__).parents[2]
Notebook = dict[str, Any]

KNOWN = Known(
    facts={"small-trial": {"checked": True}, "old-advice": {"checked": False}},
    questions=frozenset({"first-question"}),
    openings=frozenset({"small"}),
    predictions=frozenset({"first-guess"}),
    objectives={"small": 2},
    terms=(Term("anticoagulant", "blood thinner"), Term("cortisol", "a stress hormone", ("hydrocortisone",))),
    grammar=check_notebook,
)
IMPORT = "# This lesson\nfrom course_tools.lesson import vignette, revisit, practice, evidence, explore"
# The cells of a good lesson, by a name that a defect can refer to. A text that starts with “# ” and a call is code.
GOOD = {
    "import": IMPORT,
    "title": "# Small\n\n*About 20 minutes.*",
    "table": "## At the table\n\nRead and choose.",
    "vignette": '# Your answer\nvignette("small")',
    "objectives": "## What you will be able to do\n\n- Ask for the goal.\n- Choose by it.",
    "claim": "## The claim\n\nA leaflet says:\n\n> Massage heals all backs, as studies show.",
    "know": "## What we know\n\n### One trial\n\nOf 40 people, more felt calm. A blood thinner (anticoagulant)?",
    "chips": '# The evidence for this\nevidence("small-trial")',
    "explore": '# Explore: clients\nexplore("rooms")',
    "after": "What did you see?",
    "worked": "## Watch one, then do one\n\nNow you.",
    "practice": '# Practice: the goal\npractice("first-question")',
    "client": "## A client\n\nMeet Ines on the screen.",
    "back": "## Back to Maya\n\nWould you still say it?",
    "revisit": '# With the reasons\nrevisit("small")',
    "say": '## Say it\n\n> "Tell me."\n\n### Do not say\n\n- "This cures you." We have no source.',
    "take": "## Take away\n\n- Ask first.",
}


def cell(source: str) -> Notebook:
    if "\n" not in source or not source.startswith("# ") or "\n\n" in source:
        return {"cell_type": "markdown", "metadata": {}, "source": source}
    shown = {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": ["x"], "text/html": ["<p>x</p>"]}}
    metadata = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
    outputs = [] if source == IMPORT else [shown]
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": outputs}


def notebook(cells: dict[str, Notebook], kind: str = "difference") -> Notebook:
    code = (made for made in cells.values() if made["cell_type"] == "code")
    for number, made in enumerate(code, 1):
        made.setdefault("execution_count", number)
    metadata = {"kernelspec": {"name": "course"}, "course": {"kind": kind, "lesson": "small"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells.values())}


def good_cells() -> dict[str, Notebook]:
    return {name: cell(source) for name, source in GOOD.items()}


def told(folder: Path, bad: Notebook) -> list[str]:
    path = folder / "notebooks/small.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(bad), encoding="utf-8")
    try:
        check_lessons([read_lesson(path, folder)], KNOWN)
    except AuthorProblem as problem:
        return str(problem).splitlines()
    return []


def test_a_good_lesson_passes(tmp_path):
    assert told(tmp_path, notebook(good_cells())) == []


Change = Callable[[dict[str, Notebook]], Any]


def text(name: str, old: str, new: str) -> Change:
    """The cell says something else."""

    def change(cells: dict[str, Notebook]) -> None:
        assert old in cells[name]["source"]
        cells[name]["source"] = cells[name]["source"].replace(old, new, 1)

    return change


def without(name: str) -> Change:
    return lambda cells: cells.pop(name)


def moved(name: str, before: str) -> Change:
    """The cell stands before another."""

    def change(cells: dict[str, Notebook]) -> None:
        there = list(cells.items())
        one = (name, cells[name])
        there.remove(one)
        there.insert([key for key, _ in there].index(before), one)
        cells.clear()
        cells.update(there)

    return change


def stored(name: str, **change: Any) -> Change:
    """The code cell has something else than its source changed."""
    return lambda cells: cells[name].update(copy.deepcopy(change))


def output(**data: str) -> list[Notebook]:
    return [{"output_type": "display_data", "metadata": {}, "data": {k.replace("_", "/"): v for k, v in data.items()}}]


WIDGET = [{"output_type": "display_data", "data": {"application/vnd.jupyter.widget-view+json": {}}}]
ERROR = [{"output_type": "error", "ename": "x", "evalue": "x", "traceback": []}]
NOT_SHOWN = {"text_plain": "no", "text_html": sentence("no").html}
LONG = " ".join(["Ask first."] * 76)
LONG_PARAGRAPH = " ".join(["Ask first."] * 41)
HARD = " ".join(["Interdisciplinary rehabilitation necessitates individualized communication."] * 3)

# name of the defect -> (what changes, the cell that is named, words of the sentence)
DEFECTS: dict[str, tuple[Change, int, str]] = {
    # 1 anatomy
    "no_claim": (without("claim"), 0, "A part is missing: the heading “## The claim”."),
    "no_explorable": (without("explore"), 0, "A part is missing: a cell with explore(…)."),
    "take_away_before_say_it": (moved("take", "say"), 16, "Here is the heading “## Take away”, too early"),
    # 2 headings
    "second_title": (text("say", "## Say it", "# Small too\n\n## Say it"), 16, "is a second title"),
    "no_title": (text("title", GOOD["title"], "On paper."), 3, "“At the table” comes before the title"),
    "skipped_level": (text("know", "### One trial", "#### One trial"), 7, "Write “### One trial”"),
    # 3 pictures
    "picture_without_alt": (text("table", "Read", "![](a.png) Read"), 3, "no alternative text"),
    "picture_as_html": (text("table", "Read", '<img src="a.png"> Read'), 3, "as HTML"),
    "explorable_without_words": (without("after"), 9, "No words follow this picture"),
    # 4 code cells
    "code_of_ones_own": (
        text("chips", 'evidence("small-trial")', "evidence(1 + 1)"),
        0,
        "“Lesson grammar”, says how code cells are written",
    ),
    "no_label": (text("chips", "# The evidence for this\n", ""), 8, "No label."),
    "code_shown": (stored("chips", metadata={}), 8, "The code is not hidden."),
    # 5 stored outputs
    "not_executed": (stored("chips", outputs=[]), 8, "No result is stored here"),
    "without_a_page": (stored("chips", outputs=output(text_plain="x")), 8, "only in one form"),
    "widget_view_stored": (stored("chips", outputs=WIDGET), 8, "The view of a widget"),
    "could_not_be_shown": (stored("chips", outputs=output(**NOT_SHOWN)), 8, "could not be shown"),
    "error_stored": (stored("chips", outputs=ERROR), 8, "An error is stored here."),
    "executed_out_of_order": (stored("chips", execution_count=9), 8, "not numbered 1, 2, 3"),
    # 6 reading grade
    "hard_to_read": (text("know", "Of 40", HARD + " Of 40"), 0, "The reading grade is"),
    # 7 glossary
    "term_without_gloss": (text("know", "blood thinner (anticoagulant)", "anticoagulant"), 7, "“anticoagulant” is new"),
    "term_glossed_too_late": (
        text("claim", "A leaflet", "No cortisol. It is a stress hormone (cortisol). A leaflet"),
        6,
        "Write “cortisol (a stress hormone)”",
    ),
    "other_form_of_a_term": (text("claim", "A leaflet", "No hydrocortisone. A leaflet"), 6, "“cortisol” is new here"),
    # 8 length
    "long_without_a_question": (
        text("worked", "Now you.", "\n\n".join([LONG[:300], LONG[300:600], LONG[600:]])),
        10,
        "words pass without anything to do; at most 150",
    ),
    "long_part_after_the_last_question": (
        text("take", "Ask first.", "\n- ".join([LONG[:300], LONG[300:600], LONG[600:]])),
        17,
        "words pass without anything to do",
    ),
    "long_paragraph": (text("worked", "Now you.", LONG_PARAGRAPH), 11, "has 82 words; at most 80"),
    "long_list_item": (text("take", "Ask first.", LONG_PARAGRAPH), 17, "has 82 words; at most 80"),
    # 9 words
    "proven": (text("after", "What", "It is proven. What"), 10, "“proven”: it claims more than high certainty"),
    "cures": (text("after", "What", "It cures. What"), 10, "“cures”"),
    "detox": (text("after", "What", "A detoxifying hour. What"), 10, "“detoxifying”"),
    "flushes": (text("after", "What", "It flushes. What"), 10, "“flushes”"),
    "toxins": (text("after", "What", "No toxins. What"), 10, "“toxins”"),
    "healing": (text("after", "What", "It helps healing. What"), 10, "“healing”"),
    "knots": (text("after", "What", "She has knots. What"), 10, "“knots”"),
    "only_relaxation": (text("after", "What", "It is only relaxation. What"), 10, "“only relaxation”"),
    "dive_in": (text("after", "What", "Let's dive in. What"), 10, "“Let's dive in”"),
    "studies_show": (text("after", "What", "Studies show it. What"), 10, "“Studies show”"),
    # 10 citations
    "figure_without_chip": (text("worked", "Now you.", "It fell by 12%."), 11, "“12%” is a statement"),
    "people_without_chip": (text("worked", "Now you.", "In 40 older women, it fell."), 11, "“40 older women”"),
    "effect_without_chip": (text("worked", "Now you.", "It did better."), 11, "“did better” is a statement"),
    "risk_without_chip": (text("worked", "Now you.", "There is a risk of burns."), 11, "“risk of” is a statement"),
    "chip_after_the_next_heading": (moved("chips", "practice"), 7, "“40 people” is a statement"),
    "unknown_fact": (text("chips", "small-trial", "small-trail"), 8, "Did you mean small-trial?"),
    "unverified_fact": (text("chips", "small-trial", "old-advice"), 8, "“old-advice” is not verified."),
    "unknown_question": (text("practice", "first-question", "fist-question"), 12, "Did you mean first-question?"),
    "unknown_prediction": (text("revisit", '"small"', '"first-gess"'), 15, "Did you mean first-guess?"),
    "unknown_opening": (text("vignette", "small", "smal"), 4, "“smal” names no lesson with an opening client"),
    "left_to_write": (
        text("after", "What", "[[Say what they saw.]] What"),
        10,
        "Still to write: [[Say what they saw.]]",
    ),
    # 11 objectives
    "objective_missing": (text("objectives", "\n- Choose by it.", ""), 5, "1 objectives are listed here, and 2"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_named_with_its_cell_and_its_mend_and_nothing_else_is(tmp_path, defect):
    change, number, words = DEFECTS[defect]
    cells = good_cells()
    change(cells)
    messages = told(tmp_path, notebook(cells))
    place = f"notebooks/small.ipynb, cell {number}: " if number else "notebooks/small.ipynb: "
    assert len(messages) == 1, messages
    assert messages[0].startswith(place)
    assert words in messages[0]


def test_an_unverified_fact_may_stand_where_the_text_says_so(tmp_path):
    cells = good_cells()
    text("chips", "small-trial", "old-advice")(cells)
    text("know", "Of 40", "This is commonly taught; not verified. Of 40")(cells)
    assert told(tmp_path, notebook(cells)) == []


@pytest.mark.parametrize(
    "glossed",
    ["A blood thinner (anticoagulant) ", "Anticoagulants (blood thinner, mostly tablets) ", "**Anticoagulant**: that "],
)
def test_a_term_may_be_glossed_in_three_ways(tmp_path, glossed):
    cells = good_cells()
    text("claim", "A leaflet", f"{glossed}matters. A leaflet")(cells)
    assert told(tmp_path, notebook(cells)) == []


def test_a_term_in_a_quotation_needs_its_gloss_too_but_banned_words_may_be_quoted(tmp_path):
    cells = good_cells()
    text("after", "What", 'Some say "proven" and "it flushes toxins". What')(cells)
    assert told(tmp_path, notebook(cells)) == []
    text("claim", "> Massage", "> Less cortisol. Massage")(cells)
    assert len(told(tmp_path, notebook(cells))) == 1


def test_the_kept_state_of_widgets_is_named(tmp_path):
    bad = notebook(good_cells())
    bad["metadata"]["widgets"] = {}
    assert told(tmp_path, bad) == [
        "notebooks/small.ipynb: The notebook keeps the state of widgets. Run `course notebooks`."
    ]


@pytest.mark.parametrize("said", ["lecture", None])
def test_a_lesson_of_no_known_kind_is_told_the_kinds(tmp_path, said):
    bad = notebook(good_cells(), kind=said)
    assert told(tmp_path, bad) == [
        f"notebooks/small.ipynb: The metadata `course.kind` is “{said}”. Set it to one of {', '.join(ANATOMY)}."
    ]


def test_a_lesson_that_no_objective_names_is_told_so(tmp_path):
    bad = notebook(good_cells())
    bad["metadata"]["course"]["lesson"] = "large"
    assert "`course.lesson` is “large”" in told(tmp_path, bad)[0]


DAMAGED = ["", "[]", "{}", '{"cells": [1]}', '{"cells": [{"cell_type": "code"}]}', '{"cells": [], "metadata": []}']


@pytest.mark.parametrize("raw", DAMAGED)
def test_a_damaged_notebook_is_one_sentence(tmp_path, raw):
    path = tmp_path / "small.ipynb"
    path.write_text(raw)
    with pytest.raises(AuthorProblem, match="cannot be read as a notebook"):
        check_lessons([read_lesson(path, tmp_path)], KNOWN)


def test_a_glossary_entry_never_stands_twice(tmp_path):
    entry = "  - {id: cortisol, term: cortisol, plain: a stress hormone}\n"
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/glossary.yaml").write_text("format: glossary/1\nterms:\n" + entry + entry)
    with pytest.raises(AuthorProblem, match=r"glossary\.yaml, line 4: “cortisol” stands twice"):
        load_glossary(tmp_path)


def test_the_lessons_of_the_course_pass_in_less_than_two_seconds_of_work():
    course = read_known(ROOT, read_course(ROOT), check_notebook)
    start = time.process_time()
    check_lessons((stop.lesson for stop in load_way(ROOT)), course)
    assert time.process_time() - start < 2
