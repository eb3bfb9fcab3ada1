"""Tables of counts: cells with their printed text, header paths, totals and what the totals proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from answerable.model.count import Count, State
from answerable.model.source import Source

Path = tuple[str, ...]
Status = Literal["read", "review"]
CheckResult = Literal["held", "failed", "open"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell of the body of a table.

    ``state`` says what is known: ``blank`` stays ``blank`` even where totals prove it nought, and then
    ``count`` is [0, 0]; a mark such as ``*`` becomes ``bounded`` or ``exact`` once totals bound it.
    """

    row: int
    column: int
    printed: str
    state: State
    count: Count | None
    source: Source
    note: str | None = None
    hidden: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The cell for ``--json``; an interval that nothing bounds has null ends, and ``hidden`` stands where true."""
        count = self.count
        known = count is not None and not count.is_open
        result = {
            "row": self.row,
            "column": self.column,
            "printed": self.printed,
            "low": count.low if count is not None and known else None,
            "high": count.high if count is not None and known else None,
            "state": self.state,
            "source": self.source.to_dict(),
        }
        return result | {"hidden": True} if self.hidden else result


@dataclass(frozen=True, slots=True)
class Check:
    """One printed total held against its parts. Places are (row, column) of the table."""

    kind: Literal["row", "column", "group"]
    total: tuple[int, int]
    parts: tuple[tuple[int, int], ...]
    result: CheckResult


@dataclass(frozen=True, slots=True)
class Table:
    """A table of counts as read.

    Attributes:
        title: the sentence or caption that names it.
        unit: what is counted (``offences``, ``victims``), or empty where the document does not say.
        status: ``read``, or ``review`` where the reading is not certain.
        why: why a person must look, or what settled the reading.
        rows, columns: header paths, outermost label first.
        row_totals, column_totals: True for each row or column that prints a total of others.
        cells: every cell of the body, in reading order.
        checks: every printed total, held against its parts.
        notes: footnotes.
        candidates: other readings that fit as well, for a person to choose from.
        source: where the table begins.
        sheet: the sheet it stands on, if any.
    """

    title: str
    rows: tuple[Path, ...]
    columns: tuple[Path, ...]
    row_totals: tuple[bool, ...]
    column_totals: tuple[bool, ...]
    cells: tuple[Cell, ...]
    source: Source
    unit: str = ""
    status: Status = "read"
    why: str = ""
    checks: tuple[Check, ...] = ()
    notes: tuple[str, ...] = ()
    candidates: tuple[Table, ...] = ()
    stub: Path = field(default=())

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at that place, or None."""
        return next((c for c in self.cells if c.row == row and c.column == column), None)

    def row(self, row: int) -> Iterator[Cell]:
        """The cells of one row."""
        return (c for c in self.cells if c.row == row)

    def tally(self) -> dict[str, int]:
        """How many totals held, failed, and could not be decided."""
        results = [check.result for check in self.checks]
        return {name: results.count(name) for name in ("held", "failed", "open")}

    def to_dict(self) -> dict[str, Any]:
        """The table for ``--json``."""
        return {
            "title": self.title,
            "unit": self.unit,
            "status": self.status,
            "why": self.why,
            "rows": [list(path) for path in self.rows],
            "columns": [list(path) for path in self.columns],
            "row_totals": list(self.row_totals),
            "column_totals": list(self.column_totals),
            "cells": [cell.to_dict() for cell in self.cells],
            "checks": self.tally(),
            "notes": list(self.notes),
            "candidates": [candidate.to_dict() for candidate in self.candidates],
        }
