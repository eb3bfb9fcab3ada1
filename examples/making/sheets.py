"""Spreadsheet and CSV files whose bytes are the same at every making."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

import xlsxwriter
import xlwt

from making.counts import MONTHS, YEARS

_MADE = datetime(2014, 6, 30, tzinfo=UTC).replace(tzinfo=None)  # workbooks print no time zone
Rows = Sequence[Sequence[str | int]]


def csv_file(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A CSV file with Windows line ends. UTF-16 is little-endian with its mark."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    if encoding == "utf-16":
        return b"\xff\xfe" + text.getvalue().encode("utf-16-le")
    return text.getvalue().encode(encoding)


def workbook(fill: Callable[..., None], *args: Any) -> bytes:
    """An XLSX file that ``fill`` writes."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"created": _MADE})
    fill(book, *args)
    book.close()
    return data.getvalue()


def derbyshire(book: xlsxwriter.Workbook, rape: list[int], other: list[int]) -> None:
    """Titles, a merged heading over the years, totals as formulas, notes, a hidden sheet."""
    bold = book.add_format({"bold": True})
    middle = book.add_format({"bold": True, "align": "center"})
    sheet = book.add_worksheet("FOI 1229-14")
    sheet.write("A1", "Derbyshire Constabulary", bold)
    sheet.write("A2", "Sexual offences recorded, 1 April 2009 to 31 March 2014")
    sheet.merge_range("A4:A5", "Offence", bold)
    sheet.merge_range("B4:F4", "Financial year", middle)
    sheet.write("G4", "", bold)
    sheet.write_row("B5", YEARS, bold)
    sheet.write("G5", "Total", bold)
    for row, (label, cells) in enumerate((("Rape", rape), ("Other sexual offences", other)), start=5):
        sheet.write(row, 0, label)
        sheet.write_row(row, 1, cells)
        sheet.write_formula(row, 6, f"=SUM(B{row + 1}:F{row + 1})", None, sum(cells))
    sheet.write(7, 0, "Total", bold)
    sums = [a + b for a, b in zip(rape, other, strict=True)]
    for column, n in enumerate([*sums, sum(sums)], start=1):
        letter = "ABCDEFG"[column]
        sheet.write_formula(7, column, f"=SUM({letter}6:{letter}7)", bold, n)
    sheet.write("A10", "Notes")
    sheet.write("A11", "1. Counted on 20 June 2014 from a live system.")
    sheet.write("A12", "2. Offences later found not to be crimes are left out.")
    hidden = book.add_worksheet("working")
    hidden.write_row("A1", ("Offence", *YEARS))
    hidden.write_row("A2", ("Sexual offences, crimes and incidents", *(round(n * 1.4) for n in sums)))
    hidden.hide()


def dorset(book: xlsxwriter.Workbook, rape: list[int], other: list[int]) -> None:
    """Month columns under merged years; totals for each row and each month."""
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Monthly")
    sheet.write("A1", "Dorset Police: sexual offences recorded by month", bold)
    sheet.merge_range(2, 0, 3, 0, "Offence", bold)
    for i, year in enumerate(YEARS):
        first = 1 + i * len(MONTHS)
        sheet.merge_range(2, first, 2, first + len(MONTHS) - 1, year, bold)
        sheet.write_row(3, first, MONTHS, bold)
    last = 1 + len(YEARS) * len(MONTHS)
    sheet.merge_range(2, last, 3, last, "Grand Total", bold)
    sums = [a + b for a, b in zip(rape, other, strict=True)]
    rows = (("Rape", rape), ("Other sexual offences", other), ("Grand Total", sums))
    for row, (label, cells) in enumerate(rows, start=4):
        sheet.write(row, 0, label)
        sheet.write_row(row, 1, [*cells, sum(cells)])


def surrey(book: xlsxwriter.Workbook, years: list[int]) -> None:
    """Counts with the population of the force area and a rate beside them."""
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Sheet1")
    sheet.write("A1", "Response 0311-14-660", bold)
    sheet.write("A2", "Published at www.surrey.police.uk on 16 June 2014")
    heads = (
        "Financial year",
        "Sexual offences recorded",
        "Population of the force area",
        "Rate per 1,000 population",
    )
    sheet.write_row("A4", heads, bold)
    populations = (1118000, 1124000, 1132000, 1139000, 1146000)
    tenths = book.add_format({"num_format": "0.00"})
    for row, (year, n, people) in enumerate(zip(YEARS, years, populations, strict=True), start=4):
        sheet.write_row(row, 0, (year, n, people))
        sheet.write_number(row, 3, round(1000 * n / people, 2), tenths)
    sheet.write("A11", "Population figures are rounded and are given for information only.")
    sheet.set_column("A:D", 24)


def humberside_xls(rows: Rows) -> bytes:
    """Titles, a table of counts, then a second table whose first years are not available."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("FOI")
    bold = xlwt.easyxf("font: bold on")
    sheet.write(0, 0, "HUMBERSIDE POLICE", bold)
    sheet.write(1, 0, "Freedom of Information request F-2014-00839, reply of 19 June 2014")
    _xls_rows(sheet, 3, [["Sexual offences recorded", *YEARS], *rows], bold)
    sheet.write(8, 0, "Offences with an online flag")
    _xls_rows(sheet, 9, [["Flag", *YEARS], ["Online", "-", "-", "-", 31, 44]], bold)
    sheet.write(12, 0, "- The flag was not in use before April 2012, so no figure is available.")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _xls_rows(sheet: Any, top: int, rows: Rows, bold: Any) -> None:
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if r == 0:
                sheet.write(top + r, c, value, bold)
            else:
                sheet.write(top + r, c, value)


_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet>
{sheets}
</office:spreadsheet></office:body></office:document-content>
"""


def metropolitan_ods(rows: Rows) -> bytes:
    """A table with its title on the first sheet, notes on the second."""
    counted = [["Metropolitan Police Service"], ["Sexual offences recorded"], [], ["Offence", *YEARS], *rows]
    notes = [
        ["Request 2014060000412, replied to on 30 June 2014"],
        ["Financial years run from 1 April to 31 March."],
        ["Figures are for the Metropolitan Police District, which does not include the City of London."],
    ]
    content = _CONTENT.format(
        sheets=f"{_ods_sheet('Sexual offences', counted)}\n{_ods_sheet('Notes', notes)}"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in (
            ("mimetype", _ODS),
            ("content.xml", content),
            ("META-INF/manifest.xml", _MANIFEST),
        ):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return data.getvalue()


def _ods_sheet(name: str, rows: Rows) -> str:
    inner = "\n".join(
        f"<table:table-row>{''.join(map(_ods_cell, row or ['']))}</table:table-row>" for row in rows
    )
    return f'<table:table table:name="{escape(name)}">\n{inner}\n</table:table>'


def _ods_cell(value: str | int) -> str:
    kind = (
        f'office:value-type="float" office:value="{value}"'
        if isinstance(value, int)
        else 'office:value-type="string"'
    )
    text = f"<text:p>{escape(str(value))}</text:p>" if value != "" else ""
    return f"<table:table-cell {kind}>{text}</table:table-cell>"
