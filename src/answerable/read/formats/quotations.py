"""The earlier messages that an e-mail quotes: the request among them, whose numbers are no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from answerable.model import Finding
from answerable.read.formats.origin import Origin, many
from answerable.read.grid import Block, Grid, Paragraph

_ORIGINAL = re.compile(r"\s*[-_]{2,}\s*original (?:message|appointment)\s*[-_]{2,}\s*", re.I)
_FORWARDED = re.compile(
    r"\s*(?:[-_]{2,}\s*forwarded (?:message|by\b.*?)\s*[-_]{2,}|begin forwarded message:?)\s*", re.I
)
_WROTE = re.compile(r"\s*(?:on\b.{6,200}|.{0,120}<[^<>\s]+@[^<>\s]+>.{0,60})\bwrote:\s*", re.I | re.S)
_FROM = re.compile(r"\s*\W?from\W{0,2}:", re.I)
_REST = (re.compile(r"\s*\W?(?:sent|date)\W{0,2}:", re.I), re.compile(r"\s*\W?(?:to|subject)\W{0,2}:", re.I))
_NEAR = 8
_TURNS = 4
"""A quoted question, its answer, another question and its answer."""
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


def _begins(blocks: Sequence[Block], index: int) -> bool:
    """True where an earlier message begins and the rest of the text is quoted."""
    block = blocks[index]
    if not isinstance(block, Paragraph) or not block.text.strip():
        return False
    if _ORIGINAL.fullmatch(block.text):
        return True
    if _FROM.match(block.text):
        after = _texts_after(blocks, index)
        return all(any(pattern.match(text) for text in after) for pattern in _REST)
    if "wrote:" in block.text.lower() and _WROTE.fullmatch(block.text):
        after = _texts_after(blocks, index)
        return not (after and after[0].lstrip().startswith(">"))  # then each quoted line says so itself
    return False


def without_quotations(
    blocks: Sequence[Block], origin: Origin
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks that the message itself says, and a finding on those that it quotes.

    A message that is passed on ("Begin forwarded message") is no quotation: what it passes on is the reply.
    Where nothing stands above the earlier message it was passed on too, and is read.

    Returns:
        The blocks left, quoted lines as blank ones, so that every line keeps its number.
    """
    between = _answered_between(blocks)
    end = len(blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _FORWARDED.fullmatch(block.text):
            break
        if _begins(blocks, index) and any(_says(earlier) for earlier in blocks[:index]):
            end = index
            break
    kept: list[Block] = []
    quoted: list[Block] = list(blocks[end:])
    for block in blocks[:end]:
        if isinstance(block, Paragraph) and between and (asked := _ONCE.fullmatch(block.text)):
            kept.append(Paragraph(asked["says"], block.source))
        elif isinstance(block, Paragraph) and _QUOTED.match(block.text):
            quoted.append(block)
            kept.append(Paragraph("", block.source))
        else:
            kept.append(block)
    if between:
        what = "Quoted lines stand between the sender's own, and were read with them."
        return tuple(kept), (
            origin.finding("note", "quoted", what, ""),
            *_finding(quoted, origin, referred=False),
        )
    referred = any(isinstance(block, Paragraph) and _BELOW.search(block.text) for block in kept)
    return tuple(kept), _finding(quoted, origin, referred=referred)


def _answered_between(blocks: Sequence[Block]) -> bool:
    """True where quoted lines and the sender's own take turns: each question is answered right under it."""
    sides = [
        _QUOTED.match(block.text) is not None
        for block in blocks
        if isinstance(block, Paragraph) and block.text.strip()
    ]
    turns = [quoted for quoted, _ in groupby(sides)]
    return True in turns and len(turns) - turns.index(True) >= _TURNS


def _says(block: Block) -> bool:
    return isinstance(block, Grid) or bool(block.text.strip())


def _finding(quoted: Sequence[Block], origin: Origin, *, referred: bool) -> tuple[Finding, ...]:
    said = [block for block in quoted if _says(block)]
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
