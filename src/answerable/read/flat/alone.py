"""Tables whose pipes stand alone: each cell's text on one line, and its pipe on the next.

A blank cell is a pipe after a pipe, so that nothing is lost: the texts before the pipes, in order, are the rows.
Their width is that of the headings where those stand on one line, else the one that gives labels and values.
"""

from __future__ import annotations

from collections.abc import Sequence

from answerable.read.flat.pipes import opens_blank, reshaped, segments
from answerable.read.flat.region import RUNNING_HEAD, Piece, Region, make_grid
from answerable.read.grid import Paragraph

MAX_HEAD = 3
MIN_CELLS = 4
MIN_WIDTH = 3
MAX_LABEL = 110


def find_alone(lines: Sequence[Paragraph]) -> list[Region]:
    """Every run of lines in which cells and pipes take turns; those that make no table too, with no grid."""
    regions = []
    at = 0
    while at < len(lines):
        end = _run_end(lines, at)
        if end is None:
            at += 1
            continue
        regions.append(_read(lines, _head(lines, at), end))
        at = end
    return regions


def _pipes(line: Paragraph) -> bool:
    text = line.text.strip()
    return bool(text) and not text.strip("| ")


def _run_end(lines: Sequence[Paragraph], start: int) -> int | None:
    """The line after the last pipe of a run that begins at a line, or None where none begins there."""
    at = start
    cells = 0
    while at < len(lines):
        if RUNNING_HEAD.match(lines[at].text.strip()) and cells:
            at += 1
        elif _is_cell(lines, at):
            cells += 1
            at += 2
        elif cells and (_pipes(lines[at]) or _is_wrapped(lines, at)):
            at += 1
        else:
            break
    return at if cells >= MIN_CELLS else None


def _is_cell(lines: Sequence[Paragraph], index: int) -> bool:
    """True for a text whose pipe stands on the next line, and is its own and not the first of a row's."""
    text = lines[index].text.strip()
    if not text or "|" in text or len(text) > MAX_LABEL or index + 1 >= len(lines):
        return False
    if not _pipes(lines[index + 1]):
        return False
    after = next((line for line in lines[index + 1 :] if line.text.strip() and not _pipes(line)), None)
    return after is None or "|" not in after.text


def _is_wrapped(lines: Sequence[Paragraph], index: int) -> bool:
    """True for the first line of a label that goes on, in small letters, on the line before its pipe."""
    text = lines[index].text.strip()
    if not text or "|" in text or text[-1] in ".:?!" or index + 1 >= len(lines):
        return False
    return lines[index + 1].text.strip()[:1].islower() and _is_cell(lines, index + 1)


def _head(lines: Sequence[Paragraph], start: int) -> int:
    """The first of the lines of headings, each a whole row between pipes, that stand over a run."""
    at = start
    while at > max(0, start - MAX_HEAD) and "|" in lines[at - 1].text and not _pipes(lines[at - 1]):
        at -= 1
    return at


def _read(lines: Sequence[Paragraph], start: int, end: int) -> Region:
    """The table of a run with what stands over its headings; without a grid where nothing fits."""
    titles: list[list[Piece]] = []
    for begin in range(start, end):
        pieces, _ = segments(lines[begin:end])
        pipes = lines[begin].text.count("|")
        found = [
            rows
            for _, rows in reshaped(pieces)
            if pipes in {0, len(rows[0])} and len(rows[0]) >= MIN_WIDTH - int(pipes == 0)
        ]
        if len(found) == 1:
            return Region(start, end, (make_grid([*titles, *_trimmed(found[0])], packed=True),))
        named = [piece for piece in segments(lines[begin : begin + 1])[0] if piece.text]
        if len(named) != 1:
            break
        titles.append(named)
    return Region(start, end, ())


def _trimmed(rows: Sequence[Sequence[Piece]]) -> list[Sequence[Piece]]:
    return [row[1:] for row in rows] if opens_blank(rows) else list(rows)
