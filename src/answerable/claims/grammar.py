"""Patterns over skeletons: a small notation, and the words of change that rules share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.claims.claim import Input
from answerable.claims.quantity import Parsed, Quantity
from answerable.claims.readings import Readings
from answerable.model import Table

RISE = (
    r"(?:ris(?:e|es|en|ing)|rose|increas\w+|gr[eo]w(?:n|ing|s|th)?|up|climb\w*|jump\w*|soar\w*|surg\w+|higher|more|leap\w*|leapt"
    r"|expand\w*|larger|greater|bigger|extra|additional|upturn|spike\w*|swell\w*|swollen|uplift|rocket\w*|above)"
)
FALL = (
    r"(?:f[ae]ll(?:s|en|ing)?|decreas\w+|declin\w+|drop\w*|down|reduc\w+|lower|fewer|less|dip(?:s|ped|ping)?|slump\w*|plummet\w*"
    r"|cut|shr[aiu]nk\w*|smaller|downturn|plung\w+|tumbl\w+|slid|slipped|below)"
)
CHANGE = rf"(?:{RISE}|{FALL})"
_MADE_UP = re.compile(r"\bma(?:de|ke|kes|king)\s+up\b")
_TOKEN = re.compile(r"<([CPQMY]+):(\w+)>")


def pattern(template: str) -> re.Pattern[str]:
    """Compiles a template over skeletons.

    ``<C:n>`` is a count called n, ``<CP:n>`` a count or percentage; ``~40`` is up to 40 characters without a
    quantity or the end of a clause; ``≈40`` may also hold quantities other than counts.
    """
    result = _TOKEN.sub(lambda m: rf"«[{m[1]}](?P<{m[2]}>\d+)»", template)
    result = re.sub(r"~(\d+)", r"[^«».;]{0,\1}?", result)
    result = re.sub(r"≈(\d+)", r"(?:[^«».;]|«[YPQM]\\d+»|\\.(?=\\d)){0,\1}?", result)
    return re.compile(result)


@dataclass(frozen=True)
class Text:
    """A whole document's sentences with their quantities, the table that read them, and its tables."""

    sentences: tuple[Parsed, ...]
    readings: Readings
    tables: tuple[Table, ...] = ()

    def before(self, parsed: Parsed, reach: int) -> tuple[Parsed, ...]:
        """Up to ``reach`` sentences before it, the nearest first."""
        return tuple(reversed(self.sentences[max(0, parsed.place - reach) : parsed.place]))

    def after(self, parsed: Parsed, reach: int) -> tuple[Parsed, ...]:
        """Up to ``reach`` sentences after it, the nearest first."""
        return self.sentences[parsed.place + 1 : parsed.place + 1 + reach]

    def near(self, parsed: Parsed, reach: int) -> tuple[Parsed, ...]:
        """Sentences before, the nearest first, then itself and those after."""
        return (*self.before(parsed, reach), parsed, *self.after(parsed, reach))


def at(parsed: Parsed, match: re.Match[str], name: str) -> Quantity:
    """The quantity that a named group of a match points to."""
    return parsed.quantities[int(match[name])]


def inputs(parsed: Parsed, quantities: Sequence[Quantity]) -> tuple[Input, ...]:
    """Quantities of one sentence as inputs."""
    return tuple(Input.of(parsed, quantity) for quantity in quantities)


def direction(parsed: Parsed, quantity: Quantity) -> int:
    """1 where a percentage, difference or multiple is a rise, -1 for a fall, 0 where no word says so.

    The nearest word of change decides: "a 29% increase", "up 29%", "fell by 12%", "29% more than".
    """
    index = parsed.quantities.index(quantity)
    token = re.search(rf"«[A-Z]{index}»", parsed.skeleton)
    assert token is not None
    lead = re.search(
        rf"\b(?:({RISE})|({FALL}))\b(?:\s+(?:by|of|was|is|in|on|the|a|an|some|another|further|around|about|also|nearly|"
        rf"over|just|only|sharply|slightly|steadily|again|year|overall|total|almost|some|as|much|even|it|has|had|been|now|still)|,)*\s*[(–—-]*\s*$",
        _MADE_UP.sub("made of", parsed.lower[max(0, token.start() - 60) : token.start()]),
    )
    if lead:
        return 1 if lead[1] else -1
    tail = re.match(
        rf"\)?[\s-]*(?:(?:overall|year-on-year|annual|sharp|steady|national|relative|net|real|actual|percentage|point|points|in|the|total|to|which|was|is"
        rf"|further|cumulative|similar)\s+)*(?:({RISE})|({FALL}))\b",
        parsed.lower[token.end() :],
    )
    if tail:
        return 1 if tail[1] else -1
    return 0


def within(value: float) -> str:
    """A number for a sentence: whole numbers with commas, others to three figures."""
    if abs(value) >= 1000 or float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 100 else f"{value:.3g}"
