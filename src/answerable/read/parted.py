"""Rows of a sheet that blank rows parted from the headings over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from answerable.model import Table

_WHY = "it may be a row of the table above, under whose headings its value stands"
_LETTERS = re.compile(r"[A-Z]+")


def with_parted(tables: Sequence[Table]) -> list[Table]:
    """The tables, each of which is one row without headings under a table of the same sheet with headings for a person.

    Args:
        tables: of a document, in order.
    """
    found: list[Table] = []
    over: dict[str, set[str]] = {}
    for table in tables:
        sheet = table.source.sheet
        headed = any(map(any, table.columns))
        if sheet is None:
            found.append(table)
            continue
        columns = _columns(table)
        alone = len(table.rows) == 1 and not headed and columns <= over.get(sheet, set())
        found.append(replace(table, status="review", why=_WHY) if alone and table.status == "read" else table)
        if headed:
            over[sheet] = columns
    return found


def _columns(table: Table) -> set[str]:
    """The letters of the columns in which its values stand."""
    places = (cell.source.cell or "" for cell in table.cells)
    return {match[0] for place in places if (match := _LETTERS.match(place))}
