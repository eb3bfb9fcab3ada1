"""DuckDB on the Parquet files: no server and no index."""

from __future__ import annotations

from functools import cached_property

import duckdb
import pyarrow as pa

from answerable.records.compile import Predicate
from answerable.records.engines.base import Hits, hits_of, sorted_values
from answerable.records.engines.candidates import candidates, needed
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
        """The records that match: of those that hold a word that the query needs, or of all."""
        columns = [name for name in COLUMNS if name in self.columns]
        words = needed(predicate)
        condition = where(predicate, "folded", lambda text, pattern: f"regexp_matches({text}, {pattern})")
        select = (
            f"SELECT {', '.join(columns)} FROM (SELECT *, {fold_sql('mo', 'strlen')} AS folded FROM {{}})"
        )
        if words is None:
            crimes = self._fetch(f"{select.format(self._crimes)} WHERE {condition}")
        else:
            crimes = pa.concat_tables(
                (
                    self._judged(piece, f"{select.format('candidates')} WHERE {condition}")
                    for piece in candidates(self.records, words, columns)
                ),
                promote_options="default",
            )
        return hits_of(crimes, self._victims(crimes))

    def _judged(self, candidates: pa.Table, sql: str) -> pa.Table:
        self._connection.register("candidates", candidates)
        return self._fetch(sql)

    def _victims(self, crimes: pa.Table) -> pa.Table:
        if not self.records.victim_files:
            return pa.table({"crime_id": crimes.column("crime_id").slice(0, 0), "age": [], "sex": []})
        self._connection.register("found", crimes.select(["crime_id"]))
        return self._fetch(
            f"SELECT crime_id, age, sex FROM {_scan(self.records.victim_files)} SEMI JOIN found USING (crime_id)"
        )

    def _fetch(self, sql: str) -> pa.Table:
        return self._connection.sql(sql).to_arrow_table()


def _scan(files: list[str]) -> str:
    listed = ", ".join(quoted(file) for file in files)
    return f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
