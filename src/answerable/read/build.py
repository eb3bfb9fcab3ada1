"""From a layout to a table: cells with their intervals, totals with their verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.model import Cell, Period, SmallNumbers, Table, period
from answerable.model.count import OPEN
from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.grid import Grid, GridCell
from answerable.read.layout import Layout
from answerable.read.measures import ERROR, count_columns, measure_rows
from answerable.read.totals import Totals, Value, find_totals


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a grid, with what speaks for and against it."""

    table: Table
    totals: Totals
    layout: Layout
    grid: Grid
    outside: int = 0

    @property
    def rank(self) -> tuple[int, int, int]:
        """The less the better: totals that fail, periods outside the stated range, totals that do not hold."""
        return (self.totals.failed, self.outside, -self.totals.held)

    @property
    def facts(self) -> tuple[object, ...]:
        """What it says, to tell two readings apart."""
        cells = tuple((c.row, c.column, c.printed) for c in self.table.cells if c.printed)
        return (self.table.rows, self.table.columns, cells)


def make_reading(
    layout: Layout, grid: Grid, *, title: str, unit: str, rules: SmallNumbers | None, stated: Period | None
) -> Reading:
    """The table that a layout says.

    Args:
        layout: one reading of ``grid``.
        grid: the grid.
        title: the sentence or caption that names it.
        unit: what it counts, where the document says.
        rules: what the body means by its small-number marks.
        stated: the range of dates that the document says it covers.
    """
    columns = tuple(tuple(tokens.clean_label(label) for label in path) for path in layout.columns)
    rows = tuple(tuple(tokens.clean_label(label) for label in path) for path in layout.rows)
    measured = measure_rows(rows)
    counts = count_columns(columns, layout.body, measured)
    cells = _cells(layout.body, counts, measured, rules)
    width = len(columns)
    matrix = [[_value(cells[r * width + c]) for c in range(width)] for r in range(len(rows))]
    totals = find_totals(rows, columns, matrix, counts=counts)
    table = Table(
        title=title,
        rows=rows,
        columns=columns,
        row_totals=totals.rows,
        column_totals=totals.columns,
        cells=tuple(cells),
        source=grid.source,
        unit=unit,
        checks=totals.checks,
        notes=layout.note_rows,
        stub=layout.stub,
    )
    return Reading(table, totals, layout, grid, _outside(columns, stated))


_WHOLE = re.compile(r"\s*[\d,]+\.0+\s*")
_DECIMAL = re.compile(r"\s*[\d,]*\.\d+\s*")


def _share_of_fractions(cells: Sequence[GridCell]) -> float:
    """Among the cells that print decimals, those that are not whole; most rates are not, and no count is."""
    decimals = [cell.text for cell in cells if "." in cell.text and _DECIMAL.fullmatch(cell.text)]
    return sum(not _WHOLE.fullmatch(text) for text in decimals) / len(decimals) if decimals else 0.0


def _cells(
    body: Sequence[Sequence[GridCell]],
    counts: Sequence[bool],
    measured: Sequence[bool],
    rules: SmallNumbers | None,
) -> list[Cell]:
    cells = []
    across = [_share_of_fractions(row) > 0.5 for row in body]
    down = [_share_of_fractions([row[c] for row in body]) >= 0.5 for c in range(len(counts))]
    for r, row in enumerate(body):
        for c, printed in enumerate(row):
            read = tokens.read_count(printed.text, rules)
            # "12.0" beside or over "11.7" is a rate that happens to be whole
            rate = (across[r] or down[c]) and _WHOLE.fullmatch(printed.text)
            counted = counts[c] and not measured[r] and not rate
            state, count = (read.state, read.count) if counted else ("text", None)
            if ERROR.fullmatch(printed.text) and counted:
                state, count = "open", OPEN
            if not printed.text and not counted:
                state = "blank"
            cells.append(Cell(r, c, printed.text, state, count, printed.source, read.note, printed.hidden))
    return cells


def is_hiding(cell: Cell) -> bool:
    """True for a mark that hides a number which is probably not nought: ``*``, ``<5``; not a dash or a blank."""
    if cell.state == "bounded":
        return True
    return cell.state == "open" and cell.printed.strip() not in {"-", "–", "—", ".", "..", "...", "…"}


def _value(cell: Cell) -> Value | None:
    return None if cell.count is None else Value(cell.count, is_hiding(cell), cell.state == "blank")


def _outside(columns: Sequence[Path], stated: Period | None) -> int:
    """How many column periods lie outside the range of dates that the document states."""
    if stated is None:
        return 0
    found = [p for path in columns if (p := period.of_path(path)) is not None and p.kind == "month"]
    return sum(stated.overlap(p) is None for p in found)
