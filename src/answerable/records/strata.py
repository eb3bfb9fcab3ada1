"""The arithmetic of a stratified sample of a finite number of records: how many of them are relevant.

Each stratum alone gets the interval of mid-P tests of the hypergeometric distribution turned round: all
numbers that the marks do not reject, with half of what the level leaves on either side (Lancaster 1961,
"Significance tests in discrete distributions", JASA 56:223; Brown, Cai and DasGupta 2001, "Interval
estimation for a binomial proportion", Statistical Science 16:101, on why a strictly exact interval is too
wide). Strata are added by the method of variance estimates recovery, which keeps each stratum's own
lopsided distances: Zou, Huang and Zhang 2009, "A note on confidence interval estimation for a linear
function of binomial proportions", Computational Statistics & Data Analysis 53:1080. That a search must be
judged over the records not found too, and that plain normal intervals fail there, is Webber 2013,
"Approximate recall confidence intervals", ACM Transactions on Information Systems 31(1):2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, floor, sqrt

import numpy as np
from scipy.special import gammaln

LEVEL = 0.95


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


def add(tallies: Iterable[Tally]) -> Range:
    """The number of relevant records over all strata, with its 95% interval.

    No tallies is nought with certainty. The interval never contradicts the marks: it holds at least the
    records marked relevant, and leaves out at least those marked otherwise.
    """
    parts = list(tallies)
    point = sum(part.point for part in parts)
    ends = [(part.point, *part.interval) for part in parts]
    below = sqrt(sum((middle - low) ** 2 for middle, low, _ in ends))
    above = sqrt(sum((high - middle) ** 2 for middle, _, high in ends))
    certain = sum(part.relevant for part in parts)
    possible = sum(part.population - part.marked + part.relevant for part in parts)
    # the whole numbers inside, and those next to the point; a hair's breadth must not push one out
    low = min(floor(point + 1e-9), ceil(point - below - 1e-9))
    high = max(ceil(point - 1e-9), floor(point + above + 1e-9))
    low, high = max(certain, low), min(possible, high)
    return Range(point, low, high)
