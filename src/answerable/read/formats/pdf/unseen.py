"""Text that a page holds and does not show: under a dark box drawn over it, or white on white paper.

A box drawn over text hides it from the eye alone: whoever copies the page has the text. Such text is no part of
the reply as it is printed, so it is neither read nor shown; that it is there is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

from answerable.read.formats.pdf.geometry import Box, Unseen, Word
from answerable.read.formats.pdf.glyphs import MAX_GLYPHS
from answerable.read.formats.pdf.objects import (
    Turn,
    corners,
    darkness,
    is_white,
    objects,
    placed_in,
    text_object,
)
from answerable.read.formats.pdf.strokes import MAX_OBJECTS, Strokes

_DARK = 0.65
_WHITE = 0.02
_NOWHERE: Box = (-1.0, -1.0, -1.0, -1.0)
_MOST = 0.6
"""A box over more of the page than this is its background, whatever the order in which it is drawn."""


@dataclass(slots=True)
class _Drawing:
    """A page in the order in which it is drawn.

    Attributes:
        texts: the number in that order of each text, and its box, by its address.
        white: addresses of the texts printed in white.
        fills: number, box and darkness of each filled box; darkness None where it is not known.
    """

    texts: dict[int, tuple[int, Box]] = field(default_factory=dict)
    white: set[int] = field(default_factory=set)
    fills: list[tuple[int, Box, float | None]] = field(default_factory=list)


def without_unseen(
    page: Any, turn: Turn, words: Sequence[Word], drawn: Strokes, size: tuple[float, float]
) -> tuple[list[Word], Unseen]:
    """The words that the page shows, and how many it does not.

    Args:
        page: a loaded page.
        turn: how its boxes stand on the page as shown.
        words: every word on it.
        drawn: what is drawn on it; only where something dark lies on a word, or text is white, is the order
            of drawing looked into.
        size: width and height of the page as shown.
    """
    boxes = [box for box in drawn.dark if (box[2] - box[0]) * (box[3] - box[1]) < _MOST * size[0] * size[1]]
    if not any(_holds(box, word) for box in boxes for word in words) and not drawn.white:
        return list(words), Unseen()
    drawing = _drawn(page, turn, size)
    if not _may_hide(drawing):
        return list(words), Unseen()
    covered, white = _glyphs(page, turn, drawing)
    under = [word for word in words if any(_within(word.box, *place) for place in covered)]
    pale = [word for word in words if any(_within(word.box, *place) for place in white) and word not in under]
    gone = set(map(id, (*under, *pale)))
    return [word for word in words if id(word) not in gone], Unseen(len(under), len(pale))


def _holds(box: Box, word: Word) -> bool:
    return _within(box, word.centre, word.middle)


def _within(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _drawn(page: Any, turn: Turn, size: tuple[float, float]) -> _Drawing:
    found = _Drawing()
    for number, (item, kind, matrix) in enumerate(islice(objects(page), MAX_OBJECTS)):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.texts[item] = (number, placed_in(item, matrix, turn) or _NOWHERE)
            if is_white(item):
                found.white.add(item)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            shade = darkness(item)
            if shade is not None:
                found.fills += [(number, box, shade) for box in corners(item, matrix, turn)]
        elif (box := placed_in(item, matrix, turn)) is not None:
            found.fills.append((number, box, None))
    area = _MOST * size[0] * size[1]
    found.fills = [f for f in found.fills if f[2] is None or f[2] < _DARK or _area(f[1]) < area]
    return found


def _may_hide(drawing: _Drawing) -> bool:
    """True where a dark box is drawn over a text before it, or the middle of a white text lies on white."""
    covers = [(n, box) for n, box, shade in drawing.fills if shade is not None and shade >= _DARK]
    if any(n > number and _meet(box, text) for number, text in drawing.texts.values() for n, box in covers):
        return True
    for item in drawing.white:
        number, (left, top, right, bottom) = drawing.texts[item]
        x, y = (left + right) / 2, (top + bottom) / 2
        if _on_white(number, ((n, shade) for n, box, shade in drawing.fills if _within(box, x, y))):
            return True
    return False


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


Places = list[tuple[float, float]]


def _glyphs(page: Any, turn: Turn, drawing: _Drawing) -> tuple[Places, Places]:
    """The middles of the characters under a dark box, and of those printed white on white."""
    covered: Places = []
    white: Places = []
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return covered, white
    try:
        for item, x, y in _characters(text, turn):
            if item not in drawing.texts:
                continue
            number = drawing.texts[item][0]
            here = [(n, shade) for n, box, shade in drawing.fills if _within(box, x, y)]
            if any(n > number and shade is not None and shade >= _DARK for n, shade in here):
                covered.append((x, y))
            elif item in drawing.white and _on_white(number, here):
                white.append((x, y))
    finally:
        pdfium.FPDFText_ClosePage(text)
    return covered, white


def _on_white(number: int, here: Iterable[tuple[int, float | None]]) -> bool:
    """True where what was drawn last before a text is white, or nothing was."""
    below = [shade for n, shade in here if n < number]
    return not below or (below[-1] is not None and below[-1] <= _WHITE)


def _characters(text: Any, turn: Turn) -> Iterator[tuple[int, float, float]]:
    """Each printed character's text object, and its middle on the page as shown."""
    box = pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFText_CountChars(text), MAX_GLYPHS)):
        if pdfium.FPDFText_GetUnicode(text, index) <= 32:
            continue
        item = text_object(text, index)
        if item and pdfium.FPDFText_GetLooseCharBox(text, index, box):
            left, top, right, bottom = turn(box.left, box.bottom, box.right, box.top)
            yield item, (left + right) / 2, (top + bottom) / 2
