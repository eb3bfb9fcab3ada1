"""Tables whose cells are marked by pipes.

The commonest flattening prints, for each row, an opening pipe, then each cell followed by a pipe, then one
pipe for every cell that the row lacks against the widest row, column spans counted. So every row owns the
same number of pipes, and the texts before each pipe reshape to a rectangle. Variants leave out the opening
pipe, or drop blank cells so that only the pipes at the end of a row tell how many there were; the columns of
such a row cannot be known unless totals settle them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.flat.placement import placements
from answerable.read.flat.region import RUNNING_HEAD, Piece, Region, blank, make_grid, piece
from answerable.read.grid import Grid, Paragraph
from answerable.read.repeated import heads_again
from answerable.read.stub import may_name_rows_alone

MAX_WIDTH = 120
MAX_CELL_LINES = 4
MIN_SENTENCE = 6
_RULE = re.compile(r"[-–—_=]{4,}")
"""A line drawn between two rows with dashes."""
DROPPED = "blank cells were dropped, so that only totals can tell the columns"
ONLY_TRAILING = "blank cells stand at the ends of rows only, so that they may have been moved there"


def find_pipes(lines: Sequence[Paragraph]) -> list[Region]:
    """Every run of lines that pipes mark as a table."""
    regions = []
    at = 0
    while at < len(lines):
        if "|" not in lines[at].text:
            at += 1
            continue
        end = _run_end(lines, at)
        region = _by_rows(lines, at, end) or _by_cells(lines, at, end) or _before_text(lines, at, end)
        if region is not None:
            regions.append(region)
        at = end if region is None else region.end
    return regions


def _before_text(lines: Sequence[Paragraph], start: int, end: int) -> Region | None:
    """The table before the first line without a pipe with which it fits: another follows after a few words."""
    for at in range(start + 1, end):
        if "|" not in lines[at].text and lines[at - 1].text.rstrip().endswith("|"):
            region = _by_cells(lines, start, at)
            if region is not None:
                return region
    return None


def _run_end(lines: Sequence[Paragraph], start: int) -> int:
    """The line after the last with a pipe; a cell may itself run over a few lines without one.

    Headings that stand again on one line end it: another table begins there.
    """
    end = start + 1
    gap = 0
    for i in range(start + 1, len(lines)):
        if end > start + 1 and heads_again(lines[i].text, lines[start].text):
            break
        if "|" in lines[i].text:
            end, gap = i + 1, 0
        else:
            gap += 1
            follows = lines[i + 1].text.strip() if i + 1 < len(lines) else ""
            # the text after a closed row is prose, and what follows it opens another table
            closed = lines[end - 1].text.rstrip().endswith("|")
            opens = closed and (follows == "|" or _is_prose(lines, i))
            if gap > MAX_CELL_LINES or opens or not lines[i].text.strip():
                break
    return end


def _is_prose(lines: Sequence[Paragraph], index: int) -> bool:
    """True for a sentence between two tables: headings follow it, and no value as after a label's first line."""
    text = lines[index].text.strip()
    if len(text.split()) < MIN_SENTENCE or text[-1] not in ".?!:":
        return False
    after = [line.text.strip(" |") for line in lines[index + 1 : index + 8]]
    named = [text for text in after if text][:2]
    return len(named) > 1 and not any(tokens.kind(text) in {"count", "mark"} for text in named)


def _by_rows(lines: Sequence[Paragraph], start: int, end: int) -> Region | None:
    """A row a line: ``Label | 1 | 2 |`` or ``Label |1 |2``."""
    piped = [line.text for line in lines[start:end] if "|" in line.text]
    opens = all(text.lstrip().startswith("|") for text in piped)
    closes = all(text.rstrip().endswith("|") for text in piped)
    rows: list[list[Piece]] = []
    for line in lines[start:end]:
        if "|" not in line.text:
            if rows and not _is_ruled([piece(line)]) and line.text.strip():
                rows.append([piece(line)])
            continue
        edges = [-1, *(m.start() for m in re.finditer(r"\|", line.text)), len(line.text)]
        cells = [piece(line, a + 1, b) for a, b in itertools.pairwise(edges)]
        cells = cells[int(opens) : len(cells) - int(closes)]
        if not _is_ruled(cells):
            rows.append(cells)
    inside = [row for row in rows if len(row) > 1 and any(c.text for c in row)]
    if len(inside) < 2 or len(inside) < 0.5 * len(rows):
        return None
    if _lacks_labels(rows):
        rows = [[blank(row[0].source), *row] for row in rows]
    width = max(len(row) for row in rows)
    rows = [_split_unpiped(row, width) for row in rows]
    body = _body_rows(rows)
    ragged = any(1 < len(row) < width for row in body)
    # Between two pipes a blank is a cell; a pipe right behind another is the trace of one that a row lacks.
    whole = opens and closes and not any("||" in text for text in piped)
    doubt = ONLY_TRAILING if not whole and _only_trailing(body) else ""
    grid = make_grid(
        rows,
        inferred=ragged,
        doubt="some rows have fewer cells than the widest" if ragged else doubt,
    )
    return Region(start, end, _fill_ragged(grid, rows) if ragged else (grid,))


