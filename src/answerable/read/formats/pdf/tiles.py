"""Which columns an upper heading stands over, where it is known to the point where columns begin and end.

All headings of a row begin where the first of their columns does, or stand in the middle of theirs: each has one place for each way.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Word
from answerable.read.formats.pdf.lines import is_period
from answerable.read.formats.pdf.spanning import names_columns, names_counts

_ALIKE = 1.0
"""Points: texts set in one way stand no further off."""

_LEVEL = 0.3
"""Of the height: what stands on one line is no further up or down."""

Way = tuple[tuple[int, int], ...]
"""For each heading its first column and one past its last."""


def tiles(heads: Sequence[Word], xs: Sequence[float], pad: float, leaves: Mapping[int, str]) -> Way | None:
    """The columns that each heading stands over.

    Args:
        heads: the headings of a row, from the left.
        xs: the borders of the columns.
        pad: how far the text of a cell stands from its left border.
        leaves: the text of the row below it by column.

    Returns:
        None where no way fits, or several do.
    """
    if not all(abs(p.middle - heads[0].middle) < _LEVEL * p.height for p in heads):
        return None
    last = len(xs) - 1
    ends = {last, last - 1} if tokens.is_total(leaves.get(last - 1, "")) else {last}
    if len(heads) == 1:
        ways = set(_alone(heads[0], xs, pad, ends))
        ways = set(_over_dates(heads[0], ways, leaves)) if len(ways) > 1 else ways
    else:
        found = (*_from_the_left(heads, xs, pad), *_in_the_middle(heads, xs))
        ways = {way for way in found if way[-1][1] in ends}
    headed = {way for way in ways if all(leaves.get(c) for start, end in way for c in range(start, end))}
    return headed.pop() if len(headed) == 1 else None


def _from_the_left(heads: Sequence[Word], xs: Sequence[float], pad: float) -> Iterator[Way]:
    starts = [c for p in heads for c, x in enumerate(xs) if abs(p.left - x - pad) < _ALIKE]
    steps = {b - a for a, b in itertools.pairwise(starts)}
    if len(starts) == len(heads) and len(steps) == 1 and starts[0] > 0:
        yield tuple((start, start + min(steps)) for start in starts)


def _in_the_middle(heads: Sequence[Word], xs: Sequence[float]) -> Iterator[Way]:
    for first in range(1, len(xs) - 1):
        way: list[tuple[int, int]] = []
        for head in heads:
            start = way[-1][1] if way else first
            end = next((c for c in range(start + 1, len(xs)) if _is_middle(head, xs[start], xs[c])), None)
            if end is None:
                break
            way.append((start, end))
        if len(way) == len(heads):
            yield tuple(way)


def _is_middle(head: Word, left: float, right: float) -> bool:
    return abs((left + right) / 2 - head.centre) < _ALIKE


def _alone(head: Word, xs: Sequence[float], pad: float, ends: set[int]) -> Iterator[Way]:
    for start, end in itertools.product(range(1, len(xs) - 1), ends):
        begins = abs(head.left - xs[start] - pad) < _ALIKE
        if end > start and (begins or _is_middle(head, xs[start], xs[end])):
            yield ((start, end),)


def _over_dates(head: Word, ways: set[Way], leaves: Mapping[int, str]) -> Iterator[Way]:
    """The ways of a heading that names periods in which it stands over all of them, and over nothing else."""
    dated = [column for column, text in sorted(leaves.items()) if is_period(text)]
    if dated and names_columns(head.text) and not names_counts(head.text):
        yield from (way for way in ways if way == ((dated[0], dated[-1] + 1),))
