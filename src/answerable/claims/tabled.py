"""Prose against the document's own tables: levels and growth that a table prints, and printed totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.claims.claim import Claim, ClaimKind, Input, Relation
from answerable.claims.grammar import Text, direction, within
from answerable.claims.growth import change_of
from answerable.claims.interval import Interval
from answerable.claims.quantity import Parsed, Quantity, content
from answerable.model import Cell, Count, Document, Period, Source, Table
from answerable.model import period as periods_
from answerable.model.short_years import spelled_out

_CITED = re.compile(r"\btables?\s+(\d+(?:\.\d+)*[a-z]?)", re.I)
_REACH = 110


@dataclass(frozen=True, slots=True)
class Series:
    """One row of a table (or several added), in the columns that name periods.

    Attributes:
        label: of the row, or of the leaf that the rows share.
        table: title of the table.
        levels: period → its cells, to be added.
    """

    label: str
    table: str
    levels: dict[Period, tuple[Cell, ...]]

    def level(self, period: Period | None) -> Interval | None:
        """What the table prints for that period, or None."""
        cells = self.levels.get(period) if period else None
        return total([cell.count for cell in cells]) if cells else None

    def inputs(self, period: Period) -> tuple[Input, ...]:
        """The cells of that period as inputs."""
        return tuple(
            Input(
                cell.printed, total([cell.count]) or Interval(0, float("inf")), cell.source, label=self.label
            )
            for cell in self.levels[period]
        )


def total(counts: list[Count | None]) -> Interval | None:
    """The sum of counts as an interval; None where one is not a count."""
    low = high = 0.0
    for count in counts:
        if count is None:
            return None
        low += count.low
        high += float("inf") if count.high is None else count.high
    return Interval(low, high)


def levels(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Such as "Over 2,000 in 2006/07 (see Table 3.5)": a count of a period, held against the table's cell."""
    if not text.tables or not parsed.counts or not parsed.of("period"):
        return
    cited = _cited(parsed, text)
    for series, sure in _series(parsed, text, cited):
        for stated in parsed.counts:
            period = period_of(parsed, stated)
            level = series.level(period)
            if period is None or level is None or not level.is_bounded:
                continue
            near = stated.strict.meets(level) and stated.value <= 2 * level.middle <= 4 * stated.value
            if near or sure:
                formula = f"{series.table or 'the table'}, {series.label}, {period}"
                yield Relation(
                    "count",
                    parsed,
                    stated,
                    level,
                    series.inputs(period),
                    formula,
                    certain=sure and not near and _alone(parsed),
                )


