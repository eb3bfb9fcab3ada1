"""Tables that touch: one under another with no more than a line between, or one beside another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from answerable.read import tokens
from answerable.read.formats.pdf.columns import is_body
from answerable.read.formats.pdf.geometry import Line
from answerable.read.formats.pdf.lines import is_period, is_value
from answerable.read.formats.pdf.sheet import Sheet

_MOSTLY = 0.8
_FURTHER = 1.3
"""Times the usual space between lines: a table after another stands further off."""

_HEADS = 3
"""Below so many rows, no heading of a column stands any more."""


def second_heading(lines: Sequence[Line]) -> int | None:
    """The last line of figures before a second table's heading, or None where the lines are of one table.

    A line with several labels and no value is a heading where every line above it and below it that prints
    anything beside its label prints values alone: a table of words has such lines anywhere.

    Args:
        lines: those of one block, from the top down.
    """
    figures = [i for i, line in enumerate(lines) if is_body(line)]
    if len(figures) < 2 or any(not _values_alone(lines[i]) for i in figures):
        return None
    usual = median(b.middle - a.middle for a, b in itertools.pairwise(lines))
    for above, below in itertools.pairwise([*figures, len(lines)]):
        for at in range(above + 1, below):
            apart = lines[at].middle - lines[at - 1].middle > _FURTHER * usual
            if _labels_alone(lines[at]) or (_is_pair(lines[at]) and (apart or _sums(lines[at - 1]))):
                return above
    return None


def _is_pair(line: Line) -> bool:
    """True for two words beside each other, of which neither is a value: the heading of a table of one column, after one that ended."""
    return len(line.pieces) == 2 and not any(is_value(piece.text) for piece in line.pieces)


def _sums(line: Line) -> bool:
    return tokens.is_total(line.pieces[0].text)


def _values_alone(line: Line) -> bool:
    return all(is_value(piece.text) for piece in line.pieces[1:])


def _labels_alone(line: Line) -> bool:
    worded = sum(not is_value(piece.text) for piece in line.pieces)
    return len(line.pieces) > 2 and worded > 1 and not any(_is_number(piece.text) for piece in line.pieces)


def _is_number(text: str) -> bool:
    return is_value(text) and not text[0].isalpha()


def beside(sheet: Sheet) -> str:
    """What to say of a column of words between columns of values; nothing where none is."""
    rows = sheet.texts()
    if rows and rows[0][0] and rows[0][0] in rows[0][2:]:
        return f"“{rows[0][0]}” stands over two of its columns: two tables may stand side by side"
    columns = list(zip(*rows, strict=True))
    valued = [c for c, texts in enumerate(columns) if _share(texts, values=True) >= _MOSTLY]
    for column in range(2, len(columns) - 1):
        between = any(c < column for c in valued) and any(c > column for c in valued)
        worded = _share(columns[column], values=False) >= _MOSTLY
        if between and (worded or any(tokens.is_total(text) for text in columns[column][_HEADS:])):
            return "a column of words stands between columns of figures: two tables may stand side by side"
    return ""


def _is_word(text: str) -> bool:
    return text[0].isalpha() or not is_value(text)


def names_with_values(sheet: Sheet) -> str:
    """What to say of two columns whose first rows name what stands beside them, and head nothing."""
    if sheet.width != 2:
        return ""
    rows = sheet.texts()
    heads = rows[: next((i for i, row in enumerate(rows) if is_value(row[1])), len(rows))]
    if any(name and value and (name.endswith(":") or _is_code(value)) for name, value in heads):
        return "it may be a list of names with what belongs to each, and no table with a heading"
    return ""


def _is_code(text: str) -> bool:
    """True for a date in figures or a reference; not for a period, nor for words with a figure in them."""
    digits, letters = any(map(str.isdigit, text)), any(map(str.isalpha, text))
    return digits and not letters and not is_period(text)


def _share(texts: Sequence[str], *, values: bool) -> float:
    """The share of the texts under a column's first that are values, or that are words."""
    filled = [text for text in texts if text][1:]
    if len(filled) < (1 if values else 2):
        return 0.0
    same = sum(is_value(text) if values else _is_word(text) for text in filled)
    return same / len(filled)
