"""Words of two columns that ran into one another, as headings do that have no room: "RecordedCharged", "material30"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.read.formats.pdf.geometry import Word
from answerable.read.formats.pdf.lines import is_figure, is_value
from answerable.read.formats.pdf.sheet import Sheet, Slot

_SEAM = re.compile(r"[a-z.][A-Z][a-z]")
"""Where two words may have run together; names have it too, but stand over one column."""

_VALUE_BEHIND = re.compile(r"[a-z)](?:<?\d[\d,]*|\*)$")
_LABEL_WITH_VALUE = re.compile(r"(?P<label>.*[a-z]{3,}[.)]?)(?P<value>\d{1,3}(?:,\d{3})+|\d+|<\d+|\*|[-–])")
_OWN = re.compile(
    r"(?:of\s+wh|under|over|aged?\b|unknown|not?\b|other|all\b|total|i?phone|e-\w|[a-z]\b|[a-z]*[A-Z\d])"
)
"""What may begin a label in small letters."""

_REACHES = 0.15
"""Of the height: a word that shares more than this with the values of a column reaches over it."""

_LONG = 3
"""A word of more letters may be two, and a number of more figures."""


def glued(sheet: Sheet, words: Sequence[Word]) -> str:
    """What to say of a word that reaches over the values of two columns, and may be one of each.

    Args:
        sheet: the table.
        words: those in it.
    """
    if told := _behind_label(sheet.texts()):
        return told
    columns = _columns(sheet)
    for word in words:
        if len(word.text) <= _LONG or (word.text.islower() and word.text.isalpha() and len(columns) < 2):
            continue
        reach = _REACHES * word.height
        over = sum(word.left < right - reach and left + reach < word.right for left, right in columns)
        if not over or (over < 2 and not _VALUE_BEHIND.search(word.text)):
            continue
        own = next((slot for slot in sheet.slots if _holds(slot, word)), None)
        if own is None or own.column_span > 1:
            continue
        if own.column == 0 and _VALUE_BEHIND.search(word.text) and not _beside(sheet, own):
            return f"“{word.text}” may be a label and its value"
        if over > 1 and (_SEAM.search(word.text) or not _beside(sheet, own)):
            return f"“{word.text}” reaches over two columns, and may be two"
    return ""


def _behind_label(rows: Sequence[Sequence[str]]) -> str:
    """What to say of a value that touches its label, so that its own place is blank: "material30"."""
    for row in rows:
        if len(row) < 2 or not row[0] or row[1] or row[0][-1].isalpha():
            continue  # as most
        match = _LABEL_WITH_VALUE.fullmatch(row[0])
        if match is not None and any(map(is_value, row[2:])):
            return f"“{match['value']}” at the end of “{row[0]}” may be a value"
    return ""


def begins_midway(sheet: Sheet) -> str:
    """What to say of a label that begins in small letters among others that do not: its beginning may be lost."""
    rows = sheet.texts()
    coded = [row[1] for row in rows if row[1] and not is_value(row[1]) and any(map(is_figure, row[2:]))]
    labels = [row[0] for row in rows if row[0] and any(map(is_figure, row[1:]))]
    small = [text for text in (*labels, *coded) if text[0].islower() and not _OWN.match(text)]
    first = next((i for i, row in enumerate(rows) if any(map(is_figure, row[1:]))), 0)
    ends = [text for text in rows[first - 1] if text] if first > 1 else []
    if len(ends) > 1 and rows[first - 1][0] and all(text[0].islower() for text in ends):
        return f"the label “{ends[0]}” may be the end of one whose beginning is lost"
    if small and 2 * len(small) < len(labels):
        return f"the label “{small[0]}” may be the end of one whose beginning is lost"
    return ""


def _columns(sheet: Sheet) -> list[tuple[float, float]]:
    """Where the values of each column begin and end."""
    ends: dict[int, tuple[float, float]] = {}
    for slot in sheet.slots:
        if slot.column_span == 1 and slot.pieces and is_figure(slot.text):
            left, right = ends.get(slot.column, (slot.pieces[0].left, slot.pieces[0].right))
            ends[slot.column] = (min(left, slot.pieces[0].left), max(right, slot.pieces[0].right))
    return list(ends.values())


def _holds(slot: Slot, word: Word) -> bool:
    return any(p.left <= word.centre <= p.right and p.top <= word.middle <= p.bottom for p in slot.pieces)


def _beside(sheet: Sheet, own: Slot) -> bool:
    """True where the cells on both sides of one hold something."""
    level = {slot.column for slot in sheet.slots if slot.row == own.row and slot.pieces}
    return {own.column - 1, own.column + 1} - {-1, sheet.width} <= level
