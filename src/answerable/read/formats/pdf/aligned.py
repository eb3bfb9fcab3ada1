"""Tables whose cells stand in line and are parted by space: found among a page's lines, and taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from answerable.read.formats.pdf.columns import Span, column_at, columns_of, is_body
from answerable.read.formats.pdf.geometry import Line, Rule, Word, union
from answerable.read.formats.pdf.header import read_heading
from answerable.read.formats.pdf.lines import Gaps, cut_closely, is_short, is_value
from answerable.read.formats.pdf.rows import body_rows
from answerable.read.formats.pdf.sheet import Sheet, Slot, overlap

_LEADERS = re.compile(r"\.{4}|(?:\. ){4}|…{2}")
_CAPTION = re.compile(r"(?:table|figure|fig\.|chart|graph|annex|appendix|source|note)s?\b", re.I)
_SENTENCE = re.compile(r"[.:;]$")


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
    """True for a line with two pieces or more that is no running text in two columns."""
    if len(line.pieces) < 2 or _LEADERS.search(line.text):
        return False
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
        if gap > max(1.7 * usual, 2.6 * line.pieces[0].height):
            break
        if _tabular(line):
            if index - 1 == last:
                gaps.append(gap)
            last = index
        elif index - last > 4 or not _bridges(line, lines[start : last + 1]):
            break
        index += 1
    return _with_tail(lines, start, last, gaps)


def _bridges(line: Line, block: Sequence[Line]) -> bool:
    """True where a line of one piece may be a label or a group's heading inside a table."""
    widest = [p for row in block for p in row.pieces[1:]]
    text = line.text
    if _CAPTION.match(text) or (len(text) > 60 and _SENTENCE.search(text)):
        return False
    if not widest:
        return len(text) < 60
    crossed = sum(overlap(line.left, line.right, p.left, p.right) > 0 for row in block[-4:] for p in row.pieces[1:])
    all_ = sum(len(row.pieces) - 1 for row in block[-4:])
    return crossed < 0.5 * all_ or len(text) < 40


def _with_tail(lines: Sequence[Line], start: int, last: int, gaps: Sequence[float]) -> int:
    """The end, with the last lines of a label that wraps below its values."""
    end = last + 1
    while end < len(lines) and len(lines[end].pieces) == 1:
        line, above = lines[end], lines[end - 1]
        gap = line.middle - above.middle
        usual = median(gaps) if gaps else 0.0
        label = lines[last].pieces[0]
        goes_on = line.text[:1].islower() and not _SENTENCE.search(label.text)
        if gap > 1.35 * line.pieces[0].height or gap > 0.9 * usual or not goes_on:
            break
        if line.right > lines[last].pieces[1].left or abs(line.left - label.left) > 2 * line.pieces[0].height:
            break
        end += 1
    return end


def sheet_of(
    lines: Sequence[Line], above: Sequence[Line], rules: Sequence[Rule], gaps: Gaps
) -> tuple[Sheet, int] | None:
    """The table that a block holds, or None where it holds none.

    Args:
        lines: the block.
        above: the lines before it, from the top down: headings may stand there.
        rules: horizontal ruled lines.
        gaps: the page's gaps between words.

    Returns:
        The table, and how many of the lines before the block it takes.
    """
    lines = [cut_closely(line, gaps) for line in lines]
    above = [cut_closely(line, gaps) for line in above]
    body = [i for i, line in enumerate(lines) if is_body(line)]
    if not body:
        return None
    first = body[0]
    spans = columns_of([lines[i] for i in body])
    if len(spans) < 2:
        return None
    first = _body_begins(lines, first, spans)
    heads = list(lines[:first])
    taken = 0
    for line in reversed(above):
        if not _is_heading(line, heads[0] if heads else lines[first], spans, rules):
            break
        heads.insert(0, line)
        taken += 1
    heads = _without_titles(heads, spans, rules)
    spans = _with_headed(spans, heads)
    if not _is_table(lines, body, spans, heads):
        return None
    heading = read_heading(heads, spans, rules)
    slots, height = heading.slots, heading.height
    body_ = body_rows(lines[first:], rules)
    for row in body_.rows:
        slots += _row_slots(row, height, spans)
        height += 1
    box = union([piece.box for line in [*heads, *lines[first:]] for piece in line.pieces])
    sheet = Sheet(slots, height, len(spans), box, ruled=False, doubt=_doubt(lines[first:], spans))
    sheet.lost = body_.doubt if heading.certain else "it is not certain which columns an upper heading stands over"
    return sheet, taken


