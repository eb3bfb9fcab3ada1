"""What is certain: the sum of what was reported and how much it covers; and what used to be done with it."""

from __future__ import annotations

import numpy as np

from answerable.estimate import words
from answerable.estimate.arrays import Array, Index, Panel, earlier
from answerable.estimate.ladder import Evidence
from answerable.estimate.results import OldPractice, Reported


def reported(panel: Panel, t: int, evidence: Evidence) -> Reported:
    """The sum of period number ``t`` with its hard bounds, and its coverage."""
    answered = panel.answered(t)
    low, high = panel.low[t][answered].sum(), panel.high[t][answered].sum()
    people = panel.population
    return Reported(
        low=int(low),
        high=None if np.isinf(high) else int(high),
        bodies=panel.bodies(answered),
        of=panel.bodies(),
        population_share=round(float(people[answered].sum() / people.sum()), 4),
        official_share=_official_share(panel, t, evidence),
    )


def _official_share(panel: Panel, t: int, evidence: Evidence) -> float | None:
    period, answered = panel.periods[t], panel.answered(t)
    candidates: list[Array | None] = []
    if evidence.parent is not None:
        candidates.append(evidence.parent.at(period))
    if evidence.own is not None:
        candidates += [evidence.own.at(p) for p in earlier(evidence.own.periods, period)[:1]]
    for counts in candidates:
        if counts is not None and np.isfinite(counts).all() and counts.sum() > 0:
            return round(float(counts[answered].sum() / counts.sum()), 4)
    return None


def old_practice(panel: Panel, t: int, found: Reported) -> OldPractice:
    """Adding up, and scaling up by population, with the reason that neither is the headline."""
    if not found.bodies:
        why = "Nobody answered, so there is nothing to add up."
        return OldPractice(found.low, None, None, None, why)
    silent = found.of - found.bodies
    reasons = []
    if silent:
        reasons.append(f"Adding up counts the {words.forces(silent)} that did not answer as nought.")
    suppressed = int((panel.answered(t) & ~panel.exact(t)).sum())
    if suppressed:
        many = f"{suppressed} suppressed counts at the least that they" if suppressed > 1 else ""
        reasons.append(f"Adding up takes {many or 'a suppressed count at the least that it'} can be.")
    if silent:
        reasons += _rates(panel, t)
    if not reasons:
        reasons.append(
            "Every force answered, so the sum is the national figure and there is nothing to scale up."
        )
    return OldPractice(found.low, *_scaled_up(panel, t), " ".join(reasons))


def _scaled_up(panel: Panel, t: int) -> tuple[int | None, int | None, int | None]:
    """The sum scaled up by population: of all, without the highest rate, without the lowest too."""
    middle, people = panel.middle(t), panel.population
    counted = np.flatnonzero(np.isfinite(middle))
    by_rate = counted[np.argsort(middle[counted] / people[counted], kind="stable")]

    def scaled(kept: Index) -> int | None:
        return round(float(middle[kept].sum() * people.sum() / people[kept].sum())) if kept.size else None

    return scaled(by_rate), scaled(by_rate[:-1]), scaled(by_rate[1:-1])


def _rates(panel: Panel, t: int) -> list[str]:
    """Why the average rate is nobody's. A force with next to no residents has a rate that means nothing."""
    rates = panel.middle(t) / panel.population * 1e5
    usual = rates[np.isfinite(rates) & (panel.population >= 0.1 * np.median(panel.population))]
    if len(usual) < 2:
        return []
    why = "Scaling up by population takes them to record at the average rate, but the rates of those that"
    return [f"{why} answered run from {usual.min():,.1f} to {usual.max():,.1f} per 100,000 people."]
