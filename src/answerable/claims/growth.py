"""Growth and ratios: "rose from 485 to 624, a 29% increase", "twice as many as the 312", "up 79% since"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from answerable.claims.claim import Input, Relation
from answerable.claims.grammar import CHANGE, FALL, RISE, Text, at, direction, pattern
from answerable.claims.interval import Interval
from answerable.claims.quantity import Parsed, Quantity
from answerable.claims.shares import bare

Ends = tuple[tuple[Parsed, Quantity], tuple[Parsed, Quantity]]
_ON = r"(?:from|on|compared\s+(?:with|to)|against|than|over|versus|up\s+from|down\s+from|relative\s+to|when\s+compared\s+(?:with|to))"
FROM_TO = pattern(r"(?<!apart )\bfrom\s+(?:~60)<CP:a>≈110\bto\s+(?:~50)<CP:b>")
_TO_FROM = pattern(rf"\b{CHANGE}\s+(?:[a-z-]+\s+){{0,2}}?to\s+(?:~50)<CP:b>≈110\bfrom\s+(?:~50)<CP:a>")
_UP_ON = pattern(
    rf"<CP:b>≈120\b{CHANGE}\b(?:≈40<[PQM]:p>|~30)≈50\b{_ON}\s+(?:~60)<CP:a>".replace(
        "<[PQM]:p>", r"«[PQM]\d+»"
    )
)
_RISE_ON = pattern(
    rf"<CP:b>≈120«[PQM]\d+»\s+(?:[a-z-]+\s+){{0,2}}?{CHANGE}\s+(?:[a-z]+\s+){{0,2}}?{_ON}\s+(?:~60)<CP:a>"
)
_AS_IN = pattern(
    r"<M:m>\s+(?:as\s+[a-z]+|the\s+number\s+of|more|higher)(?:~60)«Y\d+»\s*\(<C:b>\)(?:~60)\b(?:as|than)(?:~30)«Y\d+»\s*\(<C:a>\)"
)
MORE_THAN = pattern(
    r"<CP:b>≈120«[PQM]\d+»\s+(?:[a-z-]+\s+){0,2}?(?:higher|more|fewer|less|lower|larger|greater|smaller|bigger|above|below|as\s+[a-z]+)\s+(?:[a-z]+\s+){0,2}?(?:than\s+|as\s+)?(?:~60)<CP:a>"
)
_AGAINST = pattern(r"<CP:b>≈90\b(?:compared\s+(?:with|to)|up\s+from|down\s+from|against)\s+(?:~60)<CP:a>")
_WITH_FIRST = pattern(r"^compared\s+(?:with|to)\s+(?:~60)<CP:a>≈120<CP:b>")
_TWO_YEARS = pattern(
    r"<CP:a>≈60\b(?:in|during|for)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}?<Y:x>≈70<CP:b>≈60\b(?:in|during|for|by)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}?<Y:y>"
)
_TIMES_THE = pattern(
    r"<C:b>≈90<M:m>(?:\s+[a-z]+){0,4}?\s+(?:the|as|than|that|over)\s+(?:[a-z’'-]+\s+){0,4}?<C:a>"
)
_DIVIDER = re.compile(
    r"\b(?:while|whereas|but|although|though|however|and\s+then|followed\s+by|before\s+[a-z]+ing)\b|;"
)
_BESIDE = 40
_FURTHER = re.compile(r"\b(?:a\s+further|another)\s+«P")
_CHANCES = re.compile(r"\b(?:odds|risk|likely|likelihood|chances?|probability|average|mean|median|per)\b")
_YEARLY = re.compile(
    r"\b(?:average|a\s+year|per\s+year|each\s+year|every\s+year|per\s+annum|annuali[sz]ed)\b"
)
_RATE = re.compile(r"(?:[a-z’'-]+\s+){0,3}?(?:an?|per|each|every)\s+(?:day|week|month|year)\b")
_SET_OFF = re.compile(r"(?:[(–—,]|\b(?:of|by|or))\s*$")
_OF_NEXT = re.compile(r"\s*(?:of|were|was|are|is|had|have|did|do)\b")
_FROM = re.compile(r"\b(?:from|to)\b")
_COMPARES = re.compile(
    r"\b(?:from|compared|against|previous\s+year|year\s+before|year\s+earlier|last\s+year|than)\b"
)
_NEW_LEVEL = pattern(rf"\b{CHANGE}\s+(?:[a-z-]+\s+){{0,2}}?(?:«[PM]\d+»\s+)?to\s+(?:~50)<C:b>")
_TO = pattern(r"\(\s*<C:a>\s+to\s+<C:b>\s*\)")
_RULES = (FROM_TO, _TO, _TO_FROM, _UP_ON, _RISE_ON, _AS_IN, MORE_THAN, _WITH_FIRST, _AGAINST, _TIMES_THE)


def growth(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Every way in which a growth, difference or multiple of the sentence follows from two levels."""
    changes = [q for q in parsed.of("percent", "multiple", "points") if _is_change(parsed, q)]
    if not changes:
        return
    levels = list(_levels(parsed))
    for change in changes:
        usable = [pair for pair in levels if change not in (pair[0][1], pair[1][1])]
        if not usable and len(changes) == 1:
            usable = list(_two_levels(parsed, change))
        if usable:
            nearest = min(usable, key=lambda pair: _gap(change, pair))
            clear = len(usable) == len(changes) and (len(usable) == 1 or _gap(change, nearest) < _BESIDE)
            doubts = (_divided, _leads_elsewhere, _paced)
            clear = clear and not any(doubt(parsed, change, nearest) for doubt in doubts)
            yield from _relations(parsed, change, nearest, certain=clear)
        else:
            yield from _over_sentences(parsed, text, change)


