"""One cell of an export to one value of the schema, or a reason why not."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from answerable.records.schema import Column

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d\d?)[-/.](\d\d?)[-/.](\d{4}|\d\d)(?: .*)?")
_NAMED = re.compile(r"(\d\d?)[- /]([a-z]{3})[a-z]*\.?[- /,]+(\d{4}|\d\d)(?: .*)?", re.I)
_YES, _NO = {"y", "yes", "true", "1", "t"}, {"n", "no", "false", "0", "f", ""}
_UNKNOWN = {"", "unknown", "not known", "n/k", "nk", "not recorded", "null", "-", "not stated"}


class BadCellError(ValueError):
    """A cell that cannot be read; the message is the reason, without the cell's text."""


class Dates:
    """Reads dates in three formats, and notices what their order rests on.

    Args:
        day_first: True to read 03/04/2023 as the third of April.

    Attributes:
        settled: how many dates of figures with slashes could only be read in this order.
        open: how many could be read in either order.
        against: how many could only be read in the other order.
    """

    def __init__(self, *, day_first: bool) -> None:
        self.day_first = day_first
        self.settled = self.open = self.against = 0

    def read(self, cell: Any) -> date:
        """2023-04-03, 03/04/2023, 3 Apr 2023 (a time after it is left out).

        Raises:
            BadCellError: where it is none of these, no such day, or of the other order.
        """
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = str(cell).strip()
        try:
            if match := _ISO.fullmatch(text):
                return date(int(match[1]), int(match[2]), int(match[3]))
            if match := _NAMED.fullmatch(text):
                if match[2].lower() in _MONTHS:
                    return date(_year(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
            elif match := _NUMBERS.fullmatch(text):
                return self._numbers(int(match[1]), int(match[2]), _year(match[3]))
        except ValueError as error:
            if isinstance(error, BadCellError):
                raise
            raise BadCellError("a date that no calendar has") from None
        raise BadCellError("a date that is not like 2023-04-03, 03/04/2023 or 3 Apr 2023")

    def is_one(self, text: str) -> bool:
        """True for what looks like a date; it is not counted."""
        return any(form.fullmatch(text) for form in (_ISO, _NUMBERS, _NAMED))

    def _numbers(self, first: int, second: int, year: int) -> date:
        day, month = (first, second) if self.day_first else (second, first)
        if month > 12 >= day:
            order = "day" if self.day_first else "month"
            self.against += 1
            raise BadCellError(f"a date that does not have its {order} first")
        if day > 12:
            self.settled += 1
        elif day != month:
            self.open += 1
        return date(year, month, day)


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _possible(day: date) -> date:
    """The day, if a crime can have been recorded on it: a slip of a key makes years such as 0202 and 3022."""
    if day.year < 1900:
        raise BadCellError("a day before 1900")
    if day > datetime.now(tz=UTC).date() + timedelta(days=1):  # it may be tomorrow east of here
        raise BadCellError("a day that has not come yet")
    return day


def _text(cell: Any, column: Column) -> str:
    """The text of a cell; a whole number that a table keeps as 12.0 is 12, as its other tables have it.

    Raises:
        BadCellError: for bytes that are no text, and for lists and the like.
    """
    if cell is None:
        return ""
    if isinstance(cell, bytes):
        try:
            return cell.decode()
        except UnicodeDecodeError:
            raise BadCellError(f"{column.name} is no text") from None
    if isinstance(cell, list | dict | tuple):
        raise BadCellError(f"{column.name} is no text but several values")
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def read(cell: Any, column: Column, dates: Dates) -> Any:
    """The value of a cell; None where it is blank and may be.

    Raises:
        BadCellError: with the reason.
    """
    text = _text(cell, column).strip()
    if column.kind == "flag":
        if text.lower() in _YES | _NO:
            return text.lower() in _YES
        raise BadCellError(f"{column.name} is neither yes nor no")
    if column.kind == "age":
        if text.lower() in _UNKNOWN:
            return None
        if re.fullmatch(r"\d{1,3}(?:\.0+)?", text) and float(text) <= 120:
            return int(float(text))
        raise BadCellError(f"{column.name} is no age in whole years")
    if not text:
        if column.required and column.name != "mo":
            raise BadCellError(f"{column.name} is blank")
        return None
    if column.kind == "date":
        try:
            return _possible(dates.read(cell))
        except BadCellError as problem:
            raise BadCellError(f"{column.name} is {problem}") from None
    return text
