"""From painted boxes to cells: those between them, which are not painted, have the same columns."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from answerable.read.formats.pdf.geometry import Box, Line, Rule, Word
from answerable.read.formats.pdf.lines import is_figure, is_period, is_value
from answerable.read.formats.pdf.phrases import ONE_LABEL, said_on
from answerable.read.formats.pdf.ruled import Frame, frame_of, merged, place
from answerable.read.formats.pdf.tiles import tiles

_OUT = 2.0
"""Points by which a text may reach over a border of columns."""

_ABOVE = 2.5
"""Of the height: an upper heading stands no further off."""

_ON = 3.0
"""Points: an edge no further from a border is on it."""


@dataclass(slots=True)
class _Cells:
    """For each row and column where its cell begins, and which are painted."""

    owners: list[list[tuple[int, int]]]
    painted: set[tuple[int, int]]

    def join(self, rows: range, columns: range) -> None:
        """Makes one cell of several."""
        for row in rows:
            for column in columns:
                self.owners[row][column] = (rows[0], columns[0])


@dataclass(slots=True)
class Table:
    """Painted boxes of one table, where its columns begin and end, and its rows."""

    boxes: list[Box]
    xs: list[float]
    ys: list[float] = field(default_factory=list)

    def add(self, boxes: Sequence[Box], xs: list[float]) -> None:
        """Takes the boxes of one more row."""
        self.boxes += boxes
        self.xs = xs

    @property
    def top(self) -> float:
        """Where its first box begins."""
        return min(box[1] for box in self.boxes)

    @property
    def bottom(self) -> float:
        """Where its last box ends."""
        return max(box[3] for box in self.boxes)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The borders of the columns, and how far the text of a cell stands from its left one."""

    xs: Sequence[float]
    pad: float


def is_row(lines: Sequence[Line], xs: Sequence[float]) -> bool:
    """True for lines that may be one row: none reaches beyond the table, and no value stands under another."""
    pieces = [piece for line in lines for piece in line.pieces]
    if any(piece.left < xs[0] - _OUT or piece.right > xs[-1] + _OUT for piece in pieces):
        return False
    for left, right in itertools.pairwise(xs[1:]):
        if sum(left < piece.centre < right and is_value(piece.text) for piece in pieces) > 1:
            return False
    return True


def crosses(line: Line, xs: Sequence[float]) -> bool:
    """True for one text from the first column into another, as titles and sentences are."""
    return line.left < xs[1] - _ON and line.pieces[0].right > xs[1] + _ON


def frame_of_table(table: Table, lines: Sequence[Line], *, headed: bool) -> Frame | None:
    """The frame of a painted table, or None where it is not certain that the paint tells all of its cells.

    Args:
        table: its boxes, columns and rows.
        lines: the lines of text of its page.
        headed: True where its first row must be a heading.
    """
    xs, ys = table.xs, table.ys
    rows = [
        [line for line in lines if top < line.middle < bottom and line.right > xs[0] and line.left < xs[-1]]
        for top, bottom in itertools.pairwise(ys)
    ]
    if headed and (not rows or not _is_heading(rows[0], xs) or _headed_above(table, lines)):
        return None
    cells = _cells(table)
    if (
        cells is None
        or _are_strips(rows if headed else rows[1:], xs)
        or (len(rows) > headed and headed and not _paints_values(cells, rows, xs[1]))
    ):
        return None
    sides = _Sides(xs, min((line.left - xs[0] for row in rows for line in row), default=0.0))
    for at, row in enumerate(rows):
        if _dates_over(row, xs) or not _with_bare(cells, at, (row, *rows[at + 1 : at + 2]), sides):
            return None
    paint = tuple((at, 1) in cells.painted for at, row in enumerate(rows) if row)
    return replace(_drawn(cells, xs, ys), paint=paint) if _with_stubs(cells, ys, rows, xs[1]) else None


def _headed_above(table: Table, lines: Sequence[Line]) -> bool:
    """True where periods stand over the columns a little above the table: they head it too."""
    top, first = table.ys[0], table.xs[1] - _OUT
    above = [line for line in lines if line.middle < top and line.right > table.xs[0]]
    return any(
        top - line.bottom < _ABOVE * line.pieces[0].height
        and line.left > first
        and line.right < table.xs[-1] + _OUT
        and any(is_period(piece.text) for piece in line.pieces)
        for line in above[-2:]
    )


def _is_heading(row: Sequence[Line], xs: Sequence[float]) -> bool:
    """True for words over the columns after the first, and no figure: only the rest of a year may look like one."""
    pieces = [piece for line in row for piece in line.pieces if piece.right > xs[1]]
    columns = [[p for p in pieces if left < p.centre < right] for left, right in itertools.pairwise(xs)]
    return bool(pieces) and not any(is_figure(held[0].text) for held in columns if held)


def _dates_over(row: Sequence[Line], xs: Sequence[float]) -> bool:
    """True where a year stands right over the label of one column in a row of headings: it may head others too."""
    for upper in row[:-1]:
        lower = row[-1]
        labels = {_column(p, xs) for p in lower.pieces if not is_figure(p.text)}
        dates = [p for p in upper.pieces if p.left > xs[1] - _OUT and is_period(p.text)]
        if dates and len(lower.pieces) > len(upper.pieces) and labels >= {_column(p, xs) for p in dates}:
            return True
    return False


