"""Completing a period: what is known stays, what is not is drawn from the best rung that there is for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answerable.estimate.arrays import DRAWS, Array, Index
from answerable.estimate.families import BetaBinomial, Family, sample_within
from answerable.estimate.fit import Fit, Problem, Spread, fit
from answerable.model import Period

_FEWEST_TO_LEARN_FROM = 3


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to say what to expect of a body.

    Attributes:
        kind: a stable word.
        what: what it rests on, in words that complete "estimated from …".
        family: how counts vary about it.
        offset: on the family's link scale, one a body; NaN where this rung says nothing of the body.
        log_size: how much steadier than most each body is.
        spread: what history says of the spread.
        draws: where what is expected is itself drawn: draws × bodies in place of ``offset`` when drawing.
        since: the period whose counts are what is expected, where it is one period's.
        series: the official series that those counts are of; empty for the study's own rounds.
        theta: draws of growth and log spread to use as they are, where another rung has learnt them already.
    """

    kind: str
    what: str
    family: Family
    offset: Array
    log_size: Array
    spread: Spread
    draws: Array | None = None
    since: Period | None = None
    theta: Array | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One rung as used: what it learnt from, the bodies that it completed, and the parameters drawn."""

    rung: Rung
    fit: Fit
    theta: Array
    learnt_from: Index
    completed: Index

    def expected(self, growth: Array, at: Index) -> Array:
        """Expected counts of the bodies ``at``, at given growth."""
        eta = growth + self.rung.offset[at]
        if isinstance(self.rung.family, BetaBinomial):
            return np.asarray(self.rung.family.wholes[at] / (1 + np.exp(-eta)))
        return np.asarray(np.exp(eta))


@dataclass(frozen=True, slots=True, eq=False)
class Completion:
    """One period, completed.

    Attributes:
        low, high: what is certain of each body; NaN where it is silent.
        unknown: places of the bodies that are drawn: silent, or suppressed.
        draws: draws × unknown.
        steps: the rungs that were used, in order.
        unfilled: places of bodies that no rung could say anything about.
    """

    low: Array
    high: Array
    unknown: Index
    draws: Array
    steps: tuple[Step, ...]
    unfilled: Index

    @property
    def silent(self) -> Index:
        """Places of the bodies that did not answer."""
        return np.flatnonzero(np.isnan(self.low))

    def total(self) -> Array:
        """The national total, one a draw."""
        known = self.low[self.low == self.high]
        return np.asarray(known.sum() + self.draws.sum(axis=1))

    def body_draws(self) -> Array:
        """Draws × bodies, what is certain repeated."""
        out = np.tile(self.low, (len(self.draws), 1))
        out[:, self.unknown] = self.draws
        return out


def problem(rung: Rung, low: Array, high: Array, learn: Index) -> Problem:
    """The fit that a rung poses to the answers ``learn``."""
    a, b, offset = low[learn], high[learn], rung.offset[learn]
    typical = np.where(np.isinf(b), a * 1.5 + 5, (a + b) / 2)
    if isinstance(rung.family, BetaBinomial):
        wholes = rung.family.wholes[learn]
        share = (typical.sum() + 0.5) / (max(wholes.sum(), typical.sum()) + 1)
        expected = (wholes / (1 + np.exp(-offset))).sum() / max(wholes.sum(), 1.0)
        centre = _logit(float(share)) - _logit(float(expected))
    else:
        centre = float(np.log((typical.sum() + 0.5) / (np.exp(offset).sum() + 0.5)))
    return Problem(rung.family, a, b, offset, rung.log_size[learn], learn, centre, rung.spread)


def _logit(p: float) -> float:
    p = min(max(p, 1e-9), 1 - 1e-9)
    return float(np.log(p / (1 - p)))


def complete(
    low: Array, high: Array, rungs: Sequence[Rung], seed: Sequence[int], number: int = DRAWS
) -> Completion:
    """Fills what is not known, body by body, from the first rung that speaks of it.

    Args:
        low: the lower end of each body's interval, NaN where it is silent.
        high: the upper end, NaN where it is silent, infinite where nothing bounds it.
        rungs: best first.
        seed: numbers that fix every draw.
        number: how many draws.
    """
    answered = ~np.isnan(low)
    unknown = np.flatnonzero(~answered | (low != high))
    draws = np.zeros((number, len(unknown)))
    left = np.ones(len(unknown), dtype=bool)
    steps: list[Step] = []
    for order, rung in enumerate(rungs):
        take = left & np.isfinite(rung.offset[unknown])
        learn = np.flatnonzero(answered & np.isfinite(rung.offset))
        if not take.any() or len(learn) < _FEWEST_TO_LEARN_FROM:
            continue
        fitted = fit(problem(rung, low, high, learn))
        rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([*seed, order])))
        at = unknown[take]
        theta = fitted.draws(rng, number) if rung.theta is None else rung.theta
        draws[:, take] = _draw(rng, rung, theta, low=low[at], high=high[at], at=at)
        steps.append(Step(rung, fitted, theta, learn, at))
        left &= ~take
    return Completion(low, high, unknown, draws, tuple(steps), unknown[left])


def _draw(rng: np.random.Generator, rung: Rung, theta: Array, *, low: Array, high: Array, at: Index) -> Array:
    """Draws × bodies ``at``: free for the silent, within their intervals for the suppressed."""
    offset = rung.offset[at] if rung.draws is None else rung.draws[:, at]
    eta = theta[:, :1] + offset
    log_spread = theta[:, 1:] - rung.log_size[at] / 2
    out = np.empty(eta.shape)
    free = np.isnan(low)
    out[:, free] = rung.family.sample(rng, eta[:, free], log_spread[:, free], at[free])
    if not free.all():
        held = ~free
        out[:, held] = sample_within(
            rng,
            rung.family,
            low[held],
            high[held],
            eta=eta[:, held],
            log_spread=log_spread[:, held],
            at=at[held],
        )
    return out
