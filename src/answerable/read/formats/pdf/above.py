"""The lines above a block whose cells stand in line: which of them head its columns, and which are the page's."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.blocks import CAPTION, STOP
from answerable.read.formats.pdf.columns import Span
from answerable.read.formats.pdf.geometry import Line, Rule
from answerable.read.formats.pdf.headed import lines_between
from answerable.read.formats.pdf.lines import cut_periods, is_prose
from answerable.read.formats.pdf.sheet import Sheet, overlap
from answerable.read.formats.pdf.spanning import names_columns

_LABEL_LINES = 1.45
_INDENT = 4
_SPACE = 0.3
"""Of the height: headings stand by so much further apart than rows."""

_NEARER = 0.9
"""Of the space between rows: lines of one label are nearer to one another."""

_TWO = 2
_APART = 0.5
"""Of the height: a title stands so far from the heading under it and the page's text above it."""

_COLUMNS = 3
"""Words in so many pieces are headings, and no running text."""

_ROOM = 1.5
"""Of the height: no more room is between a table and a heading of it."""

_SENTENCE = re.compile(r"[.:;]$")


@dataclass(frozen=True, slots=True)
class Under:
    """What headings may stand above.

    Attributes:
        spans: where the columns stand.
        labels: how many of them, from the left, hold labels.
        rules: horizontal ruled lines.
        room: the space between rows.
    """

    spans: Sequence[Span]
    labels: int
    rules: Sequence[Rule]
    room: float


def headings_above(above: Sequence[Line], top: Line, under: Under) -> list[Line]:
    """The last of the lines before a block that head its columns, from the top down.

    Args:
        above: the lines before it, from the top down.
        top: the first line of the block.
        under: its columns.
    """
    found: list[Line] = []
    index = len(above) - 1
    while index >= 0:
        below = found[0] if found else top
        stub = lines_between(above[: index + 1], below, under.spans, under.labels)
        near = above[index - stub + 1] if stub else below
        if not _is_heading(above[index - stub], near, _widened(under.spans, found), under):
            break
        found[:0] = [cut_periods(line) for line in above[index - stub : index + 1]]
        index -= stub + 1
    return found


def _widened(spans: Sequence[Span], heads: Sequence[Line]) -> list[Span]:
    """The columns as wide as what is set over each."""
    found = list(spans)
    for piece in (piece for line in heads for piece in line.pieces):
        over = [c for c, span in enumerate(spans) if overlap(piece.left, piece.right, *span) > 0]
        if len(over) == 1:
            left, right = found[over[0]]
            found[over[0]] = (min(left, piece.left), max(right, piece.right))
    return found


def room_of(lines: Sequence[Line]) -> float:
    """The space between the rows of a block of lines: its headings stand no further apart."""
    gaps = [b.top - a.bottom for a, b in itertools.pairwise(lines)]
    return max(gaps, default=0.0)


def _is_heading(line: Line, below: Line, spans: Sequence[Span], under: Under) -> bool:
    """True where a line above a block is part of its heading."""
    gap, height = below.top - line.bottom, line.pieces[0].height
    if gap > max(1.0 * height, under.room + _SPACE * height) or CAPTION.match(line.text):
        return False
    if is_prose(line) and len(line.pieces) < _COLUMNS and not _is_over(line, spans):
        return False
    off = any(line.middle < r.at < below.middle and _runs(r, spans) > 0.8 for r in under.rules)
    if (
        off
        and not (len(line.pieces) == 1 and names_columns(line.text))
        and not any(
            r.at < line.top + 2 and line.top - r.at < 3 * line.pieces[0].height and _runs(r, spans) > 0.8
            for r in under.rules
        )
    ):
        return False  # ruled off from the table, and not ruled off from what stands above
    if len(line.pieces) > 1:
        short = all(len(p.text) < 45 and not STOP.search(p.text) for p in line.pieces)
        return short and (line.right <= spans[-1][1] + 30 or _is_over(line, spans))
    over = [c for c, span in enumerate(spans) if overlap(line.left, line.right, *span) > 0]
    if not over or (line.left < spans[1][0] - 40 and 0 in over and len(over) > 1):
        return False
    return 0 not in over and len(line.text) < 60 and not _SENTENCE.search(line.text)


