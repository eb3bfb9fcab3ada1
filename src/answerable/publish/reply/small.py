"""Small counts in a release, named one by one: a count of one to four may point to a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from answerable.publish.reply.order import Order, TermMatches
from answerable.publish.reply.printed import PrintedTable

SMALL = range(1, 5)
_NAMED = 20


@dataclass(frozen=True, slots=True)
class SmallCount:
    """A printed count of one to four, by its place in words."""

    table: int
    row: str
    column: str
    count: int

    def __str__(self) -> str:
        return f"table {self.table}, {self.row}, {self.column}: {self.count}"


class SmallCountsError(Exception):
    """A release holds small counts. Its message names the cells and says what to do."""

    def __init__(self, found: Sequence[SmallCount]) -> None:
        self.found = tuple(found)
        named = "\n".join(f"  {small}" for small in self.found[:_NAMED])
        more = f"\n  and {len(self.found) - _NAMED:,} more" if len(self.found) > _NAMED else ""
        cells = "1 cell holds" if len(self.found) == 1 else f"{len(self.found):,} cells hold"
        super().__init__(
            f"This release is not written: {cells} a count of 1 to 4.\n{named}{more}\n"
            "Protect the tables first, or say --allow-small where such counts may be released."
        )


def small_counts(tables: Iterable[PrintedTable]) -> Iterator[SmallCount]:
    """Every printed count of one to four, totals among them."""
    for number, table in enumerate(tables, start=1):
        for row in table.rows:
            for path, cell in zip(table.columns, row.cells, strict=True):
                if cell.state == "exact" and cell.count is not None and cell.count.low in SMALL:
                    labels = " / ".join(label for label in row.labels if label)
                    yield SmallCount(number, labels, " / ".join(path), cell.count.low)


def discreet(order: Order, tables: Sequence[PrintedTable]) -> Order:
    """The order without numbers that could undo what its tables withhold.

    Where a cell is withheld, the number of hits is told only if the tables print it too, and the term list
    without its counts: the count of a word may be the count that was withheld.
    """
    if not any(table.withheld for table in tables):
        return order
    printed = {
        cell.count.low
        for t in tables
        for row in t.rows
        for cell in row.cells
        if cell.count and cell.state == "exact"
    }
    search = order.search
    terms = tuple(TermMatches(m.term, tuple((word, None) for word, _ in m.words)) for m in search.terms)
    hits = search.hits if search.hits in printed else None
    return replace(order, search=replace(search, hits=hits, terms=terms))
