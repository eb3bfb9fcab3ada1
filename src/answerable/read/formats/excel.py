"""Spreadsheets of every kind to paragraphs and grids."""

from __future__ import annotations

from answerable.model import Finding
from answerable.read.formats.layout import arrange
from answerable.read.formats.ods import read_ods
from answerable.read.formats.origin import MAX_CELLS, Origin
from answerable.read.formats.xls import read_xls
from answerable.read.formats.xlsb import read_xlsb
from answerable.read.formats.xlsx import read_xlsx
from answerable.read.formats.xmlss import read_xmlss
from answerable.read.grid import Block, Loaded

_READERS = {"xlsx": read_xlsx, "xls": read_xls, "ods": read_ods, "xml": read_xmlss, "xlsb": read_xlsb}
_KINDS = {"xml": "xls", "xlsb": "xlsx"}
"""What a document of some form is called: these are workbooks of Excel's older and newer form in other writing."""


def load_workbook(data: bytes, kind: str, origin: Origin) -> Loaded:
    """The paragraphs and grids of a workbook's visible sheets, in order.

    Args:
        data: its bytes.
        kind: ``xlsx``, ``xls``, ``ods``, ``xlsb``, or ``xml`` for XML Spreadsheet 2003.
        origin: the file.

    Returns:
        Cells with the text that the sheet prints. Hidden sheets are reported, not read; hidden rows and
        columns are read, marked and reported.

    Raises:
        UnreadableError: the workbook is damaged, locked with a password, or unsafe to open.
    """
    blocks: list[Block] = []
    findings: list[Finding] = []
    room = MAX_CELLS
    for sheet, known in _READERS[kind](data, origin):
        findings.extend(known)
        if sheet is not None:
            arranged = arrange(sheet, origin, room)
            blocks.extend(arranged.blocks)
            findings.extend(arranged.findings)
            room -= arranged.area
    return Loaded(_KINDS.get(kind, kind), tuple(blocks), tuple(findings))
