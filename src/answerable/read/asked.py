"""The period of a count that is only given beside it: by the question above it, or in brackets behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from answerable.model import Period, Statement, period
from answerable.read.sentence import LAW, is_part, periods_in

_ASKS = re.compile(r"\b(?:how\s+many|(?:the|total|what)\s+(?:\w+\s+)?number|what\s+(?:is|was))\b", re.I)
_BESIDE = re.compile(
    r"\b(?:since|after|before|until|from|prior\s+to|compared|against|than|as\s+(?:of|at)|each|every|per)\b",
    re.I,
)
_LAST = re.compile(r"\W*(?P<said>[^()]*[^()\s.])\W*")


def of_its_question(statement: Statement) -> Statement:
    """The statement with the one period that its question names, where it has none: "How many were there in 2020?" over 45."""
    about = statement.about
    if statement.period is not None or not _ASKS.search(about) or _BESIDE.search(about):
        return statement
    laws = [law.span("year") for law in LAW.finditer(about)]
    found = [place for place in periods_in(about) if not any(a <= place[1] < b for a, b in laws)]
    if len(found) != 1 or is_part(about, *found[0][1:]):
        return statement
    return replace(statement, period=found[0][0])


def part_said(when: Period | None, behind: str) -> Period | None:
    """The part of a whole year that stands behind its value: ``2021 - 40 (to 1 Oct)``, ``2021 - 40 to date``; else the year."""
    match = _LAST.fullmatch(behind) if when is not None and when.is_whole_year else None
    part = period.parse(f"{when} ({match['said']})") if match else None
    if part is None or when is None or when.end is None:
        return when
    return part if when.start <= part.start and (part.end is None or part.end <= when.end) else when


def year_before(when: Period) -> Period | None:
    """The same days a year earlier, for whole years."""
    if not when.is_whole_year:
        return None
    year = when.start.year - 1
    return Period.year(year) if when.kind == "calendar year" else Period.financial(year)
