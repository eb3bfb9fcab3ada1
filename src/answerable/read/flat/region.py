"""What a detector of flattened tables returns: a run of lines, and the grids that it may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answerable.model import Source
from answerable.read.grid import Grid, GridCell, Paragraph

RUNNING_HEAD = re.compile(
    r"^\d{1,2} \w+ \d{4} : Column \d+\w*(?:\s?[—–-]\s?continued)?$|^Page \d+(?: of \d+)?$|^Column \d+\w*$",
    re.I,
)
"""The head or foot of a printed page, which may stand in the midst of a table."""


@dataclass(frozen=True, slots=True)
class Region:
    """A run of lines read as one table.

    Attributes:
        start, end: the lines, as a half-open range of indices into the paragraphs.
        grids: alternatives, of which the referee takes one.
    """

    start: int
    end: int
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed text and its source."""

    text: str
    source: Source


def piece(line: Paragraph, start: int = 0, end: int | None = None, *, whole: bool = False) -> Piece:
    """The part of a line between two places, white space folded, with its source."""
    end = len(line.text) if end is None else end
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip())
    trimmed = text.strip()
    chars = None if whole else (start + lead, start + lead + len(trimmed))
    return Piece(" ".join(trimmed.split()), replace(line.source, printed=trimmed, chars=chars))


def blank(source: Source) -> Piece:
    """A blank cell that stands at (or near) a place."""
    return Piece("", replace(source, printed=""))


def make_grid(rows: Sequence[Sequence[Piece]], **marks: object) -> Grid:
    """A grid of pieces, rows filled with blanks to the widest; ``marks`` are the grid's own attributes."""
    width = max(len(row) for row in rows)
    cells = tuple(
        tuple(
            GridCell(p.text, p.source)
            for p in (*row, *[blank((row[-1] if row else rows[0][0]).source)] * (width - len(row)))
        )
        for row in rows
    )
    return Grid(cells, rows[0][0].source, spans_known=False, **marks)  # type: ignore[arg-type]
