"""How a grid can be read: where the body starts, which columns name the rows, which rows group others.

A ``Layout`` is one reading of one grid. A grid that keeps its spans has one; a flattened grid may have
several, and then totals, dates and the regularity of labels choose between them (``referee``).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.afterwards import labels_first
from answerable.read.captions import is_year
from answerable.read.grid import Grid, GridCell
from answerable.read.groups import is_dated, labelled_rows
from answerable.read.headings import cells_doubt, heads_labels, numbers_head
from answerable.read.measures import is_measure
from answerable.read.numbering import (
    UNCERTAIN,
    is_code_heading,
    is_short_numbering,
    may_name_rows,
    parts_of_groups,
)
from answerable.read.pivots import under_parents, without_buttons
from answerable.read.registers import is_parameters, is_register, only_parameters
from answerable.read.repeated import is_when, without_headings
from answerable.read.shifted import straight
from answerable.read.spans import column_paths, under_their_periods
from answerable.read.stub import leading_labels, may_count_in_first, names_things, stub_width

MAX_HEADER_ROWS = 8
_GROUPS = "it is not certain for which rows a label of several rows stands"
_UNNAMED = "more than one of its rows has no label"


@dataclass(frozen=True, slots=True)
class Layout:
    """One reading of a grid.

    Attributes:
        rows, columns: header paths.
        body: one tuple of grid cells for each row, one cell for each column.
        stub: headings of the stub columns.
        title_rows: texts that stand above the header inside the grid.
        note_rows: texts that stand below the body inside the grid.
        doubt: why the header paths are not certain; empty where they are.
        corners: how many different headings stand one under another over the first column.
    """

    rows: tuple[Path, ...]
    columns: tuple[Path, ...]
    body: tuple[tuple[GridCell, ...], ...]
    stub: Path = ()
    title_rows: tuple[str, ...] = ()
    note_rows: tuple[str, ...] = ()
    doubt: str = ""
    corners: int = 0


def _filled(row: Sequence[GridCell], start: int = 0) -> list[int]:
    return [i for i, cell in enumerate(row) if i >= start and cell.text]


def _is_body(row: Sequence[GridCell], start: int) -> bool:
    """A row of the body: half or more of what it prints right of the stub are values, and not all years."""
    kinds = [k for cell in row[start:] if (k := tokens.kind(cell.text)) not in {"blank", "mark"}]
    values = [k for k in kinds if k in {"count", "rate"}]
    years = kinds.count("year")
    if not values:
        return False
    return len(values) + years >= 0.5 * len(kinds) and len(values) >= years


def body_start(grid: Grid, stubs: int) -> int | None:
    """The first row of the body, or None where the grid has no body.

    Rows that print only a first cell, straight above the first counts and under a row with column
    headings, are group labels of the body and not header rows.
    """
    first = first_values(grid, stubs)
    if first is None:
        return None
    if numbers_head(grid, first, stubs):
        return first + 1
    start = _under_complete_heading(grid, first, stubs)
    while start > 1 and (
        _is_group_row(grid.rows[start - 1], grid.width)
        or _prints_ranges(grid.rows, start - 1, stubs)
        or _prints_years(grid.rows, start - 1, stubs)
        or _prints_nothing(grid, start - 1, stubs)
        or _answers_in_words(grid, start - 1, stubs)
        or _under_periods(grid, start - 1, stubs)
    ):
        start -= 1
    # Several such rows of counts like years may follow on the headings.
    start = next((at for at in range(1, start) if _prints_years(grid.rows, at, stubs)), start)
    headings = any(len(_filled(row, 1)) >= 1 for row in grid.rows[:start])
    if not headings and first == 1 and _years_over_rows(grid):
        return 0
    return start if headings else first


def _years_over_rows(grid: Grid) -> bool:
    """True where years, each alone in its row, stand over rows of labels and counts, the first in the first row; or labels over years."""
    bare = [r for r, row in enumerate(grid.rows) if _filled(row) == [0]]
    whens = [r for r, row in enumerate(grid.rows) if is_when(row[0].text)]
    rest = [r for r in range(grid.height) if r not in bare]
    return len(bare) > 1 and bare[0] == 0 and whens in (bare, rest)


def _prints_ranges(rows: Sequence[Sequence[GridCell]], at: int, stubs: int) -> bool:
    """True for a row of the body that prints ranges ("5 to 9") alone, which as headings would be ages.

    It has a label, every column that it fills has a heading above, and its ranges do not follow on one another.
    """
    row = rows[at]
    filled = _filled_under_headings(rows, at, stubs)
    if not filled or any(tokens.kind(row[i].text) != "mark" for i in filled):
        return False
    counts = [tokens.read_count(row[i].text, None).count for i in filled]
    ranges = [(c.low, c.high) for c in counts if c is not None and c.high is not None]
    ages = len(ranges) > 1 and all(b[0] > a[1] for a, b in itertools.pairwise(ranges))
    return len(ranges) == len(filled) and not ages


def _prints_years(rows: Sequence[Sequence[GridCell]], at: int, stubs: int) -> bool:
    """True for a row of the body whose counts look like years (1985, 2034), which as headings would be years.

    It has a label that is not the one above, and every column that it fills has a heading above. Either it
    prints a count or a rate beside the years, or is named by a period, or no two of the headings are the same and the
    years do not follow on one another.
    """
    row, above = rows[at], rows[at - 1]
    filled = _filled_under_headings(rows, at, stubs)
    texts = [row[i].text for i in filled]
    kinds = {tokens.kind(text) for text in texts}
    if row[0].text == above[0].text or "year" not in kinds or not kinds <= {"year", "count", "mark", "rate"}:
        return False
    if len(kinds) > 1 or _names_its_row(row[0].text, above, len(texts)):
        return True
    headings = [tuple(upper[i].text for upper in rows[:at]) for i in filled]
    apart = any(int(b) != int(a) + 1 for a, b in itertools.pairwise(texts))
    return len(set(headings)) == len(headings) and apart


def _names_its_row(label: str, above: Sequence[GridCell], values: int) -> bool:
    """True for a label under a heading of words over labels, where it can be of no row of headings: a period, or beside one value."""
    if names_things(label) or tokens.kind(above[0].text) != "label":
        return False
    return values == 1 or tokens.kind(label) in {"year", "period"}


def _prints_nothing(grid: Grid, at: int, stubs: int) -> bool:
    """True for a first row of the body whose counts are all blank or hidden: a label under a complete heading."""
    row, above = grid.rows[at], grid.rows[at - 1]
    rest = range(stubs, grid.width)
    return (
        (
            tokens.kind(row[0].text) == "label"
            or (is_when(row[0].text) and tokens.kind(above[0].text) == "label")
        )
        and row[0].text != above[0].text
        and all(above[c].text for c in range(grid.width))
        and any(not is_code_heading(above[c].text) for c in rest)
        and all(not row[c].text or is_code_heading(above[c].text) or _is_hidden(row[c].text) for c in rest)
    )


def _answers_in_words(grid: Grid, at: int, stubs: int) -> bool:
    """True for a first row of the body that answers yes or no: a question, or a label beside yes and no, under complete headings."""
    row, above = grid.rows[at], grid.rows[at - 1]
    if not all(cell.text for cell in above) or not row[0].text or above[0].text.endswith("?"):
        return False
    texts = [cell.text for cell in row[stubs:] if cell.text]
    return bool(texts) and (row[0].text.endswith("?") or all(map(_YES_OR_NO.fullmatch, texts)))


def _under_periods(grid: Grid, at: int, stubs: int) -> bool:
    """True for a row with a label under a complete row of headings that are all different, where only counts can follow.

    All headings are periods, or one of the row's texts begins with a figure and reads as none. A row of units ("No.", "%") and one whose label heads labels ("Offence") are headings still.
    """
    row, above = grid.rows[at], grid.rows[at - 1]
    heads = [cell.text for cell in above[stubs:]]
    texts = [cell.text for cell in row[stubs:] if cell.text]
    plain = all(cell.text and cell.column_span == 1 for cell in above) and len(set(heads)) == len(heads)
    named = bool(row[0].text) and row[0].text != above[0].text and not heads_labels(row[0].text)
    units = (
        len(set(texts)) < len(texts) or any(map(is_measure, texts)) or any(map(tokens.heads_counts, texts))
    )
    figures = any(tokens.kind(text) == "label" and _BEGUN.fullmatch(text) for text in texts)
    return plain and named and bool(texts) and not units and (figures or all(map(tokens.heads_counts, heads)))


def _under_complete_heading(grid: Grid, first: int, stubs: int) -> int:
    """The first of the rows above the first values that have labels and nothing else, where all stand under a complete heading.

    Rows that fill two columns of labels or more, such as a force and its code, are no headings of each other.
    """
    start = first
    while start > 0 and not any(cell.text for cell in grid.rows[start - 1][stubs:]):
        start -= 1
    between = grid.rows[start:first]
    labelled = all(any(cell.text for cell in row[:stubs]) for row in between)
    parted = len(between) > 1 and any(row[0].row_span > 1 for row in between)
    several = parted or (stubs > 1 and all(cell.text for row in between for cell in row[:stubs]))
    complete = start > 0 and all(cell.text for cell in grid.rows[start - 1])
    return start if several and labelled and complete else first


def _is_hidden(text: str) -> bool:
    """True for a mark without letters and figures, for what stands in place of a count, and for "N/A" or "withheld"; "not recorded" may be a heading."""
    if not any(letter.isalnum() for letter in text) or tokens.is_spoilt(text):
        return True
    return tokens.read_count(text, None).state == "open" and not text.lower().startswith(("not ", "un"))


def _filled_under_headings(rows: Sequence[Sequence[GridCell]], at: int, stubs: int) -> list[int]:
    """The columns that a row with a label fills, or none where one of them has no heading next above."""
    filled = _filled(rows[at], stubs)
    above = [next((row[i].text for row in reversed(rows[:at]) if row[i].text), "") for i in filled]
    headed = all(tokens.kind(text) in {"label", "year", "period"} for text in above)
    return filled if headed and _filled(rows[at][:stubs]) else []


def first_values(grid: Grid, stubs: int) -> int | None:
    """The first row that prints values right of the labels, or None where there is none."""
    first = next((r for r, row in enumerate(grid.rows) if _is_body(row, stubs)), None)
    return (
        next((r for r in range(1, grid.height) if _ranges_under_periods(grid, r)), None)
        if first is None
        else first
    )


def _ranges_under_periods(grid: Grid, at: int) -> bool:
    """True for a label and ranges ("1-4") under a row of periods that are all different: there they can be no ages."""
    heads, row = [cell.text for cell in grid.rows[at - 1][1:]], grid.rows[at]
    values = {tokens.kind(cell.text) for cell in row[1:] if cell.text}
    dated = all(map(tokens.heads_counts, heads)) and len(set(heads)) == len(heads) > 0
    return dated and tokens.kind(row[0].text) == "label" and "mark" in values <= {"mark", "count"}


def _is_group_row(row: Sequence[GridCell], width: int) -> bool:
    filled = _filled(row)
    return filled == [0] and (width == 1 or row[0].column_span in {1, width})


def interpret(grid: Grid) -> list[Layout]:
    """Every reading of the grid, the likeliest first; empty where it holds no table of counts."""
    if grid.width < 2 or grid.height < 1 or is_register(grid) or only_parameters(grid):
        return []
    grid = without_buttons(grid)
    start = body_start(grid, leading_labels(grid))
    if start is None or start > MAX_HEADER_ROWS:
        return []
    grid, moved = straight(grid, start)
    stubs = stub_width(grid, start)
    if (ordered := labels_first(grid, start, stubs)) is not grid:
        grid, stubs = ordered, stub_width(ordered, start)
    found = _layouts(grid, start, stubs)
    if stubs and may_count_in_first(grid, start):
        found += _layouts(grid, start, 0)
    if stubs and may_name_rows(grid, start, stubs):
        found += _layouts(grid, start, stubs + 1)
        moved = moved or (UNCERTAIN if is_short_numbering(grid, start, stubs) else "")
    return [replace(layout, doubt=layout.doubt or moved) for layout in found] if moved else found


def _layouts(grid: Grid, start: int, stubs: int) -> list[Layout]:
    """Every reading of a grid whose body starts at a row and whose first ``stubs`` columns name the rows."""
    titles, header_top = _titles(grid, start)
    end = _body_end(grid, start, stubs)
    header = grid.rows[header_top:start]
    rows, again = without_headings(grid, start, end, stubs)
    names, body = labelled_rows(rows, stubs)
    if not body:
        return []
    names, alike = under_parents(names, body) if stubs == 1 else (names, "")
    again = again or alike or cells_doubt(grid, start, end, stubs)
    stub = tuple(" ".join(dict.fromkeys(row[c].text for row in header if row[c].text)) for c in range(stubs))
    notes = tuple(" ".join(c.text for c in row if c.text) for row in grid.rows[end:] if _filled(row))
    if stubs == 1 and is_year(stub[0]) and not any(map(is_dated, names)):
        titles = (*titles, stub[0])  # "2021" over the labels, beside months or outcomes
    corners = len({row[0].text for row in header if row[0].text}) if stubs else 0
    doubtful = again or (_UNNAMED if names.count(()) > 1 else _ungrouped(grid, rows, stubs))
    return [
        Layout(names, under_their_periods(paths), body, stub, titles, notes, doubt or doubtful, corners)
        for paths, doubt in column_paths([row[stubs:] for row in header], grid, body)
    ]


def _ungrouped(grid: Grid, body: Sequence[Sequence[GridCell]], stubs: int) -> str:
    """What to say of labels over several rows that may begin above or below their line, as where rows were inferred."""
    first = body[0] if body else ()
    if (
        stubs > 1
        and not grid.inferred
        and not first[0].text
        and first[1].text
        and not tokens.is_total(first[1].text)
    ):
        return _GROUPS if any(row[0].text for row in body) else ""
    if not grid.inferred or stubs < 2 or any(row[0].row_span > 1 for row in body):
        return ""
    parts = [row[1].text for row in body if row[1].text]
    blank = any(not row[0].text and row[1].text for row in body)
    if not body[0][0].text and body[0][1].text:
        return _GROUPS
    return _GROUPS if blank and len(set(parts)) < len(parts) and not parts_of_groups(body, 1) else ""


def _titles(grid: Grid, start: int) -> tuple[tuple[str, ...], int]:
    """Rows above the header that hold one text: titles."""
    titles: list[str] = []
    top = 0
    for row in grid.rows[:start]:
        filled = _filled(row)
        below = [r for r in grid.rows[top + 1 : start] if len(_filled(r)) > 1]
        titled = tokens.kind(row[0].text) in {"label", "year", "period"}
        alone = len(filled) == 1 and filled[0] == 0 and titled and below
        wide = len(filled) == 1 and row[filled[0]].column_span >= grid.width > 1
        over = len(filled) == 1 and _stands_over_periods(grid, top, start)
        drawn = bool(below) and grid.width > 2 and len(filled) > 1 and is_parameters(row)
        if filled and not (alone or over or wide or drawn):
            break
        titles += [row[i].text for i in filled]
        top += 1
    if (
        top == start
        and titles
        and grid.height > start
        and not any(len(_filled(r)) > 1 for r in grid.rows[:start])
    ):
        return tuple(titles), start
    return tuple(titles), top


def _stands_over_periods(grid: Grid, at: int, start: int) -> bool:
    """True for a first row with one text, over periods that are all different: it names all of them, wherever it stands."""
    if at or start != 2:
        return False
    (column,) = _filled(grid.rows[at])
    leaves = [cell.text for cell in grid.rows[at + 1][1:]]
    cell = grid.rows[at][column]
    single = cell.column_span == 1 and cell.row_span == 1 and tokens.kind(cell.text) == "label"
    periods = all(map(is_when, leaves)) and len(set(leaves)) == len(leaves) > 1
    return single and periods and column > 1 and not is_measure(cell.text)


def _body_end(grid: Grid, start: int, stubs: int) -> int:
    """The row after the last that holds a value: what follows is notes."""
    last = start
    for r in range(start, grid.height):
        row = grid.rows[r]
        filled = _filled(row, stubs)
        if len(filled) < min(2, grid.width - stubs) and tokens.is_footer(row[0].text):
            continue  # of several columns a row of counts fills more
        if (
            (r == last and _is_withheld(grid, r, stubs))
            or any(_is_valued(row[column].text) for column in filled)
            or (
                row[0].text and _filled(row) == [0] and len(row[0].text) < 90 and tokens.is_total(row[0].text)
            )
        ):
            last = r + 1
    return max(last, start + 1)


_REMARK = re.compile(
    r"(?:notes?|caveats?|key|contact|owner|author|status|definitions?|please|total\s+checked|checked|reviewed|compiled|data|this|the|figures)\b.*",
    re.I,
)


def _is_withheld(grid: Grid, at: int, stubs: int) -> bool:
    """True for a label right under the body with words in every column in place of counts, such as "exempt"."""
    label, texts = grid.rows[at][0].text, [cell.text for cell in grid.rows[at][stubs:]]
    remark = tokens.is_parameter(label) or tokens.is_footer(label) or _REMARK.fullmatch(label) is not None
    return stubs > 0 and bool(label) and all(texts) and not remark


def _is_valued(text: str) -> bool:
    """True for a value, and for what begins as one and is none: ``12 34``, ``1,23``, ``12 of 50``."""
    return tokens.kind(text) in {"count", "mark", "rate", "year"} or (
        _BEGUN.fullmatch(text) is not None and tokens.kind(text) != "period"
    )


_YES_OR_NO = re.compile(r"(?:yes|no|y|n|true|false|held|not\s+held)\W*", re.I)
_BEGUN = re.compile(r"[(<~'c.]{0,2}\s?\d[^:]{0,11}")