def _cells(table: Table) -> _Cells | None:
    """Where each cell begins, painted ones over several rows or columns too; None where boxes overlap."""
    rows, columns = list(itertools.pairwise(table.ys)), list(itertools.pairwise(table.xs))
    found = _Cells([[(row, column) for column in range(len(columns))] for row in range(len(rows))], set())
    for left, top, right, bottom in table.boxes:
        down = [row for row, (above, below) in enumerate(rows) if top < (above + below) / 2 < bottom]
        over = [column for column, (a, b) in enumerate(columns) if left < (a + b) / 2 < right]
        inside = {(row, column) for row in down for column in over}
        if not inside or not found.painted.isdisjoint(inside):
            return None
        found.painted |= inside
        found.join(range(down[0], down[-1] + 1), range(over[0], over[-1] + 1))
    return found


def _paints_values(cells: _Cells, rows: Sequence[Sequence[Line]], edge: float) -> bool:
    """True where a row of values is painted, and not the headings alone, whose words may be those of values: "Not recorded"."""
    return any(
        at > 0
        and (at, 1) in cells.painted
        and any(is_value(p.text) for line in row for p in line.pieces if p.left > edge)
        for at, row in enumerate(rows)
    )


def _are_strips(rows: Sequence[Sequence[Line]], xs: Sequence[float]) -> bool:
    """True where paint parts the lines of one label: cells were painted line by line."""
    for above, below in itertools.pairwise(rows):
        if not above or not below:
            continue
        label, rest = above[-1].pieces[0], below[0].pieces[0]
        bare = any(
            all(piece.right < xs[1] for line in row for piece in line.pieces) for row in (above, below)
        )
        if bare and label.left < xs[1] and rest.left < xs[1] and said_on(label.text, rest.text):
            return True
    return False


def _with_bare(cells: _Cells, at: int, rows: Sequence[Sequence[Line]], sides: _Sides) -> bool:
    """Joins the cells of a row that paint does not tell apart; False where it is not certain which are one.

    Args:
        cells: the table's.
        at: the number of the row.
        rows: its lines, and those of the row below it, if there is one.
        sides: those of the cells.
    """
    xs, row = sides.xs, rows[0]
    bare = [column for column in range(len(xs) - 1) if (at, column) not in cells.painted]
    if not bare or bare == [0]:
        return True
    if bare != list(range(bare[0], len(xs) - 1)) or not is_row(row, xs):
        return False
    pieces = [piece for line in row for piece in line.pieces if piece.centre > xs[bare[0]]]
    crossed = [p for p in pieces if any(p.left < x - _OUT and p.right > x + _OUT for x in xs[1:-1])]
    heads = [p for p in pieces if p.left > xs[1] - _OUT]
    if any(is_value(p.text) for p in heads):
        return not crossed
    if not heads:
        if crossed:
            cells.join(range(at, at + 1), range(bare[0], len(xs) - 1))
        return True
    own = {_column(p, xs) for p in heads}
    if not crossed and own == set(range(min(own), len(xs) - 1)):
        return True
    leaves = {_column(p, xs): p.text for line in rows[-1] for p in line.pieces} if len(rows) > 1 else {}
    groups = tiles(heads, xs, sides.pad, leaves)
    for start, end in groups or ():
        cells.join(range(at, at + 1), range(start, end))
    return groups is not None


def _column(piece: Word, xs: Sequence[float]) -> int:
    return place(piece.centre, xs)


def _with_stubs(cells: _Cells, ys: Sequence[float], rows: Sequence[Sequence[Line]], edge: float) -> bool:
    """Joins the cells of labels that stand for several rows and are not painted; False where it is not certain which.

    Where paint leaves out the first column of a row, its label begins in a row above that is not painted.
    """
    open_ = [(at, 0) not in cells.painted for at in range(len(rows))]
    turn = [(at, 1) in cells.painted for at in range(len(rows))]
    at = 0
    while at < len(rows):
        end = next((i for i in range(at, len(rows)) if not open_[i]), len(rows))
        if any(turn[at:end]):
            labels = [p for row in rows[at:end] for line in row for p in line.pieces if p.left < edge - _OUT]
            starts = [at, *(i for i in range(at + 1, end) if not turn[i])]
            spans = _shared(labels, ys, [*starts, end])
            if spans is None:
                return False
            for first, last in spans:
                cells.join(range(first, last), range(1))
        at = end + 1
    return True


def _shared(
    labels: Sequence[Word], ys: Sequence[float], starts: Sequence[int]
) -> list[tuple[int, int]] | None:
    """The rows of each label: one in each stretch, or one for all."""
    stretches = list(itertools.pairwise(starts))
    held = [[p for p in labels if ys[first] < p.middle < ys[last]] for first, last in stretches]
    one = all(b.middle - a.middle < ONE_LABEL * b.height for a, b in itertools.pairwise(labels))
    if len(stretches) == 1:
        return stretches if one else None
    if all(held):
        each = all(
            b.middle - a.middle < ONE_LABEL * b.height for ps in held for a, b in itertools.pairwise(ps)
        )
        return stretches if each and not one else None
    return [(starts[0], starts[-1])] if one else None


def _drawn(cells: _Cells, xs: Sequence[float], ys: Sequence[float]) -> Frame:
    """The sides of the cells as ruled lines."""
    owners = cells.owners
    across = [Rule(y, xs[0], xs[-1]) for y in (ys[0], ys[-1])]
    down = [Rule(x, ys[0], ys[-1]) for x in (xs[0], xs[-1])]
    for row, (above, below) in enumerate(itertools.pairwise(owners), 1):
        across += [Rule(ys[row], xs[c], xs[c + 1]) for c in range(len(xs) - 1) if above[c] != below[c]]
    for row, held in enumerate(owners):
        pairs = enumerate(itertools.pairwise(held), 1)
        down += [Rule(xs[c], ys[row], ys[row + 1]) for c, (a, b) in pairs if a != b]
    return frame_of(merged(across), merged(down))
