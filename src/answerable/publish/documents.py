"""Every document as the report prints it: its tables with their headings, and each cell with its anchor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.model import Cell, Document, Source, Table
from answerable.model.table import Path
from answerable.publish.ledger import Ledger
from answerable.publish.safe import slug
from answerable.study.picture import Picture, RegisterRow


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading over ``span`` columns."""

    text: str
    span: int


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """One cell as printed; ``anchor`` is empty where the place has been printed before."""

    text: str
    anchor: str
    read_as: str
    total: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row: the labels that name it, and its cells (None where the table has none)."""

    label: str
    cells: tuple[PrintedCell | None, ...]
    total: bool


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed, and what a person should know about it."""

    title: str
    where: str
    stub: str
    headings: tuple[tuple[Heading, ...], ...]
    rows: tuple[PrintedRow, ...]
    notes: tuple[str, ...]
    review: str


@dataclass(frozen=True, slots=True)
class PrintedSentence:
    """A sentence that prints a number, cut around it; ``printed`` is all of it where the number is not found."""

    before: str
    printed: str
    after: str
    anchor: str
    where: str


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """One document of the sources section."""

    id: str
    file: str
    sha256: str
    kind: str
    names: tuple[str, ...]
    state: str
    dated: str
    tables: tuple[PrintedTable, ...]
    sentences: tuple[PrintedSentence, ...]


@dataclass(frozen=True, slots=True)
class OtherPlace:
    """A source that stands in none of the tables and sentences read."""

    anchor: str
    source: Source


class Printer:
    """Prints documents for one report, each place with its anchor the first time that it comes."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._printed: set[str] = set()

    def documents(self, picture: Picture) -> tuple[PrintedDocument, ...]:
        """Every document of the picture, in order."""
        names: dict[str, list[RegisterRow]] = {}
        for row in picture.register:
            for file in row.documents:
                names.setdefault(file, []).append(row)
        return tuple(
            self._document(document, number, names.get(document.file, []))
            for number, document in enumerate(picture.documents, start=1)
        )

    def others(self) -> tuple[OtherPlace, ...]:
        """Sources that published numbers rest on and that no document printed so far."""
        left = (item for item in self._ledger.sources.items() if item[0] not in self._printed)
        return tuple(OtherPlace(anchor, source) for anchor, source in left)

    def _anchor(self, source: Source) -> str:
        anchor = self._ledger.place(source)
        if anchor in self._printed:
            return ""
        self._printed.add(anchor)
        return anchor

    def _document(self, document: Document, number: int, rows: Sequence[RegisterRow]) -> PrintedDocument:
        tables = tuple(self._table(table) for table in document.tables)
        sentences = tuple(
            self._sentence(statement.text, statement.source) for statement in document.statements
        )
        dated = document.reply.dated
        return PrintedDocument(
            id=f"document-{number}-{slug(document.file)[:40]}",
            file=document.file,
            sha256=document.sha256,
            kind=document.kind,
            names=tuple(row.name for row in rows),
            state=document.reply.state,
            dated=f"{dated.day} {dated:%B %Y}" if dated else "",
            tables=tables,
            sentences=sentences,
        )

    def _table(self, table: Table) -> PrintedTable:
        cells = {(cell.row, cell.column): cell for cell in table.cells}
        rows = []
        for row, path in enumerate(table.rows):
            printed = [self._cell(cells.get((row, c)), table, c) for c in range(len(table.columns))]
            rows.append(PrintedRow(joined(path), tuple(printed), _flag(table.row_totals, row)))
        return PrintedTable(
            title=table.title,
            where=table.source.where,
            stub=joined(table.stub) or "Row",
            headings=headings(table.columns),
            rows=tuple(rows),
            notes=table.notes,
            review=(table.why or "The reading is not certain.") if table.status == "review" else "",
        )

    def _cell(self, cell: Cell | None, table: Table, column: int) -> PrintedCell | None:
        if cell is None:
            return None
        plain = cell.count is None or (cell.state == "exact" and cell.count.is_exact)
        read_as = "" if plain or cell.count is None else str(cell.count)
        total = _flag(table.column_totals, column)
        return PrintedCell(cell.printed, self._anchor(cell.source), read_as, total, cell.hidden)

    def _sentence(self, text: str, source: Source) -> PrintedSentence:
        anchor = self._anchor(source)
        before, found, after = text.partition(source.printed) if source.printed else ("", "", text)
        if not found:
            return PrintedSentence("", text, "", anchor, source.where)
        return PrintedSentence(before, found, after, anchor, source.where)


def joined(path: Path) -> str:
    """A header path in one line, outermost label first."""
    return " › ".join(label for label in path if label)


def _flag(flags: Sequence[bool], place: int) -> bool:
    return place < len(flags) and flags[place]


def headings(columns: Sequence[Path]) -> tuple[tuple[Heading, ...], ...]:
    """The rows of column headings, each label over the neighbours that share it and all above it."""
    depth = max((len(path) for path in columns), default=0)
    return tuple(tuple(_level(columns, level)) for level in range(depth))


def _level(columns: Sequence[Path], level: int) -> Iterator[Heading]:
    start = 0
    for place in range(1, len(columns) + 1):
        if place == len(columns) or columns[place][: level + 1] != columns[start][: level + 1]:
            path = columns[start]
            yield Heading(path[level] if level < len(path) else "", place - start)
            start = place
