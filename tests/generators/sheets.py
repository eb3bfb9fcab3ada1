"""Invented workbooks as forces print them to PDF: wide sheets cut over pages, headings repeated or not, no gridlines."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import xlsxwriter

from tests.generators.tables import Made

_NOTES = (
    "Figures are those on the crime recording system on 3 November 2024.",
    "Reference 1042/24, 14 October 2024, 18 hours.",
    "Table 2: 140 records, 2019 to 2022",
)


def write(path: Path, made: Made, rng: random.Random) -> None:
    """Writes a workbook with one table to ``path``, its page set up in one of the ways that offices use."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Data")
    border = rng.choice([0, 0, 1, 4])
    look = {
        "border": border,
        "font_size": rng.choice([8, 10, 11]),
        "valign": rng.choice(["top", "vcenter", "bottom"]),
    }
    label = book.add_format({**look, "text_wrap": True})
    value = book.add_format({**look, "align": rng.choice(["right", "center"])})
    head = book.add_format({**look, "bold": rng.random() < 0.7, "text_wrap": True, "align": "center"})
    at = rng.choice([0, 2])
    if at:
        sheet.write(0, 0, rng.choice(_NOTES))
    for level, heads in enumerate(_heading(made)):
        for column, last, text in heads:
            if last > column:
                sheet.merge_range(at + level, column, at + level, last, text, head)
            else:
                sheet.write(at + level, column, text, head)
    body = at + made.depth
    room, size = rng.choice([16, 24, 40]), look["font_size"]
    overflows = (
        rng.random() < 0.15
    )  # rows that are too low for their labels, which then overprint one another
    for r, (name, texts) in enumerate(zip(made.rows, made.printed, strict=True), body):
        sheet.write_string(r, 0, name, label)
        lines = 1 if overflows else -(-len(name) * size // (room * 8))
        sheet.set_row(r, 1.4 * size * lines)
        for c, text in enumerate(texts, 1):
            sheet.write_string(r, c, text, value)
    if rng.random() < 0.5:
        sheet.write(body + len(made.rows) + 1, 0, rng.choice(_NOTES))
    sheet.set_column(0, 0, room)
    sheet.set_column(1, made.width, rng.choice([6, 9, 12]))
    _page(sheet, (at, body - 1), rng)
    book.close()


def _heading(made: Made) -> list[list[tuple[int, int, str]]]:
    """For each row of the heading its cells: first column, last column, text."""
    lower = [(c, c, path[-1] if len(path) == made.depth else "") for c, path in enumerate(made.columns, 1)]
    if made.depth == 1:
        return [[(0, 0, made.stub), *lower]]
    upper = [(0, 0, "")]
    for text, group in itertools.groupby(enumerate(made.columns, 1), key=lambda item: item[1][0]):
        columns = [c for c, _ in group]
        upper.append((columns[0], columns[-1], text))
    return [upper, [(0, 0, made.stub), *lower]]


def _page(sheet: xlsxwriter.worksheet.Worksheet, heads: tuple[int, int], rng: random.Random) -> None:
    sheet.set_paper(9)
    if rng.random() < 0.6:
        sheet.set_landscape()
    sheet.hide_gridlines(rng.choice([0, 2]))
    if rng.random() < 0.5:
        sheet.set_header("&C&A")
        sheet.set_footer("&LPage &P of &N&R14/10/2024")
    if rng.random() < 0.4:
        sheet.repeat_rows(*heads)
    if rng.random() < 0.5:
        sheet.fit_to_pages(1, 0)
    if rng.random() < 0.3:
        sheet.set_h_pagebreaks([heads[1] + rng.randint(2, 5)])
