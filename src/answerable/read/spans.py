"""Column header paths: which leaf columns each upper header label stands over.

HTML and spreadsheets keep their spans. A flattened page loses them: ``2022 | 2023 | Grand Total`` is
left over ``Oct | Nov | Dec | Jan | …``. Then the spans follow from what every table does: months rise
inside a year, a financial year starts in April, no label stands twice under one heading, and a total
stands over a blank. Where more than one split is left, the caller lets totals and dates choose.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from answerable.model import Period, period
from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.grid import Grid, GridCell

MAX_SPLITS = 64
Header = Sequence[Sequence[GridCell]]


def column_paths(
    header: Header, grid: Grid, body: Sequence[Sequence[GridCell]]
) -> list[tuple[tuple[Path, ...], str]]:
    """Every way to read the header rows as one path a column, each with what makes it doubtful.

    Args:
        header: the header rows right of the stub, from top to bottom.
        grid: the grid that they stand in.
        body: the body rows, for the number of columns where there is no header.
    """
    rows = [row for row in header if any(cell.text or cell.covered_by for cell in row)]
    width = len(body[0])
    if not rows:
        return [(((),) * width, "no column headings" if width > 1 else "")]
    if grid.packed and len(rows) > 1:
        return _packed([[cell.text for cell in row] for row in rows], width)
    filled = [_fill(row, grid, leaf=i == len(rows) - 1) for i, row in enumerate(rows)]
    return [(tuple(_path(level[c] for level in filled) for c in range(width)), "")]


def _path(labels: Iterator[str]) -> Path:
    """Labels from the outermost in, without blanks and without one said twice running."""
    path: list[str] = []
    for label in labels:
        if label and (not path or path[-1] != label):
            path.append(label)
    return tuple(path)


def _fill(row: Sequence[GridCell], grid: Grid, *, leaf: bool) -> list[str]:
    """A header row with each label repeated over the columns that it covers.

    Where spans are known a blank is a blank; where they are lost a blank in an upper row is carried from
    the left, unless the label to the left is a total.
    """
    labels: list[str] = []
    offset = grid.width - len(row)
    for index, cell in enumerate(row):
        text = cell.text
        if not text and cell.covered_by is not None:
            r, c = cell.covered_by
            text = grid.rows[r][c].text if c >= offset else ""
        elif not text and not leaf and not grid.spans_known and index and not tokens.is_total(labels[-1]):
            text = labels[-1]
        labels.append(text)
    return labels


def _packed(rows: list[list[str]], width: int) -> list[tuple[tuple[Path, ...], str]]:
    """Header paths of a flattened table: the last row is the leaves, rows above were pushed to the left."""
    leaves = (rows[-1] + [""] * width)[:width]
    results: list[list[list[str]]] = [[leaves]]
    for row in reversed(rows[:-1]):
        labels = [text for text in row if text]
        grown: list[list[list[str]]] = []
        for below in results:
            for sizes in _splits(labels, below[0]):
                level = [label for label, size in zip(labels, sizes, strict=True) for _ in range(size)]
                grown.append([level, *below])
                if len(grown) > MAX_SPLITS:
                    break
        results = grown
    ranked = sorted(results, key=_irregularity)
    if len(ranked) > 1 and _irregularity(ranked[0]) == 0 < _irregularity(ranked[1]):
        ranked = ranked[:1]
    if not ranked:
        flat = tuple((leaf,) if leaf else () for leaf in leaves)
        return [(flat, "the upper headings do not fit over the columns")]
    return [(tuple(_path(level[c] for level in levels) for c in range(width)), "") for levels in ranked]


def _irregularity(levels: list[list[str]]) -> int:
    """0 where every upper label stands over the same leaves in the same order; otherwise 1."""
    groups: dict[str, list[str]] = {}
    for top, leaf in zip(levels[0], levels[-1], strict=True):
        groups.setdefault(top, []).append(leaf)
    patterns = {tuple(leaves) for top, leaves in groups.items() if not tokens.is_total(top)}
    return 0 if len(patterns) == 1 and len(next(iter(patterns))) > 1 else 1


def _splits(labels: list[str], leaves: list[str]) -> Iterator[tuple[int, ...]]:
    """Every way to cut ``leaves`` into one run a label that breaks no rule, in order."""
    if not labels or len(labels) > len(leaves):
        return

    def extend(index: int, at: int) -> Iterator[tuple[int, ...]]:
        left = len(labels) - index
        if left == 0:
            if at == len(leaves):
                yield ()
            return
        for size in range(1, len(leaves) - at - left + 2):
            if not may_stand_over(labels[index], leaves[at : at + size]):
                if size > 1 and _hopeless(labels[index], leaves[at : at + size]):
                    break
                continue
            for rest in extend(index + 1, at + size):
                yield (size, *rest)

    yield from extend(0, 0)


def _hopeless(label: str, leaves: list[str]) -> bool:
    """True where no longer run can be right either."""
    named = [leaf for leaf in leaves if leaf]
    return len(set(named)) < len(named) or tokens.is_total(label)


def may_stand_over(label: str, leaves: list[str]) -> bool:
    """True where an upper heading may stand over labels side by side, by the rules that every printed table keeps."""
    named = [leaf for leaf in leaves if leaf]
    if len(set(named)) < len(named):
        return False
    if tokens.is_total(label):
        own = not named or all(period.month_number(leaf) is None for leaf in named)
        return own and (len(leaves) == 1 or (bool(named) and len(named) == len(leaves)))
    if len(named) < len(leaves):
        return False  # only a total stands over a blank
    if len(named) > 1 and any(tokens.is_total(leaf) for leaf in named[:-1]) and not tokens.is_total(named[0]):
        return False  # a total closes its group
    return _months_rise(label, named)


def _months_rise(label: str, leaves: list[str]) -> bool:
    """Months under one year rise, in the order of that year, and stay inside it."""
    months = [m for leaf in leaves if (m := period.month_number(leaf)) is not None]
    if not months:
        return _leaf_periods_fit(label, leaves)
    year = period.parse(label)
    if year is None:
        return True
    first = year.start.month
    order = [(month - first) % 12 for month in months]
    return all(a < b for a, b in itertools.pairwise(order))


def _leaf_periods_fit(label: str, leaves: list[str]) -> bool:
    """Periods under a period lie inside it (``2019/20`` over quarters, ``2022`` over ``Oct 2022``)."""
    year: Period | None = period.parse(label)
    inside = [found for leaf in leaves if (found := period.parse(leaf)) is not None]
    return year is None or all(year.contains(found) for found in inside)
