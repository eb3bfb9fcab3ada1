"""Letters as Word documents in the table styles that come with Word, laid out by whatever prints them.

The tables are typed as people type them: with empty paragraphs in cells, notes and titles inside the table, headings
turned on their side, rows that break over pages, columns set with tabs and no table at all.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell

from tests.generators.replies import Content, Row, Wish, make
from tests.generators.tables import Made

_STYLES = (
    "Table Grid", "Light Shading", "Light List", "Light Grid", "Medium Shading 1", "Medium Shading 2", "Medium List 1",
    "Medium List 2", "Medium Grid 1", "Medium Grid 2", "Medium Grid 3", "Dark List", "Colorful Shading", "Colorful List",
    "Colorful Grid", "Normal Table",
)  # fmt: skip
_RULED = ("Table Grid", "Light Grid", "Medium Grid 1")
_FONTS = (
    "Carlito",
    "Liberation Sans",
    "Liberation Serif",
    "Liberation Sans Narrow",
    "Caladea",
    "DejaVu Sans",
)
_BEFORE = (
    "Thank you for your email of 4 March 2024 in which you asked for information under the Freedom of Information Act.",
    (
        "Your request has been passed to the unit that holds the information, whose answer is set out below. The figures were "
        "taken from the crime recording system on 12 March 2024 and count each crime once, whatever the number of people involved."
    ),
    "Q1. How many of these offences were recorded in each of the last years?",
    "Response: please see the table below.",
)
_AFTER = (
    "Please note that these figures may change as investigations go on.",
    "Figures below five are shown as <5 since people could be identified from them.",
    "If you are not satisfied with this answer you can ask for a review within 40 working days.",
)
_WISHES = (
    Wish(("offences", "outcomes", "places", "ages", "forces"), ("years", "measures", "over years", "years of sexes")),
    Wish(("offences", "places"), ("years of quarters", "years of measures", "three levels"), most=8),
    Wish(("codes",), ("years", "measures", "over years"), most=12),
    Wish(("merged",), ("years", "measures", "months", "years of sexes")),
    Wish(("grouped",), ("years", "measures"), most=10),
    Wish(("offences", "places"), ("months", "dated months"), most=12),
    Wish(("periods",), ("offences", "measures", "one"), most=12),
    Wish(("forces",), ("years", "measures"), least=18, most=34),
    Wish(("offences", "ages"), ("one",), most=10),
    Wish(("outcomes", "places"), ("years", "measures"), rates=True),
)  # fmt: skip


@dataclass(frozen=True)
class Styled:
    """A letter and the truth of it."""

    path: Path
    made: list[Made]
    way: str
    ruled: bool


@dataclass(frozen=True)
class Typing:
    """How a table is typed.

    Attributes:
        style: the table style.
        values: how values stand: ``left``, ``center``, ``right`` or ``decimal``.
        upright: how cells stand in a row.
        turned: True for headings on their side.
        size: of the type, in points.
        label: width of the label column in points; None where the program decides.
        again: True where the heading comes again on each page.
        whole: True where no row breaks over a page.
        loose: how often an empty paragraph stands in a cell.
        titled: True for a title in the table's first row.
        noted: True for a note in its last.
        bold: True for bold headings whatever the style.
    """

    style: str
    values: str
    upright: WD_CELL_VERTICAL_ALIGNMENT
    turned: bool
    size: float
    label: float | None
    again: bool
    whole: bool
    loose: float
    titled: bool
    noted: bool
    bold: bool


def write(path: Path, rng: random.Random) -> Styled:
    """Writes a letter, everything about it decided by ``rng``."""
    document = docx.Document()
    tabbed = rng.random() < 0.15
    style = rng.choice(_STYLES)
    if rng.random() < 0.5 and style not in {"Table Grid", "Normal Table"}:
        style += f" Accent {rng.randint(1, 6)}"
    contents = [make(rng.choice(_WISHES), rng) for _ in range(rng.choice([1, 1, 1, 2]))]
    if tabbed:
        plain = ("offences", "places", "ages")
        contents = [make(Wish(plain, ("years", "measures"), totals=("row", "both", "none")), rng)]
    most = max(len(content.columns) for content in contents)
    _page(document, rng, wide=most > 7 or rng.random() < 0.1)
    for text in _BEFORE:
        if rng.random() < 0.8:
            document.add_paragraph(text)
    for _ in range(rng.choice([0, 0, 0, 4, 9])):
        document.add_paragraph(_BEFORE[1])
    typing = _typing(style, rng, most)
    for number, content in enumerate(contents, 1):
        if rng.random() < 0.5:
            document.add_paragraph(f"Table {number}: {content.title}").runs[0].bold = rng.random() < 0.5
        if tabbed:
            _tabs(document, content, rng)
        else:
            _table(document, content, typing, rng)
        if number < len(contents) or rng.random() < 0.7:
            document.add_paragraph()
    for text in _AFTER:
        if rng.random() < 0.7:
            document.add_paragraph(text)
    document.save(str(path))
    way = "tabs" if tabbed else style.partition(" Accent")[0]
    return Styled(path, [content.made() for content in contents], way, way in _RULED)


def _typing(style: str, rng: random.Random, columns: int) -> Typing:
    return Typing(
        style=style,
        values=rng.choice(["left", "center", "right", "right", "decimal"]),
        upright=rng.choice(list(WD_CELL_VERTICAL_ALIGNMENT)[:3]),
        turned=rng.random() < 0.08,
        size=rng.choice([7, 8]) if columns > 7 else rng.choice([9, 10, 11, 12]),
        label=rng.choice([None, 80, 120, 180, 240]),
        again=rng.random() < 0.5,
        whole=rng.random() < 0.6,
        loose=rng.choice([0, 0, 0, 0.05, 1]),
        titled=rng.random() < 0.12,
        noted=rng.random() < 0.12,
        bold=rng.random() < 0.5,
    )


def _page(document: docx.document.Document, rng: random.Random, *, wide: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Pt(rng.choice([54, 72, 90]))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = rng.choice(_FONTS), Pt(rng.choice([10, 11, 12]))
    normal.paragraph_format.space_after = Pt(rng.choice([0, 6, 10]))
    normal.paragraph_format.line_spacing = rng.choice([1.0, 1.08, 1.15, 1.5])
    section.header.paragraphs[0].text = rng.choice(["", "OFFICIAL", "Freedom of Information"])
    section.footer.paragraphs[0].text = rng.choice(
        ["", "OFFICIAL", "Exampleshire Police, PO Box 9", "FOI 1234/24"]
    )


def _table(document: docx.document.Document, content: Content, typing: Typing, rng: random.Random) -> None:
    width = len(content.stubs) + len(content.columns)
    heads = [*([[(content.title, width)]] if typing.titled else []), *_heads(content)]
    table = document.add_table(rows=0, cols=width)
    table.style = document.styles[typing.style]
    table.alignment = rng.choice(list(WD_TABLE_ALIGNMENT)[:3])
    table.autofit = typing.label is None
    for level, cells in enumerate(heads):
        _heading(table, cells, typing, turned=typing.turned and level == len(heads) - 1)
    _rows(table, content, typing, rng)
    if typing.noted:
        cells = table.add_row().cells
        _put(cells[0].merge(cells[-1]), "Source: crime recording system, 12/03/2024.", typing, rng)
    if typing.label is not None:
        _widths(document, table, typing.label, len(content.stubs))


def _widths(document: docx.document.Document, table: Table, label: float, labels: int) -> None:
    section = document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    stub = min(label, 0.55 * room) / labels
    rest = max(24.0, min(80.0, (room - stub * labels) / (len(table.columns) - labels)))
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            cell.width = Pt(stub if at < labels else rest)


def _heads(content: Content) -> list[list[tuple[str, int]]]:
    """The rows of headings: text and how many columns it spans."""
    paths = [("",) * (content.depth - len(path)) + path for path in content.columns]
    rows = []
    for level in range(content.depth):
        last = level == content.depth - 1
        cells = [(stub if last else "", 1) for stub in content.stubs]
        for path, group in itertools.groupby(paths, key=lambda path, level=level: path[: level + 1]):
            size = len(list(group))
            cells += [(path[level], 1)] * size if last else [(path[level], size)]
        rows.append(cells)
    return rows


def _heading(table: Table, cells: Sequence[tuple[str, int]], typing: Typing, *, turned: bool) -> None:
    row = table.add_row()
    at = 0
    for text, span in cells:
        cell = row.cells[at]
        if span > 1:
            cell = cell.merge(row.cells[at + span - 1])
        run = cell.paragraphs[0].add_run(text)
        run.font.size = Pt(typing.size)
        run.bold = typing.bold or None
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        cell.vertical_alignment = typing.upright
        if at >= 1 and typing.values == "center":
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        if turned and at >= 1:
            direction = OxmlElement("w:textDirection")
            direction.set(qn("w:val"), "btLr")
            cell._tc.get_or_add_tcPr().append(direction)
            row.height = Pt(110)
        at += span
    if typing.again:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _rows(table: Table, content: Content, typing: Typing, rng: random.Random) -> None:
    labels = len(content.stubs)
    first: _Cell | None = None
    before = ""
    for row in content.rows:
        added = table.add_row()
        if typing.whole:
            added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = added.cells
        if row.is_group:
            cell = cells[0].merge(cells[-1]) if rng.random() < 0.5 else cells[0]
            _put(cell, row.labels[0], typing, rng, bold=True)
            continue
        if content.merged and row.labels[0] == before and first is not None:
            first = first.merge(cells[0])
        else:
            first = cells[0]
            _put(first, row.labels[0], typing, rng, bold=row.strong)
        before = row.labels[0]
        _fill(cells, row, labels, typing, rng)


def _fill(cells: Sequence[_Cell], row: Row, labels: int, typing: Typing, rng: random.Random) -> None:
    for at, label in enumerate(row.labels[1:labels], 1):
        _put(cells[at], label, typing, rng, bold=row.strong)
    for at, text in enumerate(row.printed, labels):
        _put(cells[at], text, typing, rng, bold=row.strong, value=True)


def _put(
    cell: _Cell, text: str, typing: Typing, rng: random.Random, *, bold: bool = False, value: bool = False
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size = Pt(typing.size)
    run.bold = bold or None
    cell.vertical_alignment = typing.upright
    if value and typing.values == "decimal":
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(22), WD_TAB_ALIGNMENT.DECIMAL)
    elif value:
        paragraph.alignment = {
            "left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT,
        }[typing.values]  # fmt: skip
    if rng.random() < typing.loose:
        cell.add_paragraph().paragraph_format.space_after = Pt(0)


def _tabs(document: docx.document.Document, content: Content, rng: random.Random) -> None:
    """Columns set with tabs, and no table."""
    kind = rng.choice([WD_TAB_ALIGNMENT.RIGHT, WD_TAB_ALIGNMENT.LEFT, WD_TAB_ALIGNMENT.CENTER])
    step = 190 / max(3, len(content.columns))
    lines = [(content.stubs[-1], *(path[-1] for path in content.columns))]
    lines += [(row.labels[-1] or row.labels[0], *row.printed) for row in content.rows]
    for number, cells in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(rng.choice([0, 2]))
        for at in range(len(content.columns)):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(260 + step * at), kind)
        run = paragraph.add_run("\t".join(cells))
        run.font.size, run.bold = Pt(9), number == 0 or None
