"""XML Spreadsheet 2003, as Excel and many reporting systems write it: one text file, often named .xls.

Microsoft's XML Spreadsheet Reference tells what its elements mean. A file with a document type is refused, as in zipped
workbooks: no program writes one, and it is the door to entity bombs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree import ElementTree as ET

from answerable.model import Finding
from answerable.read.formats.carried import is_elsewhere
from answerable.read.formats.layout import Merge, Place, Sheet, SheetCell
from answerable.read.formats.notices import Notices, hidden_sheet
from answerable.read.formats.numberformat import serial_of, show
from answerable.read.formats.origin import MAX_CELLS, Origin, footnote
from answerable.read.formats.package import attribute, elements_of
from answerable.read.grid import UnreadableError

MARKS = ('progid="Excel.Sheet"', "urn:schemas-microsoft-com:office:spreadsheet")
"""What stands near the beginning of such a file."""

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_NAMED = {
    "general number": "General", "general date": "yyyy-mm-dd hh:mm", "long date": "d mmmm yyyy", "medium date": "d-mmm-yy",
    "short date": "yyyy-mm-dd", "long time": "h:mm:ss", "medium time": "h:mm AM/PM", "short time": "h:mm",
    "currency": '"£"#,##0.00', "euro currency": '"€"#,##0.00', "fixed": "0.00", "standard": "#,##0.00", "percent": "0.00%",
    "scientific": "0.00E+00", "yes/no": '"Yes";"Yes";"No"', "true/false": '"True";"True";"False"', "on/off": '"On";"On";"Off"',
}  # fmt: skip
"""Number formats that the file gives by a name."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says that matters here."""

    code: str = "General"
    bold: bool = False
    struck: bool = False
    white: bool = False
    filled: bool = False
    indent: int = 0


def _count(element: ET.Element, name: str, limit: int, otherwise: int = 0) -> int:
    text = attribute(element, name) or ""
    return min(int(text), limit) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _is_on(element: ET.Element, name: str) -> bool:
    return (attribute(element, name) or "").lower() in {"1", "true"}


def _style(element: ET.Element, known: dict[str, _Style]) -> _Style:
    """A style with what it takes over from its parent, or from the default of the workbook."""
    look = known.get(attribute(element, "Parent") or "Default", _Style())
    for child in element:
        colour = (attribute(child, "Color") or "").upper()
        if child.tag == "NumberFormat":
            code = attribute(child, "Format") or "General"
            look = replace(look, code=_NAMED.get(code.lower(), code))
        elif child.tag == "Font":
            struck = _is_on(child, "StrikeThrough")
            look = replace(look, bold=_is_on(child, "Bold"), struck=struck, white=colour == "#FFFFFF")
        elif child.tag == "Interior":
            look = replace(
                look, filled=(attribute(child, "Pattern") or "None") != "None" and colour != "#FFFFFF"
            )
        elif child.tag == "Alignment":
            look = replace(look, indent=_count(child, "Indent", 15))
    return look


