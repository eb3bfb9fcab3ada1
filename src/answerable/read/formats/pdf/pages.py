"""Opens a PDF and takes its pages apart."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from answerable.read.formats.pdf.geometry import Box, Page
from answerable.read.formats.pdf.glyphs import read_words, turn_of
from answerable.read.formats.pdf.strokes import read_strokes
from answerable.read.formats.pdf.tracked import closed_up, in_one
from answerable.read.formats.pdf.unseen import without_unseen


def read_page(document: Any, index: int) -> Page | None:
    """One page taken apart, or None where it cannot be opened.

    Args:
        document: a document loaded by PDFium.
        index: the page, from 0.
    """
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return None
    try:
        return _read(page, index + 1)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read(page: Any, number: int) -> Page:
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    rotation = pdfium.FPDFPage_GetRotation(page)
    turn = turn_of(_page_box(page, width, height, rotation), rotation)
    strokes = read_strokes(page, turn)
    words, unseen = without_unseen(page, turn, read_words(page, turn), strokes, (width, height))
    words = in_one(closed_up(words))
    shown = (0.0, 0.0, width, height)
    level = [w for w in words if w.bottom > 0 and w.top < height]
    seen = [w for w in level if w.right > 0 and w.left < width]
    beside = [w for w in level if w.right <= 0 or w.left >= width] if len(level) > len(seen) else []
    return Page(
        number, width, height, tuple(seen), tuple(strokes.across), tuple(strokes.down), tuple(strokes.bars),
        _share(strokes.pictures, shown), tuple(strokes.drawn), unseen, tuple(beside),
    )  # fmt: skip


def _page_box(page: Any, width: float, height: float, rotation: int) -> Box:
    """Left, bottom, right, top of the page in the file's own coordinates: its crop box, or its media box."""
    sides = [ctypes.c_float() for _ in range(4)]
    for get in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if get(page, *sides):
            left, bottom, right, top = (side.value for side in sides)
            return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return (0.0, 0.0, height, width) if rotation % 2 else (0.0, 0.0, width, height)


def _share(boxes: Sequence[Box], page: Box) -> float:
    """The largest share of the page that one picture covers."""
    area = (page[2] - page[0]) * (page[3] - page[1])
    if not area:
        return 0.0
    best = 0.0
    for left, top, right, bottom in boxes:
        wide = max(0.0, min(right, page[2]) - max(left, page[0]))
        high = max(0.0, min(bottom, page[3]) - max(top, page[1]))
        best = max(best, wide * high / area)
    return best
