"""Labels that stand left of a table's ruled lines: some styles draw lines around the values alone."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from answerable.read.formats.pdf.geometry import Rule, Word
from answerable.read.formats.pdf.lines import Gaps, is_figure, is_prose, lines_of
from answerable.read.formats.pdf.phrases import said_on
from answerable.read.formats.pdf.ruled import Frame
from answerable.read.formats.pdf.sheet import Sheet

_ASIDE = 2.0
"""Points: so far left of its labels a table begins."""

_TOUCHING = 6.0
"""Points: lines that begin no further from the left side begin there."""


def beside(frame: Frame, words: Sequence[Word], gaps: Gaps) -> list[Word]:
    """The words left of a frame and level with it; none where they are running text, as beside a column of it.

    Args:
        frame: ruled lines that touch.
        words: the words outside of it.
        gaps: the page's gaps between words.
    """
    left, top, _, bottom = frame.box
    level = [w for w in words if w.right < left + _ASIDE and top < w.middle < bottom]
    return [] if any(map(is_prose, lines_of(level, gaps))) else level


def with_labels(frame: Frame, sheet: Sheet, labels: Sequence[Word]) -> Frame | None:
    """The frame with the column of labels left of it; None where it is not certain which label is of which row.

    Args:
        frame: ruled lines around values.
        sheet: what was read in it.
        labels: the words left of it.
    """
    first = [row[0] for row in sheet.texts() if row[0]]
    rows = _rows(frame, labels)
    if rows is None or sum(map(is_figure, first)) < len(first) - 1:
        return None  # there are labels in it, and what stands left of it may be of several rows
    texts = [" ".join(word.text for word in row) for row in rows]
    if not all(texts[1:]) or any(said_on(a, b) for a, b in itertools.pairwise(texts)):
        return None
    left = min(word.left for word in labels) - _ASIDE
    across = [replace(r, start=left) if r.start < frame.xs[0] + _TOUCHING else r for r in frame.across]
    side = Rule(left, frame.ys[0], frame.ys[-1])
    return Frame(tuple(across), (side, *frame.down), (left, *frame.xs), frame.ys)


def _rows(frame: Frame, labels: Sequence[Word]) -> list[list[Word]] | None:
    """The labels of each ruled row, or None where one stands across the line between two."""
    rows: list[list[Word]] = [[] for _ in frame.ys[1:]]
    for word in labels:
        at = bisect_right(frame.ys, word.middle) - 1
        if any(word.top + _ASIDE < y < word.bottom - _ASIDE for y in frame.ys):
            return None
        rows[at].append(word)
    return rows
