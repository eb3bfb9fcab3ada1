"""A PDF to paragraphs and grids in reading order."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from answerable.model import Finding, period
from answerable.read.formats.origin import MAX_CELLS, Origin, many
from answerable.read.formats.pdf.bare import bare_tables
from answerable.read.formats.pdf.columns import is_body
from answerable.read.formats.pdf.ended import goes_on, is_boxed
from answerable.read.formats.pdf.find import Found, find
from answerable.read.formats.pdf.geometry import Line, Page
from answerable.read.formats.pdf.grids import Placed, continues, is_headed_by
from answerable.read.formats.pdf.lines import is_value
from answerable.read.formats.pdf.pages import read_page
from answerable.read.formats.pdf.paragraphs import paragraphs
from answerable.read.formats.pdf.sheet import Sheet
from answerable.read.formats.pdf.spoilt import heads_of
from answerable.read.formats.pdf.strips import gathered
from answerable.read.grid import Block, Loaded, Paragraph, UnreadableError

MAX_PAGES = 2_000
_PICTURE = 0.35
"""A page whose largest picture covers this share, and that holds next to no text, is a picture of a page."""

_INDENT = 4.0
"""Points by which the left ends of labels may differ."""

_CLOSE, _ROOMY = 1.5, 3.0
"""Lines further apart than this many heights are of two things: at the edge of the paper, and elsewhere."""

_FEW_WORDS = 12
_MARGIN = 0.09
"""Text within this share of a page's height from its edge is a running head or foot."""


def load_pdf(data: bytes, origin: Origin) -> Loaded:
    """Takes a PDF apart.

    Raises:
        UnreadableError: it is damaged, locked with a password, or has more pages than a reply.
    """
    pdfium.FPDF_InitLibrary()
    kept = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(kept, len(data), None)
    if not document:
        raise _unreadable(pdfium.FPDF_GetLastError(), origin)
    try:
        return _load(document, origin)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _unreadable(code: int, origin: Origin) -> UnreadableError:
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return UnreadableError(f"{origin.file} is locked with a password: ask for a copy without one.")
    return UnreadableError(
        f"{origin.file} is damaged and cannot be opened as a PDF: ask for it to be sent again."
    )


def _load(document: Any, origin: Origin) -> Loaded:
    total = pdfium.FPDF_GetPageCount(document)
    if total > MAX_PAGES:
        raise UnreadableError(
            f"{origin.file} has {total:,} pages, more than a reply with tables of counts: "
            "keep the pages with tables in a copy of the file, and read that."
        )
    flow = _Flow()
    findings: list[Finding] = []
    for index in range(total):
        page = read_page(document, index)
        if page is None:
            what = "This page is damaged and could not be opened; nothing on it was read."
            findings.append(
                origin.finding("warning", "unread-page", what, "Ask for it again.", f"page {index + 1}")
            )
            continue
        found = find(page, flow.columns())
        flow.turn(page, found)
        findings += _notices(page, found, origin)
        for block in _in_order(page, found, origin):
            flow.add(block, page)
        flow.begin(page, found)
        if flow.cells > MAX_CELLS:
            raise UnreadableError(
                f"{origin.file} has more than {many(MAX_CELLS, 'cell')} in its tables, which are records and not "
                "counts: ask for counts, or keep the tables of counts in a copy of the file."
            )
    if total and not flow.items and not findings:
        findings.append(origin.finding("warning", "no-text", "There is no text on any of its pages."))
    return Loaded("pdf", tuple(flow.blocks(origin)), tuple(findings), placed=True)


