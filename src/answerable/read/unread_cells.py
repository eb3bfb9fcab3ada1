"""Cells among counts that print something else: ``12 / 50``, ``c. 20``, ``1.234``, ``(3)``, ``#REF!``, "see note"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answerable.model import Cell, Finding, Table, period
from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.measures import ERROR, is_measure, measure_rows, running_sums

_SHOWN = 3
_POINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_FULL_YEAR = re.compile(r"(?:19|20)\d\d")


def unread_cells(tables: Sequence[Table]) -> list[Finding]:
    """A finding for each table in whose columns and rows of counts a cell prints figures or words that were not read.

    Columns and rows of percentages, rates and remarks are none of counts, and are passed over.
    """
    found = []
    for table in tables:
        cells = list(_unread(table)) if table.status == "read" else []
        if cells:
            shown = ", ".join(f"“{cell.printed[:40]}”" for cell in cells[:_SHOWN])
            more = " and others" if len(cells) > _SHOWN else ""
            what = f"{len(cells)} of the cells among its counts could not be read as a count: {shown}{more}."
            do = "Key in what they say, or ask the body; none of them is in any sum."
            where = cells[0].source.where if cells[0].source else table.source.where
            found.append(Finding("warning", where, what, do, "unread-cells"))
        found += _running(table) if table.status == "read" else []
    return found


def _running(table: Table) -> list[Finding]:
    """A note on the columns that no heading calls counts to date, and that were taken for that."""
    width = len(table.columns)
    texts = [[cell.printed for cell in table.cells[c::width]] for c in range(width)]
    named = [table.columns[c] for c in sorted(running_sums(table.columns, texts))]
    shown = ", ".join(f"“{' / '.join(path)}”" for path in named if not any(map(is_measure, path)))
    what = f"The column {shown} adds up another from row to row, and was not read as counts."
    return [Finding("note", table.source.where, what, "", "running-sum")] if shown else []


def _unread(table: Table) -> Iterator[Cell]:
    width = len(table.columns)
    counted = [cell.state in {"exact", "bounded"} for cell in table.cells]
    columns = {cell.column for cell, is_count in zip(table.cells, counted, strict=True) if is_count}
    columns |= {c for c, path in enumerate(table.columns) if _is_of_counts(path)}
    for row, is_measured in enumerate(measure_rows(table.rows)):
        cells = table.cells[row * width : (row + 1) * width]
        texts = [cell.printed for cell in cells if cell.state == "text"]
        measures = not any(counted[row * width : (row + 1) * width]) and all(map(_is_rate, texts))
        if is_measured or measures:
            continue
        for cell in cells:
            error = ERROR.fullmatch(cell.printed) is not None
            figures = cell.state == "text" and bool(cell.printed.strip()) and not _is_day(cell.printed)
            if cell.column in columns and (error or (figures and not cell.printed.endswith("%"))):
                yield cell


def _is_of_counts(path: Path) -> bool:
    """True for a column headed by a period, of which nothing says that it measures something else."""
    return bool(path) and tokens.heads_counts(path[-1]) and not any(map(is_measure, path))


def _is_day(text: str) -> bool:
    """True for a day of a year; 05-Mar without one may be a range that a spreadsheet turned into a date."""
    when = period.parse(text)
    return when is not None and when.days == 1 and _FULL_YEAR.search(text) is not None


def _is_rate(text: str) -> bool:
    """True for a rate; ``1.234`` may as well be a count whose thousands a point parts."""
    return tokens.kind(text) == "rate" and _POINTED.fullmatch(text) is None
