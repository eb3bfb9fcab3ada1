"""The rows and columns of a table, coded: what each header path says of period, offence, age and so on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from answerable.codebook import bodies as body_list
from answerable.codebook import offences, outcomes, people, platforms
from answerable.codebook.match import dimension_of
from answerable.codebook.match import match as match_label
from answerable.model import Period
from answerable.model import period as periods_
from answerable.model.short_years import spelled_out
from answerable.study import topics
from answerable.study.decisions import fold

DIMENSIONS = ("offence", "outcome", "age", "sex", "platform")
_PART_OF_YEAR = re.compile(r"(?:q|quarter)\s*[1-4]|[a-z]{3,9}\s*(?:-|–|to)\s*[a-z]{3,9}", re.I)
_COUNTING = re.compile(r"\b(?:grand|sub|total|number of|no\. of|count of|recorded|reported)\b", re.I)


_NUMBER = "number"
"""What a level of codes is, in place of a dimension: it says nothing that the labels beside it do not."""
_WHEN = "when"
"""What a level of months or weeks is: its numbers are no outcomes."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One row or column, coded.

    Attributes:
        path: its labels as printed.
        periods: the labels that speak of time.
        codes: dimension → code.
        unknown: labels that say something that is not in the codebook.
        is_total: True where it prints a total of others.
        unit: the unit that a label names, or empty.
        bodies: codes of the bodies that labels name.
        barred: True for a rate, a percentage or a population: never a count.
    """

    path: tuple[str, ...]
    periods: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    is_total: bool = False
    unit: str = ""
    bodies: tuple[str, ...] = ()
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the study's words and a person's decisions say about labels."""

    measure: str
    offence: str | None = None
    decided: Mapping[tuple[str, str], str] = field(default_factory=dict)
    question: str = ""

    @property
    def own(self) -> str:
        """The measure with the title of the study's offence: words that say nothing new in a label."""
        return f"{self.measure} {offences.get(self.offence).title}" if self.offence else self.measure

    def code(self, label: str, dimension: str) -> str | None:
        """The code of a label: as decided, else where the codebook is certain."""
        if decided := self.decided.get((dimension, fold(label))):
            return decided
        return certain(label, dimension)


def certain(label: str, dimension: str) -> str | None:
    """The code of a label where the codebook is certain; candidates are not looked for, which takes long."""
    match dimension:
        case "offence":
            return offences.read(label).code
        case "outcome":
            return outcomes.read(label).code
        case "platform":
            return platforms.read(label).code
        case "sex":
            return people.parse_sex(label)
    return match_label(label, dimension).code


def speaks_of_time(label: str) -> bool:
    """True for a year, a month, a quarter or another period."""
    return (
        periods_.parse(label) is not None
        or periods_.month_number(label) is not None
        or bool(_PART_OF_YEAR.fullmatch(label.strip()) and _sub_year(label, "2001") is not None)
    )


def _sub_year(label: str, year: str) -> Period | None:
    return periods_.parse(f"{label} {year}") or periods_.parse(f"{year} ({label})")


@cache
def period_of(labels: tuple[str, ...]) -> Period | None:
    """The period that the labels of a cell name together, ``("2019/20", "Q1")`` included."""
    parts = [
        label for label in labels if _PART_OF_YEAR.fullmatch(label.strip()) and not periods_.parse(label)
    ]
    rest = [label for label in labels if label not in parts]
    whole = periods_.of_path(rest)
    if not parts:
        return whole
    if whole is None or len(parts) > 1:
        return None
    found = _sub_year(parts[0], str(whole))
    return found if found and whole.contains(found) else None


def headings(
    paths: Sequence[tuple[str, ...]], totals: Sequence[bool], stub: Sequence[str], words: Words
) -> tuple[Heading, ...]:
    """Codes one axis of a table. Labels of one level are taken together to tell which dimension they are."""
    paths = _with_month_names(spelled_out(paths, stub), stub)
    levels = _levels(paths, stub, words)
    found = [
        _heading(path, printed_total, levels, words)
        for path, printed_total in zip(paths, totals, strict=True)
    ]
    found = [_total_of_bodies(heading, found) for heading in found]
    return tuple(_total_over(heading, found) if words.offence else heading for heading in found)


_MONTH = re.compile(r"(?:\w+\s+)?months?(?:\s+(?:no\.?|number|recorded|reported|of\s+\w+))?", re.I)
_DATED = re.compile(
    rf"(?:{_MONTH.pattern})|(?:\w+\s+)?(?:year|quarter|week|day|date|period)s?(?:\s+\w+)?", re.I
)
_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _with_month_names(paths: Sequence[tuple[str, ...]], stub: Sequence[str]) -> list[tuple[str, ...]]:
    """The paths with 1 to 12 under the heading "Month" as months, where a calendar year stands beside them.

    Beside a financial year 1 may be April as well as January.
    """
    levels = [level for level, heading in enumerate(stub) if _MONTH.fullmatch(heading.strip())]
    numbers = {str(number): name for number, name in enumerate(_NAMES, 1)}
    result = []
    for path in paths:
        years = [when for label in path if (when := periods_.parse(label)) is not None]
        named = list(path)
        if len(years) == 1 and years[0].kind == "calendar year":
            for level in levels:
                if level < len(path):
                    named[level] = numbers.get(path[level].lstrip("0"), path[level])
        result.append(tuple(named))
    return result


