"""Several labels with their values on one line: ``Male - 12, Female - 15``; ``2014 – 26, 2015 – 35 & 2016 to July - 18``.

The whole line must be such pairs, or nothing is taken: a sentence that holds one is read as a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from answerable.model import Period, SmallNumbers, Statement, count, period
from answerable.read import tokens
from answerable.read.grid import Paragraph
from answerable.read.sentence import periods_in

MAX_WORDS = 6
_LEAD = re.compile(r"\s*(?:[•·▪◦●*\-–]\s+|\(?\w{1,2}[).]\s+|[‘“\"'])?")
_VALUE = r"(?:<\s?\d+|\d{1,3}(?:,\d{3})+|\d+|nil|none|zero|\*)"
_GIVEN = re.compile(
    rf"\s*(?:[:=]|[-–—])\s*(?P<value>{_VALUE})(?![\d,.]*\d)(?!\s*(?:%|per\s?cent|percent|p\b|[a-z]))", re.I
)
_NOTE = r"(?:\s*\([^()]{1,40}\))?"
_NEXT = re.compile(rf"{_NOTE}\s*(?:[,;|&/]\s*(?:and\s+)?|\s+and\s+)", re.I)
_END = re.compile(rf"{_NOTE}\s*[.;,]?\s*[’”\"']?\s*$")
_WORDS = re.compile(r"(?P<label>[^\W\d][^\d:=–—,;|&]*?)(?=\s*(?:[:=–—]|\s-|-\s))")
_APRIL = re.compile(r"(?:april|apr)\.?\s+(?P<year>(?:19|20)\d\d\s?/\s?(?:\d\d){1,2})(?!\d)", re.I)
"""A financial year that is said with the month in which all begin."""
_NONE_IN = re.compile(
    r"(?P<none>none|nil|zero|no)\b(?:\s+(?!in\b|for\b|from\b)[^\W\d][\w’'\-]*){0,4}?\s+(?=(?P<prep>(?:in|for|from|between)\s+))",
    re.I,
)
"""What says of a period that nothing was counted in it, before other periods get their values."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label or a period, and the value that stands with it."""

    label: str
    when: Period | None
    printed: str
    start: int


def pairs_in(
    line: Paragraph, heading: str, when: Period | None, rules: SmallNumbers | None
) -> list[Statement]:
    """The statements of a line that is two pairs or more and nothing else.

    Args:
        line: the line.
        heading: what stands above it.
        when: the period that the heading names.
        rules: what the body means by its marks.
    """
    found = list(_pairs(line.text)) or list(_of_a_range(line.text))
    dated = [pair.when is not None for pair in found]
    if not found or len(set(dated)) != 1 or not all(map(_plain, found)):
        return []
    said = []
    for pair in found:
        printed = "none" if pair.printed.lower() == "no" else pair.printed
        if (read := count.parse(printed, rules)).count is None:
            return []
        end = pair.start + len(pair.printed)
        source = replace(line.source, printed=pair.printed, chars=(pair.start, end))
        said.append(
            Statement(line.text.strip(), read.count, source, pair.when or when, pair.label or heading)
        )
    return said


def _plain(pair: Pair) -> bool:
    if pair.when is not None:
        return True
    words = pair.label.split()
    return (
        len(words) <= MAX_WORDS and not tokens.is_rate_heading(pair.label) and not _NAMES.search(pair.label)
    )


_NAMES = re.compile(
    r"\b(?:ref(?:erence)?|foi|date[ds]?|tel(?:ephone)?|fax|phone|mobile|page|version|enquiry|request|case|log|pub|id|numbers?|no\.?$|section|act|email"
    r"|hours?|minutes?|costs?|fees?|ages?|weight|height|band|grade|ext|room|level|code|question|answer|response|part|table|article|paragraph)\b",
    re.I,
)
"""A label whose number names something or measures it."""


def _pairs(text: str) -> Iterator[Pair]:
    """The pairs of a line in order; none where anything else stands on it."""
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    places = {start: (when, end) for when, start, end in periods_in(text)}
    found = []
    while True:
        pair, end = _pair_at(text, at, places)
        if pair is None:
            return
        found.append(pair)
        if _END.match(text, end):
            break
        after = _NEXT.match(text, end)
        if after is None:
            return
        at = after.end()
    if len(found) > 1:
        yield from found


_RANGED = re.compile(
    rf"\s*(?:[:=]|[-–—])\s*(?P<value>{_VALUE})(?![\d,.]*\d)(?P<tail>\s+[a-z][^\d%]*)?\s*[.;,]?\s*", re.I
)
_TIME = re.compile(r"\s*(?:hours?|hrs|minutes?|mins?|days?|weeks?|months?|years?|per|pages?|am|pm|p)\b", re.I)


def _of_a_range(text: str) -> Iterator[Pair]:
    """A range of years or days and its value: ``2013 – 2019 - 6``, where the last year is no value."""
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    place = next(((when, end) for when, start, end in periods_in(text) if start == at), None)
    if place is None or not re.search(r"\w\s*[-–—]\s*\w|\bto\b|\buntil\b", text[at : place[1]]):
        return
    value = _RANGED.fullmatch(text, place[1])
    if value is not None and not _TIME.match(value["tail"] or ""):
        yield Pair("", place[0], value["value"], value.start("value"))


def _pair_at(text: str, at: int, places: dict[int, tuple[Period, int]]) -> tuple[Pair | None, int]:
    """The pair that begins at a place, and where it ends."""
    if (none := _NONE_IN.match(text, at)) is not None:
        place = places.get(none.end()) or places.get(none.end("prep"))
        return (Pair("", place[0], none["none"], at), place[1]) if place else (None, at)
    label, when, end = "", None, at
    if (april := _APRIL.match(text, at)) is not None:
        when, end = period.parse(april["year"]), april.end()
    elif at in places:
        when, end = places[at]
    elif (words := _WORDS.match(text, at)) is not None:
        label, end = words["label"].strip(), words.end()
    value = _GIVEN.match(text, end) if end > at else None
    if value is None:
        return None, at
    return Pair(label, when, value["value"], value.start("value")), value.end()
