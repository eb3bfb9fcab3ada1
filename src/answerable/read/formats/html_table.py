"""An HTML table to a grid, by the HTML standard's algorithm for forming a table.

See https://html.spec.whatwg.org/multipage/tables.html#forming-a-table. Where it would stretch a table
without end (a ``colspan`` of a million), the grid ends with the last column in which a cell begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from answerable.read.formats import html_nodes as nodes
from answerable.read.formats.origin import MAX_CELLS, Origin, fold, lines_of
from answerable.read.grid import Grid, GridCell

_WIDEST_SPAN, _TALLEST_SPAN = 1_000, 65_534  # the standard's own limits
_WIDEST = 256
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell of the markup and where the standard puts it; ``bottom`` and ``right`` are covered too."""

    node: LexborNode
    row: int
    column: int
    bottom: int
    right: int
    hidden: bool
    line: int | None


class TooLargeError(Exception):
    """The table has more cells than any table of counts; the message is how many."""


def _span(node: LexborNode, name: str, limit: int) -> int:
    text = (node.attributes.get(name) or "").strip()
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    return min(int(digits[:9]), limit) if digits else 1


def _sections(table: LexborNode) -> Iterator[list[tuple[LexborNode, bool]]]:
    """The rows of each section, with whether they are hidden; a rowspan ends with its section."""
    loose: list[tuple[LexborNode, bool]] = []
    child = table.first_child
    while child is not None:
        if child.tag == "tr":
            loose.append((child, nodes.is_hidden(child)))
        elif child.tag in _SECTIONS:
            if loose:
                yield loose
                loose = []
            unseen = nodes.is_hidden(child)
            yield [(row, unseen or nodes.is_hidden(row)) for row in _children(child, frozenset({"tr"}))]
        child = child.next
    if loose:
        yield loose


def _children(node: LexborNode, tags: frozenset[str]) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        if child.tag in tags:
            yield child
        child = child.next


def _place(table: LexborNode, room: int, line: int | None) -> tuple[list[_Placed], int]:
    """Every cell with its place, and the number of rows."""
    placed: list[_Placed] = []
    height = steps = 0
    for section in _sections(table):
        end = height + len(section)
        taken: dict[int, int] = {}  # column → first row that is free again
        for row, (tr, unseen) in enumerate(section, start=height):
            line = nodes.line_of(tr) or line
            column = 0
            for cell in _children(tr, frozenset({"td", "th"})):
                while taken.get(column, 0) > row:
                    column += 1
                    steps += 1
                wide = max(1, _span(cell, "colspan", _WIDEST_SPAN))
                tall = _span(cell, "rowspan", _TALLEST_SPAN)
                bottom = min(end, row + tall) if tall else end
                line = nodes.line_of(cell) or line
                hidden = unseen or nodes.is_hidden(cell)
                placed.append(_Placed(cell, row, column, bottom - 1, column + wide - 1, hidden, line))
                if bottom > row + 1:
                    taken.update(dict.fromkeys(range(column, column + wide), bottom))
                column += wide
                if steps > 4 * MAX_CELLS or len(placed) > room:
                    raise TooLargeError(max(steps, len(placed)))
        height = end
    return placed, height


def build(table: LexborNode, origin: Origin, *, room: int, line: int | None, title: str) -> Grid | None:
    """The grid of a table that holds no other table.

    Args:
        table: the element.
        origin: the file.
        room: how many cells the grid may have.
        line: the line of the table, for cells whose markup has none.
        title: its caption.

    Returns:
        The grid, or None where the table has no cell with text.

    Raises:
        TooLargeError: it would have more cells than ``room``.
    """
    placed, height = _place(table, room, line)
    width = max((cell.right for cell in placed), default=-1) + 1
    if width > _WIDEST:
        width = max(cell.column for cell in placed) + 1
    if width * height > room:
        raise TooLargeError(width * height)
    rows = _fill(placed, height, width, origin, line)
    if not any(cell.text for row in rows for cell in row):
        return None
    return Grid(rows, origin.at("", line=line), title=title)


def _fill(
    placed: list[_Placed], height: int, width: int, origin: Origin, line: int | None
) -> tuple[tuple[GridCell, ...], ...]:
    found: list[list[GridCell | None]] = [[None] * width for _ in range(height)]
    for cell in placed:
        right = min(cell.right, width - 1)
        printed = nodes.text_of(cell.node)
        text = fold(printed)
        source = origin.at(text, line=cell.line)
        for row in range(cell.row, cell.bottom + 1):
            for column in range(cell.column, right + 1):
                if found[row][column] is not None:
                    continue  # overlapping spans: the cell that came first keeps the place
                found[row][column] = (
                    GridCell(
                        text,
                        source,
                        cell.bottom - cell.row + 1,
                        right - cell.column + 1,
                        hidden=cell.hidden,
                        bold=cell.node.tag == "th" or _is_bold(cell.node, text),
                        lines=lines_of(printed),
                    )
                    if (row, column) == (cell.row, cell.column)
                    else GridCell("", source, covered_by=(cell.row, cell.column), hidden=cell.hidden)
                )
    blank = GridCell("", origin.at("", line=line))
    rows = []
    for cells in found:
        blank = next((GridCell("", origin.at("", line=c.source.line)) for c in cells if c), blank)
        rows.append(tuple(c or blank for c in cells))
    return tuple(rows)


def _is_bold(cell: LexborNode, text: str) -> bool:
    """True where all of a cell's text stands in one bold element."""
    if not text:
        return False
    bold = next((node for begins, node in nodes.walk(cell) if begins and node.tag in {"b", "strong"}), None)
    return bold is not None and fold(nodes.text_of(bold)) == text
