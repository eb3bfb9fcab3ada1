"""Many documents → one entry for each unit and period, and a finding for each refusal to add."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

from answerable.model import Document, Figure, Finding, Period
from answerable.study.coding import Coded
from answerable.study.headline import Way, headline
from answerable.study.picture import Entry, MissingReason, Unit
from answerable.study.units import Placed, name_of

# Where several documents of one body fail in different ways, the first of these says why.
_PRIORITY: tuple[MissingReason, ...] = (
    "needs a decision", "suppressed", "part year", "other year", "unreadable", "refused",
    "neither confirm nor deny", "not held", "not given", "silent",
)  # fmt: skip
assert set(_PRIORITY) == set(get_args(MissingReason))
_BY_STATE: dict[str, MissingReason] = {
    "refused": "refused",
    "ncnd": "neither confirm nor deny",
    "not_held": "not held",
}
# Kinds of findings of the reader that mean that counts are there and could not be read.
_UNREADABLE = frozenset({"unreadable", "unread-numbers", "cells-lost"})
_KINDS: dict[MissingReason, str] = {
    "needs a decision": "needs-decision",
    "part year": "part-year",
    "other year": "other-year",
    "suppressed": "suppressed",
}
_WHAT_TO_DO: dict[MissingReason, str] = {
    "needs a decision": "Look at the reply and decide.",
    "part year": "Ask the body for the whole year.",
    "other year": "Ask the body for the years that were asked about.",
    "suppressed": "Say what the mark means there, if the body says so.",
}


@dataclass(frozen=True, slots=True)
class Material:
    """What collation works on.

    Attributes:
        placed: the documents in use, with their bodies.
        coded: file → its coded counts.
        offence: the study's offence.
        measure: its measure, for labels.
        periods: the periods asked for.
        figures: (unit id, period) → id of the source that a person chose.
        complete: ids of tables whose rows a person knows to be all there are.
        left_out: body → the file of it that is left out by decision.
        messages: files that came with messages of a request in a batch.
    """

    placed: tuple[Placed, ...]
    coded: Mapping[str, tuple[Coded, ...]]
    offence: str | None
    measure: str
    periods: tuple[Period, ...]
    figures: Mapping[tuple[str, str], str] = field(default_factory=dict)
    complete: frozenset[str] = frozenset()
    left_out: Mapping[str, str] = field(default_factory=dict)
    messages: frozenset[str] = frozenset()


def entries(
    units: Iterable[Unit], material: Material
) -> tuple[dict[tuple[str, Period], Entry], tuple[Finding, ...]]:
    """One entry for every unit and period, and the findings of getting there."""
    result: dict[tuple[str, Period], Entry] = {}
    findings: list[Finding] = []
    for unit in units:
        pieces = _pieces(unit, material.placed)
        told: set[str] = set()
        for period in material.periods:
            way = _chosen(unit, period, material) or _unit_way(unit, pieces, period, material)
            findings.extend(way.findings)
            told |= {way.note for found in way.findings if found.kind == "needs-decision"}
            result[unit.id, period] = Entry(unit, period, way.figure, way.reason, way.note)
        given = [result[unit.id, period] for period in material.periods]
        findings.extend(_refusals([entry for entry in given if entry.note not in told]))
    return result, tuple(together(findings))


def together(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, in the order found."""
    return list(dict.fromkeys(findings))


def _pieces(unit: Unit, placed: Iterable[Placed]) -> dict[tuple[str, ...], list[Document]]:
    pieces: dict[tuple[str, ...], list[Document]] = defaultdict(list)
    for item in placed:
        if set(item.bodies) & set(unit.bodies):
            pieces[tuple(code for code in unit.bodies if code in item.bodies)].append(item.document)
    return pieces


