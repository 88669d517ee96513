"""The evidence base: facts by topic and one bibliography -> what lessons read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pybtex.database import Entry, parse_string
from pybtex.exceptions import PybtexError
from pybtex.plugin import find_plugin
from pybtex.richtext import Text

from course_tools.authoring.message import AuthorProblem, Message, did_you_mean, relative
from course_tools.authoring.models import FactsText
from course_tools.authoring.validate import validate
from course_tools.authoring.yamltext import read_yaml

NOT_PRINTED = {"note", "url"}  # where a source was seen, sometimes a copy: not what a reader is sent to


@dataclass(frozen=True)
class Base:
    """All facts by id, where each stands, and all references by key, as built."""

    facts: dict[str, dict[str, Any]]
    files: dict[str, str]
    references: dict[str, dict[str, str]]


def load_base(root: Path) -> Base:
    """Read `assets/evidence`. Raises AuthorProblem with all messages of the first file that has any."""
    references = _references(root / "assets/evidence/references.bib", root)
    facts: dict[str, dict[str, Any]] = {}
    files: dict[str, str] = {}
    for path in sorted((root / "assets/evidence/facts").glob("*.yaml")):
        text = read_yaml(path, root)
        messages: list[Message] = []
        for i, fact in enumerate(validate(text, FactsText).facts):
            if fact.id in facts:
                mend = f"The fact “{fact.id}” stands in {files[fact.id]} too. Give one of them another id."
                messages.append(text.message(("facts", i, "id"), mend))
            for j, key in enumerate(fact.sources):
                if key not in references:
                    hint = did_you_mean(key, references)
                    mend = f"“{key}” names no source of references.bib.{hint}"
                    messages.append(text.message(("facts", i, "sources", j), mend))
            facts[fact.id] = fact.model_dump()
            files[fact.id] = text.file
        if messages:
            raise AuthorProblem(messages)
    if not facts:
        raise AuthorProblem([Message("assets/evidence/facts", 0, "No facts are there. Put the evidence base back.")])
    return Base(facts, files, references)


def _references(path: Path, root: Path) -> dict[str, dict[str, str]]:
    name = relative(path, root)
    try:
        bibliography = parse_string(path.read_text(encoding="utf-8"), "bibtex")
    except OSError:
        raise AuthorProblem([Message(name, 0, "The list of sources cannot be read. Put it back.")]) from None
    except PybtexError as error:
        line = re.search(r"line (\d+)", str(error))
        raise AuthorProblem([Message(name, int(line[1]) if line else 0, f"This is not BibTeX: {error}.")]) from None
    for entry in bibliography.entries.values():
        _prepare(entry)
    style = find_plugin("pybtex.style.formatting", "unsrt")(abbreviate_names=True)
    backend = find_plugin("pybtex.backends", "plaintext")()
    printed = {row.key: row.text.render(backend) for row in style.format_bibliography(bibliography)}
    return {
        key: {"short": _short(entry), "text": printed[key], "link": _link(entry)}
        for key, entry in bibliography.entries.items()
    }


def _prepare(entry: Entry) -> None:
    """Keep a title's capitals, and print a page of a body as that body's page, not as a “Technical Report”."""
    for field in NOT_PRINTED & set(entry.fields):
        del entry.fields[field]
    if "title" in entry.fields:
        entry.fields["title"] = f"{{{entry.fields['title']}}}"
    if entry.type == "techreport":
        entry.type = "misc"
        entry.fields["howpublished"] = entry.fields.pop("institution")


def _link(entry: Entry) -> str:
    doi = entry.fields.get("doi", "").strip()
    return f"https://doi.org/{doi}" if doi else ""


def _short(entry: Entry) -> str:
    """`Cherkin 2011`: the first author's surname, or the body's name, and the year."""
    persons = entry.persons.get("author") or entry.persons.get("editor") or []
    name = " ".join(persons[0].prelast_names + persons[0].last_names) if persons else entry.fields.get("title", "")
    name = str(Text.from_latex(name))
    year = entry.fields.get("year", "n.d.")
    return f"{name} {year}" if len(persons) < 2 else f"{name} et al. {year}"
