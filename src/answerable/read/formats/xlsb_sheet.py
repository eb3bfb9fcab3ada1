"""One worksheet of a binary workbook: its cells, merged ranges, and hidden rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.read.formats import xlsb_records as brt
from answerable.read.formats.layout import Merge, Place, Sheet, SheetCell
from answerable.read.formats.notices import Notices
from answerable.read.formats.numberformat import show
from answerable.read.formats.origin import MAX_CELLS, footnote
from answerable.read.formats.xlsb_records import Record, records
from answerable.read.formats.xlsx_sheet import MAX_SCANNED, Style, finished

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 1
_TEXTS = frozenset({brt.TEXT, brt.FORMULA_TEXT, brt.SHORT_TEXT})
_SHARED = frozenset({brt.SHARED, brt.SHORT_SHARED})
_BOOLS = frozenset({brt.BOOL, brt.FORMULA_BOOL, brt.SHORT_BOOL})
_ERRORS = frozenset({brt.ERROR, brt.FORMULA_ERROR, brt.SHORT_ERROR})
_RKS = frozenset({brt.RK, brt.SHORT_RK})
_REALS = frozenset({brt.REAL, brt.FORMULA_REAL, brt.SHORT_REAL})
_VALUES = _TEXTS | _SHARED | _BOOLS | _ERRORS | _RKS | _REALS | {brt.RICH}
_FORMULAS = range(brt.FORMULA_TEXT, brt.FORMULA_ERROR + 1)
_SHORT = range(brt.SHORT_BLANK, brt.SHORT_SHARED + 1)

Shared = tuple[str, bool | None]
Strings = Sequence[Shared]
"""The texts that cells share; with each whether some of it is struck through, or None where it has the look of its cell."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The cell styles of a workbook, and its fonts, each with whether it is raised."""

    styles: tuple[Style, ...] = ()
    fonts: tuple[tuple[Style, bool], ...] = ()

    def printed(self, text: str, runs: Sequence[tuple[int, int]]) -> Shared:
        """A text as it prints, without what is struck through, a raised footnote number apart from the figure."""
        if not runs:
            return text, None
        ends = [start for start, _ in runs[1:]] + [len(text)]
        out, struck = text[: runs[0][0]], False
        for (start, font), end in zip(runs, ends, strict=True):
            look, raised = self.fonts[font] if font < len(self.fonts) else (Style(), False)
            struck = struck or look.struck
            out += "" if look.struck else footnote(text[start:end]) if raised else text[start:end]
        return out, struck


class _Reader:
    """Takes in the records of a worksheet one by one."""

    def __init__(self, looks: Looks, strings: Strings, *, from_1904: bool, stale: bool, manual: bool) -> None:
        self.looks, self.strings = looks, strings
        self.from_1904, self.stale, self.manual = from_1904, stale, manual
        self.cells: dict[Place, SheetCell] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.notices = Notices()
        self.row = self.column = -1
        self.scanned = 0

    def take(self, record: Record) -> None:
        if record.kind == brt.ROW:
            self.row, self.column = record.word(), -1
            record.at = 8
            height, flags = record.short(), record.short() >> 8
            if (flags & _HIDDEN_ROW or not height) and self.row < _MAX_ROWS:
                self.hidden_rows.add(self.row)
        elif record.kind == brt.COLUMN:
            first, last, width = record.word(), record.word(), record.word()
            record.at += 4
            if record.short() & _HIDDEN_COLUMN or not width:
                self.hidden_columns.update(range(first, min(last + 1, _MAX_COLUMNS)))
        elif record.kind == brt.MERGE:
            top, bottom, left, right = record.word(), record.word(), record.word(), record.word()
            if top <= bottom < _MAX_ROWS and left <= right < _MAX_COLUMNS:
                self.merges.append((top, left, bottom, right))
        elif record.kind <= brt.SHORT_SHARED or record.kind == brt.RICH:
            self._cell(record)

    def _cell(self, record: Record) -> None:
        self.scanned += 1
        if self.scanned > MAX_SCANNED or len(self.cells) > MAX_CELLS:
            self.notices.cut = self.row if self.notices.cut is None else self.notices.cut
            return
        self.column = self.column + 1 if record.kind in _SHORT else record.word()
        styled = record.word() & 0xFFFFFF
        if record.kind not in _VALUES or self.row >= _MAX_ROWS or self.column >= _MAX_COLUMNS:
            return
        place = (self.row, self.column)
        style = self.looks.styles[styled] if styled < len(self.looks.styles) else Style()
        text, look = self._printed(record, style, place)
        if record.kind in _FORMULAS:
            if self.stale and text == "0":
                self.notices.uncached.append(place)
                return
            self.notices.dated.extend([place] if self.manual else [])
        if look or (style.struck and look is None and text.strip()):
            self.notices.struck.append(place)
        if text and not (style.struck and look is None):
            pale = style.pale and any(map(str.isdigit, text))
            self.notices.pale.extend([place] if pale else [])
            self.cells[place] = SheetCell(text, style.bold, pale, style.indent)

    def _printed(self, record: Record, style: Style, place: Place) -> Shared:
        if record.kind in _SHARED:
            index = record.word()
            return self.strings[index] if index < len(self.strings) else ("#REF!", None)
        if record.kind == brt.RICH:
            return self.looks.printed(*record.rich())
        if record.kind in _TEXTS:
            return record.text(), None
        if record.kind in _BOOLS:
            return ("TRUE" if record.byte() else "FALSE"), None
        if record.kind in _ERRORS:
            return record.error(), None
        number = record.rk() if record.kind in _RKS else record.real()
        if abs(number) == float("inf") or number != number:  # noqa: PLR0124
            return "#NUM!", None
        shown = show(number, style.code, from_1904=self.from_1904)
        self.notices.masked.extend([place] if shown.masked else [])
        return shown.text, None


def read_sheet(
    data: bytes,
    name: str,
    looks: Looks,
    strings: Strings,
    comments: bytes,
    *,
    from_1904: bool,
    stale: bool,
    manual: bool,
) -> tuple[Sheet, Notices]:
    """The worksheet in a part, and what its cells do not print. Raises ``struct.error`` where a record is cut short."""
    reader = _Reader(looks, strings, from_1904=from_1904, stale=stale, manual=manual)
    for record in records(data):
        reader.take(record)
    for record in records(comments):
        if record.kind == brt.COMMENT:
            record.at = 4
            row, _, column = record.word(), record.word(), record.word()
            reader.notices.commented.append((row, column))
    made = Sheet(
        name,
        reader.cells,
        tuple(reader.merges),
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
    )
    return finished(made, reader.notices)
