"""One file of a reply, as read: its tables, its statements, and what kind of answer it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from answerable.model.count import Count
from answerable.model.finding import Finding
from answerable.model.source import Source
from answerable.model.table import Table
from answerable.model.years import Period

ReplyState = Literal["answered", "part", "refused", "not_held", "ncnd", "unknown"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A count that stands in a list or a sentence, with its words.

    Attributes:
        text: the sentence or list line as printed.
        count: the interval that it prints.
        period: the period it is about, where the words or the list's heading say.
        source: where it stands.
        about: the words that say what is counted: the list's heading, or the sentence.
    """

    text: str
    count: Count
    source: Source
    period: Period | None = None
    about: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The statement for ``--json``."""
        return {
            "text": self.text,
            "low": self.count.low,
            "high": self.count.high,
            "period": str(self.period) if self.period else None,
            "about": self.about,
            "source": self.source.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Reply:
    """What kind of answer a document is.

    Attributes:
        state: answered, part (some given, some refused), refused, not_held, ncnd (neither confirm nor
            deny), or unknown.
        exemptions: sections relied on, such as ``("s.12", "s.40(2)")``, in order of first mention.
        body: ONS or own code of the body that wrote it, or None.
        reference: the body's reference, or empty.
        dated: the date of the letter.
        also_for: codes of further bodies that the same figures cover (merged bodies).
    """

    state: ReplyState = "unknown"
    exemptions: tuple[str, ...] = ()
    body: str | None = None
    reference: str = ""
    dated: date | None = None
    also_for: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The reply's facts for ``--json``."""
        return {
            "state": self.state,
            "exemptions": list(self.exemptions),
            "body": self.body,
            "also_for": list(self.also_for),
            "reference": self.reference,
            "dated": self.dated.isoformat() if self.dated else None,
        }


@dataclass(frozen=True, slots=True)
class GridText:
    """A grid as found, before interpretation: rows of text, and where it begins."""

    rows: tuple[tuple[str, ...], ...]
    source: Source

    def to_dict(self) -> dict[str, Any]:
        """The grid for ``--grid``."""
        place = self.source.to_dict()
        where = {str(key): place[key] for key in ("page", "sheet", "line") if key in place}
        return where | {"rows": [list(row) for row in self.rows]}


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of a document's running text.

    Attributes:
        text: as printed.
        source: where it stands.
        in_table: True where it was taken for part of a table.
        heading: True where the format marks it as a heading.
    """

    text: str
    source: Source
    in_table: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read.

    Attributes:
        file: path as shown to people.
        sha256: hex digest of its bytes.
        kind: ``text``, ``html``, ``csv``, ``xlsx``, ``xls``, ``ods`` and so on.
        grids: every grid found, before interpretation.
        text: every line of running text in reading order, blank ones too.
        parts: the documents inside it, each with its ``file`` written ``container/member``.
    """

    file: str
    sha256: str
    kind: str
    reply: Reply = Reply()
    tables: tuple[Table, ...] = ()
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    grids: tuple[GridText, ...] = ()
    text: tuple[Line, ...] = ()
    parts: tuple[Document, ...] = ()

    def whole(self) -> Iterator[Document]:
        """This document, and then every document inside it, however deep."""
        yield self
        for part in self.parts:
            yield from part.whole()

    def to_dict(self, *, grids: bool = False) -> dict[str, Any]:
        """The document for ``--json``, with its raw grids if asked for."""
        result = {
            "file": self.file,
            "sha256": self.sha256,
            "kind": self.kind,
            "reply": self.reply.to_dict(),
            "tables": [table.to_dict() for table in self.tables],
            "statements": [statement.to_dict() for statement in self.statements],
            "findings": [finding.to_dict() for finding in self.findings],
        }
        if grids:
            result["grids"] = [grid.to_dict() for grid in self.grids]
        return result
