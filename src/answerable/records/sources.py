"""Where rows come from: CSV files, Parquet files and database tables, read a piece at a time."""

from __future__ import annotations

import codecs
import csv
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from answerable.model.progress import Progress
from answerable.records.errors import RecordsError

_PIECE = 1 << 20
_LONGEST = 1 << 20
_TOLD = 5_000
_LOOKED_AT = 4096
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an export: where it stands, its cells, and what is wrong with it as a row, if anything.

    A quotation mark that is not closed right may take several lines into one row; ``lines`` counts them.
    """

    place: str
    cells: Sequence[Any]
    wrong: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the text of a file is written: its encoding, and how many characters of it do not fit."""

    name: str
    strays: int = 0


@dataclass(frozen=True)
class Source:
    """An export being read: its header, its rows, how its text was decoded, and what parts its cells in text."""

    header: tuple[str, ...]
    rows: Iterator[Row]
    encoding: Encoding = Encoding("")
    delimiter: str = ""

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
        try:
            file = pq.ParquetFile(path)
        except pa.ArrowInvalid as error:
            raise RecordsError(f"{source} is no Parquet file: {str(error).splitlines()[0]}") from None
        return Source(tuple(file.schema_arrow.names), _parquet(file))
    if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        return _csv(path, Encoding(encoding) if encoding else find_encoding(path))
    raise RecordsError(
        f"{source}: CSV, TSV and Parquet files are read, and tables named sqlite: or postgresql:."
    )


def find_encoding(path: Path) -> Encoding:
    """UTF-16 or UTF-32 by their marks or noughts, UTF-8 where nearly every byte fits it, else Windows-1252.

    A stray byte or two in a file of UTF-8 do not make all of its accents Windows-1252.
    """
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
        if name := _by_its_start(start):
            return Encoding(name)
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            file.seek(0)
            fitting, strays = _beyond_ascii(file)
            return Encoding("utf-8-sig", strays) if fitting > strays else Encoding("cp1252")
    return Encoding("utf-8-sig")


def _by_its_start(start: bytes) -> str:
    """The encoding that the first bytes of a file give away, or nothing."""
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = start[::2], start[1::2]
    if odd.count(0) * 2 > len(odd) and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if even.count(0) * 2 > len(even) and not odd.count(0) else ""


def _beyond_ascii(file: BinaryIO) -> tuple[int, int]:
    """How many characters beyond ASCII are UTF-8, and how many bytes are no part of one."""
    fitting = strays = 0
    while line := file.readline(_PIECE):
        if not line.isascii():
            found = _UTF8.findall(line)
            fitting += len(found)
            strays += sum(byte > 127 for byte in line) - sum(map(len, found))
    return fitting, strays


def _csv(path: Path, encoding: Encoding) -> Source:
    csv.field_size_limit(_LONGEST)
    try:
        with path.open(encoding=encoding.name, errors=_errors(encoding), newline="") as file:
            while (first := file.readline(_LONGEST)) and not first.strip():
                pass
    except (UnicodeError, LookupError) as error:
        raise RecordsError(f"{path} is not in the encoding {encoding.name}: {error}.") from None
    if not first:
        raise RecordsError(f"{path} is empty.")
    if "\0" in first or len(first) >= _LONGEST:
        raise RecordsError(f"{path} is no CSV file: its first line is not text with the names of columns.")
    delimiter = max(",\t;|", key=first.count)
    header = tuple(name.strip() for name in next(csv.reader([first], delimiter=delimiter)))
    return Source(header, _csv_rows(path, encoding, delimiter, len(header)), encoding, delimiter)


def _errors(encoding: Encoding) -> str:
    """What was guessed must not fail at a byte in the last line; what was said must fit."""
    return "replace" if encoding.strays or encoding.name == "cp1252" else "strict"


def _csv_rows(path: Path, encoding: Encoding, delimiter: str, width: int) -> Iterator[Row]:
    with path.open(encoding=encoding.name, errors=_errors(encoding), newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        while not any(cell.strip() for cell in next(reader)):
            pass  # blank lines before the header
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except UnicodeError as error:
                raise RecordsError(
                    f"{path}, after line {line}: not in the encoding {encoding.name}: {error}."
                ) from None
            except csv.Error as error:
                yield _bad_row(path, line, reader.line_num, str(error))
                continue
            if not cells:
                continue
            yield Row(
                f"line {line}",
                cells,
                "" if len(cells) == width else f"{len(cells)} cells under {width} columns",
            )


def _bad_row(path: Path, line: int, last: int, error: str) -> Row:
    """The row for what cannot be parted into cells.

    Raises:
        RecordsError: where nothing after it can be told either.
    """
    if "end of data" in error:
        raise RecordsError(f"{path}, line {line}: a quotation mark is opened and never closed.") from None
    if "field larger" in error:
        raise RecordsError(
            f"{path}, line {line}: a cell is longer than {_LONGEST:,} characters; "
            "a quotation mark may be opened and never closed."
        ) from None
    place = f"line {line}" if last <= line else f"lines {line} to {last}"
    wrong = "a quotation mark stands inside a cell that is not quoted right"
    return Row(place, (), wrong, max(1, last - line + 1))


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
