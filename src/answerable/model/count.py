"""Counts as closed intervals of whole numbers, and the ways that they are printed.

A count is never negative, so an interval that nothing bounds is ``[0, ∞)``. What is certain about a
number is always an interval: ``19`` is [19, 19], ``<5`` is [0, 4], ``in excess of 830`` is [831, ∞).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

State = Literal["exact", "bounded", "open", "blank", "text"]


@dataclass(frozen=True, slots=True)
class Count:
    """A closed interval of whole numbers: ``low`` to ``high``, where ``high`` of None means unbounded.

    Raises:
        ValueError: if ``low`` is negative or above ``high``.
    """

    low: int = 0
    high: int | None = None

    def __post_init__(self) -> None:
        if self.low < 0:
            raise ValueError(f"a count is never negative: {self.low}")
        if self.high is not None and self.high < self.low:
            raise ValueError(f"empty interval: {self.low} to {self.high}")

    @classmethod
    def exactly(cls, number: int) -> Count:
        """The interval that holds one number."""
        return cls(number, number)

    @property
    def is_exact(self) -> bool:
        """True where one whole number is left."""
        return self.low == self.high

    @property
    def is_open(self) -> bool:
        """True where nothing is known but that it is a count."""
        return self.low == 0 and self.high is None

    @property
    def width(self) -> int | None:
        """``high - low``, or None where there is no upper bound."""
        return None if self.high is None else self.high - self.low

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        return self.low <= number and (self.high is None or number <= self.high)

    def covers(self, other: Count) -> bool:
        """True where every number of ``other`` lies in this interval."""
        if other.low < self.low:
            return False
        return self.high is None or (other.high is not None and other.high <= self.high)

    def __add__(self, other: Count) -> Count:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Count(self.low + other.low, high)

    def __and__(self, other: Count) -> Count | None:
        """What both allow, or None where they contradict each other."""
        low = max(self.low, other.low)
        highs = [h for h in (self.high, other.high) if h is not None]
        high = min(highs) if highs else None
        return None if high is not None and high < low else Count(low, high)

    def __or__(self, other: Count) -> Count:
        """The smallest interval that holds both."""
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Count(min(self.low, other.low), high)

    def minus(self, part: Count) -> Count:
        """What is left of this total when ``part`` of it is taken away (never below nought)."""
        low = 0 if part.high is None else max(0, self.low - part.high)
        high = None if self.high is None else max(0, self.high - part.low)
        return Count(low, high)

    def __str__(self) -> str:
        if self.is_exact:
            return f"{self.low:,}"
        if self.high is None:
            return "not known" if self.low == 0 else f"{self.low:,} or more"
        return f"{self.low:,} to {self.high:,}"


ZERO = Count(0, 0)
OPEN = Count(0, None)


def total(counts: Iterable[Count]) -> Count:
    """The sum of intervals; ``[0, 0]`` for none."""
    result = ZERO
    for count in counts:
        result += count
    return result


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """What a body means by its small-number marks, as a study may declare for it.

    Attributes:
        less_than_from: the least that ``<5`` can be: 0 unless the body prints its noughts, then 1.
        marks: mark → interval, such as ``{"*": Count(1, 4), "-": ZERO}``, for marks that say nothing alone.
    """

    less_than_from: int = 0
    marks: Mapping[str, Count] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Printed:
    """What one printed text says: its state, the interval if it is a count, and a trailing mark if any."""

    state: State
    count: Count | None
    note: str | None = None


_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)"
_WORD_NUMBERS = {
    "no": 0, "zero": 0, "nil": 0, "nought": 0, "none": 0, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_DIGIT = re.compile(r"\d")
_N = rf"(?P<n>{_NUMBER}|{'|'.join(_WORD_NUMBERS)})"
_ZERO = re.compile(
    r"(?:nil|none|zero|nought|nil return|no (?:reports?|records?|offences?|crimes?|incidents?))\.?", re.I
)
_BELOW = re.compile(rf"(?:n\s*<|<|&lt;|under|below|fewer than|less than)\s*{_N}", re.I)
_AT_MOST = re.compile(rf"(?:≤|<=|up to|at most|no more than)\s*{_N}|(?P<m>{_NUMBER}) or (?:fewer|less)", re.I)
_ABOVE = re.compile(rf"(?:>|&gt;|over|above|more than|in excess of|exceeding)\s*{_N}", re.I)
_AT_LEAST = re.compile(
    rf"(?:≥|>=|at least|not? (?:fewer|less) than)\s*{_N}|(?P<m>{_NUMBER})(?:\s*\+|\s+or more)", re.I
)
_BETWEEN = re.compile(rf"(?:between\s+)?(?P<a>{_NUMBER})\s*(?:-|–|—|to|and)\s*(?P<b>{_NUMBER})", re.I)
_NOTE = r"\s*(?P<note>\*{1,3}|†|‡|#|\^|[¹²³⁴-⁹]+|\[[a-z0-9]{1,3}\]|\((?:r|p|rev(?:ised)?|prov(?:isional)?)\))"
_EXACT = re.compile(rf"(?P<n>{_NUMBER})(?:\.0+)?(?:{_NOTE})?", re.I)
_SHARED = re.compile(
    rf"(?P<n>{_NUMBER})\s*[(\[]\s*(?P<note>(?:<\s*)?\d{{1,3}}(?:\.\d+)?\s*(?:%|per\s?cent))\s*[)\]]", re.I
)
"""A count with its share in brackets."""
SETTLED = "\u2063"
"""Stands, unseen, before what a cell prints in brackets behind its count, where it is certain that the count is the first."""
_BESIDE = re.compile(rf"(?P<n>{_NUMBER})\s*{SETTLED}\((?P<note>[^()]*)\)")
_NOTED = re.compile(rf"(?P<bare>.{{2,}}?){_NOTE}", re.I)
OPEN_MARKS = frozenset(
    [
        "*",
        "**",
        "***",
        "-",
        "–",
        "—",
        "..",
        "...",
        "…",
        ".",
        "x",
        "[x]",
        "[c]",
        "[z]",
        "[u]",
        "[low]",
        "~",
        "#",
        "n/a",
        "na",
        "n/k",
        "nk",
        "s",
        "supp",
        "null",
        "nan",
        "suppressed",
        "redacted",
        "restricted",
        "withheld",
    ]
) | {"not known", "not available", "not recorded", "not held", "not provided", "no data", "unknown"}


def number(text: str) -> int | None:
    """The whole number that ``text`` prints (``1,234``, ``1 234`` or a word to twelve), or None."""
    text = text.strip().lower()
    if text in _WORD_NUMBERS:
        return _WORD_NUMBERS[text]
    if re.fullmatch(_NUMBER, text):
        return int(re.sub(r"\D", "", text))
    return None


def _group(match: re.Match[str]) -> int:
    groups = match.groupdict()
    found = number(groups.get("n") or groups.get("m") or "")
    assert found is not None
    return found


def _may_be_years(first: str, last: str) -> bool:
    """True for ends of four figures or more without separators, which may be years or parts of a reference."""
    return any(len(end) >= 4 and end.isdigit() for end in (first.strip(), last.strip()))


def _bounded(text: str, least: int) -> Count | None:
    """The interval of a text that prints a bound, or None; ``least`` is the least that ``<5`` can be."""
    if _DIGIT.search(text) is None and not text.lower().endswith(tuple(_WORD_NUMBERS)):
        return None  # as most labels
    if match := _BELOW.fullmatch(text):
        top = _group(match) - 1
        return Count(min(least, max(top, 0)), max(top, 0))
    if match := _AT_MOST.fullmatch(text):
        return Count(0, _group(match))
    if match := _ABOVE.fullmatch(text):
        return Count(_group(match) + 1, None)
    if match := _AT_LEAST.fullmatch(text):
        return Count(_group(match), None)
    if match := _BETWEEN.fullmatch(text):
        low, high = number(match["a"]), number(match["b"])
        years = _may_be_years(match["a"], match["b"])
        if low is not None and high is not None and low < high and (high < 1900 or not years):
            return Count(low, high)
    return None


def parse(text: str, rules: SmallNumbers | None = None) -> Printed:
    """Reads one printed cell as a count.

    Args:
        text: the cell as printed.
        rules: what the body means by its marks; by default ``<5`` is [0, 4] and other marks are open.

    Returns:
        The state and interval. ``text`` where it is no count: a label, a rate, money, a percentage, a
        negative number. A blank is ``blank`` with an open interval: totals may prove it nought.
    """
    text = " ".join(text.replace("\u00a0", " ").split())
    if rules is None:
        return _printed(text, 0)
    if text in rules.marks:
        count = rules.marks[text]
        return Printed("blank" if not text else "exact" if count.is_exact else "bounded", count)
    return _printed(text, rules.less_than_from)


def has_second(text: str) -> bool:
    """True for a count with another number in brackets, of which it is certain that it is not the count."""
    return (_SHARED.fullmatch(text) or _BESIDE.fullmatch(text)) is not None


@lru_cache(maxsize=16384)
def _printed(text: str, least: int) -> Printed:
    """What a text says by itself, its spaces folded; ``least`` is the least that ``<5`` can be."""
    if not text:
        return Printed("blank", OPEN)
    if match := _EXACT.fullmatch(text) or _SHARED.fullmatch(text) or _BESIDE.fullmatch(text):
        found = number(match["n"])
        assert found is not None
        return Printed("exact", Count.exactly(found), match["note"])
    if _ZERO.fullmatch(text):
        return Printed("exact", ZERO)
    if text.lower() != "no" and text.lower() in _WORD_NUMBERS:
        return Printed("exact", Count.exactly(_WORD_NUMBERS[text.lower()]))
    noted = _NOTED.fullmatch(text)
    bare, note = (noted["bare"], noted["note"]) if noted else (text, None)
    if (count := _bounded(bare, least)) is not None:
        return Printed("exact" if count.is_exact else "bounded", count, note)
    if text.lower() in OPEN_MARKS:
        return Printed("open", OPEN)
    return Printed("text", None)
