"""The local index: for interactive work, a search touches only the places of the words asked for."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pyarrow as pa

from answerable.records.compile import Predicate
from answerable.records.engines.base import Hits, sorted_values
from answerable.records.errors import RecordsError
from answerable.records.index.build import folder, is_fresh
from answerable.records.index.search import Rows, Segment
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
        self._segments = [Segment(folder(records, year)) for year in records.years]

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
        codes = (segment.crimes.column(column).chunk(0).dictionary for segment in self._segments)
        return sorted_values(value for dictionary in codes for value in dictionary.to_pylist())

    def find(self, predicate: Predicate) -> Hits:
        """The records that match, a year after another."""
        crimes, victims, before = [], [], 0
        for segment in self._segments:
            rows = segment.rows(predicate)
            crimes.append(segment.crimes.take(rows))
            victims.append(_victims(segment, rows, before))
            before += rows.size
        return Hits(
            pa.concat_tables(crimes, promote_options="default").unify_dictionaries(),
            pa.concat_tables(victims, promote_options="default").unify_dictionaries(),
        )


def _victims(segment: Segment, rows: Rows, before: int) -> pa.Table:
    """The victims of some rows, with ``row`` as their place among all hits."""
    first, end = segment.victim_starts[rows], segment.victim_starts[rows + 1]
    number = end - first
    among = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)
    found = segment.victims.take(np.repeat(first, number) + among)
    return found.append_column("row", pa.array(np.repeat(np.arange(rows.size) + before, number)))
