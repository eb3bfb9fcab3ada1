"""What every format turns a document into: paragraphs and grids of printed cells, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from answerable.model import Finding, GridText, Source


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell.

    Attributes:
        text: as printed, white space folded; empty for a blank.
        source: where it stands.
        row_span, column_span: how many rows and columns it covers, where the format says.
        covered_by: (row, column) of the cell whose span covers this place; then ``text`` is empty.
        hidden: in a hidden row, column or sheet.
        bold: printed bold, where the format says.
        indent: how far its text is set in, where the format says; only more or less than another's tells anything.
        lines: its lines where the cell prints several, as far as the format says.
    """

    text: str
    source: Source
    row_span: int = 1
    column_span: int = 1
    covered_by: tuple[int, int] | None = None
    hidden: bool = False
    bold: bool = False
    lines: tuple[str, ...] = ()
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A rectangle of cells.

    Attributes:
        rows: every row has the same length; blanks are cells with no text.
        source: where the grid begins.
        spans_known: True where the format keeps spans (HTML, spreadsheets); False where a flattening
            lost them, so that a blank header cell may be the trace of a span.
        title: a caption that the format itself marks as one.
        packed: True where a flattening pushed the labels of short rows to the left, so that a header
            label may stand left of the columns that it spans.
        inferred: True where rows and columns were inferred from the order of lines.
        doubt: what only a printed total can settle about such an inference; empty where nothing is.
        lost: why not even totals can settle it, so that a person must look; empty where nothing is.
        parts: the grid as it stands on each page, where it goes on over several.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    source: Source
    spans_known: bool = True
    title: str = ""
    packed: bool = False
    inferred: bool = False
    doubt: str = ""
    lost: str = ""
    parts: tuple[GridText, ...] = ()

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The printed texts, row by row."""
        return tuple(tuple(cell.text for cell in row) for row in self.rows)

    def column(self, index: int) -> Iterator[GridCell]:
        """The cells of one column, top to bottom."""
        return (row[index] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph of running text."""

    text: str
    source: Source
    heading: bool = False


Block = Paragraph | Grid


def with_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a document, the cells of each table that has but one column as paragraphs after it."""
    for block in blocks:
        yield block
        if isinstance(block, Grid) and block.width == 1:
            for (cell,) in block.rows:
                if cell.text and not cell.hidden:
                    yield Paragraph(cell.text, cell.source)


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: an attachment, a message in a mailbox, a member of an archive.

    Attributes:
        name: its path inside the container, made safe to show: no ``..``, nothing absolute.
        data: its bytes.
    """

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the headers of a message say of the reply in it, where the reply itself is silent.

    Attributes:
        dated: the day on which it was sent.
        sender: the sender's e-mail address.
        subject: its subject line.
    """

    dated: date | None = None
    sender: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document taken apart, before anything is made of it.

    Attributes:
        kind: ``text``, ``html``, ``csv``, ``xlsx``, ``xls``, ``ods``, ``docx``, ``eml``, ``msg``, ``mbox``,
            ``zip``, ``pdf``.
        blocks: paragraphs and grids in reading order.
        findings: what a person should know about the file itself (hidden sheets, a guessed encoding).
        members: the files inside it, for e-mails and archives.
        envelope: what the headers say, for e-mails.
        placed: True where every word's place is known, so that no table hides in the order of the lines.
    """

    kind: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    members: tuple[Member, ...] = ()
    envelope: Envelope | None = None
    placed: bool = False


class UnreadableError(Exception):
    """A file that cannot be read at all. Its message is one sentence that says why and what to do."""
