"""From every number to the place that prints it, in at most two clicks.

A printed number links to its cell or sentence in the list of sources. A number that was worked out links to
its derivation, whose every part links on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from answerable.model import Cell, Document, Figure, Source, Statement, Table


@dataclass(frozen=True, slots=True)
class Derivation:
    """A number that was worked out: its anchor, and the figure with its parts."""

    anchor: str
    figure: Figure


@dataclass(slots=True)
class Trail:
    """Hands out an anchor for every figure, and remembers what the report must therefore show."""

    derivations: list[Derivation] = field(default_factory=list)
    used: dict[str, Source] = field(default_factory=dict)
    _known: dict[int, str] = field(default_factory=dict)

    def anchor(self, figure: Figure) -> str:
        """The anchor that the figure's number links to; its parts are given theirs too."""
        if figure.source is not None:
            self.used[figure.source.id] = figure.source
            return figure.source.id
        if id(figure) not in self._known:
            anchor = f"d{len(self.derivations) + 1}"
            self._known[id(figure)] = anchor
            self.derivations.append(Derivation(anchor, figure))
            for part in figure.parts:
                self.anchor(part)
        return self._known[id(figure)]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a printed table, with its anchor where it is the first to stand at its place."""

    cell: Cell
    anchor: str | None
    used: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as printed, row by row."""

    table: Table
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, tuple[ShownCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement with its anchor."""

    statement: Statement
    anchor: str | None
    used: bool


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document's numbers as the list of sources shows them."""

    document: Document
    tables: tuple[ShownTable, ...]
    statements: tuple[ShownStatement, ...]


def show_documents(documents: Iterable[Document], trail: Trail) -> tuple[ShownDocument, ...]:
    """Every document with the cells and sentences that figures may point to; each anchor stands once."""
    given: set[str] = set()

    def anchor(source: Source) -> str | None:
        if source.id in given:
            return None
        given.add(source.id)
        return source.id

    shown = []
    for document in documents:
        tables = tuple(_show_table(table, anchor, trail) for table in document.tables)
        statements = tuple(
            ShownStatement(s, anchor(s.source), s.source.id in trail.used) for s in document.statements
        )
        shown.append(ShownDocument(document, tables, statements))
    return tuple(shown)


def _show_table(table: Table, anchor: object, trail: Trail) -> ShownTable:
    assert callable(anchor)
    # printed cells first: a blank may be placed beside its neighbour, whose anchor it must not take
    anchors = {id(cell): anchor(cell.source) for cell in sorted(table.cells, key=lambda c: not c.printed)}
    depth = max((len(path) for path in table.columns), default=0)
    heads = tuple(
        tuple(path[level] if level < len(path) else "" for path in table.columns)
        for level in range(max(depth, 1))
    )
    rows = tuple(
        (
            " / ".join(path),
            tuple(
                ShownCell(cell, anchors[id(cell)], cell.source.id in trail.used) for cell in table.row(index)
            ),
        )
        for index, path in enumerate(table.rows)
    )
    return ShownTable(table, heads, rows)
