"""Growth: over the same bodies always, over all bodies where both ends can be completed."""

from __future__ import annotations

import numpy as np

from answerable.estimate import words
from answerable.estimate.arrays import Array, Index, Panel, Series, earlier
from answerable.estimate.chance import by_chance
from answerable.estimate.complete import Completion, Rung, complete
from answerable.estimate.families import NegativeBinomial
from answerable.estimate.ladder import GROWTH_SPREAD, SAME_SPREAD, Evidence, history, size_of
from answerable.estimate.results import (
    LEVEL,
    Growth,
    GrowthSensitivity,
    NationalGrowth,
    PeriodEstimate,
    SameBodies,
)
from answerable.model import Period

_TAILS = [(1 - LEVEL) / 2, 0.5, 1 - (1 - LEVEL) / 2]


def per_cent(first: float, second: float) -> float | None:
    """Growth in per cent, rounded to two places; None from nought or to what nothing bounds."""
    return round((second / first - 1) * 100, 2) if first > 0 and np.isfinite(second) else None


def same_bodies(names: tuple[str, ...], first: tuple[Array, Array], second: tuple[Array, Array]) -> SameBodies:
    """Growth over bodies that gave a bounded count at both ends.

    Args:
        names: of all bodies.
        first, second: (low, high) of all bodies in either period.
    """
    both = np.isfinite(first[0]) & np.isfinite(first[1]) & np.isfinite(second[0]) & np.isfinite(second[1])
    sums = [float(ends[both].sum()) for ends in (*first, *second)]
    return SameBodies(
        percent=per_cent((sums[0] + sums[1]) / 2, (sums[2] + sums[3]) / 2),
        low=per_cent(sums[1], sums[2]),
        high=per_cent(sums[0], sums[3]),
        bodies=int(both.sum()),
        names=tuple(n for n, b in zip(names, both, strict=True) if b),
        left_out=tuple(n for n, b in zip(names, both, strict=True) if not b),
    )


def look_back(
    low: Array, high: Array, first: Period, second: Completion, own: Series | None, seed: list[int]
) -> Completion:
    """The first period completed once more, for growth alone: from the official counts of that very period, which
    stood before the second began, else from the second period itself at the growth of the bodies that gave both.

    So a body that is silent at both ends moves with the others, and does not add the uncertainty of its level.
    """
    rungs = []
    if own is not None and (counts := own.at(first)) is not None:
        rungs.append(Rung("same year", "official", NegativeBinomial(), np.log(counts + 0.5),
                          size_of(counts), SAME_SPREAD))  # fmt: skip
    later = second.body_draws()
    middle = np.median(later, axis=0)
    spread = history(own, first, 1) if own is not None else GROWTH_SPREAD
    rungs.append(Rung("looking back", "later", NegativeBinomial(), np.log(middle + 0.5), size_of(middle), spread,
                      np.log(later + 0.5)))  # fmt: skip
    return complete(low, high, rungs, seed)


def official_base(panel: Panel, t: int, evidence: Evidence) -> tuple[Period, Array] | None:
    """The official counts that directly precede period ``t``, where all bodies have one and the replies have none."""
    own, period = evidence.own, panel.periods[t]
    if own is None or not evidence.agrees:
        return None
    past = earlier(own.periods, period)
    counts = own.at(past[0]) if past else None
    if counts is None or past[0] in panel.periods or period.start.year - past[0].start.year > 1:
        return None
    return (past[0], counts) if np.isfinite(counts).all() and counts.sum() > 0 else None


def national(first: Array, second: Array, end: PeriodEstimate) -> NationalGrowth | None:
    """Growth between draws of two national totals.

    Args:
        first, second: draws of either total, or one number for a total that is certain.
        end: the second period, whose fitness to publish growth shares.
    """
    if np.min(first) <= 0:
        return None
    low, point, high = np.quantile((second / first - 1) * 100, _TAILS)
    publishable, why = end.estimate.publishable, end.estimate.why
    return NationalGrowth(round(float(point), 2), round(float(low), 2), round(float(high), 2), publishable, why)


