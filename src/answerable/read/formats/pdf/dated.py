"""Headings of two dates that a narrow column set one under the other, with the dash between them on a line of its own."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from answerable.read.formats.pdf.geometry import Line, Word, join
from answerable.read.formats.pdf.lines import is_period
from answerable.read.formats.pdf.sheet import overlap

_DASHES = frozenset({"-", "–", "—", "to"})
_ONE_LABEL = 1.55
"""Of the height: the lines of one heading are no further apart."""


def with_whole_dates(lines: list[Line]) -> list[Line]:
    """The lines with each heading of a date over a dash over a date on one line, the lowest of the three.

    A dash alone is a value as well, so that without this the second dates would head the table, and the dashes be a row of it.
    """
    if len(lines) < 3:
        return lines
    found: list[Line] = []
    at = 0
    while at < len(lines):
        whole = _whole(lines[at : at + 3]) if any(p.text in _DASHES for p in _next(lines, at)) else None
        found.append(whole or lines[at])
        at += 3 if whole else 1
    return found


def _next(lines: Sequence[Line], at: int) -> Sequence[Word]:
    return lines[at + 1].pieces if at + 2 < len(lines) else ()


def _whole(three: Sequence[Line]) -> Line | None:
    """Three lines as one, where each dash on the middle one stands between two dates; None where one does not."""
    upper, middle, lower = three
    height = middle.pieces[0].height
    if max(lower.middle - middle.middle, middle.middle - upper.middle) > _ONE_LABEL * height:
        return None
    periods: list[Word] = []
    taken: set[int] = set()
    for dash in (piece for piece in middle.pieces if piece.text in _DASHES):
        ends = [[p for p in line.pieces if p.left <= dash.centre <= p.right] for line in (upper, lower)]
        if not all(ends):
            return None
        first, last = ends[0][0], ends[1][0]
        text = f"{first.text} {dash.text} {last.text}"
        if not all(map(is_period, (first.text, last.text, text))):
            return None
        whole = join([first, dash, last])
        periods.append(Word(text, whole.left, last.top, whole.right, last.bottom, bold=last.bold))
        taken |= {id(first), id(dash), id(last)}
    others = [piece for line in three for piece in line.pieces if id(piece) not in taken]
    pieces = sorted([*others, *periods], key=lambda piece: piece.left)
    if any(overlap(a.left, a.right, b.left, b.right) > 0 for a, b in itertools.pairwise(pieces)):
        return None
    return Line(pieces, pieces)
