"""The letter: an order and its printed tables to headings, paragraphs and tables.

A reply that answers names no section of the Act but in its last part, and a refusal names each section that it
relies on: so a reader, or a program, can tell which of the two it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answerable.model import Count
from answerable.publish.reply import words
from answerable.publish.reply.blocks import Block, Bullets, Code, Counts, Letter, Para, Quote, Title
from answerable.publish.reply.law import LAWS, contact_clause
from answerable.publish.reply.order import Order
from answerable.publish.reply.printed import PrintedTable

UNITS = {
    "records": "A table of records counts each record once, whatever the number of people in it.",
    "victims": "A table of victims counts people. A record can have several victims, or none that is known, so "
    "that victims do not add up to records.",
}
"""What a table counts, where that needs to be said."""


def letter(
    order: Order,
    tables: Sequence[PrintedTable],
    *,
    means: Count | None,
    small: bool = False,
    beside: Sequence[str] = (),
) -> Letter:
    """Writes the letter.

    Args:
        order: what it is made of.
        tables: the tables as printed.
        means: what the mark of a withheld number means; None where nothing is withheld.
        small: True where counts of one to four may stand in sentences.
        beside: names of the files that hold the figures for machines.
    """
    facts = [("Date", words.day(order.dated)), ("Our reference", order.reference)]
    facts.append(("From", order.body))
    blocks = [
        *_request(order),
        *_response(order, tables, means, small=small),
        *_cost(order, small=small),
        *_withheld(order),
        *_search(order, small=small),
        *_reading(order, tables),
        *_review(order),
        *_end(order, beside if tables else ()),
    ]
    return Letter(f"Freedom of Information request {order.reference}", tuple(facts), tuple(blocks))


def _request(order: Order) -> Iterator[Block]:
    if order.to:
        yield Para(f"Dear {order.to},")
    yield Para(f"We received your request on {words.day(order.received)}.")
    yield Title("Your request")
    yield Quote(order.question)


def _response(
    order: Order, tables: Sequence[PrintedTable], means: Count | None, *, small: bool
) -> Iterator[Block]:
    yield Title("Our response")
    law = LAWS[order.act]
    if order.over_limit:
        yield Para(
            "We hold records that may answer this request, but to find and read all of them would cost more "
            f"than the law obliges us to spend. We therefore refuse the request as it stands under section "
            f"12(1) of the {law.name}. This letter is a refusal notice under {law.refusal} of that Act."
        )
    if not tables:
        return
    hits = order.search.hits
    if hits is not None:
        found = (
            "no record"
            if hits == 0
            else "1 record"
            if hits == 1 and small
            else f"{words.number(hits, small=small)} records"
        )
        yield Para(f"The search found {found}.")
    beyond = "Although we are not obliged to, we give what we have counted. " if order.over_limit else ""
    part = "part of " if order.over_limit or means else ""
    which = "One table answers" if len(tables) == 1 else f"{words.spelt(len(tables))} tables answer"
    yield Para(f"{beyond}{which} {part}the request.")
    if note := words.mark(means):
        yield Para(note)
    for number, table in enumerate(tables, start=1):
        yield Counts(number, table)


def _cost(order: Order, *, small: bool) -> Iterator[Block]:
    if order.cost is None or order.cost.fits:
        return
    yield Title("What it would cost")
    yield from (Para(sentence) for sentence in words.cost(order.cost, small=small))
    yield Title("What we could answer instead")
    offered = words.advice(order.cost, small=small)
    if offered:
        advice = LAWS[order.act].advice
        yield Para(
            f"To help you to narrow the request ({advice} of the Act), within the limit we could answer:"
        )
        yield Bullets(offered)
    for sentence in words.after_advice(order.cost, order.act):
        yield Para(sentence)


def _withheld(order: Order) -> Iterator[Block]:
    if not order.withheld:
        return
    law = LAWS[order.act]
    yield Title("What is withheld, and why")
    if not order.over_limit:
        yield Para(f"For this part the letter is a refusal notice under {law.refusal} of the {law.name}.")
    for part in order.withheld:
        yield Para(f"We withhold {part.what.rstrip('.')}, relying on section {part.section}. {part.reason}")
        if part.interest:
            yield Para(f"Public interest: {part.interest}")


def _search(order: Order, *, small: bool) -> Iterator[Block]:
    search = order.search
    if not (order.searched or search.query or search.terms or order.quality):
        return
    yield Title("How we searched")
    if order.searched:
        yield Para(order.searched)
    if search.query:
        yield Para("The query was:")
        yield Code(search.query)
    if search.terms:
        yield Para("Each of its terms stands for these words, in all the records that were searched:")
        yield Bullets(tuple(s for match in search.terms for s in words.words_of(match, small=small)))
    if order.quality is not None:
        yield Title("How good the search is")
        for sentence in words.quality(order.quality, small=small, hits=search.hits is not None):
            yield Para(sentence)


def _reading(order: Order, tables: Sequence[PrintedTable]) -> Iterator[Block]:
    units = [UNITS[unit] for unit in dict.fromkeys(table.unit for table in tables) if unit in UNITS]
    said = (*units, *order.counting, *order.caveats)
    if said:
        yield Title("How to read the figures")
        yield Bullets(said)


def _review(order: Order) -> Iterator[Block]:
    law = LAWS[order.act]
    yield Title("If you are not content with this reply")
    yield Para(law.review.format(contact=contact_clause(order.contact)))
    yield Para(law.appeal)


def _end(order: Order, beside: Sequence[str]) -> Iterator[Block]:
    if beside:
        yield Title("The figures as data")
        yield Para(
            f"The same figures, for a spreadsheet or a program, come with this letter: {', '.join(beside)}."
        )
    yield Para("Yours sincerely,")
    yield Para(order.sign or order.body)