def _is_over(line: Line, spans: Sequence[Span]) -> bool:
    """True where each column of values has a piece of its own over it, wider than the column is."""
    over = [[c for c, span in enumerate(spans) if overlap(p.left, p.right, *span) > 0] for p in line.pieces]
    return over == [[c] for c in range(len(spans) - len(over), len(spans))]


def _runs(rule: Rule, spans: Sequence[Span]) -> float:
    """The share of the table's width over which a ruled line runs."""
    left, right = spans[0][0], spans[-1][1]
    return overlap(rule.start, rule.end, left, right) / max(1.0, right - left)


def without_titles(heads: list[Line], spans: Sequence[Span]) -> list[Line]:
    """The heading's lines without titles above them: one piece over the label column and further."""
    while heads and len(heads[0].pieces) == 1:
        piece = heads[0].pieces[0]
        over = [c for c, span in enumerate(spans) if overlap(piece.left, piece.right, *span) > 0]
        if 0 in over and (len(over) > 1 or CAPTION.match(piece.text)):
            heads = heads[1:]
        else:
            break
    return _without_page(heads, spans)


def _without_page(heads: list[Line], spans: Sequence[Span]) -> list[Line]:
    """The heading's lines without those above a title: a text over labels and values alike, apart from what is above and below it."""
    for at in range(len(heads) - 2, 0, -1):
        line = heads[at]
        over = [c for c, span in enumerate(spans) if overlap(line.left, line.right, *span) > 0]
        room = _APART * line.pieces[0].height
        apart = line.top - heads[at - 1].bottom > room and heads[at + 1].top - line.bottom > room
        if len(line.pieces) == 1 and 0 in over and len(over) > 1 and apart:
            return heads[at + 1 :]
    return heads


def left_above(sheet: Sheet, lines: Sequence[Line]) -> str:
    """What to say of a line above a table that names periods or counts and stands over its values alone, unread.

    Args:
        sheet: the table.
        lines: the last ones above it; the heading of the labels may stand between.
    """
    values = [slot.box for slot in sheet.slots if slot.column > 0 and slot.pieces]
    below = sheet.box[1]
    for line in reversed(lines if values else ()):
        height = line.pieces[0].height
        if below - line.bottom > _ROOM * height or len(line.pieces) > 1:
            return ""
        left, right = min(box[0] for box in values), sheet.box[2] + height
        if line.left > left - height and line.right < right and names_columns(line.text):
            return f"“{line.text}” above the table may be a heading of its columns"
        if line.right > left:
            return ""
        below = line.top
    return ""


def label_above(
    above: Sequence[Line], heads: Sequence[Line], body: Sequence[Line], spans: Sequence[Span]
) -> str:
    """What to say where the first label of a body may begin above it: among its headings, or before a body without any."""
    return _label_among(heads, body, spans) if heads else cut_label(above, body[0], spans)


def _label_among(heads: Sequence[Line], body: Sequence[Line], spans: Sequence[Span]) -> str:
    """What to say of a heading of labels lower than the others, nearer to the first label than rows are: that may begin there.

    Args:
        heads: the lines of the heading, from the top down.
        body: those below it.
        spans: the columns.
    """
    if len(heads) < _TWO or len(heads[-1].pieces) > 1 or heads[-1].right > spans[1][0]:
        return ""
    upper, stub, first = heads[-2], heads[-1], body[0]
    height = stub.pieces[0].height
    step = first.middle - stub.middle
    lower = upper.left > spans[0][1] and stub.middle - upper.middle > _SPACE * height
    rows = [b.middle - a.middle for a, b in itertools.pairwise(body) if len(b.pieces) > 1]
    near = step < _LABEL_LINES * height and step < _NEARER * min(rows, default=2 * height)
    if lower and near and abs(first.left - stub.left) < _INDENT and first.left < spans[0][1]:
        return f"the label of the first row may begin with “{stub.text}” above it"
    return ""


def cut_label(above: Sequence[Line], first: Line, spans: Sequence[Span]) -> str:
    """What to say of a line above a block without headings that stands where the lines of a label stand."""
    if not above:
        return ""
    line = above[-1]
    near = first.middle - line.middle < _LABEL_LINES * first.pieces[0].height
    within = len(line.pieces) == 1 and line.right <= spans[1][0] and abs(line.left - spans[0][0]) < _INDENT
    return f"the label of the first row may begin with “{line.text}” above it" if near and within else ""
