"""DuckDB on the Parquet files: no server and no index."""

from __future__ import annotations

from functools import cached_property

import duckdb
import pyarrow as pa

from answerable.records.compile import Predicate
from answerable.records.engines.base import Hits, hits_of, sorted_values
from answerable.records.engines.sql import where
from answerable.records.fold import fold_sql, quoted
from answerable.records.index.build import COLUMNS
from answerable.records.index.counts import vocabulary
from answerable.records.store import Records
from answerable.records.vocabulary import Vocabulary


class DuckDB:
    """Searches by scanning the Parquet files.

    Args:
        records: the folder, opened.
    """

    name = "DuckDB on Parquet"

    def __init__(self, records: Records) -> None:
        self.records = records
        self._connection = duckdb.connect()

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the crimes."""
        return self.records.columns

    @cached_property
    def _crimes(self) -> str:
        return _scan(self.records.crime_files)

    def vocabulary(self) -> Vocabulary:
        """The words of the records; kept in the folder's ``.answerable`` once counted."""
        return vocabulary(self.records)

    def values(self, column: str) -> tuple[str, ...]:
        """The distinct values of a text column."""
        rows = self._connection.execute(f"SELECT DISTINCT {column}::VARCHAR FROM {self._crimes}").fetchall()
        return sorted_values(row[0] for row in rows)

    def find(self, predicate: Predicate) -> Hits:
        """The records that match, by one scan."""
        columns = ", ".join(c for c in COLUMNS if c in self.columns)
        condition = where(predicate, "folded", lambda text, pattern: f"regexp_matches({text}, {pattern})")
        crimes = self._fetch(
            f"SELECT {columns} FROM (SELECT *, {fold_sql('mo', 'strlen')} AS folded FROM {self._crimes}) "
            f"WHERE {condition}"
        )
        if not self.records.victim_files:
            return hits_of(
                crimes, pa.table({"crime_id": crimes.column("crime_id").slice(0, 0), "age": [], "sex": []})
            )
        self._connection.register("found", crimes.select(["crime_id"]))
        victims = self._fetch(
            f"SELECT crime_id, age, sex FROM {_scan(self.records.victim_files)} SEMI JOIN found USING (crime_id)"
        )
        return hits_of(crimes, victims)

    def _fetch(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()


def _scan(files: list[str]) -> str:
    listed = ", ".join(quoted(file) for file in files)
    return f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
