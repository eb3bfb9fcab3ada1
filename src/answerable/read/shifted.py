"""Headings that lack the blank corner over the labels, and so stand one column too far to the left.

A row of years as long as the rows' values, whose first year stands over labels and whose last column of values
has no heading: the corner was left out, and read as it stands every year would have its neighbour's count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answerable.model import period
from answerable.read import tokens
from answerable.read.grid import Grid, GridCell

DOUBT = "a period stands over the labels and none over the last column, so that the headings may have moved"


def straight(grid: Grid, start: int) -> tuple[Grid, str]:
    """The grid with a row of headings that lacks its corner moved right by one, or the grid itself; and its doubt.

    Where the format keeps every cell's place, the cells stand as their author put them: then a person decides.

    Args:
        grid: the grid.
        start: its first row of values.
    """
    if start < 1 or not _lacks_corner(grid.rows[start - 1], grid.rows[start:]):
        return grid, ""
    if grid.spans_known:
        return grid, DOUBT
    row = grid.rows[start - 1]
    moved = (row[-1], *row[:-1])
    return replace(grid, rows=(*grid.rows[: start - 1], moved, *grid.rows[start:])), ""


def _lacks_corner(header: Sequence[GridCell], body: Sequence[Sequence[GridCell]]) -> bool:
    *heads, last = header
    if last.text or last.covered_by or len(heads) < 2 or any(c.column_span > 1 for c in header):
        return False
    whens = [period.parse(cell.text) for cell in heads]
    if len({when.kind if when else "" for when in whens}) > 1 or whens[0] is None:
        return False
    labels = [tokens.kind(row[0].text) for row in body if row[0].text]
    values = [tokens.kind(row[-1].text) for row in body if row[-1].text]
    return bool(labels and values) and set(labels) <= {"label", "mark"} and "count" in values
