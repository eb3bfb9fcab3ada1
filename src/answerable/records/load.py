"""Loading: exports to records in the native layout, in pieces, whole or not at all.

A load is written beside the old data and takes its place at the end by a rename; killed before that, it
leaves the old data as it was. A record whose id is already there is replaced, because outcomes change.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from answerable.model import Finding
from answerable.model.progress import Progress
from answerable.records.errors import RecordsError
from answerable.records.fold import quoted
from answerable.records.mapping import Mapping as Columns
from answerable.records.schema import CRIMES, VICTIMS, Column
from answerable.records.sources import Source, open_source
from answerable.records.store import Records, beside, recover, replaced
from answerable.records.values import BadCellError, Dates, read

_TYPES = {"text": pa.string(), "date": pa.date32(), "flag": pa.bool_(), "age": pa.int16()}
_PIECE = 50_000
_SPILT = ".spilt"


@dataclass(frozen=True, slots=True)
class BadRows:
    """Rows that were left out for one reason: how many, and where the first few stand."""

    part: str
    reason: str
    rows: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did.

    Attributes:
        crimes, victims: rows loaded.
        replaced: records that were there already and were replaced.
        bad: rows left out, by reason, commonest first.
        findings: what a person should know of the load.
    """

    crimes: int
    victims: int
    replaced: int
    bad: tuple[BadRows, ...]
    findings: tuple[Finding, ...]


