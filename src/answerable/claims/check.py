"""A document to its claims: quantities, the ways they may follow from each other, and verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from answerable.claims import against, columns, derive, loose, scattered, tabled
from answerable.claims.claim import Claim, Relation, Verdict
from answerable.claims.grammar import Text
from answerable.claims.growth import growth
from answerable.claims.quantities import Scanner
from answerable.claims.quantity import Parsed
from answerable.claims.readings import Readings
from answerable.claims.sentences import sentences
from answerable.claims.shares import shares
from answerable.claims.sums import averages, sums
from answerable.claims.verdict import choose
from answerable.model import Document, Source
from answerable.study.picture import Picture

_GRAVITY: tuple[Verdict, ...] = ("inconsistent", "inexact", "consistent", "implies", "needs data")
Rule = Callable[[Parsed, Text], Iterator[Relation]]
# Rules that read operands off the grammar, then rules that look for them in the sentences around.
_RULES: tuple[Rule, ...] = (shares, growth, sums, averages, tabled.levels, tabled.changes)
_SEARCHES: tuple[Rule, ...] = derive.RULES


def check(
    document: Document, *, study: Picture | None = None, readings: Readings | None = None
) -> tuple[Claim, ...]:
    """Checks every quantity of a document against the document itself, and against a study.

    Args:
        document: as ``answerable.read`` gives it.
        study: the picture to hold the claims against; a claim that it bears on is judged by it.
        readings: what hedges and rounding mean; by default the table of the package.

    Returns:
        The claims in reading order. A quantity that nothing in the document bears on ``needs data``.
    """
    text = parse(document, readings=readings)
    cells = [
        *scattered.claims(document, text),
        *tabled.totals(document),
        *columns.claims(document, text.readings),
    ]
    taken = {_place(claim.source, claim.printed) for claim in cells}
    taken |= {_place(item.source, item.printed) for claim in cells for item in claim.inputs}
    prose = [
        c
        for c in prose_claims(text, against.Study.of(study) if study else None)
        if c.verdict != "needs data" or _place(c.source, c.printed) not in taken
    ]
    return tuple(sorted([*prose, *cells], key=lambda claim: (claim.source.line or 0, claim.place)))


def _place(source: Source | None, printed: str) -> tuple[str, str]:
    """Where a number stands and what it prints: prose and a scattered table may both hold it."""
    return (source.id if source else "", printed)


def parse(document: Document, *, readings: Readings | None = None) -> Text:
    """The document's sentences with their quantities."""
    readings = readings or Readings.load()
    scanner = Scanner(readings)
    return Text(tuple(scanner.parse(sentence) for sentence in sentences(document)), readings, document.tables)


def prose_claims(text: Text, study: against.Study | None = None) -> Iterator[Claim]:
    """The claims of running text, sentence by sentence, each number with the gravest of its verdicts."""
    for parsed in text.sentences:
        if not any(q.kind != "period" for q in parsed.quantities):
            continue
        judged = {found.stated.start: found for found in choose(_relations(parsed, text, _RULES))}
        for found in choose(_relations(parsed, text, _SEARCHES)):
            judged.setdefault(found.stated.start, found)
        if study is not None:
            for found in choose(against.relations(parsed, study)):
                held = judged.get(found.stated.start)
                if held is None or _GRAVITY.index(found.claim.verdict) <= _GRAVITY.index(held.claim.verdict):
                    judged[found.stated.start] = found
        yield from (found.claim for found in judged.values())
        used = {
            item.printed
            for found in judged.values()
            for item in found.claim.inputs
            if item.sentence is parsed.sentence
        }
        yield from loose.claims(
            parsed,
            text,
            [
                q
                for q in parsed.quantities
                if q.start not in judged and not (q.kind == "count" and q.printed in used)
            ],
        )


def _relations(parsed: Parsed, text: Text, rules: Sequence[Rule]) -> Iterable[Relation]:
    for rule in rules:
        yield from rule(parsed, text)
