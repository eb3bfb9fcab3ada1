"""Columns of labels that stand behind the counts: ``Year, Count, Offence``.

Long lists that a database writes out have their columns in any order. Where the labels before the counts name several rows
alike, and those behind tell them apart, they name the rows as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answerable.read import tokens
from answerable.read.grid import Grid, GridCell
from answerable.read.stub import names_things

_FEWEST = 3


def labels_first(grid: Grid, start: int, stubs: int) -> Grid:
    """The grid with the columns of labels at its end moved before its counts, where these alone tell its rows apart.

    Args:
        grid: the grid.
        start: its first row of values.
        stubs: how many columns at its beginning name its rows.
    """
    filled = [row for row in grid.rows[start:] if any(cell.text for cell in row)]
    body = [row for row in filled if not any(tokens.is_total(cell.text) for cell in row[:stubs])]
    if (
        start < 1
        or stubs < 1
        or len(body) < _FEWEST
        or any(c.column_span > 1 for row in grid.rows for c in row)
    ):
        return grid
    last = grid.width
    while last > stubs + 1 and _names(body, last - 1, grid.rows[start - 1][last - 1].text):
        last -= 1
    if last == grid.width:
        return grid
    before = [tuple(cell.text for cell in row[:stubs]) for row in body]
    whole = [(*labels, *(cell.text for cell in row[last:])) for labels, row in zip(before, body, strict=True)]
    if len(set(before)) == len(before) or len(set(whole)) < len(whole):
        return grid
    return replace(grid, rows=tuple((*row[:stubs], *row[last:], *row[stubs:last]) for row in grid.rows))


def _names(body: Sequence[Sequence[GridCell]], column: int, heading: str) -> bool:
    """True for a column under a heading with a word or a period in every row, and some of them again; years only under "Year"."""
    texts = [row[column].text for row in body]
    kinds = {tokens.kind(text) for text in texts}
    named = kinds <= {"label", "period"} or (kinds == {"year"} and names_things(heading))
    return bool(heading) and named and len(set(texts)) < len(texts)