def _doubt(body: Sequence[Line], spans: Sequence[Span]) -> str:
    """What is not certain about the columns of the body."""
    for line in body:
        for piece in line.pieces[1:]:
            touched = [c for c, span in enumerate(spans) if overlap(piece.left, piece.right, *span) > 0]
            if len(touched) != 1 and is_value(piece.text):
                return f"“{piece.text}” stands between two columns"
    return ""


def _body_begins(lines: Sequence[Line], first: int, spans: Sequence[Span]) -> int:
    """The first line of the body: that of the first values, or of the label that begins above them.

    Lines of one piece in the label column are labels where the headings above them head that column too, or
    where the values' own line has no label.
    """
    start = first
    while start > 0 and len(lines[start - 1].pieces) == 1 and lines[start - 1].right <= spans[1][0]:
        start -= 1
    if start == first:
        return first
    bare = lines[first].left >= spans[1][0] - 2
    headed = start > 0 and lines[start - 1].left < spans[0][1]
    if headed:
        return start
    return first - 1 if bare else first


def _row_slots(row: Sequence[Line], at: int, spans: Sequence[Span]) -> list[Slot]:
    cells: dict[int, list[Word]] = {}
    for line in row:
        for piece in line.pieces:
            cells.setdefault(column_at(piece, spans), []).append(piece)
    return [Slot(at, column, pieces) for column, pieces in sorted(cells.items())]


def _is_heading(line: Line, below: Line, spans: Sequence[Span], rules: Sequence[Rule]) -> bool:
    """True where a line above a block is part of its heading."""
    gap = below.top - line.bottom
    if gap > 1.0 * line.pieces[0].height or _CAPTION.match(line.text):
        return False
    if any(line.middle < r.at < below.middle and _runs(r, spans) > 0.8 for r in rules) and not any(
        r.at < line.top + 2 and line.top - r.at < 3 * line.pieces[0].height and _runs(r, spans) > 0.8 for r in rules
    ):
        return False  # ruled off from the table, and not ruled off from what stands above
    if len(line.pieces) > 1:
        return all(len(p.text) < 45 for p in line.pieces) and line.right <= spans[-1][1] + 30
    over = [c for c, span in enumerate(spans) if overlap(line.left, line.right, *span) > 0]
    if not over or line.left < spans[1][0] - 40 and 0 in over and len(over) > 1:
        return False
    return 0 not in over and len(line.text) < 60 and not _SENTENCE.search(line.text)


def _runs(rule: Rule, spans: Sequence[Span]) -> float:
    """The share of the table's width over which a ruled line runs."""
    left, right = spans[0][0], spans[-1][1]
    return overlap(rule.start, rule.end, left, right) / max(1.0, right - left)


def _without_titles(heads: list[Line], spans: Sequence[Span], rules: Sequence[Rule]) -> list[Line]:
    """The heading's lines without titles above them: one piece over the label column and further."""
    del rules
    while heads and len(heads[0].pieces) == 1:
        piece = heads[0].pieces[0]
        over = [c for c, span in enumerate(spans) if overlap(piece.left, piece.right, *span) > 0]
        if 0 in over and (len(over) > 1 or _CAPTION.match(piece.text)):
            heads = heads[1:]
        else:
            break
    return heads


def _with_headed(spans: list[Span], heads: Sequence[Line]) -> list[Span]:
    """The columns, with those that have a heading and no value: their cells are all blank."""
    if not heads:
        return spans
    found = list(spans)
    for piece in heads[-1].pieces:
        if len(heads[-1].pieces) > 2 and all(overlap(piece.left, piece.right, *span) < -2 for span in found):
            found.append((piece.left, piece.right))
            found.sort()
    return found


def _is_table(lines: Sequence[Line], body: Sequence[int], spans: Sequence[Span], heads: Sequence[Line]) -> bool:
    """True where the values stand in columns, and are more than numbers before paragraphs."""
    filled = [0] * len(spans)
    for i in body:
        for piece in lines[i].pieces:
            if is_value(piece.text):
                filled[column_at(piece, spans)] += 1
    right = filled[1:]
    if max(right) < 1 or (max(right) < 2 and not heads):
        return False
    if len(body) == 1 and not (heads and len(heads[-1].pieces) >= 2 and len(lines[body[0]].pieces) >= 3):
        return False
    singles = sum(len(line.pieces) == 1 for line in lines)
    return singles <= 0.6 * len(lines)
