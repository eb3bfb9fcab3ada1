"""The letter as a Word document that assistive technology can read.

Real heading styles, a document title and language, header rows marked to repeat, a caption and a description
for each table, a first column marked as headings. A heading that stands over several columns spans them;
nothing else is merged. The same letter gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from answerable.publish.reply.blocks import Block, Bullets, Code, Counts, Letter, Quote, Title
from answerable.publish.reply.printed import PrintedTable
from answerable.publish.safe import clean

FONT = "Arial"
LANGUAGE = "en-GB"
_MARGINS = Cm(4.6)
_CELL_MARGIN = 0.4
"""Room beside a figure, as a share of the size of the type."""
_UPRIGHT = (Cm(21), Cm(29.7))
_PAGES = (
    (_UPRIGHT, (10, 9, 8)), ((Cm(29.7), Cm(21)), (9, 8, 7, 6)), ((Cm(42), Cm(29.7)), (8, 7, 6)), ((Cm(55.8), Cm(29.7)), (7, 6, 5)),
)  # fmt: skip
"""Pages and the sizes of type on them, in points; the first at which a table fits is taken. A4 upright, A4 and A3 on their
sides, and as wide a page as Word knows, which holds five years of months."""
_DIGIT, _LETTER = 0.68, 0.76
"""Width of a digit, and of a bold letter, as a share of the size of the type. Arial's own are less; where a machine has
another type in its place no figure must break in two."""
_LEAST_STUB, _MOST_STUB = Cm(4.2), Cm(9)
_INK = RGBColor(0x1B, 0x27, 0x33)
_SIZES = {"Normal": 11, "Title": 18, "Heading 1": 14, "Caption": 11, "List Bullet": 11, "Quote": 11}
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def docx(letter: Letter) -> bytes:
    """The document's bytes."""
    word = Document()
    _styles(word)
    _about(word, letter)
    _upright(word)
    word.add_paragraph(clean(letter.title), style="Title")
    for label, value in letter.facts:
        line = word.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        line.add_run(clean(f"{label}: {value}"))
    line.paragraph_format.space_after = Pt(12)
    page = _UPRIGHT
    for block in letter.blocks:
        page = _turn(word, block, page)
        _add(word, block)
    _page_numbers(word)
    return _same_bytes(word)


def _styles(word: Word) -> None:
    for name, size in _SIZES.items():
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), _INK
        style.font.italic = False
        style.font.bold = name in {"Title", "Heading 1", "Caption"}
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), FONT)
        for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
            style.element.pPr.remove(border)
    heading, caption, quote = (word.styles[name] for name in ("Heading 1", "Caption", "Quote"))
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(16), Pt(5)
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(10), Pt(4)
    quote.paragraph_format.left_indent = Cm(1)


def _about(word: Word, letter: Letter) -> None:
    """Title and language, where a screen reader looks for them."""
    about = word.core_properties
    facts = dict(letter.facts)
    about.title, about.author, about.language = clean(letter.title), clean(facts.get("From", "")), LANGUAGE
    about.comments, about.last_modified_by = "", about.author
    about.created = about.modified = _EPOCH
    defaults = word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    for kind in ("val", "eastAsia"):
        language.set(qn(f"w:{kind}"), LANGUAGE)


def _upright(word: Word) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = _UPRIGHT
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin = page.bottom_margin = Cm(2)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a table goes onto a page: the page's width and height, size of type, width of each column."""

    page: tuple[Cm, Cm]
    size: Pt
    widths: tuple[Emu, ...]


def _fit(table: PrintedTable) -> _Fit:
    """Each column as wide as its longest figure or lowest heading needs, the stub as wide as there is room for."""
    stubs = len(table.stub)
    needs = [
        max(
            max(len(word) for word in path[-1].split()) * _LETTER,
            max(len(row.cells[c].text) for row in table.rows) * _DIGIT,
        )
        for c, path in enumerate(table.columns)
    ]
    label = max(len(label) for row in table.rows for label in row.labels) * _DIGIT
    fits = []
    for page, size in [(page, size) for page, sizes in _PAGES for size in sizes]:
        figures = [Emu(int(Pt(size) * (need + 2 * _CELL_MARGIN))) for need in needs]
        room = (page[0] - _MARGINS - sum(figures)) // stubs
        wanted = min(_MOST_STUB, int(Pt(size) * (label + 3 * _CELL_MARGIN)))
        least = min(_LEAST_STUB, wanted)
        stub = Emu(max(least, min(wanted, room)))
        fits.append(_Fit(page, Pt(size), (*[stub] * stubs, *figures)))
        if room >= least:
            break
    return fits[-1]


def too_wide(table: PrintedTable) -> bool:
    """True where no page of a Word document holds all columns of a table."""
    fit = _fit(table)
    return sum(fit.widths) > fit.page[0] - _MARGINS


def _turn(word: Word, block: Block, before: tuple[Cm, Cm]) -> tuple[Cm, Cm]:
    """Begins a page turned on its side for a wide table, and an upright one after it."""
    size = _fit(block.table).page if isinstance(block, Counts) else _UPRIGHT
    if size != before:
        page = word.add_section(WD_SECTION.NEW_PAGE)
        page.orientation = WD_ORIENT.PORTRAIT if size == _UPRIGHT else WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = size
    return size


def _add(word: Word, block: Block) -> None:
    match block:
        case Title():
            word.add_paragraph(clean(block.text), style="Heading 1")
        case Quote():
            for paragraph in block.paragraphs:
                word.add_paragraph(clean(paragraph), style="Quote")
        case Code():
            word.add_paragraph().add_run(clean(block.text)).font.name = "Courier New"
        case Bullets():
            for item in block.items:
                word.add_paragraph(clean(item), style="List Bullet")
        case Counts():
            _table(word, block.table)
        case _:
            word.add_paragraph(clean(block.text))


