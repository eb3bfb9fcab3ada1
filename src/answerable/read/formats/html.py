"""Web pages: paragraphs, headings, list items, and tables with their spans."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from answerable.model import Finding
from answerable.read.formats import html_nodes as nodes
from answerable.read.formats.decode import Decoded
from answerable.read.formats.html_quotes import Marks, Watch
from answerable.read.formats.html_table import TooLargeError, build
from answerable.read.formats.origin import MAX_CELLS, Origin, fold, footnote, struck_text
from answerable.read.formats.text import lines
from answerable.read.grid import Block, Loaded, Paragraph, UnreadableError

MAX_TAGS = 150_000
_MOST_NESTED = 20_000  # parsing takes the square of this
_DEEPEST = 50
_PROSE = 25  # words in a cell that is a paragraph rather than a label


class _Page:
    """Walks a page once and gathers its blocks."""

    def __init__(self, body: LexborNode, origin: Origin) -> None:
        self.body = body
        self.origin = origin
        self.line: int | None = 1
        self.findings: list[Finding] = []
        self.room = MAX_CELLS
        self.watch = Watch()
        self.outer, self.deep = _nesting(body)
        if self.deep:
            what = f"Tables stand inside tables more than {_DEEPEST} deep; they were read as paragraphs."
            do = "Look at the page to see whether one of them holds counts."
            self.findings.append(origin.finding("warning", "nested-tables", what, do))

    def blocks(self) -> Iterator[Block]:
        """The page's paragraphs and grids, in reading order."""
        words: list[str] = []
        begun = self.line
        heading = raised = 0
        inside: LexborNode | None = None  # a table that became a grid: its text is told already
        for begins, node in nodes.walk(self.body):
            tag = nodes.name_of(node)
            if inside is not None:
                inside = None if not begins and node.mem_id == inside.mem_id else inside
                continue
            if tag == "-text":
                text = node.text() or ""
                if not words and text.strip():
                    begun = self.line
                if words or text.strip():  # a paragraph begins with its first word
                    words.append(footnote(text) if raised else text)
                continue
            if begins:
                self.line = nodes.line_of(node) or self.line
            if tag == "sup":
                raised += 1 if begins else -1
            if tag not in nodes.BLOCKS and tag != "pre":
                continue
            yield from self._paragraph(words, begun, heading=heading > 0)
            words.clear()
            self.watch.see(node, begins=begins)
            if tag in nodes.HEADINGS:
                heading += 1 if begins else -1
            elif begins and tag == "pre":
                yield from self._preformatted(node)
                inside = node
            elif begins and tag == "table" and node.mem_id not in self.outer:
                grid = self._table(node)
                if grid is not None:
                    inside = node
                    yield from grid
        yield from self._paragraph(words, begun, heading=False)

    def _paragraph(self, words: list[str], line: int | None, *, heading: bool) -> Iterator[Paragraph]:
        text = fold("".join(words))
        if text:
            yield Paragraph(text, self.origin.at(text, line=line), heading=heading)

    def _preformatted(self, node: LexborNode) -> Iterator[Paragraph]:
        """Preformatted text, line by line with its spaces: columns may be split by them."""
        for number, text in enumerate(lines(nodes.text_of(node))):
            line = None if self.line is None else self.line + number
            yield Paragraph(text, self.origin.at(text, line=line))

    def _table(self, table: LexborNode) -> list[Block] | None:
        """The grid of a table, nothing for one without text, or None for one that only lays text out."""
        caption = next((c for c in _children(table) if c.tag == "caption"), None)
        title = fold(nodes.text_of(caption)) if caption is not None else ""
        try:
            grid = build(table, self.origin, room=self.room, line=self.line, title=title)
        except TooLargeError as error:
            what = (
                f"A table of {int(str(error)):,} cells is larger than any table of counts, and was not read."
            )
            do = "Copy the part that holds the counts to a spreadsheet, and read that."
            place = f"line {self.line}"
            self.findings.append(self.origin.finding("error", "too-large", what, do, place))
            return []
        if grid is None:
            return [Paragraph(title, self.origin.at(title, line=self.line))] if title else []
        if _is_layout(table, grid.texts()):
            return None
        self.room -= grid.height * grid.width
        return [grid]


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _nesting(body: LexborNode) -> tuple[set[int], bool]:
    """The tables that hold other tables, by identity, and whether any stand absurdly deep."""
    open_tables: list[int] = []
    outer: set[int] = set()
    deepest = 0
    for begins, node in nodes.walk(body):
        if node.tag != "table":
            continue
        if begins:
            if open_tables:
                outer.add(open_tables[-1])
            open_tables.append(node.mem_id)
            deepest = max(deepest, len(open_tables))
        else:
            open_tables.pop()
    return outer, deepest > _DEEPEST


def _is_layout(table: LexborNode, texts: tuple[tuple[str, ...], ...]) -> bool:
    """True for a table that only arranges prose on the page."""
    if table.attributes.get("role") in {"presentation", "none"}:
        return True
    filled = [text for row in texts for text in row if text]
    prose = sum(1 for text in filled if len(text.split()) > _PROSE)
    lone = len(filled) == 1 or len(texts[0]) == 1
    return 2 * prose > len(filled) or (lone and (len(filled) == 1 or prose > 0))


def load_html(decoded: Decoded, origin: Origin) -> Loaded:
    """The same as :func:`load_message`, of a page that is no message."""
    return load_message(decoded, origin)[0]


def load_message(decoded: Decoded, origin: Origin) -> tuple[Loaded, Marks]:
    """The paragraphs and grids of a web page, and what of them a mail program marks as quoted.

    A ``br`` ends a paragraph but not a cell. A raised number prints in brackets, ``19[1]``, since a
    footnote mark must never join a figure. Scripts, navigation, banners and what is hidden are left out.

    Raises:
        UnreadableError: the page has more tags than any reply.
    """
    tags, depth = nodes.size_of(decoded.text)
    if tags > MAX_TAGS or depth > _MOST_NESTED:
        raise UnreadableError(
            f"{origin.file} is a page of {tags:,} elements, far more than a reply has: "
            "save the part that holds the figures, and read that."
        )
    findings = (decoded.finding,) if decoded.finding else ()
    body = nodes.parse(decoded.text)
    if body is None:
        return Loaded("html", (), findings), Marks()
    page = _Page(body, origin)
    blocks: list[Block] = []
    for block in page.blocks():
        page.watch.take(len(blocks))
        blocks.append(block)
    struck = sum(1 for node in body.css("del, s, strike, [style]") if nodes.is_struck(node))
    if struck:
        page.findings.append(origin.finding("warning", "struck-text", *struck_text(struck)))
    return Loaded("html", tuple(blocks), (*findings, *page.findings)), page.watch.marks()
