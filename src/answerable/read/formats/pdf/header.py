"""The heading of an unruled table: which columns each label stands over, and which lines make one label."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.read import tokens
from answerable.read.formats.pdf.columns import Span
from answerable.read.formats.pdf.geometry import Line, Rule, Word, join
from answerable.read.formats.pdf.lines import is_period
from answerable.read.formats.pdf.sheet import Slot, overlap
from answerable.read.formats.pdf.spanning import (
    Standing,
    over_periods,
    sole_heading,
    stand_over,
    with_whole_names,
    with_whole_totals,
)
from answerable.read.formats.pdf.unbroken import one_heading

_MOST_CUTS = 3_000
_ONE_LABEL = 1.55
"""Of the height: a line and a half is the widest setting of one text."""
_TWO_LINES = 1.4
_ON_LINE = 0.2
"""Of the height: labels on one line differ by less."""
_IN_LINE = 0.25
"""Labels this share of their height off the line of their column are not in line with it."""

Placed = list[tuple[int, int, Word]]
"""First column, last column and text of each piece of a line."""

Level = list[tuple[int, int, list[Word]]]
"""The same for the labels of one row of the heading, each of one or more lines."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table: its cells, how many rows they take, and whether their spans are certain."""

    slots: list[Slot]
    height: int
    certain: bool = True


def read_heading(lines: Sequence[Line], spans: Sequence[Span], rules: Sequence[Rule]) -> Heading:
    """The heading's cells.

    Args:
        lines: its lines, from the top down.
        spans: the columns.
        rules: horizontal ruled lines on the page: one under a label says what it stands over.
    """
    levels: list[Level] = []  # from the lowest up
    certain = True
    lines = with_whole_names(with_whole_totals(lines))
    for index, line in enumerate(reversed(lines)):
        if index == 0:
            line = fitted(line, spans)  # noqa: PLW2901 - the lowest line's labels stand over one column each
        placed, sure = _placed(line, spans, levels, _under_one(lines, rules))
        certain = certain and sure
        if not levels or not _joins(placed, levels[-1]):
            levels.append([])
        for first, last, piece in placed:
            _add(levels[-1], first, last, piece)
        if index == 0:
            spans = _with_labels(spans, placed)
    slots: list[Slot] = []
    for row, level in enumerate(reversed(levels)):
        for first, last, pieces in level:
            whole = one_heading(pieces) if first == last > 0 and len(pieces) > 1 else pieces
            slots.append(Slot(row, first, whole, 1, last - first + 1))
    return Heading(slots, len(levels), certain and not _stray(levels))


def _with_labels(spans: Sequence[Span], placed: Placed) -> list[Span]:
    """The columns as wide as their labels, where these reach into no other: what is set over a label stands over its column."""
    found = list(spans)
    for first, last, piece in placed:
        others = (span for c, span in enumerate(spans) if c != first)
        if first == last and all(overlap(piece.left, piece.right, *span) <= 0 for span in others):
            found[first] = (min(spans[first][0], piece.left), max(spans[first][1], piece.right))
    return found


def _under_one(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Rule]:
    """The ruled lines that do not run close under labels of two lines side by side."""
    pieces = [piece for line in lines for piece in line.pieces]

    def under(rule: Rule) -> list[Word]:
        return [
            p
            for p in pieces
            if -1 <= rule.at - p.bottom <= _TWO_LINES * p.height
            and overlap(p.left, p.right, rule.start, rule.end) > 0
        ]

    return [rule for rule in rules if not _beside(under(rule))]


def _beside(pieces: Sequence[Word]) -> bool:
    """True where texts on lines of different heights stand beside one another."""
    return any(
        abs(a.middle - b.middle) > _ON_LINE * a.height and overlap(a.left, a.right, b.left, b.right) <= 0
        for a, b in itertools.combinations(pieces, 2)
    )


def _stray(levels: Sequence[Level]) -> bool:
    """True where labels were run together or stand too far apart for one, where one stands over columns of which some have none, or where a period heads one label alone and a label that is no total has nothing above it.

    Periods above labels head as many each: one that does not was set over labels that were broken or run together.
    """
    if levels and any(last > first > 0 for first, last, _ in levels[0]):
        return True  # one label over several columns, with none of their own
    if any(_apart(held) for level in levels for _, _, held in level):
        return True
    for lower, upper in itertools.pairwise(levels):
        leaves = {first: _joined(held) for first, last, held in lower if first == last and first > 0}
        lone = any(
            first == last and first in leaves and is_period(_joined(held)) for first, last, held in upper
        )
        wide = [(first, last) for first, last, _ in lower if last > first > 0]
        labelled = {*leaves, *(c for first, last in wide for c in range(first, last + 1))}
        if any(last > first > 0 and not {*range(first, last + 1)} <= labelled for first, last, _ in upper):
            return True
        if any(
            a <= first and last <= b and last - first < b - a for first, last, _ in upper for a, b in wide
        ):
            return True  # headings grow narrower downwards
        headed = {c for first, last, _ in upper for c in range(first, last + 1)}
        if lone and any(c not in headed and not tokens.is_total(text) for c, text in leaves.items()):
            return True
    return False


