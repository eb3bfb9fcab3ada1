"""What looks like a table and is none: the axes of a chart, a box around text, numbered paragraphs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from answerable.read.formats.pdf.geometry import Box, Page
from answerable.read.formats.pdf.lines import is_figure, is_value
from answerable.read.formats.pdf.sheet import Sheet

_FILLED = 0.35
"""In a table without ruled lines, more than this share of the rows print something beside their label."""

_HEADS = 3
"""Headings have no more rows."""

_FOOT = 0.91
"""Of the height of a page: what stands below this is a running foot."""

_TICKS = 5
"""So many evenly spaced numbers one under another are the ticks of an axis."""

_ROWS_OF_BARS = 4
_STROKES = 8
"""More curves and slanted strokes than these are a drawing."""


def is_table(sheet: Sheet, page: Page, *, goes_on: bool = False) -> bool:
    """True where a sheet holds rows of cells, and not the axes of a chart or one box beside another.

    Args:
        sheet: what was found.
        page: its page.
        goes_on: True where its columns are those of the table at the foot of the page before: one row is enough.
    """
    if goes_on and sheet.height == 1 and sheet.width > 1:
        return any(is_value(text) for text in sheet.texts()[0][1:])
    several = _of_several(sheet)
    if several < (1 if sheet.ruled else max(2, _FILLED * sheet.height)):
        return False
    return _is_whole(sheet, page)


def is_begun(sheet: Sheet, page: Page) -> bool:
    """True for headings between lines or painted, and nothing below them on their page: a table may begin there."""
    rows = sheet.texts()
    headed = bool(sheet.xs) and sheet.width > 1 and sheet.height <= _HEADS and all(rows[-1][1:])
    if not headed or any(is_figure(text) for row in rows for text in row):
        return False
    return not any(sheet.box[3] < word.middle < _FOOT * page.height for word in page.words)


def is_sparse(sheet: Sheet, page: Page) -> bool:
    """True where a sheet is no table only because most of its lines print nothing but a label, which may be parts of labels."""
    figures = sum(sum(map(is_figure, row[1:])) > 1 for row in sheet.texts())
    return figures > 1 and _of_several(sheet) < _FILLED * sheet.height and _is_whole(sheet, page)


def _of_several(sheet: Sheet) -> int:
    """How many rows print more than one cell."""
    return sum(sum(map(bool, row)) > 1 for row in sheet.texts())


def _is_whole(sheet: Sheet, page: Page) -> bool:
    if sheet.height < 2 or sheet.width < 2:
        return False
    rows = sheet.texts()
    return not (_axes(rows) or _scattered(rows) or _drawn(sheet, page))


def _axes(rows: Sequence[Sequence[str]]) -> bool:
    """True where every column of numbers goes in even steps: the ticks of an axis."""
    columns = [[row[c] for row in rows if is_value(row[c])] for c in range(len(rows[0]))]
    valued = [column for column in columns if len(column) > 1]
    return bool(valued) and all(_ticks(column) for column in valued)


def _ticks(texts: Sequence[str]) -> bool:
    """True for five numbers or more in even steps, or three or more that fall by round steps, none or few left out."""
    numbers = [_number(text) for text in texts]
    known = [n for n in numbers if n is not None]
    steps = [b - a for a, b in itertools.pairwise(known)]
    if len(known) < len(numbers) or len(known) < 3 or 0 in steps:
        return False
    least = min(steps, key=abs)
    times = [step / least for step in steps]
    if any(abs(t - round(t)) > 1e-6 or t < 0 for t in times):
        return False
    if all(round(t) == 1 for t in times) and len(known) >= _TICKS:
        return True
    return (
        least < 0
        and max(times) <= 3
        and float(f"{abs(least):.6e}".split("e", maxsplit=1)[0]) in {1.0, 2.0, 2.5, 5.0}
    )


def _drawn(sheet: Sheet, page: Page) -> bool:
    """True where curves, slanted strokes or bars of many lengths lie under the cells: a chart."""
    inside = [box for box in page.drawn if _within(box, sheet.box)]
    if len(inside) > _STROKES:
        return True
    if sheet.ruled:
        return False  # shading behind ruled cells comes in any length: by cell, by line, by word
    bars = [box for box in page.bars if _within(box, sheet.box)]
    if len({round(box[1]) for box in bars}) < _ROWS_OF_BARS:
        return False
    alone, shared = _edges([edge for box in bars for edge in (box[0], box[2])])
    return alone > _STROKES // 2 and alone > shared


def _within(box: Box, around: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return around[0] <= x <= around[2] and around[1] <= y <= around[3]


def _edges(places: Sequence[float]) -> tuple[int, int]:
    """How many places few edges stand at, as bars of many lengths have, and how many three or more share."""
    groups: list[list[float]] = []
    for at in sorted(places):
        if groups and at - groups[-1][-1] < 2:
            groups[-1].append(at)
        else:
            groups.append([at])
    alone = sum(len(group) < 3 for group in groups)
    return alone, len(groups) - alone


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "").replace("%", "").replace(" ", "").replace("\u2212", "-"))
    except ValueError:
        return None


def _scattered(rows: Sequence[Sequence[str]]) -> bool:
    """True where most cells are blank and most rows have no label: letters set aslant."""
    cells = sum(len(row) for row in rows)
    held = sum(bool(text) for row in rows for text in row)
    labelled = sum(bool(row[0]) for row in rows)
    single = all(len(text) < 2 for row in rows for text in row)
    sparse = held < 0.35 * cells and labelled < 0.5 * len(rows)
    return len(rows[0]) > 4 and (sparse or (single and labelled < 0.5 * len(rows)))
