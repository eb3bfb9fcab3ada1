"""How good a search is, from the marks on a sample: precision, what it missed, the true number, the noise.

A mark of "can't tell" is not guessed away: the number is worked out with all of them relevant and with none,
and both are inside what is printed. A stratum of which nothing was marked is left out and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from answerable.model import Finding
from answerable.records.sample import Candidate, Draw, Kind, Stratum
from answerable.records.strata import Range, Tally, add

Mark = Literal["yes", "no", "unsure"]


@dataclass(frozen=True, slots=True)
class Spread:
    """An estimated number of records.

    Attributes:
        least, most: the estimate with no "can't tell" counted as relevant, and with all of them.
        low, high: the ends of the 95% interval over both.
    """

    least: float
    most: float
    low: int
    high: int

    @classmethod
    def over(cls, without: Range, with_all: Range) -> Spread:
        """The spread from the ranges without any "can't tell" and with all of them."""
        low, high = min(without.low, with_all.low), max(without.high, with_all.high)
        return cls(without.point, with_all.point, low, high)

    def to_dict(self) -> dict[str, Any]:
        """The spread for ``--json``."""
        return {"least": self.least, "most": self.most, "low": self.low, "high": self.high, "level": 0.95}


@dataclass(frozen=True, slots=True)
class Marked:
    """What the marks say of one stratum.

    Attributes:
        stratum: the stratum.
        yes, no, unsure: how many records were marked so; a record passed over counts as unsure.
        unread: how many at the end of the order were not reached.
    """

    stratum: Stratum
    yes: int
    no: int
    unsure: int
    unread: int

    @property
    def read(self) -> int:
        """How many records the marks stand on."""
        return self.yes + self.no + self.unsure

    @property
    def without(self) -> Tally:
        """The tally with no "can't tell" counted as relevant."""
        return Tally(self.stratum.population, self.read, self.yes)

    @property
    def with_all(self) -> Tally:
        """The tally with every "can't tell" counted as relevant."""
        return Tally(self.stratum.population, self.read, self.yes + self.unsure)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the term list among the marked hits: how many of them are relevant, and how many are not."""

    word: str
    yes: int
    no: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the search is.

    Attributes:
        hits: how many records it found.
        strata: what was marked, by stratum; those without a mark are in ``outside``.
        relevant: relevant records among the hits.
        missed: relevant records among the others that were sampled.
        total: the true number over both; None where there are hits and none was marked.
        terms: words of the marked hits, the noisiest first.
        outside: strata of which nothing was marked: no figure here covers them.
        findings: what a person should know about the marks.
    """

    hits: int
    strata: tuple[Marked, ...]
    relevant: Spread | None
    missed: Spread | None
    total: Spread | None
    terms: tuple[Term, ...]
    outside: tuple[Stratum, ...]
    findings: tuple[Finding, ...]

    @property
    def precision(self) -> tuple[float, float] | None:
        """The share of the hits that is relevant, 0 to 1: the ends of its 95% interval."""
        if self.relevant is None or not self.hits:
            return None
        covered = sum(m.stratum.population for m in self.strata if m.stratum.kind == "hit")
        return self.relevant.low / covered, self.relevant.high / covered

    def to_dict(self) -> dict[str, Any]:
        """The quality for ``--json``."""
        said = {"relevant": self.relevant, "missed": self.missed, "total": self.total}
        return {
            "hits": self.hits,
            "precision": list(self.precision) if self.precision else None,
            **{name: spread.to_dict() if spread else None for name, spread in said.items()},
            "strata": [
                {"stratum": m.stratum.name, "population": m.stratum.population, "drawn": m.stratum.size,
                 "yes": m.yes, "no": m.no, "unsure": m.unsure, "unread": m.unread}
                for m in self.strata
            ],
            "terms": [{"term": t.word, "yes": t.yes, "no": t.no, "unsure": t.unsure} for t in self.terms],
            "outside": [{"stratum": s.name, "population": s.population} for s in self.outside],
            "findings": [finding.to_dict() for finding in self.findings],
        }  # fmt: skip


def judge(drawn: Draw, marks: Mapping[str, Mark], findings: Iterable[Finding] = ()) -> Quality:
    """Works out how good the search is.

    Args:
        drawn: the sample as drawn.
        marks: record id → its mark; ids that were not drawn do not count.
        findings: what reading the marks found, passed on.

    Returns:
        The quality. Marking that stopped early is a smaller sample; a record passed over on the way is
        taken as "can't tell", since what is passed over is seldom passed over at random.
    """
    tallied = [_tally(stratum, drawn.records, marks) for stratum in drawn.strata if stratum.size]
    strata = tuple(marked for marked in tallied if marked.read)
    outside = tuple(s for s in drawn.strata if s not in {m.stratum for m in strata})
    relevant = _spread(strata, lambda kind: kind == "hit")
    missed = _spread(strata, lambda kind: kind != "hit")
    hits = sum(s.population for s in drawn.strata if s.kind == "hit")
    total = _spread(strata, lambda _: True) if relevant is not None or not hits else None
    return Quality(
        hits=hits,
        strata=strata,
        relevant=relevant,
        missed=missed,
        total=total,
        terms=_terms(drawn.records, marks),
        outside=outside,
        findings=(*findings, *_findings(drawn, tallied, outside)),
    )


def _tally(stratum: Stratum, records: Sequence[Candidate], marks: Mapping[str, Mark]) -> Marked:
    own = [marks.get(record.record_id) for record in records if record.stratum == stratum.name]
    reached = max((i + 1 for i, mark in enumerate(own) if mark is not None), default=0)
    yes, no = own.count("yes"), own.count("no")
    return Marked(stratum, yes, no, reached - yes - no, len(own) - reached)


def _spread(strata: Iterable[Marked], wanted: Callable[[Kind], bool]) -> Spread | None:
    chosen = [marked for marked in strata if wanted(marked.stratum.kind)]
    if not chosen:
        return None
    return Spread.over(add(m.without for m in chosen), add(m.with_all for m in chosen))


def _terms(records: Iterable[Candidate], marks: Mapping[str, Mark]) -> tuple[Term, ...]:
    counts: dict[str, dict[Mark, int]] = {}
    for record in records:
        mark = marks.get(record.record_id)
        if mark is None or not record.stratum.startswith("hit"):
            continue
        for word in record.terms:
            own = counts.setdefault(word, {"yes": 0, "no": 0, "unsure": 0})
            own[mark] += 1
    terms = [Term(word, own["yes"], own["no"], own["unsure"]) for word, own in counts.items()]
    return tuple(sorted(terms, key=lambda term: (-term.no, term.yes, term.word)))


def _findings(drawn: Draw, tallied: Iterable[Marked], outside: Iterable[Stratum]) -> list[Finding]:
    found = []
    for marked in tallied:
        name, size = marked.stratum.name, marked.stratum.size
        if marked.read and marked.unread:
            what = f"{marked.read:,} of {size:,} records drawn were marked; the figures stand on those."
            found.append(Finding("note", name, what, "Mark the others to narrow the range.", "not-finished"))
        if marked.unsure:
            what = f"{marked.unsure:,} records are marked “can’t tell”, or were passed over."
            do = "The range holds both cases for each; settle them to narrow it."
            found.append(Finding("note", name, what, do, "cannot-tell"))
    for stratum in outside:
        what = f"None of its {stratum.population:,} records was marked, so no figure here covers them."
        severity: Literal["error", "warning"] = "error" if stratum.kind == "hit" else "warning"
        found.append(Finding(severity, stratum.name, what, "Mark some of them.", "not-marked"))
    if not any(stratum.kind == "rest" for stratum in drawn.strata):
        what = "Records that match none of the terms were not in the draw: what is missed there is not known."
        found.append(Finding("warning", "rest", what, "Draw from all records.", "rest-not-drawn"))
    return found
