"""Stretches of a page's lines that may be tables whose cells stand in line."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from statistics import median

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line, Rule, Word
from answerable.read.formats.pdf.leaders import LEADER
from answerable.read.formats.pdf.lines import begins_list, is_figure, is_prose, is_short, is_value
from answerable.read.formats.pdf.phrases import ONE_LABEL, REMARK, said_on
from answerable.read.formats.pdf.several import second_heading
from answerable.read.formats.pdf.sheet import Sheet, overlap

CAPTION = re.compile(r"(?:table|figure|fig\.|chart|graph|annex|appendix|source|note)s?\b", re.I)
"""How a line begins that names what follows it."""

_TIGHTER = 0.93
_ONE_LABEL = 1.3
_HALF_A_LINE = 0.9
_ROOMIEST = 5.0
"""Of the height: rows of one table stand no further apart."""

_INDENT = 4
_MOSTLY = 0.6
_SPACE = 0.3
"""Of the height: more than a space between words is wide."""

_LABELS = 10
"""More lines than these without a value end a table."""

_SAME = 0.04
"""Of the height: distances that differ by less are the same."""

_TWO_LINES = 2.0
"""Of the height: lines of one label, whatever words say, are no further apart."""

_ROWS_TO_TELL, _SHORT = 4, 60
"""So many lines tell how far rows are apart; a longer line is no label of a row of blanks."""

_SENTENCE = re.compile(r"[.:;]$")
STOP = re.compile(r"\b[a-z]{4,}[.;]$")
"""The end of a sentence."""

_SENTENCE_WORDS = 5
_ASKS = re.compile(r"(?:question|answer|response|q)\s?\d{1,2}\b|(?:question|answer|response)\s*:", re.I)
"""How the next part of a letter begins."""

_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]\s")


def blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Stretches of lines, first and one past the last, that may be tables."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        if not _tabular(lines[index]):
            index += 1
            continue
        end = _end(lines, index)
        found.append((index, end))
        index = end
    return found


def _tabular(line: Line) -> bool:
    """True for a line with two pieces or more that is no running text in two columns, or of periods and values."""
    text = line.text
    if LEADER in text or (is_prose(line) and not is_short(line.pieces[-1].text)):
        return False
    stops = any(piece.text.endswith((".", ";")) and STOP.search(piece.text) for piece in line.pieces)
    if stops and not (len(line.pieces) > 1 and all(is_figure(piece.text) for piece in line.pieces[1:])):
        return False
    if len(line.pieces) < 2:
        if begins_list(text):
            return False
        short = sum(is_short(word.text) for word in line.words)
        return short >= 3 and short >= _MOSTLY * len(line.words)
    if any(is_short(piece.text) for piece in line.pieces):
        return True
    return all(len(piece.text) < 45 for piece in line.pieces)


def _end(lines: Sequence[Line], start: int) -> int:
    """One past the last line of the block that begins at ``start``."""
    last = start
    gaps: list[float] = []
    index = start + 1
    while index < len(lines):
        line = lines[index]
        gap = line.middle - lines[index - 1].middle
        usual = median(gaps) if gaps else 2.0 * line.pieces[0].height
        if gap > max(1.7 * usual, 2.6 * line.pieces[0].height) and not _is_next(line, lines[last], gap):
            break
        if _tabular(line) or _is_rest(line, lines[last]) or _is_row(line, lines[start:index]):
            if index - 1 == last:
                gaps.append(gap)
            last = index
        elif index - last > _LABELS or not _bridges(line, lines[start : last + 1]):
            break
        index += 1
    second = second_heading(lines[start : last + 1])
    return _with_tail(lines, start, last if second is None else start + second, gaps)


def _is_next(line: Line, above: Line, gap: float) -> bool:
    """True for a row like the one above it, a few lines further down: a label where its label begins, values under its own."""
    if len(line.pieces) < 2 or len(line.pieces) != len(above.pieces) or is_value(line.pieces[0].text):
        return False
    pairs = zip(line.pieces[1:], above.pieces[1:], strict=True)
    in_line = all(is_value(p.text) and overlap(p.left, p.right, q.left, q.right) > 0 for p, q in pairs)
    return in_line and abs(line.left - above.left) < 1 and gap < _ROOMIEST * line.pieces[0].height


def _is_rest(line: Line, above: Line) -> bool:
    """True for a lone value close under a line of the table: the end of a number that was broken."""
    if len(line.pieces) != 1 or not line.text.isdigit():
        return False
    near = line.middle - above.middle < _ONE_LABEL * line.pieces[0].height
    return near and any(overlap(line.left, line.right, p.left, p.right) > 0 for p in above.pieces[1:])


def _is_row(line: Line, above: Sequence[Line]) -> bool:
    """True for a lone value beside a label of two lines, and for a label with a value no more than a space away."""
    if _is_bare(line, above):
        return True
    last = line.words[-1]
    if len(line.pieces) != 1 or len(line.words) < 2 or not is_figure(last.text) or is_prose(line):
        return False
    columns = [p for row in above for p in row.pieces[1:] if is_figure(p.text)]
    return any(abs(last.left - p.left) < 1 or abs(last.right - p.right) < 1 for p in columns)


def _is_bare(line: Line, above: Sequence[Line]) -> bool:
    """True for a lone value half way down beside a label of two lines, under the values of the rows above."""
    label, height = above[-1], line.pieces[0].height
    if len(line.pieces) != 1 or len(label.pieces) != 1 or not is_figure(line.text):
        return False
    if is_value(label.text) and abs(label.left - above[0].left) > _INDENT:
        return False  # an age stands where labels do
    beside = label.right < line.left and line.middle - label.middle < _ONE_LABEL * height
    columns = (p for row in above for p in row.pieces if p.left > label.right)
    return beside and any(overlap(line.left, line.right, p.left, p.right) > 0 for p in columns)


def _bridges(line: Line, block: Sequence[Line]) -> bool:
    """True where a line of one piece may be a label or a group's heading inside a table."""
    widest = [p for row in block for p in row.pieces[1:]]
    text = line.text
    if CAPTION.match(text) or begins_list(text) or (len(text) > 60 and _SENTENCE.search(text)):
        return False
    if _ASKS.match(text) or (STOP.search(text) and len(line.words) >= _SENTENCE_WORDS):
        return False
    if is_prose(line) and widest and line.right > max(p.left for p in widest):
        return False
    if not widest:
        return len(text) < 60
    crossed = sum(
        overlap(line.left, line.right, p.left, p.right) > 0 for row in block[-4:] for p in row.pieces[1:]
    )
    all_ = sum(len(row.pieces) - 1 for row in block[-4:])
    return crossed < 0.5 * all_ or len(text) < 40


