"""OpenDocument spreadsheets (ods): OASIS OpenDocument 1.3, whose cells hold the very text that they print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from answerable.model import Finding
from answerable.read.formats.layout import Merge, Place, Sheet, SheetCell
from answerable.read.formats.notices import Notices, hidden_sheet
from answerable.read.formats.numberformat import plain
from answerable.read.formats.origin import MAX_CELLS, Origin, footnote
from answerable.read.formats.package import Package, attribute, locked

_CONTENT = "content.xml"
_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_UNPRINTED = {"annotation", "shapes", "frame", "tracked-changes", "dde-link", "detective"}


def _repeat(element: ET.Element, name: str, limit: int) -> int:
    text = attribute(element, name) or "1"
    return max(1, min(int(text), limit)) if text.isascii() and text.isdigit() and len(text) < 10 else 1


class _Styles:
    """The automatic styles of the document: which are bold, raised, or hide their sheet."""

    def __init__(self) -> None:
        self.bold: set[str] = set()
        self.raised: set[str] = set()
        self.struck: set[str] = set()
        self.pale: set[str] = set()
        self.unseen: set[str] = set()
        self.indents: dict[str, int] = {}

    def style(self, element: ET.Element) -> None:
        name = attribute(element, "name") or ""
        for child in element:
            if child.tag == "text-properties":
                if attribute(child, "font-weight") == "bold":
                    self.bold.add(name)
                if (attribute(child, "text-position") or "").startswith("super"):
                    self.raised.add(name)
                if (attribute(child, "text-line-through-style") or "none") != "none":
                    self.struck.add(name)
                if attribute(child, "color") == "#ffffff" and not _is_filled(element):
                    self.pale.add(name)
            elif child.tag == "paragraph-properties":
                self.indents[name] = _millimetres(attribute(child, "margin-left") or "")
            elif child.tag == "table-properties" and attribute(child, "display") == "false":
                self.unseen.add(name)


_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 0.353}


def _millimetres(length: str) -> int:
    """A length such as ``0.706cm`` in whole millimetres; nought where it is none."""
    try:
        return max(0, round(float(length[:-2]) * _UNITS.get(length[-2:], 0.0)))
    except (ValueError, OverflowError):
        return 0


def _is_filled(style: ET.Element) -> bool:
    """True where a style paints the cell in another colour than white."""
    colours = {attribute(child, "background-color") for child in style}
    return bool(colours - {None, "transparent", "#ffffff"})


class _Reader:
    """Takes in the elements of one table as they end."""

    def __init__(self, styles: _Styles) -> None:
        self.styles = styles
        self.cells: dict[Place, SheetCell] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.row = 0
        self.at_column = 0
        self.notices = Notices()

    def column(self, element: ET.Element) -> None:
        last = self.at_column + _repeat(element, "number-columns-repeated", _MAX_COLUMNS)
        if attribute(element, "visibility") in {"collapse", "filter"}:
            self.hidden_columns.update(range(self.at_column, min(last, _MAX_COLUMNS)))
        self.at_column = last

    def take_row(self, element: ET.Element) -> None:
        """One row, and its repeats where it prints anything."""
        times = _repeat(element, "number-rows-repeated", _MAX_ROWS)
        if attribute(element, "visibility") in {"collapse", "filter"}:
            self.hidden_rows.update(range(self.row, min(self.row + times, _MAX_ROWS)))
        found: list[tuple[int, SheetCell]] = []
        column = 0
        for cell in element:
            if cell.tag not in {"table-cell", "covered-table-cell"} or column >= _MAX_COLUMNS:
                continue
            repeats = _repeat(cell, "number-columns-repeated", _MAX_COLUMNS)
            if cell.tag == "table-cell":
                found.extend(self._cell(cell, column, repeats))
            column += repeats
        if found and self.row + times <= _MAX_ROWS:
            if len(self.cells) + len(found) * times > MAX_CELLS:
                self.notices.cut = 0
            else:
                self.cells.update({(self.row + n, c): cell for n in range(times) for c, cell in found})
        self.row += times

    def _cell(self, cell: ET.Element, column: int, repeats: int) -> Iterator[tuple[int, SheetCell]]:
        rows = _repeat(cell, "number-rows-spanned", _MAX_ROWS)
        columns = _repeat(cell, "number-columns-spanned", _MAX_COLUMNS)
        if rows > 1 or columns > 1:
            self.merges.append((self.row, column, self.row + rows - 1, column + columns - 1))
        if len(cell) == 0 and not attribute(cell, "value-type"):
            return
        if any(child.tag == "annotation" for child in cell):
            self.notices.commented.append((self.row, column))
        text = self._text(cell)
        if attribute(cell, "formula") and not text and not attribute(cell, "value-type"):
            self.notices.uncached.append((self.row, column))
        style = attribute(cell, "style-name") or ""
        spans = {attribute(part, "style-name") for part in cell.iter() if part.tag == "span"}
        if text.strip() and (style in self.styles.struck or spans & self.styles.struck):
            self.notices.struck.append((self.row, column))
        if style in self.styles.struck and not spans:
            return
        if not text.strip():
            return
        pale = style in self.styles.pale and any(map(str.isdigit, text))
        self.notices.pale.extend([(self.row, column)] if pale else [])
        for n in range(repeats):
            if _masks(cell, text):
                self.notices.masked.append((self.row, column + n))
            yield (
                column + n,
                SheetCell(text, style in self.styles.bold, pale, self.styles.indents.get(style, 0)),
            )

    def _text(self, cell: ET.Element) -> str:
        """The text that a cell prints, or its bare value where the file leaves the text out."""
        lines = [_printed(p, self.styles) for p in cell if p.tag == "p"]
        value = attribute(cell, "value")
        if lines and not _rounded(lines[0], value or ""):
            return "\n".join(lines)
        if value is not None:
            try:
                number = float(value)
                share = attribute(cell, "value-type") == "percentage"
                return f"{plain(number * 100)}%" if share else plain(number)
            except (ValueError, OverflowError):
                return value
        for name in ("date-value", "time-value", "string-value", "boolean-value"):
            if (value := attribute(cell, name)) is not None:
                return value.upper() if name == "boolean-value" else value
        return ""


def _masks(cell: ET.Element, text: str) -> bool:
    """True for a cell whose format prints a mark in place of the number that it holds."""
    value = attribute(cell, "value") or ""
    begins = text.strip()[:1]
    return (
        attribute(cell, "value-type") == "float"
        and begins in {"<", "*", "~", "["}
        and not text.endswith(value)
    )


def _rounded(text: str, value: str) -> bool:
    """True for a whole number in print over a value with decimals, such as a rate: read as a count it would be wrong."""
    try:
        return text.strip().isdecimal() and float(value) != int(float(value))
    except (ValueError, OverflowError):
        return False


def _printed(paragraph: ET.Element, styles: _Styles) -> str:
    """A paragraph's text, with the spaces, tabs and breaks that it writes as elements, without what is struck through."""
    out = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == "s":
            out.append(" " * _repeat(child, "c", 100))
        elif child.tag in {"tab", "line-break"}:
            out.append("\n" if child.tag == "line-break" else " ")
        elif child.tag not in _UNPRINTED and attribute(child, "style-name") not in styles.struck:
            inner = _printed(child, styles)
            out.append(footnote(inner) if attribute(child, "style-name") in styles.raised else inner)
        out.append(child.tail or "")
    return "".join(out)