def changes(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Such as "Rose by 29% between 2021 and 2022": growth between two periods that a table holds."""
    spans = [q.period for q in parsed.of("period") if q.period]
    if not text.tables or len(spans) > 2 or not spans:
        return
    first, second = (spans[0], spans[-1]) if len(spans) == 2 else _pooled(spans[0])
    first, second = min(first, second), max(first, second)
    for stated in parsed.of("percent", "multiple"):
        way = direction(parsed, stated) or (1 if stated.kind == "multiple" else 0)
        if not way:
            continue
        for series, _ in _series(parsed, text, _cited(parsed, text)):
            start, end = series.level(first), series.level(second)
            if start is None or end is None or start.low <= 0 or first == second:
                continue
            worked = end / start if stated.kind == "multiple" else change_of(start, end)
            worked = worked if way > 0 else Interval(-worked.high, -worked.low)
            if stated.strict.meets(worked):
                given = (*series.inputs(first), *series.inputs(second))
                formula = f"{series.label}, {within(start.low)} ({first}) to {within(end.low)} ({second})"
                kind: ClaimKind = "ratio" if stated.kind == "multiple" else "growth"
                yield Relation(kind, parsed, stated, worked, given, formula)


def _pooled(period: Period) -> tuple[Period, Period]:
    """Such as "Between 2019 and 2022" as its first and its last year."""
    if period.end is None or period.kind != "years":
        return period, period
    first = Period.year(period.start.year) if period.start.month == 1 else Period.financial(period.start.year)
    last = Period.year(period.end.year) if period.start.month == 1 else Period.financial(period.end.year - 1)
    return first, last


def _cited(parsed: Parsed, text: Text) -> frozenset[str]:
    """Numbers of the tables that the sentence names, or that those beside it do."""
    own = frozenset(m[1] for m in _CITED.finditer(parsed.text))
    if own:
        return own
    around = (*text.before(parsed, 2), *text.after(parsed, 2))
    return frozenset(m[1] for p in around for m in _CITED.finditer(p.text))


def _series(parsed: Parsed, text: Text, cited: frozenset[str]) -> Iterator[tuple[Series, bool]]:
    """Rows that the sentence may be about, and whether it can be about no other."""
    words = content(parsed.text)
    for table in text.tables:
        if table.status != "read":
            continue
        number = _CITED.match(table.title)
        named = number is not None and number[1] in cited
        if not named and len(words & content(table.title)) < 3:
            continue
        found = list(_rows(table))
        own = {m[1] for m in _CITED.finditer(parsed.text)}
        for series in found:
            kin = words & content(series.label)
            if kin or (named and len(found) == 1):
                yield series, named and len(found) == 1 and number is not None and number[1] in own


def _rows(table: Table) -> Iterator[Series]:
    """Every row with periods for columns, and rows that share a leaf label, added."""
    periods = [periods_.of_path(path) for path in spelled_out(table.columns)]
    if sum(period is not None for period in periods) < 2:
        return
    by_row: dict[int, dict[Period, tuple[Cell, ...]]] = {}
    for cell in table.cells:
        period = periods[cell.column]
        if period is not None:
            by_row.setdefault(cell.row, {})[period] = (cell,)
    leaves: dict[str, list[int]] = {}
    for row, cells in by_row.items():
        yield Series(" / ".join(table.rows[row]), table.title, cells)
        leaves.setdefault(table.rows[row][-1] if table.rows[row] else "", []).append(row)
    for leaf, rows in leaves.items():
        if len(rows) > 1 and not any(table.row_totals[row] for row in rows):
            shared = set.intersection(*(set(by_row[row]) for row in rows))
            yield Series(leaf, table.title, {p: tuple(by_row[row][p][0] for row in rows) for p in shared})


def period_of(parsed: Parsed, stated: Quantity) -> Period | None:
    """The period that goes with a count: the next one before another count, else the last before it."""
    after = [q for q in parsed.quantities if q.start > stated.end]
    for quantity in after:
        if quantity.kind == "count":
            break
        if quantity.kind == "period" and quantity.start - stated.end <= _REACH:
            return quantity.period
    before = [q for q in parsed.of("period") if q.end < stated.start]
    return before[-1].period if before else None


def _alone(parsed: Parsed) -> bool:
    """True where the sentence holds one count and one period, so that they must go together."""
    return len(parsed.counts) == 1 == len(parsed.of("period"))


def totals(document: Document) -> Iterator[Claim]:
    """Printed totals of the document's tables, held against their parts."""
    for table in document.tables:
        if table.status != "read":
            continue
        told: set[tuple[tuple[int, int], str]] = set()
        for check in table.checks:
            cell = table.cell(*check.total)
            parts = [found for place in check.parts if (found := table.cell(*place)) is not None]
            counts = [part.count for part in parts]
            key = (check.total, check.result)
            if cell is None or cell.count is None or check.result == "open" or len(parts) < 2 or key in told:
                continue
            told.add(key)
            yield _total_claim(table, cell, parts, total(counts), held=check.result == "held")


def _total_claim(
    table: Table, cell: Cell, parts: list[Cell], worked: Interval | None, *, held: bool
) -> Claim:
    where = " / ".join((*table.rows[cell.row], *table.columns[cell.column]))
    count = total([cell.count]) or Interval(0, float("inf"))
    found = (
        ""
        if worked is None
        else f"{within(worked.low)}"
        if worked.low == worked.high
        else f"{within(worked.low)} to {within(worked.high)}"
    )
    tail = "as printed" if held else f"the table prints {cell.printed}"
    source: Source = cell.source
    given = tuple(
        Input(part.printed, total([part.count]) or Interval(0, float("inf")), part.source) for part in parts
    )
    return Claim(
        f"{where}: {cell.printed}", source, "sum", count, given, worked,
        "consistent" if held else "inconsistent", f"Its {len(parts)} parts add up to {found}; {tail}.",
        cell.printed, "" if held else found,
    )  # fmt: skip
