"""Sentences to quantities: one left-to-right scan for fractions, multiples, percentages, ranges and counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from answerable.claims import fractions, numerals
from answerable.claims.interval import Interval
from answerable.claims.masks import blank
from answerable.claims.numerals import FIGURES, NUMBER, SCALE, WORDS, Numeral
from answerable.claims.quantity import Parsed, Quantity, QuantityKind
from answerable.claims.readings import ABOUT, IN_WORDS, Hedge, Readings
from answerable.claims.sentences import Sentence
from answerable.model import Period
from answerable.model import period as periods_

_LETTER: dict[QuantityKind, str] = {
    "count": "C",
    "percent": "P",
    "points": "Q",
    "multiple": "M",
    "period": "Y",
}
_CENT = r"(?:\s?%|[\s-]?per[\s-]?cent(?:age)?\b|\s?pc\b)"
_POINTS = r"(?:\s?%[\s-]?points?|[\s-](?:percentage|per\s?cent|percent)[\s-]points?|\s?pp\b|\s?ppts?\b|[\s-]points?(?=[\s,.;)]|$))"
_DASH = r"(?:-|–|—)"
_FIGURE = rf"(?:{FIGURES}{SCALE}?|{WORDS})"
_EITHER = (
    rf"(?P<portion>{fractions.PORTION})",
    rf"(?P<multiple>{fractions.MULTIPLE})",
    rf"(?P<fraction>{fractions.WORDED})",
    rf"(?P<between>between\s+(?P<a>{_FIGURE})(?P<ac>{_CENT})?\s+and\s+(?P<b>{_FIGURE})(?P<bu>{_POINTS}|{_CENT})?)",
    rf"(?P<range>(?P<c>{_FIGURE})(?P<cc>{_CENT})?(?P<link>\s+to\s+|{_DASH})(?P<d>{_FIGURE})(?P<du>{_POINTS}|{_CENT})?)",
    rf"(?P<one>(?P<n>{NUMBER})(?P<u>{_POINTS}|{_CENT})?)",
)
_SCAN = re.compile(rf"(?<![\w¤.,%/-])(?:{'|'.join(_EITHER)})(?!\w|[.,]\d)", re.I)
# The same groups, none of them a range, for the two ends of "from 485 to 624".
_FIRST = re.compile(
    rf"(?:{'|'.join((*_EITHER[:3], *(f'(?!){p}' for p in _EITHER[3:5]), _EITHER[5]))})(?!\w|[.,]\d)", re.I
)
_ADDING = re.compile(r"\b(?:add(?:s|ed|ing)?|com(?:es?|ing)|(?:going|went|gone))(?:\s+it)?$", re.I)
_BESIDE = re.compile(r"(?:[\d%]|\b(?:times|twice|half|cent|points?|much))$", re.I)
_COMPARED = re.compile(
    r"(?:[\d%»)]|\b(?:times|twice|half|third|quarter|fifth|tenth|cent|points?|many|much|higher|lower|larger|more|less|fewer|rise|increase"
    r"|fall|drop|up|down))(?:\s+[\w’'-]+){0,3}$",
    re.I,
)
_COMPARING = re.compile(r"^(?!n)(?:far )?[a-z]+\s+than$|^(?:above|below|over|under|as\s)", re.I)
_MOVED = re.compile(
    r"\b(?:from|by\s+from|risen\s+from|fallen\s+from)\s*(?:(?:just|about|around|some|over|under|nearly|almost)\s+)*$",
    re.I,
)


class Scanner:
    """Finds quantities by one table of readings."""

    def __init__(self, readings: Readings) -> None:
        self.readings = readings
        self._before = re.compile(
            rf"(?<![\w-])({readings.before_pattern})\s*(?:(?:a|an|just|only|one)\s+)?$", re.I
        )
        self._after = re.compile(rf"\s*({readings.after_pattern})(?!\w)", re.I)

    def parse(self, sentence: Sentence) -> Parsed:
        """The sentence with its quantities, in order."""
        found = sorted(self._quantities(sentence.text), key=lambda q: q.start)
        return Parsed(sentence, tuple(found), _skeleton(sentence.text, found))

    def _quantities(self, text: str) -> Iterator[Quantity]:
        masked = text
        for period in _periods(text):
            yield period
            masked = masked[: period.start] + "¤" * (period.end - period.start) + masked[period.end :]
        if not _HINT.search(masked):
            return
        masked = blank(masked)
        match = _SCAN.search(masked)
        while match:
            quantity = self._quantity(match, masked)
            moved = match["range"] and "to" in match["link"] and _MOVED.search(masked[: match.start()])
            if (match["range"] or match["between"]) and (moved or quantity is None):
                # "rose from 485 to 624" states two numbers, and so does what runs down
                first = _FIRST.search(masked, match.start())
                assert first is not None
                match, quantity = first, self._quantity(first, masked)
            if quantity is not None:
                yield replace(quantity, after=_after(masked, quantity.end))
            match = _SCAN.search(masked, match.end())

    def _quantity(self, match: re.Match[str], text: str) -> Quantity | None:
        if match["portion"] or match["fraction"]:
            value = fractions.share(match[0])
            return (
                None
                if value is None
                else self._stated("percent", match, text, _flat(value * 100), worded=True)
            )
        if match["multiple"]:
            value = fractions.multiple(match[0])
            return None if value is None else self._stated("multiple", match, text, _flat(value), worded=True)
        if match["between"]:
            return self._range(match, text, "ab", (match["ac"], match["bu"]))
        if match["range"]:
            return self._range(match, text, "cd", (match["cc"], match["du"]))
        number = numerals.read(match["n"])
        if number is None or (match["n"].lower() in {"one", "zero"} and not match["u"]):
            return None
        return self._stated(_kind(match["u"]), match, text, (number, number))

    def _range(
        self, match: re.Match[str], text: str, names: str, units: tuple[str | None, str | None]
    ) -> Quantity | None:
        """A range by the groups of its two ends and their units; None where it runs down or changes its unit."""
        first, second = match[names[0]], match[names[1]]
        low, high = numerals.read(first), numerals.read(second)
        if low is None or high is None or (units[0] and not units[1]):
            return None
        low = _same_scale(first, second, low, high)
        kind = _kind(units[1] or units[0])
        return self._stated(kind, match, text, (low, high)) if low.value < high.value else None

    def _stated(
        self,
        kind: QuantityKind,
        match: re.Match[str],
        text: str,
        ends: tuple[Numeral, Numeral],
        *,
        worded: bool = False,
    ) -> Quantity:
        """The quantity with its hedge and both readings."""
        start, end, hedge = match.start(), match.end(), None
        if before := self._hedged(text, start):
            start, hedge = before.start(1), self.readings.hedges[self.readings.before[_folded(before[1])]]
        elif after := self._after.match(text, end):
            end, hedge = after.end(), self.readings.hedges[self.readings.after[_folded(after[1])]]
        low, high = ends
        strict, loose = self._reading(kind, low, high, hedge, worded=worded)
        return Quantity(
            kind, text[start:end], start, end, low.value, high.value, strict, loose,
            hedge.name if hedge else "", high.unit, low.decimals or high.decimals, worded,
        )  # fmt: skip

    def _hedged(self, text: str, start: int) -> re.Match[str] | None:
        """The hedge before a number; "29% more than the 485" is a comparison and none."""
        match = self._before.search(text, max(0, start - 45), start)
        if match is None:
            return None
        lead = text[max(0, match.start() - 40) : match.start()].rstrip()
        if match[1].lower() == "up to" and _ADDING.search(lead):
            return None
        compared = _COMPARED if match[1].lower().endswith("than") else _BESIDE
        if _COMPARING.search(match[1]) and compared.search(lead):
            return None
        return match

    def _reading(
        self, kind: QuantityKind, low: Numeral, high: Numeral, hedge: Hedge | None, *, worded: bool
    ) -> tuple[Interval, Interval]:
        if hedge is None and worded:
            hedge = self.readings.hedges[IN_WORDS]
        if hedge is not None:
            strict = hedge.around(low.value, high.value)
            loose = hedge.around(low.value, high.value, loose=True)
            if hedge.name != ABOUT or worded:
                return strict, loose
            return self._about(low, high, strict, 0.5), self._about(low, high, loose, 1.0)
        careless = self.readings.careless_units if not (low.decimals or high.decimals) else 0.5
        return self._rounded(kind, low, high, 0.5), self._rounded(kind, low, high, max(careless, 0.5))

    def _about(self, low: Numeral, high: Numeral, widest: Interval, steps: float) -> Interval:
        """A number in figures after "about": so many of the steps to which it was rounded, within limits."""
        least = self.readings.about_least * 2 * steps
        below, above = (
            min(max(_printed_step(end) * steps, least * end.value), limit)
            for end, limit in ((low, low.value - widest.low), (high, widest.high - high.value))
        )
        return Interval(max(0.0, low.value - below), high.value + above)

    def _rounded(self, kind: QuantityKind, low: Numeral, high: Numeral, units: float) -> Interval:
        """What rounding may hide: nothing for a count printed to the unit."""
        if kind == "count":
            below, above = self._step(low) * units, self._step(high) * units
            return Interval(low.value - below, high.value + above)
        return Interval(
            max(0.0, low.value - low.unit * units), high.value + high.unit * units,
            open_low=units > 0.5, open_high=units > 0.5,
        )  # fmt: skip

    def _step(self, number: Numeral) -> float:
        """The step to which a count was rounded; nought where it is printed to the unit."""
        if number.unit > 1:
            return number.unit
        value, step = round(number.value), 1
        while value and value % (step * 10) == 0:
            step *= 10
        return step if step >= 10**self.readings.noughts and value >= 1000 else 0


_HINT = re.compile(
    r"\d|hal[fv]|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twice|doubl|tripl|trebl|quadrupl|thrice|fold\b|hundred"
    r"|thousand|million|billion|dozen|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty)\b",
    re.I,
)


def _periods(text: str) -> Iterator[Quantity]:
    """The periods that a sentence names; both ends of "between 2019 and 2021", which is compared, not added."""
    if not re.search(r"(?:19|20)\d\d|[a-z]{3}[ -]?\d\d\b", text):
        return
    for period, start, end in periods_.find(text):
        printed = text[start:end]
        if re.fullmatch(r"[A-Za-z]+[\s'’/-]*\d\d", printed):
            continue  # "may 14" and "march 30" are hardly ever a month and its year here
        ends = re.fullmatch(r"(?:(?:between|from)\s+)?(.+?)\s+(?:and|to)\s+(.+)", printed, re.I)
        first, second = (periods_.parse(ends[1]), periods_.parse(ends[2])) if ends else (None, None)
        if ends and first and second:
            yield _period(first, text, start + ends.start(1), start + ends.end(1))
            yield _period(second, text, start + ends.start(2), end)
        else:
            yield _period(period, text, start, end)


def _period(period: Period, text: str, start: int, end: int) -> Quantity:
    nothing = Interval.point(0)
    return Quantity("period", text[start:end], start, end, 0, 0, nothing, nothing, period=period)


def _printed_step(number: Numeral) -> float:
    """The step to which a number in figures was evidently rounded.

    That of its last figure other than nought, or five of it where that is a five: 24 steps by 1, 25 by 5,
    30 by 10, 360 million by 10 million.
    """
    if number.decimals or not number.value:
        return number.unit
    step = number.unit
    while number.value % (step * 10) == 0:
        step *= 10
    return step * 5 if round(number.value / step) % 10 == 5 else step


def _kind(unit: str | None) -> QuantityKind:
    if not unit:
        return "count"
    return "points" if re.search(r"point|pp", unit, re.I) else "percent"


def _flat(value: float) -> tuple[Numeral, Numeral]:
    number = Numeral(value, 0.0)
    return number, number


def _same_scale(first: str, second: str, low: Numeral, high: Numeral) -> Numeral:
    """The low end with the scale that only the high end prints: "20 to 30 thousand", "2 to 3,000"."""
    if low.value >= 1000 or low.value >= high.value:
        return low
    scaled = re.search(SCALE, second, re.I)
    scale = numerals.scale_of(scaled[0]) if scaled and not re.search(SCALE, first, re.I) else None
    if scale is None and re.fullmatch(r"\d{1,3},000", second) and re.fullmatch(r"\d{1,3}", first):
        scale = 1000.0
    if scale is None or low.value * scale >= high.value:
        return low
    return Numeral(low.value * scale, high.unit, low.decimals)


def _folded(words: str) -> str:
    return " ".join(words.lower().split())


def _after(text: str, end: int) -> str:
    """The few words after a quantity, to the end of the clause or the next number."""
    match = re.match(
        r"[\s)]*(?:of\s+(?:(?:the|all|these|those)\s+)*(?:[\d,]+\s+)?)?[“‘\"']?((?:[A-Za-z][\w’'“”/-]*\s*){0,6})",
        text[end:],
    )
    return match[1].strip() if match else ""


def _skeleton(text: str, found: list[Quantity]) -> str:
    pieces, at = [], 0
    for number, quantity in enumerate(found):
        pieces += [text[at : quantity.start], f"«{_LETTER[quantity.kind]}{number}»"]
        at = quantity.end
    return "".join([*pieces, text[at:]])
