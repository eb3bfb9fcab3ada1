"""The picture as tidy tables: one row an observation, one table a subject, keys between them.

The CSV files, the data package and the database are all written from these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from answerable.model import Figure, Period
from answerable.publish.extras import Extras
from answerable.publish.ledger import Ledger, ordered_entries
from answerable.study.picture import Picture

FieldType = Literal["string", "integer", "number", "boolean", "date"]
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, type, title and what it says. ``required`` means that it is never empty."""

    name: str
    type: FieldType
    title: str
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: ``field`` names a row of ``table`` by its first key field."""

    field: str
    table: str


@dataclass(frozen=True, slots=True)
class TidyTable:
    """A table of plain values.

    Attributes:
        key: the fields that name a row.
        links: foreign keys.
        rows: one value for each field; None for nothing.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    links: tuple[Link, ...] = ()


PERIOD = (
    Field("period", "string", "Period", "The period as the report names it, such as 2013/14.", required=True),
    Field("period_start", "date", "First day", "First day of the period.", required=True),
    Field("period_end", "date", "Last day", "Last day of the period, included; empty where it has no end."),
)
_COUNTS = (
    Field("low", "integer", "Lower bound", "The least that the number can be."),
    Field(
        "high", "integer", "Upper bound", "The most that the number can be; empty where nothing bounds it."
    ),
)
FIGURE = Field("figure", "string", "Figure", "The figure in the table figures, which says what it rests on.")
_UNIT = (
    Field(
        "unit", "string", "Unit", "Codes of the force, or of forces that answered together.", required=True
    ),
    Field("unit_name", "string", "Name", "Name of the force or forces."),
)


def text_field(name: str, title: str, description: str, *, required: bool = False) -> Field:
    """A column of text."""
    return Field(name, "string", title, description, required)


def period_cells(period: Period) -> tuple[str, str, str | None]:
    """The values of the columns :data:`PERIOD`."""
    return str(period), period.start.isoformat(), period.end.isoformat() if period.end else None


def bounds_of(figure: Figure | None) -> tuple[int | float | None, int | float | None]:
    """Both ends; whole numbers for counts, six decimals for percentages."""
    if figure is None:
        return None, None
    if figure.unit == "count":
        return figure.count.low, figure.count.high
    return round(figure.low, 6), None if figure.high is None else round(figure.high, 6)


def tables(picture: Picture, ledger: Ledger, more: Extras) -> tuple[TidyTable, ...]:
    """Every table of the picture, each before those that link to it."""
    return (
        _sources(ledger),
        _figures(ledger),
        _figure_parts(ledger),
        _register(picture),
        _entries(picture, ledger),
        _national(picture, ledger),
        _growth(picture, ledger),
        _breakdowns(picture, ledger, more),
        _official(picture),
        _findings(picture),
        _decisions(picture),
    )


def _sources(ledger: Ledger) -> TidyTable:
    fields = (
        text_field("id", "Source", "The anchor of this place in report.html.", required=True),
        text_field("label", "Number", "What the number is."),
        text_field("file", "File", "The file of the reply.", required=True),
        text_field("place", "Place", "Page, sheet and cell, or line.", required=True),
        text_field("printed", "As printed", "The text as it stands there, unchanged."),
        text_field("sha256", "SHA-256", "Digest of the file's bytes.", required=True),
    )
    rows = tuple(
        (place, ledger.labels[place], source.file, source.where, source.printed, source.sha256)
        for place, source in ledger.sources.items()
    )
    about = "Every printed place that a published number rests on."
    return TidyTable("sources", "Sources", about, fields, ("id",), rows)


def _figures(ledger: Ledger) -> TidyTable:
    fields = (
        text_field(
            "id",
            "Figure",
            "Name of the figure; the anchor of a worked-out one in report.html.",
            required=True,
        ),
        text_field("label", "What it is", "The figure in words."),
        text_field("operation", "Operation", "source, sum, growth, share or estimate.", required=True),
        text_field("unit", "Unit", "count or per cent.", required=True),
        Field("low", "number", "Lower bound", "The least that it can be."),
        Field("high", "number", "Upper bound", "The most that it can be; empty where nothing bounds it."),
        text_field("source", "Source", "The printed place, for a figure that a document prints."),
    )
    rows = []
    for figure in ledger.figures():
        place = ledger.place(figure.source) if figure.source else None
        rows.append(
            (ledger.key(figure), figure.label, figure.operation, figure.unit, *bounds_of(figure), place)
        )
    about = "Every figure: printed in a document, or worked out from others (see figure_parts)."
    return TidyTable("figures", "Figures", about, fields, ("id",), tuple(rows), (Link("source", "sources"),))


