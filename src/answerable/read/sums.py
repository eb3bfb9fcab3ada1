"""Which lines of a table are sums of which others, told by their numbers and never by their labels.

After the idea of Jiang, Vitagliano and Naumann, "Aggregation detection in CSV files" (EDBT 2022): a sum
stands beside its parts, or beyond other totals, or its parts alternate with those of other sums; and it
holds all along its line. Added to theirs is the weighing of chance: each cell where a sum holds says how
many values the total might else have had, and a sum is accepted only where all its cells together outweigh
the number of runs that were tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Number = Decimal | int | None
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

MOST_PLACES = 6  # what a spreadsheet prints beyond this is the dust of binary fractions
MOST_PROBES = 3
MOST_RUNS = 6
MOST_LINES = 2000  # the time grows with their square; beyond this a list is a register, and no table
LARGEST = 10**16  # sums stay whole in 64 bits
NEARLY = 0.8
STRIDED, DISTANT = 1.0, 2.0  # the less usual a pattern, the more evidence it needs (logarithms of odds)
LABELLED = 3.0
OFTEN = 4
SCATTERED = 4.0
FEW = 64  # two parts that stand anywhere are looked for among so many lines at most
FAR = 40  # runs that do not touch their total are looked for in tables of so many lines at most


@dataclass(frozen=True, slots=True)
class Sum:
    """One line that is the sum of others.

    Attributes:
        line: index of the total.
        parts: indices of its parts, in order; at least two.
        cells: the places along the line where total and parts are printed and the sum holds.
        evidence: the decimal logarithm of the odds against chance, before the runs tried are counted.
    """

    line: int
    parts: tuple[int, ...]
    cells: tuple[int, ...]
    evidence: float


@dataclass(frozen=True, slots=True)
class _Lines:
    """Numbers scaled to whole units: nought where unknown; ``error`` is the rounding error of each cell.

    ``probes`` are the places of the largest numbers of each line: where no run fits, none is looked at.
    """

    values: Ints
    known: Bools
    error: NDArray[np.float64]
    unit: NDArray[np.float64]
    probes: tuple[Ints, ...]
    slack: NDArray[np.float64]


def _scaled(lines: Sequence[Sequence[Number]], *, exact: bool) -> _Lines:
    """The lines as whole numbers of the smallest place printed; whole numbers are not rounded if ``exact``."""
    values = [[None if x is None else Decimal(x) for x in line] for line in lines]
    places = [[0 if x is None else _places(x) for x in line] for line in values]
    largest = max((abs(x) for line in values for x in line if x is not None), default=Decimal(0))
    most = min(max(map(max, places)), max(0, 17 - len(str(int(largest * len(lines))))))
    scale = 10**most
    whole = np.array(
        [[0 if x is None else round(x * scale) for x in line] for line in values], dtype=np.int64
    )
    known = np.array([[x is not None for x in line] for line in values], dtype=np.bool_)
    printed = np.array([[max(line)] * len(line) for line in places], dtype=np.float64)
    unit = 10.0 ** np.maximum(most - printed, 0)
    error = unit * ~((printed == 0) & exact)
    largest_first = np.argsort(-np.abs(whole), axis=1, kind="stable")[:, :MOST_PROBES]
    probes = tuple(at[whole[i, at] != 0] for i, at in enumerate(largest_first))
    return _Lines(whole, known, error, unit, probes, 2.0 * error.max(axis=0))


def _places(value: Decimal) -> int:
    """Decimal places that say something: a column padded with noughts (``8.00000``) is one of whole numbers."""
    return min(MOST_PLACES, max(0, -int(value.normalize().as_tuple().exponent)))


def find_sums(
    lines: Sequence[Sequence[Number]],
    *,
    labels: Sequence[str] = (),
    exact: bool = False,
    odds: float = 0.5,
) -> tuple[Sum, ...]:
    """The lines that are sums of others. For columns, give the columns as lines.

    Args:
        lines: the numbers, all lines of one length; None where a cell prints no number. Decimals are taken
            as rounded to the places that they print.
        labels: what stands at the head of each line, if known: lines that are called the same (``Male`` under
            each year) are tried as the parts of one sum. What they are called says nothing else.
        exact: True where whole numbers are counts, and so never rounded.
        odds: how far the evidence must outweigh the number of runs tried, as a decimal logarithm.

    Returns:
        One sum for each line that is one, in the order of lines.
    """
    if len(lines) < 3 or not lines[0] or max(len(line) for line in lines) != min(len(line) for line in lines):
        return ()
    if (
        len(lines) > MOST_LINES
        or sum(abs(Decimal(x)) for line in lines for x in line if x is not None) > LARGEST
    ):
        return ()
    scaled = _scaled(lines, exact=exact)
    found: dict[int, Sum] = {}
    tried: set[tuple[bool, tuple[int, ...]]] = set()
    while new := _pass(scaled, _alike(labels), found, odds, tried):
        found |= new
    if not exact:
        found |= _repeated(scaled, found)
    return tuple(found[line] for line in sorted(found))


def _alike(labels: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The lines of each label that several have."""
    named: dict[str, list[int]] = {}
    for line, label in enumerate(labels):
        named.setdefault(" ".join(label.lower().split()), []).append(line)
    return tuple(tuple(same) for label, same in named.items() if label and len(same) >= 2)


