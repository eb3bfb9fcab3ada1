"""Ruled lines, shading, pictures and drawings of a page."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from answerable.read.formats.pdf.geometry import Box, Rule
from answerable.read.formats.pdf.glyphs import Turn

MAX_OBJECTS = 30_000
_MAX_SEGMENTS = 400  # a path with more than this is a drawing
_THIN = 3.0
_SHADE = 0.5  # darker than this hides black text, and may hide any
_ROUNDED = 12  # a box with rounded corners has no more segments
_SHORTEST = 4.0
_DEEPEST = 4  # forms inside forms


# Where PDFium writes its answers: a page may have thousands of paths, and it is not safe in threads anyway.
_SIDES = tuple(ctypes.c_float() for _ in range(4))
_MODE = (ctypes.c_int(), ctypes.c_int())
_COLOUR = tuple(ctypes.c_uint() for _ in range(4))
_POINT = (ctypes.c_float(), ctypes.c_float())


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
        if high <= _THIN and wide >= _SHORTEST and wide > 2 * high:
            self.across.append(Rule((top + bottom) / 2, left, right))
        elif wide <= _THIN and high >= _SHORTEST and high > 2 * wide:
            self.down.append(Rule((left + right) / 2, top, bottom))
        elif wide > _THIN and high > _THIN:
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


Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def objects(page: Any, matrix: Matrix = _SAME, depth: int = 0) -> Iterator[tuple[Any, int, Matrix]]:
    """Each object of a page in the order of drawing, those inside forms too, with its kind and where it is placed.

    Args:
        page: a loaded page, or a form inside one where ``depth`` is not 0.
        matrix: where the form is placed.
        depth: how many forms lie around it.
    """
    count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    if depth:
        count, get = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
    for index in range(count(page)):
        item = get(page, index)
        if not item:
            continue
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                yield from objects(item, _times(_matrix(item), matrix), depth + 1)
        else:
            yield item, kind, matrix


def _matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
        return _SAME
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def placed_in(item: Any, matrix: Matrix, turn: Turn) -> Box | None:
    """The box around an object on the page as shown, or None where it has none."""
    left, bottom, right, top = _SIDES
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return _turned(matrix, turn, (left.value, bottom.value, right.value, top.value))


def _turned(matrix: Matrix, turn: Turn, box: Box) -> Box:
    x0, y0, x1, y1 = box
    if matrix == _SAME:
        return turn(x0, y0, x1, y1)
    (a, b), (c, d) = _apply(matrix, x0, y0), _apply(matrix, x1, y1)
    return turn(min(a, c), min(b, d), max(a, c), max(b, d))


def _path(item: Any, matrix: Matrix, turn: Turn, found: Strokes) -> None:
    fill, stroke = _MODE
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    box = placed_in(item, matrix, turn)
    if box is None or not _is_seen(item, filled=bool(fill.value), stroked=bool(stroke.value)):
        return
    thin = min(box[2] - box[0], box[3] - box[1]) <= _THIN
    if thin:
        found.rectangle(box)
        return
    if fill.value and (darkness(item) or 0) > _SHADE:
        found.dark.append(box)
    total = pdfium.FPDFPath_CountSegments(item)
    if total > _MAX_SEGMENTS:
        found.drawn.append(box)
        return
    points, straight = _points(item, total, _times(_matrix(item), matrix), turn)
    if not straight:
        found.drawn.append(box)
        return
    if fill.value:
        _parts(points, found)
    if stroke.value:
        for (x0, y0), (x1, y1) in _sides(points):
            _stroke(x0, y0, x1, y1, found)


def darkness(item: Any) -> float | None:
    """How dark an object is filled, from 0 (white) to 1 (black); None where it is clear or that is not known."""
    red, green, blue, alpha = _COLOUR
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha) or alpha.value < 128:
        return None
    return 1 - (0.299 * red.value + 0.587 * green.value + 0.114 * blue.value) / 255


def is_white(item: Any) -> bool:
    """True for what is filled with white."""
    red, green, blue, alpha = _COLOUR
    known = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return bool(known) and min(red.value, green.value, blue.value) > 249 and alpha.value >= 128


def corners(item: Any, matrix: Matrix, turn: Turn) -> list[Box]:
    """The box of each part of a filled path that is an area: no line, no hole, no frame around one, no drawing."""
    fill, stroke = _MODE
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    total = pdfium.FPDFPath_CountSegments(item)
    if not fill.value or total > _MAX_SEGMENTS:
        return []
    points, straight = _points(item, total, _times(_matrix(item), matrix), turn)
    if not straight:
        box = placed_in(item, matrix, turn) if total <= _ROUNDED else None
        return [box] if box is not None else []
    boxes = [_around(part) for part in points if part]
    areas = [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) > _THIN]
    return [a for a in areas if not any(_inside(b, a) or _inside(a, b) for b in areas if b is not a)]


def _inside(a: Box, b: Box) -> bool:
    return b[0] <= a[0] and b[1] <= a[1] and a[2] <= b[2] and a[3] <= b[3]


def _is_seen(item: Any, *, filled: bool, stroked: bool) -> bool:
    """False for a white or clear filling without an outline: it hides, and shows nothing."""
    if stroked or not filled:
        return True
    red, green, blue, alpha = _COLOUR
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return True
    return alpha.value > 8


Point = tuple[float, float]
Sub = list[Point]


def _points(item: Any, total: int, matrix: Matrix, turn: Turn) -> tuple[list[Sub], bool]:
    """The corners of each part of a path as shown, and whether all its sides are straight."""
    parts: list[Sub] = []
    x, y = _POINT
    for index in range(total):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return parts, False
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        px, py = _apply(matrix, x.value, y.value)
        left, top, _, _ = turn(px, py, px, py)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append((left, top))
        if pdfium.FPDFPathSegment_GetClose(segment) and parts[-1][0] != parts[-1][-1]:
            parts[-1].append(parts[-1][0])
    return parts, True


def _sides(parts: list[Sub]) -> Iterator[tuple[Point, Point]]:
    """Each side of each part."""
    for part in parts:
        yield from itertools.pairwise(part)


def _parts(parts: list[Sub], found: Strokes) -> None:
    """Each part of a filled path on its own, since a whole table's lines may be drawn as one path."""
    for part in parts:
        found.rectangle(_around(part))


def _around(part: Sub) -> Box:
    xs, ys = [p[0] for p in part], [p[1] for p in part]
    return (min(xs), min(ys), max(xs), max(ys))


def _stroke(x0: float, y0: float, x1: float, y1: float, found: Strokes) -> None:
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if high <= 1 and wide >= _SHORTEST:
        found.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif wide <= 1 and high >= _SHORTEST:
        found.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    elif wide > 1 and high > 1:
        found.drawn.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
