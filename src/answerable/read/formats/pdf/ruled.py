"""Tables whose cells are parted by ruled lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.geometry import Box, Rule

_NEAR = 3.0
"""Points: lines nearer than this are one line drawn twice, and ends nearer than this touch."""

_COVER = 0.55
"""A line parts two cells where it runs along this share of their common side."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Ruled lines that touch one another.

    Attributes:
        across, down: its lines.
        xs, ys: where its columns and rows begin and end.
        paint: of a table that paint parts, whether each row that holds text is painted; else empty.
    """

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    paint: tuple[bool, ...] = ()

    @property
    def box(self) -> Box:
        """Around all lines."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Lines along one another joined to one, and lines drawn twice taken once."""
    found: list[Rule] = []
    for group in _groups(sorted(rules, key=lambda r: r.at)):
        at = sum(r.at * r.length for r in group) / max(1e-6, sum(r.length for r in group))
        runs = sorted((r.start, r.end) for r in group)
        start, end = runs[0]
        for begins, ends in runs[1:]:
            if begins <= end + _NEAR:
                end = max(end, ends)
            else:
                found.append(Rule(at, start, end))
                start, end = begins, ends
        found.append(Rule(at, start, end))
    return found


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def frames(across: Sequence[Rule], down: Sequence[Rule]) -> list[Frame]:
    """Every set of touching lines on a page with two or more each way, from the top down.

    Args:
        across: the page's ruled lines, each once (see :func:`merged`).
        down: those that stand upright.
    """
    rows, columns = [r for r in across if r.length >= 6], [r for r in down if r.length >= 5]
    found = []
    for h, v in _touching(rows, columns):
        if len(h) >= 2 and v:
            found.append(frame_of([rows[i] for i in h], [columns[i] for i in v]))
    return sorted((f for f in found if len(f.xs) > 1 and len(f.ys) > 1), key=lambda f: f.box[1])


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[int], list[int]]]:
    """Lines that cross or meet, gathered: indices of those across and those down."""
    leader = list(range(len(across) + len(down)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for j, v in enumerate(down):
        for i, h in enumerate(across):
            if h.start - _NEAR <= v.at <= h.end + _NEAR and v.start - _NEAR <= h.at <= v.end + _NEAR:
                leader[find(i)] = find(len(across) + j)
    sets: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(len(leader)):
        held = sets.setdefault(find(i), ([], []))
        held[0].append(i) if i < len(across) else held[1].append(i - len(across))
    return list(sets.values())


def frame_of(across: list[Rule], down: list[Rule]) -> Frame:
    """The frame that some lines make, with a border where lines that way end beyond the last of the others."""
    xs = _places([r.at for r in down])
    ys = _places([r.at for r in across])
    left, right = min(r.start for r in across), max(r.end for r in across)
    top, bottom = min(r.start for r in down), max(r.end for r in down)
    if left < xs[0] - 2 * _NEAR:
        xs, down = [left, *xs], [*down, Rule(left, ys[0], ys[-1])]
    if right > xs[-1] + 2 * _NEAR:
        xs, down = [*xs, right], [*down, Rule(right, ys[0], ys[-1])]
    if top < ys[0] - 2 * _NEAR:
        ys, across = [top, *ys], [*across, Rule(top, xs[0], xs[-1])]
    if bottom > ys[-1] + 2 * _NEAR:
        ys, across = [*ys, bottom], [*across, Rule(bottom, xs[0], xs[-1])]
    return Frame(tuple(across), tuple(down), tuple(xs), tuple(ys))


def _places(ats: Sequence[float]) -> list[float]:
    places: list[list[float]] = []
    for at in sorted(ats):
        if places and at - places[-1][-1] <= _NEAR:
            places[-1].append(at)
        else:
            places.append([at])
    return [sum(group) / len(group) for group in places]


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def areas(frame: Frame) -> list[Area]:
    """The cells that the lines draw: each a rectangle of the smallest boxes with no line between them."""
    rows, columns = len(frame.ys) - 1, len(frame.xs) - 1
    right = _walls(frame.down, frame.xs, frame.ys)  # [column border][row]
    below = _walls(frame.across, frame.ys, frame.xs)  # [row border][column]
    taken = [[False] * columns for _ in range(rows)]
    found: list[Area] = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            last = c
            while last + 1 < columns and not right[last + 1][r] and not taken[r][last + 1]:
                last += 1
            end = r
            while (
                end + 1 < rows
                and _goes_down(right, below, end, c, last)
                and not any(taken[end + 1][c : last + 1])
            ):
                end += 1
            for i in range(r, end + 1):
                taken[i][c : last + 1] = [True] * (last - c + 1)
            found.append((r, c, end, last))
    return found


def _goes_down(
    right: Sequence[Sequence[bool]], below: Sequence[Sequence[bool]], row: int, first: int, last: int
) -> bool:
    """True where the cell above goes on in the next row: nothing between, and the same sides."""
    if any(below[row + 1][c] for c in range(first, last + 1)):
        return False
    inside = any(right[c][row + 1] for c in range(first + 1, last + 1))
    ends = right[first][row + 1] and right[last + 1][row + 1]
    return not inside and ends


def _walls(rules: Sequence[Rule], places: Sequence[float], stops: Sequence[float]) -> list[list[bool]]:
    """For each place, whether a line runs along each stretch between two stops; the outer sides always do."""
    walls = [[False] * (len(stops) - 1) for _ in places]
    for rule in rules:
        at = min(range(len(places)), key=lambda i: abs(places[i] - rule.at))
        for i in range(len(stops) - 1):
            low, high = stops[i], stops[i + 1]
            if min(rule.end, high) - max(rule.start, low) >= _COVER * (high - low):
                walls[at][i] = True
    walls[0] = [True] * (len(stops) - 1)
    walls[-1] = [True] * (len(stops) - 1)
    return walls


def place(value: float, stops: Sequence[float]) -> int:
    """Which stretch between two stops a value lies in; the first or last where it lies outside."""
    return min(max(bisect_right(stops, value) - 1, 0), len(stops) - 2)
