"""The earlier messages that an e-mail quotes: the request among them, whose numbers are no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from answerable.model import Finding
from answerable.read.formats.html_quotes import Marks
from answerable.read.formats.origin import Origin, many
from answerable.read.formats.quoted_blocks import (
    FORWARDED,
    TURNS,
    WROTE,
    Quoted,
    doubted,
    quoted_blocks,
    says,
)
from answerable.read.grid import Block, Grid, Paragraph

_ORIGINAL = re.compile(r"\s*[-_]{2,}\s*original (?:message|appointment)\s*[-_]{2,}\s*", re.I)
_FROM = re.compile(r"\s*\W?from\W{0,2}:", re.I)
_REST = (re.compile(r"\s*\W?(?:sent|date)\W{0,2}:", re.I), re.compile(r"\s*\W?(?:to|subject)\W{0,2}:", re.I))
_NEAR = 8
_QUOTED = re.compile(r"\s*>(?!\s*=?\s*\d+\s*$)")
_ONCE = re.compile(r"\s*>\s?(?P<says>[^>].*)")
_BELOW = re.compile(
    r"\b(?:answers?|answered|responses?|responded|repl(?:y|ies|ied)|comments?|figures)\b.{0,60}?\b(?:below|in[\s-]?line|beneath|underneath"
    r"|in\s+(?:red|blue|bold|green|purple|capitals|italics))\b",
    re.I,
)


def _texts_after(blocks: Sequence[Block], start: int) -> list[str]:
    """The next few lines that print something."""
    found: list[str] = []
    for block in blocks[start + 1 :]:
        if isinstance(block, Paragraph) and block.text.strip():
            found.append(block.text)
            if len(found) == _NEAR:
                break
    return found


def _begins(blocks: Sequence[Block], index: int, marked: Quoted) -> bool:
    """True where an earlier message begins and the rest of the text is quoted."""
    block = blocks[index]
    if not isinstance(block, Paragraph) or not block.text.strip():
        return False
    if _ORIGINAL.fullmatch(block.text):
        return True
    if _FROM.match(block.text):
        after = _texts_after(blocks, index)
        return all(any(pattern.match(text) for text in after) for pattern in _REST)
    if "wrote:" in block.text.lower() and WROTE.fullmatch(block.text):
        after = _texts_after(blocks, index)
        below = range(index + 1, len(blocks))
        first = next((i for i in below if says(blocks[i])), index)
        says_so = bool(after) and after[0].lstrip().startswith(">")  # then each quoted line says so itself
        return not says_so and first not in marked.out | marked.between
    return False


def without_quotations(
    blocks: Sequence[Block], origin: Origin, marks: Marks
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks that the message itself says, and a finding on those that it quotes.

    A message that is passed on ("Begin forwarded message") is no quotation: what it passes on is the reply.
    Where nothing stands above the earlier message it was passed on too, and is read.

    Returns:
        The blocks left, quoted lines as blank ones, so that every line keeps its number.
    """
    marked = quoted_blocks(blocks, marks)
    between = _answered_between(blocks)
    end = _end(blocks, marked)
    kept: list[Block] = []
    quoted: list[Block] = []
    for index, block in enumerate(blocks):
        if index >= end or (index in marked.out and isinstance(block, Grid)):
            quoted.append(block)
        elif isinstance(block, Paragraph) and between and (asked := _ONCE.fullmatch(block.text)):
            kept.append(Paragraph(asked["says"], block.source))
        elif isinstance(block, Paragraph) and (index in marked.out or _QUOTED.match(block.text)):
            quoted.append(block)
            kept.append(Paragraph("", block.source))
        else:
            kept.append(doubted(block) if index in marked.doubtful else block)
    if between or marked.between:
        what = "Quoted lines stand between the sender's own, and were read with them."
        return tuple(kept), (
            origin.finding("note", "quoted", what, ""),
            *_finding(quoted, origin, referred=False),
        )
    referred = any(isinstance(block, Paragraph) and _BELOW.search(block.text) for block in kept)
    return tuple(kept), _finding(quoted, origin, referred=referred)


def _end(blocks: Sequence[Block], marked: Quoted) -> int:
    """Where an earlier message begins that goes on to the end of the text."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and FORWARDED.fullmatch(block.text):
            break
        if index == marked.end:
            return index
        if index in marked.out:
            continue
        if _begins(blocks, index, marked) and any(says(earlier) for earlier in blocks[:index]):
            return index
    return len(blocks)


def _answered_between(blocks: Sequence[Block]) -> bool:
    """True where quoted lines and the sender's own take turns: each question is answered right under it."""
    sides = [
        _QUOTED.match(block.text) is not None
        for block in blocks
        if isinstance(block, Paragraph) and block.text.strip()
    ]
    turns = [quoted for quoted, _ in groupby(sides)]
    return True in turns and len(turns) - turns.index(True) >= TURNS


def _finding(quoted: Sequence[Block], origin: Origin, *, referred: bool) -> tuple[Finding, ...]:
    said = [block for block in quoted if says(block)]
    if not said:
        return ()
    place = said[0].source.where
    what = f"{many(len(said), 'line')} quoted from earlier messages, not read."
    if any(isinstance(block, Grid) for block in said):
        what = f"An earlier message that is quoted holds a table; {what}"
        return (origin.finding("warning", "quoted", what, "Read that message itself.", place),)
    if referred:
        what = f"The message says that its answers stand in the one that it quotes; {what}"
        return (
            origin.finding("warning", "quoted", what, "Open the message, and key in its answers.", place),
        )
    return (origin.finding("note", "quoted", what, "", place),)
