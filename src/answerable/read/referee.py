"""Arithmetic is the referee: totals choose between the readings of a grid.

A reading wins alone if fewer of its totals fail, fewer of its periods fall outside the stated dates, and
more of its totals hold than any other's. Readings that are equally good go to a person, with candidates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from answerable.model import Period, SmallNumbers, Table, period
from answerable.read import tokens
from answerable.read.build import Reading, make_reading
from answerable.read.grid import Grid
from answerable.read.layout import interpret
from answerable.read.measures import MEASURED, TOTALS_MEASURE, corner_measures, title_measures, total_measures
from answerable.read.pivots import ALIKE
from answerable.read.stub import may_name_rows_alone

MAX_CANDIDATES = 6
_SENTENCE = 5
_ALL = 100
_NONE_HOLDS = 2
"""From so many totals on, of which none holds, the fault is likelier in the reading than in every total."""


def read_grids(
    grids: Sequence[Grid], *, title: str, unit: str, rules: SmallNumbers | None, stated: Period | None
) -> Reading | None:
    """The best reading of grids that are alternatives for one printed table, or None where none is a table.

    The table's status is ``read`` where one reading wins and is proved as far as its kind needs:
    a grid with known cells needs nothing more; an inferred one needs a total that holds, or none that
    fails and every row complete. Otherwise it is ``review``, with the other readings as candidates.
    """
    readings: list[Reading] = []
    seen: set[object] = set()
    for grid in grids:
        for layout in interpret(grid):
            reading = make_reading(layout, grid, title=title, unit=unit, rules=rules, stated=stated)
            if _holds_counts(reading) and reading.facts not in seen:
                seen.add(reading.facts)
                readings.append(reading)
    if not readings:
        return None
    readings.sort(key=lambda reading: reading.rank)
    best = readings[0]
    equal = [reading for reading in readings if reading.rank == best.rank]
    why = _doubt(best, len(equal))
    if not why:
        return replace(best, table=replace(best.table, why=_proof(best)))
    others = tuple(_bare(reading.table) for reading in equal[1:MAX_CANDIDATES])
    return replace(best, table=replace(best.table, status="review", why=why, candidates=others))


def _holds_counts(reading: Reading) -> bool:
    """True where a cell prints a number, or marks stand under headings that only a table has."""
    states = {cell.state for cell in reading.table.cells}
    headed = any(period.of_path(path) or any(map(tokens.is_total, path)) for path in reading.table.columns)
    return bool(states & {"exact", "bounded"}) or ("open" in states and headed)


def _doubt(best: Reading, equal: int) -> str:
    """Why a person must look, or nothing where the reading is certain."""
    if equal > 1:
        return f"{equal} readings fit the printed totals equally well"
    if best.layout.doubt or best.grid.lost:
        return best.layout.doubt or best.grid.lost
    headless = not all(map(any, best.table.columns)) or not all(best.table.rows)
    if best.grid.inferred and headless:
        return "rows or columns have no heading"
    if best.grid.inferred and not best.grid.spans_known and best.layout.corners > 1:
        return "two headings stand over its labels, so that it may have more columns than were inferred"
    if best.grid.doubt and (best.totals.failed or not best.totals.held):
        return best.grid.doubt
    if _moved(best.table):
        return "a total is blank where its parts are not, so that cells may have moved"
    if _none_holds(best.table):
        return "none of its printed totals holds, so that rows or columns may be lost or have moved"
    if twice := _said_twice(best.table):
        return twice
    if any(_is_sentence(label) for path in best.table.columns for label in path):
        return "a sentence with figures of its own stands where a heading would"
    titles = (best.table.title, " ".join(best.layout.title_rows))
    if corner_measures(best.table.stub) or any(map(title_measures, titles)):
        return MEASURED
    if total_measures(best.table.rows):
        return TOTALS_MEASURE
    if _makes_hundreds(best.table):
        return "all its columns, or all its rows, sum to 100, so that its numbers may be percentages"
    if _only_row_is_numbered(best.table):
        return "its only row begins with a number, which may be a count as well as a label"
    if best.grid.spans_known and _columns_unnamed(best.table):
        return "more than one of its columns has no heading"
    if _total_parted(best.table):
        return "its total stands under no heading and over parts that do not make it, and may be of the table above"
    if _rows_repeat(best.table):
        return ALIKE
    if again := _heads_both(best.table):
        return f"“{again}” heads labels and counts, so that headings may have moved"
    if best.grid.inferred and best.totals.failed:
        return "the rows were inferred from the order of the lines, and a printed total does not hold"
    return ""


def _only_row_is_numbered(table: Table) -> bool:
    """True for one row of numbers under headings, the first of which may have lost the blank corner over a label."""
    if len(table.rows) != 1 or not table.rows[0] or tokens.kind(table.rows[0][0]) != "count":
        return False
    return not any(map(may_name_rows_alone, table.stub))


def _none_holds(table: Table) -> bool:
    """True where several totals down the columns, or along the rows, fail and none of these holds.

    One that stands before its only part ("Total", "of which charged") may be a total of something else.
    """
    for kind in ("row", "column", "group"):
        checks = [check for check in table.checks if check.kind == kind]
        failed = sum(c.result == "failed" and (len(c.parts) > 1 or c.total > c.parts[0]) for c in checks)
        if failed >= _NONE_HOLDS and not any(check.result == "held" for check in checks):
            return True
    return False


_SAYS = re.compile(
    r"\b(?:there\s+(?:were|was|are|have)|we\s+(?:have|hold|recorded|received)|(?:were|was|are)\s+recorded)\b",
    re.I,
)


def _is_sentence(label: str) -> bool:
    """True for "In 2019 there were 5 and in 2020 there were 6": an answer, and no heading over the answers below it."""
    if "?" in label or not _SAYS.search(label):
        return False
    bare = label
    for _, start, end in reversed(period.find(label)):
        bare = bare[:start] + bare[end:]
    figures = re.search(r"(?<![\w/.])\d[\d,]*(?![\w/])", bare)
    return figures is not None and len(label.split()) >= _SENTENCE


def _said_twice(table: Table) -> str:
    """What to say of two columns under the same headings: the upper heading that tells them apart was lost."""
    counted = {cell.column for cell in table.cells if cell.state not in {"text", "blank"}}
    told = {table.columns[c] for c in counted}  # one whose twin is all blank lost it as well
    other = {cell.column for cell in table.cells if cell.state == "text"} - counted
    paths = Counter(path for c, path in enumerate(table.columns) if c not in other and any(path))
    twice = [path for path, n in paths.items() if n > 1 and path in told and not tokens.is_total(path[-1])]
    if not twice:
        return ""
    if any(tokens.heads_counts(path[-1]) for path in twice):
        return "two of its columns have the same period for a heading"
    return "two of its columns have the same headings, so that what tells them apart was lost"


def _makes_hundreds(table: Table) -> bool:
    """True where the rows that are no totals make 100 in each of several columns, or the columns in each of several rows."""
    words = " ".join([table.title, *table.stub, *(label for path in table.columns for label in path)])
    if re.search(r"\b(?:numbers?\s+of|no\.?\s+of|counts?\b)", words, re.I):
        return False
    width, height = len(table.columns), len(table.rows)
    numbers = [c.count.low if c.count is not None and c.count.is_exact else None for c in table.cells]
    counted = [
        c
        for c in range(width)
        if any(n is not None for n in numbers[c::width]) and not table.column_totals[c]
    ]
    rows = [r for r in range(height) if not table.row_totals[r]]
    down = [[numbers[r * width + c] for r in rows] for c in counted]
    across = [[numbers[r * width + c] for c in counted] for r in rows]
    return any(
        len(lines) > 1
        and all(sum(map(bool, line)) > 1 and sum(n or 0 for n in line) == _ALL for line in lines)
        for lines in (down, across)
    )


def _columns_unnamed(table: Table) -> bool:
    """True where two columns of counts or more have no heading, beside one that has."""
    counted = {cell.column for cell in table.cells if cell.state in {"exact", "bounded"}}
    bare = sum(not any(path) for c, path in enumerate(table.columns) if c in counted)
    return bare > 1 and any(map(any, table.columns))


def _total_parted(table: Table) -> bool:
    """True for a total on a sheet, under no heading, that nothing there makes: a blank row parted it from what it sums."""
    if table.source.sheet is None or any(map(any, table.columns)):
        return False
    totals = all(path and tokens.is_total(path[-1]) for path in table.rows)
    return totals or any(check.result == "failed" for check in table.checks)


def _rows_repeat(table: Table) -> bool:
    """True where two labels or more, or one within a group, name several rows: the groups that they stood in were lost."""
    paths = Counter(path for path in table.rows if path and not tokens.is_total(path[-1]))
    twice = [path for path, n in paths.items() if n > 1]
    return len(twice) > 1 or any(len(path) > 1 for path in twice)


def _heads_both(table: Table) -> str:
    """A heading of labels that stands over counts as well; empty where none does."""
    counted = {cell.column for cell in table.cells if cell.state in {"exact", "bounded"}}
    leaves = {"".join(table.columns[c][-1:]) for c in counted}
    return next((label for label in table.stub if label and label in leaves), "")


def _moved(table: Table) -> bool:
    """True where a total that should be printed is blank."""
    width = len(table.columns)
    totals = (table.cells[c.total[0] * width + c.total[1]] for c in table.checks if c.result == "failed")
    return any(cell.state == "blank" for cell in totals)


def _bare(table: Table) -> Table:
    return replace(table, candidates=())


def _proof(reading: Reading) -> str:
    tally = reading.table.tally()
    if tally["failed"]:
        return f"{tally['held']} printed totals hold, {tally['failed']} do not"
    return f"{tally['held']} printed totals hold" if tally["held"] else "no totals printed"
