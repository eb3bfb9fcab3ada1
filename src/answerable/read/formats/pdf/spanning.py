"""Which columns an upper heading stands over, where no ruled line says so.

``2022`` and ``2023`` over ``Male | Female | Male | Female | Total`` may touch one column each, or none. The
habits of printed tables decide first (months rise inside a year, no label stands twice under one
heading, groups repeat), and the middles or left ends of the labels among what those allow.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.read import tokens
from answerable.read.formats.pdf.columns import Span
from answerable.read.formats.pdf.geometry import Word
from answerable.read.spans import may_stand_over

_MOST_HEADS = 8
_MOST_WAYS = 4_000
_CLOSE = 0.35
"""Two ways whose labels stand off by less than this share of a column apart are equally likely."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Groups of columns, one for each heading, and whether another way fits as well."""

    groups: tuple[tuple[int, ...], ...]
    certain: bool


def stand_over(
    heads: Sequence[Word], under: Sequence[int], labels: Sequence[str], spans: Sequence[Span]
) -> Standing | None:
    """The columns of each heading.

    Args:
        heads: the headings from the left.
        under: the columns that have labels below them.
        labels: those labels.
        spans: where all columns stand.

    Returns:
        The likeliest way, or None where the headings stand over one column each.
    """
    if not heads or len(heads) > _MOST_HEADS or len(under) <= len(heads):
        return None
    possible = itertools.islice(_ways(len(heads), len(under)), _MOST_WAYS)
    ways = sorted(
        ((_rank(heads, way, under, labels, spans), way) for way in possible), key=lambda item: item[0]
    )
    (broken, irregular, cost), best = ways[0]
    if all(b - a == 1 for a, b in best):
        return None
    pitch = _CLOSE * (spans[under[-1]][1] - spans[under[0]][0]) / len(under)
    rivals = [rank for rank, _ in ways[1:] if rank[:2] == (broken, irregular) and rank[2] < cost + pitch]
    return Standing(tuple(tuple(under[a:b]) for a, b in best), not rivals and not broken)


def _ways(heads: int, columns: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every way to give each heading a run of columns; the first and last columns may be left over."""
    for start in range(min(2, columns - heads) + 1):
        for end in range(columns, max(start + heads, columns - 3) - 1, -1):
            for cuts in itertools.combinations(range(start + 1, end), heads - 1):
                yield tuple(itertools.pairwise((start, *cuts, end)))


def _rank(
    heads: Sequence[Word],
    way: Sequence[tuple[int, int]],
    under: Sequence[int],
    labels: Sequence[str],
    spans: Sequence[Span],
) -> tuple[int, int, float]:
    """The less the better: habits broken, groups that differ, and how far the headings stand off."""
    groups = [list(labels[a:b]) for a, b in way]
    broken = sum(not may_stand_over(head.text, group) for head, group in zip(heads, groups, strict=True))
    left_over = [*labels[: way[0][0]], *labels[way[-1][1] :]]
    repeats = len({tuple(group) for group in groups}) > 1 or not all(map(tokens.is_total, left_over))
    ends = [(spans[under[a]][0], spans[under[b - 1]][1]) for a, b in way]
    middle = sum(
        abs(head.centre - (left + right) / 2) for head, (left, right) in zip(heads, ends, strict=True)
    )
    start = sum(abs(head.left - left) for head, (left, _) in zip(heads, ends, strict=True))
    end = sum(abs(head.right - right) for head, (_, right) in zip(heads, ends, strict=True))
    width = (spans[under[-1]][1] - spans[under[0]][0]) / len(under)
    stray = sum(0.2 if tokens.is_total(label) else 1.0 for label in left_over) * width
    return broken, int(repeats and len(set(labels)) < len(labels)), min(middle, start, end) + stray
