"""Growth and ratios: "rose from 485 to 624, a 29% increase", "twice as many as the 312", "up 79% since"."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
MORE_THAN = pattern(
    r"<CP:b>≈120«[PQM]\d+»\s+(?:[a-z-]+\s+){0,2}?(?:higher|more|fewer|less|lower|larger|greater|smaller|bigger|as\s+[a-z]+)\s+(?:[a-z]+\s+){0,2}?(?:than|as)\s+(?:~60)<CP:a>"
)
_AGAINST = pattern(r"<CP:b>≈90\b(?:compared\s+(?:with|to)|up\s+from|down\s+from|against)\s+(?:~60)<CP:a>")
_WITH_FIRST = pattern(r"^compared\s+(?:with|to)\s+(?:~60)<CP:a>≈120<CP:b>")
_TWO_YEARS = pattern(
    r"<CP:a>≈60\b(?:in|during|for)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}?<Y:x>≈70<CP:b>≈60\b(?:in|during|for|by)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}?<Y:y>"
)
_TIMES_THE = pattern(
    r"<C:b>≈90<M:m>(?:\s+[a-z]+){0,4}?\s+(?:the|as|than|that|over)\s+(?:[a-z’'-]+\s+){0,4}?<C:a>"
)
_NEW_LEVEL = pattern(rf"\b{CHANGE}\s+(?:[a-z-]+\s+){{0,2}}?to\s+(?:~50)<C:b>")
_RULES = (FROM_TO, _TO_FROM, _UP_ON, MORE_THAN, _WITH_FIRST, _AGAINST, _TIMES_THE)


def growth(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Every way in which a growth, difference or multiple of the sentence follows from two levels."""
    changes = [q for q in parsed.of("percent", "multiple", "points") if _is_change(parsed, q)]
    if not changes:
        return
    levels = list(_levels(parsed))
    for change in changes:
        usable = [pair for pair in levels if change not in (pair[0][1], pair[1][1])]
        if usable:
            nearest = min(usable, key=lambda pair: _gap(change, pair))
            tied = len(usable) > 1 and len(changes) != len(usable)
            yield from _relations(parsed, change, nearest, certain=not tied)
        else:
            yield from _over_sentences(parsed, text, change)


def _is_change(parsed: Parsed, quantity: Quantity) -> bool:
    return quantity.kind in {"multiple", "points"} or direction(parsed, quantity) != 0


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
    elif first.low > 0:
        build = _ratio if change.kind == "multiple" else _percent
        yield build(parsed, change, ends, certain=certain)


def _inputs(ends: Ends) -> tuple[Input, ...]:
    return tuple(Input.of(where, quantity) for where, quantity in ends)


def _percent(parsed: Parsed, change: Quantity, ends: Ends, *, certain: bool) -> Relation:
    """Growth in per cent; a fall is stated as its size, so a fall of the levels counts positive for it."""
    (_, first), (_, second) = ends
    way = direction(parsed, change) or 1
    worked = change_of(first.strict, second.strict)
    if way < 0:
        worked = Interval(-worked.high, -worked.low)
    note = _cause(change, first, second, worked, way) if not change.strict.meets(worked) else ""
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


def _cause(change: Quantity, first: Quantity, second: Quantity, worked: Interval, way: int) -> str:
    """A likely reason why growth does not follow: the wrong base, a share, points, or the wrong direction."""
    if worked.high < 0:
        return f"The figures {'fall' if way > 0 else 'rise'}; the sentence says the opposite."
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
    way = direction(parsed, change) or (1 if second.value >= first.value else -1)
    worked = second.strict - first.strict if way > 0 else first.strict - second.strict
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
    if change.value > 1 and second.high < first.low and _less(parsed, change):
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
    before = [(p, q) for p in text.before(parsed, 2) for q in p.counts if _same_things(p, q, parsed, later)]
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


def _same_things(where: Parsed, quantity: Quantity, parsed: Parsed, later: Quantity) -> bool:
    """True unless the two counts are plainly of different things."""
    del where, parsed
    mine, theirs = quantity.nouns, later.nouns
    return not mine or not theirs or bool(mine & theirs)


def rises(words: str) -> int:
    """1 for words of rise, -1 for words of fall, 0 for neither or both."""
    up, down = re.search(rf"\b{RISE}\b", words), re.search(rf"\b{FALL}\b", words)
    return bool(up) - bool(down)
