"""Workbook sheets to the rules of the UK Government Analysis Function for accessible spreadsheets.

One table a sheet from column A: its title in A1, what to know about it under that, then the table, marked as
one, with no merged cells and no blank rows. See "Releasing statistics in spreadsheets" (Analysis Function).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from answerable.publish.safe import cell_text

SHORTHAND = (
    ("[b]", "Break: the number is not comparable with those before it."),
    ("[c]", "Confidential: the force hid the number, and nothing that it prints bounds it."),
    ("[e]", "Estimated."),
    ("[low]", "Low: rounds to nought, and is not nought."),
    ("[p]", "Provisional."),
    ("[r]", "Revised."),
    ("[u]", "Uncertain: a person has to look at the reply before the number can be used."),
    ("[x]", "Not available: the force gave no number that can be used; the note in its row says why."),
    (
        "[z]",
        "Not applicable: there is nothing to say or, for a highest number, nothing bounds it from above.",
    ),
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula and what it works out to, for readers that do not recalculate."""

    text: str
    value: float | str


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to cell A1 of another sheet of the workbook."""

    sheet: str


CellValue = str | int | float | Formula | Jump | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, width in characters, and whether it holds ``count``, ``percent`` or ``text``."""

    heading: str
    width: int = 14
    kind: str = "text"


LINE_HEIGHT, TALLEST = 16, 400


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with one table. ``about`` are the lines between title and table."""

    name: str
    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellValue, ...], ...]

    @property
    def first_row(self) -> int:
        """Row of the first line of the table under its headings, from 0."""
        return len(self.about) + 2


@dataclass(slots=True)
class Formats:
    """The cell formats of one workbook."""

    workbook: xlsxwriter.Workbook
    _made: dict[str, Format] = field(default_factory=dict)

    def get(self, name: str) -> Format:
        """The format of that name."""
        if name not in self._made:
            self._made[name] = self.workbook.add_format(_STYLES[name])
        return self._made[name]


_BASE = {"font_name": "Arial", "font_size": 12, "valign": "top"}
_STYLES = {
    "title": _BASE | {"bold": True, "font_size": 16},
    "subtitle": _BASE | {"bold": True, "font_size": 14},
    "about": _BASE,
    "wrapped": _BASE | {"text_wrap": True},
    "heading": _BASE | {"bold": True, "text_wrap": True, "bottom": 1},
    "heading number": _BASE | {"bold": True, "text_wrap": True, "bottom": 1, "align": "right", "indent": 1},
    "text": _BASE | {"text_wrap": True},
    "count": _BASE | {"num_format": "#,##0", "align": "right", "indent": 1},
    "percent": _BASE | {"num_format": "0.0", "align": "right", "indent": 1},
    "link": _BASE | {"font_color": "#0563C1", "underline": 1},
}


def row_height(values: Sequence[CellValue], widths: Sequence[int]) -> int:
    """The height in points that texts need in columns so many characters wide.

    Not every program makes room for wrapped text by itself.
    """
    lines = [
        len(wrap(value, max(1, round(width * 0.88)))) if isinstance(value, str) else 1
        for value, width in zip(values, widths, strict=True)
    ]
    return min(TALLEST, LINE_HEIGHT * max(1, *lines))


def write(workbook: xlsxwriter.Workbook, formats: Formats, sheet: Sheet) -> Worksheet:
    """Writes one sheet and marks its table; a sheet without rows gets one that says so."""
    page = workbook.add_worksheet(sheet.name)
    page.write_string(0, 0, cell_text(sheet.title), formats.get("title"))
    for row, line in enumerate(sheet.about, start=1):
        page.write_string(row, 0, cell_text(line), formats.get("about"))
    for column, item in enumerate(sheet.columns):
        page.set_column(column, column, item.width)
    rows = sheet.rows or (tuple("[z]" for _ in sheet.columns),)
    widths = [column.width for column in sheet.columns]
    for row, values in enumerate(rows, start=sheet.first_row):
        page.set_row(row, row_height(values, widths))
        for column, value in enumerate(values):
            _write(page, row, column, value, formats, sheet.columns[column].kind)
    _mark(page, sheet, len(rows), formats)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(sheet.first_row - 1)
    return page


def _mark(page: Worksheet, sheet: Sheet, height: int, formats: Formats) -> None:
    """Marks the table; its name is that of the sheet, so that no two are the same."""
    top = sheet.first_row - 1
    headings = [
        {
            "header": cell_text(column.heading),
            "header_format": formats.get("heading" if column.kind == "text" else "heading number"),
        }
        for column in sheet.columns
    ]
    options = {
        "name": "Table_" + "".join(c if c.isalnum() else "_" for c in sheet.name),
        "columns": headings,
        "style": None,
        "autofilter": False,
    }
    page.set_row(
        top, row_height([column.heading for column in sheet.columns], [c.width for c in sheet.columns])
    )
    page.add_table(top, 0, top + height, len(sheet.columns) - 1, options)


def _write(page: Worksheet, row: int, column: int, value: CellValue, formats: Formats, kind: str) -> None:  # noqa: PLR0917 - one cell
    shown = formats.get(kind)
    if isinstance(value, Formula):
        page.write_formula(row, column, value.text, shown, value.value)
    elif isinstance(value, Jump):
        target = f"internal:'{value.sheet}'!A1"
        page.write_url(row, column, target, formats.get("link"), value.sheet)
    elif isinstance(value, str):
        # Never page.write(): a reply may hold "=1+1", and that is text.
        page.write_string(row, column, cell_text(value) or "[z]", shown)
    elif value is None:
        page.write_string(row, column, "[z]", shown)
    else:
        page.write_number(row, column, value, shown)
