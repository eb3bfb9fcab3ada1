"""A sheet too wide for the paper: its further columns on further pages, at the heights of the rows that they belong to."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from answerable.read import tokens
from answerable.read.formats.origin import Origin
from answerable.read.formats.pdf.grids import Placed, grid_of, repeated_heading
from answerable.read.formats.pdf.lines import is_figure
from answerable.read.formats.pdf.sheet import Sheet
from answerable.read.formats.pdf.spoilt import heads_of, unlabelled
from answerable.read.grid import Grid, GridCell

_LEVEL = 0.2
"""Rows of two pages are one where their figures stand no further apart than this share of their height."""

_BLANK_PAGES = 2

_FOLLOWS = "figures without labels follow: a wide table may be printed in strips, its headings cut"
_JOINED = "it was printed in strips, and its columns were joined by the height of their rows"

Beside = tuple[int | None, ...]
"""For each row of a table the row of a strip that belongs to it, or None where the strip has none."""


@dataclass(slots=True)
class Printed:
    """A table as it was printed.

    Attributes:
        parts: its pages, one under another.
        strips: its further columns, each strip with the rows that its own belong to.
    """

    parts: list[Placed]
    strips: list[tuple[list[Placed], Beside]] = field(default_factory=list)

    @property
    def pages(self) -> set[int]:
        """All pages that it stands on."""
        return {part.page for parts in (self.parts, *(parts for parts, _ in self.strips)) for part in parts}

    def take(self, strip: Printed) -> bool:
        """Takes the next table as a strip, or several; False where it is none, or not certainly one of this table."""
        if min(strip.pages) != max(self.pages) + 1 or any(unlabelled(part.sheet) for part in self.parts):
            return False
        deep = len(self.parts)
        if len(strip.parts) % deep or not all(unlabelled(part.sheet) for part in strip.parts):
            return False
        found = []
        for first in range(0, len(strip.parts), deep):
            parts = strip.parts[first : first + deep]
            beside = _beside(self.parts, parts)
            if beside is None:
                return False
            found.append((parts, beside))
        self.strips += found
        return True

    def grid(self, origin: Origin) -> Grid:
        """All of it as one grid."""
        grid = grid_of(self.parts, origin)
        for parts, beside in self.strips:
            blank = GridCell("", origin.on_page("", page=parts[0].page))
            grid = _widened(grid, grid_of(parts, origin), beside, blank)
        return grid


def gathered(tables: Sequence[list[Placed]]) -> list[Printed]:
    """Tables with their strips; what is left without labels is told, and so is what stands before it.

    Args:
        tables: the pages of each, in reading order.

    Returns:
        The tables, in the same order; those that are strips of another are gone.
    """
    found: list[Printed] = []
    for parts in tables:
        table = Printed(parts)
        if not (found and found[-1].take(table)):
            found.append(table)
    _tell(found)
    return found


def _tell(tables: Sequence[Printed]) -> None:
    """Says of each table without labels, and of each before one, that it may be wider."""
    cut: set[int] = set()
    heading: Sequence[str] = []
    for table in tables:
        top = table.parts[0]
        if top.page > 1 and top.first and not heads_of(top.sheet.texts()):
            top.sheet.lost = top.sheet.lost or "its headings may stand on the page before"
    for table in reversed(tables):
        pages, sheets = table.pages, [part.sheet for part in table.parts]
        first = sheets[0].texts()[0]
        if alone := next(filter(None, map(unlabelled, sheets)), ""):
            cut = pages | _before(pages)
        elif cut & pages or first == heading:
            cut, heading = cut | pages | (_before(pages) if table.parts[0].first else set()), first
        else:
            cut, heading = set(), []
            continue
        for sheet in sheets:
            sheet.lost = sheet.lost or alone or _FOLLOWS


def _before(pages: set[int]) -> set[int]:
    """The pages on which a table may stand that goes on in strips: some pages of it may hold notes alone."""
    return {*range(min(pages) - _BLANK_PAGES - 1, min(pages))}


def _beside(parts: Sequence[Placed], strip: Sequence[Placed]) -> Beside | None:
    """Which rows of a strip belong to which of a table; None where that is not certain.

    Only a printed total proves it; so a table must have one, and one row of headings, for what a page cuts of
    a heading over several columns is not to be had.
    """
    if not any(_has_total(part.sheet) for part in parts):
        return None
    pages = [_rows_beside(left.sheet, right.sheet) for left, right in zip(parts, strip, strict=True)]
    if len(pages) == 1:
        return pages[0]
    whole = all(rows == tuple(range(right.sheet.height)) for rows, right in zip(pages, strip, strict=True))
    repeated = repeated_heading(parts)
    if not whole or repeated != repeated_heading(strip):
        return None
    return tuple(range(sum(part.sheet.height for part in parts) - repeated * (len(parts) - 1)))


def _has_total(sheet: Sheet) -> bool:
    return any(tokens.is_total(row[0]) for row in sheet.texts())


def _rows_beside(left: Sheet, right: Sheet) -> Beside | None:
    """The same for one page."""
    a, b = left.texts(), right.texts()
    head, other = _heading(a), _heading(b)
    rows, strip = _figured(a), _figured(b)
    if head is None or other is None or (head < 0) != (other < 0) or len(rows) != len(strip):
        return None
    if len(strip) + (other >= 0) != right.height or any(s.row_span + s.column_span > 2 for s in right.slots):
        return None
    found: list[int | None] = [None] * left.height
    if head >= 0:
        found[head] = other
    for row, beside in zip(rows, strip, strict=True):
        (level, height), (there, _) = _level(left, row), _level(right, beside)
        if abs(level - there) > _LEVEL * height:
            return None
        if tokens.is_total(a[row][0]) and not all(map(is_figure, b[beside])):
            return None  # a column without its total is not proved
        found[row] = beside
    return tuple(found)


def _heading(rows: Sequence[Sequence[str]]) -> int | None:
    """The row of headings; -1 where there is none, None where there are several."""
    heads = [i for i, row in enumerate(heads_of(rows)) if sum(map(bool, row)) > 1 or len(row) == 1]
    return None if len(heads) > 1 else heads[0] if heads else -1


def _figured(rows: Sequence[Sequence[str]]) -> list[int]:
    """The rows that hold a figure."""
    return [i for i, row in enumerate(rows) if i >= len(heads_of(rows)) and any(map(is_figure, row))]


def _level(sheet: Sheet, row: int) -> tuple[float, float]:
    """The middle and the height of the figures of a row."""
    pieces = [p for slot in sheet.slots if slot.row == row and is_figure(slot.text) for p in slot.pieces]
    return statistics.median(p.middle for p in pieces), statistics.median(p.height for p in pieces)


def _widened(grid: Grid, strip: Grid, beside: Beside, blank: GridCell) -> Grid:
    """A grid with a strip's columns after its own."""
    none = (blank,) * strip.width
    rows = (
        (*row, *(none if at is None else strip.rows[at])) for row, at in zip(grid.rows, beside, strict=True)
    )
    return replace(
        grid, rows=tuple(rows), inferred=True, doubt=grid.doubt or strip.doubt or _JOINED,
        lost=grid.lost or strip.lost, parts=(*grid.parts, *strip.parts),
    )  # fmt: skip
