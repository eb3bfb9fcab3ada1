"""Part years that the columns do not mark: asked from April to March, answered in calendar years.

A request for April 2019 to March 2024 answered in columns 2019 to 2024 gives part years at both ends,
unmarked: the first column is nine months and the last three.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from answerable.model import Finding, Period, Table, period
from answerable.read.grid import Paragraph


def hidden_part_years(tables: Sequence[Table], texts: Sequence[str], quoted: set[int]) -> list[Finding]:
    """A finding for each calendar-year column that the range asked for or stated only partly covers."""
    ranges = _ranges(texts, quoted)
    found: list[Finding] = []
    for table in tables:
        years = [
            (path, p)
            for path in (*table.columns, *table.rows)
            if (p := period.of_path(path)) and p.kind == "calendar year"
        ]
        if len(years) < 2:
            continue
        first = min(p for _, p in years)
        last = max(p for _, p in years)
        for whole in ranges:
            parts = [p for p in (first, last) if (shared := whole.overlap(p)) is not None and shared != p]
            inside = whole.start.year <= first.start.year and whole.end and last.start.year <= whole.end.year
            if parts and inside and len(years) > 1:
                found.append(_finding(table, parts, whole))
                break
    return found


def _ranges(texts: Sequence[str], quoted: set[int]) -> list[Period]:
    """Ranges of more than a year that the request asks for, or that the answer says it covers."""
    found = []
    for index, text in enumerate(texts):
        if not period.find(text):
            continue
        says = index in quoted or re.search(r"\b(?:between|from|period|covers?|dates?)\b", text, re.I)
        if says and "|" not in text:
            found += [
                p
                for p, _, _ in period.find(text)
                if p.end is not None and p.kind in {"range", "years"} and (p.days or 0) > 366
            ]
    return found


def _finding(table: Table, parts: Sequence[Period], whole: Period) -> Finding:
    names = " and ".join(dict.fromkeys(str(p) for p in parts))
    return Finding(
        "warning",
        table.source.where,
        f"The text speaks of {whole}, so {names} may be part years although the column does not say so.",
        "Do not compare them with whole years; ask the body what each column covers.",
        "part-year",
    )


_NOTE = re.compile(r"\s*(?:[*†‡^#]+|\[?\d\]|[¹²³]|notes?\b\W)\s*(?P<says>.{4,160})", re.I)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+(?:of\s+)?{_MONTH}|[/.]\d)|{_MONTH}|the\s+end\b|date\b)"
_PART_YEAR = re.compile(
    rf"""\b(?:part|partial|incomplete)[\s-]+(?:\w+\s+)?(?:years?|data|figures?)\b | \byear[\s-]to[\s-]date\b | \bytd\b
      | \b(?:up\s+to|until|data\s+to|figures?\s+to|only\s+to)\s+(?:and\s+including\s+)?{_DAY} | ^to\s+{_DAY}""",
    re.I | re.X,
)


def noted_part_years(tables: Sequence[Table], texts: Sequence[str]) -> list[Finding]:
    """A finding for each note under tables of years that says of a marked one that it is not whole: ``2023*``.

    Args:
        tables: those of a document.
        texts: its lines; notes begin with a mark.
    """
    dated = [
        t for t in tables if any((p := period.of_path(x)) and p.is_whole_year for x in (*t.columns, *t.rows))
    ]
    if not dated:
        return []
    notes = [*texts, *(note for table in dated for note in table.notes)]
    said = [
        m["says"].strip()
        for text in notes
        if (m := _NOTE.fullmatch(text.strip())) and _PART_YEAR.search(m["says"])
    ]
    return [
        Finding(
            "warning", dated[0].source.where,
            f"A note says “{says}”, so that the years with its mark are not whole.",
            "Do not compare them with whole years; look which of them have the mark.", "part-year",
        )
        for says in dict.fromkeys(said)
    ]  # fmt: skip


def first_days(tables: Sequence[Table]) -> list[Finding]:
    """A finding for each table whose months are printed as their first days: ``01/07/2021`` for July 2021."""
    found = []
    for table in tables:
        for paths in (table.rows, table.columns):
            days = [p.start for path in paths if (p := period.of_path(path)) is not None and p.days == 1]
            months = [day.year * 12 + day.month for day in days]
            if len(days) > 2 and all(day.day == 1 for day in days) and _run_on(months):
                what = (
                    f"{days[0]:%d/%m/%Y} to {days[-1]:%d/%m/%Y} are the first days of months that follow on one another, "
                    "and stand for the whole months as often as not."
                )
                do = "Ask the body whether each figure is of the month; they are read as days until then."
                found.append(Finding("warning", table.source.where, what, do, "first-days"))
    return found


def _run_on(months: Sequence[int]) -> bool:
    return all(abs(b - a) == 1 for a, b in itertools.pairwise(months))


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_EACH_YEAR = re.compile(
    rf"\b(?P<from>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH}))\s*(?:-|–|—|to|until)\s*"
    rf"(?P<to>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH})\s*,?\s+(?:of\s+)?(?:each|every)\s+year\b",
    re.I,
)


def years_of_their_own(
    tables: Sequence[Table], lines: Sequence[Paragraph], quoted: set[int]
) -> list[Finding]:
    """A finding where the text says that its years begin neither in January nor in April, and a table has years."""
    if not any(
        (p := period.of_path(path)) and p.is_whole_year for t in tables for path in (*t.columns, *t.rows)
    ):
        return []
    said = [
        (line, match)
        for index, line in enumerate(lines)
        if index not in quoted and (match := _EACH_YEAR.search(line.text)) is not None
    ]
    return [
        Finding(
            "warning",
            line.source.where,
            f"The text says that its years run from {match['from']} to {match['to']}.",
            "They are read as calendar or financial years: do not compare them with those.",
            "own-years",
        )
        for line, match in said
        if period.month_number(match["month"]) not in {1, 4}
    ]
