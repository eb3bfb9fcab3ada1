"""The words of labels: which of them go on from one line to the next."""

from __future__ import annotations

import re

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line
from answerable.read.formats.pdf.lines import is_figure, is_period, is_value

_GOES_ON = re.compile(
    r"(?:[,(/&+–—-]|\b(?:and|or|(?<!City )of|with|to|the|(?-i:a)|an|in|on|for|from|by|at|than|(?<!and )(?<!or )(?:under|over)|non|aged))$",
    re.I,
)

REMARK = re.compile(r"[A-Z\d]\S*\s.*(?<!\betc)\.")
"""A sentence right under the last row is no part of its label."""

_CARRIED = re.compile(r"[a-z(&/]")

_BAND = re.compile(
    r"(?:under|over|aged)\s+\d{1,2}|\d{1,3}\s?[-–]\s?\d{1,3}|\d{1,2}\s?(?:\+|\s(?:and|or)\s+(?:over|under|above))",
    re.I,
)
"""A band of ages."""

ONE_LABEL = 1.6
"""Of the height: lines of one label are no further apart, unless other distances prove it: a line and a half in type with much room."""

_INDENT = 2.0
"""Points by which the left ends of labels may differ."""


def said_on(label: str, text: str) -> bool:
    """True where the words of two label lines, one under the other, are one phrase."""
    if is_value(label) or is_figure(text) or tokens.is_total(text):
        return False
    return bool(_GOES_ON.search(label) or _CARRIED.match(text)) or label.count("(") > label.count(")")


def are_two(label: str, text: str) -> bool:
    """True for two months or years, one under the other, and for a band of ages over another or a new label: they are of two rows."""
    if is_period(label) and is_period(text):
        return True
    return _BAND.fullmatch(label) is not None and (text[:1].isupper() or _BAND.fullmatch(text) is not None)


def label_beside(line: Line, other: Line) -> str:
    """The label of a line that begins where one of another does: the second where a code stands before it."""
    lefts = [piece.left for piece in other.pieces]
    same = (
        piece.text
        for piece in line.pieces
        if not is_value(piece.text) and any(abs(piece.left - left) < _INDENT for left in lefts)
    )
    return next(same, line.pieces[0].text)


def unsure(line: Line) -> str:
    """What to say of a label line that may be a row of its own or part of a label."""
    return f"it is not certain whether “{line.text}” is a row of its own or part of a label"
