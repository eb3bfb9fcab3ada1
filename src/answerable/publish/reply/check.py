"""The round trip, held each time that a reply is written: what it prints must read back as the same tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from answerable.model import Finding, Table
from answerable.publish.reply.printed import PrintedTable
from answerable.read import tokens
from answerable.read.formats import SUPPORTED, load
from answerable.read.reader import interpret

_INSTEAD = {
    "part-year": "Say in the heading of each column what it covers, such as 2022 (Oct to Dec).",
    "total-differs": "Correct the table, or say in a note why its parts do not make the total.",
}
"""What to do about a warning that the sender can still spare the reader."""
_DO = "Look at the table in that file: somebody else’s program would misread it too."


def read_back(files: Mapping[str, bytes], tables: Sequence[PrintedTable]) -> Iterator[Finding]:
    """Reads each written letter as the person who asked would, and holds it against what was meant.

    Args:
        files: name → bytes of each letter; a format that cannot be read is passed over.
        tables: the tables that each of them should hold.

    Yields:
        An error for each letter that reads otherwise; and, once, what its reader would be warned of.
    """
    warned = False
    for name, data in files.items():
        if PurePath(name).suffix.lstrip(".") not in SUPPORTED:
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        document = interpret(load(data, file=name, sha256=sha256), file=name, sha256=sha256)
        if len(document.tables) != len(tables):
            what = f"It holds {len(tables)} tables and reads as {len(document.tables)}."
            yield Finding("error", name, what, _DO, "reads-otherwise")
            continue
        for number, (found, written) in enumerate(zip(document.tables, tables, strict=True), start=1):
            if difference := _difference(found, written):
                what = f"Table {number} does not read back as it was written: {difference}."
                yield Finding("error", name, what, _DO, "reads-otherwise")
        if not warned:
            warned = True
            for finding in document.findings:
                if finding.severity != "note":
                    yield replace(finding, do=_INSTEAD.get(finding.kind, finding.do))


def _difference(found: Table, written: PrintedTable) -> str:
    if found.status != "read":
        return found.why
    rows = tuple(_clean(row.labels) for row in written.rows)
    if found.rows != rows:
        return "its rows have other labels"
    if found.columns != tuple(_clean(path) for path in written.columns):
        return "its columns have other headings"
    totals = (tuple(row.total for row in written.rows), written.column_totals)
    if (found.row_totals, found.column_totals) != totals:
        return "other rows or columns are taken for totals"
    printed = [cell.text for row in written.rows for cell in row.cells]
    return "" if [cell.printed for cell in found.cells] == printed else "its cells differ"


def _clean(labels: Sequence[str]) -> tuple[str, ...]:
    """Labels without blanks and without footnote marks, which are no part of a label."""
    return tuple(tokens.clean_label(label) for label in labels if label)
