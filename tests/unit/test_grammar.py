"""What may run by itself: the lesson grammar, its two readers, and what the launcher signs."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from course_tools.lab.clean import clean_notebook
from course_tools.lab.grammar import GRAMMAR_FILE, check_notebook, load_grammar
from course_tools.lab.signing import html_is_plain, lessons_to_sign
from course_tools.lesson import __all__ as lesson_names

GRAMMAR = load_grammar()
READER = Path(__file__).parents[2] / "course_tools/lab/labextension/static/grammar.js"
FIRST = "from course_tools.lesson import practice, quiz"


def vector_notebook(vector: dict[str, Any]) -> dict[str, Any]:
    """The notebook that a test vector stands for."""
    kernel = vector.get("kernel", "course")
    cells = vector["cells"]
    return {
        "nbformat": vector.get("nbformat", 4),
        "metadata": {"kernelspec": {"name": kernel}} if kernel else {},
        "cells": cells and [{"cell_type": "code", "source": c} if isinstance(c, str) else c for c in cells],
    }


def expected(vector: dict[str, Any]) -> str | None:
    return GRAMMAR["sentences"][vector["why"]] if "why" in vector else None


VECTORS = [*GRAMMAR["accept"], *GRAMMAR["reject"]]


@pytest.mark.parametrize("vector", GRAMMAR["accept"], ids=lambda vector: vector["name"])
def test_a_lesson_fits(vector: dict[str, Any]) -> None:
    assert check_notebook(vector_notebook(vector)) is None


@pytest.mark.parametrize("vector", GRAMMAR["reject"], ids=lambda vector: vector["name"])
def test_a_defect_is_refused_with_its_sentence(vector: dict[str, Any]) -> None:
    assert check_notebook(vector_notebook(vector)) == expected(vector)


@pytest.mark.skipif(shutil.which("node") is None, reason="the browser tests put the same vectors to the same reader")
def test_jupyterlabs_reader_gives_the_same_answers() -> None:
    notebooks = [vector_notebook(vector) for vector in VECTORS]
    script = f"""
        import {{ checkNotebook }} from {json.dumps(READER.as_uri())};
        const grammar = {GRAMMAR_FILE.read_text(encoding="utf-8")};
        console.log(JSON.stringify({json.dumps(notebooks)}.map(nb => checkNotebook(nb, grammar))));
    """
    done = subprocess.run(
        ["node", "--input-type=module", "-"], input=script, capture_output=True, text=True, check=True
    )
    answers = json.loads(done.stdout)
    assert dict(zip([v["name"] for v in VECTORS], answers, strict=True)) == {v["name"]: expected(v) for v in VECTORS}


def test_the_names_are_the_ones_that_lessons_offer() -> None:
    assert sorted(GRAMMAR["names"]) == sorted(lesson_names)


def test_every_lesson_and_quiz_of_the_course_fits() -> None:
    root = Path(__file__).parents[2]
    paths = [*(root / "notebooks").rglob("*.ipynb"), *(root / "quizzes/source").rglob("*.ipynb")]
    said = {str(path): check_notebook(json.loads(path.read_text(encoding="utf-8"))) for path in paths}
    assert said
    assert set(said.values()) == {None}


def test_every_lesson_of_the_course_is_signed_and_starts_by_itself() -> None:
    lessons = Path(__file__).parents[2] / "notebooks"
    assert list(lessons_to_sign(lessons)) == sorted(lessons.rglob("[!.]*.ipynb"))


HOSTILE_HTML = {
    "script": "<p>Hello</p><script>alert(1)</script>",
    "event handler": '<p onclick="alert(1)">Hello</p>',
    "image that fails": '<img src="x" onerror="alert(1)">',
    "link that runs": '<a href="javascript:alert(1)">Hello</a>',
    "picture from elsewhere": '<img alt="" src="https://example.org/pixel.png">',
    "drawing": "<svg><animate onbegin=alert(1)></svg>",
    "style": '<p style="position:fixed">Hello</p>',
    "style sheet": "<style>p{}</style>",
    "frame": '<iframe src="data:text/html,x"></iframe>',
    "comment": "<!--[if IE]>x<![endif]-->",
    "unknown element": "<hello-world></hello-world>",
    "form": "<form><input></form>",
}


@pytest.mark.parametrize("html", HOSTILE_HTML.values(), ids=HOSTILE_HTML.keys())
def test_stored_html_that_could_run_is_not_plain(html: str) -> None:
    assert not html_is_plain(html)


def test_stored_html_of_a_lesson_is_plain() -> None:
    assert html_is_plain(
        '<p class="cx">Heat &amp; cold, <a href="https://example.org">read</a></p><ul><li>One</li></ul>'
    )


def stored(folder: Path, name: str, *, outputs: list[dict[str, Any]] | None = None, **other: Any) -> Path:
    cells = [
        {"cell_type": "code", "source": FIRST},
        {"cell_type": "code", "source": "quiz()", "outputs": outputs or []},
    ]
    nb = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "course"}}, "cells": cells, **other}
    path = folder / name
    path.write_text(json.dumps(nb), encoding="utf-8")
    return path


def display(kind: str, data: str) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {kind: data}, "metadata": {}}


def test_only_lessons_with_plain_outputs_are_signed(tmp_path: Path) -> None:
    plain = stored(tmp_path, "plain.ipynb", outputs=[display("text/html", "<p>Hello</p>")])
    stored(tmp_path, "script-output.ipynb", outputs=[display("text/html", "<script>1</script>")])
    stored(tmp_path, "javascript-output.ipynb", outputs=[display("application/javascript", "1")])
    stored(tmp_path, "svg-output.ipynb", outputs=[display("image/svg+xml", "<svg onload=1>")])
    stored(tmp_path, "widget-state.ipynb", metadata={"kernelspec": {"name": "course"}, "widgets": {"a": 1}})
    stored(tmp_path, "magic.ipynb", cells=[{"cell_type": "code", "source": "%run x.py"}])
    (tmp_path / "torn.ipynb").write_text('{"cells": [', encoding="utf-8")
    (tmp_path / "list.ipynb").write_text("[]", encoding="utf-8")
    (tmp_path / "not-text.ipynb").write_bytes(b"\xff\xfe")
    (tmp_path / ".ipynb_checkpoints").mkdir()
    stored(tmp_path, ".ipynb_checkpoints/plain.ipynb")
    assert list(lessons_to_sign(tmp_path)) == [plain]


def test_storing_a_lesson_drops_what_its_run_left() -> None:
    view = "application/vnd.jupyter.widget-view+json"
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "Q", view: {"model_id": "1"}}}
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
    cell = {
        "cell_type": "code",
        "source": FIRST,
        "execution_count": 3,
        "metadata": {"execution": {}, "scrolled": True, "tags": ["hide-input"]},
        "outputs": [output, error],
    }
    nb = {
        "metadata": {"kernelspec": {"name": "course"}, "language_info": {}, "widgets": {}, "title": "T"},
        "cells": [cell],
    }
    clean_notebook(nb)
    assert nb["metadata"] == {
        "kernelspec": {"display_name": "Massage course", "language": "python", "name": "course"},
        "title": "T",
    }
    assert cell["metadata"] == {"tags": ["hide-input"]}
    assert cell["execution_count"] == 1, "as if run once from the top"
    assert cell["outputs"] == [{"output_type": "display_data", "metadata": {}, "data": {"text/plain": "Q"}}]


def test_storing_another_notebook_changes_nothing() -> None:
    nb = {"metadata": {"kernelspec": {"name": "python3"}, "widgets": {}}, "cells": [{"execution_count": 3}]}
    before = json.dumps(nb)
    clean_notebook(nb)
    assert json.dumps(nb) == before
