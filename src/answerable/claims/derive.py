"""Derivations over sentences: scale-ups, products, what is left over, shares of something named before.

Here the operands are looked for, not read off the grammar. So these rules can show that a number follows,
and never that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from answerable.claims import implied
from answerable.claims.claim import Input, Relation, judge
from answerable.claims.grammar import Text, at, direction, pattern
from answerable.claims.interval import Interval
from answerable.claims.quantity import Parsed, Quantity, content
from answerable.claims.shares import bare

Placed = tuple[Parsed, Quantity]
_SCALING = re.compile(
    r"\b(?:pro[ -]rata|scal\w+\s+up|gross\w+\s+up|ramp\w+\s+up|extrapolat\w+|projected|(?:national|overall|potential)\s+total"
    r"|(?:would|could|might)\s+(?:suggest|imply|mean)|impl(?:y|ies)|suggests?|by\s+all\s+(?:the\s+)?forces)\b"
)
_WOULD_BE = pattern(
    r"<P:p>\s+of\s+(?P<what>[^«».;]{0,60}?)(?:which|that|,|–|—|=)\s*(?:would|could|might)?\s*(?:be|is|was|means?|equates?\s+to|amounts?\s+to|represents?|gives?|or)\s+(?:~20)<C:r>"
)
_COULD_BE = pattern(
    r"\b(?:in|of|among(?:st)?|from|with)\s+(?:the\s+|all\s+)?(?:~40)<C:n>≈120\b(?:could|would|might|may|will|mean\w*|suggest\w*|impl\w+)\b(?:~40)<C:r>"
)
_SAME_RATE = re.compile(r"\bsame\s+(?:proportion|share|rate|percentage|ratio|fraction)\b")
_TAKEN_OFF = re.compile(
    r"\b(?:shav\w+\s+off|remov\w+|took\s+off|taken\s+off|deduct\w+|subtract\w+|knock\w+\s+off|discount\w+|strip\w+\s+out|weed\w+\s+out|eliminat\w+)\b"
)
_LEFT = pattern(
    r"\b(?:the|all|those|these)\s+(?:(?:other|remaining)\s+)<C:r>|\b(?:the|all|those|these)\s+<C:s>\s+(?:absent(?:ee)?|remaining|other|missing|silent|outstanding|non-responding)\b"
)
_CLOSE = 0.1


def scale_ups(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """A count grossed up from a part of the population: "8,837,511 images from 5.8% of the population"."""
    if not parsed.counts or not _SCALING.search(parsed.lower):
        return
    near = [
        (p, q) for p in (parsed, *text.before(parsed, 20)) for q in p.of("percent") if not direction(p, q)
    ]
    if not near:
        return
    words = content(parsed.text)
    for stated in parsed.counts:
        parts = [placed for placed in _parts(parsed, text, stated, words) if placed[1].low < stated.high]
        for where, share in near:
            for source, part in parts if share.strict.low > 0 else ():
                if not _close(stated, Interval.point(part.value / share.value * 100)):
                    continue
                worked = part.strict / share.strict.scaled(0.01)
                if judge(stated, worked) == "consistent":
                    given = (Input.of(source, part), Input.of(where, share))
                    yield Relation("product", parsed, stated, worked, given, f"{bare(part)} / {bare(share)}%")


def _parts(parsed: Parsed, text: Text, stated: Quantity, words: frozenset[str]) -> Iterator[Placed]:
    """Counts that may have been grossed up: near, or further off in a sentence on the same things."""
    for where in (parsed, *text.before(parsed, 4)):
        yield from ((where, q) for q in where.counts if q is not stated)
    for where in (*text.before(parsed, 20)[4:], *text.after(parsed, 20)):
        about = content(where.text).union(*(content(p.text) for p in text.before(where, 1)))
        if len(words & about) >= 2:
            yield from ((where, q) for q in where.counts)


def _close(stated: Quantity, worked: Interval) -> bool:
    """Within a tenth: a bound such as "up to" is met by much that cannot be meant."""
    return abs(worked.middle - stated.value) <= _CLOSE * stated.value


def products(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """A share of a count: "55% of those, which would be between 1,100 and 1,650"."""
    for match in _WOULD_BE.finditer(parsed.lower):
        share, result = at(parsed, match, "p"), at(parsed, match, "r")
        words = content(match["what"])
        bases = [b for b in _all_counts(parsed, text, 60) if words & _about(b)]
        yield from _product(parsed, result, [(parsed, share)], bases)
    for match in _COULD_BE.finditer(parsed.lower):
        base, result = at(parsed, match, "n"), at(parsed, match, "r")
        yield from _product(parsed, result, _shares_before(parsed, text, 40), [(parsed, base)])
    if _SAME_RATE.search(parsed.lower):
        for result in parsed.counts:
            bases = [(p, q) for p in text.before(parsed, 40) for q in p.counts]
            yield from _product(parsed, result, _shares_before(parsed, text, 60), bases)


def _about(placed: Placed) -> frozenset[str]:
    """The words close to a count, before and after it."""
    parsed, quantity = placed
    return quantity.nouns | content(parsed.text[max(0, quantity.start - 40) : quantity.start])


def _all_counts(parsed: Parsed, text: Text, reach: int) -> list[Placed]:
    return [(p, q) for p in text.near(parsed, reach) for q in p.counts]


def _shares_before(parsed: Parsed, text: Text, reach: int) -> list[Placed]:
    found = [(p, q) for p in (parsed, *text.before(parsed, reach)) for q in p.of("percent")]
    return [(p, q) for p, q in found if not direction(p, q)]


def _product(
    parsed: Parsed, result: Quantity, shares: list[Placed], bases: list[Placed]
) -> Iterator[Relation]:
    for where, share in shares:
        for source, base in bases:
            if base is result or base.low < result.low:
                continue
            exact = Interval(base.low, base.high) * Interval(share.low, share.high).scaled(0.01)
            worked = exact if result.is_range else base.strict * share.strict.scaled(0.01)
            whole = result.is_range == (exact.low < exact.high)
            if whole and _close(result, exact) and judge(result, worked) == "consistent":
                given = (Input.of(where, share), Input.of(source, base))
                yield Relation("product", parsed, result, worked, given, f"{bare(share)}% of {bare(base)}")
                return


def taken_off(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Such as "Around 80,000 … they shaved off 20 to 30 thousand", beside a result of 50,000 to 60,000."""
    if not parsed.counts:
        return
    for where in text.near(parsed, 6):
        if not where.counts or not _TAKEN_OFF.search(where.lower):
            continue
        wholes = [(p, q) for p in (where, *text.before(where, 1)) for q in p.counts]
        for gap in where.counts:
            for result in parsed.counts:
                for source, whole in wholes:
                    if len({id(gap), id(result), id(whole)}) < 3 or gap.high >= whole.low:
                        continue
                    exact = Interval(whole.low, whole.high) - Interval(gap.low, gap.high)
                    if result.is_range == (exact.low < exact.high) and judge(result, exact) == "consistent":
                        given = (Input.of(source, whole), Input.of(where, gap))
                        yield Relation(
                            "difference", parsed, result, exact, given, f"{bare(whole)} - ({bare(gap)})"
                        )


