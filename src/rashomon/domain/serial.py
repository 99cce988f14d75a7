"""Domain objects to plain JSON values and back, driven by their type hints."""

from __future__ import annotations

import dataclasses
import math
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Step = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """Return the value as JSON can hold it: dicts, lists, strings, numbers, None. Defaults are left out.

    Raises TypeError for a type that has no place in the domain.
    """
    kind: Any = type(value)
    write: _Step = _writer(kind)
    return write(value)


def from_plain(kind: type[T], plain: Any) -> T:
    """Build a domain object of this type from what `to_plain` made.

    Raises KeyError, TypeError or ValueError where the data does not fit the type.
    """
    known: Any = kind
    step = _builder(known)
    return typing.cast("T", plain if step is None else step(plain))


@cache
def _writer(kind: Any) -> _Step:
    """Return the function that writes values of a type: looked up once a type, for a ledger writes millions."""
    if dataclasses.is_dataclass(kind):
        return _fields_writer(typing.cast("type", kind))
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, (tuple, list)):
        return lambda value: [each if type(each) is str else to_plain(each) for each in value]
    if issubclass(kind, float):
        return lambda value: "NaN" if math.isnan(value) else value
    if kind is type(None) or issubclass(kind, (str, int)):
        return lambda value: value
    raise TypeError(f"{kind.__name__} has no plain form")


def _fields_writer(kind: type) -> _Step:
    fields = [(each.name, each.default) for each in dataclasses.fields(kind) if each.init]

    def write(value: Any) -> dict[str, Any]:
        plain = {}
        for name, default in fields:
            given = getattr(value, name)
            # A default is left out; True is not 1, and an empty tuple is not an empty list.
            if given is default or (type(given) is type(default) and given == default):
                continue
            plain[name] = given if type(given) is str else to_plain(given)
        return plain

    return write


@cache
def _builder(kind: Any) -> _Step | None:
    """Return the function that builds values of a type; None where they stand as they are."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        (inner,) = [each for each in get_args(kind) if each is not type(None)]
        step = _builder(inner)
        return None if step is None else lambda plain: None if plain is None else step(plain)
    if origin is tuple:
        return _tuple_builder(get_args(kind)[0])
    if dataclasses.is_dataclass(kind):
        return _fields_builder(typing.cast("type", kind))
    if kind in (date, datetime):
        return typing.cast("_Step", kind.fromisoformat)
    if kind is float or (isinstance(kind, type) and issubclass(kind, Enum)):
        return typing.cast("_Step", kind)
    return None


def _tuple_builder(inner: Any) -> _Step:
    step = _builder(inner)
    if step is None:
        return tuple
    return lambda plain: tuple([step(each) for each in plain])


def _fields_builder(kind: type) -> _Step:
    steps: dict[str, _Step | None] = {}

    def build(plain: Any) -> Any:
        if not steps:  # at the first use, for a type may hold itself
            hints = get_type_hints(kind)
            steps.update({each.name: _builder(hints[each.name]) for each in dataclasses.fields(kind) if each.init})
        return kind(**{name: each if (step := steps[name]) is None else step(each) for name, each in plain.items()})

    return build
