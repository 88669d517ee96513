"""Which files the launcher signs, so that they start by themselves.

A signature makes JupyterLab show a file's stored outputs as they are, scripts included. So a lesson is signed only if
its code fits the lesson grammar *and* its stored outputs are plain: text, pictures, and HTML made of a short list of
elements and attributes. Any other lesson still starts, by its button, with its stored outputs replaced.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from course_tools.lab.grammar import check_notebook

PLAIN_TYPES = ("text/plain", "image/png", "image/jpeg")
TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "details", "div", "dl", "dt", "em"}
    | {"figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre"}
    | {"section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"}
    | {"tr", "u", "ul"}
)
ATTRIBUTES = frozenset(
    {"abbr", "alt", "class", "colspan", "data-course-open", "datetime", "headers", "height", "href", "id", "lang"}
    | {"open", "role", "rowspan", "scope", "src", "start", "title", "width"}
    | {"aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-level", "aria-live"}
)
SCHEMES = {"href": ("https:", "#"), "src": ("data:image/png;base64,", "data:image/jpeg;base64,")}


class _PlainHTML(HTMLParser):
    """Sets ``plain`` to False at the first thing that is not on the short list."""

    def __init__(self) -> None:
        super().__init__()
        self.plain = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            allowed = name in ATTRIBUTES and (name not in SCHEMES or (value or "").startswith(SCHEMES[name]))
            self.plain = self.plain and allowed
        self.plain = self.plain and tag in TAGS

    def handle_comment(self, data: str) -> None:
        self.plain = False

    def handle_decl(self, decl: str) -> None:
        self.plain = False

    def handle_pi(self, data: str) -> None:
        self.plain = False

    def unknown_decl(self, data: str) -> None:
        self.plain = False


def html_is_plain(html: str) -> bool:
    """Whether the HTML holds only elements and attributes that can neither run nor fetch anything."""
    parser = _PlainHTML()
    parser.feed(html)
    parser.close()
    return parser.plain


def outputs_are_plain(nb: Mapping[str, Any]) -> bool:
    """Whether every stored output may be shown as it is."""
    return all(_output_is_plain(output) for cell in nb["cells"] for output in cell.get("outputs", []))


def _output_is_plain(output: Mapping[str, Any]) -> bool:
    if output.get("output_type") == "stream":
        return True
    data = output.get("data")
    if not isinstance(data, Mapping):
        return False
    for kind, content in data.items():
        text = "".join(content) if isinstance(content, list) else content
        if kind == "text/html" and isinstance(text, str) and html_is_plain(text):
            continue
        if kind not in PLAIN_TYPES:
            return False
    return True


def notebooks_in(folder: Path) -> Iterator[Path]:
    """The notebooks under a folder, in order of their paths; nothing hidden, and no links."""
    for path in sorted(folder.rglob("*.ipynb")):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts) and not path.is_symlink():
            yield path


def may_be_signed(path: Path) -> bool:
    """Whether the file is a lesson that may start by itself."""
    try:
        nb = json.loads(path.read_text(encoding="utf-8"))
        fits = isinstance(nb, dict) and check_notebook(nb) is None and outputs_are_plain(nb)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return False
    return fits and not nb["metadata"].get("widgets")


def lessons_to_sign(folder: Path) -> Iterator[Path]:
    """The notebooks under a folder that may start by themselves, in order of their paths."""
    return filter(may_be_signed, notebooks_in(folder))


def sign_lessons(folder: Path) -> int:
    """Sign the lessons under a folder for the person who runs this; return how many are signed."""
    paths = list(lessons_to_sign(folder))
    if not paths:
        return 0
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    for path in paths:
        nb = nbformat.read(path, as_version=4)
        # What is signed is what was checked: the file is read once more here, so look once more.
        if check_notebook(nb) is None and outputs_are_plain(nb) and not notary.check_signature(nb):
            notary.sign(nb)
    return len(paths)
