"""DuckDB on the Parquet files: no server and no index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from answerable.model.progress import Progress
from answerable.records.compile import Predicate
from answerable.records.engines.base import Hits, period_of, sorted_values, taken
from answerable.records.engines.candidates import Finder, candidates, hidden, needed
from answerable.records.engines.sql import where
from answerable.records.fold import fold_sql, quoted
from answerable.records.kept.columns import Columns, columns_of
from answerable.records.kept.counts import spellings, vocabulary
from answerable.records.store import Records
from answerable.records.vocabulary import Vocabulary

_PIECE = 32_000_000
_INSIDE = 4
"""Shorter words stand inside of many others, which must be gone through to know how often they are found."""


class DuckDB:
    """Searches by scanning the Parquet files.

    Args:
        records: the folder, opened.
        progress: told of each year whose words must be counted, which takes a while once.
    """

    name = "DuckDB on Parquet"

    def __init__(self, records: Records, progress: Progress | None = None) -> None:
        self.records = records
        self._progress = progress
        self._connection = duckdb.connect()

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the crimes."""
        return self.records.columns

    @cached_property
    def _columns(self) -> list[Columns]:
        return [columns_of(self.records, year) for year in self.records.years]

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return vocabulary(self.records, self._progress)

    def vocabulary(self) -> Vocabulary:
        """The words of the records; kept in the folder's ``.answerable`` once counted."""
        return self._vocabulary

    def values(self, column: str) -> tuple[str, ...]:
        """The distinct values of a text column."""
        return sorted_values(value for columns in self._columns for value in columns.values(column))

    def period(self, column: str) -> tuple[date, date] | None:
        """The first and the last day of a column of dates."""
        return period_of(self._columns, column)

    def find(self, predicate: Predicate) -> Hits:
        """The records that match: of those that hold a word that the query needs, or of all."""
        condition = where(predicate, "folded", lambda text, pattern: f"regexp_matches({text}, {pattern})")
        words = needed(predicate, self._held, sum(map(len, self._columns)))
        if words is None:
            found = [self._fetch(f"SELECT year, row FROM {self._every()} WHERE {condition}")]
        else:
            finder = Finder(words, hidden(words, spellings(self.records)))
            found = [self._judged(piece, condition) for piece in self._candidates(finder)]
        year, row = (
            np.concatenate([np.zeros(0, np.int64), *(part.column(name).to_numpy() for part in found)])
            for name in ("year", "row")
        )
        return taken((columns, np.sort(row[year == at])) for at, columns in enumerate(self._columns))

    def _held(self, word: str) -> int:
        """About how many records hold the letters of a word: "ai" stands inside of half of all words."""
        known = self.vocabulary()
        return known.holding(word) if len(word) < _INSIDE else known.count(word)

    def _every(self) -> str:
        """SQL for all crimes with their year and their row in it."""
        starts: dict[str, list[Any]] = {"filename": [], "year": [], "first": []}
        for at, year in enumerate(self.records.years):
            rows = 0
            for path in year.crimes:
                for name, value in (("filename", str(path)), ("year", at), ("first", rows)):
                    starts[name].append(value)
                rows += pq.read_metadata(path).num_rows
        self._connection.register("starts", pa.table(starts))
        files = ", ".join(quoted(file) for file in self.records.crime_files)
        return (
            f"(SELECT *, first + file_row_number AS row, {fold_sql('mo', 'strlen')} AS folded FROM read_parquet([{files}], union_by_name = true, "
            "hive_partitioning = false, filename = true, file_row_number = true) JOIN starts USING (filename))"
        )

    def _candidates(self, finder: Finder) -> Iterator[pa.Table]:
        """The records that may match, some million bytes at a time."""
        held, size = [], 0
        for at, (year, columns) in enumerate(zip(self.records.years, self._columns, strict=True)):
            for rows, notes in candidates(year, finder, _PIECE):
                crimes = columns.crimes.take(rows).append_column("folded", notes)
                crimes = crimes.append_column("row", pa.array(rows))
                held.append(crimes.append_column("year", pa.array(np.full(rows.size, at))))
                size += notes.nbytes
                if size > _PIECE:
                    yield pa.concat_tables(held, promote_options="default")
                    held, size = [], 0
        if held:
            yield pa.concat_tables(held, promote_options="default")

    def _judged(self, candidates: pa.Table, condition: str) -> pa.Table:
        self._connection.register("candidates", candidates)
        return self._fetch(f"SELECT year, row FROM candidates WHERE {condition}")

    def _fetch(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()
