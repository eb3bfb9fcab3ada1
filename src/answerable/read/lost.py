"""Tables that lost their cells on the way: headings and then nothing, or a table announced and not there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from answerable.model import Finding, period
from answerable.model.source import Spot
from answerable.read import tokens
from answerable.read.flat.region import RUNNING_HEAD
from answerable.read.grid import Grid, Paragraph
from answerable.read.measures import is_measure
from answerable.read.registers import is_listing, is_register, only_parameters, records_finding

MIN_GAP = 4
REACH = 60
NEAR = 3
_ANNOUNCES = re.compile(
    r"\b(?:(?:below|following|attached|this)\s+(?:\w+\s+)?table|table\s+(?:below|attached)|(?:see|find)\s+(?:the\s+)?(?:\w+\s+)?"
    r"(?:table|data|figures?|results?|information)\s+below|(?:table|data|figures?|results?)\s+(?:is|are)\s+(?:shown\s+|set\s+out\s+"
    r"|provided\s+)?(?:below|as\s+follows)|following\s+(?:data|figures?|information)\s*:|as\s+follows\s*:)",
    re.I,
)
_ELSEWHERE = re.compile(r"\b(?:attach\w*|enclos\w*|spreadsheet|workbook|annex|appendix|separate)\b", re.I)
_REQUESTS = re.compile(
    r"\b(?:(?:would\s+like|wish|like)\s+to\s+request|(?:could|can|would)\s+you|please\s+(?:provide|supply|send))\b",
    re.I,
)
"""What asks for a table, and does not announce one."""
_CAPTION = re.compile(r"\W*table\s+\d{1,2}\b\s*[-–—:.]\s*\S", re.I)
_ALONE = re.compile(r"\s*\d{1,3}(?:,\d{3})+\s*|\s*\d{1,6}\s*")
_CLOSE_BELOW = 10
_DO = "Open the original page or file, or ask the body for the figures in a spreadsheet."


def unread_grids(grids: Iterable[Grid], said: set[Spot]) -> list[Finding]:
    """Findings for grids that gave no table: lists of records, and marks or ranges beside labels.

    Without one plain count, ranges ("10-14") may as well be headings, and marks may stand for anything.

    Args:
        grids: tables of the document of which none could be made.
        said: where the statements stand.
    """
    found = []
    for grid in grids:
        texts = [[cell.text for cell in row] for row in grid.rows]
        if only_parameters(grid):
            continue
        if is_register(grid) or is_listing(grid):
            found.append(records_finding(grid))
        elif _prints_rates(texts):
            what = "Rows here print percentages, rates or money and no counts, and were not read."
            found.append(
                Finding(
                    "note", grid.source.where, what, "Ask the body for the counts behind them.", "rates-only"
                )
            )
        elif any(map(_prints_marks, texts[1:])) or _is_starred(texts[0]):
            what = "Rows here print marks or ranges (*, <5, 5 to 9) and no plain count, and were not read as a table."
            found.append(_unread(grid, what, "marks-only"))
        elif (
            _names_numbers(texts)
            or (grid.width > 1 and (_prints_figures(texts) or _begins_with_figures(texts)))
            or _is_unsaid(grid, said)
            or _lists_in_cells(grid)
        ):
            what = "Rows here print numbers beside labels, and were not read as a table of counts."
            found.append(_unread(grid, what, "unread-numbers"))
    return found


def _unread(grid: Grid, what: str, kind: str) -> Finding:
    do = "Look at them, and key in what they say if they answer the question."
    return Finding("warning", grid.source.where, what, do, kind)


_BEGINS = re.compile(r"[<>~≈£(]{0,2}\s*\d.{0,24}")
_NO_FIGURE = re.compile(
    r"0\d{3,4}[\s\d]{5,9}|\d{1,2}[:.]\d\d(?:\s*[ap]m)?|\d+(?:\.\d+)+|\d{1,2}\s*-\s*\d{1,2}\s*[ap]m", re.I
)


def _begins_with_figures(rows: Sequence[Sequence[str]]) -> bool:
    """True for two cells or more right of a label that begin with a figure and are no periods, times, or telephone numbers."""
    cells = [
        text
        for row in rows
        if tokens.kind(row[0]) in {"label", "year", "period"}
        for text in row[1:]
        if _BEGINS.fullmatch(text)
        and not _NO_FIGURE.fullmatch(text)
        and tokens.kind(text) not in {"year", "period"}
    ]
    return sum(period.parse(text) is None for text in cells) > 1


def _names_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """True for a row of headings over rows of labels, some with a number that may be a year as well as a count."""
    if len(rows) < 3 or len(rows[0]) < 3:
        return False
    heads = [tokens.kind(text) for text in rows[0] if text]
    labels = [tokens.kind(row[0]) for row in rows[1:] if row[0]]
    numbers = [text for row in rows[1:] for text in row[1:] if tokens.kind(text) in {"count", "year"}]
    return len(heads) >= 2 and set(heads) | set(labels) == {"label"} and bool(numbers)


_FIGURE = re.compile(
    r"(?:c\.?|ca\.?|about|approx\w*\.?|around|[<>~≈])?\s*[1-9]\d{0,5}(?:[, .']\d{3})*(?:\s*(?:\([^()]*\)|(?:of|/|out\s+of)\s*\d+|[*†#]|\d+|[,;]|[a-z]{3,12}){0,3})",
    re.I,
)


def _prints_figures(rows: Sequence[Sequence[str]]) -> bool:
    """True for two cells or more that print figures, beside labels, and are neither years nor dates."""
    cells = [text for row in rows for text in row if _FIGURE.fullmatch(text)]
    labelled = any(tokens.kind(row[0]) == "label" for row in rows)
    return labelled and sum(tokens.kind(text) not in {"year", "period"} for text in cells) >= 2


def _is_unsaid(grid: Grid, said: set[Spot]) -> bool:
    """True for a single column on a sheet with a number that no statement took: a heading and its one count."""
    if grid.width > 1 or not grid.source.sheet:
        return False
    cells = [cell for (cell,) in grid.rows if not cell.hidden and cell.source.spot not in said]
    return any(tokens.kind(cell.text) == "count" and cell.text[:1].isdigit() for cell in cells)


def _prints_rates(rows: Sequence[Sequence[str]]) -> bool:
    """True for labels beside percentages, decimals or money, or beside numbers under headings that say so."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    measured = [is_measure(text) for text in rows[0]]
    kinds = [{tokens.kind(row[c]) for row in rows[1:]} & {"rate", "count"} for c in range(len(rows[0]))]
    if {"count"} in kinds[1:] and {"rate"} in kinds[1:]:
        return False  # counts beside their percentages, whatever the headings were taken for
    values = [
        tokens.kind(text) == "rate" or (measured[c] and tokens.kind(text) == "count")
        for row in rows[1:]
        for c, text in enumerate(row)
        if c and tokens.kind(text) in {"rate", "count"}
    ]
    return bool(values) and all(values)


