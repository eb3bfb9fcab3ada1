"""Rows of a table's body: which lines are rows of their own, and which go on a wrapped label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.read.formats.pdf.geometry import Line, Rule
from answerable.read.formats.pdf.lines import is_value

_GOES_ON = re.compile(r"(?:[,(/&+–—-]|\b(?:and|or|of|with|to|the|a|an|in|on|for|from|by|at|than|under|over))$", re.I)
_CARRIED = re.compile(r"[a-z(&/]")


def body_rows(lines: Sequence[Line], rules: Sequence[Rule]) -> list[list[Line]]:
    """The lines of each row.

    Args:
        lines: the body's lines from the top down.
        rules: horizontal ruled lines: no row crosses one.
    """
    anchors = [_has_values(line) for line in lines]
    if not any(anchors):
        return [[line] for line in lines]
    owner = list(range(len(lines)))
    tight = _pitch(lines)
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and not anchors[index]:
            continue
        _share(lines, owner, (start - 1 if start else None, index if index < len(lines) else None), rules, tight)
        start = index + 1
    rows: dict[int, list[Line]] = {}
    for index, line in enumerate(lines):
        rows.setdefault(owner[index], []).append(line)
    return [rows[key] for key in sorted(rows)]


def _has_values(line: Line) -> bool:
    return any(is_value(piece.text) for piece in line.pieces[1:]) or (
        len(line.pieces) == 1 and is_value(line.pieces[0].text)
    )


def _pitch(lines: Sequence[Line]) -> float:
    """The least space between lines of the table: that of the lines of one label."""
    steps = [b.middle - a.middle for a, b in zip(lines, lines[1:], strict=False)]
    return min(steps) if steps else 0.0


def _share(
    lines: Sequence[Line], owner: list[int], ends: tuple[int | None, int | None], rules: Sequence[Rule], tight: float
) -> None:
    """Gives each label line between two rows of values to the one above, the one below, or itself."""
    above, below = ends
    between = range(0 if above is None else above + 1, len(lines) if below is None else below)
    taken = set()
    for index in between:  # from the row above downwards, while lines go on it
        if above is None or not _follows(lines, index - 1, index, above, below, rules, tight):
            break
        owner[index] = above
        taken.add(index)
    for index in reversed(between):
        if below is None or index in taken or not _precedes(lines, index, index + 1, above, below, rules, tight):
            break
        owner[index] = below


def _gap(lines: Sequence[Line], upper: int, lower: int) -> float:
    return lines[lower].middle - lines[upper].middle


def _ruled_off(lines: Sequence[Line], upper: int, lower: int, rules: Sequence[Rule]) -> bool:
    a, b = lines[upper], lines[lower]
    left = min(a.left, b.left)
    return any(a.middle < r.at < b.middle and r.start <= left + 10 and r.length > 40 for r in rules)


def _follows(
    lines: Sequence[Line], upper: int, lower: int, above: int, below: int | None, rules: Sequence[Rule], tight: float
) -> bool:
    """True where a label line goes on the row above it."""
    gap = _gap(lines, upper, lower)
    height = lines[lower].pieces[0].height
    if _ruled_off(lines, upper, lower, rules) or gap > 1.45 * height:
        return False
    bare = is_value(lines[above].pieces[0].text)  # no label of its own: it stands half way down
    if not bare and lines[lower].left < lines[above].left - 0.5 * height:
        return False
    after = _gap(lines, lower, lower + 1) if lower + 1 < len(lines) else 1e9
    if after < 0.85 * gap:
        return False
    label = lines[upper].pieces[0].text
    text = lines[lower].text
    if _GOES_ON.search(label) or _CARRIED.match(text) or label.count("(") > label.count(")"):
        return True
    if lines[lower].pieces[0].bold != lines[above].pieces[0].bold:
        return False
    return gap < 0.85 * after and gap <= 1.15 * tight and below is not None


def _precedes(
    lines: Sequence[Line], upper: int, lower: int, above: int | None, below: int, rules: Sequence[Rule], tight: float
) -> bool:
    """True where a label line begins the row below it: its label goes on there, or stands half way down."""
    gap = _gap(lines, upper, lower)
    height = lines[upper].pieces[0].height
    if _ruled_off(lines, upper, lower, rules) or gap > 1.45 * height:
        return False
    first = lines[below].pieces[0]
    if is_value(first.text) or first.left > lines[upper].right:  # the row of values has no label of its own
        return True
    before = _gap(lines, upper - 1, upper) if upper > 0 else 1e9
    if _GOES_ON.search(lines[upper].text) or _CARRIED.match(first.text):
        return True
    return gap < 0.85 * before and gap <= 1.15 * tight and above is not None and gap < 1.1 * height
