"""What a table is called and what it counts: from the sentence before it, and its own headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.model import Period, period
from answerable.read import tokens
from answerable.read.flat.region import RUNNING_HEAD
from answerable.read.grid import Paragraph

_NAMES = (
    ("victims", r"victims?"),
    ("arrests", r"arrests?|arrested|persons?\s+arrested"),
    ("charges", r"charges"),
    ("suspects", r"suspects?|offenders?|accused|defendants?|nominals?"),
    ("outcomes", r"outcomes?|disposals?"),
    ("offences", r"offences?"),
    ("crimes", r"crimes?"),
    ("incidents", r"incidents?|occurrences?|logs?|calls"),
    ("reports", r"reports?"),
    ("people", r"people|persons?|individuals?|children"),
    ("records", r"records?|cases?|images?|requests?|notices?|applications?"),
)
_STAFF = re.compile(
    r"""\b(?:numbers?|total|strength)\s+of\s+(?:(?!(?:on|against|by|to|offences?|crimes?|assaults?|complaints?|incidents?|reports?|allegations?|of)\b)
        [\w-]+\s+){0,4}?(?:officers?|staff|employees|pcsos?|constables?|fte)\b
      | ^\W*(?:(?:table|figure|q(?:uestion)?)\s*\w{1,4}\s*[:.)–-]?\s*)?(?:the\s+)?(?:(?:police|full[\s-]time|part[\s-]time|specialist|dedicated)\s+)*
        (?:officers|staff|employees|pcsos|workforce|establishment)\b
      | \bheadcount\b | \b(?:fte|wte)\b | \bfull[-\s]time\s+equivalents?\b""",
    re.I | re.X,
)
"""What counts people at work, whatever offences they deal with."""
_UNITS = tuple((unit, re.compile(rf"\b(?:{names})\b", re.I)) for unit, names in _NAMES)
_ANY_UNIT = re.compile(rf"\b(?:{'|'.join(names for _, names in _NAMES)})\b", re.I)
_ASKED = re.compile(r"^(?:foi\s+)?requests?$|\b(?:your|this|my|the|foi|information)\s+request\b", re.I)
"""What was asked, and not what is counted."""
_INCLUDED = re.compile(r"\b(?:includ(?:e|es|ed|ing)|excluding|such\s+as)\b.*", re.I | re.S)
"""What is among the things counted, and not what they are."""
MAX_TITLE = 240
REACH = 4


def title_before(lines: Sequence[Paragraph], index: int, taken: set[int]) -> str:
    """The sentence that stands before a table: the last sentence of the nearest line above that is text.

    Args:
        lines: the paragraphs in order.
        index: the table's first line.
        taken: lines that belong to other tables.
    """
    for i in range(index - 1, max(index - 1 - REACH * 3, -1), -1):
        text = lines[i].text.strip()
        if i in taken:
            return ""
        if text and (_REMARK.match(text) or (tokens.is_parameter(text.partition(":")[0]) and ":" in text)):
            continue  # a note, or how the report was drawn, below its title
        if text and i and is_year(text) and is_year(lines[i - 1].text):
            return ""  # a list of years to choose from
        if text and not RUNNING_HEAD.match(text):
            return "" if _is_item(text) else _last_sentence(text)
    return ""


_REMARK = re.compile(r"[*†‡#]|(?:notes?|n\.?b|caveats?|please\s+note|source)\b\W", re.I)
_NUMBERED = re.compile(r"\W*(?:table|figure|chart|q(?:uestion)?)\s*\w{0,3}\d", re.I)


def is_year(text: str) -> bool:
    """True for a year and nothing else."""
    found = period.parse(text.strip())
    return found is not None and found.is_whole_year


def title_of(lines: Sequence[Paragraph], floor: int, sheet: str | None) -> str:
    """The title of a table of cells: the sentence between the table before and this, or one that both stand under.

    A sentence above the table before is of this one too where it names no table and no period of its own.

    Args:
        lines: the paragraphs before the table.
        floor: the first of them after the table before.
        sheet: the sheet that it stands on, if any.
    """
    if sheet:
        return title_on_sheet(lines, sheet, floor)
    return title_before(lines[floor:], len(lines) - floor, set()) or _shared(
        title_before(lines, len(lines), set())
    )


def _shared(title: str) -> str:
    return "" if period.find(title) or _NUMBERED.match(title) else title


_ITEM = re.compile(r".{2,60}?\s*(?:[-–—:=]|\.{3,})\s*(?P<value>[<>]?\s?\d[\d,]*|\*|nil)\s*\.?", re.I)


def _is_item(text: str) -> bool:
    """True for a line of a list with its value: ``2020 - 41`` above a table is neither its title nor its year."""
    match = _ITEM.fullmatch(text)
    return match is not None and tokens.kind(match["value"]) == "count"


_ANY_SHEET = re.compile(
    r"(?:sheet|data|table|tab|results?|output|report|query|export|pivot|response|foi|information|q|question)s?[\s_\-]*\d*",
    re.I,
)
"""Names of sheets that say nothing of what is on them."""


def title_on_sheet(lines: Sequence[Paragraph], sheet: str, floor: int = 0) -> str:
    """The title of a table on a sheet: the sentence before it there, with the sheet's name where that says more.

    A sheet named "2021/22" is of that year, and nothing else on it may say so.

    Args:
        lines: the paragraphs before the table, of its sheet and of others.
        sheet: the sheet's name.
        floor: the first of them after the table before.
    """
    near, own = ([line for line in part if line.source.sheet == sheet] for part in (lines[floor:], lines))
    caption = title_before(near, len(near), set()) or _shared(title_before(own, len(own), set()))
    if not caption:
        return "" if _ANY_SHEET.fullmatch(sheet.strip()) else sheet.strip()
    dated = period.parse(sheet) is not None and not period.find(caption)
    return f"{caption} ({sheet.strip()})" if dated else caption


def _last_sentence(text: str) -> str:
    if len(text) <= MAX_TITLE:
        return text
    parts = re.split(r"(?<=[.!?:])\s+(?=[A-Z])", text)
    announcing = [
        part for part in parts if re.search(r"\b(?:table|below|following|shown|breakdown)\b", part, re.I)
    ]
    return (announcing or parts)[-1][:MAX_TITLE].strip()


def unit_of(*texts: str) -> str:
    """What is counted, from the first text that says so: ``victims``, ``arrests``, ``offences`` and so on.

    A text that speaks of several is read for the one that the table is of: "records by offence" are records,
    "victims of the offences" are victims, "outcomes of the crimes" are crimes by outcome.
    """
    for named in texts:
        text = _INCLUDED.sub("", _ASKED.sub("", named))
        if _STAFF.search(text):
            return "staff"
        counted = re.split(r"\bby\b", text, maxsplit=1, flags=re.I)[0]
        if unit := _unit_in(counted, text) or _unit_in(text, text):
            return unit
    return ""


def _unit_in(part: str, text: str) -> str:
    if not _ANY_UNIT.search(part):
        return ""
    for unit, pattern in _UNITS:
        if not pattern.search(part):
            continue
        if unit == "outcomes":
            counted = re.search(r"\b(offences|crimes|victims|records)\b", text, re.I)
            return counted[1].lower() if counted else "outcomes"
        if unit == "victims" and re.search(r"\bvictim\s+(?:declines|does|supports|based)\b", text, re.I):
            continue
        return unit
    return ""


def stated_range(lines: Sequence[Paragraph], quoted: set[int]) -> Period | None:
    """The range of dates that the answer says it covers, where it says one longer than two months."""
    for index, line in enumerate(lines):
        if index in quoted or "|" in line.text:
            continue
        for found, _, _ in period.find(line.text):
            if found.kind in {"range", "years"} and (found.days or 0) > 62:
                return found
    return None
