"""Tables whose cells stand in line and are parted by space: found among a page's lines, and taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from answerable.read import tokens
from answerable.read.formats.pdf.columns import Span, column_at, columns_of, is_body
from answerable.read.formats.pdf.geometry import Line, Rule, Word, join, union
from answerable.read.formats.pdf.headed import unpaired, with_headed, with_text
from answerable.read.formats.pdf.header import read_heading
from answerable.read.formats.pdf.lines import (
    Gaps,
    cut_closely,
    cut_periods,
    is_figure,
    is_prose,
    is_short,
    is_value,
)
from answerable.read.formats.pdf.mended import mended
from answerable.read.formats.pdf.rows import REMARK, body_begins, body_rows
from answerable.read.formats.pdf.several import beside, names_with_values, second_heading
from answerable.read.formats.pdf.sheet import Sheet, Slot, broken_number, overlap
from answerable.read.formats.pdf.spoilt import spoilt, words_of

_LEADERS = ("....", ". . . . ", "……")
_CAPTION = re.compile(r"(?:table|figure|fig\.|chart|graph|annex|appendix|source|note)s?\b", re.I)
_UNSURE = "it is not certain which columns an upper heading stands over"
_ONE_WIDTH = 0.5
"""Where a space is this wide for its height all characters have one width, and a column may be one space away."""

_TIGHTER = 0.93
_ONE_LABEL = 1.3
_LABEL_LINES = 1.45
_INDENT = 4
_MOSTLY = 0.6
_SPACE = 0.3
"""Of the height: more than a space between words is wide."""

_LABELS = 10
"""More lines than these without a value end a table."""

_SENTENCE = re.compile(r"[.:;]$")
_STOP = re.compile(r"\b[a-z]{4,}[.;]$")
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
    if any(dots in text for dots in _LEADERS) or (is_prose(line) and not is_short(line.pieces[-1].text)):
        return False
    if any(piece.text.endswith((".", ";")) and _STOP.search(piece.text) for piece in line.pieces):
        return False
    if len(line.pieces) < 2:
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
        if gap > max(1.7 * usual, 2.6 * line.pieces[0].height):
            break
        if _tabular(line) or _is_rest(line, lines[last]):
            if index - 1 == last:
                gaps.append(gap)
            last = index
        elif index - last > _LABELS or not _bridges(line, lines[start : last + 1]):
            break
        index += 1
    second = second_heading(lines[start : last + 1])
    return _with_tail(lines, start, last if second is None else start + second, gaps)


def _is_rest(line: Line, above: Line) -> bool:
    """True for a lone value close under a line of the table: the end of a number that was broken."""
    if len(line.pieces) != 1 or not line.text.isdigit():
        return False
    near = line.middle - above.middle < _ONE_LABEL * line.pieces[0].height
    return near and any(overlap(line.left, line.right, p.left, p.right) > 0 for p in above.pieces[1:])


def _bridges(line: Line, block: Sequence[Line]) -> bool:
    """True where a line of one piece may be a label or a group's heading inside a table."""
    widest = [p for row in block for p in row.pieces[1:]]
    text = line.text
    if _CAPTION.match(text) or (len(text) > 60 and _SENTENCE.search(text)):
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
        (line.pieces[1].left for line in lines[start : last + 1] if len(line.pieces) > 1),
        default=values.right,
    )
    ends_at = [line.pieces[0].right for line in lines[start : last + 1]]
    reach = max((at for at in ends_at if at <= right), default=left)
    while end < len(lines) and len(lines[end].pieces) == 1:
        line = lines[end]
        gap = line.middle - lines[end - 1].middle
        near = gap < _ONE_LABEL * line.pieces[0].height and (bare or not gaps or gap < _TIGHTER * min(gaps))
        label = lines[end - 1].pieces[0].text
        said_on = (
            line.text[:1].islower() and not _SENTENCE.search(label) and gap < 1.45 * line.pieces[0].height
        )
        ends = tokens.is_total(label) or is_prose(line) or _begins_anew(line, lines[end - 1], reach)
        if not (said_on or (near and not ends)) or line.left < left - 3 or line.right > right + 3:
            break
        end += 1
    return end


