"""Captioned tables in text made from a PDF: one cell a line, columns scrambled, labels wrapped.

Under a caption ("Table 3.2: …") the lines fall into blocks parted by blank lines. A reading is offered only
where the number of values is rows × columns and the labels split to match; it is believed only where
figures in the prose or printed totals agree with it (``mentions``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.model import period
from answerable.read import tokens
from answerable.read.flat.region import Piece, Region, blank, make_grid, piece
from answerable.read.grid import Grid, Paragraph

CAPTION = re.compile(r"^\s*Table\s+(?P<number>\d+(?:\.\d+)*[a-z]?)\s*[:.\-–]\s*(?P<title>\S.*)$", re.I)
_ENDS = re.compile(r"^\s*(?:Source|Sources|Note|Notes|Base|Key)\b(?:\s*\d*)?\s*[:\-–(]", re.I)
_HALF_YEAR = re.compile(r"^(?:19|20)\d\d\s*[/\-–]$")
MAX_LINES = 400
DOUBT = "the text comes from a PDF whose cells were scrambled, and nothing printed confirms this order"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines between two blank lines, each already classified."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The lines joined."""
        return " ".join(p.text for p in self.pieces)


def find_captioned(lines: Sequence[Paragraph]) -> list[Region]:
    """Every captioned run of lines that holds values, with the readings that its numbers allow."""
    regions = []
    for index, line in enumerate(lines):
        if CAPTION.match(line.text):
            start, end = _extent(lines, index)
            blocks = _blocks(lines[start:end])
            if grid := _rebuild(blocks):
                regions.append(Region(index, end, (grid,)))
    return regions


def caption_at(lines: Sequence[Paragraph], index: int) -> str:
    """The caption that starts at a line, with the lines that it runs over."""
    end, _ = _extent(lines, index)
    return " ".join(line.text.strip() for line in lines[index:end] if line.text.strip())


def _extent(lines: Sequence[Paragraph], index: int) -> tuple[int, int]:
    """Where the body starts (after the caption) and where the table ends."""
    start = index + 1
    while start < len(lines) and len(lines[start - 1].text) > 60 and lines[start].text.strip():
        start += 1
    if start < len(lines) and lines[start].text.strip() and re.search(r"[–\-]\s*$", lines[start - 1].text):
        start += 1
    if (
        start < len(lines)
        and re.match(r"^\s*[\w ,]*(?:19|20)\d\d\S*(?:[–/-]\S+)+\s*$", lines[start].text)
        and len(lines[start].text) > 9
    ):
        start += 1
    end = start
    long = 0
    for i in range(start, min(len(lines), index + MAX_LINES)):
        text = lines[i].text.strip()
        long = long + 1 if len(text) > 62 else 0
        if _ENDS.match(text) or CAPTION.match(text) or long >= 2:
            end = i - (1 if long >= 2 else 0)
            break
        end = i + 1
    return start, end


def _blocks(lines: Sequence[Paragraph]) -> list[Block]:
    blocks: list[Block] = []
    current: list[Piece] = []
    for line in lines:
        if not line.text.strip():
            if current:
                blocks.append(Block(tuple(_join_years(current))))
            current = []
            continue
        current.append(piece(line, whole=True))
    if current:
        blocks.append(Block(tuple(_join_years(current))))
    return blocks


def _join_years(pieces: Sequence[Piece]) -> list[Piece]:
    """``2004/`` over ``05`` is one label."""
    joined: list[Piece] = []
    for p in pieces:
        if joined and _HALF_YEAR.match(joined[-1].text) and re.fullmatch(r"\d\d(?:\d\d)?", p.text):
            joined[-1] = Piece(joined[-1].text.replace(" ", "") + p.text, joined[-1].source)
        else:
            joined.append(p)
    return joined


def _is_period(p: Piece) -> bool:
    return tokens.kind(p.text) in {"period", "year"}


def _is_value(p: Piece) -> bool:
    return tokens.kind(p.text) == "count"


def _rebuild(blocks: Sequence[Block]) -> Grid | None:
    pieces = [p for block in blocks for p in block.pieces]
    periods = [p for p in pieces if _is_period(p)]
    values = [p for p in pieces if _is_value(p)]
    if len(periods) < 2 or len(values) < len(periods):
        return None
    ordered = [period.parse(p.text) for p in periods]
    rising = all(a is not None and b is not None and a < b for a, b in itertools.pairwise(ordered))
    rows = len(values) / len(periods)
    fits = rising and rows == int(rows)
    built = (
        (_by_column(blocks, periods, int(rows)) or _by_row(blocks, periods, values, int(rows)))
        if fits
        else None
    )
    if built is not None:
        return make_grid(built, inferred=True, doubt=DOUBT)
    return _undetermined(blocks, periods, values)


