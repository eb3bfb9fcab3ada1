"""Tables found on pages to grids; a table that goes on over the page is one grid."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.model import GridText
from answerable.read import tokens
from answerable.read.formats.origin import MAX_PRINTED, Origin
from answerable.read.formats.pdf.cycles import across_groups
from answerable.read.formats.pdf.geometry import Box
from answerable.read.formats.pdf.lines import is_figure
from answerable.read.formats.pdf.overleaf import joined, turnings
from answerable.read.formats.pdf.sheet import Sheet
from answerable.read.formats.pdf.spoilt import heads_of
from answerable.read.grid import Grid, GridCell

_TITLES, _HEADS = 4, 8
"""A title that pages do not repeat has fewer rows than the first, and a heading no more than the second."""

_BROKEN = re.compile(r"[a-z]{2}-$")
_UNSURE = "it is not certain whether a label at the turn of a page is a row of its own or half of one"


@dataclass(slots=True)
class Placed:
    """A table with the page that it stands on, and whether text stands above or below it there."""

    sheet: Sheet
    page: int
    first: bool
    last: bool


def grid_of(parts: Sequence[Placed], origin: Origin) -> Grid:
    """The grid of a table and of the pages on which it goes on."""
    repeated = repeated_heading(parts)
    skipped = [repeated if index else 0 for index in range(len(parts))]
    bodies = [part.sheet.texts()[skip:] for part, skip in zip(parts, skipped, strict=True)]
    turns = turnings(bodies, [_painted(part.sheet)[skip:] for part, skip in zip(parts, skipped, strict=True)])
    rows: list[tuple[GridCell, ...]] = []
    for part, skip, turn in zip(parts, skipped, ["whole", *turns], strict=True):
        halved = rows.pop() if turn == "joined" else None
        cells = _cells(part, origin, len(rows) - skip)[skip:]
        if halved is not None:
            cells[0] = joined(halved, cells[0])
        rows += cells
    first = parts[0]
    source = origin.on_page("", page=first.page, box=_rounded(first.sheet.box))
    lost = next((p.sheet.lost for p in parts if p.sheet.lost), "")
    return Grid(
        tuple(rows), source, spans_known=True, inferred=not all(p.sheet.ruled for p in parts),
        doubt=next((p.sheet.doubt for p in parts if p.sheet.doubt), ""),
        lost=lost or (_UNSURE if "unsure" in turns else "") or _ends_short(rows) or across_groups([[c.text for c in row] for row in rows]),
        parts=tuple(_as_found(part, origin) for part in parts),
    )  # fmt: skip


def _painted(sheet: Sheet) -> tuple[bool, ...]:
    """Whether each row is painted, where that is known of all."""
    return sheet.paint if len(sheet.paint) == sheet.height else ()


def _ends_short(rows: Sequence[Sequence[GridCell]]) -> str:
    """What to say of a last row with a broken word at the end of a label: the rest of it is on no page of the table."""
    cut = next((cell.text for cell in (rows[-1] if rows else ()) if _BROKEN.search(cell.text)), "")
    return f"“{cut}” ends in a broken word" if cut else ""


def _as_found(part: Placed, origin: Origin) -> GridText:
    rows = tuple(tuple(row) for row in part.sheet.texts())
    return GridText(rows, origin.on_page("", page=part.page, box=_rounded(part.sheet.box)))


def continues(above: Sequence[Placed], below: Placed) -> bool:
    """True where a table goes on from the end of one page at the beginning of the next: the same columns.

    Args:
        above: the table's pages so far.
        below: the first table of the next page. Under headings of its own it is another.
    """
    held = above[-1]
    if below.page != held.page + 1 or not held.last or not below.first:
        return False
    a, b = held.sheet, below.sheet
    if a.width != b.width or a.ruled != b.ruled or _is_headed_anew([part.sheet for part in above], b):
        return False
    return all(
        abs(x - y) < 0.5 * (a.box[2] - a.box[0]) / a.width for x, y in zip(_edges(a), _edges(b), strict=True)
    )


def is_headed_by(below: Placed, heads: Placed) -> bool:
    """True for a table without headings in the columns of those that stand alone at the foot of the page before."""
    same = below.sheet.xs == heads.sheet.xs and below.sheet.width == heads.sheet.width
    return same and below.first and below.page == heads.page + 1 and not heads_of(below.sheet.texts())


def _is_headed_anew(held: Sequence[Sheet], sheet: Sheet) -> bool:
    """True where the first row that prints more than a label holds words and is no heading of the pages before."""
    row = next((row for row in sheet.texts() if sum(map(bool, row)) > 1), [])
    if not all(tokens.kind(text) in {"label", "year", "period"} for text in row if text):
        return False
    return bool(row) and not any(row in part.texts()[:_HEADS] for part in held)


def _edges(sheet: Sheet) -> list[float]:
    return [sheet.box[0], sheet.box[2]]


def repeated_heading(parts: Sequence[Placed]) -> int:
    """How many rows at the top of each further page repeat those of the first."""
    if len(parts) < 2:
        return 0
    first, *others = (part.sheet.texts() for part in parts)
    same = _repeated(first, others)
    return same or max(_repeated(_worded(first[start:]), others) for start in range(min(_TITLES, len(first))))


def _worded(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The first rows with no count: under a title, a row of counts that comes again is no heading."""
    return list(itertools.takewhile(lambda row: not any(map(is_figure, row)), rows))


def _repeated(first: Sequence[Sequence[str]], others: Sequence[Sequence[Sequence[str]]]) -> int:
    """How many of the first rows of every other page are those given."""
    same = 0
    most = min(len(first), _HEADS, *map(len, others))
    while same < most and all(rows[same] == first[same] for rows in others):
        same += 1
    return same


def _cells(part: Placed, origin: Origin, above: int) -> list[tuple[GridCell, ...]]:
    """The rows of one page's part; ``above`` rows of the grid stand before its first."""
    sheet = part.sheet
    blank = GridCell("", origin.on_page("", page=part.page))
    rows = [[blank] * sheet.width for _ in range(sheet.height)]
    for slot in sheet.slots:
        if not slot.pieces:
            continue
        if slot.row_span > 1 or slot.column_span > 1:
            covered = GridCell("", blank.source, covered_by=(above + slot.row, slot.column))
            for row in rows[slot.row : slot.row + slot.row_span]:
                last = min(slot.column + slot.column_span, sheet.width)
                row[slot.column : last] = [covered] * (last - slot.column)
        source = origin.on_page(slot.text[:MAX_PRINTED], page=part.page, box=_rounded(slot.box))
        bold = all(piece.bold for piece in slot.pieces)
        rows[slot.row][slot.column] = GridCell(slot.text, source, slot.row_span, slot.column_span, bold=bold)
    return [tuple(row) for row in rows]


def _rounded(box: Box) -> Box:
    left, top, right, bottom = (round(side, 1) for side in box)
    return (left, top, right, bottom)
