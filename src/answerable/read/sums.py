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
from decimal import Decimal
from itertools import chain

import numpy as np

from answerable.read.sum_lines import MOST_PROBES, OFTEN, Lines, Number, Sum, scaled, weigh
from answerable.read.sum_runs import MOST_RUNS, best_sums

MOST_LINES = 2000  # the time grows with their square; beyond this a list is a register, and no table
LARGEST = 10**16  # sums stay whole in 64 bits
STRIDED, DISTANT = 1.0, 2.0  # the less usual a pattern, the more evidence it needs (logarithms of odds)
LABELLED = 3.0
SCATTERED = 4.0
FEW = 64  # two parts that stand anywhere are looked for among so many lines at most
FAR = 40  # runs that do not touch their total are looked for in tables of so many lines at most


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
    if len(lines) > MOST_LINES or sum(abs(Decimal(x)) for line in lines for x in line if x) > LARGEST:
        return ()
    table = scaled(lines, exact=exact)
    found: dict[int, Sum] = {}
    tried: set[tuple[bool, tuple[int, ...]]] = set()
    while new := _pass(table, _alike(labels), found, odds, tried):
        found |= new
    if not exact:
        found |= _repeated(table, found)
    return tuple(found[line] for line in sorted(found))


def _alike(labels: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The lines of each label that several have."""
    named: dict[str, list[int]] = {}
    for line, label in enumerate(labels):
        named.setdefault(" ".join(label.lower().split()), []).append(line)
    return tuple(tuple(same) for label, same in named.items() if label and len(same) >= 2)


def _pass(
    lines: Lines,
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
        untried = [s for s in dict.fromkeys(sequences) if (far, s) not in tried]
        tried.update((far, s) for s in untried)
        new = best_sums(lines, untried, found, odds + dearer, far=far, outside=outside)
        new = _originals(lines, new, found)
        if new:
            return new
    pairs = {sum_.line: sum_ for sum_ in _scattered_pairs(lines, found, odds + SCATTERED)}
    return _originals(lines, pairs, found)


def _repeated(lines: Lines, found: dict[int, Sum]) -> dict[int, Sum]:
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
            if used.isdisjoint((line, *parts)) and (sum_ := weigh(lines, line, parts, telling=False)):
                new[line] = sum_
                used.update((line, *parts))
    return new


def _originals(lines: Lines, new: dict[int, Sum], found: dict[int, Sum]) -> dict[int, Sum]:
    """The sums without circles, and without copies of a total that stand farther from the same parts."""
    kept = dict(found)
    for sum_ in sorted(new.values(), key=lambda s: (_distance(s), -s.evidence)):
        circular = any(part in kept and sum_.line in kept[part].parts for part in sum_.parts)
        if not circular and not any(_copies(lines, sum_, other) for other in kept.values()):
            kept[sum_.line] = sum_
    return {line: sum_ for line, sum_ in kept.items() if line not in found}


def _distance(sum_: Sum) -> int:
    return min(abs(sum_.line - part) for part in sum_.parts)


def _copies(lines: Lines, sum_: Sum, other: Sum) -> bool:
    """True where both totals say the same, and the other stands nearer to its parts or sums a part of these."""
    if not np.array_equal(lines.values[sum_.line], lines.values[other.line]):
        return False
    if other.line in sum_.parts or set(other.parts) < set(sum_.parts):
        return True
    return bool(set(other.parts) & set(sum_.parts)) and _distance(other) + 1 < _distance(sum_)


def _plain(lines: Lines, found: dict[int, Sum]) -> Iterator[tuple[int, ...]]:
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


def _scattered_pairs(lines: Lines, found: dict[int, Sum], odds: float) -> Iterator[Sum]:
    """Lines that are the sum of two others wherever these stand, in tables with few lines and long ones."""
    chosen = np.flatnonzero(lines.known.any(axis=1))
    if not 3 <= len(chosen) <= FEW:
        return
    dearest = odds + 3 * np.log10(len(chosen))
    for line in chosen.tolist():
        if line in found or lines.probed[line] < MOST_PROBES or lines.most[line] < dearest:
            continue
        probes = lines.probes[line]
        others = chosen[chosen != line]
        values = lines.values[np.ix_(others, probes)]
        left = lines.values[line][probes] - values
        slack = 1.5 * lines.error[line][probes]
        agree = (np.abs(left[:, None, :] - values[None, :, :]) <= slack).sum(axis=2) >= MOST_PROBES - 1
        pairs = np.argwhere(np.triu(agree, 1))[:MOST_RUNS]
        sums = (weigh(lines, line, (int(others[p]), int(others[q]))) for p, q in pairs)
        kept = [s for s in sums if s is not None and s.evidence >= dearest]
        if kept:
            yield max(kept, key=lambda sum_: sum_.evidence)
