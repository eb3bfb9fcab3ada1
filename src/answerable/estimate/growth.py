"""Growth: over the same bodies always, over all bodies where both ends can be completed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from answerable.estimate import words
from answerable.estimate.arrays import Array, Panel, Series, earlier
from answerable.estimate.chance import by_chance
from answerable.estimate.complete import Completion, Rung, complete
from answerable.estimate.families import NegativeBinomial
from answerable.estimate.ladder import GROWTH_SPREAD, SAME_SPREAD, Evidence, history, size_of
from answerable.estimate.results import (
    LEVEL,
    Estimate,
    Growth,
    GrowthSensitivity,
    NationalGrowth,
    SameBodies,
)
from answerable.model import Period

_FAR = 1.5
"""Replies so many times the official counts of the year before, or the reverse, count something else."""
_TAILS = [(1 - LEVEL) / 2, 0.5, 1 - (1 - LEVEL) / 2]


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """The first of two periods, as growth sees it.

    Attributes:
        period: when.
        low: the lower end of what each body gave, NaN where nothing.
        high: the upper end.
        total: draws of the national total, or one number where it is certain.
        bodies: every body's count, estimated where it must be.
        estimate: the period's own estimate; None for official counts.
    """

    period: Period
    low: Array
    high: Array
    total: Array
    bodies: Array
    estimate: Estimate | None


def per_cent(first: float, second: float) -> float | None:
    """Growth in per cent, rounded to two places; None from nought or to what nothing bounds."""
    return round((second / first - 1) * 100, 2) if first > 0 and np.isfinite(second) else None


def same_bodies(panel: Panel, first: tuple[Array, Array], second: tuple[Array, Array]) -> SameBodies:
    """Growth over bodies that gave a bounded count at both ends.

    Args:
        panel: the replies, for the bodies' names.
        first: (low, high) of all bodies in the first period.
        second: the same in the second.
    """
    both = np.isfinite(first[0]) & np.isfinite(first[1]) & np.isfinite(second[0]) & np.isfinite(second[1])
    sums = [float(ends[both].sum()) for ends in (*first, *second)]
    return SameBodies(
        percent=per_cent((sums[0] + sums[1]) / 2, (sums[2] + sums[3]) / 2),
        low=per_cent(sums[1], sums[2]),
        high=per_cent(sums[0], sums[3]),
        bodies=panel.bodies(both),
        names=tuple(n for n, b in zip(panel.names, both, strict=True) if b),
        left_out=tuple(n for n, b in zip(panel.names, both, strict=True) if not b),
    )


def look_back(panel: Panel, t: int, second: Completion, own: Series | None, seed: list[int]) -> Completion:
    """Period number ``t`` completed once more, for growth alone.

    From official counts of that very period, where there are any, as they precede the second; else from
    the second period itself, at the growth of the bodies that gave both: the very draws of it that completed
    the second, so that an error in it is not halved by being drawn twice. A body that is silent at both ends
    moves with the others, and does not add the uncertainty of its level.
    """
    first, rungs = panel.periods[t], []
    if own is not None and (counts := own.at(first)) is not None:
        official = np.log(counts + 0.5)
        rungs.append(Rung("same year", "", NegativeBinomial(), official, size_of(counts), SAME_SPREAD))
    later = second.body_draws()
    middle = np.median(later, axis=0)
    spread = history(own, first, 1) if own is not None else GROWTH_SPREAD
    offset, drawn = np.log(middle + 0.5), np.log(later + 0.5)
    forward = [s for s in second.steps if s.rung.kind == "previous round" and s.rung.since == first]
    theta = forward[0].theta * [-1, 1] if forward else None
    rungs.append(
        Rung("looking back", "", NegativeBinomial(), offset, size_of(middle), spread, drawn, theta=theta)
    )
    return complete(panel.low[t], panel.high[t], rungs, seed)


def official_base(panel: Panel, t: int, evidence: Evidence) -> tuple[Period, Array] | None:
    """The official counts of the year before period ``t``.

    None unless all bodies have one, the replies have none for that year, and both agree: as far as they
    overlap, and in size.
    """
    own, period = evidence.own, panel.periods[t]
    if own is None or not evidence.agrees:
        return None
    past = earlier(own.periods, period)
    counts = own.at(past[0]) if past else None
    if counts is None or past[0] in panel.periods or period.start.year - past[0].start.year > 1:
        return None
    if not np.isfinite(counts).all() or counts.sum() <= 0:
        return None
    both = np.isfinite(panel.middle(t))
    level = panel.middle(t)[both].sum() / max(counts[both].sum(), 1.0)
    return (past[0], counts) if 1 / _FAR <= level <= _FAR else None


def national(first: Array, second: Array, start: Estimate | None, end: Estimate) -> NationalGrowth | None:
    """Growth between draws of two national totals.

    Args:
        first: draws of the first total, or one number where it is certain.
        second: draws of the second.
        start: the first period's estimate, whose fitness to publish growth shares; None for official counts.
        end: the second period's.

    Returns:
        None where the first total may be nought.
    """
    if np.min(first) <= 0:
        return None
    low, point, high = np.quantile((second / first - 1) * 100, _TAILS)
    weaker = start if start is not None and not start.publishable else end
    point, low, high = (round(float(percent), 2) for percent in (point, low, high))
    return NationalGrowth(point, low, high, weaker.publishable, weaker.why)


def sensitivity(ratios: Array, base: Array, end: Completion, point: float) -> GrowthSensitivity | None:
    """What the direction of the headline hangs on.

    Args:
        ratios: second ÷ first count of the bodies that gave both.
        base: the first period's count of every body, estimated where it must be.
        end: the second period.
        point: national growth, per cent.

    Returns:
        None where nobody is silent in the second period, or fewer than three gave both.
    """
    silent = end.silent
    if not silent.size or len(ratios) < 3 or base.sum() <= 0:
        return None
    estimated = float(np.median(end.body_draws()[:, silent].sum(axis=1)))
    known_now = float(np.median(end.total())) - estimated
    start = base[silent].sum()
    at_tenths = [(known_now + r * start) / base.sum() * 100 - 100 for r in np.quantile(ratios, [0.1, 0.9])]
    low, high = (round(float(percent), 2) for percent in at_tenths)
    tips_at = max(0, round(float(base.sum() - known_now)))
    changes = bool(low * high < 0 or low * point < 0 or high * point < 0)
    hangs = GrowthSensitivity(low, high, tips_at, round(estimated), changes, "")
    return replace(hangs, sentence=_hangs_on(hangs, point))


def _hangs_on(found: GrowthSensitivity, point: float) -> str:
    frame = (
        "Had the silent forces changed like the lowest or the highest tenth of the others, the national "
        f"figure would be {words.change(found.low)} or {words.change(found.high)}"
    )
    if found.changes:
        return f"{frame}: the direction hangs on forces that did not answer."
    word, more = ("rise", "fewer") if point > 0 else ("fall", "more")
    if found.tips_at <= 0:
        return f"{frame}: a {word} either way, whatever they recorded."
    return (
        f"{frame}: a {word} either way. It would vanish only if they had together recorded "
        f"{found.tips_at:,} or {more}, against {found.estimated:,} estimated."
    )


def sentence(same: SameBodies, whole: NationalGrowth | None, first: Period, second: Period) -> str:
    """Growth in plain words, the same forces first."""
    if same.percent is None:
        text = f"From {first} to {second} no growth in the same forces can be given"
    else:
        change = words.change(same.percent)
        text = f"From {first} to {second}: {change} in the same {words.forces(same.bodies)}"
    if whole is None:
        return f"{text}."
    if not whole.publishable:
        return f"{text}; no national growth is given. {whole.why}"
    if whole.low == whole.high:
        return f"{text}; nationally {words.change(whole.percent)}."
    return f"{text}; nationally {words.changes_between(whole.low, whole.high)}."


def assemble(panel: Panel, first: Start, t: int, end: Completion, estimate: Estimate) -> Growth:
    """One growth entry.

    Args:
        panel: the replies.
        first: the first period.
        t: the second period's number.
        end: the second period, completed.
        estimate: the second period's estimate.
    """
    second = panel.periods[t]
    same = same_bodies(panel, (first.low, first.high), (panel.low[t], panel.high[t]))
    exact = (first.low == first.high) & panel.exact(t)
    whole = national(first.total, end.total(), first.estimate, estimate)
    hangs = None
    if whole is not None:
        some = exact & (first.low > 0)
        hangs = sensitivity(panel.low[t][some] / first.low[some], first.bodies, end, whole.percent)
    chance = by_chance(first.low[exact], panel.low[t][exact])
    text = sentence(same, whole, first.period, second)
    return Growth(first.period, second, same, whole, chance, hangs, text)
