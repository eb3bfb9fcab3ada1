"""From replies to national figures: the one public function of estimation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from answerable.estimate import growth as growth_
from answerable.estimate import notes, words
from answerable.estimate.arrays import DRAWS, Panel, Series, comparable
from answerable.estimate.complete import Completion, complete
from answerable.estimate.coverage import old_practice, reported
from answerable.estimate.evidence import divide, for_period
from answerable.estimate.inputs import Rows, read_bodies, read_official, read_replies
from answerable.estimate.ladder import Evidence, rungs
from answerable.estimate.reference import shipped
from answerable.estimate.results import (
    LEVEL,
    Basis,
    Estimate,
    Estimates,
    Growth,
    PeriodEstimate,
    Reported,
)
from answerable.estimate.sensitivity import sensitivity
from answerable.model import Period

WIDEST = 0.25
"""A range wider than this part of its estimate is not published."""
FEWEST = 10
"""Nor is an estimate that rests on fewer answers than this."""
_MANY_PERIODS = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Done:
    """One period as worked out: what growth needs of it."""

    t: int
    evidence: Evidence
    completion: Completion | None
    result: PeriodEstimate


def estimate(
    replies: Rows,
    official: Rows | None = None,
    bodies: Rows | None = None,
    seed: int = 0,
    *,
    series: str | None = None,
    parent: str | None = None,
) -> Estimates:
    """National figures from the replies of some bodies.

    Args:
        replies: ``body, period, low, high``; both ends blank for no answer, ``high`` for no upper bound.
        official: ``body, period, series, count``. A series named ``parent: …`` holds the class that what
            was asked for is part of: its counts of the same year are used, all others' only of earlier years.
        bodies: ``body, population`` of all bodies asked; by default the 43 territorial forces.
        seed: fixes every draw: the same input and seed give the same figures, whatever the order of rows.
        series: the official series that counts what was asked for, where several are given.
        parent: the official series that is the parent class, if its name does not say so.

    Returns:
        Each period, growth between comparable ones, and findings. See ``docs/estimate.md`` for the method.

    Raises:
        EstimateError: (a ``ValueError``) in one sentence, for input that cannot be right.
    """
    asked = read_bodies(bodies)
    panel = read_replies(replies, asked)
    candidates, settled = divide(read_official(official, panel.codes), series, parent)
    context = shipped(panel.codes)
    done = [
        _period(panel, t, for_period(panel, t, candidates, settled), context, seed)
        for t in range(len(panel.periods))
    ]
    grown = _growth(panel, done, seed)
    results = tuple(d.result for d in done)
    findings = notes.findings(panel, candidates, results, grown, [d.evidence for d in done])
    return Estimates(results, grown, findings)


def complete_period(
    panel: Panel, t: int, evidence: Evidence, context: Sequence[Series], *, seed: int, number: int = DRAWS
) -> Completion | None:
    """Period number ``t`` completed; None where nobody answered, it has no end, or no rung reaches."""
    if panel.periods[t].end is None or not panel.answered(t).any():
        return None
    low, high = panel.low[t], panel.high[t]
    if (low == high).all():
        return complete(low, high, [], [seed, t], number)
    found = complete(low, high, rungs(panel, t, evidence, context), [seed, t], number)
    return None if found.unfilled.size else found


def _period(panel: Panel, t: int, evidence: Evidence, context: Sequence[Series], seed: int) -> _Done:
    certain = reported(panel, t, evidence)
    before = old_practice(panel, t, certain)
    found = complete_period(panel, t, evidence, context, seed=seed)
    period = panel.periods[t]
    if found is None:
        nothing = _nothing(period, certain)
        return _Done(t, evidence, None, PeriodEstimate(period, certain, nothing, before))
    made = _estimate(panel, period, certain, found)
    assert made.point is not None
    latest = t >= len(panel.periods) - _MANY_PERIODS
    hangs = None
    if latest:
        hangs = sensitivity(panel, t, found, made.point, _without(panel, t, evidence, context, seed))
    result = PeriodEstimate(period, certain, made, before, hangs, found.total())
    return _Done(t, evidence, found, result)


def _without(
    panel: Panel, t: int, evidence: Evidence, context: Sequence[Series], seed: int
) -> Callable[[int], int | None]:
    """A function that estimates period ``t`` had one body been silent too, on fewer draws."""

    def anew(body: int) -> int | None:
        low, high = panel.low.copy(), panel.high.copy()
        low[t, body] = high[t, body] = np.nan
        less = replace(panel, low=low, high=high)
        found = complete_period(less, t, evidence, context, seed=seed, number=DRAWS // 4)
        return None if found is None else round(float(np.median(found.total())))

    return anew


def _nothing(period: Period, certain: Reported) -> Estimate:
    """What stands where nothing can be estimated."""
    if period.end is None:
        why = "The period has no end, so the replies do not cover the same time."
    elif not certain.bodies:
        why = "No force answered."
    else:
        why = f"Only {words.forces(certain.bodies)} answered, too few to learn from."
    when, who = words.sentence_of(words.during(period)), words.forces(certain.bodies)
    text = f"{when}, at least {certain.low:,} ({who} answered). {why}"
    return Estimate(None, None, None, "sum of the replies alone", False, why, text)


def _estimate(panel: Panel, period: Period, certain: Reported, found: Completion) -> Estimate:
    tail = (1 - LEVEL) / 2
    low, point, high = np.quantile(found.total(), [tail, 0.5, 1 - tail])
    ends = (max(certain.low, int(np.floor(low))), int(np.ceil(high)))
    if not found.silent.size and certain.high is not None:
        ends = (ends[0], min(certain.high, ends[1]))
    bases = _bases(panel, found)
    publishable, why = _verdict(certain, round(float(point)), ends)
    method = _method(certain, bases, found)
    middle, held = round(float(point)), _rests_on(certain, bases)
    if not publishable:
        text = _withheld(certain, period, why)
        return Estimate(middle, *ends, method, publishable, why, text, rests_on=held, bases=bases)
    exact = f"{ends[0]:,}" if ends[0] == ends[1] else f"between {ends[0]:,} and {ends[1]:,}"
    figure = words.between(*ends) if bases else exact  # with nothing estimated every digit is certain
    text = f"{words.sentence_of(words.during(period))}, {figure} ({held})."
    return Estimate(middle, *ends, method, publishable, why, text, figure, held, bases)


def _bases(panel: Panel, found: Completion) -> tuple[Basis, ...]:
    bases = []
    for step in found.steps:
        places = np.intersect1d(step.completed, found.silent)
        if places.size:
            names, codes = (tuple(of[i] for i in places) for of in (panel.names, panel.codes))
            rung, number = step.rung, panel.bodies(places)
            bases.append(Basis(rung.kind, rung.what, names, codes, number, rung.since, rung.series))
    return tuple(bases)


def _method(certain: Reported, bases: Sequence[Basis], found: Completion) -> str:
    parts = [f"{words.forces(certain.bodies)} answered"]
    parts += [f"{_estimated(basis)} ({basis.kind})" for basis in bases]
    suppressed = len(found.unknown) - len(found.silent)
    if suppressed:
        parts.append(f"{suppressed} suppressed, held within what they can be")
    return "; ".join(parts) + "."


def _verdict(certain: Reported, point: int, ends: tuple[int, int]) -> tuple[bool, str]:
    """Whether the estimate may be printed, and why, in a sentence."""
    answered = words.forces(certain.bodies)
    if certain.bodies < min(certain.of, FEWEST):
        return False, f"Only {answered} answered, and fewer than {FEWEST} cannot speak for the rest."
    width = (ends[1] - ends[0]) / point if point else (0.0 if ends[0] == ends[1] else np.inf)
    if width > WIDEST:
        return False, f"The range is wider than a quarter of the estimate ({words.between(*ends)})."
    if certain.bodies == certain.of:
        return True, "Every force answered."
    people = words.share(certain.population_share)
    return True, f"{answered} with {people} of the population answered, and the range is narrow enough."


def _withheld(certain: Reported, period: Period, why: str) -> str:
    answered = f"{certain.bodies} of {words.forces(certain.of)} answered"
    held = f"At least {certain.low:,} {words.during(period)} ({answered})."
    return f"{held} No national figure is given. {why}"


def _rests_on(certain: Reported, bases: Sequence[Basis]) -> str:
    """Who answered and what the rest is estimated from; beside suppressed answers, what is certain."""
    everybody = "all " if certain.bodies == certain.of else ""
    parts = [f"{everybody}{words.forces(certain.bodies)} answered", *map(_estimated, bases)]
    if certain.low != certain.high:
        least = f"{certain.low:,}"
        most = None if certain.high is None else f"{certain.high:,}"
        bounds = f"from {least} to {most}" if most else f"at least {least}, without an upper bound"
        parts.append(f"with suppressed counts, what was reported is {bounds}")
    return "; ".join(parts)


def _estimated(basis: Basis) -> str:
    return f"{basis.number} estimated from {basis.words}"


def _growth(panel: Panel, done: Sequence[_Done], seed: int) -> tuple[Growth, ...]:
    """Growth between neighbours, from the first to the last, and from official counts just before."""
    found: list[Growth] = []
    for chain in _chains(panel, done):
        based = _from_official(panel, chain[0])
        found += [based] if based is not None else []
        pairs = list(pairwise(chain))
        if len(chain) > 2:
            pairs.append((chain[0], chain[-1]))
        found += [_between(panel, a, b, seed) for a, b in pairs]
    return tuple(found)


def _chains(panel: Panel, done: Sequence[_Done]) -> list[list[_Done]]:
    """Periods that may be compared, in order: calendar years apart from financial years, and from parts."""
    chains: list[list[_Done]] = []
    for one in done:
        period = panel.periods[one.t]
        for chain in chains:
            last = panel.periods[chain[-1].t]
            if last.end is not None and last.end < period.start and _neighbours(last, period):
                chain.append(one)
                break
        else:
            chains.append([one])
    return chains


def _neighbours(first: Period, second: Period) -> bool:
    """Comparable, or months or quarters that follow each other."""
    same_length = first.kind == second.kind and first.months == second.months
    return comparable(first, second) or (same_length and first.kind in {"month", "quarter"})


def _between(panel: Panel, a: _Done, b: _Done, seed: int) -> Growth:
    period = panel.periods[a.t]
    low, high = panel.low[a.t], panel.high[a.t]
    if b.completion is None:
        same = growth_.same_bodies(panel, (low, high), (panel.low[b.t], panel.high[b.t]))
        text = growth_.sentence(same, None, period, panel.periods[b.t])
        return Growth(period, panel.periods[b.t], same, None, None, None, text)
    own = b.evidence.own if b.evidence.agrees else None
    base = growth_.look_back(panel, a.t, b.completion, own, [seed, a.t, b.t])
    bodies = np.median(base.body_draws(), axis=0)
    start = growth_.Start(period, low, high, base.total(), bodies, a.result.estimate)
    return growth_.assemble(panel, start, b.t, b.completion, b.result.estimate)


def _from_official(panel: Panel, first: _Done) -> Growth | None:
    found = growth_.official_base(panel, first.t, first.evidence)
    if found is None or first.completion is None:
        return None
    period, counts = found
    start = growth_.Start(period, counts, counts, np.asarray([counts.sum()]), counts, None)
    return growth_.assemble(panel, start, first.t, first.completion, first.result.estimate)
