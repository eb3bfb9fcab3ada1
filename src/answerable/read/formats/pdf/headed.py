"""Columns with their headings: one set in the middle may stand beside values at the end of its column, or over none."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.formats.pdf.columns import Span, column_at
from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.lines import is_figure, is_period
from answerable.read.formats.pdf.sheet import Sheet, overlap

_BESIDE = -2
"""Points: a heading that comes nearer than this to a column stands over it."""

_UNPAIRED = "it is not certain which of two headings beside a column heads it"

_STUB, _STUB_LINES = 40, 3
"""The heading of the labels has no more letters, on no more lines."""

_ONE_LABEL = 1.35
"""Of the height: the lines of one label are no further apart."""

_HALF_A_LINE = 0.9
"""Of the height: lines nearer than this overlap, and are no two lines of one text."""

_STUB_ROOM = 1.5
"""Of the height: no more room stands above and below it."""

_STOPS = ".,;:!?"
_HALF_WAY = 0.25
"""Of the height: what stands half way between two lines is off their middle by less."""

_WORDS = 0.4
"""Of the height: words of one heading, set wide, may stand so far apart."""

_NO_SPACE = 0.28
"""Of the height: nothing so narrow parts two texts of a table."""

_SET_WIDE = 0.9
_BEFORE_A_YEAR = 1.2
_GOES_ON = 0.7
"""And so far where the second begins in small letters: "of offences"."""


def with_text(spans: Sequence[Span], body: Sequence[Line]) -> list[Span]:
    """The columns in which something of the body stands, and not a heading alone.

    Args:
        spans: where columns were found.
        body: the lines with values.
    """
    pieces = [piece for line in body for piece in line.pieces]
    own = {column_at(piece, spans) for piece in pieces}
    return [
        (left, right)
        for c, (left, right) in enumerate(spans)
        if c in own or any(overlap(p.left, p.right, left, right) > 0.5 * (right - left) for p in pieces)
    ]


def with_headed(spans: list[Span], heads: Sequence[Line]) -> list[Span]:
    """The columns, as wide as their headings, with those that have a heading and no value: their cells are blank.

    Args:
        spans: where the columns stand.
        heads: the lines of the heading, from the top down.
    """
    if not heads:
        return spans
    found = list(spans)
    widest = _widest(heads)
    bare = _bare(spans, widest) - _under_totals(heads, widest, spans)
    blank: list[Span] = []
    for piece, paired in _in_order(widest, spans, bare):
        left, right = found[paired]
        found[paired] = (min(left, piece.left), max(right, piece.right))
        bare.discard(paired)
    spans = list(found)
    for piece in reversed(widest.pieces):
        if any(overlap(piece.left, piece.right, *span) >= _BESIDE for span in spans):
            continue
        column = _headed_by(piece, spans, bare)
        if column is not None:
            bare.remove(column)
            left, right = spans[column]
            found[column] = (min(left, piece.left), max(right, piece.right))
        elif len(widest.pieces) > 2 and not _is_part(piece, widest) and not _of_labels(piece, widest, spans):
            blank.append((piece.left, piece.right))
    return sorted([*found, *blank])


def _widest(heads: Sequence[Line]) -> Line:
    """The line with the most headings; the lowest of several."""
    return max(reversed(heads), key=lambda line: len(line.pieces))


def _in_order(line: Line, spans: Sequence[Span], bare: set[int]) -> list[tuple[Word, int]]:
    """Headings that stand beside columns with those columns, where there are as many of both and the order agrees."""
    over = [next((c for c, s in enumerate(spans) if _touches(piece, s)), None) for piece in line.pieces]
    free = [i for i, column in enumerate(over) if column is None]
    if not free:
        return []
    open_ = sorted(bare - ({0} if line.pieces[free[0]].left > spans[0][1] else set()))
    if len(free) != len(open_):
        return []
    for i, column in zip(free, open_, strict=True):
        over[i] = column
    ordered = [column for column in over if column is not None]
    if ordered != sorted(set(ordered)):
        return []
    return [(line.pieces[i], column) for i, column in zip(free, open_, strict=True)]


def _touches(piece: Word, span: Span) -> bool:
    return overlap(piece.left, piece.right, *span) >= _BESIDE


def unpaired(spans: Sequence[Span], heads: Sequence[Line]) -> str:
    """What to say where more headings than columns stand beside one another: some head nothing, any may.

    Args:
        spans: where the columns stand, without their headings.
        heads: the lines of the heading, from the top down.
    """
    if not heads:
        return ""
    widest = _widest(heads)
    free = [p for p in widest.pieces if all(overlap(p.left, p.right, *s) < _BESIDE for s in spans)]
    free = [piece for piece in free if not _is_part(piece, widest)]
    bare = _bare(spans, widest) - _under_totals(heads, widest, spans)
    return _UNPAIRED if len(free) > len(bare) > 0 else ""


def lines_between(above: Sequence[Line], below: Line, spans: Sequence[Span], labels: int) -> int:
    """How many of the last lines are the heading of the labels, half way down beside a heading of several rows.

    Args:
        above: lines from the top down, before the one of which ``below`` is the next.
        below: the heading's line under them.
        spans: where the columns stand.
        labels: how many of them, from the left, hold labels.
    """
    alone = [line.right <= spans[labels][0] and len(line.text) < _STUB for line in above[-_STUB_LINES:]]
    count = next((i for i, lone in enumerate(reversed(alone)) if not lone), len(alone))
    if not 0 < count < len(above):
        return 0
    stub = above[-count:]
    goes_on = (
        abs(below.left - stub[-1].left) < 1
        and below.middle - stub[-1].middle < _ONE_LABEL * below.pieces[0].height
    )
    middle, height = (stub[0].middle + stub[-1].middle) / 2, below.pieces[0].height
    for index, upper in enumerate(reversed(above[-count - _STUB_LINES : -count])):
        near = below.middle - upper.middle < (count + index + _STUB_ROOM) * height
        if not near or upper.left <= spans[labels - 1][1] or stub[-1].text[-1] in _STOPS:
            return 0
        centred = below.left > stub[-1].right and below.middle - stub[-1].middle < _HALF_A_LINE * height
        beside = centred or (goes_on and 0 < stub[0].middle - upper.middle < _HALF_A_LINE * height)
        if beside or abs(middle - (upper.middle + below.middle) / 2) < _HALF_WAY * height:
            return count
    return 0


def beside_blanks(sheet: Sheet) -> str:
    """What to say of a column of values without a heading right beside one with a heading and no value."""
    rows = sheet.texts()
    heads = next((i for i, row in enumerate(rows) if any(map(is_figure, row[1:]))), len(rows))
    headed = [any(row[c] for row in rows[:heads]) for c in range(sheet.width)]
    filled = [any(row[c] for row in rows[heads:]) for c in range(sheet.width)]
    pairs = itertools.pairwise(zip(headed[1:], filled[1:], strict=True))
    alone, blank = (False, True), (True, False)
    return _UNPAIRED if any((a, b) in {(alone, blank), (blank, alone)} for a, b in pairs) else ""


def _bare(spans: Sequence[Span], line: Line) -> set[int]:
    """The columns over which no heading of a line stands."""
    return {
        c
        for c, span in enumerate(spans)
        if all(overlap(p.left, p.right, *span) < _BESIDE for p in line.pieces)
    }


def _of_labels(piece: Word, line: Line, spans: Sequence[Span]) -> bool:
    """True for a second word of the heading of labels, set wide: it stands over no column of its own, left of all others."""
    first = line.pieces[0]
    over = first.left < spans[0][1] and piece.right < spans[1][0]
    return over and 0 < piece.left - first.right < _SET_WIDE * piece.height


def _is_part(piece: Word, line: Line) -> bool:
    """True where a heading stands no further from the next than two words of one heading may."""
    if is_period(piece.text) and sum(is_period(other.text) for other in line.pieces) > 2:
        return False  # one of a row of periods
    gaps = [
        max(other.left - piece.right, piece.left - other.right) for other in line.pieces if other is not piece
    ]
    if min(gaps, default=piece.height) < _NO_SPACE * piece.height:
        return False  # only a ruled line parts the two
    if any(
        is_period(f"{piece.text} {other.text}")
        and 0 < other.left - piece.right < _BEFORE_A_YEAR * piece.height
        for other in line.pieces
    ):
        return True  # "FY" before its years
    wide = _GOES_ON if piece.text[0].islower() else _WORDS
    return min(gaps, default=piece.height) < wide * piece.height


def _under_totals(heads: Sequence[Line], widest: Line, spans: Sequence[Span]) -> set[int]:
    """The columns whose only heading is a total on another line than the labels of the other columns."""
    totals = [p for line in heads if line is not widest for p in line.pieces if tokens.is_total(p.text)]
    return {
        column_at(total, spans)
        for total in totals
        if all(overlap(total.left, total.right, p.left, p.right) <= 0 for p in widest.pieces)
    }


def _headed_by(piece: Word, spans: Sequence[Span], bare: set[int]) -> int | None:
    """The column that a heading beside it heads, as one set in the middle over values at the end may stand.

    Args:
        piece: the heading.
        spans: the columns of values and labels.
        bare: those over which no heading stands.
    """
    after = next((c for c, span in enumerate(spans) if span[0] > piece.right), len(spans))
    near = [c for c in (after, after - 1) if c in bare and 0 <= c < len(spans)]
    if after == 1 and 1 in near:
        return 1
    return min(near, key=lambda c: max(spans[c][0] - piece.right, piece.left - spans[c][1]), default=None)
