"""Tables and statements → coded counts, each with what speaks for it and against it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from answerable.model import Cell, Count, Document, Finding, Observation, Period, Statement, Table
from answerable.model import period as periods_
from answerable.study import topics
from answerable.study.decisions import fold
from answerable.study.headings import Heading, Words, headings, narrower_offence, period_of
from answerable.study.topics import Topic

Standing = Literal[
    "usable", "other unit", "narrower", "unknown label", "unclear period", "hidden", "review", "refusal"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What coding needs of the study.

    Attributes:
        words: the measure, the study's offence, and the decisions about labels.
        periods: the periods asked for.
        readings: table id → the candidate that a person chose.
    """

    words: Words
    periods: tuple[Period, ...]
    readings: Mapping[str, int]

    @property
    def span(self) -> Period:
        """From the first day asked about to the last: what a count without a period is about at most."""
        return Period(self.periods[0].start, max(period.end or period.start for period in self.periods))


@dataclass(frozen=True, slots=True)
class Coded:
    """An observation and where it stands: the table (by id), and whether it may be used and why not.

    Attributes:
        observation: the coded count. Where the period is in doubt it is the widest that is meant.
        file: the document.
        table: id of the table's source, empty for a statement.
        standing: ``usable``, or what stands against it.
        why: the words that stand against it.
        explicit: True where the offence is named, by a label or by the title.
    """

    observation: Observation
    file: str
    table: str
    standing: Standing = "usable"
    why: str = ""
    explicit: bool = False


def code_document(
    document: Document, bodies: tuple[str, ...], names: str, context: Context
) -> tuple[tuple[Coded, ...], tuple[Finding, ...]]:
    """Codes every count of a document.

    Args:
        document: as read.
        bodies: codes of the bodies that its figures cover together.
        names: their names, whose words narrow nothing.
        context: the study's words and decisions.

    Returns:
        The coded counts, and findings about tables that a person must look at.
    """
    coded: list[Coded] = []
    findings: list[Finding] = []
    for table in document.tables:
        chosen, finding = _chosen(table, document, context)
        cells = _code_table(chosen, document, bodies, names, context)
        if finding:
            findings.append(finding)
            cells = [_against(item, "review", chosen.why or "the reading is not certain") for item in cells]
        coded.extend(cells)
        findings.extend(_unknown_labels(chosen, document, cells))
    coded.extend(_code_statement(item, document, bodies, names, context) for item in document.statements)
    if document.reply.state == "refused":
        coded = [_against(item, "refusal", "it stands in a refusal") for item in coded]
    return tuple(coded), tuple(findings)


def _against(item: Coded, standing: Standing, why: str) -> Coded:
    return replace(item, standing=standing, why=why)


def _chosen(table: Table, document: Document, context: Context) -> tuple[Table, Finding | None]:
    """The reading that a person chose, else the table; with a finding where nobody has and it is needed."""
    number = context.readings.get(table.source.id)
    if number is not None and 0 < number <= len(table.candidates):
        return table.candidates[number - 1], None
    if table.status == "read" or number == 0:
        return table, None
    what = f"The table '{table.title}' cannot be read with certainty, so none of its counts is used."
    finding = Finding(
        "warning",
        f"{document.file}, {table.source.where}",
        f"{what} {table.why}".strip(),
        f"Choose one of its {len(table.candidates)} readings, or leave it out."
        if table.candidates
        else "Type it into a CSV file beside the reply, and leave the reply out.",
        "needs-decision",
    )
    return table, finding


def _unknown_labels(table: Table, document: Document, cells: Sequence[Coded]) -> Iterator[Finding]:
    unknown = dict.fromkeys(item.why for item in cells if item.standing == "unknown label")
    if unknown:
        shown = "; ".join(f"'{label}'" for label in list(unknown)[:5])
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        yield Finding(
            "note",
            f"{document.file}, {table.source.where}",
            f"Labels that are not in the codebook: {shown}{more}. Their counts are used in no breakdown.",
            "Say which code each one means, if it matters.",
            "unknown-label",
        )


@dataclass(frozen=True, slots=True)
class _Laid:
    """A table laid out for coding: its document, what its title says, its rows and columns coded."""

    table: Table
    document: Document
    bodies: tuple[str, ...]
    topic: Topic
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]

    def pair(self, cell: Cell) -> tuple[Heading, Heading]:
        return self.rows[cell.row], self.columns[cell.column]


