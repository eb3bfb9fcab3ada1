"""Tables whose cells print two numbers: ``12 (9)``, ``12 (75)``.

The first is the count where the headings or the words beside the table say what stands in brackets, or where those are the
percentages that the counts make; else a person decides. What stands in brackets is kept as the cell's note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answerable.model import Table, period
from answerable.model.count import SETTLED
from answerable.read import tokens
from answerable.read.grid import Grid, GridCell
from answerable.read.measures import is_measure

UNSAID = "each of its cells prints two numbers, and nothing says what those in brackets are"
_CELL = re.compile(r"(?P<n>\d{1,3}(?:,\d{3})+|\d+)\s*\(\s*(?P<m>\d[\d,]*(?:\.\d+)?)\s*\)")
_HEADING = re.compile(r"(?P<a>[^()]*[^()\s])\s*\((?P<b>[^()]+)\)")
_SECOND = re.compile(
    r"""(?:and\s+)?(?:(?:no\.?|number|n)\s+(?:of\s+)?)?(?:%|per\s?cent|percentages?|proportions?|shares?|rates?|of\s+which|previous|last\s+year|prior\s+year
        |charg\w+|detect\w+|solved|caution\w*|summons\w*|arrest\w*|convict\w*|prosecut\w*|outcomes?|victims?|females?|males?|children|juveniles?|under\s+\d+).*""",
    re.I | re.X,
)
"""What a heading says in brackets of the second of two numbers."""
_SAID = re.compile(r"[^.;]*\b(?:in|within)\s+(?:brackets|parenthes[ie]s)\b[^.;]*", re.I)
_COUNTS_IN = re.compile(
    r"\b(?:counts?|totals?|actual\s+(?:numbers?|figures?)|numbers?\s+of\s+(?:offences|crimes|incidents))\b.{0,40}\b(?:in|within)\s+(?:brackets|parenthes)",
    re.I,
)
"""What says that the counts are those in brackets."""
_FEWEST = 2
_TELLING = 3
_MOST = 0.5
_ROUNDED = 0.51


@dataclass(frozen=True, slots=True)
class _Double:
    """A cell that prints two numbers, and its place."""

    row: int
    column: int
    first: int
    second: str


def counts_first(grid: Grid, beside: Sequence[str]) -> Grid:
    """The grid, each cell of two numbers as a count with a note where that is certain, else for a person.

    Args:
        grid: the grid as printed.
        beside: its title and the lines around it.
    """
    found = list(_doubles(grid))
    if len(found) < _FEWEST or any(map(_COUNTS_IN.search, beside)):
        return grid
    if _are_named(grid, found) or any(map(_says_so, beside)) or _are_shares(found):
        return _rewritten(grid, found)
    values = sum(tokens.kind(cell.text) in {"count", "rate"} for row in grid.rows[1:] for cell in row[1:])
    many = len(found) >= _TELLING and len(found) >= _MOST * (values + len(found))
    if not many and not _fill_a_column(grid, found):
        return grid
    return replace(_rewritten(grid, found), lost=grid.lost or UNSAID)


def as_printed(table: Table) -> Table:
    """The table with such cells as they are printed, and what stands in brackets as their note."""
    if not any(SETTLED in cell.printed for cell in table.cells):
        return table
    cells = tuple(replace(cell, printed=cell.printed.replace(SETTLED, "")) for cell in table.cells)
    return replace(table, cells=cells, candidates=tuple(map(as_printed, table.candidates)))


def _doubles(grid: Grid) -> Iterator[_Double]:
    for r, row in enumerate(grid.rows):
        matches = [(c, match) for c, cell in enumerate(row) if c and (match := _CELL.fullmatch(cell.text))]
        if r and not all(tokens.kind(match["n"]) == "year" for _, match in matches):
            for c, match in matches:
                yield _Double(r, c, int(match["n"].replace(",", "")), match["m"].replace(",", ""))


def _fill_a_column(grid: Grid, found: Sequence[_Double]) -> bool:
    """True where a column holds nothing else below its headings: read as it stands it would be left out whole."""
    top = min(cell.row for cell in found)
    places = {(cell.row, cell.column) for cell in found}
    columns = {cell.column for cell in found}
    return any(
        all((r, c) in places for r in range(top, grid.height) if grid.rows[r][c].text) for c in columns
    ) and all(sum(cell.column == c for cell in found) >= _FEWEST for c in columns)


def _rewritten(grid: Grid, found: Sequence[_Double]) -> Grid:
    places = {(cell.row, cell.column): cell for cell in found}
    rows = [
        tuple(_as_count(cell, places.get((r, c))) for c, cell in enumerate(row))
        for r, row in enumerate(grid.rows)
    ]
    return replace(grid, rows=tuple(rows))


def _as_count(cell: GridCell, double: _Double | None) -> GridCell:
    return cell if double is None else replace(cell, text=cell.text.replace("(", f"{SETTLED}(", 1), lines=())


def _are_named(grid: Grid, found: Sequence[_Double]) -> bool:
    """True where a heading over each column, or one alone in its row, says what stands in brackets."""
    top = min(cell.row for cell in found)
    alone = [
        row[0].text for row in grid.rows[:top] if [bool(c.text) for c in row].count(True) == 1 and row[0].text
    ]
    over = {cell.column: _headings(grid, top, cell.column) for cell in found}
    return any(map(_names, alone)) or all(any(map(_names, labels)) for labels in over.values())


def _headings(grid: Grid, top: int, column: int) -> Iterator[str]:
    for row in grid.rows[:top]:
        cell = row[column]
        at = cell.covered_by
        yield grid.rows[at[0]][at[1]].text if at else cell.text


def _names(heading: str) -> bool:
    match = _HEADING.fullmatch(heading.strip())
    if match is None or is_measure(match["a"].strip()):
        return False
    years = period.parse(match["a"]) is not None and period.parse(match["b"]) is not None
    return years or _SECOND.fullmatch(match["b"].strip()) is not None


def _says_so(text: str) -> bool:
    """True for a sentence on what stands in brackets, and for a title that names both numbers."""
    return _SAID.search(text) is not None or _names(text)


def _are_shares(found: Sequence[_Double]) -> bool:
    """True where the numbers in brackets are the percentages that the counts make of their column, or of their row."""
    told = {cell.second for cell in found} - {"0", "100"}
    columns: dict[int, list[_Double]] = {}
    rows: dict[int, list[_Double]] = {}
    for cell in found:
        columns.setdefault(cell.column, []).append(cell)
        rows.setdefault(cell.row, []).append(cell)
    shares = any(all(map(_make_hundred, lines.values())) for lines in (columns, rows))
    return len(told) > 1 and len(found) > _TELLING and shares


def _make_hundred(line: Sequence[_Double]) -> bool:
    """True where each number in brackets is its count's share of the line: of all, or of a total that all others make."""
    parts = list(line)
    whole = sum(cell.first for cell in parts)
    most = max(parts, key=lambda cell: cell.first)
    if float(most.second) == 100 and whole == 2 * most.first and len(parts) > 2:
        parts, whole = [cell for cell in parts if cell is not most], most.first
    return (
        whole > 0
        and len(parts) > 1
        and all(abs(100 * cell.first / whole - float(cell.second)) < _ROUNDED for cell in parts)
    )
