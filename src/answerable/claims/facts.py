"""What a study bears out: its totals, forces' counts, growth over the same forces, shares and coverage."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.claims.claim import ClaimKind, Input
from answerable.claims.grammar import within
from answerable.claims.interval import Interval
from answerable.claims.quantity import content
from answerable.model import Figure, Period
from answerable.study.picture import Breakdown, Picture, Unit


@dataclass(frozen=True, slots=True)
class Fact:
    """One number that a study bears out.

    Attributes:
        kind: what kind of claim it answers.
        interval: the number; per cent for growth and shares.
        label: what it is, in words.
        inputs: the figures that it is, or is worked out from.
        periods: the period, or the two of a growth.
        place: id of the unit, or empty for all that answered.
        group: words that a sentence must hold to be about it, or none.
        note: what a reader must know with it, such as how many forces it covers.
        others: what a looser reading gives, such as growth over different forces, with its words.
    """

    kind: ClaimKind
    interval: Interval
    label: str
    inputs: tuple[Input, ...]
    periods: tuple[Period, ...]
    place: str = ""
    group: frozenset[str] = frozenset()
    note: str = ""
    others: tuple[tuple[Interval, str], ...] = ()


def span(figure: Figure) -> Interval:
    """A figure as an interval."""
    return Interval(figure.low, math.inf if figure.high is None else figure.high)


def figure_id(figure: Figure) -> str:
    """The anchor by which the study's report names the figure."""
    if figure.source is not None:
        return figure.source.id
    parts = [_key(part) for part in figure.parts]
    return _hashed(figure, "", parts)


def _key(figure: Figure) -> str:
    place = figure.source.id if figure.source is not None else ""
    return _hashed(figure, place, [_key(part) for part in figure.parts])


def _hashed(figure: Figure, place: str, parts: Sequence[str]) -> str:
    text = repr((figure.label, figure.low, figure.high, figure.operation, place, list(parts)))
    return f"f{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"


def given(*figures: Figure) -> tuple[Input, ...]:
    """Figures as inputs."""
    return tuple(
        Input(_printed(figure), span(figure), figure=figure_id(figure), label=figure.label)
        for figure in figures
    )


def _printed(figure: Figure) -> str:
    high = "or more" if figure.high is None else f"to {within(figure.high)}"
    return within(figure.low) if figure.is_exact else f"{within(figure.low)} {high}"


def counts(picture: Picture) -> Iterator[Fact]:
    """National totals as reported, each unit's counts, and official totals."""
    for total in picture.totals:
        if total.figure:
            note = f"{total.bodies} of {total.of} forces gave it."
            label = f"{picture.what} in {total.period}, as reported"
            yield Fact("count", span(total.figure), label, given(total.figure), (total.period,), note=note)
    for entry in picture.entries.values():
        if entry.figure:
            label = f"{entry.unit.name}, {entry.period}"
            yield Fact(
                "count", span(entry.figure), label, given(entry.figure), (entry.period,), entry.unit.id
            )
    for official in picture.official:
        label = f"the official total for {official.period}"
        item = Input(within(official.count), Interval.point(official.count), label=official.source)
        yield Fact(
            "count",
            Interval.point(official.count),
            label,
            (item,),
            (official.period,),
            group=frozenset({"official"}),
        )


def growth(picture: Picture, first: Period, second: Period, unit: Unit | None) -> Fact | None:
    """Growth between two periods: of one unit, or over the units that gave both."""
    if unit is not None:
        ends = [picture.entry(unit, period).figure for period in (first, second)]
        units: tuple[Unit, ...] = (unit,)
    else:
        units = tuple(
            u for u in picture.units if picture.entry(u, first).figure and picture.entry(u, second).figure
        )
        ends = [_added(picture, units, period) for period in (first, second)]
    start, end = ends
    found = Figure.growth(f"growth from {first} to {second}", start, end) if start and end else None
    if found is None or start is None or end is None:
        return None
    bodies = sum(len(u.bodies) for u in units)
    note = "" if unit else f"Over the same {bodies} forces."
    return Fact(
        "growth", span(found), f"{unit.name if unit else picture.what}, {first} to {second}", given(start, end),
        (first, second), unit.id if unit else "", note=note, others=() if unit else _as_received(picture, first, second),
    )  # fmt: skip


