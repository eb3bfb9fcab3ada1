"""Spark: the Parquet files, or tables of the declared schema, on a cluster."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from answerable.records.compile import Predicate
from answerable.records.engines.base import Hits, hits_of, sorted_values, typed
from answerable.records.engines.sql import where
from answerable.records.errors import RecordsError
from answerable.records.fold import fold_sql
from answerable.records.kept.columns import COLUMNS
from answerable.records.kept.counts import count
from answerable.records.store import Records
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

    @classmethod
    def over(cls, records: Records) -> Spark:
        """A session over the Parquet files of a folder, on the cluster that Spark's settings name or here.

        Raises:
            RecordsError: where the extra or Java is not installed.
        """
        try:
            from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra, and heavy

            session = SparkSession.builder.appName("answerable").getOrCreate()
        except ImportError:
            raise RecordsError("Spark needs the extra: pip install 'answerable[spark]'.") from None
        except Exception as error:  # noqa: BLE001 - what Java throws comes as many kinds
            raise RecordsError(
                f"Spark cannot start: is Java installed, and JAVA_HOME set? ({error})"
            ) from None
        reader = session.read.option("mergeSchema", "true")
        reader.parquet(*records.crime_files).createOrReplaceTempView("crimes")
        victims = (
            reader.parquet(*records.victim_files)
            if records.victim_files
            else session.createDataFrame([], "crime_id string, age short, sex string")
        )
        victims.createOrReplaceTempView("victims")
        return cls(session)

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

    def period(self, column: str) -> tuple[date, date] | None:
        """The first and the last day of a column of dates."""
        first, last = self._session.sql(f"SELECT min({column}), max({column}) FROM {self._crimes}").collect()[
            0
        ]
        return None if first is None else (first, last)

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
