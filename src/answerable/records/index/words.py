"""Text to words, many rows at a time: the index's half of the folding, in numpy and Arrow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from answerable.records.fold import fold

APOSTROPHE = 0x27
BEYOND_ASCII = 0x80
_BLOCK = 1 << 18
_WORD = b"abcdefghijklmnopqrstuvwxyz0123456789"
_LOWER = bytes(byte + 32 if 65 <= byte <= 90 else byte for byte in range(256))
_IS_WORD = bytes(byte in _WORD for byte in _LOWER)
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


def text_bytes(texts: pa.Array) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The bytes of all rows end to end, and where each starts (with one more for the end)."""
    if texts.null_count:
        texts = pc.fill_null(texts, "")
    wide = pa.types.is_large_string(texts.type) or pa.types.is_large_binary(texts.type)
    _, where, data = texts.buffers()
    offsets = np.frombuffer(where, np.int64 if wide else np.int32)
    offsets = offsets[texts.offset : texts.offset + len(texts) + 1].astype(np.int64, copy=False)
    if data is None:
        return np.zeros(0, np.uint8), np.zeros(len(texts) + 1, np.int64)
    return np.frombuffer(data, np.uint8)[offsets[0] : offsets[-1]], offsets - offsets[0]


def plain(texts: pa.Array) -> pa.Array:
    """Texts folded but for capitals: ASCII letters, and whatever else ends a word.

    Args:
        texts: strings; null is a row of no bytes.
    """
    buffer, offsets = text_bytes(texts)
    if buffer.size and buffer.max() >= BEYOND_ASCII:
        beyond = np.flatnonzero(buffer & BEYOND_ASCII)
        rows = np.unique(np.searchsorted(offsets, beyond, "right") - 1)
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
    word = np.zeros(buffer.size + 2, bool)
    word[1:-1] = np.frombuffer(raw.translate(_IS_WORD), bool)
    edges = np.flatnonzero(word[1:] != word[:-1])
    # A row's last byte ends a word, and its first starts one, whatever stands beside it in the next row.
    between = np.unique(offsets[1:-1])
    cut = between[word[between] & word[between + 1]]
    edges = np.insert(edges, np.searchsorted(edges, cut).repeat(2), cut.repeat(2))
    starts, ends = edges[0::2], edges[1::2]
    a_row = np.diff(np.searchsorted(starts, offsets))
    bounds = np.zeros(starts.size + 1, np.int32)
    np.cumsum(ends - starts, out=bounds[1:])
    letters = raw.translate(_LOWER, _OTHER)
    column = pa.StringArray.from_buffers(starts.size, pa.py_buffer(bounds), pa.py_buffer(letters))
    return Words(column.dictionary_encode(), a_row)
