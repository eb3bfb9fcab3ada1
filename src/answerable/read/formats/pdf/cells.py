"""From ruled lines to cells: the lines' own, parted further where a cell holds several rows or columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.columns import columns_of
from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.lines import is_short, is_value, lines_of
from answerable.read.formats.pdf.ruled import Area, Frame, areas, place
from answerable.read.formats.pdf.sheet import Sheet, Slot, trimmed

_LINE = 0.5  # of the height: values whose middles are nearer than this stand on one line


@dataclass(slots=True)
class _Ruled:
    """One ruled cell and the lines of text in it."""

    area: Area
    lines: list[Line]


def sheet_of_frame(frame: Frame, words: Sequence[Word]) -> Sheet | None:
    """The table that a frame draws, or None where it draws none (a box around text, a chart).

    Args:
        frame: its ruled lines.
        words: the words whose centre lies in it.
    """
    cells = _filled(frame, words)
    held = sum(bool(cell.lines) for cell in cells)
    if held < 2 or len(frame.ys) < 2:
        return None
    xs = _columns(frame, cells)
    ys = _rows(frame, cells)
    if len(xs) < 3:
        return None
    slots: list[Slot] = []
    for cell in cells:
        slots += _slots(cell, frame, xs, ys)
    return trimmed(Sheet(slots, len(ys) - 1, len(xs) - 1, frame.box, ruled=True))


def _filled(frame: Frame, words: Sequence[Word]) -> list[_Ruled]:
    """Each ruled cell with its words."""
    found = areas(frame)
    owner = {(r, c): i for i, (r0, c0, r1, c1) in enumerate(found) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    held: list[list[Word]] = [[] for _ in found]
    for word in words:
        held[owner[place(word.middle, frame.ys), place(word.centre, frame.xs)]].append(word)
    return [_Ruled(area, lines_of(inside) if inside else []) for area, inside in zip(found, held, strict=True)]


def _columns(frame: Frame, cells: Sequence[_Ruled]) -> list[float]:
    """The borders of the columns: the ruled ones, and those that aligned values show inside a ruled column."""
    xs = list(frame.xs)
    for column in range(len(frame.xs) - 1):
        lines = [line for cell in cells if cell.area[1] == cell.area[3] == column for line in cell.lines]
        several = [line for line in lines if len(line.pieces) > 1 and _aligned(line)]
        if len(several) < max(2, 0.5 * len(lines)):
            continue
        spans = columns_of(several)
        xs += [(a[1] + b[0]) / 2 for a, b in zip(spans, spans[1:], strict=False)]
    return sorted(xs)


def _aligned(line: Line) -> bool:
    """True where what follows the first piece is short, as values are."""
    return all(is_short(piece.text) or len(piece.text) < 4 for piece in line.pieces[1:])


def _rows(frame: Frame, cells: Sequence[_Ruled]) -> list[float]:
    """The borders of the rows: the ruled ones, and those between lines of values inside a ruled row."""
    ys = list(frame.ys)
    for row in range(len(frame.ys) - 1):
        inside = [cell for cell in cells if cell.area[0] == cell.area[2] == row and cell.lines]
        ys += _between(inside)
    return sorted(ys)


def _between(cells: Sequence[_Ruled]) -> list[float]:
    """Where one ruled row holds several rows: between the lines of values that stand in line across columns."""
    valued = [cell for cell in cells if sum(_is_values(line) for line in cell.lines) > 1]
    if not valued:
        return []
    middles = sorted(line.middle for cell in valued for line in cell.lines if _is_values(line))
    levels = _levels(middles, valued[0].lines[0].pieces[0].height)
    labels = next((cell for cell in cells if cell not in valued and len(cell.lines) > 1), None)
    single = [cell for cell in cells if cell not in valued and len(cell.lines) == 1]
    if len(valued) < 2 and not (labels and abs(len(labels.lines) - len(levels)) <= 1):
        return []
    if len(levels) < 2 or len(single) > len(valued):
        return []
    lines = [line for cell in cells for line in cell.lines]
    return _borders(levels, lines)


def _borders(levels: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """One border between each two rows: under the upper row's values, before what stands nearer the lower."""
    borders = []
    for upper, lower in zip(levels, levels[1:], strict=False):
        between = sorted({round(line.middle, 1) for line in lines if upper + 2 < line.middle < lower - 2})
        stops = [upper, *between, lower]
        gaps = [(b - a, (a + b) / 2) for a, b in zip(stops, stops[1:], strict=False)]
        widest = max(gap for gap, _ in gaps)
        borders.append(next(at for gap, at in reversed(gaps) if gap >= 0.95 * widest))
    return borders


def _levels(middles: Sequence[float], height: float) -> list[float]:
    levels: list[float] = []
    for middle in middles:
        if not levels or middle - levels[-1] > _LINE * height:
            levels.append(middle)
    return levels


def _is_values(line: Line) -> bool:
    return all(is_value(piece.text) for piece in line.pieces)


def _slots(cell: _Ruled, frame: Frame, xs: Sequence[float], ys: Sequence[float]) -> list[Slot]:
    """The cell's text: as one cell, or each piece where its column or row was parted."""
    r0, c0, r1, c1 = cell.area
    top, bottom = ys.index(frame.ys[r0]), ys.index(frame.ys[r1 + 1])
    left, right = xs.index(frame.xs[c0]), xs.index(frame.xs[c1 + 1])
    wide = c0 != c1 and not _crosses(cell, xs)
    parted = (not wide and right - left > 1) or (r0 == r1 and bottom - top > 1)
    pieces = [piece for line in cell.lines for piece in line.pieces]
    if not parted:
        return [Slot(top, left, pieces, bottom - top, right - left)]
    found: dict[tuple[int, int], list[Word]] = {}
    for piece in pieces:
        row = place(piece.middle, ys) if r0 == r1 else top
        column = left if wide else min(max(place(piece.centre, xs), left), right - 1)
        found.setdefault((row, column), []).append(piece)
    span = right - left if wide else 1
    return [Slot(row, column, held, 1, span) for (row, column), held in sorted(found.items())]


def _crosses(cell: _Ruled, xs: Sequence[float]) -> bool:
    """True where a cell over several columns holds a piece in each: the lines between were left out."""
    for line in cell.lines:
        columns = [place(piece.centre, xs) for piece in line.pieces]
        apart = len(columns) > 1 and len(set(columns)) == len(columns)
        if apart and (_aligned(line) or (len(columns) > 3 and any(is_value(p.text) for p in line.pieces))):
            return True
    return False
