"""The lesson grammar: which notebooks may run by themselves (FORMATS.md, "Lesson grammar").

The names, the limits, the patterns and the sentences are data, in ``grammar.json``, which the reader in JupyterLab
(``labextension/static/grammar.js``) loads too. The file also holds notebooks to accept and to refuse, each refusal
named by its defect; the tests put every one of them to both readers.

The reader matches whole cells against patterns and parses no Python: what is not plainly a lesson is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

GRAMMAR_FILE = Path(__file__).with_name("grammar.json")
CELL_TYPES = ("code", "markdown", "raw")


@cache
def load_grammar() -> dict[str, Any]:
    """The content of ``grammar.json``."""
    grammar: dict[str, Any] = json.loads(GRAMMAR_FILE.read_text(encoding="utf-8"))
    return grammar


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the first code cell looks like, and what each other one does."""
    grammar = load_grammar()
    comment, name = grammar["comment"], "|".join(grammar["names"])
    argument = f'"{grammar["id"]}"'
    arguments = f"(?:{argument}(?:, {argument}){{0,{grammar['max_ids'] - 1}}})?"
    first = f"(?:{comment}\n)?from course_tools\\.lesson import ((?:{name})(?:, (?:{name}))*)"
    other = f"(?:{comment}\n)*(?:{comment}|({name})\\({arguments}\\))|"
    return re.compile(first, re.ASCII), re.compile(other, re.ASCII)


def source_of(cell: Mapping[str, Any]) -> str | None:
    """A cell's source as one text, or None where it is neither text nor a list of texts."""
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def uses_course_kernel(nb: Mapping[str, Any]) -> bool:
    """Whether the notebook names the kernelspec ``course``."""
    metadata = nb.get("metadata")
    kernelspec = metadata.get("kernelspec") if isinstance(metadata, Mapping) else None
    return isinstance(kernelspec, Mapping) and kernelspec.get("name") == load_grammar()["kernel"]


def _defect(nb: Mapping[str, Any]) -> str | None:
    """The name of the first defect, a key of the grammar's ``sentences``, or None."""
    if not uses_course_kernel(nb):
        return "kernel"
    if nb.get("nbformat") != load_grammar()["nbformat"]:
        return "format"
    cells = nb.get("cells")
    if not isinstance(cells, list):
        return "damaged"
    first, other = _patterns()
    imported: list[str] | None = None
    for cell in cells:
        if not isinstance(cell, Mapping) or cell.get("cell_type") not in CELL_TYPES:
            return "damaged"
        source = source_of(cell)
        if source is None:
            return "damaged"
        if cell["cell_type"] != "code":
            continue
        if imported is None:
            match = first.fullmatch(source)
            imported = match.group(1).split(", ") if match else []
            if not imported or len(set(imported)) < len(imported):
                return "first"
        else:
            match = other.fullmatch(source)
            if match is None or (match.group(1) or imported[0]) not in imported:
                return "code"
    return None


def check_notebook(nb: Mapping[str, Any]) -> str | None:
    """Say in one plain sentence why a notebook is not a lesson; None if it is one.

    ``nb`` is a notebook as JSON gives it or as nbformat does. Outputs are not read: see ``outputs_are_plain``
    in ``signing`` for what may be signed.
    """
    defect = _defect(nb)
    if defect is None:
        return None
    sentence: str = load_grammar()["sentences"][defect]
    return sentence
