"""Tables in which every other row is painted, cell by cell: the paint tells where their columns and rows begin.

Many of Word's table styles shade every other row and draw no line between columns. A shaded row has a box for each
of its cells, and between two shaded rows stands one that is not shaded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.read.formats.pdf.filled import Table, crosses, frame_of_table, is_row
from answerable.read.formats.pdf.geometry import Box, Line, Rule
from answerable.read.formats.pdf.lines import is_figure, is_value
from answerable.read.formats.pdf.ruled import Frame

TOUCHING = 2.0
"""Points: boxes no further apart stand side by side."""

ON = 3.0
"""Points: an edge no further from a border of columns is on it."""

_SAME = 1.0
"""Points: boxes of one row begin and end no further apart."""

_FEWEST = 6
"""So many painted cells make a table: two rows of three columns."""

_HEADS = 3
"""So many painted cells side by side may be the headings of a table that begins at the foot of a page."""

_FIRST = 1.6
"""Of the height: the first line of a row stands no further under the row above."""

_LAST = 0.6
"""Of the height: the last line of a row stands no further above its lower edge."""

_OVER, _ROW = 1.0, 3.0
"""Of the height: the same for an upper heading, and for a row of values at the head of a page."""

_NOTE = re.compile(r"(?:source|note)s?\b", re.I)
"""How the last row of a table begins that says something of it."""

_BARE = 4
"""No more rows above the first painted one are not: headings, and a row."""


def banded(
    cells: Sequence[Box], lines: Sequence[Line], rules: Sequence[Rule], before: Sequence[float]
) -> list[Frame]:
    """The frames of the tables whose rows are painted in turn.

    Args:
        cells: the painted boxes of a page.
        lines: its lines of text.
        rules: its ruled lines across.
        before: where the columns of the table at the foot of the page before begin and end; it may go on here.
    """
    found = []
    for number, table in enumerate(_tables(_bands(cells), lines, rules)):
        goes_on = bool(before) and not number and _is_rest(table, before)
        if goes_on:
            table.xs = list(before)
        elif len(table.boxes) < (_FEWEST if len(table.ys) > 2 else _HEADS) or len(table.xs) < 3:
            continue
        above, below = _above(table, lines, rules, goes_on=goes_on), _below(table, lines, rules)
        if above is None or below is None:
            continue
        table.ys = [*above, *table.ys, *below]
        frame = frame_of_table(table, lines, headed=not goes_on)
        if frame is not None:
            found.append(frame)
    return found


def are_beside(cells: Sequence[Box]) -> bool:
    """True where two boxes of one height stand side by side, as the cells of a row do."""
    ends = {(round(box[1]), round(box[3]), round(box[2] / TOUCHING)) for box in cells}
    return any(
        (round(box[1]), round(box[3]), round(box[0] / TOUCHING) + step) in ends
        for box in cells
        for step in (0, 1, -1)
    )


def rest_of(
    lines: Sequence[Line], rules: Sequence[Rule], before: Sequence[float], head: float
) -> list[Frame]:
    """The one row at the head of a page that ends the table at the foot of the page before, above the line that closes it.

    Args:
        lines: the page's lines of text.
        rules: its ruled lines across.
        before: where the columns of the table begin and end.
        head: how far down running heads stand.
    """
    ends = [r.at for r in rules if abs(r.start - before[0]) < ON and abs(r.end - before[-1]) < ON]
    body = [line for line in lines if line.bottom > head]
    end = min((at for at in ends if body and at > body[0].middle), default=0.0)
    held = [line for line in body if line.middle < end]
    close = _close(held, before)
    values = sum(is_value(p.text) for line in close for p in line.pieces if p.left > before[1] - ON)
    if not close or len(close) < len(held) or values < 1 or not is_row(close, before):
        return []
    table = Table([], list(before), [min(line.top for line in close), end])
    frame = frame_of_table(table, lines, headed=False)
    return [frame] if frame is not None else []


def with_banded(frames: Sequence[Frame], tables: Sequence[Frame]) -> list[Frame]:
    """Frames of a page with those of painted tables in place of the lines that part them less."""
    found = list(frames)
    for table in tables:
        over = [f for f in found if _meets(f.box, table.box)]
        if any(not _parts(table, f) for f in over):
            continue
        found = [f for f in found if not any(f is other for other in over)] + [table]
    return sorted(found, key=lambda frame: frame.box[1]) if tables else found


def _meets(a: Box, b: Box) -> bool:
    return a[0] < b[2] - ON and b[0] < a[2] - ON and a[1] < b[3] - ON and b[1] < a[3] - ON


def _parts(table: Frame, frame: Frame) -> bool:
    """True where a painted table has all borders of a frame, and more columns, or goes further."""
    if not all(on(x, table.xs) for x in frame.xs) or not all(on(y, table.ys) for y in frame.ys):
        return False
    less = any(abs(a - b) > ON for a, b in zip(frame.box, table.box, strict=True))
    return less or len(table.xs) > len(frame.xs)


def _bands(cells: Sequence[Box]) -> list[list[Box]]:
    """Boxes side by side with one upper and one lower edge, from the top down."""
    found: list[list[Box]] = []
    for box in sorted(cells, key=lambda b: (round(b[1]), round(b[3]), b[0])):
        last = found[-1][-1] if found else None
        if last is not None and _are_beside(last, box):
            found[-1].append(box)
        else:
            found.append([box])
    return sorted(found, key=lambda band: (round(band[0][1]), -len(band)))


def _are_beside(a: Box, b: Box) -> bool:
    return abs(a[1] - b[1]) < _SAME and abs(a[3] - b[3]) < _SAME and abs(b[0] - a[2]) < TOUCHING


def _tables(bands: Sequence[Sequence[Box]], lines: Sequence[Line], rules: Sequence[Rule]) -> list[Table]:
    """Bands with the same columns, one right under another or with one row between them."""
    found: list[Table] = []
    for band in bands:
        edges = [band[0][0], *(box[2] for box in band)]
        held = found[-1] if found else None
        xs = _common(held.xs, edges) if held is not None else None
        if (
            held is not None
            and xs is not None
            and _is_next(held, band[0][1], xs, lines, rules)
            and not _heads_anew(held, band, lines)
        ):
            held.add(band, xs)
        else:
            found.append(Table(list(band), edges))
    for table in found:
        table.ys = places([at for box in table.boxes for at in (box[1], box[3])])
    return found


def _common(xs: Sequence[float], edges: Sequence[float]) -> list[float] | None:
    """The borders of both, where one has all of the other's in common with it; some rows have no paint in the first column."""
    if all(on(edge, xs) for edge in edges):
        return list(xs)
    if all(on(x, edges) for x in xs):
        return list(edges)
    if abs(xs[0] - edges[-1]) < ON and len(edges) == 2:
        return [edges[0], *xs]
    if abs(xs[-1] - edges[-1]) > ON:
        return None
    inside = [x for x in xs if x > edges[0] - ON]
    if all(on(x, edges) for x in inside):
        return [*(x for x in xs if x <= edges[0] - ON), *edges]
    after = [edge for edge in edges if edge > xs[0] - ON]
    if all(on(edge, xs) for edge in after):
        return [*(edge for edge in edges if edge <= xs[0] - ON), *xs]
    return None


