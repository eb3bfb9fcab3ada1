"""What counts in a table and what measures something else: changes, shares, averages, ranks, populations.

A difference of 10 looks like a count of 10. Its heading tells, or its label where the table lies on its side;
where both are silent, a column that prints a number below nought, or parts of one, counts nothing.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from functools import lru_cache

from answerable.model import count
from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.grid import GridCell
from answerable.read.staffed import staff_among
from answerable.read.stub import names_things

_MEASURE = re.compile(
    r"(?:cumulative|rolling)\b.*|(?:(?:%|numerical?|net|actual|year[\s-]+on[\s-]+year|annual)\s*)?(?:differences?|diffs?|variances?|var|increases?|decreases?|growth"
    r"|targets?|forecasts?|projections?|running\s+totals?|increase\s*(?:/|or|\(?[-–])\s*decrease\)?|proportion|shares?|trend|rank(?:ing)?|y\W?o\W?y|\+\s*/?\s*[-–−]|±)"
    r"(?:\s+(?:counts?|totals?|figures?|sum|\d+\s+months?|of\s+total|(?:from|on|since|between|to|vs\.?|in)\s+.{1,40}))?",
    re.I,
)
_ROW = re.compile(
    r"""(?:%|percent(?:age)?|proportion|rates?|average|mean|median|population|costs?|rank)\b.*
      | .*\b(?:average|median|population|percentage|rate|change|per\s+[\d,]{3,}(?:\s+\w+){0,2})(?:\s*\(.*\))? | .*%.*
      | .*\b(?:average|mean|median)\s+(?:age|time|days?|hours?|number|length|duration|cost|value|per)\b.*""",
    re.I | re.X,
)
_SPENT = re.compile(
    r"""(?:(?:total|the|number|no\.?|length|amount|period)\s+(?:of\s+)?)*(?:(?:working|calendar|elapsed|officer|staff|sick(?:ness)?)\s+)?
        (?:(?:days|hours|minutes|mins|hrs|weeks|months|years|time)
             (?:\s+(?:to|taken|lost|from|between|until|since|elapsed|per|open|for|spent|worked|imprisonment|custody|in\s+custody|detention|served)\b.*)
          |days|hours|minutes|mins|hrs|duration(?:\s.*)?|elapsed\s+time)(?:\s*\(.*\))?
      | (?:total\s+|annual\s+)?(?:budget|spend|spending|expenditure|salar(?:y|ies)|overtime|compensation|damages)(?:\s+(?:for|on|in|paid|of)\b.*|\s*\(.*\))?
      | (?:total\s+|average\s+)?(?:values?\s+(?:of\b|paid|stolen|lost|recovered|seized)|amounts?\s+(?:paid|stolen|lost|recovered|seized|claimed|awarded))\b.*
      | (?:average\s+|total\s+|number\s+of\s+)?(?:f\W?t\W?es?|full[\s-]time[\s-]equivalents?)(?:\s.*|\s*\(.*\))?
      | .+\bper\s+(?:officer|head|capita|person|crime|offence|incident|victim|suspect|case|household|vehicle|investigator)\b.*
      | (?:min(?:imum)?|max(?:imum)?|lowest|highest)(?:\s+(?:age|number|count|value|figure|days?|time|length|sentence)(?:\s.*)?)?
      | (?:youngest|oldest|longest|shortest)(?:\s+\w+){0,4}
      | (?:total\s+|combined\s+)?(?:weight|distance|mileage|speed|score)s?(?:\s+(?:of|in|travelled|recorded)\b.*)?(?:\s*\(.*\))?
      | [^\W\d].*\(\s*(?:in\s+)?(?:kgs?|g|grams?|mg|tonnes?|l|litres?|ml|mph|kph|miles|km|metres|months|weeks|days|hours|hrs|minutes|mins|seconds|secs)\.?\s*\)""",
    re.I | re.X,
)
"""Time, money, weights, extremes, and posts counted in parts: days to charge, overtime, full-time equivalents, oldest victim."""
_PREFIX = re.compile(r"^(?:q(?:uestion)?\s*)?\d{0,2}[a-z]?\s*(?:[.):]|[-–]\s)\s*(?=\S)", re.I)
"""The number of the question that a row answers."""
ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}|#{2,}", re.I)
"""What a spreadsheet prints in a cell whose formula failed, or whose column is too narrow."""

_VERSUS = re.compile(
    r"(?P<a>.+?)\s*(?P<how>\bv\b\.?|\bvs\b\.?|\bversus\b|\bto\b|[-–/]|\bcompared\s+(?:to|with)\b|\bagainst\b)\s*(?P<b>.+)",
    re.I,
)
_BELOW = re.compile(r"[-−–]\d[\d,]*")
_PART = re.compile(r"0?\.\d*[1-9]\d*")
_TO_DATE = re.compile(r"\b(?:ytd|to\W+date|so\s+far|cumulative|running|rolling|accumulat\w*)\b", re.I)
_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|(?:and|&|/|\+)\s*(?:%|per\s?cent\w*)\s*$)", re.I)
"""What a heading says of the second number of each cell: "n (%)"."""
_FEWEST = 2
_EVIDENCE = 4.0
"""Running sums that would be there by chance once in ten thousand times."""
_NUMBERS = frozenset({"count", "mark", "year"})


@lru_cache(maxsize=8192)
def is_measure(label: str) -> bool:
    """True where a heading says that what stands under it is no count: a rate, a change, an average, a rank."""
    return tokens.is_rate_heading(label) or _MEASURE.fullmatch(tokens.clean_label(label)) is not None


def is_spent(label: str) -> bool:
    """True where the lowest heading of a column, or a row's label, says that it holds time, money, or parts of posts."""
    return _SPENT.fullmatch(tokens.clean_label(label)) is not None


