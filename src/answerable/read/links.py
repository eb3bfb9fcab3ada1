"""Links between the tables of one reply, and the intervals that totals and links leave.

Tables of one reply often count the same crimes in different ways: the same grand total, the same months.
Where the grand totals of two tables of the same unit agree, and their column totals agree too, a hidden
cell of one is bounded by the other. Where they do not agree the reply may count different things (victims
and crimes): that is said, and never repaired.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answerable.bounds import ContradictionError, SumConstraint, tighten
from answerable.model import Cell, Count, Finding, Table
from answerable.read.build import is_hiding


@dataclass(frozen=True, slots=True)
class Linked:
    """Tables with the intervals that totals and links leave, and what was found on the way."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def settle(tables: Sequence[Table]) -> Linked:
    """Bounds every hidden, open and blank cell of a reply's tables.

    Args:
        tables: the tables of one document, as printed.

    Returns:
        The same tables with tightened intervals. Constraints that contradict each other bound nothing;
        the contradiction is a finding.
    """
    findings = [*_differences(tables)]
    links = _links(tables)
    findings += [link.finding for link in links if link.finding]
    settled = _tightened(tables, [link.constraint for link in links])
    if settled is None:
        settled = _tightened(tables, [])
    if settled is None:
        settled = tuple(_alone(table, findings) for table in tables)
    return Linked(settled, tuple(findings))


def _alone(table: Table, findings: list[Finding]) -> Table:
    """One table by its own totals, or as printed where they contradict each other."""
    settled = _tightened([table], [])
    if settled is not None:
        return settled[0]
    findings.append(
        Finding("warning", table.source.where, f"The printed totals of “{_name(table)}” contradict each other.",
                "Ask the body which figure is right; hidden cells were left as printed.", "totals-contradict")
    )  # fmt: skip
    return table


def _name(table: Table) -> str:
    title = table.title or "the table"
    return title if len(title) <= 80 else title[:77] + "…"


@dataclass(frozen=True, slots=True)
class _Place:
    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class _Link:
    constraint: SumConstraint | None = None
    finding: Finding | None = None


def _tightened(tables: Sequence[Table], links: Sequence[SumConstraint | None]) -> tuple[Table, ...] | None:
    """All tables under their checks and links, or None where those contradict each other."""
    counts = [cell.count for table in tables for cell in table.cells if cell.count is not None]
    if all(count.is_exact for count in counts):
        return tuple(tables)  # as most are: nothing is hidden
    index = _index(tables)
    constraints = [*_totals(tables, index), *(link for link in links if link is not None)]
    if not constraints:
        return tuple(tables)
    try:
        tight = tighten(counts, constraints)
    except ContradictionError:
        return None
    found = dict(zip(index, tight, strict=True))
    return tuple(
        replace(
            table,
            cells=tuple(_known(cell, found.get(_Place(t, cell.row, cell.column))) for cell in table.cells),
        )
        for t, table in enumerate(tables)
    )


def _index(tables: Sequence[Table]) -> dict[_Place, int]:
    places = [
        _Place(t, cell.row, cell.column)
        for t, table in enumerate(tables)
        for cell in table.cells
        if cell.count is not None
    ]
    return {place: i for i, place in enumerate(places)}


def _totals(tables: Sequence[Table], index: dict[_Place, int]) -> list[SumConstraint]:
    """The checks that may bound: those that hold, and those that hidden cells leave open.

    A total that its shown parts make alone, with marks among them, bounds nothing: it may leave them out.
    """
    constraints = []
    for t, table in enumerate(tables):
        if table.status == "review":
            continue
        width = len(table.columns)
        for check in table.checks:
            if check.result == "failed":
                continue
            total = table.cells[check.total[0] * width + check.total[1]]
            parts = [table.cells[r * width + c] for r, c in check.parts]
            if check.result == "open" and _may_leave_out(total, parts):
                continue
            constraints.append(
                SumConstraint(
                    (index[_Place(t, *check.total)],),
                    tuple(index[_Place(t, *place)] for place in check.parts),
                )
            )
    return constraints


def _may_leave_out(total: Cell, parts: Sequence[Cell]) -> bool:
    """True where the shown parts make the total alone although marks hide others."""
    if total.count is None or not total.count.is_exact:
        return False
    shown = sum(part.count.low for part in parts if part.count is not None)
    return shown == total.count.low and any(is_hiding(part) for part in parts)


