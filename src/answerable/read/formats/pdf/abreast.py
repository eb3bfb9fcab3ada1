"""Two tables side by side, parted by no more than space: where one ends and the other begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.lines import is_value

_NEAR = 3.0
"""Points by which the left ends of labels may differ."""
_MOSTLY = 0.5
_LEAST = 2
"""Rows that the second table must have."""


@dataclass(slots=True)
class _Sides:
    """What stands on either side of a strip of space, line by line.

    Attributes:
        left, right: the pieces; a line has one entry in each, which may be blank.
    """

    left: list[list[Word]] = field(default_factory=list)
    right: list[list[Word]] = field(default_factory=list)


def gutter(lines: Sequence[Line]) -> float | None:
    """Where the space lies between two tables side by side, or None where the lines are of one table.

    Right of it begins a column of labels, each at the same place, with values after them; left of it stand labels
    with values too. Words between figures can also be a column of one table ("Force, held, method, found"), so the
    rows must part as well: those of the right stand at other heights, are more, or have a total of their own. A table
    alone can end with rows that fill its first columns only, and is told of elsewhere.

    Args:
        lines: a block of lines.
    """
    strips = _strips(lines)
    for start, end in sorted(strips, key=lambda strip: strip[0] - strip[1]):
        sides = _sides(lines, (start + end) / 2)
        labels = _labels(sides)
        if labels is None or not _has_rows(sides.left):
            continue
        widest = all(end - start >= b - a for a, b in strips if a >= _first_values(sides))
        if _own_total(labels) or _at_other_heights(sides) or (widest and _goes_on(sides)):
            return (start + end) / 2
    return None


def _strips(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Stretches of the width over which no word stands."""
    found = []
    reached = None
    for word in sorted((word for line in lines for word in line.words), key=lambda word: word.left):
        if reached is not None and word.left > reached:
            found.append((reached, word.left))
        reached = max(word.right, reached or word.right)
    return found


def _sides(lines: Sequence[Line], at: float) -> _Sides:
    sides = _Sides()
    for line in lines:
        sides.left.append([piece for piece in line.pieces if piece.centre < at])
        sides.right.append([piece for piece in line.pieces if piece.centre > at])
    return sides


def _labels(sides: _Sides) -> list[Word] | None:
    """The labels of the right side; None where they are none, or a row has no label beside, above or below it."""
    rows = [row for row in sides.right if row]
    if not rows:
        return None
    edge = min(row[0].left for row in rows) + _NEAR
    values = [_valued(row) for row in rows]
    for i, row in enumerate(rows):
        alone = (rows[k] for k in (i - 1, i + 1) if 0 <= k < len(rows) and not values[k])
        if (
            row[0].left > edge
            and (values[i] or is_value(row[0].text))
            and not any(r[0].left <= edge for r in alone)
        ):
            return None
    labels = [row[0] for row in rows if row[0].left <= edge]
    worded = sum(_is_worded(label) for label in labels)
    named = sum(values) >= _LEAST and any(row[0].text[0].isalpha() for row in rows if _valued(row))
    return labels if named and worded > _MOSTLY * len(labels) else None


def _is_worded(label: Word) -> bool:
    """True for words, and for what can be an age: "16-17", "55+"."""
    return not is_value(label.text) or (len(label.text) > 1 and tokens.kind(label.text) == "mark")


def _has_rows(side: Sequence[Sequence[Word]]) -> bool:
    """True for labels with values: what is left of a second table is a table."""
    return any(map(_valued, side)) and any(_is_worded(row[0]) for row in side if row)


def _first_values(sides: _Sides) -> float:
    """Where the values of the left side begin."""
    return min((p.left for row in sides.left for p in row[1:] if is_value(p.text)), default=0.0)


def _own_total(labels: Sequence[Word]) -> bool:
    return any(tokens.is_total(label.text) for label in labels)


def _at_other_heights(sides: _Sides) -> bool:
    """True where each side has values on lines on which the other has nothing at all."""
    lines = list(zip(sides.left, sides.right, strict=True))
    return any(_valued(left) and not right for left, right in lines) and _goes_on(sides)


def _goes_on(sides: _Sides) -> bool:
    """True where the right side has values on lines that are blank on the left, where a table has its labels."""
    return any(_valued(right) and not left for left, right in zip(sides.left, sides.right, strict=True))


def _valued(row: Sequence[Word]) -> bool:
    return any(is_value(piece.text) for piece in row[1:])
