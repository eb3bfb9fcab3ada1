"""Tables with a row a line: columns parted by tabs, by runs of spaces, by slashes, or by nothing but order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from answerable.model import period
from answerable.read import tokens
from answerable.read.flat.placement import placements
from answerable.read.flat.region import Piece, Region, blank, make_grid, piece
from answerable.read.grid import Grid, Paragraph

MIN_ROWS = 2
_SPACES = re.compile(r"\s{2,}|\t")
_TAB = re.compile(r"\t")
_SLASH = re.compile(r"\s+/\s+|(?<![\d])/(?=[\d*<.\-–])|(?<=[\d*])/(?![\d])|(?<=\s)/|/(?=\s)")
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]|[,;]\s|[.!?]$")
_VALUE = r"(?:<\s?\d+|\d{1,3}(?:,\d{3})+|\d+|\*|[-–]|\.{2,3}|nil)"
_TRAILING = re.compile(rf"^(?P<label>.*?\S)\s+(?P<values>{_VALUE}(?:\s+{_VALUE})*)\s*$", re.I)


def find_columns(lines: Sequence[Paragraph]) -> list[Region]:
    """Every run of lines that reads as rows of one table, by the separator that fits it best."""
    regions: list[Region] = []
    at = 0
    while at < len(lines):
        found = None
        for split in (_tabs, _slashes, _aligned, _words):
            found = split(lines, at)
            if found is not None:
                break
        if found is None:
            at += 1
            continue
        regions.append(found)
        at = found.end
    return regions


def _run(lines: Sequence[Paragraph], start: int, is_row: Callable[[str], bool]) -> int:
    """The line after a run of rows; single blank lines between rows do not end it."""
    end = start
    i = start
    while i < len(lines):
        text = lines[i].text
        if is_row(text):
            end = i + 1
        elif text.strip() or (i + 1 < len(lines) and not is_row(lines[i + 1].text)):
            break
        i += 1
    return end


def _split(line: Paragraph, separator: re.Pattern[str]) -> list[Piece]:
    edges = [(0, 0), *((m.start(), m.end()) for m in separator.finditer(line.text)), (len(line.text),) * 2]
    return [piece(line, a[1], b[0]) for a, b in zip(edges, edges[1:], strict=False)]


def _numbers(cells: Sequence[Piece]) -> int:
    return sum(tokens.kind(c.text) == "count" for c in cells)


def _tabs(lines: Sequence[Paragraph], start: int) -> Region | None:
    """Tabs keep every cell's place: the grid is certain."""
    end = _run(lines, start, lambda text: "\t" in text.strip("\r\n "))
    if end - start < MIN_ROWS:
        return None
    rows = [_split(line, _TAB) for line in lines[start:end] if line.text.strip()]
    if sum(_numbers(row[1:]) > 0 for row in rows) < 1:
        return None
    return Region(start, end, (make_grid(rows),))


def _slashes(lines: Sequence[Paragraph], start: int) -> Region | None:
    """``Label / 1 / 2``: the same number of slashes a row, or the short rows must be placed by totals."""
    end = _run(lines, start, lambda text: len(_SLASH.findall(text)) >= 1 and not _SENTENCE.search(text.strip()))
    rows = [_split(line, _SLASH) for line in lines[start:end] if line.text.strip()]
    if len(rows) < MIN_ROWS or sum(_numbers(row[1:]) > 0 for row in rows) < max(1, len(rows) - 3):
        return None
    width = max(len(row) for row in rows)
    if width < 2 or (width == 2 and len(rows) < 3):
        return None
    return _even(rows, start, end)


def _even(rows: list[list[Piece]], start: int, end: int) -> Region | None:
    """A region of rows that should be equally long; a header that lacks its corner is moved right by one."""
    width = max(len(row) for row in rows)
    body = [row for row in rows if _numbers(row[1:])]
    if not body:
        return None
    if len(rows[0]) == width - 1 and rows[0] not in body and all(len(row) == width for row in body):
        rows[0] = [blank(rows[0][0].source), *rows[0]]
    if all(len(row) == width for row in body):
        return Region(start, end, (make_grid(rows, inferred=True),))
    found = placements(rows, width)
    doubt = "some rows have fewer cells than the widest"
    if found is None:
        return Region(start, end, (make_grid(rows, inferred=True, lost=doubt),))
    return Region(start, end, tuple(make_grid(choice, inferred=True, doubt=doubt) for choice in found))


