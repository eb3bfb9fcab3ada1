"""What stands in a cell of a table and belongs elsewhere: half a label, several values, one under a heading."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from answerable.read.formats.pdf.geometry import Word
from answerable.read.formats.pdf.lines import GROUPED, is_figure, is_value
from answerable.read.formats.pdf.phrases import said_on
from answerable.read.formats.pdf.sheet import Sheet, Slot
from answerable.read.formats.pdf.spoilt import heads_of

_AGE = re.compile(
    r"(?:under|over|aged)?\s*\d{1,2}(?:\s?[-–]\s?\d{1,3}|\s?\+|\s+(?:and|or)\s+(?:over|under|above))?", re.I
)
_MARKS = frozenset("-–—*…") | {"..", "..."}
_SAME_LINE = 0.3
"""Of the height: what stands on one line is no further up or down."""


def misplaced(sheet: Sheet) -> str:
    """What to say of a table in which something stands where it does not belong; nothing where all is in its place."""
    rows = sheet.texts()
    halved = "" if sheet.ruled else _halved(rows)
    return halved or _torn(rows) or _several(sheet) or _under_heading(sheet)


def _halved(rows: Sequence[Sequence[str]]) -> str:
    """What to say of a label over several rows that was taken for the labels of each: "Malicious", "communications"."""
    body = [row for row in rows[len(heads_of(rows)) :] if len(row) > 2]
    if all(row[0][:1].islower() for row in body if row[0]):
        return ""
    for above, below in itertools.pairwise(body):
        both = all(row[0] and _names(row[1]) and any(map(is_figure, row[2:])) for row in (above, below))
        if both and said_on(above[0], below[0]):
            return f"“{above[0]}” and “{below[0]}” may be one label of several rows"
    return ""


def _torn(rows: Sequence[Sequence[str]]) -> str:
    """What to say of the first line of a label that was taken for a row of blanks: "Distraction" over "burglary in a dwelling"."""
    for column in (0, 1):
        texts = [row[column] for row in rows[len(heads_of(rows)) :] if len(row) > 2]
        if sum(text[:1].islower() for text in texts) != 1:
            continue  # where several labels begin so, each may be one of its own
        for above, below in itertools.pairwise(rows):
            alone = above[column][:1].isupper() and not any(above[column + 1 :])
            rest = below[column][:1].islower() and any(map(is_figure, below[column + 1 :]))
            if alone and rest and said_on(above[column], below[column]):
                return f"“{above[column]}” and “{below[column]}” may be one label"
    return ""


def _names(text: str) -> bool:
    """True for what names a row behind another label: words, or an age."""
    return bool(text) and (not is_value(text) or _AGE.fullmatch(text) is not None)


def _several(sheet: Sheet) -> str:
    """What to say of figures side by side in one cell: the columns that part them were not found."""
    pair = next((pair for slot in sheet.slots if (pair := _side_by_side(slot))), None)
    return f"“{pair[0].text}” and “{pair[1].text}” stand side by side in one cell" if pair else ""


def _side_by_side(slot: Slot) -> tuple[Word, Word] | None:
    """The first two figures beside each other in a cell."""
    if len(slot.pieces) < 2:
        return None  # as most
    figures = [piece for piece in slot.pieces if is_figure(piece.text)]
    pairs = itertools.pairwise(figures)
    return next(
        ((a, b) for a, b in pairs if abs(a.middle - b.middle) < _SAME_LINE * a.height and a.right < b.left),
        None,
    )


def is_unparted(slots: Sequence[Slot]) -> bool:
    """True where most cells of figures hold several beside each other: the lines around them are not the table's own."""
    held = [slot for slot in slots if any(is_figure(piece.text) for piece in slot.pieces)]
    return 2 * sum(_side_by_side(slot) is not None for slot in held) > len(held)


def _under_heading(sheet: Sheet) -> str:
    """What to say of a mark or a great number under the heading of a column, which may be the first of its values."""
    heads = len(heads_of(sheet.texts()))
    for slot in sheet.slots:
        if slot.row < heads and slot.column > 0 and len(slot.pieces) > 1:
            last: Word = slot.pieces[-1]
            value = last.text in _MARKS or GROUPED.fullmatch(last.text) is not None
            if value and last.top > slot.pieces[0].middle:
                return f"“{slot.text}” may be a heading with a value under it"
    return ""
