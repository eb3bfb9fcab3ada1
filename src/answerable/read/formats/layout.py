"""Cells of a sheet to blocks: where one table ends and the next begins.

A sheet is cut at blank rows and columns (the recursive X-Y cut of Nagy and Seth, 1984), but only where
the cut is safe: a blank row often stands inside a table, between its body and its total, so a
table goes on after one unless what follows begins with a heading of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import takewhile

from answerable.model import Finding, Source
from answerable.read import tokens
from answerable.read.formats.another import heads_again, heads_another
from answerable.read.formats.origin import MAX_CELLS, Origin, address, fold, lines_of, many
from answerable.read.formats.texts import (
    UNEVEN,
    YEAR,
    ascending_years,
    is_uneven,
    is_value,
    numbered,
    runs_of,
)
from answerable.read.grid import Block, Grid, GridCell, Paragraph
from answerable.read.repeated import is_when

Place = tuple[int, int]
Merge = tuple[int, int, int, int]

_FAR = 50
"""Blank rows or columns that no table reaches over."""

_HEADS = 6
"""Rows of words that may head a column of counts: a title and its units, and headings one under another."""

_FEW = 3
_NUMBERED = re.compile(
    r"\b(?:ages?|nos?|numbers?|codes?|outcomes?|wards?|years?|months?|weeks?|id|refs?)\b", re.I
)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell of a sheet that prints something; ``pale`` where that is white on white."""

    text: str
    bold: bool = False
    pale: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed where on one sheet.

    Attributes:
        name: the sheet's name, or None where the format has no sheets.
        cells: (row, column) from 0 → cell, for every cell that prints something.
        merges: first row, first column, last row, last column of each merged range.
        hidden_rows, hidden_columns: what the sheet does not show.
        lines: row → line of the file from 1, where the format has lines.
        titles: whether a lone text above or below a table is a paragraph, not a row of it.
        widths: row → how many cells it has, blank ones too, where rows may have more or fewer than their headings.
    """

    name: str | None
    cells: Mapping[Place, SheetCell]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    lines: Mapping[int, int] = field(default_factory=dict)
    titles: bool = True
    widths: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The blocks of a sheet, what to know about them, and how many grid cells they hold."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    area: int


@dataclass(frozen=True, slots=True)
class _Region:
    """Part of a sheet: the columns of each of its rows that print something or lie under a merge."""

    rows: Mapping[int, tuple[int, ...]]

    @property
    def columns(self) -> list[int]:
        return sorted({column for columns in self.rows.values() for column in columns})


class _Arranger:
    """Cuts one sheet into blocks."""

    def __init__(self, sheet: Sheet, origin: Origin, room: int) -> None:
        self.sheet = sheet
        self.origin = origin
        self.room = room
        self.area = 0
        self.findings: list[Finding] = []
        self.merge_at: dict[Place, Merge] = {}

    def _occupied(self) -> _Region:
        """Every place that prints something, or lies under a merged cell inside the used range."""
        rows: dict[int, set[int]] = {}
        for row, column in self.sheet.cells:
            rows.setdefault(row, set()).add(column)
        last_row, last_column = max(rows, default=-1), max(map(max, rows.values()), default=-1)
        taken = len(self.sheet.cells)
        for top, left, bottom, right in self.sheet.merges:
            bottom, right = min(bottom, last_row), min(right, last_column)  # noqa: PLW2901
            if (top, left) not in self.sheet.cells or (bottom <= top and right <= left):
                continue
            taken += (bottom - top + 1) * (right - left + 1)
            if taken > 2 * MAX_CELLS:
                break
            self.merge_at[top, left] = (top, left, bottom, right)
            for row in range(top, bottom + 1):
                rows.setdefault(row, set()).update(range(left, right + 1))
        return _Region({row: tuple(sorted(rows[row])) for row in sorted(rows)})

    def blocks(self) -> Iterator[Block]:
        """The sheet's paragraphs and grids: top to bottom, and left to right where tables stand abreast."""
        todo = [self._occupied()]
        while todo:
            region = todo.pop()
            if not region.rows:
                continue
            parts = self._cut_rows(region)
            if len(parts) > 1:
                todo.extend(reversed(parts))
                continue
            before, body, after = self._peel(region)
            yield from before
            if body.rows:
                parts = self._cut_columns(body)
                if len(parts) > 1:
                    # what stands below all of them must come after them
                    below = _Region({r: region.rows[r] for r in region.rows if r > max(body.rows)})
                    todo.extend(reversed([*parts, below]))
                    continue
                yield from self._grid(body)
            yield from after

    def _texts(self, region: _Region, row: int) -> list[str]:
        cells = self.sheet.cells
        return [fold(cells[row, column].text) for column in region.rows[row] if (row, column) in cells]

    def _lone(self, region: _Region, row: int) -> str | None:
        """The text of a row that holds one text and nothing else, or None."""
        texts = self._texts(region, row)
        starts = [column for column in region.rows[row] if (row, column) in self.sheet.cells]
        if len(texts) != 1 or is_value(texts[0]):
            return None
        merge = self.merge_at.get((row, starts[0]))
        covered = {starts[0]} if merge is None else set(range(merge[1], merge[3] + 1))
        single = merge is None or merge[2] == row
        return texts[0] if single and set(region.rows[row]) <= covered else None

    def _cut_rows(self, region: _Region) -> list[_Region]:
        parts: list[list[int]] = []
        for run in runs_of(region.rows):
            near = parts and run[0] - parts[-1][-1] <= _FAR
            if near and not self._begins_anew(region, run):
                parts[-1].extend(run)
            else:
                parts.append(run)
        cut = [rows for part in parts for rows in self._under_titles(region, part)]
        return [_Region({row: region.rows[row] for row in part}) for part in cut]

    def _under_titles(self, region: _Region, rows: Sequence[int]) -> list[list[int]]:
        """Rows cut before each lone text that stands over headings again, with no blank row between."""
        parts: list[list[int]] = [[]]
        heads: list[str] = []
        for row in rows:
            texts = self._texts(region, row)
            if not heads and len(texts) > 1 and all(is_when(text) or not is_value(text) for text in texts):
                heads = texts
            above = parts[-1]
            titles = len(list(takewhile(lambda r: self._may_title(region, r), reversed(above))))
            another = heads_another(texts, heads)
            if len(above) > 1 and not titles and another:
                parts.append([])
            elif 0 < titles < len(above) and (another or heads_again(texts, heads)):
                parts.append(above[-titles:])
                del above[-titles:]
            parts[-1].append(row)
        return [part for part in parts if part]

    def _may_title(self, region: _Region, row: int) -> bool:
        """True for a row that holds one text and nothing else, or one year."""
        texts = self._texts(region, row)
        return self._lone(region, row) is not None or (len(texts) == 1 and is_when(texts[0]))

    def _begins_anew(self, region: _Region, run: Sequence[int]) -> bool:
        """True where rows after a blank one begin with a heading of their own."""
        titled = 0
        while titled < len(run) and self._lone(region, run[titled]) is not None:
            titled += 1
        if titled == len(run):
            return True
        texts = self._texts(region, run[titled])
        if self._is_heading(texts):
            return True
        values = [text for text in texts if is_value(text)]
        below = self._texts(region, run[titled + 1]) if titled + 1 < len(run) else []
        if self._is_heading(below) and ascending_years(list(dict.fromkeys(values))):
            return True
        return ascending_years(values) and (len(values) >= 2 or titled > 0)

    @staticmethod
    def _is_heading(texts: Sequence[str]) -> bool:
        """True for a row of words, most of all."""
        words = sum(not is_value(text) for text in texts)
        return words >= 2 and 2 * words > len(texts)

    def _cut_columns(self, region: _Region) -> list[_Region]:
        parts: list[list[int]] = []
        for run in runs_of(region.columns):
            near = bool(parts) and run[0] - parts[-1][-1] <= _FAR
            tables = near and self._is_table(region, parts[-1]) and self._is_table(region, run)
            if near and not (tables and self._has_labels(region, run)):
                parts[-1].extend(run)
            else:
                parts.append(run)
        if len(parts) < 2:
            return [region]
        return [self._within(region, frozenset(part)) for part in parts]

    def _within(self, region: _Region, columns: AbstractSet[int]) -> _Region:
        kept = {row: tuple(c for c in found if c in columns) for row, found in region.rows.items()}
        return _Region({row: found for row, found in kept.items() if found})

    def _is_table(self, region: _Region, columns: Sequence[int]) -> bool:
        wanted = set(columns)
        height = sum(1 for found in region.rows.values() if wanted.intersection(found))
        return len(columns) >= 2 and height >= 2

    def _has_labels(self, region: _Region, columns: Sequence[int]) -> bool:
        """True where the first of some columns names rows: by words under its values, or by years or a numbering."""
        first = self._within(region, {columns[0]})
        texts = [text for row in first.rows for text in self._texts(first, row)]
        body = list(takewhile(is_value, reversed(texts)))[::-1]
        heads = texts[: len(texts) - len(body)]
        if not body:
            return self._names_counts(region, columns)
        if len(heads) > _HEADS or (len(body) > 1 and ascending_years(body)):
            return True
        heading = heads[-1] if heads else body[0]
        if len(body) == 1 or tokens.heads_counts(heading):
            return False
        counts_up = numbered(body) and (len(body) > _FEW or _NUMBERED.search(heading) is not None)
        return counts_up or ascending_years(body[1:])

    def _names_counts(self, region: _Region, columns: Sequence[int]) -> bool:
        """True where a text in the first of some columns has a number right of it that is no year."""
        part = self._within(region, set(columns))
        for row, found in part.rows.items():
            if found[0] == columns[0]:
                others = self._texts(part, row)[1:]
                if any(is_value(text) and not YEAR.fullmatch(text) for text in others):
                    return True
        return False

    def _peel(self, region: _Region) -> tuple[list[Block], _Region, list[Block]]:
        """Lone texts above and below a table, as paragraphs, and the table between them."""
        rows = list(region.rows)
        first, last = 0, len(rows)
        if self.sheet.titles or len(self._texts(region, rows[0])) == len(rows) == 1:
            left = region.columns[0]
            while first < last and self._is_title(region, rows, first, left):
                first += 1
            while last > first and self._is_note(region, rows, last - 1, left):
                last -= 1
        body = _Region({row: region.rows[row] for row in rows[first:last]})
        before: list[Block] = [self._paragraph(region, row) for row in rows[:first]]
        return before, body, [self._paragraph(region, row) for row in rows[last:]]

    def _is_title(self, region: _Region, rows: Sequence[int], index: int, left: int) -> bool:
        if self._lone(region, rows[index]) is None:
            return False
        apart = index + 1 == len(rows) or rows[index + 1] > rows[index] + 1
        return apart or region.rows[rows[index]][0] == left

    def _is_note(self, region: _Region, rows: Sequence[int], index: int, left: int) -> bool:
        """A lone text below a table; a short one right under it may be a row whose counts are blank."""
        text = self._lone(region, rows[index])
        if text is None or region.rows[rows[index]][0] != left:
            return False
        apart = index > 0 and rows[index] > rows[index - 1] + 1
        marked = re.match(r"(?:notes?|source|key|caveat)\b|[*†#(\[]", text, re.I) is not None
        return apart or marked or len(text) > 60 or tokens.is_footer(text)

    def _paragraph(self, region: _Region, row: int) -> Paragraph:
        column = next(c for c in region.rows[row] if (row, c) in self.sheet.cells)
        cell = self.sheet.cells[row, column]
        return Paragraph(fold(cell.text), self._source(row, column, cell.text))

    def _source(self, row: int, column: int, printed: str) -> Source:
        sheet = self.sheet
        return self.origin.at(printed, line=sheet.lines.get(row), sheet=sheet.name, cell=address(row, column))

    def _grid(self, region: _Region) -> Iterator[Grid]:
        printed = {c for r, found in region.rows.items() for c in found if (r, c) in self.sheet.cells}
        rows = range(min(region.rows), max(region.rows) + 1)
        columns = [
            c for c in region.columns if c in printed
        ]  # others lie under merged cells and print nothing
        area = len(rows) * len(columns)
        if self.area + area > self.room:
            self._too_large(area)
            return
        self.area += area
        covered = self._covered(rows, columns)
        grid = tuple(tuple(self._cell((r, c), rows, columns, covered) for c in columns) for r in rows)
        uneven = is_uneven(
            [(self.sheet.widths[r], self._texts(region, r)) for r in region.rows if r in self.sheet.widths]
        )
        yield Grid(grid, grid[0][0].source, doubt=UNEVEN if uneven else "")

    def _covered(self, rows: range, columns: Sequence[int]) -> dict[Place, Place]:
        """Places of a grid under a merged cell that begins in it → the place where that begins."""
        covered: dict[Place, Place] = {}
        kept = set(columns)
        for (row, column), (_, _, low, far) in self.merge_at.items():
            if row in rows and column in kept:
                for r in range(row, min(low, rows[-1]) + 1):
                    for c in columns[bisect_left(columns, column) : bisect_right(columns, far)]:
                        if (r, c) != (row, column) and (r, c) not in self.sheet.cells:
                            covered.setdefault((r, c), (row, column))
        return covered

    def _cell(
        self, place: Place, rows: range, columns: Sequence[int], covered: Mapping[Place, Place]
    ) -> GridCell:
        sheet = self.sheet
        row, column = place
        found = sheet.cells.get(place)
        over = covered.get(place)
        _, _, low, far = self.merge_at.get(place, (row, column, row, column))
        printed = found.text if found else ""
        return GridCell(
            text=fold(printed),
            source=self._source(row, column, printed),
            row_span=min(low, rows[-1]) - row + 1,
            column_span=bisect_right(columns, far) - bisect_left(columns, column),
            covered_by=(over[0] - rows[0], bisect_left(columns, over[1])) if over else None,
            hidden=row in sheet.hidden_rows or column in sheet.hidden_columns or bool(found and found.pale),
            bold=found.bold if found else False,
            lines=lines_of(printed),
            indent=_set_in(found) if found else 0,
        )

    def _too_large(self, area: int) -> None:
        self.findings.append(
            self.origin.finding(
                "error",
                "too-large",
                f"{many(area, 'cell')} in one range is more than any table of counts, and was not read.",
                "Keep the table alone in a copy of the file, and read that.",
                f"sheet {self.sheet.name}" if self.sheet.name else "",
            )
        )


def _set_in(cell: SheetCell) -> int:
    """How far a text is set in: by the format of its cell, and by blanks before it, of which one is a slip of the finger."""
    blanks = len(cell.text) - len(cell.text.lstrip(" \u00a0\t"))
    return cell.indent * 2 + (blanks if blanks > 1 or cell.text.startswith("\t") else 0)


def arrange(sheet: Sheet, origin: Origin, room: int = MAX_CELLS) -> Arranged:
    """The paragraphs and grids of a sheet, in reading order.

    Args:
        sheet: what is printed where.
        origin: the file.
        room: how many grid cells the document may still have.
    """
    cells = {place: cell for place, cell in sheet.cells.items() if fold(cell.text)}
    tidy = replace(sheet, cells=cells)
    arranger = _Arranger(tidy, origin, room)
    blocks = tuple(arranger.blocks())
    return Arranged(blocks, tuple(arranger.findings), arranger.area)