def _pass(
    lines: _Lines,
    alike: Sequence[tuple[int, ...]],
    found: dict[int, Sum],
    odds: float,
    tried: set[tuple[bool, tuple[int, ...]]],
) -> dict[int, Sum]:
    """The sums that one more look finds, given those found already: near runs first, then patterns, then far."""
    count = len(lines.values)
    totals = (tuple(sorted(found)),)
    ways = [(_plain(lines, found), False, 0.0), (totals, False, 0.0), (alike, False, LABELLED)]
    if count <= FAR:
        ways += [
            (_strided(count, found), False, STRIDED),
            (chain(_plain(lines, found), _strided(count, found)), True, DISTANT),
        ]
    for sequences, far, dearer in ways:
        outside = far or sequences is totals or sequences is alike
        new: dict[int, Sum] = {}
        for sequence in sequences:
            if (far, sequence) in tried:
                continue
            tried.add((far, sequence))
            for sum_ in _in_sequence(lines, sequence, found, odds + dearer, far=far, outside=outside):
                if sum_.line not in new or sum_.evidence > new[sum_.line].evidence:
                    new[sum_.line] = sum_
        new = _originals(lines, new, found)
        if new:
            return new
    pairs = {sum_.line: sum_ for sum_ in _scattered_pairs(lines, found, odds + SCATTERED)}
    return _originals(lines, pairs, found)


def _repeated(lines: _Lines, found: dict[int, Sum]) -> dict[int, Sum]:
    """Lines placed to their parts as several totals are to theirs: there a few small numbers are enough.

    A sheet of many small blocks sums each in the same way, and some blocks hold too little to prove it alone.
    """
    patterns = Counter(tuple(part - sum_.line for part in sum_.parts) for sum_ in found.values())
    used = {line for sum_ in found.values() for line in (sum_.line, *sum_.parts)}
    new: dict[int, Sum] = {}
    for pattern, times in patterns.most_common():
        if times < OFTEN:
            break
        first, end = max(0, -min(pattern)), min(len(lines.values), len(lines.values) - max(pattern))
        for line in range(first, end):
            parts = tuple(line + step for step in pattern)
            if used.isdisjoint((line, *parts)) and (sum_ := _weigh(lines, line, parts, telling=False)):
                new[line] = sum_
                used.update((line, *parts))
    return new


def _originals(lines: _Lines, new: dict[int, Sum], found: dict[int, Sum]) -> dict[int, Sum]:
    """The sums without circles, and without copies of a total that stand farther from the same parts."""
    kept = dict(found)
    for sum_ in sorted(new.values(), key=lambda s: (_distance(s), -s.evidence)):
        circular = any(part in kept and sum_.line in kept[part].parts for part in sum_.parts)
        if not circular and not any(_copies(lines, sum_, other) for other in kept.values()):
            kept[sum_.line] = sum_
    return {line: sum_ for line, sum_ in kept.items() if line not in found}


def _distance(sum_: Sum) -> int:
    return min(abs(sum_.line - part) for part in sum_.parts)


