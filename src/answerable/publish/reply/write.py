"""Writing a reply: the letter in three formats, and the same figures for machines."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.model import Finding
from answerable.publish.reply.check import read_back
from answerable.publish.reply.data import csv, json_of
from answerable.publish.reply.docx import docx, too_wide
from answerable.publish.reply.html import html
from answerable.publish.reply.letter import letter
from answerable.publish.reply.order import Order, OrderError
from answerable.publish.reply.printed import PrintedTable, meaning, print_tables
from answerable.publish.reply.small import SmallCountsError, discreet, small_counts
from answerable.publish.reply.text import text
from answerable.publish.reply.words import day
from answerable.study.calendar import due

LETTERS = ("reply.docx", "reply.html", "reply.txt")
DATA = ("reply-data.csv", "reply-data.json")


@dataclass(frozen=True, slots=True)
class Answered:
    """What was written.

    Attributes:
        folder: where to.
        paths: every file.
        state: ``answered``, ``part`` (some is withheld or refused) or ``refused``.
        findings: what a person should know before it is sent.
    """

    folder: Path
    paths: tuple[Path, ...]
    state: str
    findings: tuple[Finding, ...]

    def to_dict(self) -> dict[str, Any]:
        """What was written, for ``--json``."""
        return {
            "state": self.state,
            "files": [str(path) for path in self.paths],
            "findings": [finding.to_dict() for finding in self.findings],
        }


def answer(order: Order, out: Path, *, allow_small: bool = False) -> Answered:
    """Writes a reply as Word document, web page and text, with its figures as CSV and JSON beside it.

    The same order gives the same bytes. Files are moved into place whole.

    Args:
        order: what the reply is made of.
        out: the folder; made if it is not there.
        allow_small: True where counts of one to four may be released.

    Raises:
        SmallCountsError: where a table would print a count of one to four; nothing is written.
        OrderError: where there is nothing to answer with.
        OSError: where the folder cannot be written.
    """
    tables = print_tables(order.search.tables)
    if not (tables or order.over_limit or order.withheld):
        raise OrderError(
            "There is nothing to answer with: give tables, what is withheld, or a cost over the limit."
        )
    found = () if allow_small else tuple(small_counts(tables))
    if found:
        raise SmallCountsError(found)
    order = discreet(order, tables)
    beside = DATA if tables else ()
    made = letter(order, tables, means=meaning(order.search.tables), small=allow_small, beside=beside)
    files = dict(zip(LETTERS, (docx(made), html(made).encode(), text(made).encode()), strict=True))
    findings = (*read_back(files, tables), *_findings(order, tables))
    if tables:
        data = (csv(tables).encode(), json_of(order, tables, small=allow_small).encode())
        files |= zip(DATA, data, strict=True)
    _put(out, files)
    paths = tuple(out / name for name in files)
    return Answered(out, paths, _state(order, tables), findings)


def _put(out: Path, files: Mapping[str, bytes]) -> None:
    """Writes every file beside its place and then moves it there; figures of an earlier reply do not stay."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".reply-", dir=out) as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        for name in files:
            os.replace(Path(folder) / name, out / name)  # noqa: PTH105 - os.replace says that it overwrites
    for name in {*LETTERS, *DATA} - files.keys():
        (out / name).unlink(missing_ok=True)


def _state(order: Order, tables: Iterable[PrintedTable]) -> str:
    if not tables:
        return "refused"
    return "part" if order.over_limit or order.withheld else "answered"


def _findings(order: Order, tables: Sequence[PrintedTable]) -> Iterator[Finding]:
    """What a person should see to before the letter goes out."""
    for number, table in enumerate(tables, start=1):
        if too_wide(table):
            what = f"Table {number} has {len(table.columns)} columns, more than any page of a Word document is wide."
            yield Finding(
                "warning", "reply.docx", what, "Count by year, or ask for fewer months a table.", "too-wide"
            )
    withheld = sum(table.withheld for table in tables)
    if withheld and not order.withheld:
        what = f"{withheld:,} cells are withheld, and no exemption is named for them."
        do = "Add [[withheld]] with the section and the reason: a refusal of a part needs both."
        yield Finding("warning", "withheld", what, do, "no-exemption")
    if order.dated < order.received:
        what = "The reply is dated before the request was received."
        yield Finding("warning", "dated", what, "Check both dates.", "dates")
    last = due(order.received, "FOISA" if order.act == "foisa" else "FOIA")
    if order.dated > last:
        what = f"The reply is late: it was due on {day(last)}, the twentieth working day."
        do = "Say why in the letter, unless a clarification stopped the clock."
        yield Finding("warning", "dated", what, do, "late")
    if order.search.tables and not order.search.query and not order.searched:
        what = "The letter does not say how the records were searched."
        yield Finding("warning", "searched", what, "Add 'searched' or 'query'.", "search-not-said")
    if not order.contact:
        what = "The letter does not say where to ask for a review."
        yield Finding("warning", "contact", what, "Add 'contact'.", "no-contact")
    if order.quality is not None:
        yield from order.quality.findings
