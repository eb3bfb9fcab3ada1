"""What estimation hands to reports, to the command line and to Python: figures with their sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from answerable.estimate.arrays import Array
from answerable.model import Finding, Period

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Reported:
    """What is certain: the sum over the bodies that answered.

    Attributes:
        low, high: hard bounds of that sum; ``high`` of None where an answer has no upper bound.
        bodies, of: how many answered, of how many.
        population_share: share of all bodies' people in the areas of those that answered, 0 to 1.
        official_share: share of the latest earlier official counts (or of the parent class's, same year)
            in those that answered, 0 to 1; None without such counts for every body.
    """

    low: int
    high: int | None
    bodies: int
    of: int
    population_share: float
    official_share: float | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """Bodies that were completed in one way.

    Attributes:
        kind: a stable word for the way.
        what: the way, in words that complete "estimated from …".
        bodies: their names; bodies that answer together are one.
        codes: their codes, in the same order.
        number: how many they are, those that answer together counted each.
        since: the period whose counts the way starts from, where it is one period's.
        series: the official series that those counts are of; empty for the study's own rounds.
    """

    kind: str
    what: str
    bodies: tuple[str, ...]
    codes: tuple[str, ...]
    number: int
    since: Period | None = None
    series: str = ""

    @property
    def words(self) -> str:
        """``what``, in the singular where it is of one body."""
        return re.sub(r"\btheir\b", "its", self.what) if self.number == 1 else self.what


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is estimated for all bodies.

    Attributes:
        point: the middle draw, or None where nothing can be estimated.
        low, high: the range that holds the truth at ``level``, as counts.
        method: how, in one sentence.
        publishable: False where a person should not print it.
        why: why it is, or is not.
        sentence: the figure in plain words.
        says: the range alone, as the sentence prints it; empty where no figure is given.
        rests_on: what stands in brackets behind it: who answered, and what the rest is estimated from.
        bases: which silent bodies rest on what.
    """

    point: int | None
    low: int | None
    high: int | None
    method: str
    publishable: bool
    why: str
    sentence: str
    says: str = ""
    rests_on: str = ""
    bases: tuple[Basis, ...] = ()
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class OldPractice:
    """What would have been printed, and why it is not.

    Attributes:
        adding_up: the sum as received.
        pro_rata: scaled up by population; None where nothing can be scaled.
        without_highest: the same with the highest rate per head left out, as an outlier.
        without_extremes: the same with the highest and the lowest left out.
        why_not: why none of them is the headline.
    """

    adding_up: int
    pro_rata: int | None
    without_highest: int | None
    without_extremes: int | None
    why_not: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How far one period's estimate hangs on single answers and on what the silent bodies are like.

    Attributes:
        moves_most: the answer that moves the estimate most when it is left out and estimated instead.
        without_it: the estimate then.
        silent_low, silent_high: the total were every silent body at the 10th, or the 90th, percentile of the
            others' rates per head.
        rounds_to: the estimate to two significant figures.
        tips_below, tips_above: totals at which that rounding changes.
        changes: True where the rounding changes were the silent bodies so low, or so high.
        sentences: the same in plain words.
    """

    moves_most: str | None
    without_it: int | None
    silent_low: int | None
    silent_high: int | None
    rounds_to: int | None
    tips_below: int | None
    tips_above: int | None
    changes: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodEstimate:
    """One period: what is certain, what is estimated, what it hangs on. ``draws`` are national totals."""

    period: Period
    reported: Reported
    estimate: Estimate
    old_practice: OldPractice
    sensitivity: Sensitivity | None = None
    draws: Array = field(default_factory=lambda: np.empty(0), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SameBodies:
    """Growth over the bodies that gave both periods; per cent.

    Attributes:
        percent: growth, with suppressed counts at the middles of their intervals; None from nought.
        low, high: hard bounds of it.
        bodies: how many.
        names, left_out: the bodies compared, and those that are not.
    """

    percent: float | None
    low: float | None
    high: float | None
    bodies: int
    names: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NationalGrowth:
    """Growth over all bodies, estimated; per cent."""

    percent: float
    low: float
    high: float
    publishable: bool
    why: str


@dataclass(frozen=True, slots=True)
class GrowthSensitivity:
    """Growth with the silent bodies' at the 10th or 90th percentile of the others', and where its sign turns.

    Attributes:
        low, high: national growth then, per cent.
        tips_at: what the silent bodies together would have to have recorded for no change at all.
        estimated: what they are estimated to have recorded together.
        changes: True where the direction of the headline changes in between.
        sentence: the same in plain words.
    """

    low: float
    high: float
    tips_at: int
    estimated: int
    changes: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Chance:
    """Whether a change of that size would show by chance (see :mod:`answerable.estimate.chance`)."""

    p_value: float
    dispersion: float
    by_chance: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth from one period to another."""

    first: Period
    second: Period
    same_bodies: SameBodies
    national: NationalGrowth | None
    chance: Chance | None
    sensitivity: GrowthSensitivity | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Estimates:
    """Everything that was estimated from one set of replies."""

    periods: tuple[PeriodEstimate, ...]
    growth: tuple[Growth, ...]
    findings: tuple[Finding, ...]

    def to_dict(self) -> dict[str, Any]:
        """The object that ``answerable estimate --json`` prints."""
        return {
            "periods": [_period(p) for p in self.periods],
            "growth": [_growth(g) for g in self.growth],
            "findings": [f.to_dict() for f in self.findings],
        }


def _plain(thing: Any, *names: str) -> dict[str, Any]:
    values = ((name, getattr(thing, name)) for name in names)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values}


def _period(found: PeriodEstimate) -> dict[str, Any]:
    e = found.estimate
    estimate = _plain(e, "point", "low", "high", "level", "method", "publishable", "why", "sentence")
    estimate["bases"] = [_plain(basis, "kind", "what", "bodies") for basis in e.bases]
    out: dict[str, Any] = {
        "period": str(found.period),
        "reported": _plain(
            found.reported, "low", "high", "bodies", "of", "population_share", "official_share"
        ),
        "estimate": estimate,
        "old_practice": _plain(found.old_practice, *OldPractice.__slots__),
    }
    if found.sensitivity is not None:
        out["sensitivity"] = _plain(found.sensitivity, *Sensitivity.__slots__)
    return out


def _growth(found: Growth) -> dict[str, Any]:
    out: dict[str, Any] = {
        "from": str(found.first),
        "to": str(found.second),
        "same_bodies": _plain(found.same_bodies, *SameBodies.__slots__),
        "national": _plain(found.national, *NationalGrowth.__slots__) if found.national else None,
        "sentence": found.sentence,
    }
    if found.chance is not None:
        out["chance"] = _plain(found.chance, *Chance.__slots__)
    if found.sensitivity is not None:
        out["sensitivity"] = _plain(found.sensitivity, *GrowthSensitivity.__slots__)
    return out
