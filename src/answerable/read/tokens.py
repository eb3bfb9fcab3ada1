"""What one printed text can be: blank, count, year, period, rate, label. Everything above asks here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from answerable.model import SmallNumbers, count, period

Kind = Literal["blank", "count", "mark", "year", "period", "rate", "label"]

_TOTAL = re.compile(
    r"""(?:(?:grand|sub|overall|force|yearly|annual|running|combined|row|column|year|final)[\s-]*)?
        (?:totals?|sum(?!\s+of\s+(?!all\b|the\b|above\b))|cyfanswm)(?:\s+\S.{0,50})?
      | all(?!\s+other)(?:\s+\w+){0,2}?(?:\s+(?:offences?|crimes?|ages?|victims?|outcomes?|forces?|categories|persons|people|months|years|sexes))?
      | overall | .{1,40}\s(?:sub)?totals?
    """,
    re.I | re.X,
)
_RATE = re.compile(
    r"[£$€]\s*[\d,]+(?:\.\d+)?\s*[mk]?|[+-]?\d[\d,]*(?:\.\d+)?\s*(?:%|per\s*cent|percent)|[+−–-]?\d[\d,]*\.\d+|[+−–-]?\d+,\d{1,2}|[-−–]\d[\d, ]*",
    re.I,
)
_SPOILT = re.compile(
    r"""(?:c\.?|ca\.?|circa|approx(?:\.|imately)?|about|around|[~≈±])\s*\d[\d,]*
      | \d[\d,]*\s*(?:\(\s*[<~]?\d[\d,.]*\s*%?\s*\)|out\s+of\s+\d+|\?|approx\.?)
      | \d[\d,]*\s+(?:offences?|crimes?|incidents?|arrests?|victims?|reports?|records?|cases?|people|persons?|charges?|occurrences?|suspects?|offenders?)
      | \#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!) | Err:\d{3} | \#{2,} | n/?a\W{1,2} | null | nan""",
    re.I | re.X,
)
_UNIT = re.compile(
    r"(?<=\d)\s+(?:offences?|crimes?|incidents?|arrests?|victims?|reports?|records?|cases?|people|persons?|charges?|occurrences?|suspects?|offenders?)\.?$",
    re.I,
)
"""What is counted, where a cell prints it with the count."""
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
_SHARE_OF_A_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d\s*%")
"""A heading over shares, and no share itself."""
_MARKS = re.compile(r"\s*(?:\(\s*\d{1,2}\s*\)|\[\w{1,3}\]|[*†‡#^]+|[¹²³⁴⁵⁶⁷⁸⁹]+)$")


@lru_cache(maxsize=65536)
def kind(text: str) -> Kind:
    """What the text is on its own.

    A bare year is ``year``: only its neighbours tell whether it is a count. A word that can stand for a
    number ("unknown", "nil"), or a range that can be an age, is ``mark``: as a heading it is a label.
    """
    text = text.strip()
    if not text:
        return "blank"
    if _YEAR.fullmatch(text):
        return "year"
    bare = text.isdigit() or len(text) > 60 or not any(c.isdigit() for c in text)
    if not bare and period.parse(text) is not None:
        # "1-4" is an interval and "01.01.20" a date; nothing that reads as a count reads as a period but years
        return "period"
    state = count.parse(text).state
    if state == "bounded" and not text.startswith("<"):
        return "mark"  # "10-15" and "55+" are ages as often as counts
    if state in {"exact", "bounded", "open"}:
        return (
            "mark" if len(text) > 1 and text[0].isalpha() and not any(c.isdigit() for c in text) else "count"
        )
    if _RATE.fullmatch(text):
        return "label" if _SHARE_OF_A_YEAR.fullmatch(text) else "rate"
    return "mark" if is_spoilt(text) else "label"


def is_spoilt(text: str) -> bool:
    """True for what stands in place of a count and can be read as none: ``c. 40``, ``12 (9)``, ``#REF!``."""
    return _SPOILT.fullmatch(text) is not None


def is_value(text: str) -> bool:
    """True for what can stand in the body: a count, a year-like number, a rate, or a blank."""
    return kind(text) in {"count", "mark", "year", "rate", "blank"}


@lru_cache(maxsize=8192)
def is_total(label: str) -> bool:
    """True where a label says that its row or column sums others."""
    return _TOTAL.fullmatch(_MARKS.sub("", label.strip()).strip(" :.-–")) is not None