def _with_tail(lines: Sequence[Line], start: int, last: int, gaps: Sequence[float]) -> int:
    """The end, with the last lines of a label that wraps below its values."""
    end = last + 1
    values = lines[last]
    bare = is_value(values.pieces[0].text)  # its label begins above it, and as much of it stands below
    labels = [line.pieces[0].left for line in lines[start : last + 1] if not is_value(line.pieces[0].text)]
    left = min(labels, default=values.left)
    right = min(
        (p.left for line in lines[start : last + 1] for p in line.pieces[1:] if is_value(p.text)),
        default=values.right,
    )
    pitch = _label_pitch(lines[start : last + 1])
    while end < len(lines) and len(lines[end].pieces) == 1:
        line = lines[end]
        gap = line.middle - lines[end - 1].middle
        close = gap < _ONE_LABEL * line.pieces[0].height and (bare or not gaps or gap < _TIGHTER * min(gaps))
        near = close or gap < pitch
        label = _label_above(lines[end - 1], line).text
        carried = (
            line.text[:1].islower() and not _SENTENCE.search(label) and gap < 1.45 * line.pieces[0].height
        )
        ends_at = [_label_above(other, line).right for other in lines[start : last + 1]]
        reach = max((at for at in ends_at if at <= right), default=left)
        ends = tokens.is_total(label) or is_prose(line) or _begins_anew(line, lines[end - 1], reach)
        half = gap < _HALF_A_LINE * line.pieces[0].height  # nearer than two rows of text can stand
        if not (carried or half or (near and not ends)) or line.left < left - 3 or line.right > right + 3:
            break
        end += 1
    return end + (end == last + 1 and _is_blank_row(lines, start, end))


def _label_pitch(lines: Sequence[Line]) -> float:
    """How far apart the lines of a block's labels may stand, as those do that go on; nought where none do."""
    steps = [
        below.middle - above.middle
        for above, below in itertools.pairwise(lines)
        if len(below.pieces) == 1 and said_on(_label_above(above, below).text, below.text)
    ]
    whole = [step for step in steps if step > _HALF_A_LINE * lines[0].pieces[0].height]
    return (1 + _SAME) * min(whole) if whole else 0.0


