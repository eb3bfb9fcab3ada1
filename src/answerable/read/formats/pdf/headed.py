"""Columns with their headings: one set in the middle may stand beside values at the end of its column, or over none."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.formats.pdf.columns import Span, column_at
from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.sheet import overlap

_BESIDE = -2
"""Points: a heading that comes nearer than this to a column stands over it."""

_UNPAIRED = "it is not certain which of two headings beside a column heads it"

_WORDS = 0.4
"""Of the height: words of one heading, set wide, may stand so far apart."""


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
    widest = max(heads, key=lambda line: len(line.pieces))
    bare = _bare(spans, widest) - _under_totals(heads, widest, spans)
    blank: list[Span] = []
    for piece in reversed(widest.pieces):
        if any(overlap(piece.left, piece.right, *span) >= _BESIDE for span in spans):
            continue
        column = _headed_by(piece, spans, bare)
        if column is not None:
            bare.remove(column)
            left, right = spans[column]
            found[column] = (min(left, piece.left), max(right, piece.right))
        elif len(widest.pieces) > 2 and not _is_part(piece, widest):
            blank.append((piece.left, piece.right))
    return sorted([*found, *blank])


def unpaired(spans: Sequence[Span], heads: Sequence[Line]) -> str:
    """What to say where more headings than columns stand beside one another: some head nothing, any may.

    Args:
        spans: where the columns stand, without their headings.
        heads: the lines of the heading, from the top down.
    """
    if not heads:
        return ""
    widest = max(heads, key=lambda line: len(line.pieces))
    free = [p for p in widest.pieces if all(overlap(p.left, p.right, *s) < _BESIDE for s in spans)]
    free = [piece for piece in free if not _is_part(piece, widest)]
    bare = _bare(spans, widest) - _under_totals(heads, widest, spans)
    return _UNPAIRED if len(free) > len(bare) > 0 else ""


def _bare(spans: Sequence[Span], line: Line) -> set[int]:
    """The columns over which no heading of a line stands."""
    return {
        c
        for c, span in enumerate(spans)
        if all(overlap(p.left, p.right, *span) < _BESIDE for p in line.pieces)
    }


def _is_part(piece: Word, line: Line) -> bool:
    """True where a heading stands no further from the next than two words of one heading may."""
    gaps = (
        max(other.left - piece.right, piece.left - other.right) for other in line.pieces if other is not piece
    )
    return min(gaps, default=piece.height) < _WORDS * piece.height


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
