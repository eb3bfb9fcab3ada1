"""Headings that stand again among the rows: a page began, or another table did.

A row of years is no row of counts, whatever the label before it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from answerable.model import period
from answerable.read import tokens
from answerable.read.grid import Grid, GridCell
from answerable.read.numbering import heading_of

ANOTHER = "headings stand among its rows, so that another table may begin there"
FIRST_COLUMN = "its first column is headed as the others are, and holds labels and counts"


_CELLS = re.compile(r"\s*\|\s*|\t|\s{2,}")


def is_when(text: str) -> bool:
    """True for a year, a month or another period."""
    return tokens.kind(text) in {"year", "period"} or period.month_number(text) is not None


def heads_again(text: str, first: str) -> bool:
    """True for a line of text that is the first line of a table again, or that prints periods and nothing else.

    Args:
        text: the line.
        first: the table's first line.
    """
    if len(text) > 1 and text.split() == first.split() and sum(map(bool, _CELLS.split(text.strip()))) > 1:
        return not any(letter.isdigit() for letter in text) or len(period.find(text)) > 1
    places = [(start, end) for _, start, end in period.find(text)]
    if len(places) < 2:
        return False
    edges = [0, *itertools.chain.from_iterable(places), len(text)]
    between = "".join(text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2))
    return not any(letter.isalnum() for letter in between)


def without_headings(
    grid: Grid, start: int, end: int, stubs: int
) -> tuple[tuple[Sequence[GridCell], ...], str]:
    """The rows of a body without those that repeat its headings to the letter, and what speaks against the rest.

    Args:
        grid: the grid.
        start: the first row of its body.
        end: one past the last.
        stubs: how many leading columns name the rows.

    Returns:
        The rows, and the doubt that a row of other periods or under another label leaves; empty where none does.
    """
    headings = [heading_of(grid, start, column) for column in range(grid.width)]
    doubt = FIRST_COLUMN if _counts_in_first(grid, start, end, stubs, headings) else ""
    rows: list[Sequence[GridCell]] = []
    for row in grid.rows[start:end]:
        texts = [cell.text for cell in row]
        filled = [column for column in range(stubs, grid.width) if texts[column]]
        if rows and _is_of_words([texts[column] for column in filled]):
            doubt = (
                ANOTHER if any(_has_numbers(below, stubs) for below in grid.rows[end - 1 : end]) else doubt
            )
        if rows and _is_alone([texts[column] for column in filled], texts[:stubs], rows[-1], stubs):
            doubt = ANOTHER
        if len(filled) < 2 or not all(is_when(texts[column]) for column in filled):
            rows.append(row)
            continue
        same = all(texts[column] == headings[column] for column in filled)
        if same and texts[:stubs] == headings[:stubs]:
            titled = rows and not any(cell.text for cell in rows[-1][max(1, stubs) :])
            doubt = doubt or (ANOTHER if titled else "")
            continue
        if same or _follow([texts[column] for column in filled]):
            doubt = ANOTHER
        rows.append(row)
    return tuple(rows), doubt


def _is_of_words(texts: Sequence[str]) -> bool:
    """True for two words or more that are not all the same: the headings of another table."""
    return len(texts) > 1 and len(set(texts)) > 1 and all(tokens.kind(text) == "label" for text in texts)


def _is_alone(texts: Sequence[str], labels: Sequence[str], above: Sequence[GridCell], stubs: int) -> bool:
    """True for one word that counts stand under, such as "Total", beside a label and below a row without values: a title."""
    titled = not any(cell.text for cell in above[stubs:])
    return len(texts) == 1 and any(labels) and titled and tokens.kind(texts[0]) == "label"


def _has_numbers(row: Sequence[GridCell], stubs: int) -> bool:
    return any(tokens.kind(cell.text) == "count" for cell in row[stubs:])


def _follow(texts: Sequence[str]) -> bool:
    """True for years one after another, forwards or backwards, and for periods, which no count looks like."""
    if any(tokens.kind(text) != "year" for text in texts):
        return True
    steps = {int(b) - int(a) for a, b in itertools.pairwise(texts)}
    return steps in ({1}, {-1})


def _counts_in_first(grid: Grid, start: int, end: int, stubs: int, headings: Sequence[str]) -> bool:
    """True where a column of labels stands under a period, all others do too, and some of its labels are counts."""
    if stubs != 1 or not is_when(headings[0]) or not all(map(tokens.heads_counts, headings)):
        return False
    kinds = {tokens.kind(row[0].text) for row in grid.rows[start:end]}
    return "count" in kinds and "label" in kinds
