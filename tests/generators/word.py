"""Invented letters with one table each, as Word documents."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from tests.generators.letters import AFTER, BEFORE, Style
from tests.generators.tables import Made

_VALUES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_UPRIGHT = {
    "top": WD_CELL_VERTICAL_ALIGNMENT.TOP,
    "middle": WD_CELL_VERTICAL_ALIGNMENT.CENTER,
    "bottom": WD_CELL_VERTICAL_ALIGNMENT.BOTTOM,
}
_SIDES = {
    "all": "top left bottom right insideH insideV",
    "none": "",
    "rows": "top bottom insideH",
    "heading": "",
    "outer": "top left bottom right",
    "columns": "top left bottom right insideV",
}


def write(path: Path, made: Made, style: Style, rng: random.Random) -> None:
    """Writes the letter to ``path``."""
    document = docx.Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Pt(70)
    if style.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = style.font, Pt(style.size)
    document.add_paragraph("Exampleshire Police").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    section.footer.paragraphs[0].text = "OFFICIAL"
    for text in BEFORE:
        if rng.random() < 0.8:
            document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if style.wide else None
    _table(document, made, style)
    for text in AFTER:
        if rng.random() < 0.7:
            document.add_paragraph(text)
    document.save(str(path))


def _table(document: docx.document.Document, made: Made, style: Style) -> None:
    heads = made.depth
    table = document.add_table(rows=heads + len(made.rows), cols=made.width + 1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER if style.wide else WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _borders(table, style)
    for level, row in enumerate(_heading(made)):
        for column, (text, span) in row.items():
            cell = table.cell(level, column)
            if span > 1:
                cell = cell.merge(table.cell(level, column + span - 1))
            _put(cell, text, style, bold=True, label=column == 0)
    for r, (label, texts) in enumerate(zip(made.rows, made.printed, strict=True)):
        for c, text in enumerate((label, *texts)):
            shaded = style.shade == "zebra" and r % 2 == 0
            _put(table.cell(heads + r, c), text, style, label=c == 0, shade="E6E6E6" if shaded else "")
    room = (700 if style.landscape else 450) - style.label
    for c, column in enumerate(table.columns):
        column.width = Pt(style.label if c == 0 else min(70, room / made.width))
    for row in table.rows:
        for c, cell in enumerate(row.cells):
            cell.width = Pt(style.label if c == 0 else min(70, room / made.width))


def _heading(made: Made) -> list[dict[int, tuple[str, int]]]:
    if made.depth == 1:
        return [{0: (made.stub, 1), **{c: (path[0], 1) for c, path in enumerate(made.columns, 1)}}]
    upper: dict[int, tuple[str, int]] = {}
    at = 1
    for label, group in itertools.groupby(made.columns, key=lambda path: path[0]):
        size = len(list(group))
        upper[at] = (label, size)
        at += size
    lower = {c: (path[1] if len(path) > 1 else "", 1) for c, path in enumerate(made.columns, 1)}
    return [upper, {0: (made.stub, 1), **lower}]


def _put(
    cell: docx.table._Cell,
    text: str,
    style: Style,
    *,
    bold: bool = False,
    label: bool = False,
    shade: str = "",
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if label else _VALUES[style.values]
    paragraph.paragraph_format.space_after = Pt(style.pad / 2)
    paragraph.paragraph_format.space_before = Pt(style.pad / 2)
    run = paragraph.add_run(text)
    run.bold = bold
    cell.vertical_alignment = _UPRIGHT[style.upright]
    if bold and style.shade == "heading":
        shade = "CFE2F3"
    if shade:
        cell._tc.get_or_add_tcPr().append(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{shade}"/>')
        )
    if bold and style.lines == "heading":
        edge = '<w:bottom w:val="single" w:sz="6"/>'
        cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{edge}</w:tcBorders>"))


def _borders(table: docx.table.Table, style: Style) -> None:
    edges = "".join(f'<w:{side} w:val="single" w:sz="6"/>' for side in _SIDES[style.lines].split())
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>"))
    pad = f'<w:left w:w="{int(style.pad * 15)}" w:type="dxa"/><w:right w:w="{int(style.pad * 15)}" w:type="dxa"/>'
    table._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{pad}</w:tblCellMar>"))
