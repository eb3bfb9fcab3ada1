"""The words of records: how many records hold each, and where a note spells one otherwise than folding does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from answerable.model.progress import Progress
from answerable.records.fold import tokens
from answerable.records.kept.made import Made, read_arrow, write_arrow
from answerable.records.kept.places import sort_places
from answerable.records.kept.words import odd_runs, split
from answerable.records.store import Records, Year
from answerable.records.vocabulary import Vocabulary

_BATCH = 32_768
_SPELT = ("word", "spelling")


def vocabulary(records: Records, progress: Progress | None = None) -> Vocabulary:
    """The words of some records, year by year; what must be counted is kept.

    Args:
        records: the folder, opened.
        progress: told of each year that must be counted.
    """
    parts = []
    for done, year in enumerate(records.years):
        if progress and not _MADE.is_fresh(records, year):
            progress(done, len(records.years), str(year.year))
        parts.append(read_arrow(_MADE.at(records, year) / "words.arrow"))
    return Vocabulary(parts)


def spellings(records: Records) -> pa.Table:
    """How notes spell words otherwise than folding does.

    Returns:
        ``word``, folded, and ``spelling``: what stands in a note in small letters, the word not among them
        (``victims`` and ``victim's``).
    """
    return pa.concat_tables(
        [read_arrow(_MADE.at(records, year) / "spellings.arrow") for year in records.years]
    )


def _write(_records: Records, year: Year, to: Path) -> None:
    odd: set[tuple[str, str]] = set()

    def texts() -> Iterator[pa.Array]:
        for path in year.crimes:
            for batch in pq.ParquetFile(path).iter_batches(_BATCH, columns=["mo"]):
                odd.update(odd_spellings(batch.column(0)))
                yield batch.column(0)

    write_arrow(count(texts()), to / "words.arrow")
    write_arrow(spelling_table(odd), to / "spellings.arrow")


def odd_spellings(texts: pa.Array) -> set[tuple[str, str]]:
    """The words that the bytes of some texts do not hold, each with what stands there for it, in small letters."""
    return {(word, run) for run in odd_runs(texts) for word in tokens(run) if word not in run}


def spelling_table(pairs: Iterable[tuple[str, str]]) -> pa.Table:
    """Words and their spellings as a table."""
    listed = sorted(pairs)
    columns = {name: pa.array([pair[i] for pair in listed], pa.string()) for i, name in enumerate(_SPELT)}
    return pa.table(columns)


def count(batches: Iterable[pa.Array]) -> pa.Table:
    """The words of batches of texts, sorted, and the number of texts that hold each."""
    known: dict[str, int] = {}
    totals = np.zeros(0, np.int64)
    for texts in batches:
        words = split(texts)
        listed = words.coded.dictionary.to_pylist()
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(words.a_row)])
        held = sort_places(words.coded.indices.to_numpy(), starts, len(listed)).records
        numbers = np.fromiter((known.setdefault(word, len(known)) for word in listed), np.int64, len(listed))
        totals = np.pad(totals, (0, len(known) - totals.size))
        totals[numbers] += held
    every = pa.array(list(known), pa.string())
    order = pc.sort_indices(every)
    return pa.table({"word": every.take(order), "records": pa.array(totals).take(order)})


_MADE = Made("words", 1, _write)