_TITLE = re.compile(
    r"""\W*(?:(?:table|figure|sheet|q(?:uestion)?)\s*\w{1,4}\s*[:.)–-]?\s*)?(?:the\s+)?(?:annual\s+|overall\s+)?
        (?:percent(?:age)?s?|%|proportions?|rates?|averages?|means?|medians?|costs?|expenditure|spend(?:ing)?|budget|hours|days|durations?|fte)\b""",
    re.I | re.X,
)
_COUNTED = re.compile(
    r"(?<!average )(?<!mean )(?<!median )\b(?:numbers?|counts?|and|recorded|volume)\b", re.I
)
_MONEY = re.compile(
    r"""\W*(?:table\s*\w{1,4}\W+)?(?:the\s+)?(?:total\s+)?(?:values?|amounts?|sums?)\s+(?:of|paid|seized|spent|recovered)\b
      | .*(?:^|[\s(])£(?:\s?(?:m|k|0{3}s?|millions?|thousands?))?\W*$""",
    re.I | re.X,
)
_NUMBERED = re.compile(r"\b(?:numbers?|counts?|volume)\b", re.I)
_CORNER = re.compile(
    r"\W*(?:%|percent(?:age)?s?|proportions?|rates?|averages?|means?|medians?|costs?)(?:\s.*)?", re.I
)
MEASURED = "its title says that it holds rates, averages or costs, and no counts"


def title_measures(title: str) -> bool:
    """True for a title that says that a table holds no counts: "Percentage of offences by outcome"."""
    if _MONEY.match(title) is not None:
        return _NUMBERED.search(title) is None
    return _TITLE.match(title) is not None and _COUNTED.search(title) is None


def corner_measures(stub: Sequence[str]) -> bool:
    """True where what stands over the labels says that all the numbers are shares or rates: "%"."""
    return any(_CORNER.fullmatch(label) and not _COUNTED.search(label) for label in stub)


_TOTAL = re.compile(
    r"(?:grand\s+|overall\s+)?total\s+(?:annual\s+)?(?:spend(?:ing)?|costs?|expenditure|paid|hours|days|fte|value|budget|income|revenue)\b.*",
    re.I,
)
TOTALS_MEASURE = "its total is of money or time, so that its parts may be no counts"


def total_measures(rows: Sequence[Path]) -> bool:
    """True where the total of some rows is of money or time: "Total spend"."""
    return any(path and _TOTAL.fullmatch(tokens.clean_label(path[-1])) for path in rows)


@lru_cache(maxsize=8192)
def _is_share(label: str) -> bool:
    return _ROW.fullmatch(label) is not None


@lru_cache(maxsize=8192)
def _measures_row(label: str) -> bool:
    return any(kind.fullmatch(label) for kind in (_MEASURE, _ROW, _SPENT))


def measure_rows(rows: Sequence[Path]) -> list[bool]:
    """True for each row whose label says that it measures something else than the rows of counts around it."""
    labels = [_PREFIX.sub("", tokens.clean_label(path[-1]), count=1) if path else "" for path in rows]
    staff = staff_among([(label,) for label in labels])
    outer = [any(_is_share(tokens.clean_label(label)) for label in path[:-1]) for path in rows]
    return [
        is_staff or is_outer or _measures_row(label)
        for label, is_staff, is_outer in zip(labels, staff, outer, strict=True)
    ]


