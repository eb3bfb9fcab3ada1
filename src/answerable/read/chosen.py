"""What was chosen above a table: the filters of a pivot table, which say what its counts are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from answerable.model import Finding, Table
from answerable.read import tokens
from answerable.read.grid import Grid

_MOST = 8
_LONGEST = 60
_ALL = "(All)"
_SEVERAL = "(Multiple Items)"


def choices(grid: Grid) -> tuple[str, ...]:
    """What the rows of a grid choose, "Offence: Stalking" for each; nothing where it is no block of filters.

    A block of filters holds two cells a row, a word and its value, and no counts. What chooses everything chooses nothing.
    """
    rows = [[cell.text for cell in row if cell.text] for row in grid.rows]
    pairs = [row for row in rows if row]
    if not pairs or len(pairs) > _MOST or any(len(row) != 2 for row in pairs):
        return ()
    if any(tokens.kind(label) != "label" or not _may_be_chosen(value) for label, value in pairs):
        return ()
    return tuple(
        f"{label.rstrip(':')}: {value}"
        for label, value in pairs
        if value != _ALL and not tokens.is_parameter(label)
    )


def _may_be_chosen(value: str) -> bool:
    """True for a word, a period or a code; a count, an address and a telephone number are not chosen."""
    return (
        tokens.kind(value) != "count"
        and len(value) <= _LONGEST
        and "@" not in value
        and not value.startswith("0")
    )


def with_choices(table: Table, chosen: Sequence[str]) -> Table:
    """The table with what was chosen above it in its title."""
    if not chosen:
        return table
    said = "; ".join(chosen)
    return replace(table, title=f"{table.title} ({said})" if table.title else said)


def choices_told(tables: Sequence[Table]) -> list[Finding]:
    """A finding for each table over which several items were chosen, and the sheet does not say which."""
    return [
        Finding(
            "warning", table.source.where,
            f"Several items were chosen for this table, and the sheet does not say which: “{table.title}”.",
            "Ask the body which; the counts are of these alone.", "filtered",
        )
        for table in tables
        if _SEVERAL in table.title
    ]  # fmt: skip
