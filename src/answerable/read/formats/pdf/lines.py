"""Words to lines of text, cut into pieces where the gap is wider than a space."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line, Word, join

_SAME_LINE = 0.38  # of the lower height: middles nearer than this stand on one line
_WIDE = 0.55  # of the height: a wider gap parts two pieces of text
_BETWEEN_VALUES = 0.36  # the same between two numbers, which a space seldom joins


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words on one base line together, lines from the top down, words from the left."""
    rows: list[list[Word]] = []
    middle = height = 0.0
    for word in sorted(words, key=lambda w: w.top + w.bottom):
        if rows and abs(word.middle - middle) < _SAME_LINE * min(height, word.height):
            rows[-1].append(word)
            if word.height > height:
                middle, height = word.middle, word.height
        else:
            rows.append([word])
            middle, height = word.middle, word.height
    for row in rows:
        row.sort(key=lambda w: w.left)
    return rows


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Words as lines of pieces."""
    return [Line(pieces_of(row)) for row in rows_of(words)]


def pieces_of(row: Sequence[Word]) -> list[Word]:
    """The words of one line joined to pieces: a gap wider than a space begins a new one."""
    pieces: list[list[Word]] = []
    right = 0.0
    for word in row:
        if pieces and word.left - right < _limit(pieces[-1], word):
            pieces[-1].append(word)
            right = max(right, word.right)
        else:
            pieces.append([word])
            right = word.right
    return [join(piece) for piece in pieces]


def _limit(held: Sequence[Word], word: Word) -> float:
    height = min(held[-1].height, word.height)
    if word.text[:1].isdigit() and held[-1].text[-1:].isdigit():
        return _BETWEEN_VALUES * height
    return _WIDE * height


def is_value(text: str) -> bool:
    """True for what stands in the body of a table of figures: a count, a mark, a rate; not a year, not a word."""
    kind = tokens.kind(text)
    return kind in {"count", "rate"} or (kind == "mark" and len(text) <= 12)


def is_short(text: str) -> bool:
    """True for a value, a year or a period: what columns are aligned by."""
    return tokens.kind(text) in {"count", "rate", "mark", "year", "period"}