def _figure_parts(ledger: Ledger) -> TidyTable:
    fields = (
        text_field("figure", "Figure", "The figure that is worked out.", required=True),
        Field("position", "integer", "Position", "Order of the part, from 1.", required=True),
        text_field("part", "Part", "The figure that it is worked out from.", required=True),
    )
    rows = tuple(
        (item.id, position, ledger.key(part))
        for item in ledger.derivations.values()
        for position, part in enumerate(item.figure.parts, start=1)
    )
    links = (Link("figure", "figures"), Link("part", "figures"))
    about = "What each worked-out figure is worked out from."
    return TidyTable("figure_parts", "Parts of figures", about, fields, ("figure", "position"), rows, links)


def _register(picture: Picture) -> TidyTable:
    fields = (
        text_field("body", "Body", "Office for National Statistics code, or own code.", required=True),
        text_field("name", "Name", "Name of the force."),
        text_field(
            "state", "State", "answered, part, refused, not_held, ncnd, unknown or silent.", required=True
        ),
        text_field("exemptions", "Exemptions", "Sections of the Act relied on, separated by semicolons."),
        text_field("documents", "Documents", "Files of the reply, separated by semicolons."),
        Field(
            "answered_on",
            "date",
            "Answered on",
            "Date of the last reply; of a batch, the day of the first answer.",
        ),
        Field("due", "date", "Due", "The twentieth working day after the request."),
        Field("late", "boolean", "Late", "Whether the reply is dated after that day.", required=True),
        Field("population", "integer", "Population", "People in the force's area."),
        text_field("note", "Note", "What a person should know."),
        text_field("site_state", "On the request site", "What the request site says, in its own spelling."),
        text_field("received", "Received", "Days on which messages came, separated by semicolons."),
        text_field("requests", "Requests", "Addresses of the requests on the site, separated by semicolons."),
    )
    rows = tuple(
        (
            row.body, row.name, row.state, "; ".join(row.exemptions), "; ".join(row.documents),
            row.answered_on.isoformat() if row.answered_on else None, row.due.isoformat() if row.due else None,
            row.late, picture.population.get(row.body), row.note,
            "; ".join(one.says for one in row.requests if one.says),
            "; ".join(day.isoformat() for day in row.received),
            "; ".join(one.url for one in row.requests if one.url),
        )
        for row in picture.register
    )  # fmt: skip
    return TidyTable(
        "register", "Register", "Every force asked, and what came back.", fields, ("body",), rows
    )


def _entries(picture: Picture, ledger: Ledger) -> TidyTable:
    fields = (
        *_UNIT, *PERIOD, *_COUNTS,
        text_field("reason", "Why there is no number", "Empty where there is one."),
        text_field("note", "Note", "More about it."),
        text_field("source_ids", "Sources", "Every printed place it rests on, separated by spaces."),
        FIGURE,
    )  # fmt: skip
    rows = []
    for entry in ordered_entries(picture):
        figure = entry.figure
        ids = " ".join(ledger.place(source) for source in figure.sources()) if figure else ""
        reason = "" if figure else (entry.reason or "not given")
        key = ledger.key(figure) if figure else None
        unit = (entry.unit.id, entry.unit.name)
        rows.append((*unit, *period_cells(entry.period), *bounds_of(figure), reason, entry.note, ids, key))
    about = "One row for each force and period: the number, or why there is none."
    links = (Link("figure", "figures"),)
    return TidyTable("entries", "By force", about, fields, ("unit", "period"), tuple(rows), links)


def _national(picture: Picture, ledger: Ledger) -> TidyTable:
    fields = (
        *PERIOD, *_COUNTS,
        Field("forces", "integer", "Forces", "How many forces it covers.", required=True),
        Field("of", "integer", "Asked", "How many forces were asked.", required=True),
        Field("population_share", "number", "Population share", "Their share of the population, 0 to 1.", required=True),
        FIGURE,
    )  # fmt: skip
    rows = tuple(
        (
            *period_cells(item.period), *bounds_of(item.figure), item.bodies, item.of,
            round(item.population_share, 6), ledger.key(item.figure) if item.figure else None,
        )
        for item in picture.totals
    )  # fmt: skip
    about = "The sum of what forces gave, for each period: certain bounds, never an estimate."
    return TidyTable(
        "national", "National totals", about, fields, ("period",), rows, (Link("figure", "figures"),)
    )


