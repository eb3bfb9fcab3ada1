"""The vocabulary of records: from the index where it is fresh, else counted once and kept."""

from __future__ import annotations

import os
from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import ipc

from answerable.records.index.build import folder, is_fresh
from answerable.records.index.search import Segment
from answerable.records.index.words import split
from answerable.records.store import Records, Year
from answerable.records.vocabulary import Vocabulary

_BATCH = 32_768


def vocabulary(records: Records) -> Vocabulary:
    """The words of some records, year by year; what must be counted is kept in ``.answerable/words``."""
    return Vocabulary([_of_year(records, year) for year in records.years])


def _of_year(records: Records, year: Year) -> pa.Table:
    if is_fresh(records, year):
        return Segment(folder(records, year)).words
    kept = records.derived / "words" / f"{year.year}-{year.fingerprint[:16]}.arrow"
    if kept.exists():
        return ipc.open_file(pa.memory_map(str(kept))).read_all()
    texts = (
        batch.column(0)
        for path in year.crimes
        for batch in pq.ParquetFile(path).iter_batches(_BATCH, columns=["mo"])
    )
    found = count(texts)
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob(f"{year.year}-*"):
        old.unlink()
    fresh = kept.with_suffix(f".{os.getpid()}")
    with ipc.new_file(str(fresh), found.schema) as sink:
        sink.write_table(found)
    fresh.rename(kept)
    return found


def count(batches: Iterable[pa.Array]) -> pa.Table:
    """The words of batches of texts, sorted, and the number of texts that hold each."""
    known: dict[str, int] = {}
    totals = np.zeros(0, np.int64)
    for texts in batches:
        words = split(texts)
        listed = words.coded.dictionary.to_pylist()
        size = len(listed)
        pairs = np.repeat(np.arange(len(texts)), words.a_row) * max(size, 1) + words.coded.indices.to_numpy()
        held = np.bincount(np.unique(pairs) % max(size, 1), minlength=size)
        numbers = np.fromiter((known.setdefault(word, len(known)) for word in listed), np.int64, size)
        totals = np.pad(totals, (0, len(known) - totals.size))
        totals[numbers] += held[:size]
    every = pa.array(list(known), pa.string())
    order = pc.sort_indices(every)
    return pa.table({"word": every.take(order), "records": pa.array(totals).take(order)})
