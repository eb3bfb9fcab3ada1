"""The ladder: every rung that the data at hand allow for one period, the best kind first.

The order is fixed here and depends on what exists, never on which answer is nicer:

1. the official parent class of the same year × the body's own share of it last year;
2. the body's own count of an earlier year (official series, or the study's own previous round) × growth;
3. the official parent class of the same year × one share for all;
4. auxiliaries, stacked by leave-one-out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from answerable.estimate.arrays import Array, Panel, Series, comparable, earlier
from answerable.estimate.complete import Rung, problem
from answerable.estimate.families import BetaBinomial, NegativeBinomial
from answerable.estimate.fit import SIZE_POWER, Spread, fit
from answerable.estimate.stack import Auxiliaries, stack
from answerable.model import Period

# Log relative spreads seen over the offence groups, years to March 2004 to 2010.
GROWTH_SPREAD = Spread(float(np.log(0.12)), 0.6)
LEVEL_SPREAD = Spread(float(np.log(0.25)), 0.6)
SAME_SPREAD = Spread(float(np.log(0.03)), 1.5)

_CHANCE = 30.0
"""A year's count of this size is half chance, so half its deviation is taken from the year before it."""
_FEWEST_FOR_HISTORY = 10


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is besides the replies.

    Attributes:
        own: the official series that counts what was asked for, if any.
        parent: the official class that holds it, whose same-year counts may be used, if any.
        others: every other official series.
        agrees: True where the own series and the replies are the same counts, as far as they overlap.
    """

    own: Series | None
    parent: Series | None
    others: tuple[Series, ...]
    agrees: bool = True


def size_of(expected: Array) -> Array:
    """Log sizes, spread about the median body, to the power that steadiness grows with."""
    logs = np.log(np.maximum(expected, 0.5))
    middle = np.nanmedian(logs) if np.isfinite(logs).any() else 0.0
    return np.asarray(SIZE_POWER * (logs - middle))


def steadied(last: Array, before: Array | None) -> Array:
    """Last year's counts, with small ones drawn towards the year before at the year's own level.

    A count is partly chance: of a count of 30, half the difference is taken, of 3,000 one in two hundred.
    """
    if before is None:
        return last + 0.5
    both = np.isfinite(last) & np.isfinite(before)
    if not both.any() or before[both].sum() <= 0:
        return last + 0.5
    level = last[both].sum() / before[both].sum()
    weight = 0.5 * _CHANCE / (last + _CHANCE)
    return np.asarray(np.where(both, (1 - weight) * last + weight * before * level, last) + 0.5)


def expected_from(series: Series, periods: Sequence[Period]) -> Array:
    """What a series says to expect: its latest period of those given, steadied by the one before."""
    last = series.at(periods[0])
    assert last is not None
    return steadied(last, series.at(periods[1]) if len(periods) > 1 else None)


@lru_cache(maxsize=4096)
def _spread_of_fit(counts: bytes, expected: bytes) -> float:
    """The most probable log spread of one past year; keyed by the bytes, as arrays do not hash."""
    y, m = np.frombuffer(counts), np.frombuffer(expected)
    rung = Rung("past", "", NegativeBinomial(), np.log(m), size_of(m), GROWTH_SPREAD)
    return float(fit(problem(rung, y, y, np.arange(len(y)))).theta[1])


def history(series: Series, before: Period, gap: int) -> Spread:
    """What the series' own past says of the spread of growth over ``gap`` periods.

    Args:
        series: the series.
        before: only periods that end before this one starts are looked at.
        gap: how many periods back the expectation reaches: 1 for last year.

    Returns:
        The mean of the past years' spreads, and how far one year's may be off; without a past, the usual.
    """
    past = earlier(series.periods, before)
    found = []
    for i in range(len(past) - gap):
        y = series.at(past[i])
        assert y is not None
        expected = expected_from(series, past[i + gap :])
        both = np.isfinite(y) & np.isfinite(expected)
        if both.sum() >= _FEWEST_FOR_HISTORY:
            found.append(_spread_of_fit(y[both].tobytes(), expected[both].tobytes()))
    if not found:
        return GROWTH_SPREAD
    seen = np.array(found)
    middle = (seen.sum() + 0.5 * GROWTH_SPREAD.middle) / (len(seen) + 0.5)
    off_by = np.sqrt((((seen - middle) ** 2).sum() + 0.18) / (len(seen) + 2))
    return Spread(float(middle), float(off_by))


def rounds(panel: Panel) -> Series:
    """The study's own rounds as a series."""
    counts = np.array([panel.middle(t) for t in range(len(panel.periods))])
    return Series("the study's own replies", panel.periods, counts)


def _growth_rungs(panel: Panel, t: int, evidence: Evidence) -> list[Rung]:
    """Own counts of earlier years, the latest first; on one year the official count before the reply."""
    period = panel.periods[t]
    sources: list[tuple[Series, bool]] = [(rounds(panel), False)]
    if evidence.own is not None:
        sources.append((evidence.own, True))
    found = []
    for series, official in sources:
        past = earlier(series.periods, period)
        for back in range(min(3, len(past))):
            preferred = official == evidence.agrees
            found.append((past[back], preferred, series, official, past[back:]))
    found.sort(key=lambda f: (f[0], f[1]), reverse=True)
    return [_growth_rung(series, official, past, period) for _, _, series, official, past in found]


