"""The records of a binary workbook ([MS-XLSB] 2.1.4): a number, a length, and as many bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

ROW, BLANK, RK, ERROR, BOOL, REAL, TEXT, SHARED = range(8)
FORMULA_TEXT, FORMULA_REAL, FORMULA_BOOL, FORMULA_ERROR = range(8, 12)
SHORT_BLANK, SHORT_RK, SHORT_ERROR, SHORT_BOOL, SHORT_REAL, SHORT_TEXT, SHORT_SHARED = range(12, 19)
ITEM, FONT, FORMAT, FILL, LOOK, COLUMN, RICH = 19, 43, 44, 45, 47, 60, 62
BOOK, SHEET, CALCULATION, MERGE = 153, 156, 157, 176
LOOKS, LOOKS_END, COMMENT = 617, 618, 635
_LONGEST = 4
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class Record:
    """One record, and how far it has been taken.

    Every number is read by its width; one that the record is too short for raises ``struct.error``.
    """

    kind: int
    data: memoryview
    at: int = 0

    def _take(self, form: str, size: int) -> int:
        found: int = struct.unpack_from(form, self.data, self.at)[0]
        self.at += size
        return found

    def byte(self) -> int:
        """The next byte."""
        return self._take("<B", 1)

    def short(self) -> int:
        """The next two bytes."""
        return self._take("<H", 2)

    def word(self) -> int:
        """The next four bytes."""
        return self._take("<I", 4)

    def real(self) -> float:
        """The next eight bytes, as a number with a point."""
        found: float = struct.unpack_from("<d", self.data, self.at)[0]
        self.at += 8
        return found

    def rk(self) -> float:
        """A number packed into four bytes: whole, or the upper half of one with a point, or either in hundredths."""
        raw = self.word()
        if raw & 2:
            number = float((raw >> 2) - ((raw >> 31) << 30))
        else:
            number = struct.unpack("<d", struct.pack("<II", 0, raw & 0xFFFFFFFC))[0]
        return number / 100 if raw & 1 else number

    def text(self) -> str:
        """A text with its length before it; empty for none."""
        length = self.word()
        if length == 0xFFFFFFFF:
            return ""
        end = self.at + 2 * length
        if end > len(self.data):
            raise struct.error("a text is longer than its record")
        found = bytes(self.data[self.at : end]).decode("utf-16-le", "replace")
        self.at = end
        return found

    def error(self) -> str:
        """What a cell prints whose formula failed."""
        return _ERRORS.get(self.byte(), "#REF!")

    def rich(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """A text, and where in it which font begins."""
        flags, text = self.byte(), self.text()
        runs = (
            [(self.short(), self.short()) for _ in range(min(self.word(), len(text) + 1))]
            if flags & 1
            else []
        )
        return text, tuple(runs)


def records(data: bytes) -> Iterator[Record]:
    """Each record of a part. Raises ``struct.error`` where one is cut short."""
    view, at = memoryview(data), 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, _LONGEST)
        if at + size > len(data):
            raise struct.error("a record is cut short")
        yield Record(kind, view[at : at + size])
        at += size


def _number(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place after it."""
    number = 0
    for n in range(longest):
        if at >= len(data):
            raise struct.error("a record is cut short")
        number |= (data[at] & 0x7F) << (7 * n)
        at += 1
        if not data[at - 1] & 0x80:
            break
    return number, at
