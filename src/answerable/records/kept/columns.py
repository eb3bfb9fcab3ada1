"""The columns that tables are made of, kept so that the few records found are taken without reading them all."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from answerable.records.kept.made import Made, read_arrow, write_arrow
from answerable.records.store import Records, Year

COLUMNS = (
    "crime_id",
    "recorded_on",
    "offence_code",
    "offence_title",
    "outcome",
    "platform",
    "committed_on",
    "validated",
    "principal",
)
_AS_THEY_ARE = {"crime_id", "recorded_on", "committed_on", "validated", "principal"}

Rows = npt.NDArray[np.int64]


class Columns:
    """The columns of one year's records and their victims, mapped into memory.

    Args:
        folder: where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def crimes(self) -> pa.Table:
        """A row a record, in the order of the year's files; columns of few values are coded."""
        return read_arrow(self._folder / "crimes.arrow")

    @cached_property
    def _victims(self) -> pa.Table:
        """Age and sex, sorted by the record that they belong to."""
        return read_arrow(self._folder / "victims.arrow")

    @cached_property
    def _victim_starts(self) -> Rows:
        """For each record the first of its victims, with one more for the end."""
        found: Rows = np.load(self._folder / "victims.npy", mmap_mode="r")
        return found

    def __len__(self) -> int:
        return len(self.crimes)

    def values(self, column: str) -> list[str | None]:
        """The distinct values of a coded column."""
        found: list[str | None] = self.crimes.column(column).chunk(0).dictionary.to_pylist()
        return found

    def has_value(self, column: str, values: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Of each record, whether a coded column holds one of some values."""
        coded = self.crimes.column(column).chunk(0)
        asked = set(values)
        wanted = np.array([*(value in asked for value in self.values(column)), False])
        found: npt.NDArray[np.bool_] = wanted[pc.fill_null(coded.indices, len(coded.dictionary)).to_numpy()]
        return found

    def victims_of(self, rows: Rows, before: int = 0) -> pa.Table:
        """The victims of some records.

        Args:
            rows: the records.
            before: added to ``row``, the place of the victim's record among ``rows``.

        Returns:
            A table of ``age``, ``sex`` and ``row``.
        """
        first, end = self._victim_starts[rows], self._victim_starts[rows + 1]
        number = end - first
        among = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
        found = self._victims.take(np.repeat(first, number) + among)
        return found.append_column("row", pa.array(np.repeat(np.arange(rows.size) + before, number)))


def columns_of(records: Records, year: Year) -> Columns:
    """A year's columns, made now where they are not kept or the year's files have changed."""
    return Columns(_MADE.at(records, year))


def _write(records: Records, year: Year, to: Path) -> None:
    names = [name for name in COLUMNS if name in records.columns]
    crimes = _read(year.crimes, names)
    write_arrow(pa.table({name: _coded(crimes.column(name), name) for name in names}), to / "crimes.arrow")
    victims = _read(year.victims, ["crime_id", "age", "sex"])
    keys = crimes.column("crime_id").cast(pa.string()).combine_chunks()
    rows = pc.index_in(victims.column("crime_id").cast(pa.string()), value_set=keys)
    victims = victims.append_column("row", rows).filter(pc.is_valid(rows))
    victims = victims.take(pc.sort_indices(victims.column("row")))
    row = victims.column("row").to_numpy()
    np.save(to / "victims.npy", np.searchsorted(row, np.arange(len(keys) + 1)))
    kept = {"age": victims.column("age"), "sex": _coded(victims.column("sex"), "sex")}
    write_arrow(pa.table(kept), to / "victims.arrow")


def _read(paths: Iterable[Path], names: list[str]) -> pa.Table:
    """Columns of some files end to end, blank where a file lacks one that another has, or there is no file."""
    tables = [pq.ParquetFile(path, memory_map=True).read(columns=names) for path in paths]
    found = pa.concat_tables(tables, promote_options="permissive") if tables else pa.table({})
    for name in names:
        if name not in found.column_names:
            kind = pa.int16() if name == "age" else pa.string()
            found = found.append_column(name, pa.chunked_array([pa.nulls(len(found), kind)]))
    return found.select(names)


def _coded(column: pa.ChunkedArray, name: str) -> pa.Array:
    """A column of few values as codes; ids, dates and flags as they are; in one chunk."""
    if name in _AS_THEY_ARE:
        return _whole(column)
    plain = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    return _whole(plain.dictionary_encode())


def _whole(column: Any) -> pa.Array:
    coded = pa.types.is_dictionary(column.type)
    found = (column.unify_dictionaries() if coded else column).combine_chunks()
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found


_MADE = Made("columns", 1, _write)
