"""What every engine does: find the records that a predicate matches, with the columns that tables need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from answerable.records.compile import Predicate
from answerable.records.kept.columns import Columns, Rows
from answerable.records.schema import CRIMES, VICTIMS
from answerable.records.vocabulary import Vocabulary


@dataclass(frozen=True)
class Hits:
    """The records found.

    Attributes:
        crimes: a row a record: ``crime_id``, ``recorded_on``, ``offence_code`` and what else there is.
        victims: a row a victim: ``row`` (the record's row in ``crimes``), ``age``, ``sex``.
    """

    crimes: pa.Table
    victims: pa.Table

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the records, sorted as text."""
        return tuple(sorted(self.crimes.column("crime_id").cast(pa.string()).to_pylist()))

    def __len__(self) -> int:
        return len(self.crimes)


class Engine(Protocol):
    """A place where queries run."""

    @property
    def name(self) -> str:
        """Its name, as printed with the tables."""

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the crimes that it holds."""

    def vocabulary(self) -> Vocabulary:
        """The words of the records."""

    def values(self, column: str) -> tuple[str, ...]:
        """The distinct values of a text column, sorted, blanks left out."""

    def period(self, column: str) -> tuple[date, date] | None:
        """The first and the last day of a column of dates; None where it holds none."""

    def find(self, predicate: Predicate) -> Hits:
        """The records that match."""


def hits_of(crimes: pa.Table, victims: pa.Table) -> Hits:
    """Hits from the crimes found and victims with their ``crime_id``, of those crimes or of more."""
    keys = crimes.column("crime_id").cast(pa.string()).combine_chunks()
    rows = pc.index_in(victims.column("crime_id").cast(pa.string()), value_set=keys)
    found = pa.table({"row": rows, "age": victims.column("age"), "sex": plain(victims.column("sex"))})
    return Hits(crimes, found.filter(pc.is_valid(found.column("row"))))


def taken(years: Iterable[tuple[Columns, Rows]]) -> Hits:
    """Hits from the rows found in each year's kept columns, a year after another."""
    crimes, victims, before = [], [], 0
    for columns, rows in years:
        crimes.append(columns.crimes.take(rows))
        victims.append(columns.victims_of(rows, before))
        before += rows.size
    return Hits(
        pa.concat_tables(crimes, promote_options="default").unify_dictionaries(),
        pa.concat_tables(victims, promote_options="default").unify_dictionaries(),
    )


_TYPES = {column.name: column.kind for column in (*CRIMES, *VICTIMS)}
_ARROW = {"text": pa.string(), "date": pa.date32(), "flag": pa.bool_(), "age": pa.int16()}


def typed(rows: list[tuple[Any, ...]], names: list[str]) -> pa.Table:
    """A table of a server's rows, of the declared schema's types even where there are none.

    Ids keep the type that the server gives them.
    """
    columns = {name: [row[i] for row in rows] for i, name in enumerate(names)}
    kinds = {name: None if name == "crime_id" and rows else _ARROW[_TYPES[name]] for name in names}
    return pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()})


def plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A text column without the coding of its values."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def period_of(years: Iterable[Columns], column: str) -> tuple[date, date] | None:
    """The first and the last day of a column of dates over the kept columns of some years."""
    ends = [pc.min_max(year.crimes.column(column)).as_py() for year in years]
    found = [(one["min"], one["max"]) for one in ends if one["min"] is not None]
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None


def sorted_values(values: Iterable[str | None]) -> tuple[str, ...]:
    """Distinct values that say something, sorted."""
    return tuple(sorted({value for value in values if value}))
