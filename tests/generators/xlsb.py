"""A workbook of openpyxl written as a binary workbook ([MS-XLSB]), as far as tables of counts need it."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

_STATES = {"visible": 0, "hidden": 1, "veryHidden": 2}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BIN = "application/vnd.ms-excel"


def _number(value: int) -> bytes:
    out = b""
    while True:
        value, low = value >> 7, value & 0x7F
        out += bytes([low | 0x80 if value else low])
        if not value:
            return out


def record(kind: int, data: bytes = b"") -> bytes:
    """One record."""
    return _number(kind) + _number(len(data)) + data


def text(value: str) -> bytes:
    """A text with its length."""
    raw = value.encode("utf-16-le")
    return struct.pack("<I", len(raw) // 2) + raw


class _Styles:
    """The looks that cells have, each told once."""

    def __init__(self) -> None:
        self.fonts = [self._font(bold=False, struck=False, white=False)]
        self.formats: list[str] = []
        self.looks = [(0, 0, 0)]

    @staticmethod
    def _font(*, bold: bool, struck: bool, white: bool) -> bytes:
        colour = b"\x05\x00\0\0\xff\xff\xff\xff" if white else b"\x01\x00\0\0\0\0\0\xff"
        head = struct.pack("<HHHHBBBB", 220, 8 if struck else 0, 700 if bold else 400, 0, 0, 2, 0, 0)
        return record(43, head + colour + b"\0" + text("Calibri"))

    @staticmethod
    def _at(found: list, item: object) -> int:
        if item not in found:
            found.append(item)
        return found.index(item)

    def of(self, cell: Cell) -> int:
        colour = (
            str(cell.font.color.rgb) if cell.font.color is not None and cell.font.color.type == "rgb" else ""
        )
        font = self._font(
            bold=bool(cell.font.b), struck=bool(cell.font.strike), white=colour.endswith("FFFFFF")
        )
        code = cell.number_format
        form = 0 if code == "General" else 164 + self._at(self.formats, code)
        return self._at(self.looks, (form, self._at(self.fonts, font), int(cell.alignment.indent)))

    def written(self) -> bytes:
        codes = b"".join(record(44, struct.pack("<H", 164 + i) + text(c)) for i, c in enumerate(self.formats))
        fill = (
            struct.pack("<I", 0)
            + b"\x03\x40\0\0\0\0\0\xff\x03\x41\0\0\xff\xff\xff\xff"
            + bytes(44)
            + struct.pack("<I", 0)
        )
        border = record(46, b"\0" + (b"\0\0" + b"\x01\0\0\0\0\0\0\0") * 5)
        parent = record(47, struct.pack("<HHHHHBBHH", 0xFFFF, 0, 0, 0, 0, 0, 0, 0x0010, 0))
        looks = b"".join(
            record(
                47, struct.pack("<HHHHHBBHH", 0, form, font, 0, 0, 0, indent, 1 if indent else 0x0010, 0x3F)
            )
            for form, font, indent in self.looks
        )
        return b"".join([
            record(278), record(615, struct.pack("<I", len(self.formats))) + codes + record(616),
            record(611, struct.pack("<I", len(self.fonts))) + b"".join(self.fonts) + record(612),
            record(603, struct.pack("<I", 1)) + record(45, fill) + record(604),
            record(613, struct.pack("<I", 1)) + border + record(614),
            record(626, struct.pack("<I", 1)) + parent + record(627),
            record(617, struct.pack("<I", len(self.looks))) + looks + record(618), record(279),
        ])  # fmt: skip


def _value(value: object, strings: list[str]) -> tuple[int, bytes]:
    if isinstance(value, bool):
        return 4, bytes([value])
    if isinstance(value, (dt.date, dt.datetime)):
        return 5, struct.pack("<d", to_excel(value))
    if isinstance(value, int) and abs(value) < 1 << 29:
        return 2, struct.pack("<i", value * 4 | 2)
    if isinstance(value, (int, float)):
        return 5, struct.pack("<d", value)
    if len(str(value)) % 2:
        return 6, text(str(value))
    if value not in strings:
        strings.append(str(value))
    return 7, struct.pack("<I", strings.index(str(value)))


def _rows(sheet: Worksheet, styles: _Styles, strings: list[str]) -> Iterator[bytes]:
    for row in range(1, sheet.max_row + 1):
        cells = [cell for cell in sheet[row] if cell.value is not None]
        if not cells:
            continue
        hidden = 0x10 if sheet.row_dimensions[row].hidden else 0
        span = struct.pack("<III", 1, cells[0].column - 1, cells[-1].column - 1)
        yield record(0, struct.pack("<IIHBBB", row - 1, 0, 300, 0, hidden, 0) + span)
        for cell in cells:
            kind, data = _value(cell.value, strings)
            yield record(kind, struct.pack("<II", cell.column - 1, styles.of(cell)) + data)


def _sheet(sheet: Worksheet, styles: _Styles, strings: list[str]) -> bytes:
    columns = b"".join(
        record(60, struct.pack("<IIIIH", d.min - 1, d.max - 1, 2340, 0, 1))
        for d in sheet.column_dimensions.values() if d.hidden
    )  # fmt: skip
    merges = b"".join(
        record(176, struct.pack("<IIII", m.min_row - 1, m.max_row - 1, m.min_col - 1, m.max_col - 1))
        for m in sheet.merged_cells.ranges
    )
    size = record(148, struct.pack("<IIII", 0, sheet.max_row - 1, 0, sheet.max_column - 1))
    columns = record(390) + columns + record(391) if columns else b""
    body = record(145) + b"".join(_rows(sheet, styles, strings)) + record(146)
    merged = (
        record(177, struct.pack("<I", len(sheet.merged_cells.ranges))) + merges + record(178)
        if merges
        else b""
    )
    return record(129) + size + columns + body + merged + record(130)


def _rels(*links: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in links
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def written(book: Workbook) -> bytes:
    """The whole file."""
    styles, strings = _Styles(), []
    sheets = [_sheet(sheet, styles, strings) for sheet in book]
    listed = b"".join(
        record(156, struct.pack("<II", _STATES[s.sheet_state], n) + text(f"r{n}") + text(s.title))
        for n, s in enumerate(book, 1)
    )
    main = (
        record(131)
        + record(153, struct.pack("<II", 0, 0) + text(""))
        + record(143)
        + listed
        + record(144)
        + record(132)
    )
    shared = record(159, struct.pack("<II", len(strings), len(strings)))
    shared += b"".join(record(19, b"\0" + text(value)) for value in strings) + record(160)
    kinds = {
        "workbook": "sheet.binary.macroEnabled.main",
        "styles": "styles",
        "sharedStrings": "sharedStrings",
    }
    kinds |= {f"worksheets/sheet{n}": "worksheet" for n in range(1, len(sheets) + 1)}
    types = "".join(
        f'<Override PartName="/xl/{name}.bin" ContentType="{_BIN}.{kind}"/>' for name, kind in kinds.items()
    )
    links = [(f"r{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(sheets) + 1)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                        f'<Default Extension="bin" ContentType="{_BIN}.sheet.binary.macroEnabled.main"/><Default Extension="rels" '
                        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>')  # fmt: skip
        packed.writestr("_rels/.rels", _rels(("r0", "officeDocument", "xl/workbook.bin")))
        packed.writestr(
            "xl/_rels/workbook.bin.rels",
            _rels(*links, ("st", "styles", "styles.bin"), ("ss", "sharedStrings", "sharedStrings.bin")),
        )
        packed.writestr("xl/workbook.bin", main)
        packed.writestr("xl/styles.bin", styles.written())
        packed.writestr("xl/sharedStrings.bin", shared)
        for n, data in enumerate(sheets, 1):
            packed.writestr(f"xl/worksheets/sheet{n}.bin", data)
    return out.getvalue()