def _is_change(parsed: Parsed, quantity: Quantity) -> bool:
    return quantity.kind in {"multiple", "points"} or way(parsed, quantity) != 0


def way(parsed: Parsed, quantity: Quantity) -> int:
    """The direction of a change: by the word beside it, or by the one way that the sentence's words go.

    The latter only for a percentage set off beside two levels: "rose from 491 to 654 (33%)".
    """
    if (beside := direction(parsed, quantity)) or quantity.kind != "percent":
        return beside
    alone = len(parsed.of("percent")) == 1 and len(parsed.counts) in {1, 2}
    apart = _SET_OFF.search(parsed.text[: quantity.start].lower())
    if not alone or not apart or _OF_NEXT.match(parsed.text[quantity.end :].lower()):
        return 0
    return rises(parsed.lower) if _FROM.search(parsed.lower) else 0


def _two_levels(parsed: Parsed, change: Quantity) -> Iterator[Ends]:
    """The only two counts of a sentence with one change: by their periods, else as the change goes."""
    counts = [q for q in parsed.counts if q is not change]
    if len(counts) == 1 and counts[0].is_range and " to " in counts[0].printed:
        whole = counts[0]
        low, high = (
            replace(whole, low=end, high=end, strict=Interval.point(end)) for end in (whole.low, whole.high)
        )
        yield (parsed, low), (parsed, high)
        return
    others = [q for q in parsed.of("percent", "multiple", "points") if q is not change]
    others += [change] if has_own_base(parsed, change) else []
    if len(counts) != 2 or others or not same_things(counts[0], counts[1]):
        return
    spans = [q.period for q in parsed.of("period") if q.period]
    if (len(spans) < 2 and not _COMPARES.search(parsed.lower)) or _CHANCES.search(parsed.lower):
        return
    first, second = counts
    up = way(parsed, change) >= 0 and not (change.kind == "multiple" and change.value < 1)
    if len(spans) == 2 and spans[0] != spans[1] and _take_turns(parsed, counts):
        first, second = counts if spans[0].start < spans[1].start else (counts[1], counts[0])
    elif (second.value >= first.value) != up:
        first, second = second, first
    yield (parsed, first), (parsed, second)


def has_own_base(parsed: Parsed, change: Quantity) -> bool:
    """True for "12% more than five years earlier": what it compares with is no count of the sentence."""
    index = parsed.quantities.index(change)
    own = rf"«[CPQM]{index}»\s+(?:[a-z]+\s+){{0,2}}?(?:than|since)\b(?!(?:(?!,\s+(?:and|but)\b)[^.;]){{0,60}}«C)"
    return re.search(own, parsed.lower) is not None


