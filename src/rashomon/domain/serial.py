"""Domain objects to plain JSON values and back, driven by their type hints."""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Return the value as JSON can hold it: dicts, lists, strings, numbers, None. Defaults are left out.

    Raises TypeError for a type that has no place in the domain.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            each.name: to_plain(getattr(value, each.name))
            for each in dataclasses.fields(value)
            if each.init and not _is_default(each, getattr(value, each.name))
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_plain(each) for each in value]
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"{type(value).__name__} has no plain form")


def from_plain(kind: type[T], plain: Any) -> T:
    """Build a domain object of this type from what `to_plain` made.

    Raises KeyError, TypeError or ValueError where the data does not fit the type.
    """
    return typing.cast("T", _build(kind, plain))


def _is_default(field: dataclasses.Field[Any], value: Any) -> bool:
    return field.default is not dataclasses.MISSING and value == field.default and type(value) is type(field.default)


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in dataclasses.fields(kind) if each.init}


def _build(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if plain is None:
            return None
        (inner,) = [each for each in get_args(kind) if each is not type(None)]
        return _build(inner, plain)
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_build(inner, each) for each in plain)
    if dataclasses.is_dataclass(kind):
        build = typing.cast("type", kind)
        hints = _hints(build)
        return build(**{name: _build(hints[name], each) for name, each in plain.items()})
    if kind in (date, datetime):
        return kind.fromisoformat(plain)
    if kind is float:
        return float(plain)
    return kind(plain) if isinstance(kind, type) and issubclass(kind, Enum) else plain
