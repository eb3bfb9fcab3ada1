"""The official series that ship with the package: the last resort of the ladder (``data/sources.json``)."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from functools import cache
from importlib import resources

import numpy as np

from answerable.estimate.arrays import Series
from answerable.estimate.names import members
from answerable.model import Period


@cache
def _rows() -> tuple[tuple[str, Period, dict[str, int]], ...]:
    text = resources.files("answerable.estimate").joinpath("data/recorded_crime.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    out = []
    for row in rows:
        year = date.fromisoformat(row["year_ending"]).year - 1
        counts = {code: int(value) for code, value in row.items() if code not in {"series", "year_ending"}}
        out.append((row["series"], Period.financial(year), counts))
    return tuple(out)


def shipped(codes: tuple[str, ...]) -> tuple[Series, ...]:
    """Police recorded crime by offence group, years to March 2003 to 2014, for those bodies.

    Empty unless every body is one of the 43: a series that lacks bodies helps nobody.
    """
    if not all(part in _rows()[0][2] for code in codes for part in members(code)):
        return ()
    by_name: dict[str, list[tuple[Period, list[int]]]] = defaultdict(list)
    for name, period, counts in _rows():
        by_name[name].append((period, [sum(counts[part] for part in members(code)) for code in codes]))
    return tuple(
        Series(name, tuple(p for p, _ in rows), np.asarray([c for _, c in rows], dtype=np.float64))
        for name, rows in sorted(by_name.items())
    )
