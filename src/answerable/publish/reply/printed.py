"""The seam between tables and what is printed: a table of counts to the texts that stand in its cells.

Whatever is written, in the letter or beside it, is made of printed tables and of nothing else, so that a number
that is withheld here is withheld everywhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.model import Cell, Count, Table
from answerable.model.count import State
from answerable.model.table import Path

WITHHELD = "*"
_BIG = 100


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell as printed.

    Attributes:
        text: ``1,234``, ``0``, ``*`` or nothing.
        state: ``exact``, ``blank``, or for a withheld number ``bounded`` or ``open``.
        count: what the reader may know of it: for a withheld number what its mark is said to mean.
    """

    text: str
    state: State
    count: Count | None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row: its labels, one for each stub column (blank where it has fewer), and its cells."""

    labels: Path
    cells: tuple[PrintedCell, ...]
    total: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A column heading and how many columns and header rows it stands over."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed.

    Attributes:
        title: its caption.
        unit: what it counts: ``records``, ``victims``.
        stub: headings of the columns that name the rows.
        columns: header paths, outermost first.
        column_totals: True for each column that is a total.
        rows: the rows in order.
        notes: footnotes.
    """

    title: str
    unit: str
    stub: Path
    columns: tuple[Path, ...]
    column_totals: tuple[bool, ...]
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def depth(self) -> int:
        """How many header rows there are."""
        return max((len(path) for path in self.columns), default=1)

    @property
    def withheld(self) -> int:
        """How many cells hold the mark of a withheld number."""
        return sum(cell.text == WITHHELD for row in self.rows for cell in row.cells)

    def levels(self) -> tuple[Path, ...]:
        """The header rows, each label repeated over its columns, a short path blank at its lower end."""
        return tuple(
            tuple(path[level] if level < len(path) else "" for path in self.columns)
            for level in range(self.depth)
        )

    def headings(self) -> tuple[tuple[Heading, ...], ...]:
        """The header rows as headings with their spans, none printed twice."""
        return tuple(tuple(self._level(level)) for level in range(self.depth))

    def _level(self, level: int) -> Iterable[Heading]:
        below = (path for path in self.columns if len(path) > level)
        for (label, leaf), group in itertools.groupby(
            below, key=lambda p: (p[: level + 1], len(p) == level + 1)
        ):
            width = len(list(group))
            if leaf:  # two columns of one name are two headings
                yield from [Heading(label[level], 1, self.depth - level)] * width
            else:
                yield Heading(label[level], width)


def meaning(tables: Iterable[Table]) -> Count | None:
    """What the mark of a withheld number can be said to mean: one interval that holds for all, if there is one.

    None where nothing is withheld. Where intervals differ, or one has no end, nothing is said but that a
    number is withheld: the interval of a single cell would tell more than its neighbours may.
    """
    found = {cell.count or Count() for table in tables for cell in table.cells if is_withheld(cell)}
    if not found:
        return None
    only = found.pop() if len(found) == 1 else Count()
    return Count() if only.high is None or only.high >= _BIG else only


def is_withheld(cell: Cell) -> bool:
    """True for a cell whose number is known to somebody and not printed."""
    return cell.state in {"bounded", "open"}


def print_tables(tables: Sequence[Table]) -> tuple[PrintedTable, ...]:
    """Tables as they are printed in one release.

    Args:
        tables: as counted, and as protected if they were. A count that is ``exact`` is printed; ``bounded``
            and ``open`` are printed as ``*``; ``blank`` stays blank; ``text`` is printed as it stands.
    """
    means = meaning(tables)
    return tuple(_print(table, means) for table in tables)


def _print(table: Table, means: Count | None) -> PrintedTable:
    depth = max((len(path) for path in table.rows), default=1)
    cells = {(cell.row, cell.column): _cell(cell, means) for cell in table.cells}
    empty = PrintedCell("", "blank", None)
    rows = tuple(
        PrintedRow(
            (*path, *[""] * (depth - len(path))),
            tuple(cells.get((r, c), empty) for c in range(len(table.columns))),
            table.row_totals[r],
        )
        for r, path in enumerate(table.rows)
    )
    stub = (*table.stub[:depth], *[""] * (depth - len(table.stub)))
    return PrintedTable(table.title, table.unit, stub, table.columns, table.column_totals, rows, table.notes)


def _cell(cell: Cell, means: Count | None) -> PrintedCell:
    if cell.state == "blank":
        return PrintedCell("", "blank", None)
    if is_withheld(cell):
        bounded = means is not None and means.high is not None
        return PrintedCell(WITHHELD, "bounded" if bounded else "open", means)
    if cell.count is not None and cell.count.is_exact:
        return PrintedCell(f"{cell.count.low:,}", "exact", cell.count)
    return PrintedCell(cell.printed, "text", None)
