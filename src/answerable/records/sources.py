"""Where rows come from: CSV files, Parquet files and database tables, read a piece at a time."""

from __future__ import annotations

import codecs
import csv
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from answerable.model.progress import Progress
from answerable.records.errors import RecordsError

_PIECE = 1 << 20
_LONGEST = 1 << 20
_TOLD = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an export: where it stands, its cells, and what is wrong with it as a row, if anything."""

    place: str
    cells: Sequence[Any]
    wrong: str = ""


@dataclass(frozen=True)
class Source:
    """An export being read: its header, its rows, and how its text was decoded."""

    header: tuple[str, ...]
    rows: Iterator[Row]
    encoding: str = ""

    def watched(self, progress: Progress | None) -> Source:
        """The same, telling of each some thousand rows that are read."""

        def rows(told: Progress) -> Iterator[Row]:
            for number, row in enumerate(self.rows):
                if number % _TOLD == 0:
                    told(number, 0, row.place)
                yield row

        return replace(self, rows=rows(progress)) if progress else self


def open_source(source: str, encoding: str = "") -> Source:
    """Opens an export.

    Args:
        source: a path to a CSV, TSV or Parquet file; ``sqlite:FILE#TABLE``; or
            ``postgresql://…#TABLE``, which needs the extra ``postgres``.
        encoding: of a CSV file; found out where empty.

    Raises:
        RecordsError: where it cannot be opened, or is of no kind that is read.
    """
    if source.startswith(("sqlite:", "postgresql:")):
        return _table(source)
    path = Path(source)
    if not path.is_file():
        raise RecordsError(f"{source} is no file.")
    if path.suffix.lower() in {".parquet", ".pq"}:
        file = pq.ParquetFile(path)
        return Source(tuple(file.schema_arrow.names), _parquet(file))
    if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        return _csv(path, encoding or find_encoding(path))
    raise RecordsError(
        f"{source}: CSV, TSV and Parquet files are read, and tables named sqlite: or postgresql:."
    )


def find_encoding(path: Path) -> str:
    """UTF-8 (or UTF-16 with its mark) where every byte fits it, else Windows-1252."""
    with path.open("rb") as file:
        start = file.read(2)
        if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _csv(path: Path, encoding: str) -> Source:
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline(_LONGEST)
    except (UnicodeError, LookupError) as error:
        raise RecordsError(f"{path} is not in the encoding {encoding}: {error}.") from None
    if not first.strip():
        raise RecordsError(f"{path} is empty.")
    delimiter = max(",\t;|", key=first.count)
    header = tuple(name.strip() for name in next(csv.reader([first], delimiter=delimiter)))
    return Source(header, _csv_rows(path, encoding, delimiter, len(header)), encoding)


def _csv_rows(path: Path, encoding: str, delimiter: str, width: int) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        next(reader)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except UnicodeError as error:
                raise RecordsError(
                    f"{path}, after line {line}: not in the encoding {encoding}: {error}."
                ) from None
            except csv.Error as error:
                if "end of data" in str(error) or "field larger" in str(error):
                    raise RecordsError(
                        f"{path}, line {line}: a quotation mark is opened and never closed."
                    ) from None
                yield Row(
                    f"line {line}", (), "a quotation mark stands inside a cell that is not quoted right"
                )
                continue
            if not cells:
                continue
            yield Row(
                f"line {line}",
                cells,
                "" if len(cells) == width else f"{len(cells)} cells under {width} columns",
            )


def _parquet(file: pq.ParquetFile) -> Iterator[Row]:
    number = 0
    for batch in file.iter_batches(_PIECE // 64):
        for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield Row(f"row {number}", cells)


def _table(source: str) -> Source:
    address, _, name = source.rpartition("#")
    if not address or not name.replace("_", "").replace(".", "").isalnum():
        raise RecordsError(f"{source} names no table; write it after #, as in sqlite:crimes.db#crimes.")
    try:
        if address.startswith("sqlite:"):
            file = Path(address.removeprefix("sqlite:"))
            connection: Any = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        else:
            import psycopg  # noqa: PLC0415 - an extra

            connection = psycopg.connect(address)
        with closing(connection.cursor()) as cursor:
            cursor.execute(f"SELECT * FROM {name} LIMIT 0")
            header = tuple(column[0] for column in cursor.description)
    except ImportError:
        raise RecordsError("A postgresql: table needs the extra: pip install answerable[postgres].") from None
    except Exception as error:  # noqa: BLE001 - each driver has errors of its own
        raise RecordsError(f"{source} cannot be opened: {str(error).splitlines()[0]}.") from None
    return Source(header, _table_rows(connection, name, server=address.startswith("postgresql:")))


def _table_rows(connection: Any, name: str, *, server: bool) -> Iterator[Row]:
    with (
        closing(connection),
        closing(connection.cursor("answerable_load") if server else connection.cursor()) as cursor,
    ):
        cursor.execute(f"SELECT * FROM {name}")
        number = 0
        while rows := cursor.fetchmany(20_000):
            for cells in rows:
                number += 1
                yield Row(f"row {number}", cells)