def on(at: float, borders: Sequence[float]) -> bool:
    """True where a place is one of some borders."""
    return any(abs(at - border) < ON for border in borders)


def places(ats: Sequence[float]) -> list[float]:
    """Each place once, in order."""
    found: list[float] = []
    for at in sorted(ats):
        if not found or at - found[-1] > ON:
            found.append(at)
    return found


def _is_next(
    table: Table, top: float, xs: Sequence[float], lines: Sequence[Line], rules: Sequence[Rule]
) -> bool:
    """True where a band begins inside a table, right under it, or one row below it."""
    bottom = table.bottom
    if top - bottom < TOUCHING:
        return True
    if any(bottom + ON < rule.at < top - ON and _runs(rule, xs) for rule in rules):
        return False
    between = [line for line in lines if bottom < line.middle < top]
    near = bool(between) and between[0].top - bottom < _FIRST * between[0].pieces[0].height
    return near and is_row(between, xs)


def _heads_anew(table: Table, band: Sequence[Box], lines: Sequence[Line]) -> bool:
    """True for a painted row of headings under figures: another table begins there."""
    left, top, right, bottom = table.xs[1], band[0][1], table.xs[-1], band[0][3]
    pieces = [
        p for line in lines if top < line.middle < bottom for p in line.pieces if left < p.right < right
    ]
    if not any(p.right > table.xs[-2] for p in pieces) or any(is_value(p.text) for p in pieces):
        return False
    above = (
        p for line in lines if table.top < line.middle < top for p in line.pieces if left < p.right < right
    )
    return any(is_figure(p.text) for p in above)


def _runs(rule: Rule, xs: Sequence[float]) -> bool:
    """True for a line over the whole table."""
    return rule.start < xs[0] + ON and rule.end > xs[-1] - ON


