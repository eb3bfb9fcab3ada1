"""What every reader of a format shares: the file that it reads, and how much of one it will hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from answerable.model import Finding, Source
from answerable.model.finding import Severity

MAX_BYTES = 64 * 1024 * 1024
"""A file larger than this is no reply with a table of counts, and is not opened."""

MAX_CELLS = 250_000
"""A document with more cells than this holds records, not counts."""

MAX_PRINTED = 2_000
"""Characters of the printed text that a source keeps."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that is being read.

    Attributes:
        file: its path as shown to people.
        sha256: hex digest of its bytes.
    """

    file: str
    sha256: str

    def at(
        self, printed: str, *, line: int | None = None, sheet: str | None = None, cell: str | None = None
    ) -> Source:
        """A place in the file, with the text that stands there."""
        return Source(self.file, self.sha256, printed[:MAX_PRINTED], line=line, sheet=sheet, cell=cell)

    def on_page(
        self,
        printed: str,
        *,
        page: int,
        line: int | None = None,
        box: tuple[float, float, float, float] | None = None,
    ) -> Source:
        """A place on a page, with the text that stands there; ``box`` in points from the top left corner."""
        return Source(self.file, self.sha256, printed[:MAX_PRINTED], page=page, line=line, box=box)

    def finding(self, severity: Severity, kind: str, what: str, do: str = "", place: str = "") -> Finding:
        """Something to know about the file, or about ``place`` in it."""
        where = f"{self.file}, {place}" if place else self.file
        return Finding(severity, where, what, do, kind)


def fold(text: str) -> str:
    """The text with every run of white space as one space, and without characters that print nothing."""
    if not text.isascii():
        for invisible in ("\u200b", "\ufeff", "\u00ad", "\u2060"):
            text = text.replace(invisible, "")
    return " ".join(text.split())


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a cell that prints several, each with its white space folded; none for a cell of one line."""
    if "\n" not in text and "\r" not in text:
        return ()
    lines = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
    return lines if len(lines) > 1 else ()


def struck_text(pieces: int) -> tuple[str, str]:
    """What to say of text with a line through it, and what to do."""
    what = f"{many(pieces, 'piece')} of text are struck through, and were not read."
    return what, "Ask the body which of the figures stands."


def footnote(text: str) -> str:
    """Raised text as it is told apart from a figure in plain text: ``1`` becomes ``[1]``, ``th`` stays."""
    bare = text.strip()
    if re.fullmatch(r"\d[\d, ]*|[a-z]", bare):
        return f"[{bare}]"
    return text


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: ``A``, ``Z``, ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell whose row and column are counted from 0: (3, 1) is ``B4``."""
    return f"{column_letters(column)}{row + 1}"


def many(number: int, noun: str) -> str:
    """``1 row``, ``2 rows``, ``12,000 rows``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
