"""The report: one HTML file that needs nothing else, made from the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jinja2 import Environment
from markupsafe import Markup, escape

from answerable.estimate import words
from answerable.model import Figure, Finding, Period
from answerable.publish import estimated
from answerable.publish import sentences as say
from answerable.publish.documents import Printer
from answerable.publish.extras import Extras
from answerable.publish.ledger import Ledger
from answerable.publish.national import National
from answerable.publish.safe import clean, slug
from answerable.publish.shares import ShareOfAll
from answerable.publish.svg import Drawing
from answerable.publish.templating import environment
from answerable.study.picture import Breakdown, NationalTotal, OfficialTotal, Picture, Unit


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who is in one period's total, and who is not and why (words → names)."""

    total: NationalTotal
    id: str
    given: tuple[Unit, ...]
    missing: tuple[tuple[str, tuple[Unit, ...]], ...]


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One official total beside what was reported."""

    id: str
    official: OfficialTotal
    total: NationalTotal | None
    percent: str


@dataclass(frozen=True, slots=True)
class BreakdownView:
    """One breakdown with the shares of its items and its chart."""

    id: str
    breakdown: Breakdown
    bodies: int
    rows: tuple[tuple[str, str, Figure, Figure | None], ...]
    drawing: Drawing | None
    of_all: Mapping[str, ShareOfAll]
    sentence: str


def render(picture: Picture, ledger: Ledger, more: Extras, drawings: Sequence[Drawing]) -> str:
    """The whole report as HTML.

    Args:
        picture: what is published.
        ledger: where each number leads.
        more: figures that publication worked out.
        drawings: the charts and the map, by name.
    """
    by_name = {drawing.name: drawing for drawing in drawings}
    printer = Printer(ledger)
    documents = printer.documents(picture)
    found = more.national
    engine = _environment(ledger)
    return engine.get_template("report.html.j2").render(
        p=picture,
        say=say,
        ledger=ledger,
        trend=more.trend,
        n=found,
        est=estimated,
        words=words,
        all_forces=estimated.headline(picture, found),
        hangs=estimated.hangs_on(picture, found),
        grown=_grown(found),
        periods=estimated.period_views(found) if found else (),
        national_growth=estimated.growth_views(found) if found else (),
        shares_known=found and any(p.reported.official_share is not None for p in found.estimates.periods),
        latest=say.latest(picture),
        coverage=coverage(picture),
        official=official(picture),
        breakdowns=breakdown_views(picture, more, by_name),
        findings=grouped(picture.findings),
        states=Counter(row.state for row in picture.register),
        unanswered=[row for row in picture.register if row.state != "answered"],
        answered=[row for row in picture.register if row.state == "answered"],
        reasons=_reasons(picture),
        drawings=by_name,
        documents=documents,
        others=printer.others(),
        first_unit={code: unit for unit in picture.units for code in unit.bodies},
    )


def _grown(found: National | None) -> Mapping[tuple[Period, Period], say.Phrase]:
    """Growth over all forces in a sentence, by its two periods."""
    return {
        (one.first, one.second): estimated.growth_sentence(
            one, found.growth.get((one.first, one.second)), found.official_growth(one)
        )
        for one in (found.estimates.growth if found else ())
        if found
    }


def _environment(ledger: Ledger) -> Environment:
    engine = environment().overlay()
    engine.globals.update(
        number=lambda figure: link(ledger, figure),
        ends=lambda figure, end: link(ledger, figure, ends(figure, end)),
        span=lambda figure: link(ledger, figure, estimated.shown(figure)),
        phrase=lambda phrase: phrase_html(ledger, phrase),
        svg=lambda drawing: Markup(drawing.svg),  # noqa: S704 - made by us, texts escaped by the XML writer
        slug=slug,
        day=day,
        css=Markup(_css()),  # noqa: S704 - our own file
    )
    return engine


def _css() -> str:
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), "style.css")[0]


def link(ledger: Ledger, figure: Figure, text: str = "") -> Markup:
    """A number as a link to its printed cell or its derivation, and no line break inside it."""
    shown = text or say.number(figure)
    return Markup('<a class="n" href="#{}" title="{}">{}</a>').format(
        ledger.anchor(figure), clean(f"{figure.label}: where this number comes from"), clean(shown)
    )


def ends(figure: Figure, end: Literal["low", "high"]) -> str:
    """One end of a count, in figures; words where nothing bounds it from above."""
    value = figure.count.low if end == "low" else figure.count.high
    return "not bounded" if value is None else f"{value:,}"


def phrase_html(ledger: Ledger, phrase: say.Phrase) -> Markup:
    """A phrase with its numbers as links."""
    pieces = []
    for piece in phrase:
        if isinstance(piece, str):
            pieces.append(escape(clean(piece)))
        elif piece.figure is not None:
            pieces.append(link(ledger, piece.figure, piece.text))
        else:
            pieces.append(Markup('<a class="n" href="{}">{}</a>').format(piece.place, clean(piece.text)))
    return Markup().join(pieces)


def day(value: date | str) -> str:
    """A date in words, ``30 June 2014``; text that is no date as it is."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return say.day(found)


