"""Figures that only publication needs: sums over the same forces, and shares of a breakdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from answerable.model import Figure, Finding, Period
from answerable.model.count import total
from answerable.publish.ledger import Ledger, ledger, ordered_entries
from answerable.publish.national import National
from answerable.publish.shares import ShareOfAll, shares_of_all
from answerable.study.picture import Breakdown, Picture, Unit


@dataclass(frozen=True, slots=True)
class Trend:
    """The sum over the forces that gave every period, for each of them."""

    units: tuple[Unit, ...]
    figures: tuple[tuple[Period, Figure], ...]

    @property
    def bodies(self) -> int:
        """How many bodies the units are."""
        return sum(len(unit.bodies) for unit in self.units)


@dataclass(frozen=True, slots=True)
class Extras:
    """What publication works out from a picture.

    Attributes:
        trend: the same forces over all periods; None where no force gave them all, or there is one period.
        shares: (place of the breakdown, code) → share of the breakdown's base.
        of_all: (place of the breakdown, code) → share of all that was reported, as hard bounds.
        national: what was estimated for all forces; None where nothing was.
    """

    trend: Trend | None
    shares: Mapping[tuple[int, str], Figure]
    of_all: Mapping[tuple[int, str], ShareOfAll]
    national: National | None = None


def extras(picture: Picture, found: National | None = None) -> Extras:
    """Works out the figures that the report adds to the picture and to what was estimated from it."""
    shares = {
        (place, code): share
        for place, breakdown in enumerate(picture.breakdowns)
        for code, _, figure in breakdown.items
        if (share := _share(breakdown, figure))
    }
    return Extras(_trend(picture), shares, shares_of_all(picture), found)


def ledger_of(picture: Picture, more: Extras) -> Ledger:
    """The ledger of a picture and its extras."""
    trend = [figure for _, figure in more.trend.figures] if more.trend else []
    found = more.national
    estimated = [*found.figures.values(), *found.growth.values()] if found else []
    return ledger(picture, (*trend, *more.shares.values(), *estimated))


def _share(breakdown: Breakdown, figure: Figure) -> Figure | None:
    if breakdown.base is None:
        return None
    return Figure.share(f"{figure.label}, share", figure, breakdown.base)


def _trend(picture: Picture) -> Trend | None:
    whole = [
        unit
        for unit in picture.units
        if all(picture.entry(unit, period).figure for period in picture.periods)
    ]
    if len(picture.periods) < 2 or not whole:
        return None
    bodies = sum(len(unit.bodies) for unit in whole)
    sums = []
    for period in picture.periods:
        figures = [figure for unit in whole if (figure := picture.entry(unit, period).figure)]
        sums.append((period, Figure.sum(f"{picture.what}, {period}, the same {bodies} forces", figures)))
    return Trend(tuple(whole), tuple(sums))


def check(picture: Picture) -> tuple[Finding, ...]:
    """Holds every national total against the sum of its entries: a last look before print.

    Returns:
        An error for each period whose total is not the sum of what the forces gave.
    """
    findings = []
    for national in picture.totals:
        given = [e.figure for e in ordered_entries(picture) if e.period == national.period and e.figure]
        added = total(figure.count for figure in given) if given else None
        printed = national.figure.count if national.figure else None
        if added != printed:
            findings.append(
                Finding(
                    "error",
                    f"National total, {national.period}",
                    f"The total says {printed}, and the forces' numbers add up to {added}.",
                    "Do not publish this total; report it as a fault of the program.",
                    "total-differs",
                )
            )
    return tuple(findings)
