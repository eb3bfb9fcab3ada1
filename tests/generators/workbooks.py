"""Invented workbooks as analysts keep them: titles, notes, blank rows and columns, codes, rates, several tables."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field, replace
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from tests.generators.tables import MONTHS, Made

RATES = {
    "percent": "% of total",
    "rate": "Rate per 1,000",
    "change": "% change",
    "population": "Population",
    "difference": "Difference",
    "share": "Share",
    "running": "Cumulative",
}
TWISTS = (
    "plain", "title", "merged-title", "notes", "footer", "offset", "cover-sheet", "blank-rows", "blank-columns", "codes",
    "numbered", "stacked", "beside", "sheets", "dates", "text", "indented", "groups", "wrapped", "total-first",
    "written-once", "questions", "footer-cells", *RATES,
)  # fmt: skip
PAIRS = frozenset({"stacked", "beside", "sheets", "questions"})
QUESTIONS = ("Q1. How many offences were recorded?", "Q2. How many of them led to a charge?")
CODES = ("8Q", "19C", "35", "66/91", "105/08")


@dataclass
class _Writer:
    """One workbook in the making.

    Attributes:
        twist: one of :data:`TWISTS`.
        rng: what decides everything that the twist leaves open.
        book: the workbook.
    """

    twist: str
    rng: random.Random
    book: openpyxl.Workbook = field(default_factory=openpyxl.Workbook)

    def place(self, sheet: Worksheet, made: Made, top: int, left: int) -> tuple[int, int]:
        """Writes a table, and returns the row after its last and its last column."""
        first = left + 1 + (self.twist in {"codes", "numbered"})
        columns = [first]
        for _ in made.columns[1:]:
            columns.append(columns[-1] + 1 + (self.twist == "blank-columns" and self.rng.random() < 0.3))
        last = columns[-1] + (self.twist in RATES)
        body = top + made.depth
        self._heading(sheet, made, top, columns)
        sheet.cell(body - 1, left, made.stub)
        if first > left + 1:
            sheet.cell(body - 1, left + 1, "Code" if self.twist == "codes" else "No")
        if last > columns[-1]:
            sheet.cell(body - 1, last, RATES[self.twist])
        return self._body(sheet, made, body, [left, *columns, last]), last

    def _heading(self, sheet: Worksheet, made: Made, top: int, columns: list[int]) -> None:
        for level in range(made.depth):
            before = ""
            for column, path in zip(columns, made.columns, strict=True):
                lowest = level == made.depth - 1
                text = path[level] if len(path) == made.depth else path[0] if lowest else ""
                if text and (lowest or text != before or self.twist != "written-once"):
                    self._head(sheet, (top + level, column), text)
                before = text
            if level < made.depth - 1 and self.twist == "plain":
                _merge_alike(sheet, top + level, columns)

    def _head(self, sheet: Worksheet, place: tuple[int, int], text: str) -> None:
        month, _, year = text.partition("-")
        value: object = int(text) if text.isdigit() and self.rng.random() < 0.7 else text
        if self.twist == "dates" and month in MONTHS and year:
            value = dt.datetime(2000 + int(year), MONTHS.index(month) + 1, 1)  # noqa: DTZ001 - as a sheet has it
        if self.twist == "wrapped" and isinstance(value, str):
            value = value.replace(" ", "\n", 1)
        cell = sheet.cell(*place, value)
        cell.alignment = Alignment(wrap_text=self.twist == "wrapped")
        if isinstance(value, dt.datetime):
            cell.number_format = "mmm-yy"

    def _body(self, sheet: Worksheet, made: Made, row: int, columns: list[int]) -> int:
        left, *values, last = columns
        order = list(range(len(made.rows)))
        if self.twist == "total-first" and "total" in made.rows[-1].lower():
            order = [order[-1], *order[:-1]]
        for i in order:
            row += self.twist == "blank-rows" and self.rng.random() < 0.3
            if self.twist == "groups" and i in {0, len(order) // 2} and len(order) > 3:
                sheet.cell(row, left, "Group A" if i == 0 else "Group B")
                row += 1
            sheet.cell(row, left, ("  " if self.twist == "indented" else "") + made.rows[i])
            if values[0] > left + 1:
                sheet.cell(row, left + 1, self.rng.choice(CODES) if self.twist == "codes" else i + 1)
            for column, text in zip(values, made.printed[i], strict=True):
                self._count(sheet, (row, column), text)
            if self.twist in RATES:
                self._rate(sheet, (row, last))
            row += 1
        return row

    def _count(self, sheet: Worksheet, place: tuple[int, int], text: str) -> None:
        plain = text.replace(",", "")
        if text and (self.twist == "text" or not plain.isdigit()):
            sheet.cell(*place, text)
        elif text:
            sheet.cell(*place, int(plain)).number_format = "#,##0" if "," in text else "General"

    def _rate(self, sheet: Worksheet, place: tuple[int, int]) -> None:
        share = self.rng.random()
        if self.twist == "population":
            sheet.cell(*place, int(200_000 + 2_000_000 * share))
        elif self.twist == "rate":
            sheet.cell(*place, round(9 * share, 2))
        elif self.twist == "share":
            sheet.cell(*place, self.rng.choice([0, 1, round(share, 3), round(share, 2)]))
        elif self.twist in {"difference", "running"}:
            sheet.cell(*place, int(90 * share) - (30 if self.twist == "difference" else 0))
        else:
            sheet.cell(*place, round(share, 4)).number_format = "0.0%"


def _merge_alike(sheet: Worksheet, row: int, columns: list[int]) -> None:
    """Merges the cells of a row of headings that say the same, side by side."""
    start = 0
    while start < len(columns):
        text = sheet.cell(row, columns[start]).value
        end = start
        while text and end + 1 < len(columns) and str(sheet.cell(row, columns[end + 1]).value) == str(text):
            end += 1
        if end > start:
            sheet.merge_cells(
                start_row=row, end_row=row, start_column=columns[start], end_column=columns[end]
            )
        start = end + 1


def _unpunctuated(made: Made) -> Made:
    """The table with its counts as a sheet stores them: without commas."""
    return replace(made, printed=tuple(tuple(c.replace(",", "") for c in row) for row in made.printed))


def _with_dates(made: Made) -> Made:
    """The table with its months and years in one row of headings."""
    columns = tuple((f"{p[1]}-{p[0][-2:]}",) if len(p) == 2 and p[1] in MONTHS else p for p in made.columns)
    return replace(made, columns=columns)


def write(path: Path, made: list[Made], twist: str, rng: random.Random) -> list[Made]:
    """Writes a workbook of one table, or of two where the twist is one of :data:`PAIRS`.

    Returns:
        The tables as the workbook has them.
    """
    if twist == "dates":
        made = [_with_dates(table) for table in made]
    writer = _Writer(twist, rng)
    sheet = writer.book.active
    sheet.title = rng.choice(["Sheet1", "Q1", "Data", "FOI 123"])
    top, left = (rng.randint(2, 6), rng.randint(1, 4)) if twist == "offset" else (1, 1)
    if twist in {"title", "merged-title"}:
        sheet.cell(1, 1, "Table 1: Number of offences recorded, by year")
        sheet.cell(2, 1, "Source: crime recording system, extracted 14/10/2024")
        if twist == "merged-title":
            sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=made[0].width + 1)
        top = 4
    if twist == "cover-sheet":
        lines = (
            "Reference 1042/24",
            "Date received: 14 October 2024",
            "Figures are correct at 1 November 2024.",
        )
        for row, text in enumerate(lines, 1):
            sheet.cell(row, 1, text)
        sheet = writer.book.create_sheet("Counts")
    if twist == "questions":
        sheet.cell(1, 1, QUESTIONS[0])
        top = rng.randint(2, 3)
    below, beyond = writer.place(sheet, made[0], top, left)
    if twist == "questions":
        sheet.cell(below + 1, 1, QUESTIONS[1])
        writer.place(sheet, made[1], below + top, 1)
    if twist == "stacked":
        writer.place(sheet, made[1], below + rng.randint(1, 3), left)
    if twist == "beside":
        writer.place(sheet, made[1], top, beyond + 2)
    if twist == "sheets":
        writer.place(writer.book.create_sheet("Q2"), made[1], 1, 1)
    if twist == "notes":
        sheet.cell(below + 1, 1, "Note 1: figures are correct at 14/10/2024 and may change.")
        sheet.cell(below + 2, 1, "2. One crime may have more than 1 victim.")
    if twist == "footer-cells":
        sheet.cell(below, 1, rng.choice(["Extracted", "Report run on"]))
        sheet.cell(below, 2, dt.date(2024, 1, 12))
        sheet.cell(below + 1, 1, "Records")
        sheet.cell(below + 1, 2, 1204)
    if twist == "footer":
        sheet.cell(below, 1, "Source: crime recording system, 1,204 records reviewed")
    writer.book.save(path)
    return made if twist == "text" else [_unpunctuated(table) for table in made]
