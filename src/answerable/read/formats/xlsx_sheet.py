"""One worksheet of an xlsx workbook: its cells, merged ranges, and hidden rows and columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from answerable.read.formats.carried import is_elsewhere
from answerable.read.formats.layout import Merge, Place, Sheet, SheetCell
from answerable.read.formats.notices import Notices
from answerable.read.formats.numberformat import Shown, show
from answerable.read.formats.origin import MAX_CELLS, footnote
from answerable.read.formats.package import Package

MAX_SCANNED = 2_000_000
"""Cells looked at on one sheet, blank but formatted ones too."""

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell style says that matters here; ``pale`` is white on white."""

    code: str = "General"
    bold: bool = False
    struck: bool = False
    pale: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share.

    Attributes:
        strings: the shared strings.
        rich: those of them that have a look of their own, and whether some of it is struck through.
        styles: the cell styles.
        from_1904: dates count from 1 January 1904.
        manual: its formulas are worked out only when a person asks for it.
        stale: its writer asks for formulas to be worked out on opening, so that a formula's 0 is a stand-in.
    """

    strings: Sequence[str]
    styles: Sequence[Style]
    rich: Mapping[int, bool] = field(default_factory=dict)
    from_1904: bool = False
    stale: bool = False
    manual: bool = False


def place_of(text: str) -> Place | None:
    """The row and column, from 0, of an address such as ``B4``; None where it is none."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if 1 <= row <= _MAX_ROWS and column <= _MAX_COLUMNS else None


def _range(text: str) -> Merge | None:
    first, _, last = text.partition(":")
    start, end = place_of(first), place_of(last or first)
    return (*start, *end) if start and end and start <= end and start[1] <= end[1] else None


def is_struck(look: ET.Element) -> bool:
    """True where a font or a run has a line through it."""
    return any(p.tag == "strike" and p.get("val", "1") not in {"0", "false"} for p in look.iter())


def look_of(item: ET.Element) -> bool | None:
    """Whether some of a string is struck through; None for one that has the look of its cell."""
    runs = [child for child in item if child.tag == "r"]
    return any(map(is_struck, runs)) if runs else None


def rich_text(item: ET.Element) -> str:
    """The text of a string item; a raised footnote number prints in brackets, apart from the figure."""
    runs = []
    for child in item:
        if child.tag == "t":
            runs.append(child.text or "")
        elif child.tag == "r":
            if is_struck(child):
                continue  # taken back; beside what stands for it now it would make another number
            text = "".join(t.text or "" for t in child if t.tag == "t")
            raised = any(p.tag == "vertAlign" and p.get("val") == "superscript" for p in child.iter())
            runs.append(footnote(text) if raised else text)
    text = "".join(runs)
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


class _Reader:
    """Takes in the elements of a worksheet as they end."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.cells: dict[Place, SheetCell] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.notices = Notices()
        self.row = -1
        self.column = -1
        self.scanned = 0

    def begin_row(self, element: ET.Element) -> None:
        stated = element.get("r", "")
        self.row = int(stated) - 1 if stated.isascii() and stated.isdigit() else self.row + 1
        self.column = -1
        if element.get("hidden") in {"1", "true"} or element.get("ht") == "0":
            self.hidden_rows.add(self.row)

    def columns(self, element: ET.Element) -> None:
        if element.get("hidden") not in {"1", "true"} and element.get("width") != "0":
            return
        ends = element.get("min", ""), element.get("max", "")
        if all(end.isascii() and end.isdigit() for end in ends):
            last = min(int(ends[1]), _MAX_COLUMNS)
            self.hidden_columns.update(range(int(ends[0]) - 1, last))

    def cell(self, element: ET.Element) -> None:
        self.scanned += 1
        if self.scanned > MAX_SCANNED or len(self.cells) > MAX_CELLS:
            self.notices.cut = self.row
        place = place_of(element.get("r", "")) or (self.row, self.column + 1)
        self.column = place[1]
        if len(element) == 0:
            return
        value, inline, formula = None, None, False
        for child in element:
            if child.tag == "v":
                value = child.text or ""
            elif child.tag == "f":
                formula = True
                if is_elsewhere(child.text or ""):
                    self.notices.linked.append(place)
            elif child.tag == "is":
                inline = child
        kind = element.get("t", "n")
        if formula and (value is None or (not value and kind != "str") or (self.book.stale and value == "0")):
            self.notices.uncached.append(place)
            return
        if formula and self.book.manual:
            self.notices.dated.append(place)
        style = self._style(element.get("s"))
        text = rich_text(inline) if inline is not None else self._text(place, kind, value or "", style)
        look = look_of(inline) if inline is not None else self._look(kind, value or "")
        if look or (style.struck and look is None and text.strip()):
            self.notices.struck.append(place)
        if text and not (style.struck and look is None):
            pale = style.pale and any(map(str.isdigit, text))
            self.cells[place] = SheetCell(text, style.bold, pale, style.indent)
            self.notices.pale.extend([place] if pale else [])

    def _look(self, kind: str, value: str) -> bool | None:
        return self.book.rich.get(int(value)) if kind == "s" and value.strip().isdecimal() else None

    def _style(self, number: str | None) -> Style:
        styles = self.book.styles
        index = int(number) if number and number.isascii() and number.isdigit() else 0
        return styles[index] if index < len(styles) else Style()

    def _text(self, place: Place, kind: str, value: str, style: Style) -> str:
        if kind == "s":
            index = int(value) if value.strip().isascii() and value.strip().isdigit() else -1
            return self.book.strings[index] if 0 <= index < len(self.book.strings) else "#REF!"
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind in {"str", "e", "inlineStr"}:
            return value
        if kind == "d":
            return value.removesuffix("Z").removesuffix("T00:00:00")
        shown = self._number(value, style)
        if shown.masked:
            self.notices.masked.append(place)
        return shown.text

    def _number(self, value: str, style: Style) -> Shown:
        try:
            number = float(value)
        except ValueError:
            return Shown(value)
        if number in {float("inf"), float("-inf")} or number != number:  # noqa: PLR0124
            return Shown(value)
        return show(number, style.code, from_1904=self.book.from_1904)


def read_sheet(
    package: Package, part: str, name: str, book: Book, comments: Sequence[str] = ()
) -> tuple[Sheet, Notices]:
    """The worksheet in ``part``, and what its cells do not print.

    Raises:
        UnreadableError: the part is damaged or unsafe.
    """
    reader = _Reader(book)
    data: ET.Element | None = None
    for event, element in package.elements(part):
        tag = element.tag
        if event == "start":
            if tag == "row":
                reader.begin_row(element)
            elif tag == "sheetData":
                data = element
        elif tag == "c":
            if reader.notices.cut is None:
                reader.cell(element)
        elif tag == "row" and data is not None:
            data.clear()  # what has been read is let go
        elif tag == "col":
            reader.columns(element)
        elif tag == "mergeCell" and (merge := _range(element.get("ref", ""))):
            reader.merges.append(merge)
    reader.notices.commented.extend(place for text in comments if (place := place_of(text)))
    made = Sheet(
        name,
        reader.cells,
        tuple(reader.merges),
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
    )
    return finished(made, reader.notices)


def finished(sheet: Sheet, notices: Notices) -> tuple[Sheet, Notices]:
    """A worksheet with what its cells do not print; without its cells where they are too many to be a table of counts."""
    if len(sheet.cells) > MAX_CELLS:
        notices.cut = 0
        return replace(sheet, cells={}), notices  # records: no part of them is a table
    return sheet, notices
