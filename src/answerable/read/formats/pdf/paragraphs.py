"""Lines of running text to paragraphs, each with its box."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.read.formats.origin import MAX_PRINTED, Origin
from answerable.read.formats.pdf.geometry import Line, join, union
from answerable.read.formats.pdf.leaders import LEADER
from answerable.read.formats.pdf.lines import begins_list, is_value
from answerable.read.grid import Paragraph

_FULL = 0.86
"""A line that fills this share of the text's width may run on into the next."""

_ITEM = re.compile(r"(?:[•·▪◦●o\-–*]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|Q\d*[.:]?|Question\b)\s", re.I)
_LEADING = 2.0
"""Of the height: the lines of one entry of a list with dots are no further apart."""

_CARRIED = re.compile(r"[a-z(&]")
_ENTRY = re.compile(r"[^\W\d].*[^\W\d]\W*\s[-–—:=]\s*\d[\d,]*$")
"""A line of a list: a label, and its number behind a dash."""

_ENDS = re.compile(r"[.!?:;]$")


def paragraphs(lines: Sequence[tuple[int, Line]], origin: Origin, page: int) -> list[tuple[float, Paragraph]]:
    """Paragraphs with how far down the page each begins.

    Args:
        lines: the lines outside tables, each with its number on the page, from the top down.
        origin: the file.
        page: the page's number.
    """
    if not lines:
        return []
    right = max(line.right for _, line in lines)
    left = min(line.left for _, line in lines)
    groups: list[list[tuple[int, Line]]] = []
    for number, line in lines:
        if groups and _runs_on(groups[-1][-1][1], line, left, right):
            groups[-1].append((number, line))
        else:
            groups.append([(number, line)])
    return [(group[0][1].top, _paragraph(group, origin, page)) for group in groups]


def _runs_on(above: Line, line: Line, left: float, right: float) -> bool:
    """True where a line goes on the paragraph above it."""
    height = max(above.pieces[0].height, line.pieces[0].height)
    if len(above.pieces) > 1 or len(line.pieces) > 1 or _ITEM.match(line.text) or begins_list(line.text):
        return False
    if _ENTRY.match(above.text) and _ENTRY.match(line.text):
        return False
    if LEADER in line.text or LEADER in above.text:
        return _is_led(above, line, height)
    if (
        line.middle - above.middle > 1.5 * height
        or abs(above.pieces[0].height - line.pieces[0].height) > 0.2 * height
    ):
        return False
    full = above.right - left > _FULL * (right - left) and above.right - above.left > 10 * height
    hanging = -0.5 * height < line.left - above.left < 4 * height or _ITEM.match(above.text) is None
    return (
        full
        and hanging
        and not (_ENDS.search(above.text) and line.text[:1].isupper() and above.right < right - 3 * height)
    )


def _is_led(above: Line, line: Line, height: float) -> bool:
    """True for the rest of a label, whose dots stand on its last line, and for a number that had no room behind them."""
    near = line.middle - above.middle < _LEADING * height and abs(line.left - above.left) < height
    rest = LEADER not in above.text and _CARRIED.match(line.text) is not None
    return near and (rest or (above.text.endswith(LEADER) and is_value(line.text)))


def _paragraph(group: Sequence[tuple[int, Line]], origin: Origin, page: int) -> Paragraph:
    text = " ".join(line.text for _, line in group)
    box = union([join(line.pieces).box for _, line in group])
    source = origin.on_page(text[:MAX_PRINTED], page=page, line=group[0][0], box=box)
    return Paragraph(text, source)
