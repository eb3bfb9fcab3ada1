"""Rows of a table kept in one row of cells: labels one under another in one cell, their numbers in the next.

Letters are typed so, and web pages set so. Where every cell of such a row has as many lines, each line is a row;
where not, nobody knows which number is whose, and a person must look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answerable.read import tokens
from answerable.read.grid import Grid, GridCell

UNEVEN = "several numbers stand in one cell, and the labels beside them are not as many"


def unstacked(grid: Grid) -> Grid:
    """The grid with a row for each line of the rows that hold several numbers in a cell; itself where none does."""
    stacked = [r for r, row in enumerate(grid.rows) if any(map(_is_stack, row))]
    if not stacked:
        return grid
    spanned = any(cell.row_span > 1 for row in grid.rows for cell in row)
    if spanned or not all(_is_even(grid.rows[r]) for r in stacked):
        return replace(grid, lost=grid.lost or UNEVEN)
    rows: list[tuple[GridCell, ...]] = []
    for r, row in enumerate(grid.rows):
        rows += _parted(row, len(rows)) if r in stacked else [_moved(row, len(rows))]
    return replace(grid, rows=tuple(rows))


def _is_stack(cell: GridCell) -> bool:
    """True for two counts or more, one under another."""
    return len(cell.lines) > 1 and all(tokens.kind(line) == "count" for line in cell.lines)


def _is_even(row: Sequence[GridCell]) -> bool:
    """True for a row whose cells all have as many lines, of which the first is no stack of numbers."""
    lines = {len(cell.lines) for cell in row if cell.text}
    return len(lines) == 1 and bool(row[0].lines) and not _is_stack(row[0])


def _parted(row: Sequence[GridCell], at: int) -> list[tuple[GridCell, ...]]:
    height = max(len(cell.lines) for cell in row)
    parts = [
        tuple(replace(cell, text=cell.lines[n] if cell.lines else "", lines=()) for cell in row)
        for n in range(height)
    ]
    return [_moved(part, at + n) for n, part in enumerate(parts)]


def _moved(row: Sequence[GridCell], at: int) -> tuple[GridCell, ...]:
    """The row at another place: cells under one that spans columns say where that now stands."""
    return tuple(replace(c, covered_by=(at, c.covered_by[1])) if c.covered_by else c for c in row)