def _chosen(unit: Unit, period: Period, material: Material) -> Way | None:
    """The figure that a person chose for the unit and period, if it is still there."""
    source = material.figures.get((unit.id, str(period)))
    if source is None:
        return None
    for item in material.placed:
        if set(item.bodies) == set(unit.bodies):
            for coded in material.coded.get(item.document.file, ()):
                seen = coded.observation
                if seen.source.id == source:
                    figure = Figure.printed(_label(unit, period, material), seen.count, seen.source)
                    return Way(figure, note="chosen by a person")
    return None


def _label(unit: Unit, period: Period, material: Material) -> str:
    return f"{unit.name}: {material.measure}, {period}"


def _unit_way(
    unit: Unit, pieces: Mapping[tuple[str, ...], list[Document]], period: Period, material: Material
) -> Way:
    """The unit's figure: given together, else the sum of its bodies where each gave its own."""
    if not pieces:
        return _nothing(unit, material)
    ways = {
        bodies: _piece_way(documents, period, material, _label(_as_unit(bodies), period, material))
        for bodies, documents in pieces.items()
    }
    findings = tuple(finding for way in ways.values() for finding in way.findings)
    joint = ways.get(unit.bodies)
    alone = [ways[code,] for code in unit.bodies if (code,) in ways and len(unit.bodies) > 1]
    figures = [way.figure for way in alone if way.figure]
    if joint and joint.figure:
        return Way(joint.figure, note=joint.note, findings=findings)
    if len(figures) == len(unit.bodies):
        return Way(Figure.sum(_label(unit, period, material), figures), findings=findings)
    if len(unit.bodies) > 1 and any(way.figure for way in ways.values()):
        return Way(
            None, "not given", "only some of the merged bodies gave it", (*findings, _partly(unit, period))
        )
    worst = min(ways.values(), key=lambda way: _PRIORITY.index(way.reason or "not given"))
    return Way(None, worst.reason, worst.note, findings)


def _nothing(unit: Unit, material: Material) -> Way:
    """Why a unit has no document in use: silence, a decision to take, or one taken."""
    claims = [item.document.file for item in material.placed if set(item.claimed) & set(unit.bodies)]
    if claims:
        return Way(None, "needs a decision", f"{claims[0]} may be its reply")
    left_out = [material.left_out[code] for code in unit.bodies if code in material.left_out]
    return Way(None, "not given", f"{left_out[0]} is left out") if left_out else Way(None, "silent")


def _as_unit(bodies: tuple[str, ...]) -> Unit:
    return Unit(bodies, " and ".join(name_of(code) for code in bodies))


def _partly(unit: Unit, period: Period) -> Finding:
    return Finding(
        "warning",
        unit.name,
        f"For {period} only some of these bodies gave a figure, and elsewhere they answer together, so it is "
        "not added.",
        "Ask for the whole, or for each body alone.",
        "merged-bodies",
    )


def _piece_way(documents: Sequence[Document], period: Period, material: Material, label: str) -> Way:
    """The figure that the documents of the same bodies give together."""
    coded = material.coded
    ways = [
        (document, headline(coded.get(document.file, ()), material.offence, period, label, material.complete))
        for document in documents
    ]
    ways = [(document, _in_refusal(document, way)) for document, way in ways]
    given = [(document, way) for document, way in ways if way.figure is not None]
    findings = tuple(finding for _, way in ways for finding in way.findings)
    if not given:
        reasons = [(way.reason or _state_reason(document), _noted(document, way)) for document, way in ways]
        reason, note = min(reasons, key=lambda pair: _PRIORITY.index(pair[0]))
        return Way(None, reason, note, findings)
    # Messages of one request follow each other for many reasons: only a person says that one corrects one.
    days = {
        document.file: None if document.file in material.messages else dated(document, documents)
        for document, _ in given
    }
    chosen = _of_several(given, period, days)
    return Way(chosen.figure, chosen.reason, chosen.note, findings + chosen.findings)


