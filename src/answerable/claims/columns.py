"""Percentage columns of a table against the counts beside them.

What a column of percentages is of is not printed in so many words: a share of the column's total, a share of another
column, or growth from one column to another. The reading that most rows bear out is taken, and only where at least
two rows and two thirds of all do; a row that it does not fit is then wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations

from answerable.claims.claim import Claim, ClaimKind, Input, Verdict
from answerable.claims.grammar import within
from answerable.claims.interval import Interval
from answerable.claims.readings import Readings
from answerable.claims.tabled import total
from answerable.model import Cell, Document, Table

_PRINTED = re.compile(r"([+–−-]?)\s*(\d+(?:\.(\d+))?)\s*(?:%|per cent)?")
_HEADED = re.compile(r"%|\bper\s?cent|\bpercent", re.I)
_LEAST, _MOST = 2, 3  # of three rows, two must bear a reading out


@dataclass(frozen=True, slots=True)
class Percentage:
    """One printed percentage: its reading strictly and loosely, in per cent."""

    cell: Cell
    strict: Interval
    loose: Interval

    def verdict(self, worked: float) -> Verdict:
        """Whether it is what its counts give."""
        if worked in self.strict:
            return "consistent"
        return "inexact" if worked in self.loose else "inconsistent"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a column: what each row works out to, and from which cells."""

    kind: ClaimKind
    words: str
    rows: dict[int, tuple[float, tuple[Cell, ...]]]


def claims(document: Document, readings: Readings) -> Iterator[Claim]:
    """A claim for each percentage of each table whose meaning its rows settle."""
    for table in document.tables:
        if table.status == "read":
            for column in range(len(table.columns)):
                shown = _percentages(table, column, readings)
                best = _best(table, shown)
                if best is not None:
                    yield from (_claim(table, shown[row], best, row) for row in best.rows)


def _percentages(table: Table, column: int, readings: Readings) -> dict[int, Percentage]:
    """The percentages of a column by row; none where the column holds no percentages."""
    headed = _HEADED.search(" ".join(table.columns[column])) is not None
    found = {}
    for cell in table.cells:
        match = _PRINTED.fullmatch(cell.printed.strip()) if cell.column == column else None
        if match and (headed or "%" in cell.printed or "cent" in cell.printed):
            value = float(match[2]) * (-1 if match[1] and match[1] != "+" else 1)
            step = 10.0 ** -len(match[3] or "")
            careless = 0.5 if match[3] else max(0.5, readings.careless_units)
            found[cell.row] = Percentage(
                cell,
                Interval(value - step / 2, value + step / 2),
                Interval(value - step * careless, value + step * careless, open_low=True, open_high=True),
            )
    return found


def _best(table: Table, shown: dict[int, Percentage]) -> Reading | None:
    """The one reading that enough rows bear out, and more than bear out any other."""
    if len(shown) < _MOST:
        return None
    scored = [
        (
            sum(shown[row].verdict(worked) == "consistent" for row, (worked, _) in reading.rows.items()),
            reading,
        )
        for reading in _candidates(table, shown)
    ]
    scored = [(held, r) for held, r in scored if held >= _LEAST and held * _MOST >= len(r.rows) * _LEAST]
    scored.sort(key=lambda item: -item[0])
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _candidates(table: Table, shown: dict[int, Percentage]) -> Iterator[Reading]:
    columns = {cell.column for cell in table.cells} - {p.cell.column for p in shown.values()}
    exact = {
        (cell.row, cell.column): cell
        for cell in table.cells
        if cell.column in columns and cell.count is not None and cell.count.is_exact
    }
    headed = {c for c in columns if not _HEADED.search(" ".join(table.columns[c]))}
    for column in sorted(headed):
        yield from _of_total(table, shown, exact, column)
    for first, second in permutations(sorted(headed), 2):
        names = (" / ".join(table.columns[first]), " / ".join(table.columns[second]))
        yield _of_pair(
            shown,
            exact,
            (first, second),
            ("share", f"{names[0]} as a share of {names[1]}"),
            lambda a, b: a / b * 100,
        )
        yield _of_pair(
            shown,
            exact,
            (first, second),
            ("growth", f"from {names[0]} to {names[1]}"),
            lambda a, b: (b / a - 1) * 100,
        )


def _of_total(
    table: Table, shown: dict[int, Percentage], exact: dict[tuple[int, int], Cell], column: int
) -> Iterator[Reading]:
    """Each row as a share of the column's total: as printed, or else the sum of its rows."""
    cells = {row: cell for (row, at), cell in exact.items() if at == column}
    totals = [cell for row, cell in cells.items() if table.row_totals[row]]
    parts = [cell for row, cell in cells.items() if not table.row_totals[row]]
    base = total([cell.count for cell in (totals[-1:] or parts)])
    if base is None or base.low <= 0:
        return
    rows = {
        row: (cell.count.low / base.low * 100, (cell, *totals[-1:]))
        for row, cell in cells.items()
        if row in shown and cell.count is not None and cell not in totals
    }
    yield Reading("share", f"share of {within(base.low)}", rows)


def _of_pair(
    shown: dict[int, Percentage],
    exact: dict[tuple[int, int], Cell],
    columns: tuple[int, int],
    named: tuple[ClaimKind, str],
    work: Callable[[int, int], float],
) -> Reading:
    """Each row worked out from two of its cells."""
    rows: dict[int, tuple[float, tuple[Cell, ...]]] = {}
    for row in shown:
        one, other = exact.get((row, columns[0])), exact.get((row, columns[1]))
        if one and other and one.count and other.count and one.count.low > 0 and other.count.low > 0:
            rows[row] = (work(one.count.low, other.count.low), (one, other))
    return Reading(named[0], named[1], rows)


def _claim(table: Table, shown: Percentage, reading: Reading, row: int) -> Claim:
    worked, cells = reading.rows[row]
    verdict = shown.verdict(worked)
    places = 2 if shown.cell.printed.count(".") else 1
    tail = "as printed" if verdict == "consistent" else f"the table prints {shown.cell.printed}"
    given = tuple(Input(c.printed, total([c.count]) or Interval.point(0), c.source) for c in cells)
    where = " / ".join((*table.rows[row], *table.columns[shown.cell.column]))
    return Claim(
        f"{where}: {shown.cell.printed}", shown.cell.source, reading.kind, shown.strict, given, Interval.point(worked),
        verdict, f"{reading.words[0].upper()}{reading.words[1:]}: {worked:.{places}f}%; {tail}.", shown.cell.printed,
        "" if verdict == "consistent" else f"{worked:.{places}f}%",
    )  # fmt: skip