def _table(word: Word, table: PrintedTable) -> None:
    word.add_paragraph(clean(table.title), style="Caption")
    stubs, width = len(table.stub), len(table.stub) + len(table.columns)
    grid = word.add_table(rows=table.depth + len(table.rows), cols=width, style="Table Grid")
    _describe(grid, table)
    fit = _fit(table)
    size = fit.size
    _widths(grid, fit)
    rows = [[_Cell(cell, grid) for cell in row.tc_lst] for row in grid._tbl.tr_lst]  # noqa: SLF001 - row.cells takes the square of the time
    _header(grid, rows[: table.depth], table, size)
    for cells, row in zip(rows[table.depth :], table.rows, strict=True):
        for cell, label in zip(cells, row.labels, strict=False):
            _write(cell, label, size, bold=row.total)
        for cell, printed in zip(cells[stubs:], row.cells, strict=True):
            _write(cell, printed.text, size, bold=row.total, right=True)
    for note in table.notes:
        word.add_paragraph(clean(note)).paragraph_format.space_before = Pt(4)


def _header(grid: WordTable, rows: Sequence[Sequence[_Cell]], table: PrintedTable, size: Pt) -> None:
    """The header rows: marked to repeat on each page, an upper heading over its columns."""
    stubs = len(table.stub)
    for level, (cells, headings) in enumerate(zip(rows, _levels(table), strict=True)):
        properties = grid.rows[level]._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no other way
        properties.append(OxmlElement("w:tblHeader"))
        for cell in cells:
            _shade(cell)
        if level == table.depth - 1:
            for cell, stub in zip(cells, table.stub, strict=False):
                _write(cell, stub, size, bold=True)
        at = stubs
        for text, columns in headings:
            _write(cells[at], text, size, bold=True, right=columns == 1, centre=columns > 1)
            if columns > 1:
                cells[at].merge(cells[at + columns - 1])
                _one_paragraph(cells[at])
            at += columns
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above


def _levels(table: PrintedTable) -> list[list[tuple[str, int]]]:
    """For each header row its texts and how many columns each stands over; blank under a short path."""
    levels = []
    for level in range(table.depth):
        row: list[tuple[str, int]] = []
        before = None
        for path in table.columns:
            here = path[: level + 1] if len(path) > level + 1 else None
            if here is not None and here == before:
                row[-1] = (row[-1][0], row[-1][1] + 1)
            else:
                row.append((path[level] if len(path) > level else "", 1))
            before = here
        levels.append(row)
    return levels


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EEF2F5")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no other way


def _one_paragraph(cell: _Cell) -> None:
    """Merging leaves an empty paragraph for each cell: one is enough."""
    for paragraph in cell.paragraphs[1:]:
        cell._tc.remove(paragraph._p)  # noqa: SLF001 - the library has no other way


def _write(
    cell: _Cell, text: str, size: Pt, *, bold: bool = False, right: bool = False, centre: bool = False
) -> None:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right or centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(clean(text))
    run.font.size, run.bold = size, bold


def _describe(grid: WordTable, table: PrintedTable) -> None:
    """Caption and description for assistive technology; a first row and a first column of headings."""
    properties = grid._tbl.tblPr  # noqa: SLF001 - the library has no other way
    for look in properties.findall(qn("w:tblLook")):
        properties.remove(look)
    look = OxmlElement("w:tblLook")
    for name, value in (
        ("firstRow", 1),
        ("lastRow", 0),
        ("firstColumn", 1),
        ("lastColumn", 0),
        ("noVBand", 1),
    ):
        look.set(qn(f"w:{name}"), str(value))
    caption, description = OxmlElement("w:tblCaption"), OxmlElement("w:tblDescription")
    caption.set(qn("w:val"), clean(table.title))
    shape = f"{len(table.rows)} rows and {len(table.columns)} columns of counts"
    description.set(
        qn("w:val"), clean(f"{table.title}. {shape}, with headings in the first rows and columns.")
    )
    properties.extend([look, caption, description])


def _widths(grid: WordTable, fit: _Fit) -> None:
    beside = Pt(fit.size.pt * _CELL_MARGIN)
    grid.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side, points in (
        ("top", Pt(1.5)),
        ("left", beside),
        ("bottom", Pt(1.5)),
        ("right", beside),
    ):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(int(points.twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    grid._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)  # noqa: SLF001 - the schema's order
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, fit.widths, strict=True):  # noqa: SLF001 - column.width walks every cell
        column.w = width
    for row in grid._tbl.tr_lst:  # noqa: SLF001 - as above
        for cell, width in zip(row.tc_lst, fit.widths, strict=True):
            cell.width = width


def _page_numbers(word: Word) -> None:
    """“Page 1 of 3” at the foot of each page."""
    line = word.sections[0].footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text in ("Page ", "PAGE", " of ", "NUMPAGES"):
        run = line.add_run("1" if text.isupper() else text)
        run.font.size = Pt(9)
        if text.isupper():
            field: BaseOxmlElement = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), text)
            run._r.addprevious(field)  # noqa: SLF001 - the library has no fields
            field.append(run._r)  # noqa: SLF001 - as above


def _same_bytes(word: Word) -> bytes:
    """The package with every member dated alike, so that the same letter is the same file."""
    drafted, final = io.BytesIO(), io.BytesIO()
    word.save(drafted)
    with zipfile.ZipFile(drafted) as draft, zipfile.ZipFile(final, "w", zipfile.ZIP_DEFLATED) as package:
        for name in draft.namelist():
            member = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, draft.read(name))
    return final.getvalue()