def _code_table(
    table: Table, document: Document, bodies: tuple[str, ...], names: str, context: Context
) -> list[Coded]:
    laid = _Laid(
        table,
        document,
        bodies,
        _topic(table, names, context),
        headings(table.rows, table.row_totals, table.stub, context.words),
        headings(table.columns, table.column_totals, (), context.words),
    )
    coded = [
        _code_cell(cell, cell.count, laid, context)
        for cell in table.cells
        if cell.count is not None and not any(heading.barred for heading in laid.pair(cell))
    ]
    span = _stated_span(table.title)
    return _checked_totals([_clipped(item, span, document.reply.dated) for item in coded])


def _topic(table: Table, names: str, context: Context) -> Topic:
    """What the title says, or what a person said of it; a unit that the table states goes before."""
    measure = context.words.measure
    said = f"{names} {context.words.question}"
    topic = topics.topic_of(table.title, measure=measure, offence=context.words.offence, known=said)
    if decided := context.words.decided.get(("title", fold(table.title))):
        topic = Topic(measure, decided, names_measure=True, narrowed="", unsaid="", period=topic.period)
    unit = topics.unit_of(table.unit) if table.unit else ""
    # "Offences by age of victim" counts offences, whatever its headings made of the victim.
    if unit and not (
        topic.names_measure and unit == topics.unit_of(topics.breakdown_of(table.title), by=True)
    ):
        topic = replace(topic, unit=measure if unit == topics.unit_of(measure) else unit)
    return topic


def _stated_span(title: str) -> Period | None:
    """The odd range or pooled years that a title states for the whole table, if it states one."""
    found = [period for period, _, _ in periods_.find(title)]
    spans = [period for period in found if period.kind in {"range", "years"}]
    return spans[0] if len(spans) == 1 else None


def _cell_period(pair: tuple[Heading, Heading], laid: _Laid, context: Context) -> Period | None:
    """The period of a cell: by its labels, as the total of its neighbours, by the title, by the question."""
    labels = (*pair[1].periods, *pair[0].periods)
    if labels:
        return period_of(labels)
    for heading, axis in zip(pair, (laid.rows, laid.columns), strict=True):
        if any(other.periods for other in axis):
            return _span_of(axis, context) if heading.is_total else None
    if laid.topic.period:
        return laid.topic.period
    return context.periods[0] if len(context.periods) == 1 else None


def _span_of(axis: Sequence[Heading], context: Context) -> Period | None:
    """What the periods of an axis cover together: without a gap, or from end to end of one asked for.

    Months without any offence are often left out of a table; its first and last month still say where it
    begins and ends.
    """
    found = [period_of(heading.periods) for heading in axis if heading.periods and not heading.is_total]
    known = [period for period in found if period is not None]
    if not known or len(known) < len(found):
        return None
    ends = {min(known).start, max(period.end or period.start for period in known)}
    asked = next((period for period in context.periods if ends == {period.start, period.end}), None)
    return joined(known) or asked


def joined(parts: Sequence[Period]) -> Period | None:
    """The period that ``parts`` tile, in any order; None where they overlap, repeat or leave a gap."""
    ordered = sorted(set(parts))
    if not ordered or ordered[-1].end is None:
        return None
    for first, second in itertools.pairwise(ordered):
        if first.end is None or (second.start - first.end).days != 1:
            return None
    return Period(ordered[0].start, ordered[-1].end)


def _code_cell(cell: Cell, count: Count, laid: _Laid, context: Context) -> Coded:
    pair, topic = laid.pair(cell), laid.topic
    codes, clash = _joined_codes(pair, topic)
    period = _cell_period(pair, laid, context)
    unit = pair[0].unit or pair[1].unit or topic.unit
    observation = Observation(
        laid.bodies,
        unit,
        period or context.span,
        count,
        cell.source,
        offence=codes.get("offence"),
        outcome=codes.get("outcome"),
        age=codes.get("age"),
        sex=codes.get("sex"),
        platform=codes.get("platform"),
        is_total=pair[0].is_total or pair[1].is_total,
    )
    explicit = "offence" in pair[0].codes or "offence" in pair[1].codes or topic.names_measure
    item = Coded(observation, laid.document.file, laid.table.source.id, explicit=explicit)
    unknown = [*pair[0].unknown, *pair[1].unknown, *clash]
    named = {*pair[0].bodies, *pair[1].bodies}
    if named and named != set(laid.bodies):
        unknown.extend(sorted(named))
    if period is None:
        return _against(item, "unclear period", "it names no period")
    if cell.hidden:
        return _against(item, "hidden", "its row, column or sheet is hidden")
    if unknown:
        return _against(item, "unknown label", unknown[0])
    if doubt := topic.narrowed or ("" if "offence" in codes else topic.unsaid):
        return _against(item, "narrower", doubt)
    if unit != context.words.measure:
        return _against(item, "other unit", unit)
    return item


