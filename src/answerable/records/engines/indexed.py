"""The local index: for interactive work, a search touches only the places of the words asked for."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from answerable.records.compile import Predicate
from answerable.records.engines.base import Hits, period_of, sorted_values, taken
from answerable.records.errors import RecordsError
from answerable.records.index.build import is_fresh, segment_of
from answerable.records.store import Records
from answerable.records.vocabulary import Vocabulary


class Index:
    """Searches the index that ``answerable records index`` makes.

    Args:
        records: the folder, opened.

    Raises:
        RecordsError: where a year has no index, or one that its files have left behind.
    """

    name = "the local index"

    def __init__(self, records: Records) -> None:
        stale = [year.year for year in records.years if not is_fresh(records, year)]
        if stale:
            raise RecordsError(
                f"The index of {records.path} is missing or out of date for {stale[0]}; "
                f"run “answerable records index {records.path}”."
            )
        self.records = records
        self._segments = [segment_of(records, year) for year in records.years]

    @property
    def columns(self) -> frozenset[str]:
        """The columns of the crimes."""
        return self.records.columns

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary([segment.words for segment in self._segments])

    def vocabulary(self) -> Vocabulary:
        """The words of the records."""
        return self._vocabulary

    def values(self, column: str) -> tuple[str, ...]:
        """The distinct values of a text column."""
        return sorted_values(value for part in self._segments for value in part.columns.values(column))

    def period(self, column: str) -> tuple[date, date] | None:
        """The first and the last day of a column of dates."""
        return period_of((segment.columns for segment in self._segments), column)

    def find(self, predicate: Predicate) -> Hits:
        """The records that match, a year after another."""
        return taken((segment.columns, segment.rows(predicate)) for segment in self._segments)
