"""Which official series counts what was asked for, and which is the parent class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from answerable.estimate.arrays import Array, Panel, Series, earlier
from answerable.estimate.complete import Rung, problem
from answerable.estimate.families import NegativeBinomial
from answerable.estimate.fit import fit
from answerable.estimate.inputs import EstimateError
from answerable.estimate.ladder import GROWTH_SPREAD, Evidence, size_of

PARENT_MARK = "parent:"
_FOLLOWS = 0.3
_FEWEST = 3
_SAME = 0.05


def divide(official: Sequence[Series], own: str | None, parent: str | None) -> tuple[list[Series], Evidence]:
    """Sets the parent class apart, and the own series where it is named.

    Args:
        official: every official series.
        own: the name of the series that counts what was asked for, if the user says.
        parent: the name of the parent class, if the user says; a series named ``parent: …`` is one.

    Returns:
        The series that may be the own one, and the evidence as far as names settle it.

    Raises:
        EstimateError: for a name that no series has.
    """
    names = [s.name for s in official]
    for name in (own, parent):
        if name is not None and name not in names:
            has = f"they hold {', '.join(names)}" if names else "there are none"
            raise EstimateError(f"The official counts have no series {name!r}: {has}.")
    parents = [s for s in official if s.name == parent or s.name.casefold().startswith(PARENT_MARK)]
    if parent is not None:
        parents = [s for s in parents if s.name == parent]
    parents = parents[:1]
    rest = [s for s in official if not any(s is p for p in parents) and s.name != parent]
    chosen = next((s for s in rest if s.name == own), None)
    if chosen is None and len(rest) == 1:
        chosen = rest[0]
    others = tuple(s for s in rest if s is not chosen)
    return rest, Evidence(chosen, parents[0] if parents else None, others)


def for_period(panel: Panel, t: int, candidates: Sequence[Series], settled: Evidence) -> Evidence:
    """The evidence for period number ``t``, which never looks at own counts of that period or later.

    Where several series could be the own one, it is the one that the replies follow most closely from
    force to force: over earlier periods that both hold, else this period's replies against the series' last
    earlier period. None of them where the closest is further off than 30%.
    """
    own = settled.own
    if own is None and candidates:
        misfits = [_misfit(panel, t, series) for series in candidates]
        best = min(range(len(candidates)), key=lambda i: misfits[i])
        own = candidates[best] if misfits[best][1] <= _FOLLOWS else None
    if own is None:
        return settled
    others = tuple(s for s in candidates if s is not own)
    return replace(settled, own=own, others=others, agrees=_agrees(panel, t, own))


def _pairs(panel: Panel, t: int, series: Series) -> list[tuple[Array, Array]]:
    """Replies and official counts of the same earlier periods."""
    found = []
    for p in earlier(panel.periods, panel.periods[t]):
        counts = series.at(p)
        if counts is not None:
            found.append((panel.middle(panel.periods.index(p)), counts))
    return found


def _misfit(panel: Panel, t: int, series: Series) -> tuple[float, float]:
    """How badly the replies follow a series, and their relative spread about it; infinite without a pair."""
    pairs = _pairs(panel, t, series)
    if not pairs:
        past = earlier(series.periods, panel.periods[t])
        last = series.at(past[0]) if past else None
        pairs = [] if last is None else [(panel.middle(t), last)]
    found = [fitted for y, x in pairs if (fitted := _fitted(y, x)) is not None]
    if not found:
        return np.inf, np.inf
    return float(np.mean([f[0] for f in found])), float(np.mean([f[1] for f in found]))


def _fitted(y: Array, x: Array) -> tuple[float, float] | None:
    """Minus the mean log density of the replies given the series and one growth; and their spread."""
    both = np.flatnonzero(np.isfinite(y) & np.isfinite(x))
    if len(both) < _FEWEST:
        return None
    counts, expected = np.floor(y[both]), x[both] + 0.5
    rung = Rung("follows", "", NegativeBinomial(), np.log(expected), size_of(expected), GROWTH_SPREAD)
    found = fit(problem(rung, counts, counts, np.arange(len(both))))
    return -float(found.problem.each(found.theta).mean()), float(np.exp(found.theta[1]))


def _agrees(panel: Panel, t: int, own: Series) -> bool:
    """True unless replies and official counts of the same earlier periods are seen to differ."""
    ratios = [np.abs(np.log((y + 0.5) / (x + 0.5))) for y, x in _pairs(panel, t, own)]
    seen = np.concatenate([r[np.isfinite(r)] for r in ratios]) if ratios else np.empty(0)
    return not seen.size or float(np.median(seen)) <= _SAME
