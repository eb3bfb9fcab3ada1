"""Rows of a table that look like counts and are headings, and cells that stand for more than one row or column.

Outcomes 1, 2, 3 and ages 10, 11, 12 over their columns look like a first row of counts: read as one, they would be
added to what was asked for. A number in a cell merged over two years belongs to neither.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.grid import Grid, GridCell

SPANNED = "a number stands in one cell over several rows or columns, and belongs to none of them alone"
ABREAST = "a column of labels stands among its counts, so that two tables may stand side by side"
_HALF = 0.5
_NUMBER = re.compile(r"(?P<n>\d{1,3})(?P<letter>[A-Za-z]?)")
_AGES = re.compile(r"(?:under|below|<|over|aged?|up\s+to)?\s*(?P<n>\d{1,3})\b.*", re.I)
_CORNER = re.compile(
    r"""(?:h\.?o\.?\s+|home\s+office\s+)?(?:offence|crime|outcome|disposal|age|force|area|year|month|category|classification|ward|beat|district|division|sector|station|team|platform|sex|gender)
        (?:\s+(?:type|group|class|code|description|category|name|title|number|no\.?|sub\W?\w*))*""",
    re.I | re.X,
)


def heads_labels(text: str) -> bool:
    """True for what stands over the labels of a table: ``Offence``, ``Outcome type``."""
    return _CORNER.fullmatch(tokens.clean_label(text)) is not None


def numbers_head(grid: Grid, at: int, stubs: int) -> bool:
    """True where a row of numbers, or of ages, is the lowest row of headings.

    They rise, the rows above leave some of their columns without a heading, and before them stands nothing, or what
    stands over the labels of a table: ``Offence``, ``Outcome``.
    """
    if at + 1 >= grid.height:
        return False
    row = grid.rows[at]
    labels = [cell.text for cell in row[:stubs] if cell.text]
    filled = [column for column in range(stubs, grid.width) if row[column].text]
    while (
        filled and tokens.heads_counts(row[filled[-1]].text) and tokens.kind(row[filled[-1]].text) == "label"
    ):
        filled.pop()  # a total at the end
    if len(filled) < 2 or not _rise([row[column].text for column in filled]):
        return False
    above = [all(not upper[column].text for upper in grid.rows[:at]) for column in filled]
    headed = any(cell.text for upper in grid.rows[:at] for cell in upper)
    if not labels:
        return headed and any(above)
    named = all(_CORNER.fullmatch(tokens.clean_label(label)) for label in labels)
    return named and any(above) and _is_row_of_labels(grid.rows[at + 1], stubs)


def _is_row_of_labels(row: Sequence[GridCell], stubs: int) -> bool:
    return any(tokens.kind(cell.text) == "label" for cell in row[:stubs])


def _rise(texts: Sequence[str]) -> bool:
    """True for 1, 1A, 2, 16 and for under 10, 10-17, 18+: each above the one before."""
    numbers = [_NUMBER.fullmatch(text) for text in texts]
    if all(numbers):
        keys = [(int(found["n"]), found["letter"].upper()) for found in numbers if found]
        return all(a < b for a, b in itertools.pairwise(keys))
    ages = [_AGES.fullmatch(text) for text in texts if tokens.kind(text) in {"count", "mark"}]
    if len(ages) < len(texts) or not all(ages) or not any(tokens.kind(text) == "mark" for text in texts):
        return False
    lows = [int(found["n"]) for found in ages if found]
    return all(a <= b for a, b in itertools.pairwise(lows)) and lows[0] < lows[-1]


def cells_doubt(grid: Grid, start: int, end: int, stubs: int) -> str:
    """What speaks against reading each cell of a body under its own heading and beside its own label; empty where nothing does."""
    if spans_several(grid, start, end, stubs):
        return SPANNED
    return ABREAST if _labels_among_counts(grid, start, end, stubs) else ""


def _labels_among_counts(grid: Grid, start: int, end: int, stubs: int) -> bool:
    """True where a column of labels, other than those of the rows, stands between columns of counts."""
    body = grid.rows[start:end]
    counted = [c for c in range(stubs, grid.width) if _share(body, c, "count") > _HALF]
    for c in range(min(counted, default=0), max(counted, default=0)):
        texts = [row[c].text for row in body if row[c].text]
        others = any(row[c].text and row[c].text not in {cell.text for cell in row[:stubs]} for row in body)
        if others and len(texts) > 1 and len(set(texts)) == len(texts) and _share(body, c, "label") == 1:
            return True
    return False


def _share(body: Sequence[Sequence[GridCell]], column: int, kind: tokens.Kind) -> float:
    kinds = [tokens.kind(row[column].text) for row in body if row[column].text]
    return kinds.count(kind) / len(kinds) if kinds else 0.0


def spans_several(grid: Grid, start: int, end: int, stubs: int) -> bool:
    """True where a number in the body stands in one cell over several columns, or rows, with headings of their own."""
    for r in range(start, end):
        for c in range(stubs, grid.width):
            cell = grid.rows[r][c]
            if (cell.row_span > 1 or cell.column_span > 1) and tokens.kind(cell.text) in {
                "count",
                "mark",
                "year",
            }:
                columns = sum(
                    _is_headed(grid, start, column)
                    for column in range(c, min(c + cell.column_span, grid.width))
                )
                rows = sum(
                    _is_labelled(grid.rows[row], stubs) for row in range(r, min(r + cell.row_span, end))
                )
                if columns > 1 or rows > 1:
                    return True
    return False


def _is_headed(grid: Grid, start: int, column: int) -> bool:
    """True where a heading begins in a column, right above its counts."""
    return start > 0 and bool(grid.rows[start - 1][column].text)


def _is_labelled(row: Sequence[GridCell], stubs: int) -> bool:
    return any(cell.text for cell in row[:stubs])