def _added(picture: Picture, units: Sequence[Unit], period: Period) -> Figure | None:
    figures = [figure for unit in units if (figure := picture.entry(unit, period).figure)]
    names = f"{picture.what}, {period}, the same {sum(len(u.bodies) for u in units)} forces"
    return Figure.sum(names, figures) if figures else None


def _as_received(picture: Picture, first: Period, second: Period) -> tuple[tuple[Interval, str], ...]:
    """Growth between totals of different forces, where different forces answered."""
    totals = {total.period: total for total in picture.totals}
    start, end = totals.get(first), totals.get(second)
    if start is None or end is None or start.figure is None or end.figure is None:
        return ()
    found = Figure.growth("growth of totals", start.figure, end.figure)
    words = f"That compares {end.bodies} forces with {start.bodies}, which are not the same forces."
    return ((span(found), words),) if found else ()


def shares(picture: Picture) -> Iterator[Fact]:
    """Each category of each breakdown, as a share of what was broken down, and as a count."""
    for breakdown in picture.breakdowns:
        known = Figure.sum(f"{breakdown.dimension} known", [figure for _, _, figure in breakdown.items])
        forces = sum(len(unit.bodies) for unit in breakdown.units)
        for _, label, figure in breakdown.items:
            words = content(label)
            name = f"{label}, {breakdown.period}"
            note = f"From {forces} {'force' if forces == 1 else 'forces'} that gave it."
            yield Fact(
                "count", span(figure), name, given(figure), (breakdown.period,), group=words, note=note
            )
            share = Figure.share(name, figure, known)
            if share:
                yield Fact(
                    "share", span(share), name, given(figure, known), (breakdown.period,), group=words,
                    note=f"{note}{_unknown(breakdown, figure, known)}",
                )  # fmt: skip


def _unknown(breakdown: Breakdown, figure: Figure, known: Figure) -> str:
    """How wide the share of all is, where part of what was counted has no category."""
    base = breakdown.base
    if base is None or known.high is None or base.low <= known.high or not figure.is_exact:
        return ""
    low, high = figure.low / base.low * 100, (figure.low + base.low - known.low) / base.low * 100
    return (
        f" The {breakdown.dimension} is known for {within(known.low)} of {within(base.low)}:"
        f" of all, the share is anywhere from {low:.1f}% to {high:.1f}%."
    )


def coverage(picture: Picture) -> Iterator[Fact]:
    """How many bodies gave a number, were asked, or answered in each way, and their share of the population."""
    for total in picture.totals:
        label = f"forces that gave {total.period}"
        item = (Input(str(total.bodies), Interval.point(total.bodies), label=label),)
        yield Fact(
            "coverage", Interval.point(total.bodies), label, item, (total.period,), group=frozenset({"force"})
        )
        people = Interval.point(total.population_share * 100)
        words = frozenset({"population"})
        yield Fact("coverage", people, f"population of those {label}", item, (total.period,), group=words)
    asked = Interval.point(len(picture.register))
    yield Fact(
        "coverage",
        asked,
        "bodies asked",
        (Input(within(asked.low), asked, label="bodies asked"),),
        (),
        group=frozenset({"force"}),
    )
    for state in sorted({row.state for row in picture.register}):
        number = Interval.point(sum(row.state == state for row in picture.register))
        label = f"replies: {state.replace('_', ' ')}"
        yield Fact(
            "coverage",
            number,
            label,
            (Input(within(number.low), number, label=label),),
            (),
            group=frozenset({"force"}),
        )
    for found in picture.growth:
        number = Interval.point(sum(len(unit.bodies) for unit in found.units))
        label = f"forces that gave both {found.first} and {found.second}"
        item = (Input(within(number.low), number, label=label),)
        yield Fact("coverage", number, label, item, (found.first, found.second), group=frozenset({"force"}))
