"""How long one file may take, and what is left of that for a program that part of it is handed to.

The limit on a file stands outside the process that reads it, and ends that process. A program that the process
waits for, such as LibreOffice, must be ended before that, so that the sentence a person sees is about it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

FILE_SECONDS = 60.0
"""How long one file may take, unless the person says otherwise."""

_RESERVED = 1 / 6
"""The share of a file's time kept for what comes before and after the other program."""

_ends: ContextVar[float | None] = ContextVar("_ends", default=None)


def _share(seconds: float) -> float:
    return seconds * (1 - _RESERVED)


@contextmanager
def allow(seconds: float) -> Iterator[None]:
    """While it lasts, :func:`left` counts down from ``seconds``, the whole time of one file."""
    token = _ends.set(time.monotonic() + _share(seconds))
    try:
        yield
    finally:
        _ends.reset(token)


def left() -> float:
    """Seconds that another program may take now: always fewer than its file has left, and never below 0."""
    ends = _ends.get()
    return _share(FILE_SECONDS) if ends is None else max(0.0, ends - time.monotonic())