def sensitivity(
    ratios: Array, base: Array, silent: Index, known_now: float, estimated: float, point: float
) -> GrowthSensitivity | None:
    """What the direction of the headline hangs on.

    Args:
        ratios: second ÷ first count of the bodies that gave both.
        base: the first period's count of every body, estimated where it must be.
        silent: places of the bodies that are silent in the second period.
        known_now: the second period's sum over the others.
        estimated: what the silent are estimated to have recorded in the second period.
        point: national growth, per cent.
    """
    if not silent.size or len(ratios) < 3 or base.sum() <= 0:
        return None
    low_ratio, high_ratio = np.quantile(ratios, [0.1, 0.9])
    start = base[silent].sum()
    low = (known_now + low_ratio * start) / base.sum() * 100 - 100
    high = (known_now + high_ratio * start) / base.sum() * 100 - 100
    tips_at = max(0, round(float(base.sum() - known_now)))
    changes = bool(low * high < 0 or low * point < 0 or high * point < 0)
    low, high = round(float(low), 2), round(float(high), 2)
    return GrowthSensitivity(low, high, tips_at, round(estimated), changes,
                             _hangs_on(low, high, tips_at, estimated, point, changes=changes))  # fmt: skip


def _hangs_on(low: float, high: float, tips_at: int, estimated: float, point: float, *, changes: bool) -> str:
    frame = (
        f"Had the silent forces changed like the lowest or the highest tenth of the others, the national figure "
        f"would be {words.change(low)} or {words.change(high)}"
    )
    if changes:
        return f"{frame}: the direction hangs on forces that did not answer."
    word = "rise" if point > 0 else "fall"
    if tips_at <= 0:
        return f"{frame}: a {word} either way, whatever they recorded."
    more = "fewer" if point > 0 else "more"
    return (
        f"{frame}: a {word} either way. It would vanish only if they had together recorded {tips_at:,} or {more}, "
        f"against {round(estimated):,} estimated."
    )


def sentence(same: SameBodies, whole: NationalGrowth | None, first: Period, second: Period) -> str:
    """Growth in plain words, the same forces first."""
    if same.percent is None:
        text = f"From {first} to {second} no force can be compared"
    else:
        text = f"From {first} to {second}: {words.change(same.percent)} in the same {words.forces(same.bodies)}"
    if whole is None:
        return f"{text}."
    if not whole.publishable:
        return f"{text}; no national growth is given, because {whole.why[0].lower()}{whole.why[1:]}"
    if whole.low == whole.high:
        return f"{text}; nationally {words.change(whole.percent)}."
    return f"{text}; nationally {words.changes_between(whole.low, whole.high)}."


def assemble(
    panel: Panel,
    first: tuple[Period, Array, Array],
    t: int,
    base: Array,
    base_bodies: Array,
    completion: Completion,
    end: PeriodEstimate,
) -> Growth:
    """One growth entry.

    Args:
        panel: the replies.
        first: the first period with every body's (low, high) in it.
        t: the second period's number.
        base: draws of the first period's national total, as growth sees it.
        base_bodies: every body's count in the first period, estimated where it must be.
        completion: the second period.
        end: the second period's estimate.
    """
    start, low, high = first
    same = same_bodies(panel.names, (low, high), (panel.low[t], panel.high[t]))
    exact = (low == high) & panel.exact(t)
    whole = national(base, end.draws, end) if end.draws.size else None
    hangs = None
    if whole is not None:
        some = exact & (low > 0)
        silent = completion.silent
        estimated = float(np.median(completion.body_draws()[:, silent].sum(axis=1))) if silent.size else 0.0
        known = float(np.median(end.draws)) - estimated
        hangs = sensitivity(panel.low[t][some] / low[some], base_bodies, silent, known, estimated, whole.percent)
    return Growth(start, panel.periods[t], same, whole, by_chance(low[exact], panel.low[t][exact]), hangs,
                  sentence(same, whole, start, panel.periods[t]))  # fmt: skip
