"""Closed and half-open intervals of real numbers, and arithmetic on them.

The arithmetic is that of R. E. Moore, *Interval Analysis* (1966): the result of an operation is the smallest
interval that holds every result of the operation on members of its operands. Results are closed; only a
number as stated may leave out an end ("almost half" is 45 up to, and not including, 50).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """Every number from ``low`` to ``high``; infinite where nothing bounds it.

    Attributes:
        low, high: the ends, in the unit of what is measured; percentages are per cent.
        open_low, open_high: True where that end itself is left out.

    Raises:
        ValueError: if ``low`` is above ``high`` or either is not a number.
    """

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"no interval runs from {self.low} to {self.high}")

    @classmethod
    def point(cls, value: float) -> Interval:
        """The interval that holds one number."""
        return cls(value, value)

    @property
    def middle(self) -> float:
        """Half-way between the ends; the bounded end where the other is not bounded."""
        if math.isinf(self.high):
            return self.low
        return self.high if math.isinf(self.low) else (self.low + self.high) / 2

    @property
    def is_bounded(self) -> bool:
        """True where both ends are finite."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def meets(self, other: Interval) -> bool:
        """True where some number lies in both (within a billionth, for what binary fractions cannot hold)."""
        return self._reaches(other) and other._reaches(self)

    def _reaches(self, other: Interval) -> bool:
        """True where this interval's high end is not below the other's low end."""
        slack = _TINY * max(1.0, abs(other.low))
        if math.isinf(self.high) or math.isinf(other.low):
            return True
        if self.open_high or other.open_low:
            return self.high > other.low + slack
        return self.high >= other.low - slack

    def __contains__(self, value: float) -> bool:
        return self.meets(Interval.point(value))

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient. Raises ZeroDivisionError where the divisor may be nought."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be nought")
        inverse = Interval(1 / other.high, 1 / other.low)
        return self * inverse

    def scaled(self, factor: float) -> Interval:
        """Every number times a positive ``factor``, open ends kept."""
        return replace(self, low=self.low * factor, high=self.high * factor)


def _times(a: float, b: float) -> float:
    """A product in which nought times infinity is nought: the limit of a count that is nought."""
    return 0.0 if a == 0 or b == 0 else a * b
