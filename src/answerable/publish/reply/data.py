"""The machine-readable copy: the printed tables as CSV, a row a cell, and as JSON with what they stand on.

Nothing is in it that the letter does not print; who asked is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from answerable.publish.datapackage import csv_of
from answerable.publish.reply.order import Order
from answerable.publish.reply.printed import PrintedTable
from answerable.publish.reply.small import SMALL

HEADER = (
    "table",
    "title",
    "unit",
    "row",
    "row_total",
    "column",
    "column_total",
    "printed",
    "low",
    "high",
    "state",
)
JOINED = " > "


def csv(tables: Sequence[PrintedTable]) -> str:
    """Every cell of every table on a row of its own; labels of a header path are joined by ``>``.

    ``low`` and ``high`` are what the reader may know; both are empty where nothing bounds the number.
    """
    rows = []
    for number, table in enumerate(tables, start=1):
        for row, total, column, column_total, cell in _cells(table):
            low, high = (cell["low"], cell["high"])
            rows.append(
                (number, table.title, table.unit, JOINED.join(row), total, JOINED.join(column), column_total,
                 cell["printed"], low, high, cell["state"])
            )  # fmt: skip
    return csv_of(HEADER, rows)


def _cells(table: PrintedTable) -> Iterator[tuple[Sequence[str], bool, Sequence[str], bool, dict[str, Any]]]:
    for row in table.rows:
        labels = [label for label in row.labels if label]
        columns = zip(table.columns, table.column_totals, row.cells, strict=True)
        for path, column_total, cell in columns:
            known = cell.count is not None and not cell.count.is_open
            low, high = (cell.count.low, cell.count.high) if cell.count and known else (None, None)
            said = {"printed": cell.text, "low": low, "high": high, "state": cell.state}
            yield labels, row.total, path, column_total, said


def json_of(order: Order, tables: Sequence[PrintedTable], *, small: bool) -> str:
    """The reply as one JSON object: tables in the shape that ``answerable read`` prints, query and term list.

    Args:
        order: what the reply is made of.
        tables: the tables as printed.
        small: True where counts of one to four may be printed; else such a count of the term list is null.
    """

    def count(number: int | None) -> int | None:
        return None if number is None or (number in SMALL and not small) else number

    search = order.search
    value = {
        "body": order.body,
        "reference": order.reference,
        "received": order.received.isoformat(),
        "dated": order.dated.isoformat(),
        "question": list(order.question),
        "query": search.query,
        "hits": count(search.hits),
        "terms": {m.term: {word: count(records) for word, records in m.words} for m in search.terms},
        "counting": list(order.counting),
        "caveats": list(order.caveats),
        "tables": [_table(table) for table in tables],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _table(table: PrintedTable) -> dict[str, Any]:
    width = max(1, len(table.columns))
    places = enumerate(cell for _, _, _, _, cell in _cells(table))
    return {
        "title": table.title,
        "unit": table.unit,
        "stub": list(table.stub),
        "rows": [[label for label in row.labels if label] for row in table.rows],
        "columns": [list(path) for path in table.columns],
        "row_totals": [row.total for row in table.rows],
        "column_totals": list(table.column_totals),
        "cells": [{"row": at // width, "column": at % width, **cell} for at, cell in places],
        "notes": list(table.notes),
    }
