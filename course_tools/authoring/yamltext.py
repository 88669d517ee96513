"""Read YAML that people write, strictly, and remember on which line each thing stands.

Refused, with the line: doubled keys; a comma that cuts prose inside `{…}` into a second, empty key; anchors and
tags. `true` and `false` are the only booleans: `yes`, `no`, `on` and `off` stay words. Dates stay words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from course_tools.authoring.message import AuthorProblem, Message, relative

Path_ = tuple[str | int, ...]
LARGEST_BYTES = 5_000_000
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, ten times as fast, where it is there
QUOTED = ("'", '"', "|", ">")
INT = re.compile(r"[-+]?\d+")
FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d+)?")


@dataclass(frozen=True)
class Text:
    """A parsed file: its data, and the line (from 1) of every key and list item by path."""

    file: str
    data: Any
    lines: dict[Path_, int]

    def line_of(self, path: Path_) -> int:
        """The line of a path, or of the nearest thing above it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def message(self, path: Path_, text: str) -> Message:
        """A message to the author at that place."""
        return Message(self.file, self.line_of(path), text)


def read_yaml(path: Path, root: Path | None = None) -> Text:
    """Read one file. Raises AuthorProblem with file, line and mend; never a YAML error."""
    name = relative(path, root)
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise AuthorProblem([Message(name, 0, "This file is too large. Split it.")])
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AuthorProblem([Message(name, 0, "This file is missing. Put it back, or undo its removal.")]) from None
    except UnicodeDecodeError:
        raise AuthorProblem([Message(name, 0, "This file is not in UTF-8. Save it again as UTF-8 text.")]) from None
    except OSError as error:
        raise AuthorProblem([Message(name, 0, f"This file cannot be read ({error.strerror}).")]) from None
    return parse_yaml(source, name)


def parse_yaml(source: str, name: str) -> Text:
    """Parse YAML text; `name` is for messages. Raises AuthorProblem."""
    try:
        node = yaml.compose(source, Loader=LOADER)
        builder = _Builder(name)
        data = None if node is None else builder.build(node, ())
    except yaml.YAMLError as error:
        raise AuthorProblem([_syntax(error, name, source)]) from None
    except RecursionError:
        raise AuthorProblem([Message(name, 1, "This file is nested too deeply. Simplify it.")]) from None
    if builder.messages:
        raise AuthorProblem(builder.messages)
    return Text(name, data, builder.lines)


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Path_, int] = {(): 1}
        self.messages: list[Message] = []
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, path: Path_) -> Any:
        if id(node) in self.seen:
            self.wrong(node, "An alias (`*name`) is not allowed here. Write the text out.")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.item(child, (*path, i)) for i, child in enumerate(node.value)]
        return _scalar(node)

    def item(self, node: yaml.Node, path: Path_) -> Any:
        self.lines[path] = node.start_mark.line + 1
        return self.build(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.wrong(key_node, "A key must be a word.")
                continue
            key = str(key_node.value)
            where = (*path, key)
            if key in result:
                self.wrong(key_node, f"The key “{key}” stands twice (first on line {self.lines[where]}). Remove one.")
                continue
            if node.flow_style and isinstance(value_node, yaml.ScalarNode) and not value_node.value:
                self.wrong(
                    key_node,
                    f"“{key}” has no value: inside {{…}} a comma starts a new key. Write the text on lines of its "
                    "own, after `|`.",
                )
            self.lines[where] = key_node.start_mark.line + 1
            result[key] = self.build(value_node, where)
        return result

    def wrong(self, node: yaml.Node, text: str) -> None:
        self.messages.append(Message(self.name, node.start_mark.line + 1, text))


def _scalar(node: yaml.Node) -> Any:
    value: str = node.value
    if not isinstance(node, yaml.ScalarNode) or node.style in QUOTED:
        return value
    if value in ("", "~", "null"):
        return None
    if value in ("true", "false"):
        return value == "true"
    if INT.fullmatch(value):
        return int(value)
    if FLOAT.fullmatch(value):
        return float(value)
    return value


def _syntax(error: yaml.YAMLError, name: str, source: str) -> Message:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or "it cannot be read")
    mend = "Check the spaces at the start of the lines around it, and that text with a colon stands after `|`."
    rows = source.splitlines()
    if mark is not None and "\t" in (rows[mark.line] if mark.line < len(rows) else ""):
        mend = "Use spaces, not tabs, at the start of lines."
    elif "end of stream" in problem:
        mark = getattr(error, "context_mark", None) or mark
        problem, mend = "a quotation mark is never closed", "Close it, or write the text on lines of its own after `|`."
    return Message(name, mark.line + 1 if mark is not None else 1, f"This is not YAML: {problem}. {mend}")