_ITEM = re.compile(
    r"[^\d\W].{0,40}?\s*[:=–-]\s*\d[\d,]*|(?:19|20)\d\d(?:\s*[/-]\s*(?:\d\d){1,2})?\s*[:=–-]\s*\d[\d,]*", re.I
)


def _lists_in_cells(grid: Grid) -> bool:
    """True where a cell holds a list, a label and its number on each line."""
    stacks = [cell.lines for row in grid.rows for cell in row if len(cell.lines) > 1]
    return any(sum(_ITEM.fullmatch(line) is not None for line in lines) > 1 for lines in stacks)


def _prints_marks(row: Sequence[str]) -> bool:
    """True for a label and then nothing but marks and ranges, one of which is more than a dash; rates aside."""
    label, *values = row
    values = [text for text in values if tokens.kind(text) != "rate"]
    kinds = {tokens.kind(text) for text in values if text}
    telling = any(c.isdigit() or c == "*" for text in values for c in text)
    telling = telling and not any(
        tokens.is_spoilt(text) or text.replace(",", "").isdigit() for text in values
    )
    starred = any("*" in text for text in values)
    named = tokens.kind(label) in ({"label", "mark", "year", "period"} if starred else {"label"})
    return named and bool(kinds) and kinds <= {"mark", "count"} and telling


def _is_starred(row: Sequence[str]) -> bool:
    """True for a first row of a label and marks, among them a star, which no heading prints: a row that lost its table."""
    return _prints_marks(row) and any("*" in text for text in row[1:])


