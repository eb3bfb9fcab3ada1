"""National figures of a picture: its replies as estimation takes them, and what came of it as figures.

Bodies that answer with one number are one body here, with the population of all of them. Bodies that police
no area (a transport police, say) are in no estimate: nothing says what share of the country they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from answerable.estimate import Basis, EstimateError, Estimates, PeriodEstimate, estimate
from answerable.estimate import Growth as EstimatedGrowth
from answerable.model import Figure, Finding, Period
from answerable.study.picture import EarlierCount, OfficialTotal, Picture, Unit

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class National:
    """What was estimated from a picture.

    Attributes:
        estimates: every period and growth, those of the previous round first.
        figures: period → the estimated range, with the numbers that it rests on; only what may be printed.
        growth: (first, second) → the range of growth for the whole country, in per cent; likewise.
        official: period → official total, where the study has one.
        findings: what a person should know of the estimates.
    """

    estimates: Estimates
    figures: Mapping[Period, Figure]
    growth: Mapping[tuple[Period, Period], Figure]
    official: Mapping[Period, OfficialTotal]
    findings: tuple[Finding, ...]

    def period(self, period: Period | None) -> PeriodEstimate | None:
        """What was estimated for one period, or None."""
        return next((one for one in self.estimates.periods if one.period == period), None)

    def growth_to(self, period: Period | None) -> tuple[EstimatedGrowth, ...]:
        """Every growth that ends with that period."""
        return tuple(one for one in self.estimates.growth if one.second == period)

    def official_growth(self, growth: EstimatedGrowth) -> float | None:
        """Growth of the official totals between the same periods, per cent."""
        first, second = self.official.get(growth.first), self.official.get(growth.second)
        if first is None or second is None or not first.count:
            return None
        return (second.count / first.count - 1) * 100


def national(picture: Picture) -> tuple[National | None, tuple[Finding, ...]]:
    """Estimates national figures from a picture.

    Returns:
        The figures, or None where fewer than two bodies were asked or estimation refuses its input; and
        findings, among them that refusal.
    """
    units = [unit for unit in picture.units if _people(picture, unit)]
    if len(units) < 2 or not picture.periods:
        return None, ()
    earlier, findings = _earlier(picture, units)
    grounds = picture.grounds
    official = _official(picture, units)
    names = {row["series"] for row in official}
    try:
        found = estimate(
            [*_replies(picture, units), *earlier],
            official or None,
            [{"body": unit.id, "population": _people(picture, unit)} for unit in units],
            grounds.seed,
            series=grounds.series if names else None,
            parent=grounds.parent,
        )
    except EstimateError as why:
        do = "Correct the reference files, or 'series' and 'parent' in study.toml."
        return None, (*findings, Finding("error", "National figure", str(why), do, "no-estimate"))
    findings = (*findings, *_without_area(picture, units), *found.findings)
    return _figures(picture, found, findings), findings


def _people(picture: Picture, unit: Unit) -> int:
    """The population of a unit; nought where any of its bodies has none."""
    people = [picture.population.get(code, 0) for code in unit.bodies]
    return sum(people) if all(people) else 0


def _replies(picture: Picture, units: Sequence[Unit]) -> Iterator[Row]:
    """One row a unit and period; both ends blank where it gave none, so that no period is lost."""
    for unit in units:
        for period in picture.periods:
            figure = picture.entry(unit, period).figure
            low, high = (figure.count.low, figure.count.high) if figure else ("", "")
            yield {"body": unit.id, "period": str(period), "low": low, "high": "" if high is None else high}


def _official(picture: Picture, units: Sequence[Unit]) -> list[Row]:
    asked = {code for unit in units for code in unit.bodies}
    return [
        {"body": item.body, "period": str(item.period), "series": item.series, "count": item.count}
        for item in picture.grounds.official
        if item.body in asked
    ]


def _earlier(picture: Picture, units: Sequence[Unit]) -> tuple[list[Row], tuple[Finding, ...]]:
    """The previous round over the units of this one; a year that both asked about is this round's."""
    rows: list[Row] = []
    left: dict[str, list[str]] = {}
    for period, items in _by_period(picture.grounds.earlier).items():
        if reason := _unlike(period, picture.periods):
            left.setdefault(reason, []).append(str(period))
            continue
        for unit in units:
            counts = _of_unit(unit, items)
            if counts:
                highs = [item.count.high for item in counts]
                high = "" if None in highs else sum(h for h in highs if h is not None)
                low = sum(item.count.low for item in counts)
                rows.append({"body": unit.id, "period": str(period), "low": low, "high": high})
    findings = (
        Finding("note", f"Previous round, {', '.join(periods)}", reason, "", "previous-round")
        for reason, periods in left.items()
    )
    return rows, tuple(findings)


