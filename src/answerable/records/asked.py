"""The days that a query asks about, held against the days that the records are of.

A month without a hit is nought only where there are records of it: a table begins and ends where the question
does, but never goes beyond the records, and says so where the question does.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from answerable.records.compile import All, Days, Predicate

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Asked:
    """The days that tables cover.

    Attributes:
        start, end: the first and the last day asked about of which there may be records; None where open.
        note: what of the question the records do not cover; empty where they cover it.
    """

    start: date | None = None
    end: date | None = None
    note: str = ""


UNBOUND = Asked()


def asked(predicate: Predicate, column: str, held: Callable[[str], Span | None]) -> Asked:
    """The days that every record found must lie in, within those of which there are records.

    Args:
        predicate: the compiled query.
        column: the date that places a record in time.
        held: a date column to the first and the last day of the records, which is looked up only if need be.
    """
    ranges = list(_ranges(predicate, column))
    span = held(column) if ranges else None
    if span is None:
        return UNBOUND
    first, last = span
    start = max((one.start for one in ranges if one.start), default=first)
    end = min((one.end for one in ranges if one.end), default=last)
    note = ""
    if _month(start) < _month(first) or _month(end) > _month(last):
        held_are = f"The records are of {_named(first)} to {_named(last)}"
        note = f"{held_are}; what was asked of other months is not held, and is not nought."
    start, end = max(start, first), min(end, last)
    return Asked(start, end, note) if start <= end else Asked(note=note)


def _ranges(predicate: Predicate, column: str) -> Iterator[Days]:
    if isinstance(predicate, Days) and predicate.column == column:
        yield predicate
    elif isinstance(predicate, All):
        for part in predicate.parts:
            yield from _ranges(part, column)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _named(day: date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"
