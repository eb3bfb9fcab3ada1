"""What a letter is made of, whatever it is written to: headings, paragraphs, lists, tables."""

from __future__ import annotations

from dataclasses import dataclass

from answerable.publish.reply.printed import PrintedTable


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of somebody else, a paragraph each: the request."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A line to be kept letter by letter: the query."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """A table of counts with its number."""

    number: int
    table: PrintedTable


Block = Title | Para | Quote | Code | Bullets | Counts


@dataclass(frozen=True, slots=True)
class Letter:
    """A reply as written, ready to be put into any format.

    Attributes:
        title: what it is, and which request it answers.
        facts: label and value of the lines at its head.
        blocks: the letter itself, in order.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