class _Reader:
    """Takes in the rows and columns of one table as they end."""

    def __init__(self, styles: dict[str, _Style]) -> None:
        self.styles = styles
        self.cells: dict[Place, SheetCell] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.notices = Notices()
        self.row = self.at_column = 0
        self.visible = "SheetVisible"

    def column(self, element: ET.Element) -> None:
        first = _count(element, "Index", _MAX_COLUMNS, self.at_column + 1) - 1
        self.at_column = min(first + 1 + _count(element, "Span", _MAX_COLUMNS), _MAX_COLUMNS)
        if _is_on(element, "Hidden") or attribute(element, "Width") == "0":
            self.hidden_columns.update(range(first, self.at_column))

    def take_row(self, element: ET.Element) -> None:
        """One row; those that it stands for as well ("Span") are blank."""
        row = _count(element, "Index", _MAX_ROWS, self.row + 1) - 1
        self.row = min(row + 1 + _count(element, "Span", _MAX_ROWS), _MAX_ROWS)
        if _is_on(element, "Hidden") or attribute(element, "Height") == "0":
            self.hidden_rows.update(range(row, self.row))
        column = 0
        for cell in element:
            if cell.tag != "Cell":
                continue
            column = _count(cell, "Index", _MAX_COLUMNS, column + 1) - 1
            across, down = _count(cell, "MergeAcross", _MAX_COLUMNS), _count(cell, "MergeDown", _MAX_ROWS)
            if across or down:
                self.merges.append((row, column, row + down, column + across))
            if len(self.cells) > MAX_CELLS:
                self.notices.cut = 0
            elif column < _MAX_COLUMNS:
                self._cell(cell, (row, column))
            column += 1 + across

    def _cell(self, cell: ET.Element, place: Place) -> None:
        data = next((child for child in cell if child.tag == "Data"), None)
        formula = attribute(cell, "Formula") or ""
        if any(child.tag == "Comment" for child in cell):
            self.notices.commented.append(place)
        if is_elsewhere(formula) or re.search(r"\[[^\]]+\.xl\w*\]", formula, re.I):
            self.notices.linked.append(place)
        if data is None or (not "".join(data.itertext()) and attribute(data, "Type") != "String"):
            if formula:
                self.notices.uncached.append(place)
            return
        look = self.styles.get(attribute(cell, "StyleID") or "Default", _Style())
        text = self._text(data, place, look)
        inner = any(_is_struck(part) for part in data.iter())
        if (look.struck or inner) and "".join(data.itertext()).strip():
            self.notices.struck.append(place)
        if text and not look.struck:
            pale = look.white and not look.filled and any(map(str.isdigit, text))
            self.notices.pale.extend([place] if pale else [])
            self.cells[place] = SheetCell(text, look.bold, pale, look.indent)

    def _text(self, data: ET.Element, place: Place, look: _Style) -> str:
        kind, value = attribute(data, "Type") or "String", "".join(data.itertext())
        if kind == "Boolean":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if kind not in {"Number", "DateTime"}:
            return _printed(data)
        number = _serial(value) if kind == "DateTime" else _number(value)
        if number is None:
            return value
        code = "yyyy-mm-dd" if kind == "DateTime" and look.code == "General" else look.code
        shown = show(number, code)
        if shown.masked:
            self.notices.masked.append(place)
        return shown.text


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _serial(text: str) -> float | None:
    try:
        return serial_of(datetime.fromisoformat(text.strip().removesuffix("Z")))
    except ValueError:
        return None


def _is_struck(part: ET.Element) -> bool:
    return part.tag in {"S", "Strike", "Del"}


def _printed(data: ET.Element) -> str:
    """The text of a cell without what is struck through; a raised footnote number stands apart from the figure."""
    out = [data.text or ""]
    for child in data:
        if not _is_struck(child):
            inner = _printed(child)
            out.append(footnote(inner) if child.tag == "Sup" else inner)
        out.append(child.tail or "")
    return "".join(out)


def read_xmlss(data: bytes, origin: Origin) -> Iterator[tuple[Sheet | None, tuple[Finding, ...]]]:
    """Each worksheet in order, with what to know about it; None for a sheet that is hidden.

    Raises:
        UnreadableError: the file is no well-formed XML, or unsafe.
    """
    plain = re.sub(rb"^\s*(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>", b"", data, count=1)
    styles: dict[str, _Style] = {}
    reader: _Reader | None = None
    for event, element in elements_of(plain, _damaged(origin), origin):
        tag = element.tag
        if tag == "Worksheet" and event == "start":
            reader = _Reader(styles)
        elif event == "start":
            continue
        elif tag == "Style":
            styles[attribute(element, "ID") or ""] = _style(element, styles)
        elif reader is None:
            continue
        elif tag == "Column":
            reader.column(element)
        elif tag == "Row":
            reader.take_row(element)
            element.clear()
        elif tag == "Visible":
            reader.visible = (element.text or "").strip()
        elif tag == "Worksheet":
            yield _finished(attribute(element, "Name") or "", reader, origin)
            element.clear()
            reader = None


def _damaged(origin: Origin) -> UnreadableError:
    return UnreadableError(
        f"{origin.file} is an XML spreadsheet that is cut short or not well formed: ask for it as an Excel workbook (.xlsx)."
    )


def _finished(name: str, reader: _Reader, origin: Origin) -> tuple[Sheet | None, tuple[Finding, ...]]:
    if reader.visible != "SheetVisible":
        return None, (hidden_sheet(name, origin, deep=reader.visible == "SheetVeryHidden"),)
    cells = {} if reader.notices.cut is not None else reader.cells
    sheet = Sheet(
        name, cells, tuple(reader.merges), frozenset(reader.hidden_rows), frozenset(reader.hidden_columns)
    )
    return sheet, reader.notices.findings(sheet, origin)