@dataclass(slots=True)
class _Flow:
    """Paragraphs and tables as they come, page after page; a table that goes on is held together."""

    items: list[Paragraph | list[Placed]] = field(default_factory=list)
    held: list[Placed] | None = None
    cells: int = 0
    begun: Placed | None = None

    def add(self, block: Paragraph | Placed, page: Page) -> None:
        """Takes the next paragraph or table."""
        if isinstance(block, Paragraph):
            self.items.append(block)
            if not _marginal(block, page):
                self.held = None
            return
        self.cells += block.sheet.height * block.sheet.width
        if self.held and continues(self.held, block):
            self.held.append(block)
        elif self.begun and is_headed_by(block, self.begun):
            self.held = [self.begun, block]
            self.items.append(self.held)
        else:
            if self.held and self.held[-1].last and block.first:
                _tell_of_cut(self.held, block.sheet)
            self.held = [block]
            self.items.append(self.held)

    def columns(self) -> tuple[float, ...]:
        """Where the columns of the table at the foot of the last page begin and end; empty where none stands there."""
        if self.begun:
            return self.begun.sheet.xs
        return self.held[-1].sheet.xs if self.held and self.held[-1].last else ()

    def begin(self, page: Page, found: Found) -> None:
        """Keeps the headings at the foot of a page for the next."""
        self.begun = Placed(found.begun, page.number, first=False, last=True) if found.begun else None

    def turn(self, page: Page, found: Found) -> None:
        """Says so where a page begins with a row of figures that may be the rest of the table above, or is a strip of it."""
        last = next((item for item in reversed(self.items) if not isinstance(item, Paragraph)), None)
        if (
            last
            and not found.sheets
            and _is_strip([line for line in found.lines if not _at_edge(line, page)])
        ):
            last[-1].sheet.lost = (
                last[-1].sheet.lost or "the figures of the next page may be its last columns"
            )
        self._tell_of_rest(page, found)
        # Below the running head, which may itself be the row where the page has none.
        at = next(
            (i for i, line in enumerate(found.lines) if is_body(line) or not _at_edge(line, page)), None
        )
        if at is None or not (self.held and self.held[-1].last):
            return
        sheet = self.held[-1].sheet
        line = found.lines[at]
        if goes_on(sheet, found.lines[at:], page):
            sheet.lost = (
                sheet.lost or f"“{line.text}” at the head of the next page may be the rest of its last label"
            )
        if not is_body(line):
            return
        least = 3 if _at_edge(line, page) else 2  # a running head may hold the number of the page
        if any(s.box[1] < line.top for s in found.sheets) or not least <= len(line.pieces) <= sheet.width:
            return
        sheet.lost = sheet.lost or "a row at the head of the next page may be its last"

    def _tell_of_rest(self, page: Page, found: Found) -> None:
        """Says so where a line stands where labels stand, right above a table that goes on over the page."""
        if not (self.held and self.held[-1].last and found.sheets):
            return
        sheet, table = self.held[-1].sheet, found.sheets[0]
        line = next((line for line in reversed(found.lines) if line.bottom <= table.box[1] + 1), None)
        second = min((slot.box[0] for slot in table.slots if slot.column > 0 and slot.pieces), default=0.0)
        lefts = [table.box[0], *(slot.box[0] for slot in table.slots if slot.column == 0 and slot.pieces)]
        if (
            line is None
            or len(line.pieces) > 1
            or min(abs(line.left - left) for left in lefts) > _INDENT
            or line.right > second
        ):
            return
        room = _CLOSE if _at_edge(line, page) else _ROOMY  # a running head stands further off
        if table.box[1] - line.bottom < room * line.pieces[0].height:
            what = f"“{line.text}” at the head of the next page may be the rest of its last label"
            sheet.lost = sheet.lost or what

    def blocks(self, origin: Origin) -> Iterator[Block]:
        """What was taken, each table as one grid where it begins."""
        tables = gathered([item for item in self.items if not isinstance(item, Paragraph)])
        begun = {id(table.parts): table for table in tables}
        for item in self.items:
            if isinstance(item, Paragraph):
                yield item
            elif table := begun.get(id(item)):
                yield table.grid(origin)


def _tell_of_cut(held: Sequence[Placed], rest: Sheet) -> None:
    """Says so of a table where one without headings, or with the same, begins the next page and could not be joined."""
    heads, first = heads_of(rest.texts()), held[0].sheet.texts()
    if not heads or (first and heads[0] == first[0]):
        cut = held[-1].sheet
        cut.lost = cut.lost or "the table at the head of the next page may be the rest of it"


