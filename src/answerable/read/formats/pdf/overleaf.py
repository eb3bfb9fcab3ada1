"""Rows that begin at the foot of one page and go on at the head of the next."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from answerable.read.formats.origin import fold
from answerable.read.formats.pdf.lines import is_value
from answerable.read.formats.pdf.phrases import said_on
from answerable.read.grid import GridCell

Texts = Sequence[Sequence[str]]
Turning = Literal["whole", "joined", "unsure"]
"""What the turn of a page does: it parts two rows, or the halves of one, or it cannot be told which."""


_LEAST = 4
"""So many rows beside a turn that are painted in turn tell that all are."""


def turnings(parts: Sequence[Texts], paint: Sequence[Sequence[bool]] = ()) -> list[Turning]:
    """What each turn of the page does to a table.

    A label alone beside the turn is half of a row's label, or the heading of a group of rows. Its words may
    tell; a table that has such headings elsewhere is taken to have one here. Where every other row is painted,
    the halves of one row are painted alike, and two rows are not.

    Args:
        parts: the rows on each page, without the headings that a page repeats.
        paint: whether each of them is painted; empty where that is not known.

    Returns:
        One answer for each page but the first.
    """
    groups = any(_label_alone(row) for rows in parts for row in rows[1:-1])
    known = [_alike(above, below) for above, below in itertools.pairwise(paint)] or [None] * len(parts)
    return [
        _turning(above[-1], below[0], groups=groups, alike=alike)
        if below and not _are_headings(above)
        else "whole"
        for (above, below), alike in zip(itertools.pairwise(parts), known, strict=False)
    ]


def _are_headings(rows: Texts) -> bool:
    """True for rows of words with one over the last column, as a heading has: no row of values begins among them."""
    return all(bool(row[-1]) and not any(map(is_value, row)) for row in rows)


def _alike(above: Sequence[bool], below: Sequence[bool]) -> bool | None:
    """Whether the rows beside a turn are painted alike, where rows are painted in turn; else None."""
    near, next_ = above[-3:], below[:3]
    turns = all(a != b for rows in (near, next_) for a, b in itertools.pairwise(rows))
    told = near and next_ and len(near) + len(next_) >= _LEAST
    return near[-1] == next_[0] if turns and told else None


def _turning(above: Sequence[str], below: Sequence[str], *, groups: bool, alike: bool | None) -> Turning:
    if alike is not None:
        apart = not any(a and b and (is_value(a) or is_value(b)) for a, b in zip(above, below, strict=True))
        return "whole" if not alike else "joined" if apart else "unsure"
    if _goes_on(above, below):
        return "joined"
    if not (_label_alone(above) or _label_alone(below)):
        halved = above[0] and below[0][:1].islower() and said_on(above[0], below[0])
        return "unsure" if halved else "whole"
    if not above[0] and below[0]:
        return "unsure"  # the label that it may go on stands further up, over several rows
    if not below[0] or said_on(above[0], below[0]):
        return "joined"
    return "whole" if groups else "unsure"


def _goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """True for words, and no value, each of which goes on the words that stand over it, behind a code or another label."""
    pairs = [(a, b) for a, b in zip(above, below, strict=True) if b]
    return not below[0] and bool(pairs) and all(a and said_on(a, b) for a, b in pairs)


def _label_alone(row: Sequence[str]) -> bool:
    return bool(row[0]) and not any(row[1:])


def joined(above: Sequence[GridCell], below: Sequence[GridCell]) -> tuple[GridCell, ...]:
    """The halves of one row as one: the source of a cell is where it begins."""
    return tuple(_cell(upper, lower) for upper, lower in zip(above, below, strict=True))


def _cell(upper: GridCell, lower: GridCell) -> GridCell:
    if not upper.text:
        return lower
    return replace(upper, text=fold(f"{upper.text} {lower.text}"))
