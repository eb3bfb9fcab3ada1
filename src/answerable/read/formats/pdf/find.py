"""Every table of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.accept import is_table
from answerable.read.formats.pdf.aligned import blocks, sheet_of
from answerable.read.formats.pdf.cells import sheet_of_frame
from answerable.read.formats.pdf.geometry import Box, Line, Page, Rule, Word
from answerable.read.formats.pdf.lines import Gaps, gaps_of, lines_of
from answerable.read.formats.pdf.ruled import frames, merged
from answerable.read.formats.pdf.sheet import Sheet

_SHORT = 15
"""Ruled lines shorter than this underline a word."""


@dataclass(slots=True)
class Found:
    """What a page holds: its tables, and the lines of text outside them."""

    sheets: list[Sheet]
    lines: list[Line]


def find(page: Page) -> Found:
    """Tables with ruled cells first, then those whose cells stand in line."""
    words = list(page.words)
    gaps = gaps_of(words)
    sheets: list[Sheet] = []
    across = merged(page.across)
    rules = [r for r in across if r.length > _SHORT]
    for frame in frames(across, merged(page.down)):
        inside, outside = _parted(words, frame.box)
        if not inside:
            continue
        sheet = sheet_of_frame(frame, inside, gaps) or _boxed(inside, rules, gaps)
        if sheet is not None and is_table(sheet, page):
            sheets.append(sheet)
            words = outside
    lines = lines_of(words, gaps)
    kept: list[Line] = []
    done = 0
    for start, end in blocks(lines):
        found = sheet_of(lines[start:end], lines[max(done, start - 6) : start], rules, gaps)
        if found is None or not is_table(found[0], page):
            continue
        sheet, taken = found
        sheets.append(sheet)
        kept += lines[done : start - taken]
        done = end
    kept += lines[done:]
    return Found(sorted(sheets, key=lambda s: s.box[1]), kept)


def _boxed(inside: Sequence[Word], rules: Sequence[Rule], gaps: Gaps) -> Sheet | None:
    """The table inside a box with no ruled columns, where what stands in it stands in line."""
    found = sheet_of(lines_of(inside, gaps), (), rules, gaps)
    return found[0] if found else None


def _parted(words: Sequence[Word], box: Box) -> tuple[list[Word], list[Word]]:
    """The words whose centre lies in the box, and the others."""
    left, top, right, bottom = box
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        within = left - 1 <= word.centre <= right + 1 and top - 1 <= word.middle <= bottom + 1
        (inside if within else outside).append(word)
    return inside, outside
