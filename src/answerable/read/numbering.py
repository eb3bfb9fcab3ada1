"""Columns of numbers that name rows: offence codes, outcome numbers, wards numbered 1, 2, 3.

A number of that kind right of a label looks like a count. Its heading tells; where that is silent, both
readings stand, and printed totals choose between them or a person does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.grid import Grid, GridCell

_NAMES = re.compile(
    r"h\.?o\.?c\.?|(?:[\w/&.'’-]+\s+){0,4}(?:codes?|i\.?d\.?|index|rank)|(?:our\s+|case\s+)?ref(?:erence)?s?\.?"
    r"|(?:outcome|line|row|serial|item|reference|ref|ward|district|beat|sector)\s+(?:nos?\.?|numbers?)|#"
    r"|(?:(?:h\.?o\.?|home\s+office|crime|offence|police|neighbourhood)\s+)?(?:class|classification|beat|lsoa|msoa)"
    r"|(?:tele)?phone(?:\s+(?:no\.?|number))?|tel\.?|extension|eastings?|northings?|latitude|longitude|grid\s+ref(?:erence)?",
    re.I,
)
_COUNTS = re.compile(r"\b(?:number\s+of|no\.?\s+of|counts?|by|per|with|without|totals?)\b", re.I)


_NUMBERING = re.compile(r"no|nos|number|s/?n|sr|sl|\W*", re.I)
_FEW = 3
UNCERTAIN = "it is not certain whether a column of 1, 2, 3 counts or numbers the rows"


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
    the table, or a row of headings has periods and totals alone over the columns right of this one.
    """
    rest = range(column + 1, grid.width)
    if not rest or tokens.heads_counts(heading_of(grid, start, column)):
        return False
    printed = _printed(grid, start, column)
    if len(printed) < 2 or not all(text.isascii() and text.isdigit() for text in printed):
        return False
    if len(set(printed)) < len(printed):
        return False
    if _numbers(printed) and (len(printed) >= _FEW or is_short_numbering(grid, start, column)):
        return True
    return any(
        _whens([row[other].text for other in rest if row[other].text])
        for row in grid.rows[:start]
        if not tokens.heads_counts(row[column].text)
    )


def is_short_numbering(grid: Grid, start: int, column: int) -> bool:
    """True for 1, 2 or 1, 2, 3 under "No" in every row: so short that a total which holds (1 + 2 = 3) tells nothing."""
    printed = _printed(grid, start, column)
    if any(not row[column].text for row in grid.rows[start:]):
        return False
    named = _NUMBERING.fullmatch(tokens.clean_label(heading_of(grid, start, column))) is not None
    return named and 2 <= len(printed) <= _FEW and _numbers(printed)


def parts_of_groups(body: Sequence[Sequence[GridCell]], column: int) -> bool:
    """True where a column prints the same parts under each label of the one before: "Under 18", "18 - 25" for each offence.

    Args:
        body: the rows under the headings.
        column: one right of a column of labels.
    """
    groups: list[list[str]] = []
    for row in body:
        if row[column - 1].text:
            groups.append([])
        if groups:
            groups[-1].append(row[column].text)
    several = [group for group in groups if len(group) > 1]
    if len(several) < 2 or any(len(group) == 1 and group[0] for group in groups):
        return False
    longest = max(several, key=len)
    telling = len(longest) > 2 or not all(text.isdigit() for text in longest)
    return telling and all(
        all(group) and len(set(group)) == len(group) and group == [text for text in longest if text in group]
        for group in several
    )


def _printed(grid: Grid, start: int, column: int) -> list[str]:
    return [row[column].text for row in grid.rows[start:] if row[column].text]


def _numbers(printed: Sequence[str]) -> bool:
    return list(printed) == [str(n) for n in range(1, len(printed) + 1)]


def _whens(headings: Sequence[str]) -> bool:
    return any(not tokens.is_total(heading) for heading in headings) and all(
        map(tokens.heads_counts, headings)
    )
