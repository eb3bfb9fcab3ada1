"""The two laws that counts are taken to follow, and what an interval says under each.

``NegativeBinomial``: a count varies about its expectation by chance (Poisson) and by the body's own way
(gamma), so that its variance is ``mean + (mean · spread)²`` (Hilbe 2011, *Negative Binomial Regression*).
``BetaBinomial``: so many of a known whole, where each body's share varies about its expectation
(Skellam 1948, *J. R. Stat. Soc. B* 10, 257–261). ``spread`` is the relative standard deviation in both.

A suppressed count enters as the probability of its interval, never as a number
(Tobin 1958, *Econometrica* 26, 24–36, for the censored likelihood).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import betainc, betaln, expit, gammaln

from answerable.estimate.arrays import Array, Index

_NARROW = 40
_MAX_SHAPE = 1e8


class Family(Protocol):
    """How counts vary about what is expected of them, given a link-scale mean and a log relative spread."""

    def log_pmf(self, y: Array, eta: Array, log_spread: Array, at: Index) -> Array:
        """The log probability of ``y``; the last axis of all is the bodies ``at``."""
        ...

    def log_interval(self, low: Array, high: Array, eta: Array, log_spread: Array, at: Index) -> Array:
        """The log probability of an interval wider than ``_NARROW``."""
        ...

    def sample(self, rng: np.random.Generator, eta: Array, log_spread: Array, at: Index) -> Array:
        """One count for each entry."""
        ...


@dataclass(frozen=True, slots=True)
class NegativeBinomial:
    """Counts with log mean ``eta``."""

    def log_pmf(self, y: Array, eta: Array, log_spread: Array, at: Index) -> Array:  # noqa: ARG002
        """See :class:`Family`."""
        log_shape = np.minimum(-2 * log_spread, np.log(_MAX_SHAPE))
        shape = np.exp(log_shape)
        excess = np.log1p(np.exp(np.minimum(eta - log_shape, 700.0)))
        out = gammaln(y + shape) - gammaln(shape) - gammaln(y + 1)
        return np.asarray(out - shape * excess + y * (eta - log_shape - excess))

    def log_interval(self, low: Array, high: Array, eta: Array, log_spread: Array, at: Index) -> Array:  # noqa: ARG002
        """See :class:`Family`."""
        shape = np.minimum(np.exp(-2 * log_spread), _MAX_SHAPE)
        chance = expit(eta - np.log(shape))
        # P(Y > k) is an incomplete beta function; the far tail is kept by working with what lies above.
        above_low = np.where(low > 0, betainc(np.maximum(low, 1), shape, chance), 1.0)
        finite = np.where(np.isinf(high), 0, high)
        above_high = np.where(np.isinf(high), 0.0, betainc(finite + 1, shape, chance))
        return np.asarray(np.log(np.maximum(above_low - above_high, 1e-300)))

    def sample(self, rng: np.random.Generator, eta: Array, log_spread: Array, at: Index) -> Array:  # noqa: ARG002
        """See :class:`Family`."""
        shape = np.minimum(np.exp(-2 * log_spread), _MAX_SHAPE)
        mean = np.exp(np.minimum(eta, 30.0))
        rate = np.minimum(rng.standard_gamma(shape) * (mean / shape), 1e15)
        return rng.poisson(rate).astype(np.float64)


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """Counts out of a whole: ``eta`` is the logit of the expected share, ``wholes`` one number a body."""

    wholes: Array

    def _shapes(self, eta: Array, log_spread: Array) -> tuple[Array, Array]:
        share = np.clip(expit(eta), 1e-9, 1 - 1e-9)
        precision = np.minimum((1 - share) / share * np.exp(-2 * log_spread), _MAX_SHAPE)
        return share * precision, (1 - share) * precision

    def log_pmf(self, y: Array, eta: Array, log_spread: Array, at: Index) -> Array:
        """See :class:`Family`."""
        a, b = self._shapes(eta, log_spread)
        n = self.wholes[at]
        y = np.minimum(y, n)
        choose = gammaln(n + 1) - gammaln(y + 1) - gammaln(n - y + 1)
        return np.asarray(choose + betaln(y + a, n - y + b) - betaln(a, b))

    def log_interval(self, low: Array, high: Array, eta: Array, log_spread: Array, at: Index) -> Array:
        """See :class:`Family`; the sum is taken by the trapezium rule over 65 counts."""
        top = np.maximum(np.minimum(high, self.wholes[at]), low)
        steps = np.linspace(0, 1, 65).reshape(-1, *([1] * eta.ndim))
        values = self.log_pmf(low + steps * (top - low), eta, log_spread, at)
        peak = values.max(axis=0)
        area = np.trapezoid(np.exp(values - peak), dx=1 / 64, axis=0) * (top - low + 1)
        return np.asarray(peak + np.log(np.maximum(area, 1e-300)))

    def sample(self, rng: np.random.Generator, eta: Array, log_spread: Array, at: Index) -> Array:
        """See :class:`Family`."""
        a, b = self._shapes(eta, log_spread)
        wholes = np.broadcast_to(self.wholes[at], eta.shape)
        return rng.binomial(wholes.astype(np.int64), rng.beta(a, b)).astype(np.float64)


def log_likelihood(
    family: Family, low: Array, high: Array, *, eta: Array, log_spread: Array, at: Index
) -> Array:
    """The log probability of each interval, exact counts included.

    Args:
        family: how counts vary.
        low: the lower end of each body's interval.
        high: the upper end, infinite where nothing bounds it.
        eta: log or logit mean; any leading shape, then one a body.
        log_spread: log relative spread, of the same shape.
        at: the bodies' places, for a family that knows their wholes.

    Returns:
        The shape of ``eta``.
    """
    exact = low == high
    narrow = ~exact & (high - low <= _NARROW)
    wide = ~exact & ~narrow
    out = np.empty(eta.shape)
    log_spread = np.broadcast_to(log_spread, out.shape)
    out[..., exact] = family.log_pmf(low[exact], eta[..., exact], log_spread[..., exact], at[exact])
    if wide.any():
        of = _Within(low[wide], high[wide], at[wide])
        out[..., wide] = family.log_interval(of.low, of.high, eta[..., wide], log_spread[..., wide], of.at)
    if narrow.any():
        of = _Within(low[narrow], high[narrow], at[narrow])
        table = of.table(family, eta[..., narrow], log_spread[..., narrow])
        peak = table.max(axis=0)
        out[..., narrow] = peak + np.log(np.exp(table - peak).sum(axis=0))
    return out


@dataclass(frozen=True, slots=True)
class _Within:
    """Bodies whose counts lie in intervals."""

    low: Array
    high: Array
    at: Index

    def table(self, family: Family, eta: Array, log_spread: Array) -> Array:
        """Log probabilities of every count of narrow intervals, counts along the first axis."""
        width = int((self.high - self.low).max())
        steps = np.arange(width + 1, dtype=np.float64).reshape(-1, *([1] * eta.ndim))
        counts = self.low + steps
        values = family.log_pmf(counts, eta, log_spread, self.at)
        return np.where(counts <= self.high, values, -np.inf)


def sample_within(
    rng: np.random.Generator,
    family: Family,
    low: Array,
    high: Array,
    *,
    eta: Array,
    log_spread: Array,
    at: Index,
) -> Array:
    """Draws of counts that are known to lie in their intervals (draws × bodies).

    Narrow intervals by their exact probabilities; wide ones by keeping a free draw that falls inside and,
    where none of 32 does, by clipping it: an answer that far from its neighbours is taken at its end.
    """
    out = np.empty(eta.shape)
    narrow = high - low <= _NARROW
    if narrow.any():
        of = _Within(low[narrow], high[narrow], at[narrow])
        table = of.table(family, eta[:, narrow], log_spread[:, narrow])
        chances = np.exp(table - table.max(axis=0))
        reached = np.cumsum(chances, axis=0) / chances.sum(axis=0)
        cut = rng.random((eta.shape[0], len(of.at)))
        out[:, narrow] = np.minimum(of.low + (reached < cut).sum(axis=0), of.high)
    for j in np.flatnonzero(~narrow):
        one = np.asarray([j])
        drawn = family.sample(rng, eta[:, one], log_spread[:, one], at[one])[:, 0]
        for _ in range(32):
            miss = np.flatnonzero((drawn < low[j]) | (drawn > high[j]))
            if not miss.size:
                break
            again = family.sample(rng, eta[np.ix_(miss, one)], log_spread[np.ix_(miss, one)], at[one])
            drawn[miss] = again[:, 0]
        out[:, j] = np.clip(drawn, low[j], high[j])
    return out
