"""Columns of a table that no ruled lines part: where the pieces of its lines stand one under another."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.lines import is_value
from answerable.read.formats.pdf.sheet import overlap

Span = tuple[float, float]
"""Left and right end of a column."""

_NEARER = 0.8
"""A border stands nearer to the values on its right than to the labels, which may be longer, on its left."""

_STRAY = 14
"""One line in so many may cross the space between two columns: a long label, a remark."""


def is_body(line: Line) -> bool:
    """True where a line holds values right of its first piece, and they are half or more of what stands there."""
    rest = line.pieces[1:]
    values = sum(is_value(piece.text) for piece in rest)
    return values > 0 and 2 * values >= len(rest)


def label_columns(lines: Sequence[Line], spans: Sequence[Span]) -> int:
    """How many columns from the left hold labels: the first, and those after it in which words stand and no value.

    Args:
        lines: lines of the table's body.
        spans: where the columns stand.
    """
    valued: set[int] = {0}
    worded: set[int] = set()
    for line in lines:
        for piece in line.pieces:
            (valued if is_value(piece.text) else worded).add(column_at(piece, spans))
    return next((c for c in range(1, len(spans)) if c in valued or c not in worded), 1)


def columns_of(lines: Sequence[Line]) -> list[Span]:
    """Where the columns stand, from the left.

    Args:
        lines: lines of the table's body.
    """
    spans = _covered([(p.left, p.right) for line in lines for p in line.pieces], len(lines) // _STRAY)
    parted: list[Span] = []
    for span in spans:
        parted += _parted(span, lines, 0)
    return parted


def _covered(pieces: Sequence[Span], stray: int) -> list[Span]:
    """Stretches over which more than ``stray`` pieces stand."""
    events = sorted([(left, 1) for left, _ in pieces] + [(right, -1) for _, right in pieces])
    spans: list[Span] = []
    depth = 0
    start = 0.0
    for at, step in events:
        if step > 0 and depth == stray:
            start = at
        depth += step
        if step < 0 and depth == stray and at > start:
            spans.append((start, at))
    return spans


def _parted(span: Span, lines: Sequence[Line], deep: int) -> list[Span]:
    """The stretch cut where lines hold two pieces in it with the same space between."""
    gaps = []
    held = 0
    for line in lines:
        inside = _inside(line, span)
        held += bool(inside)
        gaps += [(a.right, b.left) for a, b in itertools.pairwise(inside)]
    if deep > 30 or len(gaps) < max(2, 0.2 * held):
        return [span]
    middle = median((a + b) / 2 for a, b in gaps)
    near = min(gaps, key=lambda g: abs((g[0] + g[1]) / 2 - middle))
    shared = [g for g in gaps if overlap(*g, *near) > 0]
    cut = _cut(shared)
    if cut is None or not span[0] < cut < span[1] or len(shared) < max(2, 0.2 * held):
        return [span]
    return [*_parted((span[0], cut), lines, deep + 1), *_parted((cut, span[1]), lines, deep + 1)]


def _inside(line: Line, span: Span) -> list[Word]:
    return [p for p in line.pieces if span[0] <= p.centre <= span[1]]


def _cut(gaps: Sequence[Span]) -> float | None:
    """A place that most of the gaps share."""
    if not gaps:
        return None
    left, right = sorted(g[0] for g in gaps), sorted(g[1] for g in gaps)
    places = (
        left[i] + _NEARER * (right[j] - left[i]) for i in (len(left) // 2, -1) for j in (0, len(right) // 2)
    )
    return max(places, key=lambda x: sum(a <= x <= b for a, b in gaps))


def touched(left: float, right: float, spans: Sequence[Span]) -> list[int]:
    """The columns with which a stretch shares anything."""
    found = []
    for column, (start, end) in enumerate(spans):
        if start >= right:
            break  # columns follow one another
        if end > left:
            found.append(column)
    return found


def column_at(piece: Word, spans: Sequence[Span]) -> int:
    """The column that a piece of the body stands in: the one it shares most with, else the nearest."""
    left, right = piece.left, piece.right
    over = touched(left, right, spans) if left < right else []
    if len(over) == 1:
        return over[0]  # as nearly all
    if over:
        if over[0] == 0 and not is_value(piece.text):
            return 0
        return max(over, key=lambda column: overlap(left, right, *spans[column]))
    centres = [(start + end) / 2 for start, end in spans]
    at = bisect_left(centres, piece.centre)
    near = [c for c in (at - 1, at) if 0 <= c < len(spans)]
    return min(near, key=lambda c: abs(centres[c] - piece.centre))