@dataclass
class _Tally:
    """Counts bad rows by part and reason, with the places of the first few."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, part: str, reason: str, place: str, rows: int = 1) -> None:
        self.counts[part, reason] += rows
        listed = self.places.setdefault((part, reason), [])
        if place and len(listed) < 5:
            listed.append(place)

    def sorted(self) -> tuple[BadRows, ...]:
        listed = self.counts.most_common()
        return tuple(BadRows(*key, rows, tuple(self.places[key])) for key, rows in listed)


def load(
    folder: Path,
    crimes: str,
    mapping: Columns,
    *,
    victims: str | None = None,
    progress: Progress | None = None,
) -> Loaded:
    """Loads exports into a folder of records, new or already there.

    Args:
        folder: the records; what is there stays, and ids that come again are replaced.
        crimes: where the crimes are: a CSV or Parquet file, or a database table (see
            :func:`answerable.records.sources.open_source`).
        mapping: which column is which.
        victims: where the victims are, if they are given.
        progress: told of each some thousand rows; how many there are is not known before.

    Returns:
        What was loaded and what was left out.

    Raises:
        RecordsError: where nothing can be loaded; the old data is then as it was.
    """
    recover(folder)
    fresh = beside(folder)
    tally, findings = _Tally(), []
    try:
        number, notes = _crimes(fresh, crimes, mapping, tally, progress)
        findings += notes
        counted = _victims(fresh, victims, mapping, tally, progress) if victims else 0
        if not number:
            worst = next(iter(tally.sorted()), None)
            why = f"; left out most often: {worst.reason}, {worst.rows:,} times" if worst else ""
            raise RecordsError(f"{crimes} gives no record that can be loaded{why}.")
        if not victims and any((folder / "victims").glob("*/*.parquet")):
            # An export of crimes alone changes the crimes; their victims follow them to their year.
            _spread(fresh, _scan(folder / "victims"))
        again = _keep_old(folder, fresh) if folder.exists() else 0
        shutil.rmtree(fresh / _SPILT, ignore_errors=True)
        Records.open(fresh)
        _swap(folder, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Loaded(number, counted, again, tally.sorted(), tuple(findings))


def _crimes(
    fresh: Path, source: str, mapping: Columns, tally: _Tally, progress: Progress | None
) -> tuple[int, list[Finding]]:
    """Writes the crimes by year; returns their number and what to say of the source."""
    dates = Dates(day_first=mapping.day_first)
    opened = open_source(source, mapping.encoding).watched(progress)
    part = f"part-{uuid.uuid4().hex[:12]}.parquet"
    chosen = _chosen(opened, mapping.crimes, CRIMES, source)
    schema = pa.schema([(column.name, _TYPES[column.kind]) for _, column in chosen])
    writers: dict[int, pq.ParquetWriter] = {}
    at = next(i for i, (_, column) in enumerate(chosen) if column.name == "recorded_on")
    try:
        for piece in _pieces(opened, chosen, dates, tally, "crimes"):
            by_year: dict[int, list[Sequence[Any]]] = {}
            for row in piece:
                by_year.setdefault(row[at].year, []).append(row)
            for year, rows in by_year.items():
                if year not in writers:
                    place = fresh / "crimes" / f"year={year}"
                    place.mkdir(parents=True)
                    writers[year] = pq.ParquetWriter(place / part, schema, compression="zstd")
                writers[year].write_table(_arrow(rows, schema))
    finally:
        for writer in writers.values():
            writer.close()
    number = _one_each(fresh, tally) if writers else 0
    return number, _notes(opened, dates, source, mapping)


def _notes(opened: Source, dates: Dates, source: str, mapping: Columns) -> list[Finding]:
    """What a person should know of how a file was read.

    Raises:
        RecordsError: where its dates show that they were read in the wrong order.
    """
    found = []
    order, other = ("day", "month") if mapping.day_first else ("month", "day")
    if dates.against and dates.open and not dates.settled:
        say = "false" if mapping.day_first else "true"
        raise RecordsError(
            f"{source} has its {other} first: {dates.against:,} dates cannot be read with the {order} first, and none "
            f"shows that order. Set day_first = {say} in the mapping."
        )
    if dates.open and (dates.against or not dates.settled):
        why = "the file has dates of both orders" if dates.against else "no date of the file settles it"
        what = f"{dates.open:,} dates such as 03/04/2023 can be read two ways, and {why}; "
        do = f"Make sure that the {order} stands first, or set day_first in the mapping."
        found.append(Finding("warning", source, what + f"read with the {order} first.", do, "date-order"))
    what = ""
    if opened.encoding.strays:
        what = f"{opened.encoding.strays:,} bytes of the file are not UTF-8 as the others are; they were read as “\ufffd”."
    elif opened.encoding.name == "cp1252" and not mapping.encoding:
        what = "The file is not UTF-8; it was read as Windows-1252."
    if what:
        do = "Look at a name with an accent, or set encoding."
        found.append(Finding("warning", source, what, do, "encoding"))
    return found


def _chosen(
    opened: Source, mapping: Mapping[str, str], schema: Sequence[Column], source: str
) -> list[tuple[int, Column]]:
    """For each column of the schema that the export has, its place there."""
    names = [name.strip().casefold() for name in opened.header]
    places = {name: i for i, name in enumerate(names)}
    chosen = []
    for column in schema:
        theirs = mapping.get(column.name)
        place = places.get(theirs.strip().casefold()) if theirs else None
        if place is not None:
            if names.count(names[place]) > 1:
                raise RecordsError(f"{source} has more than one column “{theirs}”: rename one of them.")
            chosen.append((place, column))
        elif column.required:
            said = f"the column “{theirs}”" if theirs else "a column"
            raise RecordsError(
                f"{source} lacks {said} for {column.name}; its columns are {', '.join(opened.header)}. "
                "Say in the mapping which one it is."
            )
    return chosen


def _pieces(
    opened: Source, chosen: list[tuple[int, Column]], dates: Dates, tally: _Tally, part: str
) -> Iterator[list[Sequence[Any]]]:
    """Rows of values, some thousands at a time; bad ones go to the tally."""
    piece: list[Sequence[Any]] = []
    for row in opened.rows:
        if row.wrong:
            tally.add(part, row.wrong, row.place, row.lines)
            continue
        try:
            if opened.delimiter:
                _look_for_rows(row.cells, opened.delimiter, chosen, dates)
            piece.append([read(row.cells[place], column, dates) for place, column in chosen])
        except BadCellError as problem:
            tally.add(part, str(problem), row.place)
        if len(piece) >= _PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _look_for_rows(
    cells: Sequence[str], delimiter: str, chosen: list[tuple[int, Column]], dates: Dates
) -> None:
    """Looks for rows inside a cell, which a quotation mark left open in one row and another in a later one make.

    Raises:
        BadCellError: where a line of a cell has a date where a row has one.
    """
    places = [place for place, column in chosen if column.name == "recorded_on"]
    if not places:
        return
    for line in (line for cell in cells if "\n" in cell for line in cell.split("\n")[1:]):
        inside = line.split(delimiter)
        if len(inside) > places[0] and dates.is_one(inside[places[0]].strip(' "\r')):
            raise BadCellError("a cell holds another row: a quotation mark is left open")


def _arrow(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True))
    return pa.table(
        [pa.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)], schema=schema
    )


def _connect(fresh: Path) -> duckdb.DuckDBPyConnection:
    """A database that puts on the disk what the memory of a small machine does not hold, beside the new data."""
    return duckdb.connect(config={"memory_limit": "800MB", "temp_directory": str(fresh / _SPILT)})


def _scan(folder: Path) -> str:
    return f"read_parquet({quoted(str(folder / '*' / '*.parquet'))}, union_by_name = true, hive_partitioning = false)"


def _one_each(fresh: Path, tally: _Tally) -> int:
    """Leaves each id once, the first as it stands by year and row; returns how many are left."""
    connection = _connect(fresh)
    everything = _scan(fresh / "crimes")
    total, distinct = connection.execute(
        f"SELECT sum(times), count(*) FROM (SELECT count(*) AS times FROM {everything} GROUP BY crime_id)"
    ).fetchall()[0]
    if total == distinct:
        return int(total)
    tally.add("crimes", "crime_id has come before in this load", "", total - distinct)
    numbered = everything.replace("union_by_name", "filename = true, file_row_number = true, union_by_name")
    connection.execute(
        f"CREATE TABLE kept AS SELECT filename, file_row_number FROM {numbered} "
        "QUALIFY row_number() OVER (PARTITION BY crime_id ORDER BY filename, file_row_number) = 1"
    )
    for path in sorted((fresh / "crimes").glob("*/*.parquet")):
        one = f"read_parquet({quoted(str(path))}, file_row_number = true, hive_partitioning = false)"
        rows = f"SELECT file_row_number FROM kept WHERE filename = {quoted(str(path))}"
        _rewrite(
            connection,
            path,
            f"SELECT * EXCLUDE (file_row_number) FROM {one} WHERE file_row_number IN ({rows})",
        )
    return int(distinct)


def _rewrite(connection: duckdb.DuckDBPyConnection, path: Path, sql: str) -> None:
    """Puts the rows of a query in the place of a file; no file is left where there are none.

    The file may be a link to the old data, so it is never written into.
    """
    changed = path.with_suffix(".changed")
    connection.execute(f"COPY ({sql}) TO {quoted(str(changed))} (FORMAT parquet, COMPRESSION zstd)")
    path.unlink()
    changed.rename(path)
    if not pq.read_metadata(path).num_rows:
        path.unlink()


def _victims(fresh: Path, source: str, mapping: Columns, tally: _Tally, progress: Progress | None) -> int:
    """Writes the victims under the year of their crime; returns their number."""
    if not mapping.victims:
        raise RecordsError("The mapping says nothing of victims; add [victims.columns].")
    dates = Dates(day_first=mapping.day_first)
    opened = open_source(source, mapping.encoding).watched(progress)
    chosen = _chosen(opened, mapping.victims, VICTIMS, source)
    schema = pa.schema([(column.name, _TYPES[column.kind]) for column in VICTIMS])
    waiting = fresh / "victims.parquet"
    with pq.ParquetWriter(waiting, schema) as writer:
        for piece in _pieces(opened, chosen, dates, tally, "victims"):
            have = {column.name: [row[i] for row in piece] for i, (_, column) in enumerate(chosen)}
            columns = [pa.array(have.get(f.name, [None] * len(piece)), f.type) for f in schema]
            writer.write_table(pa.table(columns, schema=schema))
    loaded = _spread(fresh, f"read_parquet({quoted(str(waiting))})")
    if orphans := pq.read_metadata(waiting).num_rows - loaded:
        tally.add("victims", "crime_id is of no crime of this load", "", orphans)
    waiting.unlink()
    return loaded


def _spread(fresh: Path, victims: str) -> int:
    """Writes the victims of the crimes just loaded, each under the year of its crime; returns their number."""
    connection = _connect(fresh)
    loaded = 0
    for path in sorted((fresh / "crimes").glob("*/*.parquet")):
        place = fresh / "victims" / path.parent.name
        place.mkdir(parents=True, exist_ok=True)
        to = place / path.name
        crimes = f"read_parquet({quoted(str(path))}, hive_partitioning = false)"
        connection.execute(
            f"COPY (SELECT CAST(v.crime_id AS VARCHAR) AS crime_id, age, sex FROM {victims} AS v "
            f"SEMI JOIN {crimes} AS c ON CAST(v.crime_id AS VARCHAR) = c.crime_id) "
            f"TO {quoted(str(to))} (FORMAT parquet, COMPRESSION zstd)"
        )
        loaded += pq.read_metadata(to).num_rows
    return loaded


def _keep_old(folder: Path, fresh: Path) -> int:
    """Brings the old data in beside the new, without the records that came again; returns their number."""
    connection = _connect(fresh)
    connection.execute(f"CREATE TABLE fresh AS SELECT crime_id FROM {_scan(fresh / 'crimes')}")
    again = 0
    for part in ("crimes", "victims"):
        for old in sorted((folder / part).glob("*/*.parquet")):
            to = fresh / part / old.parent.name / old.name
            to.parent.mkdir(parents=True, exist_ok=True)
            _link(old, to)
            one = f"read_parquet({quoted(str(to))}, hive_partitioning = false)"
            match = "CAST(o.crime_id AS VARCHAR) = fresh.crime_id"
            counted = connection.execute(
                f"SELECT count(*) FROM {one} AS o SEMI JOIN fresh ON {match}"
            ).fetchall()
            if shared := counted[0][0]:
                _rewrite(connection, to, f"SELECT o.* FROM {one} AS o ANTI JOIN fresh ON {match}")
                again += shared if part == "crimes" else 0
    for other in folder.iterdir():
        if other.name not in {"crimes", "victims"}:  # an index, named queries, what a person keeps there
            to = fresh / other.name
            if other.is_dir():
                shutil.copytree(other, to, copy_function=_link)
            else:
                _link(other, to)
    return again


def _link(old: str | Path, to: str | Path) -> None:
    """The same file under another name, or a copy where the disk has no links."""
    try:
        os.link(old, to)
    except OSError:
        shutil.copy2(old, to)


def _swap(folder: Path, fresh: Path) -> None:
    """Puts the new folder in the place of the old by two renames; :func:`recover` undoes a half of it."""
    old = replaced(folder)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