def _known(cell: Cell, count: Count | None) -> Cell:
    if count is None or cell.count is None or count == cell.count:
        return cell
    if cell.state == "blank":
        return replace(cell, count=count)
    return replace(
        cell, count=count, state="exact" if count.is_exact else "open" if count.is_open else "bounded"
    )


def _grand(table: Table) -> Cell | None:
    """The grand total cell: where the last total row meets the last total column (or the only column)."""
    rows = [r for r, is_total in enumerate(table.row_totals) if is_total]
    columns = [c for c, is_total in enumerate(table.column_totals) if is_total]
    if not rows or (not columns and len(table.columns) > 1):
        return None
    cell = table.cell(rows[-1], columns[-1] if columns else 0)
    return cell if cell is not None and cell.count is not None and cell.count.is_exact else None


def _links(tables: Sequence[Table]) -> list[_Link]:
    """Tables whose grand totals agree are linked; one that differs is said."""
    grands = [
        (t, grand) for t, table in enumerate(tables) if table.status == "read" and (grand := _grand(table))
    ]
    by_total: dict[int, list[int]] = {}
    for t, grand in grands:
        assert grand.count is not None
        by_total.setdefault(grand.count.low, []).append(t)
    links: list[_Link] = []
    for total, members in by_total.items():
        if len(members) < 2 or total == 0:
            continue
        where = ", ".join(tables[t].source.where for t in members)
        links.append(
            _Link(
                finding=Finding(
                    "note",
                    where,
                    f"{len(members)} tables have the same grand total, {total:,}.",
                    "",
                    "linked-totals",
                )
            )
        )
        index = _index(tables)
        for first, second in itertools.pairwise(members):
            links += _column_links(tables, first, second, index)
    if len(by_total) > 1 and any(len(members) > 1 for members in by_total.values()):
        main = max(by_total, key=lambda total: len(by_total[total]))
        for total, members in by_total.items():
            links += [_Link(finding=_other_total(tables, t, total, main)) for t in members if total != main]
    return links


def _other_total(tables: Sequence[Table], t: int, total: int, main: int) -> Finding:
    others = next((table.unit for table in tables if table.unit and table.unit != tables[t].unit), "")
    here, there = f"{total:,} {tables[t].unit}".strip(), f"{main:,} {others}".strip()
    return Finding(
        "note", tables[t].source.where,
        f"The grand total here is {here}, against {there} in the reply's other tables.",
        "The tables may count different things: do not add or compare them.", "totals-of-different-things",
    )  # fmt: skip


def _column_links(tables: Sequence[Table], first: int, second: int, index: dict[_Place, int]) -> list[_Link]:
    """Equal column totals of two tables with the same columns, as constraints."""
    a, b = tables[first], tables[second]
    if a.columns != b.columns or not any(a.row_totals) or not any(b.row_totals):
        return []
    row_a = max(r for r, is_total in enumerate(a.row_totals) if is_total)
    row_b = max(r for r, is_total in enumerate(b.row_totals) if is_total)
    links = []
    for c in range(len(a.columns)):
        left, right = index.get(_Place(first, row_a, c)), index.get(_Place(second, row_b, c))
        if left is not None and right is not None:
            links.append(_Link(SumConstraint((left,), (right,))))
    return links


def _differences(tables: Sequence[Table]) -> list[Finding]:
    """A finding for each printed total that its parts do not make."""
    found = []
    for table in tables:
        for check in table.checks:
            total = table.cell(*check.total)
            if check.result != "failed" or total is None:
                continue
            parts = [cell for place in check.parts if (cell := table.cell(*place)) and cell.count]
            made = sum(cell.count.low for cell in parts if cell.count)
            row = " / ".join(table.rows[check.total[0]]) or "the total"
            column = " / ".join(table.columns[check.total[1]])
            found.append(
                Finding("warning", total.source.where,
                        f"“{row}”{f', {column}' if column else ''}: printed {total.printed}, but its parts make {made:,}.",
                        "Both are kept as printed; ask the body which is right.", "total-differs")
            )  # fmt: skip
    return found
