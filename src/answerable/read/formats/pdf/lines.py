"""Words to lines of text, cut into pieces where the gap is wider than a space."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line, Word, join

_SAME_LINE = 0.38  # of the lower height: middles nearer than this stand on one line
_WIDE = (0.55, 1.7)  # of the height, and of the usual space: a wider gap parts two pieces of text
_CLOSE = (0.28, 1.2)  # the same inside a table
_BETWEEN_VALUES = (0.3, 1.2)  # the same between two numbers
_SPACES = 0.8  # of the height: a wider gap is no space between two words


@dataclass(frozen=True, slots=True)
class Gaps:
    """How wide a gap must be to part two words, as shares of their height."""

    wide: float
    close: float
    values: float


def gaps_of(words: Sequence[Word]) -> Gaps:
    """The gaps of a page, by the space that its words usually have between them: wide in type of one width."""
    spaces = [
        (b.left - a.right) / a.height
        for a, b in zip(words, words[1:], strict=False)
        if abs(a.middle - b.middle) < _SAME_LINE * a.height and 0 < b.left - a.right < _SPACES * a.height
    ]
    space = median(spaces) if len(spaces) > 20 else 0.25
    return Gaps(*(max(share, times * space) for share, times in (_WIDE, _CLOSE, _BETWEEN_VALUES)))


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


def lines_of(words: Sequence[Word], gaps: Gaps) -> list[Line]:
    """Words as lines of pieces."""
    return [Line(pieces_of(row, gaps.wide, gaps.values), row) for row in rows_of(words)]


def cut_closely(line: Line, gaps: Gaps) -> Line:
    """A line of a table cut where its gaps are a little wider than a space: columns may stand close."""
    return Line(pieces_of(line.words, gaps.close, gaps.values), line.words)


def cut_at(line: Line, borders: Sequence[float], gaps: Gaps) -> Line:
    """A line with its words joined by the columns that they stand in, however close.

    Args:
        line: the line.
        borders: where columns end and begin.
        gaps: the page's gaps, which part pieces inside a column.
    """
    groups: dict[int, list[Word]] = {}
    for word in line.words:
        groups.setdefault(bisect_right(borders, word.centre), []).append(word)
    pieces = [p for _, group in sorted(groups.items()) for p in pieces_of(group, gaps.wide, gaps.values)]
    return Line(pieces, line.words)


def pieces_of(row: Sequence[Word], wide: float, values: float) -> list[Word]:
    """The words of one line joined to pieces.

    Args:
        row: the words from the left.
        wide: a gap wider than this share of the height begins a new piece.
        values: the same between two numbers.
    """
    pieces: list[list[Word]] = []
    right = 0.0
    for word in row:
        if pieces and word.left - right < _limit(pieces[-1][-1], word, wide, values):
            pieces[-1].append(word)
            right = max(right, word.right)
        else:
            pieces.append([word])
            right = word.right
    return [join(piece) for piece in pieces]


def _limit(held: Word, word: Word, wide: float, values: float) -> float:
    numbers = word.text[:1].isdigit() and held.text[-1:].isdigit()
    return min(held.height, word.height) * (values if numbers else wide)


def is_value(text: str) -> bool:
    """True for what stands in the body of a table of figures: a count, a mark, a rate; not a year, not a word."""
    kind = tokens.kind(text)
    return kind in {"count", "rate"} or (kind == "mark" and len(text) <= 12)


def is_short(text: str) -> bool:
    """True for a value, a year or a period: what columns are aligned by."""
    return tokens.kind(text) in {"count", "rate", "mark", "year", "period"}
