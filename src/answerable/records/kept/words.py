"""Text to words, many rows at a time: folding in numpy and Arrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from answerable.records.fold import fold

Whole = npt.NDArray[np.signedinteger[Any]]

APOSTROPHE = 0x27
BEYOND_ASCII = 0x80
_BLOCK = 1 << 18
_WORD = b"abcdefghijklmnopqrstuvwxyz0123456789"
_LOWER = bytes(byte + 32 if 65 <= byte <= 90 else byte for byte in range(256))
_IS_WORD = bytes(byte in _WORD for byte in _LOWER)
_IS_LETTER = bytes(byte in _WORD or byte == APOSTROPHE or byte >= BEYOND_ASCII for byte in _LOWER)
_SIGNS = bytes(byte for byte in range(256) if not _IS_LETTER[byte])
_OTHER = bytes(byte for byte in range(256) if _LOWER[byte] not in _WORD)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some rows, in order.

    Attributes:
        coded: each word as its place among the distinct ones.
        a_row: how many words each row has.
    """

    coded: pa.DictionaryArray
    a_row: npt.NDArray[np.int64]


def text_bytes(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], Whole]:
    """The bytes of all rows end to end, and where each starts (with one more for the end)."""
    if texts.null_count:
        texts = pc.fill_null(texts, "")
    wide = pa.types.is_large_string(texts.type) or pa.types.is_large_binary(texts.type)
    _, where, data = texts.buffers()
    if data is None:
        return np.zeros(0, np.uint8), np.zeros(len(texts) + 1, np.int64)
    offsets: Whole = np.frombuffer(where, np.int64 if wide else np.int32)
    offsets = offsets[texts.offset : texts.offset + len(texts) + 1]
    buffer = np.frombuffer(data, np.uint8)[offsets[0] : offsets[-1]]
    return buffer, offsets if offsets[0] == 0 else offsets - offsets[0]


def rows_at(places: Whole, offsets: Whole) -> Whole:
    """The rows in which some bytes stand, sorted, each once."""
    return distinct(np.sort(np.searchsorted(offsets, places, "right")) - 1)


def distinct(numbers: Whole) -> Whole:
    """Each of some sorted numbers once."""
    new = np.ones(numbers.size, bool)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return numbers[new]


def plain(texts: pa.Array) -> pa.Array:
    """Texts folded but for capitals: ASCII letters, and whatever else ends a word.

    Args:
        texts: strings; null is a row of no bytes.
    """
    buffer, offsets = text_bytes(texts)
    if buffer.size and buffer.max() >= BEYOND_ASCII:
        beyond = np.flatnonzero(buffer & BEYOND_ASCII)
        rows = rows_at(beyond, offsets)
        mask = np.zeros(len(texts), bool)
        mask[rows] = True
        folded = [fold(text) for text in texts.take(pa.array(rows)).to_pylist()]
        fixed = pc.replace_with_mask(
            texts.cast(pa.large_string()), pa.array(mask), pa.array(folded, pa.large_string())
        )
        buffer, offsets = text_bytes(fixed)
    blocks = range(0, buffer.size, _BLOCK)
    if any((buffer[start : start + _BLOCK] == APOSTROPHE).any() for start in blocks):
        gone = np.flatnonzero(buffer == APOSTROPHE)
        buffer = np.delete(buffer, gone)
        offsets = offsets - np.searchsorted(gone, offsets)
    offsets = offsets.astype(np.int64, copy=False)
    return pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(offsets), pa.py_buffer(buffer))


def split(texts: pa.Array) -> Words:
    """Cuts the texts of some rows into words.

    Args:
        texts: an Arrow array of strings; null is a row of no words.

    Returns:
        Their words, the same as :func:`answerable.records.fold.tokens` cuts.
    """
    buffer, offsets = text_bytes(plain(texts))
    # bytes.translate is several times faster than a look-up by numpy.
    raw = buffer.tobytes()
    starts, ends = _runs(raw.translate(_IS_WORD), offsets)
    a_row = np.diff(np.searchsorted(starts, offsets))
    return Words(_texts(ends - starts, raw.translate(_LOWER, _OTHER)).dictionary_encode(), a_row)


def odd_runs(texts: pa.Array) -> list[str]:
    """What stands between spaces or signs, in small letters, wherever it holds what folding takes out or changes.

    Args:
        texts: an Arrow array of strings.

    Returns:
        Each run of letters, digits, apostrophes and characters beyond ASCII, once.
    """
    buffer, offsets = text_bytes(texts)
    odd = (buffer >= BEYOND_ASCII) | (buffer == APOSTROPHE)
    rows = rows_at(np.flatnonzero(odd), offsets)
    buffer, offsets = text_bytes(texts.take(pa.array(rows)))
    raw = buffer.tobytes()
    starts, ends = _runs(raw.translate(_IS_LETTER), offsets)
    runs = _texts(ends - starts, raw.translate(_LOWER, _SIGNS)).unique()
    found: list[str] = runs.filter(pc.match_substring_regex(runs, "[^a-z0-9]")).to_pylist()
    return found


def _runs(inside: bytes, offsets: Whole) -> tuple[npt.NDArray[np.int64], ...]:
    """Where runs of bytes that are 1 start and end; a row's end ends one, and its start starts one."""
    word = np.zeros(len(inside) + 2, bool)
    word[1:-1] = np.frombuffer(inside, bool)
    edges = np.flatnonzero(word[1:] != word[:-1])
    between = distinct(offsets[1:-1])
    cut = between[word[between] & word[between + 1]]
    edges = np.insert(edges, np.searchsorted(edges, cut).repeat(2), cut.repeat(2))
    return edges[0::2], edges[1::2]


def _texts(lengths: npt.NDArray[np.int64], letters: bytes) -> pa.StringArray:
    """Strings that lie end to end."""
    bounds = np.zeros(lengths.size + 1, np.int32)
    np.cumsum(lengths, out=bounds[1:])
    return pa.StringArray.from_buffers(lengths.size, pa.py_buffer(bounds), pa.py_buffer(letters))