def left_over(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Such as "The 38 absentee forces", after "all 43 forces" and "five forces replied"."""
    for match in _LEFT.finditer(parsed.lower):
        stated = at(parsed, match, "r" if match["r"] else "s")
        kin = stated.nouns
        around = [(p, q) for p in (parsed, *text.before(parsed, 12)) for q in p.counts if kin & q.nouns]
        for source, whole in around:
            for where, part in around:
                worked = whole.strict - part.strict
                if (
                    stated not in (whole, part)
                    and whole.low > part.high
                    and judge(stated, worked) == "consistent"
                ):
                    given = (Input.of(source, whole), Input.of(where, part))
                    yield Relation(
                        "difference", parsed, stated, worked, given, f"{bare(whole)} - {bare(part)}"
                    )
                    return


def shares_of_named(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """A share of things counted a few sentences before: "between 60% and 70% of the suspects"."""
    for share in parsed.of("percent"):
        if direction(parsed, share):
            continue
        kin = share.nouns & frozenset(_named(text, parsed)) or _inherited(parsed, text)
        around = [(p, q) for p in (parsed, *text.before(parsed, 8)) for q in p.counts if kin & q.nouns]
        if len(around) < 2:
            continue
        base = max(around, key=lambda placed: placed[1].low)
        parts = [placed for placed in around if placed[1].high < base[1].low]
        yield from _share_of_parts(parsed, share, base, parts)


def _named(text: Text, parsed: Parsed) -> set[str]:
    return {noun for p in (parsed, *text.before(parsed, 8)) for q in p.counts for noun in q.nouns}


def _inherited(parsed: Parsed, text: Text) -> frozenset[str]:
    """Such as "30% to 40% did not" is about what the sentence before is about."""
    if len(content(parsed.text)) > 1:
        return frozenset()
    return frozenset(noun for p in text.before(parsed, 1) for q in p.of("percent") for noun in q.nouns)


def _share_of_parts(parsed: Parsed, share: Quantity, base: Placed, parts: list[Placed]) -> Iterator[Relation]:
    if not parts:
        return
    chosen: list[list[Placed]] = [parts] if share.is_range and len(parts) > 1 else [[part] for part in parts]
    for group in chosen:
        low, high = min(q.low for _, q in group), max(q.high for _, q in group)
        part = Interval(low, high) if share.is_range else group[0][1].strict
        whole = Interval.point(base[1].value) if share.is_range else base[1].strict
        if whole.low <= 0:
            continue
        worked = (part / whole).scaled(100)
        for found, words in (
            (worked, ""),
            (Interval(100 - worked.high, 100 - worked.low), "what is left of "),
        ):
            if words and not share.is_range:
                continue
            verdict = judge(share, found) if share.is_range or _close(share, found) else "inconsistent"
            if verdict == "consistent" or (verdict == "inexact" and share.is_range):
                given = tuple(Input.of(*placed) for placed in (*group, base))
                names = " to ".join(
                    dict.fromkeys(bare(q) for q in sorted((q for _, q in group), key=lambda q: q.low))
                )
                formula = f"{words}{bare(base[1])} after {names}" if words else f"{names} of {bare(base[1])}"
                yield Relation("share", parsed, share, found, given, formula)


RULES = (scale_ups, products, taken_off, left_over, implied.bases, shares_of_named, implied.since)
