"""From ruled lines to cells: the lines' own, parted further where a cell holds several rows or columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.begun import body_begins
from answerable.read.formats.pdf.columns import Span, columns_of, is_body
from answerable.read.formats.pdf.dated import with_whole_dates
from answerable.read.formats.pdf.geometry import Line, Rule, Word
from answerable.read.formats.pdf.header import read_heading
from answerable.read.formats.pdf.levels import is_headed_row, levels
from answerable.read.formats.pdf.lines import (
    Gaps,
    cut_at,
    cut_periods,
    is_figure,
    is_short,
    is_value,
    lines_of,
)
from answerable.read.formats.pdf.mended import mended
from answerable.read.formats.pdf.misplaced import is_unparted, misplaced
from answerable.read.formats.pdf.phrases import ONE_LABEL, said_on
from answerable.read.formats.pdf.rows import body_rows
from answerable.read.formats.pdf.ruled import Area, Frame, areas, place
from answerable.read.formats.pdf.several import names_with_values
from answerable.read.formats.pdf.sheet import Sheet, Slot, broken_number, trimmed
from answerable.read.formats.pdf.spoilt import spoilt, tiny
from answerable.read.formats.pdf.unbroken import are_years, as_one, unbroken

_ASIDE = 1.5
"""Words so much higher than wide are set on their side."""

_FIGURES = re.compile(r"[\d,]+")

_SIDES = 2
"""A box has two, and no column is parted by a line where nothing but these is drawn down the page."""

_SIDE = 3.0
"""Points: the columns of a table begin and end no further off on the next page."""


@dataclass(slots=True)
class _Ruled:
    """One ruled cell: its place among the ruled lines, and the text in it."""

    area: Area
    words: list[Word]
    lines: list[Line]

    @property
    def row(self) -> int | None:
        """The one ruled row that it stands in, or None where it spans several."""
        return self.area[0] if self.area[0] == self.area[2] else None


def sheet_of_frame(
    frame: Frame, words: Sequence[Word], gaps: Gaps, before: Sequence[float] = ()
) -> Sheet | None:
    """The table that a frame draws, or None where it draws none (a box around text, a chart).

    Args:
        frame: its ruled lines.
        words: the words whose centre lies in it.
        gaps: the page's gaps between words.
        before: where the columns of the table begin and end that may go on here; empty where none may.
    """
    cells, doubt = _filled(frame, words, gaps), ""
    if len(frame.ys) > 2:  # where lines part the rows, and not all of a column stands between two
        _put_together(cells)
        doubt = _numbers_put_together(cells, frame)
    if sum(bool(cell.lines) for cell in cells) < 2 or _only_boxed(frame, cells):
        return None
    xs = _columns(frame, cells)
    if len(xs) < 3:
        return None
    rows: list[list[_Ruled]] = [[] for _ in frame.ys[1:]]
    for cell in cells:
        if cell.row is not None:
            rows[cell.row].append(cell)
    unruled = any(_is_wide(cell, frame) and _columned(cell, xs) and _valued(cell, xs) for cell in cells)
    slots: list[Slot] = []
    starts = []  # the first row of each ruled row
    height = 0
    lost = ""
    for row in rows:
        starts.append(height)
        band = _band(row, frame, xs, gaps, unruled=unruled)
        slots += [Slot(height + s.row, s.column, s.pieces, s.row_span, s.column_span) for s in band.slots]
        height += band.height
        lost = lost or band.lost
    starts.append(height)
    for cell in cells:
        if cell.row is None:
            top, bottom = starts[cell.area[0]], starts[cell.area[2] + 1]
            slots.append(
                Slot(top, _at(cell.area[1], frame, xs), _text(cell), bottom - top, _span(cell, frame, xs))
            )
    if is_unparted(slots):
        return None
    inside = any(x not in frame.xs for x in xs)
    ruled = not inside and height == len(frame.ys) - 1
    sheet = Sheet(slots, height, len(xs) - 1, frame.box, ruled=ruled, doubt=doubt)
    sheet.lost = lost or _several_labels(cells) or broken_number(slots) or names_with_values(sheet)
    sheet.lost = sheet.lost or tiny(words) or spoilt(sheet, words) or misplaced(sheet)
    return _going_on(sheet, frame, xs, before)


def _only_boxed(frame: Frame, cells: Sequence[_Ruled]) -> bool:
    """True where no line parts the columns, and rows stand between two lines that none parts either: a box, and a line or two across."""
    return len(frame.xs) == _SIDES and any(sum(map(is_body, cell.lines)) > 1 for cell in cells)


def _going_on(sheet: Sheet, frame: Frame, xs: Sequence[float], before: Sequence[float]) -> Sheet:
    """The sheet with the places of its columns: those of the table that goes on here, where they are the same."""
    same = len(xs) == len(before) and all(abs(a - b) < _SIDE for a, b in zip(xs, before, strict=True))
    sheet.xs, sheet.paint = tuple(before if same else xs), frame.paint
    return trimmed(sheet, goes_on=same)


def _several_labels(cells: Sequence[_Ruled]) -> str:
    """What to say of a cell over several rows whose lines stand too far apart for one label; nothing where none does."""
    for cell in (c for c in cells if c.row is None and c.area[1] == c.area[3]):
        far = (
            b
            for a, b in itertools.pairwise(cell.lines)
            if b.middle - a.middle > ONE_LABEL * b.pieces[0].height
        )
        if (line := next(far, None)) is not None:
            return f"“{line.text}” stands in one cell with other labels, and no line tells for which rows"
    return ""


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two ruled lines: cells with rows from 0."""

    slots: list[Slot]
    height: int
    lost: str = ""


