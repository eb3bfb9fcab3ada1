"""The lines of a table as whole numbers, and how much it says against chance that some of them add up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

Number = Decimal | int | None
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

MOST_PLACES = 6  # what a spreadsheet prints beyond this is the dust of binary fractions
MOST_PROBES = 3
NEARLY = 0.8
OFTEN = 4
_CERTAIN = 6.0  # a chance of one in a million
_CHANCE = 2.5  # a total that is none falls within so many scatterings of its value, more or less


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
class Lines:
    """Numbers scaled to whole units: nought where unknown; ``error`` is the rounding error of each cell.

    ``probes`` are the places of the largest numbers of each line: where no run fits, none is looked at,
    and ``probed`` says how many there are. ``most`` is the evidence that a line could give at most.
    """

    values: Ints
    known: Bools
    error: Floats
    unit: Floats
    probes: Ints
    probed: Ints
    slack: Floats
    most: Floats


def scaled(lines: Sequence[Sequence[Number]], *, exact: bool) -> Lines:
    """The lines as whole numbers of the smallest place printed; whole numbers are not rounded if ``exact``."""
    whole, places, most = _whole(lines)
    known = np.array([[x is not None for x in line] for line in lines], dtype=np.bool_)
    unit = 10.0 ** np.maximum(most - places, 0)
    if not exact:
        for kind in set(places.tolist()):
            alike = places == kind
            unit[alike] = np.maximum(unit[alike], common_multiple(whole[alike].ravel().tolist()))
    unit = np.broadcast_to(unit[:, None], whole.shape)
    error = unit * ~((places == 0)[:, None] & exact)
    probes = np.argsort(-np.abs(whole), axis=1, kind="stable")[:, :MOST_PROBES]
    probed = (np.take_along_axis(whole, probes, axis=1) != 0).sum(axis=1)
    evidence = np.log10(np.maximum(1.0, _CHANCE * np.sqrt(np.abs(whole) / unit))).sum(axis=1)
    return Lines(whole, known, error, unit, probes, probed, 2.0 * error.max(axis=0), evidence)


def common_multiple(numbers: Iterable[int]) -> int:
    """What all numbers are multiples of, or 1 where they are too few to tell rounding from chance.

    Some bodies round every count to a multiple of 3, 5 or 10. That numbers which are not rounded are all such
    multiples has a chance of one over the multiple for each different number; one in a million is asked for.
    """
    different = {abs(number) for number in numbers} - {0}
    common = math.gcd(*different)
    return common if common > 1 and len(different) * math.log10(common) >= _CERTAIN else 1


def _whole(lines: Sequence[Sequence[Number]]) -> tuple[Ints, Ints, int]:
    """Each number as so many of the smallest place kept, the places that each line prints, and those kept."""
    if all(x is None or isinstance(x, int) for line in lines for x in line):
        whole = np.array([[x or 0 for x in line] for line in lines], np.int64)
        return whole, np.zeros(len(lines), np.int64), 0
    values = [[None if x is None else Decimal(x) for x in line] for line in lines]
    places = [max(0 if x is None else _places(x) for x in line) for line in values]
    largest = max((abs(x) for line in values for x in line if x is not None), default=Decimal(0))
    most = min(max(places), max(0, 17 - len(str(int(largest * len(lines))))))
    scale = 10**most
    whole = np.array([[0 if x is None else round(x * scale) for x in line] for line in values], np.int64)
    return whole, np.array(places, np.int64), most


def _places(value: Decimal) -> int:
    """Decimal places that say something: a column padded with noughts (``8.00000``) is one of whole numbers."""
    return min(MOST_PLACES, max(0, -int(value.normalize().as_tuple().exponent)))


def weigh(lines: Lines, line: int, parts: tuple[int, ...], *, telling: bool = True) -> Sum | None:
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


def _telling(total: Ints, parts: Ints, width: Floats) -> Floats:
    """How improbable each cell's agreement is by chance, as a decimal logarithm.

    A count scatters about its mean by its square root. Where all parts keep their shares of the total along
    the line, the first cell has said what the others repeat: then they scatter only as the shares do.
    """
    scatter = np.sqrt(np.abs(total) * width)
    if len(total) > 4:
        share = (parts.astype(np.float64) @ total) / max(1.0, float(total @ total.astype(np.float64)))
        spread = np.sqrt(((parts - share[:, None] * total) ** 2).mean(axis=1)).max()
        scatter[1:] = np.minimum(scatter[1:], spread)
    result: Floats = np.log10(np.maximum(1.0, _CHANCE * scatter / width))
    return result
