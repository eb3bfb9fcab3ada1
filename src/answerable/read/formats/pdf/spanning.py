"""Which columns an upper heading stands over, where no ruled line says so.

``2022`` and ``2023`` over ``Male | Female | Male | Female | Total`` may touch one column each, or none. The
habits of printed tables decide first (months rise inside a year, no label stands twice under one
heading, groups repeat), and the middles or left ends of the labels among what those allow.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answerable.read import tokens
from answerable.read.formats.pdf.columns import Span
from answerable.read.formats.pdf.geometry import Line, Word
from answerable.read.formats.pdf.lines import is_period
from answerable.read.formats.pdf.sheet import overlap
from answerable.read.formats.pdf.unbroken import ONE_HEADING, as_one, unbroken
from answerable.read.spans import may_stand_over

_MOST_HEADS = 8
_MOST_WAYS = 4_000
_CLOSE = 0.35
"""Two ways whose labels stand off by less than this share of a column apart are equally likely."""

_NAMES_PERIODS = re.compile(
    r"(?:by )?(?:(?:calendar|financial|fiscal|reporting|performance|recording) )?"
    r"(?:years?|months?|quarters?|dates?|periods?)(?: (?:of|ending|ended|to|recorded|created|reported)\b.*)?",
    re.I,
)
_NAMES_COUNTS = re.compile(
    r"(?:total )?(?:number|no\.?|count|volume)s?(?: of\b.*)?|(?:recorded |all )?(?:offences|crimes|incidents|records|victims)(?: recorded)?",
    re.I,
)
_EDGE = 0.15
"""Of the height: two texts set from one edge begin or end no further apart."""

_NEXT_LINE = 1.35
"""Of the height: the lines of one text are no further apart."""

_IN_THE_MIDDLE = 0.25
"""Of a column: one that is set in the middle over its columns is off their middle by less."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Groups of columns, one for each heading, and whether another way fits as well."""

    groups: tuple[tuple[int, ...], ...]
    certain: bool


def stand_over(
    heads: Sequence[Word], under: Sequence[int], labels: Sequence[str], spans: Sequence[Span]
) -> Standing | None:
    """The columns of each heading.

    Args:
        heads: the headings from the left.
        under: the columns that have labels below them.
        labels: those labels.
        spans: where all columns stand.

    Returns:
        The likeliest way, or None where the headings stand over one column each.
    """
    if not heads or len(heads) > _MOST_HEADS or len(under) <= len(heads):
        return None
    possible = itertools.islice(_ways(len(heads), len(under)), _MOST_WAYS)
    ways = sorted(
        ((_rank(heads, way, under, labels, spans), way) for way in possible), key=lambda item: item[0]
    )
    (broken, irregular, cost), best = ways[0]
    if all(b - a == 1 for a, b in best):
        return None
    pitch = _CLOSE * (spans[under[-1]][1] - spans[under[0]][0]) / len(under)
    rivals = [rank for rank, _ in ways[1:] if rank[:2] == (broken, irregular) and rank[2] < cost + pitch]
    return Standing(tuple(tuple(under[a:b]) for a, b in best), not rivals and not broken)


def sole_heading(head: Word, leaves: Mapping[int, Word]) -> Standing | None:
    """The columns of the only upper heading, where it names the periods under it or what is counted in each.

    It stands over all of them. Whether it stands over their total as well follows from its place; a total is no period.

    Args:
        head: the heading.
        leaves: the label of each column that may be under it.

    Returns:
        None where the labels are not periods, or the heading may belong to some of them alone.
    """
    dated = [c for c in sorted(leaves) if is_period(leaves[c].text)]
    columns = [c for c in sorted(leaves) if dated and (c >= dated[0] or leaves[c].right > head.left)]
    others = [c for c in columns if c not in dated]
    named = _NAMES_PERIODS.fullmatch(head.text) is not None
    if len(dated) < 2 or not (named or names_counts(head.text)):
        return None
    if not all(tokens.is_total(leaves[c].text) for c in others) or dated[-1] - dated[0] >= len(dated):
        return None
    if others and (len(others) > 1 or others[0] != dated[-1] + 1):
        return Standing((tuple(dated),), certain=False)
    alone, both = _fits(head, dated, leaves), bool(others) and _fits(head, columns, leaves)
    if both and not alone:
        return Standing((tuple(columns),), certain=True)
    return Standing((tuple(dated),), certain=named or not others or (alone and not both))