_IN_BRACKETS = re.compile(r"(?<=\S)\s*\([^()]*\)$")
_FOOTER = re.compile(
    r"""(?:data|figures?|information|report)?\s*(?:was\s+|were\s+)?(?:extract(?:ed|ion)|produced|prepared|generated|refreshed|printed|updated|supplied|published|compiled)\b.*
      | (?:date|report|query|last|run)\s+(?:of\s+)?(?:run|extract\w*|produced|prepared|refresh\w*|updated?|on|by|date)\b.*
      | (?:sources?|author|version|produced\s+by|note|page)\b\s*(?::.*)? | (?:total|no\.?|number\s+of)?\s*records?(?:\s+\w+)?(?:\s*:.*)?""",
    re.I | re.X,
)


def is_footer(label: str) -> bool:
    """True for what stands under a table and says where it comes from: "Data extracted 12/01/2024", "Records"."""
    return _FOOTER.fullmatch(label.strip()) is not None


_PARAMETER = re.compile(
    r"""(?:report|force|area|period|filters?|parameters?|criteria|selection|user|run|generated|created|extracted|printed|database|system|source|
         date\s+range|classification|protective\s+marking|search|query|dataset|prepared)(?:\s*(?:name|id|no\.?|number|ref(?:erence)?|title|date|time|by|on|at|for|
         marking|period|range|applied|used|criteria))*
      | (?:start|end|from|to)(?:\s+(?:date|period))? | date(?:s|\s+(?:from|to|range|run|created))? | (?:row|record)s?\s+(?:count|returned|found)""",
    re.I | re.X,
)


def is_parameter(label: str) -> bool:
    """True for what a system prints over or under a report to say how it was drawn: "Date from", "Run by", "Filters"."""
    return _PARAMETER.fullmatch(label.strip().rstrip(":").strip()) is not None


@lru_cache(maxsize=8192)
def heads_counts(heading: str) -> bool:
    """True for a period, a month's name or a total: what stands under it counts, and names no row."""
    heading = _IN_BRACKETS.sub("", heading.strip())
    return (
        kind(heading) in {"year", "period"} or period.month_number(heading) is not None or is_total(heading)
    )


_BAND = re.compile(
    r"""(?:under|over|up\s+to|less\s+than|more\s+than|above|below|at\s+least|[<>≤≥]=?)\s*£?\s*[\d,.]+\s*[mk%]?
      | £?\s*[\d,.]+\s*[mk%]?\s*(?:-|–|to|and)\s*£?\s*[\d,.]+\s*[mk%]? | £?\s*[\d,.]+\s*[mk%]?\s*(?:\+|and\s+(?:over|above|under)|or\s+(?:more|less|over))""",
    re.I | re.X,
)


def is_rate_heading(label: str) -> bool:
    """True where a heading says that its numbers are not counts: rates, percentages, population, money, hours.

    A band of money or of shares ("£100 - £500", "Over 50%") says of what the counts below it are.
    """
    return _BAND.fullmatch(label.strip()) is None and re.search(
        r"(?<!\w)(?:rate|per\s+[\d,]+|per\s?cent|percent(?:age)?|%|population|cost|£|hours|average|mean|median|change|ratio)(?!\w)|[%£]",
        label, re.I,
    ) is not None  # fmt: skip


def read_count(text: str, rules: SmallNumbers | None) -> count.Printed:
    """The count that a body cell prints, by the rules of the body that printed it."""
    return count.parse(_UNIT.sub("", text), rules)


@lru_cache(maxsize=16384)
def clean_label(label: str) -> str:
    """A label without footnote marks and trailing colons; ages and codes keep their digits."""
    bare = label.strip()
    if len(bare) > 4:
        bare = _MARKS.sub("", bare)
    return bare.strip().rstrip(":").strip()


NUMBERS = re.compile(r"(?<![\w/.])\d[\d,]*(?![\w/])|(?<!\S)(?:[*–-]|<\d+)(?!\S)")


def is_dense(text: str) -> bool:
    """True where counts and their marks make a good part of a line: a table that lost its shape, or a row of one."""
    numbers = NUMBERS.findall(text)
    return bool(numbers) and (len(numbers) >= 0.25 * len(text.split()) or len(numbers) >= 6)


def without(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with some stretches blank, every place kept."""
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
