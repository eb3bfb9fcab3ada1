"""What a sentence implies: the base of a share, the level before a growth, the years in a running total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.claims.claim import Input, Relation
from answerable.claims.grammar import Text, at, direction, pattern, within
from answerable.claims.interval import Interval
from answerable.claims.quantity import Parsed, Quantity
from answerable.claims.shares import bare

Placed = tuple[Parsed, Quantity]
_REPRESENTS = pattern(
    r"\b(?:represent\w*|that\s+is|this\s+is|which\s+is|that\s+was|this\s+was|which\s+was|equates?\s+to|equal\s+to|accounts?\s+for|accounted\s+for|mak(?:es|ing)\s+up|or|makes)\s+<P:p>\s+of\s+(?P<whole>[^«».;,]{3,60})"
)
_THIS = re.compile(r"(?:this|that|these|those|it|they|which)\b")
_SINCE = re.compile(r"\bsince\b")
_YEARLY = re.compile(
    r"\b(?:last\s+year|in\s+a\s+(?:single\s+)?year|year[- ]on[- ]year|(?:on|than|from|over)\s+the\s+(?:previous|year\s+before|last|past|prior)|in\s+the\s+(?:past|last)\s+year|annual\w*|in\s+12\s+months)\b"
)
_UNITS = re.compile(
    r"\b(?:offence|crime|case|incident|report|victim|allegation|charge|arrest|conviction|image|suspect|record|complaint)s?\b"
)
_BODIES = re.compile(r"^(?:[a-z]+\s+){0,2}(?:forces?|constabular|councils?|authorit|bodies|charit)")
_POINTING = re.compile(
    r"\b(?:this|that|the)\s+(?:figure|number|total)\b(?!\s+of)|\b(?:this|that)\s+(?:is|was|represent\w*|rise)\b|^it\b"
)


@dataclass(frozen=True, slots=True)
class Base:
    """A whole that a count and its share imply."""

    parsed: Parsed
    share: Quantity
    part: Placed
    noun: str
    interval: Interval
    loose: Interval


def bases(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Such as "They had 4,006,600 inhabitants. This represents 7.25% of the population": the whole is implied.

    A second such sentence about the same whole is checked against the first. A whole that is itself worked
    out from a rounded share carries that rounding twice, so each share is read to one unit of its last digit.
    """
    base = _base(parsed, text)
    if base is None:
        return
    given = (Input.of(*base.part), Input.of(parsed, base.share))
    earlier = next(
        (b for p in text.before(parsed, 40) if (b := _base(p, text)) and b.noun == base.noun), None
    )
    if earlier is not None and earlier.loose.meets(base.loose):
        known = Input(
            bare(earlier.share) + "%",
            earlier.loose,
            earlier.parsed.sentence.source,
            sentence=earlier.parsed.sentence,
        )
        worked = (base.part[1].strict / earlier.loose).scaled(100)
        note = f"Both imply a {base.noun} that agrees within rounding: {_between(earlier.interval)} and {_between(base.interval)}."
        formula = f"{bare(base.part[1])} of the {base.noun} that line {earlier.parsed.sentence.line} implies"
        yield Relation(
            "share", parsed, base.share, worked, (*given, known), formula, note=note, verdict="consistent"
        )
    else:
        note = f"If {bare(base.part[1])} is {base.share.printed.strip()}, then the whole ({base.noun}) is {_between(base.interval)}."
        yield Relation("share", parsed, base.share, base.interval, given, "", note=note, verdict="implies")


def _base(parsed: Parsed, text: Text) -> Base | None:
    match = _REPRESENTS.search(parsed.lower)
    if match is None:
        return None
    share = at(parsed, match, "p")
    own = [(parsed, q) for q in parsed.counts if q.start < share.start]
    before = [(p, q) for p in text.before(parsed, 1) for q in p.counts] if _THIS.match(parsed.lower) else []
    found = own[-1:] or before[-1:]
    if not found or share.strict.low <= 0 or not share.strict.is_bounded:
        return None
    words = re.findall(r"[a-z]+", re.split(r"\b(?:of|in|who|that|for|across)\b", match["whole"])[0])
    part = found[0][1]
    wide = Interval(max(share.low - share.unit, share.low / 2), share.high + share.unit)
    return Base(
        parsed, share, found[0], words[-1] if words else "whole",
        part.strict / share.strict.scaled(0.01), part.strict / wide.scaled(0.01),
    )  # fmt: skip


