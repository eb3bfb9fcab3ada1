"""The leading columns that name the rows of a table.

Most tables have one, of words. Long lists have several, one for each thing that tells a count from the next
(year, month, offence, outcome), and the count behind them: there a column of years or months names rows too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.model import period
from answerable.read import tokens
from answerable.read.grid import Grid
from answerable.read.numbering import heading_of, is_code_heading, parts_of_groups

_NAMES = re.compile(
    r"""(?:(?:calendar|financial|fiscal|fin|crime|recorded|reported|offence|incident)\s+)?
        (?:year|month|quarter|week|day|date|hour|period|fy)(?:\s+(?:recorded|reported|created|committed|charged|closed|opened|detected
            |arrested|received|finali[sz]ed|outcome|offence|incident|crime|no\.?|number|of\s+\w+))?
      | (?:(?:victims?|suspects?|offenders?)(?:'s)?\s+)?(?:age|sex|gender)(?:\s+(?:band|group|range|at\s+\w+))?""",
    re.I | re.X,
)
_SAYS_COUNT = re.compile(
    r"\b(?:number\s+of|no\.?\s+of|counts?|total|offences|crimes|incidents|arrests|charges|victims|suspects|reports|cases|outcomes)\b",
    re.I,
)
_NAMES_ROWS = re.compile(
    r"\b(?:outcome|ward|beat|district|division|sector|station|age|code|class|no|number|week|line|question|q|rank|year|month|speed|hour)\b",
    re.I,
)
_HEADER_ROWS = 8
_TOPS = 4
_HALF = 0.5


def names_things(heading: str) -> bool:
    """True for a heading under which numbers name and never count: ``Month``, ``Year recorded``, ``Age``, ``HO code``."""
    label = tokens.clean_label(heading)
    return _NAMES.fullmatch(label) is not None or is_code_heading(label)


def leading_labels(grid: Grid) -> int:
    """How many leading columns hold labels or periods in the lower half of the grid; at least one.

    A column of years, or one headed as months or codes, is among them where labels stand right of it.
    """
    lower = grid.rows[grid.height // 2 :]
    stubs = 0
    for column in range(grid.width - 1):
        if column and _is_headed_to_count(grid, column):
            break
        kinds = [k for row in lower if (k := tokens.kind(row[column].text)) not in {"blank", "mark"}]
        labelled = bool(kinds) and _share(kinds, {"label", "period"}) >= _HALF
        if labelled or (column and _names_parts(grid, column)):
            stubs = column + 1
        elif not _is_named_above(grid, column) and not (kinds and _share(kinds, {"year"}) == 1):
            break
    return max(1, stubs)


def _is_headed_to_count(grid: Grid, column: int) -> bool:
    """True for a column that begins with a period or a total and has counts below: words among them name no row."""
    first, *below = [cell.text for cell in grid.column(column) if cell.text] or [""]
    return tokens.heads_counts(first) and any(tokens.kind(text) not in {"year", "period"} for text in below)


def _share(kinds: Sequence[str], wanted: set[str]) -> float:
    return sum(kind in wanted for kind in kinds) / len(kinds)


def _names_parts(grid: Grid, column: int) -> bool:
    """True for a column of the parts of groups, under a heading of however many rows."""
    return any(parts_of_groups(grid.rows[start:], column) for start in range(1, min(_TOPS, grid.height)))


def _is_named_above(grid: Grid, column: int) -> bool:
    return any(names_things(row[column].text) for row in grid.rows[:_HEADER_ROWS] if row[column].text)


def stub_width(grid: Grid, start: int) -> int:
    """How many leading columns name the rows: at least one, unless every column holds counts under headings."""
    body = grid.rows[start:]
    width = 0
    for column in range(grid.width - 1):
        kinds = [k for row in body if (k := tokens.kind(row[column].text)) not in {"blank", "mark"}]
        labels = sum(k in {"label", "period"} for k in kinds)
        if column and tokens.heads_counts(heading_of(grid, start, column)):
            break
        if kinds and labels >= 0.5 * len(kinds):
            width = column + 1
        elif column == 0 and (_is_blank_stub(grid, start) if not kinds else _numbers_name_rows(grid, start)):
            width = 1
        elif (
            column and (names_things(heading_of(grid, start, column)) or parts_of_groups(body, column))
        ) or (column and _codes_before_labels(grid, start, column)):
            width = column + 1
        else:
            break
    return width


def _all_count(grid: Grid, start: int) -> bool:
    """True for one row of numbers under headings that all say what they count: "Offences in 2020", "Number of arrests"."""
    rows = [row for row in grid.rows[start:] if any(cell.text for cell in row)]
    headings = [heading_of(grid, start, column) for column in range(grid.width)]
    return len(rows) == 1 and all(_SAYS_COUNT.search(heading) or period.find(heading) for heading in headings)


def may_count_in_first(grid: Grid, start: int) -> bool:
    """True for one row of numbers under words of which none says whether the first names the row: "Stalking", "Theft" over 10, 5."""
    rows = [row for row in grid.rows[start:] if any(cell.text for cell in row)]
    headings = [heading_of(grid, start, column) for column in range(grid.width)]
    words = all(tokens.kind(heading) == "label" for heading in headings)
    return (
        len(rows) == 1
        and words
        and all(tokens.kind(cell.text) in {"count", "mark"} for cell in rows[0])
        and not may_name_rows_alone(headings[0])
    )


def may_name_rows_alone(heading: str) -> bool:
    """True for what may stand over numbers that name rows, where a table has but one: "Ward", "Outcome", "Age"."""
    return names_things(heading) or _NAMES_ROWS.search(heading) is not None


def _codes_before_labels(grid: Grid, start: int, column: int) -> bool:
    """True for a second column of numbers of which the first is one too, right before the first column of labels: class, sub-class, description."""
    kinds = [
        {tokens.kind(row[c].text) for row in grid.rows[start:] if row[c].text} for c in range(column + 2)
    ]
    headed = tokens.kind(heading_of(grid, start, column)) == "label"
    return headed and kinds[-1] == {"label"} and all(found == {"count"} for found in kinds[:-1])


def _is_blank_stub(grid: Grid, start: int) -> bool:
    """True for a first column of blanks, unless it is headed as all the others are: then its counts are blank."""
    return not all(tokens.heads_counts(heading_of(grid, start, column)) for column in range(grid.width))


def _numbers_labels(grid: Grid, start: int) -> bool:
    """True for 1, 2, 3 down a first column, before labels or questions in the second and counts behind them."""
    rows = [row for row in grid.rows[start:] if any(cell.text for cell in row)]
    numbers = [row[0].text.rstrip(".)") for row in rows]
    labelled = all(tokens.kind(row[1].text) == "label" for row in rows)
    counted = numbers == [str(n + 1) for n in range(len(rows))]
    coded = start == 0 and all(text.isdigit() for text in numbers) and len(set(numbers)) == len(numbers)
    return grid.width > 2 and len(rows) > 1 and labelled and (counted or coded)


def _numbers_name_rows(grid: Grid, start: int) -> bool:
    """True where a first column of numbers names its rows (ages, outcome numbers, years) and counts nothing."""
    cells = [row[0].text for row in grid.rows[start:] if row[0].text]
    kinds = {tokens.kind(text) for text in cells}
    if "label" in kinds or kinds <= {"year", "period"}:
        return True
    if _numbers_labels(grid, start):
        return True
    if _all_count(grid, start):
        return False
    heading = heading_of(grid, start, 0)
    others = [tokens.kind(row[1].text) for row in grid.rows[:start] if row[1].text]
    if is_code_heading(heading):
        return True
    if heading and tokens.kind(heading) == "label":
        return not tokens.heads_counts(heading)
    return not heading and bool(others)
