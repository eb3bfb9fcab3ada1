"""Lists of records: a row for each crime or person, and no counts at all.

Forces answer with such lists where they were asked for counts. Their numbers are ages, codes and references; what
can be counted is the rows, and a person must say of what.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.model import Finding, period
from answerable.read import tokens
from answerable.read.grid import Grid, GridCell

_RECORD = re.compile(
    r"""\b(?:crimes?|incidents?|occurrences?|offences?|custody|logs?|investigations?|cases?|records?|niche|storm|cad)
        \W*(?:ref(?:erence)?s?|no|nos|numbers?|ids?)\b | \burns?\b | \bunique\s+(?:\w+\s+)?(?:ref|id|no|number)""",
    re.I | re.X,
)
_ANY_REFERENCE = re.compile(r"\b(?:ref(?:erence)?|id|identifier|serial|row)\b", re.I)
_PERSON = re.compile(
    r"(?:victims?|suspects?|offenders?|defendants?|complainants?|persons?)?(?:'s)?\s*"
    r"(?:age|sex|gender|ethnicity|nationality|date\s+of\s+birth|dob)(?:\s+at\s+\w+)?",
    re.I,
)
_COUNTED = re.compile(
    r"\b(?:counts?|number\s+of|no\.?\s+of|totals?|volume|frequency|how\s+many|sum|instances)\b", re.I
)
_UNITS = re.compile(
    r"\b(?:offences|crimes|incidents|arrests|victims|suspects|charges|cases|calls|reports|people|persons|requests|"
    r"outcomes|stops|searches)\b|^\W*recorded\W*$",
    re.I,
)
_REFERENCE = re.compile(r"(?=(?:\D*\d){4})[\w/.\-]+(?:\s[\w/.\-]+)?")
_MOSTLY = 0.8
_HEADER_ROWS = 8
_FEWEST = 3


def is_register(grid: Grid) -> bool:
    """True for a list of records: each row has a reference of its own, or a day and a person's age or sex.

    Headings that count, and periods as headings, are those of a table.
    """
    top = next((r for r, row in enumerate(grid.rows[:_HEADER_ROWS]) if _heads(grid, r)), None)
    if top is None:
        return False
    headings = [cell.text for cell in grid.rows[top]]
    columns = [[row[c].text for row in grid.rows[top + 1 :] if row[c].text] for c in range(grid.width)]
    if any(tokens.heads_counts(text) or _COUNTED.search(text) for text in headings if text):
        return False
    pairs = [(text, column) for text, column in zip(headings, columns, strict=True) if text and column]
    if any(_RECORD.search(text) and _tells_apart(column) for text, column in pairs):
        return True
    if any(_UNITS.search(text) for text in headings):
        return False
    person = sum(_PERSON.fullmatch(text.strip()) is not None for text in headings)
    told_apart = any(_ANY_REFERENCE.search(text) and _tells_apart(column) for text, column in pairs)
    dated = any(_are_days(column) for _, column in pairs)
    return told_apart or person > 1 or (dated and person > 0)


def is_listing(grid: Grid) -> bool:
    """True for rows of words and periods alone under headings, with some rows twice or a period in each: a row a crime."""
    top = next((r for r, row in enumerate(grid.rows[:_HEADER_ROWS]) if _heads(grid, r)), None)
    if top is None:
        return False
    rows = [
        tuple(cell.text for cell in row) for row in grid.rows[top + 1 :] if any(cell.text for cell in row)
    ]
    kinds = [[tokens.kind(text) for text in row if text] for row in rows]
    if len(rows) < _FEWEST or not all(set(found) <= {"label", "mark", "year", "period"} for found in kinds):
        return False
    whens = any(
        all(row[c] and tokens.kind(row[c]) in {"year", "period"} for row in rows) for c in range(grid.width)
    )
    worded = any(all(tokens.kind(row[c]) == "label" for row in rows) for c in range(grid.width))
    return worded and (whens or len(set(rows)) < len(rows))


def records_finding(grid: Grid) -> Finding:
    """What to say of a list of records."""
    top = next(r for r in range(grid.height) if _heads(grid, r))
    rows = sum(any(cell.text for cell in row) for row in grid.rows[top + 1 :])
    return Finding(
        "warning", grid.source.where,
        f"{rows} rows stand here that look like records, one for each crime or person, and not like counts. None was read.",
        "If each row is one of what was asked for, count them and key the counts in. Check that nobody can be told from them.",
        "records",
    )  # fmt: skip


def _heads(grid: Grid, at: int) -> bool:
    """True for a row of words over the rows of a list, of which there are a few."""
    kinds = [tokens.kind(cell.text) for cell in grid.rows[at] if cell.text]
    return len(kinds) >= 3 and set(kinds) == {"label"} and grid.height - at > _FEWEST


def _tells_apart(column: Sequence[str]) -> bool:
    """True for references: each with four figures or more, and no two the same."""
    references = sum(_REFERENCE.fullmatch(text) is not None for text in column)
    return references >= _MOSTLY * len(column) and len(set(column)) == len(column)


def _are_days(column: Sequence[str]) -> bool:
    found = [period.parse(text.split(" ")[0]) or period.parse(text) for text in column]
    return sum(when is not None and when.days == 1 for when in found) >= _MOSTLY * len(column)


def only_parameters(grid: Grid) -> bool:
    """True for a block that holds nothing but how a report was drawn."""
    rows = [row for row in grid.rows if any(cell.text for cell in row)]
    titled = rows[0] if rows and not any(cell.text for cell in rows[0][1:]) else ()
    kept = rows[1:] if titled and tokens.is_parameter(titled[0].text) else rows
    return len(kept) > 1 and all(
        is_parameters(row) or (row[0].text and tokens.is_footer(row[0].text)) for row in kept
    )


def is_parameters(row: Sequence[GridCell]) -> bool:
    """True for a row of words and their values that say how a report was drawn: "Date from", 01/04/2019."""
    texts = [cell.text for cell in row if cell.text]
    return (
        len(texts) % 2 == 0
        and all(map(tokens.is_parameter, texts[::2]))
        and not any(map(tokens.is_parameter, texts[1::2]))
    )
