"""Which records could match a query, told from the bytes of their notes before any of them is folded.

Most queries need some rare word. A pass over the bytes finds the places where two of that word's rarest letters
stand the right way apart, in either case; few do, and only their records are folded and tried. The pass errs
one way only: what it leaves out cannot match.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from answerable.records.compile import All, Any, Predicate, Sequences
from answerable.records.index.words import plain_bytes
from answerable.records.store import Records

Bytes = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.int64]

_MOST_WORDS = 8
"""Beyond so many words to look for, a pass for each costs more than it saves."""
_PIECE = 32_000_000
_SMALL = np.uint8(0x20)
_FEW = 16
"""Choices weighed at each step of a query, lest a long OR has more than can be tried."""
_BATCH = 8192
_BLOCK = 1 << 18
"""Bytes at a time: the few passes over a block then find it in the processor's cache."""
_RARE = 1000
"""A pass over a block costs as much as trying single places, if there is one in so many bytes."""


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
        columns: the columns wanted beside ``mo``.

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
            rows = finder.rows(batch.column(0))
            texts.append(batch.column(0).take(pa.array(rows)))
            places.append(rows + before)
            before += len(batch)
        at = np.concatenate([np.zeros(0, np.int64), *places])
        kind = file.schema_arrow.field("mo").type
        found = file.read(columns=columns, use_threads=False).take(pa.array(at))
    for name in columns:
        if name not in found.column_names:
            found = found.append_column(name, pa.nulls(len(found)))
    return found.append_column("mo", pa.chunked_array(texts, kind))


class Finder:
    """Looks for words in the notes of many records.

    Args:
        words: folded words of a letter or more.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._forms = [_Form(word) for word in sorted(words)]
        over = max((len(form.letters) for form in self._forms), default=0)
        # Room for the passes is taken once: to ask the system for it at every block costs more than they do.
        self._room = np.empty(_BLOCK + over, np.uint8)
        self._marks = np.zeros((2, -(-self._room.size // 8) * 8), bool)

    def rows(self, texts: pa.Array) -> Rows:
        """The rows whose folded text holds one of the words, and a few whose text does not.

        Args:
            texts: strings; null holds nothing.

        Returns:
            Rows, sorted, each once.
        """
        buffer, offsets = plain_bytes(texts)
        found = [np.zeros(0, np.int64)]
        for start in range(0, buffer.size, _BLOCK):
            block = buffer[start : start + self._room.size]
            # Capitals become small letters; digits stay as they are.
            lowered = np.bitwise_or(block, _SMALL, out=self._room[: block.size])
            found += [start + form.places(lowered, self._marks) for form in self._forms]
        return np.unique(np.searchsorted(offsets, np.concatenate(found), "right") - 1)


class _Form:
    """A word to look for.

    Args:
        word: folded.
    """

    def __init__(self, word: str) -> None:
        self.letters = [np.uint8(letter) for letter in word.encode()]
        self._passes = 0
        self._order = list(range(len(self.letters)))

    def places(self, text: Bytes, marks: npt.NDArray[np.bool_]) -> Rows:
        """Where the letters stand side by side: whole passes for a few of them, then only what those left."""
        size = max(text.size - len(self.letters) + 1, 0)
        if not self._passes and size:
            self._learn(text, size)
        held, other = marks
        first, *others = self._order
        np.equal(text[first : first + size], self.letters[first], out=held[:size])
        for at in others[: self._passes - 1]:
            np.equal(text[at : at + size], self.letters[at], out=other[:size])
            held[:size] &= other[:size]
        held[size:] = False
        # Eight at a time: most eights hold none, and to look for the rest among all costs more than the passes.
        eights = np.flatnonzero(held.view(np.uint64) != 0)
        within = np.flatnonzero(held.reshape(-1, 8)[eights])
        places: Rows = eights[within // 8] * 8 + within % 8
        for at in others[self._passes - 1 :]:
            places = places[text[places + at] == self.letters[at]]
        return places

    def _learn(self, text: Bytes, size: int) -> None:
        """Which letters leave the fewest places of the first notes, and how many of them need a pass each."""
        left = list(range(len(self.letters)))
        held = np.ones(size, bool)
        self._order = []
        while left:
            fits = {at: held & (text[at : at + size] == self.letters[at]) for at in left}
            best = min(left, key=lambda at: int(fits[at].sum()))
            held = fits[best]
            self._order.append(best)
            left.remove(best)
            if held.sum() * _RARE < size:
                break
        self._passes = len(self._order)
        self._order += left