def over_periods(head: Word, groups: Mapping[tuple[int, int], Word]) -> Standing | None:
    """The columns of the only heading above periods that stand over several columns each: all of theirs.

    Args:
        head: the heading.
        groups: the label of each run of columns, by its first and last.

    Returns:
        None where the heading is a period itself, or the labels are none.
    """
    if len(groups) < 2 or is_period(head.text) or not all(is_period(word.text) for word in groups.values()):
        return None
    ends = sorted(groups)
    columns = tuple(range(ends[0][0], ends[-1][1] + 1))
    labels = {i: groups[end] for i, end in enumerate(ends)}
    return Standing((columns,), certain=_fits(head, list(labels), labels))


def with_whole_names(lines: Sequence[Line]) -> list[Line]:
    """The lines of a heading with such a name on one line where it is set on two: "Number of" over "offences".

    "Grand" over "Total" too, which may stand half way down beside a line between them.
    """
    found = list(lines)
    for index in range(len(found) - 2):  # the last holds the labels of single columns
        for first in found[index].pieces:
            below = ((at, rest) for at in (index + 1, index + 2) for rest in found[at : at + 1] or ())
            pair = next(((at, p) for at, line in below for p in line.pieces if _is_one_name(first, p)), None)
            if pair is not None and pair[0] < len(found) - 1:
                at, rest = pair
                found[index] = _without(found[index], first)
                found[at] = _without(found[at], rest)
                found[index + 1] = _with(found[index + 1], _whole(first, rest, lines[index + 1]))
    return [line for line in found if line.pieces]


def with_whole_totals(lines: Sequence[Line]) -> list[Line]:
    """The lines of a heading with a total that a narrow column broke put together on one: "Gran", "d", "Tot", "al".

    Its cell may be as high as the whole heading, so that its lines stand between those of the other labels.
    """
    found = list(lines)
    tried: set[int] = set()
    for first in [piece for line in lines for piece in line.pieces]:
        stack = _stack(first, lines)
        new = id(first) not in tried
        tried.update(map(id, stack))
        if len(stack) < 2 or not new or any(tokens.is_total(piece.text) for piece in stack[:-1]):
            continue
        text = unbroken([piece.text for piece in stack], years=False)
        if not tokens.is_total(text):
            continue
        for piece in stack:
            found = [_without(line, piece) if piece in line.pieces else line for line in found]
        last = lines[-1]
        whole = as_one(stack, text)
        high = (last.middle - first.height / 2, last.middle + first.height / 2)
        found[-1] = _with(found[-1], Word(text, whole.left, high[0], whole.right, high[1], bold=whole.bold))
    return [line for line in found if line.pieces]


def _stack(first: Word, lines: Sequence[Line]) -> list[Word]:
    """A piece and what stands under it, line by line, each no further down than the next line of one text."""
    stack = [first]
    for line in lines:
        for piece in line.pieces:
            last = stack[-1]
            under = overlap(last.left, last.right, piece.left, piece.right) > 0
            if under and 0 < piece.middle - last.middle < _NEXT_LINE * last.height:
                stack.append(piece)
                break
    return stack


