"""Counts that a body rounded without saying so: none of them is exact, and totals need not add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answerable.model import Finding, Table
from answerable.read.sum_lines import common_multiple


def rounded_counts(tables: Sequence[Table]) -> list[Finding]:
    """A warning for each table whose exact counts are all multiples of one number, beyond chance.

    Where no table alone has counts enough to tell, all tables of the document together may.

    Args:
        tables: those of one document.
    """
    found = [_finding(table, base) for table in tables if (base := common_multiple(_counts((table,)))) > 1]
    if not found and len(tables) > 1 and (base := common_multiple(_counts(tables))) > 1:
        found.append(_finding(tables[0], base))
    return found


def _counts(tables: Sequence[Table]) -> Iterator[int]:
    for table in tables:
        for cell in table.cells:
            if cell.count is not None and cell.count.is_exact:
                yield cell.count.low


def _finding(table: Table, base: int) -> Finding:
    return Finding(
        "warning", table.source.where,
        f"Every count printed is a multiple of {base}: they are rounded, and each may be off by up to {base - 1}.",
        "Ask for the counts as recorded, or say beside every figure that it rests on rounded counts.",
        "rounded",
    )  # fmt: skip
