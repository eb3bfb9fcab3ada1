"""Tables with a cell a line, with or without blank lines between.

Where every cell is followed by the same number of blank lines, a longer gap is the trace of blank cells, and
the lines reshape to a rectangle. Where blank cells left no trace, rows are a label and the values after it;
rows that print fewer values than there are columns can only be placed by totals.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from answerable.model import period
from answerable.read import tokens
from answerable.read.flat.pipes import fit_of
from answerable.read.flat.placement import placements
from answerable.read.flat.region import RUNNING_HEAD, Piece, Region, blank, make_grid, piece
from answerable.read.grid import Grid, Paragraph

MAX_LABEL = 110
MAX_HEADINGS = 60
MAX_WIDTH = 60
TWO_LABELS = "two labels stand together, so that one may be a row whose cells were dropped"
ONE_PART = "its total stands over one column and repeats it, so that the cells of another were dropped"
_FALLING = "the numbers that would name its rows do not rise, so that they may be values"
_VALUES = frozenset({"count", "rate", "year"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, with the number of blank lines before it."""

    index: int
    piece: Piece
    kind: tokens.Kind
    gap: int


Row = tuple[list[Line], list[Line]]


def find_cells(lines: Sequence[Paragraph]) -> list[Region]:
    """Every run of lines that reads as a table with one cell a line."""
    regions = []
    for run in _runs(_tokens(lines)):
        region = _by_gaps(run) or _by_order(run)
        if region is not None:
            regions.append(region)
    return regions


def _tokens(lines: Sequence[Paragraph]) -> list[Line]:
    found: list[Line] = []
    gap = 0
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            gap += 1
        elif not RUNNING_HEAD.match(text):
            found.append(Line(index, piece(line, whole=True), tokens.kind(text), gap))
            gap = 0
    return found


def _is_sentence(text: str) -> bool:
    words = text.split()
    ends = "-" if text.rstrip().lower().endswith("etc.") else text.rstrip()[-1:]
    return len(text) > MAX_LABEL or (len(words) > 3 and ends in ".?!:;") or (len(words) < 4 and ends in ",:")


def _runs(found: Sequence[Line]) -> list[list[Line]]:
    """Runs of short lines with four or more numbers among them, from the first heading to the last value."""
    runs: list[list[Line]] = [[]]
    for line, after in zip_longest(found, found[1:]):
        if line is None:
            break
        names_values = after is not None and after.kind == "count"
        if line.kind == "label" and _is_sentence(line.piece.text) and not names_values:
            runs.append([])
        else:
            runs[-1].append(line)
    trimmed = []
    for run in runs:
        last = max((i for i, line in enumerate(run) if line.kind in _VALUES), default=-1)
        body = run[: last + 1]
        if sum(line.kind == "count" for line in body) >= 4:
            trimmed.append(body)
    return trimmed


