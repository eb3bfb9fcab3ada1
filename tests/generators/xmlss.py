"""A workbook of openpyxl written as XML Spreadsheet 2003, as Excel itself saves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

HEAD = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40">
"""
_STATES = {"visible": "SheetVisible", "hidden": "SheetHidden", "veryHidden": "SheetVeryHidden"}


def written(book: Workbook) -> str:
    """The whole file."""
    styles: dict[str, str] = {}
    sheets = "".join(_sheet(sheet, styles) for sheet in book)
    looks = "".join(f'<Style ss:ID="{name}">{look}</Style>' for look, name in styles.items())
    base = '<Style ss:ID="Default" ss:Name="Normal"><NumberFormat/></Style>'
    return f"{HEAD}<Styles>{base}{looks}</Styles>{sheets}</Workbook>"


def _style(cell: Cell, styles: dict[str, str]) -> str:
    colour = cell.font.color.rgb if cell.font.color is not None and cell.font.color.type == "rgb" else ""
    font = (' ss:Bold="1"' if cell.font.b else "") + (' ss:StrikeThrough="1"' if cell.font.strike else "")
    font += ' ss:Color="#FFFFFF"' if str(colour).endswith("FFFFFF") else ""
    look = f'<Alignment ss:Indent="{int(cell.alignment.indent)}"/>' if cell.alignment.indent else ""
    look += f"<Font{font}/>" if font else ""
    if cell.number_format != "General":
        look += f"<NumberFormat ss:Format={quoteattr(cell.number_format)}/>"
    return styles.setdefault(look, f"s{62 + len(styles)}") if look else "Default"


def _data(value: object) -> str:
    if isinstance(value, bool):
        return f'<Data ss:Type="Boolean">{int(value)}</Data>'
    if isinstance(value, dt.date):
        when = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
        return f'<Data ss:Type="DateTime">{when:%Y-%m-%dT%H:%M:%S}.000</Data>'
    if isinstance(value, (int, float)):
        return f'<Data ss:Type="Number">{value!r}</Data>'
    return f'<Data ss:Type="String">{escape(str(value)).replace(chr(10), "&#10;")}</Data>'


def _cells(sheet: Worksheet, row: int, styles: dict[str, str]) -> Iterator[str]:
    spans = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
    column = 0
    for at in range(1, sheet.max_column + 1):
        cell, merge = sheet.cell(row, at), spans.get((row, at))
        if cell.value is None and merge is None:
            continue
        index = f' ss:Index="{at}"' if at != column + 1 else ""
        across, down = (merge.max_col - merge.min_col, merge.max_row - merge.min_row) if merge else (0, 0)
        span = (f' ss:MergeAcross="{across}"' if across else "") + (f' ss:MergeDown="{down}"' if down else "")
        inner = "" if cell.value is None else _data(cell.value)
        yield f'<Cell{index}{span} ss:StyleID="{_style(cell, styles)}">{inner}</Cell>'
        column = at + across


def _sheet(sheet: Worksheet, styles: dict[str, str]) -> str:
    columns = [
        f'<Column ss:Index="{dimension.min}" ss:Hidden="1" ss:AutoFitWidth="0" ss:Span="{dimension.max - dimension.min}"/>'
        for dimension in sheet.column_dimensions.values() if dimension.hidden
    ]  # fmt: skip
    rows, before = [], 0
    for row in range(1, sheet.max_row + 1):
        cells = "".join(_cells(sheet, row, styles))
        if cells:
            hidden = ' ss:Hidden="1"' if sheet.row_dimensions[row].hidden else ""
            index = f' ss:Index="{row}"' if row != before + 1 else ""
            rows.append(f"<Row{index}{hidden}>{cells}</Row>")
            before = row
    options = f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>{_STATES[sheet.sheet_state]}</Visible></WorksheetOptions>'
    table = f"<Table>{''.join(columns)}{''.join(rows)}</Table>"
    return f"<Worksheet ss:Name={quoteattr(sheet.title)}>{table}{options}</Worksheet>"
