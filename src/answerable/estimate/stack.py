"""What to expect of a body about which nothing is known but what it is like: the last rung.

Every series that exists for all bodies (population, official counts of other offences in earlier years)
is an auxiliary. Counts per recorded offence are regressed on the bodies' offence mixes, shrunk
towards one rate for all (ridge regression, Hoerl and Kennard 1970), under several strengths of shrinkage,
and those are stacked: each weighs by how well it predicted every answer with that answer left out
(pseudo-BMA weights; Yao, Vehtari, Simpson and Gelman 2018, *Bayesian Analysis* 13, 917–1007).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from answerable.estimate.arrays import Array, Index

_MIX = (0.1, 0.3, 1.0, 3.0)
_SCALE = (0.0, 0.03, 0.1)
_LEVEL = 100.0
UNSEEN = 0.55
"""A silent body keeps this much of the steadiness that the answered ones show when left out (2004–2010)."""


@dataclass(frozen=True, slots=True)
class Auxiliaries:
    """What every body is like.

    Attributes:
        size: one number a body that its count should be about proportional to.
        others: series × bodies; may hold no series.
    """

    size: Array
    others: Array


@dataclass(frozen=True, slots=True)
class Stack:
    """Expected log counts.

    Attributes:
        offset: one a body; for those that answered, what the others alone would have said of it.
        log_size: how much steadier than most (above 0) each expectation is.
    """

    offset: Array
    log_size: Array


@dataclass(frozen=True, slots=True)
class _Ridge:
    score: float
    left_out: Array
    predicted: Array
    variance_known: Array
    variance_other: Array


def stack(log_counts: Array, known: Index, auxiliaries: Auxiliaries) -> Stack:
    """The stacked expectation.

    Args:
        log_counts: log of (count + ½), for the bodies ``known`` in that order.
        known: places of the bodies whose counts are known.
        auxiliaries: what every body is like.

    Returns:
        Rounded to nine decimals, so that linear-algebra libraries that differ in the last place agree.
    """
    size = np.log(auxiliaries.size)
    bodies = len(size)
    other = np.setdiff1d(np.arange(bodies), known)
    mix = np.log(auxiliaries.others + 0.5) - size
    mix = mix - mix[:, known].mean(axis=1, keepdims=True)
    mix = mix / np.maximum(mix.std(axis=1, keepdims=True), 1e-9)
    by_mix = mix.T @ mix / max(1, len(mix))
    centred = size - size[known].mean()
    by_size = np.outer(centred, centred)
    y = log_counts - size[known]
    level = y.mean()
    strengths = itertools.product(_MIX if len(mix) else (0.0,), _SCALE)
    fits = [_ridge(y - level, m * by_mix + s * by_size + _LEVEL, known, other) for m, s in strengths]
    scores = np.array([f.score for f in fits])
    weights = np.exp(scores - scores.max())
    weights = weights / weights.sum()
    offset, variance = np.empty(bodies), np.empty(bodies)
    offset[known] = size[known] + level + sum(w * f.left_out for w, f in zip(weights, fits, strict=True))
    offset[other] = size[other] + level + sum(w * f.predicted for w, f in zip(weights, fits, strict=True))
    variance[known] = sum(w * f.variance_known for w, f in zip(weights, fits, strict=True))
    variance[other] = sum(w * f.variance_other for w, f in zip(weights, fits, strict=True)) / UNSEEN
    log_size = -np.log(variance / variance[known].mean())
    return Stack(offset.round(9), log_size.round(9))


def _ridge(y: Array, kernel: Array, known: Index, other: Index) -> _Ridge:
    """One strength of shrinkage and what it says of each answer left out (Rasmussen 2006, 5.4.2)."""
    inverse = np.linalg.inv(kernel[np.ix_(known, known)] + np.eye(len(known)))
    pull = inverse @ y
    noise = max(float(y @ pull) / len(y), 1e-9)
    diagonal = np.diag(inverse)
    error = pull / diagonal
    score = float((0.5 * np.log(diagonal / noise) - 0.5 * error**2 * diagonal / noise).sum())
    gain = kernel[np.ix_(other, known)] @ inverse
    variance = 1 + np.diag(kernel)[other] - (gain * kernel[np.ix_(other, known)]).sum(axis=1)
    return _Ridge(score, y - error, gain @ y, 1 / diagonal, variance)
