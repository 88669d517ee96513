"""Plain JSON -> frozen dataclasses, by their type hints."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def decode(kind: type[Record], data: Mapping[str, Any]) -> Record:
    """A dataclass from its JSON: tuples from lists, records within records, None where the hint allows it.

    Raises KeyError or TypeError if `data` has another shape.
    """
    hints = _hints(cast(Hashable, kind))
    if extra := set(data) - set(hints):
        raise TypeError(f"{kind.__name__} has no {sorted(extra)[0]}")
    return kind(**{name: _value(hint, data[name]) for name, hint in hints.items()})


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(cast(Any, kind))}


def _value(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = next(each for each in get_args(hint) if each is not type(None))
        return None if value is None else _value(inner, value)
    if is_dataclass(hint):
        return decode(cast(type, hint), value)
    if origin is tuple:
        kinds = get_args(hint)
        if kinds[-1] is Ellipsis:
            return tuple(_value(kinds[0], each) for each in value)
        return tuple(_value(each, part) for each, part in zip(kinds, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {key: _value(get_args(hint)[1], each) for key, each in value.items()}
    return value
