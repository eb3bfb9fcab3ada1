"""What of a message's page is quoted of earlier messages, by the marks of its mail program.

Where quoted blocks and the sender's own take turns, the questions are read with their answers. A message that is passed on
is no quotation. Where only a rule or a bare ``blockquote`` parts a table from the rest, the words tell, or a person does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from answerable.read import request as asking
from answerable.read.formats.html_quotes import Marks
from answerable.read.grid import Block, Grid

MAYBE = "it stands where an earlier message may be quoted, so that it may be the asker's"
FORWARDED = re.compile(
    r"\s*(?:[-_]{2,}\s*forwarded (?:message|by\b.*?)\s*[-_]{2,}|begin forwarded message:?)\s*", re.I
)
WROTE = re.compile(r"\s*(?:on\b.{6,200}|.{0,120}<[^<>\s]+@[^<>\s]+>.{0,60})\bwrote:\s*", re.I | re.S)
TURNS = 4
"""A quoted question, its answer, another question and its answer."""
_GREETS = re.compile(r"\W*(?:dear|hi|hello|good\s+(?:morning|afternoon|evening)|to\s+whom)\b", re.I)
_CLOSES = re.compile(
    r"\W*(?:(?:kind(?:est)?|best|warm|with)\s+)*(?:regards|wishes|yours\s+\w+|many\s+thanks|thanks|thank\s+you|cofion(?:\s+\w+)?)\W*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Which blocks are quoted, by their index.

    Attributes:
        out: those that are left out.
        between: those that are read with the answers between them.
        doubtful: grids of which only a person can tell.
        end: where an earlier message begins that goes on to the end, or None.
    """

    out: frozenset[int] = frozenset()
    between: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()
    end: int | None = None


def says(block: Block) -> bool:
    """True for a block that prints something."""
    return isinstance(block, Grid) or bool(block.text.strip())


def _text(block: Block) -> str:
    return "" if isinstance(block, Grid) else block.text


def quoted_blocks(blocks: Sequence[Block], marks: Marks) -> Quoted:
    """What the marks and the words about them say is quoted."""
    inside = set(_inside(blocks, marks))
    own = [i for i, b in enumerate(blocks) if i not in inside and says(b) and not _introduces(_text(b))]
    if not own:
        return Quoted()  # nothing stands above it: it was passed on
    between: set[int] = set()
    if _take_turns(blocks, inside):
        between = {i for i in inside if marks.depth[i] == min(marks.depth[j] for j in inside)}
    end = next((i for i in sorted(marks.begins) if any(j < i for j in own)), None)
    out, doubtful = inside - between, {i for i in between if isinstance(blocks[i], Grid)}
    for run in _parts(blocks, marks):
        if _is_request(blocks[i] for i in run.blocks):
            out |= set(run.blocks) if run.closed or run.apart else set()
            doubtful |= {i for i in run.blocks if isinstance(blocks[i], Grid)}
        elif run.closed or run.apart:
            doubtful |= {i for i in run.blocks if isinstance(blocks[i], Grid)}
    if not any(i not in out for i in own):
        return Quoted(frozenset(inside - between), frozenset(between), frozenset(doubtful), end)
    return Quoted(frozenset(out), frozenset(between), frozenset(doubtful - out), end)


def _introduces(text: str) -> bool:
    return WROTE.fullmatch(text) is not None or FORWARDED.fullmatch(text) is not None


def _inside(blocks: Sequence[Block], marks: Marks) -> Iterator[int]:
    """Blocks in elements that quote, but for those of a message that is passed on."""
    passed_on = 0
    waits = False
    for index, block in enumerate(blocks):
        depth = marks.depth.get(index, 0)
        if FORWARDED.fullmatch(_text(block)):
            passed_on, waits = depth, True
        elif waits and says(block):
            passed_on, waits = max(passed_on, depth), False
        if depth > passed_on:
            yield index


def _take_turns(blocks: Sequence[Block], inside: AbstractSet[int]) -> bool:
    """True where quoted blocks and the sender's own take turns: each question is answered right under it."""
    sides = [i in inside for i, block in enumerate(blocks) if says(block) and not _introduces(_text(block))]
    turns = [quoted for quoted, _ in groupby(sides)]
    return True in turns and len(turns) - turns.index(True) >= TURNS


@dataclass(frozen=True, slots=True)
class _Part:
    """Blocks in a bare ``blockquote``, or from one rule to the next; ``closed`` where the sender's letter closed before them."""

    blocks: range
    apart: bool
    closed: bool


def _parts(blocks: Sequence[Block], marks: Marks) -> Iterator[_Part]:
    for start, end in pairwise([*sorted(marks.ruled), len(blocks)]):
        before = range(start)
        if any(says(blocks[i]) for i in before):
            closed = any(_CLOSES.fullmatch(_text(blocks[i])) for i in before)
            yield _Part(range(start, end), apart=False, closed=closed)
    for start in sorted(i for i in marks.apart if i - 1 not in marks.apart):
        end = next(i for i in range(start, len(blocks) + 1) if i not in marks.apart)
        yield _Part(range(start, end), apart=True, closed=False)


def _is_request(blocks: Iterator[Block]) -> bool:
    """True for words that greet and ask: a letter to the body, and none of its own."""
    texts = [_text(block) for block in blocks]
    return any(map(_GREETS.match, texts)) and any(asking.requests(text) for text in texts)


def doubted(block: Block) -> Block:
    """A grid as one that a person must look at."""
    return replace(block, lost=block.lost or MAYBE) if isinstance(block, Grid) else block
