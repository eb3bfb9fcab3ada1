"""Which records could match a query, told from the bytes of their notes before any of them is folded.

Most queries need some rare word. A search of the bytes finds where its letters stand, in either case, inside other
words too; few records hold them, and only those are folded and tried. It errs one way only: what it leaves out
cannot match.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from ahocorasick_rs import BytesAhoCorasick

from answerable.records.compile import All, Any, Predicate, Sequences
from answerable.records.index.words import APOSTROPHE, BEYOND_ASCII, plain, text_bytes
from answerable.records.store import Records

Rows = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

_MOST_WORDS = 8
"""Beyond so many words to look for, a pass for each costs more than it saves."""
_PIECE = 32_000_000
_SMALL = np.uint8(0x20)
_FEW = 16
"""Choices weighed at each step of a query, lest a long OR has more than can be tried."""
_BATCH = 8192
_BLOCK = 1 << 18
"""Bytes at a time: the search then finds in the processor's cache what was made small letters."""


def needed(predicate: Predicate) -> frozenset[str] | None:
    """Words of which each matching record holds one at least, as mere letters of its folded text.

    Args:
        predicate: the compiled query.

    Returns:
        The words, of the choices that there are the cheapest to look for; None where nothing need be held, or
        too many words would have to be looked for.
    """
    return next(iter(_choices(predicate)), None)


def _choices(predicate: Predicate) -> list[frozenset[str]]:
    """Lists of words of which one word must be held, whichever list is taken; the cheapest first."""
    match predicate:
        case Sequences():
            found = {_shortest(words) for words in predicate.needed}
        case All(parts):
            found = {words for part in parts for words in _choices(part)}
        case Any(parts):
            found = {frozenset()}
            for part in parts:
                found = {_shortest(one | other) for one in found for other in _choices(part)}
                found = set(_cheapest(found))
        case _:
            found = set()
    return _cheapest(found)


def _cheapest(choices: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """A few of the choices: fewer words are cheaper, longer ones are rarer, and the words settle ties."""
    kept = [words for words in choices if len(words) <= _MOST_WORDS]
    return sorted(kept, key=lambda words: (len(words), -sum(map(len, words)), sorted(words)))[:_FEW]


def _shortest(words: Collection[str]) -> frozenset[str]:
    """The words without those that hold another: where ``porno`` stands, ``porn`` does."""
    return frozenset(word for word in words if not any(other != word and other in word for other in words))


def candidates(records: Records, words: Collection[str], columns: list[str]) -> Iterator[pa.Table]:
    """The records that hold one of the words, and some that do not.

    Args:
        records: the folder, opened.
        words: folded words.
        columns: the columns wanted beside ``mo``, which is folded but for capitals.

    Yields:
        Tables of some million bytes each; one at least, even if it is empty.
    """
    finder, held = Finder(words), []
    for path in records.crime_files:
        held.append(_candidates(path, finder, columns))
        if sum(table.nbytes for table in held) > _PIECE:
            yield pa.concat_tables(held, promote_options="default")
            held.clear()
    if held:
        yield pa.concat_tables(held, promote_options="default")


def _candidates(path: str, finder: Finder, columns: list[str]) -> pa.Table:
    places, texts, before = [], [], 0
    with pq.ParquetFile(path, memory_map=True) as file:
        for batch in file.iter_batches(_BATCH, columns=["mo"], use_threads=False):
            notes = batch.column(0)
            rows = finder.rows(notes)
            texts.append(plain(notes.take(pa.array(rows))))
            places.append(rows + before)
            before += len(batch)
        at = np.concatenate([np.zeros(0, np.int64), *places])
        found = file.read(columns=columns, use_threads=False).take(pa.array(at))
    for name in columns:
        if name not in found.column_names:
            found = found.append_column(name, pa.nulls(len(found)))
    return found.append_column("mo", pa.chunked_array(texts, pa.large_string()))


class Finder:
    """Looks for words in the notes of many records, each with the vectorised search of the library ahocorasick_rs.

    Args:
        words: folded words of a letter or more.
    """

    def __init__(self, words: Collection[str]) -> None:
        # One search a word: those for several words at once cannot leap from rare letter to rare letter.
        self._searches = [BytesAhoCorasick([word.encode()]) for word in sorted(words)]
        over = max(map(len, words), default=0)
        # Room is taken once: to ask the system for it at every block costs more than the search.
        self._room = np.empty(_BLOCK + over, np.uint8)

    def rows(self, texts: pa.Array) -> Rows:
        """The rows whose folded text holds one of the words, and a few whose text does not.

        Args:
            texts: strings as they are.

        Returns:
            Rows, sorted, each once.
        """
        buffer, offsets = text_bytes(texts)
        found = _rows_at(self._places(buffer), offsets)
        changed = _rows_at(_changing(buffer), offsets)
        if changed.size:
            buffer, offsets = text_bytes(plain(texts.take(pa.array(changed))))
            found = np.union1d(found, changed[_rows_at(self._places(buffer), offsets)])
        return found

    def _places(self, buffer: Bytes) -> Rows:
        """Where the words begin and end, in capitals or not."""
        found: list[int] = []
        for start in range(0, buffer.size, _BLOCK):
            block = buffer[start : start + self._room.size]
            # Capitals become small letters; digits stay as they are.
            lowered = np.bitwise_or(block, _SMALL, out=self._room[: block.size]).data
            for search in self._searches:
                for _, first, end in search.find_matches_as_indexes(lowered):
                    # Letters of two rows side by side may hide the word at the head of the second.
                    found += (start + first, start + end - 1)
        return np.array(found, np.int64)


def _changing(buffer: Bytes) -> Rows:
    """Where bytes stand that folding changes other than from capitals: accents, and apostrophes, which go."""
    found = [np.zeros(0, np.int64)]
    for start in range(0, buffer.size, _BLOCK):
        block = buffer[start : start + _BLOCK]
        if block.max() >= BEYOND_ASCII or (block == APOSTROPHE).any():
            found.append(np.flatnonzero((block >= BEYOND_ASCII) | (block == APOSTROPHE)) + start)
    return np.concatenate(found)


def _rows_at(places: Rows, offsets: Rows) -> Rows:
    """The rows in which some bytes stand, sorted, each once."""
    return np.unique(np.searchsorted(offsets, places, "right") - 1)