def _joined_codes(pair: tuple[Heading, Heading], topic: Topic) -> tuple[dict[str, str], list[str]]:
    """The codes of a cell by row, column and title, and labels that contradict each other."""
    codes = dict(pair[0].codes)
    clash = []
    for name, code in pair[1].codes.items():
        if codes.setdefault(name, code) == code:
            continue
        narrower = narrower_offence(codes[name], code) if name == "offence" else None
        if narrower is None:
            clash.append(code)
        else:
            codes[name] = narrower
    if topic.offence:
        codes.setdefault("offence", topic.offence)
    return codes, clash


def _clipped(item: Coded, span: Period | None, dated: date | None) -> Coded:
    """The count with its period cut to the days that it can cover.

    A title that states 1 April 2019 to 31 March 2024 over columns 2019 to 2024 makes parts of the first
    and the last; and no reply covers days after its own date.
    """
    period = item.observation.period
    if item.standing == "unclear period":
        return item
    if span and (shared := period.overlap(span)):
        period = shared
    if dated is not None:
        period = period.closed_by(dated)
        if period.end is not None and period.start <= dated <= period.end:
            period = Period(period.start, dated)
    if period == item.observation.period:
        return item
    return replace(item, observation=replace(item.observation, period=period))


def _checked_totals(coded: list[Coded]) -> list[Coded]:
    """Totals over months that do not fill their year cover those months only.

    Nine months under "2022/23" and their total are a part year whatever the heading says. Where months
    are missing inside the run it cannot be told whether they were nought, so the period is unclear.
    """
    parts: dict[tuple[str, tuple[tuple[str, str], ...]], list[Period]] = defaultdict(list)
    for item in coded:
        if item.standing != "unclear period" and item.observation.period.kind in {"month", "quarter"}:
            parts[item.observation.measure, _dims(item)].append(item.observation.period)
    result = []
    for item in coded:
        if not item.observation.is_total or item.standing == "unclear period":
            result.append(item)
            continue
        whole = item.observation.period
        inside = [part for part in parts[item.observation.measure, _dims(item)] if part.is_part_of(whole)]
        months = [part for part in inside if part.kind == "month"] or inside
        covered = joined(months) if months else whole
        ends = {min(months).start, max(months).end} if months else set()
        if covered == whole or ends == {whole.start, whole.end}:
            result.append(item)
        elif covered is None:
            result.append(_against(item, "unclear period", f"months are missing under {whole}"))
        else:
            result.append(replace(item, observation=replace(item.observation, period=covered)))
    return result


def _dims(item: Coded) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(item.observation.dimensions.items()))


def _code_statement(
    statement: Statement, document: Document, bodies: tuple[str, ...], names: str, context: Context
) -> Coded:
    measure = context.words.measure
    heading = statement.about if statement.about != statement.text else ""
    topic = topics.topic_of(
        f"{heading} {statement.text}", measure=measure, offence=context.words.offence, known=names
    )
    period = statement.period or (
        context.periods[0] if len(context.periods) == 1 and topic.names_measure else None
    )
    observation = Observation(
        bodies, topic.unit, period or context.span, statement.count, statement.source, offence=topic.offence
    )
    item = Coded(observation, document.file, "", explicit=topic.names_measure)
    if period is None:
        return _against(item, "unclear period", "it names no period")
    item = _clipped(item, None, document.reply.dated)
    if topic.unit != measure:
        return _against(item, "other unit", topic.unit)
    if doubt := topic.narrowed or topic.unsaid:
        return _against(item, "narrower", doubt)
    return item
