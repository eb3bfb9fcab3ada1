"""Ruled lines, shading, pictures and drawings of a page."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from answerable.read.formats.pdf.geometry import Box, Rule
from answerable.read.formats.pdf.objects import (
    MAX_SEGMENTS,
    THIN,
    Matrix,
    Point,
    Sub,
    Turn,
    around,
    colour,
    darkness,
    drawn_by,
    is_white,
    objects,
    outline,
    placed_in,
    segments,
)

MAX_OBJECTS = 30_000
_SHADE = 0.5  # darker than this hides black text, and may hide any
_SHORTEST = 4.0


@dataclass(slots=True)
class Strokes:
    """What is drawn on a page, in points from its top left corner; ``white``: some of its text is white."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    bars: list[Box] = field(default_factory=list)
    drawn: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    dark: list[Box] = field(default_factory=list)
    white: bool = False

    def rectangle(self, box: Box) -> None:
        """A filled box: a ruled line where it is thin, shading or a bar where it is not."""
        left, top, right, bottom = box
        wide, high = right - left, bottom - top
        if high <= THIN and wide >= _SHORTEST and wide > 2 * high:
            self.across.append(Rule((top + bottom) / 2, left, right))
        elif wide <= THIN and high >= _SHORTEST and high > 2 * wide:
            self.down.append(Rule((left + right) / 2, top, bottom))
        elif wide > THIN and high > THIN:
            self.bars.append(box)

    def outline(self, box: Box) -> None:
        """The four sides of a box."""
        left, top, right, bottom = box
        self.across += [Rule(top, left, right), Rule(bottom, left, right)]
        self.down += [Rule(left, top, bottom), Rule(right, top, bottom)]


def read_strokes(page: Any, turn: Turn) -> Strokes:
    """Everything drawn on a loaded page."""
    found = Strokes()
    for item, kind, matrix in itertools.islice(objects(page), MAX_OBJECTS):
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(item, matrix, turn, found)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and (box := placed_in(item, matrix, turn)) is not None:
            found.pictures.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT and not found.white:
            found.white = is_white(item)
    return found


def _path(item: int, matrix: Matrix, turn: Turn, found: Strokes) -> None:
    filled, stroked = drawn_by(item)
    if not filled and not stroked:
        return
    box = placed_in(item, matrix, turn)
    if box is None or not _is_seen(item, filled=filled, stroked=stroked):
        return
    thin = min(box[2] - box[0], box[3] - box[1]) <= THIN
    if thin:
        found.rectangle(box)
        return
    if filled and (darkness(item) or 0) > _SHADE:
        found.dark.append(box)
    if segments(item) > MAX_SEGMENTS:
        found.drawn.append(box)
        return
    points, straight = outline(item, matrix, turn)
    if not straight:
        found.drawn.append(box)
        return
    if filled:
        _parts(points, found)
    if stroked:
        for (x0, y0), (x1, y1) in _sides(points):
            _stroke(x0, y0, x1, y1, found)


def _is_seen(item: int, *, filled: bool, stroked: bool) -> bool:
    """False for a white or clear filling without an outline: it hides, and shows nothing."""
    if stroked or not filled:
        return True
    painted = colour(item)
    return painted is None or painted[3] > 8


def _sides(parts: list[Sub]) -> Iterator[tuple[Point, Point]]:
    """Each side of each part."""
    for part in parts:
        yield from itertools.pairwise(part)


def _parts(parts: list[Sub], found: Strokes) -> None:
    """Each part of a filled path on its own, since a whole table's lines may be drawn as one path."""
    for part in parts:
        found.rectangle(around(part))


def _stroke(x0: float, y0: float, x1: float, y1: float, found: Strokes) -> None:
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if high <= 1 and wide >= _SHORTEST:
        found.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif wide <= 1 and high >= _SHORTEST:
        found.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    elif wide > 1 and high > 1:
        found.drawn.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