def _filled(frame: Frame, words: Sequence[Word], gaps: Gaps) -> list[_Ruled]:
    """Each ruled cell with its words."""
    found = areas(frame)
    owner = {
        (r, c): i
        for i, (top, left, bottom, right) in enumerate(found)
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    }
    held: list[list[Word]] = [[] for _ in found]
    for word in words:
        held[owner[place(word.middle, frame.ys), place(word.centre, frame.xs)]].append(word)
    turned = {area[0] for area, inside in zip(found, held, strict=True) if _is_aside(inside)}
    return [
        _Ruled(area, inside, _lines(inside, gaps, aside=area[0] in turned))
        for area, inside in zip(found, held, strict=True)
    ]


def _is_aside(words: Sequence[Word]) -> bool:
    """True where a word is set on its side; one of two or three letters may not show it."""
    return any(len(w.text) > 2 and w.height > _ASIDE * (w.right - w.left) for w in words)


def _lines(words: list[Word], gaps: Gaps, *, aside: bool) -> list[Line]:
    """The lines of a cell; words set on their side are one text in the order of the file, whichever way they run.

    Args:
        words: those in it.
        gaps: the page's gaps between words.
        aside: True where a word in its row is set on its side.
    """
    tall = all(len(w.text) < 3 or w.height > _ASIDE * (w.right - w.left) for w in words)
    one = all(abs(w.centre - words[0].centre) < w.right - w.left for w in words)
    if len(words) > 1 and aside and (one or (tall and _is_aside(words))):
        whole = [as_one(words, " ".join(word.text for word in words))]
        return [Line(whole, whole)]
    return lines_of(words, gaps)


def _put_together(cells: Sequence[_Ruled]) -> None:
    """Makes one line of what a narrow column broke: words, long numbers, and years where all of a row are years."""
    known = {word.text.lower() for cell in cells if not cell.area[1] for word in cell.words}
    rows: dict[int, list[_Ruled]] = {}
    for cell in cells:
        if cell.area[1] and cell.lines:
            rows.setdefault(cell.area[0], []).append(cell)
    for row in rows.values():
        if all(len(cell.lines) < 2 for cell in row):
            continue
        texts = [[line.text for line in cell.lines] for cell in row]
        dated = are_years([unbroken(lines, known) for lines in texts if lines[0][0].isdigit()])
        for cell, lines in zip(row, texts, strict=True):
            text = unbroken(lines, known, years=dated)
            if len(lines) > 1 and text != " ".join(lines):
                whole = [as_one(_text(cell), text)]
                cell.words, cell.lines = whole, [Line(whole, whole)]


