"""Tables that stand whole on one line, and labels glued to their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.codebook.match import match
from answerable.model import period
from answerable.read import tokens
from answerable.read.flat.cells import TWO_LABELS
from answerable.read.flat.columns import heading_words
from answerable.read.flat.region import Piece, Region, blank, make_grid, piece
from answerable.read.grid import Grid, Paragraph

MAX_CUTS = 16
MAX_LABEL_WORDS = 25
LONG_LABEL = 3
MIN_GLUED = 3
_LABEL_WORD = re.compile(r"[^\W\d_]|\d\s?[-–]\s?\d|\d\+$")
_ENDS_IN_NUMBER = re.compile(r"[^\W\d_].*[\d*-]\s*$")
_GLUED = re.compile(
    r"^\s*(?!(?i:q|question|a|answer|response|part|point)\s?\d)(?P<label>.*[^\W\d_][)”'’]?)(?P<value>\d{1,3}(?:,\d{3})+|\d+|<\d+|\*|-)(?P<rest>(?:\s+[\d,*\-–<]+)*)\s*$"
)


def find_one_line(lines: Sequence[Paragraph]) -> list[Region]:
    """Lines that hold a heading of periods, then labels and values in turn."""
    regions = []
    for index, line in enumerate(lines):
        if len(line.text) > 40 and sum(c.isdigit() for c in line.text) > 6:
            grids = _one_line(line)
            if grids:
                regions.append(Region(index, index + 1, grids))
    return regions


def _one_line(line: Paragraph) -> tuple[Grid, ...]:
    heads = _heads(line)
    if len(heads) < 2:
        return ()
    at = heads[-1][1]
    words = [piece(line, at + m.start(), at + m.end()) for m in re.finditer(r"\S+", line.text[at:])]
    stub = piece(line, _stub_start(line.text, heads[0][0]), heads[0][0])
    header = [stub, *(piece(line, a, b) for a, b in heads)]
    choices = cuts(words, len(heads))
    return tuple(make_grid([header, *rows], inferred=True, lost=_two_labels(rows)) for rows in choices)


def _two_labels(rows: Sequence[Sequence[Piece]]) -> str:
    """Why a label may be two, one of a row whose cells were dropped; empty where none may."""
    return TWO_LABELS if any(_may_be_two(row[0].text) for row in rows) else ""


def _may_be_two(label: str) -> bool:
    """True for a long label, and for one with a capital inside that is no label of the codebook."""
    first, *rest = label.split()
    if len(rest) >= LONG_LABEL:
        return True
    capital = any(word[:1].isupper() or word[:1].isdigit() for word in rest)
    known = (match(label, dimension).certain for dimension in ("offence", "outcome", "body", "platform"))
    return bool(first) and capital and not tokens.is_total(label) and not any(known)


def _heads(line: Paragraph) -> list[tuple[int, int]]:
    """Where the periods of the heading stand, and the total that closes them."""
    heads: list[tuple[int, int]] = []
    for _, a, b in period.find(line.text):
        if heads and line.text[heads[-1][1] : a].strip(" |/,;\t"):
            break
        heads.append((a, b))
    if heads and (total := re.match(r"\s*((?:grand\s+)?total)\b", line.text[heads[-1][1] :], re.I)):
        at = heads[-1][1]
        heads.append((at + total.start(1), at + total.end(1)))
    return heads


def _stub_start(text: str, end: int) -> int:
    """Where the stub's heading starts: after the last sentence before the first period."""
    stop = max(text.rfind(mark, 0, end) for mark in (". ", ": ", "? "))
    return stop + 2 if stop >= 0 else 0


def cuts(words: Sequence[Piece], width: int) -> list[list[list[Piece]]]:
    """Every cut of words into rows of a label with a letter and exactly ``width`` values.

    Returns:
        At most ``MAX_CUTS`` grids of rows; each row is the label and its values.
    """
    values = [tokens.kind(w.text) in {"count", "year"} for w in words]
    lettered = [bool(_LABEL_WORD.search(w.text)) for w in words]
    months = [period.month_number(w.text) is not None for w in words]
    results: list[list[list[Piece]]] = []
    dead: set[int] = set()

    def extend(at: int, rows: list[list[Piece]]) -> bool:
        if at == len(words):
            enough = len(rows) >= (2 if width < 3 else 1)
            if enough:
                results.append(rows)
            return enough
        if at in dead or len(results) >= MAX_CUTS:
            return False
        reached = False
        for stop in range(at + 1, min(at + MAX_LABEL_WORDS, len(words) - width) + 1):
            if _numbers_run_on(words, at, stop):
                break
            if sum(months[at:stop]) > 1 or (at == 0 and _repeats(words[:stop])):
                break  # a second row of headings, which one line cannot keep apart
            if any(lettered[at:stop]) and all(values[stop : stop + width]):
                text = " ".join(p.text for p in words[at:stop])
                row = [Piece(text, words[at].source), *words[stop : stop + width]]
                reached |= extend(stop + width, [*rows, row])
        if not reached:
            dead.add(at)
        return reached

    extend(0, [])
    return results


def _repeats(words: Sequence[Piece]) -> bool:
    """True where a capitalised word stands twice, as headings do that repeat from year to year."""
    named = [w.text for w in words if w.text[:1].isupper()]
    return len(set(named)) < len(named)


def _numbers_run_on(words: Sequence[Piece], at: int, stop: int) -> bool:
    """True where two numbers stand together at the end of what would be a label: they are values."""
    return stop - at >= 2 and all(re.fullmatch(r"[\d,]+|<\d+|\*", w.text) for w in words[stop - 2 : stop])


def find_glued(lines: Sequence[Paragraph]) -> list[Region]:
    """Runs of ``label26``: a label and its first number with nothing between. Only a total proves them."""
    regions = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _ENDS_IN_NUMBER.search(lines[end].text) and len(lines[end].text) < 160:
            end += 1
        start = next((i for i in range(at, end) if _GLUED.match(lines[i].text)), end)
        if sum(_GLUED.match(line.text) is not None for line in lines[start:end]) >= MIN_GLUED:
            regions.append(Region(start, end, (_glued(lines, start, end),)))
        at = max(end, at + 1)
    return regions


def _glued(lines: Sequence[Paragraph], start: int, end: int) -> Grid:
    rows: list[list[Piece]] = []
    for line in lines[start:end]:
        match = _GLUED.match(line.text)
        if match is None:  # the label ends in a digit, so that nothing tells where its number starts
            rows.append([piece(line)])
            continue
        rest = match.start("rest")
        others = [piece(line, rest + m.start(), rest + m.end()) for m in re.finditer(r"\S+", match["rest"])]
        rows.append([piece(line, *match.span("label")), piece(line, *match.span("value")), *others])
    width = max(len(row) for row in rows)
    even = all(len(row) == width for row in rows)
    heads = (heading_words(lines, top, start, width - 1) for top in (start - 2, start - 1))
    head = next((h for h in heads if h is not None), None)
    doubt = "labels are glued to their numbers, and no total confirms the cut"
    lost = "" if even and (head is not None or width == 2) else doubt
    filled = [[*row, *[blank(row[0].source)] * (width - len(row))] for row in [*(head or ()), *rows]]
    return make_grid(filled, inferred=True, packed=True, doubt=doubt, lost=lost)
