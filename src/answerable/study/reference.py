"""Adding an official table to a study: taken whole or not at all, with its digest and its vintage."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from answerable.codebook import bodies
from answerable.read.formats.decode import decode
from answerable.read.formats.layout import Sheet
from answerable.read.formats.ods import read_ods
from answerable.read.formats.origin import Origin
from answerable.read.formats.package import Package
from answerable.read.formats.sniff import container_of
from answerable.read.formats.xls import read_xls
from answerable.read.formats.xlsx import read_xlsx
from answerable.read.grid import UnreadableError
from answerable.study.cache import write_whole
from answerable.study.official import COLUMNS, SOURCES
from answerable.study.official_tables import NATIONAL, OfficialRow, SheetRows, TableError, take

_READERS = {"xlsx": read_xlsx, "ods": read_ods, "xls": read_xls}
_DATED = (("docProps/core.xml", "modified"), ("meta.xml", "date"))


@dataclass(frozen=True, slots=True)
class AddedLine:
    """One series and year: how many forces, what they add up to, and the country where it is printed."""

    series: str
    period: str
    forces: int
    total: int
    national: int | None


@dataclass(frozen=True, slots=True)
class Added:
    """What was taken into a study.

    Attributes:
        path: the CSV written.
        sha256: digest of the table as it came.
        vintage: the day of which its counts are; empty where neither the file nor the user says.
        lines: by series and year.
        notes: what was passed over, a sentence each.
    """

    path: Path
    sha256: str
    vintage: str
    lines: tuple[AddedLine, ...]
    notes: tuple[str, ...]


def add(study: Path, table: Path, *, series: Sequence[str] = (), vintage: date | None = None) -> Added:
    """Takes an official table into ``reference/`` of a study.

    Args:
        study: the study's folder.
        table: a CSV, xlsx, ods or xls file in one of the layouts of :mod:`answerable.study.official_tables`.
        series: which series to take, see there.
        vintage: the day of which the counts are; by default the day on which the workbook says that it was
            last changed.

    Returns:
        What was taken. The same table again replaces itself.

    Raises:
        TableError: the table cannot be taken; nothing is written.
    """
    try:
        data = table.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        origin = Origin(table.name, sha256)
        kind = container_of(data, origin)
        sheets = _workbook(data, kind, origin) if kind else _csv(data, origin)
        rows, notes = take(sheets, series)
        dated = vintage.isoformat() if vintage else _dated(data, kind, origin)
    except OSError as why:
        raise TableError(
            [f"{table.name} cannot be opened: {(why.strerror or 'no reason given').lower()}."]
        ) from None
    except UnreadableError as why:
        raise TableError([str(why)]) from None
    folder = study / "reference"
    path = folder / f"{_slug(table.stem)}-{sha256[:8]}.csv"
    folder.mkdir(exist_ok=True)
    write_whole(path, _text(rows).encode())
    _record(folder, {"file": path.name, "from": table.name, "sha256": sha256, "vintage": dated})
    return Added(path, sha256, dated, tuple(_lines(rows)), tuple(notes))


def _workbook(data: bytes, kind: str, origin: Origin) -> Iterator[SheetRows]:
    for sheet, findings in _READERS[kind](data, origin):
        if any(finding.kind == "too-large" for finding in findings):
            raise TableError([f"{findings[0].where} is too large to take: save that sheet as a CSV file."])
        if sheet is not None:
            yield _rows(sheet)


def _rows(sheet: Sheet) -> SheetRows:
    """The texts of a sheet row by row; rows and columns that it hides are left out."""
    by_row: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), cell in sheet.cells.items():
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns:
            by_row[row][column] = cell.text
    rows = (
        (row + 1, tuple(cells.get(column, "") for column in range(max(cells) + 1)))
        for row, cells in sorted(by_row.items())
    )
    return SheetRows(sheet.name or "", tuple(rows))


def _csv(data: bytes, origin: Origin) -> Iterator[SheetRows]:
    text = decode(data, origin, markup=False).text
    reader = csv.reader(io.StringIO(text, newline=""))
    rows = ((n, tuple(cells)) for n, cells in enumerate(reader, start=1) if any(c.strip() for c in cells))
    try:
        yield SheetRows("", tuple(rows))
    except csv.Error as why:
        raise TableError([f"{origin.file} is no CSV file that can be read: {why}."]) from None


def _dated(data: bytes, kind: str | None, origin: Origin) -> str:
    """The day on which a workbook says that it was last changed; empty where it does not."""
    if kind not in {"xlsx", "ods"}:
        return ""
    package = Package(data, origin)
    for part, tag in _DATED:
        if part in package.names:
            for element in package.tree(part).iter():
                if element.tag == tag and (day := re.match(r"\d{4}-\d\d-\d\d", element.text or "")):
                    return day[0]
    return ""


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "table"


def _text(rows: Sequence[OfficialRow]) -> str:
    """The rows as CSV, in order of series, period and body."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: (row.series, row.period, row.body)):
        name = bodies.get(row.body).short if row.body else NATIONAL
        writer.writerow((name, str(row.period), row.series, row.count))
    return out.getvalue()


def _record(folder: Path, entry: dict[str, str]) -> None:
    """Enters a table in ``sources.json``, in place of an earlier entry for the same file."""
    path = folder / SOURCES
    try:
        listed = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    except ValueError:
        raise TableError([f"reference/{SOURCES} is no JSON: correct it or take it out."]) from None
    kept = [item for item in listed if item.get("file") != entry["file"]]
    text = json.dumps([*kept, entry], ensure_ascii=False, indent=1)
    write_whole(path, f"{text}\n".encode())


def _lines(rows: Sequence[OfficialRow]) -> Iterator[AddedLine]:
    found: dict[tuple[str, object], list[OfficialRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.series, row.period)):
        found[row.series, row.period].append(row)
    for (series, period), group in found.items():
        forces = [row.count for row in group if row.body]
        national = next((row.count for row in group if not row.body), None)
        yield AddedLine(series, str(period), len(forces), sum(forces), national)
