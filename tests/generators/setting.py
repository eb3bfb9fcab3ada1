"""Tables set into pages by a layout of their own, line by line and cell by cell, as replies of forces print them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.generators.ink import Pen, width_of, wrapped
from tests.generators.replies import Content, Row

_LEADING = 1.17


@dataclass(frozen=True)
class Look:
    """How a table is set.

    Attributes:
        lines: ``grid``, ``none``, ``rows``, ``three`` (above, under the heading, below), ``heading``, ``outer`` or ``columns``.
        shade: ``none``, ``heading`` or ``zebra``.
        values, heads: how values and headings stand: ``right``, ``center``, ``left`` or ``decimal``.
        upright: ``top``, ``middle`` or ``bottom``.
        size, pad: of the type, and around each cell from side to side.
        air: above and below the text of a cell.
        label: the greatest width of a label column.
        spread: value columns are as many times as wide as they need; under 1 they break what stands in them.
        at: where the table stands: ``left``, ``center`` or ``right``.
        turned: True where the lowest headings run upwards.
        again: True where the heading stands on each page.
        spaced: points between the letters of headings.
        bold: True where headings are set bold.
    """

    lines: str = "grid"
    shade: str = "none"
    values: str = "right"
    heads: str = "center"
    upright: str = "middle"
    size: float = 9
    pad: float = 5
    air: float = 2
    label: float = 180
    spread: float = 1.3
    at: str = "left"
    turned: bool = False
    again: bool = True
    spaced: float = 0
    bold: bool = True


@dataclass(frozen=True)
class Cell:
    """A cell: its text and how far it goes."""

    text: str
    column: int
    span: int = 1
    down: int = 1
    bold: bool = False
    stands: str = "left"
    turned: bool = False


Cells = list[Cell]


def heading(content: Content, look: Look) -> list[Cells]:
    """The rows of the heading; a column without lower labels has its own in a cell that goes down to the last."""
    stubs, depth = len(content.stubs), content.depth
    rows: list[Cells] = [[] for _ in range(depth)]
    for c, stub in enumerate(content.stubs):
        rows[0].append(Cell(stub, c, 1, depth, look.bold, "left"))
    for level in range(depth):
        at = stubs
        for _, group in itertools.groupby(
            content.columns, key=lambda path, n=level: (path[: n + 1], len(path) > n)
        ):
            paths = list(group)
            deep = len(paths[0])
            lowest = level == deep - 1
            if deep > level:
                pieces = [1] * len(paths) if lowest else [len(paths)]
                for span in pieces:
                    down = depth - level if lowest else 1
                    turned = look.turned and lowest
                    rows[level].append(Cell(paths[0][level], at, span, down, look.bold, look.heads, turned))
                    at += span
            else:
                at += len(paths)
    return rows


def body(content: Content, look: Look) -> list[Cells]:
    """The rows of the body; the first label column is merged where the content says so."""
    stubs, width = len(content.stubs), len(content.columns)
    rows: list[Cells] = []
    for i, row in enumerate(content.rows):
        if row.is_group:
            rows.append([Cell(row.labels[0], 0, stubs + width, 1, look.bold and row.strong)])
            continue
        rows.append([*_labels(content, i, row), *_values(row, stubs, look)])
    return rows


def _labels(content: Content, i: int, row: Row) -> Iterator[Cell]:
    if len(row.labels) > 1 and not row.labels[1]:
        yield Cell(row.labels[0], 0, len(row.labels), 1, row.strong)
        return
    for c, label in enumerate(row.labels):
        if c == 0 and content.merged and i and content.rows[i - 1].labels[0] == label:
            continue
        same = itertools.takewhile(lambda r, label=label: r.labels[0] == label, content.rows[i:])
        yield Cell(label, c, 1, len(list(same)) if c == 0 and content.merged else 1, row.strong)


def _values(row: Row, stubs: int, look: Look) -> Iterator[Cell]:
    for c, text in enumerate(row.printed):
        yield Cell(text, stubs + c, 1, 1, row.strong, look.values)


class Setter:
    """Sets the tables of a letter, page after page."""

    def __init__(self, pen: Pen, left: float, right: float, top: float, bottom: float) -> None:
        self.pen, self.left, self.right, self.top, self.bottom = pen, left, right, top, bottom
        self.y = top
        self.new_page = lambda: None

    def table(self, content: Content, look: Look) -> None:
        """Sets a table where the page stands, and over further pages."""
        heads, rows = heading(content, look), body(content, look)
        widths = self._widths(content, [*heads, *rows], look)
        room = self.right - self.left
        if sum(widths) > room:
            look = replace(
                look, size=max(5.5, look.size * 0.97 * room / sum(widths)), pad=max(1.5, look.pad * 0.8)
            )
            widths = self._widths(content, [*heads, *rows], look)
            if sum(widths) > room:
                widths = [w * room / sum(widths) for w in widths]
        start = {"left": 0.0, "center": (room - sum(widths)) / 2, "right": room - sum(widths)}[look.at]
        xs = [self.left + start, *(self.left + start + x for x in itertools.accumulate(widths))]
        self._set(content, heads, rows, xs, look)

    def _set(
        self, content: Content, heads: list[Cells], rows: list[Cells], xs: list[float], look: Look
    ) -> None:
        head_heights, heights = self._heights(heads, xs, look), self._heights(rows, xs, look)
        start = 0
        while start < len(rows):
            shown = heads if start == 0 or look.again else []
            tops = head_heights if shown else []
            end, y = start, self.y + sum(tops)
            while end < len(rows) and y + heights[end] <= self.bottom:
                y += heights[end]
                end += 1
            while 0 < end < len(rows) and content.merged and rows[end][0].column > 0 and end > start + 1:
                end -= 1  # a merged label stands on one page
            if end == start and self.y > self.top:
                self.new_page()
                continue
            end = max(end, start + 1)
            self._part([*shown, *rows[start:end]], [*tops, *heights[start:end]], len(shown), xs, look)
            start = end
            if start < len(rows):
                self.new_page()

    def _widths(self, content: Content, rows: Sequence[Cells], look: Look) -> list[float]:
        count = len(content.stubs) + len(content.columns)
        least, most = [8.0] * count, [8.0] * count
        for cell in itertools.chain.from_iterable(rows):
            if cell.span > 1 or cell.turned:
                continue
            face = self.pen.face_of(bold=cell.bold)
            extra = look.spaced * len(cell.text) + 2 * look.pad + 1
            longest = max(width_of(word, face, look.size) for word in cell.text.split(" "))
            whole = width_of(cell.text, face, look.size)
            least[cell.column] = max(least[cell.column], longest + extra)
            most[cell.column] = max(most[cell.column], whole + extra)
        stubs = len(content.stubs)
        labels = [min(w, max(look.label, low)) for w, low in zip(most[:stubs], least[:stubs], strict=True)]
        values = [
            min(m, max(low * look.spread, 24)) for low, m in zip(least[stubs:], most[stubs:], strict=True)
        ]
        if look.spread >= 1.2:
            even = max(values)
            values = [
                even if even * len(values) < 300 else max(v, low)
                for v, low in zip(values, least[stubs:], strict=True)
            ]
        return labels + values

    def _lines(self, cell: Cell, xs: Sequence[float], look: Look) -> list[str]:
        room = xs[cell.column + cell.span] - xs[cell.column] - 2 * look.pad
        face = self.pen.face_of(bold=cell.bold)
        if cell.turned:
            return [cell.text]
        return wrapped(cell.text, room - look.spaced * len(cell.text), face, look.size)

    def _heights(self, rows: Sequence[Cells], xs: Sequence[float], look: Look) -> list[float]:
        line = look.size * _LEADING
        heights = [line + 2 * look.air] * len(rows)
        for r, row in enumerate(rows):
            for cell in row:
                need = len(self._lines(cell, xs, look)) * line + 2 * look.air
                if cell.turned:
                    need = width_of(cell.text, self.pen.face_of(bold=cell.bold), look.size) + 2 * look.air + 4
                last = min(r + cell.down, len(rows))
                short = need - sum(heights[r:last])
                if short > 0:
                    heights[last - 1] += short
        return heights

    def _part(self, rows: list[Cells], heights: list[float], heads: int, xs: list[float], look: Look) -> None:
        ys = [self.y, *(self.y + h for h in itertools.accumulate(heights))]
        for r in range(len(rows)):
            if (look.shade == "heading" and r < heads) or (
                look.shade == "zebra" and r >= heads and (r - heads) % 2
            ):
                self.pen.shade(xs[0], ys[r], xs[-1], ys[r + 1], 0.88)
        for r, row in enumerate(rows):
            for cell in row:
                self._cell(cell, ys[r], ys[min(r + cell.down, len(rows))], xs, look)
        self._ruled(rows, ys, heads, xs, look)
        self.y = ys[-1]

    def _cell(self, cell: Cell, top: float, bottom: float, xs: Sequence[float], look: Look) -> None:
        lines = self._lines(cell, xs, look)
        line = look.size * _LEADING
        left, right = xs[cell.column] + look.pad, xs[cell.column + cell.span] - look.pad
        free = bottom - top - 2 * look.air - line * len(lines)
        if cell.turned:
            self.pen.turned(
                (left + right) / 2 + 0.35 * look.size,
                bottom - look.air - 2,
                cell.text,
                look.size,
                bold=cell.bold,
            )
            return
        y = top + look.air + {"top": 0.0, "middle": free / 2, "bottom": free}[look.upright] + 0.93 * look.size
        spaced = look.spaced if cell.bold else 0.0
        for text in lines:
            wide = self.pen.width(text, look.size, bold=cell.bold) + spaced * len(text)
            x = {"left": left, "center": (left + right - wide) / 2, "right": right - wide}.get(cell.stands)
            if x is None:  # by the end of the whole number
                whole = text.split(".")[0].rstrip("%")
                x = (
                    (left + right) / 2
                    + 0.1 * (right - left)
                    - self.pen.width(whole, look.size, bold=cell.bold)
                )
            if text:
                self.pen.text(x, y, text, look.size, bold=cell.bold, spaced=spaced)
            y += line

    def _ruled(self, rows: list[Cells], ys: list[float], heads: int, xs: list[float], look: Look) -> None:
        if look.lines == "none":
            return
        if look.lines == "grid":
            self._grid(rows, ys, xs)
            return
        across = {"rows": ys, "three": [ys[0], ys[heads], ys[-1]], "heading": [ys[heads]]}.get(
            look.lines, [ys[0], ys[-1]]
        )
        for y in across:
            self.pen.across(xs[0], xs[-1], y)
        if look.lines in {"outer", "columns"}:
            for x in xs if look.lines == "columns" else (xs[0], xs[-1]):
                self.pen.down(x, ys[0], ys[-1])

    def _grid(self, rows: list[Cells], ys: list[float], xs: list[float]) -> None:
        """Each cell's own four sides, so that most lines are drawn twice and in pieces."""
        for r, row in enumerate(rows):
            for cell in row:
                top, bottom = ys[r], ys[min(r + cell.down, len(rows))]
                left, right = xs[cell.column], xs[cell.column + cell.span]
                self.pen.across(left, right, top)
                self.pen.across(left, right, bottom)
                self.pen.down(left, top, bottom)
                self.pen.down(right, top, bottom)