def _aligned(lines: Sequence[Paragraph], start: int) -> Region | None:
    """Columns parted by two or more spaces: by number of cells where that is even, else by alignment."""

    def is_row(text: str) -> bool:
        cells = [c for c in _SPACES.split(text.strip()) if c]
        return len(cells) >= 2 and len(text) < 300 and not any(len(c) > 90 for c in cells)

    end = _run(lines, start, is_row)
    kept = [line for line in lines[start:end] if line.text.strip()]
    rows = [[c for c in _split(line, _SPACES) if c.text] for line in kept]
    body = [row for row in rows if _numbers(row[1:])]
    if len(body) < MIN_ROWS or len(body) < 0.5 * len(rows):
        return None
    width = max(len(row) for row in body)
    if all(len(row) == width for row in body) and all(len(row) in {width, width - 1} for row in rows):
        rows = [
            [blank(row[0].source), *row] if len(row) == width - 1 else row for row in rows
        ]
        return Region(start, end, (make_grid(rows, inferred=True),))
    return _by_alignment(kept, rows, start, end)


def _by_alignment(
    kept: Sequence[Paragraph], rows: list[list[Piece]], start: int, end: int
) -> Region | None:
    """Columns from where the cells stand: texts that overlap in place, line under line, are one column."""
    spans = sorted(c.source.chars for row in rows for c in row if c.source.chars)
    columns: list[list[int]] = []
    for low, high in spans:
        if columns and low < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], high)
        else:
            columns.append([low, high])
    doubt = "blank cells were dropped, and the columns do not line up"
    if len(columns) < 2:
        return None
    grid_rows = []
    for line, row in zip(kept, rows, strict=True):
        placed = [blank(line.source) for _ in columns]
        for cell in row:
            assert cell.source.chars is not None
            at = next(k for k, (low, high) in enumerate(columns) if low <= cell.source.chars[0] < high)
            if placed[at].text:
                placed[at] = Piece(f"{placed[at].text} {cell.text}", placed[at].source)
                doubt = "two cells of one line fall into one column"
            else:
                placed[at] = cell
        grid_rows.append(placed)
    widest = max(len(row) for row in rows)
    certain = len(columns) == widest
    grid: Grid = make_grid(grid_rows, inferred=True, doubt=doubt, lost="" if certain else doubt)
    return Region(start, end, (grid,))


def _words(lines: Sequence[Paragraph], start: int) -> Region | None:
    """Single spaces only: a label, then as many values as the heading names columns."""

    def is_row(text: str) -> bool:
        match = _TRAILING.match(text.strip())
        return match is not None and len(text) < 160 and not _SENTENCE.search(text.strip()) and _labelled(match)

    if not is_row(lines[start].text):
        return None
    end = _run(lines, start, is_row)
    head = _heading(lines, start)
    rows: list[list[Piece]] = [head] if head else []
    body: list[list[Piece]] = []
    for line in lines[start:end]:
        if match := _TRAILING.match(line.text):
            values = [piece(line, match.start("values") + m.start(), match.start("values") + m.end())
                      for m in re.finditer(r"\S+(?:\s(?=\d+$))?|\S+", match["values"])]  # fmt: skip
            body.append([piece(line, 0, match.end("label")), *values])
    if len(body) < MIN_ROWS or not head:
        return None
    width = len(head)
    exact = [_as_long_as(row, width) for row in body]
    if any(row is None for row in exact):
        return None
    begin = start - 1 if head[0].source.line != lines[start].source.line else start
    return Region(begin, end, (make_grid([*rows, *[r for r in exact if r]], inferred=True),))


def _labelled(match: re.Match[str]) -> bool:
    return any(c.isalpha() for c in match["label"])


def _as_long_as(row: list[Piece], width: int) -> list[Piece] | None:
    """The row with digits of its label given back, where it has more numbers than there are columns."""
    extra = len(row) - width
    if extra < 0:
        return None
    if extra:
        label = " ".join(p.text for p in row[: extra + 1])
        row = [Piece(label, row[0].source), *row[extra + 1 :]]
    return row


def _heading(lines: Sequence[Paragraph], start: int) -> list[Piece] | None:
    """The column headings on the line above: periods and a total, perhaps after a stub heading."""
    above = next((i for i in range(start - 1, max(start - 3, -1), -1) if lines[i].text.strip()), None)
    for index in (start, above):
        if index is None:
            continue
        line = lines[index]
        found = [(a, b) for _, a, b in period.find(line.text)]
        if len(found) < 2 and not (found and re.search(r"\btotal\b", line.text, re.I)):
            continue
        tail = line.text[found[-1][1] :]
        total = re.search(r"(?:grand\s+)?total", tail, re.I)
        between = "".join(line.text[b : c[0]] for (_, b), c in zip(found, found[1:], strict=False))
        if between.strip():
            continue
        cells = [piece(line, 0, found[0][0]), *(piece(line, a, b) for a, b in found)]
        if total:
            cells.append(piece(line, found[-1][1] + total.start(), found[-1][1] + total.end()))
        return cells
    return None