def _take_turns(parsed: Parsed, counts: list[Quantity]) -> bool:
    """True where the nth count goes with the nth period."""
    order = "".join(
        "c" if q in counts else "y" for q in parsed.quantities if q in counts or q.kind == "period"
    )
    return order in {"cycy", "ycyc", "yccy"}


def _paced(parsed: Parsed, change: Quantity, pair: Ends) -> bool:
    """True where a change is an average for each year, or where only one of its levels is a rate."""
    around = parsed.text[max(0, change.start - 25) : change.end + 20].lower()
    rates = [_RATE.match(quantity.after.lower()) is not None for _, quantity in pair]
    return _YEARLY.search(around) is not None or rates[0] != rates[1]


def _leads_elsewhere(parsed: Parsed, change: Quantity, pair: Ends) -> bool:
    """True for "rose 14% to 1,204 and a further 12% to 1,350": a change that leads to another level, or one of several."""
    if _FURTHER.search(parsed.lower):
        return True
    index = parsed.quantities.index(change)
    match = re.search(rf"«[PM]{index}»\s+to\s+[^«».;,]{{0,20}}?«C(\d+)»", parsed.lower)
    return match is not None and parsed.quantities[int(match[1])] is not pair[1][1]


def _divided(parsed: Parsed, change: Quantity, pair: Ends) -> bool:
    """True where a new clause begins between a change and its levels: "… a quarter more, while …"."""
    if _take_turns(parsed, [pair[0][1], pair[1][1]]):
        return False
    marks = sorted([change.start, pair[0][1].start, pair[1][1].start])
    return _DIVIDER.search(parsed.text[marks[0] : marks[-1]].lower()) is not None


def _gap(change: Quantity, pair: Ends) -> int:
    starts = [pair[0][1].start, pair[1][1].start]
    if min(starts) <= change.start <= max(starts):
        return 0
    return min(abs(change.start - start) for start in starts)


def _levels(parsed: Parsed) -> Iterator[Ends]:
    """Pairs of an earlier and a later level, each once."""
    seen: set[frozenset[int]] = set()
    for rule in _RULES:
        for match in rule.finditer(parsed.lower):
            first, second = at(parsed, match, "a"), at(parsed, match, "b")
            yield from _once(parsed, first, second, seen)
    for match in _TWO_YEARS.finditer(parsed.lower):
        first, second = at(parsed, match, "a"), at(parsed, match, "b")
        x, y = at(parsed, match, "x").period, at(parsed, match, "y").period
        if x and y and x.start > y.start:
            first, second = second, first
        yield from _once(parsed, first, second, seen)


def _once(parsed: Parsed, first: Quantity, second: Quantity, seen: set[frozenset[int]]) -> Iterator[Ends]:
    key = frozenset({first.start, second.start})
    changing = any(q.kind == "percent" and direction(parsed, q) for q in (first, second))
    if first.kind == second.kind and key not in seen and not changing:
        seen.add(key)
        yield (parsed, first), (parsed, second)


def _relations(parsed: Parsed, change: Quantity, ends: Ends, *, certain: bool) -> Iterator[Relation]:
    (_, first), (_, _second) = ends
    if change.kind == "points":
        if first.kind == "percent":
            yield _points(parsed, change, ends, certain=certain)
    elif first.strict.low > 0:
        build = _ratio if change.kind == "multiple" else _percent
        yield build(parsed, change, ends, certain=certain)


def _inputs(ends: Ends) -> tuple[Input, ...]:
    return tuple(Input.of(where, quantity) for where, quantity in ends)


def _percent(parsed: Parsed, change: Quantity, ends: Ends, *, certain: bool) -> Relation:
    """Growth in per cent; a fall is stated as its size, so a fall of the levels counts positive for it."""
    (_, first), (_, second) = ends
    sign = way(parsed, change) or 1
    worked = change_of(first.strict, second.strict)
    if sign < 0:
        worked = Interval(-worked.high, -worked.low)
    note = _cause(change, first, second, worked, sign) if not change.strict.meets(worked) else ""
    others: tuple[Interval, ...] = ()
    if first.kind == "percent" and note.startswith("That is the difference"):
        others = (Interval.point(abs(second.value - first.value)),)
    formula = f"{bare(first)}{_unit(first)} to {bare(second)}{_unit(second)}"
    return Relation("growth", parsed, change, worked, _inputs(ends), formula, certain, others, note)


