"""From documents and decisions to the picture: the steps of collation in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from answerable.codebook import bodies as body_list
from answerable.codebook import offences
from answerable.model import Document, Finding
from answerable.study.breakdown import breakdowns
from answerable.study.coding import Coded, Context, code_document
from answerable.study.collate import Material, dated, entries, together
from answerable.study.decisions import Replay, not_applied
from answerable.study.growth import growth, totals
from answerable.study.headings import Words
from answerable.study.picture import OfficialTotal, Picture, RegisterRow
from answerable.study.register import register, register_findings
from answerable.study.requests import by_folder, came_on
from answerable.study.settings import Settings
from answerable.study.site import Request
from answerable.study.site_findings import site_findings
from answerable.study.units import Placed, name_of, place, units

_SEVERITIES = ("error", "warning", "note")


def assemble(
    settings: Settings,
    documents: Sequence[Document],
    replay: Replay,
    official: tuple[OfficialTotal, ...] = (),
    findings: Iterable[Finding] = (),
    *,
    requests: Sequence[Request] = (),
) -> Picture:
    """Collates documents into the national picture. The same input always gives the same picture.

    Args:
        settings: what the study asks.
        documents: every reply, read.
        replay: the decisions.
        official: official totals.
        findings: what was found before, in decisions and reference files.
        requests: the requests of a batch.
    """
    messages = _messages(documents, requests)
    kept = [document for document in documents if document.file not in replay.excluded]
    used, unplaced = place(kept, replay.bodies, settings.bodies, requests)
    out = [document for document in documents if document.file in replay.excluded]
    left, _ = place(out, replay.bodies, settings.bodies, requests)
    words = Words(settings.measure, settings.offence, replay.codes, settings.question)
    coded, doubts = _code(used, Context(words, settings.periods, replay.readings))
    doubts = (*doubts, *_without_offence(settings, coded))
    before = (*findings, *_of_documents(documents), *unplaced, *doubts, *_in_refusals(used, coded))
    material = Material(
        used, coded, settings.offence, settings.measure, settings.periods, replay.figures, replay.complete,
        {code: item.document.file for item in left for code in item.bodies},
        messages,
    )  # fmt: skip
    rows = register(settings.bodies, (*used, *left), replay.excluded, settings.sent, requests)
    last = (*_adrift(replay, documents, coded), *site_findings(requests, rows, documents))
    return replace(
        _collated(settings, material, rows, (*before, *last)),
        official=official,
        documents=tuple(documents),
        decisions=replay.decisions,
        generated=_newest(documents, settings.sent),
    )


def _messages(documents: Iterable[Document], requests: Sequence[Request]) -> frozenset[str]:
    """The files that came with messages of a request in a batch."""
    folders = by_folder(requests)
    return frozenset(document.file for document in documents if came_on(document.file, folders))


def _collated(
    settings: Settings, material: Material, rows: tuple[RegisterRow, ...], before: Iterable[Finding]
) -> Picture:
    """The picture of what was coded: entries, and what follows from them."""
    groups = units(settings.bodies, material.placed)
    table, refusals = entries(groups, material)
    parts, uneven = breakdowns(groups, material, table)
    people = _population(settings.bodies)
    found = together((*before, *refusals, *uneven, *register_findings(rows)))
    return Picture(
        title=settings.title,
        question=settings.question,
        measure=settings.measure,
        counted=_counted(settings),
        periods=settings.periods,
        register=rows,
        units=groups,
        entries=table,
        totals=totals(groups, settings.periods, table, people, settings.measure),
        growth=growth(groups, settings.periods, table, settings.measure),
        breakdowns=parts,
        population=people,
        findings=tuple(sorted(found, key=lambda item: _SEVERITIES.index(item.severity))),
        notice=settings.notice,
    )


def _counted(settings: Settings) -> str:
    """What the figures count, in words: the study's offence, and its measure where the title lacks it."""
    if settings.offence is None:
        return settings.measure
    title = offences.get(settings.offence).title
    words = title[:1].lower() + title[1:]
    return words if words.endswith(settings.measure) else f"{settings.measure} ({words})"


