"""From a run of words to each word's places in it.

The conversion of a coordinate matrix to compressed rows is a counting sort, in time linear in the number of words.
It is done on pieces that fit the processor's cache, and the pieces are then joined word by word: one sort of the
whole would go through all of the memory once for each word it moves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

_PIECE = 1 << 22
"""About so many words are sorted at a time."""

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Places:
    """Where words stand.

    Attributes:
        places: word after word, the places at which it stands, rising.
        bounds: where each word's begin in ``places``, with one more for the end.
        records: of each word, how many records hold it.
    """

    places: Numbers
    bounds: npt.NDArray[np.int64]
    records: Numbers


def sort_places(run: Numbers, starts: npt.NDArray[np.int64], words: int) -> Places:
    """Sorts the places of a run of words by word.

    Args:
        run: the number of each word, record after record.
        starts: where each record begins in the run, with one more for the end.
        words: how many different words there are.
    """
    bounds = np.zeros(words + 1, np.int64)
    for begin in range(0, run.size, _PIECE):
        bounds[1:] += np.bincount(run[begin : begin + _PIECE], minlength=words)
    np.cumsum(bounds, out=bounds)
    after = bounds[:-1].copy()  # where each word's next place goes
    places, records = np.empty(run.size, np.int32), np.zeros(words, np.int32)
    cuts = np.unique(
        np.searchsorted(starts, np.arange(0, run.size + _PIECE, _PIECE)).clip(max=starts.size - 1)
    )
    for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        begin, end = int(starts[first]), int(starts[last])
        if begin == end:
            continue
        used, lengths, inside = _sorted(run[begin:end], words)
        place = np.repeat((after[used] - np.cumsum(lengths) + lengths).astype(np.int32), lengths)
        place += np.arange(end - begin, dtype=np.int32)
        places[place] = inside + begin
        after[used] += lengths
        records[used] += _distinct(inside, lengths, np.diff(starts[first : last + 1]))
    return Places(places, bounds, records)


def _sorted(run: Numbers, words: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Numbers]:
    """The words that stand in a piece, how often each does, and their places in it, word after word."""
    at = np.arange(run.size, dtype=np.int32)
    matrix = sparse.coo_matrix((np.ones(run.size, np.int8), (run, at)), shape=(words, run.size))
    matrix.has_canonical_format = True
    rows = matrix.tocsr()
    lengths = np.diff(rows.indptr)
    used = np.flatnonzero(lengths)
    return used, lengths[used].astype(np.int64), rows.indices


def _distinct(inside: Numbers, lengths: npt.NDArray[np.int64], a_row: npt.NDArray[np.int64]) -> Numbers:
    """In how many records of a piece each of its words stands."""
    record = np.repeat(np.arange(a_row.size, dtype=np.int32), a_row)[inside]
    heads = np.cumsum(lengths) - lengths
    fresh = np.ones(inside.size, np.int8)
    fresh[1:] = record[1:] != record[:-1]
    fresh[heads] = 1
    return np.add.reduceat(fresh, heads, dtype=np.int32)
