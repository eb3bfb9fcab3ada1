"""Would a change that counts this small show by chance?

Given both years together, the second year's count of each force is binomial with one common chance
(Przyborowski and Wilenski 1940, *Biometrika* 31, 313–323). Real counts vary more than that, so the variance
is multiplied by a dispersion, Pearson's statistic over its degrees of freedom and never below 1 (an
overdispersed Poisson, or quasi-likelihood, model: McCullagh and Nelder 1989, *Generalized Linear Models*,
4.5 and 9.2), and the test is Student's t on those degrees of freedom.
"""

from __future__ import annotations

import math

from scipy.special import stdtr

from answerable.estimate.arrays import Array
from answerable.estimate.results import Chance

_SIGNIFICANT = 0.05
_VARIED = 2.0


def by_chance(first: Array, second: Array) -> Chance | None:
    """Tests the change between two periods' exact counts of the same forces.

    Args:
        first: one count a force in the first period.
        second: one count a force in the second, in the same order.

    Returns:
        The two-sided probability of so large a change by chance alone; None for fewer than two forces.
    """
    both = first + second
    some = both > 0
    if some.sum() < 2:
        return None
    a, b, n = float(first.sum()), float(second.sum()), both[some]
    p = b / (a + b)
    freedom = int(some.sum()) - 1
    variance = p * (1 - p)
    pearson = float(((second[some] - n * p) ** 2 / (n * variance)).sum()) if variance > 0 else 0.0
    dispersion = max(1.0, pearson / freedom)
    statistic = (b - a) / math.sqrt(dispersion * (a + b))
    p_value = float(2 * stdtr(freedom, -abs(statistic)))
    likely = p_value > _SIGNIFICANT
    return Chance(round(p_value, 4), round(dispersion, 3), likely, _sentence(a, b, dispersion, likely=likely))


def _sentence(a: float, b: float, dispersion: float, *, likely: bool) -> str:
    counts = f"The change from {a:,.0f} to {b:,.0f} in the same forces"
    if likely:
        reason = "counts this small" if dispersion < _VARIED else "forces that changed this differently"
        return f"{counts} is no more than would show by chance, with {reason}."
    return f"{counts} is more than would show by chance."