def _growth(picture: Picture, ledger: Ledger) -> TidyTable:
    fields = (
        text_field("from_period", "From", "The first period.", required=True),
        text_field("to_period", "To", "The second period.", required=True),
        Field("low", "number", "Lowest growth", "Per cent, the least that the bounds allow."),
        Field("high", "number", "Highest growth", "Per cent, the most that the bounds allow."),
        Field("forces", "integer", "Forces", "How many forces gave both.", required=True),
        text_field("units", "Who", "Codes of the forces, separated by spaces."),
        FIGURE,
    )
    rows = tuple(
        (
            str(item.first), str(item.second), *bounds_of(item.figure), sum(len(u.bodies) for u in item.units),
            " ".join(unit.id for unit in item.units), ledger.key(item.figure) if item.figure else None,
        )
        for item in picture.growth
    )  # fmt: skip
    about = "Growth over the same forces in both periods."
    key = ("from_period", "to_period")
    return TidyTable("growth", "Growth", about, fields, key, rows, (Link("figure", "figures"),))


def _breakdowns(picture: Picture, ledger: Ledger, more: Extras) -> TidyTable:
    fields = (
        Field("breakdown", "integer", "Breakdown", "Number of the breakdown in the report.", required=True),
        text_field("dimension", "Dimension", "offence, outcome, age, sex or platform.", required=True),
        *PERIOD,
        text_field("code", "Code", "Code of the category.", required=True),
        text_field("label", "Label", "The category in words."),
        *_COUNTS,
        Field(
            "share_low", "number", "Lowest share", "Per cent of the same forces' total, where they give it."
        ),
        Field("share_high", "number", "Highest share", "Per cent of the same forces' total."),
        Field("forces", "integer", "Forces", "How many forces it rests on.", required=True),
        FIGURE,
    )
    rows = []
    for place, item in enumerate(picture.breakdowns):
        head = (place + 1, item.dimension, *period_cells(item.period))
        count = sum(len(unit.bodies) for unit in item.units)
        for code, label, figure in item.items:
            share = bounds_of(more.shares.get((place, code)))
            rows.append((*head, code, label, *bounds_of(figure), *share, count, ledger.key(figure)))
    about = "Counts by offence, outcome, age, sex and platform, over the forces that give them."
    key = ("breakdown", "code")
    return TidyTable(
        "breakdowns", "Breakdowns", about, fields, key, tuple(rows), (Link("figure", "figures"),)
    )


def _official(picture: Picture) -> TidyTable:
    fields = (
        Field("number", "integer", "Number", "Order in the report.", required=True),
        *PERIOD,
        Field("count", "integer", "Official total", "The official national total.", required=True),
        text_field("source", "Source", "Where the official total was taken from."),
    )
    rows = tuple(
        (number, *period_cells(item.period), item.count, item.source)
        for number, item in enumerate(picture.official, start=1)
    )
    about = "Official national totals that the study holds its own figures against."
    return TidyTable("official", "Official totals", about, fields, ("number",), rows)


def _findings(picture: Picture) -> TidyTable:
    fields = (
        Field("number", "integer", "Number", "Order in the report.", required=True),
        text_field("severity", "Severity", "error, warning or note.", required=True),
        text_field("where", "Where", "File and place, or the name of the force or figure."),
        text_field("what", "What", "What was found."),
        text_field("do", "What to do", "Empty where there is nothing to do."),
        text_field("kind", "Kind", "A stable word for filters."),
    )
    rows = tuple(
        (number, item.severity, item.where, item.what, item.do, item.kind)
        for number, item in enumerate(picture.findings, start=1)
    )
    return TidyTable("findings", "Findings", "What a person should know.", fields, ("number",), rows)


def _decisions(picture: Picture) -> TidyTable:
    fields = (
        Field("number", "integer", "Number", "Order in which it was taken.", required=True),
        text_field("action", "Action", "What was decided.", required=True),
        text_field("subject", "Subject", "What it is about."),
        text_field("value", "Value", "What was chosen."),
        text_field("by", "By", "Who took it."),
        text_field("at", "At", "When."),
        Field("applied", "boolean", "Applied", "Whether it could be applied.", required=True),
    )
    rows = tuple((d.number, d.action, d.subject, d.value, d.by, d.at, d.applied) for d in picture.decisions)
    return TidyTable("decisions", "Decisions", "Decisions that people took.", fields, ("number",), rows)