def _is_one_name(first: Word, rest: Word) -> bool:
    """True where one text goes on in another right under it, and they are such a name, or one total."""
    text = f"{first.text} {rest.text}"
    under = overlap(first.left, first.right, rest.left, rest.right) > 0
    near = 0 < rest.middle - first.middle < _NEXT_LINE * first.height
    if not under or not near:
        return False
    return text.lower() in ONE_HEADING or (_is_begun(first.text, rest.text) and names_columns(text))


def _whole(first: Word, rest: Word, line: Line) -> Word:
    left, right = min(first.left, rest.left), max(first.right, rest.right)
    top = line.middle - first.height / 2
    text = f"{first.text} {rest.text}"
    return Word(text, left, top, right, top + first.height, bold=first.bold and rest.bold)


def names_counts(text: str) -> bool:
    """True for a heading that says what is counted under it: "Number of offences", "Crimes recorded"."""
    return _NAMES_COUNTS.fullmatch(text) is not None


def names_columns(text: str) -> bool:
    """The same, and for one that names the periods under it: "Financial year"."""
    return names_counts(text) or _NAMES_PERIODS.fullmatch(text) is not None


def _is_begun(first: str, rest: str) -> bool:
    """True where the first line of a name is none by itself, or the second goes on it in small letters."""
    if is_period(first) or is_period(rest):
        return False
    return first.lower().endswith(" of") or rest[0].islower() or not names_columns(first)


def _without(line: Line, piece: Word) -> Line:
    kept = [word for word in line.words if not piece.left <= word.centre <= piece.right]
    return Line([other for other in line.pieces if other is not piece], kept)


def _with(line: Line, piece: Word) -> Line:
    def across(word: Word) -> float:
        return word.left

    return Line(sorted([*line.pieces, piece], key=across), sorted([*line.words, piece], key=across))


def _fits(head: Word, columns: Sequence[int], leaves: Mapping[int, Word]) -> bool:
    """True where a heading begins, ends or has its middle where that of its columns' labels is."""
    first, last = leaves[columns[0]], leaves[columns[-1]]
    pitch = (last.centre - first.centre) / (len(columns) - 1)
    edge = _EDGE * head.height
    return (
        abs(head.left - first.left) < edge
        or abs(head.right - last.right) < edge
        or abs(head.centre - (first.centre + last.centre) / 2) < _IN_THE_MIDDLE * pitch
    )


def _ways(heads: int, columns: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every way to give each heading a run of columns; the first and last columns may be left over."""
    for start in range(min(2, columns - heads) + 1):
        for end in range(columns, max(start + heads, columns - 3) - 1, -1):
            for cuts in itertools.combinations(range(start + 1, end), heads - 1):
                yield tuple(itertools.pairwise((start, *cuts, end)))


def _rank(
    heads: Sequence[Word],
    way: Sequence[tuple[int, int]],
    under: Sequence[int],
    labels: Sequence[str],
    spans: Sequence[Span],
) -> tuple[int, int, float]:
    """The less the better: habits broken, groups that differ, and how far the headings stand off."""
    groups = [list(labels[a:b]) for a, b in way]
    broken = sum(not may_stand_over(head.text, group) for head, group in zip(heads, groups, strict=True))
    left_over = [*labels[: way[0][0]], *labels[way[-1][1] :]]
    repeats = len({tuple(group) for group in groups}) > 1 or not all(map(tokens.is_total, left_over))
    ends = [(spans[under[a]][0], spans[under[b - 1]][1]) for a, b in way]
    middle = sum(
        abs(head.centre - (left + right) / 2) for head, (left, right) in zip(heads, ends, strict=True)
    )
    start = sum(abs(head.left - left) for head, (left, _) in zip(heads, ends, strict=True))
    end = sum(abs(head.right - right) for head, (_, right) in zip(heads, ends, strict=True))
    width = (spans[under[-1]][1] - spans[under[0]][0]) / len(under)
    stray = sum(0.2 if tokens.is_total(label) else 1.0 for label in left_over) * width
    return broken, int(repeats and len(set(labels)) < len(labels)), min(middle, start, end) + stray