def _apart(pieces: Sequence[Word]) -> bool:
    """True where the lines of one label stand further apart than lines of one text do: the upper is the page's."""
    ordered = sorted(pieces, key=lambda piece: piece.middle)
    if any(
        b.middle - a.middle > _ON_LINE * b.height and overlap(a.left, a.right, b.left, b.right) < -1
        for a, b in itertools.combinations(ordered, 2)
    ):
        return True  # side by side on different lines: of two columns
    return any(b.middle - a.middle > _ONE_LABEL * b.height for a, b in itertools.pairwise(ordered))


def _joined(pieces: Sequence[Word]) -> str:
    return " ".join(piece.text for piece in pieces)


def _placed(
    line: Line, spans: Sequence[Span], below: Sequence[Level], rules: Sequence[Rule]
) -> tuple[Placed, bool]:
    """Each piece of a line with the first and last column that it stands over, and whether that is certain."""
    placed: Placed = []
    ruled = 0
    for piece in line.pieces:
        underlined = _underlined(piece, line, spans, rules)
        ruled += underlined is not None
        placed.append((*(underlined or _over(piece, spans)), piece))
    if not below or ruled:
        return placed, True
    return _spread(placed, spans, below[-1])


def _spread(placed: Placed, spans: Sequence[Span], below: Level) -> tuple[Placed, bool]:
    """The pieces of a line above labels, each over the columns whose labels it heads."""
    groups = {(first, last): join(held) for first, last, held in below if 0 < first < last}
    above = [i for i, (_, last, piece) in enumerate(placed) if last > 0 and not tokens.is_total(piece.text)]
    whole = over_periods(placed[above[0]][2], groups) if len(above) == 1 else None
    if whole is not None:
        return _over_groups(placed, above, whole)
    texts = _leaves(below)
    leaves = {column: word.text for column, word in texts.items()}
    heads = [
        i for i, (first, last, _) in enumerate(placed) if last > 0 and any(first <= c <= last for c in leaves)
    ]
    total = _sole_total(leaves)
    if total is not None and len(heads) > 1 and all(placed[i][1] < total for i in heads):
        leaves.pop(total)  # it sums all groups, and is in none
    for i in [i for i in heads if _wraps(placed[i], leaves)]:
        heads.remove(i)
        leaves.pop(placed[i][0], None)
    if not heads or len(leaves) < 2 * len(heads):
        return placed, True
    periods = all(is_period(placed[i][2].text) for i in heads)
    sole = sole_heading(placed[heads[0]][2], {c: texts[c] for c in leaves}) if len(heads) == 1 else None
    if sole is not None:
        return _over_groups(placed, heads, sole)
    alone = all(placed[i][0] == placed[i][1] for i in heads)
    if not periods and alone and len(set(leaves.values())) == len(leaves):
        return placed, False
    under = sorted(leaves)
    standing = stand_over([placed[i][2] for i in heads], under, [leaves[c] for c in under], spans)
    return (placed, True) if standing is None else _over_groups(placed, heads, standing)


def _over_groups(placed: Placed, heads: Sequence[int], standing: Standing) -> tuple[Placed, bool]:
    result = list(placed)
    for i, group in zip(heads, standing.groups, strict=True):
        result[i] = (group[0], group[-1], placed[i][2])
    return result, standing.certain


def _leaves(below: Level) -> dict[int, Word]:
    """The labels of single columns on the lowest line; one half way up beside labels of one line has a cell of its own."""
    base = max((piece.middle for first, _, held in below if first > 0 for piece in held), default=0.0)
    own = {
        first: held
        for first, last, held in below
        if first == last and first > 0 and abs(held[-1].middle - base) < held[-1].height
    }
    level = [held for held in own.values() if abs(held[-1].middle - base) < _ON_LINE * held[-1].height]
    if len(level) > 1 and all(len(held) == 1 for held in level):
        own = {c: held for c, held in own.items() if any(held is other for other in level)}
    return {column: join(held) for column, held in own.items()}


