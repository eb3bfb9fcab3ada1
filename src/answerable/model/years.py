"""The type of a period: from a day to a day, and how it is printed.

A financial year runs from 1 April to 31 March. A period without an end ("2023 to present") ends when the
body answered; until that date is known nothing is comparable with it.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

PeriodKind = Literal["calendar year", "financial year", "quarter", "month", "years", "range"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From ``start`` to ``end``, both days included; ``end`` of None means "to the day of the answer".

    Raises:
        ValueError: if it ends before it starts.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a period that ends ({self.end}) before it starts ({self.start})")

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def financial(cls, year: int) -> Period:
        """The financial year that starts on 1 April of ``year``."""
        return cls(date(year, 4, 1), date(year + 1, 3, 31))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """One calendar month."""
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))

    @property
    def kind(self) -> PeriodKind:
        """Which of the field's kinds this is; ``years`` is a whole number of years pooled."""
        start, end = self.start, self.end
        if end is None or start.day != 1 or (end + timedelta(days=1)).day != 1:
            return "range"
        months = self.months
        if months == 1:
            return "month"
        if months == 3 and start.month % 3 == 1:
            return "quarter"
        if months == 12 and start.month in {1, 4}:
            return "calendar year" if start.month == 1 else "financial year"
        return "years" if months > 12 and months % 12 == 0 and start.month in {1, 4} else "range"

    @property
    def months(self) -> int:
        """Calendar months touched; 0 where the end is not known."""
        if self.end is None:
            return 0
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def days(self) -> int | None:
        """Length in days, or None where the end is not known."""
        return None if self.end is None else (self.end - self.start).days + 1

    @property
    def is_whole_year(self) -> bool:
        """True for a calendar or a financial year."""
        return self.kind in {"calendar year", "financial year"}

    def contains(self, other: Period) -> bool:
        """True where every day of ``other`` lies in this period."""
        if self.end is None:
            return False
        return self.start <= other.start and other.end is not None and other.end <= self.end

    def overlap(self, other: Period) -> Period | None:
        """The days that both share, or None."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end < start else Period(start, end)

    def is_part_of(self, other: Period) -> bool:
        """True for a part: inside the other, and not all of it."""
        return other.contains(self) and self != other

    def closed_by(self, day: date) -> Period:
        """This period with its open end set to ``day``; unchanged where it has an end."""
        return Period(self.start, max(day, self.start)) if self.end is None else self

    def __str__(self) -> str:
        kind, start, end = self.kind, self.start, self.end
        if end is None:
            return f"from {_day(start)}"
        if kind == "calendar year":
            return str(start.year)
        if kind == "financial year":
            return f"{start.year}/{end.year}" if end.year % 100 == 0 else f"{start.year}/{end.year % 100:02d}"
        if kind == "month":
            return f"{start:%b %Y}"
        if kind == "quarter":
            return f"{start:%b} to {end:%b %Y}"
        if kind == "years" and start.month == 1:
            return f"{start.year} to {end.year}"
        if kind == "years":
            return f"{start.year}/{(start.year + 1) % 100:02d} to {end.year - 1}/{end.year % 100:02d}"
        return f"{_day(start)} to {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
