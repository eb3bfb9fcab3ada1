"""Where the values of a table stand beside labels of several lines: at the first, the last, or half way down.

A table keeps to one of them. So all its rows are shared out in each of the three ways, and a way under which no
phrase is torn, while one is under every other, tells what the spaces between the lines do not.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.read.formats.pdf.geometry import Line, Rule, Word
from answerable.read.formats.pdf.lines import is_value
from answerable.read.formats.pdf.phrases import are_two, said_on

_INDENT = 2.0
"""Points by which the left ends of labels may differ."""

_SAME = 0.12
"""Of the height: distances that differ by less are the same."""

_ROOMIEST = 2.2
"""Of the height: lines of one label are no further apart, however much room a letter has between its lines."""

_ROOM = 0.6
"""Of the height: so much room behind a line, and the next word, would have held that word."""

_CLEAR = 0.05
"""Of the height: by so much nearer to one distance than to another."""

_PROVED = 2
"""So many phrases over two lines show how a table sets its labels."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of sharing the lines out.

    Attributes:
        owner: for each line the line with the values of its row.
        torn: how many phrases it parts.
        unsaid: pairs of lines that it joins and whose words tell nothing.
        said: how many phrases over two lines it holds together.
    """

    owner: tuple[int, ...]
    torn: int
    unsaid: tuple[tuple[int, int], ...]
    said: int


@dataclass(frozen=True, slots=True)
class Seats:
    """For each line the row of values that it belongs to, and whether the words of every label prove it."""

    owner: tuple[int, ...]
    proved: bool


def seated(lines: Sequence[Line], anchors: Sequence[int], rules: Sequence[Rule]) -> Seats | None:
    """The only way of sharing the lines out that tears no phrase; None where there is none, or several.

    Args:
        lines: the body's lines from the top down.
        anchors: those with values.
        rules: horizontal ruled lines: no row crosses one.
    """
    labels = _labels(lines, anchors)
    if labels is None:
        return None
    ways = [
        _way(owner, labels)
        for owner in dict.fromkeys(_shared(len(lines), anchors))
        if _is_possible(owner, lines, labels, rules)
    ]
    whole = [way for way in ways if way.torn == 0]
    if len(whole) != 1 or not whole[0].said:
        return None
    return Seats(whole[0].owner, not whole[0].unsaid or _is_full(whole[0], lines, labels))


def _labels(lines: Sequence[Line], anchors: Sequence[int]) -> list[Word | None] | None:
    """What each line prints where the labels that wrap begin; None where they begin at several edges."""
    alone = [line for i, line in enumerate(lines) if i not in set(anchors)]
    if not alone or any(len(line.pieces) > 1 or abs(line.left - alone[0].left) > _INDENT for line in alone):
        return None
    edge = alone[0].left
    return [
        next((p for p in line.pieces if abs(p.left - edge) <= _INDENT and not is_value(p.text)), None)
        for line in lines
    ]


def _shared(many: int, anchors: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The ways: each row from its values on, up to them, and as far above them as below."""
    if anchors[0] == 0:
        yield tuple(max(a for a in anchors if a <= i) for i in range(many))
    if anchors[-1] == many - 1:
        yield tuple(min(a for a in anchors if a >= i) for i in range(many))
    owner: list[int] = []
    for anchor in anchors:
        above = anchor - len(owner)
        if above < 0:
            return
        owner += [anchor] * (2 * above + 1)
    if len(owner) == many and all(owner[a] == a for a in anchors):
        yield tuple(owner)


def _rows(owner: Sequence[int], labels: Sequence[Word | None]) -> list[list[int]]:
    """The lines of each row that print a label."""
    rows: dict[int, list[int]] = {}
    for index, row in enumerate(owner):
        rows.setdefault(row, [])
        if labels[index] is not None:
            rows[row].append(index)
    return list(rows.values())


def _is_possible(
    owner: Sequence[int], lines: Sequence[Line], labels: Sequence[Word | None], rules: Sequence[Rule]
) -> bool:
    """True where each row has a label in one type that no ruled line crosses, all of whose lines are as far apart."""
    rows = _rows(owner, labels)
    within = [pair for row in rows for pair in itertools.pairwise(row)]
    if not within or not all(
        row or _is_labelled(lines[anchor]) for row, anchor in zip(rows, dict.fromkeys(owner), strict=True)
    ):
        return False
    height = lines[within[0][0]].pieces[0].height
    gaps = [lines[b].middle - lines[a].middle for a, b in within]
    return (
        max(gaps) - min(gaps) < _SAME * height
        and max(gaps) < _ROOMIEST * height
        and all(_may_be_one(labels[a], labels[b]) for a, b in within)
        and not any(
            lines[a].middle < rule.at < lines[b].middle and rule.start <= lines[a].left + 10 for a, b in within
            for rule in rules
        )
    )  # fmt: skip


def _is_labelled(line: Line) -> bool:
    """True where a label stands before the values of a line, at another edge: "Total" under codes, say."""
    return not is_value(line.pieces[0].text)


def _may_be_one(upper: Word | None, lower: Word | None) -> bool:
    return (
        upper is not None
        and lower is not None
        and upper.bold == lower.bold
        and abs(upper.height - lower.height) < _SAME * upper.height
        and not are_two(upper.text, lower.text)
    )


def _way(owner: tuple[int, ...], labels: Sequence[Word | None]) -> _Way:
    rows = _rows(owner, labels)
    within = [pair for row in rows for pair in itertools.pairwise(row)]
    unsaid = tuple(pair for pair in within if not _said_on(labels, *pair))
    torn = sum(
        _said_on(labels, a[-1], b[0]) and said_on(_text(labels, a), _text(labels, b[:1]))
        for a, b in itertools.pairwise(rows)
        if a and b
    )
    return _Way(owner, torn, unsaid, len(within) - len(unsaid))


def _text(labels: Sequence[Word | None], row: Sequence[int]) -> str:
    return " ".join(label.text for index in row if (label := labels[index]))


def _said_on(labels: Sequence[Word | None], upper: int, lower: int) -> bool:
    a, b = labels[upper], labels[lower]
    return a is not None and b is not None and said_on(a.text, b.text)


def _is_full(way: _Way, lines: Sequence[Line], labels: Sequence[Word | None]) -> bool:
    """True where the pairs whose words tell nothing are of one label all the same.

    No line that goes on had room for the next word, no row is short of values, several phrases agree, and the lines
    stand as far apart as those of phrases do and as rows do not: else one may be the heading of a group of rows.
    """
    counts = {sum(is_value(piece.text) for piece in lines[anchor].pieces) for anchor in way.owner}
    if way.said < _PROVED or len(counts) > 1:
        return False
    rows = _rows(way.owner, labels)
    phrases = [
        _gap(lines, pair) for row in rows for pair in itertools.pairwise(row) if pair not in way.unsaid
    ]
    between = [_gap(lines, (a[-1], b[0])) for a, b in itertools.pairwise(rows) if a and b]
    reach = max(label.right for label in labels if label)
    return all(
        (above := labels[a]) is not None
        and (word := lines[b].words[0] if lines[b].words else None) is not None
        and reach - above.right - (word.right - word.left) < _ROOM * above.height
        and _off(_gap(lines, (a, b)), phrases) + _CLEAR * above.height < _off(_gap(lines, (a, b)), between)
        for a, b in way.unsaid
    )


def _gap(lines: Sequence[Line], pair: tuple[int, int]) -> float:
    return lines[pair[1]].middle - lines[pair[0]].middle


def _off(gap: float, others: Sequence[float]) -> float:
    return min((abs(gap - other) for other in others), default=math.inf)
