"""Rows and columns that have no label, and rows that their labels make parts of the row above.

A last row with no label is a total as often as not, and where it is the sum of all others it is one: no chance needs
to be weighed. The same holds of a row over others that begin with a dash, where it is their sum.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Literal

from answerable.model import Finding, Table, period
from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.sum_lines import Sum

_PART = re.compile(r"\s*(?:[-–—•·○▪>]\s*(?=[^\W\d])|(?:of\s+which|o/w|including|thereof)\b)", re.I)
_WHOLE = re.compile(
    r"(?:all\s+)?(?:both(?:\s+sexes)?|persons|people|combined|everyone|force(?:\s*wide)?|whole\s+force|force\s+area|net|aggregate)",
    re.I,
)
"""What may name a total, and does where the numbers say so."""
_QUARTER = re.compile(
    r"(?:q(?:uarter|tr)?|h(?:alf)?)\W*[1-4]\b.*|(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+(?:quarter|half)",
    re.I,
)
_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)\s*(?:-|–|to|/|&|and|\+)\s*(?P<last>(?:19|20)\d\d)", re.I)
_TO_DATE = re.compile(r"(?:.*\s)?(?:ytd|year\W+to\W+date)", re.I)
_EVIDENCE = 9.0


def unnamed_sums(
    table: Table, axis: Literal["row", "column"], lines: Sequence[Sequence[int | None]]
) -> list[Sum]:
    """The lines of a table that have no label and are the sum of all others, or of the lines marked as their parts.

    Args:
        table: the table.
        axis: which lines.
        lines: the count that each cell prints in figures, or None.
    """
    paths = table.rows if axis == "row" else table.columns
    known = table.row_totals if axis == "row" else table.column_totals
    found = []
    bare = [i for i, path in enumerate(paths) if not any(path)]
    for line in bare if len(bare) == 1 else []:
        parts = [i for i, line_ in enumerate(lines) if i != line and not known[i] and any(line_)]
        if line in {0, len(paths) - 1} and not known[line]:
            found += _sum(lines, line, parts)
    for line in {0, len(paths) - 1} if len(paths) > 2 else ():
        if paths[line] and _WHOLE.fullmatch(paths[line][-1]) and not known[line]:
            found += _sum(
                lines, line, [i for i, each in enumerate(lines) if i != line and not known[i] and any(each)]
            )
    for line, parts in (*_quarters(paths), *_pooled(paths)):
        fresh = not known[line] and all(sum_.line != line for sum_ in found)
        found += _sum(lines, line, parts) if fresh else []
    if axis == "row":
        for line, parts in _led(table):
            found += _sum(lines, line, parts) if not known[line] else []
    return found


def _quarters(paths: Sequence[Path]) -> Iterator[tuple[int, list[int]]]:
    """Each line named as a quarter or a half year, with the months right before it; then the year to date, with all months."""
    months = [bool(path) and _is_month(path[-1]) for path in paths]
    for line, path in enumerate(paths):
        label = path[-1] if path else ""
        if _QUARTER.fullmatch(label):
            parts = list(takewhile(lambda i: months[i], range(line - 1, -1, -1)))
            yield line, sorted(parts)
        elif _TO_DATE.fullmatch(label):
            yield line, [i for i in range(line) if months[i]]


def _pooled(paths: Sequence[Path]) -> Iterator[tuple[int, list[int]]]:
    """Each line of a period that holds those of others: "2020-2021" beside 2020 and 2021, 2020 beside its quarters."""
    whens = [period.parse(path[-1]) if len(path) == 1 else None for path in paths]
    inside = {
        whole: [
            i for i, part in enumerate(whens) if part is not None and part != whole and whole.contains(part)
        ]
        for whole in {when for when in whens if when is not None}
    }
    for line, whole in enumerate(whens):
        parts = inside[whole] if whole is not None else []
        if len(parts) > 1:
            yield line, parts
        elif ends := _YEARS.fullmatch(
            "".join(paths[line][-1:])
        ):  # "2020-2021" may be a financial year, or both years
            years = range(int(ends["first"]), int(ends["last"]) + 1)
            yield line, [i for i, path in enumerate(paths) if path and path[-1] in map(str, years)]


def _is_month(label: str) -> bool:
    found = period.parse(label)
    return period.month_number(label) is not None or (found is not None and found.kind == "month")


def _led(table: Table) -> list[tuple[int, list[int]]]:
    """Each row with the rows right below it whose labels begin with a dash, or with "of which"."""
    marked = [bool(path) and _PART.match(path[-1]) is not None for path in table.rows]
    found = []
    for row, is_part in enumerate(marked[:-1]):
        below = range(row + 1, len(marked))
        parts = list(takewhile(lambda r: marked[r], below))
        if not is_part and parts:
            found.append((row, parts))
    return found


def _sum(lines: Sequence[Sequence[int | None]], line: int, parts: Sequence[int]) -> list[Sum]:
    """The line as the sum of some others, where it holds at every place that prints a count."""
    places = [place for place, total in enumerate(lines[line]) if total is not None]
    held = [
        place
        for place in places
        if sum(lines[part][place] or 0 for part in parts) == lines[line][place]
        and (None not in [lines[part][place] for part in parts] or lines[line][place])
    ]
    telling = len(parts) > 1 and any(lines[line][place] for place in held)
    return [Sum(line, tuple(parts), tuple(held), _EVIDENCE)] if telling and held == places else []


def unnamed_told(tables: Sequence[Table]) -> list[Finding]:
    """Findings for labels that leave open what a row or column counts: none, the same twice, or "of which"."""
    return [
        finding
        for table in tables
        if table.status == "read"
        for finding in (*_bare(table), *_twice(table), *_parts(table), *_hidden(table))
    ]


def _bare(table: Table) -> Iterator[Finding]:
    """A row or a column of counts without a label, that is no sum of the others."""
    width = len(table.columns)
    counted = [cell.state in {"exact", "bounded"} for cell in table.cells]
    rows = [r for r in range(len(table.rows)) if any(counted[r * width : (r + 1) * width])]
    columns = [c for c in range(width) if any(counted[c::width])]
    for axis, lines, paths, totals in (
        ("Row", rows, table.rows, table.row_totals),
        ("Column", columns, table.columns, table.column_totals),
    ):
        bare = [line for line in lines if not any(paths[line]) and not totals[line]]
        if bare and len(lines) > 1:
            what = f"{axis} {bare[0] + 1} of the counts has no label, and is no sum of the others."
            do = "Look what it is; do not add it to the others before."
            yield Finding("warning", table.source.where, what, do, "unnamed")


def _twice(table: Table) -> Iterator[Finding]:
    named = Counter(filter(any, table.rows)).items()
    twice = [path for path, n in named if n > 1 and not tokens.is_total(path[-1])]
    if twice:
        what = f"Several rows have the same labels: “{' / '.join(twice[0])}”."
        do = "Ask the body what tells them apart, before you add them."
        yield Finding("warning", table.source.where, what, do, "same-labels")


def _hidden(table: Table) -> Iterator[Finding]:
    """Rows that a letter or a web page holds and does not show; those of a sheet are told with the sheet."""
    hidden = [cell for cell in table.cells if cell.hidden and cell.printed]
    if hidden and table.source.sheet is None:
        what = f"{len(hidden)} of its cells are hidden, so that nobody sees them."
        do = "Decide whether they belong to the table; no total counts them unasked."
        yield Finding("warning", table.source.where, what, do, "hidden-rows")


def _parts(table: Table) -> Iterator[Finding]:
    """Rows that are part of the row above, and do not make it."""
    led = [(row, part) for row, below in _led(table) for part in below]
    led += [
        (row, row + 1)
        for row, (path, below) in enumerate(itertools.pairwise(table.rows))
        if path and len(below) == len(path) + 1 and below[:-1] == path
    ]
    parts = [table.rows[part][-1] for row, part in sorted(set(led)) if not table.row_totals[row]]
    if parts:
        shown = ", ".join(f"“{label}”" for label in parts[:3]) + (" and others" if len(parts) > 3 else "")
        what = f"The labels {shown} say that these rows are part of the row above them."
        yield Finding("note", table.source.where, what, "Do not add them to that row.", "part-of-row-above")