def _numbers_put_together(cells: Sequence[_Ruled], frame: Frame) -> str:
    """Makes one of a number that its cell had no room for: "133" over "26", beside others on one line.

    Returns:
        What only a printed total can settle, since two numbers may stand there as well; empty where nothing is.
    """
    doubt = ""
    broken = [cell for cell in cells if cell.area[1] and cell.row is not None and _is_figures(cell)]
    if not broken:
        return doubt
    side = min(side for cell in cells for side in _sides(cell, frame))
    for cell in broken:
        row = [other for other in cells if other.row == cell.row and other.lines]
        labels = [line.text for other in row if not other.area[1] for line in other.lines]
        single = any(other.area[1] and len(other.lines) == 1 for other in row)
        if not single and not all(said_on(a, b) for a, b in itertools.pairwise(labels)):
            continue
        words = _text(cell)
        if _had_no_room(words, cell, frame, side):
            text = "".join(word.text for word in words)
            doubt = doubt or f"“{text}” may be two numbers, one under the other"
            cell.words = [as_one(words, text)]
            cell.lines = [Line(cell.words, cell.words)]
    return doubt


def _is_figures(cell: _Ruled) -> bool:
    """True for several lines of one figure each."""
    if len(cell.lines) < 2:
        return False
    words = _text(cell)
    return len(words) == len(cell.lines) and all(_FIGURES.fullmatch(word.text) for word in words)


def _sides(cell: _Ruled, frame: Frame) -> list[float]:
    """How far the text of a cell stands from the lines left and right of it."""
    left, right = frame.xs[cell.area[1]], frame.xs[cell.area[3] + 1]
    return [max(0.0, side) for line in cell.lines for side in (line.left - left, right - line.right)]


def _had_no_room(words: Sequence[Word], cell: _Ruled, frame: Frame, side: float) -> bool:
    """True for figures of which no line but the last had room for one more between the sides of its cell."""
    room = frame.xs[cell.area[3] + 1] - frame.xs[cell.area[1]] - 2 * side
    return all((word.right - word.left) * (1 + 1 / len(word.text)) > room for word in words[:-1])


def _columns(frame: Frame, cells: Sequence[_Ruled]) -> list[float]:
    """The borders of the columns: the ruled ones, and those that aligned values show inside a ruled column."""
    xs = list(frame.xs)
    for column in range(len(frame.xs) - 1):
        lines = [line for cell in cells if cell.area[1] == cell.area[3] == column for line in cell.lines]
        several = [line for line in lines if len(line.pieces) > 1 and _aligned(line)]
        if len(several) < max(2, 0.5 * len(lines)):
            continue
        spans = columns_of(several)
        xs += [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(spans)]
    return sorted(xs)


def _aligned(line: Line) -> bool:
    """True where what follows the first piece is short, as values are."""
    return all(is_short(piece.text) or len(piece.text) < 4 for piece in line.pieces[1:])


def _at(column: int, frame: Frame, xs: Sequence[float]) -> int:
    return xs.index(frame.xs[column])


def _span(cell: _Ruled, frame: Frame, xs: Sequence[float]) -> int:
    return _at(cell.area[3] + 1, frame, xs) - _at(cell.area[1], frame, xs)


def _text(cell: _Ruled) -> list[Word]:
    return [piece for line in cell.lines for piece in line.pieces]


