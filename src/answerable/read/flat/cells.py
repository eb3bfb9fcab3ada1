"""Tables with a cell a line, with or without blank lines between, and tables all on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.model import period
from answerable.read import tokens
from answerable.read.flat.placement import placements
from answerable.read.flat.region import Piece, Region, blank, make_grid, piece
from answerable.read.grid import Grid, Paragraph

MAX_LABEL = 110
MAX_HEADINGS = 40
_RUNNING_HEAD = re.compile(r"^\d{1,2} \w+ \d{4} : Column \d+\w*$|^Page \d+(?: of \d+)?$|^Column \d+\w*$", re.I)


@dataclass(frozen=True, slots=True)
class _Line:
    index: int
    piece: Piece
    kind: tokens.Kind
    gap: int  # blank lines before it


def find_cells(lines: Sequence[Paragraph]) -> list[Region]:
    """Every run of lines that reads as a table with one cell a line."""
    regions: list[Region] = []
    for run in _runs(_tokens(lines)):
        region = _table(run)
        if region is not None:
            regions.append(region)
    return regions


def _tokens(lines: Sequence[Paragraph]) -> list[_Line]:
    found: list[_Line] = []
    gap = 0
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            gap += 1
            continue
        if not _RUNNING_HEAD.match(text):
            found.append(_Line(index, piece(line, whole=True), tokens.kind(text), gap))
            gap = 0
    return found


def _is_sentence(text: str) -> bool:
    return len(text) > MAX_LABEL or (len(text.split()) > 5 and text.rstrip()[-1:] in ".?!:;") or text.count(". ") > 1


def _runs(found: Sequence[_Line]) -> list[list[_Line]]:
    """Runs of short lines with two or more numbers among them, from heading to last number."""
    runs: list[list[_Line]] = []
    current: list[_Line] = []
    for line in found:
        if line.kind == "label" and (_is_sentence(line.piece.text) or line.gap > 6):
            runs.append(current)
            current = [] if _is_sentence(line.piece.text) else [line]
        else:
            current.append(line)
    runs.append(current)
    trimmed = []
    for run in runs:
        last = max((i for i, line in enumerate(run) if line.kind in {"count", "rate"}), default=-1)
        body = run[: last + 1]
        if sum(line.kind == "count" for line in body) >= 4:
            trimmed.append(body)
    return trimmed


def _table(run: Sequence[_Line]) -> Region | None:
    """The run as header, then rows of a label and as many values as there are headings."""
    first = _first_value(run)
    if first is None or first < 2:
        return None
    rows = _rows(run, first)
    if len(rows) < 2:
        return None
    lengths = [len(values) for _, values in rows]
    width = max(set(lengths), key=lambda n: (lengths.count(n), n))
    label = len(rows[0][0])
    head = list(run[: first - label])
    headings = _headings(head, width)
    if headings is None:
        # labels may run over lines: the first row's label starts where the headings end
        for start in range(max(0, first - 4), first - label):
            headings = _headings(list(run[:start]), width)
            if headings is not None:
                rows[0] = (list(run[start:first]), rows[0][1])
                break
    if headings is None or (width == 1 and len(rows) < 3):
        return None
    if max(lengths) > width:
        return None
    begin = headings[0][0].source if headings else rows[0][0][0].piece.source
    start_index = next(line.index for line in run if line.piece.source.line == begin.line)
    grid_rows = [*headings, *([_label(labels), *(v.piece for v in values)] for labels, values in rows)]
    end = run[-1].index + 1
    return Region(start_index, end, _grids(grid_rows, rows, width, len(headings)))


def _first_value(run: Sequence[_Line]) -> int | None:
    """The first number that is not a heading: years in a row at the top are headings."""
    for i, line in enumerate(run):
        if line.kind in {"count", "rate"}:
            return i
    return None


def _rows(run: Sequence[_Line], first: int) -> list[tuple[list[_Line], list[_Line]]]:
    """Label lines and value lines in turn, from the label just before the first value."""
    label_at = first - 1
    rows: list[tuple[list[_Line], list[_Line]]] = [([run[label_at]], [])]
    for line in run[first:]:
        if line.kind in {"count", "rate", "year"}:
            rows[-1][1].append(line)
        elif rows[-1][1]:
            rows.append(([line], []))
        else:
            rows[-1][0].append(line)
    return [row for row in rows if row[1]]


def _label(lines: Sequence[_Line]) -> Piece:
    return Piece(" ".join(line.piece.text for line in lines), lines[0].piece.source)


def _headings(head: Sequence[_Line], width: int) -> list[list[Piece]] | None:
    """The header row: the last ``width`` short lines before the body, or one more with the stub's heading."""
    pieces = [line.piece for line in head][-(width + 1) :]
    if len(pieces) < width or len(head) > MAX_HEADINGS:
        return None
    leaves = pieces[-width:]
    if any(len(p.text) > 60 for p in leaves):
        return None
    kinds = {tokens.kind(p.text) for p in leaves if not tokens.is_total(p.text)}
    if width > 1 and not (kinds <= {"period", "year"} or kinds == {"label"} or not kinds):
        return None
    if width == 1 and not (tokens.is_total(leaves[0].text) or kinds <= {"period", "year", "label"}):
        return None
    stub = pieces[0] if len(pieces) > width and len(pieces[0].text) <= 40 else None
    if stub is not None and tokens.kind(stub.text) != "label":
        return None  # one heading more than there are columns
    return [[stub or blank(leaves[0].source), *leaves]]


