"""Where the printed cells of a short row belong, when its blanks were dropped.

A row that prints fewer cells than there are columns can be placed in many ways. Its own total and the
column totals leave few; where they leave none or too many to list, a person must decide.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from answerable.model import count
from answerable.read import tokens
from answerable.read.flat.region import Piece, blank

MAX_PLACEMENTS = 20_000
MAX_RESULTS = 8
Row = list[Piece]


def placements(rows: Sequence[Row], width: int) -> list[list[Row]] | None:
    """Every way to place short rows that the printed totals allow.

    Args:
        rows: label first; short rows hold only the cells that are printed, in order.
        width: the number of columns, label included.

    Returns:
        Full grids of rows, at most ``MAX_RESULTS``; None where there are too many to try, where no total
        row is complete, or where more are left than can be listed.
    """
    total = next(
        (row for row in reversed(rows) if row and tokens.is_total(row[0].text) and len(row) == width), None
    )
    short = [i for i, row in enumerate(rows) if 1 < len(row) < width]
    if total is None or not short:
        return None
    options = [_row_options(rows[i], width) for i in short]
    if math.prod(len(option) for option in options) > MAX_PLACEMENTS:
        return None
    target = [_number(cell) for cell in total[1:]]
    body = _summed(rows, total)
    base = [
        sum(_number(row[c]) or 0 for i, row in enumerate(rows) if i in body and i not in short)
        for c in range(1, width)
    ]
    kept: list[list[Row]] = []
    for choice in itertools.product(*options):
        sums = list(base)
        for i, row in zip(short, choice, strict=True):
            if i in body:
                for c, cell in enumerate(row[1:]):
                    sums[c] += _number(cell) or 0
        if all(t is None or t == s for t, s in zip(target, sums, strict=True)):
            filled = dict(zip(short, choice, strict=True))
            kept.append([filled.get(i, list(row)) for i, row in enumerate(rows)])
            if len(kept) > MAX_RESULTS:
                return None
    return kept or None


def _summed(rows: Sequence[Row], total: Row) -> set[int]:
    """The rows of the body that the total sums."""
    return {
        i
        for i, row in enumerate(rows)
        if row is not total and len(row) > 1 and not tokens.is_total(row[0].text)
        and any(tokens.kind(cell.text) == "count" for cell in row[1:])
    }  # fmt: skip


def _row_options(row: Row, width: int) -> list[Row]:
    """Every placing of a short row's cells, in order, in which its last cell, if it is its total, closes it."""
    label, cells = row[0], row[1:]
    options = []
    for places in itertools.combinations(range(1, width), len(cells)):
        placed = [label, *[blank(label.source)] * (width - 1)]
        for at, cell in zip(places, cells, strict=True):
            placed[at] = cell
        options.append(placed)
        if len(options) > MAX_PLACEMENTS:
            break
    return options


def _number(cell: Piece) -> int | None:
    read = count.parse(cell.text)
    return read.count.low if read.state == "exact" and read.count is not None else None