def _copies(lines: _Lines, sum_: Sum, other: Sum) -> bool:
    """True where both totals say the same, and the other stands nearer to its parts or sums a part of these."""
    if not np.array_equal(lines.values[sum_.line], lines.values[other.line]):
        return False
    if other.line in sum_.parts or set(other.parts) < set(sum_.parts):
        return True
    return bool(set(other.parts) & set(sum_.parts)) and _distance(other) + 1 < _distance(sum_)


def _plain(lines: _Lines, found: dict[int, Sum]) -> Iterator[tuple[int, ...]]:
    """All lines; those that are no totals, or no parts; whole numbers, and the others."""
    every = range(len(lines.values))
    yield tuple(every)
    parts = {part for sum_ in found.values() for part in sum_.parts}
    if found:
        yield tuple(i for i in every if i not in found)
        yield tuple(i for i in every if i not in parts)
    whole = lines.unit[:, 0] == lines.unit.max()
    if not whole.all():
        # Rates and shares stand between counts, which add up across them.
        for kind in (True, False):
            yield tuple(i for i in every if whole[i] == kind and lines.known[i].any())
            yield tuple(i for i in every if whole[i] == kind and lines.known[i].any() and i not in parts)


def _strided(count: int, found: dict[int, Sum]) -> Iterator[tuple[int, ...]]:
    """Every second line, every third, and so on, with and without the totals found."""
    for step in range(2, min(count // 3, 16) + 1):
        for first in range(step):
            every = tuple(range(first, count, step))
            if len(every) >= 2:
                yield every
            fewer = tuple(i for i in every if i not in found)
            if 2 <= len(fewer) < len(every):
                yield fewer


def _in_sequence(
    lines: _Lines, sequence: tuple[int, ...], found: dict[int, Sum], odds: float, *, far: bool, outside: bool
) -> Iterator[Sum]:
    """The best sum of each line over runs of ``sequence``: those that touch the line, or all if ``far``.

    Lines that are not of the sequence are tried where ``outside`` is true.
    """
    length, count = len(sequence), len(lines.values)
    if length < 2:
        return
    chosen = np.array(sequence)
    sums = np.vstack(
        [np.zeros((1, lines.values.shape[1]), np.int64), np.cumsum(lines.values[chosen], axis=0)]
    )
    tried = np.log10(count * (length if far else 1.0))
    members = set(sequence)
    for line in range(count):
        if line in found or (line not in members and not outside):
            continue
        at = int(np.searchsorted(chosen, line))
        after = at + (line in members)
        best = None
        for start, end in _runs(lines, sums, line, at, after, far=far):
            sum_ = _weigh(lines, line, sequence[start:end])
            if sum_ is None or sum_.evidence < tried + odds + np.log10(2 * min(length, (end - start) ** 2)):
                continue
            if best is None or sum_.evidence > best.evidence:
                best = sum_
        if best is not None:
            yield best


def _runs(lines: _Lines, sums: Ints, line: int, at: int, after: int, *, far: bool) -> list[tuple[int, int]]:
    """The runs (start, end) of a sequence whose sums agree with a line in its largest cells."""
    probes = lines.probes[line]
    if not len(probes):
        return []
    target = lines.values[line][probes]
    slack = lines.slack[probes] * np.sqrt(len(sums))
    needed = max(1, len(probes) - 1)
    length = len(sums) - 1
    if far:
        starts, ends = _pairs(length + 1)
        keep = (ends <= at) | (starts >= after)
        starts, ends = starts[keep], ends[keep]
    else:
        before, behind = np.arange(at - 1), np.arange(after + 2, length + 1)
        starts = np.concatenate([before, np.full(len(behind), after)])
        ends = np.concatenate([np.full(len(before), at), behind])
    if not len(starts):
        return []
    tops = sums[:, probes]
    differ = np.abs(tops[ends] - tops[starts] - target)
    hits = np.flatnonzero((differ <= slack).sum(axis=1) >= needed)
    shortest = hits[np.argsort(ends[hits] - starts[hits], kind="stable")][:MOST_RUNS]
    return [(int(starts[h]), int(ends[h])) for h in shortest]


def _scattered_pairs(lines: _Lines, found: dict[int, Sum], odds: float) -> Iterator[Sum]:
    """Lines that are the sum of two others wherever these stand, in tables with few lines and long ones."""
    chosen = np.flatnonzero(lines.known.any(axis=1))
    if not 3 <= len(chosen) <= FEW:
        return
    for line in chosen.tolist():
        probes = lines.probes[line]
        if line in found or len(probes) < MOST_PROBES:
            continue
        others = chosen[chosen != line]
        values = lines.values[np.ix_(others, probes)]
        left = lines.values[line][probes] - values
        slack = 1.5 * lines.error[line][probes]
        agree = (np.abs(left[:, None, :] - values[None, :, :]) <= slack).all(axis=2)
        pairs = np.argwhere(np.triu(agree, 1))[:MOST_RUNS]
        sums = (_weigh(lines, line, (int(others[p]), int(others[q]))) for p, q in pairs)
        kept = [s for s in sums if s is not None and s.evidence >= odds + 3 * np.log10(len(chosen))]
        if kept:
            yield max(kept, key=lambda sum_: sum_.evidence)


@lru_cache(maxsize=128)
def _pairs(count: int) -> tuple[Ints, Ints]:
    """Every (start, end) with at least two between them."""
    starts, ends = np.triu_indices(count, 2)
    return starts, ends


def _weigh(lines: _Lines, line: int, parts: tuple[int, ...], *, telling: bool = True) -> Sum | None:
    """A sum with its evidence, or None where it fails in more than a few cells.

    A cell is telling where two parts of it are not nought; some total that is not nought is asked for otherwise.
    """
    chosen = list(parts)
    total, known = lines.values[line], lines.known[line]
    values = lines.values[chosen]
    complete = lines.known[chosen].all(axis=0)
    some = lines.known[chosen].any(axis=0)
    # Independent errors of half a unit add up like their squares: three standard deviations of them.
    squares = (lines.error[chosen] ** 2).sum(axis=0) + lines.error[line] ** 2
    slack = np.minimum(3 * np.sqrt(squares / 12), 0.5 * (lines.error[chosen].sum(axis=0) + lines.error[line]))
    differ = np.abs(values.sum(axis=0) - total)
    held = known & some & (differ <= slack * 1.0001)
    failed = known & complete & ~held
    parted = (values != 0).sum(axis=0)
    told = held & (parted >= 2)
    alone = held & (parted == 1)
    if ((values[:, alone] != 0).sum(axis=1) >= OFTEN).sum() >= 2:
        told |= alone  # now one part makes the total alone and now another: no copy of a line does that
    enough = told.any() if telling else (held & (total != 0)).any()
    partly = known & some & ~complete & ~held
    if held.sum() < NEARLY * (held.sum() + failed.sum()) or held.sum() < partly.sum() or not enough:
        return None
    width = lines.unit[line] + (2 * slack if differ[held].any() else 0)
    at = np.flatnonzero(told)
    each = _telling(total[at], values[:, at], width[at])
    # A column that repeats another says nothing new.
    distinct = dict(zip(map(bytes, values[:, at].T.copy()), each.tolist(), strict=True))
    evidence = sum(distinct.values()) - float(failed.sum())
    return Sum(line, parts, tuple(int(k) for k in np.flatnonzero(held)), evidence)


def _telling(total: Ints, parts: Ints, width: NDArray[np.float64]) -> NDArray[np.float64]:
    """How improbable each cell's agreement is by chance, as a decimal logarithm.

    A count scatters about its mean by its square root. Where all parts keep their shares of the total along
    the line, the first cell has said what the others repeat: then they scatter only as the shares do.
    """
    scatter = np.sqrt(np.abs(total) * width)
    if len(total) > 4:
        share = (parts.astype(np.float64) @ total) / max(1.0, float(total @ total.astype(np.float64)))
        spread = np.sqrt(((parts - share[:, None] * total) ** 2).mean(axis=1)).max()
        scatter[1:] = np.minimum(scatter[1:], spread)
    result: NDArray[np.float64] = np.log10(np.maximum(1.0, 2.5 * scatter / width))
    return result