def _band(cells: Sequence[_Ruled], frame: Frame, xs: Sequence[float], gaps: Gaps, *, unruled: bool) -> _Band:
    """One ruled row: as one row of cells, or as the several rows that stand in it.

    Args:
        cells: the row's.
        frame: its ruled lines.
        xs: where its columns begin and end.
        gaps: the page's gaps between words.
        unruled: True where lines between the columns are left out in some rows.
    """
    if _holds_rows(cells) or is_headed_row([cell.lines for cell in cells if cell.area[1]]):
        return _rows_inside([word for cell in cells for word in cell.words], xs, gaps)

    def loose(cell: _Ruled) -> bool:
        """True for a row without lines between its columns, as others are."""
        return unruled and _is_wide(cell, frame) and _columned(cell, xs)

    slots: list[Slot] = []
    for cell in cells:
        left, span = _at(cell.area[1], frame, xs), _span(cell, frame, xs)
        if span > 1 and cell.lines and (cell.area[1] == cell.area[3] or _crosses(cell, xs) or loose(cell)):
            parts: dict[int, list[Word]] = {}
            for piece in _text(cell):
                column = min(max(place(piece.centre, xs), left), left + span - 1)
                parts.setdefault(column, []).append(piece)
            slots += [Slot(0, column, pieces) for column, pieces in sorted(parts.items())]
        else:
            slots.append(Slot(0, left, _text(cell), 1, span))
    return _Band(slots, 1)


def _is_wide(cell: _Ruled, frame: Frame) -> bool:
    """True for a cell of one row over all columns: no line parts them there."""
    return cell.row is not None and cell.area[1] == 0 and cell.area[3] == len(frame.xs) - 2 > 0


def _columned(cell: _Ruled, xs: Sequence[float]) -> bool:
    """True where no text of a cell stands across the border of two columns."""
    return not any(piece.left < x - 1 and piece.right > x + 1 for piece in _text(cell) for x in xs)


def _valued(cell: _Ruled, xs: Sequence[float]) -> bool:
    """True where figures stand in a column of values, and words in that of labels."""
    placed = [(place(word.centre, xs), word.text) for word in cell.words]
    return any(column > 0 and is_figure(text) for column, text in placed) and any(
        column == 0 and not is_figure(text) for column, text in placed
    )


def _crosses(cell: _Ruled, xs: Sequence[float]) -> bool:
    """True where a cell over several columns holds a piece in each: the lines between were left out."""
    for line in cell.lines:
        columns = [place(piece.centre, xs) for piece in line.pieces]
        apart = len(columns) > 1 and len(set(columns)) == len(columns)
        if apart and (_aligned(line) or (len(columns) > 3 and any(is_value(p.text) for p in line.pieces))):
            return True
    return False


def _holds_rows(cells: Sequence[_Ruled]) -> bool:
    """True where values stand on several lines, in line across columns or beside labels."""
    valued = [cell for cell in cells if sum(_is_values(line) for line in cell.lines) > 1]
    if not valued:
        return False
    middles = sorted(line.middle for cell in valued for line in cell.lines if _is_values(line))
    found = levels(middles, valued[0].lines[0].pieces[0].height)
    labels = [cell for cell in cells if cell not in valued and len(cell.lines) > 1]
    single = [cell for cell in cells if cell not in valued and len(cell.lines) == 1]
    if len(valued) < 2 and not any(len(cell.lines) >= len(found) - 1 for cell in labels):
        return False
    return len(found) > 1 and len(single) <= len(valued)


def _is_values(line: Line) -> bool:
    return all(is_value(piece.text) for piece in line.pieces)


def _rows_inside(words: Sequence[Word], xs: Sequence[float], gaps: Gaps) -> _Band:
    """The rows between two ruled lines: headings first, where lines without values stand above those with."""
    lines = [cut_at(line, xs, gaps) for line in mended(with_whole_dates(lines_of(words, gaps)))]
    spans: list[Span] = [(left + 0.5, right - 0.5) for left, right in itertools.pairwise(xs)]
    first = next((i for i, line in enumerate(lines) if is_body(line)), 0)
    first = body_begins(lines, first, spans)
    no_rules: list[Rule] = []
    heading = read_heading([cut_periods(line) for line in lines[:first]], spans, no_rules)
    slots, height = list(heading.slots), heading.height
    body = body_rows(lines[first:], no_rules)
    for row in body.rows:
        parts: dict[int, list[Word]] = {}
        for line in row:
            for piece in line.pieces:
                parts.setdefault(place(piece.centre, xs), []).append(piece)
        slots += [Slot(height, column, pieces) for column, pieces in sorted(parts.items())]
        height += 1
    return _Band(
        slots,
        height,
        body.doubt if heading.certain else "it is not certain which columns an upper heading stands over",
    )