def _by_column(blocks: Sequence[Block], periods: Sequence[Piece], rows: int) -> list[list[Piece]] | None:
    """Each block a column: a period and its values; the labels in one block before them."""
    columns = [
        b
        for b in blocks
        if _is_period(b.pieces[0]) and len(b.pieces) == rows + 1 and all(map(_is_value, b.pieces[1:]))
    ]
    if len(columns) != len(periods):
        return None
    stub = [b for b in blocks if b not in columns]
    if len(stub) != 1:
        return None
    heading, *rest = stub[0].pieces
    labels = _cut(rest, rows)
    if labels is None:
        return None
    header = [heading, *(b.pieces[0] for b in columns)]
    body = [[label, *(b.pieces[r + 1] for b in columns)] for r, label in enumerate(labels)]
    return [header, *body]


def _by_row(
    blocks: Sequence[Block], periods: Sequence[Piece], values: Sequence[Piece], rows: int
) -> list[list[Piece]] | None:
    """Values in reading order, a row at a time; labels before each row, or all in one block with the headings."""
    width = len(periods)
    header = list(periods)
    body = [list(values[r * width : (r + 1) * width]) for r in range(rows)]
    inline = _inline_labels(blocks, width, rows)
    if inline is not None:
        stubs = len(inline[0])
        corner = [blank(header[0].source)] * stubs
        return [[*corner, *header], *([*labels, *row] for labels, row in zip(inline, body, strict=True))]
    stub_blocks = [
        b for b in blocks if not any(map(_is_value, b.pieces)) and not any(map(_is_period, b.pieces))
    ]
    found = [cut for b in stub_blocks[-1:] if (cut := _cut(b.pieces[1:], rows)) is not None]
    if not found:
        return None
    heading = stub_blocks[-1].pieces[0]
    return [[heading, *header], *([label, *row] for label, row in zip(found[0], body, strict=True))]


def _inline_labels(blocks: Sequence[Block], width: int, rows: int) -> list[list[Piece]] | None:
    """The labels of rows that each stand straight before their values, with those of the groups around them."""
    last = max(i for i, b in enumerate(blocks) if any(map(_is_period, b.pieces)))
    pending: list[Block] = []
    labels: list[Piece] = []
    outer: list[Block] = []
    run = width
    for block in blocks[last + 1 :]:
        if all(map(_is_value, block.pieces)):
            if run == width:
                if not pending:
                    return None
                labels.append(_whole(pending[-1].pieces))
                outer += pending[:-1]
                pending, run = [], 0
            run += len(block.pieces)
            if run > width:
                return None
        elif run < width or any(map(_is_value, block.pieces)):
            return None
        else:
            pending.append(block)
    if len(labels) != rows or run != width:
        return None
    return _grouped(labels, outer)


def _grouped(labels: Sequence[Piece], outer: Sequence[Block]) -> list[list[Piece]] | None:
    """Inner labels that repeat belong to groups, whose labels stand together in one block."""
    kinds = list(dict.fromkeys(p.text for p in labels))
    repeats = len(labels) // len(kinds)
    if repeats == 1:
        return [[label] for label in labels]
    if [p.text for p in labels] != kinds * repeats:
        return None
    cuts = [cut for block in outer if (cut := _cut(block.pieces, repeats)) is not None]
    if len(cuts) != 1:
        return None
    return [[cuts[0][i // len(kinds)], label] for i, label in enumerate(labels)]


def _whole(pieces: Sequence[Piece]) -> Piece:
    return Piece(" ".join(p.text for p in pieces), pieces[0].source)


def _cut(pieces: Sequence[Piece], number: int) -> list[Piece] | None:
    """Wrapped labels cut into ``number``: one where there is one, else at full stops, else a line each."""
    if number == 1 and pieces:
        return [_whole(pieces)]
    groups: list[list[Piece]] = [[]]
    for p in pieces:
        ended = groups[-1] and groups[-1][-1].text.endswith(".")
        if ended and p.text[:1].isupper():  # "etc." before a dash or a small letter ends nothing
            groups.append([])
        groups[-1].append(p)
    groups = [group for group in groups if group]
    if len(groups) == number:
        return [_whole(group) for group in groups]
    return list(pieces) if len(pieces) == number else None


def _undetermined(blocks: Sequence[Block], periods: Sequence[Piece], values: Sequence[Piece]) -> Grid | None:
    """The values as one column, for a person to place: the table is there, its order is not certain."""
    labels = [b for b in blocks if not any(map(_is_value, b.pieces)) and not any(map(_is_period, b.pieces))]
    if not labels:
        return None
    rows = [[Piece(f"value {i + 1}", v.source), v] for i, v in enumerate(values)]
    lost = (
        f"{len(values)} values for {len(periods)} columns: blank cells were lost or the order is scrambled, "
        "so that they cannot be placed"
    )
    return make_grid(
        [[blank(values[0].source), Piece("printed", values[0].source)], *rows], inferred=True, lost=lost
    )