def lost_tables(
    lines: Sequence[Paragraph], taken: set[int], quoted: set[int], said: set[Spot], placed: set[int]
) -> list[Finding]:
    """Findings for tables whose cells are not in the text.

    Args:
        lines: the paragraphs in order, blank ones included.
        taken: lines that belong to tables that were read.
        quoted: lines of the quoted request.
        said: where the statements stand.
        placed: lines after which a table of cells stands.
    """
    found = [
        _finding(line, f"“{line.text.strip()}” looks like a table heading with nothing under it")
        for line in (lines[index] for index in _headings_before_gap(lines, taken))
    ]
    if found:
        return found[:3]
    announced = [i for i, line in enumerate(lines) if i not in quoted and _announces(line.text)]
    for index, line in enumerate(lines):
        if index in taken or index in quoted:
            continue
        if line.source.spot not in said and _heads_a_table(line.text):
            found.append(_finding(line, "column headings stand there whose cells could not be read"))
        if index not in announced or _has_its_own(index, announced, placed):
            continue
        if not _followed(lines, index, taken, said):
            found.append(_finding(line, "the text announces a table that is not there"))
    found += [
        _finding(lines[index], f"“{lines[index].text.strip()}” stands over a number that is in no table")
        for index in _captions_over_numbers(lines, taken, quoted, said, placed)
    ]
    return found[:3]


def _captions_over_numbers(
    lines: Sequence[Paragraph], taken: set[int], quoted: set[int], said: set[Spot], placed: set[int]
) -> list[int]:
    """The captions of tables that were not found, though a number stands alone among the lines below."""
    captions = [i for i, line in enumerate(lines) if i not in quoted and _CAPTION.match(line.text)]
    result = []
    for index, after in itertools.pairwise([*captions, len(lines)]):
        if index - 1 in placed or index in placed or index in taken:
            continue
        near = range(index + 1, min(after, index + _CLOSE_BELOW))
        below = itertools.takewhile(lambda i: i not in taken and i not in placed, near)
        if any(_ALONE.fullmatch(lines[i].text) and lines[i].source.spot not in said for i in below):
            result.append(index)
    return result


def _announces(text: str) -> bool:
    """True where a line speaks of a table that stands in the same text."""
    folded = text.lower()
    if not any(word in folded for word in ("below", "table", "follow")):  # as in nearly all lines
        return False
    return _ANNOUNCES.search(text) is not None and not (_ELSEWHERE.search(text) or _REQUESTS.search(text))


def _finding(line: Paragraph, what: str) -> Finding:
    sentence = (
        f"A table seems to have lost its cells: {what}. None of its numbers were read, and none are nought."
    )
    return Finding("warning", line.source.where, sentence, _DO, "cells-lost")


def _headings_before_gap(lines: Sequence[Paragraph], taken: set[int]) -> list[int]:
    """Short lines that are no sentence, followed by a gap of blank lines where cells used to be."""
    result = []
    gap = 0
    last = -1
    for index, line in enumerate(lines):
        if not line.text.strip():
            gap += 1
            continue
        if (
            gap >= MIN_GAP
            and last >= 0
            and last not in taken
            and index not in taken
            and _is_heading(lines[last].text)
        ):
            result.append(last)
        gap, last = 0, index
    if gap >= MIN_GAP and last >= 0 and last not in taken and _is_heading(lines[last].text):
        result.append(last)
    return result


def _is_heading(text: str) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= 6
        and not re.search(r"[.,;!?]$|\d", text.strip())
        and not re.match(
            r"(?:yours|dear|kind|regards|sincerely|notes?|sources?|appendix)\b", text.strip(), re.I
        )
    )


def _heads_a_table(text: str) -> bool:
    """True for a line of two or more periods and few other words, which is no sentence."""
    places = [(a, b) for _, a, b in period.find(text)]
    if RUNNING_HEAD.match(text.strip()):
        return False
    if len(places) < 2 or re.search(r"[.:;?]\s*$|\b(?:to|and|from|between|until)\b", text):
        return False
    covered = sum(b - a for a, b in places)
    return covered >= 0.4 * len(text.replace(" ", "").replace("|", "")) and not re.search(
        r"(?<![\d/–-])\b[1-9]\d{2,}\b(?![\d/–-])", tokens.without(text, places)
    )


def _followed(lines: Sequence[Paragraph], index: int, taken: set[int], said: set[Spot]) -> bool:
    """True where a table or a statement follows; also one just before, as captions under tables have it."""
    near = range(max(0, index - NEAR), min(len(lines), index + REACH))
    return any(i in taken or lines[i].source.spot in said for i in near)


def _has_its_own(index: int, announced: Sequence[int], placed: set[int]) -> bool:
    """True where a table of cells stands near a line, before what another line announces."""
    end = next((i for i in announced if i > index + NEAR), index + REACH)
    return any(index - NEAR <= at < end for at in placed)
