"""Column header paths: which leaf columns each upper header label stands over.

HTML and spreadsheets keep their spans. A flattened page loses them: ``2022 | 2023 | Grand Total`` is
left over ``Oct | Nov | Dec | Jan | …``. Then the spans follow from what every table does: months rise
inside a year, a financial year starts in April, no label stands twice under one heading, and a total
stands over a blank. Where more than one split is left, the caller lets totals and dates choose. In a
spreadsheet many write a heading over the first of its columns and merge nothing: the same rules tell.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.model import Period, period
from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.grid import Grid, GridCell

MAX_SPLITS = 64
_HALF = "an upper heading stands over some columns, and over others of the same label none"
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
    plain = (_paths(filled), "")
    if grid.source.page is not None:
        return [(plain[0], _HALF if _half_headed(plain[0]) else "")]
    if not grid.spans_known:
        return [plain]
    open_ = [[not cell.text and cell.covered_by is None for cell in row] for row in rows]
    carried = _carried(filled, open_)
    if carried.fits:
        return [(_paths(carried.levels), "")] + ([] if carried.sure else [plain])
    return [(plain[0], "it is not certain which columns an upper heading stands over")]


def _half_headed(paths: Sequence[Path]) -> bool:
    """True where a column has no upper heading and another of the same label has: a heading was lost."""
    under = {path[-1] for path in paths if len(path) > 1}
    return any(len(path) == 1 and path[0] in under and not tokens.is_total(path[0]) for path in paths)


def under_their_periods(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Headings that stand again behind each period, named with it: "2020", "of which charged", "2021", "of which charged"."""
    leaves = [path[0] if len(path) == 1 else "" for path in paths]
    starts = [c for c, leaf in enumerate(leaves) if leaf and period.find(leaf)]
    if len(starts) < 2 or starts[0] or len({leaves[c] for c in starts}) < len(starts):
        return paths
    groups = [leaves[a:b] for a, b in itertools.pairwise([*starts, len(leaves)])]
    alike = {tuple(group[1:]) for group in groups}
    if len(alike) > 1 or not all(groups[0][1:]) or len(groups[0]) < 2:
        return paths
    when = [
        str(leaf[found[0][1] : found[0][2]])
        for leaf in (leaves[c] for c in starts)
        if (found := period.find(leaf))
    ]
    named: list[Path] = []
    for group, year in zip(groups, when, strict=True):
        named += [(group[0],), *((year, label) for label in group[1:])]
    return tuple(named)


def _paths(levels: Sequence[Sequence[str]]) -> tuple[Path, ...]:
    return tuple(_path(level[c] for level in levels) for c in range(len(levels[0])))


@dataclass(frozen=True, slots=True)
class _Carried:
    """Header rows with labels carried over the columns right of them.

    Attributes:
        levels: the labels of each row, a label for each column.
        fits: False where no rule lets a label stand over the columns that have none.
        sure: True where nothing else is likely.
    """

    levels: list[list[str]]
    fits: bool = True
    sure: bool = True


def _carried(filled: Sequence[list[str]], open_: Sequence[Sequence[bool]]) -> _Carried:
    """Upper labels that were set over the first of their columns alone, carried over the others.

    Args:
        filled: the labels of each header row, merged cells filled.
        open_: for each row and column, whether its cell is blank and part of no other.
    """
    levels = [list(filled[-1])]
    sure = True
    for labels, blank in zip(reversed(filled[:-1]), reversed(open_[:-1]), strict=True):
        below = levels[0]
        runs = _trimmed(_runs(labels, blank, below), labels, below)
        wide = [run for run in runs if len(run) > 1]
        leaf = len(levels) == 1
        if not all(may_stand_over(labels[run[0]], _named_under(run, below, leaf=leaf)) for run in wide):
            return _Carried([list(level) for level in filled], fits=False)
        level = list(labels)
        for run in wide:
            for c in run:
                level[c] = labels[run[0]]
        groups = [[level[run[0]], *_named_under(run, below, leaf=leaf)] for run in runs if below[run[0]]]
        sure = sure and _is_sure(groups)
        levels.insert(0, level)
    return _Carried(levels, sure=sure)


def _named_under(run: Sequence[int], below: Sequence[str], *, leaf: bool) -> list[str]:
    """The labels below a run of columns; one that was carried over several columns itself counts once."""
    labels = [below[c] for c in run]
    return labels if leaf else [label for label, _ in itertools.groupby(labels)]


def _runs(labels: Sequence[str], blank: Sequence[bool], below: Sequence[str]) -> list[list[int]]:
    """Each label's own columns and those right of it that have no label but one below; a total keeps its own."""
    runs: list[list[int]] = []
    for c, label in enumerate(labels):
        if label and not (runs and label == labels[runs[-1][0]]):
            runs.append([c])
        elif runs and (label or (blank[c] and below[c] and not tokens.is_total(labels[runs[-1][0]]))):
            runs[-1].append(c)
    return runs


def _trimmed(runs: list[list[int]], labels: Sequence[str], below: Sequence[str]) -> list[list[int]]:
    """The runs, the last without the columns at its end that stand for themselves: the table's total, a rate."""
    if not runs:
        return runs
    *others, last = runs
    leaves = [[below[c] for c in run] for run in others]
    own = [below[c] for c in last]
    year = period.parse(labels[last[0]])
    end = len(own)
    while end > 1 and _stands_alone(own[end - 1], leaves, year):
        end -= 1
    alike = bool(leaves) and all(each == leaves[0] for each in leaves)
    if alike and own[: len(leaves[0])] == leaves[0] and not (year and _parts_a_period(year, own[:end])):
        end = min(end, len(leaves[0]))  # the others tell how many columns each has
    return [*others, last[:end]]


def _stands_alone(leaf: str, others: Sequence[Sequence[str]], year: Period | None) -> bool:
    """True for a label at the end of a run that has nothing to do with the upper label: no other run has its like."""
    if tokens.is_total(leaf):
        return not (others and all(tokens.is_total(leaves[-1]) for leaves in others))
    if tokens.is_rate_heading(leaf):
        return not any(map(tokens.is_rate_heading, itertools.chain.from_iterable(others)))
    return (
        year is not None
        and any(_parts_a_period(year, leaves) for leaves in others)
        and not _parts_a_period(year, [leaf])
    )


def _is_sure(groups: Sequence[Sequence[str]]) -> bool:
    """True where labels stand over the same labels each, over parts of the period that they name, or one over all.

    Args:
        groups: an upper label, and those below it in order.
    """
    if all(len(group) == 2 for group in groups) or len(groups) == 1:
        return True
    below = {tuple(group[1:]) for group in groups if not tokens.is_total(group[0])}
    return len(below) == 1 or all(
        year is not None and _parts_a_period(year, group[1:])
        for group in groups
        if len(group) > 2
        for year in (period.parse(group[0]),)
    )


def _parts_a_period(year: Period, below: Sequence[str]) -> bool:
    return all(
        period.month_number(leaf) is not None or tokens.is_total(leaf) or _inside(leaf, year)
        for leaf in below
    )


def _inside(leaf: str, year: Period) -> bool:
    found = period.parse(leaf)
    return found is not None and year.contains(found)


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
