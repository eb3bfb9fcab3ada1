"""What a reply is made of: who asked what and when, what was searched and how, the tables, what is withheld."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from answerable.model import Table
from answerable.records.cost import Verdict
from answerable.records.quality import Quality

Act = Literal["foia", "foisa"]


class OrderError(Exception):
    """A reply that cannot be written from what was given. Its message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class TermMatches:
    """A term of the query and the words that it matched, each with its number of records where that is told."""

    term: str
    words: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What a search gave.

    Attributes:
        hits: records found; None where that is not said.
        terms: the term list.
        tables: the tables, in the order in which they are printed.
        query: the query as written.
    """

    hits: int | None = None
    terms: tuple[TermMatches, ...] = ()
    tables: tuple[Table, ...] = ()
    query: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A part that is withheld.

    Attributes:
        section: the exemption relied on, such as ``40(2)``.
        what: what is withheld, in words.
        reason: why the exemption applies, in the body's own words: the law asks for it (s.17(1)(c)).
        interest: the public interest test, for a qualified exemption (s.17(3)).
    """

    section: str
    what: str
    reason: str
    interest: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One reply to write.

    Attributes:
        body: name of the public authority as it signs.
        reference: its own reference.
        received: when the request was received.
        dated: the date of the reply.
        question: the request as put, a paragraph each.
        to: how to address the person who asked; empty for nobody by name.
        act: ``foia``, or ``foisa`` for Scottish bodies.
        searched: what was searched, in a sentence or two.
        search: what the search gave.
        counting: the counting rules, a sentence each.
        caveats: what a reader must know of the figures, a sentence each.
        quality: how good the search is, where a sample was marked.
        cost: the work held against the limit, where that was reckoned.
        withheld: parts that are withheld.
        sign: who signs.
        contact: where to ask for a review, in a sentence or an address.
    """

    body: str
    reference: str
    received: date
    dated: date
    question: tuple[str, ...]
    to: str = ""
    act: Act = "foia"
    searched: str = ""
    search: Search = Search()
    counting: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    quality: Quality | None = None
    cost: Verdict | None = None
    withheld: tuple[Withheld, ...] = ()
    sign: str = ""
    contact: str = ""

    @property
    def over_limit(self) -> bool:
        """True where the question as put would cost more than the limit."""
        return self.cost is not None and not self.cost.fits
