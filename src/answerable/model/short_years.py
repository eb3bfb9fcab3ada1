"""Financial years of which only the last two figures are printed: ``19/20``, ``20/21``, ``21/22``.

Alone ``11/12`` is a month of a year, a day of a month or a fraction as well. A row of headings tells: pairs that follow
on one another year by year are years, and nothing else is printed so.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from answerable.model import period
from answerable.model.years import Period

_PAIR = re.compile(
    r"['’]?(?P<a>\d\d)\s*(?P<by>[/–—‑-])\s*['’]?(?P<b>\d\d)(?:\s*(?:\(\s*\d{1,2}\s*\)|\[\w{1,3}\]|[*†‡¹²³]))*"
)
_LAST_HOUR = 24
_YEARS = re.compile(r"\b(?:years?|f\.?y\.?|periods?)\b", re.I)


def short_years(labels: Iterable[str], heading: str = "") -> dict[str, Period]:
    """The years that labels of two pairs of figures name, where they follow on one another; none where one does not.

    Hours of a day follow on one another too (``17-18``, ``18-19``): with a dash one must be past them, or a
    full year must stand in the row, or the labels be headed as years.

    Args:
        labels: the headings of one row, or the labels of one column, in order.
        heading: what stands over the labels, where anything does.
    """
    found: dict[str, Period] = {}
    starts: list[int] = []
    sure = _YEARS.search(heading) is not None
    for label in dict.fromkeys(labels):
        if match := _PAIR.fullmatch(label.strip()):
            first, second = int(match["a"]), int(match["b"])
            if (first + 1) % 100 != second:
                return {}
            starts.append(first + (2000 if first < 70 else 1900))
            found[label] = Period.financial(starts[-1])
            sure = sure or match["by"] == "/" or second > _LAST_HOUR
        elif (full := period.parse(label)) is not None and full.kind == "financial year":
            starts.append(full.start.year)
            sure = True
    steps = {b - a for a, b in itertools.pairwise(starts)}
    return found if sure and steps in ({1}, {-1}) else {}


def spelled_out(paths: Sequence[tuple[str, ...]], stub: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """Header paths with such years in full, each level of labels taken together.

    Args:
        paths: the paths of the rows or of the columns of a table.
        stub: what stands over each level, where anything does.
    """
    depth = max(map(len, paths), default=0)
    levels = [
        short_years(
            (path[level] for path in paths if level < len(path)), stub[level] if level < len(stub) else ""
        )
        for level in range(depth)
    ]
    return [
        tuple(str(levels[i][label]) if label in levels[i] else label for i, label in enumerate(path))
        for path in paths
    ]