def count_columns(
    columns: Sequence[Path], body: Sequence[Sequence[GridCell]], measured: Sequence[bool]
) -> list[bool]:
    """True for each column of counts: not headed as a measure or a code, and not of percentages, parts or words.

    Args:
        columns: the header paths.
        body: the cells, row by row.
        measured: True for each row that is no row of counts, and tells nothing of its columns.
    """
    result = []
    plain = [row for row, is_measured in zip(body, measured, strict=True) if not is_measured] or body
    staff, compared = staff_among(columns), _compared(columns, plain)
    for c, path in enumerate(columns):
        texts = [row[c].text for row in plain if row[c].text and not ERROR.fullmatch(row[c].text)]
        kinds = [tokens.kind(text) for text in texts]
        values = sum(kind in _NUMBERS for kind in kinds)
        leaf = "".join(path[-1:])
        named = (
            path
            if not texts or not all(map(count.has_second, texts))
            else [_BRACKETS.sub("", x) for x in path]
        )
        headed = (
            any(map(is_measure, named)) or is_spent(leaf) or names_things(leaf) or staff[c] or compared[c]
        )
        result.append(not headed and values >= 0.5 * len(kinds) and not _measures(path, texts))
    running = running_sums(columns, [[row[c].text for row in plain] for c in range(len(columns))])
    return [is_counted and c not in running for c, is_counted in enumerate(result)]


def _compared(columns: Sequence[Path], body: Sequence[Sequence[GridCell]]) -> list[bool]:
    """True for each column that two others name: "2021 v 2020", and "2020 to 2021" where it prints their difference."""
    leaves = {"".join(path[-1:]): c for c, path in enumerate(columns)}
    found = []
    for c, path in enumerate(columns):
        match = _VERSUS.fullmatch("".join(path[-1:]))
        a, b = (leaves.get(match["a"]), leaves.get(match["b"])) if match else (None, None)
        if match is None or a is None or b is None:
            found.append(False)
            continue
        rows = [[_plain_number(row[at].text.lstrip("+-−–")) for at in (a, b, c)] for row in body]
        differ = all(None not in row and abs((row[1] or 0) - (row[0] or 0)) == row[2] for row in rows)
        found.append(differ or match["how"].lower() not in {"to", "-", "–", "/"})
    return found


def running_sums(columns: Sequence[Path], texts: Sequence[Sequence[str]]) -> set[int]:
    """The columns that add up, row after row, what another prints: counts to date.

    No period heads them. The last row may be a total of the table. Small numbers add up by chance: only a heading that
    says so ("YTD") is believed without more evidence.

    Args:
        columns: the header paths.
        texts: the cells of each column.
    """
    headed = [tokens.heads_counts("".join(path[-1:])) for path in columns]
    if len(columns) < 2 or all(headed):
        return set()
    numbers = [tuple(map(_plain_number, column)) for column in texts]
    begun: dict[
        int, set[tuple[int | None, ...]]
    ] = {}  # what prints the same is tried once, and only from the same start
    for column in set(numbers):
        if column and column[0] is not None:
            begun.setdefault(column[0], set()).add(column)
    return {
        c
        for c, sums in enumerate(numbers)
        if not headed[c]
        and sums
        and sums[0] is not None
        and _rises(sums)
        and any(
            _adds_up(sums, parts, said=_TO_DATE.search(" ".join(columns[c])) is not None)
            for parts in begun[sums[0]] - {sums}
        )
    }


def _rises(sums: Sequence[int | None]) -> bool:
    """True where each number but the last, which may be a total, is no less than the one before it."""
    return all(None not in (a, b) and (a or 0) <= (b or 0) for a, b in itertools.pairwise(sums[:-1]))


def _adds_up(sums: Sequence[int | None], parts: Sequence[int | None], *, said: bool) -> bool:
    adds = [
        None not in (before, after, part) and after == (before or 0) + (part or 0)
        for before, after, part in zip(sums, sums[1:], parts[1:], strict=False)
    ]
    if len(adds) < _FEWEST or not all(adds[:-1]) or sums[0] is None or sums[0] != parts[0]:
        return False
    told = [total for total, part, holds in zip(sums[1:], parts[1:], adds, strict=False) if holds and part]
    evidence = sum(math.log10(1 + (total or 0)) for total in told)
    return len(told) >= _FEWEST and (said or evidence >= _EVIDENCE)


def _plain_number(text: str) -> int | None:
    bare = text.replace(",", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 10 else None


def _measures(path: Path, texts: Sequence[str]) -> bool:
    """True for a column with numbers below nought that is headed by no period, or of parts of one and of one."""
    below = any(_BELOW.fullmatch(text) for text in texts)
    if below and not (path and tokens.heads_counts(path[-1])):
        return True
    parts = any(_PART.fullmatch(text) for text in texts)
    return parts and all(text in {"0", "1"} or _PART.fullmatch(text) for text in texts if text[:1].isalnum())
