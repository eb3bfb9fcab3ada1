"""PostgreSQL: the records where a force keeps them, in two tables of the declared schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
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
from answerable.records.schema import CRIMES
from answerable.records.vocabulary import Vocabulary

_BATCH = 20_000


class Postgres:
    """Searches tables on a PostgreSQL server (12 or newer, a UTF-8 database).

    Args:
        connection: an open ``psycopg`` connection; nothing is written through it.
        crimes: the name of the table or view of crimes, with the columns of the declared schema.
        victims: the same for victims.
    """

    name = "PostgreSQL"

    def __init__(self, connection: Any, crimes: str = "crimes", victims: str = "victims") -> None:
        self._connection = connection
        self._crimes, self._victims = crimes, victims
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {crimes} LIMIT 0")
            self.columns = frozenset(column.name for column in cursor.description)

    @classmethod
    @contextmanager
    def at(cls, address: str) -> Iterator[Postgres]:
        """Connects to a server, to read only, for as long as the block runs.

        Args:
            address: ``postgresql://USER@HOST/DATABASE``, with ``#CRIMES,VICTIMS`` where the tables or views have
                other names than ``crimes`` and ``victims``.

        Raises:
            RecordsError: where the extra is not installed, the server does not answer, or a table is not there.
        """
        server, _, names = address.partition("#")
        tables = [name.strip() for name in names.split(",")] if names else ["crimes", "victims"]
        if len(tables) != 2 or not all(re.fullmatch(r"\w+(\.\w+)?", name) for name in tables):
            raise RecordsError(f"“#{names}” names no two tables: write #CRIMES,VICTIMS after the address.")
        try:
            import psycopg  # noqa: PLC0415 - an extra
        except ImportError:
            raise RecordsError("PostgreSQL needs the extra: pip install 'answerable[postgres]'.") from None
        try:
            with psycopg.connect(server) as connection:
                connection.read_only = True
                engine = cls(connection, *tables)
                engine._rows(f"SELECT crime_id, age, sex FROM {tables[1]} LIMIT 0")
                if missing := [c.name for c in CRIMES if c.required and c.name not in engine.columns]:
                    raise RecordsError(f"{tables[0]} has no column “{missing[0]}”, which every search needs.")
                yield engine
        except psycopg.Error as error:
            raise RecordsError(
                f"The server does not give the records: {str(error).splitlines()[0]}."
            ) from None

    def vocabulary(self) -> Vocabulary:
        """The words of the records, counted here from the texts as the server sends them."""

        def texts() -> Any:
            with self._connection.cursor(name="answerable_texts") as cursor:
                cursor.execute(f"SELECT mo FROM {self._crimes}")
                while rows := cursor.fetchmany(_BATCH):
                    yield pa.array([row[0] for row in rows], pa.string())

        return Vocabulary([count(texts())])

    def values(self, column: str) -> tuple[str, ...]:
        """The distinct values of a text column."""
        return sorted_values(row[0] for row in self._rows(f"SELECT DISTINCT {column} FROM {self._crimes}"))

    def period(self, column: str) -> tuple[date, date] | None:
        """The first and the last day of a column of dates."""
        first, last = self._rows(f"SELECT min({column}), max({column}) FROM {self._crimes}")[0]
        return None if first is None else (first, last)

    def find(self, predicate: Predicate) -> Hits:
        """The records that match."""
        names = [c for c in COLUMNS if c in self.columns]
        condition = where(predicate, "folded", lambda text, pattern: f'({text} COLLATE "C" ~ {pattern})')
        # OFFSET 0 keeps the server from folding the text anew for each pattern.
        rows = self._rows(
            f"SELECT {', '.join(names)} FROM (SELECT *, {fold_sql('mo')} AS folded "
            f"FROM {self._crimes} OFFSET 0) AS texts WHERE {condition}"
        )
        crimes = typed(rows, names)
        ids = crimes.column("crime_id").to_pylist()
        found = (
            self._rows(f"SELECT crime_id, age, sex FROM {self._victims} WHERE crime_id = ANY(%s)", [ids])
            if ids
            else []
        )
        return hits_of(crimes, typed(found, ["crime_id", "age", "sex"]))

    def _rows(self, sql: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