def _growth_rung(series: Series, official: bool, past: Sequence[Period], period: Period) -> Rung:
    expected = expected_from(series, past)
    whose = f"official counts of {past[0]} (“{series.name}”)" if official else f"own replies for {past[0]}"
    what = f"their {whose} and the growth of the forces that answered"
    gap = 1 + sum(p > past[0] for p in earlier(series.periods, period))
    years = max(1, period.start.year - past[0].start.year)
    spread = history(series, period, gap)
    if years > gap:  # a gap that the series' own past does not show
        spread = Spread(spread.middle + 0.25 * float(np.log(years / gap)), spread.off_by)
    kind = "official growth" if official else "previous round"
    family = NegativeBinomial()
    name = series.name if official else ""
    return Rung(kind, what, family, np.log(expected), size_of(expected), spread, since=past[0], series=name)


def _parent_rungs(panel: Panel, t: int, evidence: Evidence) -> tuple[list[Rung], list[Rung]]:
    """The parent × own share last year, and the parent × one share for all."""
    period, parent = panel.periods[t], evidence.parent
    wholes = parent.at(period) if parent is not None else None
    if parent is None or wholes is None:
        return [], []
    named = f"their official counts of {parent.name.removeprefix('parent:').strip()} in {period}"
    safe = np.where(np.isfinite(wholes), wholes, 0.0)
    family = BetaBinomial(safe)
    flat = np.where(np.isfinite(wholes) & (safe > 0), 0.0, np.nan)
    what, even = f"{named} and the share of it in the forces that answered", np.zeros(len(flat))
    alike = Rung("parent share", what, family, flat, even, LEVEL_SPREAD, since=period, series=parent.name)
    own = []
    parts = [evidence.own] if evidence.own is not None else []
    for series in [*parts, rounds(panel)]:
        past = [p for p in earlier(series.periods, period) if parent.at(p) is not None]
        if past:
            own.append(_own_share(series, parent, past, alike, named))
    return own, [alike]


def _own_share(series: Series, parent: Series, past: Sequence[Period], alike: Rung, named: str) -> Rung:
    expected = expected_from(series, past[:1] if len(past) < 2 else past)
    whole = expected_from(parent, past[:1] if len(past) < 2 else past)
    share = np.clip(expected / np.maximum(whole, expected + 0.5), 1e-6, 1 - 1e-6)
    offset = np.where(np.isfinite(alike.offset), np.log(share / (1 - share)), np.nan)
    what = f"{named} and their own shares of it in {past[0]}"
    return replace(
        alike, kind="own share", what=what, offset=offset, log_size=size_of(expected), spread=GROWTH_SPREAD
    )


def auxiliaries(panel: Panel, period: Period, evidence: Evidence, context: Sequence[Series]) -> Auxiliaries:
    """Every series that covers all bodies before ``period`` starts: the mean of its last three years.

    The user's series only for the same kind of year; the shipped ones for any, as they say what bodies are
    like and not how much they recorded.
    """
    given = [s for s in (*evidence.others, evidence.own) if s is not None]
    found = [_recent(s, [p for p in s.periods if comparable(p, period)], period) for s in given]
    shipped = [mean for s in context if (mean := _recent(s, s.periods, period)) is not None]
    rows = [*[mean for mean in found if mean is not None], *shipped]
    if not rows:
        return Auxiliaries(panel.population, np.empty((0, len(panel.codes))))
    size = np.sum(shipped, axis=0) if shipped else panel.population
    return Auxiliaries(np.maximum(size, 0.5), np.array([*rows, panel.population]))


def _recent(series: Series, periods: Sequence[Period], before: Period) -> Array | None:
    """The mean of the last three periods that end before ``before`` starts and hold every body, or None."""
    past = sorted(p for p in periods if p.end is not None and p.end < before.start)[-3:]
    counts = [c for p in past if (c := series.at(p)) is not None and np.isfinite(c).all()]
    return np.asarray(np.mean(counts, axis=0)) if counts else None


def _until(period: Period, context: Sequence[Series]) -> str:
    """The last year of the shipped series that an estimate for ``period`` may use, in words."""
    past = [p for s in context for p in s.periods if p.end is not None and p.end < period.start]
    return f" up to {max(past)}" if past else ""


def _stack_rung(panel: Panel, t: int, evidence: Evidence, context: Sequence[Series]) -> Rung | None:
    middle, period = panel.middle(t), panel.periods[t]
    known = np.flatnonzero(np.isfinite(middle))
    if len(known) < 3:
        return None
    aux = auxiliaries(panel, period, evidence, context)
    stacked = stack(np.log(middle[known] + 0.5), known, aux)
    recorded = f"what was officially recorded of other offences{_until(period, context)}"
    what = f"the forces that answered and {recorded if len(aux.others) else 'their populations'}"
    family = NegativeBinomial()
    return Rung("stacked", what, family, stacked.offset, stacked.log_size, LEVEL_SPREAD)


def rungs(panel: Panel, t: int, evidence: Evidence, context: Sequence[Series]) -> list[Rung]:
    """Every rung for period number ``t``, best first.

    Args:
        panel: the replies.
        t: which period.
        evidence: official series.
        context: shipped series of other offences, for the last rung.
    """
    own_share, alike = _parent_rungs(panel, t, evidence)
    found = [*own_share, *_growth_rungs(panel, t, evidence), *alike]
    last = _stack_rung(panel, t, evidence, context)
    return [*found, last] if last else found
