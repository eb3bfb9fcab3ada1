"""What a reply itself says that its marks mean: "cells marked * hold fewer than five"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answerable.model import ZERO, Count, SmallNumbers, count

_MARK = r"(?P<mark>\*+|an?\s+asterisk|asterisks|‘?\.\.’?|[-–](?=\s)|\[c\]|‡|#)"
_MEANS = r"(?:means?|denotes?|indicates?|represents?|shows?|is|are|holds?|stands?\s+for|=|:|has|have\s+been|replaces?|where|used)"
_SAYS = re.compile(
    rf"(?:^|[\s(“\"'‘]){_MARK}[”\"'’)]?\s+(?:[\w\s]{{0,24}}?\s)?{_MEANS}\b(?P<rest>[^.;]{{0,100}})", re.I
)
_NOTE = re.compile(
    r"^\s*(?P<mark>\*+|\[c\]|‡|#)\s*(?P<rest>(?:fewer|less|lower|under|below|between)\s[^.;]{0,100})", re.I
)
_BELOW = re.compile(r"\b(?:fewer|less|lower)\s+than\s+(?P<n>\w+)|\b(?:under|below)\s+(?P<m>\w+)|\bbetween\s+(?P<a>\w+)\s+and\s+(?P<b>\w+)|(?P<c>\d+)\s*(?:-|–|to)\s*(?P<d>\d+)", re.I)  # fmt: skip
_NOUGHT = re.compile(
    r"\b(?:zero|nil|nought|none|no\s+(?:offences|crimes|records|incidents|data\s+recorded))\b", re.I
)


def declared(texts: Sequence[str], quoted: set[int], rules: SmallNumbers | None) -> SmallNumbers:
    """The study's rules, with what the reply says of its own marks where the study says nothing.

    Args:
        texts: the document's paragraphs.
        quoted: indices of those that quote the request.
        rules: what the study says for this body; it goes before the reply's own words.
    """
    base = rules or SmallNumbers()
    marks = {}
    for index, text in enumerate(texts):
        if index in quoted or len(text) > 600:
            continue
        for match in (*_SAYS.finditer(text), *_NOTE.finditer(text)):
            meaning = _interval(match["rest"])
            if meaning is not None:
                marks[_mark(match["mark"])] = meaning
    return SmallNumbers(base.less_than_from, {**marks, **base.marks})


def _mark(printed: str) -> str:
    return "*" if "asterisk" in printed.lower() else printed.strip("‘’")


def _interval(rest: str) -> Count | None:
    """What the words after a mark say: an interval, or None where they say no number."""
    if match := _BELOW.search(rest):
        top = count.number(match["n"] or match["m"] or "")
        if top is not None and top > 0:
            return Count(0, top - 1)
        low, high = count.number(match["a"] or match["c"] or ""), count.number(match["b"] or match["d"] or "")
        return Count(low, high) if low is not None and high is not None and low < high < 100 else None
    return ZERO if _NOUGHT.search(rest) else None
