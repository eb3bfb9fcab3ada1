"""Which records could match a query, told from the bytes of their notes before any of them is folded.

Most queries need some rare word. A search of the bytes finds where its letters stand, in either case, inside other
words too; few records hold them, and only those are folded and tried. It errs one way only: what it leaves out
cannot match.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from ahocorasick_rs import BytesAhoCorasick

from answerable.records.compile import All, Any, Predicate, Sequences
from answerable.records.kept.words import plain, rows_at, text_bytes
from answerable.records.store import Year

Rows = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

Count = Callable[[str], int]

_MOST_WORDS = 8
"""Beyond so many words to look for, a pass for each costs more than it saves."""
_A_PASS = 0.02
"""What looking for one more word costs, in folding and trying that share of all records."""
_FEW = 16
"""Choices weighed at each step of a query, lest a long OR has more than can be tried."""
_BATCH = 4096
_BLOCK = 1 << 19
"""Bytes at a time: the search then finds in the processor's cache what was made small letters."""
_SMALL = np.uint8(0x20)


def needed(predicate: Predicate, held: Count, records: int) -> frozenset[str] | None:
    """Words of which each matching record holds one at least, as mere letters of its folded text.

    Args:
        predicate: the compiled query.
        held: a word to the number of records that hold it.
        records: how many records there are.

    Returns:
        The words, of the choices that there are the cheapest to look for; None where nothing need be held, or
        too many words would have to be looked for.
    """

    @cache
    def cost(words: frozenset[str]) -> float:
        return len(_shortest(words)) * _A_PASS * records + sum(map(held, words))

    found = next(iter(_choices(predicate, cost)), None)
    return None if found is None else _shortest(found)


def _choices(predicate: Predicate, cost: Callable[[frozenset[str]], float]) -> list[frozenset[str]]:
    """Lists of words of which one word must be held, whichever list is taken; the cheapest first."""

    def cheapest(choices: Iterable[frozenset[str]]) -> list[frozenset[str]]:
        kept = {words for words in choices if len(_shortest(words)) <= _MOST_WORDS}
        return sorted(kept, key=lambda words: (cost(words), sorted(words)))[:_FEW]

    match predicate:
        case Sequences():
            return cheapest(frozenset(words) for words in predicate.needed)
        case All(parts):
            return cheapest(words for part in parts for words in _choices(part, cost))
        case Any(parts):
            found = [frozenset[str]()]
            for part in parts:
                found = cheapest(one | other for one in found for other in _choices(part, cost))
            return found
    return []


def _shortest(words: Collection[str]) -> frozenset[str]:
    """The words without those that hold another: where ``porno`` stands, ``porn`` does."""
    return frozenset(word for word in words if not any(other != word and other in word for other in words))


def candidates(year: Year, finder: Finder, most: int) -> Iterator[tuple[Rows, pa.Array]]:
    """The records of a year that may match, and some that do not.

    Args:
        year: the files.
        finder: what to look for.
        most: about how many bytes to gather before they are given out.

    Yields:
        Rows of the year, rising, and their notes, folded.
    """
    places, notes, size, before = [], [], 0, 0
    for path in year.crimes:
        with pq.ParquetFile(path, memory_map=True) as file:
            for batch in file.iter_batches(_BATCH, columns=["mo"], use_threads=False):
                rows = finder.rows(batch.column(0))
                if rows.size:
                    places.append(rows + before)
                    notes.append(batch.column(0).take(pa.array(rows)))
                    size += notes[-1].nbytes
                before += len(batch)
                if size > most:
                    yield np.concatenate(places), pc.ascii_lower(plain(pa.concat_arrays(notes)))
                    places, notes, size = [], [], 0
    if places:
        yield np.concatenate(places), pc.ascii_lower(plain(pa.concat_arrays(notes)))


def hidden(words: Collection[str], spellings: pa.Table) -> frozenset[str]:
    """What stands in a note for one of some words, or for a longer one, without the word's own letters.

    Args:
        words: folded words.
        spellings: as :func:`answerable.records.kept.counts.spellings` gives them.
    """
    found = set[str]()
    for word in words:
        longer = spellings.filter(pc.match_substring(spellings.column("word"), word))
        found.update(longer.column("spelling").to_pylist())
    return _shortest([run for run in found if not any(word in run for word in words)])


class Finder:
    """Looks for words in the notes of many records, with the vectorised search of the library ahocorasick_rs.

    Args:
        words: folded words of a letter or more.
        spellings: what else to look for, in small letters: words as notes spell them otherwise.
    """

    def __init__(self, words: Collection[str], spellings: Collection[str] = ()) -> None:
        # One search a word: those for several words at once cannot leap from rare letter to rare letter.
        wanted = [[word] for word in sorted(words)] + ([sorted(spellings)] if spellings else [])
        self._searches = [BytesAhoCorasick([_lowered(word.encode()) for word in part]) for part in wanted]
        over = max((len(word.encode()) for part in wanted for word in part), default=0)
        # Room is taken once: to ask the system for it at every block costs more than the search.
        self._room = np.empty(_BLOCK + over, np.uint8)

    def rows(self, texts: pa.Array) -> Rows:
        """The rows whose text holds what is looked for, in capitals or not, and a few whose text does not.

        Args:
            texts: strings as they are.

        Returns:
            Rows, sorted, each once.
        """
        buffer, offsets = text_bytes(texts)
        return rows_at(self._places(buffer), offsets)

    def _places(self, buffer: Bytes) -> Rows:
        """Where it begins and ends."""
        found: list[int] = []
        for start in range(0, buffer.size, _BLOCK):
            block = buffer[start : start + self._room.size]
            lowered = np.bitwise_or(block, _SMALL, out=self._room[: block.size]).data
            for search in self._searches:
                for _, first, end in search.find_matches_as_indexes(lowered):
                    # Letters of two rows side by side may hide the word at the head of the second.
                    found += (start + first, start + end - 1)
        return np.array(found, np.int64)


def _lowered(word: bytes) -> bytes:
    """Capitals become small letters and digits stay; signs and characters beyond ASCII become other ones."""
    return bytes(byte | int(_SMALL) for byte in word)
