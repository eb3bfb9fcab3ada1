"""Pivot tables in one column of labels: a parent, then its parts, which have the same labels under each parent.

Only their numbers tell which row is the parent of which: its count is the sum of those below it, in every column. Where
that can be in one way only, the parts are named with their parent; where not, nobody knows whose they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.grid import Grid, GridCell

ALIKE = "several of its rows have the same labels, so that what tells them apart was lost"
_MOST = 400
_BUTTON = "Column Labels"
_TOP = 8


def without_buttons(grid: Grid) -> Grid:
    """The grid of a pivot table without "Column Labels", a button of the spreadsheet that names nothing."""
    if not any(cell.text == _BUTTON for row in grid.rows[:_TOP] for cell in row):
        return grid
    rows = [tuple(replace(c, text="") if c.text == _BUTTON else c for c in row) for row in grid.rows[:_TOP]]
    return replace(grid, rows=(*rows, *grid.rows[_TOP:]))


def under_parents(names: Sequence[Path], body: Sequence[Sequence[GridCell]]) -> tuple[tuple[Path, ...], str]:
    """The labels of the rows, those of parts with their parent's before them, and the doubt that is left.

    Args:
        names: the labels, each row's own.
        body: the cells, row by row.
    """
    alike = Counter(path for path in names if path and not tokens.is_total(path[-1]))
    twice = sum(n > 1 for n in alike.values())
    if not twice or any(len(path) != 1 for path in names):
        return tuple(names), ""
    numbers = [[_number(cell.text) for cell in row] for row in body]
    rows = [r for r, path in enumerate(names) if not tokens.is_total(path[-1])]
    columns = [c for c in range(len(body[0])) if all(numbers[r][c] is not None for r in rows)]
    counts = [tuple(numbers[r][c] or 0 for c in columns) for r in rows]
    certain = len(rows) <= _MOST and all(map(any, counts))  # a row of noughts may be anybody's
    found = list(islice(_partings(counts, [names[r] for r in rows]), 2)) if certain else []
    if len(found) != 1:
        return tuple(names), ALIKE if twice > 1 else ""
    renamed = list(names)
    for parent, last in found[0]:
        for part in range(parent + 1, last):
            renamed[rows[part]] = (*names[rows[parent]], *names[rows[part]])
    return tuple(renamed), ""


def _number(text: str) -> int | None:
    """What a cell prints; a pivot table leaves blank what is nought."""
    read = tokens.read_count(text, None)
    if not text:
        return 0
    return read.count.low if read.count is not None and read.count.is_exact else None


Parting = tuple[tuple[int, int], ...]


def _partings(counts: Sequence[tuple[int, ...]], names: Sequence[Path]) -> Iterator[Parting]:
    """Every way to part rows into parents, each with the rows that it sums: its place, and that after its last part."""
    todo: list[tuple[int, Parting]] = [(0, ())]
    while todo:
        at, before = todo.pop()
        if at == len(counts):
            if len({names[parent] for parent, _ in before}) == len(before) > 1:
                yield before
            continue
        left = list(counts[at])
        seen: set[Path] = set()
        for part in range(at + 1, len(counts)):
            left = [rest - number for rest, number in zip(left, counts[part], strict=True)]
            if min(left) < 0 or names[part] in seen:
                break
            seen.add(names[part])
            if not any(left):
                todo.append((part + 1, (*before, (at, part + 1))))
