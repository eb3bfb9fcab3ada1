"""Where a number stands: the file, the place in it, and the text as printed there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

Spot = tuple[int | None, int | None]
"""A page and a line, as far as the kind of document has them."""


@dataclass(frozen=True, slots=True)
class Source:
    """One printed place in one document.

    Attributes:
        file: the document's path as shown to people (relative to the study's replies where there is one).
        sha256: hex digest of the file's bytes.
        printed: the text as it stands there, unchanged.
        line: line number from 1, for text and HTML.
        chars: start and end within that line, from 0, where a line holds more than one cell.
        sheet: sheet name, for spreadsheets.
        cell: cell address such as ``B4``, for spreadsheets and CSV.
        page: page number from 1, for paged documents.
        box: left, top, right, bottom on that page, in points.
    """

    file: str
    sha256: str
    printed: str
    line: int | None = None
    chars: tuple[int, int] | None = None
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None

    @property
    def spot(self) -> Spot:
        """Its page and line, which tell one line of a document from another."""
        return (self.page, self.line)

    @property
    def where(self) -> str:
        """The place in words: ``line 39``, ``sheet A, cell B4``, ``page 2``."""
        parts = []
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.sheet is not None:
            parts.append(f"sheet {self.sheet}")
        if self.cell is not None:
            parts.append(f"cell {self.cell}")
        if self.line is not None:
            parts.append(f"line {self.line}")
        return ", ".join(parts) or "the document"

    @property
    def id(self) -> str:
        """A short name for this place that stays the same from run to run, fit for an HTML anchor."""
        place = repr((self.file, self.line, self.chars, self.sheet, self.cell, self.page, self.box))
        return f"s{self.sha256[:8]}-{hashlib.sha256(place.encode()).hexdigest()[:10]}"

    def to_dict(self) -> dict[str, Any]:
        """The place for ``--json``: only the keys that this kind of document has."""
        keys = ("page", "box", "sheet", "cell", "line", "chars")
        pairs = ((key, getattr(self, key)) for key in keys)
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in pairs
            if value is not None
        }
