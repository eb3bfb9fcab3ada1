"""On which levels the values of one ruled row stand, and whether its headings stand in it too."""

from __future__ import annotations

from collections.abc import Sequence

from answerable.read import tokens
from answerable.read.formats.pdf.geometry import Line
from answerable.read.formats.pdf.lines import is_figure, is_period

_LINE = 0.5  # of the height: values whose middles are nearer than this stand on one line


def levels(middles: Sequence[float], height: float) -> list[float]:
    """The levels on which some values stand.

    Args:
        middles: half way down each, in order.
        height: of one.
    """
    found: list[float] = []
    for middle in middles:
        if not found or middle - found[-1] > _LINE * height:
            found.append(middle)
    return found


def is_headed_row(cells: Sequence[Sequence[Line]]) -> bool:
    """True where a period or a total stands over one figure in each column: headings, and the first row under them.

    No period is followed by a number of its own, and no line has to part headings from the row below.

    Args:
        cells: the lines in each cell of a ruled row right of the labels.
    """
    headed = [lines for lines in cells if lines]
    if not headed or any(len(lines) < 2 or not is_figure(lines[-1].text) for lines in headed):
        return False
    heads = [" ".join(line.text for line in lines[:-1]) for lines in headed]
    middles = sorted(lines[-1].middle for lines in headed)
    named = all(is_period(text) or tokens.is_total(text) for text in heads)
    whole = any(is_period(" ".join(line.text for line in lines)) for lines in headed)
    return named and not whole and len(levels(middles, headed[0][-1].pieces[0].height)) == 1