def _total_of_bodies(heading: Heading, axis: Sequence[Heading]) -> Heading:
    """A total with the bodies that it is over, where its axis lists bodies."""
    named = tuple(dict.fromkeys(code for other in axis for code in other.bodies))
    return replace(heading, bodies=named) if heading.is_total and not heading.bodies else heading


def _total_over(heading: Heading, axis: Sequence[Heading]) -> Heading:
    """A total with the offence that it is over: the nearest that holds all the offences of its axis.

    A total over kinds of rape counts rape; one over offences that nothing holds together is no offence.
    """
    printed = [other.codes["offence"] for other in axis if "offence" in other.codes and not other.is_total]
    strange = any(other.unknown for other in axis)
    if not heading.is_total or "offence" in heading.codes or not printed or strange:
        return heading
    lines = [(code, *offences.ancestors(code)) for code in printed]
    shared = next((code for code in lines[0] if all(code in line for line in lines)), None)
    if shared is None:
        return replace(heading, unknown=(*heading.unknown, "total over several classes"))
    return replace(heading, codes={**heading.codes, "offence": shared})


def _levels(paths: Sequence[tuple[str, ...]], stub: Sequence[str], words: Words) -> tuple[str | None, ...]:
    """The dimension of each level of an axis, None where its labels are of none or of several."""
    depth = max((len(path) for path in paths), default=0)
    result: list[str | None] = []
    for level in range(depth):
        labels = dict.fromkeys(path[level] for path in paths if level < len(path))
        telling = [label for label in labels if label.strip() and not _is_silent(label, words)]
        heading = stub[level] if level < len(stub) else ""
        if _DATED.fullmatch(heading.strip()):
            result.append(_WHEN)
            continue
        dimension = dimension_of(telling, heading) if telling else None
        result.append(_NUMBER if dimension is None and _only_numbers(telling, paths, level) else dimension)
    return tuple(result)


def _only_numbers(labels: Sequence[str], paths: Sequence[tuple[str, ...]], level: int) -> bool:
    """True for codes beside the labels that they stand for: without them still no two rows are the same."""
    without = {(*path[:level], *path[level + 1 :]) for path in paths}
    return (
        all(map(str.isdigit, labels))
        and bool(labels)
        and () not in without
        and len(without) == len(set(paths))
    )


def _is_silent(label: str, words: Words) -> bool:
    """True for labels that are of no dimension: periods, totals, and the measure's own words."""
    return speaks_of_time(label) or topics.is_total(label) or topics.is_plain(label, words.own)


def _heading(
    path: tuple[str, ...], printed_total: bool, levels: Sequence[str | None], words: Words
) -> Heading:
    times: list[str] = []
    codes: dict[str, str] = {}
    unknown: list[str] = []
    named: list[str] = []
    unit = ""
    total = printed_total
    for level, label in enumerate(path):
        if not label.strip() or (levels[level] == _NUMBER and label.isdigit()):
            continue
        if speaks_of_time(label) and levels[level] != "age":
            times.append(label)
        elif levels[level] == _WHEN and label.isdigit():
            unknown.append(f"{label} as a part of a year")
        elif topics.is_total(label):
            total = True
        elif coded := _coded(label, levels[level], words):
            if not _join(codes, *coded):
                unknown.append(label)
        elif body := body_list.by_name(label):
            named.append(body.code)
        elif topics.is_plain(label, words.own):
            continue
        elif topics.words(label) <= topics.words(topics.unit_of(label)):
            unit = topics.unit_of(label)
        else:
            unknown.append(label)
    barred = any(topics.never_counts(label) for label in path)
    return Heading(path, tuple(times), codes, tuple(unknown), total, unit, tuple(named), barred)


def _coded(label: str, dimension: str | None, words: Words) -> tuple[str, str] | None:
    """The dimension and code of a label, as printed or without its words for counting."""
    bare = _COUNTING.sub(" ", label)
    order = [dimension] if dimension in DIMENSIONS else []
    decided = [name for name in DIMENSIONS if (name, fold(label)) in words.decided]
    for name in [*decided, *order]:
        for text in (label, bare):
            if code := words.code(text, name):
                return name, code
    if dimension is None and (code := words.code(bare, "offence")):
        return "offence", code
    return None


def _join(codes: dict[str, str], dimension: str, code: str) -> bool:
    """Adds a code; a parent with its child is the child. False where two of one dimension contradict."""
    if dimension not in codes or codes[dimension] == code:
        codes[dimension] = code
        return True
    narrower = narrower_offence(codes[dimension], code) if dimension == "offence" else None
    if narrower:
        codes[dimension] = narrower
    return narrower is not None


def narrower_offence(first: str, second: str) -> str | None:
    """Whichever of two offences lies inside the other, or None where neither does."""
    if first == second or second in offences.ancestors(first):
        return first
    return second if first in offences.ancestors(second) else None
