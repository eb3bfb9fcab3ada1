"""The real counts, and ways to split them into invented parts that add up to them.

Source of the counts: Home Office police recorded crime open data, offence group "Sexual offences", years to
31 March 2009 to 2014, by police force area. Splits by offence, month, age, sex, outcome or district are
invented: only their sums are real.
"""

from __future__ import annotations

import csv
import random
from bisect import bisect
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

YEARS = ("2009/10", "2010/11", "2011/12", "2012/13", "2013/14")
YEAR_BEFORE = "2008/09"
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
QUARTERS = ("Apr - Jun", "Jul - Sep", "Oct - Dec", "Jan - Mar")
_FILE = Path(__file__).with_name("sexual_offences_by_force.csv")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def codes() -> dict[str, str]:
    """Force name to ONS code, in the order of the codes."""
    return {row["force"]: row["code"] for row in _rows()}


def count(force: str, year: str) -> int:
    """The real count of ``force`` in the financial year ``year``."""
    return next(int(row[year]) for row in _rows() if row["force"] == force)


def counts(*forces: str) -> list[int]:
    """The real counts in the five years asked for, summed over ``forces``."""
    return [sum(count(force, year) for force in forces) for year in YEARS]


def national(year: str) -> int:
    """The sum over the 43 territorial forces."""
    return sum(int(row[year]) for row in _rows())


def split(total: int, weights: Sequence[float], key: str) -> list[int]:
    """Splits ``total`` into whole parts near ``weights``, as chance would, by a generator seeded with ``key``.

    Each offence is drawn by itself, so that small parts scatter and some are nought, as in real tables.
    """
    chance = random.Random(key)
    edges = list(accumulate(weight * (0.88 + 0.24 * chance.random()) for weight in weights))
    parts = [0] * len(edges)
    for _ in range(total):
        parts[min(bisect(edges, chance.random() * edges[-1]), len(edges) - 1)] += 1
    return parts


def table(force_counts: Sequence[int], weights: Sequence[float], key: str) -> list[list[int]]:
    """One row a category, one column a year: every column adds up to that year's count."""
    columns = [split(n, weights, f"{key} {year}") for n, year in zip(force_counts, YEARS, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def rape_and_other(force: str) -> tuple[list[int], list[int]]:
    """An invented split of the real counts into rape and other sexual offences."""
    rape, other = table(counts(force), (0.31, 0.69), f"{force} rape and other")
    return rape, other


def with_total(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """The rows, each with its sum at the end."""
    return [[*row, sum(row)] for row in rows]


def calendar_parts(force: str) -> list[int]:
    """Invented counts for 2009 (from April) to 2014 (to March) that add up to the five financial years."""
    halves = [
        split(n, (0.75, 0.25), f"{force} calendar {y}") for n, y in zip(counts(force), YEARS, strict=True)
    ]
    starts, ends = [a for a, _ in halves], [b for _, b in halves]
    return [starts[0], *(starts[i] + ends[i - 1] for i in range(1, 5)), ends[4]]
