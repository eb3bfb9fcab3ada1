"""Sums, differences, remainders, parts that make 100, and averages over a period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from answerable.claims import numerals
from answerable.claims.claim import Input, Relation
from answerable.claims.grammar import CHANGE, Text, at, direction, inputs, pattern
from answerable.claims.growth import FROM_TO, has_own_base, same_things
from answerable.claims.interval import Interval
from answerable.claims.quantity import Parsed, Quantity
from answerable.claims.shares import bare

_MADE_OF = pattern(
    r"(?:<C:t>)≈90\b(?:made\s+up\s+of|compris(?:es?|ing|ed)(?:\s+of)?|consist(?:s|ing)?\s+of|consisted\s+of|composed\s+of"
    r"|divided\s+into|namely|which\s+is\s+the\s+sum\s+of)\b"
)
_CUE = r"\b(?:in\s+total|in\s+all|altogether|combined|between\s+them|all\s+told)\b"
_END = r"[.!?”’\"')]*$"
_LAST = pattern(
    rf"<C:t>≈60{_CUE}≈60{_END}|{_CUE}≈30<C:u>≈80{_END}"
    rf"|\b(?:a|the|grand|combined|overall)\s+total\s+(?:of|is|was|to)\s+(?:~20)<C:v>≈60{_END}"
)
_ADDING = pattern(
    r"\b(?:totall?ing|adding\s+up\s+to|adds?\s+up\s+to|amounting\s+to|sum(?:s|ming)?\s+to|together\s+(?:that\s+)?mak(?:es?|ing))\s+(?:~20)<C:t>"
)
_LISTED = pattern(
    r"\b(?:total\s+of|in\s+total|in\s+all|altogether)\b[^«».;:(]{0,40}<C:t>[^«».;:(]{0,60}(?::|\()"
)
_MAKES = pattern(
    r"(?:\bplus\b|\band\b)≈60<C:x>≈60\b(?:makes?|is|equals?|gives?)\s+<C:t>(?:\s+[a-z]+){0,3}\s*\.?$"
)
_REST = re.compile(
    r"\b(?:the|a|and)\s+(?:other|remaining|rest|final|remainder|balance)\b|\b(?:remaining|remainder)\b|\bthe\s+rest\b|\bleaving\b"
)
_OF_ALL = pattern(
    r"(?:^|[;:,.]\s)(?:out\s+of|of|from|among(?:st)?)\s+(?:the\s+|all\s+|these\s+|all\s+the\s+)?(?:~40)<C:t>"
)
_MORE = pattern(
    r"<C:b>≈110<C:d>\s+(?:[a-z]+\s+){0,2}?(?:more|fewer|less|higher|lower)\s+(?:[a-z]+\s+){0,2}?than\s+(?:~60)<C:a>"
)
_BY = pattern(rf"\b{CHANGE}\s+(?:[a-z]+\s+){{0,2}}?(?:by|of)\s+<C:d>")
_MORE_OR_LESS = pattern(r"<C:d>\s+(?:[a-z]+\s+){0,2}?(?:more|fewer|less|higher|lower)\b")
_EXTRA = pattern(
    r"\b(?:an?\s+)?(?:extra|additional|further|difference\s+of|gap\s+of)\s+<C:d>|<C:e>\s+(?:more|fewer|extra|additional)\b(?!\s+than)"
)
_AVERAGE = pattern(
    r"(?:\baverag\w+,?\s+(?:of\s+)?(?:~30)<C:r>|<C:s>)≈50\b(?:an?|per|each|every)\s+(?P<per>day|week|month|year)\b|(?:equivalent\s+to|works\s+out\s+at|more\s+than|or)\s+<C:q>≈30\b(?P<per2>daily|weekly|monthly|annually)\b"
)
_SPAN = re.compile(
    r"\b(?:over|in|across|during)\s+(?:the\s+)?(?:(?:past|last|previous|same)\s+)?(two|three|four|five|six|seven|eight|nine|ten|\d{1,2})[\s-]+(years?|months?)\b"
)
_FROM_YEAR = pattern(r"\b(?:between|from)\s+<Y:x>\s+(?:and|to)\s+<Y:y>")
_IN_A_YEAR = re.compile(
    r"\b(?:last|in\s+(?:a|one|the)|this|over\s+the)\s+(?:single\s+)?(?:last\s+|past\s+)?(?:year|12\s+months|twelve\s+months)\b|\bthe\s+year\b"
)
_WORKS_OUT = re.compile(r"(?:\b(?:or|is|equals|at|means)|[–—=])\s*$")
_MANY = re.compile(
    r"\b(?:more than one|multiple|several|some (?:gave|chose|had) more|tick|up to three|overlap\w*|both|at least one|not mutually)\b"
)
_SPLIT = re.compile(r"\b(?:split|breakdown|divided|division)\s+(?:was|is|between|into)\b")
_NOT_PART = re.compile(r"\b(?:includ\w+|such as|among them|of which|of whom|up from|compared|down from)\b")
_DAYS = {"day": (1.0, 1.0), "week": (7.0, 7.0), "month": (28.0, 31.0), "year": (365.0, 366.0)}


def sums(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Totals of listed parts, remainders, parts that make the whole, and differences."""
    if len(parsed.counts) + len(parsed.of("percent")) < 2:
        return
    yield from _totals(parsed)
    yield from _remainders(parsed, text)
    yield from _hundred(parsed)
    yield from _differences(parsed)


