"""Words to lines of text, cut into pieces where the gap is wider than a space."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from answerable.model import period
from answerable.read import tokens
from answerable.read.formats.origin import footnote
from answerable.read.formats.pdf.geometry import Line, Rule, Word, join

_SAME_LINE = 0.38  # of the lower height: middles nearer than this stand on one line
_WIDE = (0.55, 1.7)  # of the height, and of the usual space: a wider gap parts two pieces of text
_CLOSE = (0.28, 1.2)  # the same inside a table
_BEFORE_A_YEAR = 1.2  # of the height
_SPACES = 0.8  # of the height: a wider gap is no space between two words
_ENOUGH = 6  # spaces between words tell how wide a space is
_SENTENCE_WORDS = 7
_MARKS = frozenset({"-", "–", "—", "*", "..", "…"})
_DATED = re.compile(r"(?:19|20)\d\d(?:/\d\d(?:\d\d)?)?\s*[-–—:]\s*[\d,<*]+")
_LEADING = re.compile(r"(?:.*\s)?[(<>~+-]?\d{1,3}(?: \d{3})*")
CUT_SHORT = re.compile(r"\d{1,3}(?:,\d{3})*,\d{0,2}")
"""A number with commas of which the end is missing."""

GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
"""A number with commas, whole."""

_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?[)%*]?")


@dataclass(frozen=True, slots=True)
class Gaps:
    """What parts two words: how wide a gap, as a share of their height, in running text and inside tables; and ruled lines."""

    wide: float
    close: float
    walls: tuple[Rule, ...] = ()


def gaps_of(words: Sequence[Word]) -> Gaps:
    """The gaps of a page, by the space that its words usually have between them: wide in type of one width."""
    spaces = [
        (b.left - a.right) / a.height
        for a, b in itertools.pairwise(words)
        if a.text.isalpha()
        and b.text.isalpha()
        and abs(a.middle - b.middle) < _SAME_LINE * a.height
        and 0 < b.left - a.right < _SPACES * a.height
    ]
    space = median(spaces) if len(spaces) >= _ENOUGH else 0.25
    wide, close = (max(share, times * space) for share, times in (_WIDE, _CLOSE))
    return Gaps(wide, close)


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
    return [_with_marks(sorted(row, key=lambda w: w.left)) for row in rows]


def _with_marks(row: list[Word]) -> list[Word]:
    """The words of a line, with each raised figure as a footnote mark of the word that it follows."""
    if len({word.height for word in row}) == 1:
        return row
    marked: list[Word] = []
    for word in row:
        held = marked[-1] if marked else None
        if held is not None and word.text.isalnum() and len(word.text) < 3 and _is_raised(word, held):
            text = held.text + footnote(word.text)
            marked[-1] = Word(text, held.left, held.top, word.right, held.bottom, bold=held.bold)
        else:
            marked.append(word)
    return marked


def _is_raised(word: Word, held: Word) -> bool:
    """True where a word is set smaller than the one before it, right after it, and off its base line."""
    close = -0.1 * held.height < word.left - held.right < 0.15 * held.height
    return close and word.height < 0.8 * held.height and held.bottom - word.bottom > 0.15 * held.height


def lines_of(words: Sequence[Word], gaps: Gaps) -> list[Line]:
    """Words as lines of pieces."""
    if len(words) < 2:  # as in most ruled cells
        return [Line(list(words), list(words))] if words else []
    return [Line(_walled(pieces_of(row, gaps.wide), row, gaps.walls), row) for row in rows_of(words)]


def _walled(pieces: list[Word], row: Sequence[Word], walls: Sequence[Rule]) -> list[Word]:
    """The pieces of a line cut where a vertical ruled line runs between two words."""
    if not walls:
        return pieces
    found: list[Word] = []
    for piece in pieces:
        at = [w.at for w in walls if piece.left < w.at < piece.right and w.start < piece.middle < w.end]
        if not at:
            found.append(piece)
            continue
        parts: dict[int, list[Word]] = {}
        for word in row:
            if piece.left <= word.centre <= piece.right:
                parts.setdefault(sum(x < word.centre for x in at), []).append(word)
        found += [join(part) for _, part in sorted(parts.items())]
    return found


def cut_closely(line: Line, gaps: Gaps) -> Line:
    """A line of a table cut where its gaps are a little wider than a space: columns may stand close.

    Words in small letters go on the text before them where running text would: bold type has wider spaces.
    """
    pieces = _walled(pieces_of(line.words, gaps.close), line.words, gaps.walls)
    if len(pieces) == len(line.pieces):
        return Line(pieces, line.words)
    kept: list[Word] = []
    for piece in pieces:
        held = kept[-1] if kept else None
        if held is not None and _carries_on(held, piece, gaps.wide, gaps.walls):
            kept[-1] = join([held, piece])
        else:
            kept.append(piece)
    return Line(kept, line.words)


def _carries_on(held: Word, piece: Word, wide: float, walls: Sequence[Rule]) -> bool:
    if any(held.right <= w.at <= piece.left and w.start < piece.middle < w.end for w in walls):
        return False
    near = piece.left - held.right < wide * min(held.height, piece.height)
    return near and piece.text[0].islower() and not is_value(piece.text) and not is_figure(held.text)


def cut_periods(line: Line) -> Line:
    """A heading of periods cut between them, however close they stand: ``2019 2020``, ``Jan Feb``, not ``Oct 2022``."""
    pieces: list[Word] = []
    for word in line.words:
        held = pieces[-1] if pieces else None
        if held is not None and _one_label(held, word, line):
            pieces[-1] = join([held, word])
        else:
            pieces.append(word)
    periods = sum(is_period(piece.text) for piece in pieces)
    return Line(pieces, line.words) if periods >= 3 and periods >= 0.6 * len(pieces) else line


def _one_label(held: Word, word: Word, line: Line) -> bool:
    """True where two words beside each other are one label."""
    if (
        not is_period(held.text)
        and is_period(f"{held.text} {word.text}")
        and word.left - held.right < _BEFORE_A_YEAR * word.height
    ):
        return True  # "FY" set apart from its years
    within = [p for p in line.pieces if p.left <= held.centre <= p.right and p.left <= word.centre <= p.right]
    if not within:
        return False
    if is_period(within[0].text):
        return True  # of two dates and a dash, which are one period
    if is_period(f"{held.text} {word.text}"):
        return True
    return not is_period(held.text) and not is_period(word.text)


@lru_cache(maxsize=16384)
def is_period(text: str) -> bool:
    """True for a year, a month, or any other period."""
    return tokens.kind(text) in {"year", "period"} or period.month_number(text) is not None


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
    pieces = [p for _, group in sorted(groups.items()) for p in pieces_of(group, gaps.wide)]
    return Line(pieces, line.words)


def pieces_of(row: Sequence[Word], wide: float) -> list[Word]:
    """The words of one line joined to pieces.

    Args:
        row: the words from the left.
        wide: a gap wider than this share of the height begins a new piece; so does any between two numbers
            that are not the thousands and the hundreds of one.
    """
    pieces: list[list[Word]] = []
    right = 0.0
    for word in row:
        if pieces and _go_on(pieces[-1], word, wide, word.left - right):
            pieces[-1].append(word)
            right = max(right, word.right)
        else:
            pieces.append([word])
            right = word.right
    return [join(piece) for piece in pieces]


def _go_on(held: Sequence[Word], word: Word, wide: float, gap: float) -> bool:
    """True where a word goes on the piece before it."""
    if gap >= wide * min(held[-1].height, word.height):
        return False
    if gap < 0.1 * word.height:
        return True
    if held[0].text in _MARKS and len(held) == 1:
        return not word.text[0].isdigit()
    if not (word.text[0].isdigit() and held[-1].text[-1].isdigit()):
        return True
    text = " ".join(w.text for w in held)
    grouped = _LEADING.fullmatch(text) and _GROUP.fullmatch(word.text)
    return bool(grouped) or any(c.isalpha() for c in text)


@lru_cache(maxsize=16384)
def is_value(text: str) -> bool:
    """True for what stands in the body of a table of figures: a count, a mark, a rate; not a year, not a word."""
    kind = tokens.kind(text)
    return kind in {"count", "rate"} or (kind == "mark" and len(text) <= 12)


@lru_cache(maxsize=16384)
def is_figure(text: str) -> bool:
    """True for a value that no heading is: "Unknown" and "Not recorded" can be both."""
    return is_value(text) and not text[0].isalpha()


@lru_cache(maxsize=16384)
def is_short(text: str) -> bool:
    """True for a value, a year or a period: what columns are aligned by."""
    return tokens.kind(text) not in {"blank", "label"} or period.month_number(text) is not None


def begins_list(text: str) -> bool:
    """True for a year and its number alone: ``2019 - 34`` below a table is no part of it."""
    return _DATED.fullmatch(text) is not None


def is_prose(line: Line) -> bool:
    """True for a line of running text, however wide its spaces were set."""
    if len(line.words) < _SENTENCE_WORDS:
        return False
    lower = sum(word.text[:1].islower() for word in line.words)
    return lower >= 0.55 * len(line.words)