def _in_refusal(document: Document, way: Way) -> Way:
    """A reply that refuses, and in doing so says how many records there are over all the years together."""
    if way.figure or way.reason or document.tables or not (way.findings and document.reply.exemptions):
        return way
    told = tuple(replace(finding, kind="total-in-refusal") for finding in way.findings)
    return Way(None, "refused", way.note, told)


def _noted(document: Document, way: Way) -> str:
    return f"{document.file} {way.note}" if way.note.startswith(("gives", "prints")) else way.note


def _state_reason(document: Document) -> MissingReason:
    read = document.tables or document.statements
    if not read and any(finding.kind in _UNREADABLE for finding in document.findings):
        return "unreadable"
    return _BY_STATE.get(document.reply.state, "not given")


def _of_several(
    given: Sequence[tuple[Document, Way]], period: Period, days: Mapping[str, date | None]
) -> Way:
    """One figure of several documents: the same is counted once; the later dated replaces the earlier."""
    first, way = given[0]
    assert way.figure is not None
    findings: list[Finding] = []
    for document, other in given[1:]:
        assert way.figure is not None
        assert other.figure is not None
        if other.figure.count == way.figure.count:
            findings.append(_duplicate(first, document))
            continue
        earlier, later = days[first.file], days[document.file]
        if earlier is None or later is None or earlier == later:
            return _undecided(first, way.figure, document, other.figure, period)
        old, new = ((first, way), (document, other)) if earlier < later else ((document, other), (first, way))
        findings.append(_revised(old, new, period))
        first, way = new
    return Way(way.figure, note=way.note, findings=tuple(findings))


def _duplicate(first: Document, second: Document) -> Finding:
    same = "the same file" if first.sha256 == second.sha256 else "the same figures"
    return Finding(
        "note",
        second.file,
        f"It holds {same} as {first.file}; they are counted once.",
        "",
        "duplicate-reply",
    )


def _undecided(one: Document, first: Figure, two: Document, second: Figure, period: Period) -> Way:
    what = (
        f"For {period}, {one.file} gives {first.count} and {two.file} gives {second.count}; neither is used."
    )
    finding = Finding(
        "error", two.file, what, "Say which file replaces the other, or choose the figure.", "needs-decision"
    )
    return Way(None, "needs a decision", f"{one.file} and {two.file} differ", (finding,))


def _revised(old: tuple[Document, Way], new: tuple[Document, Way], period: Period) -> Finding:
    was, now = old[1].figure, new[1].figure
    assert was is not None
    assert now is not None
    return Finding(
        "warning",
        new[0].file,
        f"For {period} it gives {now.count}, where the earlier {old[0].file} gave {was.count}; "
        "the later is used.",
        "Leave out the later file if it does not replace the earlier.",
        "revised",
    )


def dated(document: Document, among: Iterable[Document]) -> date | None:
    """The date of a document: its own, that of the file that contains it, or that in its folder's name."""
    if document.reply.dated:
        return document.reply.dated
    for other in among:
        if document.file.startswith(other.file + "/") and other.reply.dated:
            return other.reply.dated
    # A request site names the folder of each message 2024-05-31-101500.
    if match := re.search(r"(?:^|/)(\d{4})-(\d\d)-(\d\d)(?:-\d{6})?/", document.file):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            return None
    return None


def _refusals(found: Sequence[Entry]) -> Iterable[Finding]:
    """One finding for each reason for which periods of a unit were not added."""
    for reason, kind in _KINDS.items():
        missing = [entry for entry in found if entry.reason == reason]
        if missing:
            periods = ", ".join(str(entry.period) for entry in missing)
            notes = "; ".join(dict.fromkeys(entry.note for entry in missing if entry.note))
            yield Finding(
                "note" if reason == "suppressed" else "warning",
                missing[0].unit.name,
                f"Not added for {periods}: {(notes or reason).rstrip('.')}.",
                _WHAT_TO_DO[reason],
                kind,
            )
