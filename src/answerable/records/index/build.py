"""Building the index: a segment a year, made again only where the year's files have changed.

A segment holds each word's places in the year's run of words. A place tells the record too, because records take
up the run one after another; so phrases and proximity need no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from answerable.model.progress import Progress
from answerable.records.index.search import Segment
from answerable.records.kept.columns import columns_of
from answerable.records.kept.made import Made, write_arrow
from answerable.records.kept.places import sort_places
from answerable.records.kept.words import split
from answerable.records.store import Records, Year

_BATCH = 8192


@dataclass(frozen=True, slots=True)
class Built:
    """What building did: years made anew, years left as they were, records in all."""

    made: tuple[int, ...]
    kept: tuple[int, ...]
    records: int


def is_fresh(records: Records, year: Year) -> bool:
    """True where the segment of the year is there and was made from its files as they are."""
    return _MADE.is_fresh(records, year)


def segment_of(records: Records, year: Year) -> Segment:
    """The segment of a year, made first where it is not fresh."""
    return Segment(_MADE.at(records, year), columns_of(records, year))


def build(records: Records, progress: Progress | None = None) -> Built:
    """Makes the segments that are not there or are out of date.

    Args:
        records: the folder, opened.
        progress: told of each year that is made.

    Returns:
        What was made and what was kept. A build that is stopped midway leaves whole segments only.
    """
    made: list[int] = []
    kept: list[int] = []
    for done, year in enumerate(records.years):
        fresh = is_fresh(records, year)
        if progress and not fresh:
            progress(done, len(records.years), str(year.year))
        (kept if fresh else made).append(year.year)
        segment_of(records, year)
    return Built(tuple(made), tuple(kept), len(records))


def _all_words(year: Year) -> tuple[npt.NDArray[np.int32], pa.StringArray, npt.NDArray[np.int64]]:
    """The year's run of words as numbers, the words, and how many words each record has."""
    runs, a_row = [], []
    for path in year.crimes:
        with pq.ParquetFile(path, memory_map=True) as file:
            for batch in file.iter_batches(_BATCH, columns=["mo"], use_threads=False):
                words = split(batch.column(0))
                runs.append(words.coded)
                a_row.append(words.a_row)
    coded = pa.chunked_array(runs, pa.dictionary(pa.int32(), pa.string())).unify_dictionaries()
    run = np.concatenate([np.zeros(0, np.int32), *(chunk.indices.to_numpy() for chunk in coded.chunks)])
    known = coded.chunk(0).dictionary if coded.num_chunks else pa.array([], pa.string())
    return run, known, np.concatenate([np.zeros(0, np.int64), *a_row])


def _write(_records: Records, year: Year, to: Path) -> None:
    run, vocabulary, a_row = _all_words(year)
    order = pc.sort_indices(vocabulary).to_numpy()
    rank = np.empty(order.size, np.int32)
    rank[order] = np.arange(order.size, dtype=np.int32)
    starts = np.zeros(a_row.size + 1, np.int64)
    np.cumsum(a_row, out=starts[1:])
    found = sort_places(rank[run], starts, order.size)
    np.save(to / "places.npy", found.places)
    np.save(to / "bounds.npy", found.bounds)
    np.save(to / "starts.npy", starts.astype(np.int32))
    words = pa.table({"word": vocabulary.take(pa.array(order)), "records": found.records})
    write_arrow(words, to / "words.arrow")


_MADE = Made("index", 2, _write)
