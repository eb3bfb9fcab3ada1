"""What was estimated as tidy tables: totals, growth, what each rests on, and the official counts behind it."""

from __future__ import annotations

from answerable.estimate import PeriodEstimate
from answerable.model import Figure
from answerable.publish.ledger import Ledger
from answerable.publish.national import National
from answerable.publish.tidy import (
    FIGURE,
    PERIOD,
    Field,
    Link,
    TidyTable,
    Value,
    period_cells,
    text_field,
)
from answerable.study.picture import Picture

_LINKS = (Link("figure", "figures"),)


def tables(picture: Picture, found: National, ledger: Ledger) -> tuple[TidyTable, ...]:
    """Every table of what was estimated."""
    return (_totals(found, ledger), _bases(found), _growth(found, ledger), _official(picture, ledger))


def _key(ledger: Ledger, figure: Figure | None) -> str | None:
    return ledger.key(figure) if figure else None


def _totals(found: National, ledger: Ledger) -> TidyTable:
    fields = (
        *PERIOD,
        Field("reported_low", "integer", "Reported, at least", "Sum of what was given: certain.", required=True),
        Field("reported_high", "integer", "Reported, at most", "The most that it can be; empty where nothing bounds it."),
        Field("forces", "integer", "Forces", "How many gave a number.", required=True),
        Field("of", "integer", "Asked", "How many were asked.", required=True),
        Field("population_share", "number", "Population share", "Their share of the population, 0 to 1.", required=True),
        Field("official_share", "number", "Official share", "Their share of the latest earlier official counts, 0 to 1."),
        Field("estimate", "integer", "Estimate", "The middle of the estimates for all forces; empty where it may not be printed."),
        Field("low", "integer", "Lowest estimate", "Low end of the range."),
        Field("high", "integer", "Highest estimate", "High end of the range."),
        Field("level", "number", "Level", "How often such ranges hold the truth, 0 to 1.", required=True),
        Field("publishable", "boolean", "Publishable", "Whether it may be printed.", required=True),
        text_field("sentence", "In words", "The figure as it should be printed."),
        text_field("why", "Why", "Why it may be printed, or not."),
        text_field("method", "Method", "What it rests on."),
        Field("silent_low", "integer", "Silent forces low", "The total were silent forces at the 10th hundredth of the others' rates."),
        Field("silent_high", "integer", "Silent forces high", "The same at the 90th."),
        text_field("moves_most", "Moves most", "The force whose answer moves the estimate most."),
        Field("without_it", "integer", "Without it", "The estimate without that answer."),
        Field("adding_up", "integer", "Adding up", "What adding up would have said.", required=True),
        Field("pro_rata", "integer", "Scaling up", "What scaling up by population would have said."),
        Field("official", "integer", "Official total", "The official total, never used in the estimate."),
        FIGURE,
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for one in found.estimates.periods:
        r, e, s, old = one.reported, one.estimate, one.sensitivity, one.old_practice
        official = found.official.get(one.period)
        rows.append((
            *period_cells(one.period), r.low, r.high, r.bodies, r.of, r.population_share, r.official_share,
            *_range(one), e.level, e.publishable, e.sentence, e.why, e.method,
            s.silent_low if s else None, s.silent_high if s else None, s.moves_most if s else None,
            s.without_it if s else None, old.adding_up, old.pro_rata, official.count if official else None,
            _key(ledger, found.figures.get(one.period)),
        ))  # fmt: skip
    about = "What was reported and what is estimated for all forces. Bounds are certain, ranges are not."
    return TidyTable("estimates", "National estimates", about, fields, ("period",), tuple(rows), _LINKS)


def _range(one: PeriodEstimate) -> tuple[int | None, int | None, int | None]:
    """Middle and ends; nothing where it may not be printed, so that nobody prints it by mistake."""
    e = one.estimate
    return (e.point, e.low, e.high) if e.publishable else (None, None, None)


def _bases(found: National) -> TidyTable:
    fields = (
        *PERIOD,
        text_field("unit_name", "Force", "The force, or forces that answer together.", required=True),
        text_field("unit", "Unit", "Their codes.", required=True),
        text_field("kind", "Way", "A stable word for the way.", required=True),
        text_field("rests_on", "Estimated from", "The way in words."),
    )
    rows = tuple(
        (*period_cells(one.period), name, code, basis.kind, basis.what)
        for one in found.estimates.periods
        for basis in one.estimate.bases
        for name, code in zip(basis.bodies, basis.codes, strict=True)
    )
    about = "What each force that gave no number is estimated from."
    return TidyTable("estimated_forces", "Estimated forces", about, fields, ("period", "unit"), rows)


def _growth(found: National, ledger: Ledger) -> TidyTable:
    fields = (
        text_field("from_period", "From", "The first period.", required=True),
        text_field("to_period", "To", "The second period.", required=True),
        Field("same_forces", "number", "Same forces", "Growth over the same forces, per cent."),
        Field("forces", "integer", "Forces", "How many forces gave both.", required=True),
        Field("estimate", "number", "Estimate", "Growth over all forces, per cent."),
        Field("low", "number", "Lowest estimate", "Low end of its range."),
        Field("high", "number", "Highest estimate", "High end of its range."),
        Field("publishable", "boolean", "Publishable", "Whether it may be printed."),
        Field("silent_low", "number", "Silent forces low", "Growth were silent forces at the 10th hundredth of the others'."),
        Field("silent_high", "number", "Silent forces high", "The same at the 90th."),
        Field("direction_hangs", "boolean", "Direction hangs", "Whether rise or fall hangs on silent forces."),
        Field("by_chance", "boolean", "By chance", "Whether so small a change would show by chance."),
        Field("official", "number", "Official growth", "Growth of the official totals, per cent."),
        text_field("sentence", "In words", "The growth as it should be printed."),
        FIGURE,
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for one in found.estimates.growth:
        s, official = one.sensitivity, found.official_growth(one)
        n = one.national if one.national and one.national.publishable else None
        rows.append((
            str(one.first), str(one.second), one.same_bodies.percent, one.same_bodies.bodies,
            n.percent if n else None, n.low if n else None, n.high if n else None, n is not None,
            s.low if s else None, s.high if s else None, s.changes if s else None,
            one.chance.by_chance if one.chance else None, None if official is None else round(official, 2),
            one.sentence, _key(ledger, found.growth.get((one.first, one.second))),
        ))  # fmt: skip
    about = "Growth over the same forces, and as estimated for all."
    key = ("from_period", "to_period")
    return TidyTable("growth_estimates", "Growth, estimated", about, fields, key, tuple(rows), _LINKS)


def _official(picture: Picture, ledger: Ledger) -> TidyTable:
    fields = (
        text_field("body", "Force", "Code of the force.", required=True),
        *PERIOD,
        text_field("series", "Series", "The official series.", required=True),
        Field("count", "integer", "Count", "The official count.", required=True),
        text_field("file", "File", "The file of the study that holds it.", required=True),
        Field("line", "integer", "Line", "Its line there.", required=True),
        text_field("source", "Source", "Its row in the table of sources, where an estimate starts from it."),
    )
    rows: list[tuple[Value, ...]] = []
    for item in picture.grounds.official:
        place = ledger.place(item.source)
        known = place if place in ledger.sources else None
        rows.append((
            item.body, *period_cells(item.period), item.series, item.count, item.source.file, item.source.line, known,
        ))  # fmt: skip
    about = "Official counts by force that the estimates may rest on."
    links = (Link("source", "sources"),)
    key = ("body", "period", "series")
    return TidyTable("official_counts", "Official counts", about, fields, key, tuple(rows), links)