def _lacks_labels(rows: Sequence[Sequence[Piece]]) -> bool:
    """True for headings and one row of values below them, one under each: no label stands before them."""
    if len(rows) != 2 or len(rows[0]) != len(rows[1]) or not all(c.text for row in rows for c in row):
        return False
    heads, values = ([tokens.kind(c.text) for c in row] for row in rows)
    return (
        values[0] == "count"
        and "count" not in heads
        and sum(kind == "count" for kind in values) > 1
        and not may_name_rows_alone(rows[0][0].text)
    )


def _is_ruled(cells: Sequence[Piece]) -> bool:
    """True for a line of dashes that parts header and body."""
    marks = [c.text for c in cells if c.text]
    return bool(marks) and all(len(m) > 1 and set(m) <= set("-:=+ ") for m in marks)


def _body_rows(rows: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    return [row for row in rows if any(tokens.kind(c.text) == "count" for c in row[1:])]


def _split_unpiped(row: list[Piece], width: int) -> list[Piece]:
    """A row that lost its pipes: its last numbers are its cells, if they are as many as the columns."""
    if len(row) != 1 or width < 2:
        return row
    words = row[0].text.split()
    values = words[-(width - 1) :]
    if len(words) < width or not all(tokens.kind(w) in {"count", "year"} for w in values):
        return row
    label = Piece(" ".join(words[: -(width - 1)]), row[0].source)
    return [label, *(Piece(value, row[0].source) for value in values)]


def _fill_ragged(grid: Grid, rows: Sequence[Sequence[Piece]]) -> tuple[Grid, ...]:
    """The grids in which rows that lack cells have them at every possible place, as far as totals leave a choice."""
    packed = [[c for c in row if c.text] if 1 < len(row) < grid.width else list(row) for row in rows]
    found = placements(packed, grid.width)
    if found is None:
        return (_lost(grid),)
    return tuple(make_grid(choice, inferred=True, doubt=grid.doubt) for choice in found)


def _lost(grid: Grid) -> Grid:
    return Grid(
        grid.rows,
        grid.source,
        spans_known=False,
        packed=grid.packed,
        inferred=True,
        lost="blank cells were dropped, and the printed totals do not settle which column the other cells belong to",
    )


def _by_cells(lines: Sequence[Paragraph], start: int, end: int) -> Region | None:
    """A cell a line: the texts before each pipe, reshaped to rows that own as many pipes."""
    pieces, runs = segments(lines[start:end])
    if len(pieces) < 4:
        return None
    choices = reshaped(pieces)
    if not choices and pieces[0].text:  # the first row may lack the opening pipe that the others have
        choices = [c for c in reshaped([blank(pieces[0].source), *pieces]) if opens_blank(c[1])]
        runs = {place + 1 for place in runs}
    if not choices:
        return None
    best = max(fit for fit, _ in choices)
    grids = [grid for fit, rows in choices if fit == best for grid in _shapes(rows, runs)]
    return Region(start, end, tuple(grids)) if grids else None


def reshaped(pieces: Sequence[Piece]) -> list[tuple[tuple[int, int], list[Sequence[Piece]]]]:
    """Every rectangle that the pieces make and that can be a table, with how well it fits."""
    choices = []
    for pipes in range(2, min(MAX_WIDTH, len(pieces) // 2) + 1):
        if len(pieces) % pipes == 0:
            rows = [pieces[i : i + pipes] for i in range(0, len(pieces), pipes)]
            if fit := fit_of(rows, opened=opens_blank(rows)):
                choices.append((fit, rows))
    return choices


def opens_blank(rows: Sequence[Sequence[Piece]]) -> bool:
    """True where every row begins with a blank: what stands before its opening pipe."""
    return all(not row[0].text for row in rows)


def segments(lines: Sequence[Paragraph]) -> tuple[list[Piece], set[int]]:
    """The text before each pipe, and which of them stand inside a run of pipes on one line."""
    pieces: list[Piece] = []
    runs: set[int] = set()
    carried: list[Piece] = []
    for line in lines:
        if RUNNING_HEAD.match(line.text.strip()):
            continue
        edges = [m.start() for m in re.finditer(r"\|", line.text)]
        at = 0
        for number, edge in enumerate(edges):
            part = piece(line, at, edge, whole=len(edges) == 1)
            part = blank(part.source) if _RULE.fullmatch(part.text) else part
            at = edge + 1
            if carried:
                text = " ".join([*(c.text for c in carried), part.text]).strip()
                part = Piece(text, carried[0].source)
                carried = []
            if number or (len(edges) > 1 and not part.text):
                runs.add(len(pieces))
            pieces.append(part)
        rest = piece(line, at)
        if rest.text:
            carried.append(rest)
    return pieces, runs


def fit_of(rows: Sequence[Sequence[Piece]], *, opened: bool) -> tuple[int, int] | None:
    """How well a reshaping fits, or None where it cannot be: a label in the body, a value without a label.

    Args:
        rows: rows of equal length.
        opened: True where the first column is the empty one before each opening pipe; else it holds the labels.
    """
    label_at = 1 if opened else 0
    if len(rows[0]) <= label_at + 1:
        return None
    body_at = next((r for r, row in enumerate(rows) if any(_counts(c) for c in row[label_at + 1 :])), None)
    if body_at is None or (body_at == 0 and len(rows) > 1):
        return None
    if _headings_missing([row[label_at + 1 :] for row in rows[:body_at]]):
        return None
    second_stub = False
    labels = [row[label_at].text for row in rows[body_at:] if not tokens.is_total(row[label_at].text)]
    numbers = [label for label in labels if tokens.kind(label) == "count"]
    if any(len(number) > 3 for number in numbers):
        return None  # an age, an outcome or a class that names a row has three figures at most
    if len(set(numbers)) < len(numbers) or (
        numbers and any(tokens.kind(label) in {"label", "period"} for label in labels)
    ):
        return None  # numbers name rows (ages) each once and all the way down, or nowhere
    for row in rows[body_at:]:
        label, cells = row[label_at], row[label_at + 1 :]
        if len(cells) == 1 and (
            tokens.kind(label.text) == "count" or tokens.kind(cells[0].text) in {"label", "period"}
        ):
            return None
        if any(tokens.kind(c.text) in {"label", "period"} for c in cells[1:]):
            return None
        if not label.text and any(_counts(c) for c in cells):
            return None
        if tokens.kind(cells[0].text) == "label":
            second_stub = True
            if tokens.kind(label.text) in {"count", "rate"}:
                return None
    return (int(opened), int(not second_stub))


def _headings_missing(header: Sequence[Sequence[Piece]]) -> bool:
    """True where the lowest row of headings leaves more than one column without: only a total may lack its own."""
    named = [row for row in header if sum(bool(c.text) for c in row) > 1]
    return bool(named) and sum(not c.text for c in named[-1]) > 1


def _counts(cell: Piece) -> bool:
    return tokens.kind(cell.text) == "count"


def _shapes(rows: Sequence[Sequence[Piece]], runs: set[int]) -> list[Grid]:
    """The grid of a reshaping; where blank cells were dropped, every placing that totals may choose from."""
    opened = opens_blank(rows)
    trimmed = [list(row[1:] if opened else row) for row in rows]
    width, inner = len(rows[0]), len(trimmed[0])
    body = [any(_counts(c) for c in row[1:]) or _label_alone(row) for row in trimmed]
    starts = (index * width for index, is_body in enumerate(body) if is_body)
    if not any(_ends_in_run(start, width, rows[start // width], runs) for start in starts):
        return [_undropped(trimmed, [row for row, b in zip(trimmed, body, strict=True) if b])]
    packed = [[c for c in row if c.text] if b else row for row, b in zip(trimmed, body, strict=True)]
    found = placements(packed, inner)
    if found is None:
        filled = [[*row, *[blank(row[-1].source)] * (inner - len(row))] for row in packed]
        return [_lost(make_grid(filled, packed=True))]
    return [make_grid(choice, packed=True, inferred=True, doubt=DROPPED) for choice in found]


def _undropped(rows: Sequence[Sequence[Piece]], body: Sequence[Sequence[Piece]]) -> Grid:
    """The grid as it stands, with its doubt where blanks stand at the ends of rows only, totals among them."""
    if not _only_trailing(body):
        return make_grid(rows, packed=True)
    short_total = any(tokens.is_total(row[0].text) and not row[-1].text for row in body)
    return make_grid(rows, packed=True, doubt=ONLY_TRAILING, lost=ONLY_TRAILING if short_total else "")


def _label_alone(row: Sequence[Piece]) -> bool:
    return bool(row[0].text) and not any(c.text for c in row[1:])


def _only_trailing(body: Sequence[Sequence[Piece]]) -> bool:
    """True where rows have blanks, and none but at their ends: they may have stood elsewhere and been dropped."""
    blanks = [[not c.text for c in row[1:]] for row in body]
    if not any(any(row) for row in blanks):
        return False
    return all(sorted(row) == row for row in blanks)


def _ends_in_run(first: int, width: int, row: Sequence[Piece], runs: set[int]) -> bool:
    """True where a row of the body ends in pipes on one line: the trace of cells that were dropped."""
    last = first + width - 1
    return last in runs and not row[-1].text
