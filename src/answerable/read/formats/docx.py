"""Word documents: paragraphs, headings, list items and tables of the final version, in reading order.

A Word file has neither pages nor lines of its own. Every paragraph and every row of a table is numbered from
1 in reading order, and that number is its line; a cell is told apart by its address in its table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from posixpath import normpath
from xml.etree import ElementTree as ET

from answerable.model import Finding
from answerable.model.finding import Severity
from answerable.read.formats.carried import embedded
from answerable.read.formats.docx_lists import Lists, State
from answerable.read.formats.docx_styles import Styles
from answerable.read.formats.docx_table import (
    CONTENTS,
    Beside,
    CellText,
    Tables,
    TooLargeError,
    inside,
    is_layout,
)
from answerable.read.formats.docx_text import Line, Reader, Seen, chosen
from answerable.read.formats.origin import Origin, fold, many, struck_text
from answerable.read.formats.package import Package, attribute
from answerable.read.formats.text import MAX_LINES
from answerable.read.grid import Block, Loaded, Paragraph, UnreadableError

_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_NOTE_PARTS = (("footnote", "footnotes"), ("endnote", "endnotes"))


class _Document:
    """Walks the parts of a document and gathers their blocks."""

    def __init__(self, package: Package, origin: Origin) -> None:
        self.package, self.origin = package, origin
        self.main = _main_part(package)
        self.folder = self.main.rpartition("/")[0]
        self.seen = Seen()
        self.styles = Styles(self._part("styles"))
        self.reader = Reader(self.styles, self.seen)
        self.lists = Lists(self._part("numbering"))
        self.tables = Tables(origin, self._cell_text, self._next_line, self._tell)
        self.findings: list[Finding] = []
        self.lines = 0

    def _part(self, name: str) -> ET.Element | None:
        path = f"{self.folder}/{name}.xml".lstrip("/")
        return self.package.tree(path) if path in self.package.names else None

    def _next_line(self) -> int:
        self.lines += 1
        if self.lines > MAX_LINES:
            raise UnreadableError(
                f"{self.origin.file} has more than {MAX_LINES:,} paragraphs, too many for a reply: "
                "cut out the part that holds the figures and read that."
            )
        return self.lines

    def _tell(self, what: Beside) -> None:
        """Keeps account of what a table holds beside its printed text."""
        self.seen.hidden += what == "hidden"
        self.seen.tracked += what != "hidden"
        self.seen.deleted += what == "deleted"

    def blocks(self) -> Iterator[Block]:
        """Headers, the text itself, footnotes and endnotes, and footers."""
        body = self.package.tree(self.main).find("body")
        if body is None:
            raise self.package.damaged()
        yield from self._running("header")
        yield from self._flow(body)
        yield from self._notes()
        yield from self._running("footer")

    def _running(self, kind: str) -> Iterator[Block]:
        """What stands at the head or foot of every page, once, and without page numbers."""
        told: set[str] = set()
        begins = f"{self.folder}/{kind}".lstrip("/")
        for name in sorted(n for n in self.package.names if n.startswith(begins) and n.endswith(".xml")):
            for paragraph in _paragraphs(self.package.tree(name)):
                line = self.reader.line(paragraph)
                text = fold(line.text)
                if text and text not in told and not _PAGE_FIELDS & set(line.fields):
                    told.add(text)
                    yield self._paragraph(text, heading=False)

    def _notes(self) -> Iterator[Block]:
        """The footnotes and endnotes that the text refers to, in that order."""
        found: dict[tuple[str, str], ET.Element] = {}
        for tag, part in _NOTE_PARTS:
            root = self._part(part) if any(kind == tag for kind, _ in self.seen.notes) else None
            for note in root if root is not None else ():
                found[tag, attribute(note, "id") or ""] = note
        for key, number in list(self.seen.notes.items()):
            node = found.get(key)
            for index, paragraph in enumerate(_paragraphs(node) if node is not None else ()):
                text = fold(self.reader.line(paragraph).text)
                if text:
                    yield self._paragraph(f"[{number}] {text}" if index == 0 else text, heading=False)

    def _paragraph(self, text: str, *, heading: bool) -> Paragraph:
        return Paragraph(text, self.origin.at(text, line=self._next_line()), heading=heading)

    def _flow(self, root: ET.Element) -> Iterator[Block]:
        """Paragraphs and tables in order, through whatever wraps them."""
        todo = list(reversed(root))
        while todo:
            node = todo.pop()
            if node.tag == "p":
                yield from self._lines_of(node)
            elif node.tag == "tbl":
                yield from self._table(node)
            elif node.tag == "altChunk":
                self.seen.embedded += 1
            elif node.tag == "AlternateContent":
                todo.extend(chosen(node))
            elif node.tag in CONTENTS or node.tag == "txbxContent":
                todo.extend(reversed(node))

    def _lines_of(self, paragraph: ET.Element) -> Iterator[Block]:
        """The lines of a paragraph, split at its line breaks, then its text boxes."""
        style = self.styles.style_of(paragraph)
        line = self.reader.line(paragraph)
        label = self.lists.label(style.numbering) if line.text.strip() else ""
        for text in (label + line.text).split("\n"):
            if printed := _tidy(text):
                yield self._paragraph(printed, heading=style.heading)
        if not line.text.strip():  # an empty paragraph parts what stands before and after it
            yield self._paragraph("", heading=False)
        for box in line.boxes:
            yield from self._flow(box)

    def _table(self, table: ET.Element) -> Iterator[Block]:
        """The grid of a table, or the paragraphs of one that only lays text out; then the tables in it."""
        before = self.lines, self.tables.room, self.tables.count, replace(self.seen), self.lists.state()
        cells = [tc for tr in inside(table, "tr") for tc in inside(tr, "tc")]
        nested = [found for tc in cells for found in inside(tc, "tbl")]
        try:
            grid = self.tables.build(table)
        except TooLargeError as error:
            what = (
                f"A table of {int(str(error)):,} cells is larger than any table of counts, and was not read."
            )
            do = "Copy the part that holds the counts to a spreadsheet, and read that."
            self.findings.append(self.origin.finding("error", "too-large", what, do, f"line {self.lines}"))
            return
        if grid is None or is_layout(grid, nested=bool(nested)):
            self._go_back(*before)
            for tc in cells:
                yield from self._flow(tc)
            return
        yield grid
        for inner in nested:
            yield from self._table(inner)

    def _go_back(self, lines: int, room: int, count: int, seen: Seen, lists: State) -> None:
        """Forgets a table that turned out to be none, so that its paragraphs are read as if for the first time."""
        self.lines, self.tables.room, self.tables.count = lines, room, count
        self.seen = self.reader.seen = seen
        self.lists.go_back(lists)

    def _cell_text(self, tc: ET.Element) -> CellText:
        """What a cell prints: its paragraphs, one under another, and its text boxes."""
        found: list[Line] = []
        todo = list(reversed(list(inside(tc, "p"))))
        while todo:
            paragraph = todo.pop()
            line = self.reader.line(paragraph)
            if line.text.strip():  # the number of a list item is left out, lest it join a count
                self.lists.label(self.styles.style_of(paragraph).numbering)
                found.append(line)
            todo.extend(p for box in reversed(line.boxes) for p in reversed(list(_paragraphs(box))))
        text = "\n".join(line.text for line in found)
        return CellText(text, bool(found) and all(line.bold for line in found))

    def known(self) -> tuple[Finding, ...]:
        """What a person should know about the file beyond what it prints."""
        seen, found = self.seen, list(self.findings)

        def tell(severity: Severity, kind: str, what: str, do: str) -> None:
            found.append(self.origin.finding(severity, kind, what, do))

        if seen.tracked:
            what = (
                f"The document holds {many(seen.tracked, 'tracked change')} that nobody accepted"
                f" ({many(seen.deleted, 'deletion')}); it was read as if all were accepted."
            )
            tell("warning", "tracked-changes", what, "Ask the body which version it meant to send.")
        if seen.hidden:
            what = f"{many(seen.hidden, 'piece')} of hidden text stand in the document, and were not read."
            tell("warning", "hidden-text", what, "Show hidden text in Word, and tell the body of it.")
        if seen.struck:
            tell("warning", "struck-text", *struck_text(seen.struck))
        comments = self._part("comments")
        if comments is not None and len(comments):
            what = f"The document carries {many(len(comments), 'comment')}, not read."
            tell("note", "comment", what, "Read the comments in Word.")
        if seen.embedded:
            what = (
                f"{many(seen.embedded, 'part')} in another format stand in the document, and were not read."
            )
            tell("warning", "embedded", what, "Open it in Word, save it again, and read that.")
        if seen.pictures:
            what = f"{many(seen.pictures, 'picture')} or drawings were passed over."
            tell("note", "picture", what, "If one shows figures, ask for them as text.")
        return tuple(found)


def _tidy(text: str) -> str:
    """A line with its tabs kept, since columns may be split by them, and all other white space folded."""
    return "\t".join(fold(part) for part in text.split("\t")).strip()


def _paragraphs(root: ET.Element) -> Iterator[ET.Element]:
    """Every paragraph below an element in order, but those of the branches of an alternative not read."""
    todo = list(reversed(root))
    while todo:
        node = todo.pop()
        if node.tag == "p":
            yield node
        elif node.tag == "AlternateContent":
            todo.extend(chosen(node))
        else:
            todo.extend(reversed(node))


def _main_part(package: Package) -> str:
    """The name of the part that holds the text, which the package's relations tell."""
    if "_rels/.rels" in package.names:
        for relation in package.tree("_rels/.rels"):
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                name = normpath((attribute(relation, "Target") or "").lstrip("/"))
                if name in package.names:
                    return name
    if "word/document.xml" not in package.names:
        raise package.damaged()
    return "word/document.xml"


def load_docx(data: bytes, origin: Origin) -> Loaded:
    """The paragraphs and grids of a Word document as its final version prints them.

    Insertions that nobody accepted are read and deletions left out, with a finding that says so. Hidden text
    is left out, with a finding. A footnote mark prints in brackets, ``19[1]``, and the note stands at the end.

    Raises:
        UnreadableError: the document is damaged, locked with a password, or unsafe to open.
    """
    document = _Document(Package(data, origin), origin)
    blocks = tuple(document.blocks())
    return Loaded("docx", blocks, (*document.known(), *embedded(document.package, origin)))