def change_of(first: Interval, second: Interval) -> Interval:
    """Growth from the first to the second in per cent, as wide as the two allow."""
    ratio = second / first
    return Interval((ratio.low - 1) * 100, (ratio.high - 1) * 100)


def _unit(quantity: Quantity) -> str:
    return "%" if quantity.kind == "percent" else ""


def _cause(change: Quantity, first: Quantity, second: Quantity, worked: Interval, sign: int) -> str:
    """A likely reason why growth does not follow: the wrong base, a share, points, or the wrong direction."""
    if worked.high < 0:
        return f"The figures {'fall' if sign > 0 else 'rise'}; the sentence says the opposite."
    if first.kind == "percent" and change.strict.meets(Interval.point(abs(second.value - first.value))):
        return "That is the difference in percentage points, not growth in per cent."
    if second.low > 0:
        other = Interval.point(abs(second.value - first.value) / second.value * 100)
        if change.strict.meets(other):
            return (
                f"It is the change as a share of {bare(second)}, not of {bare(first)}, from which it starts."
            )
        ratio = Interval.point(second.value / first.value * 100)
        if change.strict.meets(ratio):
            return "That is the second as a percentage of the first, not the growth."
    return ""


def _points(parsed: Parsed, change: Quantity, ends: Ends, *, certain: bool) -> Relation:
    (_, first), (_, second) = ends
    sign = direction(parsed, change) or (1 if second.value >= first.value else -1)
    worked = second.strict - first.strict if sign > 0 else first.strict - second.strict
    formula = f"{bare(second)}% less {bare(first)}%"
    return Relation("difference", parsed, change, worked, _inputs(ends), formula, certain=certain)


def _ratio(parsed: Parsed, change: Quantity, ends: Ends, *, certain: bool) -> Relation:
    """A multiple; "three times more" and "a threefold increase" may mean one times more than they say."""
    (_, first), (_, second) = ends
    worked = second.strict / first.strict
    more = re.search(
        rf"«m{parsed.quantities.index(change)}»\s+(?:[a-z-]+\s+)?(?:more|higher|larger|greater|bigger|increase|rise)\b",
        parsed.skeleton.lower(),
    )
    others = (Interval(worked.low - 1, worked.high - 1),) if more and worked.low > 1 else ()
    if change.value > 1 and second.strict.low > 0 and second.high < first.low and _less(parsed, change):
        worked = first.strict / second.strict
    formula = f"{bare(second)} against {bare(first)}"
    return Relation("ratio", parsed, change, worked, _inputs(ends), formula, certain, others)


def _less(parsed: Parsed, change: Quantity) -> bool:
    return re.match(r"\s+(?:fewer|less|lower|smaller)", parsed.text[change.end :].lower()) is not None


def _over_sentences(parsed: Parsed, text: Text, change: Quantity) -> Iterator[Relation]:
    """Such as "By 2022/23 it had risen to 624, an increase of 29%", after a sentence that states the 485."""
    levels = [q for q in parsed.counts if q is not change]
    match = _NEW_LEVEL.search(parsed.lower)
    later = at(parsed, match, "b") if match else levels[0] if len(levels) == 1 else None
    if later is None or later not in levels:
        return
    before = [(p, q) for p in text.before(parsed, 2) for q in p.counts if same_things(q, later)]
    if not before:
        return
    near = [pair for pair in before if pair[0].place == parsed.place - 1]
    only = len(levels) == 1 and len(before) == 1 == len(near) and match is not None
    only = only and before[0][0].sentence.paragraph == parsed.sentence.paragraph
    for earlier in before:
        for relation in _relations(parsed, change, (earlier, (parsed, later)), certain=only):
            if only or change.strict.meets(relation.worked):
                yield relation
                return


def same_things(one: Quantity, other: Quantity) -> bool:
    """True unless the two counts are plainly of different things."""
    return not one.nouns or not other.nouns or bool(one.nouns & other.nouns)


def rises(words: str) -> int:
    """1 for words of rise, -1 for words of fall, 0 for neither or both."""
    up, down = re.search(rf"\b{RISE}\b", words), re.search(rf"\b{FALL}\b", words)
    return bool(up) - bool(down)
