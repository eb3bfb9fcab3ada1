"""What counts in a table and what measures something else: changes, shares, averages, ranks, populations.

A difference of 10 looks like a count of 10. Its heading tells, or its label where the table lies on its side;
where both are silent, a column that prints a number below nought, or parts of one, counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.model.table import Path
from answerable.read import tokens
from answerable.read.grid import GridCell
from answerable.read.stub import names_things

_MEASURE = re.compile(
    r"(?:(?:%|numerical?|net|actual|year[\s-]+on[\s-]+year|annual)\s*)?(?:differences?|diffs?|variances?|var|increases?|decreases?|growth"
    r"|cumulative|rolling|targets?|forecasts?|projections?|running\s+totals?|increase\s*(?:/|or|\(?[-–])\s*decrease\)?|proportion|shares?|trend|rank(?:ing)?|y\W?o\W?y|\+\s*/?\s*[-–−]|±)"
    r"(?:\s+(?:counts?|totals?|figures?|sum|\d+\s+months?|of\s+total|(?:from|on|since|between|to|vs\.?|in)\s+.{1,40}))?",
    re.I,
)
_ROW = re.compile(
    r"""(?:%|percent(?:age)?|proportion|rates?|average|mean|median|population|costs?|rank)\b.* | %.*
      | .*\b(?:rate|population|percentage|change|per\s+[\d,]{3,}(?:\s+\w+){0,2}) | .*%""",
    re.I | re.X,
)
ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:\d{3}|#{2,}", re.I)
"""What a spreadsheet prints in a cell whose formula failed, or whose column is too narrow."""

_BELOW = re.compile(r"[-−–]\d[\d,]*")
_PART = re.compile(r"0?\.\d*[1-9]\d*")
_NUMBERS = frozenset({"count", "mark", "year"})


def is_measure(label: str) -> bool:
    """True where a heading says that what stands under it is no count: a rate, a change, an average, a rank."""
    return tokens.is_rate_heading(label) or _MEASURE.fullmatch(tokens.clean_label(label)) is not None


_TITLE = re.compile(
    r"""\W*(?:(?:table|figure|sheet|q(?:uestion)?)\s*\w{1,4}\s*[:.)–-]?\s*)?(?:the\s+)?(?:annual\s+|overall\s+)?
        (?:percent(?:age)?s?|%|proportions?|rates?|averages?|means?|medians?|costs?|expenditure|spend(?:ing)?|hours)\b""",
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
MEASURED = "its title says that it holds rates, averages or costs, and no counts"


def title_measures(title: str) -> bool:
    """True for a title that says that a table holds no counts: "Percentage of offences by outcome"."""
    if _MONEY.match(title) is not None:
        return _NUMBERED.search(title) is None
    return _TITLE.match(title) is not None and _COUNTED.search(title) is None


def measure_rows(rows: Sequence[Path]) -> list[bool]:
    """True for each row whose label says that it measures something else than the rows of counts around it."""
    labels = [tokens.clean_label(path[-1]) if path else "" for path in rows]
    return [any(kind.fullmatch(label) for kind in (_MEASURE, _ROW)) for label in labels]


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
    for c, path in enumerate(columns):
        texts = [row[c].text for row in plain if row[c].text and not ERROR.fullmatch(row[c].text)]
        kinds = [tokens.kind(text) for text in texts]
        values = sum(kind in _NUMBERS for kind in kinds)
        headed = any(map(is_measure, path)) or names_things("".join(path[-1:]))
        result.append(not headed and values >= 0.5 * len(kinds) and not _measures(path, texts))
    return result


def _measures(path: Path, texts: Sequence[str]) -> bool:
    """True for a column with numbers below nought that is headed by no period, or of parts of one and of one."""
    below = any(_BELOW.fullmatch(text) for text in texts)
    if below and not (path and tokens.heads_counts(path[-1])):
        return True
    parts = any(_PART.fullmatch(text) for text in texts)
    return parts and all(text in {"0", "1"} or _PART.fullmatch(text) for text in texts if text[:1].isalnum())
