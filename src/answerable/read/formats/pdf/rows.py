"""Rows of a table's body: which lines are rows of their own, and which go on a wrapped label."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.geometry import Line, Rule
from answerable.read.formats.pdf.lines import is_value
from answerable.read.formats.pdf.phrases import unsure
from answerable.read.formats.pdf.seats import seated
from answerable.read.formats.pdf.stacks import Stack

_SAME = 0.04
"""Of the height: distances that differ by less are the same."""

_INDENT = 2.0
"""Points by which the left ends of labels may differ."""

_HALF_A_LINE = 0.9
"""Of the height: what stands half a line higher is no further off."""

_ACROSS = 0.8
"""Of a table's width: a ruled line that parts two rows runs over more."""

_STEPS = 0.8
"""Points: a browser sets lines on the dots of a screen, so that rows of one height stand by so much more or less apart."""

_HAIR = 0.15

_MANY = 4
"""So many distances between rows that are all the same tell that this one does not."""


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of each row, and what is not certain about them; empty where nothing is."""

    rows: list[list[Line]]
    doubt: str = ""


def body_rows(lines: Sequence[Line], rules: Sequence[Rule]) -> Body:
    """Gathers the lines of each row.

    Args:
        lines: the body's lines from the top down.
        rules: horizontal ruled lines: no row crosses one.
    """
    edges = [line.left for line in lines if len(line.pieces) > 1 and not is_value(line.pieces[0].text)]
    anchors = [i for i, line in enumerate(lines) if _has_values(line, edges)]
    if not anchors:
        return Body([[line] for line in lines])
    if ruled := _ruled_rows(lines, anchors, rules):
        return Body(ruled)
    stack = Stack(lines, rules, edges, *_pitch(lines, anchors))
    owner = list(range(len(lines)))
    doubts: list[str] = []
    for above, below in zip([None, *anchors], [*anchors, None], strict=True):
        start = 0 if above is None else above + 1
        end = len(lines) if below is None else below
        if start < end:
            doubts += stack.share(owner, above, below, range(start, end))
    doubts += [doubt for anchor in anchors if (doubt := stack.leaning(owner, anchor))]
    doubts += stack.begun_above(owner, anchors)
    doubts += stack.torn(owner)
    doubts += stack.with_room(owner)
    seats = seated(lines, anchors, rules) if len(anchors) < len(lines) else None
    if seats is not None and seats.proved:
        owner, doubts = list(seats.owner), []
    elif seats is not None:
        doubts += [
            unsure(line) for line, own, row in zip(lines, owner, seats.owner, strict=True) if own != row
        ]
    rows: dict[int, list[Line]] = {}
    for index, line in enumerate(lines):
        rows.setdefault(owner[index], []).append(line)
    return Body([rows[key] for key in sorted(rows)], doubts[0] if doubts else "")


def _ruled_rows(
    lines: Sequence[Line], anchors: Sequence[int], rules: Sequence[Rule]
) -> list[list[Line]] | None:
    """The lines of each row where a ruled line runs between every two of them, or None where some have none."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    over = [r.at for r in rules if min(r.end, right) - max(r.start, left) > _ACROSS * (right - left)]
    bands: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        bands.setdefault(sum(at < line.middle for at in over), []).append(index)
    held = [[lines[index] for index in band if index in anchors] for band in bands.values()]
    if len(anchors) < 2 or not all(map(_is_one_row, held)):
        return None
    if not held[-1] and not any(at > lines[-1].middle for at in over):
        return None
    return [[lines[index] for index in band] for band in bands.values()]


def _is_one_row(lines: Sequence[Line]) -> bool:
    """True for lines with values of which none stands under another: in one row some may stand half a line higher."""
    if len(lines) < 2:
        return True
    if lines[-1].middle - lines[0].middle > _HALF_A_LINE * lines[0].pieces[0].height:
        return False
    values = sorted((p.left, p.right) for line in lines for p in line.pieces if is_value(p.text))
    return all(a[1] <= b[0] for a, b in itertools.pairwise(values))


def _has_values(line: Line, edges: Sequence[float]) -> bool:
    """True for a line with values; a lone one that stands where labels begin is the end of one: "Under", "10"."""
    if any(is_value(piece.text) for piece in line.pieces[1:]):
        return True
    lone = len(line.pieces) == 1 and is_value(line.text) and not line.text[0].isalpha()
    return lone and not any(abs(line.left - edge) < _INDENT for edge in edges)


def _pitch(lines: Sequence[Line], anchors: Sequence[int]) -> tuple[float | None, int, bool]:
    """The least space between two rows of one line each, or None where every row has several.

    Returns:
        That space, how often it stands, and whether it is always the same to a hair.
    """
    steps = [lines[b].middle - lines[a].middle for a, b in itertools.pairwise(anchors) if b == a + 1]
    least = min(steps, default=0.0)
    alike = [step for step in steps if step - least < _STEPS]
    near = sum(step - least < _SAME * lines[0].pieces[0].height for step in steps)
    return least or None, near, len(alike) >= _MANY and max(alike) - least < _HAIR
