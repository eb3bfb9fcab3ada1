"""Cells that are painted: shading parts rows and columns as ruled lines do, where each cell has a box of its own.

Word paints each cell of a shaded row by itself, and many of its table styles draw no line between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from answerable.read.formats.pdf.geometry import Box, Rule, Word, union
from answerable.read.formats.pdf.lines import is_figure
from answerable.read.formats.pdf.ruled import Frame, areas, frame_of, merged

_TOUCHING = 2.0
"""Points: boxes no further apart stand side by side."""

_ALONG = 3.0
"""Points: an edge no further from a border of columns is on it."""

_LEAST = 6.0
"""Points: no cell is lower or narrower."""

_MOST = 600
"""More boxes than these are a drawing."""

_LARGE = 2.5
"""Times: a box so much larger than the others may lie behind them."""

_WHOLE = 0.97
"""Of the box around them: cells that cover as much leave no hole."""

_FEWEST = 6
"""So many painted cells make a table: two columns of three rows."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn about the lines of a page.

    Attributes:
        rules: its ruled lines across.
        edges: what parts rows: these, and the upper and lower edges of painted rows, each row's joined to one.
        undersides: what runs under a heading as far as it stands over columns: these, and the lower edges of cells.
    """

    rules: Sequence[Rule]
    edges: Sequence[Rule]
    undersides: Sequence[Rule]


def drawn_on(rules: Sequence[Rule], cells: Sequence[Box]) -> Drawn:
    """Ruled lines across a page and painted boxes on it, together."""
    if not cells:
        return Drawn(rules, rules, rules)
    across = merged([Rule(at, box[0], box[2]) for box in cells for at in (box[1], box[3])])
    return Drawn(rules, [*rules, *across], [*rules, *(Rule(box[3], box[0], box[2]) for box in cells)])


def painted(bars: Sequence[Box]) -> list[Box]:
    """The boxes that may be cells, each once, from the top down: files often paint a cell twice.

    Args:
        bars: a page's filled areas.
    """
    once: dict[tuple[int, ...], Box] = {}
    for box in bars:
        if box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST:
            once.setdefault(tuple(round(side) for side in box), box)
    found = sorted(once.values(), key=lambda box: (box[1], box[0]))
    if not 0 < len(found) <= _MOST:
        return []
    large = _LARGE * median(map(_area, found))
    return [
        box for box in found if _area(box) < large or sum(_within(other, box) for other in found) < _FEWEST
    ]


def with_painted(ruled: Sequence[Frame], cells: Sequence[Box], words: Sequence[Word]) -> list[Frame]:
    """The frames that ruled lines draw, parted by shading too, and those of tables whose every cell is painted.

    A painted table that goes beyond the lines in it is one table with them: some styles rule the values alone.

    Args:
        ruled: the frames of the page's lines, from the top down.
        cells: its painted boxes.
        words: its words.
    """
    if not cells:
        return list(ruled)
    found: list[Frame] = []
    left = list(ruled)
    for frame in _frames_of(cells, words):
        inside = [other for other in left if _within(other.box, frame.box)]
        if any(_is_whole(other, frame) for other in left):
            continue  # the lines tell: a cell may be painted in strips, line by line
        left = [other for other in left if other not in inside]
        across = [rule for one in (frame, *inside) for rule in one.across]
        found.append(
            frame_of(merged(across), merged([rule for one in (frame, *inside) for rule in one.down]))
        )
    found += [_parted(frame, cells) for frame in left]
    return sorted(found, key=lambda frame: frame.box[1])


def _is_whole(ruled: Frame, painted: Frame) -> bool:
    """True where ruled lines go as far as paint does, or touch it only in part."""
    a, b = ruled.box, painted.box
    apart = a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]
    return not apart and not (_within(a, b) and any(abs(a[i] - b[i]) > _LEAST for i in range(4)))


def _frames_of(cells: Sequence[Box], words: Sequence[Word]) -> list[Frame]:
    """The tables whose every cell is painted, headings too.

    Args:
        cells: painted boxes, from the top down.
        words: the words of the page.
    """
    found = []
    for group in _gathered(cells) if len(cells) >= _FEWEST else ():
        around = union(group)
        share = sum(map(_area, group)) / _area(around)
        if len(group) < _FEWEST or not _WHOLE < share < 2 - _WHOLE:
            continue
        first = [box for box in group if box[1] - around[1] < _TOUCHING]
        heading = [word for box in first[1:] for word in words if _holds(box, word)]
        frame = frame_of(*_sides(group))
        if (
            len(frame.xs) > 2
            and len(frame.ys) > 3
            and heading
            and not any(is_figure(w.text) for w in heading)
        ):
            found.append(frame)
    return found


def _parted(frame: Frame, cells: Sequence[Box]) -> Frame:
    """A ruled frame with the sides of painted cells where its lines leave several columns in one.

    Elsewhere the lines tell: a cell may be painted in strips, line by line.

    Args:
        frame: ruled lines that touch.
        cells: painted boxes.
    """
    inside: list[Box] = []
    for first, left, last, right in areas(frame):
        if right > left:
            around = (frame.xs[left], frame.ys[first], frame.xs[right + 1], frame.ys[last + 1])
            held = [
                box for box in cells if _within(box, around) and all(_is_on(box[i], frame.xs) for i in (0, 2))
            ]
            inside += held if any(a[2] < b[2] - _ALONG for a in held for b in held) else []
    if not inside:
        return frame
    across, down = _sides(inside)
    return frame_of(merged([*frame.across, *across]), merged([*frame.down, *down]))


def _within(box: Box, around: Box) -> bool:
    return (
        around[0] - _ALONG < box[0] and box[2] < around[2] + _ALONG
        and around[1] - _ALONG < box[1] and box[3] < around[3] + _ALONG
    )  # fmt: skip


def _is_on(at: float, places: Sequence[float]) -> bool:
    return any(abs(at - place) < _ALONG for place in places)


def _sides(cells: Sequence[Box]) -> tuple[list[Rule], list[Rule]]:
    """The sides of boxes as ruled lines, each once: those across, and those down."""
    across = [Rule(at, box[0], box[2]) for box in cells for at in (box[1], box[3])]
    down = [Rule(at, box[1], box[3]) for box in cells for at in (box[0], box[2])]
    return merged(across), merged(down)


def _gathered(cells: Sequence[Box]) -> Iterator[list[Box]]:
    """Boxes that touch, side by side or one under another, together."""
    leader = list(range(len(cells)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for i, box in enumerate(cells):
        for j in range(i + 1, len(cells)):
            other = cells[j]
            if other[1] > box[3] + _TOUCHING:
                break  # they come from the top down
            if other[0] < box[2] + _TOUCHING and box[0] < other[2] + _TOUCHING:
                leader[find(j)] = find(i)
    groups: dict[int, list[Box]] = {}
    for i, box in enumerate(cells):
        groups.setdefault(find(i), []).append(box)
    yield from groups.values()


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: Box, word: Word) -> bool:
    return box[0] <= word.centre <= box[2] and box[1] <= word.middle <= box[3]
