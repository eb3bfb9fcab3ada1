"""Quantities that nothing in the document bears on: what they imply, or what they need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answerable.claims.claim import Claim, ClaimKind, Input
from answerable.claims.grammar import Text, direction, within
from answerable.claims.implied import before_growth, level_now
from answerable.claims.interval import Interval
from answerable.claims.quantity import Parsed, Quantity
from answerable.claims.shares import bare

_THINGS = re.compile(
    r"\b(?:offence|crime|case|incident|report|victim|allegation|charge|arrest|conviction|image|suspect|record|complaint"
    r"|child|children|people|women|men|girls|boys|individual|offender|url|referral|prosecution|caution|outcome|call|name"
    r"|request|letter|officer|warrant|survivor|perpetrator|user|abuser|site|website|account|device|pupil|adult|young)\w*",
    re.I,
)
_BODIES = re.compile(
    r"^(?:[\w’'-]+\s+){0,3}?(?:forces?|constabular(?:y|ies)|councils?|authorities|public bodies)\b", re.I
)
_NEEDS = {
    "share": "It needs the count and the base that it is a share of; the document gives neither beside it.",
    "growth": "It needs the two levels that it compares, over the same forces; the document does not give both.",
    "ratio": "It needs the two numbers that it compares; the document does not give both.",
    "difference": "It needs the two percentages that it compares; the document does not give both.",
    "coverage": "It needs how many bodies were asked; the document does not say.",
    "count": "It rests on a source that is not in the document.",
}


def claims(parsed: Parsed, text: Text, left: Sequence[Quantity]) -> Iterator[Claim]:
    """Claims for the quantities of a sentence that no rule explained: they imply something, or need data."""
    for quantity in left:
        kind = _kind(parsed, quantity)
        if kind is None:
            continue
        implied = _implied(parsed, quantity, text) if kind == "growth" else None
        yield implied or _claim(parsed, quantity, kind)


def _kind(parsed: Parsed, quantity: Quantity) -> ClaimKind | None:
    if quantity.kind == "percent":
        return "growth" if direction(parsed, quantity) else "share"
    if quantity.kind == "points":
        return "difference"
    if quantity.kind == "multiple":
        return "ratio"
    if quantity.kind != "count":
        return None
    if _BODIES.match(quantity.after) and quantity.low >= 3:
        return "coverage"
    counted = _THINGS.search(quantity.after) is not None or quantity.low >= 1000
    return "count" if counted and any(c.isdigit() for c in quantity.printed) else None


def _claim(parsed: Parsed, quantity: Quantity, kind: ClaimKind) -> Claim:
    sentence = parsed.sentence
    return Claim(
        sentence.text, sentence.source, kind, quantity.strict, (), None, "needs data", _NEEDS[kind],
        quantity.printed, place=sentence.place,
    )  # fmt: skip


def _implied(parsed: Parsed, change: Quantity, text: Text) -> Claim | None:
    """Growth to a known level implies the level before it."""
    now = level_now(parsed, change, text)
    before = before_growth(parsed, change, now) if now else None
    if now is None or before is None:
        return None
    exact = now[1].value / (1 + direction(parsed, change) * change.value / 100)
    since = re.search(r"\bsince\s+([\d/–-]{4,9})", parsed.text[change.start :])
    when = since[1] if since else "the period before"
    why = (
        f"If {bare(now[1])} is where it led, {when} was about {within(float(f'{exact:.3g}'))}"
        f" ({_rounded(before)}) over the same forces; the document does not give it."
    )
    sentence = parsed.sentence
    given = (Input.of(*now),)
    return Claim(
        sentence.text, sentence.source, "growth", change.strict, given, before, "implies", why,
        change.printed, place=sentence.place,
    )  # fmt: skip


def _rounded(interval: Interval) -> str:
    low, high = (within(float(f"{end:.3g}")) for end in (interval.low, interval.high))
    return f"{low} to {high}"
