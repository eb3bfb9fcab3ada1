"""The arithmetic of a stratified sample of a finite number of records: how many of them are relevant.

Each stratum alone gets the interval of mid-P tests of the hypergeometric distribution turned round: all
numbers that the marks do not reject, with half of what the level leaves on either side (Lancaster 1961,
"Significance tests in discrete distributions", JASA 56:223; Brown, Cai and DasGupta 2001, "Interval
estimation for a binomial proportion", Statistical Science 16:101, on why a strictly exact interval is too
wide). Strata are added by the method of variance estimates recovery, which keeps each stratum's own
lopsided distances: Zou, Huang and Zhang 2009, "A note on confidence interval estimation for a linear
function of binomial proportions", Computational Statistics & Data Analysis 53:1080.

Two things are added. Strata of which nothing marked is relevant are taken together (:func:`unseen`): each alone
may hold many, but not all of them at once, or some would have shown. And where such strata make one end so
far away that hardly ever can the truth lie beyond it, the other end has a part of the chance left over, as in
two-sided tests of discrete numbers (Blaker 2000, "Confidence curves and improved exact confidence intervals
for discrete distributions", Canadian Journal of Statistics 28:783): else the range holds the truth far oftener
than it says. Where hardly a record of any stratum is relevant, no range that is true to its level for every
number can be so on average, and this one errs to the safe side.

That a search must be judged over the records not found too, and that plain normal intervals fail there, is
Webber 2013, "Approximate recall confidence intervals", ACM Transactions on Information Systems 31(1):2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, expm1, floor, log, sqrt

import numpy as np
from scipy.special import gammaln

LEVEL = 0.95
TAIL = (1 - LEVEL) / 2
_PASSED_ON = 0.6
"""Of the chance that one end cannot use, as much goes to the other: mid-P tests of small numbers err a little
beyond their level, and so all of it would be too much."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was marked in one stratum.

    Attributes:
        population: how many records the stratum holds.
        marked: how many of them were drawn and marked.
        relevant: how many of the marked are relevant.

    Raises:
        ValueError: unless ``0 <= relevant <= marked <= population`` and something was marked.
    """

    population: int
    marked: int
    relevant: int

    def __post_init__(self) -> None:
        if not 0 <= self.relevant <= self.marked <= self.population or not self.marked:
            raise ValueError(f"no sample: {self.relevant} of {self.marked} marked of {self.population}")

    @property
    def point(self) -> float:
        """The share among the marked, carried over to the stratum."""
        return self.population * self.relevant / self.marked

    @property
    def interval(self) -> tuple[int, int]:
        """The 95% interval of the number of relevant records in the stratum."""
        return stratum_interval(self.population, self.marked, self.relevant)


@dataclass(frozen=True, slots=True)
class Range:
    """An estimated number with the ends of its 95% interval: the whole numbers inside."""

    point: float
    low: int
    high: int

    @property
    def width(self) -> int:
        """From end to end."""
        return self.high - self.low


@lru_cache(maxsize=65536)
def stratum_interval(population: int, marked: int, relevant: int, level: float = LEVEL) -> tuple[int, int]:
    """The numbers of relevant records that the marks do not reject.

    Args:
        population: records in the stratum.
        marked: records drawn without replacement and marked.
        relevant: how many of those are relevant.
        level: the level of the interval, between 0 and 1.

    Returns:
        The least and the greatest number. Both are the truth where every record was marked.
    """
    alpha = (1 - level) / 2
    least, most = relevant, population - marked + relevant

    def few(number: int) -> bool:
        """True where so many relevant records would hardly ever show as few as were marked."""
        return _mid_p(population, marked, relevant, number) <= alpha

    def many(number: int) -> bool:
        """True where so few relevant records would hardly ever show as many as were marked."""
        return 1 - _mid_p(population, marked, relevant, number) <= alpha

    low, high = least, most  # the least number that is not rejected
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if many(middle) else (low, middle)
    first = low
    low, high = first, most  # the greatest
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if few(middle) else (middle, high)
    return first, low


def _mid_p(population: int, marked: int, relevant: int, number: int) -> float:
    """P(fewer) + ½ P(as many) relevant in the sample, were ``number`` relevant in the stratum."""
    first = max(0, marked - (population - number))
    shown = np.arange(first, relevant + 1)
    logs = (
        _choose(number, shown)
        + _choose(population - number, marked - shown)
        - _choose(population, np.array(marked))
    )
    chances = np.exp(logs)
    return float(chances.sum() - 0.5 * exp(logs[-1]))


def _choose(of: int, taken: np.ndarray) -> np.ndarray:
    result: np.ndarray = gammaln(of + 1) - gammaln(taken + 1) - gammaln(of - taken + 1)
    return result


def unseen(strata: Sequence[tuple[int, int]], tail: float = TAIL) -> int:
    """The most relevant records that several strata may hold together where not one showed in any.

    The chance that none of them shows is the product over the strata. It is the greatest where they lie as a
    miser would lay them: each next one where its chance to show is the least.

    Args:
        strata: population and number marked of each.
        tail: what the level leaves on one side; half of the chance of none is held against it, as in the
            mid-P test of one stratum.
    """
    budget = -log(2 * tail)

    def laid(price: float) -> list[int]:
        """How many each stratum holds when it takes all whose price, minus the log of the chance, is no more."""
        return [min(of - marked, max(0, floor(of - marked / -expm1(-price)) + 1)) for of, marked in strata]

    def spent(numbers: Iterable[int]) -> float:
        pairs = zip(numbers, strata, strict=True)
        return sum(float(_choose(of, np.array(m)) - _choose(of - n, np.array(m))) for n, (of, m) in pairs)

    low, high = 0.0, 2 * budget
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if spent(laid(middle)) <= budget else (low, middle)
    surely, perhaps = laid(low) if low else [0] * len(strata), laid(high)
    # those between the two cost the same
    more = floor((budget - spent(surely)) / high + 1e-9)
    return sum(surely) + min(more, sum(perhaps) - sum(surely))


def add(tallies: Iterable[Tally]) -> Range:
    """The number of relevant records over all strata, with its 95% interval.

    No tallies is nought with certainty. The interval never contradicts the marks: it holds at least the
    records marked relevant, and leaves out at least those marked otherwise.
    """
    parts = list(tallies)
    point = sum(part.point for part in parts)
    below, above = _distances([part for part in parts if part.marked < part.population])
    certain = sum(part.relevant for part in parts)
    possible = sum(part.population - part.marked + part.relevant for part in parts)
    # the whole numbers inside, and those next to the point; a hair's breadth must not push one out
    low = min(floor(point + 1e-9), ceil(point - below - 1e-9))
    high = max(ceil(point - 1e-9), floor(point + above + 1e-9))
    low, high = max(certain, low), min(possible, high)
    return Range(point, low, high)


def _distances(parts: Sequence[Tally]) -> tuple[float, float]:
    """How far below and above the point the ends lie."""
    none = [(part.population, part.marked) for part in parts if not part.relevant]
    every = [(part.population, part.marked) for part in parts if part.relevant == part.marked]
    mixed = [part for part in parts if 0 < part.relevant < part.marked]
    unknown, unsure = (float(unseen(group)) if group else 0.0 for group in (none, every))

    def below(tail: float) -> float:
        return _length(unsure, mixed, lambda part: part.point - _ends(part, tail)[0])

    def above(tail: float) -> float:
        return _length(unknown, mixed, lambda part: _ends(part, tail)[1] - part.point)

    # The share of each end that stands on strata without a single one of a kind: there it hardly ever errs.
    safe_above, safe_below = _share(unknown, above(TAIL)), _share(unsure, below(TAIL))
    return (
        below(TAIL * (1 + _PASSED_ON * safe_above * (1 - safe_below))),
        above(TAIL * (1 + _PASSED_ON * safe_below * (1 - safe_above))),
    )


def _ends(part: Tally, tail: float) -> tuple[int, int]:
    return stratum_interval(part.population, part.marked, part.relevant, 1 - 2 * tail)


def _length(apart: float, parts: Iterable[Tally], distance: Callable[[Tally], float]) -> float:
    return sqrt(apart**2 + sum(distance(part) ** 2 for part in parts))


def _share(part: float, whole: float) -> float:
    return (part / whole) ** 2 if whole else 0.0
