"""The reasons for a verdict and the sentence that would be right, in the words that people use."""

from __future__ import annotations

import math

from answerable.claims.claim import Relation, Verdict
from answerable.claims.grammar import within
from answerable.claims.interval import Interval
from answerable.claims.quantity import Quantity

_UNIT = {"percent": "%", "points": " percentage points", "count": "", "multiple": " times", "period": ""}
_SAYS = {
    "consistent": "as the sentence says",
    "inexact": "the sentence says {}, which only a loose reading bears",
    "inconsistent": "the sentence says {}, which does not follow",
}


def why(relation: Relation, verdict: Verdict) -> str:
    """The working, what it gives, and how the sentence compares."""
    stated = relation.stated
    if verdict == "implies":
        return relation.note
    found = number(relation.worked, stated)
    tail = _SAYS.get(verdict, "").format(f"“{stated.printed.strip()}”")
    working = f"{relation.formula}: {found}; {tail}."
    return f"{working[0].upper()}{working[1:]} {relation.note}".strip()


def right(relation: Relation, verdict: Verdict) -> str:
    """The sentence that would be right, rounded as finely as the one stated; empty where it is right."""
    if verdict not in {"inexact", "inconsistent"} or relation.verdict is not None:
        return ""
    worked, stated, text = relation.worked, relation.stated, relation.parsed.text
    if worked.high < 0 or not worked.is_bounded:
        return ""
    low, high = (_rounded(end, stated) for end in (worked.low, worked.high))
    found = low if low == high else f"between {low} and {high}"
    if stated.kind in {"percent", "points"}:
        found += "%" if stated.kind == "percent" else " percentage points"
    elif stated.kind == "multiple":
        return f"{text[: stated.start]}[{found} times]{text[stated.end :]}"
    return f"{text[: stated.start]}{found}{text[stated.end :]}"


def _rounded(value: float, stated: Quantity) -> str:
    """A number as finely as the one stated: whole per cent for whole per cent, one decimal for multiples."""
    if stated.kind == "multiple":
        return within(round(value, 1))
    if stated.kind == "count":
        return within(round(value))
    places = 0 if stated.in_words or stated.unit >= 1 else round(-math.log10(stated.unit))
    return f"{value:,.{places}f}"


def number(interval: Interval, stated: Quantity) -> str:
    """An interval in the unit of the number stated, as finely as it was stated and one figure more."""
    unit = _UNIT[stated.kind]
    low, high = (_figure(end, stated) for end in (interval.low, interval.high))
    if low == high:
        return f"{low}{unit}"
    if math.isinf(interval.high):
        return f"{low}{unit} or more"
    return f"{low}{unit} to {high}{unit}"


def _figure(value: float, stated: Quantity) -> str:
    if math.isinf(value):
        return "∞"
    if stated.kind == "count":
        return within(round(value)) if abs(value) >= 10 else within(round(value, 1))
    places = 1 if stated.unit >= 1 or stated.in_words else max(1, round(-math.log10(stated.unit)) + 2)
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
