"""Parsed YAML -> a pydantic model, or messages in an author's words."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from course_tools.authoring.message import AuthorProblem, Message, did_you_mean
from course_tools.authoring.yamltext import Path_, Text

Model = TypeVar("Model", bound=BaseModel)

WORDS = {
    "missing": "“{name}” is missing here. Add it.",
    "string_type": "“{name}” must be text. Put it in quotes, or after `|`.",
    "bool_type": "“{name}” must be true or false.",
    "float_type": "“{name}” must be a number.",
    "dict_type": "“{name}” must hold keys of its own.",
    "list_type": "“{name}” must be a list.",
    "model_type": "“{name}” must hold keys of its own.",
    "string_too_short": "“{name}” is empty. Write it, or remove the line.",
    "string_pattern_mismatch": "“{name}” must be an id: small letters a-z, digits and hyphens, at most 64 ({input}).",
    "union_tag_not_found": "“{tag}” is missing here. Add it, for example `{tag}: {example}`.",
}


EXAMPLES = {"type": "best", "kind": "number"}


def validate(text: Text, model: type[Model]) -> Model:
    """Check the data of a file. Raises AuthorProblem, all messages at once."""
    if not isinstance(text.data, dict):
        raise AuthorProblem([Message(text.file, 1, "This file must start with keys such as `format:`.")])
    try:
        return model.model_validate(text.data)
    except ValidationError as error:
        raise AuthorProblem(_message(text, problem, model) for problem in error.errors()) from None


def _message(text: Text, problem: Any, model: type[BaseModel]) -> Message:
    path, kind = _in_file(text, problem["loc"]), problem["type"]
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "the file")
    context = problem.get("ctx") or {}
    tag = str(context.get("discriminator", "")).strip("'")
    if kind == "extra_forbidden":
        hint = did_you_mean(name, _known_keys(model))
        return text.message(path, f"The key “{name}” is not known here.{hint} Correct or remove it.")
    if kind == "value_error":
        return text.message(path, _sentence(str(context["error"])))
    if kind in ("literal_error", "union_tag_invalid"):
        expected = str(context.get("expected") or context.get("expected_tags"))
        given = context.get("tag", problem.get("input"))
        where = (*path, tag) if kind == "union_tag_invalid" else path
        label = tag if kind == "union_tag_invalid" else name
        return text.message(where, f"“{label}: {given}” is not known. Use one of {expected.replace(chr(39), '')}.")
    if kind in ("too_short", "too_long"):
        word, bound = ("at least", "min_length") if kind == "too_short" else ("at most", "max_length")
        return text.message(path, f"“{name}” has {context['actual_length']} entries; it needs {word} {context[bound]}.")
    template = WORDS.get(kind)
    if template is None:
        return text.message(path, _sentence(f"“{name}”: {problem['msg']}"))
    return text.message(
        path, template.format(name=name, input=problem.get("input"), tag=tag, example=EXAMPLES.get(tag))
    )


def _in_file(text: Text, location: tuple[int | str, ...]) -> Path_:
    """The part of pydantic's location that exists in the file, plus a missing last key."""
    path: Path_ = ()
    for part in location:
        if (*path, part) in text.lines:
            path = (*path, part)
    if location and location[-1] != (path[-1] if path else None) and isinstance(location[-1], str):
        path = (*path, location[-1])
    return path


def _known_keys(model: type[BaseModel]) -> set[str]:
    keys: set[str] = set()
    stack: list[Any] = [model.model_json_schema()]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            keys.update(node.get("properties", {}))
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return keys


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else text + "."