def _is_strip(lines: Sequence[Line]) -> bool:
    """True for a page of figures and next to nothing else: a strip of a sheet too wide for the paper.

    One column may have a heading in words; several beside one another are figures and years alone.
    """
    figures = sum(
        all(is_value(piece.text) or period.parse(piece.text) for piece in line.pieces) for line in lines
    )
    columns = max((len(line.pieces) for line in lines), default=0)
    return figures > 1 and (2 * figures >= len(lines) if columns == 1 else figures == len(lines))


def _marginal(block: Paragraph, page: Page) -> bool:
    box = block.source.box
    return box is not None and (box[3] < _MARGIN * page.height or box[1] > (1 - _MARGIN) * page.height)


def _in_order(page: Page, found: Found, origin: Origin) -> list[Paragraph | Placed]:
    """The page's paragraphs and tables from the top down."""
    numbered = list(enumerate(found.lines, start=1))
    body = [line for line in found.lines if not _at_edge(line, page)]
    placed: list[tuple[float, Paragraph | Placed]] = []
    bounds = sorted(sheet.box[1] for sheet in found.sheets)
    for low, high in zip([-1e9, *bounds], [*bounds, 1e9], strict=True):
        between = [(n, line) for n, line in numbered if low <= line.top < high]
        placed += paragraphs(between, origin, page.number)
    for sheet in found.sheets:
        placed.append((sheet.box[1], _placed(sheet, page, found.sheets, body)))
    return [block for _, block in sorted(placed, key=lambda item: item[0])]


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _placed(sheet: Sheet, page: Page, sheets: Sequence[Sheet], body: Sequence[Line]) -> Placed:
    others = [s.box for s in sheets if s is not sheet]
    above = any(line.bottom <= sheet.box[1] + 2 for line in body) or any(
        b[3] <= sheet.box[1] + 2 for b in others
    )
    below = any(line.top >= sheet.box[3] - 2 for line in body) or any(
        b[1] >= sheet.box[3] - 2 for b in others
    )
    return Placed(sheet, page.number, first=not above, last=not below)


def _notices(page: Page, found: Found, origin: Origin) -> Iterator[Finding]:
    words = len(page.words)
    place = f"page {page.number}"
    for number, how in (
        (page.unseen.covered, "lie under a dark box"),
        (page.unseen.white, "are printed white on white"),
    ):
        if number:
            yield origin.finding(
                "warning", "covered-text",
                f"Words on this page cannot be seen ({many(number, 'word')}: they {how}), and were not read ({place}).",
                "Do not publish them: tell the body that whoever copies the page can read them.", place,
            )  # fmt: skip
    if pictured := page.pictures > _PICTURE and words < _FEW_WORDS:
        yield origin.finding(
            "warning", "picture-page",
            f"This page is a picture ({place}); what is printed in it was not read.",
            "Ask for the figures as text or in a spreadsheet, or key them by hand.", place,
        )  # fmt: skip
    yield from _unread(page, found, origin)
    if not pictured and page.pictures > 0.8 and found.sheets:
        yield origin.finding(
            "warning", "recognised-text",
            "This page is a picture with text that a machine recognised in it; figures may be misread.",
            "Check every figure of its tables against the page.", place,
        )  # fmt: skip


def _unread(page: Page, found: Found, origin: Origin) -> Iterator[Finding]:
    """What looks like a part of a table, and is in none."""
    place = f"page {page.number}"
    for line in found.lines:
        if page.across and not _at_edge(line, page) and is_boxed(line, page.across):
            yield origin.finding(
                "warning", "unread-numbers",
                f"“{line.text}” stands between ruled lines as the row of a table does ({place}), and was not read as one.",
                "Key the figure by hand if it matters, or ask the body for a spreadsheet.", place,
            )  # fmt: skip
    for line in found.sparse:
        yield origin.finding(
            "warning", "unread-numbers",
            f"Rows of figures begin at “{line.text}” ({place}) among labels with nothing beside them, and were not read as a table.",
            "Key the figures by hand if they matter, or ask the body for a spreadsheet.", place,
        )  # fmt: skip
    for head in bare_tables(found.lines):
        yield origin.finding(
            "warning", "unread-numbers",
            f"“{head.text}” stands over labels with next to nothing beside them ({place}), and was not read as a table.",
            "Key the figures by hand if they matter, or ask the body for a spreadsheet.", place,
        )  # fmt: skip