def _grids(
    grid_rows: list[list[Piece]],
    rows: Sequence[tuple[list[_Line], list[_Line]]],
    width: int,
    headings: int,
) -> tuple[Grid, ...]:
    """One grid where every row is complete; else every placing that blank lines or totals allow."""
    if all(len(values) == width for _, values in rows):
        return (make_grid(grid_rows, inferred=True),)
    doubt = "some rows print fewer cells than there are columns"
    spaced = _by_gaps(rows, width)
    if spaced is not None:
        full = [*grid_rows[:headings], *spaced]
        return (make_grid(full, inferred=True, doubt=doubt),)
    found = placements(grid_rows, width + 1)
    if found is None:
        return (make_grid(grid_rows, inferred=True, lost=doubt),)
    return tuple(make_grid(choice, inferred=True, doubt=doubt) for choice in found)


def _by_gaps(rows: Sequence[tuple[list[_Line], list[_Line]]], width: int) -> list[list[Piece]] | None:
    """Rows whose blank cells left blank lines: every cell adds the same gap, so longer gaps hold blanks."""
    gaps = [line.gap for _, values in rows if len(values) == width for line in values]
    step = max(set(gaps), key=gaps.count) + 1 if gaps else 0
    if step < 2 or len(set(gaps)) != 1:
        return None
    placed = []
    for number, (labels, values) in enumerate(rows):
        row = [_label(labels)]
        for line in values:
            row += [blank(line.piece.source)] * ((line.gap + 1) // step - 1)
            row.append(line.piece)
        after = rows[number + 1][0][0].gap if number + 1 < len(rows) else None
        missing = width + 1 - len(row)
        if after is not None and (after + 1) // step - 1 != missing:
            return None
        if missing < 0 or (after is None and missing):
            return None
        placed.append([*row, *[blank(row[-1].source)] * missing])
    return placed


def find_one_line(lines: Sequence[Paragraph]) -> list[Region]:
    """Tables that stand whole on one line: headings, then label and values in turn."""
    regions = []
    for index, line in enumerate(lines):
        if len(line.text) > 40 and sum(c.isdigit() for c in line.text) > 6:
            grids = _one_line(line)
            if grids:
                regions.append(Region(index, index + 1, grids))
    return regions


def _one_line(line: Paragraph) -> tuple[Grid, ...]:
    found = [(a, b) for _, a, b in period.find(line.text)]
    heads: list[tuple[int, int]] = []
    for a, b in found:
        if heads and line.text[heads[-1][1] : a].strip(" |/,;\t"):
            break
        heads.append((a, b))
    if len(heads) < 2:
        return ()
    at = heads[-1][1]
    if total := re.match(r"\s*(?:grand\s+)?total\b", line.text[at:], re.I):
        heads.append((at + total.end() - len(total[0].strip()), at + total.end()))
        at = heads[-1][1]
    words = [piece(line, at + m.start(), at + m.end()) for m in re.finditer(r"\S+", line.text[at:])]
    stub = piece(line, _stub_start(line.text, heads[0][0]), heads[0][0])
    header = [stub, *(piece(line, a, b) for a, b in heads)]
    choices = _segment(words, len(heads))
    doubt = "the table stands on one line" if len(choices) > 1 else ""
    return tuple(make_grid([header, *rows], inferred=True, doubt=doubt) for rows in choices[:8])


def _stub_start(text: str, end: int) -> int:
    """Where the stub's heading starts: after the last sentence before the first period."""
    stop = max(text.rfind(mark, 0, end) for mark in (". ", ": ", "? "))
    return stop + 2 if stop >= 0 else 0


def _segment(words: Sequence[Piece], width: int) -> list[list[list[Piece]]]:
    """Every cut of the words into rows of a label with a letter and exactly ``width`` values."""
    results: list[list[list[Piece]]] = []

    def extend(at: int, rows: list[list[Piece]]) -> None:
        if len(results) > 16:
            return
        if at == len(words):
            if len(rows) >= 2:
                results.append(rows)
            return
        for stop in range(at + 1, min(at + 25, len(words) - width + 1)):
            label = words[at:stop]
            values = words[stop : stop + width]
            if not all(tokens.kind(v.text) in {"count", "year"} for v in values):
                continue
            if not any(c.isalpha() for p in label for c in p.text):
                continue
            text = " ".join(p.text for p in label)
            extend(stop + width, [*rows, [Piece(text, label[0].source), *values]])

    extend(0, [])
    return results