def _is_blank_row(lines: Sequence[Line], start: int, end: int) -> bool:
    """True for a label with nothing beside it under the last row: as far from it as rows are, with other blanks above."""
    block = lines[start:end]
    if end >= len(lines) or len(lines[end].pieces) != 1 or len(block) < _ROWS_TO_TELL:
        return False
    line, label = lines[end], block[-1].pieces[0]
    most = max(len(row.pieces) for row in block)
    pitch = min(b.middle - a.middle for a, b in itertools.pairwise(block))
    after = lines[end + 1].middle - line.middle if end + 1 < len(lines) else math.inf
    level = abs(line.middle - block[-1].middle - pitch) < _SAME * label.height
    alike = (
        abs(line.left - label.left) < 1 and abs(line.pieces[0].height - label.height) < _SAME * label.height
    )
    short = len(line.text) < _SHORT and line.text[-1] not in ".:;,?" and not is_value(line.text)
    return level and alike and short and after > 1.5 * pitch and any(len(r.pieces) < most for r in block[1:])


def rest_below(sheet: Sheet, block: Sequence[Line], below: Sequence[Line], edges: Sequence[Rule]) -> str:
    """What to say of a line right below a table that stands where its labels do; nothing of a remark or a new thing.

    Args:
        sheet: the table.
        block: its lines.
        below: the lines below it.
        edges: what parts rows: above one that ends the table, a line is never a new thing.
    """
    line, last = below[0], block[-1]
    gap, height = line.middle - last.middle, line.pieces[0].height
    near = (
        gap < ONE_LABEL * height
        or any(abs(gap - wrap) < _SAME * height for wrap in _wraps(sheet))
        or (gap < _TWO_LINES * height and said_on(last.pieces[0].text, line.text))
    )
    edge = min(
        (s.box[0] for s in sheet.slots if s.column > 0 and s.pieces and is_figure(s.text)), default=0.0
    )
    labels = [s.box for s in sheet.slots if s.pieces and (s.column == 0 or s.box[2] < edge)]
    if not near or len(line.pieces) > 1 or not labels:
        return ""
    lefts = (last.left, *(box[0] for box in labels))
    within = min(abs(line.left - left) for left in lefts) < _INDENT and line.right < max(
        max(b[2] for b in labels) + _INDENT, _second(sheet)
    )
    label = last.pieces[0].text
    other = (
        tokens.is_total(label) or is_value(line.text) or REMARK.fullmatch(line.text) or line.text[-1] in ".:"
    )
    anew = _begins_anew(line, last, max(box[2] for box in labels))
    other = (other or anew) and not (_is_closed(sheet, last, below, edges) or _is_even(block, line))
    return "" if other or not within else f"“{line.text}” below it may be the rest of its last label"


def _is_even(block: Sequence[Line], line: Line) -> bool:
    """True for a line as far under the last of a label as that is under the line above it."""
    if len(block) < 2 or len(block[-1].pieces) > 1:
        return False
    step, gap = block[-1].middle - block[-2].middle, line.middle - block[-1].middle
    return abs(step - gap) < _SAME * line.pieces[0].height and abs(line.left - block[-1].left) < 1


def _is_closed(sheet: Sheet, last: Line, below: Sequence[Line], edges: Sequence[Rule]) -> bool:
    """True where an edge ends the table under no more than lines as narrow as its labels."""
    left, _, right, _ = sheet.box
    labels = max(slot.box[2] for slot in sheet.slots if slot.column == 0 and slot.pieces)
    wide = (e.at for e in edges if overlap(e.start, e.end, left, right) > _MOSTLY * (right - left))
    end = min((at for at in wide if at > last.middle), default=0.0)
    under = [line for line in below if line.middle < end]
    return bool(under) and all(len(line.pieces) == 1 and line.right < labels + _INDENT for line in under)


def _second(sheet: Sheet) -> float:
    """Where the columns after the first begin."""
    return min((slot.box[0] for slot in sheet.slots if slot.column > 0 and slot.pieces), default=0.0)


def _wraps(sheet: Sheet) -> list[float]:
    """How far the lines of its labels are apart."""
    return [
        b.middle - a.middle
        for slot in sheet.slots
        if slot.column == 0 and len(slot.pieces) > 1
        for a, b in itertools.pairwise(slot.pieces)
    ]


def _begins_anew(line: Line, above: Line, reach: float) -> bool:
    """True for a line that is no rest of the label above it: it is numbered, announces, or had room there."""
    announces = line.text.endswith(":") and not line.text[0].islower()
    if _NUMBERED.match(line.text) or announces or begins_list(line.text):
        return True
    first, label = line.words[0], _label_above(above, line)
    return label.right + _SPACE * label.height + first.right - first.left < reach


def _label_above(above: Line, line: Line) -> Word:
    """The piece of a line under which another line begins; its first where none is."""
    under = (p for p in above.pieces[1:] if not is_value(p.text) and abs(p.left - line.left) < _INDENT)
    return next(under, above.pieces[0])
