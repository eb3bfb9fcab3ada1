"""Spark: the Parquet files, or tables of the declared schema, on a cluster."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from answerable.records.compile import Predicate
from answerable.records.engines.base import Hits, hits_of, sorted_values, typed
from answerable.records.engines.sql import where
from answerable.records.fold import fold_sql
from answerable.records.index.build import COLUMNS
from answerable.records.index.counts import count
from answerable.records.vocabulary import Vocabulary


class Spark:
    """Searches two views of a Spark session (3.5 or newer).

    Args:
        session: the ``SparkSession``.
        crimes: the name of the view of crimes, with the columns of the declared schema.
        victims: the same for victims.
    """

    name = "Spark"

    def __init__(self, session: Any, crimes: str = "crimes", victims: str = "victims") -> None:
        self._session = session
        self._crimes, self._victims = crimes, victims
        self.columns = frozenset(session.table(crimes).columns)

    def vocabulary(self) -> Vocabulary:
        """The words of the records, counted here from the texts as Spark sends them."""
        rows = self._session.sql(f"SELECT mo FROM {self._crimes}").toLocalIterator()

        def texts() -> Any:
            batch: list[str | None] = []
            for row in rows:
                batch.append(row[0])
                if len(batch) == 20_000:
                    yield pa.array(batch, pa.string())
                    batch = []
            yield pa.array(batch, pa.string())

        return Vocabulary([count(texts())])

    def values(self, column: str) -> tuple[str, ...]:
        """The distinct values of a text column."""
        rows = self._session.sql(f"SELECT DISTINCT {column} FROM {self._crimes}").collect()
        return sorted_values(row[0] for row in rows)

    def find(self, predicate: Predicate) -> Hits:
        """The records that match."""
        names = [c for c in COLUMNS if c in self.columns]
        condition = where(predicate, "folded", lambda text, pattern: f"({text} RLIKE {pattern})", _constant)
        texts = f"SELECT *, {fold_sql('mo', constant=_constant)} AS folded FROM {self._crimes}"
        crimes = self._rows(f"SELECT {', '.join(names)} FROM ({texts}) WHERE {condition}", names)
        self._session.createDataFrame(
            [(i,) for i in crimes.column("crime_id").to_pylist()],
            self._session.table(self._crimes).select("crime_id").schema,
        ).createOrReplaceTempView("answerable_found")
        names = ["crime_id", "age", "sex"]
        victims = self._rows(
            f"SELECT crime_id, age, sex FROM {self._victims} LEFT SEMI JOIN answerable_found USING (crime_id)",
            names,
        )
        return hits_of(crimes, victims)

    def _rows(self, sql: str, names: list[str]) -> pa.Table:
        return typed(self._session.sql(sql).collect(), names)


def _constant(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
