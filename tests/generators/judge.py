"""Holds a reading against the table that its text was made from."""

from __future__ import annotations

import re
from typing import Literal

from answerable.model import Document, Table
from tests.generators.tables import Made

Verdict = Literal["exact", "review", "missed", "wrong"]


def _fold(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def judge(document: Document, made: Made) -> tuple[Verdict, str]:
    """``wrong`` where anything given as read is not so, or where a part of the table is left out unsaid."""
    doubts = {"cells-lost", "review", "unread-numbers"}
    if not document.tables:
        said = any(f.kind in doubts for f in document.findings)
        return ("review" if said else "missed"), "no table"
    if any(table.status == "review" for table in document.tables):
        return "review", document.tables[0].why
    if len(document.tables) > 1:
        return "wrong", f"{len(document.tables)} tables for one"
    verdict, why = _compare(document.tables[0], made)
    if verdict == "wrong" and why.startswith("left out") and any(f.kind in doubts for f in document.findings):
        return "review", why
    return verdict, why


def _compare(table: Table, made: Made) -> tuple[Verdict, str]:
    truth = {
        (_fold(label), _fold(" ".join(path))): (made.printed[r][c], made.true[r][c])
        for r, label in enumerate(made.rows)
        for c, path in enumerate(made.columns)
    }
    if not any((_fold(" ".join(table.rows[0])), column) in truth for _, column in truth):
        truth = {(column, row): value for (row, column), value in truth.items()}  # read the other way round
    for cell in table.cells:
        key = (_fold(" ".join(table.rows[cell.row])), _fold(" ".join(table.columns[cell.column])))
        known = truth.pop(key, None)
        if known is None:
            return "wrong", f"{key}: no such cell"
        printed, true = known
        if cell.printed != printed:
            return "wrong", f"{key}: {cell.printed!r} for {printed!r}"
        if cell.count is not None and true not in cell.count:
            return "wrong", f"{key}: {cell.count} does not hold {true}"
    if any(printed for printed, _ in truth.values()):
        return "wrong", f"left out: {next(iter(truth))}"
    return "exact", table.why
