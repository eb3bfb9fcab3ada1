"""Where a table ends whose cells stand in line: with the label lines above the ruled line that closes it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from answerable.read.formats.pdf.columns import is_body
from answerable.read.formats.pdf.geometry import Line, Page, Rule
from answerable.read.formats.pdf.lines import is_figure, is_value
from answerable.read.formats.pdf.phrases import said_on
from answerable.read.formats.pdf.sheet import Sheet, overlap

_ACROSS = 0.8
"""Of a table's width: the ruled line that closes it runs over more."""

_MOST = 4
"""No label has more lines under its values."""

_NEAR = 1.5
"""Of the height: the ruled lines that close a table are no further from its first and last line."""

_LINES = 6
"""So many lines at the head of a page may be the rest of a label, or a label above its values."""

_HEADING = 8.0
"""Of the height: the ruled line above a heading is no further from its table's only row."""

_BESIDE = 0.9
"""Of the height: what stands half way down beside a label of two lines is no further under its first."""

_OUT = 3
"""Points by which a line may begin before the table does, or end in its second column."""


def closed_at(lines: Sequence[Line], start: int, end: int, rules: Sequence[Rule]) -> int:
    """One past the last line of a block, with the rest of its last label, which stands above the closing ruled line.

    Args:
        lines: those of the page.
        start: the first of the block among them.
        end: one past its last.
        rules: horizontal ruled lines.
    """
    block = lines[start:end]
    left, right = min(line.left for line in block), max(line.right for line in block)
    last = block[-1].middle
    over = [
        r.at for r in rules if r.at > last and overlap(r.start, r.end, left, right) > _ACROSS * (right - left)
    ]
    edge = min((p.left for line in block for p in line.pieces[1:] if is_value(p.text)), default=right)
    closing = min(over, default=0.0)
    if not over or len(block) < 2:
        return end
    at = end
    while at < len(lines) and lines[at].middle < closing:
        line = lines[at]
        if at - end == _MOST or len(line.pieces) > 1 or line.left < left - _OUT or line.right > edge + _OUT:
            return end
        at += 1
    return at


def stray_below(sheet: Sheet, lines: Sequence[Line]) -> str:
    """What to say of a label under a table with a figure half way down beside it, in no column: a row of blanks but for that.

    Args:
        sheet: the table.
        lines: those below it.
    """
    left, _, right, _ = sheet.box
    for label, figure in itertools.pairwise(lines):
        if (
            len(label.pieces) > 1
            or len(figure.pieces) > 1
            or not is_figure(figure.text)
            or is_figure(label.text)
        ):
            continue
        near = (
            figure.middle - label.middle < _BESIDE * figure.pieces[0].height and abs(label.left - left) < _OUT
        )
        if near and label.right < figure.pieces[0].centre and figure.right < right:
            return f"“{label.text}” and “{figure.text}” under it may be its last row"
    return ""


def is_closed(lines: Sequence[Line], rules: Sequence[Rule]) -> bool:
    """True where a ruled line runs right above some lines and another right below them: they are a table.

    Args:
        lines: the heading and the body.
        rules: horizontal ruled lines.
    """
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    over = [r.at for r in rules if overlap(r.start, r.end, left, right) > _ACROSS * (right - left)]
    first, last = lines[0], lines[-1]
    reach = _NEAR * first.pieces[0].height
    above = any(first.middle - reach < at < first.middle for at in over)
    return above and any(last.middle < at < last.middle + reach for at in over)


def is_boxed(line: Line, rules: Sequence[Rule]) -> bool:
    """True for a label and its count between two ruled lines that begin and end where one another do: a row of a table.

    Args:
        line: one that is in no table.
        rules: horizontal ruled lines.
    """
    if (
        len(line.pieces) < 2
        or not line.text[0].isalpha()
        or not line.pieces[-1].text.replace(",", "").isdigit()
    ):
        return False
    height = line.pieces[0].height
    over = [r for r in rules if r.start < line.left + 1 and r.end > line.right - 1]
    below = [r for r in over if line.middle < r.at < line.middle + _NEAR * height]
    above = [r for r in over if line.middle - _HEADING * height < r.at < line.middle]
    return any(abs(a.start - b.start) < 1 and abs(a.end - b.end) < 1 for a in above for b in below)


def goes_on(sheet: Sheet, lines: Sequence[Line], page: Page) -> bool:
    """True where a page begins as the table before goes on: with its headings again, or with a line as its labels are.

    Such a line goes on the words of the last label, or a row follows it, or a ruled line closes it, or it is painted.

    Args:
        sheet: the last thing on the page before.
        lines: the first lines of the page.
        page: the page.
    """
    line = lines[0]
    first = tuple(slot.text for slot in sheet.slots if slot.row == 0 and slot.pieces)
    if len(line.pieces) > 1 and all(any(text.startswith(p.text) for text in first) for p in line.pieces):
        return True
    values = [s for s in sheet.slots if s.column > 0 and s.pieces and is_figure(s.text)]
    second = min((slot.box[0] for slot in values), default=0.0)
    labels = [s for s in sheet.slots if s.pieces and not is_figure(s.text) and s.box[0] < second - _OUT]
    lefts = [slot.box[0] for slot in labels]

    def as_label(line: Line) -> bool:
        alone = len(line.pieces) == 1 and line.right <= second
        return alone and any(abs(line.left - left) < _OUT for left in lefts)

    if not as_label(line):
        return False
    rest = next((other for other in lines[:_LINES] if not as_label(other)), None)
    row = rest is not None and is_body(rest) and len(rest.pieces) <= sheet.width
    reach = line.pieces[0].height
    below = (r for r in page.across if line.middle < r.at < line.middle + reach)
    last = [slot.text for slot in labels if slot.row == sheet.height - 1]
    return (
        row
        or any(r.start <= line.left < second < r.end for r in below)
        or any(said_on(label, line.text) for label in last)
        or any(x0 <= line.left and top < line.middle < bottom for x0, top, _, bottom in page.bars)
    )