def _between(interval: Interval) -> str:
    return f"between {_short(interval.low)} and {_short(interval.high)}"


def _short(value: float) -> str:
    return f"{value / 1e6:.2f} million" if value >= 1e6 else within(float(f"{value:.3g}"))


def level_now(parsed: Parsed, change: Quantity, text: Text) -> Placed | None:
    """The count to which a growth without operands has led: in its sentence before it, or close by."""
    index = parsed.quantities.index(change)
    if match := re.search(rf"«P{index}»[^«».;,]{{0,20}}?\bto\s+[^«».;,]{{0,20}}?«C(\d+)»", parsed.lower):
        return parsed, parsed.quantities[int(match[1])]
    own = [
        (parsed, q) for q in parsed.counts if q.start < change.start and not _BODIES.match(q.after.lower())
    ]
    if own and own[-1][1].end + 90 > change.start:
        return own[-1]
    pointing = _POINTING.search(parsed.text[: change.start].lower())
    reach = 8 if parsed.place == 0 else 2  # a headline stands apart from the sentence that it sums up
    around = text.before(parsed, 1) if pointing else (*text.after(parsed, reach), *text.before(parsed, 1))
    for where in around:
        counted = [q for q in where.counts if not _BODIES.match(q.after.lower()) and q.low >= 10]
        counted = [q for q in counted if _UNITS.search(q.after.lower())]
        if counted:
            return where, max(counted, key=lambda q: q.low)
    return None


def before_growth(parsed: Parsed, change: Quantity, now: Placed) -> Interval | None:
    """The level from which a growth of so many per cent led to ``now``."""
    way = direction(parsed, change)
    factor = Interval(change.strict.low / 100, change.strict.high / 100)
    grown = (
        Interval(1 + factor.low, 1 + factor.high) if way > 0 else Interval(1 - factor.high, 1 - factor.low)
    )
    return None if grown.low <= 0 else now[1].strict / grown


def since(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """A running total since a year, held against the levels that growth since then and last year imply.

    Years between two known ones are taken to lie between them; a total that needs more is inexact.
    """
    if not _SINCE.search(parsed.lower):
        return
    for total in parsed.counts:
        found = _known_years(parsed, total, text)
        if found is None:
            continue
        first, previous, now, years, given = found
        middle = years - 3
        known = first + previous + now
        low, high = known + middle * min(first, previous), known + middle * max(first, previous)
        mean = (total.value - known) / middle
        if not 0.5 * min(first, previous) <= mean <= 1.5 * now:
            continue
        fits = low <= total.value <= high
        formula = f"{years} years from about {_short(first)} to {_short(previous)} and {_short(now)}"
        note = f"The {middle} years between would have to average about {_short(mean)}."
        if not fits:
            note = note[:-1] + f", {'above' if mean > previous else 'below'} every year beside them."
        yield Relation(
            "sum", parsed, total, Interval(low, high), given, formula, note=note,
            verdict="consistent" if fits else "inexact",
        )  # fmt: skip


def _known_years(
    parsed: Parsed, total: Quantity, text: Text
) -> tuple[float, float, float, int, tuple[Input, ...]] | None:
    """The first, the last but one and the last year's level, and how many years there are."""
    long = next(
        (
            p
            for p in _changes(parsed, text, 0)
            if p[1] is not total and _SINCE.search(p[0].text[p[1].start :].lower())
        ),
        None,
    )
    year = next((p for p in _changes(parsed, text, 5) if _YEARLY.search(p[0].lower)), None)
    start = next((q.period for q in parsed.of("period") if q.period and q.period.is_whole_year), None)
    if long is None or year is None or start is None:
        return None
    now = level_now(*long, text)
    if now is None or now[1] is total:
        return None
    last = next((q.period for q in now[0].of("period") if q.period and q.period.is_whole_year), None)
    years = last.start.year - start.start.year + 1 if last else 0
    if years < 4:
        return None
    levels = [now[1].value / (1 + direction(*p) * p[1].value / 100) for p in (long, year)]
    given = tuple(Input.of(*placed) for placed in (now, long, year))
    return levels[0], levels[1], now[1].value, years, given


def _changes(parsed: Parsed, text: Text, reach: int) -> Iterator[Placed]:
    for where in (parsed, *text.before(parsed, reach)):
        yield from ((where, q) for q in where.of("percent") if direction(where, q))
