"""Tables of next to nothing: headings over labels that are mostly blank, or over one row, too little to tell columns by."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line
from answerable.read.formats.pdf.lines import is_figure, is_prose
from answerable.read.formats.pdf.spanning import names_counts

_ROWS = 3
"""With fewer labels under it a line of words may be anything."""
_MORE_ROWS = 5
"""Under two words, which may be a name and what belongs to it, there must be more."""
_APART = 3.0
"""Of the height: rows of a table stand no further from one another."""


def bare_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines of headings over labels of which one at least has figures beside it, under the headings.

    Args:
        lines: what stands on a page outside its tables, from the top down.
    """
    return [head for at, head in enumerate(lines) if _heads(head) and _labelled(head, lines[at + 1 :])]


def _heads(line: Line) -> bool:
    return len(line.pieces) > 1 and not is_prose(line) and not any(is_figure(p.text) for p in line.pieces)


def _labelled(head: Line, below: Sequence[Line]) -> bool:
    rows, figures, above = 0, 0, head
    for line in below:
        label, *values = line.pieces
        if not values and is_figure(label.text) and label.left >= head.pieces[1].left - label.height and rows:
            figures, above = figures + 1, line  # half way down beside its label
            continue
        beside = all(is_figure(piece.text) for piece in values) and len(values) < len(head.pieces)
        if not beside or is_figure(label.text) or label.right >= head.pieces[1].left:
            break
        if line.middle - above.middle > _APART * label.height:
            break
        rows, figures, above = rows + 1, figures + len(values), line
    least = 1 if _counts(head) else (_ROWS if len(head.pieces) > 2 else _MORE_ROWS)
    return rows >= least and figures > 0


def _counts(head: Line) -> bool:
    """True where all headings but that of the labels say that counts stand under them."""
    return all(tokens.heads_counts(piece.text) or names_counts(piece.text) for piece in head.pieces[1:])