def _totals(parsed: Parsed) -> Iterator[Relation]:
    if match := _MADE_OF.search(parsed.lower):
        total = at(parsed, match, "t")
        yield from _sum(parsed, total, [q for q in parsed.counts if q.start > total.start])
    for match in _LISTED.finditer(parsed.lower):
        total = at(parsed, match, "t")
        yield from _sum(parsed, total, [q for q in parsed.counts if q.start > total.start])
    for rule in (_LAST, _ADDING, _MAKES):
        for match in rule.finditer(parsed.lower):
            total = at(parsed, match, next(name for name in ("t", "u", "v") if match.groupdict().get(name)))
            yield from _sum(parsed, total, [q for q in parsed.counts if q.start < total.start])


def _sum(parsed: Parsed, total: Quantity, parts: Sequence[Quantity]) -> Iterator[Relation]:
    """The listed parts against their total; certain where they are two or more and nothing else is said."""
    figures = [part for part in parts if any(c.isdigit() for c in part.printed)]
    parts = figures if len(figures) >= 2 else parts  # "three forces sent 12, 31 and 9" has three parts
    if len(parts) < 2:
        return
    worked = Interval.point(0)
    for part in parts:
        worked = worked + part.strict
    plain = not _NOT_PART.search(parsed.lower) and not _MANY.search(parsed.lower)
    plain = plain and total.value >= max(part.value for part in parts)
    plain = plain and not parsed.of("percent", "multiple") and not FROM_TO.search(parsed.lower)
    formula = " + ".join(bare(part) for part in parts)
    yield Relation("sum", parsed, total, worked, inputs(parsed, parts), formula, certain=plain)


