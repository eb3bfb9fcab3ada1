"""Building the index: a segment a year, made again only where the year's files have changed.

A segment holds each word's places in the year's run of words. A place tells the record too, because records take
up the run one after another; so phrases and proximity need no more.
"""

from __future__ import annotations

import json
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import ipc

from answerable.records.index.places import sort_places
from answerable.records.index.words import split
from answerable.records.store import Records, Year

FORMAT = 1
COLUMNS = (
    "crime_id",
    "recorded_on",
    "offence_code",
    "offence_title",
    "outcome",
    "platform",
    "committed_on",
    "validated",
    "principal",
)
_BATCH = 8192


@dataclass(frozen=True, slots=True)
class Built:
    """What building did: years made anew, years left as they were, records in all."""

    made: tuple[int, ...]
    kept: tuple[int, ...]
    records: int


def folder(records: Records, year: Year) -> Path:
    """Where the segment of a year lies."""
    return records.derived / "index" / f"year={year.year}"


def is_fresh(records: Records, year: Year) -> bool:
    """True where the segment of the year is there and was made from its files as they are."""
    note = folder(records, year) / "made.json"
    if not note.exists():
        return False
    made = json.loads(note.read_text())
    return bool(made == {"format": FORMAT, "fingerprint": year.fingerprint})


def build(records: Records) -> Built:
    """Makes the segments that are not there or are out of date.

    Returns:
        What was made and what was kept. A build that is stopped midway leaves whole segments only.
    """
    made, kept = [], []
    for year in records.years:
        if is_fresh(records, year):
            kept.append(year.year)
            continue
        _build_year(records, year)
        made.append(year.year)
    return Built(tuple(made), tuple(kept), len(records))


def _build_year(records: Records, year: Year) -> None:
    place = folder(records, year)
    fresh = place.with_name(f".{place.name}-{uuid.uuid4().hex[:8]}")
    fresh.mkdir(parents=True)
    try:
        fingerprint = year.fingerprint
        _write_words(year, fresh)
        _write_columns(year, fresh)
        note = {"format": FORMAT, "fingerprint": fingerprint}
        (fresh / "made.json").write_text(json.dumps(note))
        shutil.rmtree(place, ignore_errors=True)
        fresh.rename(place)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


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


def _write_words(year: Year, to: Path) -> None:
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
    _write_arrow(
        pa.table({"word": vocabulary.take(pa.array(order)), "records": found.records}), to / "words.arrow"
    )


def _write_columns(year: Year, to: Path) -> None:
    """The columns that tables are made of, and the victims sorted by their record's row."""
    have = pq.read_schema(year.crimes[0]).names
    crimes = pa.concat_tables(
        [
            pq.read_table(path, columns=[c for c in COLUMNS if c in have], partitioning=None)
            for path in year.crimes
        ],
        promote_options="default",
    )
    _write_arrow(pa.table({n: _coded(crimes.column(n), n) for n in crimes.column_names}), to / "crimes.arrow")
    victims = read_victims(year)
    keys = crimes.column("crime_id").cast(pa.string()).combine_chunks()
    rows = pc.index_in(victims.column("crime_id").cast(pa.string()), value_set=keys)
    known = pc.is_valid(rows)
    victims = victims.append_column("row", rows).filter(known)
    victims = victims.take(pc.sort_indices(victims.column("row")))
    row = victims.column("row").to_numpy()
    np.save(to / "victims.npy", np.searchsorted(row, np.arange(len(keys) + 1)))
    kept = {"age": victims.column("age"), "sex": _coded(victims.column("sex"), "sex")}
    _write_arrow(pa.table(kept), to / "victims.arrow")


def read_victims(year: Year) -> pa.Table:
    """The victims of a year; an empty table of the same columns where there are none."""
    names = ["crime_id", "age", "sex"]
    if not year.victims:
        return pa.table(
            {
                "crime_id": pa.array([], pa.string()),
                "age": pa.array([], pa.int16()),
                "sex": pa.array([], pa.string()),
            }
        )
    tables = [pq.read_table(path, columns=names, partitioning=None) for path in year.victims]
    return pa.concat_tables(tables, promote_options="default")


def _coded(column: pa.ChunkedArray, name: str) -> pa.Array:
    """A column of few values as codes; ids and dates as they are, in one chunk."""
    if name in {"crime_id", "recorded_on", "committed_on", "validated", "principal"}:
        return _whole(column)
    plain = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    return _whole(plain.dictionary_encode())


def _whole(column: Any) -> pa.Array:
    found = (
        column.unify_dictionaries().combine_chunks()
        if pa.types.is_dictionary(column.type)
        else column.combine_chunks()
    )
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found


def _write_arrow(table: pa.Table, path: Path) -> None:
    with ipc.new_file(str(path), table.schema) as sink:
        sink.write_table(table.combine_chunks())