def _sole_total(leaves: Mapping[int, str]) -> int | None:
    """The last column, where its label alone is a total."""
    totals = [column for column, text in leaves.items() if tokens.is_total(text)]
    return totals[0] if len(totals) == 1 and totals[0] == max(leaves) else None


def _wraps(item: tuple[int, int, Word], leaves: Mapping[int, str]) -> bool:
    """True where a heading and the label under it are one phrase: ``Grand`` over ``Total``, ``Number`` over ``of``."""
    first, last, piece = item
    under = leaves.get(first, "")
    return first == last and (under[:1].islower() or tokens.is_total(f"{piece.text} {under}"))


def fitted(line: Line, spans: Sequence[Span]) -> Line:
    """The lowest line with a piece over several columns cut where its words stand in line with them."""
    pieces: list[Word] = []
    for piece in line.pieces:
        words = [w for w in line.words if piece.left <= w.centre <= piece.right]
        over = [c for c, (a, b) in enumerate(spans) if overlap(piece.left, piece.right, a, b) > 0]
        parts = _fit(words, [spans[c] for c in over]) if 1 < len(over) <= len(words) else None
        pieces += parts or [piece]
    return Line(pieces, line.words)


def _fit(words: Sequence[Word], spans: Sequence[Span]) -> list[Word] | None:
    """The words in as many groups as columns, where each group stands in line with its column; else None."""
    best: tuple[float, list[Word]] | None = None
    for cuts in itertools.islice(itertools.combinations(range(1, len(words)), len(spans) - 1), _MOST_CUTS):
        if any(words[at].text[0].islower() for at in cuts) and not words[0].text[0].islower():
            continue  # "of recording" begins no heading
        groups = [join(words[a:b]) for a, b in itertools.pairwise((0, *cuts, len(words)))]
        off = max(_off(group, *span) for group, span in zip(groups, spans, strict=True))
        if best is None or off < best[0]:
            best = (off, groups)
    if best is None or best[0] > _IN_LINE * words[0].height:
        return None
    return best[1]


def _off(group: Word, left: float, right: float) -> float:
    """How far a label stands from being centred on its column, or in line with either end of it."""
    return min(abs(group.centre - (left + right) / 2), abs(group.left - left), abs(group.right - right))


def _over(piece: Word, spans: Sequence[Span]) -> tuple[int, int]:
    shared = [overlap(piece.left, piece.right, *span) for span in spans]
    width = piece.right - piece.left
    over = [c for c, s in enumerate(shared) if s > 0.3 * min(width, spans[c][1] - spans[c][0])]
    if over:
        return over[0], over[-1]
    best = max(range(len(spans)), key=lambda c: shared[c])
    return best, best


def _underlined(
    piece: Word, line: Line, spans: Sequence[Span], rules: Sequence[Rule]
) -> tuple[int, int] | None:
    """The columns over which a ruled line runs close under the piece, where it covers some and not all."""
    for rule in rules:
        under = -1 <= rule.at - piece.bottom <= 0.7 * piece.height
        shared = sum(overlap(p.left, p.right, rule.start, rule.end) > 0 for p in line.pieces)
        if under and shared == 1 and rule.start - 2 <= piece.left and rule.end + 2 >= piece.right:
            over = [
                c for c, (a, b) in enumerate(spans) if overlap(rule.start, rule.end, a, b) > 0.5 * (b - a)
            ]
            if over and 1 < len(over) < len(spans):
                beside = (
                    over[0] == 0 and piece.left > spans[0][1]
                )  # the line runs under the labels' column too
                return over[beside], over[-1]
    return None


def _joins(placed: Placed, level: Level) -> bool:
    """True where a line goes on the labels of the level below it: each of its pieces over one of them alone."""
    for first, last, piece in placed:
        same = [(a, b, held) for a, b, held in level if a <= last and first <= b]
        if len(same) > 1:
            return False
        if same and (same[0][0], same[0][1]) != (first, last):
            return False
        if same and same[0][2][0].top - piece.bottom > 0.9 * piece.height:
            return False
        if not same and first != last:
            return False
    return True


def _add(level: Level, first: int, last: int, piece: Word) -> None:
    for index, (a, b, held) in enumerate(level):
        if a <= last and first <= b:
            pieces = sorted([piece, *held], key=lambda w: (round(w.middle), w.left))
            level[index] = (min(a, first), max(b, last), pieces)
            return
    level.append((first, last, [piece]))
    level.sort(key=lambda item: item[0])