def rest_below(sheet: Sheet, last: Line, line: Line) -> str:
    """What to say of a line right below a table that stands where its labels do; nothing of a remark or a new thing.

    Args:
        sheet: the table.
        last: its last line.
        line: the one below.
    """
    near = line.middle - last.middle < _ONE_LABEL * line.pieces[0].height
    labels = [slot.box for slot in sheet.slots if slot.column == 0 and slot.pieces]
    if not near or len(line.pieces) > 1 or not labels:
        return ""
    within = (
        abs(line.left - min(box[0] for box in labels)) < _INDENT
        and line.right < max(b[2] for b in labels) + _INDENT
    )
    label = last.pieces[0].text
    other = (
        tokens.is_total(label) or is_value(line.text) or REMARK.fullmatch(line.text) or line.text[-1] in ".:"
    )
    anew = _begins_anew(line, last, max(box[2] for box in labels))
    return "" if other or anew or not within else f"“{line.text}” below it may be the rest of its last label"


def _begins_anew(line: Line, above: Line, reach: float) -> bool:
    """True for a line that is no rest of the label above it: it is numbered, announces, or had room there."""
    if _NUMBERED.match(line.text) or line.text.endswith(":"):
        return True
    first, label = line.words[0], above.pieces[0]
    return label.right + _SPACE * label.height + first.right - first.left < reach


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
    lines = [cut_closely(line, gaps) for line in mended(lines)]
    body = [i for i, line in enumerate(lines) if is_body(line)]
    if not body:
        return None
    above = [cut_closely(line, gaps) for line in above]
    body = _with_lone(lines, body)
    first = body[0]
    leaves = [cut_periods(line) for line in lines[max(0, first - 1) : first]]
    spans = columns_of([*(line for line in leaves if len(line.pieces) > 2), *(lines[i] for i in body)])
    spans = printed = with_text(spans, [lines[i] for i in body])
    if len(spans) < 2:
        return None
    first = body_begins(lines, first, spans)
    heads = [cut_periods(line) for line in lines[:first]]
    spans = with_headed(spans, heads)
    taken = _headings_above(above, heads[0] if heads else lines[first], spans, rules)
    heads = _without_titles([*taken, *heads], spans, rules)
    spans = with_headed(spans, heads)
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
    sheet.lost = body_.doubt if heading.certain else _UNSURE
    if not heads:
        sheet.lost = sheet.lost or _cut_label(above, lines[0], spans)
    sheet.lost = sheet.lost or broken_number(slots) or beside(sheet) or names_with_values(sheet)
    sheet.lost = sheet.lost or unpaired(printed, heads)
    sheet.lost = sheet.lost or spoilt(sheet, words_of([*heads, *lines[first:]]))
    if gaps.close > _ONE_WIDTH and heads and _overhangs(heads[-1], spans):
        sheet.lost = "headings stand so close that two of them may be one"
    return sheet, len(taken)


def _with_lone(lines: Sequence[Line], body: Sequence[int]) -> list[int]:
    """The lines of the body with those before it that hold one figure, under a heading and beside a label that wraps."""
    first = body[0]
    columns = [piece for i in body for piece in lines[i].pieces[1:] if is_figure(piece.text)]
    lone = [
        i
        for i in range(1, first)
        if len(lines[i].pieces) == 1
        and is_figure(lines[i].text)
        and any(overlap(lines[i].left, lines[i].right, p.left, p.right) > 0 for p in columns)
    ]
    return [*lone, *body]


def _headings_above(
    above: Sequence[Line], top: Line, spans: Sequence[Span], rules: Sequence[Rule]
) -> list[Line]:
    """The last of the lines before a block that head its columns, from the top down."""
    found: list[Line] = []
    for line in reversed(above):
        if not _is_heading(line, found[0] if found else top, spans, rules):
            break
        found.insert(0, cut_periods(line))
    return found


