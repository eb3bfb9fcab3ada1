"""The objects of a page as PDFium knows them: kind, place, colour and path, each object by its address.

A page may have thousands of lines and tens of thousands of characters. Functions that take plain addresses cost
half of those that check every pointer; they keep Python's lock, since PDFium is not safe in threads anyway.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as pdfium

from answerable.read.formats.pdf.geometry import Box

Turn = Callable[[Any, Any, Any, Any], tuple[Any, Any, Any, Any]]
"""Left, bottom, right, top in the file to left, top, right, bottom as shown."""
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Sub = list[Point]
"""The corners of one part of a path."""

SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MAX_SEGMENTS = 400  # a path with more than this is a drawing
_DEEPEST = 4  # forms inside forms
THIN = 3.0
"""A box thinner than this is a line."""
_PALE = 249  # of 255: what is lighter is white
_SOLID = 128  # of 255: what covers less is clear
_ROUNDED = 12  # a box with rounded corners has no more segments


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result, *arguments))


_AT, _INT = ctypes.c_void_p, ctypes.c_int
loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _AT, _INT, _AT)
"""The font's box around a character: a page's text, the character's number, where to write four floats."""
_on_page = (
    _plain(pdfium.FPDFPage_CountObjects, _INT, _AT),
    _plain(pdfium.FPDFPage_GetObject, _AT, _AT, _INT),
)
_in_form = (
    _plain(pdfium.FPDFFormObj_CountObjects, _INT, _AT),
    _plain(pdfium.FPDFFormObj_GetObject, _AT, _AT, ctypes.c_ulong),
)
text_object = _plain(pdfium.FPDFText_GetTextObject, _AT, _AT, _INT)
"""The object that prints a character: a page's text, the character's number."""
_type = _plain(pdfium.FPDFPageObj_GetType, _INT, _AT)
_matrix_of = _plain(pdfium.FPDFPageObj_GetMatrix, _INT, _AT, _AT)
_bounds = _plain(pdfium.FPDFPageObj_GetBounds, _INT, _AT, _AT, _AT, _AT, _AT)
_fill = _plain(pdfium.FPDFPageObj_GetFillColor, _INT, _AT, _AT, _AT, _AT, _AT)
_mode = _plain(pdfium.FPDFPath_GetDrawMode, _INT, _AT, _AT, _AT)
segments = _plain(pdfium.FPDFPath_CountSegments, _INT, _AT)
"""Of how many lines and curves a path is made."""
_segment = _plain(pdfium.FPDFPath_GetPathSegment, _AT, _AT, _INT)
_segment_type = _plain(pdfium.FPDFPathSegment_GetType, _INT, _AT)
_segment_point = _plain(pdfium.FPDFPathSegment_GetPoint, _INT, _AT, _AT, _AT)
_segment_close = _plain(pdfium.FPDFPathSegment_GetClose, _INT, _AT)

# Where PDFium writes its answers.
_FLOATS = (ctypes.c_float * 6)()
_WORDS = (ctypes.c_uint * 4)()
_FLOATS_AT = tuple(ctypes.addressof(_FLOATS) + 4 * i for i in range(6))
_WORDS_AT = tuple(ctypes.addressof(_WORDS) + 4 * i for i in range(4))


def objects(page: Any) -> Iterator[tuple[int, int, Matrix]]:
    """Each object of a page in the order of drawing, those inside forms too, with its kind and where it is placed.

    Args:
        page: a loaded page.
    """
    return _objects(ctypes.cast(page, ctypes.c_void_p).value or 0, SAME, _on_page, 0)


def _objects(
    parent: int, matrix: Matrix, ways: tuple[Any, Any], depth: int
) -> Iterator[tuple[int, int, Matrix]]:
    count, get = ways
    for index in range(count(parent)):
        item = get(parent, index)
        if not item:
            continue
        kind = _type(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                yield from _objects(item, _times(_matrix(item), matrix), _in_form, depth + 1)
        else:
            yield item, kind, matrix


def _matrix(item: int) -> Matrix:
    if not _matrix_of(item, _FLOATS_AT[0]):
        return SAME
    a, b, c, d, e, f = _FLOATS
    return (a, b, c, d, e, f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def placed_in(item: int, matrix: Matrix, turn: Turn) -> Box | None:
    """The box around an object on the page as shown, or None where it has none."""
    if not _bounds(item, *_FLOATS_AT[:4]):
        return None
    x0, y0, x1, y1 = _FLOATS[:4]
    if matrix is SAME or matrix == SAME:
        return turn(x0, y0, x1, y1)
    (a, b), (c, d) = _apply(matrix, x0, y0), _apply(matrix, x1, y1)
    return turn(min(a, c), min(b, d), max(a, c), max(b, d))


def drawn_by(item: int) -> tuple[bool, bool]:
    """Whether a path is filled, and whether its outline is drawn."""
    _mode(item, *_WORDS_AT[:2])
    return bool(_WORDS[0]), bool(_WORDS[1])


def colour(item: int) -> tuple[int, int, int, int] | None:
    """Red, green, blue and how far it covers, each 0 to 255, of what an object is filled with; None if not known."""
    if not _fill(item, *_WORDS_AT):
        return None
    red, green, blue, alpha = _WORDS
    return (red, green, blue, alpha)


def darkness(item: int) -> float | None:
    """How dark an object is filled, from 0 (white) to 1 (black); None where it is clear or that is not known."""
    filled = colour(item)
    if filled is None or filled[3] < _SOLID:
        return None
    red, green, blue, _ = filled
    return 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def is_white(item: int) -> bool:
    """True for what is filled with white."""
    if not _fill(item, *_WORDS_AT) or _WORDS[0] <= _PALE:
        return False  # as nearly every text
    red, green, blue, alpha = _WORDS
    return min(red, green, blue) > _PALE and alpha >= _SOLID


def outline(item: int, matrix: Matrix, turn: Turn) -> tuple[list[Sub], bool]:
    """The corners of each part of a path as shown, and whether all its sides are straight.

    Args:
        item: a path.
        matrix: where it is placed.
        turn: how the page is shown.
    """
    whole = _times(_matrix(item), matrix)
    parts: list[Sub] = []
    for index in range(segments(item)):
        segment = _segment(item, index)
        kind = _segment_type(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return parts, False
        _segment_point(segment, *_FLOATS_AT[:2])
        x, y = _apply(whole, _FLOATS[0], _FLOATS[1])
        left, top, _, _ = turn(x, y, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append((left, top))
        if _segment_close(segment) and parts[-1][0] != parts[-1][-1]:
            parts[-1].append(parts[-1][0])
    return parts, True


def around(part: Sub) -> Box:
    """The box around a part of a path."""
    xs, ys = [p[0] for p in part], [p[1] for p in part]
    return (min(xs), min(ys), max(xs), max(ys))


def corners(item: int, matrix: Matrix, turn: Turn) -> list[Box]:
    """The box of each part of a filled path that is an area: no line, no hole, no frame around one, no drawing."""
    filled, _ = drawn_by(item)
    if not filled or segments(item) > MAX_SEGMENTS:
        return []
    points, straight = outline(item, matrix, turn)
    if not straight:
        box = placed_in(item, matrix, turn) if segments(item) <= _ROUNDED else None
        return [box] if box is not None else []
    boxes = [around(part) for part in points if part]
    areas = [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) > THIN]
    return [a for a in areas if not any(_inside(b, a) or _inside(a, b) for b in areas if b is not a)]


def _inside(a: Box, b: Box) -> bool:
    return b[0] <= a[0] and b[1] <= a[1] and a[2] <= b[2] and a[3] <= b[3]
