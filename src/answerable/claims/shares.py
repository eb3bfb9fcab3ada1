"""Shares: "n of N (p%)", "p% (n)" of a stated base, fractions beside percentages, parts that make 100."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answerable.claims.claim import ClaimKind, Input, Relation
from answerable.claims.grammar import Text, at, direction, inputs, pattern, within
from answerable.claims.interval import Interval
from answerable.claims.quantity import Parsed, Quantity, content

_OR = r"(?:,?\s+(?:or|that is|i\.e\.|which is|equivalent to|equal to|equating to|representing|amounting to|making up|accounting for|(?:which )?(?:equates|amounts) to)|\s*[–—=-])\s+(?:just\s+|only\s+|some\s+)?"
_OPEN = r"\s*[(\[]\s*(?:or\s+|i\.e\.\s+|=\s*|n\s*=\s*|equivalent to\s+|some\s+|that is,?\s+)?"
_DET = r"(?:the\s+|all\s+|all\s+the\s+|these\s+|those\s+|a\s+total\s+of\s+|a\s+sample\s+of\s+|its\s+|our\s+|their\s+|his\s+|her\s+)?(?:[a-z’'-]+\s+){0,2}?"
_PAIRS = (
    pattern(rf"<C:n>~60{_OPEN}<P:p>[^«»)]{{0,40}}[)\]]"),
    pattern(rf"<P:p>~80{_OPEN}<C:n>[^«»)]{{0,60}}[)\]]"),
    pattern(
        rf"<C:n>~50{_OR}<P:p>(?!\s*(?:more|fewer|less|higher|lower|up|down|rise|increase|fall|drop|decrease|reduction))"
    ),
    pattern(r"<P:p>~50(?:,?\s+or|\s+[–—])\s+<C:n>"),
    pattern(r"<C:n>\s+of\s+(?:them|these|those|which|whom),\s+<P:p>\s*(?:,|\.|$)"),
    pattern(r"<C:n>~40:\s+<P:p>\s*(?:\.|$)"),
)
# n of N stated outright, with its share after or before it.
_DIRECT = (
    pattern(rf"<C:n>~60{_OPEN}<P:p>\s+of\s+{_DET}<C:base>"),
    pattern(
        rf"<C:n>\s+(?:[a-z’'-]+\s+){{0,3}}?(?:out\s+of|of|from\s+among|in)\s+{_DET}<C:base>~110{_OPEN}<P:p>[^«»)]{{0,40}}[)\]]"
    ),
    pattern(rf"<C:n>\s+(?:[a-z’'-]+\s+){{0,3}}?(?:out\s+of|of)\s+{_DET}<C:base>~90{_OR}<P:p>"),
    pattern(rf"<C:n>\s+(?:[a-z’'-]+\s+){{0,3}}?(?:out\s+of|of)\s+{_DET}<C:base>~40,\s+<P:p>\s*(?:,|\.|$)"),
    pattern(
        rf"<P:p>~90{_OPEN}<C:n>\s+(?:[a-z’'-]+\s+){{0,2}}?(?:out\s+of|of|/)\s+{_DET}<C:base>[^«»)]{{0,60}}[)\]]"
    ),
    pattern(
        rf"<P:p>~70(?:,?\s+or|\s+[–—]|,)\s+<C:n>\s+(?:[a-z’'-]+\s+){{0,2}}?(?:out\s+of|of)\s+{_DET}<C:base>"
    ),
    pattern(
        rf"<C:n>\s+(?:[a-z’'-]+\s+){{0,3}}?(?:out\s+of|of)\s+{_DET}<C:base>[^«».]{{0,60}}?[;:,–—]\s+(?:that\s+is|which\s+is|i\.e\.),?\s+<P:p>"
    ),
    pattern(
        rf"<P:p>~70,\s+(?:that\s+is|which\s+is|i\.e\.),?\s+<C:n>\s+(?:[a-z’'-]+\s+){{0,2}}?(?:out\s+of|of)\s+{_DET}<C:base>"
    ),
    pattern(rf"<P:p>{_OPEN}<C:n>[^«»)]{{0,40}}[)\]]\s+(?:out\s+of|of)\s+{_DET}<C:base>"),
    pattern(rf"<C:n>~40{_OPEN}<P:p>[^«»)]{{0,40}}[)\]]\s+(?:out\s+of|of)\s+{_DET}<C:base>"),
    pattern(rf"<P:p>\s+of\s+{_DET}<C:base>~100(?:{_OPEN}|,?\s+or\s+|\s+[–—]\s+)<C:n>"),
    pattern(
        rf"<C:n>~60(?:,?\s+or|\s+[–—]|,|\s+(?:is|was|were|are|represents?|represented|equates\s+to|makes?\s+up|accounts?\s+for))\s+(?:just\s+|only\s+)?<P:p>\s+of\s+{_DET}<C:base>"
    ),
)
_LEADING = pattern(
    rf"(?:^|[;:,]\s|\b(?:and|but|that|because|where|while)\s)(?:out\s+of|of|from|among(?:st)?|in|for)\s+(?!(?:which|whom|them|it)\b){_DET}(?:sample\s+of\s+|total\s+of\s+)?<C:base>"
)
_SAMPLE = pattern(
    r"(?:sample\s+(?:size\s+)?of|sampled|surveyed|survey\s+of|questioned|interviewed|polled|asked|examin\w+|analys\w+|review\w*\s+(?:of\s+)?|looked\s+at|study\s+of|group\s+of|total\s+of|recorded|received|logged|n\s*=|there\s+were|based\s+on)\s+(?:just\s+|a\s+total\s+of\s+|all\s+)?(?:[a-z’'-]+\s+){0,2}?<C:base>"
)
_NEARLY_ALL = 0.9
_SIZE = re.compile(r"\bn\s*=\s*$", re.I)
_SUBSET = re.compile(r"\b(?:of\s+(?:these|those|them|whom|which|this|that)|among\s+(?:these|those|them))\b")
_TO = pattern(r"\bfrom\b(?:[^«».;]|«[YC]\d+»){0,160}?\bto\s+(?:~30)<C:b>")
_OF_THE = re.compile(r"[\s)\],–—]*(?:of|out of|from)\s+(?:the|all|these|those)?\s*(?:[a-z]+\s+){0,2}")
_EQUAL = pattern(r"<P:a>[^«»;(–—,]{0,90}?(?:\s*[(–—]\s*|,\s+or\s+|,\s+)<P:b>\s*(?:[),–—]|$|\.$)")


def shares(parsed: Parsed, text: Text) -> Iterator[Relation]:
    """Every way in which a percentage or fraction of the sentence follows from counts beside it."""
    if not parsed.of("percent"):
        return
    yield from _equivalents(parsed)
    if not parsed.counts and not _SUBSET.search(parsed.lower):
        return
    direct = list(_direct(parsed))
    yield from direct
    done = {id(relation.stated) for relation in direct}
    for part, share in pairs(parsed):
        if id(share) not in done and not direction(parsed, share):
            yield from _paired(parsed, text, part, share)


def pairs(parsed: Parsed) -> tuple[tuple[Quantity, Quantity], ...]:
    """Every (count, percentage) that stand for each other: "377 (30%)", "30% (377 individuals)", "377, or 30%"."""
    found: dict[int, tuple[Quantity, Quantity]] = {}
    moved = {int(match["b"]) for match in _TO.finditer(parsed.lower)}
    for rule in _PAIRS:
        for match in rule.finditer(parsed.lower):
            part, share = at(parsed, match, "n"), at(parsed, match, "p")
            if int(match["n"]) in moved:
                continue  # "rose from 491 to 654 (33%)" is growth, not a share
            found.setdefault(share.start, (part, share))
    return tuple(found.values())


def share_of(part: Interval, base: Interval) -> Interval | None:
    """The part as per cent of the base; None where the base may be nought."""
    if base.low <= 0:
        return None
    return (part / base).scaled(100)


def _direct(parsed: Parsed) -> Iterator[Relation]:
    seen: set[int] = set()
    for rule in _DIRECT:
        for match in rule.finditer(parsed.lower):
            part, base, share = (at(parsed, match, name) for name in ("n", "base", "p"))
            if part.low > base.high or id(share) in seen or direction(parsed, share):
                continue
            seen.add(id(share))
            sample = (
                _SIZE.search(parsed.text[: part.start]) is not None
                and part.low > _NEARLY_ALL * base.low
                and share.high < 100 * _NEARLY_ALL
            )
            if relation := _relation(parsed, share, (parsed, part), (parsed, base), certain=not sample):
                yield relation  # "5% of 2,000 adults (n = 1,987)" states how many answered, not how many said so


def _relation(
    parsed: Parsed,
    share: Quantity,
    part: tuple[Parsed, Quantity],
    base: tuple[Parsed, Quantity],
    *,
    certain: bool,
) -> Relation | None:
    worked = share_of(part[1].strict, exact_sample(base[1]))
    if worked is None:
        return None
    kind: ClaimKind = "coverage" if "force" in base[1].nouns else "share"
    formula = f"{bare(part[1])} of {bare(base[1])}"
    given = (Input.of(part[0], part[1]), Input.of(base[0], base[1]))
    return Relation(kind, parsed, share, worked, given, formula, certain=certain)


def exact_sample(base: Quantity) -> Interval:
    """A base that a share is taken of counts as printed to the unit, unless a hedge says that it is not."""
    return (
        base.strict
        if base.hedge or base.is_range or base.unit > 1 or base.low >= 10_000
        else Interval.point(base.low)
    )


def bare(quantity: Quantity) -> str:
    """The number without its hedge, for a formula."""
    if quantity.is_range:
        return f"{within(quantity.low)} to {within(quantity.high)}"
    return within(quantity.low)


def _paired(parsed: Parsed, text: Text, part: Quantity, share: Quantity) -> Iterator[Relation]:
    """A pair whose base stands earlier: at the head of the sentence, or in the sentences before."""
    lead = [at(parsed, match, "base") for match in _LEADING.finditer(parsed.lower)]
    if part in lead:
        return
    lead = [base for base in lead if base.start < part.start and base.low >= part.low]
    subset = _SUBSET.search(parsed.text[: max(part.end, share.end) + 12].lower()) is not None
    candidates = [(parsed, q) for q in parsed.counts if q is not part and q.low >= part.low]
    if subset or not lead:
        candidates += _earlier(parsed, text, part)
    if subset:
        base = _pointed_at(parsed, text, part, share)
    else:
        base = (
            (parsed, lead[-1])
            if lead
            else _only_other(parsed, part, share) or _sample_before(parsed, text, part)
        )
    fits = [c for c in candidates if _fits(part, share, c[1])]
    if base and (_fits(part, share, base[1]) or not fits):
        yield from filter(None, [_relation(parsed, share, (parsed, part), base, certain=True)])
    elif fits:
        yield from filter(None, [_relation(parsed, share, (parsed, part), fits[0], certain=False)])


def _only_other(parsed: Parsed, part: Quantity, share: Quantity) -> tuple[Parsed, Quantity] | None:
    """The other count of a sentence with two counts and one share, where both count the same things."""
    others = [q for q in parsed.counts if q is not part]
    if (
        len(others) != 1
        or parsed.of("percent") != (share,)
        or others[0].low < part.low
        or len(parsed.of("period")) > 1
    ):
        return None
    base = others[0]
    if base.start > part.start:
        between = parsed.text[max(part.end, share.end) : base.start].lower()
        return (parsed, base) if _OF_THE.fullmatch(between) else None
    bare_part = parsed.text[part.end : share.start] if share.start > part.end else ""
    own = part.nouns if re.search(r"[a-z]", bare_part) else frozenset()
    return (parsed, base) if not own or own & base.nouns else None


def _pointed_at(
    parsed: Parsed, text: Text, part: Quantity, share: Quantity
) -> tuple[Parsed, Quantity] | None:
    """What "of these" and "of whom" point at, where only one count can be meant."""
    own = [(parsed, q) for q in parsed.counts if q.start < part.start]
    if any(q.start < part.start and q is not share for q in parsed.of("percent")):
        return None  # "half of the 64 …; of these" points at the half
    found = own or [(p, q) for p in text.before(parsed, 1) for q in p.counts]
    return found[0] if len(found) == 1 and found[0][1].low >= part.low else None


def _fits(part: Quantity, share: Quantity, base: Quantity) -> bool:
    worked = share_of(part.strict, exact_sample(base))
    return worked is not None and share.strict.meets(worked)


def _earlier(parsed: Parsed, text: Text, part: Quantity) -> list[tuple[Parsed, Quantity]]:
    return [
        (before, quantity)
        for before in text.before(parsed, 6)
        for quantity in before.counts
        if quantity.low >= part.low
    ]


def _sample_before(parsed: Parsed, text: Text, part: Quantity) -> tuple[Parsed, Quantity] | None:
    """The one base that the paragraph has introduced as such, if there is exactly one."""
    found = []
    for before in text.before(parsed, 4):
        if before.sentence.paragraph != parsed.sentence.paragraph:
            break
        found += [(before, q) for q in before.counts if q.low >= part.low]
    if len(found) != 1:
        return None
    where, base = found[0]
    named = [at(where, m, "base") for m in _SAMPLE.finditer(where.lower)]
    alone = len(parsed.counts) == len(parsed.of("percent")) == 1 and where.place == parsed.place - 1
    return found[0] if base in named or (alone and _of_one_kind(parsed, part, base)) else None


def _of_one_kind(parsed: Parsed, part: Quantity, base: Quantity) -> bool:
    """True unless the words right after a count say that it counts other things than the base."""
    beside = re.match(r"[^(\[–—,;.]*", parsed.text[part.end :])
    own = content(beside[0]) if beside else frozenset()
    return not own or bool(own & base.nouns)


def _equivalents(parsed: Parsed) -> Iterator[Relation]:
    """A fraction in words with the percentage that it stands for: "over one-half (54%)"."""
    for match in _EQUAL.finditer(parsed.lower):
        worded, figure = at(parsed, match, "a"), at(parsed, match, "b")
        if not worded.in_words or figure.in_words or figure.hedge:
            continue
        if "," in match[0] and "(" not in match[0] and " or " not in match[0]:
            continue
        beside = len(match[0]) < 40 and "(" in match[0]
        yield Relation(
            "share",
            parsed,
            worded,
            figure.strict,
            inputs(parsed, [figure]),
            f"{bare(figure)}%",
            certain=beside,
        )
