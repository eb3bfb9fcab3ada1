"""Tables whose cells stand in line and are parted by space: found among a page's lines, and taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.read.formats.pdf.above import (
    Under,
    headings_above,
    label_above,
    room_of,
    without_titles,
)
from answerable.read.formats.pdf.begun import body_begins
from answerable.read.formats.pdf.columns import Span, column_at, columns_of, is_body, label_columns, touched
from answerable.read.formats.pdf.cycles import regrouped
from answerable.read.formats.pdf.ended import is_closed
from answerable.read.formats.pdf.geometry import Line, Rule, Word, join, union
from answerable.read.formats.pdf.headed import beside_blanks, unpaired, with_headed, with_text
from answerable.read.formats.pdf.header import fitted, read_heading
from answerable.read.formats.pdf.lines import (
    Gaps,
    cut_closely,
    cut_periods,
    is_figure,
    is_value,
)
from answerable.read.formats.pdf.mended import mended
from answerable.read.formats.pdf.misplaced import misplaced
from answerable.read.formats.pdf.rows import body_rows
from answerable.read.formats.pdf.several import beside, names_with_values
from answerable.read.formats.pdf.shaded import Drawn
from answerable.read.formats.pdf.sheet import Sheet, Slot, broken_number, overlap
from answerable.read.formats.pdf.spoilt import spoilt, words_of

_UNSURE = "it is not certain which columns an upper heading stands over"
_ONE_WIDTH = 0.5
"""Where a space is this wide for its height all characters have one width, and a column may be one space away."""


def sheet_of(
    lines: Sequence[Line], above: Sequence[Line], drawn: Drawn, gaps: Gaps
) -> tuple[Sheet, int] | None:
    """The table that a block holds, or None where it holds none.

    Args:
        lines: the block.
        above: the lines before it, from the top down: headings may stand there.
        drawn: what is drawn on the page.
        gaps: the page's gaps between words.

    Returns:
        The table, and how many of the lines before the block it takes.
    """
    begins = lines[0].top
    lines = [cut_closely(line, gaps) for line in mended(lines)]
    body = [i for i, line in enumerate(lines) if is_body(line)]
    if not body:
        return None
    above = [cut_closely(line, gaps) for line in above]
    body = _with_lone(lines, body)
    spans = printed = _spans_of(lines, body)
    if len(spans) < 2:
        return None
    first = body_begins(lines, body[0], spans)
    heads = [cut_periods(line) for line in lines[:first]]
    spans = with_headed(spans, heads)
    top = heads[0] if heads else lines[first]
    room = room_of(lines) + (top.top - begins if heads else 0.0)  # years in parts stand on their lowest line
    taken = headings_above(
        above, top, Under(spans, label_columns([lines[i] for i in body], spans), drawn.rules, room)
    )
    heads = without_titles([*taken, *heads], spans)
    spans = with_headed(spans, heads)
    if not _is_table(lines, body, spans, heads, drawn.rules):
        return None
    heading = read_heading(heads, spans, drawn.undersides)
    slots, height = heading.slots, heading.height
    body_ = body_rows(lines[first:], drawn.edges)
    for row in body_.rows:
        slots += _row_slots(row, height, spans)
        height += 1
    box = union([piece.box for line in [*heads, *lines[first:]] for piece in line.pieces])
    sheet = Sheet(slots, height, len(spans), box, ruled=False, doubt=_doubt(lines[first:], spans))
    sheet.lost = body_.doubt
    sheet = regrouped(sheet) or sheet
    if not heading.certain:
        sheet.lost = _UNSURE
    sheet.lost = sheet.lost or label_above(above, heads, lines[first:], spans)
    sheet.lost = sheet.lost or unpaired(printed, heads) or _unlike(sheet, words_of([*heads, *lines[first:]]))
    if gaps.close > _ONE_WIDTH and heads and _overhangs(heads[-1], spans):
        sheet.lost = "headings stand so close that two of them may be one"
    return sheet, len(taken)


def _spans_of(lines: list[Line], body: Sequence[int]) -> list[Span]:
    """Where the columns of a body stand; the labels on the line above it are cut as they do.

    Args:
        lines: those of a block.
        body: the numbers of those with values.
    """
    first, valued = body[0], [lines[i] for i in body]
    if first:
        lines[first - 1] = fitted(cut_periods(lines[first - 1]), columns_of(valued))
    leaves = [line for line in lines[max(0, first - 1) : first] if len(line.pieces) > 2]
    edge = min(line.left for line in valued)  # labels half way down beside several rows stand left of all
    valued += [line for line in lines[first:] if len(line.pieces) == 1 and line.right < edge]
    return with_text(columns_of([*leaves, *valued]), valued)


def _unlike(sheet: Sheet, words: Sequence[Word]) -> str:
    """What to say of a sheet that looks as no table does whose cells were all put where they belong."""
    return (
        broken_number(sheet.slots)
        or beside(sheet)
        or _in_a_label(sheet)
        or names_with_values(sheet)
        or beside_blanks(sheet)
        or spoilt(sheet, words)
        or misplaced(sheet)
    )


def _in_a_label(sheet: Sheet) -> str:
    """What to say of a figure that stands right of the lines of a label, and was taken for a part of it."""
    for slot in sheet.slots:
        if slot.column > 0 or len(slot.pieces) < 2:
            continue
        for piece in filter(lambda p: is_figure(p.text), slot.pieces):
            if all(other.right < piece.left for other in slot.pieces if other is not piece):
                return f"“{piece.text}” beside the label “{slot.text}” may be its value"
    return ""


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
            one = len(touched(part.left, part.right, spans)) == 1
            if not one and is_value(part.text) and part.left > spans[0][1]:
                return f"“{part.text}” stands between two columns"
    return ""


def _row_slots(row: Sequence[Line], at: int, spans: Sequence[Span]) -> list[Slot]:
    cells: dict[int, list[Word]] = {}
    for line in row:
        for piece in line.pieces:
            for part in _by_columns(piece, line, spans):
                cells.setdefault(column_at(part, spans), []).append(part)
    if len(cells.get(0, ())) > 1:
        cells[0] = _code_first(cells[0])
    return [Slot(at, column, pieces) for column, pieces in sorted(cells.items())]


def _code_first(pieces: Sequence[Word]) -> list[Word]:
    """The pieces of a label, with one that stands left of all others, half way down beside them, before them."""
    code = next((p for p in pieces if all(p.right <= q.left for q in pieces if q is not p)), None)
    return list(pieces) if code is None else [code, *(p for p in pieces if p is not code)]


def _by_columns(piece: Word, line: Line, spans: Sequence[Span]) -> list[Word]:
    """A piece over several columns with the values at its end cut off, each in the column that it stands in."""
    if len(touched(piece.left, piece.right, spans)) < 2:
        return [piece]
    words = [w for w in line.words if piece.left <= w.centre <= piece.right]
    parts: list[Word] = []
    while words and is_value(words[-1].text):
        column = column_at(words[-1], spans)
        if column == 0 or overlap(words[-1].left, words[-1].right, *spans[column]) <= 0:
            break
        same = [w for w in words if is_value(w.text) and column_at(w, spans) == column]
        parts.insert(0, join(same))
        words = words[: -len(same)]
    return [join(words), *parts] if words and parts else (parts or [piece])


def _is_table(
    lines: Sequence[Line],
    body: Sequence[int],
    spans: Sequence[Span],
    heads: Sequence[Line],
    rules: Sequence[Rule],
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
    if len(body) == 1 and not (
        heads
        and (
            (len(heads[-1].pieces) >= 2 and len(lines[body[0]].pieces) >= 3)
            or (
                max(head.right for head in heads) > spans[1][0]
                and is_closed([*heads, *lines[body[0] :]], rules)
            )
        )
    ):
        return False
    edge = spans[label_columns([lines[i] for i in body], spans)][0]
    across = sum(len(line.pieces) == 1 and line.right > edge for line in lines)
    return across <= 0.4 * len(lines)
