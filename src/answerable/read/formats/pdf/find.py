"""Every table of a page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from answerable.read.formats.pdf.above import left_above
from answerable.read.formats.pdf.abreast import gutter
from answerable.read.formats.pdf.accept import is_begun, is_sparse, is_table
from answerable.read.formats.pdf.aligned import sheet_of
from answerable.read.formats.pdf.banded import are_beside, banded, rest_of, with_banded
from answerable.read.formats.pdf.blocks import blocks, rest_below
from answerable.read.formats.pdf.cells import sheet_of_frame
from answerable.read.formats.pdf.columns import is_body
from answerable.read.formats.pdf.dated import with_whole_dates
from answerable.read.formats.pdf.ended import closed_at, stray_below
from answerable.read.formats.pdf.geometry import Box, Line, Page, Word
from answerable.read.formats.pdf.leaders import without_leaders
from answerable.read.formats.pdf.lines import Gaps, cut_closely, gaps_of, is_figure, is_period, lines_of
from answerable.read.formats.pdf.outer import beside, with_labels
from answerable.read.formats.pdf.ruled import Frame, frames, merged
from answerable.read.formats.pdf.shaded import Drawn, drawn_on, painted, with_painted
from answerable.read.formats.pdf.sheet import Sheet, overlap
from answerable.read.formats.pdf.spoilt import begun_above, off_the_paper, over_the_edge, under_the_edge

_ABOVE = 6
"""So many lines above a block may hold its headings."""
_BELOW = 4
"""So many lines below a block may hold the rest of its last label."""
_STUB = 3
"""So many lines of the labels' heading, and one of another, may stand above a table unread."""

_EDGE = 0.07
"""Of the height of the paper: a running head stands above this."""

_HEAD = 0.1
"""Of the height of the paper: nothing but running heads ends above this."""

_ROWS = 3
_SHORT = 15
"""Ruled lines shorter than this underline a word."""


@dataclass(slots=True)
class Found:
    """What a page holds: its tables, the lines of text outside them, and the first line of each that was not read for want of figures.

    Headings alone at the foot of the page are of a table on the next, or are none; their lines are among the others.
    """

    sheets: list[Sheet]
    lines: list[Line]
    sparse: list[Line] = field(default_factory=list)
    begun: Sheet | None = None


def find(page: Page, before: Sequence[float] = ()) -> Found:
    """Tables with ruled cells first, then those whose cells stand in line.

    Args:
        page: the page.
        before: where the columns of the table at the foot of the page before begin and end; empty where none stands there.
    """
    words = without_leaders(page.words)
    gaps = gaps_of(words)
    sheets: list[Sheet] = []
    begun: Sheet | None = None
    across = merged(page.across)
    rules = [r for r in across if r.length > _SHORT]
    cells, down = painted(page.bars), merged(page.down)
    drawn = drawn_on(rules, cells)
    drawn_frames = with_painted(frames(across, down), cells, words)
    if before or are_beside(cells):
        lines = [cut_closely(line, gaps) for line in lines_of(words, gaps)]
        ended = rest_of(lines, rules, before, _HEAD * page.height) if before else []
        drawn_frames = with_banded(drawn_frames, [*ended, *banded(cells, lines, rules, before)])
    for frame in drawn_frames:
        inside, outside = _parted(words, frame.box)
        if not inside:
            continue
        sheet = sheet_of_frame(frame, inside, gaps, () if sheets else before) or _boxed(inside, drawn, gaps)
        if sheet is not None:
            sheet, outside = _labelled(frame, sheet, inside, outside, gaps)
        if sheet is not None and is_table(sheet, page, goes_on=not sheets and sheet.xs == before):
            sheet.lost = sheet.lost or over_the_edge(sheet, outside) or under_the_edge(sheet, outside)
            sheets.append(sheet)
            words = outside
        elif sheet is not None and is_begun(sheet, page):
            begun = sheet
    gaps = replace(gaps, walls=tuple(r for r in down if r.length > _SHORT))
    found = _in_line(with_whole_dates(lines_of(words, gaps)), _Around(page, drawn, gaps))
    for sheet in [*sheets, *found.sheets] if page.beside else ():
        sheet.lost = sheet.lost or off_the_paper(sheet, page.beside)
    return Found(sorted(sheets + found.sheets, key=lambda s: s.box[1]), found.lines, found.sparse, begun)


def _labelled(
    frame: Frame, sheet: Sheet, inside: list[Word], outside: list[Word], gaps: Gaps
) -> tuple[Sheet, list[Word]]:
    """A table with the labels left of its lines, where each is of one row; else it is told that they stand there."""
    labels = beside(frame, outside, gaps)
    if not labels:
        return sheet, outside
    wider = with_labels(frame, sheet, labels)
    whole = sheet_of_frame(wider, [*inside, *labels], gaps) if wider is not None else None
    if whole is None:
        sheet.lost = sheet.lost or f"“{labels[0].text}” stands left of its lines, where labels may stand"
        return sheet, outside
    taken = set(map(id, labels))
    return whole, [word for word in outside if id(word) not in taken]


@dataclass(frozen=True, slots=True)
class _Around:
    """What lies around some lines: their page, what is drawn on it, and its gaps between words."""

    page: Page
    drawn: Drawn
    gaps: Gaps


