"""Running text to sentences: wrapped lines joined, paragraphs split, each sentence with its first line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.model import Document, Line, Source

# Formats in which a line is a piece of a paragraph; in all others it is a paragraph of its own.
_WRAPPED = frozenset({"text", "pdf"})
_BULLET = re.compile(r"\s*(?:[•▪◦●*·–-]\s+|o\s+|\(?[a-z\d]{1,2}[.)]\s+)")
_END = re.compile(r"[.!?…][\"”’')\]]*\s*(?:\d{1,2}\s+)?(?=[\s]+[\"“‘'(\[]?[A-Z0-9£])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:et al|e\.g|i\.e|eg|ie|cf|no|nos|p|pp|para|paras|approx|c|ca|mr|mrs|ms|dr|prof|st|vs?|s|ss|fig|art|ch"
    r"|sch|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|inc|ltd|dept|det|insp|supt|sgt|gov|rev|vol|ed|eds)|\b[A-Z])\.$",
    re.I,
)
_LONG = 55


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of running text.

    Attributes:
        text: with its white space folded.
        source: where its first word stands.
        paragraph: number of its paragraph in the document, from 0.
        place: number of the sentence in the document, from 0.
        heading: True where its paragraph is a heading.
    """

    text: str
    source: Source
    paragraph: int
    place: int
    heading: bool = False

    @property
    def line(self) -> int | None:
        """The line on which it begins, where the document has lines."""
        return self.source.line


def sentences(document: Document) -> tuple[Sentence, ...]:
    """Every sentence outside tables, in reading order."""
    result: list[Sentence] = []
    for number, lines in enumerate(_paragraphs(document)):
        text, starts = _joined(lines)
        for begin, end in _bounds(text):
            at = max(i for i, start in enumerate(starts) if start <= begin)
            result.append(
                Sentence(text[begin:end], lines[at].source, number, len(result), heading=lines[0].heading)
            )
    return tuple(result)


def _paragraphs(document: Document) -> Iterator[list[Line]]:
    """Runs of lines that belong together."""
    held: list[Line] = []
    for line in document.text:
        text = line.text.strip()
        if held and (not text or line.in_table or not _continues(held[-1], line, document.kind)):
            yield held
            held = []
        if text and not line.in_table:
            held.append(line)
    if held:
        yield held


def _continues(before: Line, line: Line, kind: str) -> bool:
    """True where a line goes on with the sentence of the line before it."""
    if kind not in _WRAPPED or before.heading or line.heading or _BULLET.match(line.text):
        return False
    ended = before.text.rstrip().endswith((".", "!", "?", ":", "”", '"'))
    if len(before.text.strip()) >= _LONG:
        # A very long line that ends a sentence is a whole paragraph, not one line of a wrapped one.
        return not (ended and len(before.text) > 2 * _LONG)
    return not ended and line.text.lstrip()[:1].islower()


def _joined(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The lines as one text with single spaces, and where each begins in it."""
    text, starts = "", []
    for line in lines:
        text += " " if text else ""
        starts.append(len(text))
        text += " ".join(line.text.split())
    return text, starts


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence."""
    begin = 0
    for match in _END.finditer(text):
        end = match.end()
        if _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start() + 1]):
            continue
        yield begin, end
        begin = end + len(text[end:]) - len(text[end:].lstrip())
    if begin < len(text):
        yield begin, len(text)
