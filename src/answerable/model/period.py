"""Periods as forces print them: calendar and financial years, months, quarters, ranges and part years."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from answerable.model.years import Period

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_Y4 = r"(?:19|20)\d\d"
_DASH = r"\s*(?:-|–|—|‑)\s*"
_MARK = r"(?:\s*(?:\(\s*\d{1,2}\s*\)|\[[a-z0-9]{1,3}\]|\*|†|‡|[¹²³]))*"
# Each point is one alternative; the order matters, the most specific first.
_POINT = rf"""(?:
    (?P<iso>{_Y4}-\d\d-\d\d)
  | (?P<dmy>\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:{_Y4}|\d\d)(?!\d))
  | (?P<day>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_Y4})?)
  | (?P<mdy>{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{_Y4})
  | (?P<my>{_MONTH}(?:\s*[-/'’]?\s*(?:{_Y4}|\d\d(?!\d)))?)
  | (?P<fy>(?:f\.?y\.?\s*|financial\s+year\s+)?{_Y4}\s*/\s*(?:{_Y4}|\d\d)(?![\d/])|(?:fy\s*)?{_Y4}\s*[-–—]\s*\d\d(?!\d)
      |(?:f\.?y\.?|financial\s+year)\s*['’]?\d\d\s*[/–—-]\s*['’]?\d\d(?![\d/]))
  | (?P<y>(?:calendar\s+year\s+|c\.?y\.?\s*)?{_Y4})(?!\d)
)"""


def _named(suffix: str) -> str:
    return re.sub(r"\?P<(\w+)>", lambda m: f"?P<{m[1]}{suffix}>", _POINT)


_TO = rf"(?:{_DASH}|\s+(?:to|until|(?P<both>and)|through|up\s+to)(?:\s+and\s+including)?\s+(?:the\s+(?:end\s+of\s+)?)?)"
_NOW = r"(?P<now>present|date|now|ytd|current)(?:\s+day)?"
_RANGE = re.compile(
    rf"(?P<led>(?:from|between|period)\s+(?:the\s+)?)?{_named('1')}(?:{_TO}(?:{_NOW}|{_named('2')}))?",
    re.I | re.X,
)
_SINGLE = re.compile(rf"(?:from\s+|period\s+)?{_named('1')}", re.I | re.X)
_LISTED = re.compile(r"\d,\s*$")
_ENDING = re.compile(
    rf"(?:the\s+)?(?:year|(?:12|twelve)\s+months)\s+(?:(?:up\s+)?to|ending|ended|end)\s+(?:in\s+)?(?P<e>{_POINT})",
    re.I | re.X,
)
_PART = re.compile(
    rf"(?P<base>{_Y4}(?:\s*[/-]\s*\d\d(?:\d\d)?)?)\s*(?:\(|,|:)?\s*(?:up\s+)?to\s+(?:and\s+including\s+)?"
    rf"(?:the\s+)?(?P<e>{_POINT})\s*\)?",
    re.I | re.X,
)
_INSIDE = re.compile(rf"(?P<base>{_Y4}(?:\s*[/-]\s*\d\d(?:\d\d)?)?)\s*\(\s*(?P<inner>[^()]+)\)", re.I)
_QUARTER = re.compile(rf"(?:q|quarter\s+)(?P<q>[1-4])\s*,?\s*(?P<y>{_Y4}(?:\s*[/-]\s*\d\d(?:\d\d)?)?)", re.I)
_PARTLY = re.compile(
    rf"(?P<base>{_Y4}(?:\s*[/-]\s*\d\d(?:\d\d)?)?)\s*(?:\(|-|,)?\s*(?:ytd|year to date|to date|part[ -]?year|so far|incomplete)\s*\)?",
    re.I,
)
_LEAD = re.compile(r"^(?:in|during|for|since|the)\s+", re.I)


def _full_year(text: str) -> int:
    year = int(text)
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _safe(year: int, month: int, day: int) -> Period | None:
    """One day; a day that its month lacks (31/09) is taken as the last of the month."""
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2100):
        return None
    real = date(year, month, min(day, calendar.monthrange(year, month)[1]))
    return Period(real, real)


def _point(kind: str, text: str, year: int | None = None) -> Period | None:
    """The period that one printed point names; ``year`` stands in where the point has none."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if kind == "iso":
        return _safe(numbers[0], numbers[1], numbers[2])
    if kind == "dmy":
        return _safe(_full_year(str(numbers[2])), numbers[1], numbers[0])
    if kind == "fy":
        first, second = _full_year(str(numbers[0])), numbers[1]
        second = second if second > 99 else first // 100 * 100 + second
        second += 100 if second < first - 50 else 0
        return Period.financial(first) if second == first + 1 else _years(first, second)
    if kind == "y":
        return Period.year(numbers[0])
    match = re.search(_MONTH, text, re.I)
    assert match is not None
    month = _MONTHS[match[0].lower().rstrip(".")]
    if kind == "my":
        found = _full_year(str(numbers[0])) if numbers else year
        return Period.month(found, month) if found else None
    found = numbers[1] if len(numbers) > 1 else year
    return _safe(found, month, numbers[0]) if found else None


def _years(first: int, last: int) -> Period | None:
    return Period(date(first, 1, 1), date(last, 12, 31)) if first <= last <= first + 60 else None


def _points(match: re.Match[str], suffix: str) -> tuple[str, str] | None:
    for kind in ("iso", "dmy", "day", "mdy", "my", "fy", "y"):
        if text := match.groupdict().get(kind + suffix):
            return kind, text
    return None


def _from_range(match: re.Match[str]) -> Period | None:
    """The period of a point, or of a range of two, either of which may borrow its year from the other."""
    first, second = _points(match, "1"), _points(match, "2")
    assert first is not None
    start = _point(*first)
    if match.groupdict().get("now"):
        return Period(start.start) if start else None
    if second is None:
        return start
    end = _point(*second, year=start.start.year if start else None)
    if end is None or end.end is None:
        return None
    if start is None:
        start = _point(*first, year=end.end.year)
        if start and start.start > end.end:  # "Oct to Mar 2021" starts in the year before
            start = _point(*first, year=end.end.year - 1)
    if start is None or start.end is None or start.start > end.end:
        return None
    both, led = match.groupdict().get("both"), match.groupdict().get("led")
    if both and not led and start.end + timedelta(days=1) != end.start:
        return None  # "2019 and 2022" are two periods, and "2020 and 2021" are one of two years
    # "1999-2000" stands in columns beside "1998-99": two years in a row are one financial year
    in_a_row = first[0] == second[0] == "y" and end.start.year == start.start.year + 1
    if in_a_row and not both and "to" not in match[0]:
        return Period.financial(start.start.year)
    return Period(start.start, end.end)


def _from_ending(match: re.Match[str]) -> Period | None:
    point = _points(match, "")
    end = _point(*point) if point else None
    if end is None or end.end is None or point is None or point[0] in {"fy", "y"}:
        return None
    last = end.end
    start = last + timedelta(days=1)
    return Period(_safe_back(start), last)


def _safe_back(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _from_part(base: str, end: Period | None) -> Period | None:
    """A year with its printed end: ``2024 (to 1 Oct)``."""
    year = parse(base)
    if year is None or year.end is None or end is None or end.end is None:
        return None
    day = end.end
    if not year.start <= day <= year.end:
        return None
    return Period(year.start, day)


_DAYS = re.compile(rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}", re.I)


def _within(base: str, inner: str) -> Period | None:
    """A year with the months that it covers: ``2013/14 (Apr to Dec)``."""
    year = parse(base)
    if year is None or year.end is None:
        return None
    names = [_MONTHS[m.lower().rstrip(".")] for m in re.findall(_MONTH, inner, re.I)]
    if len(names) != 2:
        found = parse(inner)
        return found if found and year.contains(found) else None
    if _DAYS.search(inner) and not re.search(_Y4, inner):
        found = parse(f"{inner} {year.end.year}")
        return found if found and year.contains(found) else None
    months = [child for month in names if (child := month_of(year, month))]
    if len(months) == 2 and months[0].start <= months[1].start and not re.search(_Y4, inner):
        return Period(months[0].start, months[1].end)
    found = parse(inner)
    return found if found and year.contains(found) else None


def month_of(year: Period, month: int) -> Period | None:
    """The month of that number inside ``year``, or None where it holds none or several."""
    if year.end is None or year.months > 12:
        return None
    for candidate in {year.start.year, year.end.year}:
        found = Period.month(candidate, month)
        if year.contains(found):
            return found
    return None


@lru_cache(maxsize=8192)
def parse(text: str) -> Period | None:
    """The period that the whole of ``text`` names, or None.

    Reads ``2019``, ``2019/20``, ``2019/2020``, ``2019-20``, ``FY 2019/20``, ``year to March 2014``,
    ``Oct 2022``, ``Jan-22``, ``Q1 2019/20``, ``01.01.20 - 01.01.21``, ``1 April 2019 to 31 March 2020``,
    ``2010-2014`` (pooled), ``2024 (to 1 Oct)``, ``2023-present``; footnote marks after it are ignored.
    """
    text = " ".join(text.replace("\u00a0", " ").split()).strip(" .:;,")
    text = re.sub(rf"{_MARK}$", "", text)
    for _ in range(2):
        text = _LEAD.sub("", text)
    if match := _QUARTER.fullmatch(text):
        return _quarter(match)
    if match := _ENDING.fullmatch(text):
        return _from_ending(match)
    if match := _RANGE.fullmatch(text):
        return _from_range(match)
    if match := _PARTLY.fullmatch(text):
        year = parse(match["base"])
        return Period(year.start) if year else None
    if match := _INSIDE.fullmatch(text):
        inner = re.sub(r"^(?:up\s+)?to\s+", "", match["inner"].strip(), flags=re.I)
        if inner != match["inner"].strip():
            return parse(f"{match['base']} to {inner}")
        return _within(match["base"], inner)
    if match := _PART.fullmatch(text):
        point = _points(match, "")
        year = parse(match["base"])
        end = _end_in(year, *point) if year and point else None
        return _from_part(match["base"], end)
    return None


def _end_in(year: Period, kind: str, text: str) -> Period | None:
    """The day or month inside ``year`` that a point without a year names."""
    assert year.end is not None
    for candidate in (year.start.year, year.end.year):
        found = _point(kind, text, year=candidate)
        if found and found.end and year.start <= found.end <= year.end:
            return found
    return None


_DIGIT = re.compile(r"\d")  # no period is named without one


def _quarter(match: re.Match[str]) -> Period | None:
    year = parse(match["y"])
    if year is None or not year.is_whole_year:
        return None
    offset = year.start.month - 1 + 3 * (int(match["q"]) - 1)
    first = Period.month(year.start.year + offset // 12, offset % 12 + 1)
    last = Period.month(year.start.year + (offset + 2) // 12, (offset + 2) % 12 + 1)
    return Period(first.start, last.end)


def find(text: str) -> Sequence[tuple[Period, int, int]]:
    """Every period named inside a sentence, with its start and end in the text.

    A bare month or a day without a year is passed over: the sentence does not say which.
    """
    return _find(text) if _DIGIT.search(text) else ()


@lru_cache(maxsize=8192)
def _find(text: str) -> tuple[tuple[Period, int, int], ...]:
    return tuple(_found(text))


# Where a point may begin: a search from one such place to the next is many times faster than from every letter.
_BEGINS = re.compile(
    r"(?<![^\W_])(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|from\s|between\s|period\s|f\.?y|financial\s|c\.?y|calendar\s)",
    re.I,
)
_ENDS = re.compile(r"(?<![^\W_])(?:the\s+year|year|(?:the\s+)?(?:12|twelve)\s+month)", re.I)
_QUARTERS = re.compile(r"(?<![^\W_])q", re.I)
_Reader = Callable[[re.Match[str]], Period | None]
_Finder = Callable[[str, int], re.Match[str] | None]


def _range(text: str, at: int) -> re.Match[str] | None:
    """The point or range that begins at a place; of two points that make no range, or end a list, the first."""
    match = _RANGE.match(text, at)
    if match and match["both"] and (_from_range(match) is None or _LISTED.search(text[:at])):
        return _SINGLE.match(text, at)
    return match


_WAYS: tuple[tuple[re.Pattern[str], _Finder, _Reader], ...] = (
    (_ENDS, _ENDING.match, _from_ending), (_QUARTERS, _QUARTER.match, _quarter), (_BEGINS, _range, _from_range),
)  # fmt: skip


def _found(text: str) -> Iterator[tuple[Period, int, int]]:
    ways = [
        (read, [match for at in begins.finditer(text) if (match := found(text, at.start()))])
        for begins, found, read in _WAYS
    ]
    at = 0
    while True:
        best: tuple[int, int, Period] | None = None
        passed = len(text)
        for read, matches in ways:
            while matches and matches[0].start() < at:
                del matches[0]
            if not matches:
                continue
            start, end = matches[0].span()
            passed = end  # the last way is the widest: what it could not read, none will
            found = read(matches[0])
            if found and (best is None or (start, -end) < (best[0], -best[1])):
                best = (start, end, found)
        if best is not None:
            best = _of_which(text, *best)
            yield best[2], best[0], best[1]
        at = max(best[1] if best else passed, at + 1)
        if at >= len(text):
            return


_BRACKETED = re.compile(r"\s*(\([^()]{2,40}\))")


def _of_which(text: str, start: int, end: int, year: Period) -> tuple[int, int, Period]:
    """A year with what stands behind it in brackets, where that says which part of it: ``2022 (to 1 Oct)``."""
    match = _BRACKETED.match(text, end) if year.is_whole_year else None
    part = parse(f"{year} {match[1]}") if match else None
    if match is None or part is None or part == year or not year.contains(part):
        return start, end, year
    return start, match.end(), part


def of_path(labels: Iterable[str]) -> Period | None:
    """The period that a header path names: ``("2022", "Oct")`` is October 2022.

    A month under a financial year is the month inside that year. None where the labels name no period,
    or name two that do not nest.
    """
    result: Period | None = None
    month: int | None = None
    for label in labels:
        word = label.strip().lower().rstrip(".")
        if word in _MONTHS:
            month = _MONTHS[word]
            continue
        found = parse(label)
        if found is None:
            continue
        if result is None or result.contains(found):
            result = found
        elif not found.contains(result):
            return None
    if month is not None:
        return month_of(result, month) if result else None
    return result


@lru_cache(maxsize=16384)
def month_number(label: str) -> int | None:
    """1 to 12 where the label is a month's name or abbreviation alone, else None."""
    return _MONTHS.get(label.strip().lower().rstrip("."))
