"""Dataclasses to plain JSON and back, by their type hints: how a document is kept, and how it crosses processes."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def encode(value: Any) -> Any:
    """``value`` as JSON's own types: dataclasses as lists of their fields, dates as ISO text."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if is_dataclass(value):
        return [encode(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"cannot keep a {type(value).__name__}")


@cache
def decoder(hint: Any) -> Callable[[Any], Any]:
    """A function that turns what :func:`encode` made back into a value of type ``hint``.

    The function raises ValueError, TypeError or KeyError where the data is not of that shape.
    """
    origin, args = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        inner = [decoder(arg) for arg in args if arg is not type(None)]
        assert len(inner) == 1, f"cannot tell apart {hint}"
        return lambda value: None if value is None else inner[0](value)
    if origin is Literal:
        return _one_of(args)
    if origin is tuple:
        return _tuple(args)
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass(hint)
    if hint is date:
        return date.fromisoformat
    if hint in {str, bool, int}:
        return _plain(hint)
    if hint is float:
        return float
    raise TypeError(f"cannot keep a {hint}")


def _plain(kind: type) -> Callable[[Any], Any]:
    def decode(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return decode


def _one_of(allowed: tuple[Any, ...]) -> Callable[[Any], Any]:
    def decode(value: Any) -> Any:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {allowed}")
        return value

    return decode


def _tuple(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        inner = _later(args[0])
        return lambda value: tuple([inner(item) for item in value])
    each = [_later(arg) for arg in args]
    return lambda value: tuple([decode(item) for decode, item in zip(each, value, strict=True)])


def _later(hint: Any) -> Callable[[Any], Any]:
    """Like :func:`decoder`, but worked out on first use: a table holds tables."""

    def decode(value: Any) -> Any:
        return decoder(hint)(value)

    return decode


def _dataclass(kind: type) -> Callable[[Any], Any]:
    hints: Mapping[str, Any] = get_type_hints(kind)
    each = [_later(hints[field.name]) for field in fields(kind)]

    def decode(value: Any) -> Any:
        return kind(*[inner(item) for inner, item in zip(each, value, strict=True)])

    return decode