def _is_rest(table: Table, before: Sequence[float]) -> bool:
    """True where a table at the head of a page has the columns of that at the foot of the page before."""
    ends = abs(table.xs[-1] - before[-1]) < ON
    return ends and len(table.xs) > 2 and all(on(x, before) for x in table.xs)


def _above(
    table: Table, lines: Sequence[Line], rules: Sequence[Rule], *, goes_on: bool
) -> list[float] | None:
    """Where the rows above the first band begin, of those that are not painted: headings, and a row under them.

    Returns:
        None where what stands there may be a part of the table, and it cannot be told where that begins.
    """
    xs, found = table.xs, [table.top]
    above = [line for line in lines if line.middle < found[0] and line.right > xs[0] and line.left < xs[-1]]
    ruled = [rule.at for rule in rules if rule.at < found[0] - ON and _runs(rule, xs)]
    heads = _heads([line for line in lines if table.ys[0] < line.middle < table.ys[1]], xs)
    while above and len(found) <= _BARE and not crosses(above[-1], xs):
        last = above[-1]
        over = heads and last.left > xs[1] - TOUCHING  # an upper heading, over the values alone
        row = (
            goes_on and len(found) == 1 and any(is_value(p.text) for p in last.pieces if p.left > xs[1] - ON)
        )
        reach = _ROW if row else _OVER if over else _LAST
        if found[0] - last.bottom > reach * last.pieces[0].height:
            break
        at = max((at for at in ruled if at < min(found[0] - ON, last.middle)), default=None)
        held = [last] if over else [line for line in above if at is None or line.middle > at]
        close = _close(held[::-1], xs)[::-1]
        if not close or not is_row(close, xs) or (at is not None and not over and len(close) < len(held)):
            return None
        if all(line.right < xs[1] for line in close) and not (goes_on and len(found) == 1):
            break  # a title, or a note to the table before
        begins = at is not None and close[0].top - at < _FIRST * last.pieces[0].height
        found.insert(0, at if at is not None and begins else close[0].top)
        above = above[: -len(close)]
        heads = _heads(close, xs)
    return found[:-1]


def _heads(row: Sequence[Line], xs: Sequence[float]) -> bool:
    """True for a row of words over the values."""
    pieces = [piece for line in row for piece in line.pieces if piece.right > xs[1]]
    return bool(pieces) and not any(is_value(piece.text) for piece in pieces)


def _below(table: Table, lines: Sequence[Line], rules: Sequence[Rule]) -> list[float] | None:
    """Where the row under the last band ends, if one stands there and is not painted; None as above."""
    bottom, xs = table.bottom, table.xs
    below = [line for line in lines if line.middle > bottom and line.right > xs[0] and line.left < xs[-1]]
    at = min((rule.at for rule in rules if rule.at > bottom + ON and _runs(rule, xs)), default=None)
    held = [line for line in below if at is None or line.middle < at]
    close = _close(held, xs) if held and held[0].top - bottom < _FIRST * held[0].pieces[0].height else []
    if (
        at is not None
        and len(held) == 1
        and _NOTE.match(held[0].text)
        and at - held[0].bottom < _ROW * held[0].pieces[0].height
    ):
        return [at]
    if not any(_valued(line, xs) for line in close):
        close, at = [], None
    end = max((line.bottom for line in close), default=bottom)
    after = below[len(close) : len(close) + 1]
    if not is_row(close, xs) or any(
        _valued(n, xs) and n.top - end < _ROW * n.pieces[0].height for n in after
    ):
        return None
    if at is not None and close and len(close) == len(held) and at - end < _ROW * held[-1].pieces[0].height:
        end = at
    return [end] if close else []


def _valued(line: Line, xs: Sequence[float]) -> bool:
    """True for a line with a value in a column after the first, inside the table."""
    values = any(is_value(p.text) for p in line.pieces if p.left > xs[1] - ON)
    return values and line.left > xs[0] - ON and line.right < xs[-1] + ON and not crosses(line, xs)


def _near(line: Line, top: float) -> bool:
    return top - line.bottom < _LAST * line.pieces[0].height


def _close(lines: Sequence[Line], xs: Sequence[float]) -> list[Line]:
    """The first of some lines, as far as one stands close to another and inside the table."""
    found: list[Line] = []
    for line in lines:
        far = found and abs(line.middle - found[-1].middle) > _FIRST * line.pieces[0].height
        if far or crosses(line, xs) or line.left < xs[0] - TOUCHING or line.right > xs[-1] + TOUCHING:
            break
        found.append(line)
    return found