def _remainders(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Such as "Of 43 forces, 35 replied; the other eight did not": the last part is what is left of the whole."""
    del text
    rest = _REST.search(parsed.lower)
    counts = parsed.counts
    if not rest or len(counts) < 3:
        return
    whole = _OF_ALL.search(parsed.lower)
    total = at(parsed, whole, "t") if whole else counts[0]
    parts = [q for q in counts if q.start > total.start]
    ends = [(m.end(), int(m[1])) for m in re.finditer(r"«C(\d+)»", parsed.lower)]
    left = next((parsed.quantities[i] for end, i in ends if end > rest.end() and end - rest.end() < 25), None)
    if left is None or left not in parts or len(parts) < 2 or total.low < max(q.low for q in parts):
        return
    others = [q for q in parts if q is not left]
    worked = total.strict
    for part in others:
        worked = worked - part.strict
    plain = (
        not _NOT_PART.search(parsed.lower) and not parsed.of("multiple") and not _MANY.search(parsed.lower)
    )
    formula = " - ".join(bare(q) for q in (total, *others))
    yield Relation(
        "difference", parsed, left, worked, inputs(parsed, [total, *others]), formula, certain=plain
    )


def _hundred(parsed: Parsed) -> Iterator[Relation]:
    """Such as "62% …, 24% … and the remaining 14% …": parts that must make 100, within the rounding of each."""
    rest = _REST.search(parsed.lower)
    parts = [q for q in parsed.of("percent") if not direction(parsed, q)]
    split = _SPLIT.search(parsed.lower)
    if split and len(parts) >= 3 and not parsed.counts:
        rest = split
    if not rest or len(parts) < 2 or _MANY.search(parsed.lower):
        return
    ends = [(m.end(), int(m[1])) for m in re.finditer(r"«P(\d+)»", parsed.lower)]
    last = next((parsed.quantities[i] for end, i in ends if end > rest.end() and end - rest.end() < 25), None)
    last = parts[-1] if rest is split else last
    if last is None or last is not parts[-1]:
        return
    worked = Interval.point(100)
    for part in parts[:-1]:
        worked = worked - (part.loose if part.hedge else part.strict)
    nested = re.search(r"\bof\s+(?:these|those|them|whom|which)\b", parsed.lower)
    certain = not nested and not any(q.in_words for q in parts)
    formula = "100 - " + " - ".join(bare(q) for q in parts[:-1])
    yield Relation("difference", parsed, last, worked, inputs(parsed, parts[:-1]), formula, certain=certain)


def _differences(parsed: Parsed) -> Iterator[Relation]:
    """Such as "139 more than the 485", "rose by 139 from 485 to 624"."""
    for match in _MORE.finditer(parsed.lower):
        first, second, gap = (at(parsed, match, name) for name in ("a", "b", "d"))
        if not has_own_base(parsed, gap):
            yield _difference(parsed, gap, first, second)
    levels = [(at(parsed, m, "a"), at(parsed, m, "b")) for m in FROM_TO.finditer(parsed.lower)]
    if len(parsed.counts) != 3 or parsed.of("percent", "multiple"):
        levels = [pair for pair in levels if pair[0].kind == pair[1].kind == "count"]
        if len(levels) != 1:
            return
    for rule in (_BY, _EXTRA, _MORE_OR_LESS):
        for match in rule.finditer(parsed.lower):
            gap = at(parsed, match, next(name for name in ("d", "e") if match.groupdict().get(name)))
            others = [q for q in parsed.counts if q is not gap]
            if has_own_base(parsed, gap):
                continue
            if levels and gap not in levels[0]:
                yield _difference(parsed, gap, *levels[0])
            elif len(others) == 2 and same_things(*others):
                yield _difference(parsed, gap, others[0], others[1])


def _difference(parsed: Parsed, gap: Quantity, first: Quantity, second: Quantity) -> Relation:
    high, low = (second, first) if second.value >= first.value else (first, second)
    worked = high.strict - low.strict
    given = inputs(parsed, [high, low])
    return Relation("difference", parsed, gap, worked, given, f"{bare(high)} - {bare(low)}", certain=True)


def averages(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Such as "an average of 90 a day": a total over its period, divided by the days, weeks, months or years in it."""
    for match in _AVERAGE.finditer(parsed.lower):
        name = next(n for n in ("r", "s", "q") if match[n])
        rate = at(parsed, match, name)
        per = (
            match["per"]
            or {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year"}[match["per2"]]
        )
        own = [(parsed, q) for q in parsed.counts if q is not rate and q.low > rate.low]
        found = own or [(p, q) for p in text.before(parsed, 1) for q in p.counts if q.low > rate.low]
        for where, total in found:
            if (span := _span(where, parsed)) is None:
                continue
            worked = total.strict / _periods(span, per)
            stated = "averag" in match[0] or _WORKS_OUT.search(parsed.text[: rate.start].lower())
            certain = len(found) == 1 and bool(own) and bool(stated)
            formula = f"{bare(total)} over {_in_words(span)}"
            given = (Input.of(where, total),)
            relation = Relation("product", parsed, _rounded(rate), worked, given, formula, certain=certain)
            if certain or rate.strict.meets(worked):
                yield relation
                break


def _rounded(rate: Quantity) -> Quantity:
    """A rate printed to the unit: an average is a rounded number, though a count is not."""
    if rate.strict.low != rate.strict.high:
        return rate
    wide = max(1.0, 0.02 * rate.value)
    return replace(
        rate,
        strict=Interval(rate.low - 0.5, rate.high + 0.5),
        loose=Interval(rate.low - wide, rate.high + wide),
    )


def _span(where: Parsed, parsed: Parsed) -> float | None:
    """The months that a total covers, where the words say so in one way."""
    spans = set()
    for sentence in {where.place: where, parsed.place: parsed}.values():
        for match in _SPAN.finditer(sentence.text.lower()):
            number = numerals.read(match[1])
            assert number is not None
            spans.add(number.value * (12 if match[2].startswith("year") else 1))
        if _IN_A_YEAR.search(sentence.text.lower()):
            spans.add(12.0)
        spans |= _between(sentence)
    if not spans:
        spans = {float(q.period.months) for q in where.of("period") if q.period and q.period.months >= 3}
    return spans.pop() if len(spans) == 1 else None


def _between(parsed: Parsed) -> set[float]:
    """The months from the first period to the second of "between 2019 and 2022"."""
    found = set()
    for match in _FROM_YEAR.finditer(parsed.lower):
        first, second = at(parsed, match, "x").period, at(parsed, match, "y").period
        if first and second and second.end and first.start < second.end:
            found.add(
                float((second.end.year - first.start.year) * 12 + second.end.month - first.start.month + 1)
            )
    return found


def _periods(months: float, per: str) -> Interval:
    """How many days, weeks, months or years there are in so many months."""
    if per in {"month", "year"}:
        return Interval.point(months / (12 if per == "year" else 1))
    low, high = (months / 12 * days for days in _DAYS["year"])
    return Interval(low, high).scaled(1 / _DAYS[per][0])


def _in_words(months: float) -> str:
    return f"{months / 12:g} years" if months > 12 else "12 months" if months == 12 else f"{months:g} months"