def _encrypted(package: Package) -> bool:
    name = "META-INF/manifest.xml"
    return name in package.names and b"encryption-data" in package.part(name, doctype=True)


def read_ods(data: bytes, origin: Origin) -> Iterator[tuple[Sheet | None, tuple[Finding, ...]]]:
    """Each table in order, with what to know about it; None for a table that is hidden.

    Raises:
        UnreadableError: the workbook is damaged, locked or unsafe.
    """
    package = Package(data, origin)
    if _encrypted(package):
        raise locked(origin)
    styles = _Styles()
    reader: _Reader | None = None
    depth = 0
    for event, element in package.elements(_CONTENT):
        tag = element.tag
        if tag == "table":
            depth += 1 if event == "start" else -1
            if depth == 1 and event == "start":
                reader = _Reader(styles)
            elif depth == 0 and reader is not None:
                yield _finished(element, reader, origin)
                element.clear()
                reader = None
        elif event == "end" and tag == "style":
            styles.style(element)
        elif event == "end" and depth == 1 and reader is not None:
            if tag == "table-column":
                reader.column(element)
            elif tag == "table-row":
                reader.take_row(element)
                element.clear()


def _finished(table: ET.Element, reader: _Reader, origin: Origin) -> tuple[Sheet | None, tuple[Finding, ...]]:
    name = attribute(table, "name") or ""
    if (attribute(table, "style-name") or "") in reader.styles.unseen:
        return None, (hidden_sheet(name, origin),)
    cells: Mapping[Place, SheetCell] = {} if reader.notices.cut is not None else reader.cells
    sheet = Sheet(
        name, cells, tuple(reader.merges), frozenset(reader.hidden_rows), frozenset(reader.hidden_columns)
    )
    return sheet, reader.notices.findings(sheet, origin)
