"""One small model, fitted well: a common growth and a spread, with its uncertainty in draws.

Every rung of the ladder is this model with another expectation for each body. Two numbers are learnt:
``growth`` (on the scale of the family's link) and ``log_spread``. The most probable values are found by
Newton's method, a Student-t on 5 degrees of freedom is laid about them with the curvature there
(Laplace's method; Gelman et al. 2013, *Bayesian Data Analysis*, ch. 13), and its draws are weighted by the
true density and drawn again (Rubin 1988), so that the result agrees with full Markov-chain simulation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from answerable.estimate.arrays import DRAWS, Array, Index
from answerable.estimate.families import Family, log_likelihood

SIZE_POWER = 0.2
"""Large bodies vary less: the squared spread falls with this power of size (years to March 2004–2010)."""

_FREEDOM = 5
_GROWTH_SD = 1.0
_STEP = np.array([1e-3, 1e-2])
_STENCIL = np.array([[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, -1]]) * _STEP


@dataclass(frozen=True, slots=True)
class Spread:
    """What history says of the log spread: its middle and how far it may be off."""

    middle: float
    off_by: float


@dataclass(frozen=True, slots=True)
class Problem:
    """The answers that a fit learns from.

    Attributes:
        family: how counts vary.
        low, high: one interval for each answer.
        offset: what is expected of each body, on the link scale, before growth.
        log_size: how much steadier (above 0) or wilder than most each body is: half comes off its log spread.
        at: the bodies' places.
        centre: growth to start from, and the middle of what is thought possible (give or take a factor of e).
        spread: what history says of the spread.
    """

    family: Family
    low: Array
    high: Array
    offset: Array
    log_size: Array
    at: Index
    centre: float
    spread: Spread

    def each(self, theta: Array) -> Array:
        """Log likelihood of each answer, for parameters of any leading shape."""
        eta = theta[..., 0:1] + self.offset
        log_spread = theta[..., 1:2] - self.log_size / 2
        return log_likelihood(self.family, self.low, self.high, eta=eta, log_spread=log_spread, at=self.at)

    def outside(self, theta: Array) -> Array:
        """Log density of what is known of the parameters besides the answers."""
        growth = (theta[..., 0] - self.centre) / _GROWTH_SD
        spread = (theta[..., 1] - self.spread.middle) / self.spread.off_by
        return np.asarray(-0.5 * (growth**2 + spread**2))

    def log_density(self, theta: Array) -> Array:
        """Log density of the parameters, given the answers, up to a constant."""
        return np.asarray(self.each(theta).sum(axis=-1) + self.outside(theta))


@dataclass(frozen=True, slots=True)
class Fit:
    """The most probable parameters, and the curvature there (negative Hessian, 2 × 2)."""

    problem: Problem
    theta: Array
    curvature: Array

    def draws(self, rng: np.random.Generator, number: int = DRAWS) -> Array:
        """``number`` draws of (growth, log spread), chosen by weight from half as many proposals."""
        proposed = number // 2
        scale = _cholesky(_inverse(self.curvature)).round(9)
        t = rng.standard_normal((proposed, 2)) * np.sqrt(_FREEDOM / rng.chisquare(_FREEDOM, (proposed, 1)))
        proposals = self.theta + _lower_times(scale, t)
        reach = (t**2).sum(axis=1)
        log_proposal = -0.5 * (_FREEDOM + 2) * np.log1p(reach / _FREEDOM)
        log_weight = self.problem.log_density(proposals) - log_proposal
        weight = np.exp(log_weight - log_weight.max())
        # Systematic resampling: the least noise that resampling can add.
        points = (np.arange(number) + rng.random()) / number
        chosen = np.searchsorted(np.cumsum(weight) / weight.sum(), points)
        return np.asarray(proposals[rng.permutation(np.minimum(chosen, proposed - 1))])

    def without_each(self) -> Array:
        """The parameters without each answer in turn (answers × 2), by one Newton step (Pregibon 1981)."""
        values = self.problem.each(self.theta + _STENCIL)
        gradient, hessian = _derivatives(values)
        left = self.curvature[:, :, None] + hessian
        determinant = left[0, 0] * left[1, 1] - left[0, 1] ** 2
        safe = np.where(determinant > 1e-9, determinant, np.inf)
        step_growth = (left[1, 1] * gradient[0] - left[0, 1] * gradient[1]) / safe
        step_spread = (left[0, 0] * gradient[1] - left[0, 1] * gradient[0]) / safe
        return np.asarray(self.theta - np.clip(np.stack([step_growth, step_spread], axis=1), -1, 1))


def _derivatives(values: Array) -> tuple[Array, Array]:
    """Gradient and Hessian by central differences over the stencil along the first axis."""
    f = values
    h, k = _STEP
    gradient = np.stack([(f[1] - f[2]) / (2 * h), (f[3] - f[4]) / (2 * k)])
    aa = (f[1] + f[2] - 2 * f[0]) / h**2
    bb = (f[3] + f[4] - 2 * f[0]) / k**2
    ab = (f[5] + f[6] - f[1] - f[2] - f[3] - f[4] + 2 * f[0]) / (2 * h * k)
    return gradient, np.stack([np.stack([aa, ab]), np.stack([ab, bb])])


def _inverse(matrix: Array) -> Array:
    determinant = matrix[0, 0] * matrix[1, 1] - matrix[0, 1] ** 2
    adjugate = np.array([[matrix[1, 1], -matrix[0, 1]], [-matrix[0, 1], matrix[0, 0]]])
    return np.asarray(adjugate / determinant)


def _cholesky(matrix: Array) -> Array:
    first = np.sqrt(matrix[0, 0])
    cross = matrix[0, 1] / first
    return np.array([[first, 0.0], [cross, np.sqrt(matrix[1, 1] - cross**2)]])


def _lower_times(lower: Array, t: Array) -> Array:
    return np.stack([lower[0, 0] * t[:, 0], lower[1, 0] * t[:, 0] + lower[1, 1] * t[:, 1]], axis=1)


def fit(problem: Problem) -> Fit:
    """The most probable growth and spread.

    Two-by-two algebra is written out: no linear-algebra library, so that machines agree.
    """
    theta = np.array([problem.centre, problem.spread.middle])
    curvature = np.eye(2)
    for _ in range(40):
        values = problem.log_density(theta + _STENCIL)
        gradient, hessian = _derivatives(values)
        curvature = _positive(-hessian)
        step = np.clip(_inverse(curvature) @ gradient, -0.5, 0.5)
        while problem.log_density(theta + step) < values[0] - 1e-9 and np.abs(step).max() > 1e-6:
            step = step / 2
        theta = theta + step
        if np.abs(step).max() < 1e-5:
            break
    return Fit(problem, theta.round(9), curvature)


def _positive(matrix: Array) -> Array:
    """The matrix, or its diagonal made positive where it curves the wrong way."""
    if matrix[0, 0] > 0 and matrix[0, 0] * matrix[1, 1] - matrix[0, 1] ** 2 > 1e-9 * matrix[0, 0]:
        return matrix
    return np.diag([max(matrix[0, 0], 1.0), max(abs(matrix[1, 1]), 1.0)])
