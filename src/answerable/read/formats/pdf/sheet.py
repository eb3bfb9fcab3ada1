"""A table found on a page: cells with their places and spans, ready to become a grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from answerable.read.formats.origin import fold
from answerable.read.formats.pdf.geometry import Box, Word, union
from answerable.read.formats.pdf.lines import GROUPED

_FIGURES = re.compile(r"[\d,]+")
_BROKEN = re.compile(r"[\d,]*\d[\d,]*(?: [\d,]+)+")


@dataclass(slots=True)
class Slot:
    """One cell of a table on a page.

    Attributes:
        row, column: its place, from 0.
        row_span, column_span: how many rows and columns it covers.
        pieces: the text in it, in reading order; they do not change.
    """

    row: int
    column: int
    pieces: list[Word]
    row_span: int = 1
    column_span: int = 1
    _text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """Its text; a word broken at the end of a line stays as printed, a number in groups of three is joined."""
        if self._text is None:  # worked out once: every rule of a table's shape asks for it
            self._text = _joined([piece.text for piece in self.pieces])
        return self._text

    @property
    def box(self) -> Box:
        """Around its text."""
        if len(self.pieces) == 1:
            return self.pieces[0].box
        return union([piece.box for piece in self.pieces])


@dataclass(slots=True)
class Sheet:
    """A table found on a page.

    Attributes:
        slots: its cells that hold text, and those that span; they do not change.
        height, width: rows and columns.
        box: around it.
        ruled: True where ruled lines part its cells, so that its rows and columns are certain.
        doubt: what only a printed total can settle about its columns; empty where nothing is.
        lost: what not even a total can settle; empty where nothing is.
        xs: where its columns begin and end, as far as lines or paint tell.
        paint: of a table that paint parts, whether each row is painted; else empty.
    """

    slots: list[Slot]
    height: int
    width: int
    box: Box
    ruled: bool
    doubt: str = ""
    lost: str = ""
    xs: tuple[float, ...] = ()
    paint: tuple[bool, ...] = ()
    _texts: list[list[str]] | None = field(default=None, init=False, repr=False, compare=False)

    def texts(self) -> Sequence[Sequence[str]]:
        """Rows of texts; a spanning cell's text stands at its top left."""
        if self._texts is None:  # worked out once, as a cell's text is
            self._texts = [[""] * self.width for _ in range(self.height)]
            for slot in self.slots:
                if slot.pieces:
                    self._texts[slot.row][slot.column] = slot.text
        return self._texts


def _joined(parts: Sequence[str]) -> str:
    if len(parts) > 1 and GROUPED.fullmatch("".join(parts)) and all(map(_FIGURES.fullmatch, parts)):
        return "".join(parts)
    return fold(" ".join(parts))


def broken_number(slots: Sequence[Slot]) -> str:
    """What to say of a number that is broken over the lines of its cell; nothing where none is."""
    for slot in slots:
        lines = {round(piece.middle) for piece in slot.pieces}
        if slot.column > 0 and len(lines) > 1 and _BROKEN.fullmatch(slot.text):
            return f"“{slot.text}” may be one number broken over two lines"
    return ""


def trimmed(sheet: Sheet, *, goes_on: bool = False) -> Sheet:
    """The sheet without rows and columns in which no cell begins.

    Args:
        sheet: the table.
        goes_on: True for the rest of a table with as many columns: none is left out.
    """
    rows = sorted({slot.row for slot in sheet.slots if slot.pieces})
    columns = sorted({slot.column for slot in sheet.slots if slot.pieces})
    columns = list(range(sheet.width)) if goes_on else columns
    if len(rows) == sheet.height and len(columns) == sheet.width:
        return sheet
    slots = []
    for slot in sheet.slots:
        down = [i for i, r in enumerate(rows) if slot.row <= r < slot.row + slot.row_span]
        over = [i for i, c in enumerate(columns) if slot.column <= c < slot.column + slot.column_span]
        if slot.pieces and down and over:
            slots.append(Slot(down[0], over[0], slot.pieces, len(down), len(over)))
    xs = sheet.xs if len(columns) == sheet.width else ()
    return Sheet(
        slots, len(rows), len(columns), sheet.box, sheet.ruled, sheet.doubt, sheet.lost, xs, sheet.paint
    )


def overlap(start: float, end: float, low: float, high: float) -> float:
    """How much of two stretches is common; negative where they stand apart."""
    return min(end, high) - max(start, low)


def centre_in(words: Sequence[Word], box: Box) -> list[Word]:
    """The words whose centre lies in the box."""
    left, top, right, bottom = box
    return [w for w in words if left <= w.centre <= right and top <= w.middle <= bottom]
