"""Labels that a spreadsheet turned into something else: codes and ages that became dates, dates that became numbers.

Typed into Excel, 8/64 becomes 08-Mar or Aug-64, and 5-9 becomes 05-Sep; a date whose format was lost prints as 44197.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answerable.model import Finding, Table, period
from answerable.read import tokens
from answerable.read.numbering import is_code_heading

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DATE = re.compile(rf"\d{{1,2}}-{_MONTH}|{_MONTH}-\d\d|\d{{4}}-\d\d-\d\d|\d\d/\d\d/\d{{4}}", re.I)
_BAND = re.compile(r"\d{1,3}\s*(?:-|–|to)\s*\d{1,3}|\d{1,3}\s*(?:\+|plus|and\s+over|or\s+over)", re.I)
_TURNED = re.compile(r"(?:0?\d|1[0-2])[/.-](?:1[3-9]|2\d|3[01])[/.-](?:\d\d){1,2}")
_SERIAL = re.compile(r"(?:3[6-9]|4\d)\d{3}")
_DAY = re.compile(rf"(?P<day>\d{{1,2}})-{_MONTH}", re.I)
_SHORT_YEARS = re.compile(r"\d\d\s*/\s*\d\d")
_DECADE = 10
_AGE = re.compile(r"\bages?\b", re.I)
_WHEN = re.compile(r"\b(?:date|month|day|week|period|quarter|year)\b", re.I)


def disguised(tables: Sequence[Table]) -> list[Finding]:
    """Findings for labels that are dates where codes or ages stand, and numbers where dates do."""
    found: list[Finding] = []
    for table in tables:
        dates = list(dict.fromkeys(_dates(table)))
        if dates:
            what = f"{_named(dates)} look like codes, ages or periods that a spreadsheet turned into dates (8/64 into Aug-64, 5-9 into 05-Sep, Jan-20 into 20-Jan)."
            do = "Ask the body what they are, and code these lines by hand."
            found.append(Finding("warning", table.source.where, what, do, "became-dates"))
        serials = list(dict.fromkeys(_serials(table)))
        if serials:
            what = f"{_named(serials)} look like dates that a spreadsheet prints as the number of their day (44197 is 1 January 2021)."
            do = "Open the file, format these cells as dates, and read it again."
            found.append(Finding("warning", table.source.where, what, do, "became-numbers"))
        turned = [
            label
            for paths in (table.rows, table.columns)
            for path in paths
            for label in path
            if _TURNED.fullmatch(label)
        ]
        if turned:
            what = f"{_named(list(dict.fromkeys(turned)))} print the month before the day, and so may the other dates beside them."
            do = "Ask the body; dates are read with the day first."
            found.append(Finding("warning", table.source.where, what, do, "month-first"))
    return found


def _named(labels: Sequence[str]) -> str:
    return ", ".join(f"“{label}”" for label in labels[:3]) + (" and others" if len(labels) > 3 else "")


def _dates(table: Table) -> Iterator[str]:
    coded = any(is_code_heading(heading) or _AGE.search(heading) for heading in table.stub)
    if coded and not any(_WHEN.search(heading) for heading in table.stub):
        yield from (label for path in table.rows for label in path if _DATE.fullmatch(label))
    leaves = [path[-1] for path in table.columns if path]
    yield from _without_years(leaves)
    yield from _without_years([path[-1] for path in table.rows if path])
    if any(_BAND.fullmatch(leaf) for leaf in leaves):
        yield from (leaf for leaf in leaves if _DATE.fullmatch(leaf))
    first = [path[0] for path in table.rows if path]
    if any(_BAND.fullmatch(label) for label in first):
        yield from (label for label in first if _DATE.fullmatch(label))


def _without_years(labels: Sequence[str]) -> list[str]:
    """Days without a year that are none: "Jan-20" typed in turns into the 20th of January, "10/11" into the 10th of November."""
    days = [match for label in labels if (match := _DAY.fullmatch(label))]
    others = [label for label in labels if not _DAY.fullmatch(label) and not tokens.is_total(label)]
    if not days:
        return []
    same = len(days) > 1 and len({match["day"] for match in days}) == 1
    years = any(_SHORT_YEARS.fullmatch(label) or period.parse(label) for label in others)
    late = len(days) > 1 and min(int(match["day"]) for match in days) >= _DECADE
    return [match[0] for match in days] if same or years or (late and not others) else []


def _serials(table: Table) -> Iterator[str]:
    if any(_WHEN.search(heading) for heading in table.stub):
        yield from (label for path in table.rows for label in path if _SERIAL.fullmatch(label))
    leaves = [path[-1] for path in table.columns if path]
    if leaves and all(map(_SERIAL.fullmatch, leaves)):
        yield from leaves
