"""A Word table to a grid: columns by ``gridSpan``, ``gridBefore`` and ``gridAfter``, rows by ``vMerge``.

See ECMA-376, Part 1, section 17.4. A table inside a cell is a grid of its own, and no text of that cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal
from xml.etree import ElementTree as ET

from answerable.model import Source
from answerable.read.formats.docx_styles import is_on
from answerable.read.formats.docx_text import chosen, is_tracked
from answerable.read.formats.origin import MAX_CELLS, Origin, address, fold, lines_of
from answerable.read.formats.package import attribute
from answerable.read.grid import Grid, GridCell

_WIDEST_SPAN = 256
_PROSE = 25  # words in a cell that is a paragraph rather than a label

CONTENTS = frozenset({"sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo"})
"""Elements that only wrap what stands in them."""


@dataclass(frozen=True, slots=True)
class CellText:
    """What one cell prints, and whether all of it is bold."""

    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell and where it stands; ``goes_on`` for one that continues the cell above."""

    column: int
    span: int
    goes_on: bool
    content: CellText


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[_Cell, ...]
    width: int
    hidden: bool
    heading: bool


Beside = Literal["changed", "deleted", "hidden"]


class TooLargeError(Exception):
    """The table has more cells than any table of counts; the message is how many."""


def inside(parent: ET.Element, tag: str) -> Iterator[ET.Element]:
    """The children of that tag, through whatever only wraps them."""
    todo = list(reversed(parent))
    while todo:
        node = todo.pop()
        if node.tag == tag:
            yield node
        elif node.tag == "AlternateContent":
            todo.extend(chosen(node))
        elif node.tag in CONTENTS:
            todo.extend(reversed(node))


def _goes_on_across(properties: ET.Element | None) -> bool:
    """True for a cell that older programs merge with the one left of it."""
    merge = properties.find("hMerge") if properties is not None else None
    return merge is not None and attribute(merge, "val") != "restart"


def _number(properties: ET.Element | None, name: str, least: int) -> int:
    found = properties.find(name) if properties is not None else None
    text = (attribute(found, "val") or "") if found is not None else ""
    number = int(text) if text.isdecimal() and len(text) < 6 else least
    return max(least, min(number, _WIDEST_SPAN))


class Tables:
    """Builds the grids of one document.

    Args:
        origin: the file.
        cell: what one cell prints.
        next_line: the number of the next row in reading order.
        tell: told of each row or cell that is changed, deleted or not printed.
    """

    def __init__(
        self,
        origin: Origin,
        cell: Callable[[ET.Element], CellText],
        next_line: Callable[[], int],
        tell: Callable[[Beside], None],
    ) -> None:
        self.origin, self.cell, self.next_line, self.tell = origin, cell, next_line, tell
        self.room = MAX_CELLS
        self.count = 0

    def build(self, table: ET.Element) -> Grid | None:
        """The grid of a table, or None for one without any text.

        Raises:
            TooLargeError: it has more cells than the document may still have.
        """
        rows = [row for tr in inside(table, "tr") if (row := self._row(tr)) is not None]
        width = max((row.width for row in rows), default=0)
        if width * len(rows) > self.room:
            raise TooLargeError(width * len(rows))
        if not any(cell.content.text for row in rows for cell in row.cells):
            return None
        self.room -= width * len(rows)
        self.count += 1
        return Grid(self._fill(rows, width), self.origin.at("", line=rows[0].line))

    def _row(self, tr: ET.Element) -> _Row | None:
        """One row of the final version; None for a deleted one."""
        properties = tr.find("trPr")
        changed, deleted = is_tracked(properties)
        if changed:
            self.tell("deleted" if deleted else "changed")
        if deleted:
            return None
        line = self.next_line()
        column = _number(properties, "gridBefore", 0)
        cells: list[_Cell] = []
        for tc in inside(tr, "tc"):
            about = tc.find("tcPr")
            changed, gone = is_tracked(about)
            if changed:
                self.tell("deleted" if gone else "changed")
            span = _number(about, "gridSpan", 1)
            merge = about.find("vMerge") if about is not None else None
            goes_on = merge is not None and attribute(merge, "val") != "restart"
            content = CellText("", False) if gone else self.cell(tc)
            if cells and _goes_on_across(about):
                cells[-1] = replace(cells[-1], span=cells[-1].span + span)
                if content.text:
                    self.tell("hidden")
                column += span
                continue
            if goes_on and content.text:  # Word prints the first cell of a merged column and no other
                self.tell("hidden")
                content = CellText("", False)
            cells.append(_Cell(column, span, goes_on, content))
            column += span
        hidden = properties is not None and bool(is_on(properties, "hidden"))
        heading = properties is not None and bool(is_on(properties, "tblHeader"))
        return _Row(line, tuple(cells), column + _number(properties, "gridAfter", 0), hidden, heading)

    def _fill(self, rows: list[_Row], width: int) -> tuple[tuple[GridCell, ...], ...]:
        """Every place of the grid: cells, places under a span, and blanks."""
        filled: list[list[GridCell]] = []
        begun: dict[int, tuple[int, int]] = {}  # column and span → where the merged cell begins
        for r, row in enumerate(rows):
            places = [GridCell("", self._source("", row.line, r, c), hidden=row.hidden) for c in range(width)]
            ongoing: dict[int, tuple[int, int]] = {}
            for cell in row.cells:
                start = begun.get(cell.column)
                joins = cell.goes_on and start is not None and start[1] == cell.span
                if joins and start is not None:
                    ongoing[cell.column] = start
                    first = filled[start[0]][cell.column]
                    filled[start[0]][cell.column] = replace(first, row_span=r - start[0] + 1)
                else:
                    ongoing[cell.column] = (r, cell.span)
                    places[cell.column] = self._printed(cell, row, r)
                top = ongoing[cell.column][0]
                for c in range(cell.column, min(cell.column + cell.span, width)):
                    if (r, c) != (top, cell.column):
                        places[c] = replace(places[c], covered_by=(top, cell.column))
            filled.append(places)
            begun = ongoing
        return tuple(tuple(places) for places in filled)

    def _printed(self, cell: _Cell, row: _Row, number: int) -> GridCell:
        text = fold(cell.content.text)
        source = self._source(text, row.line, number, cell.column)
        bold = bool(text) and (cell.content.bold or row.heading)
        lines = lines_of(cell.content.text)
        return GridCell(text, source, column_span=cell.span, hidden=row.hidden, bold=bold, lines=lines)

    def _source(self, text: str, line: int, row: int, column: int) -> Source:
        return self.origin.at(text, line=line, cell=f"{address(row, column)} of table {self.count}")


def is_layout(grid: Grid, *, nested: bool) -> bool:
    """True for a table that only arranges prose, or other tables, on the page."""
    filled = [cell.text for row in grid.rows for cell in row if cell.text]
    prose = sum(1 for text in filled if len(text.split()) > _PROSE)
    alone = len(filled) == 1 or grid.width == 1
    return 2 * prose > len(filled) or (alone and (len(filled) == 1 or prose > 0 or nested))
