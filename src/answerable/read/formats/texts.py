"""What the cells of a sheet print, looked at one beside another: values, years, numberings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_VALUE = re.compile(
    r"[<>~≤≥]?\s*[-−(]?\s*[£$€]?\s*\d[\d,. ]*%?\)?\s*[*†#]*|[-–—.…*xX~#]{1,3}|n/?[ak]|nil|none|\[\w{1,3}\]",
    re.I,
)
UNEVEN = (
    "its rows have more or fewer cells than its headings, so that a comma in one may have moved the others"
)
YEAR = re.compile(r"(?:FY\s*)?((?:19|20)\d\d)(?:\s*[-/–]\s*(?:\d\d){1,2})?")


def is_value(text: str) -> bool:
    """True where a cell's text is a number, a small-number mark or a dash, rather than words."""
    return _VALUE.fullmatch(text) is not None


def runs_of(numbers: Iterable[int]) -> list[list[int]]:
    """Ascending numbers, cut where one is skipped."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def ascending_years(texts: Sequence[str]) -> bool:
    """True for years alone, each after the one before, or each before it."""
    years = [match[1] for text in texts if (match := YEAR.fullmatch(text))]
    if len(years) < max(1, len(texts)):
        return False
    return all(a < b for a, b in pairwise(years)) or all(a > b for a, b in pairwise(years))


def numbered(texts: Sequence[str]) -> bool:
    """True for 1, 2, 3 and for single ages: whole numbers that rise by one."""
    numbers = [int(text) if text.isdecimal() else None for text in texts]
    return all(a is not None and b == a + 1 for a, b in pairwise(numbers))


def is_uneven(rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """True where rows with values have another number of cells than the headings above the first of them.

    Args:
        rows: how many cells each row of a table has, blank ones too, and what those that print something print.
    """
    valued = [at for at, (_, texts) in enumerate(rows) if any(is_value(text) for text in texts[1:])]
    if not valued:
        return False
    headed = [rows[valued[0] - 1]] if valued[0] and len(rows[valued[0] - 1][1]) > 1 else []
    return len({width for width, _ in (*headed, *(rows[at] for at in valued))}) > 1