def coverage(picture: Picture) -> tuple[Coverage, ...]:
    """For each period, who gave a number and who did not."""
    result = []
    for total in picture.totals:
        given: list[Unit] = []
        missing: dict[str, list[Unit]] = {}
        for unit in picture.units:
            entry = picture.entry(unit, total.period)
            if entry.figure:
                given.append(unit)
            else:
                missing.setdefault(say.missing(entry), []).append(unit)
        groups = tuple((words, tuple(units)) for words, units in sorted(missing.items()))
        result.append(Coverage(total, f"in-{say.period_id(total.period)}", tuple(given), groups))
    return tuple(result)


def official(picture: Picture) -> tuple[OfficialRow, ...]:
    """The official totals beside those reported."""
    reported: Mapping[Period, NationalTotal] = {total.period: total for total in picture.totals}
    return tuple(
        OfficialRow(
            f"official-{number}", item, reported.get(item.period), _of(item, reported.get(item.period))
        )
        for number, item in enumerate(picture.official, start=1)
    )


def _of(item: OfficialTotal, total: NationalTotal | None) -> str:
    """The reported total as a percentage of the official one, bounds rounded outwards."""
    if total is None or total.figure is None or item.count <= 0:
        return ""
    low = total.figure.low / item.count * 100
    if total.figure.high is None:
        return f"{say.percent(low, 'down')} or more"
    high = total.figure.high / item.count * 100
    return say.percent(low) if low == high else f"{say.percent(low, 'down')} to {say.percent(high, 'up')}"


def breakdown_views(
    picture: Picture, more: Extras, drawings: Mapping[str, Drawing]
) -> tuple[BreakdownView, ...]:
    """The breakdowns with their shares and charts."""
    result = []
    for place, item in enumerate(picture.breakdowns):
        rows = tuple(
            (code, label, figure, more.shares.get((place, code))) for code, label, figure in item.items
        )
        of_all = {code: found for (at, code), found in more.of_all.items() if at == place}
        largest = max(of_all.values(), key=lambda found: found.bounds.all_low, default=None)
        told = largest.sentence if largest else ""
        prefix = f"breakdown-{place + 1}-"
        drawing = next((d for name, d in drawings.items() if name.startswith(prefix)), None)
        bodies = sum(len(unit.bodies) for unit in item.units)
        result.append(
            BreakdownView(f"by-{place + 1}-{slug(item.dimension)}", item, bodies, rows, drawing, of_all, told)
        )
    return tuple(result)


def grouped(findings: Sequence[Finding]) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    """Findings by severity, the gravest first; a severity without any is left out."""
    titles = {"error": "Errors", "warning": "Warnings", "note": "Notes"}
    groups = ((title, tuple(f for f in findings if f.severity == name)) for name, title in titles.items())
    return tuple((title, group) for title, group in groups if group)


def _reasons(picture: Picture) -> tuple[tuple[str, str], ...]:
    """The reasons in use, with what they mean."""
    used = {entry.reason for entry in picture.entries.values() if entry.figure is None}
    return tuple((say.REASONS[r], say.REASONS_EXPLAINED[r]) for r in say.REASONS if r in used)
