"""What every module of estimation counts with: one number a body, in the order of the body codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from answerable.estimate.names import members
from answerable.model import Period

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Index = npt.NDArray[np.intp]

DRAWS = 4000
"""How many draws every estimate keeps."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The replies as a grid of intervals.

    Attributes:
        codes: body codes in order, which fixes every sum and every draw; bodies that answer with one
            number are one, their codes joined by ``+``.
        names: their names, in the same order.
        population: people in each body's area.
        periods: the periods asked for, in order of time.
        low, high: periods × bodies; both NaN where there is no answer, ``high`` infinite where unbounded.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    population: Array
    periods: tuple[Period, ...]
    low: Array
    high: Array

    def bodies(self, at: Mask | Index | None = None) -> int:
        """How many bodies there are, or are at those places: merged ones count each."""
        each = np.array([len(members(code)) for code in self.codes])
        return int((each if at is None else each[at]).sum())

    def answered(self, t: int) -> Mask:
        """True for each body that gave period number ``t``."""
        return np.asarray(~np.isnan(self.low[t]))

    def exact(self, t: int) -> Mask:
        """True for each body whose count of period ``t`` is one number."""
        return np.asarray(self.low[t] == self.high[t])

    def middle(self, t: int) -> Array:
        """The count of each body, the middle of a narrow interval; NaN where there is none, or a wide one."""
        low, high = self.low[t], self.high[t]
        with np.errstate(invalid="ignore"):
            middle = (low + high) / 2
            near = high - low <= np.maximum(10, 0.1 * low)
        return np.where(near, middle, np.nan)


@dataclass(frozen=True, slots=True)
class Series:
    """One official series: periods × bodies, NaN where it holds no count."""

    name: str
    periods: tuple[Period, ...]
    counts: Array

    def at(self, period: Period) -> Array | None:
        """The counts of that very period, or None."""
        return self.counts[self.periods.index(period)] if period in self.periods else None


def comparable(first: Period, second: Period) -> bool:
    """True for periods of one kind and length, and of one season where they are parts of a year."""
    if first.end is None or second.end is None or first.kind != second.kind or first.months != second.months:
        return False
    if (
        first.kind == "range"
        and first.days != second.days
        and abs((first.days or 0) - (second.days or 0)) > 1
    ):
        return False
    return first.start.month == second.start.month and first.start.day == second.start.day


def earlier(periods: Sequence[Period], than: Period) -> list[Period]:
    """The comparable periods that end before ``than`` starts, the latest first."""
    found = [p for p in periods if p.end is not None and p.end < than.start and comparable(p, than)]
    return sorted(found, reverse=True)
