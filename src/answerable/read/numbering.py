"""Columns of numbers that name rows: offence codes, outcome numbers, wards numbered 1, 2, 3.

A number of that kind right of a label looks like a count. Its heading tells; where that is silent, both
readings stand, and printed totals choose between them or a person does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.grid import Grid

_NAMES = re.compile(
    r"(?:[\w/&.'’-]+\s+){0,4}(?:codes?|i\.?d\.?|index|rank)|(?:our\s+|case\s+)?ref(?:erence)?s?\.?"
    r"|(?:outcome|line|row|serial|item|reference|ref|ward|district|beat|sector)\s+(?:nos?\.?|numbers?)|#",
    re.I,
)
_COUNTS = re.compile(r"\b(?:number\s+of|no\.?\s+of|counts?|by|per|with|without|totals?)\b", re.I)


def heading_of(grid: Grid, start: int, column: int) -> str:
    """The lowest label above the body in a column, or empty."""
    return next((row[column].text for row in reversed(grid.rows[:start]) if row[column].text), "")


def is_code_heading(heading: str) -> bool:
    """True where a heading says that its numbers are codes: ``HO code``, ``Outcome number``, ``Ref``."""
    label = tokens.clean_label(heading)
    return _NAMES.fullmatch(label) is not None and _COUNTS.search(label) is None


def may_name_rows(grid: Grid, start: int, column: int) -> bool:
    """True where only a printed total can tell whether a column of numbers, right of the labels, counts.

    Its heading is no period and no total, no two of its numbers are the same, and either they run 1, 2, 3 down
    the table, or every other column is headed by a period or a total and this one is not.
    """
    rest = range(column + 1, grid.width)
    if not rest or _is_when_or_total(heading_of(grid, start, column)):
        return False
    printed = [row[column].text for row in grid.rows[start:] if row[column].text]
    if len(printed) < 2 or not all(text.isascii() and text.isdigit() for text in printed):
        return False
    if len(set(printed)) < len(printed):
        return False
    if len(printed) > 2 and [int(text) for text in printed] == list(range(1, len(printed) + 1)):
        return True
    return _whens([heading_of(grid, start, other) for other in rest])


def _whens(headings: Sequence[str]) -> bool:
    return any(tokens.kind(h) in {"year", "period"} for h in headings) and all(
        map(_is_when_or_total, headings)
    )


def _is_when_or_total(heading: str) -> bool:
    return tokens.kind(heading) in {"year", "period"} or tokens.is_total(heading)
