"""National totals and growth over the same units."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from answerable.model import Figure, Period
from answerable.study.picture import Entry, Growth, NationalTotal, Unit


def totals(
    units: Sequence[Unit],
    periods: Sequence[Period],
    entries: Mapping[tuple[str, Period], Entry],
    population: Mapping[str, int],
    measure: str,
) -> tuple[NationalTotal, ...]:
    """The sum for each period over the units that gave it, and how much of the whole they are.

    Args:
        units: the units.
        periods: the periods asked for.
        entries: as collated, one for each unit and period.
        population: body code → people; a body without one (a transport police, say) weighs nothing.
        measure: what is counted, for labels.
    """
    everyone = sum(population.get(code, 0) for unit in units for code in unit.bodies)
    asked = sum(len(unit.bodies) for unit in units)
    result = []
    for period in periods:
        given = [(unit, figure) for unit in units if (figure := entries[unit.id, period].figure)]
        codes = [code for unit, _ in given for code in unit.bodies]
        people = sum(population.get(code, 0) for code in codes)
        label = f"{measure}, {period}, as reported by {len(codes)} of {asked}"
        figure = Figure.sum(label, [figure for _, figure in given]) if given else None
        result.append(
            NationalTotal(period, figure, len(codes), asked, people / everyone if everyone else 0.0)
        )
    return tuple(result)


def growth(
    units: Sequence[Unit],
    periods: Sequence[Period],
    entries: Mapping[tuple[str, Period], Entry],
    measure: str,
) -> tuple[Growth, ...]:
    """Growth for each pair of periods that follow one another, and from the first to the last.

    Only units with a bounded figure in both count, in both: a force that joins is no growth. Periods of
    different lengths are not compared.
    """
    pairs = list(itertools.pairwise(periods))
    if len(periods) > 2:
        pairs.append((periods[0], periods[-1]))
    return tuple(
        _between(units, first, second, entries, measure)
        for first, second in pairs
        if first.kind == second.kind
    )


def _between(
    units: Sequence[Unit],
    first: Period,
    second: Period,
    entries: Mapping[tuple[str, Period], Entry],
    measure: str,
) -> Growth:
    same: list[Unit] = []
    before: list[Figure] = []
    after: list[Figure] = []
    for unit in units:
        old, new = entries[unit.id, first].figure, entries[unit.id, second].figure
        if old and new and old.high is not None and new.high is not None:
            same.append(unit)
            before.append(old)
            after.append(new)
    if not same:
        return Growth(first, second, None, ())
    bodies = sum(len(unit.bodies) for unit in same)
    label = f"{measure}, growth from {first} to {second}, the same {bodies} bodies"
    sums = (
        Figure.sum(f"{measure}, {first}, the same {bodies} bodies", before),
        Figure.sum(f"{measure}, {second}, the same {bodies} bodies", after),
    )
    return Growth(first, second, Figure.growth(label, *sums), tuple(same))
