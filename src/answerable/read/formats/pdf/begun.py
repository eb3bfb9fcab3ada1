"""Where the body of a table begins: at its first values, or at a label that begins above them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from answerable.read.formats.pdf.columns import Span, label_columns
from answerable.read.formats.pdf.geometry import Line
from answerable.read.formats.pdf.headed import lines_between
from answerable.read.formats.pdf.phrases import ONE_LABEL, label_beside, said_on

_INDENT = 2.0
"""Points by which the left ends of labels may differ."""

_HALF_A_LINE = 0.9
"""Of the height: a label of two lines has its lines no further above and below the middle of its cell."""

_FAR = 0.75
"""Of the space under it: what goes on a heading is nearer to it than this."""

_NAMES_LABELS = re.compile(
    r"(?:[a-z/&]+\s+){0,2}(?:area|type|description|title|name|group|band|category|code)", re.I
)
"""The end of a heading over labels, and of none of them."""

_TWO_LINES = 1.9
"""Of the height: no label goes on over such a space."""


def body_begins(lines: Sequence[Line], first: int, spans: Sequence[Span]) -> int:
    """The first line of the body: that of the first values, or of the label that begins above them.

    Lines of one piece in the label column are labels where the headings above them head that column too, or
    where the values' own line has no label.
    """
    start = first
    if start == 0 or len(lines[start - 1].pieces) > 1:
        return first
    labels = label_columns(lines[first:], spans)
    edge = spans[labels][0]
    while start > 0 and len(lines[start - 1].pieces) == 1 and lines[start - 1].right <= edge:
        start -= 1
    start += _stub_below(lines[:start], lines[start:first], spans[labels - 1][1])
    start += _stub_under(lines[start - 1], lines[start : first + 1])
    start += _stub_named(lines[start - 1], lines[start:first])
    if start == first:
        return first
    bare = lines[first].left >= edge - 2
    heads = lines[:start]
    reach = max(spans[labels - 1][1], *(line.right for line in lines[start:first]))
    headed = bool(heads) and (
        heads[-1].left < reach
        or any(len(line.pieces) > 1 and line.left < reach for line in heads)
        or any(lines_between(heads[:i], line, spans, labels) for i, line in enumerate(heads))
        or len(heads[-1].pieces) == 1
        or said_on(lines[first - 1].text, label_beside(lines[first], lines[first - 1]))
    )
    if headed:
        return start
    return first - 1 if bare else first


def _stub_named(heads: Line, labels: Sequence[Line]) -> int:
    """How many lines go on the heading of labels on the line above by their words: "Policing Area" under "Local"."""
    stub = heads.pieces[0]
    for index, (upper, lower) in enumerate(itertools.pairwise([heads, *labels])):
        near = lower.middle - upper.middle < ONE_LABEL * stub.height
        if not near or abs(lower.left - stub.left) > _INDENT or not _NAMES_LABELS.fullmatch(lower.text):
            return index
    return len(labels)


def _stub_under(heads: Line, labels: Sequence[Line]) -> int:
    """How many lines go on the heading of labels on the line above: under its left end, and nearer to it than to what follows."""
    stub = heads.pieces[0]
    for count in range(len(labels) - 1, 0, -1):
        steps = [b.middle - a.middle for a, b in itertools.pairwise([heads, *labels[: count + 1]])]
        alike = all(abs(line.left - stub.left) < _INDENT for line in labels[:count])
        far = steps[-1] > _TWO_LINES * stub.height  # no label goes on over such a space
        told = said_on(labels[count - 1].text, label_beside(labels[count], labels[count - 1]))
        if alike and far and not told and max(steps[:-1]) < min(ONE_LABEL * stub.height, _FAR * steps[-1]):
            return count
    return 0


def _stub_below(heads: Sequence[Line], labels: Sequence[Line], right: float) -> int:
    """How many lines under the labels of columns are the rest of the heading of labels, which begins above them.

    Half a line below, none can be the first of a row.
    """
    if not heads or not labels:
        return 0
    last = heads[-1]
    half = _HALF_A_LINE * last.pieces[0].height
    if labels[0].middle - last.middle > half or last.left < right:
        return 0
    above = [line for line in heads[:-1] if len(line.pieces) == 1 and line.right <= last.left]
    stub = next((p for line in reversed(heads) for p in line.pieces if p.left < right), None)
    if stub is not None and labels[0].middle - stub.middle > ONE_LABEL * stub.height:
        return 0  # further from the heading of labels than lines of one text are
    near = [line for line in above if last.middle - line.middle < (2 * len(above) + 1) * half]
    return min(max(1, len(near)), len(labels))