def _by_period(items: Iterable[EarlierCount]) -> dict[Period, list[EarlierCount]]:
    found: dict[Period, list[EarlierCount]] = {}
    for item in sorted(items, key=lambda item: (item.period, item.bodies)):
        found.setdefault(item.period, []).append(item)
    return found


def _unlike(period: Period, asked: Sequence[Period]) -> str:
    """Why a period of the previous round is not used; empty where it is."""
    if period in asked:
        return "This round asked about the same time, and its own replies are used."
    if any(period.overlap(other) for other in asked):
        return "It shares days with a period of this round, so it is not used."
    if not any(period.kind == other.kind for other in asked):
        return "It is another kind of period than this round asked about, so it is not used."
    return ""


def _of_unit(unit: Unit, items: Sequence[EarlierCount]) -> list[EarlierCount]:
    """The earlier counts that make up a unit exactly: its own, else one of each of its bodies."""
    own = [item for item in items if set(item.bodies) == set(unit.bodies)]
    if own:
        return own[:1]
    parts = [item for item in items if set(item.bodies) <= set(unit.bodies)]
    covered = sorted(code for item in parts for code in item.bodies)
    return parts if covered == sorted(unit.bodies) else []


def _without_area(picture: Picture, units: Sequence[Unit]) -> tuple[Finding, ...]:
    out = [unit for unit in picture.units if unit not in units]
    what = "It polices no area of its own, so it is in no estimate; its numbers stay in what was reported."
    return tuple(Finding("note", unit.name, what, "", "no-area") for unit in out)


def _figures(picture: Picture, found: Estimates, findings: tuple[Finding, ...]) -> National:
    figures = {one.period: figure for one in found.periods if (figure := _figure(picture, one)) is not None}
    growth = {}
    for one in found.growth:
        parts = [figures[period] for period in (one.first, one.second) if period in figures]
        if one.national is not None and one.national.publishable and parts:
            label = f"{picture.what}, growth from {one.first} to {one.second}, all forces, estimated"
            growth[one.first, one.second] = Figure(
                label, one.national.low, one.national.high, "estimate", tuple(parts), unit="per cent"
            )
    official = {item.period: item for item in picture.official}
    return National(found, figures, growth, official, findings)


def _figure(picture: Picture, one: PeriodEstimate) -> Figure | None:
    """An estimated range with every number that it starts from; None where it may not be printed."""
    if not one.estimate.publishable or one.estimate.low is None or one.estimate.high is None:
        return None
    entries = (picture.entries.get((unit.id, one.period)) for unit in picture.units)
    parts = [entry.figure for entry in entries if entry and entry.figure]
    if not parts:
        parts = [_earlier_figure(item) for item in picture.grounds.earlier if item.period == one.period]
    for basis in one.estimate.bases:
        parts += _starts(picture, basis)
    label = f"{picture.what}, {one.period}, all forces, estimated"
    return Figure(label, one.estimate.low, one.estimate.high, "estimate", tuple(parts))


def _starts(picture: Picture, basis: Basis) -> Iterator[Figure]:
    """The counts of silent bodies that an estimate starts from: official ones, or earlier replies."""
    codes = {part for code in basis.codes for part in code.split("+")}
    grounds = picture.grounds
    if basis.series:
        for item in grounds.official:
            if item.period == basis.since and item.series == basis.series and item.body in codes:
                yield Figure(
                    f"{_name(picture, item.body)}, {item.period}, official: {item.series}",
                    item.count, item.count, "source", source=item.source,
                )  # fmt: skip
    elif basis.kind == "previous round" and basis.since is not None:
        for unit in picture.units:
            entry = picture.entries.get((unit.id, basis.since))
            if codes >= set(unit.bodies) and entry and entry.figure:
                yield entry.figure
        for earlier in grounds.earlier:
            if earlier.period == basis.since and codes >= set(earlier.bodies):
                yield _earlier_figure(earlier)


def _earlier_figure(item: EarlierCount) -> Figure:
    label = f"{'+'.join(item.bodies)}, {item.period}, previous round"
    return Figure.printed(label, item.count, item.source)


def _name(picture: Picture, code: str) -> str:
    return next((row.name for row in picture.register if row.body == code), code)