def _cut_label(above: Sequence[Line], first: Line, spans: Sequence[Span]) -> str:
    """What to say of a line above a block without headings that stands where the lines of a label stand."""
    if not above:
        return ""
    line = above[-1]
    near = first.middle - line.middle < _LABEL_LINES * first.pieces[0].height
    within = len(line.pieces) == 1 and line.right <= spans[1][0] and abs(line.left - spans[0][0]) < _INDENT
    return f"the label of the first row may begin with “{line.text}” above it" if near and within else ""


def _overhangs(line: Line, spans: Sequence[Span]) -> bool:
    """True where a heading of several words reaches nearer to the next column than to its own."""
    for piece in line.pieces:
        over = column_at(piece, spans)
        if (
            over + 1 < len(spans)
            and " " in piece.text
            and piece.right > (spans[over][1] + spans[over + 1][0]) / 2
        ):
            return True
    return False


def _doubt(body: Sequence[Line], spans: Sequence[Span]) -> str:
    """What is not certain about the columns of the body."""
    for line in body:
        for part in (part for piece in line.pieces for part in _by_columns(piece, line, spans)):
            touched = [c for c, span in enumerate(spans) if overlap(part.left, part.right, *span) > 0]
            if len(touched) != 1 and is_value(part.text) and part.left > spans[0][1]:
                return f"“{part.text}” stands between two columns"
    return ""


def _row_slots(row: Sequence[Line], at: int, spans: Sequence[Span]) -> list[Slot]:
    cells: dict[int, list[Word]] = {}
    for line in row:
        for piece in line.pieces:
            for part in _by_columns(piece, line, spans):
                cells.setdefault(column_at(part, spans), []).append(part)
    return [Slot(at, column, pieces) for column, pieces in sorted(cells.items())]


def _by_columns(piece: Word, line: Line, spans: Sequence[Span]) -> list[Word]:
    """A piece over several columns with the values at its end cut off, each in the column that it stands in."""
    over = [span for span in spans if overlap(piece.left, piece.right, *span) > 0]
    words = [w for w in line.words if piece.left <= w.centre <= piece.right]
    parts: list[Word] = []
    while len(over) > 1 and words and is_value(words[-1].text):
        column = column_at(words[-1], spans)
        if column == 0 or overlap(words[-1].left, words[-1].right, *spans[column]) <= 0:
            break
        same = [w for w in words if is_value(w.text) and column_at(w, spans) == column]
        parts.insert(0, join(same))
        words = words[: -len(same)]
    return [join(words), *parts] if words and parts else (parts or [piece])


def _is_heading(line: Line, below: Line, spans: Sequence[Span], rules: Sequence[Rule]) -> bool:
    """True where a line above a block is part of its heading."""
    gap = below.top - line.bottom
    if gap > 1.0 * line.pieces[0].height or _CAPTION.match(line.text) or is_prose(line):
        return False
    if any(line.middle < r.at < below.middle and _runs(r, spans) > 0.8 for r in rules) and not any(
        r.at < line.top + 2 and line.top - r.at < 3 * line.pieces[0].height and _runs(r, spans) > 0.8
        for r in rules
    ):
        return False  # ruled off from the table, and not ruled off from what stands above
    if len(line.pieces) > 1:
        return (
            all(len(p.text) < 45 and not _STOP.search(p.text) for p in line.pieces)
            and line.right <= spans[-1][1] + 30
        )
    over = [c for c, span in enumerate(spans) if overlap(line.left, line.right, *span) > 0]
    if not over or (line.left < spans[1][0] - 40 and 0 in over and len(over) > 1):
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


def _is_table(
    lines: Sequence[Line], body: Sequence[int], spans: Sequence[Span], heads: Sequence[Line]
) -> bool:
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
    across = sum(len(line.pieces) == 1 and line.right > spans[1][0] for line in lines)
    return across <= 0.4 * len(lines)