def _of_documents(documents: Iterable[Document]) -> Iterator[Finding]:
    """The reader's findings; it may know of one file only, so each is given the name of its file."""
    for document in documents:
        for finding in document.findings:
            if finding.where.startswith(document.file):
                yield finding
            else:
                where = f"{document.file}, {finding.where}" if finding.where else document.file
                yield replace(finding, where=where)


def _code(
    used: Sequence[Placed], context: Context
) -> tuple[dict[str, tuple[Coded, ...]], tuple[Finding, ...]]:
    coded: dict[str, tuple[Coded, ...]] = {}
    findings: list[Finding] = []
    for item in used:
        if item.bodies:
            names = " ".join(f"{body_list.get(code).name} {name_of(code)}" for code in item.bodies)
            coded[item.document.file], doubts = code_document(item.document, item.bodies, names, context)
            findings.extend(doubts)
    return coded, tuple(findings)


def _without_offence(settings: Settings, coded: dict[str, tuple[Coded, ...]]) -> Iterator[Finding]:
    """Where the study names no offence and every reply does, nothing is added: what they name is said."""
    used = [
        {item.observation.offence for item in items if item.standing == "usable"} for items in coded.values()
    ]
    named = Counter(code for codes in used for code in codes if code is not None)
    if settings.offence is not None or not named or any(None in codes for codes in used):
        return
    code, replies = named.most_common(1)[0]
    gives = "1 reply gives" if replies == 1 else f"{replies} replies give"
    title = offences.get(code).title
    what = f"{gives} counts of “{title}”, and the study names no offence: none of them is added."
    do = f'If that is what was asked for, write offence = "{code}" into study.toml.'
    yield Finding("error", "study.toml", what, do, "no-offence")


def _population(asked: Iterable[str]) -> dict[str, int]:
    found = ((code, body_list.get(code).population) for code in asked)
    return {code: people for code, people in found if people is not None}


def _in_refusals(used: Iterable[Placed], coded: dict[str, tuple[Coded, ...]]) -> Iterator[Finding]:
    """Counts that stand in refusals: often the number of records to go through, never a reply's figure."""
    for item in used:
        held = [one for one in coded.get(item.document.file, ()) if one.standing == "refusal"]
        if held:
            shown = ", ".join(f"'{one.observation.source.printed}'" for one in held[:3])
            counts = "a count" if len(held) == 1 else f"{len(held)} counts"
            added = "it is not" if len(held) == 1 else "none of them is"
            yield Finding(
                "note",
                item.document.file,
                f"This refusal holds {counts} ({shown}), and {added} added.",
                "If one is an answer after all, choose it as the figure.",
                "total-in-refusal",
            )


def _adrift(
    replay: Replay, documents: Iterable[Document], coded: dict[str, tuple[Coded, ...]]
) -> Iterator[Finding]:
    """Decisions about files, tables and sources that are not there, or no longer as they were."""
    documents = list(documents)
    files = {document.file for document in documents}
    tables = {table.source.id: len(table.candidates) for item in documents for table in item.tables}
    sources = {item.observation.source.id for items in coded.values() for item in items}
    for decision in replay.decisions:
        if not decision.applied:
            continue
        subject, why = decision.subject, ""
        if decision.action in {"exclude", "supersede", "body"} and subject not in files:
            why = "there is no such file"
        elif decision.action in {"reading", "complete"} and subject not in tables:
            why = "there is no such table any more"
        elif decision.action == "reading" and int(decision.value) > tables[subject]:
            why = f"the table has {tables[subject]} readings"
        elif decision.action == "figure" and decision.value not in sources:
            why = "nothing is printed at that place any more"
        if why:
            yield not_applied(decision, why)


def _newest(documents: Iterable[Document], sent: date | None) -> str:
    """The day of the newest reply, else of the request: a report made twice from one folder is the same."""
    documents = list(documents)
    days = [day for document in documents if (day := dated(document, documents))]
    newest = max(days, default=sent)
    return newest.isoformat() if newest else ""
