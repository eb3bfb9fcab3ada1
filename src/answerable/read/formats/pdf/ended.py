"""Where a table ends whose cells stand in line: with the label lines above the ruled line that closes it."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.read.formats.pdf.columns import is_body
from answerable.read.formats.pdf.geometry import Line, Rule
from answerable.read.formats.pdf.lines import is_value
from answerable.read.formats.pdf.phrases import said_on
from answerable.read.formats.pdf.sheet import Sheet, overlap

_ACROSS = 0.8
"""Of a table's width: the ruled line that closes it runs over more."""

_MOST = 4
"""No label has more lines under its values."""

_NEAR = 1.5
"""Of the height: the ruled lines that close a table are no further from its first and last line."""

_HEADING = 8.0
"""Of the height: the ruled line above a heading is no further from its table's only row."""

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


def goes_on(sheet: Sheet, lines: Sequence[Line], rules: Sequence[Rule]) -> bool:
    """True where the first line of a page is as a label of the table before, and goes on its words, or a row follows, or a ruled line closes it.

    Args:
        sheet: the last thing on the page before.
        lines: the first two lines of the page.
        rules: its horizontal ruled lines.
    """
    line = lines[0]
    left = min((slot.box[0] for slot in sheet.slots if slot.column == 0 and slot.pieces), default=0.0)
    second = min((slot.box[0] for slot in sheet.slots if slot.column > 0 and slot.pieces), default=0.0)
    if len(line.pieces) > 1 or abs(line.left - left) > _OUT or line.right > second:
        return False
    row = len(lines) > 1 and is_body(lines[1]) and len(lines[1].pieces) <= sheet.width
    reach = line.pieces[0].height
    closed = any(line.middle < r.at < line.middle + reach and r.start <= left < second < r.end for r in rules)
    labels = [s.text for s in sheet.slots if s.row == sheet.height - 1 and s.pieces and not is_value(s.text)]
    return row or closed or any(said_on(label, line.text) for label in labels)
