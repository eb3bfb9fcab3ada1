"""The words and ruled lines of each page of a PDF, for drawing what was read where. Pictures are never drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pypdfium2.raw as pdfium

from answerable.read.formats.pdf.geometry import Page
from answerable.read.formats.pdf.pages import read_page


def outline(path: Path) -> Iterator[Page]:
    """Each page of a PDF, taken apart; nothing for a file that is no PDF or cannot be opened."""
    data = path.read_bytes()
    if b"%PDF-" not in data[:1024]:
        return
    pdfium.FPDF_InitLibrary()
    kept = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(kept, len(data), None)
    if not document:
        return
    try:
        for index in range(pdfium.FPDF_GetPageCount(document)):
            page = read_page(document, index)
            if page is not None:
                yield page
    finally:
        pdfium.FPDF_CloseDocument(document)
