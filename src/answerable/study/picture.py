"""The national picture of a study: what collation hands to estimation and to publication.

A *unit* is what answers with one number: a force, or merged forces that gave one figure together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from answerable.model import Count, Document, Figure, Finding, Period, Source
from answerable.study.site import LetterState, Request

RegisterState = LetterState
MissingReason = Literal[
    "silent", "refused", "not held", "neither confirm nor deny", "not given", "other year", "part year",
    "unreadable", "suppressed", "needs a decision",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """What answers with one number: ``bodies`` holds one code, or several for merged bodies."""

    bodies: tuple[str, ...]
    name: str

    @property
    def id(self) -> str:
        """The codes joined by ``+``: the same from run to run."""
        return "+".join(self.bodies)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One body that was asked, and what came back.

    Attributes:
        body: code in the codebook.
        name: its name in the codebook.
        state: the reply's state over all its documents; ``silent`` where nothing came.
        exemptions: sections relied on.
        documents: files of the reply, relative to ``replies/``.
        answered_on: date of the (last) reply, where it prints one; for the messages of a batch, the day of
            the first that is an answer.
        due: the twentieth working day after the request, where the study says when it was sent.
        note: what a person should know, in a sentence.
        requests: the requests to it in a batch, with what the site says of each.
        received: the days on which messages of the batch came: acknowledgements, questions, answers.
    """

    body: str
    name: str
    state: RegisterState
    exemptions: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    answered_on: date | None = None
    due: date | None = None
    note: str = ""
    requests: tuple[Request, ...] = ()
    received: tuple[date, ...] = ()

    @property
    def late(self) -> bool:
        """True where the reply is dated after the day on which it was due."""
        return self.due is not None and self.answered_on is not None and self.answered_on > self.due


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit in one period: a figure, or the reason why there is none."""

    unit: Unit
    period: Period
    figure: Figure | None
    reason: MissingReason | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NationalTotal:
    """What was reported for one period.

    Attributes:
        figure: the sum over the units that gave the whole period: its low end is the lower bound that
            is certain, its high end the hard bound for what is suppressed. None where nobody gave it.
        bodies: how many bodies it covers (merged bodies count each).
        of: how many were asked.
        population_share: their share of the population of all bodies asked, 0 to 1.
    """

    period: Period
    figure: Figure | None
    bodies: int
    of: int
    population_share: float


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth over the same units in both periods, in per cent."""

    first: Period
    second: Period
    figure: Figure | None
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One period's counts by one dimension, over the units that give that dimension for that period.

    Attributes:
        dimension: ``offence``, ``outcome``, ``age``, ``sex`` or ``platform``.
        items: (code, label, figure) for each category, in the codebook's order.
        units: the units that it rests on.
        base: the figure for the same units and period without the breakdown, if they print it.
    """

    dimension: str
    period: Period
    items: tuple[tuple[str, str, Figure], ...]
    units: tuple[Unit, ...]
    base: Figure | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfficialTotal:
    """An official national total that the study holds its own figures against."""

    period: Period
    count: int
    source: str


@dataclass(frozen=True, slots=True)
class OfficialCount:
    """One official count of one body, and the line of the file that holds it."""

    body: str
    period: Period
    series: str
    count: int
    source: Source


@dataclass(frozen=True, slots=True)
class EarlierCount:
    """What bodies gave to the study's previous round, together where they are several."""

    bodies: tuple[str, ...]
    period: Period
    count: Count
    source: Source


@dataclass(frozen=True, slots=True)
class Grounds:
    """What estimation may rest on besides the replies, and what fixes its draws.

    Attributes:
        official: official counts by body.
        earlier: the previous round.
        series: the official series that counts what was asked for; None leaves the choice to estimation.
        parent: the official series of the class that it is part of, if the study names one.
        seed: fixes every draw.
    """

    official: tuple[OfficialCount, ...] = ()
    earlier: tuple[EarlierCount, ...] = ()
    series: str | None = None
    parent: str | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision as replayed: what, about what, by whom, when."""

    number: int
    action: str
    subject: str
    value: str
    by: str
    at: str
    applied: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that a report needs, and nothing that it has to work out.

    Attributes:
        title, question, measure: from ``study.toml``.
        counted: what the figures count, in words: ``sexual offences``.
        notice: a sentence that must stand at the head of the report (an example that is made up, say).
        periods: the periods asked for, in order.
        register: every body asked, in the codebook's order.
        units: the units, in the codebook's order.
        entries: (unit id, period) → entry; complete for units × periods.
        totals: one for each period, in order.
        growth: consecutive periods, and the first to the last.
        breakdowns: where replies have them.
        population: body code → people.
        official: official totals to hold the report against, if the study has them.
        grounds: what estimation may rest on besides the replies.
        documents: every document read, with its tables and statements.
        findings: in order of severity.
        decisions: as replayed.
    """

    title: str
    question: str
    measure: str
    periods: tuple[Period, ...]
    register: tuple[RegisterRow, ...]
    units: tuple[Unit, ...]
    entries: Mapping[tuple[str, Period], Entry]
    totals: tuple[NationalTotal, ...]
    growth: tuple[Growth, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    population: Mapping[str, int] = field(default_factory=dict)
    official: tuple[OfficialTotal, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    notice: str = ""
    generated: str = ""
    counted: str = ""

    @property
    def what(self) -> str:
        """What the figures count, in words; the measure where nothing more is known."""
        return self.counted or self.measure

    def entry(self, unit: Unit, period: Period) -> Entry:
        """The entry for that unit and period."""
        return self.entries[unit.id, period]