def _by_gaps(run: Sequence[Line]) -> Region | None:
    """The run reshaped to a rectangle, blank cells told by the blank lines that they left."""
    gaps = [line.gap for line in run[1:]]
    step = min(gaps, default=0) + 1
    if step < 2 or any((gap + 1) % step for gap in gaps):
        return None
    first = next(i for i, line in enumerate(run) if line.kind == "count")
    found: list[tuple[tuple[int, ...], int, Grid]] = []
    for start in range(min(first, MAX_HEADINGS)):
        for corner in (0, 1):
            cells = _spaced(run[start:], step, corner)
            for width in range(2, min(MAX_WIDTH, len(cells) // 2) + 1):
                fit = _shape(cells, width)
                if fit is not None:
                    found.append(((*fit[0], -start), run[start].index, fit[1]))
    if not found:
        return None
    best = max(score for score, _, _ in found)
    kept = [(index, grid) for score, index, grid in found if score == best]
    return Region(min(index for index, _ in kept), run[-1].index + 1, tuple(grid for _, grid in kept))


def _spaced(run: Sequence[Line], step: int, corner: int) -> list[Piece]:
    """The run's cells in order, with a blank for every step that a gap skips."""
    cells = [blank(run[0].piece.source)] * corner
    cells.append(run[0].piece)
    for line in run[1:]:
        cells += [blank(line.piece.source)] * ((line.gap + 1) // step - 1)
        cells.append(line.piece)
    return cells


def _shape(cells: list[Piece], width: int) -> tuple[tuple[int, int, int], Grid] | None:
    """The cells as rows of ``width``, if headings stand above a body of labels and values; scored."""
    lacking = -len(cells) % width
    rows = [*cells, *[blank(cells[-1].source)] * lacking]
    shaped = [rows[i : i + width] for i in range(0, len(rows), width)]
    fit = fit_of(shaped, opened=False)
    body_at = next(
        (r for r, row in enumerate(shaped) if any(tokens.kind(c.text) == "count" for c in row[1:])), 0
    )
    if fit is None or not 1 <= body_at <= 3 or not all(_heads(row, width) for row in shaped[:body_at]):
        return None
    if any(period.month_number(c.text) for row in shaped[: body_at - 1] for c in row):
        return None  # nothing stands under a month
    if sum(not c.text for c in shaped[body_at - 1][1:]) > 1:
        return None  # of the lowest headings only the one under a total may be blank
    ordered = _rise([row[0].text for row in shaped[body_at:]])
    return (fit[1], int(ordered), -lacking), make_grid(
        shaped, inferred=True, doubt="" if ordered else _FALLING
    )


def _rise(labels: Sequence[str]) -> bool:
    """True where the numbers among some labels rise, as ages and outcomes do: values that moved there do not."""
    numbers = [int(label) for label in labels if label.isascii() and label.isdigit()]
    return all(a < b for a, b in itertools.pairwise(numbers))


def _heads(row: Sequence[Piece], width: int) -> bool:
    """A header row: its first cell blank or a label, and more headings than one unless there is one column."""
    named = [c for c in row[1:] if c.text]
    return (
        tokens.kind(row[0].text) in {"blank", "label"}
        and len(named) >= min(2, width - 1)
        and all(len(c.text) <= 60 for c in named)
    )


def _by_order(run: Sequence[Line]) -> Region | None:
    """Rows as a label and the values after it; headings as many as the values of a row."""
    first = next((i for i, line in enumerate(run) if line.kind in {"count", "rate"}), None)
    if first is None or first < 2:
        return None
    rows = _rows(run, first)
    lengths = [len(values) for _, values in rows]
    if len(rows) < 2:
        return None
    width = max(lengths)
    if width == 1 and len(rows) < 3:
        return None
    for label_lines in range(1, min(4, first)):
        head = headings([line.piece for line in run[: first - label_lines]], width)
        if head is not None:
            labels = list(run[first - label_lines : first])
            body = [(labels, rows[0][1]), *rows[1:]]
            start = next(
                line.index for line in run if line.piece in {p for row in head for p in row if p.text}
            )
            return Region(start, run[-1].index + 1, _grids(head, body, width))
    return None


def _rows(run: Sequence[Line], first: int) -> list[Row]:
    """Label lines and value lines in turn, from the label just before the first value."""
    rows: list[Row] = [([run[first - 1]], [])]
    for line in run[first:]:
        if line.kind in _VALUES:
            rows[-1][1].append(line)
        elif rows[-1][1]:
            rows.append(([line], []))
        else:
            rows[-1][0].append(line)
    return [row for row in rows if row[1]]


def headings(pieces: Sequence[Piece], width: int) -> list[list[Piece]] | None:
    """The header rows that the texts before a body make, or None.

    Args:
        pieces: the texts before the first row's label, in order.
        width: how many values a row has.

    Returns:
        One row of the stub's heading and ``width`` headings; or two, the upper one pushed to the left.
    """
    if not pieces or len(pieces) > MAX_HEADINGS:
        return None
    single = _single(pieces, width)
    double = _double(pieces, width)
    return double if double is not None and (single is None or len(pieces) > width + 1) else single


def _single(pieces: Sequence[Piece], width: int) -> list[list[Piece]] | None:
    leaves = list(pieces[-width:])
    if len(pieces) < width or any(len(p.text) > 60 for p in leaves):
        return None
    kinds = {_heading_kind(p) for p in leaves} - {"total"}
    if len(kinds) > 1 or kinds & {"count", "rate"} or len({p.text for p in leaves}) < width:
        return None
    if any(len(p.text.split()) < 4 for p in pieces[: -width - 1]):
        return None  # more headings than columns
    stub = pieces[-width - 1] if len(pieces) > width else None
    if stub is not None and _heading_kind(stub) in {"period", "total"}:
        return None  # one heading more than there are columns
    if stub is not None and len(stub.text) > 40:
        stub = None
    return [[stub or blank(leaves[0].source), *leaves]]


def _double(pieces: Sequence[Piece], width: int) -> list[list[Piece]] | None:
    """Upper headings, then the stub's heading, then the leaves."""
    for at in range(len(pieces) - 1, 0, -1):
        if _heading_kind(pieces[at]) != "label":
            continue
        leaves, upper = list(pieces[at + 1 :]), _upper(pieces[:at])
        if not upper:
            continue
        # a total stands over a leaf of its own: a blank, or one that says total too
        blank_leaf = tokens.is_total(upper[-1].text) and not (leaves and tokens.is_total(leaves[-1].text))
        if len(leaves) == width - int(blank_leaf) and len(upper) <= len(leaves):
            corner = blank(pieces[at].source)
            return [[corner, *upper], [pieces[at], *leaves]]
    return None


def _upper(pieces: Sequence[Piece]) -> list[Piece]:
    """The periods and totals that end a list of headings."""
    upper: list[Piece] = []
    for p in reversed(pieces):
        if _heading_kind(p) not in {"period", "total"}:
            break
        upper.insert(0, p)
    return upper


def _heading_kind(p: Piece) -> str:
    if tokens.is_total(p.text):
        return "total"
    if period.month_number(p.text) is not None:
        return "month"
    kind = tokens.kind(p.text)
    return {"year": "period", "mark": "label"}.get(kind, kind)


def _grids(head: list[list[Piece]], rows: Sequence[Row], width: int) -> tuple[Grid, ...]:
    """One grid where every row is complete; else every placing that totals allow."""
    body = [[_label(labels), *(value.piece for value in values)] for labels, values in rows]
    packed = len(head) > 1
    lost = TWO_LABELS if any(_may_be_two(labels) for labels, _ in rows) else _one_part(head, body)
    if lost and all(len(row) == width + 1 for row in body):
        return (make_grid([*head, *body], inferred=True, packed=packed, lost=lost),)
    if all(len(row) == width + 1 for row in body):
        return (make_grid([*head, *body], inferred=True, packed=packed),)
    doubt = "some rows print fewer cells than there are columns"
    full = [*([*row, *[blank(row[0].source)] * (width + 1 - len(row))] for row in head), *body]
    found = None if lost else placements(full, width + 1)
    if found is None:
        return (make_grid(full, inferred=True, packed=packed, lost=lost or doubt),)
    return tuple(make_grid(choice, inferred=True, packed=packed, doubt=doubt) for choice in found)


def _one_part(head: list[list[Piece]], body: Sequence[Sequence[Piece]]) -> str:
    """Why a table of one column and its total, the same all the way down, is not certain: nobody totals one column."""
    if len(head[-1]) != 3 or not tokens.is_total(head[-1][-1].text):
        return ""
    same = all(len(row) == 3 and row[1].text == row[2].text for row in body)
    return ONE_PART if same else ""


def _may_be_two(lines: Sequence[Line]) -> bool:
    """True where label lines may be two labels, one of a row whose cells left no trace."""
    return any(line.piece.text[:1].isupper() or line.piece.text[:1].isdigit() for line in lines[1:])


def _label(lines: Sequence[Line]) -> Piece:
    return Piece(" ".join(line.piece.text for line in lines), lines[0].piece.source)
