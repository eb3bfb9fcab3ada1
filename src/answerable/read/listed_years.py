"""Lines of a list that give years of two pairs of figures their numbers: ``19/20 - 34`` over ``20/21 - 40``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answerable.model import Period
from answerable.model.short_years import short_years
from answerable.read.grid import Paragraph

_LINE = re.compile(
    r"\s*(?:[•·▪◦●*\-–]\s+)?(?P<label>['’]?\d\d\s?[/–—-]\s?['’]?\d\d)\s*(?:[:=]|\s[-–—]|\t)\s*\S.*"
)
_FULL = re.compile(
    r"\s*(?:[•·▪◦●*\-–]\s+)?(?P<label>(?:19|20)\d\d\s?[/–—-]\s?(?:\d\d){1,2})\s*(?:[:=]|\s[-–—]|\t)\s*\S.*"
)


def listed_years(lines: Sequence[Paragraph]) -> dict[int, Period]:
    """The year of each line of a run of such lines, by the line's index, where the run's years follow on one another."""
    found: dict[int, Period] = {}
    for run in _runs(lines):
        years = short_years(run.values())
        found.update({index: years[label] for index, label in run.items() if label in years})
    return found


def _runs(lines: Sequence[Paragraph]) -> Iterator[dict[int, str]]:
    """Lines that begin so with nothing but blank ones between, with their labels."""
    run: dict[int, str] = {}
    for index, line in enumerate(lines):
        if match := _LINE.fullmatch(line.text) or _FULL.fullmatch(line.text):
            run[index] = match["label"]
        elif line.text.strip() and run:
            yield run
            run = {}
    if run:
        yield run