def _in_line(lines: Sequence[Line], on: _Around) -> Found:
    """The tables among some lines whose cells stand in line."""
    sheets: list[Sheet] = []
    kept: list[Line] = []
    sparse: list[Line] = []
    done = 0
    found = blocks(lines)
    for (start, end), following in zip(found, [*(b[0] for b in found[1:]), len(lines)], strict=False):
        start += _is_running_head(lines, start, end, on.page)  # noqa: PLW2901 - it is no heading
        above = lines[_under_head(lines, max(done, start - _ABOVE), start, on.page) : start]
        end = closed_at(lines[:following], start, end, on.drawn.edges)  # noqa: PLW2901 - the block as it is now known
        both = _abreast(above, lines[start:end], lines[end : min(following, end + _BELOW)], on)
        if both is not None:
            sheets += both.sheets
            kept += [*lines[done : start - len(above)], *both.lines]
            done = min(following, end + _BELOW)
            continue
        one = sheet_of(lines[start:end], above, on.drawn, on.gaps)
        if one is None or not is_table(one[0], on.page):
            told = is_sparse(one[0], on.page) if one is not None else _has_rows(lines[start:end])
            told = told or _is_headed(above, lines[start:end])
            sparse += [lines[start]] if told else []
            continue
        sheet, taken = one
        if end < len(lines):
            sheet.lost = sheet.lost or rest_below(sheet, lines[start:end], lines[end:], on.drawn.edges)
        sheet.lost = sheet.lost or stray_below(sheet, lines[end : end + _BELOW])
        if start - taken > done:
            sheet.lost = sheet.lost or begun_above(sheet, lines[start - taken - 1])
            sheet.lost = sheet.lost or left_above(
                sheet, lines[max(done, start - taken - _STUB) : start - taken]
            )
        sheets.append(sheet)
        kept += lines[done : start - taken]
        done = end
    return Found(sheets, [*kept, *lines[done:]], sparse)


def _under_head(lines: Sequence[Line], first: int, start: int, page: Page) -> int:
    """The first of the lines above a block that is no running head: one at the edge of the paper, far from the next."""
    heads = (at for at in range(start - 1, first - 1, -1) if _is_running_head(lines, at, start + 1, page))
    return next((at + 1 for at in heads), first)


def _is_running_head(lines: Sequence[Line], at: int, end: int, page: Page) -> bool:
    """True for a line at the upper edge of the paper, far from the next."""
    line = lines[at]
    if at + 1 >= end or line.bottom > _EDGE * page.height:
        return False
    return lines[at + 1].top - line.bottom > 1.5 * line.pieces[0].height


def _has_rows(block: Sequence[Line]) -> bool:
    """True for lines of which three have a label and two values or more: too many for running text."""
    return (
        sum(is_body(line) and sum(is_figure(p.text) for p in line.pieces[1:]) > 1 for line in block) >= _ROWS
    )


def _is_headed(above: Sequence[Line], block: Sequence[Line]) -> bool:
    """True where two periods or more on one line stand over as many figures behind a label: a row of a table, however few there are."""
    for line in filter(is_body, block):
        values = [piece for piece in line.pieces[1:] if is_figure(piece.text)]
        for upper in above if len(values) > 1 else ():
            periods = [piece for piece in upper.pieces if is_period(piece.text)]
            over = sum(any(overlap(p.left, p.right, v.left, v.right) > 0 for p in periods) for v in values)
            if over == len(values):
                return True
    return False


def _abreast(
    above: Sequence[Line], block: Sequence[Line], below: Sequence[Line], on: _Around
) -> Found | None:
    """The tables of a block in which two stand side by side; None where one stands.

    Args:
        above: lines before it, which may hold headings.
        block: its lines, in which both tables stand.
        below: lines after it, which may hold the rest of a label.
        on: their page.

    Returns:
        The tables, and what is left of all these lines.
    """
    middle = gutter(block)
    if middle is None:
        return None

    def clear(line: Line) -> bool:
        return not line.left < middle < line.right

    near = list(itertools.takewhile(clear, reversed(above)))[::-1]
    rest = list(itertools.takewhile(clear, below))
    words = [word for line in [*near, *block, *rest] for word in line.words]
    sides = [
        _in_line(with_whole_dates(lines_of(side, on.gaps)), on)
        for side in ([w for w in words if w.centre < middle], [w for w in words if w.centre > middle])
    ]
    if not all(side.sheets for side in sides):
        return None
    left = [line for side in sides for line in side.lines]
    return Found(
        [sheet for side in sides for sheet in side.sheets],
        [*above[: len(above) - len(near)], *left, *below[len(rest) :]],
    )


def _boxed(inside: Sequence[Word], drawn: Drawn, gaps: Gaps) -> Sheet | None:
    """The table inside a box with no ruled columns, where what stands in it stands in line."""
    found = sheet_of(lines_of(inside, gaps), (), drawn, gaps)
    return found[0] if found else None


def _parted(words: Sequence[Word], box: Box) -> tuple[list[Word], list[Word]]:
    """The words whose centre lies in the box, and the others."""
    left, top, right, bottom = box
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        within = left - 1 <= word.centre <= right + 1 and top - 1 <= word.middle <= bottom + 1
        (inside if within else outside).append(word)
    return inside, outside
